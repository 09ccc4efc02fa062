"""The rule published-paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import citation_references
from litlint.metadata.venues import is_preprint_server
from litlint.model.citation import Citation
from litlint.model.facts import Facts, Paper
from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule

_GARDENS = Identifier("arxiv", "2001.01234")
_KNOWN = Facts(
    date(2026, 1, 1),
    papers={
        Identifier("doi", "10.1145/3694715.3695964"): Paper(_GARDENS, "A Small Study of Gardens"),
        _GARDENS: Paper(_GARDENS, "A Small Study of Gardens", venue="SOSP 2024", doi="10.1145/3694715.3695964"),
    },
    locked=True,
)
_HEAD = "```bibtex\n@misc{doe2020small,\n  title={A Small Study of Gardens},\n  author={Jane Doe},\n  year={2020},\n"


class PublishedPaper(Rule):
    """A preprint has been published: it has a venue or a DOI now.

    Readers like to know that a paper was reviewed, and where.

    Cite the published version, or add its DOI.
    """

    severity = Severity.NOTE
    default = False
    needs = frozenset({"papers"})
    examples = (
        Bad(
            _HEAD + "  eprint={2001.01234},\n  archivePrefix={arXiv}\n}\n```\n",
            finds="2001.01234",
            fixed=_HEAD + "  eprint={2001.01234},\n  doi={10.1145/3694715.3695964},\n  archivePrefix={arXiv}\n}\n```\n",
            facts=_KNOWN,
        ),
        Bad(
            _HEAD.replace("@misc", "@article") + "  journal={arXiv preprint arXiv:2001.01234}\n}\n```\n",
            finds="2001.01234",
            fixed=_HEAD.replace("@misc", "@article")
            + "  journal={arXiv preprint arXiv:2001.01234},\n  doi={10.1145/3694715.3695964}\n}\n```\n",
            facts=_KNOWN,
        ),
        Good(_HEAD + "  eprint={2001.01234},\n  doi={10.1145/3694715.3695964}\n}\n```\n", facts=_KNOWN),
        Good(_HEAD + "  booktitle={Proceedings of SOSP},\n  eprint={2001.01234}\n}\n```\n", facts=_KNOWN),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        if citation.get("doi", "booktitle"):
            return
        journal = citation.get("journal", "journaltitle")
        if journal is not None and not is_preprint_server(journal.value):
            return
        for claim in citation_references(citation):
            known = context.facts.paper(claim.identifier)
            if claim.identifier.scheme == "arxiv" and known is not None and (known.venue or known.doi):
                where = ", ".join(part for part in (known.venue, known.doi) if part)
                message = f"this preprint has been published: {where}"
                help_text = "cite the published version, or add its DOI"
                yield self.finding(claim.span, message, help=help_text, fix=_fix(citation, claim.span, known.doi))
                return


def _fix(citation: Citation, place: Span, doi: str | None) -> Fix | None:
    """Add the DOI after the field that names the preprint, laid out as that field is."""
    field = next((field for field in citation.fields if field.span.contains(place)), None)
    if doi is None or field is None:
        return None
    text = field.span.source.text
    start = text.rfind("\n", 0, field.span.start) + 1
    indent = text[start : field.span.start]
    before = field.span.source.newline + indent if not indent.strip() else " "
    equals = text[field.name_span.end : field.value_span.start].rstrip('{"')
    edit = Edit(Span(field.span.source, field.span.end, field.span.end), f",{before}doi{equals}{{{doi}}}")
    return Fix("add the DOI", (edit,), safe=False)
