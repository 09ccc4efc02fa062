"""What is in an entry's text that is neither a part nor the list's habit: it must not be copied to another entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from litlint import regex as re
from litlint.metadata.venues import is_preprint_server, preprint_servers_in
from litlint.write.entries.pattern import Pattern

# Words, tags, numbers and pictures: what belongs to the sample entry and not to the list's form.
_TOKEN = re.compile(r"<[^<>\n]*>|[^\W\d_]{2,}|[\u3400-\u9fff]|\d+|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
# Words of one letter before a longer word ("A few words"), which go with it.
_LETTERS = re.compile(r"(?<![^\W_])(?:[^\W\d_]\s++){1,12}+\Z")
# A label and its colon, which every entry repeats.
_NAMES_A_PART = re.compile(r"[\w\s/&-]{0,24}[:：]")
# A label in Chinese has few characters (`论文链接：`); more are a remark on the work.
_REMARK_IN_CHINESE = re.compile(r"[\u3400-\u9fff][\w\s/&-]{6}")
_LEAST, _SHARE, _SHARE_OF_SIGNS = 3, 0.8, 0.5
# Ends of a line, a cell or a tag.
_EDGE = re.compile(r"\n|\||<[^<>\n]*>")
# What a line holds besides blanks.
_LINE = re.compile(r"^[^\S\n]*+(?P<words>\S[^\w\n]*+\w(?:.*\S)?)", re.MULTILINE)
_TICK = re.compile(r"[✅✓✔☑❌✗\ufe0f]+|\[[xX]\]")  # says of a work what a reader has done with it
# A row of one sign, such as stars for a rating.
_RANK = re.compile(r"([^\w\s]\ufe0f?)\1*")
# The same in running text, where only pictures are such signs: emoji, or their names (`:star:`).
_SIGNS = re.compile(r"(?P<sign>:[a-z][a-z0-9_]{1,30}:|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?+)(?:[ ]?(?P=sign))*+")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Habits:
    """How many of some entries have a word between their parts, a line without any; of tables, a cell without any."""

    entries: int
    words: Counter[str]
    lines: Counter[str]
    cells: Counter[tuple[int, str]]
    ranks: frozenset[str] = frozenset()  # signs of which entries have different numbers

    @classmethod
    def of(cls, patterns: Iterable[Pattern], untouched: Iterable[Pattern]) -> Habits:
        """Count words over the patterns that can be filled, cells over those of all entries as they are."""
        words: Counter[str] = Counter()
        lines: Counter[str] = Counter()
        cells: Counter[tuple[int, str]] = Counter()
        number = 0
        runs: dict[str, set[int]] = {}
        for pattern in patterns:
            number += 1
            for sign, count, _, _ in _runs(pattern):
                runs.setdefault(sign, set()).add(count)
            words.update({word for word, _, _ in _tokens(pattern)})
            lines.update({pattern.text[start:end] for start, end in _free_lines(pattern)})
        for pattern in untouched:
            cells.update({(index, text) for index, text, _, _ in free_cells(pattern)})
        ranks = frozenset(sign for sign, numbers in runs.items() if len(numbers) > 1)
        return cls(number, words, lines, cells, ranks)

    def clean(self, pattern: Pattern) -> Pattern:
        """Take out what only this entry has."""
        if pattern.cells:
            for index, text, start, end in reversed(list(free_cells(pattern))):
                if text and (_TICK.fullmatch(text) or self._is_rare(self.cells[index, text], text)):
                    pattern = pattern.replaced(start, end, self.empty(index))
                elif text:
                    pattern = pattern.replaced(start, end, self._lowest(index, text))
        while (rank := self._first_rank(pattern)) is not None:
            pattern = pattern.without(*rank)
        while (line := self._first_strange_line(pattern)) is not None:
            pattern = pattern.without(*line)
        while (found := self._first_strange(pattern)) is not None:
            pattern = pattern.without(*_with_marks(pattern, *found))
        return pattern

    def _first_rank(self, pattern: Pattern) -> tuple[int, int] | None:
        """Return the place of the first row of signs by which the entries are ranked: the new one is not ranked yet."""
        return next(((start, end) for sign, _, start, end in _runs(pattern) if sign in self.ranks), None)

    def empty(self, column: int) -> str:
        """Return what a table of the list writes into a cell of a column that has nothing to say."""
        signs = {
            text: count
            for (index, text), count in self.cells.items()
            if index == column and not re.search(r"\w", text) and not _TICK.fullmatch(text)
        }
        found = Counter(signs)
        return self._lowest(column, found.most_common(1)[0][0]) if found else ""

    def _lowest(self, column: int, text: str) -> str:
        """Return the fewest of a sign of which cells of a column have one or more, as stars: the work is not ranked yet."""
        sign = _RANK.fullmatch(text)
        if sign is None:
            return text
        same = (other for index, other in self.cells if index == column and not other.replace(sign[1], ""))
        return min((other for other in same if other), key=len, default=text)

    def _is_rare(self, count: int, text: str) -> bool:
        if is_preprint_server(text):
            return False
        share = _SHARE if re.search(r"\w", text) else _SHARE_OF_SIGNS
        return count < min(_LEAST, self.entries + 1) or count / self.entries < share

    def _first_strange_line(self, pattern: Pattern) -> tuple[int, int] | None:
        """Return the place of the first line without parts that is no habit."""
        places = (
            place for place in _free_lines(pattern) if self._is_rare(self.lines[pattern.text[slice(*place)]], "a")
        )
        return next(places, None)

    def _first_strange(self, pattern: Pattern) -> tuple[int, int] | None:
        """Return the place of the first words, between two parts or in a line, of which one is no habit."""
        cells = [(start, end) for _, _, start, end in free_cells(pattern)]
        tokens = [token for token in _tokens(pattern) if not any(start <= token[1] < end for start, end in cells)]
        for start, end in _stretches(pattern):
            inside = [token for token in tokens if start <= token[1] < end]
            if any(self._is_rare(self.words[word], "a") for word, _, _ in inside):
                before = _LETTERS.search(pattern.text, start, inside[0][1])
                first = before.start() if before else inside[0][1]
                last = max(inside[-1][2], start + len(re.sub(r"\W+\Z", "", pattern.text[start:end])))
                return first, last + pattern.text.startswith("：", last)
        return None


def _runs(pattern: Pattern) -> Iterator[tuple[str, int, int, int]]:
    """Yield the rows of one sign outside the parts and cells of signs alone: the sign, how often, and where."""
    cells = [(start, end) for _, _, start, end in free_cells(pattern)]
    taken = [*cells, *((min(slot.first, slot.start), max(slot.last, slot.end)) for slot in pattern.slots)]
    for found in _SIGNS.finditer(pattern.text):
        start, end = found.span()
        if not any(left < end and start < right for left, right in taken):
            yield found["sign"], found[0].count(found["sign"]), start, end


def _free_lines(pattern: Pattern) -> Iterator[tuple[int, int]]:
    """Yield the lines that hold words and no part, those apart that only say what the next line with words holds."""
    taken = [(min(slot.first, slot.start), max(slot.last, slot.end)) for slot in pattern.slots]
    label: tuple[int, int] | None = None
    for found in _LINE.finditer(pattern.text):
        first, last = found.span("words")
        if any(start < last and first < end for start, end in taken):
            label = None
        else:
            yield from [label] if label else []
            only_label = _NAMES_A_PART.fullmatch(re.sub(r"^[\W_]*|[^\w:：]*$", "", found["words"]))
            label = (first, last) if only_label else None
            yield from [] if only_label else [(first, last)]
    yield from [label] if label else []


def _stretches(pattern: Pattern) -> Iterator[tuple[int, int]]:
    """Yield the text between parts, line ends, bars of a table, tags and names of preprint servers."""
    edges = [(min(slot.first, slot.start), max(slot.last, slot.end)) for slot in pattern.slots]
    edges += [found.span() for found in _EDGE.finditer(pattern.text) if pattern.cells or found[0] != "|"]
    edges += preprint_servers_in(pattern.text)
    at = 0
    for start, end in sorted([*edges, (len(pattern.text), len(pattern.text))]):
        if at < start:
            yield at, start
        at = max(at, end)


def _with_marks(pattern: Pattern, start: int, end: int) -> tuple[int, int]:
    """Return a place with the brackets around it, if they hold nothing else, and with marks that it alone leaves open."""
    left, stop = pattern.line_around(start)
    opening, closing = pattern.text.rfind("(", left, start), pattern.text.find(")", end, stop)
    inside = pattern.text[opening + 1 : closing]
    taken = any(opening < slot.end and slot.start < closing for slot in pattern.slots)
    if opening >= 0 and closing >= 0 and not taken and not re.search(r"[()|]", inside):
        return opening, closing + 1
    for mark in ("**", "__", "`", "*", "_"):
        odd = pattern.text[start:end].count(mark) % 2
        if odd and pattern.text.startswith(mark, end):
            end += len(mark)
        elif odd and pattern.text.endswith(mark, 0, start):
            start -= len(mark)
    return start, end


def _tokens(pattern: Pattern) -> Iterator[tuple[str, int, int]]:
    """Yield the words between the parts, those apart that say what a part or a link is."""
    taken = sorted((min(slot.first, slot.start), max(slot.last, slot.end)) for slot in pattern.slots)
    index = 0
    for token in _TOKEN.finditer(pattern.text):
        while index < len(taken) and taken[index][1] <= token.start():
            index += 1
        if index < len(taken) and taken[index][0] < token.end():
            continue
        is_label = _NAMES_A_PART.match(pattern.text, token.end()) and not _REMARK_IN_CHINESE.match(
            pattern.text, token.start()
        )
        if token[0][0] != "<" and not is_label:
            yield token[0].casefold(), token.start(), token.end()


def free_cells(pattern: Pattern) -> Iterator[tuple[int, str, int, int]]:
    """Yield the cells of a row that hold no part: the column, the text, and where it is."""
    if not pattern.cells:
        return
    bars = [bar.start() for bar in _BAR.finditer(pattern.text)]
    bars = [bar for bar in bars if not any(slot.start <= bar < slot.end for slot in pattern.slots)]
    for index, (left, right) in enumerate(pairwise(bars)):
        if any(left < slot.start <= right for slot in pattern.slots):
            continue
        text = pattern.text[left + 1 : right]
        start = left + 1 + len(text) - len(text.lstrip())
        yield index, text.strip(), start, max(start, left + 1 + len(text.rstrip()))
