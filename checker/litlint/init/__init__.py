"""What `litlint init` proposes for a repository."""
