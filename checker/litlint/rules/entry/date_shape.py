"""The rule date-shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from litlint.metadata.dates import Date, is_possible, read_date
from litlint.model.document import Document, Entry, Part
from litlint.model.finding import Finding
from litlint.model.list_style import ListStyle
from litlint.model.nodes import Block
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import form_of, text_places

_DATED = "".join(
    f"- [2023.0{month}] [A Study of {name}](https://arxiv.org/abs/230{month}.01001)\n"
    for month, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1)
)
_TABLE = "| Date | Title | Paper |\n|---|---|---|\n" + "".join(
    f"| 2023.0{month} | A Study of {name} | [pdf](https://arxiv.org/abs/230{month}.01001) |\n"
    for month, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1)
)
_VENUES = "".join(
    f"- [A Study of {name}](https://arxiv.org/abs/2301.01001), GARDEN 2023\n"
    for name in ("Ants", "Bees", "Cats", "Dogs", "Elks")
)
_DIGITS = re.compile(r"(?<![\w./:@#%-])\d[\d.,/-]*\d(?![\w/%-]|\.\d)")
_LONG_YEAR = re.compile(r"(?<![\w./:@#-])(?:(?:19|20)\d{3}|(?:19|20)\d)(?![\w./%-]|\.\d)")
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d\D", re.A)
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})/\d\d", re.A)
_LONG_VENUE_YEAR = re.compile(
    r"(?<![\w’'@-])(?:[A-Z][A-Za-z]*[A-Z]\w*|[aA]r[xX]iv|Findings|Workshop|Preprint)[*_]{0,2}[’']?\s?(?P<year>(?:19|20)\d{3}|220[012]\d)(?![\w/%-]|\.\d)"
)
_LONG_DATE = re.compile(r"(?<![\w./:#-])(?:19|20)\d{3}[./-](?:0?[1-9]|1[0-2])(?![\w/-]|\.\d)")
_HEADER = re.compile(r"\b(?:years?|dates?)\b|年份|日期|时间", re.IGNORECASE)
_TWO_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:\d\d){1,2}", re.A)
_CELL = re.compile(r"\W*(?P<date>[\d][\d.,/ -]*)\W*\Z", re.A)
_SHARE, _LEAST, _LEAST_NAMED = 0.9, 5, 2
_MOST_MONTHS_AHEAD = 12


@dataclass(frozen=True)
class DateShape(Rule):
    """A date that does not exist or lies in the future: `2024,0104`, month 13, a year of five digits.

    Lists are sorted and searched by their dates, and a reader cannot tell whether 2023.13 is of January or of December.

    Write the date as the other entries of the list do.
    """

    examples = (
        Bad(_DATED + "- [2023.13] [A Study of Gardens](https://arxiv.org/abs/2312.01009)\n", finds="2023.13"),
        Bad(
            _TABLE + "| 2024,0104 | A Study of Gardens | [pdf](https://arxiv.org/abs/2401.01009) |\n", finds="2024,0104"
        ),
        Bad(_TABLE + "| 20222.05 | A Study of Gardens | [pdf](https://arxiv.org/abs/2205.01009) |\n", finds="20222.05"),
        Bad(_VENUES + "- [A Study of Gardens](https://arxiv.org/abs/2301.01009), GARDEN 20233\n", finds="20233"),
        Bad("- A Study of Gardens, 1 Jan 2062 [[pdf](https://gardens.org/all)]\n", finds="1 Jan 2062"),
        Bad("- [A Study of Gardens](https://arxiv.org/abs/1901.01009), in *ACRE* 22019. 1 Jan 2019\n", finds="22019"),
        Bad("- A Study of Gardens, GARDEN 2062, 1 Jan 2019 [[pdf](https://gardens.org/all)]\n", finds="2062"),
        Good(_DATED + "- [2023.12] [A Study of Gardens](https://arxiv.org/abs/2312.01009)\n"),
        Good(_VENUES + "- [A Study of 20233 Gardens](https://arxiv.org/abs/1901.01009), 2019-20\n"),
        Good("- A Study of Gardens, GARDEN 2026 [[pdf](https://gardens.org/all)]\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        list_style = context.style
        told = set()
        for entry in document.entries:
            for place, problem in _problems(entry, list_style, context.facts.today):
                told.add(place)
                if not is_contributor_template(document, place):
                    yield self._finding(place, problem, list_style)
        for block in document.walk():
            if block.kind == "table":
                for place in _odd_cells(block):
                    if place not in told:
                        yield self._finding(place, "is no date as the others of its column are", list_style)

    def _finding(self, place: Span, problem: str, list_style: ListStyle) -> Finding:
        convention = list_style.date_form
        help_ = "write it as the other entries do" if convention and convention.count > 1 else "write year and month"
        return self.finding(place, f"{place.text} {problem}", help=help_)


def _problems(entry: Entry, list_style: ListStyle, today: date) -> Iterator[tuple[Span, str]]:
    """Yield the first thing that is wrong with an entry's date, and where it stands."""
    problem = _digit_too_many(entry, list_style)
    if problem is None and entry.date is not None:
        problem = _of_date(entry.date, today)
    if problem is None and entry.year is not None and entry.year.value > today.year + 1:
        problem = (entry.year.span, "lies in the future")
    if problem is None and entry.date is None and entry.year is None:
        problem = _instead_of_date(entry, list_style)
    yield from [problem] if problem else []


