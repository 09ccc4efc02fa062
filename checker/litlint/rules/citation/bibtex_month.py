"""The rule bibtex-month."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.bibtex_schema import names_state
from litlint.metadata.months import MACROS, NAMES, is_foreign_month, month_number
from litlint.metadata.spelling import closest_typo
from litlint.rule import Bad, Context, Edit, Field, Finding, Fix, Good, Rule, Severity, cited

_CITATION = cited("%s")
_KNOWN = frozenset(name.lower() for name in NAMES) | frozenset(MACROS)
# A word that may name a month.
_WORD = re.compile(r"[^\W\d_]{3,}")
# Numbers of a journal that appears by the season.
_SEASONS = re.compile(r"spring|summer|autumn|fall|winter|early|mid|late|quarter|semester|term")
# A day beside a month.
_DAY = re.compile(r"(?<![\w.])\d{1,3}(?![\w.])", re.A)
_MOST_DAYS = 31


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
        Bad(_CITATION % "month={Lorem Ipsum}", finds="Lorem Ipsum"),
        Bad(_CITATION % "month={32 January}", finds="32 January"),
        Good(_CITATION % "month=nov"),
        Good(_CITATION % "month={März}"),
        Good(_CITATION % "month={Summer}"),
        Good(_CITATION % "month={Winter-Spring}"),
        Good(_CITATION % "month={to appear}"),
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
        # A month of a magazine: `May 2020`.
        elif re.search(r"(?:19|20)\d\d", value, re.A):
            yield self.finding(span, "the month field contains a year, so the year is printed twice")
        else:
            yield from self._check_word(field, value)

    def _check_word(self, field: Field, value: str) -> Iterator[Finding]:
        """Look for a misspelled month, and for words none of which is a time of the year."""
        bare = not field.delimiter and value == field.raw.casefold()
        words = _WORD.findall(value)
        meant = closest_typo(value, _KNOWN) if _WORD.fullmatch(value) and not is_foreign_month(value) else None
        number = month_number(meant) if meant and (len(value) > 4 or not field.delimiter) else None
        if number is not None:
            message = f"“{field.value}” is not a month; did you mean {NAMES[number - 1]}?"
            yield self.finding(field.value_span, message, fix=_fix(field, MACROS[number - 1], safe=False))
        elif bare and words:
            yield self.finding(field.value_span, f"there is no BibTeX macro {field.value}, so no month is printed")
        elif (day := _DAY.search(value)) and int(day[0]) > _MOST_DAYS:
            yield self.finding(field.value_span, f"there is no day {day[0]} in a month")
        elif _is_in_english(value) and not names_state(value) and not any(map(_is_time, words)):
            help_text = "use a macro from jan to dec, or remove the field"
            yield self.finding(field.value_span, f"“{field.value[:40]}” is not a month", help=help_text)


def _is_time(word: str) -> bool:
    return _SEASONS.search(word) is not None or month_number(word) is not None or is_foreign_month(word)


def _is_in_english(value: str) -> bool:
    """Say whether a text is English letters alone: other signs and scripts may name a month, numbers a meeting's days."""
    return value.isascii() and re.fullmatch(r"[a-z][a-z .,'-]*", value) is not None


def _fix(field: Field, macro: str, safe: bool = True) -> Fix:
    marks = 1 if field.delimiter else 0
    length = field.value_span.end - field.value_span.start
    return Fix(f"use {macro}", (Edit(field.value_span.sub(-marks, length + marks), macro),), safe)
