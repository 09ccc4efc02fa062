"""The rule marker-space."""

from collections.abc import Iterator, Sequence

from litlint import regex as re
from litlint.rule import Bad, Block, Context, Document, Edit, Finding, Fix, Good, Rule, Section
from litlint.style.contributor_template import is_contributor_template
from litlint.syntax.literal_text import BARE, CODE, EMPHASIS, IMAGE, LINK, LiteralLine, literal_lines

_THING = rf"[{LINK}{IMAGE}{EMPHASIS}{BARE}{CODE}\[]"
# Number signs without a blank: two or more are surely meant as a heading, one only before a word, since `#1` and `#!`
# are not.
_HEADING = re.compile(r"#{2,6}(?=[^\s#!])|#(?=[^\W\d_][^#]*\Z)")
_WIDE_HEADING = re.compile(r"(?P<signs>＃{1,6})[ \t\u3000]*+(?=[^\s＃])")
# Asterisks or other signs that open nothing, right before the mark of a heading.
_STARRED_HEADING = re.compile(r"(?P<stars>[*_.,;:'\"`-]{1,6})#{1,6}[ \t]+(?=[^\s#])(?!.*[*_]{2}\s*\Z)")
_BULLET = re.compile(rf"[-+](?={_THING})|\*(?=[{LINK}{IMAGE}{BARE}{CODE}\[])|\d{{1,3}}[.)](?={_THING})")
_LOOSE_BULLET = re.compile(r"(?:[-+]|\d{1,3}[.)])(?=[^\W\d_a-z])")
# What is next to the hyphen on keyboards, or looks like a marker, before a blank; and a marker typed twice.
_WRONG_BULLET = re.compile(rf"(?:[=_–—−‐‑•·●∙~－＊＋]|-{{2}}|\*{{2}})(?=[ \t]+(?:{_THING}|\w))")
_FEWEST_WORDS = 4  # of a remark; "(Optional)" may be a heading
_MARKED = re.compile(r"^[ \t>]*(?:[-+*=_#\[.,;:'\"`–—−‐‑•·●∙~－＊＋＃]|\d{1,3}[.)])", re.M)
_BOX = re.compile(rf"\[(?: |[xX])\](?=[^\W\d_]|{_THING})")


