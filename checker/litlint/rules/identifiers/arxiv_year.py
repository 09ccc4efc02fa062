"""The rule arxiv-year."""

from collections.abc import Iterator
from dataclasses import dataclass

from litlint import regex as re
from litlint.identifiers.identifier import Identifier, value_range
from litlint.identifiers.implied_venue import month_of, year_of
from litlint.metadata.dates import read_date
from litlint.metadata.venues import preprint_server, read_venue
from litlint.rule import Bad, Citation, Context, Document, Entry, Finding, Good, Link, Related, Rule, Span, cited
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import title_link
from litlint.style.stated_year import states_year

_CITATION = cited("eprint={2005.01234}", "archivePrefix={arXiv}", year="%s")
_DATED = "".join(
    f"- [A Study of {name}](https://arxiv.org/abs/230{month}.01001), arXiv, 2023.0{month}\n"
    for month in range(1, 10)
    for name in ("Ants", "Bees", "Cats")
)
# What is often brought to arXiv years after it came out.
_LONG_BEFORE = frozenset({"book", "mastersthesis", "phdthesis", "thesis"})
# Fields that only a work has which appeared in print.
_IN_PRINT = ("volume", "number", "pages", "issn", "isbn")
_FOUR = re.compile(r"\d{4}", re.A)
# A paper of a conference comes to arXiv before it or within a year or two; later only old ones do, and before 2013 whole
# proceedings were brought to arXiv at once (UAI 1985 to 2012, JAIR).
_MOST_YEARS_LATE, _FIRST_YEAR = 3, 2013
_YEARS_WITHOUT_PAGES = 2
# So many entries must give the year, or the month, of their arXiv ids before one that gives another is wrong.
_LEAST, _SHARE_OF_YEARS, _SHARE_OF_MONTHS = 10, 0.95, 0.8
# In such a list a date a quarter of a year before the id is wrong. Later ones are often those of a journal or of a later
# version, unless they are so many years later that the id is of another paper.
_MONTHS_EARLY, _MONTHS_LATE = 3, 36
# A date that differs from the id by whole years is a slip in the year only where next to no other date differs at all:
# one in twelve of the dates of later versions is of the same month by chance.
_SHARE_WITHOUT_SLIPS = 0.95

Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Dated:
    """A year, with its month where there is one, that an entry gives to a preprint; and the month of its arXiv id."""

    entry: Entry
    place: Span
    year: int
    month: int | None
    given: Month
    identifier: Identifier
    link: Link
    is_preprint: bool

    @property
    def years_late(self) -> int:
        """How many years the stated one is after that of the id; at the turn of the year both count as one."""
        difference = self.year - self.given[0]
        turn = (difference == 1 and self.given[1] >= 11) or (difference == -1 and self.given[1] == 1)
        return 0 if turn else difference

    @property
    def months_late(self) -> int | None:
        """How many months the stated one is after that of the id."""
        return None if self.month is None else 12 * (self.year - self.given[0]) + self.month - self.given[1]


