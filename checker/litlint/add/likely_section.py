"""Which section of a list a work most likely belongs to, by the words of the titles that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from litlint.metadata.normalize import content_words, is_ideographic, normalize_title, stem_prefix
from litlint.model.document import Document, Section

# A section's own rate of a word counts as if so many entries of the whole list were in it too, so that a section of one
# entry does not win by one word; a word of its heading counts as that many of its entries.
_SMOOTHING, _HEADING = 4.0, 3


def by_likelihood(document: Document, sections: Sequence[Section], titles: Iterable[str]) -> list[Section]:
    """Sort sections: first those whose entries share the most telling words with the titles, else as the list has them.

    Each word weighs by how much more frequent it is in the section than in the whole list (a naive Bayes model with the
    same prior for each section).
    """
    words = {word for title in titles for word in _words(title)}
    counts: dict[int, Counter[str]] = {}
    sizes: dict[int, int] = {}
    for number, section in enumerate(sections):
        depth = len(section.path)
        inside = [one for one in document.sections if one.path[:depth] == section.path]
        entries = [entry for one in inside or [section] for entry in document.entries_in(one)]
        count = Counter(word for entry in entries for word in _words(entry.title.value) & words)
        count.update({word: _HEADING for part in section.path[1:] or section.path for word in _words(part) & words})
        counts[number], sizes[number] = count, len(entries)
    total = sum(sizes.values()) + 1
    rate = {word: (sum(count[word] for count in counts.values()) + 0.5) / (total + 1) for word in words}

    def score(number: int) -> float:
        size = sizes[number] + _SMOOTHING
        return sum(log((counts[number][word] + _SMOOTHING * rate[word]) / size / rate[word]) for word in sorted(words))

    order = sorted(range(len(sections)), key=lambda number: (-round(score(number), 9), number))
    return [sections[number] for number in order]


def _words(title: str) -> set[str]:
    """Return the beginnings of a title's telling words; of a script without spaces, pairs of characters."""
    normal = normalize_title(title)
    if is_ideographic(normal):
        text = normal.replace(" ", "")
        return {text[at : at + 2] for at in range(len(text) - 1)}
    return {stem_prefix(word) for word in content_words(tuple(normal.split()))}
