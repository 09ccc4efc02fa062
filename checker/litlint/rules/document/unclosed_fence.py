"""The rule unclosed-fence."""

from bisect import bisect_left
from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Block, Context, Finding, Good, Related, Rule, Severity, Span

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

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        opening = _OPENING.match(block.span.text) if block.kind == "fence" else None
        if opening is None:
            return
        place = block.span.sub(opening.start("fence"), len(opening[0]))
        help_text = f"write {opening['fence']} on a line of its own after the code"
        if not block.closed:
            message = "this fence is never closed, so all that follows is code"
            yield self.finding(place, message, help=help_text, related=_end(block, context))
        elif inner := _swallowed(block, opening["fence"]):
            message = f"this fence is not closed before the next one opens in line {inner.line}"
            related = [*_end(block, context), Related(inner, "opens here, inside the other one")]
            yield self.finding(place, message, help=help_text, related=related)


def _swallowed(block: Block, fence: str) -> Span | None:
    """Return a line in the code that opens a fence which the code's own fence could not hold."""
    for found in _INNER.finditer(block.body.text):
        if found["fence"].startswith(fence):
            return block.body.sub(found.start("fence"), found.end())
    return None


def _ends_of_citations(context: Context) -> list[int]:
    return sorted(citation.span.end for citation in context.document.citations)


def _end(block: Block, context: Context) -> list[Related]:
    """Return where the code ends, if that is plain: after its first citation, or before the first heading."""
    ends = context.derived(_ends_of_citations)
    index = bisect_left(ends, block.body.start)
    heading = _HEADING.search(block.body.text)
    limit = block.body.start + heading.start() if heading else block.body.end
    if index < len(ends) and ends[index] <= limit:
        return [Related(Span(block.span.source, ends[index] - 1, ends[index]), "the code ends here")]
    if heading is None:
        return []
    end = block.body.start + len(block.body.text[: heading.start()].rstrip())
    return [Related(Span(block.span.source, max(end - 1, block.body.start), end), "the code ends here")]
