"""What several formats share: characters made safe to show, excerpts of a source, sentences that count."""
