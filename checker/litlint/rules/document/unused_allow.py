"""The rule unused-allow."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Allowance, Bad, Edit, Finding, Fix, Good, Part, Rule, Span, Workspace

# Nothing else on the line.
_REST = re.compile(r"[ \t]*(?:\r?\n|\Z)")
# An empty line before the comment.
_BLANK_BEFORE = re.compile(r"(?:\n|\A)\r?\n\Z")
# A line that begins a block of its own: without the comment before it, it joins no paragraph.
_BLOCK_START = re.compile(r"[ \t]*(?:[-*+>|#]|\d{1,9}[.)]|```|~~~)")
_EMPTY = "```bibtex\n@misc{gardens,\n  title = {A Study of Gardens},\n  month = {},\n}\n```\n"


class UnusedAllow(Rule):
    """A directive that silences nothing.

    The fault that it allowed is gone, or it is in the wrong place, or it gives no reason, without which it has no
    effect. Left where it is, it will hide the next fault. A directive is judged only when its rule ran and could know.

    Remove the directive, or move it: before an entry's first line it covers that entry, on a line of its own inside an
    entry the next block, at the end of a bullet or a table row that row's entry; `allow-file` covers the file.
    """

    examples = (
        Bad(
            "<!-- litlint: allow bibtex-empty-field (not yet in print) -->\n\nAll is well.\n",
            finds="bibtex-empty-field",
            fixed="All is well.\n",
        ),
        Bad(
            f"<!-- litlint: allow bibtex-empty-field -->\n{_EMPTY}",
            finds="<!-- litlint: allow bibtex-empty-field -->",
        ),
        Bad(
            f"<!-- litlint: allow repeated-key, bibtex-empty-field (not yet in print) -->\n{_EMPTY}",
            finds="repeated-key",
            fixed=f"<!-- litlint: allow bibtex-empty-field (not yet in print) -->\n{_EMPTY}",
        ),
        Good(f"<!-- litlint: allow bibtex-empty-field (not yet in print) -->\n{_EMPTY}"),
    )

    def check_allowances(
        self, unused: frozenset[Part[str]], workspace: Workspace, known: frozenset[str]
    ) -> Iterator[Finding]:
        for document in workspace.documents:
            for allowance in document.allowances:
                if allowance.rules and not allowance.reason:
                    yield self._unreasoned(allowance)
                    continue
                idle = [part for part in allowance.rules if part in unused]
                if idle and len(idle) == len(allowance.rules):
                    yield self._idle(idle[0], len(idle), Fix("remove the directive", *_removal(allowance.span)))
                else:
                    for part in idle:
                        edit = Edit(_with_comma(allowance, part), "")
                        yield self._idle(part, 1, Fix(f"remove {part.value} from the directive", (edit,)))

    def _unreasoned(self, allowance: Allowance) -> Finding:
        return self.finding(
            allowance.span,
            "the directive gives no reason, so it has no effect",
            help="say why this is right, in parentheses: <!-- litlint: allow rule-name (reason) -->",
        )

    def _idle(self, part: Part[str], count: int, fix: Fix) -> Finding:
        what = f"{part.value} finds nothing here" if count == 1 else "none of these rules finds anything here"
        return self.finding(part.span, f"{what}, so there is nothing to allow", fix=fix)


def _removal(span: Span) -> tuple[tuple[Edit, ...], bool]:
    """Return the edits that remove a directive, and whether what is around it certainly stays what it is."""
    text, start = span.source.text, span.start
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    rest = _REST.match(text, span.end)
    if rest is None or (start > 0 and text[start - 1] != "\n"):
        return (Edit(Span(span.source, start, span.end), ""),), True
    blank_before = start == 0 or bool(_BLANK_BEFORE.search(text, max(start - 3, 0), start))
    blank_after = _REST.match(text, rest.end())
    safe = blank_before or bool(blank_after) or bool(_BLOCK_START.match(text, rest.end()))
    end = blank_after.end() if blank_before and blank_after else rest.end()
    return (Edit(Span(span.source, start, end), ""),), safe


def _with_comma(allowance: Allowance, part: Part[str]) -> Span:
    """Return the place of a name in a directive with what separates it from its neighbours."""
    index = allowance.rules.index(part)
    if index + 1 < len(allowance.rules):
        return Span(part.span.source, part.span.start, allowance.rules[index + 1].span.start)
    return Span(part.span.source, allowance.rules[index - 1].span.end, part.span.end)
