"""Where litlint lives on the web: every output that names a page takes its address from here."""

from __future__ import annotations

from typing import Final

HOME: Final = "https://github.com/litlint/litlint"
ISSUES: Final = f"{HOME}/issues"
DOCUMENTATION: Final = "https://litlint.github.io/litlint"


def rule_url(rule: str) -> str:
    """Return the address of a rule's page, which stays the same from version to version.

    >>> rule_url("shared-link")
    'https://litlint.github.io/litlint/rules/shared-link/'
    """
    return f"{DOCUMENTATION}/rules/{rule}/"
