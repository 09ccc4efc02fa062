"""What is asked of a page: whether it is there, and what it says."""
