"""Where BibTeX entries begin in a text, and whether a text looks like BibTeX at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from litlint import regex as re
from litlint.metadata.bibtex_schema import FIELDS, KINDS

Range = tuple[int, int]

NAME: Final = r"[^\s\"#%'(),={}@\\]++"
"""A field's name: a BibTeX identifier (BibTeXing, section 2), less ``@`` and the backslash."""

COMMANDS: Final = frozenset({"comment", "preamble", "string"})
"""What begins with ``@`` and is no entry."""

# `@article{`: the kind may be away from the sign and the bracket, as BibTeX itself allows.
HEAD: Final = re.compile(r"@[ \t]*+([^\W\d]\w*+)\s*+([{(])")
_KIND: Final = "|".join(sorted(KINDS))
# Before a field `name =` a line starts an entry though its start is broken; nothing else in a text looks so.
_LINE_HEAD: Final = re.compile(
    rf"""
    ^[ \t]*+
    (?: {HEAD.pattern}                                                        # @type{{ or @type(
    |   (?P<unmarked>{_KIND}) [ \t]*+ \{{ (?=[^\s,{{}}=]++ [ \t]*+ ,\s*+ {NAME} \s*+=)   # type{{key, field =
    |   @ [ \t]*+ (?P<unopened>{_KIND})                                        # @type key, and @type"key, field =
        (?: [ \t]++ | [\"'<\[:;|/-] | \(\{{ | \{{\( )
        (?=[^\s,{{}}()=]++ [ \t]*+ ,\s*+ {NAME} \s*+=)
    |   @ (?P<glued>{_KIND})                                                  # @typekey, field = value
        (?=[^\s,{{}}()=@\"'<\[:;|/]++ [ \t]*+ ,\s*+ {NAME} \s*+=\s*+[{{\"\d])
    )
    """,
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_KEY: Final = re.compile(r"\s*+[^\s,={}()\"]++\s*+,")
_FIELD: Final = re.compile(rf"(?:[^,\n{{}}=\"]*+[,\n])?\s*+({NAME})\s*+=")

# A field that nearly every entry has, on a line of its own: proof that an unreadable head is one of an entry.
_FIELD_BELOW: Final = re.compile(r"\n[ \t]*+(?:title|author|year)[ \t]*+=\s*+[{\"\d]", re.IGNORECASE)
# Characters from the start of an entry to its first field; a key has at most some dozens.
_NEAR: Final = 1000


class EntryStartProblem(NamedTuple):
    """Something wrong between two offsets; ``insert`` is the text that corrects it at the end of the place."""

    start: int
    end: int
    message: str
    insert: str | None = None


class EntryStart(NamedTuple):
    """Where an entry begins: its ``@`` and its kind; ``body`` is after its opening delimiter, ``close`` ends it."""

    start: int
    kind: Range
    body: int
    close: str
    fault: EntryStartProblem | None = None


def entry_start_at(text: str, at: int, limit: int) -> EntryStart | None:
    """Return the head that is at an offset, if one does."""
    match = HEAD.match(text, at, limit)
    return _plain(text, match, limit) if match else None


def line_starts(text: str) -> Iterator[EntryStart]:
    """Yield the heads that are first in their lines, and those that a missing ``@`` or brace has broken."""
    for match in _LINE_HEAD.finditer(text):
        if match[1]:
            head = _plain(text, match, len(text))
            if head:
                yield head
        elif match["unmarked"]:
            start, end = match.span("unmarked")
            fault = EntryStartProblem(start, end, f"missing @ before {match['unmarked']}")
            yield EntryStart(start, (start, end), match.end(), "}", fault)
        else:
            name = "unopened" if match["unopened"] else "glued"
            start, end = match.span(name)
            at = text.index("@", match.start())
            fault = EntryStartProblem(at, at + len(text[at : match.end()].rstrip()), f"missing {{ after @{match[name]}")
            yield EntryStart(at, (start, end), match.end(), "}", fault)


def looks_like_bibtex(text: str) -> bool:
    """Say whether an unlabelled block of code holds a BibTeX entry: not a decorator, a style sheet or a mail."""
    for match in _LINE_HEAD.finditer(text):
        kind = (match[1] or match["unmarked"] or match["unopened"] or match["glued"]).lower()
        field = _FIELD.match(text, match.end())
        known_field = field is not None and field[1].lower() in FIELDS
        if match[2] == "(":
            likely = kind in KINDS and known_field
        elif kind in KINDS:
            # A key that cannot be read does not hide the fields in the lines below it.
            below = _FIELD_BELOW.search(text, match.end(), match.end() + _NEAR)
            likely = field is not None or _KEY.match(text, match.end()) is not None or below is not None
        else:
            likely = kind not in COMMANDS and known_field and _KEY.match(text, match.end()) is not None
        if likely:
            return True
    return False


def _plain(text: str, match: re.Match[str], limit: int) -> EntryStart | None:
    """Return the head of a match, or None where it is prose that happens to look like one."""
    kind = match[1].lower()
    known = kind in COMMANDS or (kind in KINDS and match[2] == "{")
    if not (known or _KEY.match(text, match.end(), limit) or _FIELD.match(text, match.end(), limit)):
        return None
    return EntryStart(text.index("@", match.start()), match.span(1), match.end(), "}" if match[2] == "{" else ")")
