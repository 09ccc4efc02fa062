"""A text of BibTeX, taken apart: entries, ``@string`` macros, comments and what is wrong between entries.

A text between entries means nothing to BibTeX and is passed over, unless it is plainly the rest of a broken entry.
Lines that begin with ``%`` are comments, so a commented-out entry does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from litlint import regex as re
from litlint.parse.bibtex.entry import read_entry
from litlint.parse.bibtex.entry_start import COMMANDS, EntryStart, EntryStartProblem, Range, entry_start_at, line_starts
from litlint.parse.bibtex.values import RawEntry, RawField, ValueReader

# What may separate two entries without being text.
_BETWEEN: Final = re.compile(r"[\s,;]*+")
# Braces in a gap between entries: one that pairs with none is a fault.
_BRACES: Final = re.compile(r"[{}]")
# A line of LaTeX's comments between entries, which BibTeX takes as text and passes over.
_COMMENT: Final = re.compile(r"^[ \t]*+(%[^\n]*+)", re.MULTILINE)
# A comment on the line where the last entry ended.
_FIRST_COMMENT: Final = re.compile(r"[ \t,]*+(%[^\n]*+)")
# The `>` of a block quote at the start of a line.
_QUOTED_LINE: Final = re.compile(r"^[ \t]*+(?:>[ \t]?+)+", re.MULTILINE)
# A line without `>`: then the `>` of the others are no block quote, and stay.
_UNQUOTED_LINE: Final = re.compile(r"\n(?![ \t]*+>)(?![ \t\r]*+\Z)")
# A closing brace after the end of an entry: one brace too many.
_STRAY_BRACE: Final = re.compile(r"[\s,]*+(\}+)")
# The name that `@string` defines; BibTeX allows any sign in it but these.
_STRING_NAME: Final = re.compile(r"\s*+([^\s\"#%'(),={}]++)\s*+=")


@dataclass
class Scan:
    """What a text of BibTeX holds, by offsets; ``strings`` are the macros defined, ``faults`` lie outside entries."""

    entries: list[RawEntry] = field(default_factory=list)
    strings: list[RawField] = field(default_factory=list)
    comments: list[Range] = field(default_factory=list)
    faults: list[EntryStartProblem] = field(default_factory=list)


def unquoted(text: str) -> str:
    """Return a text of the same length in which the ``>`` of a block quote are blanks, where every line has them."""
    if ">" not in text or _UNQUOTED_LINE.search(text):
        return text
    return _QUOTED_LINE.sub(lambda match: match[0].replace(">", " "), text)


def scan(text: str) -> Scan:
    """Take a text of BibTeX apart, in time linear in its length."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.heads = list(line_starts(text))
        self.found = Scan()
        self.at = self.index = 0
        self.runaway_comment = False
        self.gap_is_faulty = self.owed = False

    def scan(self) -> Scan:
        for head in self._walk():
            limit = self._limit(head)
            kind = self.text[slice(*head.kind)].lower()
            if kind == "comment":
                self.at = self._end_of_comment(head, limit)
            elif kind in COMMANDS:
                self._command(kind, head, limit)
            else:
                entry = read_entry(self.text, head, limit)
                self.found.entries.append(entry)
                self.found.comments += entry.comments
                self.at = max(entry.end, head.body)
                self.owed = self.owed or entry.unclosed
                self.gap_is_faulty = bool(entry.faults)
        return self.found

    def _walk(self) -> Iterator[EntryStart]:
        """Yield the heads that lie ahead, and look through the gaps before them and at the end."""
        while True:
            between = _BETWEEN.match(self.text, self.at)
            head = entry_start_at(self.text, between.end(), len(self.text)) if between else None
            if head is None:
                head = self._next_line_head()
            self._gap(head.start if head else len(self.text))
            if head is None:
                return
            yield head

    def _next_line_head(self) -> EntryStart | None:
        while self.index < len(self.heads) and self.heads[self.index].start < self.at:
            self.index += 1
        return self.heads[self.index] if self.index < len(self.heads) else None

    def _limit(self, head: EntryStart) -> int:
        while self.index < len(self.heads) and self.heads[self.index].start <= head.start:
            self.index += 1
        return self.heads[self.index].start if self.index < len(self.heads) else len(self.text)

    def _gap(self, end: int) -> None:
        """Look through the text between two entries: for comments, and for braces left over from the first."""
        start = self.at
        stray = _STRAY_BRACE.match(self.text, start, end) if start else None
        if stray and not (self.gap_is_faulty or self.owed):
            self.found.faults.append(
                EntryStartProblem(*stray.span(1), "unmatched }: the entry before it has already ended")
            )
        self.gap_is_faulty = False
        self.owed = (self.owed and not stray) or self.text.count("{", start, end) > self.text.count("}", start, end)
        first = _FIRST_COMMENT.match(self.text, start, end) if start else None
        comments = [first] if first else []
        comments += _COMMENT.finditer(self.text, first.end() if first else start, end)
        for comment in comments:
            self.found.comments.append((comment.start(1), comment.start(1) + len(comment[1].rstrip())))

    def _end_of_comment(self, head: EntryStart, limit: int) -> int:
        """Return the offset after an ``@comment``, which may hold entries; an unclosed one ends with its line."""
        depth, stop = 1, limit if self.runaway_comment else len(self.text)
        for brace in _BRACES.finditer(self.text, head.body, stop) if head.close == "}" else ():
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                return brace.end()
        self.runaway_comment = True
        end = self.text.find("\n", head.body)
        return end if end >= 0 else len(self.text)

    def _command(self, kind: str, head: EntryStart, limit: int) -> None:
        """Read an ``@string`` or ``@preamble``."""
        reader = ValueReader(self.text, head, limit)
        name = _STRING_NAME.match(self.text, head.body, limit)
        if kind == "preamble" and head.close == "}":
            reader.read_braced(head.body - 1)
        elif kind == "preamble":
            reader.read_value((0, 0))
        elif name:
            reader.at = name.end()
            reader.read_value(name.span(1))
            self.found.strings += reader.entry.fields
        else:
            reader.fault(head.start, head.body, "this @string defines nothing; use @string{name = {text}}")
        if kind == "string" or head.close == ")":
            self._close(reader, head)
        self.found.faults += reader.entry.faults
        self.found.comments += reader.entry.comments
        self.at = max(reader.at, head.body)
        self.gap_is_faulty = bool(reader.entry.faults)

    def _close(self, reader: ValueReader, head: EntryStart) -> None:
        if reader.skip() == ",":
            reader.at += 1
        if reader.skip() == head.close:
            reader.at += 1
        else:
            reader.fault(head.start, head.body, f"this {self.text[head.start : head.body]} is never closed")
