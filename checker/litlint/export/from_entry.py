"""What an entry itself says of a work, as fields of a citation; what it does not certainly say is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litlint import regex as re
from litlint.export.fields import Fields, readable
from litlint.export.people import bibtex_names
from litlint.identifiers.identifier import Identifier
from litlint.identifiers.implied_venue import year_of
from litlint.matching.work_references import paper_links
from litlint.metadata.byline import read_byline
from litlint.metadata.dates import YEAR, is_possible, read_date
from litlint.metadata.months import MACROS
from litlint.metadata.venues import is_conference, is_preprint_server, is_venue_name, read_venue, venues_in
from litlint.model.document import Document, Entry
from litlint.write.bibtex import escaped, escaped_url

# Words of venues whose papers are `@inproceedings`.
_MEETING: Final = re.compile(r"\b(?:proceedings|proc|conference|symposium|workshop|meeting)\b", re.IGNORECASE)
# Words of venues whose papers are `@article`.
_JOURNAL: Final = re.compile(r"\b(?:journal|transactions|letters|review|annals|magazine|bulletin)\b", re.IGNORECASE)
# `VISAP`, `IEEE TCyb`: two capitals in one word. A single word like `Evaluate` may be anything of the entry's text.
_ACRONYM: Final = re.compile(r"[A-Z]\w*?[A-Z]")
_LONGEST_VENUE: Final = 120


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where a list says that a work was published, and in which year if it says that beside it."""

    venue: str
    year: int | None

    def added_to(self, kind: str, fields: Fields) -> tuple[str, Fields]:
        """Return a citation with the venue in the field that it has its place in.

        A meeting has proceedings and a journal is one; of a venue that may be either BibTeX's ``howpublished`` says it.
        """
        if {"booktitle", "journal", "journaltitle"} & fields.keys():
            return kind, fields
        if self.year is not None:
            fields = fields | {"year": str(self.year)}
        meets = any(is_conference(self.venue[start:end]) for start, end in venues_in(self.venue))
        if meets or _MEETING.search(self.venue):
            return "inproceedings", fields | {"booktitle": escaped(self.venue)}
        if _JOURNAL.search(self.venue) or is_venue_name(self.venue):
            return "article", fields | {"journal": escaped(self.venue)}
        return kind, fields | {"howpublished": escaped(self.venue)}


@dataclass(frozen=True, slots=True)
class Statement:
    """The fields that an entry gives, its venue apart; ``doubtful`` names those that it gives, but not certainly."""

    fields: Fields
    appearance: Appearance | None
    doubtful: frozenset[str]


def appearance(entry: Entry) -> Appearance | None:
    """Return where an entry certainly says that its work was published; a server of preprints is no such place."""
    if entry.venue is None or is_preprint_server(entry.venue.value):
        return None
    venue = readable(entry.venue.value).strip(" .,;:")
    if not _is_venue(venue):
        return None
    dated = entry.year is not None and entry.date is not None and entry.date.span.contains(entry.year.span)
    return Appearance(venue, entry.year.value if entry.year and not dated else None)


def _is_venue(text: str) -> bool:
    """Say whether what an entry has for its venue is one: known, an acronym, or called a journal or a meeting."""
    if not text or len(text) > _LONGEST_VENUE:
        return False
    named = _MEETING.search(text) or _JOURNAL.search(text) or read_venue(text) or _ACRONYM.search(text)
    # A text that ends in a preposition was cut off in the middle of a name.
    return bool(named) and not re.search(r"\s(?:in|on|of|and|for|from|the|at|by)\Z", text, re.IGNORECASE)


def inverts_first_author(document: Document) -> bool:
    """Say whether the bylines of a list begin with a surname, `Doe, Jane, Max Muster`, as far as they show it."""
    bylines = [read_byline(entry.authors.value) for entry in document.entries if entry.authors]
    return sum(byline.inverts_first for byline in bylines) > sum(byline.in_order for byline in bylines)


def statement(entry: Entry, identifier: Identifier | None, *, inverted: bool = False) -> Statement:
    """Return what an entry says of its work; ``inverted`` says that the bylines of its list begin with a surname."""
    doubtful = set()
    fields = {"title": escaped(readable(entry.title.value)), "author": ""}
    if entry.authors is not None:
        byline = read_byline(readable(entry.authors.value), inverted=inverted)
        if byline.is_certain and byline.names:
            fields["author"] = bibtex_names(byline.names, cut_short=byline.cut_short)
        else:
            doubtful.add("author")
    where = appearance(entry)
    if where is None and entry.venue is not None and not is_preprint_server(entry.venue.value):
        doubtful.add("venue")
    year, date = stated_year(entry, identifier), stated_date(entry)
    if date[:1] == (year,) and len(date) > 1 and where is None:
        fields["month"] = MACROS[date[1] - 1]
    fields["year"] = str(year or "")
    if identifier is not None and identifier.scheme == "arxiv":
        fields |= {"eprint": identifier.value, "archiveprefix": "arXiv"}
    elif identifier is not None and identifier.scheme == "doi":
        fields["doi"] = identifier.value
    fields["url"] = escaped_url(outside_url(entry) or "")
    return Statement({name: value for name, value in fields.items() if value}, where, frozenset(doubtful))


def stated_date(entry: Entry) -> tuple[int, ...]:
    """Return year, month and day that an entry states, as far as it does; nothing if there is no such day."""
    date = read_date(entry.date.value) if entry.date else None
    return date if date is not None and is_possible(date) else ()


def stated_year(entry: Entry, identifier: Identifier | None) -> int | None:
    """Return the year that an entry states, or its identifier, or the heading that it is below."""
    if entry.year is not None:
        return entry.year.value
    below = next((title for title in reversed(entry.section.path) if YEAR.fullmatch(title)), None)
    return (year_of(identifier) if identifier else None) or (int(below) if below else None)


def outside_url(entry: Entry) -> str | None:
    """Return where an entry leads: the URL of its paper, else of its first link out of the repository."""
    links = [link for link in paper_links(entry) if link.is_outside]
    outside = links or [link for link in entry.links if link.is_outside and not link.is_image]
    return outside[0].url if outside else None
