"""Entries that are bullets and numbered items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from litlint.metadata.labels import is_bracketed, is_label, is_no_name, role_of
from litlint.model.document import Section
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block, Inline, Link
from litlint.model.source import Source, Span
from litlint.parse.entries.candidate import (
    Candidate,
    CitationsByFence,
    block_citations,
    block_links,
    leads_out,
    names_work,
    own_blocks,
    points_at_a_work,
    runs_into_a_link,
    written_links,
)
from litlint.parse.entries.fields import are_fields, is_field, is_named, own_words, read_lines, read_named_lines
from litlint.parse.entries.names import is_byline
from litlint.parse.entries.plain_works import may_be_work
from litlint.parse.entries.text import VisibleText
from litlint.parse.entries.title import TitleRead, read_title

_LEAST_WORDS, _MOST_CHARACTERS = 4, 300
_MOST_AFTER_LINKS = 40
"""So many characters may follow the first link of a work outside its links; more are prose around a link."""
_SIGNS = " <«‹>*"
_SET_OFF = frozenset(",.;:([|–—-)]")


def list_candidates(source: Source, section: Section, block: Block, citations: CitationsByFence) -> Iterator[Candidate]:
    """Yield the entries among the items of a list, nested ones included."""
    leaves = sum(all(child.kind != "list" for child in item.children) for item in block.children)
    for item in block.children:
        own, nested = own_blocks(item)
        visible = VisibleText.of(source, _lines(own))
        title = read_title(visible)
        lists = [child for child in nested if child.kind == "list"]
        below = [c for child in lists for c in list_candidates(source, section, child, citations)]
        in_words = _works_in_words_among(below)
        below = [c for c in below if not c.bare] if title is None else _works_among(below)
        links = [region.link for region in visible.links if region.link is not None] + visible.images
        if not any(names_work(link) for link in links) and (written := written_links(visible)):
            links += written if _ends_in_identifier(visible, written[0]) else []
        presents = title is not None and bool(links) and _presents(visible, title, links, [])
        below = [c for c in below if c.proven] if presents else [*below, *in_words]
        if title is not None and (presents or not below):
            fields = [] if below else nested
            nested_links = list(block_links(fields))
            bare = not presents and not _presents(visible, title, links, nested_links)
            if not bare or _may_lack_links(visible, title, links, nested_links) or _is_in_words(visible, links):
                kind = _kind(item, title, nested_links, above_fields=not links and bool(lists))
                cited = block_citations(fields, citations)
                candidate = Candidate(kind, item.span, section, visible, title, links + nested_links, cited)
                candidate.group, candidate.sort, candidate.bare = block.span, ("item", item.level), bare
                candidate.beside = leaves
                candidate.add(*read_named_lines(source, _lines(own)))
                _add_nested(source, candidate, fields)
                yield candidate
        yield from below


def is_meant_below(block: Block, other: Block) -> bool:
    """Say whether a list that follows another belongs to its last item, in which it is not nested.

    It has another marker, and is set further in, or holds the fields of a work: `1. T`, then `- Paper: U` and `- Code: U`.
    """
    if other.kind != "list" or not (block.children and other.children):
        return False
    if block.children[-1].info[-1:] == other.children[0].info[-1:]:
        return False
    lines = [own[0].text for item in other.children if (own := own_blocks(item)[0])]
    return _column(other.children[0]) > _column(block.children[-1]) or are_fields(lines)


def with_below(block: Block, other: Block) -> Block:
    """Return a list with another one below its last item."""
    last = block.children[-1]
    last = replace(last, span=_until(last, other), children=(*last.children, other))
    return replace(block, span=_until(block, other), children=(*block.children[:-1], last))


def _until(block: Block, other: Block) -> Span:
    return block.span.source.span(block.span.start, other.span.end)


def _column(item: Block) -> int:
    source, at = item.span.source.text, item.span.start
    return at - (source.rfind("\n", 0, at) + 1)


def _works_among(below: list[Candidate]) -> list[Candidate]:
    """Leave out the candidates among nested items that only carry fields of the item above them.

    Two papers or more, each with words of its own, are works however short their titles are.
    """
    papers = [c for c in below if c.proven and own_words(c.visible) > 0 and not is_named(c.visible.text)]
    several = len({link.url for c in papers for link in c.links if names_work(link)}) > 1 and len(papers) > 1
    return [c for c in below if not c.bare and (not is_field(c.visible) or (several and c in papers))]


def _ends_in_identifier(visible: VisibleText, link: Link) -> bool:
    """Say whether an identifier in plain text is a part of a reference, set off after its title, rather than of a sentence."""
    before, _, after = visible.text.rpartition(link.text)
    before = before.rstrip(": ").lower().removesuffix("arxiv").removesuffix("doi").rstrip()
    set_off = before[-1:] in _SET_OFF
    return may_be_work(visible) or (set_off and len(after) <= _MOST_AFTER_LINKS)


def _is_in_words(visible: VisibleText, links: list[Link]) -> bool:
    return not links and may_be_work(visible)


def _works_in_words_among(below: list[Candidate]) -> list[Candidate]:
    """Return the candidates among nested items that are works in words, if most are; one alone may be the authors' line."""
    found = [c for c in below if c.bare and _is_in_words(c.visible, c.links)]
    return found if len(found) > 1 and len(found) * 3 >= max(c.beside for c in found) * 2 else []