class MarkerSpace(Rule):
    """A heading, bullet or check box lacks the space after its marker, or has other characters in place of the marker.

    GitHub shows `##Title`, `**## Title` and `-[x](…)` as they are typed, and adds the line to the paragraph above. A remark
    in parentheses that is marked as a heading becomes a section without anything in it.

    Write `## Title`, `- [x](…)`, `1. [x](…)`, `- [ ] open`.
    """

    examples = (
        Bad("##Sorting\n\ntext\n", finds="##", fixed="## Sorting\n\ntext\n"),
        Bad(
            "- [A](https://gardens.org/a)\n-[B](https://gardens.org/b)\n",
            finds="-",
            fixed="- [A](https://gardens.org/a)\n- [B](https://gardens.org/b)\n",
        ),
        Bad(
            "- [A](https://gardens.org/a)\n= [B](https://gardens.org/b)\n",
            finds="=",
            fixed="- [A](https://gardens.org/a)\n- [B](https://gardens.org/b)\n",
        ),
        Bad("- [ ]Sorting\n- [ ] Lists\n", finds="[ ]", fixed="- [ ] Sorting\n- [ ] Lists\n"),
        Bad("****# Gardens\n\n## Towns\n", finds="****", fixed="# Gardens\n\n## Towns\n"),
        Bad("## Fields\n\n＃＃ Gardens\n", finds="＃＃", fixed="## Fields\n\n## Gardens\n"),
        Bad(
            "- [A](https://gardens.org/a)\n-- [B](https://gardens.org/b)\n",
            finds="--",
            fixed="- [A](https://gardens.org/a)\n- [B](https://gardens.org/b)\n",
        ),
        Bad(
            "* [A](https://gardens.org/a)\n** [2024] **B** [pdf](https://gardens.org/b)\n",
            finds="**",
            fixed="* [A](https://gardens.org/a)\n* [2024] **B** [pdf](https://gardens.org/b)\n",
        ),
        Bad(
            "## (back to [the list](list.md) of all topics)\n\n## Towns\n",
            finds="## (back to [the list](list.md) of all topics)",
        ),
        Good("#1 of 3, #llm #nlp, -5 and 3.5B models\n\nSorting\n=======\n"),
        Good("- A\n  = B, as C\n\n-apart from D\n"),
        Good("• [A](https://gardens.org/a)\n• [B](https://gardens.org/b)\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        yield from self._blocks(document.blocks, document, None)

    def visit_section(self, section: Section, context: Context) -> Iterator[Finding]:
        """Find a remark in parentheses that is marked as a heading and has nothing below it."""
        heading = section.heading
        if heading is None or not (section.title.startswith("(") and section.title.endswith(")")):
            return
        below = heading.span.source.text[heading.span.end : section.span.end]
        if len(section.title.split()) >= _FEWEST_WORDS and any(heading.links()) and not below.strip():
            message = "this line is a remark, but its `#` makes it a heading"
            yield self.finding(heading.span, message, help="remove the `#` before it")

    def _blocks(self, blocks: Sequence[Block], document: Document, item: Block | None) -> Iterator[Finding]:
        for index, block in enumerate(blocks):
            if block.kind == "paragraph" and _MARKED.search(block.span.text):
                lists = [
                    near
                    for near in (*blocks[max(index - 1, 0) : index], *blocks[index + 1 : index + 2])
                    if near.kind == "list"
                ]
                for number, line in enumerate(literal_lines(block)):
                    if not is_contributor_template(document, line.place):
                        yield from self._line(line, number, item, lists)
            yield from self._blocks(block.children, document, block if block.kind == "item" else None)

    def _line(self, line: LiteralLine, number: int, item: Block | None, lists: Sequence[Block]) -> Iterator[Finding]:
        text = line.text
        if found := _HEADING.match(text):
            if len(found[0]) > 1 or (number == 0 and item is None):
                yield self._blank(line, found, "missing space after `#`: this is not rendered as a heading")
        elif found := _WIDE_HEADING.match(text):
            fix = Fix("write it as a heading", (line.edit(*found.span(), "#" * len(found["signs"]) + " "),), safe=False)
            message = f"`{found['signs']}` is full-width: this is not rendered as a heading"
            yield self.finding(line.span(*found.span("signs")), message, fix=fix)
        elif found := _STARRED_HEADING.match(text):
            message = f"`{found['stars']}` before `#`: this is not rendered as a heading"
            place = line.span(*found.span("stars"))
            yield self.finding(place, message, fix=Fix("remove it", (Edit(place, ""),), safe=False))
        elif item is not None and number == 0:
            if found := _BOX.match(text):
                yield self._blank(line, found, "missing space after this check box: it is rendered as text")
        elif found := _BULLET.match(text):
            if text[1:2] != "[" or text.startswith(("[x] ", "[X] ", "[ ] "), 1) or item is not None or lists:
                yield self._blank(line, found, "missing space after this marker: the line is not a list item")
        elif line.place.column in {near.span.column for near in (item, *lists) if near is not None}:
            yield from self._beside_list(line, item, lists)

    def _beside_list(self, line: LiteralLine, item: Block | None, lists: Sequence[Block]) -> Iterator[Finding]:
        """Judge a line that is between the items of a list, where less is proof enough."""
        kinds = {item.info[-1:] if item is not None else near.info for near in (item, *lists) if near is not None}
        bullet = next((kind for kind in kinds if kind in ("-", "*", "+")), None)
        if found := _WRONG_BULLET.match(line.text):
            # A dash below a list, with an empty line between, signs it: `— The Gardeners`.
            signs = item is None and found[0] in "–—" and len(lists) == 1 and lists[0].span.line < line.place.line
            typed_twice = bullet is not None and found[0] == 2 * bullet
            if bullet is not None and not signs and (typed_twice or _begins_alike(line, item, lists)):
                place = line.span(*found.span())
                fix = Fix(f"write `{bullet}`", (Edit(place, bullet),))
                yield self.finding(
                    place, f"`{found[0]}` is not a list marker: the line is not an item of the list", fix=fix
                )
        elif (found := _LOOSE_BULLET.match(line.text)) and found[0][-1] in kinds:
            yield self._blank(line, found, "missing space after this marker: the line is not an item of the list")

    def _blank(self, line: LiteralLine, found: re.Match[str], message: str) -> Finding:
        place = line.span(*found.span())
        return self.finding(
            place, message, fix=Fix("add a space after it", (Edit(place.sub(len(found[0]), len(found[0])), " "),))
        )


def _begins_alike(line: LiteralLine, item: Block | None, lists: Sequence[Block]) -> bool:
    """Say whether what follows the marker begins as the items around do: with a link, or bold, or plain."""
    beginning = line.text.lstrip(line.text[0]).lstrip()[:1]
    items = [item] if item is not None else [near.children[0] for near in lists if near.children]
    kinds = {LINK: "link", EMPHASIS: "strong", IMAGE: "image", CODE: "code"}
    firsts = [near.children[0].inlines[0].kind for near in items if near.children and near.children[0].inlines]
    return kinds.get(beginning, "text") in firsts
