"""Markdown through mistune: only the modules of this folder import it."""

from litlint.parse.markdown.tree import read_blocks

__all__ = ["read_blocks"]
