"""The value of a BibTeX field: in braces, in quotes or bare, and where it should have ended if it does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from litlint import regex as re
from litlint.metadata.bibtex_schema import FIELDS
from litlint.parse.bibtex.entry_start import NAME, EntryStart, EntryStartProblem, Range

# White space between the parts of a value.
_BLANK: Final = re.compile(r"\s*+")
_BEGINS_VALUE: Final = r"\s*+(?=[{\"\d]|[A-Za-z][\w-]*+[ \t\r]*+[,}\n])"
_BEGINS_FIELD: Final = rf"(?P<lead>[\n,])[ \t]*+,?[ \t]*+(?P<name>{NAME})[ \t]*+={_BEGINS_VALUE}"
# What changes the depth of a value in braces, or shows that it never closes: the next field begins on a line of its
# own.
_BRACE_MARK: Final = re.compile(rf"\\[^\n]|\{{++|\}}++|{_BEGINS_FIELD}")
# Most values: one line without a nested brace, read in one step.
_ONE_LINE: Final = re.compile(r"\{[^{}\\\n]*+\}|\"[^{}\"\\\n]*+\"")
# The same for a value in quotes, where a brace protects a quote.
_QUOTE_MARK: Final = re.compile(rf"\\[^\n]|[\"{{}}]|{_BEGINS_FIELD}")
# What follows a value that is closed in the right place: the next field, or the end of the entry.
_VALUE_ENDS: Final = re.compile(rf"\s*+(?:,\s*+(?:{NAME}\s*+=|[}})])|[}})])")
# The name of a field right before a quote: the quote opens that field's value, and the value before it never closed.
_NAME_BEFORE: Final = re.compile(rf"(?P<lead>[,\n])[ \t]*+(?P<name>{NAME})[ \t]*+=[ \t]*+\Z")
# So much text before a quote may hold the name of a field and what separates it from the value before.
_LONGEST_NAME_BEFORE: Final = 60
# What may follow a closing quote; anything else shows that the quote belongs to the text.
_QUOTE_ENDS: Final = re.compile(r"\s*+(?:[,#})]|\Z)")
# A closing brace alone on its line: the end of an entry of which a value does not close.
_CLOSING_LINE: Final = re.compile(r"\n[ \t]*+([})])[ \t\r]*+(?=\n|\Z)")
# Where a value without braces ends, or where it shows that it has swallowed the next field.
_BARE_MARK: Final = re.compile(r"[,{}\"\n#%)]|(?<![^\s=,])(?P<name>[A-Za-z_][\w-]*+)[ \t]*+=(?P<opener>\s*+[\"{])?")
# A number or the name of an `@string`: what may be without braces. Anything else needs them.
_MACRO: Final = re.compile(r"\d++|(?![\d“”‘’«`])(?:(?!://)[^\s'()\\])++")


class ValuePart(NamedTuple):
    """A piece of a value: ``{``, ``"`` or nothing as delimiter, the place of its text, and the offset after it all."""

    delimiter: str
    start: int
    end: int
    outer: int


class RawField(NamedTuple):
    """The places of a field's name and value, delimiters included, and the pieces that ``#`` joins."""

    name: Range
    value: Range
    parts: tuple[ValuePart, ...]


@dataclass
class RawEntry:
    """The places of an entry's parts.

    ``unbalanced`` says that a brace or quote is missing or too many in it, ``unclosed`` that nothing ends the entry,
    ``elided`` that dots replace some of its fields.
    """

    head: EntryStart
    key: Range = (0, 0)
    end: int = 0
    fields: list[RawField] = field(default_factory=list)
    faults: list[EntryStartProblem] = field(default_factory=list)
    comments: list[Range] = field(default_factory=list)
    unbalanced: bool = False
    unclosed: bool = False
    elided: bool = False


class ValueReader:
    """A cursor through one entry, as far as values go.

    ``astray`` is set from a fault to the next sound value, so that one cause gives one fault. ``wary`` is set once a
    value was found unclosed: from then on, more is read as the beginning of a field. ``cut`` says that the last value
    ended without a delimiter, with the cursor already at what follows.
    """

    def __init__(self, text: str, head: EntryStart, limit: int) -> None:
        self.text, self.close, self.limit = text, head.close, limit
        self.at = head.body
        self.entry = RawEntry(head)
        self.astray = self.wary = self.cut = False
        self.strays = self._runaways = 0

    def fault(self, start: int, end: int, message: str, insert: str | None = None) -> None:
        """Note a fault, unless it follows from the one before."""
        self.strays += 1
        if not self.astray:
            self.entry.faults.append(EntryStartProblem(start, end, message, insert))
        self.astray = True

    def unbalance(self, at: int, message: str) -> None:
        """Note a brace that is missing or too many."""
        self.entry.unbalanced = True
        self.fault(at, at + 1, message)

    def skip(self) -> str:
        """Move over white space and comments; return the character there, or nothing at the limit."""
        while True:
            blank = _BLANK.match(self.text, self.at, self.limit)
            self.at = at = blank.end() if blank else self.at
            if at >= self.limit:
                return ""
            if self.text[at] != "%":
                return self.text[at]
            end = self.text.find("\n", at, self.limit)
            self.at = end if end >= 0 else self.limit
            comment = (at, at + len(self.text[at : self.at].rstrip()))
            self.entry.comments.append(comment)
            self.fault(*comment, "BibTeX has no comments inside an entry; it reads this as part of a field")

    def read_value(self, name: Range) -> None:
        """Read the value of the field whose name is at ``name``, pieces joined by ``#`` included."""
        parts: list[ValuePart] = []
        strays, self.cut = self.strays, False
        while True:
            before, char = self.at, self.skip()
            plain = _ONE_LINE.match(self.text, self.at, self.limit) if not self.wary else None
            if plain and (char == "{" or _QUOTE_ENDS.match(self.text, plain.end(), self.limit)):
                parts.append(ValuePart(char, self.at + 1, plain.end() - 1, plain.end()))
                self.at = plain.end()
            elif char == "{":
                parts.append(self.read_braced(self.at))
            elif char == '"':
                parts.append(self._quoted(self.at))
            else:
                parts.append(self._bare(name, before))
            if self.cut or self.skip() != "#":
                break
            self.at += 1
        first = parts[0]
        if name[0] < name[1]:
            outer = (first.start - len(first.delimiter), parts[-1].outer)
            self.entry.fields.append(RawField(name, outer, tuple(parts)))
        if self.strays == strays:
            self.astray = False

    def holds_field(self, part: ValuePart) -> bool:
        """Say whether a field begins inside a piece of a value."""
        return any(map(self._is_field, re.finditer(_BEGINS_FIELD, self.text[part.start : part.end])))

    def end_unclosed(self, opened: int, stop: int) -> ValuePart:
        """End the value that begins with a delimiter at ``opened`` and is not closed before ``stop``; say why."""
        body = self.text[opened + 1 : stop].rstrip().rstrip(",").rstrip()
        end = outer = opened + 1 + len(body)
        delimiter = self.text[opened]
        other = '"' if delimiter == "{" else "}"
        self.entry.unbalanced = self.cut = True
        if body[-3:].lower() == "%7d":
            end -= 3
            self.fault(end, outer, f"{body[-3:]} instead of the closing brace")
        elif body.endswith(other):
            end -= 1
            self.fault(end, outer, f"the value starts with {delimiter} but ends with {other}")
        else:
            self.fault(opened, opened + 1, f"this {delimiter} is never closed, so the value includes what follows")
        return ValuePart(delimiter, opened + 1, end, outer)

    def read_braced(self, opened: int) -> ValuePart:
        """Read the piece of a value whose opening brace is at ``opened``."""
        depth = 1
        for mark in _BRACE_MARK.finditer(self.text, opened + 1, self.limit):
            char, length = mark[0][0], mark.end() - mark.start()
            if char == "{":
                depth += length
            elif char == "}" and length >= depth:
                self.at = mark.start() + depth
                return ValuePart("{", opened + 1, self.at - 1, self.at)
            elif char == "}":
                depth -= length
            elif mark["name"] and self._is_field(mark):
                return self._cut(opened, mark)
        return self._run_away(opened)

    def _quoted(self, opened: int) -> ValuePart:
        depth, brace = 0, opened
        for mark in _QUOTE_MARK.finditer(self.text, opened + 1, self.limit):
            char = mark[0][0]
            if char == "{":
                brace = brace if depth else mark.start()
                depth += 1
            elif char == "}":
                depth -= 1
                if depth < 0 and (part := self._brace_in_quotes(opened, mark.start())):
                    return part
                depth = max(depth, 0)
            elif char == '"' and (part := self._cut_before_name(opened, mark.start())):
                return part
            elif char == '"' and self._closes_quote(mark.end(), depth):
                if depth:
                    self.unbalance(brace, "this { is never closed")
                self.at = mark.end()
                return ValuePart('"', opened + 1, mark.start(), mark.end())
            elif mark[0] == '\\"' and not depth:
                self.fault(mark.start(), mark.end(), 'BibTeX ends the value at this quote: write {\\"x} for an accent')
            elif mark["name"] and self._is_field(mark):
                return self._cut(opened, mark)
        return self._run_away(opened)

    def _cut_before_name(self, opened: int, quote: int) -> ValuePart | None:
        """End a quoted value before the name of a known field whose own value a quote opens."""
        begin = max(opened + 1, quote - _LONGEST_NAME_BEFORE)
        found = _NAME_BEFORE.search(self.text[begin:quote])
        if found is None or found["name"].lower() not in FIELDS:
            return None
        self.at = begin + found.start("name")
        return self.end_unclosed(opened, begin + found.start())

    def _closes_quote(self, after: int, depth: int) -> bool:
        return not depth or (self.wary and _QUOTE_ENDS.match(self.text, after, self.limit) is not None)

    def _brace_in_quotes(self, opened: int, brace: int) -> ValuePart | None:
        """Judge a ``}`` that closes nothing inside a quoted value: may it be meant as the quote, or end the entry?"""
        rest = _BLANK.match(self.text, brace + 1, self.limit)
        if rest and rest.end() >= self.limit:
            self.at = brace
            return self.end_unclosed(opened, brace)
        if _VALUE_ENDS.match(self.text, brace + 1, self.limit):
            part = self.end_unclosed(opened, brace + 1)
            self.at, self.cut = brace + 1, False
            return part
        self.unbalance(brace, "unmatched }")
        return None

    def _is_field(self, mark: re.Match[str]) -> bool:
        """Say whether what looks like the beginning of a field inside a value is one."""
        known, first = mark["name"].lower() in FIELDS, mark["lead"] == "\n"
        return known or first if self.wary else known and first

    def _again(self, opened: int) -> ValuePart:
        """Read a value once more from its start, warily."""
        self.wary = True
        return self.read_braced(opened) if self.text[opened] == "{" else self._quoted(opened)

    def _cut(self, opened: int, mark: re.Match[str]) -> ValuePart:
        """End an unclosed value before the field that begins at ``mark``, or before an earlier one on its lines."""
        if not self.wary:
            return self._again(opened)
        self.at = mark.start("name")
        return self.end_unclosed(opened, mark.start())

    def _run_away(self, opened: int) -> ValuePart:
        """End a value that nothing closes before the limit; the second one of an entry takes all that is left."""
        if not self.wary:
            return self._again(opened)
        self._runaways += 1
        closing = _CLOSING_LINE.search(self.text, opened, self.limit) if self._runaways == 1 else None
        self.at = closing.start(1) if closing else self.limit
        return self.end_unclosed(opened, closing.start() if closing else self.limit)

    def _bare(self, name: Range, before: int) -> ValuePart:
        start = self.at
        stop, closing = self._end_of_bare(start)
        if closing is not None:
            self.entry.unbalanced = True
            self.fault(start, closing + 1, "missing opening brace of this value")
            self.at = closing + 1
            return ValuePart("{", start, closing, closing + 1)
        value = self.text[start:stop].rstrip()
        self.at = end = start + len(value)
        if not value:
            self.fault(*name, f"{self.text[slice(*name)]} has no value")
            return ValuePart("", before, before, before)
        if not _MACRO.fullmatch(value):
            self.fault(start, end, "this value needs braces around it")
        return ValuePart("", start, end, end)

    def _end_of_bare(self, start: int) -> tuple[int, int | None]:
        """Return where a value without delimiters ends, and its closing brace if it lacks just the opening one."""
        end = None
        for mark in _BARE_MARK.finditer(self.text, start, self.limit):
            char, name = mark[0], mark["name"]
            if name is not None:
                if end is None and not mark["opener"] and name.lower() not in FIELDS:
                    continue
            elif char == ")" and self.close == "}":
                continue
            elif char == ",":
                end = mark.start() if end is None else end
                continue
            elif char == "}" == self.close and _VALUE_ENDS.match(self.text, mark.end(), self.limit):
                return start, mark.start() if mark.start() > start and end != start else None
            return mark.start() if end is None else end, None
        return self.limit if end is None else end, None
