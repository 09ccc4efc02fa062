"""The rule bibtex-year."""

from calendar import monthrange
from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.bibtex_schema import names_state
from litlint.rule import Bad, Context, Field, Finding, Good, Rule, Span, cited

_CITATION = cited("%s", year="")
# The time of Gutenberg's press: no cited work is older.
_FIRST_PRINTED = 1450
# Digits of a year.
_YEAR = re.compile(r"\d+", re.A)
# Words in English letters: those of other scripts and signs like `?` may be a year.
_WORDS = re.compile(r"[A-Za-z][A-Za-z .,'-]{2,}")
# `{\noopsort{1973b}}1973`: a macro of the author's own says how to sort the entry.
_FOR_SORTING = re.compile(r"\\[A-Za-z]+\s*\{")
_SPAN_OF_YEARS = re.compile(
    r"(?:c(?:a|irca)?\.?\s?)?\[?\d{4}[a-z]?\]?(?:\s?(?:[-–—/]{1,3}|and)\s?(?:\d{4}|\d\d)|\s?(?:-{2,3}|[–—]))?",
    re.A | re.I,
)
# Works of antiquity: `535 BCE`, `AD 98`.
_ERA = re.compile(r"\d\s?(?:B\.?\s?C\.?(?:\s?E\.?)?|C\.?E\.?|A\.?\s?D\.?)(?!\w)|\bA\.?D\.?\s?\d")
_DATE = re.compile(r"(?P<year>\d{1,9})(?:-(?P<month>\d{1,4})(?:-(?P<day>\d{1,4}))?)?", re.A)
_TEMPLATE = re.compile(r"[x?y]{2}|<|\.\.", re.I)
_LAST_SEASON = 41


class BibtexYear(Rule):
    """The year of a citation is malformed, before the age of print, or in the future.

    Styles sort and label by the year. One digit too many, or two swapped, give the year 20233 or 2032.

    Use four digits. Words like `in press` are fine, and so is next year, for a work that is about to appear. A `date` of
    biblatex is year, month and day: `2023-12-28`.
    """

    examples = (
        Bad(_CITATION % "year={20200}", finds="20200"),
        Bad(_CITATION % "year={2032}", finds="2032"),
        Bad(_CITATION % "year={May 2020}", finds="May 2020"),
        Bad(_CITATION % "date={2020-13-01}", finds="13"),
        Bad(_CITATION % "date={2020-5}", finds="5"),
        Bad(_CITATION % "date={2020-02-30}", finds="30"),
        Bad(_CITATION % "year={Gardens}", finds="Gardens"),
        Good(_CITATION % "year=2020"),
        Good(_CITATION % "year={in press}"),
        Good(_CITATION % "year={Sous presse}"),
        Good(_CITATION % "year={{\\noopsort{2019b}}2019}"),
        Good(_CITATION % "year={1988--}"),
        Good(_CITATION % "year={535 BCE}"),
        Good(_CITATION % "date={2020-05-01/2020-06}"),
    )

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name not in ("year", "date"):
            return
        if _TEMPLATE.search(field.value) or _ERA.search(field.value) or _FOR_SORTING.search(field.raw):
            return
        check = self._check_year if field.name == "year" else self._check_date
        yield from check(field, context.today.year)

    def _check_year(self, field: Field, this_year: int) -> Iterator[Finding]:
        numbers = _YEAR.findall(field.value)
        if not numbers:
            if field.delimiter and _WORDS.fullmatch(field.value) and not names_state(field.value):
                yield self.finding(field.value_span, f"“{field.value[:40]}” is not a year", help="use four digits")
            return
        if _SPAN_OF_YEARS.fullmatch(field.value):
            number = numbers[0]
        elif _YEAR.fullmatch(field.value):
            yield self.finding(field.value_span, f"a year has four digits, this has {len(field.value)}")
            return
        else:
            yield self.finding(
                field.value_span,
                f"“{field.value[:40]}” is not a year",
                help="use four digits; the month has its own field",
            )
            return
        if problem := _problem(int(number), this_year):
            yield self.finding(field.value_span, problem)

    def _check_date(self, field: Field, this_year: int) -> Iterator[Finding]:
        offset = 0
        if field.raw.count("/") > 1:
            yield self._unreadable(field.value_span)
            return
        for end in field.raw.split("/"):
            date = _DATE.fullmatch(end)
            if date:
                for part in ("year", "month", "day"):
                    problem = _date_problem(part, date, this_year)
                    if problem:
                        start, stop = date.span(part)
                        yield self.finding(field.value_span.sub(offset + start, offset + stop), problem)
            elif re.search(r"[a-wyz]{3}", end, re.I):
                yield self._unreadable(field.value_span.sub(offset, offset + len(end)))
            offset += len(end) + 1

    def _unreadable(self, span: Span) -> Finding:
        return self.finding(span, f"biblatex cannot read the date “{span.text[:40]}”", help="write it as 2023-12-28")


def _problem(year: int, this_year: int) -> str | None:
    if year > this_year + 1:
        return f"the year {year} is in the future"
    return f"the year {year} is before the age of print" if year < _FIRST_PRINTED else None


def _date_problem(part: str, date: re.Match[str], this_year: int) -> str | None:
    """Say what is wrong with a part of a date; months from 21 on are seasons (Extended Date/Time Format, level 2)."""
    digits = date[part]
    if digits is None:
        return None
    number = int(digits)
    if part == "year":
        return _problem(number, this_year) if len(digits) == 4 else f"a year has four digits, this has {len(digits)}"
    if len(digits) == 1:
        return f"biblatex needs two digits for the {part}: 0{digits}"
    if part == "month":
        possible = 1 <= number <= 12 or 21 <= number <= _LAST_SEASON
        return None if possible else f"there is no month {digits}"
    month = int(date["month"])
    last = monthrange(int(date["year"]) or 4, month)[1] if 1 <= month <= 12 and len(date["year"]) == 4 else 31
    return None if 1 <= number <= last else f"there is no day {digits}" + (f" in month {month}" if last < 31 else "")
