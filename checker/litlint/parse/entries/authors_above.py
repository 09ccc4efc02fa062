"""Works below the line of their authors, each on a line that begins with its year.

So bibliographies of archaeology and anthropology have it (Society for American Archaeology, style guide): an author's name
on a line of its own, then `2001  Small Worlds of Moss. Garden Press, Paris.`, one line or more for each work.
"""

from __future__ import annotations

from collections.abc import Sequence

from litlint import regex as re
from litlint.model.document import Part, Section
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block, Inline
from litlint.model.source import Source, Span
from litlint.parse.entries.candidate import Candidate
from litlint.parse.entries.fields import split_lines
from litlint.parse.entries.names import is_inverted, is_people, is_person
from litlint.parse.entries.text import VisibleText
from litlint.parse.entries.title import read_title_from
from litlint.parse.entries.title_prefix import TitlePrefix

BY_YEAR = "by year"
"""The sort of candidates that are lines below their authors; fewer than five in a document may be a person's dates."""

# A year that begins a line, and what sets it off from the title.
_YEAR = re.compile(r"\s*+[(\[]?(?P<year>(?:19|20)\d\d)[a-z]?[)\]]?(?:[.,:]\s*+|\s++)(?=\S)")
_LONGEST_AUTHORS = 300


def works_below_authors(source: Source, section: Section, block: Block) -> list[Candidate]:
    """Read a paragraph of authors and the lines of their works; empty if it is none."""
    lines = split_lines(block.inlines)
    if len(lines) < 2 or not lines[1] or not _YEAR.match("".join(inline.value for inline in lines[1])):
        return []
    head = VisibleText.of(source, lines[0])
    names = head.text.strip(" .,")
    if len(names) > _LONGEST_AUTHORS or not (is_person(names) or is_inverted(names) or is_people(names)):
        return []
    authors = head.part(0, len(head.text.rstrip(" ,")))
    found = [_work(source, section, authors, inlines) for inlines in _works(lines[1:])]
    return [candidate for candidate in found if candidate is not None]


def _works(lines: Sequence[list[Inline]]) -> list[list[Inline]]:
    """Join each line that begins with a year and those after it that do not."""
    works: list[list[Inline]] = []
    for line in lines:
        if not works or _YEAR.match("".join(inline.value for inline in line)):
            works.append(line)
        else:
            works[-1] += [Inline("break", line[0].span.sub(0, 0), "\n"), *line]
    return works


def _work(source: Source, section: Section, authors: Part[str], inlines: Sequence[Inline]) -> Candidate | None:
    visible = VisibleText.of(source, inlines)
    year = _YEAR.match(visible.text)
    if year is None:
        return None
    lead = TitlePrefix(end=year.end(), authors=authors)
    lead.year = Part(int(year["year"]), visible.place(*year.span("year")))
    title = read_title_from(visible, lead)
    if title is None:
        return None
    span = Span(source, inlines[0].span.start, inlines[-1].span.end)
    links = [region.link for region in visible.links if region.link is not None]
    candidate = Candidate(EntryKind.PARAGRAPH, span, section, visible, title, links)
    candidate.group, candidate.sort, candidate.bare = section.span, BY_YEAR, True
    return candidate