class ArxivYear(Rule):
    """The year or the date of an entry or a citation does not fit the arXiv id of its paper.

    An arXiv id begins with the year and month in which the paper was first submitted. A preprint with an earlier year has a
    wrong year, or the id of another paper. A paper may be published in a later year; papers of conferences and journals
    may come to arXiv after they appeared, so these are left alone unless the conference was three years before.
    Where nearly all entries of a list give the month of their ids, a date that is off by whole years is wrong too.

    Compare both with the paper's page at arXiv.
    """

    examples = (
        Bad(_CITATION % "2019", finds="2019"),
        Bad("- [A Small Study of Gardens](https://arxiv.org/abs/2005.01234), arXiv 2019\n", finds="2019"),
        Bad("- [A Small Study of Gardens](https://arxiv.org/abs/2209.01234), ICML 2017\n", finds="2017"),
        Bad(_DATED + "- [A Study of Gardens](https://arxiv.org/abs/2204.01234), arXiv, 2023.04\n", finds="2023.04"),
        Good(_CITATION % "2022"),
        Good((_CITATION % "2003").replace("@misc", "@phdthesis")),
        Good(
            (_CITATION % "2019").replace("@misc", "@article").replace("eprint", "journal={Plants}, volume={3}, eprint")
        ),
        Good("- [A Small Study of Gardens](https://arxiv.org/abs/2001.00234), arXiv 2019\n"),
        Good("- [A Small Study of Gardens](https://arxiv.org/abs/2205.01234), ICML 2021\n"),
        Good(
            "- [A Small Study of Gardens](https://arxiv.org/abs/2205.01234): a view of the lawns of 2013 and all since\n"
        ),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        dated = [found for entry in document.entries if (found := _dated(entry)) is not None]
        preprints = [one for one in dated if one.is_preprint]
        years = _share(sum(one.years_late == 0 for one in preprints), len(preprints)) >= _SHARE_OF_YEARS
        by_month = [one.months_late for one in dated if one.months_late is not None]
        follow, slips = sum(abs(late) <= 1 for late in by_month), sum(map(_is_slip, by_month))
        months = _share(follow, len(by_month)) >= _SHARE_OF_MONTHS
        exactly = _share(follow, len(by_month) - slips) >= _SHARE_WITHOUT_SLIPS
        for one in dated:
            message = _problem(one, years_follow=years, months_follow=months, slips=exactly)
            if message is not None and not is_contributor_template(document, one.place):
                at = value_range(one.link.url)
                related = Related(one.link.place(*at) if at else one.link.url_span, "the id")
                yield self.finding(one.place, message, related=[related])

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        field = citation.year
        found = _FOUR.match(field.value) if field else None
        if field is None or found is None or citation.kind in _LONG_BEFORE:
            return
        year = int(found[0])
        venue = citation.get("journal", "journaltitle", "booktitle", "publisher", "howpublished")
        is_preprint = venue is None or preprint_server(venue.value) is not None
        in_print = citation.get(*_IN_PRINT) is not None or _has_other_doi(citation)
        for identifier, named in citation.identifiers() if year >= 1000 and not (is_preprint and in_print) else ():
            given = _given(identifier)
            if given is None:
                continue
            # Where neither pages nor a DOI show that the work is in print, a year well before the id is wrong too.
            unsure = not is_preprint and not in_print and given[0] - year >= _YEARS_WITHOUT_PAGES
            if not (unsure or _is_too_early(year, given, venue.value if venue else "", is_preprint)):
                continue
            at = named.raw.find(identifier.value)
            span = named.value_span.sub(at, at + len(identifier.value)) if at >= 0 else named.value_span
            message = _message("citation", str(year), identifier)
            yield self.finding(field.value_span, message, related=[Related(span, "the id")])
            return


def _has_other_doi(citation: Citation) -> bool:
    return any(identifier.scheme == "doi" for identifier, _ in citation.identifiers())


def _given(identifier: Identifier) -> Month | None:
    """Return the year and month in which an arXiv id was given to a paper."""
    year, month = year_of(identifier), month_of(identifier)
    return (year, month) if identifier.scheme == "arxiv" and year is not None and month is not None else None


def _dated(entry: Entry) -> _Dated | None:
    """Return the year that an entry states for certain beside the arXiv id of its only work."""
    works = [(identifier, link) for identifier, link in entry.works if identifier.scheme == "arxiv"]
    head = title_link(entry)
    about_other = head is not None and head.is_outside and (head.identifier is None or not head.identifier.is_work)
    if about_other or not works or len({identifier.canonical_work for identifier, _ in works}) > 1:
        return None  # the year of a repository or a talk is not that of the paper which it names
    identifier, link = works[0]
    given = _given(identifier)
    if given is None:
        return None
    venue = entry.venue.value if entry.venue else ""
    is_preprint = not venue or preprint_server(venue) is not None
    date = read_date(entry.date.value) if entry.date else None
    if entry.date is not None and date is not None and len(date) > 1 and 1 <= date[1] <= 12:
        return _Dated(entry, entry.date.span, date[0], date[1], given, identifier, link, is_preprint)
    if entry.year is None or not states_year(entry):
        return None
    return _Dated(entry, entry.year.span, entry.year.value, None, given, identifier, link, is_preprint)


def _share(count: int, total: int) -> float:
    return count / total if total >= _LEAST else 0.0


def _is_slip(months_late: int) -> bool:
    """Say whether a date is whole years after another."""
    return months_late > 0 and months_late % 12 == 0


def _problem(one: _Dated, *, years_follow: bool, months_follow: bool, slips: bool) -> str | None:
    """Return what is wrong with the year or the date of an entry."""
    venue = one.entry.venue.value if one.entry.venue else ""
    late = one.months_late
    named = bool(venue) and one.is_preprint
    if late is not None:
        # What came out before papers were brought to arXiv as a rule may have been brought there at any time.
        early = late <= -_MONTHS_EARLY and (named or one.year >= _FIRST_YEAR)
        off = early or late >= _MONTHS_LATE or (slips and _is_slip(late))
        return _message("entry", one.place.text, one.identifier, with_month=True) if months_follow and off else None
    if one.is_preprint and (named or years_follow) and one.years_late < 0:
        return _message("entry", str(one.year), one.identifier)
    if not one.is_preprint and _is_too_early(one.year, one.given, venue, is_preprint=False):
        return _message("entry", str(one.year), one.identifier)
    return None


def _is_too_early(year: int, given: Month, venue: str, is_preprint: bool) -> bool:
    """Say whether a year is before an arXiv id's, so that one of the two is wrong.

    An id of January may be of a preprint that was sent in the last days of December.
    """
    if is_preprint:
        return year < given[0] - (given[1] == 1)
    known = read_venue(venue)
    is_conference = known is not None and known.kind == "conference" and not known.part
    return is_conference and year >= _FIRST_YEAR and given[0] - year >= _MOST_YEARS_LATE


def _message(what: str, stated: str, identifier: Identifier, *, with_month: bool = False) -> str:
    year, month = year_of(identifier), month_of(identifier)
    when = f"{year}-{month:02}" if with_month else str(year)
    return f"the {what} says {stated}, but {identifier} was first submitted in {when}"
