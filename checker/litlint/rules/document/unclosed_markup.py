"""The rule unclosed-markup."""

from collections import Counter
from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.spelling import closest_typo
from litlint.parse.html import Tag
from litlint.parse.html_nesting import elements, tags_of, unclosed_elements
from litlint.rule import Bad, Block, Context, Document, Edit, Finding, Fix, Good, Related, Rule, Severity, Span
from litlint.style.contributor_template import is_contributor_template
from litlint.syntax.literal_text import EMPHASIS, LINK, LiteralLine, has_literal, literal_lines

# Two stars that are no part of a longer run; two lines below the text alike, where no word goes on on both sides.
_BOLD_MARKS = {
    "**": re.compile(r"(?<!\*)\*\*(?!\*)"),
    "__": re.compile(r"(?<![\w/])__(?=[^\s_])|(?<=[^\s_])__(?![\w/])"),
}
# A run of backticks, which pairs with one of the same length.
_TICKS = re.compile(r"`+")
# A quotation in the manner of TeX, and an accent or apostrophe inside a word, are no code.
_QUOTED = re.compile(r"``?[^`\n]{1,200}''?|``[^`\n]{1,200}[\"”]|(?<=\w)`(?=\w)")
_WORD_OR_PATH = re.compile(r"[\w/]")
_KEYWORDS = re.compile(r"\*\*(?:kwargs|kwds|kw|options|params|config)\b")
# `**` on one side of a text and `*` on the other: the text is set in italics, and one asterisk is shown.
_UNEQUAL_START = re.compile(rf"(?<![\w*{EMPHASIS}])\*+(?P<marks>{EMPHASIS}+)(?=[^\s{EMPHASIS}])")
_UNEQUAL_END = re.compile(rf"(?P<marks>{EMPHASIS}{{1,9}})\*++(?![\w,;])")
# A letter on the wrong side of the mark that closes a title: `**…Vide.o**`, `**…Vide**o.`
_SHIFTED_IN = re.compile(r"[a-z]{3}\.[a-z]\Z")
_SHIFTED_OUT = re.compile(r"[a-z]\.(?=\s|\Z)")
# Titles show how they end with five of them, if nine in ten agree.
_FEWEST_TITLES, _SHARE = 5, 0.9
# Of names this short, others are one letter away that mean something else: the element must be used in the document.
_SHORT_NAME = 4


