r"""litlint proves every entry of a curated list of research papers.

The names below are the public API; each is imported when it is first used, so that ``import litlint`` costs nothing.

>>> import litlint
>>> litlint.check_text("- [A Study of Ants](http://arxiv.org/abs/2001.01234)\n").findings[0].rule
'insecure-url'
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = [
    "Bad",
    "Citation",
    "Context",
    "Document",
    "Edit",
    "Entry",
    "Facts",
    "Finding",
    "Fix",
    "Good",
    "Link",
    "LitlintError",
    "Related",
    "Report",
    "Rule",
    "Severity",
    "Source",
    "Span",
    "Workspace",
    "WorkspaceRule",
    "__version__",
    "check_text",
    "check_workspace",
    "fix_text",
]

_PLACES = {
    "api": ("check_text", "check_workspace", "fix_text"),
    "errors": ("LitlintError",),
    "model.citation": ("Citation",),
    "model.document": ("Document", "Entry", "Workspace"),
    "model.facts": ("Facts",),
    "model.finding": ("Edit", "Finding", "Fix", "Related", "Report", "Severity"),
    "model.nodes": ("Link",),
    "model.source": ("Source", "Span"),
    "rule": ("Bad", "Context", "Good", "Rule", "WorkspaceRule"),
}


def __getattr__(name: str) -> object:
    module = next((module for module, names in _PLACES.items() if name in names), None)
    if module is None:
        raise AttributeError(f"module 'litlint' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"litlint.{module}"), name)
