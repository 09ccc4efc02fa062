"""The rule bibtex-unknown-type."""

from collections.abc import Iterator

from litlint.metadata.bibtex_schema import KINDS
from litlint.metadata.spelling import closest_typo
from litlint.rule import Bad, Citation, Context, Edit, Finding, Fix, Good, Rule, cited

_CITATION = cited(kind="%s")


class BibtexUnknownType(Rule):
    """A citation has a type that neither BibTeX nor biblatex knows.

    BibTeX warns, and prints the work in a default form or leaves it out.

    Use a type that both know: `@article` for a journal, `@inproceedings` for a conference, `@misc` for a preprint. Types of
    biblatex (`@online`, `@software`, `@dataset`, …) are fine.
    """

    examples = (
        Bad(_CITATION % "mics", finds="mics", fixed=_CITATION % "misc"),
        Bad(_CITATION % "preprint", finds="preprint"),
        Good(_CITATION % "Misc"),
        Good(_CITATION % "software"),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        if citation.kind in KINDS:
            return
        near = closest_typo(citation.kind, KINDS)
        if near is None:
            message = f"neither BibTeX nor biblatex knows the type @{citation.kind}"
            yield self.finding(citation.kind_span, message, help="use @misc, or the type in the publisher's own BibTeX")
            return
        yield self.finding(
            citation.kind_span,
            f"unknown type @{citation.kind}; did you mean @{near}?",
            fix=Fix(f"use @{near}", (Edit(citation.kind_span, near),), safe=False),
        )
