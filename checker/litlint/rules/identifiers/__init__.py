"""What names a work or a repository: arXiv, DOI, ACL and all other schemes, and how to read them out of URLs."""
