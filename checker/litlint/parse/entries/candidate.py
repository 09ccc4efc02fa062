"""What may be an entry, before the whole document has been seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from litlint import regex as re
from litlint.identifiers.identifier import find_identifiers
from litlint.metadata.labels import is_label, role_of, words
from litlint.model.citation import Citation
from litlint.model.document import Part, Section
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block, Link
from litlint.model.source import Span
from litlint.parse.anchors import slug
from litlint.parse.entries.attributes import Attributes, read_attributes, read_badge
from litlint.parse.entries.html_blocks import html_blocks
from litlint.parse.entries.text import VisibleText, ending_after
from litlint.parse.entries.title import TitleRead
from litlint.values import remembered

# Words after which a sentence has to go on: a link that follows belongs to the sentence.
_GOES_ON = re.compile(r"\s(?:a|an|and|at|by|for|from|here|in|of|on|or|our|please|see|the|their|this|to|via|with)\s+\Z")
# Words that point at something: with one of them before it or in it, a link that a sentence runs into is part of that
# sentence, whatever it leads to. Without, it may be the venue or the host: `A Study of Ants, in [NeurIPS](U)`.
_POINTING = frozenset(("a", "an", "our", "that", "the", "their", "these", "this"))
# `an interesting recent paper`: a link of so few words from such a word to a label points, and is no title.
_MOST_POINTING_WORDS = 4
# A section of a repository's page; GitHub numbers the second heading of a title: `#towns-1`.
_SECTION = re.compile(
    r"https?://github\.com/[\w.-]+/[\w.-]+/?(?:(?:blob|tree)/[^?#\s]*)?#(?P<slug>[\w-]+?)(?P<count>-\d{1,3})?",
    re.IGNORECASE,
)
_PAGE_OF_A_LIST = re.compile(r"/(?:blob|tree)/[^?#]*\.(?:md|markdown)(?:#|\Z)", re.IGNORECASE)
CitationsByFence = Mapping[Span, Sequence[Citation]]


@dataclass
class Candidate:
    """A title with its links and citations; ``visible`` is the text that the title is in.

    A ``bare`` one, that nothing leads to the work of, is an entry only among its like: ``group`` is what it shares with
    the ``beside`` bullets of its list or paragraphs of its section, itself counted, and ``sort`` with all of its sort in the
    document. A ``listed`` one is an entry even so: the columns of its table say that works are listed. ``has_no`` names what
    is not stated after its title, though it looks so: ``authors`` or ``venue`` where other entries of the list have the
    names of bodies. ``byline`` is where authors are in ``visible`` by what the other entries of the list have there.
    """

    kind: EntryKind
    span: Span
    section: Section
    visible: VisibleText
    title: TitleRead
    links: list[Link]
    citations: list[Citation] = field(default_factory=list)
    venue: Part[str] | None = None
    year: Part[int] | None = None
    date: Part[str] | None = None
    authors: Part[str] | None = None
    tags: list[Part[str]] = field(default_factory=list)
    group: object = None
    sort: object = None
    beside: int = 1
    bare: bool = False
    listed: bool = False
    has_no: frozenset[str] = frozenset()
    byline: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        """Take the identifiers that its text gives for links, if no link leads to a work."""
        if not any(names_work(link) for link in self.links):
            self.links = self.links + written_links(self.visible)

    @property
    def proven(self) -> bool:
        """Whether a link or citation says that this is a work: its identifier, or the label of a paper."""
        return bool(self.citations) or any(names_work(link) for link in self.links)

    @cached_property
    def parts(self) -> Attributes:
        """What is after the title in its own text."""
        return read_attributes(self.visible, self.title.end, self.byline)

    def stated(self, name: str) -> Part[str] | None:
        """Return what the entry states as ``venue``, ``date`` or ``authors``: before its title, after it, or in other lines."""
        sources = (self.title.lead, self) if name in self.has_no else (self.title.lead, self.parts, self)
        found = next((part for part in (getattr(each, name) for each in sources) if part), None)
        return self.badge[0] if found is None and name == "venue" and self.badge else found

    @cached_property
    def badge(self) -> tuple[Part[str], Part[int]] | None:
        """The venue and year that a badge shows in place of words."""
        badges = (link.badge or link for link in self.links if link.badge or link.is_image)
        return next((read for badge in badges if (read := read_badge(badge))), None)

    def add(self, *found: Attributes) -> None:
        """Take what other lines or cells of the entry state, unless one before has."""
        for parts in found:
            self.venue = self.venue or parts.venue
            self.year = self.year or parts.year
            self.date = self.date or parts.date
            self.authors = self.authors or parts.authors
            self.tags += parts.tags


@remembered
def names_work(link: Link) -> bool:
    """Say whether a link is that of a paper: by its URL, which names one or is a file to print, or by its label."""
    identifier = link.identifier
    if identifier is not None and identifier.is_work:
        return True
    if link.is_image or not leads_out(link) or _PAGE_OF_A_LIST.search(link.url):
        return False
    if is_label(link.label):
        return role_of(link.label) in ("paper", "citation")
    return link.is_document and role_of(link.label) not in ("slides", "video")


def written_links(visible: VisibleText) -> list[Link]:
    """Return the works that a text identifies outside its links, such as `doi:10.1000/1` and `arXiv:2301.00001`."""
    found: list[Link] = []
    for identifier, start, end in find_identifiers(visible.text):
        if identifier.is_work and not any(r.start < end and start < r.end for r in ending_after(visible.links, start)):
            place = visible.place(start, end)
            found.append(Link(place, "text", identifier.url, place, visible.text[start:end], place))
    return found


def leads_out(link: Link) -> bool:
    """Say whether a link leads out of the list: to the web, or to a file to print that is kept beside it."""
    return (link.is_outside or link.is_document) and not _leads_to_section(link)


def _leads_to_section(link: Link) -> bool:
    """Say whether a link leads to a section of a repository's page that is called as the link is: `[Towns](…#towns)`."""
    found = _SECTION.fullmatch(link.url)
    if found is None:
        return False
    fragment = found["slug"].lower()
    return not {"-".join(words(link.text)), slug(link.text)}.isdisjoint((fragment, fragment + (found["count"] or "")))


