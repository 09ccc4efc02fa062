"""One BibTeX entry, read from its head to its end: the places of its parts, and what is wrong between them.

The grammar is that of O. Patashnik, "BibTeXing" (1988), and of bibtexparser where that is kinder: a brace or quote
after a backslash delimits nothing. A faulty entry is read on with the evidence at hand: a line that starts like a field
begins a field, even where a brace before it was never closed. All offsets count from the start of the text; the reader
looks at each character a bounded number of times.
"""

from __future__ import annotations

from typing import Final

from litlint import regex as re
from litlint.metadata.bibtex_schema import FIELDS
from litlint.parse.bibtex.entry_start import HEAD, NAME, EntryStart, Range, entry_start_at
from litlint.parse.bibtex.values import RawEntry, RawField, ValueReader

# A field's name with its `=`; a value that follows without one is a fault of its own, and the field is still read.
_FIELD: Final = re.compile(rf"({NAME})\s*+(=|(?=[{{\"]))")
# Anything on one line before a `=`: a name of several words, or with a blank or sign in it. It is a fault, and its
# value is still read.
_WIDE_FIELD: Final = re.compile(r"([^=,{}\"#%@\n]*+)=")
# Where reading can go on after a value that never closes: the next entry's head, or a field at the start of a line or
# after a comma.
_LEFTOVER: Final = re.compile(rf"{HEAD.pattern}|[\n,][ \t]*+,?[ \t]*+(?P<name>{NAME})[ \t]*+=\s*+[{{\"\w]")
# A comma and a field: what follows a value that is closed as it should be.
_NEXT_FIELD: Final = re.compile(rf"\s*+,\s*+{NAME}\s*+=\s*+[{{\"\w]")
_KEY: Final = {"}": re.compile(r"[^={},\"\n]*+"), ")": re.compile(r"[^={},\"\n)]*+")}
# Whatever is written where the key belongs.
_ODD_KEY: Final = re.compile(r"[^,}\n]*+")
# `...`, `[…]`: the author of a list cut the entry short on purpose, so its missing fields are no fault.
_ELISION: Final = re.compile(r"[\[(<]?(?:\.{2,}|…+)[\])>]?")
# A run of words that belong to no field, or of one repeated sign: reported once as a whole.
_STRAY: Final = re.compile(r"[^\s,{}\"%@][^,{}\"%@\n]*+|(.)\1*+")
# Commas in a row: one fault, not one for each comma.
_COMMAS: Final = re.compile(r",[,\s]*+")


def read_entry(text: str, head: EntryStart, limit: int) -> RawEntry:
    """Read the entry that begins at ``head`` and ends before ``limit``, where the next one begins or the text ends."""
    reader = _EntryReader(text, head, limit)
    if head.fault:
        reader.fault(*head.fault)
    reader.read_key()
    reader.read_fields()
    reader.entry.end = reader.at
    return reader.entry


