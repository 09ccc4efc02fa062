"""Which known name a misspelt one was meant to be."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60  # no name is longer, and the comparison is quadratic


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like a word, None if none is close."""
    if len(word) > _LONGEST:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, sorted(known), 1)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a message on an unknown name: ``; did you mean "…"?``, or nothing."""
    near = nearest(word, known)
    return f'; did you mean "{near}"?' if near else ""
