"""What a list says: documents, their sections and entries, and the collection they make up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, Literal, TypeVar, cast

from litlint.identifiers.identifier import Identifier
from litlint.model.citation import Citation, Problem
from litlint.model.list_style import EntryKind, ListStyle
from litlint.model.nodes import Block, Link
from litlint.model.source import Source, Span
from litlint.values import Remembering, value

T = TypeVar("T")


@value
class Part(Generic[T]):
    """A value that an entry states, and where."""

    value: T
    span: Span


@value
class Section:
    """The part of a document below one heading, up to the next; the part before any heading has an empty title.

    ``path`` holds the titles from the top heading down to this one; ``span`` ends where the next heading of any rank begins.
    """

    title: str
    level: int
    path: tuple[str, ...]
    span: Span
    heading: Block | None = None


@value
class Entry(Remembering):
    """One work as a list presents it. ``kind`` says how it is written.

    ``title`` is the work's title as the reader sees it, without a short name in brackets before it, which is ``name``.
    ``date`` is what the list gives as date (``2024.05``, ``Oct 2023``), ``year`` the year in it or beside the venue.
    ``linked_citations`` are in files of their own that the entry links, so their places are in other sources.
    """

    span: Span
    kind: EntryKind
    title: Part[str]
    section: Section
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    name: Part[str] | None = None
    authors: Part[str] | None = None
    venue: Part[str] | None = None
    date: Part[str] | None = None
    year: Part[int] | None = None
    tags: tuple[Part[str], ...] = ()
    linked_citations: tuple[Citation, ...] = ()

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        """The entry's citations, first those that are in it, then those in files that it links."""
        return self.citations + self.linked_citations

    @property
    def works(self) -> list[tuple[Identifier, Link]]:
        """The works that the entry's links name, each with its link, in order."""
        found = []
        for link in self.links:
            identifier = link.identifier
            if identifier is not None and identifier.is_work:
                found.append((identifier, link))
        return found

    @property
    def identifiers(self) -> list[Identifier]:
        """All that the entry's links and citations name, works or not, each once, in order."""
        found = [link.identifier for link in self.links]
        found += [identifier for citation in self.all_citations for identifier, _ in citation.identifiers()]
        return list(dict.fromkeys(identifier for identifier in found if identifier is not None))

    @property
    def work(self) -> Identifier | None:
        """The work that the entry is about, as far as its links and citations say: a link before a citation."""
        for identifier, _ in self.works:
            return identifier
        for citation in self.all_citations:
            for identifier, _ in citation.identifiers():
                return identifier
        return None


@value
class Comment:
    """An HTML comment, or a comment line of a ``.bib`` file: ``text`` is what is between its marks."""

    span: Span
    text: str


@dataclass(frozen=True)
class Allowance:
    """A directive that silences rules on purpose.

    ``rules`` are the names as written, ``scope`` the place that it covers (the whole file for ``allow-file``), ``reason``
    what is in its parentheses, empty if nothing does.
    """

    span: Span
    rules: tuple[Part[str], ...]
    scope: Span
    reason: str
    whole_file: bool = False


@dataclass(frozen=True)
class Document:
    """A file of the collection, read.

    ``blocks`` are the top-level blocks in order; ``links`` every link in order, inside entries or outside, pictures and
    definitions included; ``anchors`` the fragments that the document offers, headings by GitHub's rules; ``problems`` what
    could not be read as meant outside citations, ``unread`` the bullets and rows that look like entries and could not be read.
    ``rows`` are the rows of tables below their headers, ``items`` the items of lists, at any depth; ``leading`` the links
    that bullets and paragraphs begin with, where no sentence goes on after them; ``cited`` the places of the keys of a
    bibliography that the text cites. ``is_linked`` says that it just holds the citation of an entry which links it, in whose
    document that entry is.

    All but the blocks is kept from run to run: what compares documents asks for no blocks, so that it needs no parse.
    """

    source: Source
    kind: Literal["markdown", "bibtex"]
    blocks: Sequence[Block] = ()
    sections: tuple[Section, ...] = ()
    entries: tuple[Entry, ...] = ()
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    comments: tuple[Comment, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    anchors: Mapping[str, Span] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unread: tuple[Span, ...] = ()
    rows: tuple[Span, ...] = ()
    items: tuple[Span, ...] = ()
    leading: tuple[Link, ...] = ()
    cited: tuple[Span, ...] = ()
    is_linked: bool = False

    @property
    def path(self) -> str:
        """The path of the file, POSIX, relative to the collection's root."""
        return self.source.path

    def __hash__(self) -> int:
        return hash(self.source)

    def walk(self) -> Iterator[Block]:
        """Yield every block, at any depth, in order."""
        return iter(self._all_blocks)

    @cached_property
    def _all_blocks(self) -> tuple[Block, ...]:
        return tuple(inner for block in self.blocks for inner in block.walk())

    @cached_property
    def entry_of_link(self) -> Mapping[Span, Entry]:
        """The entry that each link belongs to, by the link's place."""
        return {link.span: entry for entry in self.entries for link in entry.links}

    @cached_property
    def _entries_by_section(self) -> Mapping[Span, list[Entry]]:
        groups: dict[Span, list[Entry]] = {}
        for entry in self.entries:
            groups.setdefault(entry.section.span, []).append(entry)
        return groups

    def entries_in(self, section: Section) -> list[Entry]:
        """Return the entries that are directly below a section's heading."""
        return self._entries_by_section.get(section.span, [])

    @cached_property
    def entry_of_citation(self) -> Mapping[Span, Entry]:
        """The entry that each citation belongs to, by the citation's place."""
        return {citation.span: entry for entry in self.entries for citation in entry.citations}


@dataclass(frozen=True)
class Workspace:
    """All documents that are judged together.

    ``paths`` are the paths of every file of the repository, POSIX, relative to the root, in exact case, folders included
    with a trailing slash; None where they are not known (standard input without a root). ``list_styles`` says, by path, how
    each document's list is written; ``origin`` is the repository on GitHub that this is a clone of, as ``owner/name``.
    """

    documents: tuple[Document, ...]
    paths: frozenset[str] | None = None
    root: str = "."
    list_styles: Mapping[str, ListStyle] = field(default_factory=dict)
    origin: str | None = None

    def __hash__(self) -> int:
        return hash(tuple(document.path for document in self.documents))

    @cached_property
    def _derived(self) -> dict[Callable[[Workspace], object], object]:
        return {}

    def derived(self, make: Callable[[Workspace], T]) -> T:
        """Return what a function makes of the workspace; it is called once, as nothing here ever changes."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast(T, self._derived[make])

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is derived, which the other process can derive too."""
        return {name: held for name, held in self.__dict__.items() if name != "_derived"}

    @cached_property
    def by_path(self) -> Mapping[str, Document]:
        """The documents by their paths."""
        return {document.path: document for document in self.documents}

    @cached_property
    def entry_citations(self) -> frozenset[Span]:
        """The places of all citations that belong to an entry, in its document or in a file that it links."""
        return frozenset(citation.span for _, entry in self.entries() for citation in entry.all_citations)

    def entries(self) -> Iterator[tuple[Document, Entry]]:
        """Yield every entry with its document, in order."""
        for document in self.documents:
            for entry in document.entries:
                yield document, entry
