"""The rule wrong-paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import WorkReference, citation_references, paper_references
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import compare_titles
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry
from litlint.model.facts import Facts, Paper
from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule

_GARDENS = Identifier("arxiv", "2001.01234")
_TAPES = Identifier("arxiv", "2002.04321")
_KNOWN = Facts(
    date(2026, 1, 1),
    papers={
        _GARDENS: Paper(_GARDENS, "A Small Study of Gardens", former_titles=("What Grows Where",)),
        _TAPES: Paper(_TAPES, "Fast Sorting of Very Long Lists on Tape"),
    },
    locked=True,
)


@dataclass(frozen=True)
class WrongPaper(Rule):
    """The registry says that an identifier is clearly another work than the entry or the citation that bears it.

    Titles that a paper bore in an earlier version count as its own. Where link and citation already contradict each
    other, identity-mismatch tells, with what the registry says of both.

    Put in the identifier of the work that the title names.
    """

    severity = Severity.ERROR
    needs = frozenset({"papers"})
    examples = (
        Bad(
            "- [Fast Sorting of Very Long Lists on Tape](https://arxiv.org/abs/2001.01234)\n",
            finds="2001.01234",
            fixed="- [Fast Sorting of Very Long Lists on Tape](https://arxiv.org/abs/2002.04321)\n",
            facts=_KNOWN,
        ),
        Bad(
            "```bibtex\n@misc{roe2021,\n  title={Cooking Without Any Salt at Home},\n  author={Ann Roe},\n  year={2021},\n"
            "  eprint={2001.01234},\n  archivePrefix={arXiv}\n}\n```\n",
            finds="2001.01234",
            facts=_KNOWN,
        ),
        Good("- [A small study of gardens](https://arxiv.org/abs/2001.01234)\n", facts=_KNOWN),
        Good("- [What Grows Where](https://arxiv.org/abs/2001.01234)\n", facts=_KNOWN),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for entry in document.entries:
            claims = paper_references(entry)
            cited = [claim for citation in entry.all_citations for claim in citation_references(citation)]
            if not any(claim.contradicts(other) for claim in claims for other in cited):
                for claim in claims:
                    yield from self._judge(claim, _titles(entry), context.facts)
        for citation in document.citations:
            if citation.title is not None:
                for claim in _own_claims(citation):
                    yield from self._judge(claim, [citation.title.value], context.facts)

    def _judge(self, claim: WorkReference, titles: list[str], facts: Facts) -> Iterator[Finding]:
        known = facts.paper(claim.identifier)
        if known is None or not known.title:
            return
        if any(compare_titles(known.title, title) != "different" for title in titles):
            return
        if any(compare_titles(name, title) in ("same", "close") for name in known.former_titles for title in titles):
            return
        yield self.finding(
            claim.span,
            f'{claim.identifier} is "{known.title}", another work than "{titles[0]}"',
            help="put in the identifier of the work that the title names",
            fix=_fix(claim.span, claim.identifier, titles[0], facts),
        )


def _own_claims(citation: Citation) -> list[WorkReference]:
    """Return the identifiers that a citation gives as its own: the most telling one, its eprint and its DOI."""
    claims = citation_references(citation)
    return [claim for claim in claims if claim is claims[0] or claim.how in ("eprint", "doi")]


def _titles(entry: Entry) -> list[str]:
    short = [entry.name.value] if entry.name is not None else []
    return [entry.title.value, *(f"{name}: {entry.title.value}" for name in short)]


def _fix(span: Span, wrong: Identifier, title: str, facts: Facts) -> Fix | None:
    """Offer the one paper of papers.lock that bears the title."""
    wanted = normalize_title(title)
    right = [
        paper.identifier
        for paper in facts.papers.values()
        if isinstance(paper, Paper) and normalize_title(paper.title) == wanted
    ]
    if len(right) != 1 or right[0].scheme != wrong.scheme:
        return None
    return Fix(f"replace {wrong} by {right[0]}", (Edit(span, right[0].value),), safe=False)
