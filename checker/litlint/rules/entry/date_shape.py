"""The rule date-shape."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from litlint import regex as re
from litlint.metadata.columns import roles_of_column
from litlint.metadata.dates import YEAR, Date, is_possible, read_date
from litlint.metadata.spelling import distance
from litlint.metadata.venues import is_conference, read_venue, venues_in
from litlint.rule import Bad, Block, Context, Entry, Finding, Good, ListStyle, Part, Rule, Span
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import form_of, text_places
from litlint.style.stated_year import named_years, states_year, stretch_around

_DATED = "".join(
    f"- [2023.0{month}] [A Study of {name}](https://arxiv.org/abs/230{month}.01001)\n"
    for month, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1)
)
_TABLE = "| Date | Title | Paper |\n|---|---|---|\n" + "".join(
    f"| 2023.0{month} | A Study of {name} | [pdf](https://arxiv.org/abs/230{month}.01001) |\n"
    for month, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1)
)
_VENUES = "".join(
    f"- [A Study of {name}](https://arxiv.org/abs/2301.01001), ICML 2023\n"
    for name in ("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes", "Gulls", "Hares", "Ibis", "Jays", "Kites", "Moles")
)
# Digits with the separators of a date: not in an address, a path, a version or a percentage.
_DIGITS = re.compile(r"(?<![\w./:@#%-])\d[\d.,/-]*+(?<=\d)(?![\w/%-])")
# A date that begins with its year.
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d\D", re.A)
# Day and month with a short year, in either order.
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})/\d\d", re.A)
# A year of five digits before a month: one digit too many.
_LONG_DATE = re.compile(r"(?<![\w./:#-])(?:19|20)\d{3}[./-](?:0?[1-9]|1[0-2])(?![\w/-]|\.\d)")
# A span of years: 2019-20, 2019-2020.
_TWO_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:\d\d){1,2}", re.A)
# A cell that holds a date and nothing else.
_CELL = re.compile(r"\W*(?P<date>[\d][\d.,/ -]*)\W*\Z", re.A)
# Of a column whose header does not name dates, nearly all cells must be dates before another one counts as wrong.
_SHARE, _LEAST, _SHARE_NAMED, _LEAST_NAMED = 0.9, 5, 0.5, 2
# A list that writes the century nearly everywhere: at least so many times, and but for one year in thirty.
_LEAST_YEARS, _ONE_IN = 10, 30
_MOST_MONTHS_AHEAD = 12
_FIRST_YEAR = 1950  # of which lists of papers name conferences
_WORDS_AROUND = 4  # in the stretch of a line that holds a date and little else


class DateShape(Rule):
    """A date or a year is impossible, in the future, or written unlike all others: `2024,0104`, month 13, `ICML 20233`.

    Lists are sorted and searched by their dates, and a reader cannot know whether 2023.13 is January or December.

    Write the date as the other entries of the list do.
    """

    examples = (
        Bad(_DATED + "- [2023.13] [A Study of Gardens](https://arxiv.org/abs/2312.01009)\n", finds="2023.13"),
        Bad(
            _TABLE + "| 2024,0104 | A Study of Gardens | [pdf](https://arxiv.org/abs/2401.01009) |\n", finds="2024,0104"
        ),
        Bad(_TABLE + "| 20222.05 | A Study of Gardens | [pdf](https://arxiv.org/abs/2205.01009) |\n", finds="20222.05"),
        Bad(_VENUES + "- [A Study of Gardens](https://arxiv.org/abs/2301.01009), ICML 20233\n", finds="20233"),
        Bad("- [A Study of Gardens](https://arxiv.org/abs/2201.01009), arXiv, 2922\n", finds="2922"),
        Bad(_VENUES + "- [A Study of Gardens](https://arxiv.org/abs/2301.01009), KDD 23\n", finds="23"),
        Bad("- A Study of Gardens, 1 Jan 2062 [[pdf](https://gardens.org/all)]\n", finds="1 Jan 2062"),
        Bad("- A Study of Gardens, ICML 2062, 1 Jan 2019 [[pdf](https://gardens.org/all)]\n", finds="2062"),
        Good(_DATED + "- [2023.12] [A Study of Gardens](https://arxiv.org/abs/2312.01009)\n"),
        Good(_VENUES + "- [A Study of 20233 Gardens](https://arxiv.org/abs/1901.01009), ICML 2019-20\n"),
        Good(_VENUES + "- [A Study of Gardens](https://arxiv.org/abs/1901.01009). It covers 40 lawns and KDD 99.\n"),
        Good("- A Study of Gardens, GARDEN 2026 [[pdf](https://gardens.org/all)]\n"),
        Good("- [A Study of Gardens](https://gardens.org/all), Plants 2922, arXiv 2206\n"),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        if (found := _problem(entry, context)) and not is_contributor_template(context.document, found[0]):
            yield self._finding(*found, context)

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        odd = list(_odd_cells(block)) if block.kind == "table" else []
        if odd:
            entries = [
                each for each in context.document.entries if block.span.start <= each.span.start < block.span.end
            ]
            reported = {found[0] for entry in entries if (found := _problem(entry, context))}
            for place in odd:
                if place not in reported:
                    yield self._finding(place, "does not match the dates of this column", context)

    def _finding(self, place: Span, problem: str, context: Context) -> Finding:
        convention = context.style.date_form
        help_ = "write it as the other entries do" if convention and convention.count > 1 else "write year and month"
        if "century" in problem or problem == "is not a year":
            help_ = "write the year with four digits"
        return self.finding(place, f"“{place.text}” {problem}", help=help_)


def _full_years(context: Context) -> str | None:
    """Return how many venues of a document have a year of four digits after them, None unless nearly all do."""
    named = (one for entry in context.document.entries for one in named_years(entry))
    years = [one.year.text for one in named if _is_conference(one.name.text)]
    full = sum(YEAR.fullmatch(year) is not None for year in years)
    short = sum(len(year) == 2 for year in years)
    return f"{full} of {len(years)}" if full >= _LEAST_YEARS and 0 < short <= max(1, len(years) // _ONE_IN) else None


@lru_cache(maxsize=1 << 12)
def _is_conference(name: str) -> bool:
    """Say whether a word is the name of a conference, as conferences write theirs."""
    return bool(venues_in(name)) and is_conference(name)


def _problem(entry: Entry, context: Context) -> tuple[Span, str] | None:
    """Return the first thing that is wrong with an entry's date, and where it is."""
    today, year = context.today, entry.year
    problem = _wrong_digits(entry, context)
    if problem is None and entry.date is not None:
        problem = _of_date(entry.date, today)
    ahead = year is not None and year.value > today.year + 1 and len(year.span.text) > 2
    if problem is None and year is not None and ahead and states_year(entry):
        problem = (year.span, "is in the future")
    if problem is None and entry.date is None and year is None:
        problem = _instead_of_date(entry, context.style)
    return problem


