"""Which known name a misspelt one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LONGEST = 60  # no name is longer, and the comparison is quadratic


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known name that looks most like a word, None if none is so like it (of 0 to 1)."""
    if len(word) > _LONGEST:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(known), 1, likeness)), None)


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the end of a message on an unknown name: ``; did you mean "…"?``, or nothing."""
    near = nearest(word, known, likeness)
    return f'; did you mean "{near}"?' if near else ""


def closest_typo(word: str, known: frozenset[str]) -> str | None:
    """Return the known name that a slip of the pen made this word of, None if there is none or if it is known itself.

    A slip is a letter wrong, missing or too many, or two neighbours swapped; a name of eight letters may have two. Found
    through the words that deletions leave, so the time does not grow with the number of names (W. Garbe, SymSpell, 2012).
    """
    if not 2 <= len(word) <= _LONGEST or word in known:
        return None
    leftovers = _leftovers(known)
    near = {name for rest in _deletions(word, 2) for name in leftovers.get(rest, ())}
    ranked = sorted((distance(word, name), name) for name in near)
    return next((name for far, name in ranked if far <= (2 if len(name) >= _LONG else 1)), None)


# Letters of a name from which two slips of the pen are believed; in a shorter one two changes give another name.
_LONG = 8


@lru_cache(maxsize=8)
def _leftovers(known: frozenset[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(known):
        for rest in _deletions(name, 2 if len(name) >= _LONG else 1):
            found.setdefault(rest, []).append(name)
    return found


def _deletions(word: str, count: int) -> set[str]:
    """Return what is left of a word when up to ``count`` of its letters go."""
    found = {word}
    for _ in range(count):
        found |= {rest[:at] + rest[at + 1 :] for rest in found for at in range(len(rest))}
    return found


def distance(one: str, other: str) -> int:
    """Return how many slips lie between two words: optimal string alignment."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, mine in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, theirs in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (mine != theirs))
            if i > 1 and j > 1 and mine == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
