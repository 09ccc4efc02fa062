"""Reads the DBLP dump (``dblp.xml.gz``), as a stream: one record at a time, in flat memory.

The dump names letters by entities of ``dblp.dtd``, which lies beside it. They are those of HTML, so Python's own table
serves; no document type is fetched, and none may declare entities of its own.
Source: https://dblp.org/xml/docu/dblpxml.pdf; licence of the data: CC0 1.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.entities import html5
from typing import IO, Final
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from litlint import regex as re
from litlint.errors import LitlintError
from litlint.lookup.index.records import IndexedPaper, Volume
from litlint.parse.latex import decode

NAME: Final = "DBLP"
LICENCE: Final = "CC0 1.0"
# The kinds of record that are papers, or volumes of papers. Persons (www), theses and books are left out.
_PAPERS: Final = frozenset({"article", "inproceedings", "incollection"})
_VOLUMES: Final = frozenset({"proceedings"})
# DBLP distinguishes persons of one name by a number of four digits.
_HOMONYM: Final = re.compile(r" \d{4}$")
_DOI: Final = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\S+)", re.I)
_ARXIV: Final = re.compile(r"https?://arxiv\.org/abs/(\S+)|abs/(\d{4}\.\d{4,5})", re.I)
_CHUNK: Final = 1 << 16
# Dumps begin with their root element soon after the declaration; a page of HTML (a bot check) does not.
_HEAD: Final = re.compile(rb"<dblp[\s>]")


def read_dblp(stream: IO[bytes], name: str) -> Iterator[IndexedPaper | Volume]:
    """Yield the papers and volumes of a dump, in its order.

    Raises:
        LitlintError: the stream is not a DBLP dump, or ends early.
    """
    head = stream.read(4096)
    if not _HEAD.search(head):
        raise LitlintError(f"{name} is not a DBLP dump (no <dblp> at its beginning)")
    reader = _Reader()
    try:
        reader.parser.Parse(head, False)
        yield from reader.taken()
        while chunk := stream.read(_CHUNK):
            reader.parser.Parse(chunk, False)
            yield from reader.taken()
        reader.parser.Parse(b"", True)
        yield from reader.taken()
    except ExpatError as error:
        raise LitlintError(f"{name} is broken or cut short at line {error.lineno}") from error
    except EOFError as error:
        raise LitlintError(f"{name} is cut short") from error


class _Reader:
    """Collects one record at a time from the events of an XML parser."""

    def __init__(self) -> None:
        self.parser: XMLParserType = ParserCreate()
        self.parser.UseForeignDTD(True)
        self.parser.SetParamEntityParsing(0)  # XML_PARAM_ENTITY_PARSING_NEVER: nothing outside the file is read
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.SkippedEntityHandler = self._entity
        self.parser.EntityDeclHandler = self._refuse
        self._depth = 0
        self._record: Element | None = None
        self._field = ""
        self._parts: list[str] = []
        self._found: list[IndexedPaper | Volume] = []

    def taken(self) -> list[IndexedPaper | Volume]:
        """Return what has been read since the last call."""
        found, self._found = self._found, []
        return found

    def _refuse(self, *declaration: object) -> None:
        raise LitlintError("the dump declares entities of its own, which no DBLP dump does")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 2:
            self._record = Element(tag, attributes)
        elif self._depth == 3:
            self._field, self._parts = tag, []

    def _text(self, text: str) -> None:
        if self._depth >= 3:
            self._parts.append(text)

    def _entity(self, name: str, is_parameter: bool) -> None:
        self._text(html5.get(f"{name};", ""))

    def _end(self, tag: str) -> None:
        if self._depth == 3 and self._record is not None:
            field = Element(self._field)
            field.text = " ".join("".join(self._parts).split())
            self._record.append(field)
        elif self._depth == 2 and self._record is not None:
            self._take(self._record)
            self._record = None
        self._depth -= 1

    def _take(self, record: Element) -> None:
        if record.tag in _VOLUMES:
            title = _first(record, "title").rstrip(".")
            venue = _first(record, "booktitle") or title
            self._found.append(Volume(record.get("key", ""), venue, _number(_first(record, "year")), title))
        elif record.tag in _PAPERS and record.get("publtype") != "withdrawn":
            paper = _paper(record)
            if paper.title and paper.authors:
                self._found.append(paper)


def _paper(record: Element) -> IndexedPaper:
    links = [field.text or "" for field in record.iter("ee")]
    doi = next((found[1] for link in links if (found := _DOI.match(link))), "")
    arxiv = next((found for link in (*links, _first(record, "volume")) if (found := _ARXIV.match(link))), None)
    journal, volume = _first(record, "journal"), _first(record, "crossref")
    if journal and not volume and _first(record, "volume"):
        volume = f"{record.get('key', '').rpartition('/')[0]}/{_first(record, 'volume')}"
    return IndexedPaper(
        title=_plain(_first(record, "title").removesuffix(".")),
        authors=tuple(_HOMONYM.sub("", field.text or "") for field in record.iter("author")),
        venue=_first(record, "booktitle") or journal,
        year=_number(_first(record, "year")),
        doi=doi.lower(),
        arxiv=(arxiv[1] or arxiv[2]) if arxiv else "",
        url=next((link for link in links if "doi.org/" not in link), ""),
        volume=volume,
        pages=_first(record, "pages"),
        source=NAME,
    )


def _first(record: Element, tag: str) -> str:
    field = record.find(tag)
    return (field.text or "") if field is not None else ""


def _number(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else None


def _plain(title: str) -> str:
    r"""Return a title without LaTeX, which DBLP has where a publisher gave it: ``$\ell_1$``."""
    return decode(title) if "\\" in title or "$" in title else title
