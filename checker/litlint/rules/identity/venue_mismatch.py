"""The rule venue-mismatch."""

from collections.abc import Iterator
from dataclasses import dataclass

from litlint import Bad, Context, Entry, Finding, Good, Rule
from litlint.identifiers.implied_venue import venue_of, year_of
from litlint.matching.work_references import paper_references
from litlint.metadata.dates import years_in
from litlint.metadata.venues import compare_venues, is_conference, read_venue
from litlint.rule import Related, Span
from litlint.style.stated_year import named_years

# Two digits after a venue are a year of this century: the conferences that lists name so are younger than 1990, but lists
# that write '98 are too few to distinguish 98 from a number.
_CITATION = "the citation"
_CENTURY, _LAST_SHORT_YEAR = 2000, 60

_ENTRY = """\
#### A Small Study of Gardens

tag: `{tag}` | paper link: [here](https://arxiv.org/abs/2001.01234)

```bibtex
@inproceedings{{doe2021small, title={{A Small Study of Gardens}}, author={{Jane Doe}}, year={{2021}},
  {venue}}}
```
"""
_ICML = "booktitle={International Conference on Machine Learning}"
_LINE = "- [A Small Study of Gardens](https://proceedings.mlr.press/v235/doe24a.html), {}\n"
_LABELLED = "- A Small Study of Gardens [[ICML 2023 Oral]](https://proceedings.mlr.press/{}.html)\n"


@dataclass(frozen=True)
class _Appearance:
    """Where and when a work came out, as one place says: ``who`` says it in words."""

    venue: str
    year: int
    place: Span
    who: str


class VenueMismatch(Rule):
    """An entry names another conference, or another year of it, than its own citation or the URL of its paper.

    Some URLs name the conference: those of PMLR, the ACL Anthology, CVF, NeurIPS, USENIX. Venues are compared by what they
    mean, so that short and long names are the same. A preprint and the paper that was published later are no mismatch, nor
    are a conference and a journal.

    Compare both with the page of the paper, and correct the one that is wrong.
    """

    examples = (
        Bad(_ENTRY.format(tag="ICML23", venue=_ICML), finds="ICML23"),
        Bad(_ENTRY.format(tag="NeurIPS 2021", venue=_ICML), finds="NeurIPS 2021"),
        Bad(_LINE.format("ICML 2023"), finds="ICML 2023"),
        Bad(_LABELLED.format("v235/doe24a"), finds="ICML 2023"),
        Good(_LABELLED.format("v202/doe23a")),
        Good(_ENTRY.format(tag="ICML21", venue=_ICML)),
        Good(_ENTRY.format(tag="ICML23", venue="journal={arXiv preprint arXiv:2001.01234}")),
        Good(_ENTRY.format(tag="ICML23", venue="booktitle={Proceedings of ICML 2023}")),
        Good(_LINE.format("ICML 2024")),
        Good(
            "- [2023/05] **A Small Study of Gardens.** *ICML.* [[paper](https://proceedings.mlr.press/v235/doe24a.html)]\n"
        ),
        Good(_LINE.format("ICML 2024 (short version at NeurIPS 2023)")),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        stated = list(_stated(entry))
        for other in _implied(entry) if stated else ():
            if any(_agree(one, other) for one in stated):
                continue
            one = next((one for one in stated if _clash(one, other)), None)
            if one is not None:
                yield self.finding(
                    one.place,
                    f"the entry says {one.venue} {one.year}, but {other.who} says {other.venue} {other.year}",
                    help="correct the one that is wrong",
                    related=[Related(other.place, other.who)],
                )
                return


def _stated(entry: Entry) -> Iterator[_Appearance]:
    """Yield the conferences that an entry names with a year, outside its title, its URLs and its citation."""
    venue, year = entry.venue, entry.year
    # A badge says both in one place; a year that is elsewhere may be that of the preprint, or of the day of reading.
    if venue is not None and year is not None and venue.span == year.span and is_conference(venue.value):
        yield _Appearance(venue.value, year.value, venue.span, "the entry")
    for one in named_years(entry):
        digits = one.year.text
        is_short = len(digits) == 2 and int(digits) < _LAST_SHORT_YEAR
        if (is_short or len(digits) == 4) and is_conference(one.name.text) and not entry.title.span.contains(one.name):
            place = one.name.source.span(one.name.start, one.year.end)
            yield _Appearance(one.name.text, int(digits) + _CENTURY * is_short, place, "the entry")


def _implied(entry: Entry) -> Iterator[_Appearance]:
    """Yield where a work came out by its own citations and by the URLs of its paper, if they say conference and year."""
    for citation in entry.all_citations:
        venue, year = citation.get("booktitle", "journal", "journaltitle"), citation.year
        years = years_in(year.value) if year is not None else []
        if venue is not None and len(years) == 1:
            # The venue may have the year in its name; then that year is meant where the two differ.
            for each in years_in(venue.value) or years:
                yield _Appearance(venue.value, each, venue.value_span, _CITATION)
    for reference in paper_references(entry):
        name, when = venue_of(reference.identifier), year_of(reference.identifier)
        if name is not None and when is not None:
            yield _Appearance(name, when, reference.span, "the URL of the paper")


def _agree(one: _Appearance, other: _Appearance) -> bool:
    return compare_venues(one.venue, other.venue) != "different" and one.year == other.year


def _clash(one: _Appearance, other: _Appearance) -> bool:
    """Say whether two certainly name two conferences, or two years of one; workshops and Findings are left alone."""
    known = [read_venue(each.venue) for each in (one, other)]
    if any(venue is None or venue.kind != "conference" or venue.part for venue in known):
        return False
    relation = compare_venues(one.venue, other.venue)
    # Some proceedings are printed, and so cited, in the year after the conference.
    if relation == "same" and other.who == _CITATION and other.year == one.year + 1:
        return bool(years_in(other.venue))
    return relation == "different" or (relation == "same" and one.year != other.year)
