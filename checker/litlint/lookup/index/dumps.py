"""The dumps that an index can be made from, and how each is recognised by its content: DBLP, BibTeX, arXiv's snapshot."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final, cast

from litlint import regex as re
from litlint.errors import LitlintError
from litlint.files import open_file
from litlint.lookup.index import dblp
from litlint.lookup.index.build import Dump
from litlint.lookup.index.records import IndexedPaper, Volume
from litlint.lookup.index.volumes import acl_number
from litlint.metadata.people import split_authors
from litlint.model.citation import Citation
from litlint.model.source import Source
from litlint.parse.bibtex import parse_bibtex
from litlint.parse.latex import decode

ARXIV_LICENCE: Final = "CC0 1.0"
"""Of arXiv's metadata: https://info.arxiv.org/help/license/index.html#metadata-license"""
_GZIP: Final = b"\x1f\x8b"
_GZIP_HEADER: Final = 8  # magic, method, flags, and the time of packing (RFC 1952, section 2.3)
# Bytes of a dump that show its kind.
_HEAD: Final = 4096
# An entry of BibTeX begins on a line of its own with its type.
_ENTRY: Final = re.compile(rb"\s*@\s*[A-Za-z]+\s*[{(]")
# An entry without its end would else take all that follows it.
_LONGEST_ENTRY: Final = 1 << 20
_NOT_PAPERS: Final = frozenset({"proceedings", "book", "string", "comment", "preamble"})


def open_dump(path: Path) -> Dump:
    """Open a dump, packed by gzip or not, and see by its beginning what it is.

    Raises:
        LitlintError: the file cannot be read, or is not one of the dumps that litlint knows.
    """
    try:
        with open_file(path) as file:
            first = file.read(_GZIP_HEADER)
        is_packed = first.startswith(_GZIP)
        stream = cast(IO[bytes], gzip.open(path) if is_packed else open_file(path))  # noqa: SIM115 - its reader closes it
        head = stream.read(_HEAD)
        stream.seek(0)
        # gzip keeps when it packed the file, so that a copy of the dump gives the same index.
        packed_at = int.from_bytes(first[4:_GZIP_HEADER], "little") if is_packed else 0
        day = datetime.fromtimestamp(packed_at or path.stat().st_mtime, UTC).date().isoformat()
    except (OSError, EOFError) as error:
        raise LitlintError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    name = path.name
    if b"<dblp" in head:
        return Dump(dblp.NAME, day, dblp.LICENCE, _closing(stream, dblp.read_dblp(stream, name)))
    if head.lstrip()[:1] == b"{" and b'"id"' in head:
        return Dump("arXiv", day, ARXIV_LICENCE, _closing(stream, read_arxiv(stream, name)))
    # A file of BibTeX may begin with comments.
    if _ENTRY.match(head) or re.search(rb"^\s*@[A-Za-z]+\{", head, re.M):
        return Dump(name.partition(".")[0], day, "", _closing(stream, read_bibtex(stream, name)))
    stream.close()
    html = b"<html" in head.lower()
    what = "a web page, perhaps a check for robots" if html else "none of: DBLP's XML, BibTeX, arXiv's JSON lines"
    raise LitlintError(f"{path} is {what}; no index is built from it")


def _closing(
    stream: IO[bytes], records: Iterator[IndexedPaper | Volume] | Iterator[IndexedPaper]
) -> Iterator[IndexedPaper | Volume]:
    try:
        yield from records
    except (OSError, EOFError) as error:
        raise LitlintError(f"the dump is cut short or damaged: {error}") from error
    finally:
        stream.close()


def read_arxiv(stream: IO[bytes], name: str) -> Iterator[IndexedPaper]:
    """Yield the papers of arXiv's metadata snapshot, one JSON object a line.

    Source: https://www.kaggle.com/datasets/Cornell-University/arxiv (fields ``id``, ``title``, ``authors_parsed``, ``doi``,
    ``journal-ref``, ``versions``).

    Raises:
        LitlintError: a line is not such an object.
    """
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            names = [
                " ".join(part for part in (given, family, suffix) if part) for family, given, suffix in _parsed(row)
            ]
            created = (row.get("versions") or [{}])[0].get("created", "")
            year = re.search(r"\b(?:19|20)\d\d\b", str(created))
            yield IndexedPaper(
                title=str(row["title"]),
                authors=tuple(names),
                venue=str(row.get("journal-ref") or ""),
                year=int(year[0]) if year else None,
                doi=str(row.get("doi") or "").split(" ")[0].lower(),
                arxiv=str(row["id"]),
                source="arXiv",
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise LitlintError(f"{name}:{number} is not a record of arXiv's snapshot") from error


def _parsed(row: dict[str, list[list[str]]]) -> Iterator[tuple[str, str, str]]:
    for family, given, suffix, *_ in row.get("authors_parsed") or ():
        yield family, given, suffix


def read_bibtex(stream: IO[bytes], name: str) -> Iterator[IndexedPaper | Volume]:
    """Yield the papers of a BibTeX file, entry by entry, and the volumes of the ACL Anthology among them."""
    source = name.partition(".")[0]
    for text in _entries(stream):
        document = Source(name, text)
        citations, _ = parse_bibtex(document.whole)
        for citation in citations:
            paper = _paper(citation, source)
            if paper is not None:
                yield paper


def _entries(stream: IO[bytes]) -> Iterator[str]:
    """Yield the text of each entry: a line that begins one ends the one before."""
    lines: list[bytes] = []
    size = 0
    for line in stream:
        if lines and (_ENTRY.match(line) or size > _LONGEST_ENTRY):
            yield b"".join(lines).decode("utf-8", "replace")
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield b"".join(lines).decode("utf-8", "replace")


def _paper(citation: Citation, source: str) -> IndexedPaper | None:
    title, author = citation.title, citation.get("author")
    if citation.kind in _NOT_PAPERS or title is None:
        return None
    people = split_authors(author.raw) if author is not None else []
    year = _value(citation, "year", "date")[:4]
    identifiers = {one.scheme: one.value for one, _ in citation.identifiers()}
    place = acl_number(identifiers["acl"]) if "acl" in identifiers else None
    return IndexedPaper(
        title=title.value,
        authors=tuple(decode(person.shown) for person in people),
        venue=_value(citation, "booktitle", "journal", "journaltitle"),
        year=int(year) if year.isascii() and year.isdecimal() else None,
        doi=identifiers.get("doi", ""),
        arxiv=identifiers.get("arxiv", ""),
        url=_value(citation, "url"),
        # The Anthology numbers the papers of a volume from 1 to n, so that a volume proves itself whole.
        volume=f"acl:{place[0]}" if place else "",
        pages=f"{place[1]}:1" if place else "",
        source=source,
    )


def _value(citation: Citation, *names: str) -> str:
    found = citation.get(*names)
    return found.value if found is not None else ""
