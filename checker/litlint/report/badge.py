"""A badge for a README: an SVG picture that says of how many entries papers.lock knows something.

It is a file of the repository itself, so that no other site is asked when someone reads the README.
"""

from __future__ import annotations

from litlint.model.finding import Report
from litlint.report import Style

_LABEL = "entries proved"
# Colours on which white text has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3): from which share of entries on.
_COLOURS = ((1.0, "#2e7d32"), (0.9, "#4f7a1f"), (0.5, "#8a6100"), (0.0, "#5f6368"))
# Pixels: an average character of Verdana at 11 pixels, the room at each side of a text, and the height.
_CHARACTER, _MARGIN, _HEIGHT = 6.6, 6, 20


def write(report: Report, style: Style) -> str:
    """Return the picture; ``style`` changes nothing in it."""
    del style
    proved, entries = report.counts.proved, report.counts.entries
    share = proved / entries if entries else 0.0
    colour = next(colour for least, colour in _COLOURS if share >= least)
    value = f"{proved}/{entries}"
    left, right = _width(_LABEL), _width(value)
    total, middle = left + right, _HEIGHT // 2 + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="{_HEIGHT}" role="img" '
        f'aria-label="{_LABEL}: {value}">\n'
        f"  <title>{_LABEL}: {value}</title>\n"
        f'  <clipPath id="r"><rect width="{total}" height="{_HEIGHT}" rx="3"/></clipPath>\n'
        f'  <g clip-path="url(#r)">\n'
        f'    <rect width="{left}" height="{_HEIGHT}" fill="#444"/>\n'
        f'    <rect x="{left}" width="{right}" height="{_HEIGHT}" fill="{colour}"/>\n'
        f"  </g>\n"
        f'  <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" text-anchor="middle">\n'
        f'    <text x="{left / 2:g}" y="{middle}" textLength="{left - 2 * _MARGIN}">{_LABEL}</text>\n'
        f'    <text x="{left + right / 2:g}" y="{middle}" textLength="{right - 2 * _MARGIN}">{value}</text>\n'
        f"  </g>\n"
        f"</svg>\n"
    )


def _width(text: str) -> int:
    return round(len(text) * _CHARACTER) + 2 * _MARGIN
