"""The rule split-by-comment."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from litlint import regex as re
from litlint.rule import Bad, Block, Context, Document, Edit, Finding, Fix, Good, Rule, Severity, Span
from litlint.write.directive import end_of_line

# A block that is one comment and nothing else.
_COMMENT = re.compile(r"[ \t]*<!--(?:(?!-->).)*+-->[ \t]*", re.S)
# A pipe that separates cells; one after a backslash is text.
_PIPE = re.compile(r"(?<!\\)\|")
_LINE_END = re.compile(r"[ \t]*(?:\r?\n)?")


class SplitByComment(Rule):
    """A comment on a line of its own splits a table or a list.

    Markdown ends a table at a comment line: GitHub shows the rows after it as plain text. A directive between two items
    begins a new list.

    Write the comment at the end of the row, inside its last cell, or at the end of the item's line.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            "| Title | Year |\n|--|--|\n| Sorting | 2020 |\n<!-- to be checked -->\n| Searching | 2021 |\n",
            finds="<!-- to be checked -->",
            fixed="| Title | Year |\n|--|--|\n| Sorting | 2020 |\n| Searching | 2021 <!-- to be checked --> |\n",
        ),
        Bad(
            "1. Ants\n2. Bees\n<!-- litlint: allow numbering (3 was withdrawn) -->\n4. Cats\n5. Dogs\n",
            finds="<!-- litlint: allow numbering (3 was withdrawn) -->",
            fixed="1. Ants\n2. Bees\n4. Cats <!-- litlint: allow numbering (3 was withdrawn) -->\n5. Dogs\n",
        ),
        Good("| Title | Year |\n|--|--|\n| Sorting | 2020 <!-- to be checked --> |\n| Searching | 2021 |\n"),
        Good("| Title | Year |\n|--|--|\n| Sorting | 2020 |\n\n<!-- the end -->\n\nA | B is a choice.\n"),
        Good("- Ants\n<!-- more insects -->\n- Bees\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        directives = {allowance.span for allowance in document.allowances}
        for siblings in _siblings(document.blocks):
            for before, comment, after in _triples(siblings):
                if before.kind == "table" and _is_row(after, before):
                    yield self._finding(
                        comment, after, "ends the table: the rows after it are shown as plain text", None
                    )
                elif before.kind == after.kind == "list" and _body(comment) in directives:
                    yield self._finding(comment, after, "ends the list: the next item begins a new one", Severity.NOTE)

    def _finding(self, comment: Block, after: Block, effect: str, severity: Severity | None) -> Finding:
        place = _body(comment)
        source = place.source
        line = source.offset(source.position(place.start)[0], 1)
        end = _LINE_END.match(source.text, place.end)
        edits = (
            Edit(source.span(line, end.end() if end else place.end), ""),
            end_of_line(source, after.span.start, place.text),
        )
        where = "row" if severity is None else "item"
        fix = Fix(f"move the comment to the end of the next {where}", edits)
        return self.finding(place, f"this comment {effect}", fix=fix, severity=severity)


def _siblings(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield each run of blocks that follow each other at one depth."""
    yield blocks
    for block in blocks:
        if block.kind in ("list", "item", "quote"):
            yield from _siblings(block.children)


def _triples(blocks: Iterable[Block]) -> Iterator[tuple[Block, Block, Block]]:
    """Yield three blocks that touch, the second of them a comment on one line."""
    pairs = list(pairwise(blocks))
    for (before, comment), (_, after) in pairwise(pairs):
        if comment.kind != "html" or "\n" in _body(comment).text or not _COMMENT.fullmatch(_body(comment).text):
            continue
        source = comment.span.source
        gap = source.text[before.span.end : comment.span.start] + source.text[comment.span.end : after.span.start]
        touches = source.position(after.span.start)[0] - source.position(_body(comment).start)[0] == 1
        if (
            touches
            and not gap.strip(" \t\r\n>")
            and source.text[before.span.start : comment.span.start].count("\n") > 0
        ):
            yield before, comment, after


def _body(comment: Block) -> Span:
    """Return the place of a block without the white space around its text."""
    text = comment.span.text
    start = len(text) - len(text.lstrip())
    return comment.span.sub(start, start + len(text.strip()))


def _is_row(block: Block, table: Block) -> bool:
    """Say whether a paragraph begins with a line that has as many cells as a table has columns."""
    line = block.span.text.partition("\n")[0].strip()
    cells = len(_PIPE.findall(line.strip("|"))) + 1
    return block.kind == "paragraph" and line.startswith("|") and cells == len(table.children[0].children)
