"""Sections of a document, and which of them are about the list rather than about works."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from litlint import regex as re
from litlint.model.document import Section
from litlint.model.nodes import Block, Inline
from litlint.model.source import Source, Span
from litlint.parse.entries.attributes import date_length
from litlint.parse.entries.bold_titles import bold_titles
from litlint.parse.entries.candidate import names_work, own_blocks
from litlint.parse.entries.fields import is_field
from litlint.parse.entries.text import VisibleText

_WORDS = (
    r"(?:table of )?contents?|toc|index|(?:latest |recent )?(?:news|updates?)|update log|what'?s new|change ?log|"
    r"contribut\w*|(?:how to |guidelines? for )?contribut\w*(?: \w+)?|how to add.*|adding (?:a|new|your) .*|"
    r"(?:entry |paper )?(?:format|template)|acknowledge?ments?|licen[cs](?:es?|ing)|contacts?(?: us)?|feedback|star history|"
    r"stargazers.*|citations?|cite(?: us)?|citing.*|bibtex|how to cite|maintainers?|disclaimer|shar(?:e|ing)|"
    r"(?:please )?cite (?:our|this|the)\b.*|(?:if )?(?:you )?(?:find|use)\b.*\bcit(?:e|ing|ation)\b.*|"
    r"目录|更新日志?|新闻|贡献|引用|许可证?|致谢|联系方式"
)
# A heading of nothing but words that name contents, news, a licence and the like, joined by `and`.
_ABOUT = re.compile(rf"\W*(?:{_WORDS})(?:\s*(?:&|/|,|and|与|和)\s*(?:{_WORDS}))*\W*\Z", re.IGNORECASE)
# A heading written as HTML.
_HEADING_TAG = re.compile(r"<(?P<close>/?)h(?P<level>[1-6])\b", re.IGNORECASE)
# Tags that open or close a place in which headings count apart.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>details|summary|table|li|td)\b", re.IGNORECASE)
# What comes before the date of an item of news: `[2024/05]`, `🔥 **2024.05.01**`.
_BEFORE_DATE = re.compile(r"[\W_]{0,12}")
# Links to works that a fold must have to be a group of works where news or contents are around it.
_LEAST_WORKS = 3
# So many bullets of a fold show what it holds; so many blocks are searched for them, and so many pieces of one for the end
# of an HTML element, so that folds which never end cost no more.
_SAMPLE, _MOST_BLOCKS, _MOST_PIECES = 40, 60, 200
_DEEPEST_FOLD = 8

GROUP: Final = "group"
"""What the ``info`` of a section's heading says if that is the title of a fold, a tab or a line in bold: it is no work."""

Sectioned = tuple[Section, list[Block]]


def is_about_the_list(section: Section) -> bool:
    """Say whether a section holds contents, news, a licence and the like, whose links are no entries."""
    return _ABOUT.match(section.title) is not None


def split_sections(source: Source, blocks: Iterable[Block]) -> list[Sectioned]:
    """Cut a document at its headings; the part before the first one is a section without title.

    A heading may be Markdown or HTML, or a line in bold above a list (``bold_titles``). A folded group of works
    (``<details>`` with its ``<summary>``) and a tab of MkDocs
    are sections too, one rank below the one around them, which goes on after their end. A heading that only links to
    another part of the document, such as the way back to the contents, begins no section.
    """
    top = list(blocks)
    splitter = _Splitter(source, _ways_back(block for block in top if block.kind == "heading"))
    splitter.add(top)
    return splitter.sections()


@dataclass
class _Part:
    """A section under construction: where it starts, its heading if any (maybe a line in bold), its path and its blocks."""

    start: int
    level: int = 0
    path: tuple[tuple[int, str], ...] = ()
    heading: Block | None = None
    blocks: list[Block] = field(default_factory=list)
    in_bold: bool = False

    @property
    def title(self) -> str:
        return self.path[-1][1] if self.path and self.path[-1][0] == self.level else ""


