"""A BibTeX entry as text, in the style of another one: the inverse of reading it."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from litlint import regex as re
from litlint.metadata.author_list import outside_braces
from litlint.model.citation import Citation, Field

_T = TypeVar("_T", bound=Hashable)
# A formula, which is written as it is; a dollar sign before a number is money.
_FORMULA: Final = re.compile(r"(?<!\\)(\$(?=\S)[^$]+(?<=[^\s\\])\$(?!\d))")
# Signs that LaTeX reads as commands.
_SPECIAL: Final = re.compile(r"(?<!\\)([&%#_$])")
# A backslash that begins no escape and no command of LaTeX: `C:\\temp` in a plain text, but not `\\&` or `\\"{a}`.
_BACKSLASH: Final = re.compile(r"\\(?![&%#_${}\"'`^~=.a-zA-Z])|\\\Z")
ENTITY: Final = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
"""An entity of HTML, as web pages export it: ``&eacute;``, ``&#233;``."""
_LATEX: Final = {
    **{sign: f"\\{sign}" for sign in "&%#_$"},
    "\xa0": "~",
    "<": "$<$",
    ">": "$>$",
    "\u2013": "--",
    "\u2014": "---",
}
_ENDS_FIELD: Final = re.compile(r"[{}\\\s\x00-\x1f<>\"]+")


@dataclass(frozen=True, slots=True)
class FieldData:
    """A field's name as it is to be written, and its raw value; ``bare`` is a macro or a concatenation, not a text."""

    name: str
    raw: str
    bare: bool = False


@dataclass(frozen=True, slots=True)
class CitationData:
    """What a BibTeX entry says, without places and style."""

    kind: str
    key: str
    fields: tuple[FieldData, ...]


@dataclass(frozen=True, slots=True)
class CitationStyle:
    r"""How an entry is written; line ends are part of the white space that it gives.

    ``opening`` is between kind and key. ``before_comma`` and ``lead`` are round the comma before a field, ``closing``
    before the last delimiter. Names are padded to ``name_width`` and, with ``equals``, to ``value_width``. ``spaced``
    names the fields after whose comma a blank ends the line, the key as an empty name; ``numbers`` the fields whose
    numbers have no delimiters.
    """

    opening: str = "{"
    before_comma: str = ""
    lead: str = "\n  "
    equals: str = " = "
    name_width: int = 0
    value_width: int = 0
    delimiter: str = "{"
    trailing_comma: bool = False
    closing: str = "\n"
    spaced: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


ARXIV: Final = CitationStyle(lead="\n      ", equals="=", trailing_comma=True, spaced=frozenset({"title", "url"}))
"""The style of arXiv's own export (arXiv/arxiv-browse, browse/formatting/cite.py)."""


def escaped(text: str) -> str:
    r"""Return a plain text as a BibTeX value has it: one that ends where it should; formulas between dollar signs stay.

    >>> escaped("50% of A & B")
    '50\\% of A \\& B'
    """
    pieces = _FORMULA.split(text)
    pieces[::2] = [_escaped_words(piece) for piece in pieces[::2]]
    if any(not is_balanced(piece) for piece in pieces):
        pieces = [piece.replace("{", "(").replace("}", ")") for piece in _FORMULA.split(text)]
        pieces[::2] = [_escaped_words(piece) for piece in pieces[::2]]
    whole = "".join(pieces)
    return f"{whole} " if (len(whole) - len(whole.rstrip("\\"))) % 2 else whole


def entity_in_latex(entity: str) -> str | None:
    r"""Return an entity of HTML as a BibTeX value has it; None for one that is none, or whose sign is not easily printed.

    >>> entity_in_latex("&amp;"), entity_in_latex("&eacute;"), entity_in_latex("&garden;")
    ('\\&', 'é', None)
    """
    character = html.unescape(entity)
    if character == entity or len(character) != 1 or character in '{}\\~^"':
        return None
    return _LATEX.get(character) or (character if character.isprintable() else None)


def escaped_url(url: str) -> str:
    """Return a URL as the value of a field that is read letter by letter: nothing in it ends the field or a line."""
    return _ENDS_FIELD.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), url.strip()
    )


def _escaped_words(text: str) -> str:
    """Escape what LaTeX would not print in a text outside formulas; what is escaped already stays."""
    text = _BACKSLASH.sub(r"\\textbackslash{}", text)
    text = _SPECIAL.sub(r"\\\1", text)
    return text.replace("~", "\\textasciitilde{}").replace("^", "\\textasciicircum{}")


