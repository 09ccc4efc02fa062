"""What an entry itself tells of a work, as fields of a citation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from litlint.export.fields import Fields
from litlint.identifiers.identifier import Identifier
from litlint.identifiers.implied_venue import year_of
from litlint.matching.work_references import paper_links
from litlint.metadata.dates import is_possible, read_date
from litlint.metadata.venues import is_conference, is_preprint_server, is_venue_name, venues_in
from litlint.model.document import Entry
from litlint.write.bibtex import escaped

_SEPARATOR: Final = re.compile(r"\s*(?:,\s*and\b|;|,|&|\band\b)\s*")
_MEETING: Final = re.compile(r"\b(?:proceedings|proc|conference|symposium|workshop|meeting)\b", re.IGNORECASE)
_JOURNAL: Final = re.compile(r"\b(?:journal|transactions|letters)\b", re.IGNORECASE)


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


def appearance(entry: Entry) -> Appearance | None:
    """Return where an entry says that its work was published; a server of preprints is no such place."""
    if entry.venue is None or is_preprint_server(entry.venue.value):
        return None
    dated = entry.year is not None and entry.date is not None and entry.date.span.contains(entry.year.span)
    return Appearance(entry.venue.value, entry.year.value if entry.year and not dated else None)


def fields_of(entry: Entry, identifier: Identifier | None) -> Fields:
    """Return the fields of a citation that an entry gives, its venue left out."""
    authors = [name for name in _SEPARATOR.split(entry.authors.value.strip(" .*_")) if name] if entry.authors else []
    people = ["others" if re.fullmatch(r"et\.?\s+al\.?", name) else escaped(name) for name in authors]
    year, date = stated_year(entry, identifier), stated_date(entry)
    fields = {"title": escaped(entry.title.value), "author": " and ".join(people), "year": str(year or "")}
    if date[:1] == (year,) and len(date) > 1 and appearance(entry) is None:
        fields["month"] = str(date[1])
    if identifier is not None and identifier.scheme == "arxiv":
        fields |= {"eprint": identifier.value, "archiveprefix": "arXiv"}
    elif identifier is not None and identifier.scheme == "doi":
        fields["doi"] = identifier.value
    fields["url"] = outside_url(entry) or ""
    return {name: value for name, value in fields.items() if value}


def stated_date(entry: Entry) -> tuple[int, ...]:
    """Return year, month and day that an entry states, as far as it does; nothing if there is no such day."""
    date = read_date(entry.date.value) if entry.date else None
    return date if date is not None and is_possible(date) else ()


def stated_year(entry: Entry, identifier: Identifier | None) -> int | None:
    """Return the year that an entry states, or its identifier, or the heading that it stands below."""
    if entry.year is not None:
        return entry.year.value
    below = next((title for title in reversed(entry.section.path) if re.fullmatch(r"(?:19|20)\d\d", title)), None)
    return (year_of(identifier) if identifier else None) or (int(below) if below else None)


def outside_url(entry: Entry) -> str | None:
    """Return where an entry leads: the URL of its paper, else of its first link out of the repository."""
    links = [link for link in paper_links(entry) if link.is_outside]
    outside = links or [link for link in entry.links if link.is_outside and not link.is_image]
    return outside[0].url if outside else None
