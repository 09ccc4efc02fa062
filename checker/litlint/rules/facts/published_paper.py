"""The rule published-paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from litlint import regex as re
from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import citation_references, paper_references
from litlint.metadata.dates import years_in
from litlint.metadata.venues import canonical_name, is_preprint_server
from litlint.rule import (
    GARDENS,
    NO_FACTS,
    Bad,
    Citation,
    Context,
    Edit,
    Entry,
    Facts,
    Finding,
    Fix,
    Good,
    Paper,
    Rule,
    Severity,
    Span,
)

_KNOWN = Facts(
    NO_FACTS.today,
    papers={
        Identifier("doi", "10.1145/3694715.3695964"): Paper(GARDENS, "A Small Study of Gardens"),
        GARDENS: Paper(GARDENS, "A Small Study of Gardens", venue="SOSP 2024", doi="10.1145/3694715.3695964"),
    },
    locked=True,
)
_HEAD = "```bibtex\n@misc{doe2020small,\n  title={A Small Study of Gardens},\n  author={Jane Doe},\n  year={2020},\n"


_ENTRIES = (
    "- A Small Study of Gardens, {}. [[paper]](https://arxiv.org/abs/2001.01234)\n"
    "- Counting Birds at Dawn, CVPR 2022. [[paper]](https://arxiv.org/abs/2002.04321)\n"
)
_TABLE = (
    "| Title | Venue | Year |\n|---|---|---|\n"
    "| [A Small Study of Gardens](https://arxiv.org/abs/2001.01234) | {} |\n"
    "| [Counting Birds at Dawn](https://arxiv.org/abs/2002.04321) | CVPR | 2022 |\n"
)
# What may be between a venue and its year: signs, the border of a table's cell.
_BESIDE: Final = re.compile(r"[\s|,.:'’(\[-]{0,16}")
# The last two digits of a year: `CVPR'22`.
_SHORT_YEAR: Final = re.compile(r"\s?['’](\d\d)(?!\d)")


class PublishedPaper(Rule):
    """A preprint has been published: it has a venue or a DOI now.

    Readers like to know that a paper was reviewed, and where. Of an entry that names a preprint server as its venue, the fix
    puts the conference or journal in its place, in the list's own form, with its year where one is beside it; never a
    workshop. `litlint check --select published-paper --fix --unsafe-fixes` does it for a whole list.

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
        Bad(
            _ENTRIES.format("arXiv 2020"),
            finds="arXiv",
            fixed=_ENTRIES.format("SOSP 2024"),
            facts=_KNOWN,
        ),
        Bad(_ENTRIES.format("arXiv'20"), finds="arXiv", fixed=_ENTRIES.format("SOSP'24"), facts=_KNOWN),
        Bad(_TABLE.format("arXiv | 2020"), finds="arXiv", fixed=_TABLE.format("SOSP | 2024"), facts=_KNOWN),
        Good(_ENTRIES.format("SOSP 2024"), facts=_KNOWN),
        Good(_HEAD + "  eprint={2001.01234},\n  doi={10.1145/3694715.3695964}\n}\n```\n", facts=_KNOWN),
        Good(_HEAD + "  booktitle={Proceedings of SOSP},\n  eprint={2001.01234}\n}\n```\n", facts=_KNOWN),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        venue = entry.venue
        if venue is None or not is_preprint_server(venue.value):
            return
        for reference in paper_references(entry):
            known = context.facts.paper(reference.identifier)
            name = canonical_name(known.venue) if known is not None and known.venue else None
            if known is None or known.venue is None or name is None:
                continue
            years = set(years_in(known.venue))
            yield self.finding(
                venue.span,
                f"this preprint has been published: {known.venue}",
                help="name the venue where the paper appeared",
                fix=_venue_fix(entry, venue.span, name, years.pop() if len(years) == 1 else None),
            )
            return

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


def _venue_fix(entry: Entry, place: Span, name: str, year: int | None) -> Fix | None:
    """Name the venue in place of a preprint server, and its year in place of the one beside it; None if nobody knows that."""
    if place.text != (entry.venue.value if entry.venue else ""):
        return None
    edits = [Edit(place, name)]
    text, end = place.source.text, place.end
    if entry.year is not None and end <= entry.year.span.start and _BESIDE.fullmatch(text, end, entry.year.span.start):
        beside = entry.year.span
    elif short := _SHORT_YEAR.match(text, end):
        beside = Span(place.source, short.start(1), short.end(1))
    else:
        return Fix(f"name {name}", (edits[0],), safe=False)
    if year is None:
        return None
    shown = str(year)[-len(beside.text) :]
    if shown != beside.text:
        edits.append(Edit(beside, shown))
    return Fix(f"name {name} {year}", tuple(edits), safe=False)


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
