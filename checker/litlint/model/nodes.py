"""The marks of a document with their places: blocks, and what is in a line of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from litlint import regex as re
from litlint.identifiers.identifier import Identifier, Reading, read_url
from litlint.model.source import Span
from litlint.values import Remembering, remembered, value

# Addresses of files made for printing.
_TO_PRINT = re.compile(r"\.(?:pdf|ps(?:\.gz)?|djvu)(?:[?#][^/]*)?\Z", re.IGNORECASE)

# Pages of archives and indexes that show one paper each. An address of arXiv or of a DOI is one of a paper even if its
# identifier is impossible: the entry is a work, and the wrong digit is what is to be found.
_INDEX = re.compile(
    r"https?://(?:www\.|dx\.)?(?:arxiv\.org/(?:abs|pdf)/(?:[a-z-]{2,9}(?:\.[a-z]{2})?/)?\d|doi\.org/10|(?:dl|portal|delivery)\.acm\.org/(?:citation|ft_gateway|\d)|citeseerx\.ist\.psu\.edu/view"
    r"|eprint\.iacr\.org/\d|jstor\.org/stable/|pdfs\.semanticscholar\.org/|researchgate\.net/publication/)",
    re.IGNORECASE,
)

BlockKind = Literal[
    "heading",
    "paragraph",
    "list",
    "item",
    "quote",
    "fence",
    "indented",
    "html",
    "table",
    "row",
    "cell",
    "break",
    "definition",
    "tab",
]
InlineKind = Literal["text", "link", "image", "code", "strong", "emphasis", "break", "html"]
LinkKind = Literal["inline", "reference", "autolink", "bare", "image", "html", "html-image", "definition", "text"]


@value
class Link(Remembering):
    """A link as the reader meets it.

    ``span`` is the whole construct, ``url_span`` the raw URL (of a reference: in its definition), ``text`` what is shown
    (of an image: its alternative text). ``label`` says what the link is for: its own text, or the words before it when
    its text says nothing (``paper link: [here](…)`` has the label ``paper link``). An image inside a link is a badge.
    One of kind ``text`` is an identifier that an entry gives as plain text (``doi:10.1000/1``), so that no reader can click
    it: ``url`` is where it leads, ``url_span`` the place of the identifier.
    """

    span: Span
    kind: LinkKind
    url: str
    url_span: Span
    text: str
    text_span: Span
    label: str = ""
    label_span: Span | None = None
    badge: Link | None = None

    @property
    def identifier(self) -> Identifier | None:
        """What the URL names, if it follows a known scheme."""
        reading = reading_of(self)
        return reading.identifier if reading else None

    def with_label(self, label: str, place: Span | None) -> Link:
        """Return this link with a label."""
        return Link(self.span, self.kind, self.url, self.url_span, self.text, self.text_span, label, place, self.badge)

    def place(self, start: int, end: int) -> Span:
        """Return the place of the URL's characters between two offsets, that of the whole URL where it is not certain."""
        raw = self.url_span.text
        at = start if raw == self.url else raw.find(self.url[start:end])
        return self.url_span.sub(at, at + end - start) if at >= 0 else self.url_span

    @property
    def is_image(self) -> bool:
        """Whether this shows a picture rather than leads somewhere."""
        return self.kind in ("image", "html-image")

    @property
    def is_outside(self) -> bool:
        """Whether this leads to the web."""
        return self.url[:8].lower().startswith(("http://", "https://"))

    @property
    def is_document(self) -> bool:
        """Whether this leads to a file to print, as papers are, or to a page of an index that holds papers alone."""
        return not self.is_image and (_TO_PRINT.search(self.url) or _INDEX.match(self.url)) is not None


@value
class Inline:
    """A piece of running text. ``value`` is what the reader sees of it, of ``html`` the raw tag."""

    kind: InlineKind
    span: Span
    value: str
    children: tuple[Inline, ...] = ()
    link: Link | None = None

    def walk(self) -> Iterator[Inline]:
        """Yield this piece and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@value
class Block(Remembering):
    """A block of a document.

    A ``tab`` is a tab or an admonition of MkDocs: its running text is its title, the indented blocks are its children.
    ``level`` is a heading's rank or an item's nesting depth (0 at the top); ``info`` a fence's info string or an item's
    marker (``-``, ``3.``), of a table row ``header`` for its first; ``body`` the place of a fence's content, of any other
    block the same as ``span``. ``closed`` is false for a fence or comment that runs to the end because it never ends.
    """

    kind: BlockKind
    span: Span
    body: Span
    level: int = 0
    info: str = ""
    children: tuple[Block, ...] = ()
    inlines: tuple[Inline, ...] = ()
    closed: bool = True

    def walk(self) -> Iterator[Block]:
        """Yield this block and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def text(self) -> str:
        """What the reader sees of the block's own running text."""
        return "".join(inline.value for inline in self.inlines)

    def links(self) -> Iterator[Link]:
        """Yield the links of the block's own running text, the outer of two nested ones only."""
        for inline in self.inlines:
            yield from _links(inline)


@remembered
def reading_of(link: Link) -> Reading | None:
    """Return what the URL of a link names, and where.

    In a list of more links than ``read_url`` remembers, each is read once.
    """
    return read_url(link.url)


def _links(inline: Inline) -> Iterator[Link]:
    if inline.link is not None:
        yield inline.link
    else:
        for child in inline.children:
            yield from _links(child)
