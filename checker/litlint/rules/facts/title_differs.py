"""The rule title-differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import citation_references, referenced_work
from litlint.metadata.titles import compare_titles
from litlint.model.document import Document
from litlint.model.facts import Facts, Paper
from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule
from litlint.write.bibtex import escaped

_GARDENS = Identifier("arxiv", "2001.01234")
_KNOWN = Facts(
    date(2026, 1, 1),
    papers={_GARDENS: Paper(_GARDENS, "A Small Study of Gardens in Towns", former_titles=("What Grows Where",))},
    locked=True,
)


@dataclass(frozen=True)
class TitleDiffers(Rule):
    """A title differs a little from the registry's, or the paper was renamed since.

    Case, punctuation, LaTeX, short names and shortened subtitles are no differences.

    Write the title as the paper has it now, if you care.
    """

    severity = Severity.NOTE
    needs = frozenset({"papers"})
    examples = (
        Bad(
            "- [A Small Study of Gradens in Towns](https://arxiv.org/abs/2001.01234)\n",
            finds="A Small Study of Gradens in Towns",
            fixed="- [A Small Study of Gardens in Towns](https://arxiv.org/abs/2001.01234)\n",
            facts=_KNOWN,
        ),
        Bad(
            "- [What Grows Where](https://arxiv.org/abs/2001.01234)\n",
            finds="What Grows Where",
            fixed="- [A Small Study of Gardens in Towns](https://arxiv.org/abs/2001.01234)\n",
            facts=_KNOWN,
        ),
        Good("- [A small study of gardens in towns](https://arxiv.org/abs/2001.01234)\n", facts=_KNOWN),
        Good("- [Gardens: A Small Study of Gardens in Towns](https://arxiv.org/abs/2001.01234)\n", facts=_KNOWN),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for entry in document.entries:
            claim = referenced_work(entry)
            if claim is not None:
                name = f"{entry.name.value}:" if entry.name else ""
                known = context.facts.paper(claim.identifier)
                shown = known.title.removeprefix(name).strip() if known else ""
                yield from self._judge(entry.title.value, entry.title.span, known, shown)
        for citation in document.citations:
            claims = citation_references(citation)
            if claims and citation.title is not None:
                known = context.facts.paper(claims[0].identifier)
                shown = escaped(known.title) if known else ""
                yield from self._judge(citation.title.value, citation.title.value_span, known, shown)

    def _judge(self, title: str, span: Span, known: Paper | None, shown: str) -> Iterator[Finding]:
        """Judge a title; ``shown`` is that of the registry as it would stand in its place, were there no marks in it."""
        if known is None or not known.title or compare_titles(title, known.title) == "same":
            return
        fix = Fix("write the registry's title", (Edit(span, shown),), safe=False) if span.text == title else None
        if any(compare_titles(title, former) == "same" for former in known.former_titles):
            yield self.finding(span, f'the paper was renamed: {known.identifier} is now "{known.title}"', fix=fix)
        elif compare_titles(title, known.title) == "close":
            message = f'the title differs a little from that of {known.identifier}: "{known.title}"'
            yield self.finding(span, message, fix=fix)
