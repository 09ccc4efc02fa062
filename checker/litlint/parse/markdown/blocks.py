"""mistune's block parser, taught to remember where each block begins."""

from __future__ import annotations

from re import Match
from typing import Any, ClassVar

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import parse_link_href
from mistune.util import unikey

from litlint import regex as re
from litlint.model.source import Source
from litlint.parse.markdown.containers import Content, Marker, read_item, read_quote, read_tab
from litlint.parse.positions import LineMap

# A cell of the line below a table's header (GitHub's tables extension).
_DELIMITER_CELL = re.compile(r"[ \t]*:?-+:?[ \t]*\Z")
_BLANKS = " \t\n\v\f"
# A `|` that no backslash escapes: an even number of backslashes escape each other.
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")
# A line with a pipe above a line of dashes, pipes and colons (GitHub Flavored Markdown, 4.10).
_TABLE = r"^ {0,3}(?=\S[^\n]*\n {0,3}[|:-])(?=[^\n]*\|)[^\n]+\n(?= {0,3}[|:-][-|: \t]*(?:\n|\Z))"
# A tab (`=== "2024"`), an admonition (`!!! note`) or a fold (`??? note "Old"`) of MkDocs, with an indented line below it.
_TAB = (
    r"^(?:===[!+]?|!!!|\?\?\?\+?)[ \t]+(?:[\w-]+[ \t]+)*+(?:\"(?P<tab_title>[^\"\n]*)\"|(?P<tab_kind>[\w -]+))[ \t]*\n"
    r"(?=(?:[ \t]*\n)*+(?: {4}|\t))"
)
# A line that begins no block, as nearly all items of a list are: it begins with a letter or with the bracket, the quotation
# mark or the bold words that only text begins with, and is not the definition of a reference (`[1]: URL`).
_ONLY_TEXT = re.compile(r"(?:[^\W\d_]|[\[(\"“]|\*\*[^\W_])(?:[^\]\n]|\](?!:))*+")
_BLANK_LINES = r"^(?:[ \t\v\f]*+\n)++"
_ROW_ENDS = ["thematic_break", "fenced_code", "atx_heading", "block_quote", "list", "block_html"]


class Tokens(list[dict[str, Any]]):
    """The tokens of one text, whose ``map`` leads from their offsets to the source."""

    map: LineMap


class State(BlockState):
    """A text being parsed into blocks, with the map of its offsets to the source."""

    tokens: Tokens
    map: LineMap

    @classmethod
    def of_source(cls, source: Source, start: int) -> State:
        """Begin with a source's text from an offset on."""
        return cls().at(LineMap.of_source(source, start))

    def at(self, place: LineMap) -> State:
        """Begin with the text of a map."""
        self.map = place
        self.tokens = Tokens()
        self.tokens.map = place
        self.process(place.text)
        return self

    def append_token(self, token: dict[str, Any]) -> None:
        """Add a token that begins where the state is."""
        token.setdefault("start", self.cursor)
        super().append_token(token)

    def add_paragraph(self, text: str) -> None:
        """Add text that is at the cursor to the last paragraph, or begin one; its text is read off its place later."""
        if not self.tokens or self.tokens[-1]["type"] != "paragraph":
            self.append_token({"type": "paragraph"})

    def append_paragraph(self) -> int | None:
        """Add the line at the cursor to the last paragraph, if there is one right above it; return where it ends."""
        above = bool(self.tokens) and self.tokens[-1]["type"] == "paragraph"
        return self.find_line_end() if above else None


