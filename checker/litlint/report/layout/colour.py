"""Colours of a terminal, as ECMA-48 escape sequences (SGR)."""

from __future__ import annotations

from litlint.model.finding import Severity
from litlint.report import Style

BOLD, RED, YELLOW, GREEN, BLUE, CYAN = "1", "1;31", "1;33", "1;32", "1;34", "1;36"
OF_SEVERITY = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.NOTE: CYAN}


def link(text: str, url: str, style: Style) -> str:
    """Return the text as a link, where the terminal shows colours (OSC 8; others show the text alone)."""
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\" if style.colour and text else text


def paint(text: str, colour: str, style: Style) -> str:
    """Return the text in a colour, or as it is where the style has none."""
    return f"\x1b[{colour}m{text}\x1b[0m" if style.colour and colour and text else text
