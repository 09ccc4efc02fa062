"""A bold title with its lines, and paragraphs that are entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import partial

from litlint.metadata.labels import is_label, is_no_name
from litlint.model.document import Section
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block
from litlint.model.source import Source, Span
from litlint.parse.entries.candidate import (
    Candidate,
    CitationsByFence,
    block_citations,
    block_links,
    leads_out,
    names_work,
    own_blocks,
    runs_into_a_link,
)
from litlint.parse.entries.fields import field_name, is_field, is_named, own_words, read_lines, read_named_lines
from litlint.parse.entries.names import is_names
from litlint.parse.entries.plain_works import REFERENCE, ends_in_work, may_be_work
from litlint.parse.entries.text import Region, VisibleText
from litlint.parse.entries.title import TitleRead, read_title

_LONGEST_LINE, _LONGEST_PARAGRAPH = 200, 500
# A first line of fewer words is a label or a heading, not a title.
_LEAST_WORDS = 3
# Paragraphs of one form that prove a list of works; two may be an accident.
_LEAST_IN_A_ROW = 3
# So many paragraphs of a document that begin with links, section by section, are its list.
_LEAST_OF_A_LIST = 10
# Words between a title and its first link; with more the link belongs to a sentence about the work.
_MOST_WORDS_TO_A_LINK = 4
# So many signs, such as a pictograph, may come before the link that begins a paragraph.
_MOST_BEFORE = 8


def paragraph_candidates(
    source: Source, section: Section, blocks: Sequence[Block], citations: CitationsByFence
) -> tuple[list[Candidate], int]:
    """Read the entry that begins with the first of some blocks; return it, if any, and how many blocks it takes."""
    visible = VisibleText.of(source, blocks[0].inlines)
    title = read_title(visible)
    if title is None or not _has_words(visible, title) or title.title.value.endswith((":", "：")):
        return _reference(section, blocks[0], visible, title), 1
    if not any(r.start <= title.start < r.end for r in visible.strong):
        return unmarked(source, section, blocks[0]) or _reference(section, blocks[0], visible, title), 1
    used = 1
    while used < len(blocks):
        step = 2 if _is_picture(blocks[used]) and used + 1 < len(blocks) else 1
        if not _continues(source, section, blocks[used + step - 1]):
            break
        used += step
    unit = blocks[:used]
    if _is_prose(visible):
        return [], 1
    links = list(block_links(unit))
    with_fields = any(block.kind in ("list", "fence") for block in unit)
    kind = EntryKind.HEADING if with_fields else EntryKind.PARAGRAPH
    span = Span(source, blocks[0].span.start, unit[-1].span.end)
    candidate = Candidate(kind, span, section, visible, title, links, block_citations(unit, citations))
    candidate.group, candidate.sort = section.span, "bold"
    candidate.bare = not candidate.citations and not any(link.is_outside and not link.is_image for link in links)
    if candidate.bare and not _may_lack_links(candidate):
        return [], 1
    if _is_sentence(visible, title.start, leads_to_work=candidate.proven):
        return [], 1
    if (
        not candidate.proven
        and not visible.links
        and not visible.images
        and not all(map(partial(_is_field, source), unit[1:]))
    ):
        return [], 1
    candidate.add(*read_named_lines(source, blocks[0].inlines))
    for block in unit[1:]:
        candidate.add(*read_lines(source, [i for b in block.walk() for i in b.inlines]))
    return [candidate], used


def _has_words(visible: VisibleText, title: TitleRead) -> bool:
    """Say whether a title has two words, or is a name with nothing beside it but labelled links, one to its work."""
    words = len(title.title.value.split())
    links = [region.link for region in visible.links if region.link is not None]
    return words > 1 or (own_words(visible) <= words and not title.is_link and any(map(names_work, links)))


def _continues(source: Source, section: Section, block: Block) -> bool:
    """Say whether a block belongs to the bold title above it: a citation, fields, or text that is no title."""
    if block.kind in ("fence", "indented"):
        return True
    if block.kind == "list":
        lines = ([i for b in own_blocks(item)[0] for i in b.inlines] for item in block.children)
        return all(is_field(VisibleText.of(source, line)) for line in lines)
    if block.kind != "paragraph":
        return False
    visible = VisibleText.of(source, block.inlines)
    start = len(visible.text) - len(visible.text.lstrip())
    if any(region.start <= start < region.end for region in visible.strong) or not visible.links:
        return False
    return is_named(visible.text) or not any(
        (c.title.is_link or c.title.quoted) and not c.bare for c in unmarked(source, section, block)
    )


def _is_picture(block: Block) -> bool:
    links = list(block.links())
    return block.kind == "html" and bool(links) and all(link.is_image for link in links) and not block.text.strip()


def _is_field(source: Source, block: Block) -> bool:
    return block.kind != "paragraph" or is_field(VisibleText.of(source, block.inlines))


def _is_prose(visible: VisibleText) -> bool:
    """Say whether bold words begin a sentence rather than are a title in their line."""
    line = visible.text.partition("\n")[0]
    bold = sum(min(region.end, len(line)) - region.start for region in visible.strong if region.start < len(line))
    linked = sum(min(region.end, len(line)) - region.start for region in visible.links if region.start < len(line))
    return len(line) - max(bold, linked) > _LONGEST_LINE


def _runs_on(visible: VisibleText, start: int) -> bool:
    """Say whether prose follows bold words in their line, up to a link that has no label."""
    end = next(region.end for region in visible.strong if region.start <= start < region.end)
    line_end = visible.text.find("\n", end)
    rest = visible.text[end : line_end if line_end >= 0 else None]
    first = min((r for r in visible.links if end <= r.start < end + len(rest)), key=lambda r: r.start, default=None)
    if first is None or is_no_name(visible.text[first.start : first.end]):
        return False
    return len(visible.text[end : first.start].split()) > _MOST_WORDS_TO_A_LINK


def _is_sentence(visible: VisibleText, start: int, *, leads_to_work: bool) -> bool:
    """Say whether bold words begin a sentence that goes on to a link; one that leads to a work must be announced as news."""
    if leads_to_work:
        return _announces(visible, start) and _runs_on(visible, start)
    return _runs_on(visible, start) or runs_into_a_link(visible)


def _announces(visible: VisibleText, start: int) -> bool:
    """Say whether bold words end in a colon and give a date, as those before a sentence of news: `Update at 2023/02:`."""
    bold = next(region for region in visible.strong if region.start <= start < region.end)
    shown = visible.text[bold.start : bold.end].strip()
    ends = shown.endswith((":", "：")) or visible.text[bold.end : bold.end + 1] in (":", "：")
    return ends and re.search(r"\d", shown) is not None


def _may_lack_links(candidate: Candidate) -> bool:
    """Say whether a bold title with lines below it may be an entry that lacks its links."""
    lines = candidate.visible.text.strip().split("\n")
    return not candidate.links and len(lines) > 1 and len(candidate.title.title.value.split()) >= _LEAST_WORDS


def _reference(section: Section, block: Block, visible: VisibleText, title: TitleRead | None) -> list[Candidate]:
    """Read a paragraph in the form of a reference; whether it is one, the others of its section decide."""
    if title is None or not (may_be_work(visible) or ends_in_work(visible)):
        return []
    links = [region.link for region in visible.links if region.link is not None]
    candidate = Candidate(EntryKind.PARAGRAPH, block.span, section, visible, title, links)
    candidate.group, candidate.sort, candidate.bare = section.span, REFERENCE, True
    candidate.add(*read_named_lines(section.span.source, block.inlines))
    return [candidate]


def unmarked(source: Source, section: Section, block: Block) -> list[Candidate]:
    """Read a paragraph without a bold title: `T. A. V. [[pdf]](U)`, or `[T](U)` above its other lines."""
    visible = VisibleText.of(source, block.inlines)
    title = read_title(visible)
    if title is None or len(visible.text) > _LONGEST_PARAGRAPH or is_named(visible.text):
        return []
    links = [region.link for region in visible.links if region.link is not None]
    if title.is_link and (found := _linked_paragraph(section, block, visible, title)):
        return found
    reads = _ends_in_labels(visible, title)
    candidate = Candidate(EntryKind.PARAGRAPH, block.span, section, visible, title, links + visible.images)
    candidate.add(*read_named_lines(source, block.inlines))
    return [candidate] if reads and candidate.proven else []


LINKED = "linked paragraph"
"""The sort of candidates that are paragraphs which begin with a link."""


def _linked_paragraph(section: Section, block: Block, visible: VisibleText, title: TitleRead) -> list[Candidate]:
    """Read a paragraph that begins with a link; ``bare`` if what follows may be the rest of a sentence."""
    region = visible.link_at(title.start)
    if region is None:
        return []
    # `GardenNet manuscript: [T](U)`: a link may be announced.
    before = visible.text[: region.start].strip(" *_")
    announced = before.endswith((":", "：")) and field_name(visible.text) is not None
    if region.start > len(visible.text) - len(visible.text.lstrip()) + _MOST_BEFORE and not announced:
        return []
    rest = visible.text[region.end :].lstrip(" ")
    others = [r for r in visible.links if r.start > region.end and r.link is not None and r.link.is_outside]
    if len(title.title.value.split()) < _LEAST_WORDS or any(
        names_work(r.link) and not is_no_name(visible.text[r.start : r.end]) for r in others if r.link
    ):
        return []
    apart = rest[:1] in ("", "\n", "(", "[", "|", "`", "<", "*", ",", "-", "–", "—", "【", "（")
    links = [region.link for region in visible.links if region.link is not None] + visible.images
    candidate = Candidate(EntryKind.PARAGRAPH, block.span, section, visible, title, links)
    candidate.bare = not (candidate.proven and (apart or _begins_label(visible, rest, others)))
    candidate.group, candidate.sort = section.span, LINKED
    return [candidate] if candidate.proven or (apart and leads_out(links[0])) else []


def linked_paragraphs(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the paragraphs that begin with a link and are works because those of their section are.

    Three in a row that lead to works, each with other words after its link, are no sentences; and one that leads elsewhere is
    a work where half of the others of its form lead to one, or where the document is a list of such paragraphs.
    """
    found = [c for c in candidates if c.sort == LINKED]
    proven = Counter(c.group for c in found if c.proven)
    count = Counter(c.group for c in found)
    # A list of paragraphs: most of those of its sections begin with links, each to another place.
    beside = {c.group: c.beside for c in found}
    listed = {group for group in count if count[group] >= _LEAST_IN_A_ROW and count[group] * 3 >= beside[group] * 2}
    is_list = sum(count[group] for group in listed) >= _LEAST_OF_A_LIST
    return [
        c
        for c in found
        if c.bare
        and (
            (c.group in listed and (is_list or (c.proven and proven[c.group] >= _LEAST_IN_A_ROW)))
            or (not c.proven and proven[c.group] * 2 >= count[c.group])
        )
    ]


def _begins_label(visible: VisibleText, rest: str, others: list[Region]) -> bool:
    return bool(others) and rest.startswith(visible.text[others[0].start : others[0].end])


def _ends_in_labels(visible: VisibleText, title: TitleRead) -> bool:
    """Say whether a paragraph is a title with its parts, then labelled links of a paper, and little after them."""
    links = [region for region in visible.links if region.link is not None]
    labelled = [r for r in links if r.link is not None and r.link.is_outside and is_label(r.link.label)]
    if len(title.title.value.split()) < _LEAST_WORDS or not labelled or len(labelled) < len(links):
        return False
    if links[0].start < title.end or is_names(title.title.value.strip(" .")):
        return False
    if title.quoted or title.lead.authors:
        return True
    if visible.text[: links[0].start].rstrip()[-1:].isalnum():
        return False
    return len(visible.text[links[-1].end :].split()) <= 6