@dataclass
class _Splitter:
    source: Source
    ways_back: set[str]
    parts: list[_Part] = field(default_factory=lambda: [_Part(0)])
    # The parts around the folded groups that are open, the innermost last; None for a fold that is no group.
    folds: list[_Part | None] = field(default_factory=list)

    def add(self, blocks: Sequence[Block]) -> None:
        """Sort sibling blocks into sections."""
        in_bold = bold_titles(self.source, blocks)
        for index, block in enumerate(blocks):
            if block.span.start in in_bold:
                self._begin_group(in_bold[block.span.start], in_bold=True)
            elif block.kind == "heading":
                if not _is_navigation(block, self.ways_back):
                    self._begin(block, block.level)
            elif block.kind == "html":
                self._add_html(block, blocks[index + 1 : index + 1 + _MOST_BLOCKS])
            elif block.kind == "tab":
                around, depth = self.parts[-1], len(self.folds)
                self._begin_group(replace(block, kind="heading", children=()))
                self.folds.append(around)
                self.add(block.children)
                del self.folds[depth:]
                self._resume(around, block.span.end)
            else:
                self.parts[-1].blocks.append(block)
                self._close_folds_within(block)

    def sections(self) -> list[Sectioned]:
        """Return the sections with their blocks."""
        ends = [*(part.start for part in self.parts), len(self.source.text)][1:]
        return [
            (
                Section(
                    part.title,
                    part.level,
                    tuple(title for _, title in part.path),
                    Span(self.source, part.start, end),
                    part.heading,
                ),
                part.blocks,
            )
            for part, end in zip(self.parts, ends, strict=True)
        ]

    def _begin(self, heading: Block, level: int) -> None:
        """Begin the section of a heading; a heading of a rank above a fold ends that fold, closed or not."""
        while self.folds and (self.folds[-1] is None or self.folds[-1].level >= level):
            self.folds.pop()
        base = self.folds[-1] if self.folds else None
        kept = len(base.path) + 1 if base else 0  # the path down to the title of the group
        path = self.parts[-1].path
        path = (*path[:kept], *(rank for rank in path[kept:] if rank[0] < level))
        title = " ".join(heading.text.split())
        self.parts.append(_Part(heading.span.start, level, (*path, (level, title)), heading))

    def _begin_group(self, heading: Block, *, in_bold: bool = False) -> None:
        """Begin a group below the section around it, or in the place of one of news and the like, or of another in bold."""
        around, title = self.parts[-1], " ".join(heading.text.split())
        is_below = _ABOUT.match(around.title) is None and not (in_bold and around.in_bold)
        level = around.level + is_below
        path = (*(around.path if is_below else around.path[:-1]), (level, title))
        self.parts.append(
            _Part(heading.span.start, level, path, replace(heading, level=level, info=GROUP), in_bold=in_bold)
        )

    def _resume(self, around: _Part, at: int) -> None:
        """Go on with the section around a group that ends at an offset; nothing need follow there."""
        self.parts.append(_Part(at, around.level, around.path, around.heading, in_bold=around.in_bold))

    def _add_html(self, block: Block, following: Sequence[Block]) -> None:
        """Cut a block of HTML at its headings and folds."""
        inlines, start, index = block.inlines, 0, 0
        in_table = False
        while index < len(inlines):
            heading = _HEADING_TAG.match(inlines[index].span.text) if inlines[index].kind == "break" else None
            tag = _TAG.match(inlines[index].span.text) if inlines[index].kind in ("break", "html") else None
            if tag and tag["name"].lower() == "table":
                in_table = not tag["close"]
            elif heading and not heading["close"] and not in_table:
                end = _closing(inlines, index, _HEADING_TAG)
                line = _line(self.source, inlines, index, end)
                if line.text.strip() and not _is_navigation(line, self.ways_back):
                    self._take(block, start, index)
                    start = end + 1
                    self._begin(replace(line, level=int(heading["level"])), int(heading["level"]))
                index = end
            elif tag and tag["name"].lower() == "details":
                if tag["close"]:
                    self._take(block, start, index + 1)
                    start = index + 1
                    self._end_fold(inlines[index].span.end)
                else:
                    summary = _summary(self.source, inlines, index)
                    rest = _Rest(inlines[index + 1 : index + 1 + _MOST_PIECES * _SAMPLE], following)
                    if summary and len(self.folds) < _DEEPEST_FOLD and self._is_group(summary, rest):
                        self._take(block, start, index)
                        self.folds.append(self.parts[-1])
                        self._begin_group(summary)
                        index = start = _closing(inlines, index, _TAG, "summary") + 1
                        continue
                    self.folds.append(None)
            index += 1
        self._take(block, start, len(inlines))

    def _take(self, block: Block, start: int, end: int) -> None:
        """Add what lies between two pieces of a block of HTML to the section."""
        inlines = block.inlines[start:end]
        if inlines and (start > 0 or end < len(block.inlines)):
            place = Span(self.source, inlines[0].span.start, inlines[-1].span.end)
            block = replace(block, span=place, body=place, inlines=inlines)
        if any(inline.value.strip() or inline.link for inline in inlines) or (inlines and end == len(block.inlines)):
            self.parts[-1].blocks.append(block)

    def _end_fold(self, at: int) -> None:
        around = self.folds.pop() if self.folds else None
        if around is not None:
            self._resume(around, at)

    def _close_folds_within(self, block: Block) -> None:
        """Take note of the folds that open and end within another block, such as the last bullet of a group."""
        depth = 0
        for inner in block.walk() if self.folds else ():
            for inline in inner.inlines:
                tag = _TAG.match(inline.span.text) if inline.kind == "html" else None
                if tag and tag["name"].lower() == "details":
                    depth += -1 if tag["close"] else 1
        for _ in range(-depth):
            self._end_fold(block.span.end)

    def _is_group(self, summary: Block, rest: _Rest) -> bool:
        """Say whether a fold holds works under a title, rather than the details of one work, or more news."""
        if any(names_work(link) for link in summary.links()):
            return False
        lines = list(islice(rest.lines(self.source), _SAMPLE))
        if not rest.has_table and sum(not is_field(line) for line in lines) < 2:
            return False
        outer = self.parts[-1]
        if _ABOUT.match(outer.title) is None:
            return True
        works = sum(any(region.link and names_work(region.link) for region in line.links) for line in lines)
        dated = sum(_is_dated(line.text) for line in lines)
        return works >= _LEAST_WORKS and dated * 2 < len(lines)


