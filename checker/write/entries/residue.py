"""What stands in an entry's text that is neither a part nor the list's habit: it must not be copied to another entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from checker.write.entries.patterns import PREPRINT
from checker.write.entries.text import Pattern

_TOKEN = re.compile(r"<[^<>\n]*>|[^\W\d_]{2,}|\d+|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+")
_NAMES_A_PART = re.compile(r"[\w\s/&-]{0,24}[:：]")
_LEAST, _SHARE, _SHARE_OF_SIGNS = 3, 0.8, 0.5
_TICK = re.compile(r"[✅✓✔☑❌✗\ufe0f]+|\[[xX]\]")  # says of a work what somebody has done with it
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Habits:
    """How many of some entries have a word between their parts; of tables, what stands in cells that hold no part."""

    entries: int
    words: Counter[str]
    cells: Counter[tuple[int, str]]

    @classmethod
    def of(cls, patterns: Iterable[Pattern], untouched: Iterable[Pattern]) -> Habits:
        """Count words over the patterns that can be filled, cells over those of all entries as they are."""
        words: Counter[str] = Counter()
        cells: Counter[tuple[int, str]] = Counter()
        number = 0
        for pattern in patterns:
            number += 1
            words.update({word for word, _, _ in _tokens(pattern)})
        for pattern in untouched:
            cells.update({(index, text) for index, text, _, _ in free_cells(pattern)})
        return cls(number, words, cells)

    def clean(self, pattern: Pattern) -> Pattern:
        """Take out what only this entry has."""
        if pattern.cells:
            for index, text, start, end in reversed(list(free_cells(pattern))):
                if text and (_TICK.fullmatch(text) or self._is_rare(self.cells[index, text], text)):
                    pattern = pattern.replaced(start, end, self.empty(index))
        while (found := self._first_rare(pattern)) is not None:
            pattern = pattern.without(*_bracket_around(pattern, *found))
        return pattern

    def empty(self, column: int) -> str:
        """Return what a table of the list writes into a cell of a column that has nothing to say."""
        signs = {
            text: count
            for (index, text), count in self.cells.items()
            if index == column and not re.search(r"\w", text) and not _TICK.fullmatch(text)
        }
        found = Counter(signs)
        return found.most_common(1)[0][0] if found else ""

    def _is_rare(self, count: int, text: str) -> bool:
        if PREPRINT.fullmatch(text):
            return False
        share = _SHARE if re.search(r"\w", text) else _SHARE_OF_SIGNS
        return count < min(_LEAST, self.entries + 1) or count / self.entries < share

    def _first_rare(self, pattern: Pattern) -> tuple[int, int] | None:
        """Return the place of the first words in a row that are no habit."""
        place: tuple[int, int] | None = None
        cells = [(start, end) for _, _, start, end in free_cells(pattern)]
        for word, start, end in _tokens(pattern):
            if any(first <= start < last for first, last in cells):
                continue
            between = pattern.text[place[1] : start] if place else ""
            if place and (
                len(between) > 3 or "\n" in between or any(place[1] <= slot.start < start for slot in pattern.slots)
            ):
                return place
            if self._is_rare(self.words[word], word):
                place = (place[0] if place else start, end)
            elif place:
                return place
        return place


def _bracket_around(pattern: Pattern, start: int, end: int) -> tuple[int, int]:
    """Return the place of the brackets around some words, if they hold nothing but words."""
    left, stop = pattern.line_around(start)
    opening, closing = pattern.text.rfind("(", left, start), pattern.text.find(")", end, stop)
    inside = pattern.text[opening + 1 : closing]
    if opening < 0 or closing < 0 or "(" in inside or ")" in inside or "|" in inside:
        return start, end
    taken = any(opening < slot.end and slot.start < closing for slot in pattern.slots)
    return (start, end) if taken else (opening, closing + 1)


def _tokens(pattern: Pattern) -> Iterator[tuple[str, int, int]]:
    """Yield the words between the parts, those apart that say what a part or a link is."""
    taken = sorted((min(slot.first, slot.start), max(slot.last, slot.end)) for slot in pattern.slots)
    index = 0
    for token in _TOKEN.finditer(pattern.text):
        while index < len(taken) and taken[index][1] <= token.start():
            index += 1
        if index < len(taken) and taken[index][0] < token.end():
            continue
        if token[0][0] != "<" and not _NAMES_A_PART.match(pattern.text, token.end()):
            yield token[0].casefold(), token.start(), token.end()


def free_cells(pattern: Pattern) -> Iterator[tuple[int, str, int, int]]:
    """Yield the cells of a row that hold no part: the column, the text, and where it stands."""
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
