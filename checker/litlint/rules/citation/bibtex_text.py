"""The rule bibtex-text."""

import html
import unicodedata
from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.author_list import NAME_FIELDS, joining_signs
from litlint.rule import Bad, Context, Edit, Field, Finding, Fix, Good, Rule, cited
from litlint.write.bibtex import ENTITY, entity_in_latex

_CITATION = cited(title="%s")
_PRINTED = NAME_FIELDS | {
    "address", "booksubtitle", "booktitle", "edition", "institution", "journal", "journaltitle", "location", "note",
    "organization", "publisher", "school", "series", "subtitle", "title", "type",
}  # fmt: skip
# Addresses and escapes, in which special signs mean themselves.
_VERBATIM = re.compile(r"\\(?:url|path|nolinkurl|href|doi)\s*\{[^{}]*\}|https?://[^\s{}]*|\\.", re.S)
# A formula, in which `_` and `&` have their own sense.
_MATH = re.compile(r"\$[^$]*\$")
# Tags that web pages and Crossref leave in titles; any other `<` is a sign of the text.
_TAG = re.compile(
    r"</?(?:a|b|br|div|em|font|i|img|p|small|span|strong|sub|sup|u|tt|scp|inline-formula)(?:\s[^<>]*)?/?>", re.I
)
# Signs that LaTeX reads as commands.
_SPECIAL = re.compile(r"[&%#_]")
# A letter followed by a separate accent, which older LaTeX cannot set.
_COMPOSABLE = re.compile(r"[^\W\d_][\u0300-\u036f]+")


class BibtexText(Rule):
    r"""A field of a citation has text that LaTeX prints as something else, or fails on.

    HTML entities and tags come from web pages and are printed as they are. A bare `&`, `%`, `#` or `_` is a command to LaTeX,
    an unmatched `$` starts a formula that never ends, and a letter followed by a separate accent is not found by a search.

    Write `\&`, `\%`, `\#`, `\_`, `\$`, and accented letters as one character or in LaTeX.
    """

    examples = (
        Bad(_CITATION % "Gardens &amp; Fields", finds="&amp;", fixed=_CITATION % "Gardens \\& Fields"),
        Bad(_CITATION % "Gardens & Fields", finds="&", fixed=_CITATION % "Gardens \\& Fields"),
        Bad(_CITATION % "Gardens at 50% of US$100", finds=("%", "$"), fixed=_CITATION % "Gardens at 50\\% of US$100"),
        Bad(_CITATION % "Gardens of <i>Bellis</i>", finds=("<i>",)),
        Bad(_CITATION % "Ga\u0308rten", finds="a\u0308", fixed=_CITATION % "G\u00e4rten"),
        Good(_CITATION % "Gardens \\& Fields: 50\\% of {\\$}100 in $x_1 \\& y$"),
        Good(_CITATION % "A$^2$B at $O(n_1)$ and \\url{https://example.org/a_b?c=d&e}"),
        Good("```bibtex\n@misc{doe, title={Gardens}, url={https://example.org/a_b?c=d&e=50%25#f}}\n```\n"),
    )

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name in _PRINTED and field.delimiter and not field.raw.isalnum():
            yield from self._check_text(field)

    def _check_text(self, field: Field) -> Iterator[Finding]:
        text = _VERBATIM.sub(_blanks, field.raw)
        for entity in ENTITY.finditer(text):
            if html.unescape(entity[0]) != entity[0]:
                yield self._entity(field, entity)
        text = ENTITY.sub(lambda entity: _blanks(entity) if html.unescape(entity[0]) != entity[0] else entity[0], text)
        if field.name not in NAME_FIELDS and (tag := _TAG.search(text)):
            yield self.finding(field.value_span.sub(*tag.span()), f"HTML in the {field.name} would be printed")
        text = _TAG.sub(_blanks, text)
        joints = {start for start, _ in joining_signs(field.raw)} if field.name in NAME_FIELDS else set()
        if text.count("$") % 2:
            place = field.value_span.sub(text.rindex("$"), text.rindex("$") + 1)
            message = "unmatched `$`: LaTeX will typeset the rest as a formula"
            yield self.finding(place, message, help="use \\$ for a dollar sign")
        for special in _SPECIAL.finditer(_MATH.sub(_blanks, text)):
            if special.start() not in joints:
                yield self._special(field, special)
        for letter in _COMPOSABLE.finditer(text) if not text.isascii() else ():
            yield from self._composable(field, letter)

    def _entity(self, field: Field, entity: re.Match[str]) -> Finding:
        place = field.value_span.sub(*entity.span())
        latex = entity_in_latex(entity[0])
        fix = Fix(f"use {latex}", (Edit(place, latex),)) if latex else None
        return self.finding(place, f"{entity[0]} is HTML; LaTeX prints it unchanged", fix=fix)

    def _special(self, field: Field, special: re.Match[str]) -> Finding:
        place = field.value_span.sub(*special.span())
        fix = Fix(f"use \\{special[0]}", (Edit(place, f"\\{special[0]}"),))
        return self.finding(place, f"a bare {special[0]} is a command to LaTeX", help=f"use \\{special[0]}", fix=fix)

    def _composable(self, field: Field, letter: re.Match[str]) -> Iterator[Finding]:
        composed = unicodedata.normalize("NFC", letter[0])
        if composed != letter[0]:
            place = field.value_span.sub(*letter.span())
            fix = Fix(f"use {composed}", (Edit(place, composed),))
            yield self.finding(place, "decomposed accent; use the composed character", fix=fix)


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])
