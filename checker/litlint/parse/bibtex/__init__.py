"""BibTeX, read with the place of every part; the only importer of bibtexparser, which gives a second opinion."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from litlint import regex as re
from litlint.metadata.bibtex_schema import JOURNAL_FIELDS, journal_name
from litlint.metadata.months import MACROS, NAMES
from litlint.model.citation import Citation, Field, Problem
from litlint.model.document import Comment
from litlint.model.source import Span
from litlint.parse.bibtex import entry_start
from litlint.parse.bibtex.entry_start import EntryStartProblem
from litlint.parse.bibtex.scan import Scan, scan, unquoted
from litlint.parse.bibtex.values import RawEntry, RawField, ValuePart
from litlint.parse.latex import decode, decode_verbatim

if TYPE_CHECKING:
    from bibtexparser.splitter import Splitter

Pairs = list[tuple[str, str]]
"""The fields of an entry: names as written, and values with their delimiters."""
_MONTHS: Final = dict(zip(MACROS, NAMES, strict=True))
VERBATIM: Final = frozenset({"url", "doi", "eprint", "file", "pdf", "urlraw"})
"""Fields that biblatex reads letter by letter (biblatex manual 3.20, section 2.2.1, field types uri and verbatim)."""

# `\\{`: a line break before a brace, which the library reads as an escaped brace. Such an entry is read by our own
# reader alone.
_TWO_BACKSLASHES: Final = re.compile(r"\\\\[{}\"]")

# An entry after its key of which no program makes anything else: values that are words or in braces, without the signs that
# programs treat in ways of their own (quotes, backslashes, @). Most entries that programs write are so.
_LETTERS: Final = r"[^{}\"\\@]++"
_PLAIN_BODY: Final = re.compile(
    rf"""
    (?: \s*+ , \s*+ [A-Za-z][\w-]*+ [ \t]*+ = \s*+
        (?: [A-Za-z]++ | \d++ | \{{ (?: {_LETTERS} | \{{ (?: {_LETTERS} | \{{ (?:{_LETTERS})?+ \}} )*+ \}} )*+ \}} )
    )++
    \s*+ ,?+ \s*+ \}}
    """,
    re.VERBOSE,
)


def parse_bibtex(span: Span) -> tuple[list[Citation], list[Comment]]:
    """Return the citations of the BibTeX that is at a place, and its ``%`` comments, both in order.

    The place is the content of a fenced or an indented block, line prefixes included, or a whole ``.bib`` file.
    Whatever the text, nothing is raised: what cannot be read as meant is a Problem of its citation. The names and raw
    values are those that bibtexparser reads too, wherever no Problem says otherwise; it is not asked about plain entries.
    """
    text = unquoted(span.text)
    found = scan(text)
    if not found.entries:
        return [], _comments(span, text, found)
    place = _Place(span, text, _macros(text, found))
    faults = _faults(text, found)
    citations = [place.citation(raw, problems) for raw, problems in zip(found.entries, faults, strict=True)]
    return citations, _comments(span, text, found)


def looks_like_bibtex(text: str) -> bool:
    """Say whether an unlabelled block of code holds a BibTeX entry: not a decorator, a style sheet or a mail."""
    return "@" in text and entry_start.looks_like_bibtex(unquoted(text))


@dataclass(frozen=True)
class _Place:
    """The place that is read, its text without line prefixes, and the macros that it defines."""

    span: Span
    text: str
    macros: Mapping[str, str]

    def citation(self, raw: RawEntry, faults: list[EntryStartProblem]) -> Citation:
        sub = self.span.sub
        return Citation(
            span=sub(raw.head.start, raw.end),
            kind=self.text[slice(*raw.head.kind)].lower(),
            kind_span=sub(*raw.head.kind),
            key=self.text[slice(*raw.key)],
            key_span=sub(*raw.key),
            fields=tuple(map(self._field, raw.fields)),
            problems=tuple(Problem(sub(fault.start, fault.end), fault.message, fault.insert) for fault in faults),
        )

    def _field(self, raw: RawField) -> Field:
        sub, name = self.span.sub, self.text[slice(*raw.name)].lower()
        only = raw.parts[0] if len(raw.parts) == 1 else ValuePart("", *raw.value, raw.value[1])
        written = self.text[only.start : only.end]
        joined = written if only.delimiter else _joined(self.text, raw, self.macros)
        journal = journal_name(joined) if name in JOURNAL_FIELDS and "\\" in joined else None
        value = journal or (decode_verbatim(joined) if name in VERBATIM else decode(joined))
        return Field(
            name=name,
            raw=written,
            value=written if value == written else value,  # most are: one text in memory instead of two
            span=sub(raw.name[0], raw.value[1]),
            name_span=sub(*raw.name),
            value_span=sub(only.start, only.end),
            delimiter=only.delimiter,
            resolved=joined,
        )


def _joined(text: str, raw: RawField, macros: Mapping[str, str]) -> str:
    """Return a value's text with its pieces joined and the macros that the text defines replaced; others stay words.

    A month that is joined to other text, as in ``jul # "--" # aug``, is printed by its name.
    """
    known = macros if len(raw.parts) == 1 else {**_MONTHS, **macros}
    pieces = []
    for part in raw.parts:
        piece = text[part.start : part.end]
        pieces.append(piece if part.delimiter else known.get(piece.lower(), piece))
    return "".join(pieces)


def _macros(text: str, found: Scan) -> Mapping[str, str]:
    macros: dict[str, str] = {}
    for string in found.strings:
        macros[text[slice(*string.name)].lower()] = _joined(text, string, macros)
    return macros


def _comments(span: Span, text: str, found: Scan) -> list[Comment]:
    return [Comment(span.sub(start, end), text[start + 1 : end]) for start, end in sorted(found.comments)]


def _faults(text: str, found: Scan) -> list[list[EntryStartProblem]]:
    """Return the faults of each entry; those between entries go to the entry before, the first ones to the first."""
    faults = [list(entry.faults) for entry in found.entries]
    starts = [entry.head.start for entry in found.entries]
    for fault in found.faults:
        faults[max(0, bisect_right(starts, fault.start) - 1)].append(fault)
    sound = [index for index, entry in enumerate(found.entries) if not (entry.faults or is_plain(text, entry))]
    bodies = (text[found.entries[index].key[1] : found.entries[index].end] for index in sound)
    read = read_bodies(bodies) if sound else {}
    for order, index in enumerate(sound):
        if disagreement := _disagreement(text, found.entries[index], read.get(order)):
            faults[index].append(disagreement)
    return [sorted(each) for each in faults]


def is_plain(text: str, entry: RawEntry) -> bool:
    """Say whether an entry is written so that every program reads it alike, which a second reader need not confirm."""
    return _PLAIN_BODY.fullmatch(text, entry.key[1], entry.end) is not None


def _disagreement(text: str, entry: RawEntry, read: Pairs | None) -> EntryStartProblem | None:
    """Return a fault at the first field that the second reader reads otherwise, or at the key where it reads nothing.

    Its word is not taken on quotes inside a quoted value, which BibTeX lets braces protect, nor on a brace or quote after
    two backslashes, which is not escaped after one: there bibtexparser differs from BibTeX.
    """
    quoted = [part for raw in entry.fields for part in raw.parts if part.delimiter == '"']
    if entry.elided or any('"' in text[part.start : part.end] for part in quoted):
        return None
    if _TWO_BACKSLASHES.search(text, entry.head.start, entry.end):
        return None
    for index, raw in enumerate(entry.fields):
        ours = (text[slice(*raw.name)], text[slice(*raw.value)])
        if read is not None and (index >= len(read) or read[index] != ours):
            return EntryStartProblem(*raw.name, "programs that read BibTeX disagree on where this value ends")
    if read is not None and len(read) == len(entry.fields):
        return None
    return EntryStartProblem(*entry.key, "some programs that read BibTeX cannot read this entry")


def read_bodies(bodies: Iterable[str]) -> Mapping[int, Pairs]:
    """Return what bibtexparser reads, by the index of the body: the names as written and the values with delimiters.

    A body is an entry's text from after its key on. A body that bibtexparser cannot read has no place in the answer.
    """
    from bibtexparser.exceptions import ParsingException
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry

    text = "\n".join(f"@misc{'(' if body.endswith(')') else '{'}{index}{body}" for index, body in enumerate(bodies))
    try:
        blocks = _splitter()(text).split().blocks
    except ParsingException:
        return {}
    read: dict[int, Pairs] = {}
    for block in blocks:
        entry = block.ignore_error_block if isinstance(block, DuplicateFieldKeyBlock) else block
        if isinstance(entry, Entry) and entry.key.isdecimal():
            read.setdefault(int(entry.key), [(field.key, field.value) for field in entry.fields])
    return read


@cache
def _splitter() -> type[Splitter]:
    """Import bibtexparser, and keep what it logs off the terminal: every fault that it reports is one of ours."""
    import logging

    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)
    return Splitter
