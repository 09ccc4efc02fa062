"""Where an entry states its year: beside its venue or alone, not a number within a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from litlint import regex as re
from litlint.metadata.dates import YEAR
from litlint.metadata.venues import is_venue_name
from litlint.model.document import Entry
from litlint.model.source import Span
from litlint.style.measure import title_link
from litlint.values import remembered

# What ends the stretch of a line that a year belongs to: a cell, a line break, a sentence, a dash between blanks.
_BOUNDARY = re.compile(r"[|;；。\n]|<br\s*/?>|[.!?](?=[*_\x22”’)]{0,3}\s)|\s[-–—]\s", re.I)
# Three words in small letters in a row are prose; venues have two at most ("Proceedings of the …").
_PROSE = re.compile(r"(?<![\w'’])(?:[a-z][a-z'’]*[\s,]+){2}[a-z][a-z'’]+(?!\w)")
_URL = re.compile(r"\]\([^()\n]*\)|https?://\S+")
# A name and the digits after it that a reader reads as a year: `ICML 2023`, `ACL(2023)`, `arXiv, 2922`, `KDD'18`.
_NAMED = re.compile(
    r"(?<![\w’'@/.-])(?P<name>[^\W\d_]{2,20})(?P<joint>[*_)]{0,2},?\s?[’'(]?)(?P<year>\d{2,6})(?![\w/%-]|[.,:]\d)", re.A
)
_MARKS = re.compile(r"[\s'’*_`,.()\[\]-]*")
_LONGEST = 300  # characters on each side; what is longer is prose


class NamedYear(NamedTuple):
    """A name and the digits after it, with what is between the two."""

    name: Span
    joint: str
    year: Span


@remembered
def named_years(entry: Entry) -> tuple[NamedYear, ...]:
    """Return the names of an entry that digits follow, as those of venues, wherever they are outside links and citations.

    What a link other than the title's shows counts too: `[[ICML 2023]](U)`.
    """
    return tuple(_named_years(entry))


def _named_years(entry: Entry) -> Iterator[NamedYear]:
    source = entry.span.source
    taken = [link.span for link in entry.links] + [citation.span for citation in entry.citations]
    at = entry.span.start
    for place in [*sorted(taken, key=lambda place: place.start), source.span(entry.span.end, entry.span.end)]:
        if place.start > at:
            for found in _NAMED.finditer(source.text, at, min(place.start, entry.span.end)):
                yield NamedYear(source.span(*found.span("name")), found["joint"], source.span(*found.span("year")))
        at = max(at, place.end)
    title = entry.title.span
    for link in entry.links:
        shown = link.text_span
        if link.kind == "inline" and not (shown.start < title.end and title.start < shown.end):
            for found in _NAMED.finditer(source.text, shown.start, shown.end):
                yield NamedYear(source.span(*found.span("name")), found["joint"], source.span(*found.span("year")))


def states_year(entry: Entry) -> bool:
    """Say whether the year of an entry is its own for certain.

    Of four digits: in a stretch of text that is no sentence and has no other year, outside the title. Of two digits: right
    after the name of a known venue.
    """
    if entry.year is None:
        return False
    place = entry.year.span
    head = title_link(entry)
    if entry.title.span.contains(place) or (head is not None and head.text_span.contains(place)):
        return False
    if len(place.text) < 4 or not YEAR.fullmatch(place.text[-4:]):
        return entry.venue is not None and _follows(entry.venue.span, place)
    if entry.venue is not None and _follows(entry.venue.span, place):
        return True
    stretch = _URL.sub(" ", stretch_around(place).text)
    return _PROSE.search(stretch) is None and len(set(YEAR.findall(stretch))) == 1


def stretch_around(place: Span) -> Span:
    """Return the part of a line that a place belongs to, up to a cell's end, a line break, a dash or the end of a sentence."""
    text = place.source.text
    begin, end = max(0, place.start - _LONGEST), min(len(text), place.end + _LONGEST)
    before = max((found.end() for found in _BOUNDARY.finditer(text, begin, place.start)), default=begin)
    after = _BOUNDARY.search(text, place.end, end)
    return place.source.span(before, after.start() if after else end)


def _follows(venue: Span, year: Span) -> bool:
    """Say whether a year is right after the name of a venue that is known."""
    if not any(map(is_venue_name, re.findall(r"[^\W\d_]+", venue.text))):
        return False
    return venue.end <= year.start and _MARKS.fullmatch(venue.source.text, venue.end, year.start) is not None