class UnclosedMarkup(Rule):
    """Bold text, a code span, an HTML comment or element is opened and not closed, or not as Markdown needs it.

    Readers see the asterisks or the backtick, or all that follows is in bold, folded away or gone. `**` after a space
    closes nothing: `**Title **` is not bold, and neither is `**Title*`. HTML is judged as a browser nests it: the end of a
    list item closes what was opened in it. A tag whose name is misspelt has no effect.

    Write the closing mark right after the text.
    """

    examples = (
        Bad("- **Sorting Lists ** by Doe\n", finds=" **", fixed="- **Sorting Lists** by Doe\n"),
        Bad("- **Sorting Lists.* by Doe\n", finds="**Sorting Lists.*", fixed="- **Sorting Lists.** by Doe\n"),
        Bad("a<br>b\n\nc<be>d\n", finds="<be>", fixed="a<br>b\n\nc<br>d\n"),
        Bad(
            "<detials>\n<summary>More</summary>\n\n</details>\n",
            finds="<detials>",
            fixed="<details>\n<summary>More</summary>\n\n</details>\n",
        ),
        Bad("- **Sorting*8 by Doe\n", finds="**"),
        Bad("- __[Sorting](https://gardens.org/a) - towns\n", finds="__"),
        Bad("- [Sorting](https://gardens.org/a) `Towns\n", finds="`"),
        Bad("<!-- hidden\n\n## Sorting\n", finds="<!-- hidden"),
        Bad("<details>\n<summary>More</summary>\n\n- Sorting\n", finds="<details>"),
        Good("**Sorting** `a*b` 2**n `**` \\** ``Lists'' ``Towns\" <!-- hidden --> a <br> b\n"),
        Good("Call __init and snake__case, fill in ____, see a/__b and __Sorting__.\n"),
        Good(
            "- <details><summary>More</summary> text\n- <details><summary>More</summary> text\n\n**J. Doe**\\*, A <eos> b\n"
        ),
        Good("<details>\n\n- <sub>Sorting</sub>\n\n</details>\n\n<p>Lists\n"),
    )

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        if block.kind == "html" and not block.closed:
            first = next(block.span.lines())
            message = "this comment is never closed: what follows is hidden"
            yield self.finding(first, message, help="write -->", severity=Severity.ERROR)
        elif has_literal(block, ("*", "`", "__")) and block.kind != "html":
            for line in literal_lines(block):
                if not is_contributor_template(context.document, line.place):
                    for mark in _BOLD_MARKS:
                        yield from self._bold(line, mark)
                    yield from self._unequal(line)
                    yield from self._ticks(line)

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        yield from self._shifted(document)
        kinds = ("html", "break", "link")
        if any(inline.kind in kinds for block in document.walk() for inline in block.inlines):
            for name, place in unclosed_elements(document.blocks):
                yield self.finding(place, f"<{name}> is never closed", help=f"write </{name}>")
            yield from self._misspelt(document)

    def _unequal(self, line: LiteralLine) -> Iterator[Finding]:
        """Find the text that has more asterisks before it than after it, or the other way round."""
        for found in _UNEQUAL_START.finditer(line.text):
            width = found.end() - found.start()
            marks = found["marks"]
            end = line.text.find(marks, found.end())
            if line.raw(*found.span()) != "*" * width or end < 0:
                continue
            place = line.span(found.start(), end + len(marks))
            edit = line.edit(end, end + len(marks), "*" * width)
            message = f"this text begins with `{'*' * width}` and ends with `{'*' * len(marks)}`"
            yield self.finding(place, message, fix=Fix(f"end it with {'*' * width}", (edit,), safe=False))
        last = _UNEQUAL_END.search(line.text, 1)
        if (
            last is None
            or not line.text.startswith(last["marks"])
            or line.text.count(EMPHASIS) != 2 * len(last["marks"])
        ):
            return
        width = last.end() - last.start()
        if line.raw(*last.span()) == "*" * width:
            message = f"this text begins with `{'*' * len(last['marks'])}` and ends with `{'*' * width}`"
            edit = line.edit(0, len(last["marks"]), "*" * width)
            place = line.span(0, last.end())
            yield self.finding(place, message, fix=Fix(f"begin it with {'*' * width}", (edit,), safe=False))

    def _shifted(self, document: Document) -> Iterator[Finding]:
        """Find the letter on the wrong side of the mark that ends a bold title, where all others end in a full stop."""
        titles = [
            (block.inlines[index], block.inlines[index + 1 : index + 2])
            for block in document.walk()
            for index in range(min(2, len(block.inlines)))
            if block.inlines[index].kind == "strong" and len(block.inlines[index].value.split()) > 1
        ]
        ended = sum(title.value.rstrip().endswith(".") for title, _ in titles)
        if ended < _FEWEST_TITLES or ended < _SHARE * len(titles):
            return
        for title, after in titles:
            inside = _SHIFTED_IN.search(title.value)
            outside = title.value[-1:].islower() and after and _SHIFTED_OUT.match(after[0].value)
            if inside or outside:
                place = Span(title.span.source, title.span.end - 4, title.span.end + (1 if outside else 0))
                message = "a letter is on the wrong side of the full stop or of the marks that end this bold text"
                yield self.finding(place, message, help="put the last letter back into its word")

    def _misspelt(self, document: Document) -> Iterator[Finding]:
        """Find the tags that are no elements of HTML, one slip away from one that the document uses or that is long."""
        known = elements().known
        seen: list[tuple[Tag, Span]] = []
        used: set[str] = set()
        for block in document.walk():
            for tag, place in tags_of(block.inlines):
                used.add(tag.name)
                if tag.name not in known and tag.name != "!":
                    seen.append((tag, place))
        counts = Counter(tag.name for tag, _ in seen)
        for tag, place in seen:
            meant = closest_typo(tag.name, frozenset(used & known)) or closest_typo(tag.name, known)
            rare = counts[tag.name] <= 2 and not tag.attributes
            if meant is None or not rare or (len(meant) <= _SHORT_NAME and meant not in used):
                continue
            at = place.text.lower().index(tag.name)
            name = place.sub(at, at + len(tag.name))
            fix = Fix(f"write <{meant}>", (Edit(name, meant),), safe=False)
            yield self.finding(place, f"<{tag.name}> is not an HTML element", help=f"did you mean <{meant}>?", fix=fix)

    def _bold(self, line: LiteralLine, mark: str) -> Iterator[Finding]:
        """Find the marks that were meant to make text bold and do not."""
        text = line.text
        found = [found.start() for found in _BOLD_MARKS[mark].finditer(text)]
        places = [at for at in found if not _is_operator(text, at, mark)]
        index = 0
        while index < len(places):
            at, following = places[index], places[index + 1 : index + 2]
            opens = bool(text[at + 2 : at + 3].strip())
            if following and _is_pair(text, at, following[0], opens):
                yield self._pair(line, at, following[0], opens)
                index += 2
                continue
            if opens or text[at - 1 : at].strip():
                message = f"this `{mark}` does not start or end bold text"
                yield self.finding(
                    line.span(at, at + 2), message, help=f"write {mark} right before and right after the text"
                )
            index += 1

    def _pair(self, line: LiteralLine, opening: int, closing: int, opens: bool) -> Finding:
        text = line.text
        mark = text[opening : opening + 2]
        if not opens:
            end = closing - len(text[opening + 2 : closing].lstrip())
            place = line.span(opening, end)
            fix = Fix("remove the space", (Edit(place, mark),))
            return self.finding(place, f"a space after `{mark}`: it does not start bold text", fix=fix)
        blanks = 0
        while closing - blanks > opening + 2 and text[closing - blanks - 1].isspace():
            blanks += 1
        related = [Related(line.span(opening, opening + 2), "opened here")]
        if not blanks:
            message = f"this `{mark}` does not end the bold text: punctuation is before it, and a letter after it"
            return self.finding(
                line.span(closing, closing + 2), message, help="write a space after it", related=related
            )
        after = text[closing + 2 : closing + 3]
        moved = line.raw(closing - blanks, closing) if after and not after.isspace() else ""
        place = line.span(closing - blanks, closing + 2)
        fix = Fix("move the space out of the bold text", (Edit(place, mark + moved),))
        return self.finding(place, f"a space before `{mark}`: it does not end the bold text", fix=fix, related=related)

    def _ticks(self, line: LiteralLine) -> Iterator[Finding]:
        text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line.text)
        found = _TICKS.search(text)
        if found:
            yield self.finding(
                line.span(*found.span()),
                "this backtick opens a code span that is never closed",
                help="write ` after the code",
            )


def _is_pair(text: str, first: int, second: int, opens: bool) -> bool:
    """Say whether two pairs of asterisks, the first of which may touch the text after it, were meant to enclose a text."""
    if not opens:
        return bool(text[second - 1].strip()) and not text[first - 1 : first].strip()
    return bool(text[second - 1].strip()) or not text[second + 2 : second + 3].isalnum()


def _is_operator(text: str, at: int, mark: str) -> bool:
    """Say whether two marks are a power, or part of a path or a name in code, rather than a mark of bold text."""
    before, after = text[at - 1 : at], text[at + 2 : at + 3]
    if mark == "__":
        # `__call` names something in code; bold words begin a line or stand beside a link.
        return bool(text[:at].strip()) and {before, after}.isdisjoint(LINK)
    if "/" in (before, after) or _KEYWORDS.match(text, at):
        return True
    # `2**n`, `f(x)**(n)`: an operand on each side.
    return bool(re.match(r"[A-Za-z0-9_)]", before)) and bool(re.match(r"[A-Za-z0-9_(]", after))
