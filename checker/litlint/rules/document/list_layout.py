"""The rule list-layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from litlint import regex as re
from litlint.metadata.byline import read_byline
from litlint.metadata.labels import is_label
from litlint.rule import Bad, Block, Context, Document, Edit, Finding, Fix, Good, Rule, Span
from litlint.style.contributor_template import is_contributor_template
from litlint.syntax.line_shape import Shape, shape_of
from litlint.syntax.literal_text import LINK, LiteralLine, literal_lines
from litlint.values import remembered

_ENTRIES = "".join(
    f"- [A Study of {name}](https://arxiv.org/abs/2001.0100{number}), ICML 2020\n"
    for number, name in enumerate(("Ants", "Bees", "Cats"), 1)
)
_WORDS = "".join(
    f"- {name}, Ann Lee [[pdf](https://gardens.org/{name})]\n" for name in ("Ants", "Bees", "Cats", "Dogs")
)
_GARDENS = "[A Study of Gardens](https://arxiv.org/abs/2001.01009), ICML 2020\n"
_NAMED = "".join(
    f"- [A Study of {name}](https://gardens.org/{name})\n" for name in ("Ants", "Bees", "Cats", "Dogs", "Elks")
)
_BULLETS = frozenset("-*+")
# A marker that touches what is before it and not what follows, as it does where a line break was lost.
_GLUED = re.compile(r"(?<=[^\s\w*+-])(?P<marker>[-*+]|\d{1,4}[.)])[ \t]+(?=\S)")
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,4}) +(?=\S)")
_INSIDE = re.compile(r"[ \t]*(?:!?\[|\*\*)(?P<marker>[-*+] )(?=\w)")
# A list shows how its items begin with three of them, if three in four agree; what departs from it is then an exception
# where it is one item alone, or at most one in ten.
_FEWEST, _SHARE, _EXCEPTIONS = 3, 0.75, 10
# Words that a title in plain words has at least; fewer, a sentence and names are remarks on the item above.
_LEAST_WORDS = 4
# How a line ends that says all of its item: with its link, or the bracket or full stop after it.
_COMPLETE = re.compile(rf"[{LINK}.)\]】）]\s*\Z")
_QUOTES = "\"'“‘«„《「"
_LONGEST_MARKER = 4  # `999.`


class ListLayout(Rule):
    """An item of a list has its marker twice, no marker, another marker than its neighbours, or two items share a line.

    `- - x` is a list within a list. A line without a marker is rendered as the end of the item above it. Another marker
    begins a new list, so one list falls apart into three. Lists in which many items are written like this are left alone.

    Begin each item on a line of its own, with the marker that its neighbours have.
    """

    examples = (
        Bad(_ENTRIES + "- - " + _GARDENS, finds="- -", fixed=_ENTRIES + "- " + _GARDENS),
        Bad(_ENTRIES + _GARDENS, finds=_GARDENS.strip(), fixed=_ENTRIES + "- " + _GARDENS),
        Bad(_ENTRIES + "* " + _GARDENS, finds="*", fixed=_ENTRIES + "- " + _GARDENS),
        Bad(_ENTRIES + " " + _GARDENS, finds=_GARDENS.strip(), fixed=_ENTRIES + " - " + _GARDENS),
        Bad(
            "1. [Ants](https://a.org/)\n2. [Bees](https://b.org/)\n3. [Cats](https://c.org/)\n4 [Dogs](https://d.org/)\n",
            finds="4",
            fixed="1. [Ants](https://a.org/)\n2. [Bees](https://b.org/)\n3. [Cats](https://c.org/)\n4. [Dogs](https://d.org/)\n",
        ),
        Bad(_ENTRIES.strip() + ".- " + _GARDENS, finds="- ", fixed=_ENTRIES.strip() + ".\n- " + _GARDENS),
        Bad(_ENTRIES + "- [- " + _GARDENS[1:], finds="- ", fixed=_ENTRIES + "- " + _GARDENS),
        Bad(
            _NAMED + "Gardens of the Old World\n" + _NAMED,
            finds="Gardens of the Old World",
            fixed=_NAMED + "- Gardens of the Old World\n" + _NAMED,
        ),
        Good(_NAMED + "Jane Doe, John Roe, Ann Other\n" + _NAMED),
        Good(_NAMED + "The best of all gardens.\n" + _NAMED),
        Good(_NAMED.rstrip() + ", with\nfrogs of the old world and the new\n" + _NAMED),
        Bad(
            _WORDS + "Foxes, Ann Lee [[pdf](https://gardens.org/fox)]\n",
            finds="Foxes, Ann Lee [[pdf](https://gardens.org/fox)]",
        ),
        Good(_WORDS + "- Foxes,\nAnn Lee [[pdf](https://gardens.org/fox)]\n"),
        Bad(_ENTRIES + "- 4. " + _GARDENS, finds="- 4.", fixed=_ENTRIES + "- " + _GARDENS),
        Bad("1. A\n2. B\n3. C\n4) D\n5. E\n", finds="4)", fixed="1. A\n2. B\n3. C\n4. D\n5. E\n"),
        Bad("1. A\n2. B\n- C\n4. D\n", finds="-"),
        Good("- A\n  1. B\n  2. C\n  3. D\n  - E\n"),
        Good("- - [A](https://gardens.org/a)\n  - [B](https://gardens.org/b)\n- [C](https://gardens.org/c)\n"),
        Good(_ENTRIES + "\n[Back to top](#gardens)\n\n" + _ENTRIES),
        Good(_ENTRIES + "[Code](https://github.com/doe/gardens)\n"),
        Good(_ENTRIES + "\n* " + _GARDENS + "* " + _GARDENS + "* " + _GARDENS),
        Good("- [A](https://gardens.org/a) - [B](https://gardens.org/b)\n- [C](https://gardens.org/c) - D\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for finding in self._siblings(document.blocks):
            if not is_contributor_template(document, finding.span):
                yield finding

    def _siblings(self, blocks: Sequence[Block]) -> Iterator[Finding]:
        """Look at blocks that are next to each other, and at those inside them."""
        for kind, run in groupby(blocks, lambda block: block.kind):
            if kind == "list":
                yield from self._markers(list(run))
        for index, block in enumerate(blocks):
            if block.kind == "list":
                yield from self._items(block)
            elif block.kind == "paragraph" and index:
                yield from self._between(block, blocks[index - 1], blocks[index + 1 : index + 2])
            yield from self._siblings(block.children)

    def _markers(self, lists: Sequence[Block]) -> Iterator[Finding]:
        """Find the items of lists in a row that have another marker than nearly all others."""
        counts: Counter[str] = Counter()
        for block in lists:
            counts[_sign(block)] += len(block.children)
        (usual, most), *others = counts.most_common()
        if len(lists) < 2 or most < _FEWEST or any(count > max(1, most // _EXCEPTIONS) for _, count in others):
            return
        shape = _usual_shape([item for block in lists if _sign(block) == usual for item in block.children])
        wanted = f"`{usual}`" if usual in _BULLETS else f"numbers with `{usual}`"
        for index, block in enumerate(lists):
            if _sign(block) == usual or not _touches(block, lists):
                continue
            # A bullet after numbers may be the next point; one between numbers is one of them.
            around = [_sign(near) for near in (*lists[max(index - 1, 0) : index], *lists[index + 1 : index + 2])]
            if not _is_alike(_sign(block), usual) and around != [usual] * 2:
                continue
            for item in block.children:
                if shape is None or _first_shape(item) == shape:
                    place = item.span.sub(0, len(item.info))
                    message = f"this item has the marker `{item.info}`, {most} others next to it have {wanted}"
                    edit = Edit(place.sub(len(item.info) - 1, len(item.info)), usual)
                    # A bullet among numbers needs a number, which says something.
                    fix = Fix(f"write `{item.info[:-1]}{usual}`", (edit,)) if _is_alike(item.info, usual) else None
                    yield self.finding(place, message, fix=fix, help=f"write it as the others: {wanted}")

    def _items(self, block: Block) -> Iterator[Finding]:
        items = block.children
        nested = [item for item in items if _is_doubled(item)]
        if nested and len(items) - len(nested) >= max(2, (_EXCEPTIONS - 1) * (len(nested) - 1)):
            for item in nested:
                yield self._doubled(item)
        shape = _usual_shape(items)
        most = max(1, len(items) // _EXCEPTIONS)
        if shape is None:
            yield from self._lost_words(items, most)
            return
        for find in (self._lost, self._unmarked, self._glued, self._inside):
            found = [finding for item in items for finding in find(item, shape)]
            if len(found) <= most:
                yield from found

    def _doubled(self, item: Block) -> Finding:
        inner = item.children[0].children[0]
        place = Span(item.span.source, item.span.start, inner.body.start)
        message = f"the marker is written twice, so this is a list inside a list: `{place.text.strip()}`"
        keep = place.sub(0, item.body.start - item.span.start).text
        return self.finding(place, message, fix=Fix(f"write `{keep.strip()}` once", (Edit(place, keep),), safe=False))

    def _lost(self, item: Block, usual: _Usual) -> Iterator[Finding]:
        """Find the lines of an item that are items themselves."""
        for line in list(_lines(item))[1:]:
            if _is_lost(line, item, usual):
                yield self._lacking(line, item)
            elif (number := _bare_number(line, item)) and shape_of(line, number.end()) == usual.begins:
                dot = item.info.lstrip("0123456789")
                place = line.span(*number.span("number"))
                message = f"this number lacks its `{dot}`, so the line is rendered as part of the item above"
                yield self.finding(
                    place,
                    message,
                    fix=Fix(f"write `{dot}` after it", (Edit(place.sub(len(place.text), len(place.text)), dot),)),
                )

    def _lost_words(self, items: Sequence[Block], most: int) -> Iterator[Finding]:
        """Find the second line of an item in plain words that has all that the one line of each other item has.

        Where items begin with words, their ends tell: the same labelled links, after which nothing follows.
        """
        written = [(item, list(_lines(item))) for item in items]
        ends = [_labels_at_end(lines[0]) for _, lines in written if len(lines) == 1]
        if not ends:
            return
        usual, count = Counter(ends).most_common(1)[0]
        odd = [(item, lines) for item, lines in written if len(lines) != 1]
        if not usual or count < _FEWEST or count + len(odd) < len(items) or len(odd) > most:
            return
        for item, lines in odd:
            if [_labels_at_end(line) for line in lines] == [usual] * 2 and lines[1].place.column == item.span.column:
                begins = lines[1].text[0]
                if begins in _QUOTES or (begins.isalnum() and not begins.islower()):
                    yield self._lacking(lines[1], item)

    def _lacking(self, line: LiteralLine, item: Block) -> Finding:
        message = "this line begins as the items do, but has no marker: it is rendered as part of the item above"
        number = re.match(r"\d+", item.info)
        written = f"{int(number[0]) + 1}{item.info[number.end() :]}" if number else item.info
        fix = Fix(f"write `{written}` before it", (Edit(line.span(0, 0), f"{written} "),), safe=False)
        return self.finding(line.place, message, fix=fix)

    def _unmarked(self, item: Block, usual: _Usual) -> Iterator[Finding]:
        """Find the title in plain words, at the margin, below an item that is complete: a line with a link, as the others."""
        lines = list(_lines(item))
        if len(lines) == 2 and usual.linked and _is_unmarked(lines[0], lines[1], item, usual):
            message = "this line has neither marker nor link: it is rendered as the end of the item above"
            fix = Fix(f"write `{item.info}` before it", (Edit(lines[1].span(0, 0), f"{item.info} "),), safe=False)
            yield self.finding(lines[1].place, message, fix=fix if item.info in _BULLETS else None)

    def _glued(self, item: Block, usual: _Usual) -> Iterator[Finding]:
        """Find the markers inside the first line of an item after which it goes on as the items begin."""
        line = next(_lines(item), None)
        if line is None or not usual.linked:
            return
        for found in _GLUED.finditer(line.text, 1):
            if shape_of(line, found.end()) == usual.begins:
                place = line.span(*found.span())
                message = "a second item begins on this line; its line break is missing"
                indent = " " * (item.span.column - 1)
                edit = Edit(place.sub(0, 0), place.source.newline + indent)
                yield self.finding(place, message, fix=Fix("break the line before the marker", (edit,), safe=False))

    def _inside(self, item: Block, usual: _Usual) -> Iterator[Finding]:
        """Find a marker that got into the text of an item."""
        if found := _INSIDE.match(item.body.text):
            place = item.body.sub(*found.span("marker"))
            message = "the marker of a list is inside the text"
            yield self.finding(place, message, fix=Fix("remove it", (Edit(place, ""),), safe=False))

    def _between(self, block: Block, above: Block, below: Sequence[Block]) -> Iterator[Finding]:
        """Find a paragraph between two lists, or right above one, that is written as their items are."""
        lists = [near for near in (above, *below) if _is_bulleted(near)]
        touching = len(lists) == 2 or any(near.span.line == block.span.end_line + 1 for near in lists)
        if not lists or not touching:
            return
        shape = _usual_shape([item for near in lists for item in near.children])
        lines = list(literal_lines(block))
        if (
            shape is None
            or len(lines) != 1
            or not _is_whole(lines[0], shape)
            or lines[0].place.column != lists[0].span.column
        ):
            return
        message = "this line is written as the items next to it are, but has no marker"
        marker = lists[0].info
        fix = Fix(f"write `{marker}` before it", (Edit(lines[0].span(0, 0), f"{marker} "),), safe=False)
        yield self.finding(lines[0].place, message, fix=fix)


@dataclass(frozen=True)
class _Usual:
    """How nearly all items of a list begin, and whether they have links."""

    begins: Shape
    linked: bool


def _sign(block: Block) -> str:
    """Return the marker of a list; of numbers the sign after them."""
    return block.info[-1:]


def _is_alike(marker: str, sign: str) -> bool:
    """Say whether a marker and the sign of another are both bullets, or both go with numbers."""
    return (marker in _BULLETS) == (sign in _BULLETS)


def _is_bulleted(block: Block) -> bool:
    return block.kind == "list" and block.info in _BULLETS


def _touches(block: Block, lists: Sequence[Block]) -> bool:
    """Say whether another list ends right above a list, or begins right below it, with at most one empty line between."""
    index = next(at for at, near in enumerate(lists) if near is block)
    above = index > 0 and block.span.line - lists[index - 1].span.end_line <= 2
    below = index + 1 < len(lists) and lists[index + 1].span.line - block.span.end_line <= 2
    return above or below


def _is_doubled(item: Block) -> bool:
    """Say whether an item is nothing but a list of one item that begins on the same line."""
    if len(item.children) != 1 or item.children[0].kind != "list" or len(item.children[0].children) != 1:
        return False
    inner = item.children[0].children[0]
    # A year before a full stop is no number of an item: `- 2019. A year of gardens`.
    is_marker = len(inner.info) <= _LONGEST_MARKER
    return is_marker and inner.span.line == item.span.line and bool(inner.children)


def _lines(item: Block) -> Iterator[LiteralLine]:
    if item.children and item.children[0].kind == "paragraph":
        yield from literal_lines(item.children[0])


def _labels_at_end(line: LiteralLine) -> tuple[str, ...]:
    """Return the labels of a line's links if words come before them and nothing but brackets after; else nothing."""
    labels = tuple(link.text.casefold() for link in line.shown if is_label(link.text))
    is_end = bool(labels) and len(labels) == len(line.shown) and line.text.rstrip(" ])】）.").endswith(LINK)
    return labels if is_end and not line.text.startswith(LINK) else ()


