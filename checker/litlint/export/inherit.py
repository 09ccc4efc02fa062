"""What a citation gets from others: by ``crossref`` from its volume, by ``xdata`` from shared data.

Sources: O. Patashnik, "BibTeXing" (1988), section 2.2; the biblatex manual 3.20, sections 2.4.1 and 3.17, and its
appendix B on how the fields of a volume are renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from litlint.model.citation import Citation, Field

# What belongs to the volume alone: its identifiers, what it says of itself, and how it is sorted.
_OWN: Final = frozenset(
    """
    abstract annotation annote author crossref doi entryset eprint eprintclass eprinttype archiveprefix file
    ids key keywords label note options pages pagetotal primaryclass related shortauthor shorteditor shorthand
    shorttitle sortkey sorttitle subtitle title titleaddon url urldate xdata xref
    """.split()
)
_TITLES: Final = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_VOLUMES: Final = frozenset(
    "book collection mvbook mvcollection mvproceedings mvreference proceedings reference".split()
)
_PARTS: Final = frozenset(
    "bookinbook inbook incollection inproceedings conference inreference suppbook suppcollection".split()
)
_MOST_ANCESTORS: Final = 4  # a paper, its volume, the series of volumes; more is a circle


@dataclass(frozen=True)
class Bibliography:
    """The citations of some documents by their keys, which BibTeX compares without case."""

    by_key: Mapping[str, Citation]

    @classmethod
    def of(cls, citations: Iterable[Citation]) -> Bibliography:
        """Put citations together; of two with one key the first counts, as it does for BibTeX."""
        by_key: dict[str, Citation] = {}
        for citation in citations:
            by_key.setdefault(citation.key.casefold(), citation)
        return cls(by_key)

    def fields(self, citation: Citation) -> list[Field]:
        """Return the fields of a citation: its own that can be read, then those that it inherits and lacks."""
        found: dict[str, Field] = {}
        for field in self._all(citation, _MOST_ANCESTORS):
            found.setdefault(field.name, field)
        resolved = {name for name in ("crossref", "xdata") if all(self._named(found.get(name)))}
        return [field for name, field in found.items() if name not in resolved]

    def _all(self, citation: Citation, depth: int) -> Iterator[Field]:
        yield from citation.sound_fields
        yield from _recovered(citation)
        if not depth:
            return
        for data in self._named(citation.get("xdata")):
            yield from self._all(data, depth - 1) if data else ()
        for volume in self._named(citation.get("crossref")):
            if volume and volume is not citation:
                yield from _inherited(citation.kind, volume.kind, self._all(volume, depth - 1))

    def _named(self, field: Field | None) -> list[Citation | None]:
        keys = field.value.split(",") if field else ()
        return [self.by_key.get(key.strip().casefold()) for key in keys]


def _recovered(citation: Citation) -> Iterator[Field]:
    """Yield the fields whose value only lacks its end, where the next field shows it: all of their text is there."""
    openings = {problem.span.start for problem in citation.problems}
    for field in citation.fields:
        if field.delimiter and field.value_span.start - 1 in openings and "=" not in field.raw:
            yield field


def _inherited(kind: str, volume: str, fields: Iterable[Field]) -> Iterator[Field]:
    """Yield the fields of a volume as those of its part; a field ``booktitle`` of its own comes before its title."""
    titles = []
    for field in fields:
        if field.name in _TITLES and volume in _VOLUMES and kind in _PARTS:
            titles.append(_renamed(field, _TITLES[field.name]))
        elif field.name == "author" and kind in ("inbook", "bookinbook", "suppbook"):
            yield from (field, _renamed(field, "bookauthor"))
        elif field.name not in _OWN:
            yield field
    yield from titles


def _renamed(field: Field, name: str) -> Field:
    return Field(
        name, field.raw, field.value, field.span, field.name_span, field.value_span, field.delimiter, field.resolved
    )
