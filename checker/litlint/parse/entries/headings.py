"""A heading that is a title, with labelled lines and a citation below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from litlint.metadata.labels import VOCABULARY, is_generic, is_label, words
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import compare_titles
from litlint.model.citation import Citation
from litlint.model.document import Section
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block, Inline, Link
from litlint.model.source import Source, Span
from litlint.parse.entries.candidate import (
    Candidate,
    CitationsByFence,
    block_citations,
    block_links,
    names_work,
    own_blocks,
)
from litlint.parse.entries.fields import are_fields, field_name, is_field, is_named, own_words, read_lines
from litlint.parse.entries.lists import list_candidates
from litlint.parse.entries.names import is_names, is_person
from litlint.parse.entries.paragraphs import unmarked
from litlint.parse.entries.sections import GROUP
from litlint.parse.entries.text import VisibleText
from litlint.parse.entries.title import read_title

# A heading of fewer words names a topic rather than a work.
_LEAST_WORDS = 3
_WORDS_OF_A_TITLE = 4
# Words of its own that a line of labelled links may hold; with more it is prose that has links in it.
_MOST_WORDS_BY_A_FIELD = 3


def heading_candidate(
    source: Source, section: Section, outer: Section, blocks: Sequence[Block], citations: CitationsByFence
) -> Candidate | None:
    """Read a section as one entry of the ``outer`` one, if its heading is a title and only fields are below it."""
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
    if heading.level == 1 and not (candidate.proven and _is_cited_by_title(section.title, cited)):
        return None
    leads = any(names_work(link) and link.is_outside for link in own_links)
    fields_only = bool(blocks) and _fields_only(source, section, blocks, cited=bool(cited))
    candidate.bare = not fields_only and not (leads and _no_other_work(source, section, blocks, citations))
    if candidate.bare and not _may_lack_links(candidate, blocks):
        return None
    for inlines in _lines(blocks):
        candidate.add(*read_lines(source, inlines))
    return candidate


def _is_cited_by_title(title: str, cited: Sequence[Citation]) -> bool:
    """Say whether the citations below a title, if any, are of a work of that title.

    Below the title of a whole list may be the citation of the survey that it belongs to.
    """
    titles = [citation.title.value for citation in cited if citation.title is not None]
    return not titles or any(compare_titles(one, title) == "same" for one in titles)


def _lines(blocks: Sequence[Block]) -> Iterator[Sequence[Inline]]:
    """Yield the text of paragraphs, and that of bullets without what is nested below them."""
    for block in blocks:
        if block.kind == "paragraph":
            yield block.inlines
        elif block.kind == "list":
            yield from ([i for own in own_blocks(item)[0] for i in own.inlines] for item in block.children)


def _fields_only(source: Source, section: Section, blocks: Sequence[Block], *, cited: bool) -> bool:
    """Say whether labelled links are below a heading, in paragraphs or bullets, and no works with titles of their own."""
    labelled = unlabelled = 0
    if _are_of_several_works(blocks):
        return False
    for block in blocks:
        if block.kind == "list":
            count = _labelled_in_list(source, section, block)
            if count is None:
                return False
            labelled += count
        elif block.kind == "paragraph":
            visible = VisibleText.of(source, block.inlines)
            title = _announced_title(visible)
            named = title is not None or is_named(block.text) or _begins_with_authors(block)
            if _is_other(title, section.title) or _is_bold_title(block):
                return False
            if not named and any(not c.bare for c in unmarked(source, section, block)):
                return False
            fields = [link for link in block.links() if _is_field_link(link) or (named and names_work(link))]
            if not named and own_words(visible) > _MOST_WORDS_BY_A_FIELD:
                fields = [link for link in fields if names_work(link) or not is_generic(link.label)]
                unlabelled += sum(_is_of_prose(link) for link in block.links() if link not in fields)
            labelled += len(fields)
    return labelled > unlabelled or cited


def _are_of_several_works(blocks: Sequence[Block]) -> bool:
    """Say whether several lists have a field of the same name, so that each is of a work of its own: `- Paper: …` in each."""
    names: Counter[str] = Counter()
    for block in blocks:
        if block.kind == "list":
            found = (field_name(own[0].text) for item in block.children if (own := own_blocks(item)[0]))
            names.update({name.casefold() for name in found if name is not None and is_label(name)})
    return any(count > 1 for count in names.values())


def _labelled_in_list(source: Source, section: Section, block: Block) -> int | None:
    """Return how many labelled links the bullets below a heading have; None if they are no fields of the heading's work."""
    items = [own_blocks(item) for item in block.children]
    texts = [VisibleText.of(source, [i for b in own for i in b.inlines]) for own, _ in items]
    if sum(map(_begins_with_title, texts)) * 2 > len(texts):
        return None
    described = are_fields([visible.text for visible in texts])
    labelled = 0
    for item, (_, nested), visible in zip(block.children, items, texts, strict=True):
        title = _announced_title(visible)
        named = described or title is not None or is_named(visible.text)
        unnamed = not named and not visible.links and any(block_links(nested))
        if _is_other(title, section.title) or unnamed or not (named or is_field(visible)):
            return None
        labelled += sum(_is_field_link(link) or (named and names_work(link)) for link in block_links([item]))
    return labelled


def _begins_with_title(visible: VisibleText) -> bool:
    """Say whether a bullet calls what its labelled link leads to by words of its own: `GardenTool (Java) [[link]](U)`."""
    if not visible.links or field_name(visible.text) is not None:
        return False
    return any(word not in VOCABULARY and not word.isdigit() for word in words(visible.text[: visible.links[0].start]))


def _announced_title(visible: VisibleText) -> str | None:
    """Return the title by which a line announces a link to a work, normalized: `Manuscript: [T](U)`."""
    for region in visible.links:
        shown = visible.text[region.start : region.end]
        is_title = len(shown.split()) >= _WORDS_OF_A_TITLE and not is_label(shown) and not is_generic(shown)
        if is_title and region.link is not None and names_work(region.link):
            before = visible.text[: region.start].rstrip(" *_")
            announced = before.endswith((":", "：")) and field_name(visible.text) is not None
            return normalize_title(shown) if announced else None
    return None


def _is_other(title: str | None, heading: str) -> bool:
    """Say whether a title that a line announces is another than the heading's."""
    own = normalize_title(heading)
    return title is not None and title not in own and own not in title


def _no_other_work(source: Source, section: Section, blocks: Sequence[Block], citations: CitationsByFence) -> bool:
    """Say whether what is below a heading that leads to a work presents no other."""
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


def _begins_with_authors(block: Block) -> bool:
    """Say whether a paragraph begins with names in italics: `*Jane Doe, John Roe* · ACL 2023 · [paper](U)`."""
    first = block.inlines[0] if block.inlines else None
    return first is not None and first.kind == "emphasis" and is_names(first.value)


def _is_bold_title(line: Block) -> bool:
    """Say whether the first line of a paragraph is bold words and little else: a title below the heading."""
    first = line.inlines[0] if line.inlines else None
    if first is None or first.kind != "strong" or first.value.rstrip().endswith((":", "：")):
        return False
    if any(inner.kind == "link" for inner in first.walk()) and not set(words(first.value)) - VOCABULARY:
        return False  # `**[paper](U) | [code](U)**`
    return len(first.value.split()) > 2 and len(first.value) * 2 > len(line.text.partition("\n")[0])
