"""A title taken apart: its short name, main title and subtitle, and what brackets and venues add to it."""

from __future__ import annotations

from functools import lru_cache

from litlint import regex as re
from litlint.metadata.normalize import normalize_title, total_weight, weight
from litlint.metadata.venues import is_unmistakable
from litlint.values import value

Words = tuple[str, ...]

_OPEN, _CLOSE = "([{（【「", ")]}）】」"
# What separates a name or main title from the rest: a colon, a dash or bar between blanks, the end of a question. A
# colon between digits, as in `1:1`, separates nothing.
_SEPARATOR = re.compile(r"(?<=[?!？！])\s|\s?：\s?|\s:\s|(?<!\d):\s?(?!\d)|:\s|\s[-\u2010-\u2015|]\s")
# A title that was cut off.
_ELLIPSIS = re.compile(r"(?:\.\.\.|…)\s*\Z")
# How a paper was presented, as lists add it to a title where others add the venue.
_PRESENTED = frozenset("oral poster spotlight".split())
_TAIL = re.compile(r"[,.;|]\s?([A-Za-z]{3,12}\s?['’]?(?:\d{4}|\d\d)?)\s?\.?\Z", re.A)
# A venue and its year before a title, as lists of news write: `NeurIPS'23 …`, `ICLR-24 oral: …`.
_HEAD_VENUE = re.compile(
    r"(?P<venue>[A-Za-z]{3,12})[\s'’-]{0,2}(?:20\d\d|\d\d)(?!\w)(?:[\s-](?:oral|spotlight|poster)\b)?[\s:]+", re.A
)
_EPRINT = re.compile(r"(?<!\s)\s*+[(\[]?arxiv[:\s]\s?\d{4}\.\d{4,5}(?:v\d)?[)\]]?\s?\Z", re.A | re.I)
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s\d\d?){0,2}", re.A)
_NAME = re.compile(r"[^\W\d_][\w.+*/@-]*(?:\(\))?|\d[\w.+*/@-]*|[\w.+-]+[\s-]v?\d[\w.]*", re.A)
_LONGEST_NAME, _LONGEST_ADDITION, _TAIL_LENGTH = 40, 80, 24
_LEAST_BODY, _LEAST_MAIN = 1.0, 1.3


@value
class TitleParts:
    """The parts of a title as normalised words.

    ``core`` is the title without brackets and venue around it, ``undated`` also without a year at its end, ``body`` is
    it without the short name, ``main`` the part before the subtitle, empty where it would say too little alone.
    ``additions`` is what brackets add, names and venues left out; ``is_cut`` says that the title ends in an ellipsis.
    """

    full: Words
    core: Words
    undated: Words
    body: Words
    main: Words
    name: Words
    additions: str
    is_cut: bool


@lru_cache(maxsize=1 << 14)
def read_title(title: str) -> TitleParts:
    """Take a title apart."""
    text = _without_tail(_ELLIPSIS, _without_tail(_EPRINT, title.rstrip()))
    lead, rest, trail = _brackets(text)
    head_venue = _HEAD_VENUE.match(rest)
    if head_venue and _is_venue_word(head_venue["venue"].casefold()) and " " in rest[head_venue.end() :].strip():
        lead.append(head_venue[0].strip(" :"))
        rest = rest[head_venue.end() :]
    tail = _TAIL.search(rest, max(0, len(rest) - _TAIL_LENGTH))
    if tail and _is_venue(tail[1]):
        trail.append(tail[1])
        rest = rest[: tail.start()]
    name = short_name(text) or ""
    head, after = _subtitled(rest)
    is_named = bool(after) and head == _words(name)
    core = _without_venue(_words(rest))
    return TitleParts(
        full=_words(text),
        core=core,
        undated=_without_year(core),
        body=_without_venue(after) if is_named and total_weight(after) >= _LEAST_BODY else core,
        main=head if after and not is_named and total_weight(head) >= _LEAST_MAIN else (),
        name=_words(name),
        additions=" ".join(normalize_title(part) for part in lead + trail if part != name and not _is_venue(part)),
        is_cut=_ELLIPSIS.search(title, max(0, len(title) - _TAIL_LENGTH)) is not None,
    )


def short_name(title: str) -> str | None:
    """Return the name in front of a colon or in brackets: of ``SKVQ: Sliding-window …``, ``[SKVQ] …``, ``… (SKVQ)``."""
    lead, rest, trail = _brackets(title)
    candidates = lead + trail
    pieces = _SEPARATOR.split(rest, maxsplit=1)
    if len(pieces) > 1 and pieces[1].strip():
        candidates.insert(len(lead), pieces[0].strip())
    return next((candidate for candidate in candidates if _is_name(candidate)), None)


def _is_name(text: str) -> bool:
    """Say whether a text can be the short name of a work: a word that is no everyday word, or one with a number."""
    plain = re.sub(r"[{}$\\_^]", "", text)
    words = _words(plain)
    if not words or len(plain) > _LONGEST_NAME or not _NAME.fullmatch(plain) or _is_venue(plain) or plain.isdecimal():
        return False
    has_capitals = any(character.isupper() for character in plain[1:])
    return len(words) > 1 or has_capitals or weight(words[0]) == 1.0


def _is_venue(text: str) -> bool:
    """Say whether a text is a venue, with or without a year and an award, or a date."""
    words = _words(text)
    named = [word for word in words if _is_venue_word(word)]
    return (bool(named) and len(words) <= len(named) + 3) or _YEAR.fullmatch(" ".join(words)) is not None


def _is_venue_word(word: str) -> bool:
    plain = word.rstrip("0123456789")
    return plain in _PRESENTED or is_unmistakable(plain)


def _brackets(title: str) -> tuple[list[str], str, list[str]]:
    """Split what is in brackets before and after a title from the rest of it."""
    rest = title.strip()
    lead: list[str] = []
    trail: list[str] = []
    while rest and rest[0] in _OPEN:
        end = rest.find(_CLOSE[_OPEN.index(rest[0])], 1, _LONGEST_NAME)
        if len(lead) > 2 or end < 2 or not rest[end + 1 :].strip(" :：-"):
            break
        lead.append(rest[1:end].strip())
        rest = rest[end + 1 :].lstrip(" :：-")
    while rest and rest[-1] in _CLOSE:
        start = rest.rfind(_OPEN[_CLOSE.index(rest[-1])], max(0, len(rest) - _LONGEST_ADDITION))
        if len(trail) > 2 or start < 1 or not rest[start + 1 : -1].strip():
            break
        trail.insert(0, rest[start + 1 : -1].strip())
        rest = rest[:start].rstrip(" ,;:")
    return lead, rest, trail


def _subtitled(text: str) -> tuple[Words, Words]:
    head, *after = _SEPARATOR.split(text, maxsplit=1)
    return _words(head), _words(after[0]) if after else ()


def _without_tail(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text, max(0, len(text) - _TAIL_LENGTH))
    return text[: found.start()] if found else text


def _without_venue(words: Words) -> Words:
    """Leave out a venue, with or without a year, at the end of a title."""
    end = len(words)
    if end > 4 and _YEAR.fullmatch(words[end - 1]) and _is_venue_word(words[end - 2]):
        return words[: end - 2]
    return words[: end - 1] if end > 3 and _is_venue_word(words[end - 1]) else words


def _without_year(words: Words) -> Words:
    return words[:-1] if len(words) > 3 and _YEAR.fullmatch(words[-1]) else words


def _words(text: str) -> Words:
    return tuple(normalize_title(text).split())
