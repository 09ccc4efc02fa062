"""The rule unclosed-fence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from litlint import regex as re
from litlint.model.document import Document
from litlint.model.finding import Finding, Related, Severity
from litlint.model.nodes import Block
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule

# The line that opens a code block.
_OPENING = re.compile(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]*+)?(?P<fence>`{3,}|~{3,})[^\r\n]*")
# A fence with a language inside a code block: the one before it was never closed.
_INNER = re.compile(r"^[ \t>]{0,12}(?P<fence>`{3,}|~{3,})[ \t]*[A-Za-z{][^`\r\n]*(?=\r?$)", re.M)
# A heading inside a code block, which is a sign that the block should have ended.
_HEADING = re.compile(r"^[ \t>]{0,12}#{1,6} \S", re.M)


class UnclosedFence(Rule):
    """A code fence that is never closed, or that another fence closes.

    All that follows, up to the next closing fence or the end of the file, is shown as code: entries, headings, and the
    opening of the next fence. A fence closes with at least as many marks as it opened with, and nothing after them.

    Write ``` on a line of its own after the code.
    """

    severity = Severity.ERROR
    examples = (
        Bad("```bibtex\n@misc{doe, title={Sorting}}\n\n## Gardens\n", finds="```bibtex"),
        Bad("- code\n\n  ~~~\n  sort(a)\n  ```\n", finds="~~~"),
        Bad(
            "```bibtex\n@misc{doe, title={Sorting}}\n\n## Gardens\n\n```bibtex\n@misc{roe, title={Towns}}\n```\n",
            finds="```bibtex",
        ),
        Good("```bibtex\n@misc{doe, title={Sorting}}\n```\n"),
        Good("````markdown\n```bibtex\n@misc{doe, title={Sorting}}\n```\n````\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        ends = sorted(citation.span.end for citation in document.citations)
        for block in document.walk():
            if block.kind != "fence":
                continue
            opening = _OPENING.match(block.span.text)
            if opening is None:
                continue
            place = block.span.sub(opening.start("fence"), len(opening[0]))
            if not block.closed:
                yield self.finding(
                    place,
                    "this fence is never closed, so that what follows is code",
                    help=f"write {opening['fence']} on a line of its own after the code",
                    related=_end(block, ends),
                )
            elif inner := _swallowed(block, opening["fence"]):
                yield self.finding(
                    place,
                    f"this fence is not closed before the next one opens in line {inner.line}",
                    help=f"write {opening['fence']} on a line of its own after the code",
                    related=[*_end(block, ends), Related(inner, "opens here, inside the other one")],
                )


def _swallowed(block: Block, fence: str) -> Span | None:
    """Return a line in the code that opens a fence which the code's own fence could not hold."""
    for found in _INNER.finditer(block.body.text):
        if found["fence"].startswith(fence):
            return block.body.sub(found.start("fence"), found.end())
    return None


def _end(block: Block, ends: list[int]) -> list[Related]:
    """Return where the code ends, if that is plain: behind its first citation, or before the first heading."""
    index = bisect_left(ends, block.body.start)
    heading = _HEADING.search(block.body.text)
    limit = block.body.start + heading.start() if heading else block.body.end
    if index < len(ends) and ends[index] <= limit:
        return [Related(Span(block.span.source, ends[index] - 1, ends[index]), "the code ends here")]
    if heading is None:
        return []
    end = block.body.start + len(block.body.text[: heading.start()].rstrip())
    return [Related(Span(block.span.source, max(end - 1, block.body.start), end), "the code ends here")]
