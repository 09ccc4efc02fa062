"""A heading that is a title, with labelled lines and a citation below it."""

from __future__ import annotations

from collections.abc import Sequence

from litlint.metadata.labels import is_generic, is_label
from litlint.model.document import Section
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block, Link
from litlint.model.source import Source, Span
from litlint.parse.entries.attributes import read_attributes
from litlint.parse.entries.candidate import (
    Candidate,
    CitationsByFence,
    block_citations,
    block_links,
    is_field,
    is_named,
    names_work,
    own_blocks,
    own_words,
)
from litlint.parse.entries.lists import list_candidates
from litlint.parse.entries.names import is_person
from litlint.parse.entries.paragraphs import unmarked
from litlint.parse.entries.sections import GROUP
from litlint.parse.entries.text import VisibleText
from litlint.parse.entries.title import read_title

# A heading of fewer words names a topic rather than a work.
_LEAST_WORDS = 3
# Words of its own that a line of labelled links may hold; with more it is prose that has links in it.
_MOST_WORDS_BY_A_FIELD = 3


def heading_candidate(
    source: Source, section: Section, outer: Section, blocks: Sequence[Block], citations: CitationsByFence
) -> Candidate | None:
    """Read a section as one entry of the ``outer`` one, if its heading is a title and only fields stand below it."""
    heading = section.heading
    while blocks and blocks[-1].kind == "break":
        blocks = blocks[:-1]
    own_links = list(heading.links()) if heading else []
    if heading is None or heading.info == GROUP or (len(section.title.split()) < 2 and not own_links):
        return None
    cited = block_citations(blocks, citations)
    if len(cited) > 2 or any(block.kind in ("table", "break", "heading") for block in blocks):
        return None
    if any(block.kind in ("fence", "indented") and not citations.get(block.span) for block in blocks):
        return None
    visible = VisibleText.of(source, heading.inlines)
    title = read_title(visible, whole=True)
    if title is None or is_label(title.title.value):
        return None
    links = own_links + list(block_links(blocks))
    span = Span(source, heading.span.start, max(block.span.end for block in (heading, *blocks)))
    candidate = Candidate(EntryKind.HEADING, span, outer, visible, title, links, cited)
    candidate.group, candidate.sort = outer.span, ("heading", heading.level)
    if heading.level == 1 and not candidate.proven:
        return None
    leads = any(names_work(link) and link.is_outside for link in own_links)
    fields_only = bool(blocks) and _fields_only(source, section, blocks, cited=bool(cited))
    candidate.bare = not fields_only and not (leads and _no_other_work(source, section, blocks, citations))
    if candidate.bare and not _may_lack_links(candidate, blocks):
        return None
    for line in blocks:
        if line.kind == "paragraph":
            candidate.add(read_attributes(VisibleText.of(source, line.inlines), 0))
    return candidate


def _fields_only(source: Source, section: Section, blocks: Sequence[Block], *, cited: bool) -> bool:
    """Say whether labelled links stand below a heading, in paragraphs or bullets, and no works with titles of their own."""
    labelled = unlabelled = 0
    for block in blocks:
        if block.kind == "list":
            for item in block.children:
                own, nested = own_blocks(item)
                visible = VisibleText.of(source, [i for b in own for i in b.inlines])
                unnamed = not visible.links and any(block_links(nested)) and not is_named(visible.text)
                if unnamed or not is_field(visible):
                    return False
                named = is_named(visible.text)
                labelled += sum(_is_field_link(link) or (named and names_work(link)) for link in block_links([item]))
        elif block.kind == "paragraph":
            named = is_named(block.text)
            if _is_bold_title(block) or (not named and any(not c.bare for c in unmarked(source, section, block))):
                return False
            fields = [link for link in block.links() if _is_field_link(link) or (named and names_work(link))]
            if not named and own_words(VisibleText.of(source, block.inlines)) > _MOST_WORDS_BY_A_FIELD:
                fields = [link for link in fields if names_work(link) or not is_generic(link.label)]
                unlabelled += sum(_is_of_prose(link) for link in block.links() if link not in fields)
            labelled += len(fields)
    return labelled > unlabelled or cited


def _no_other_work(source: Source, section: Section, blocks: Sequence[Block], citations: CitationsByFence) -> bool:
    """Say whether what stands below a heading that leads to a work presents no other."""
    for block in blocks:
        if block.kind == "list":
            below = list_candidates(source, section, block, citations)
            if any(c.proven and not is_field(c.visible) for c in below):
                return False
        elif block.kind == "paragraph" and _is_bold_title(block):
            return False
    return True


def _may_lack_links(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """Say whether a heading above named fields may be an entry that lacks its links."""
    if candidate.links or len(candidate.title.title.value.split()) < _LEAST_WORDS:
        return False
    lines = [block for block in blocks if block.kind != "list"]
    lines += [item for block in blocks if block.kind == "list" for item in block.children]
    texts = ["".join(inner.text for inner in line.walk()) for line in lines]
    return bool(texts) and all(is_named(text) for text in texts)


def _is_field_link(link: Link) -> bool:
    """Say whether a link carries a field: it is called so, or a word before it says what it is, be it misspelt."""
    announced = is_generic(link.text) and link.label_span is not None and link.label_span.end <= link.span.start
    return (
        (is_label(link.label) or announced)
        and not link.is_image
        and link.badge is None
        and not link.url.startswith("#")
    )


def _is_of_prose(link: Link) -> bool:
    """Say whether a link leads out of running text; an author's name with a home page does not."""
    return link.is_outside and not link.is_image and link.badge is None and not is_person(link.text.strip(" *_"))


def _is_bold_title(line: Block) -> bool:
    """Say whether the first line of a paragraph is bold words and little else: a title below the heading."""
    first = line.inlines[0] if line.inlines else None
    if first is None or first.kind != "strong" or first.value.rstrip().endswith((":", "：")):
        return False
    return len(first.value.split()) > 2 and len(first.value) * 2 > len(line.text.partition("\n")[0])
