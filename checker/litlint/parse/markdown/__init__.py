"""Markdown through mistune: the only importers of mistune are in this room."""

from litlint.parse.markdown.tree import read_blocks

__all__ = ["read_blocks"]
