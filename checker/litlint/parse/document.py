"""From a source to a document: the one way in for every file of a collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import overload

from litlint import regex as re
from litlint.model.citation import Citation
from litlint.model.document import Comment, Document
from litlint.model.nodes import Block, Inline, Link
from litlint.model.source import Source, Span
from litlint.parse.anchors import read_anchors
from litlint.parse.bibtex import looks_like_bibtex, parse_bibtex
from litlint.parse.cited_keys import cited_keys
from litlint.parse.directives import find_allowances
from litlint.parse.entries import read_entries
from litlint.parse.entries.sections import split_sections
from litlint.parse.entries.unread import find_unread
from litlint.parse.html import tags
from litlint.parse.markdown import read_blocks

# YAML between lines of three hyphens, or up to a line of three dots. Each line is taken whole and never given back, so
# that front matter without an end costs one pass over the text.
_FRONT_MATTER = re.compile(
    r"""
    ---[ \t]*+\r?\n
    (?: (?! (?:---|\.\.\.) [ \t]*+ (?:\r?\n|\Z) ) [^\n]*+\n )*+
    (?:---|\.\.\.) [ \t]*+ (?:\r?\n|\Z)
    """,
    re.X,
)
# What an HTML block shows as it is written: `<details><summary>BibTeX</summary><pre>…</pre></details>`.
_PREFORMATTED = re.compile(r"<pre\b[^<>]*+>(?:\s*+<code\b[^<>]*+>)?(?P<body>[^<]++)</", re.I)
_BIBTEX_INFO = frozenset({"bibtex", "bib", "biblatex"})
# A `.txt` is BibTeX if it holds some: so lists keep the citation of one entry that links it.
_BIBTEX_ENDINGS = (".bib", ".bibtex")
_OPEN_INFO = frozenset({"", "tex", "latex", "text", "txt", "plaintext"})


def read_document(source: Source) -> Document:
    """Read a Markdown or, by its ending ``.bib``, a BibTeX file; nothing in it makes this fail."""
    path = source.path.lower()
    is_bibtex = path.endswith(_BIBTEX_ENDINGS) or (path.endswith(".txt") and looks_like_bibtex(source.text))
    if source.foreign:
        return Document(source, "bibtex" if is_bibtex else "markdown")
    if is_bibtex:
        citations, comments = parse_bibtex(source.whole)
        document = Document(source, "bibtex", citations=tuple(citations), comments=tuple(comments))
    else:
        document = _read_markdown(source)
    return replace(document, allowances=find_allowances(document)) if document.comments else document


def _read_markdown(source: Source) -> Document:
    blocks = read_marks(source)
    flat = [inner for block in blocks for inner in block.walk()]
    by_fence = {block.span: _citations(block) for block in flat if block.kind in ("fence", "indented", "html")}
    sections = split_sections(source, blocks)
    entries = read_entries(source, sections, by_fence)
    comments = tuple(_comments(source, flat))
    return Document(
        source,
        "markdown",
        blocks=blocks,
        sections=tuple(section for section, _ in sections),
        entries=entries,
        unread=find_unread(source, sections, entries),
        links=tuple(_links(flat)),
        citations=tuple(citation for found in by_fence.values() for citation in found),
        comments=comments,
        anchors=read_anchors(source, flat),
        rows=tuple(block.span for block in flat if block.kind == "row" and block.info != "header"),
        items=tuple(block.span for block in flat if block.kind == "item"),
        leading=tuple(link for block in flat if (link := _leading_link(block)) is not None),
        cited=tuple(cited_keys(source.text, flat)),
    )


def read_marks(source: Source) -> tuple[Block, ...]:
    """Read the blocks of a Markdown file."""
    front = _FRONT_MATTER.match(source.text)
    return read_blocks(source, front.end() if front else 0)


class LateBlocks(Sequence[Block]):
    """The blocks of a document of which all else is known: they are read when something asks for them."""

    def __init__(self, source: Source, kind: str) -> None:
        self._source, self._is_list = source, kind == "markdown" and not source.foreign

    @cached_property
    def _read(self) -> tuple[Block, ...]:
        return read_marks(self._source) if self._is_list else ()

    @overload
    def __getitem__(self, index: int) -> Block: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        return self._read[index]

    def __len__(self) -> int:
        return len(self._read)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._read == tuple(other)

    def __hash__(self) -> int:
        return hash(self._source)


def _citations(block: Block) -> Sequence[Citation]:
    if block.kind == "html":
        return [citation for body in _preformatted(block.span) for citation in parse_bibtex(body)[0]]
    info = block.info.split()[0].lower().strip("{}.") if block.info.split() else ""
    if (block.kind == "fence" and info in _BIBTEX_INFO) or (info in _OPEN_INFO and looks_like_bibtex(block.body.text)):
        return parse_bibtex(block.body)[0]
    return ()


def _preformatted(span: Span) -> Iterator[Span]:
    """Yield the BibTeX in ``<pre>`` of an HTML block; one with entities of HTML is not BibTeX as it is written."""
    for found in _PREFORMATTED.finditer(span.text) if "<pre" in span.text else ():
        if "&" not in found["body"] and looks_like_bibtex(found["body"]):
            yield span.sub(*found.span("body"))


def _links(blocks: Iterable[Block]) -> Iterator[Link]:
    for block in blocks:
        for inline in block.inlines:
            yield from (found.link for found in inline.walk() if found.link is not None)


def _leading_link(block: Block) -> Link | None:
    """Return the link that a bullet or a paragraph begins with, unless a sentence goes on right after it."""
    if block.kind not in ("item", "paragraph"):
        return None
    shown = [one for one in block.inlines if one.value.strip() or one.link is not None or one.kind == "break"][:2]
    goes_on = len(shown) > 1 and shown[1].kind == "text" and shown[1].value.lstrip()[:1].isalnum()
    return shown[0].link if shown and not goes_on else None


def _comments(source: Source, blocks: Iterable[Block]) -> Iterator[Comment]:
    for block in blocks:
        places: list[Span] = [block.span] if block.kind == "html" else []
        places += [inline.span for inline in _walk(block.inlines) if inline.kind == "html" and block.kind != "html"]
        for place in places:
            if "<!--" in place.text:
                for tag in tags(source.text, place.start, place.end):
                    if tag.name == "!":
                        text = source.text[tag.start + 4 : tag.end].removesuffix("-->")
                        yield Comment(Span(source, tag.start, tag.end), text.strip())


def _walk(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        yield from inline.walk()