def _wrong_digits(entry: Entry, context: Context) -> tuple[Span, str] | None:
    """Return digits after a venue that are one slip away from a year or lack the century, or a date of too many digits."""
    list_style, today, full_years = context.style, context.today, context.derived(_full_years)
    for one in named_years(entry):
        if len(one.year.text) > 2 and _is_misspelt_year(one.name.text, one.year.text, today):
            return one.year, "is not a year"
        if full_years and len(one.year.text) == 2 and _is_conference(one.name.text):
            is_year = entry.year is not None and one.year == entry.year.span
            if is_year or len(stretch_around(one.year).text.split()) <= _WORDS_AROUND:
                return one.year, f"has no century; {full_years} venues have a year of four digits"
    has_dates = list_style.date_form is not None and list_style.date_form.count >= _LEAST
    for place in text_places(entry) if has_dates else ():
        if odd := _LONG_DATE.search(place.text):
            return place.sub(*odd.span()), "is not a date"
    return None


def _is_misspelt_year(name: str, digits: str, today: date) -> bool:
    """Say whether digits after a name were meant as a year.

    Journals have volumes and pages; of preprint servers, digits may be the year and month of an id.
    """
    venue = read_venue(name)
    if venue is None or venue.kind not in ("conference", "preprint-server"):
        return False
    if YEAR.fullmatch(digits) or (venue.kind == "preprint-server" and 1 <= int(digits[2:4]) <= 12):
        return False
    return any(distance(digits, str(year)) == 1 for year in range(_FIRST_YEAR, today.year + 2))


def _of_date(stated: Part[str], today: date) -> tuple[Span, str] | None:
    found = read_date(stated.value)
    if found is not None:
        if not _exists(found, stated.value):
            wrong = f"month {found[1]}" if not 1 <= found[1] <= 12 else f"day {found[2]}"
            return stated.span, f"is not a date: there is no {wrong}"
        return (stated.span, "is in the future") if _is_ahead(found, today) else None
    short = _SHORT.fullmatch(stated.value)
    # Day and month may be in either order.
    least, most = sorted((int(short[1]), int(short[2]))) if short else (1, 1)
    impossible = not (1 <= least <= 12 and most <= 31)
    return (stated.span, "is not a date") if impossible or _YEAR_FIRST.match(stated.value) else None


def _instead_of_date(entry: Entry, list_style: ListStyle) -> tuple[Span, str] | None:
    """Return the digits that an entry has, alone in their place, where nearly all others have a date."""
    if not list_style.having("date", form_of(entry)).is_followed:
        return None
    for place in text_places(entry):
        odd = _DIGITS.search(place.text)
        # Fewer digits are a count or the number of an entry.
        if odd and len(odd[0]) >= 4 and not _TWO_YEARS.fullmatch(odd[0]):
            around = place.sub(*odd.span())
            if len(stretch_around(around).text.split()) <= _WORDS_AROUND:
                return around, "is not a date"
    return None


def _exists(found: Date, text: str) -> bool:
    """Say whether a date exists; with slashes the day may come before the month."""
    swapped = (found[0], found[2], found[1]) if len(found) == 3 and not text.startswith(str(found[0])) else found
    return is_possible(found) or is_possible(swapped)


def _is_ahead(found: Date, today: date) -> bool:
    """Say whether a date lies so far ahead that no meeting is announced for it yet, or, of one day, after today."""
    if len(found) == 3:
        return found > (today.year, today.month, today.day)
    months = (found[0] - today.year) * 12 + ((found[1] - today.month) if len(found) > 1 else 0)
    return months > _MOST_MONTHS_AHEAD


def _odd_cells(table: Block) -> Iterator[Span]:
    """Yield the cells that are digits but no date in a column of dates."""
    headers, rows = table.children[0].children if table.children else (), table.children[1:]
    for column, header in enumerate(headers):
        cells = [row.children[column] for row in rows if len(row.children) > column]
        dates = [read_date(cell.text) for cell in cells]
        count = sum(found is not None for found in dates)
        least, share = (_LEAST_NAMED, _SHARE_NAMED) if "date" in roles_of_column(header.text) else (_LEAST, _SHARE)
        if count < max(least, share * len(cells)):
            continue
        for cell, found in zip(cells, dates, strict=True):
            odd = _CELL.match(cell.text) if found is None else None
            if odd and len(odd["date"]) > 2 and odd["date"] in cell.span.text and not _SHORT.fullmatch(odd["date"]):
                at = cell.span.text.index(odd["date"])
                yield cell.span.sub(at, at + len(odd["date"].rstrip()))
