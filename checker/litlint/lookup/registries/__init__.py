"""The registries: one file each behind one protocol, listed in ``routes.py``."""