def _digit_too_many(entry: Entry, list_style: ListStyle) -> tuple[Span, str] | None:
    has_dates = list_style.date_form is not None and list_style.date_form.count >= _LEAST
    for place in text_places(entry):
        if place.start >= entry.title.span.end and (odd := _LONG_VENUE_YEAR.search(place.text)):
            return place.sub(*odd.span("year")), "is no year"
        if has_dates and (odd := _LONG_DATE.search(place.text)):
            return place.sub(*odd.span()), "is no date"
    return None


def _of_date(stated: Part[str], today: date) -> tuple[Span, str] | None:
    found = read_date(stated.value)
    if found is not None:
        if not _exists(found, stated.value):
            return stated.span, _why(found)
        return (stated.span, "lies in the future") if _is_ahead(found, today) else None
    short = _SHORT.fullmatch(stated.value)
    impossible = short is not None and not _can_be_day_and_month(int(short[1]), int(short[2]))
    return (stated.span, "is no date") if impossible or _YEAR_FIRST.match(stated.value) else None


def _instead_of_date(entry: Entry, list_style: ListStyle) -> tuple[Span, str] | None:
    """Return the digits that an entry has where nearly all others have a date or a year."""
    form = form_of(entry)
    for part, pattern in (("date", _DIGITS), ("year", _LONG_YEAR)):
        if list_style.having(part, form).is_followed:
            for place in text_places(entry):
                if (odd := pattern.search(place.text)) and len(odd[0]) > 2 and not _TWO_YEARS.fullmatch(odd[0]):
                    return place.sub(*odd.span()), f"is no {part}"
            return None
    return None


def _can_be_day_and_month(one: int, other: int) -> bool:
    return 1 <= min(one, other) <= 12 and 1 <= max(one, other) <= 31


def _exists(found: Date, text: str) -> bool:
    """Say whether a date exists; with slashes the day may come before the month."""
    swapped = (found[0], found[2], found[1]) if len(found) == 3 and not text.startswith(str(found[0])) else found
    return is_possible(found) or is_possible(swapped)


def _why(found: Date) -> str:
    return (
        f"is no date: there is no month {found[1]}"
        if not 1 <= found[1] <= 12
        else f"is no date: there is no day {found[2]}"
    )


def _is_ahead(found: Date, today: date) -> bool:
    """Say whether a date lies so far ahead that no meeting is announced for it yet, or, of one day, after today."""
    if len(found) == 3:
        return found > (today.year, today.month, today.day)
    months = (found[0] - today.year) * 12 + ((found[1] - today.month) if len(found) > 1 else 0)
    return months > _MOST_MONTHS_AHEAD


def _odd_cells(table: Block) -> Iterator[Span]:
    """Yield the cells that are digits but no date in a column of dates."""
    headers, rows = table.children[0].children if table.children else (), table.children[1:]
    for column, header in enumerate(headers):
        cells = [row.children[column] for row in rows if len(row.children) > column]
        dates = [read_date(cell.text) for cell in cells]
        count = sum(found is not None for found in dates)
        least, share = (_LEAST_NAMED, 0.5) if _HEADER.search(header.text) else (_LEAST, _SHARE)
        if count < max(least, share * len(cells)):
            continue
        for cell, found in zip(cells, dates, strict=True):
            odd = _CELL.match(cell.text) if found is None else None
            if odd and len(odd["date"]) > 2 and odd["date"] in cell.span.text and not _SHORT.fullmatch(odd["date"]):
                at = cell.span.text.index(odd["date"])
                yield cell.span.sub(at, at + len(odd["date"].rstrip()))
