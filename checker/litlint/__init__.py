"""litlint proves every entry of a curated list of research papers."""

__version__ = "0.1.0"
