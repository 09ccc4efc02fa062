"""Links: what they lead to inside the repository, and how they are written."""
