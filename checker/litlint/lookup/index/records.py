"""What a dump says of one paper, and how an index keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from litlint import regex as re
from litlint.metadata.normalize import normalize_title

# Where a title may be cut: a colon that a space follows, or a dash between spaces. Lists leave out what comes before it
# (a name) or after it (a subtitle).
_CUT: Final = re.compile(r"[:：]\s++|\s[-–—]\s")
# A part of a title is looked for by itself only if it has so many words: fewer name many papers.
_LEAST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Volume:
    """One volume of proceedings, or one year's volume of a journal. ``key`` is unique within its source.

    ``venue`` is the short name that the source uses (``CVPR``), ``title`` the title of the proceedings, or empty.
    """

    key: str
    venue: str
    year: int | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class IndexedPaper:
    """One paper as a dump has it. ``authors`` are in order; ``year`` is that of the volume, or of the first version.

    ``doi`` and ``arxiv`` are bare identifiers or empty, ``url`` the page of the paper at its publisher or empty.
    ``volume`` is the key of its volume or empty, ``pages`` where it is in it, as written; ``source`` names the dump.
    """

    title: str
    authors: tuple[str, ...] = ()
    venue: str = ""
    year: int | None = None
    doi: str = ""
    arxiv: str = ""
    url: str = ""
    volume: str = ""
    pages: str = ""
    source: str = ""

    def encode(self) -> bytes:
        """Return the paper as bytes; ``decode`` is the inverse."""
        fields = [self.title, ";".join(self.authors), self.venue, str(self.year or "")]
        fields += [self.doi, self.arxiv, self.url, self.volume, self.pages, self.source]
        return "\t".join(" ".join(field.split()) for field in fields).encode()

    @classmethod
    def decode(cls, data: bytes) -> IndexedPaper:
        """Return the paper that ``encode`` wrote."""
        title, authors, venue, year, *rest = data.decode().split("\t")
        people = tuple(author for author in authors.split(";") if author)
        return cls(title, people, venue, int(year) if year else None, *rest)


def title_keys(title: str) -> Iterator[tuple[str, str]]:
    """Yield the keys by which a title is found: ``("title", all of it)``, then ``("part", …)`` for its longer parts.

    >>> list(title_keys("SKVQ: Sliding-Window Quantization of Keys"))
    [('title', 'skvq sliding window quantization of keys'), ('part', 'sliding window quantization of keys')]
    """
    whole = normalize_title(title)
    if whole:
        yield "title", whole
    seen = {whole}
    cut = _CUT.search(title)
    for part in (title[: cut.start()], title[cut.end() :]) if cut else ():
        words = normalize_title(part)
        if words not in seen and len(words.split()) >= _LEAST_WORDS:
            seen.add(words)
            yield "part", words


@dataclass(frozen=True, slots=True)
class Source:
    """One dump that an index was made from: its name, the day it was made (ISO), its licence, and how many papers."""

    name: str
    date: str
    licence: str
    papers: int

    def as_json(self) -> dict[str, object]:
        """Return the source as it is written into the manifest."""
        return {"name": self.name, "date": self.date, "licence": self.licence, "papers": self.papers}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from, and how many papers each registrant of DOIs (``10.1109``) has in it."""

    sources: tuple[Source, ...]
    registrants: Mapping[str, int]

    def encode(self) -> bytes:
        """Return the manifest as bytes; ``decode`` is the inverse."""
        sources = [source.as_json() for source in self.sources]
        return json.dumps({"registrants": dict(self.registrants), "sources": sources}, sort_keys=True).encode()

    @classmethod
    def decode(cls, data: bytes) -> Manifest:
        """Return the manifest that ``encode`` wrote. Raises ValueError if it is none."""
        try:
            found = json.loads(data)
            rows, registrants = found["sources"], found.get("registrants", {})
            sources = tuple(Source(row["name"], row["date"], row["licence"], int(row["papers"])) for row in rows)
            return cls(sources, {str(prefix): int(count) for prefix, count in registrants.items()})
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("the manifest does not name its sources") from error