@remembered
def _first_shape(item: Block) -> _Usual | None:
    line = next(_lines(item), None)
    if line is None:
        return None
    shape = shape_of(line)
    return _Usual(shape, bool(line.shown)) if shape is not None else None


def _usual_shape(items: Sequence[Block]) -> _Usual | None:
    """Return how nearly all items of a list begin, None if they do not agree or begin with plain words."""
    shapes = Counter(shape for item in items if (shape := _first_shape(item)) is not None)
    if not shapes:
        return None
    usual, count = shapes.most_common(1)[0]
    return usual if count >= _FEWEST and count >= _SHARE * len(items) else None


def _is_whole(line: LiteralLine, usual: _Usual) -> bool:
    """Say whether a line begins as the items do and has links if they have."""
    if line.shown and all(link.url.startswith("#") for link in line.shown):
        return False  # `[Back to top](#contents)` between two lists
    return shape_of(line) == usual.begins and bool(line.shown) == usual.linked


def _is_unmarked(above: LiteralLine, line: LiteralLine, item: Block, usual: _Usual) -> bool:
    """Say whether a line is the title of another work than the line above it, which says all of its own."""
    words = line.text.split()
    return (
        len(words) >= _LEAST_WORDS
        and not line.shown
        and words[0][:1].isupper()
        and (words[-1][-1:].isalnum() and not read_byline(line.text).is_certain)
        and _COMPLETE.search(above.text) is not None
        and _begins_item(line, item, usual)
    )