def block_links(blocks: Iterable[Block]) -> Iterator[Link]:
    """Yield the links below some blocks, pictures among them."""
    for block in blocks:
        for inner in block.walk():
            yield from inner.links()


def block_citations(blocks: Iterable[Block], citations: CitationsByFence) -> list[Citation]:
    """Return the citations of the fences below some blocks."""
    return [c for block in blocks for inner in block.walk() for c in citations.get(inner.span, ())]


def own_blocks(item: Block) -> tuple[list[Block], list[Block]]:
    """Return an item's own text blocks, and the blocks nested below it; a fold's summary is its item's own text."""
    children = list(item.children)
    if children and children[0].kind == "html":
        inner = html_blocks(children[0].span.source, children[0])
        if len(inner) == 1 and inner[0].info == "details":
            inner = list(inner[0].children[0].children)
        children = [*inner, *children[1:]] if inner and inner[0].kind == "paragraph" else children
    own = [child for child in children if child.kind == "paragraph"]
    nested = [child for child in children if child.kind != "paragraph"]
    return own, nested


def runs_into_a_link(visible: VisibleText) -> bool:
    """Say whether the words before the first link need it to go on: `more can be found at this [repo](U)`."""
    return bool(visible.links) and _GOES_ON.search(visible.text, 0, visible.links[0].start) is not None


def points_at_a_work(visible: VisibleText) -> bool:
    """Say whether a sentence points at a work by its first link: `explained in [this paper](U)`, `code of the [paper](U)`."""
    first = visible.links[0] if visible.links else None
    shown = visible.text[first.start : first.end].split() if first is not None else []
    if first is None or not shown:
        return False
    if len(shown) <= _MOST_POINTING_WORDS and shown[0] in _POINTING and is_label(shown[-1]):
        return True
    if not runs_into_a_link(visible):
        return False
    before = visible.text[: first.start].split()[-1]
    return before.lower() in _POINTING or (bool(shown) and shown[0].lower() in _POINTING and len(shown) <= 2)
