"""The grammar of entries: from the blocks of a document to the works that its list presents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from litlint.identifiers.hosts import hosts
from litlint.identifiers.urls import target_of
from litlint.metadata.labels import is_generic, is_label
from litlint.model.citation import Citation
from litlint.model.document import Entry, Section
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block, Link
from litlint.model.source import Source, Span
from litlint.parse.entries.attributes import year_of
from litlint.parse.entries.authors_first import BY_YEAR, works_below_authors
from litlint.parse.entries.candidate import Candidate, names_work
from litlint.parse.entries.headings import heading_candidate
from litlint.parse.entries.html_blocks import html_blocks
from litlint.parse.entries.lists import begins_with_link, is_meant_below, list_candidates, with_below
from litlint.parse.entries.names import is_person
from litlint.parse.entries.paragraphs import linked_paragraphs, paragraph_candidates
from litlint.parse.entries.plain_works import REFERENCE, works_in_words
from litlint.parse.entries.sections import is_about_the_list
from litlint.parse.entries.shapes import read_by_shape
from litlint.parse.entries.tables import html_candidates, table_candidates

__all__ = ["read_entries"]

_LISTS = frozenset((EntryKind.NESTED_BULLET, EntryKind.LINKED_BULLET, EntryKind.PLAIN_BULLET, EntryKind.NUMBERED))
# Entries that a form needs before it counts as one of the list: fewer agree by chance.
_ENOUGH = 5
# Proven entries to one bare candidate of the same form, before the bare one is read as an entry too.
_MANY_TO_ONE = 10
# A heading of so few words calls a part of a page or a tool; a paper's title has more.
_MOST_WORDS_OF_A_PART = 2
# Fewer items than these are no list of works, but an aside with a link.
_LEAST_OF_A_LIST = 3
# One title that leads to so many places is the name of none of them; two may be a work and its second edition.
_PLACES_OF_NO_WORK = 3
# One page of a person may be the only link of a work.
_LEAST_PEOPLE = 2


def read_entries(
    source: Source, sections: Sequence[tuple[Section, Sequence[Block]]], citations: Mapping[Span, Sequence[Citation]]
) -> tuple[Entry, ...]:
    """Read the entries of a document from its sections, each with its blocks; ``citations`` are those of each fence."""
    candidates: list[Candidate] = []
    above: list[Section] = []
    for section, blocks in sections:
        above = [outer for outer in above if outer.level < section.level or not outer.level]
        if not is_about_the_list(section):
            whole = heading_candidate(source, section, above[-1] if above else section, blocks, citations)
            found = [whole] if whole else _section_candidates(source, section, blocks, citations)
            candidates += [] if _are_people(found) else found
        above.append(section)
    candidates = read_by_shape(list(_without_descriptions(candidates)))
    works, _ = works_in_words(candidates)
    in_words = {id(candidates[index]) for index in works}
    in_words |= {id(c) for c in linked_paragraphs(candidates)}
    dated = [id(c) for c in candidates if c.sort == BY_YEAR]
    in_words |= set(dated) if len(dated) >= _ENOUGH else set()
    tools = _tools(candidates)
    chosen = [c for c in candidates if c.proven or c.kind not in _LISTS or id(c) in in_words or id(c) in tools]
    works_found = _among_their_like(chosen, in_words)
    if len(works_found) == 1 and _is_part_of_a_page(works_found[0]):
        return ()
    return tuple(_entry(candidate) for candidate in works_found)


def _are_people(candidates: Sequence[Candidate]) -> bool:
    """Say whether a section lists its authors or maintainers: nobody's work, and half of them with a page of their own."""
    if len(candidates) < _LEAST_PEOPLE or any(candidate.proven for candidate in candidates):
        return False
    have_pages = [any(_is_profile(link.url) for link in candidate.links) for candidate in candidates]
    all_people = all(
        has_page or is_person(candidate.title.title.value)
        for has_page, candidate in zip(have_pages, candidates, strict=True)
    )
    return all_people and sum(have_pages) * 2 >= len(candidates)


def _is_profile(url: str) -> bool:
    target = target_of(url)
    return target is not None and hosts().is_profile(target.host, target.text)


def _is_part_of_a_page(candidate: Candidate) -> bool:
    """Say whether the only work of a document is a short heading below a long one: `Meta Info` on a page about one paper."""
    return (
        candidate.kind is EntryKind.HEADING
        and not candidate.title.is_link
        and len(candidate.title.title.value.split()) <= _MOST_WORDS_OF_A_PART
        and candidate.section.level == 1
        and len(candidate.section.title.split()) > _MOST_WORDS_OF_A_PART
    )


