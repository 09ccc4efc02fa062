"""What the entries of a list have in common, and how that is measured."""