def is_balanced(text: str) -> bool:
    """Say whether each brace of a text has its partner."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def write_citation(data: CitationData, style: CitationStyle = ARXIV) -> str:
    """Return the text of an entry; reading it gives ``data`` again where keys and raw values are sound BibTeX."""
    pieces = [f"@{data.kind}{style.opening}{data.key}"]
    last = ""
    for field in data.fields:
        pieces += [_comma(last, style), style.lead, _field(field, style)]
        last = field.name
    if style.trailing_comma:
        pieces.append(_comma(last, style))
    return "".join([*pieces, style.closing, ")" if "(" in style.opening else "}"])


def citation_data(citation: Citation) -> CitationData:
    """Return what an entry says, names as they are written."""
    fields = (
        FieldData(field.name_span.text, field.raw, bare=not field.delimiter and not field.raw.isdecimal())
        for field in citation.fields
    )
    return CitationData(citation.kind_span.text, citation.key, tuple(fields))


def citation_style(citation: Citation) -> CitationStyle:
    """Return the style in which an entry is written; where its fields differ, that of most of them.

    ``write_citation(citation_data(citation), citation_style(citation))`` is the text of a regularly written entry.
    """
    text, fields = citation.span.source.text, citation.fields
    opening = text[citation.kind_span.end : citation.key_span.start]
    end = citation.span.end - 1
    if not fields:
        before, comma, closing = text[citation.key_span.end : end].partition(",")
        return CitationStyle(opening, trailing_comma=bool(comma), closing=closing if comma else before)
    gaps = [
        _Gap(text[start:stop])
        for start, stop in zip(
            [citation.key_span.end, *(field.span.end for field in fields)],
            [*(field.span.start for field in fields), end],
            strict=True,
        )
    ]
    names = ["", *(field.name for field in fields)]
    equals, name_width, value_width = _equals(fields, text)
    last = gaps.pop()
    return CitationStyle(
        opening=opening,
        before_comma=_usual(gap.before for gap in gaps),
        lead=_usual(gap.lead for gap in gaps),
        equals=equals,
        name_width=name_width,
        value_width=value_width,
        delimiter=_usual([field.delimiter for field in fields if field.delimiter and _is_quotable(field.raw)] or ["{"]),
        trailing_comma=last.comma,
        closing=last.lead,
        spaced=frozenset(
            name for name, gap in zip(names, [*gaps, last], strict=True) if gap.comma and gap.trail == " "
        ),
        numbers=frozenset(field.name for field in fields if not field.delimiter and field.raw.isdecimal()),
    )


class _Gap:
    """What is between two fields: blanks, a comma, a blank at the end of its line, and the white space after."""

    def __init__(self, text: str) -> None:
        before, comma, after = text.partition(",")
        self.comma = bool(comma)
        self.before = before if comma else ""
        after = after if comma else before
        trail = after[: len(after) - len(after.lstrip(" \t"))]
        self.trail = trail if self.comma and after[len(trail) :][:1] in ("\r", "\n") else ""
        self.lead = after[len(self.trail) :]


def _comma(last: str, style: CitationStyle) -> str:
    return f"{style.before_comma},{' ' if last.lower() in style.spaced else ''}"


def _field(field: FieldData, style: CitationStyle) -> str:
    start = field.name + _sign(len(field.name), style.equals, style.name_width, style.value_width)
    if field.bare or (field.raw.isdecimal() and field.name.lower() in style.numbers):
        return start + field.raw
    if style.delimiter == '"' and _is_quotable(field.raw):
        return f'{start}"{field.raw}"'
    return f"{start}{{{field.raw}}}"


def _is_quotable(raw: str) -> bool:
    """Say whether a raw value can be in quotes: its own are all in braces."""
    return '"' not in outside_braces(raw)


def _equals(fields: Sequence[Field], text: str) -> tuple[str, int, int]:
    """Return what is between names and values, and the widths to which it is padded, 0 where it is not."""
    pairs = [
        (len(field.name), text[field.name_span.end : field.value_span.start - len(field.delimiter)]) for field in fields
    ]
    befores, afters = zip(*(sign.partition("=")[::2] for _, sign in pairs), strict=True)
    before, after = min(befores, key=len), min(afters, key=len)
    names = (
        length + len(blank) - len(before) for (length, _), blank in zip(pairs, befores, strict=True) if blank != before
    )
    values = (length + len(sign) for (length, sign), blank in zip(pairs, afters, strict=True) if blank != after)
    ways = [
        (_usual(sign for _, sign in pairs), 0, 0),
        (f"{before}={_usual(afters)}", _usual([*names, 0]), 0),
        (f"{_usual(befores)}={after}", 0, _usual([*values, 0])),
    ]
    return max(ways, key=lambda way: sum(_sign(length, *way) == sign for length, sign in pairs))


def _sign(length: int, equals: str, name_width: int, value_width: int) -> str:
    """Return what is between a name of a length and its value."""
    padded = " " * max(0, name_width - length) + equals
    return padded + " " * max(0, value_width - length - len(padded))


def _usual(items: Iterable[_T]) -> _T:
    """Return the most frequent item, the first of those that are equally so."""
    return Counter(items).most_common(1)[0][0]