def _without_descriptions(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Leave out the paragraphs that lead only where the work right above them does: they say more of it."""
    last: Candidate | None = None
    for candidate in candidates:
        repeats = (
            candidate.kind is EntryKind.PARAGRAPH
            and not candidate.title.is_link
            and last is not None
            and last.section is candidate.section
            and (works := _named_works(candidate))
            and works <= _named_works(last)
        )
        if not repeats:
            yield candidate
            last = candidate


def _named_works(candidate: Candidate) -> set[object]:
    return {link.identifier or link.url for link in candidate.links if names_work(link)}


def _tools(candidates: Sequence[Candidate]) -> set[int]:
    """Return the bullets that count though no link of theirs names a work: software, data and blog posts beside papers.

    All do where most works are bullets, and where a list repeats a name in words with labelled links after it. Where tables,
    headings or paragraphs hold the works, a list of three or more does whose titles are links, each to one place: mirrors to
    download from do not. Where there are many such, shorter ones do too.
    """
    proven = [c for c in candidates if c.proven and c.sort != REFERENCE]
    others = [c for c in candidates if c.kind in _LISTS and not c.proven]
    named = [c for c in others if not c.bare and not c.title.is_link and _ends_in_labels(c)]
    count = Counter(c.group for c in named)
    listed = {id(c) for c in named if count[c.group] >= _ENOUGH and count[c.group] * 3 >= c.beside * 2}
    return listed | _tools_beside(proven, others)


def _tools_beside(proven: Sequence[Candidate], others: Sequence[Candidate]) -> set[int]:
    """Return which of the other bullets count because of the works that the document is proven to list."""
    places: dict[str, set[str]] = {}
    for c in others:
        places.setdefault(c.title.title.value.casefold(), set()).update(link.url for link in c.links[:1])
    if sum(c.kind in _LISTS for c in proven) * 2 > len(proven):
        # What leads elsewhere each time is a part of a course or a page, `Reading quiz`, and no work.
        return {id(c) for c in others if len(places[c.title.title.value.casefold()]) < _PLACES_OF_NO_WORK}
    if len(proven) < _LEAST_OF_A_LIST:
        return set()
    apart = [
        c
        for c in others
        if not c.bare
        and (c.title.is_link or begins_with_link(c.visible))
        and len(places[c.title.title.value.casefold()]) == 1
    ]
    count = Counter(c.group for c in apart)
    count.update(c.group for c in proven)
    apart = [c for c in apart if count[c.group] * 3 >= c.beside * 2]
    usual = Counter(c.sort for c in apart if count[c.group] >= _LEAST_OF_A_LIST)
    return {id(c) for c in apart if count[c.group] >= _LEAST_OF_A_LIST or usual[c.sort] >= _MANY_TO_ONE}


def _ends_in_labels(candidate: Candidate) -> bool:
    """Say whether the own text of a bullet is a name with nothing but labelled links after it: `GardenNet [Link](U)`."""
    visible = candidate.visible
    if not visible.links or visible.links[0].start < candidate.title.end:
        return False
    labels = all(
        is_label(shown) or is_generic(shown) for r in visible.links if (shown := visible.text[r.start : r.end])
    )
    return labels and not visible.text[candidate.title.end : visible.links[0].start].strip(" ([|:-–—.,")


def _among_their_like(candidates: Sequence[Candidate], in_words: set[int]) -> list[Candidate]:
    """Leave out the bare candidates, but for works in words and the odd one among many that are not bare."""
    beside = Counter(c.group for c in candidates if not c.bare)
    bare_beside = Counter(c.group for c in candidates if c.bare)
    alike = Counter(c.sort for c in candidates if not c.bare)
    bare = Counter(c.sort for c in candidates if c.bare)
    return [
        c
        for c in candidates
        if not c.bare
        or c.listed
        or id(c) in in_words
        or (
            alike[c.sort] >= max(_ENOUGH, _MANY_TO_ONE * (bare[c.sort] - 1))
            and (beside[c.group] > bare_beside[c.group] or _states_more(c))
        )
    ]


def _states_more(candidate: Candidate) -> bool:
    """Say whether a candidate gives venue, date or authors beside its title, as prose does not."""
    return candidate.title.quoted or any(candidate.stated(name) for name in ("venue", "date", "authors"))


def _section_candidates(
    source: Source, section: Section, blocks: Sequence[Block], citations: Mapping[Span, Sequence[Citation]]
) -> list[Candidate]:
    found: list[Candidate] = []
    index = 0
    paragraphs = sum(block.kind == "paragraph" for block in blocks)
    while index < len(blocks):
        block = blocks[index]
        used = 1
        if block.kind == "table":
            found += table_candidates(source, section, block)
        elif block.kind == "html":
            found += html_candidates(source, section, block)
            inner = _section_candidates(source, section, html_blocks(source, block), citations)
            found += [replace(candidate, kind=EntryKind.HTML_ROW) for candidate in inner if candidate.proven]
        elif block.kind == "list":
            if index + 1 < len(blocks) and is_meant_below(block, blocks[index + 1]):
                block, used = with_below(block, blocks[index + 1]), 2
            found += list_candidates(source, section, block, citations)
        elif block.kind == "quote":
            found += _section_candidates(source, section, block.children, citations)
        elif block.kind == "paragraph":
            some = works_below_authors(source, section, block)
            if not some:
                some, used = paragraph_candidates(source, section, blocks[index:], citations)
            for candidate in some:
                candidate.beside = paragraphs
            found += some
        index += used
    return found


def _entry(candidate: Candidate) -> Entry:
    title, lead = candidate.title, candidate.title.lead
    parts = candidate.parts
    date = candidate.stated("date")
    years = (lead.year, parts.year, candidate.year, year_of(date), candidate.badge[1] if candidate.badge else None)
    return Entry(
        span=candidate.span,
        kind=candidate.kind,
        title=title.title,
        section=candidate.section,
        links=tuple(candidate.links),
        citations=tuple(candidate.citations),
        name=lead.name,
        authors=candidate.stated("authors"),
        venue=candidate.stated("venue"),
        date=date,
        year=next((year for year in years if year and not _begins_an_identifier(year.value, candidate.links)), None),
        tags=parts.tags + tuple(candidate.tags),
    )


def _begins_an_identifier(year: int, links: Sequence[Link]) -> bool:
    """Say whether four digits are the first ones of the work's arXiv id, its year and month: `arXiv 2004` of April 2020."""
    # The last two digits would be the month.
    return 1 <= year % 100 <= 12 and any(
        link.identifier is not None
        and link.identifier.scheme == "arxiv"
        and link.identifier.value.startswith(f"{year}.")
        for link in links
    )
