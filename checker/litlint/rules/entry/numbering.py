"""The rule numbering."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from litlint import regex as re
from litlint.rule import Bad, Block, Context, Document, Finding, Fix, Good, Related, Rule, Span
from litlint.write.numbers import renumbered

# The number of a list item.
_MARKER = re.compile(r"\d{1,4}(?=[.)])", re.A)
# A table's cell that holds a number and nothing else.
_CELL = re.compile(r"[\s*#\[(]*(?P<number>\d{1,4})[\s*.)\]]*\Z", re.A)
# A number in bold at the start of an entry.
_BOLD = re.compile(r"\*\*\[?(?P<number>\d{1,4})[\].)]", re.A)
# A heading's number ends in a dot, parenthesis or the like, has several levels, is in parentheses, or comes after a word
# for a part: `## 2021` and `## 3D` have none. Besides digits, Roman numerals, letters and Chinese numerals count.
_HEADING = re.compile(
    r"(?:#{1,6}\s+|<h[1-6][^<>]*+>\s*+)[*_]{0,2}(?P<opened>[(（]?)"
    r"(?P<word>(?:chapter|part|section|unit|week|lecture|kapitel|teil|capítulo|chapitre|第)\s?)?"
    r"(?P<above>(?:\d{1,2}\.){0,4})(?P<number>\d{1,3}|(?-i:[IVX]{1,5})|(?-i:[A-Z])|[一二三四五六七八九十]{1,3})"
    r"(?P<end>[.):：、）章节部]?)[*_]{0,2}(?:\s|(?<=[、章节部：]))",
    re.A | re.I,
)
# The Roman numerals that headings need.
_ROMAN = {
    f"{ten}{one}": 10 * len(ten) + at
    for ten in ("", "X", "XX")
    for at, one in enumerate(("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
}
_CHINESE = "一二三四五六七八九"
_LEAST_HEADINGS = 4
_HEADER = re.compile(r"\W*(?:no|nr|num|number|id|idx|index|序号|编号)?\W*\Z", re.IGNORECASE)
_FIRST_YEAR = 1900
_COMMENT = re.compile(r"\s*<!--(?:(?!-->).)*+-->\s*", re.S)  # a block that is one comment and nothing else
_LEAST_BOLD, _LEAST_JOINED = 4, 2
# So many lists that begin with several ones are written so on purpose.
_LEAST_ON_TOP = 3


@dataclass(frozen=True, slots=True)
class _Number:
    """A number, and the item of a list that it begins, if it begins one; that of a heading is part of links to it."""

    value: int
    span: Span
    item: Span | None = None
    in_heading: bool = False


class Numbering(Rule):
    """A list, or the headings, numbered by hand repeat a number or skip one.

    Numbers in the text are what readers of the source, and of a table, refer to. A repeat comes from an entry that was
    added without renumbering, a skip from one that was removed. Lists whose items all have the same number are left alone,
    since Markdown counts them.

    Continue from the number before; the fix renumbers the following ones of a list where they need it.
    """

    examples = (
        Bad(
            "1. [A Study of Ants](https://arxiv.org/abs/2001.01001)\n2. [A Study of Bees](https://arxiv.org/abs/2001.01002)\n"
            "2. [A Study of Cats](https://arxiv.org/abs/2001.01003)\n",
            finds="2",
            fixed="1. [A Study of Ants](https://arxiv.org/abs/2001.01001)\n2. [A Study of Bees](https://arxiv.org/abs/2001.01002)\n"
            "3. [A Study of Cats](https://arxiv.org/abs/2001.01003)\n",
        ),
        Bad(
            "3. Ants\n4. Bees\n6. Cats\n7. Dogs\n",
            finds="6",
            fixed="3. Ants\n4. Bees\n5. Cats\n6. Dogs\n",
        ),
        Bad(
            "| No. | Title |\n|---|---|\n| 1 | Ants |\n| 2 | Bees |\n| 2 | Cats |\n| 4 | Dogs |\n",
            finds="2",
            fixed="| No. | Title |\n|---|---|\n| 1 | Ants |\n| 2 | Bees |\n| 3 | Cats |\n| 4 | Dogs |\n",
        ),
        Bad(
            "8. Ants\n8. Bees\n\n   live in hives\n9. Cats\n\n   live in houses\n   - small ones\n     - or not\n",
            finds="8",
            fixed="8. Ants\n9. Bees\n\n   live in hives\n10. Cats\n\n    live in houses\n    - small ones\n      - or not\n",
        ),
        Bad("## 3.1 Ants\n\n## 3.2 Bees\n\n## 3.3 Cats\n\n## 3.15 Dogs\n\n## 3.5 Elks\n", finds="15"),
        Bad("## 1. Ants\n\n## 2. Bees\n\n## 3. Cats\n\n## 3. Dogs\n\n## 4. Elks\n", finds="3"),
        Bad("# 1 Ants\n\n# 2 Bees\n\n## 2.1 Hives\n\n## 2.2 Combs\n\n## 1.3 Wax\n", finds="1.3"),
        Bad("## I. Ants\n\n## II. Bees\n\n## II. Cats\n\n## IV. Dogs\n", finds="II"),
        Bad("## 一、蚂蚁\n\n## 二、蜜蜂\n\n## 二、猫\n\n## 四、狗\n", finds="二"),
        Bad("## Week 1: Ants\n\n## Week 2: Bees\n\n## Week 4: Cats\n\n## Week 5: Dogs\n", finds="4"),
        Good("## A. Ants\n\n## B. Bees\n\n## C. Cats\n\n## D. H. Doe\n\n## I think\n\n## A study\n"),
        Good(
            "# A\n\n## 1. Ants\n\n## 2. Bees\n\n# B\n\n## 1. Cats\n\n## 2021\n\n## 2020\n\n## 3D Dogs\n\n## 3. Elks\n"
        ),
        Good("1. Ants\n1. Bees\n1. Cats\n"),
        Good("## A\n\n1. Ants\n1. Bees\n2. Cats\n\n" * 3),
        Good("3. Ants\n2. Bees\n1. Cats\n"),
        Good("2. Ants\n\n## More\n\n7. Bees\n8. Cats\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        sequences = list(_sequences(document))
        # `1. 1. 2. 3.`: who adds each new item on top with a one leaves the counting to Markdown.
        on_top = sum(_repeats_one(numbers) for numbers in sequences) >= _LEAST_ON_TOP
        for numbers in sequences:
            ones = next((at for at, number in enumerate(numbers) if number.value != 1), len(numbers))
            yield from self._check(numbers[ones - 1 :] if on_top and _repeats_one(numbers) else numbers)
        yield from self._misplaced(document)

    def _misplaced(self, document: Document) -> Iterator[Finding]:
        """Find the headings whose number begins with another than that of the heading above: `1.3` below `2`."""
        numbers: dict[tuple[str, ...], str] = {}
        below: dict[tuple[str, ...], list[tuple[str, Span]]] = {}
        for section in document.sections:
            heading = section.heading
            found = _HEADING.match(heading.span.text) if heading is not None else None
            if heading is not None and found:
                numbers.setdefault(section.path, f"{found['above']}{found['number']}.")
                if found["above"]:
                    place = heading.span.sub(found.start("above"), found.end("number"))
                    below.setdefault(section.path[:-1], []).append((found["above"], place))
        for path, headings in below.items():
            above = numbers.get(path, "")
            right = sum(begins == above for begins, _ in headings)
            for begins, place in headings:
                if begins != above and begins.count(".") == above.count(".") and right > len(headings) - right:
                    yield self.finding(
                        place,
                        f"this heading is below number {above[:-1]}, but its own number begins with {begins[:-1]}",
                        help="write the number, here and in links to this heading",
                    )

    def _check(self, numbers: Sequence[_Number]) -> Iterator[Finding]:
        step = _step(numbers)
        wrong: list[int] = []
        for index in range(1, len(numbers)):
            follows = numbers[index].value == numbers[index - 1].value + step
            # After one wrong number the list goes on as if that were right, or as if it were not there.
            around = (
                index > 1
                and wrong[-1:] == [index - 1]
                and numbers[index].value - numbers[index - 2].value in (step, 2 * step)
            )
            if not follows and not around:
                wrong.append(index)
        for index, end in pairwise([*wrong, len(numbers)] if step else ()):
            before, number = numbers[index - 1], numbers[index]
            what = " again" if number.value == before.value else ""
            rights = ((later, numbers[0].value + step * at) for at, later in enumerate(numbers[index:end], index))
            changes = [
                renumbered(later.item or later.span, later.span, right)
                for later, right in rights
                if later.value != right
            ]
            whole = all(change is not None for change in changes) and numbers[0].value + step * len(numbers) >= 0
            edits = [edit for change in changes for edit in change or ()]
            can_fix = bool(edits) and whole and not number.in_heading
            # Markdown counts the items of a list itself; a number in a table or in bold is text that others may refer to.
            counted = all(later.item is not None for later in numbers[index:end])
            yield self.finding(
                number.span,
                f"expected number {before.value + step} after {before.value}, found {number.value}{what}",
                help="write the number, here and in links to this heading" if number.in_heading else None,
                related=[Related(before.span, "the one before")],
                fix=Fix("renumber from here", tuple(edits), safe=counted) if can_fix else None,
            )


def _repeats_one(numbers: Sequence[_Number]) -> bool:
    """Say whether a list, whose items Markdown counts, begins with several ones."""
    return len(numbers) > 1 and numbers[0].item is not None and numbers[0].value == numbers[1].value == 1


def _step(numbers: Sequence[_Number]) -> int:
    """Return by which step numbers mostly run, 1 or -1; 0 where they do not, or where they are years."""
    if any(number.value >= _FIRST_YEAR for number in numbers):
        return 0
    steps = [other.value - one.value for one, other in pairwise(numbers)]
    for step in (1, -1):
        in_place = sum(number.value == numbers[0].value + step * index for index, number in enumerate(numbers))
        if step in steps and (steps.count(step) * 2 >= len(steps) or in_place * 2 > len(numbers)):
            return step
    return 0


def _sequences(document: Document) -> Iterator[list[_Number]]:
    """Yield the runs of numbers of a document: of each list, table, and section of paragraphs that begin with one."""
    yield from _headings(document)
    yield from _lists(document.blocks)
    for block in document.walk():
        if block.kind in ("item", "quote"):
            yield from _lists(block.children)
        elif block.kind == "table":
            yield from _column(block)
    bold: list[_Number] = []
    for block in document.blocks:
        if block.kind == "heading":
            yield from _long(bold)
            bold = []
        elif block.kind == "paragraph" and (found := _BOLD.match(block.span.text)):
            bold.append(_Number(int(found["number"]), block.span.sub(*found.span("number"))))
    yield from _long(bold)


def _headings(document: Document) -> Iterator[list[_Number]]:
    """Yield the numbers of the headings of one rank below one heading: `3.` after `2.`, `3.4` after `3.3`."""
    groups: dict[tuple[tuple[str, ...], int, str], list[re.Match[str]]] = {}
    places: dict[int, Span] = {}
    for section in document.sections:
        heading = section.heading
        found = _HEADING.match(heading.span.text) if heading is not None else None
        if heading is not None and found and (found["above"] or found["end"] or found["word"]):
            form = f"{found['opened']}{(found['word'] or '').strip().casefold()}{found['above']}{found['end']}"
            places[id(found)] = heading.span.sub(*found.span("number"))
            groups.setdefault((section.path[:-1], section.level, form), []).append(found)
    for some in groups.values():
        values = [_value(found["number"], [other["number"] for other in some]) for found in some]
        if len(some) >= _LEAST_HEADINGS:
            yield [
                _Number(number, places[id(found)], in_heading=True)
                for found, number in zip(some, values, strict=True)
                if number is not None
            ]


def _value(written: str, others: Sequence[str]) -> int | None:
    """Return the value of a heading's number; None for a letter among numbers of another kind.

    Letters are Roman numerals where the first heading is I, and count from A where it is A: `D. H. Lawrence` is no number.
    """
    if written.isdecimal():
        return int(written)
    if written[0] in _CHINESE + "十":
        tens, ten, ones = written.rpartition("十")
        return (_CHINESE.find(tens) + 1 or 1) * 10 * bool(ten) + _CHINESE.find(ones or " ") + 1
    if others[0] == "I":
        return _ROMAN.get(written)
    return ord(written) - ord("A") + 1 if others[0] == "A" and len(written) == 1 else None


def _lists(blocks: Iterable[Block]) -> Iterator[list[_Number]]:
    """Yield the numbers of numbered lists; a list that goes on where the one before it ended belongs to it.

    Once several lists have gone on like this, cut apart by what is not indented, one that is off by one goes on too.
    A comment between two items ends a list for Markdown only: to the reader of the page it is not there.
    """
    run: list[_Number] = []
    joined = 0
    after_comment = False
    for block in blocks:
        numbers = _numbers(block) if block.kind == "list" else []
        if numbers and run and not (after_comment and numbers[0].value > 1):
            off = abs(numbers[0].value - run[-1].value - 1)
            joined = joined + 1 if off == 0 or (off == 1 and joined >= _LEAST_JOINED and numbers[0].value > 1) else 0
        if block.kind == "heading" or (numbers and run and not joined and not (after_comment and numbers[0].value > 1)):
            yield run
            run, joined = [], 0
        run += numbers
        after_comment = block.kind == "html" and _COMMENT.fullmatch(block.span.text) is not None
    yield run


def _numbers(block: Block) -> list[_Number]:
    found = []
    for item in block.children:
        marker = _MARKER.match(item.span.text)
        if marker is None:
            return []
        found.append(_Number(int(marker[0]), item.span.sub(*marker.span()), item.span))
    return found


def _column(table: Block) -> Iterator[list[_Number]]:
    """Yield the numbers of a table's first column, if it holds nothing else."""
    header, rows = table.children[0], table.children[1:]
    if not header.children or not _HEADER.match(header.children[0].text) or len(rows) < 3:
        return
    numbers = []
    for row in rows:
        found = _CELL.match(row.children[0].span.text) if row.children else None
        if found is None:
            return
        numbers.append(_Number(int(found["number"]), row.children[0].span.sub(*found.span("number"))))
    yield numbers


def _long(numbers: list[_Number]) -> Iterator[list[_Number]]:
    if len(numbers) >= _LEAST_BOLD:
        yield numbers
