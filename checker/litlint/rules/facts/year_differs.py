"""The rule year-differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import citation_references
from litlint.metadata.years import years_in
from litlint.model.citation import Citation
from litlint.model.facts import Facts, Paper
from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.rule import Bad, Context, Good, Rule

_GARDENS = Identifier("arxiv", "2001.01234")
_KNOWN = Facts(
    date(2026, 1, 1),
    papers={
        _GARDENS: Paper(
            _GARDENS, "A Small Study of Gardens", published="2020-01-05", updated="2022-03-01", venue="ICML 2023"
        )
    },
    locked=True,
)
_CITED = """\
```bibtex
@misc{{doe, title={{A Small Study of Gardens}}, author={{Jane Doe}}, year={{{year}}},
  eprint={{2001.01234}}, archivePrefix={{arXiv}}}}
```
"""


@dataclass(frozen=True)
class YearDiffers(Rule):
    """A citation's year is before the work, or after all that its registry knows of it.

    Any year from the first version to the latest, or to the publication, is right: arXiv's own BibTeX gives the year of
    the latest version.

    Write the year of the version that you cite.
    """

    severity = Severity.NOTE
    needs = frozenset({"papers"})
    examples = (
        Bad(_CITED.format(year=2018), finds="2018", fixed=_CITED.format(year=2020), facts=_KNOWN),
        Bad(_CITED.format(year=2025), finds="2025", fixed=_CITED.format(year=2023), facts=_KNOWN),
        Good(_CITED.format(year=2021), facts=_KNOWN),
        Good(_CITED.format(year=2023), facts=_KNOWN),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        field = citation.year
        known = next(
            (paper for claim in citation_references(citation) if (paper := context.facts.paper(claim.identifier))), None
        )
        if field is None or known is None or known.published is None:
            return
        stated = years_in(field.value)
        first = int(known.published[:4])
        last = [year for text in (known.updated, known.venue) if text for year in years_in(text)]
        if len(stated) != 1 or not (stated[0] < first or (known.updated and stated[0] > max(first, *last))):
            return
        latest = max(first, *last) if last else first
        span = f"{first}" if latest == first else f"{first} to {latest}"
        nearest = first if stated[0] < first else latest
        fix = Fix(f"write {nearest}", (Edit(field.value_span, str(nearest)),), safe=False)
        message = f"the year is {stated[0]}, {known.identifier} is of {span}"
        yield self.finding(field.value_span, message, fix=fix if field.value.strip().isdecimal() else None)
