"""Identifiers: how each scheme is written, which URLs name it, and what it proves."""
