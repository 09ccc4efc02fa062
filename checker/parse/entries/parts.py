"""Venue, year, date, tags and authors: what an entry states beside its title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.model.document import Part
from checker.model.labels import is_label
from checker.parse.entries.text import VisibleText

_YEAR = re.compile(r"(?<![\d./-])(?P<year>(?:19[5-9]\d|20[0-4]\d))(?!\d|[./-]\d{4,})")
_DATE = re.compile(
    r"(?<![\w./-])(?P<date>(?P<iso>(?:19[5-9]\d|20[0-4]\d))[-./年]\s?(?:1[0-2]|0?[1-9])(?:[-./月]\s?(?:3[01]|[12]\d|0?[1-9])日?)?"
    r"|(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+(?:\d{1,2},\s*)?"
    r"(?P<named>(?:19[5-9]\d|20[0-4]\d)))(?![\w/-]|\.\d)"
)
# A venue is an acronym or a name in capitals with a year beside it: NeurIPS 2023, CVPR'20, (ICDM 2019), ACL 24, arXiv 2020.
_VENUE = re.compile(
    r"(?<![\w’'@])(?P<venue>(?:[A-Z][\w&+@/-]*|arXiv|arxiv|bioRxiv|[a-z]*[A-Z]{2,}\w*)"
    r"(?:[ -](?:on|of|the|for|in|and|&|[A-Z][\w&+@/-]*)){0,6}(?:\s*\((?:[A-Za-z ]{2,20})\))?)"
    r"\s*(?:['’`]\s?|,\s*|\s)\s*['’`]?(?P<year>(?:19|20)\d\d|\d\d(?![\d.%]))(?![\w%])"
)
_KNOWN_VENUE = re.compile(
    r"(?<![\w-])(?P<venue>arXiv|Preprint|CoRR|TMLR|JMLR|TPAMI|TACL|Nature|Science)(?![\w-])", re.IGNORECASE
)
_MONTHS = re.compile(r"^(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parts:
    """What was read beside a title."""

    venue: Part[str] | None = None
    year: Part[int] | None = None
    date: Part[str] | None = None
    authors: Part[str] | None = None
    tags: tuple[Part[str], ...] = ()


def read_parts(visible: VisibleText, start: int) -> Parts:
    """Read the parts that stand behind a title, which ends at ``start``, outside links."""
    gaps = visible.gaps(start)
    date = _first(visible, _DATE, gaps, "date")
    venue, year = _venue(visible, gaps)
    year = year or _year(visible, gaps, date)
    tags = tuple(
        visible.part(r.start, r.end) for r in visible.code if r.start >= start and _is_tag(visible, r.start, r.end)
    )
    return Parts(venue, year, date, _authors(visible, start), tags)


def year_of(date: Part[str] | None) -> Part[int] | None:
    """Return the year of a date that gives one in full."""
    found = _YEAR.search(re.sub(r"[-./年月]", " ", date.value)) if date else None
    return Part(int(found["year"]), date.span) if found and date else None


def _is_tag(visible: VisibleText, start: int, end: int) -> bool:
    text = visible.text[start:end].strip("[] ")
    return visible.link_at(start) is None and not is_label(text) and not text.isdigit()


def _first(visible: VisibleText, pattern: re.Pattern[str], gaps: list[tuple[int, int]], group: str) -> Part[str] | None:
    for begin, stop in gaps:
        if found := pattern.search(visible.text, begin, stop):
            return visible.part(found.start(group), found.end(group))
    return None


def _venue(visible: VisibleText, gaps: list[tuple[int, int]]) -> tuple[Part[str] | None, Part[int] | None]:
    for begin, stop in gaps:
        for found in _VENUE.finditer(visible.text, begin, stop):
            if _MONTHS.match(found["venue"]):
                continue
            digits = int(found["year"])
            year = digits if digits > 99 else digits + (1900 if digits > 60 else 2000)
            place = visible.place(found.start("year"), found.end("year"))
            return visible.part(found.start("venue"), found.end("venue")), Part(year, place)
    known = _first(visible, _KNOWN_VENUE, gaps, "venue")
    return known, None


def _year(visible: VisibleText, gaps: list[tuple[int, int]], date: Part[str] | None) -> Part[int] | None:
    if year := year_of(date):
        return year
    for begin, stop in gaps:
        if found := _YEAR.search(visible.text, begin, stop):
            return Part(int(found["year"]), visible.place(found.start("year"), found.end("year")))
    return None


def _authors(visible: VisibleText, start: int) -> Part[str] | None:
    """Return the emphasised text behind a title that reads as a list of names."""
    for region in visible.emphasis:
        text = visible.text[region.start : region.end]
        if region.start >= start and (("," in text or " and " in text) or 2 <= len(text.split()) <= 4):
            return visible.part(region.start, region.end)
    return None
