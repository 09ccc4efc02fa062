"""The rule year-differs."""

from collections.abc import Iterator

from litlint.matching.records import known_paper
from litlint.metadata.dates import years_in
from litlint.metadata.venues import is_preprint_server
from litlint.rule import (
    GARDENS,
    Bad,
    Citation,
    Context,
    Edit,
    Finding,
    Fix,
    Good,
    Paper,
    Rule,
    Severity,
    cited,
    locked,
)

# Publishers put papers online up to a year before, or after, the year of the volume.
_EARLY_ACCESS = 1
# A preprint is often cited with the year in which it was read, that of the conference it was sent to.
_LATE = 1
_NO_END = 9999
_KNOWN = locked(
    Paper(GARDENS, "A Small Study of Gardens", published="2020-01-05", updated="2022-03-01", venue="ICML 2023")
)
_CITED = cited("eprint={2001.01234}", "archivePrefix={arXiv}", year="%s")


class YearDiffers(Rule):
    """A citation's year is before the work, or after all that its registry knows of it.

    Any year from the first version to the latest, or to the publication, is right: arXiv's own BibTeX gives the year of
    the latest version. Of a published work a year more or less is right too: it is online before the printed volume is.
    A warning under `policy = "strict"`, the default for .bib files, else a note.

    Write the year of the version that you cite.
    """

    severity = Severity.NOTE
    needs = frozenset({"papers"})
    examples = (
        Bad(_CITED % 2018, finds="2018", fixed=_CITED % 2020, facts=_KNOWN),
        Bad(_CITED % 2025, finds="2025", fixed=_CITED % 2023, facts=_KNOWN),
        Good(_CITED % 2021, facts=_KNOWN),
        Good(_CITED % 2023, facts=_KNOWN),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        field = citation.year
        known = known_paper(citation, context.facts)
        if field is None or known is None or known.paper.published is None:
            return
        stated = years_in(field.value)
        if len(stated) != 1:
            return
        first, latest = _range(known.paper, citation)
        if first <= stated[0] <= latest:
            return
        nearest = (
            int(known.paper.published[:4])
            if stated[0] < first or known.paper.updated is None
            else max(_years(known.paper))
        )
        fix = Fix(f"write {nearest}", (Edit(field.value_span, str(nearest)),), safe=False)
        yield self.finding(
            field.value_span,
            f"year {stated[0]} does not match {known.source} ({_shown(known.paper)})",
            fix=fix if field.value.strip().isdecimal() else None,
            severity=context.severity_of_details,
        )


def _years(paper: Paper) -> list[int]:
    texts = (paper.published and paper.published[:4], paper.updated and paper.updated[:4], paper.venue)
    return [year for text in texts if text for year in years_in(text)]


def _range(paper: Paper, citation: Citation) -> tuple[int, int]:
    """Return the first and the last year that is right for a paper."""
    years = _years(paper)
    if not years:
        return 0, _NO_END
    if paper.updated is None and paper.identifier.scheme != "arxiv":
        return min(years) - _EARLY_ACCESS, max(years) + _EARLY_ACCESS
    venue = citation.get("journal", "journaltitle", "booktitle")
    # A preprint may be published in any later year, and without an update nothing is known of its later versions.
    is_open = paper.updated is None or (venue is not None and not is_preprint_server(venue.value))
    first = (paper.published or "")[:4]
    return int(first) if first.isdecimal() else min(years), _NO_END if is_open else max(years) + _LATE


def _shown(paper: Paper) -> str:
    years = _years(paper)
    return f"{years[0]}" if max(years) == years[0] else f"{years[0]}–{max(years)}"
