"""The rule bibtex-month."""

from __future__ import annotations

from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.months import MACROS, NAMES, is_foreign_month, month_number
from litlint.metadata.spelling import closest_typo
from litlint.rule import Bad, Context, Edit, Field, Finding, Fix, Good, Rule, Severity, cited

_CITATION = cited("%s")
_KNOWN = frozenset(name.lower() for name in NAMES) | frozenset(MACROS)
# A word that may name a month.
_WORD = re.compile(r"[^\W\d_]{3,}")
# Numbers of a journal that appears by the season, and words that stand for a month nobody knows yet.
_OTHER_TIMES = frozenset("spring summer autumn fall winter early mid late tba tbd unknown".split())


class BibtexMonth(Rule):
    """The month of a citation does not exist, or is written out although BibTeX has a macro for it.

    Styles print the macros `jan` to `dec` in their own language and length, and sort by them; biblatex takes these or
    numbers. A name in braces is printed as it is: that is a note. A month that does not exist is a warning.

    Use the macro without braces: `month = nov`. `litlint check --fix` does this. A day can follow: `nov # "~28"`.
    """

    habit = "a month is not a BibTeX macro"
    examples = (
        Bad(_CITATION % "month={November}", finds="November", fixed=_CITATION % "month=nov"),
        Bad(_CITATION % 'month = "Sept."', finds="Sept.", fixed=_CITATION % "month = sep"),
        Bad(_CITATION % "month=November", finds="November", fixed=_CITATION % "month=nov"),
        Bad(_CITATION % "month={Novmber}", finds="Novmber", fixed=_CITATION % "month=nov"),
        Bad(_CITATION % "month=13", finds="13"),
        Bad(_CITATION % "month={May 2020}", finds="May 2020"),
        Bad(_CITATION % "month={Lorem}", finds="Lorem"),
        Good(_CITATION % "month=nov"),
        Good(_CITATION % "month={März}"),
        Good(_CITATION % "month={Summer}"),
        Good(_CITATION % "month={11}"),
        Good(_CITATION % "month={November 28--30}"),
        Good(_CITATION % 'month=nov # "~28"'),
    )

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name != "month" or not field.value:
            return
        value = field.value.rstrip(".").casefold()
        span = field.value_span
        number = month_number(value)
        if value.isdecimal():
            if not 1 <= int(value[:4]) <= 12:
                yield self.finding(span, f"there is no month {field.value[:20]}")
        elif number is not None:
            macro = MACROS[number - 1]
            if field.delimiter:
                yield self.finding(
                    span, f"use the BibTeX month macro {macro}", fix=_fix(field, macro), severity=Severity.NOTE
                )
            elif value != macro and value == field.raw.casefold():
                message = f"there is no BibTeX macro {field.value}, so no month is printed"
                yield self.finding(span, message, fix=_fix(field, macro))
        elif re.search(r"(?:19|20)\d\d", value, re.A):
            yield self.finding(span, "the month field contains a year, so the year is printed twice")
        else:
            yield from self._check_word(field, value)

    def _check_word(self, field: Field, value: str) -> Iterator[Finding]:
        """Look for a misspelled month, or a single word that is no time of the year; several words are left alone."""
        word = value if _WORD.fullmatch(value) else None
        if word is None or is_foreign_month(word) or word in _OTHER_TIMES:
            if not field.delimiter and value == field.raw.casefold() and _WORD.search(value):
                yield self._no_macro(field)
            return
        meant = closest_typo(word, _KNOWN)
        number = month_number(meant) if meant and (len(word) > 4 or not field.delimiter) else None
        if number is not None:
            message = f"“{field.value}” is not a month; did you mean {NAMES[number - 1]}?"
            yield self.finding(field.value_span, message, fix=_fix(field, MACROS[number - 1], safe=False))
        elif not field.delimiter and value == field.raw.casefold():
            yield self._no_macro(field)
        elif field.delimiter and word.isascii():
            help_text = "use a macro from jan to dec, or remove the field"
            yield self.finding(field.value_span, f"“{field.value}” is not a month", help=help_text)

    def _no_macro(self, field: Field) -> Finding:
        return self.finding(field.value_span, f"there is no BibTeX macro {field.value}, so no month is printed")


def _fix(field: Field, macro: str, safe: bool = True) -> Fix:
    marks = 1 if field.delimiter else 0
    length = field.value_span.end - field.value_span.start
    return Fix(f"use {macro}", (Edit(field.value_span.sub(-marks, length + marks), macro),), safe)