def _is_lost(line: LiteralLine, item: Block, usual: _Usual) -> bool:
    """Say whether a line after the first of an item is an item itself."""
    return _is_whole(line, usual) and _begins_item(line, item, usual)


def _bare_number(line: LiteralLine, item: Block) -> re.Match[str] | None:
    """Return the next number after that of an item, at the beginning of a line and without its dot."""
    found = _BARE_NUMBER.match(line.text)
    own = re.match(r"\d+", item.info)
    follows = found is not None and own is not None and int(found["number"]) == int(own[0]) + 1
    return found if follows and _is_at_margin(line, item) else None


def _is_at_margin(line: LiteralLine, item: Block) -> bool:
    """Say whether a line begins further out than the text of its item: one blank before it may be a slip."""
    first = next(_lines(item), line)
    return item.span.column <= line.place.column < max(first.place.column, item.span.column + 1)


def _begins_item(line: LiteralLine, item: Block, usual: _Usual) -> bool:
    """Say whether a line after the first of an item may begin one: at the margin, and not after a forced line break."""
    if not _is_at_margin(line, item) or _first_shape(item) != usual:
        return False
    text = line.place.source.text
    above = text[max(0, line.place.start - 8) : line.place.start].rstrip("\r\n")
    return not above.endswith(("  ", "\\", ">"))
