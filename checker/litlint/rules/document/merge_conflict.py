"""The rule merge-conflict."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Context, Document, Finding, Good, Related, Rule, Severity, Span

# The marks that Git writes (https://git-scm.com/docs/git-merge#_how_conflicts_are_presented): seven characters at the
# beginning of a line, the first and the last with the name of a side. A line of seven `=` alone also underlines a heading.
_MARK = re.compile(r"^(?P<mark><{7}(?= \S)|\|{7}(?= |\r?$)|={7}(?=\r?$)|>{7}(?= \S))[^\r\n]*", re.M)


class MergeConflict(Rule):
    """The marks of a merge conflict were committed.

    Git wrote both sides of the conflict into the file, between `<<<<<<<`, `=======` and `>>>>>>>`. Entries are there twice,
    and readers see the marks.

    Keep what is right of the two sides, and remove the marks.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            "<<<<<<< HEAD\n- [A Study of Ants](https://arxiv.org/abs/2001.01001)\n=======\n"
            "- [A Study of Bees](https://arxiv.org/abs/2001.01002)\n>>>>>>> main\n",
            finds="<<<<<<< HEAD",
        ),
        Bad("- Ants\n=======\n- Bees\n>>>>>>> 1f2e3d4 (add bees)\n", finds=">>>>>>> 1f2e3d4 (add bees)"),
        Good("Gardens\n=======\n\n> > > > > > > a deep quotation\n"),
        Good("```diff\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n```\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        text = document.source.text
        if "<<<<<<< " not in text and ">>>>>>> " not in text:
            return
        code = _Code(document)
        marks: list[Span] = []
        for found in _MARK.finditer(text):
            place = Span(document.source, *found.span())
            if code.shows(place.start):
                continue
            if found["mark"][0] == "<" and marks:
                yield from self._conflict(marks)
                marks = []
            marks.append(place)
            if found["mark"][0] == ">":
                yield from self._conflict(marks)
                marks = []
        yield from self._conflict(marks)

    def _conflict(self, marks: list[Span]) -> Iterator[Finding]:
        """Report the marks of one conflict; neither the line between the sides nor the last mark is enough alone."""
        kinds = [place.text[0] for place in marks]
        if "<" not in kinds and kinds[-2:] != ["=", ">"]:
            return
        first = marks[0] if kinds[0] == "<" else marks[-1]
        related = [Related(place, "a mark of the same conflict") for place in marks if place is not first]
        yield self.finding(
            first,
            "the marks of a merge conflict were committed",
            help="keep one side and remove the marks",
            related=related,
        )


class _Code:
    """The code of a document that shows something other than a citation, by place."""

    def __init__(self, document: Document) -> None:
        cited = sorted(citation.span.start for citation in document.citations)
        blocks = [block.body for block in document.walk() if block.kind in ("fence", "indented")]
        self.blocks = [place for place in blocks if bisect_left(cited, place.start) == bisect_left(cited, place.end)]

    def shows(self, offset: int) -> bool:
        at = bisect_right(self.blocks, offset, key=lambda place: place.start) - 1
        return at >= 0 and offset < self.blocks[at].end
