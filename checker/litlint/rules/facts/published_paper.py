"""The rule published-paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from litlint import regex as re
from litlint.identifiers.identifier import Identifier
from litlint.identifiers.implied_venue import year_of
from litlint.matching.work_references import citation_references, listed_work, paper_references
from litlint.metadata.columns import roles_of_column
from litlint.metadata.dates import years_in
from litlint.metadata.titles import compare_titles
from litlint.metadata.venues import canonical_name, is_preprint_server
from litlint.rule import (
    GARDENS,
    NO_FACTS,
    Bad,
    Block,
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
# A cell that says nothing.
_EMPTY: Final = re.compile(r"\s*[-–—]?\s*")
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
        Bad(
            _TABLE.format("| 2024"), finds="A Small Study of Gardens", fixed=_TABLE.format("SOSP | 2024"), facts=_KNOWN
        ),
        Bad(_TABLE.format("- | -"), finds="-", fixed=_TABLE.format("SOSP | -"), facts=_KNOWN),
        Good(_ENTRIES.format("SOSP 2024"), facts=_KNOWN),
        Good(_HEAD + "  eprint={2001.01234},\n  doi={10.1145/3694715.3695964}\n}\n```\n", facts=_KNOWN),
        Good(_HEAD + "  booktitle={Proceedings of SOSP},\n  eprint={2001.01234}\n}\n```\n", facts=_KNOWN),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        venue = entry.venue
        if venue is None or not is_preprint_server(venue.value):
            return
        known = _published(entry, context.facts)
        if known is not None:
            yield self.finding(
                venue.span,
                f"this preprint has been published: {known.words}",
                help="name the venue where the paper appeared",
                fix=_venue_fix(entry, venue.span, known.name, known.year),
            )

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        if block.kind != "table":
            return
        header, *rows = block.children
        columns = [index for index, cell in enumerate(header.children) if roles_of_column(cell.span.text) == ("venue",)]
        if len(columns) != 1:
            return
        entries = {entry.span.line: entry for entry in context.document.entries if block.span.contains(entry.span)}
        cells = [row.children[columns[0]] for row in rows if len(row.children) > columns[0]]
        filled = [cell.span.text for cell in cells if not _EMPTY.fullmatch(cell.span.text)]
        dated = sum(bool(years_in(text)) for text in filled) * 2 > len(filled)
        for cell in cells:
            entry = entries.get(cell.span.line)
            if entry is None or entry.venue is not None or not _EMPTY.fullmatch(cell.span.text):
                continue
            known = _published(entry, context.facts)
            if known is not None and (known.year or not dated):
                name = f"{known.name} {known.year}" if dated else known.name
                yield self.finding(
                    cell.span if cell.span.text else entry.title.span,
                    f"this paper has been published: {known.words}",
                    help="name the venue where the paper appeared",
                    fix=Fix(f"name {name}", (_fill(cell.span, name),), safe=False),
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


@dataclass(frozen=True, slots=True)
class _Appearance:
    """Where and when a work appeared: the venue's short name, and all that is known in words."""

    name: str
    year: int | None
    words: str


def _published(entry: Entry, facts: Facts) -> _Appearance | None:
    """Return where the work of an entry appeared: by its identifiers, else by its title; never a workshop.

    A work of the same title is another one if it is older than the preprint.
    """
    references = list(paper_references(entry))
    papers = [facts.paper(reference.identifier) for reference in references]
    by_title = facts.works.get(listed_work(entry).key) if references else None
    first = min((year for reference in references if (year := year_of(reference.identifier))), default=0)
    for paper in (*papers, by_title):
        name = canonical_name(paper.venue) if isinstance(paper, Paper) and paper.venue else None
        if name is None or not isinstance(paper, Paper) or paper.venue is None:
            continue
        if compare_titles(entry.title.value, paper.title) == "different":
            continue  # the link may be another paper's
        years = set(years_in(paper.venue))
        # The date of a record of arXiv is that of the first version, of another that of the volume.
        of_volume = paper is by_title and paper.identifier.scheme != "arxiv" and paper.published
        volume = int(paper.published[:4]) if of_volume and paper.published else None
        year = years.pop() if len(years) == 1 else volume
        if paper is by_title and (year or 0) < first:
            continue
        words = paper.venue if year is None or str(year) in paper.venue else f"{paper.venue} {year}"
        return _Appearance(name, year, words)
    return None


def _fill(cell: Span, name: str) -> Edit:
    """Write a name into an empty cell in place of a dash, else between its bars, as wide as the cell is."""
    if cell.text.strip():
        return Edit(cell, name)
    text, start, end = cell.source.text, cell.start, cell.end
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    return Edit(Span(cell.source, start, end), f" {name} ".ljust(end - start) if start < end else name)


def _venue_fix(entry: Entry, place: Span, name: str, year: int | None) -> Fix | None:
    """Name the venue in place of a preprint server, and its year in place of the one beside it; None if that is not known."""
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