@dataclass
class _Rest:
    """What follows the opening tag of a fold: the rest of its own block of HTML, and the blocks after that."""

    inlines: Sequence[Inline]
    blocks: Sequence[Block]
    has_table: bool = False
    depth: int = 1

    def lines(self, source: Source) -> Iterator[VisibleText]:
        """Yield the bullets and HTML list items of the fold, up to its end; note whether it has a table."""
        yield from self._html_lines(source)
        for block in self.blocks if self.depth > 0 else ():
            for inner in block.walk():
                self.has_table = self.has_table or inner.kind == "table"
                if inner.kind == "item":
                    own, _ = own_blocks(inner)
                    yield VisibleText.of(source, [inline for each in own for inline in each.inlines])
                for inline in inner.inlines:
                    self._take_tag(inline)
            if self.depth <= 0 or block.kind == "heading":
                return

    def _html_lines(self, source: Source) -> Iterator[VisibleText]:
        item: list[Inline] | None = None
        for inline in self.inlines:
            if self._take_tag(inline) == "li":
                if item:
                    yield VisibleText.of(source, item)
                item = []
            elif item is not None:
                item.append(inline)
            if self.depth <= 0:
                break
        if item:
            yield VisibleText.of(source, item)

    def _take_tag(self, inline: Inline) -> str:
        """Note what a tag says of the fold; return its name, empty if there is none."""
        tag = _TAG.match(inline.span.text) if inline.kind in ("break", "html") else None
        name = tag["name"].lower() if tag else ""
        if tag and name == "details":
            self.depth += -1 if tag["close"] else 1
        self.has_table = self.has_table or name in ("table", "td")
        return name


def _is_dated(text: str) -> bool:
    """Say whether a bullet begins with a month or a day, as an item of news does; a year alone is no sign of it."""
    found = _BEFORE_DATE.match(text)
    return date_length(text, found.end() if found else 0) > len("2024")


def _is_navigation(heading: Block, ways_back: set[str]) -> bool:
    """Say whether a heading is nothing but links to other parts of the document, one of the ways back or several."""
    fragments = _own_fragments(heading)
    return len(fragments) > 1 or (len(fragments) == 1 and " ".join(heading.text.split()) in ways_back)


def _ways_back(headings: Iterable[Block]) -> set[str]:
    """Return the texts of the headings that only lead back to one place, such as the contents.

    A list may link the titles of all its sections to its contents. A way back is a text that repeats, and the only one that
    links to its place.
    """
    texts: dict[str, list[str]] = {}
    for heading in headings:
        fragments = _own_fragments(heading)
        if len(fragments) == 1:
            texts.setdefault(fragments[0], []).append(" ".join(heading.text.split()))
    return {found[0] for found in texts.values() if len(found) > 1 and len(set(found)) == 1}


def _own_fragments(heading: Block) -> list[str]:
    """Return the parts of the document that a heading links to, if it is nothing but such links."""
    links = [inline.link for inline in heading.inlines if inline.link is not None]
    rest = "".join(inline.value for inline in heading.inlines if inline.link is None)
    if any(character.isalnum() for character in rest) or not all(link.url.startswith("#") for link in links):
        return []
    return [link.url[1:].lower() for link in links]


def _closing(inlines: Sequence[Inline], index: int, pattern: re.Pattern[str], name: str = "") -> int:
    """Return the index of the next closing tag that a pattern finds, or the last index there is."""
    last = min(index + _MOST_PIECES, len(inlines) - 1)
    for at in range(index + 1, last + 1):
        found = pattern.match(inlines[at].span.text) if inlines[at].kind in ("break", "html") else None
        if found and found["close"] and (not name or found["name"].lower() == name):
            return at
    return last


def _line(source: Source, inlines: Sequence[Inline], start: int, end: int) -> Block:
    """Return the heading that two tags of HTML enclose."""
    place = Span(source, inlines[start].span.start, inlines[end].span.end)
    return Block("heading", place, place, inlines=tuple(inlines[start + 1 : end]))


def _summary(source: Source, inlines: Sequence[Inline], index: int) -> Block | None:
    """Return the summary of the fold whose opening tag has an index, as a heading."""
    for at in range(index + 1, min(index + _MOST_PIECES, len(inlines))):
        tag = _TAG.match(inlines[at].span.text) if inlines[at].kind in ("break", "html") else None
        if tag and tag["name"].lower() == "summary" and not tag["close"]:
            return _line(source, inlines, at, _closing(inlines, at, _TAG, "summary"))
        if tag or inlines[at].value.strip():
            return None
    return None
