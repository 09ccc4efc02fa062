"""Questions to registries and the web, and papers.lock, which keeps the answers."""
