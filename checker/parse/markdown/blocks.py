"""mistune's block parser, taught to remember where each block begins."""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import parse_link_href
from mistune.util import unikey

from checker.model.source import Source
from checker.parse.positions import LineMap

_DELIMITER_CELL = re.compile(r"[ \t]*:?-+:?[ \t]*\Z")
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")
# A line with a pipe above a line of dashes, pipes and colons (GitHub Flavored Markdown, 4.10).
_TABLE = r"^ {0,3}(?=\S[^\n]*\n {0,3}[|:-])(?=[^\n]*\|)[^\n]+\n(?= {0,3}[|:-][-|: \t]*(?:\n|\Z))"
_ROW_ENDS = ["thematic_break", "fenced_code", "atx_heading", "block_quote", "list", "block_html"]
_TRAILING_HASHES = re.compile(r"#+\Z")


class Tokens(list[dict[str, Any]]):
    """The tokens of one state, which stays at hand because it alone knows their places."""

    state: State


class State(BlockState):
    """A text being parsed into blocks, with the map of its offsets to the source."""

    tokens: Tokens
    map: LineMap

    def __init__(self, parent: State | None = None) -> None:
        super().__init__(parent)
        self.tokens = Tokens()
        self.tokens.state = self
        self.first_line = 0
        self._unclaimed = 0

    @classmethod
    def of_source(cls, source: Source, start: int) -> State:
        """Begin with a source's text from an offset on."""
        state = cls()
        text, state.map = LineMap.of_source(source, start)
        # mistune takes only what ends in a line feed for the definition of a reference.
        state.process(text if text.endswith("\n") else text + "\n")
        return state

    def claim(self, offset: int) -> int:
        """Say that the next child begins in the line of an offset; return what to restore by ``restore``."""
        before = self._unclaimed
        self._unclaimed = self.map.line_of(offset)
        return before

    def restore(self, line: int) -> None:
        """Undo a ``claim``, so that a block that interrupts another leaves no trace."""
        self._unclaimed = line

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> State:
        """Make the state of a list item's or block quote's content and find its lines in this one."""
        child = super().child_state(src, lazy_line_starts)
        assert isinstance(child, State)  # noqa: S101 - the base class makes children of its own class
        line = self._skip_blank(self._unclaimed)
        child.first_line = line
        first = src.partition("\n")[0].strip()
        begin, stop = self.map.line_bounds(self.src, line)
        # An item whose marker stands alone in its line has its content in the next one.
        if not self.src[begin:stop].rstrip().endswith(first) and line + 1 < len(self.map.starts):
            line += 1
        child.map, self._unclaimed = self.map.child(src, self.src, line)
        return child

    def _skip_blank(self, line: int) -> int:
        last = len(self.map.starts) - 1
        line = min(line, last)
        while line < last:
            begin, stop = self.map.line_bounds(self.src, line)
            if not self.src[begin:stop].isspace() and begin < stop:
                break
            line += 1
        return line

    def append_token(self, token: dict[str, Any]) -> None:
        """Add a token that begins where the state stands."""
        token.setdefault("start", self.cursor)
        super().append_token(token)

    def add_paragraph(self, text: str) -> None:
        """Add text that stands at the cursor to the last paragraph, or begin one."""
        super().add_paragraph(text)
        self.tokens[-1].setdefault("start", self.cursor)


class Blocks(BlockParser):
    """The blocks of GitHub Flavored Markdown: CommonMark's and tables, whose rows may be short or long."""

    state_cls = State
    # mistune's own pattern backtracks over every run of blanks in the heading.
    SPECIFICATION = {
        **BlockParser.SPECIFICATION,
        "atx_heading": r"^ {0,3}(?P<atx_1>#{1,6})(?P<atx_2>(?=[ \t\n]|\Z)[^\n]*)$",
        "table": _TABLE,
    }  # fmt: skip
    _rules = list(BlockParser.DEFAULT_RULES)
    _rules.insert(_rules.index("ref_link"), "table")
    DEFAULT_RULES = tuple(_rules)

    def parse_method(self, m: Match[str], state: BlockState) -> int | None:
        """Parse the block that begins at a match and note its place in its first token."""
        before = len(state.tokens)
        end = super().parse_method(m, state)
        if len(state.tokens) > before:
            state.tokens[before]["start"] = m.start()
        return end

    def parse_atx_heading(self, m: Match[str], state: BlockState) -> int:
        """Parse a heading in linear time."""
        text = m.group("atx_2").strip(" \t")
        bare = _TRAILING_HASHES.sub("", text)
        if bare != text and (not bare or bare[-1] in " \t"):
            text = bare.rstrip(" \t")
        state.append_token({"type": "heading", "text": text, "attrs": {"level": len(m.group("atx_1"))}})
        return m.end() + 1

    def parse_list(self, m: Match[str], state: BlockState) -> int:
        """Parse a list, its items' lines to be found from its first line on."""
        assert isinstance(state, State)  # noqa: S101 - this parser makes no other
        before = state.claim(m.start())
        end = super().parse_list(m, state)
        state.restore(before)
        return end

    def parse_block_quote(self, m: Match[str], state: BlockState) -> int:
        """Parse a block quote, its lines to be found from its first line on."""
        assert isinstance(state, State)  # noqa: S101 - this parser makes no other
        before = state.claim(m.start())
        end = super().parse_block_quote(m, state)
        state.restore(before)
        return end

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
        """Remember where the URL of a definition stands; the first definition of a name wins."""
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


def _cells(src: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the cells of a line lie, blanks around them left out."""
    while end > start and src[end - 1] in " \t\n":
        end -= 1
    while start < end and src[start] in " \t":
        start += 1
    pipes = [found.end() - 1 for found in _PIPE.finditer(src, start, end)]
    if pipes and pipes[0] == start:
        start += 1
        pipes = pipes[1:]
    if pipes and pipes[-1] == end - 1:
        end -= 1
        pipes = pipes[:-1]
    cells = []
    for begin, stop in zip([start, *(pipe + 1 for pipe in pipes)], [*pipes, end], strict=True):
        text = src[begin:stop]
        left = begin + len(text) - len(text.lstrip(" \t"))
        cells.append((left, max(left, stop - (len(text) - len(text.rstrip(" \t"))))))
    return cells
