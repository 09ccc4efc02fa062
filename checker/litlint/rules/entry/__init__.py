"""Entries: what the list's own grammar asks of them."""