def _lines(own: list[Block]) -> list[Inline]:
    """Join the text blocks of an item as lines of one text."""
    inlines: list[Inline] = []
    for block in own:
        if inlines:
            inlines.append(Inline("break", block.span.sub(0, 0), "\n"))
        inlines += block.inlines
    return inlines


def _presents(visible: VisibleText, title: TitleRead, links: list[Link], nested: list[Link]) -> bool:
    """Say whether a title with links presents a work, rather than prose that happens to have a link."""
    outside = [link for link in links if leads_out(link) and not link.is_image]
    below = [link for link in nested if link.is_outside and not link.is_image]
    if not outside:
        return any(names_work(link) for link in below)
    if title.is_link or title.quoted or begins_with_link(visible):
        return True
    if points_at_a_work(visible):
        return False
    before = [region for region in visible.links if title.lead.end <= region.start < title.start]
    if not all(is_no_name(visible.text[region.start : region.end]) for region in before):
        return False
    if any(names_work(link) for link in outside):
        return len(title.title.value.split()) >= 2 or any(link.badge is None for link in outside)
    return _ends_in_links(visible, title) and not runs_into_a_link(visible)


def begins_with_link(visible: VisibleText) -> bool:
    """Say whether a link of two words or more, no label, begins a text but for signs such as `<`."""
    if not visible.links:
        return False
    region = visible.links[0]
    shown = visible.text[region.start : region.end]
    return not visible.text[: region.start].strip(_SIGNS) and len(shown.split()) > 1 and not is_label(shown)


def _may_lack_links(visible: VisibleText, title: TitleRead, links: list[Link], nested: list[Link]) -> bool:
    """Say whether an item reads like a title with its parts, so that it may be an entry that lacks the link to its work."""
    text = visible.text.strip()
    below = [link for link in nested if link.is_outside and not link.is_image]
    if any(link.is_outside and not link.is_image for link in links):
        return False
    if not all(role_of(link.label) or is_bracketed(link.text) for link in below):
        return False
    marked = title.quoted or any(region.start == title.start for region in visible.strong)
    if (len(text) > _MOST_CHARACTERS and not marked) or text.endswith((":", "：")) or is_named(text):
        return False
    return len(title.title.value.split()) >= (1 if below else 2 if marked else _LEAST_WORDS)


def _ends_in_links(visible: VisibleText, title: TitleRead) -> bool:
    """Say whether little but links follows the first one: `T, V [code](U)`, not prose around it.

    A venue or label in words that is itself a link, as in `[[V](U)] T`, is no first link: the title follows it.
    """
    labels = [r for r in visible.links if r.end <= title.start and r.link is not None and r.link.badge is None]
    start = title.end if labels else 0
    links = [region for region in visible.links if region.start >= start]
    rest = visible.text[links[0].start if links else start :]
    return len(rest) - sum(region.end - region.start for region in links) <= _MOST_AFTER_LINKS


def _kind(item: Block, title: TitleRead, nested: list[Link], *, above_fields: bool) -> EntryKind:
    if nested or above_fields:
        return EntryKind.NESTED_BULLET
    if item.info[:1].isdigit():
        return EntryKind.NUMBERED
    return EntryKind.LINKED_BULLET if title.is_link else EntryKind.PLAIN_BULLET


def _add_nested(source: Source, candidate: Candidate, nested: list[Block]) -> None:
    """Read venue, year and tags off the bullets below an entry's own text."""
    for block in nested:
        for item in block.children if block.kind == "list" else ():
            own, _ = own_blocks(item)
            visible = VisibleText.of(source, _lines(own))
            if not visible.links and candidate.authors is None and is_byline(visible.text):
                candidate.authors = visible.part(0, len(visible.text))
            else:
                candidate.add(*read_lines(source, _lines(own)))
