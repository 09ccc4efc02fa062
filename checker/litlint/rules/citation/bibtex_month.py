"""The rule bibtex-month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litlint.metadata.spelling import closest_typo
from litlint.model.citation import Citation, Field
from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.rule import Bad, Context, Good, Rule

_CITATION = """\
```bibtex
@misc{doe2020small,
  title={A Small Study of Gardens},
  author={Jane Doe},
  year={2020},
  %s
}
```
"""
_NAMES = "january february march april may june july august september october november december".split()
_MACRO = {name: name[:3] for name in _NAMES} | {name[:3]: name[:3] for name in _NAMES} | {"sept": "sep"}
_KNOWN = frozenset(_MACRO)
_OTHER_LANGUAGES = frozenset(
    "januar februar april juni juli august september oktober dezember janvier fevrier février avril juin juillet septembre"
    " octobre novembre decembre décembre enero febrero septiembre noviembre diciembre gennaio settembre dicembre janeiro"
    " setembro novembro dezembro januari februari augustus agustus".split()
)
_WORD = re.compile(r"[a-z]{3,}", re.I)


@dataclass(frozen=True)
class BibtexMonth(Rule):
    """The month of a citation is none, or is spelt out where BibTeX has a macro.

    Styles print the macros `jan` to `dec` in their own language and length, and sort by them; biblatex wants them too, or
    numbers. What stands in braces is printed as it is: that is a note. A month that does not exist is a warning.

    Write the macro without braces: `month = nov`. `litlint check --fix` does. A day goes with it: `nov # "~28"`.
    """

    habit = "a month is not a BibTeX macro"
    examples = (
        Bad(_CITATION % "month={November}", finds="November", fixed=_CITATION % "month=nov"),
        Bad(_CITATION % 'month = "Sept."', finds="Sept.", fixed=_CITATION % "month = sep"),
        Bad(_CITATION % "month=November", finds="November", fixed=_CITATION % "month=nov"),
        Bad(_CITATION % "month={Novmber}", finds="Novmber", fixed=_CITATION % "month=nov"),
        Bad(_CITATION % "month=13", finds="13"),
        Bad(_CITATION % "month={May 2020}", finds="May 2020"),
        Good(_CITATION % "month=nov"),
        Good(_CITATION % "month={11}"),
        Good(_CITATION % "month={November 28--30}"),
        Good(_CITATION % 'month=nov # "~28"'),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        for field in citation.sound_fields:
            if field.name == "month" and field.value:
                yield from self._check_month(field)

    def _check_month(self, field: Field) -> Iterator[Finding]:
        value = field.value.rstrip(".").casefold()
        span = field.value_span
        if value.isdecimal():
            if not 1 <= int(value[:4]) <= 12:
                yield self.finding(span, f"there is no month {field.value[:20]}")
        elif value in _MACRO:
            macro = _MACRO[value]
            if field.delimiter:
                yield self.finding(
                    span, f"BibTeX has the macro {macro} for this month", fix=_fix(field, macro), severity=Severity.NOTE
                )
            elif value != macro and value == field.raw.casefold():
                yield self.finding(
                    span, f"BibTeX knows no macro {field.value}, and prints no month", fix=_fix(field, macro)
                )
        elif re.search(r"(?:19|20)\d\d", value, re.A):
            yield self.finding(span, "the month holds a year, so the year is printed twice")
        else:
            yield from self._check_word(field, value)

    def _check_word(self, field: Field, value: str) -> Iterator[Finding]:
        """Look for a name of a month misspelt, among other words or alone; words of another language are left alone."""
        words = _WORD.findall(value)
        meant = closest_typo(value, _KNOWN) if len(words) == 1 and words[0] == value else None
        if meant and value not in _OTHER_LANGUAGES and (len(value) > 4 or not field.delimiter):
            message = f"“{field.value}” is no month; did you mean {meant.capitalize()}?"
            yield self.finding(field.value_span, message, fix=_fix(field, _MACRO[meant], safe=False))
        elif not field.delimiter and value == field.raw.casefold() and words:
            yield self.finding(field.value_span, f"BibTeX knows no macro {field.value}, and prints no month")


def _fix(field: Field, macro: str, safe: bool = True) -> Fix:
    marks = 1 if field.delimiter else 0
    length = field.value_span.end - field.value_span.start
    return Fix(f"write {macro}", (Edit(field.value_span.sub(-marks, length + marks), macro),), safe)
