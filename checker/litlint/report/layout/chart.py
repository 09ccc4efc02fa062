"""Bar charts as inline SVG, in the colours of the page's style sheet."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from litlint.report.layout.safe_text import cut, visible

# Sizes in SVG user units; a chart of columns shows at most so many labels, one of rows so many rows.
_WIDTH, _HEIGHT, _LABELS, _ROWS, _ROW = 480, 200, 10, 15, 24
_NAMES, _COUNTS, _TOP, _BOTTOM, _WIDEST = 170, 40, 18, 20, 80
_GAP_OF_YEARS = 80


def columns(title: str, counts: Mapping[int, int]) -> str:
    """Return a chart with a column for each year, those without a work included unless the years lie far apart."""
    years = sorted(counts)
    if years[-1] - years[0] < _GAP_OF_YEARS:
        years = list(range(years[0], years[-1] + 1))
    step, most = _WIDTH / len(years), max(counts.values())
    wide = round(min(step * 0.8, _WIDEST), 1)
    every = -(-len(years) // _LABELS)
    rows = []
    for index, year in enumerate(years):
        count = counts.get(year, 0)
        tall = round((_HEIGHT - _TOP - _BOTTOM) * count / most, 1)
        middle = round((index + 0.5) * step, 1)
        x = round(middle - wide / 2, 1)
        y = round(_HEIGHT - _BOTTOM - tall, 1)
        size = f'width="{wide}" height="{tall}"'
        rows.append(f'<rect x="{x}" y="{y}" {size}><title>{year}: {count}</title></rect>')
        if index % every == 0:
            rows.append(f'<text x="{middle}" y="{_HEIGHT - 4}" text-anchor="middle">{year}</text>')
            rows.append(f'<text x="{middle}" y="{round(y - 4, 1)}" text-anchor="middle">{count or ""}</text>')
    spoken = ", ".join(f"{year}: {counts[year]}" for year in sorted(counts))
    return _svg(title, spoken, _HEIGHT, rows)


def rows(title: str, counts: Mapping[str, int], classes: Mapping[str, str]) -> str:
    """Return a chart with a row for each name, in the order given; what does not fit is summed up in the last.

    ``classes`` are what the style sheet knows the rows by; the page's script makes a row with a name choose it.
    """
    named = list(counts.items())
    if len(named) > _ROWS:
        rest = named[_ROWS - 1 :]
        named = [*named[: _ROWS - 1], (f"{len(rest)} others", sum(count for _, count in rest))]
    most = max(count for _, count in named)
    drawn = []
    for index, (name, count) in enumerate(named):
        wide = round((_WIDTH - _NAMES - _COUNTS) * count / most, 1)
        top = index * _ROW
        shown = escape(cut(visible(name), 26))
        chosen = f' class="{classes[name]}" data-choice="{escape(name)}"' if name in classes else ""
        drawn.append(f"<g{chosen}>")
        drawn.append(f'<text x="{_NAMES - 8}" y="{top + 16}" text-anchor="end">{shown}</text>')
        drawn.append(f'<rect x="{_NAMES}" y="{top + 3}" width="{wide}" height="{_ROW - 6}"></rect>')
        drawn.append(f'<text x="{round(_NAMES + wide + 6, 1)}" y="{top + 16}">{count}</text></g>')
    spoken = ", ".join(f"{name}: {count}" for name, count in named)
    return _svg(title, spoken, len(named) * _ROW, drawn)


def _svg(title: str, spoken: str, height: int, rows: list[str]) -> str:
    label = escape(visible(f"{title}: {spoken}"))
    name = escape(visible(title))
    return (
        f'<figure><figcaption>{name}</figcaption><svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{label}">'
        f"{''.join(rows)}</svg></figure>\n"
    )