class _EntryReader(ValueReader):
    """A cursor through one entry."""

    def __init__(self, text: str, head: EntryStart, limit: int) -> None:
        super().__init__(text, head, limit)
        self._open_strays = 0
        self._closed_early = False
        self._next_field: int | None = -1

    def read_key(self) -> None:
        """Read the key and the comma after it."""
        self.entry.key = (self.at, self.at)
        if not self.skip():
            return
        start = self.at
        match = _KEY[self.close].match(self.text, start, self.limit)
        words = match[0].rstrip() if match else ""
        self.at = match.end() if match else start
        self.entry.key = (start, start + len(words))
        mark = self.text[self.at] if self.at < self.limit else ""
        if mark == "=":
            self._key_before_equals(start, words)
        elif not words:
            self.fault(start - 1, min(start + 1, self.limit), "the entry has no key")
            self.at += mark == ","
        elif mark in ("{", '"') or (mark == "}" and self.close == ")"):
            self.fault(self.at, self.at + 1, f"a key cannot contain {mark}")
        else:
            self._after_key()

    def _key_before_equals(self, start: int, words: str) -> None:
        name = words.split()[-1] if words else ""
        key = words[: len(words) - len(name)].rstrip()
        if key:
            self.entry.key = (start, start + len(key))
            self.fault(*self.entry.key, f"missing comma between the key and {name}", ",")
            self.at = start + len(words) - len(name)
        elif name.lower() in FIELDS or self.text[self.at + 1 : self.at + 2] in ("{", '"'):
            self.entry.key = (start, start)
            head = self.entry.head
            self.fault(head.start, head.body, "the entry has no key: it starts with a field")
            self.at = start
        else:
            match = _ODD_KEY.match(self.text, start, self.limit)
            self.at = match.end() if match else start
            self.entry.key = (start, start + len(self.text[start : self.at].rstrip()))
            self._after_key()

    def _after_key(self) -> None:
        char = self.skip()
        if char == ",":
            self.at += 1
        elif char and char != self.close:
            self.fault(*self.entry.key, "missing comma after the key", ",")

    def read_fields(self) -> None:
        """Read fields up to the end of the entry."""
        while char := self.skip():
            if char == self.close:
                if self._ends():
                    return
            elif char == ",":
                self._commas()
            elif char == "@" and entry_start_at(self.text, self.at, self.limit):
                self.limit = self.at
            elif not self._read_field():
                self._stray(char)
        self._unclosed()

    def _read_field(self) -> bool:
        match = _FIELD.match(self.text, self.at, self.limit)
        name = match[1].rstrip(":") if match else ""
        if match is None or not (match[2] or name.lower() in FIELDS):
            return self._read_wide_field()
        start, end = match.span(1)
        if not match[2]:
            end = start + len(name)
            if end < match.end(1):
                self.fault(end, end + 1, f"use = instead of : between {name} and its value")
            else:
                self.fault(start, end, f"missing = between {name} and its value", "=")
        self._read_value((start, end), match.end())
        return True

    def _read_wide_field(self) -> bool:
        """Read a field whose name is no name: several words, or none."""
        match = _WIDE_FIELD.match(self.text, self.at, self.limit)
        if match is None:
            return False
        words = match[1].rstrip()
        start, end = self.at, self.at + len(words)
        last = words.split()[-1] if words else ""
        if last.lower() in FIELDS:
            start = end - len(last)
            self.fault(self.at, self.at + len(words[: -len(last)].rstrip()), "this text is outside any field")
        elif words:
            self.fault(start, end, "a field name cannot contain spaces or brackets")
        else:
            self.fault(start, start + 1, "missing field name")
        self._read_value((start, end), match.end())
        return True

    def _read_value(self, name: tuple[int, int], at: int) -> None:
        self.at = at
        self.read_value(name)
        if self.cut or self.skip() != ",":
            self._expect_comma(name)
        else:
            self.at += 1

    def _expect_comma(self, name: tuple[int, int]) -> None:
        match = None if self.cut else _FIELD.match(self.text, self.at, self.limit)
        if match and match[2] and self.entry.fields:
            end = self.entry.fields[-1].value[1]
            this, other = self.text[slice(*name)], match[1]
            self.fault(end - 1, end, f"missing comma between {this} and {other}", ",")

    def _commas(self) -> None:
        commas = _COMMAS.match(self.text, self.at, self.limit)
        self.fault(self.at, self.at + 1, "extra comma")
        self.at = commas.end() if commas else self.at + 1

    def _stray(self, char: str) -> None:
        """Pass over text that belongs to no field."""
        match = _STRAY.match(self.text, self.at, self.limit)
        stop = match.end() if match else self.at + 1
        piece = self.text[self.at : stop].rstrip()
        self._open_strays += len(piece) if char == "{" else 0
        if _ELISION.fullmatch(piece):
            self.entry.elided = True
        elif not self.astray:
            self.fault(self.at, self.at + len(piece), self._why_stray(char))
        self.at = stop
        if self.skip() == ",":
            self.at += 1

    def _why_stray(self, char: str) -> str:
        if char in "})":
            return f"the entry starts with {'(' if char == '}' else '{'} but ends with {char}"
        last = self.entry.fields[-1] if self.entry.fields else None
        if last and not self.text[last.value[1] : self.at].strip():
            delimiter = last.parts[-1].delimiter
            if delimiter == '"':
                return 'the quote before this ends the value; a quote inside a value needs braces: {"}'
            if delimiter == "{":
                return "the brace before this ends the value, so this text is outside any field"
        return "this text is outside any field"

    def _ends(self) -> bool:
        """Move over a closing delimiter and say whether it ends the entry: not while fields follow it."""
        self.at += 1
        if self._open_strays:
            self._open_strays -= 1
            return False
        if not self._fields_follow():
            return True
        if not self._closed_early and (rest := self._rest_of_another()):
            self.fault(
                *rest, "these fields belong to no entry: the line with the type and the key of theirs is missing"
            )
            return True
        self._closed_early = True
        self.unbalance(self.at - 1, f"extra {self.close}: it ends the entry before its last field")
        if self.skip() == ",":
            self.at += 1
        return False

    def _fields_follow(self) -> bool:
        """Say whether fields are between here and the next entry, and with them one closing delimiter too many."""
        if self._next_field is not None and self._next_field < self.at:
            directly = _NEXT_FIELD.match(self.text, self.at, self.limit)
            self._next_field = self.at if directly else None
            for match in _LEFTOVER.finditer(self.text, self.at, self.limit) if not directly else ():
                name = match["name"]
                if name is None:
                    break
                if name.lower() in FIELDS:
                    self._next_field = match.start("name")
                    break
        if self._next_field is None or self._closed_early:
            return self._next_field is not None
        following = HEAD.search(self.text, self.at, self.limit)
        stop = following.start() if following else self.limit
        opener = "{" if self.close == "}" else "("
        return self.text.count(self.close, self.at, stop) > self.text.count(opener, self.at, stop)

    def _rest_of_another(self) -> Range | None:
        """Return the place of the first name among the fields that follow, if they repeat a field of this entry.

        An entry that was closed too early goes on with fields that it does not have yet; what repeats some is what was
        left of another when its first lines were lost.
        """
        own = {self.text[slice(*field.name)].lower() for field in self.entry.fields}
        first: Range | None = None
        for match in _LEFTOVER.finditer(self.text, self.at, self.limit):
            name = match["name"]
            if name is None:
                break
            first = first or match.span("name")
            if name.lower() in own:
                return first
        return None

    def _unclosed(self) -> None:
        """End an entry at the limit, with the likely cause: its last value, or its own closing delimiter."""
        last = self.entry.fields[-1] if self.entry.fields else None
        if last and not self.wary and not self.text[last.value[1] : self.limit].strip() and self._reread(last):
            return
        head = self.entry.head
        self.entry.unclosed = True
        if not self.entry.unbalanced:
            self.fault(head.start, head.body, f"this entry is never closed: its last {self.close} is missing")
        self.at = head.body + len(self.text[head.body : self.limit].rstrip())

    def _reread(self, last: RawField) -> bool:
        """Look into the last value for the end that it should have: its delimiter took the entry's own."""
        part = last.parts[-1]
        if part.delimiter != "{":
            return False
        self.wary = True
        if self.holds_field(part):
            self.entry.fields.pop()
            self._read_value(last.name, part.start - 1)
            self.read_fields()
            return True
        inner = self.text[part.start : part.end]
        if "\n" not in inner[len(inner.rstrip()) :] or not inner.partition("\n")[0].strip():
            return False
        closed = self.end_unclosed(part.start - 1, part.end)
        self.entry.fields[-1] = RawField(last.name, (last.value[0], closed.outer), (*last.parts[:-1], closed))
        self.at = part.outer
        return True