class Blocks(BlockParser):
    """The blocks of GitHub Flavored Markdown: CommonMark's and tables, whose rows may be short or long."""

    state_cls = State
    # mistune's own patterns backtrack over every run of blanks in a heading, and keep a note of every blank
    # line and mark.
    BLANK_LINE = re.compile(_BLANK_LINES, re.M)
    SPECIFICATION: ClassVar[dict[str, str]] = {
        **BlockParser.SPECIFICATION,
        "blank_line": _BLANK_LINES,
        "thematic_break": r"^ {0,3}(?:(?:-[ \t]*+){3,}+|(?:_[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+)$",
        "setex_heading": r"^ {0,3}(?:(?P<setext_1>=)=*+|-++)[ \t]*$",
        # Indented code is found line by line, before these patterns are tried.
        "indent_code": r"(?!)",
        "atx_heading": r"^ {0,3}(?P<atx_1>#{1,6})(?P<atx_2>(?=[ \t\n]|\Z)[^\n]*)$",
        "table": _TABLE,
        "tab": _TAB,
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.rules.insert(self.rules.index("ref_link"), "table")
        self.rules.insert(0, "tab")

    def parse_method(self, m: Match[str], state: BlockState) -> int | None:
        """Parse the block that begins at a match and note its place in its first token."""
        before = len(state.tokens)
        end = super().parse_method(m, state)
        if len(state.tokens) > before:
            state.tokens[before]["start"] = m.start()
        return end

    def _parse_indent_code_fast(self, state: BlockState) -> int | None:
        """Parse indented code; a line of blanks alone is not code, however many they are."""
        line = state.get_line(state.cursor)
        return None if line.isspace() else super()._parse_indent_code_fast(state)

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        """Parse a heading in linear time; ``text`` is where its text is, the closing hashes left out."""
        start, end = trimmed(state.src, *m.span("atx_2"))
        bare = start + len(state.src[start:end].rstrip("#"))
        if bare == start or state.src[bare - 1] in " \t":
            end = trimmed(state.src, start, bare)[1]
        state.append_token({"type": "heading", "text": (start, end), "attrs": {"level": len(m.group("atx_1"))}})
        return m.end() + 1

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        """Parse the items of a list (CommonMark 0.31.2, 5.3); return 0 if there is none."""
        assert isinstance(state, State)  # noqa: S101 - this parser makes no other
        at = m.start()
        marker = Marker.read(state.get_line(at).rstrip("\n"))
        if marker is None:
            return 0
        if not marker.may_interrupt and (end := state.append_paragraph()):
            return end
        items, kind = [], marker.kind
        following: Marker | None = marker
        while following is not None and following.kind == kind:
            content = read_item(state.src, at, following, state.lazy_line_starts)
            items.append({"type": "item", "start": at, "children": self._children(state, content, at)})
            at = content.end
            following = None if at in state.lazy_line_starts else Marker.read(state.get_line(at).rstrip("\n"))
        state.append_token({"type": "list", "bullet": kind, "items": items})
        return at

    def parse_block_quote(self, m: Match[str], state: BlockState) -> int:
        """Parse the content of a block quote (CommonMark 0.31.2, 5.1)."""
        assert isinstance(state, State)  # noqa: S101 - this parser makes no other
        content = read_quote(state.src, m.start(), state.lazy_line_starts)
        state.append_token({"type": "block_quote", "children": self._children(state, content, m.start())})
        return content.end

    def parse_tab(self, m: Match[str], state: BlockState) -> int:
        """Parse the content of a tab or admonition; ``text`` is where its title is."""
        assert isinstance(state, State)  # noqa: S101 - this parser makes no other
        content = read_tab(state.src, m.end())
        title = m.span("tab_title") if m.group("tab_title") is not None else m.span("tab_kind")
        state.append_token({"type": "tab", "text": title, "children": self._children(state, content, m.end())})
        return content.end

    def _children(self, state: State, content: Content, start: int) -> Tokens:
        """Parse the content of a container; in the deepest one no other is looked for."""
        place = state.map.child(content.text, state.map.line_of(start))
        if len(content.lines) == 1 and _ONLY_TEXT.fullmatch(content.lines[0]):
            tokens = Tokens([{"type": "paragraph", "start": 0}])
            tokens.map = place
            return tokens
        child = State(state).at(place)
        child.lazy_line_starts = content.lazy_starts
        deepest = state.depth() >= self.max_nested_level - 1
        self.parse(child, [rule for rule in self.rules if not (deepest and rule in ("list", "block_quote", "tab"))])
        return child.tokens

    def parse_ref_link(self, m: Match[str], state: BlockState) -> int | None:
        """Parse the definition of a reference; a footnote's text is a paragraph."""
        if m.group("reflink_1").startswith("^"):
            return None
        before = len(state.tokens)
        last = state.last_token()
        end = super().parse_ref_link(m, state)
        if end and len(state.tokens) == before and not (last and last["type"] == "paragraph"):
            state.append_token({"type": "definition", "label": m.group("reflink_1"), "colon": m.end(), "end": end})
            self._note_place(m, state)
        return end

    def _note_place(self, m: Match[str], state: BlockState) -> None:
        """Remember where the URL of a definition is; the first definition of a name wins."""
        assert isinstance(state, State)  # noqa: S101 - this parser makes no other
        href, end = parse_link_href(state.src, m.end(), block=True)
        definition = state.env["ref_links"][unikey(m.group("reflink_1"))]
        if href is not None and end is not None:
            stop = end - 1 if state.src[end - 1] == ">" and not href.endswith(">") else end
            state.tokens[-1]["url"] = (stop - len(href), stop)
            definition.setdefault("place", state.map.span(stop - len(href), stop))

    def parse_table(self, m: Match[str], state: BlockState) -> int | None:
        """Parse a table (GitHub Flavored Markdown, 4.10): cells are cut at pipes without a backslash before them."""
        header = _cells(state.src, m.start(), m.end())
        below = state.find_line_end_at(m.end())
        delimiters = _cells(state.src, m.end(), below)
        if len(header) != len(delimiters) or not all(
            _DELIMITER_CELL.match(state.src[start:end]) for start, end in delimiters
        ):
            return None
        rows, at = [(m.start(), header)], below
        row_ends = self.compile_sc(_ROW_ENDS)
        while at < state.cursor_max:
            end = state.find_line_end_at(at)
            if state.src[at:end].isspace() or row_ends.match(state.src, at):
                break
            rows.append((at, _cells(state.src, at, end)))
            at = end
        state.append_token({"type": "table", "rows": rows})
        return at


def trimmed(src: str, start: int, end: int) -> tuple[int, int]:
    """Return where a stretch of a text begins and ends, blanks and line feeds around it left out."""
    bare = src[start:end].rstrip(_BLANKS)
    return start + len(bare) - len(bare.lstrip(_BLANKS)), start + len(bare)


def _cells(src: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the cells of a line lie, blanks around them left out."""
    start, end = trimmed(src, start, end)
    pipes = [found.end() - 1 for found in _PIPE.finditer(src, start, end)]
    if pipes and pipes[0] == start:
        start += 1
        pipes = pipes[1:]
    if pipes and pipes[-1] == end - 1:
        end -= 1
        pipes = pipes[:-1]
    begins, ends = [start, *(pipe + 1 for pipe in pipes)], [*pipes, end]
    return [trimmed(src, begin, max(begin, stop)) for begin, stop in zip(begins, ends, strict=True)]
