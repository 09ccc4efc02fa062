"""The rule venue-differs."""

from collections.abc import Iterator
from html import unescape

from litlint.matching.records import known_paper
from litlint.matching.work_references import cited_work
from litlint.metadata.venues import compare_venues
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
from litlint.write.bibtex import escaped

_KNOWN = locked(Paper(GARDENS, "A Small Study of Gardens", venue="ICML 2021 (PMLR 139)"))
_CITED = cited("booktitle={%s}", "eprint={2001.01234}", "archivePrefix={arXiv}", kind="inproceedings", year="2021")


class VenueDiffers(Rule):
    """A citation names another venue than the registry knows.

    Venues are compared by what they mean: short and long names, abbreviations and former names of one venue are the same;
    its workshops and its Findings are venues of their own. Series, publishers and preprint servers are not compared. A
    warning under `policy = "strict"`, the default for .bib files, else a note.

    Name the venue where the paper appeared.
    """

    severity = Severity.NOTE
    needs = frozenset({"papers"})
    examples = (
        Bad(
            _CITED % "Proceedings of CVPR",
            finds="Proceedings of CVPR",
            fixed=_CITED % "ICML 2021 (PMLR 139)",
            facts=_KNOWN,
        ),
        Bad(
            _CITED % "International Conference on Learning Representations",
            finds="International Conference on Learning Representations",
            facts=_KNOWN,
        ),
        Good(_CITED % "International Conference on Machine Learning", facts=_KNOWN),
        Good(_CITED % "Proceedings of Machine Learning Research", facts=_KNOWN),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        field = citation.get("booktitle", "journal", "journaltitle")
        known = known_paper(citation, context.facts)
        query = cited_work(citation)
        missing = context.facts.missing_from.get(query.key) if query is not None and citation.identifiers() else None
        if field is not None and missing:
            yield self.finding(
                field.value_span,
                f"no paper of {missing.volume} has this title",
                help=f'the paper of these authors there is "{missing.instead}"'
                if missing.instead
                else "name the venue where the paper appeared",
                severity=context.severity_of_details,
            )
        venue = unescape(known.paper.venue) if known is not None and known.paper.venue else None
        if field is None or known is None or venue is None:
            return
        if compare_venues(field.value, venue) == "different":
            edits = (Edit(field.value_span, escaped(venue)),)
            yield self.finding(
                field.value_span,
                f"the venue is {field.value}, but {known.source} appeared at {venue}",
                fix=Fix("name that venue", edits, safe=False),
                severity=context.severity_of_details,
            )
