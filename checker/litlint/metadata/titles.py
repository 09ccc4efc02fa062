"""When two titles name the same work: the one definition, and the only importer of rapidfuzz.

A title has readings: in full; without a name before it, brackets or a venue around it; its main title alone. Two titles
are the same when one in full is a reading of the other. Beyond that words are weighed, and a wide gap is left between what
is certainly one work and what is certainly another.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from litlint.metadata.normalize import glued, is_ideographic, normal, root, scripts, stem, telling, weigh, weight
from litlint.metadata.title_parts import Title, read_title, short_name

__all__ = ["Relation", "are_comparable", "normal", "relation", "same_work", "short_name"]

Relation = Literal["same", "close", "different", "unknown"]
Words = tuple[str, ...]

_EDITION = re.compile(r"\b(?:abstract|demo|edition|full|preprint|report|short|version)\b")
_PART = re.compile(r"\b(?:chapter|i{1,3}|iv|ix|part|v|vi{1,3}|vol|volume|x)\b|\d")
_LONGEST_TITLE = 1000
_ROMAN_OR_NOT = re.compile(r"i{1,3}|iv|v|vi{1,3}|ix|x|non?|not|without")


def relation(a: str, b: str) -> Relation:
    """Say how two titles relate.

    *same*: equal beyond case, LaTeX, punctuation, plural, British or American spelling and joined words; a name before
    one of them, a note in brackets, a venue or year behind it, or a subtitle left out makes no difference. *close*:
    certainly the same work, but a word or two is misspelt, missing, added or moved. *different*: clearly another work,
    for they share next to no telling word. *unknown*: neither is certain, or one is too short, too long
    for a title, or in another script.
    """
    if normal(a) == normal(b):
        return "same" if normal(a) else "unknown"
    if max(len(a), len(b)) > _LONGEST_TITLE:
        return "unknown"
    one, other = read_title(a), read_title(b)
    if not one.full or not other.full or scripts(normal(a)).isdisjoint(scripts(normal(b))):
        return "unknown"
    if _is_reading(one, other) or _is_reading(other, one) or _agree(one, other):
        return "same"
    if _are_close(one, other):
        return "close"
    return "different" if _are_different(one, other) else "unknown"


def are_comparable(a: str, b: str) -> bool:
    """Say whether two titles can be compared at all: in one script, and both with two telling words or more."""
    one, other = tuple(normal(a).split()), tuple(normal(b).split())
    if is_ideographic(normal(a)) or is_ideographic(normal(b)):
        return is_ideographic(normal(a)) and is_ideographic(normal(b))
    enough = min(len(telling(one)), len(telling(other))) > 1
    return enough and not scripts(normal(a)).isdisjoint(scripts(normal(b)))


def same_work(a: str, b: str, similarity: float = 0.0) -> bool:
    """Say whether two titles certainly name one work, and are at least so similar, 0 to 100, letter by letter."""
    found = relation(a, b)
    if found != "close" or similarity <= 0:
        return found in ("same", "close")
    from rapidfuzz import fuzz

    return fuzz.ratio(normal(a), normal(b)) >= similarity


def _is_reading(one: Title, other: Title) -> bool:
    """Say whether one title in full is a reading of the other."""
    full = glued(one.full)
    readings = [other.full, other.main, other.undated]
    if not _PART.search(other.additions):
        readings += [other.core, other.body]
    if any(words and full == glued(words) for words in readings):
        return True
    return one.is_cut and len(telling(one.full)) > 2 and glued(other.full).startswith(full)


def _agree(one: Title, other: Title) -> bool:
    """Say whether two titles agree without what may be added to them, and the additions do not speak against it."""
    if _PART.search(one.additions) or _PART.search(other.additions) or _names_differ(one, other):
        return False
    if one.additions and other.additions and not (_EDITION.search(one.additions) and _EDITION.search(other.additions)):
        return False
    mine, theirs = {glued(one.core), glued(one.body)}, {glued(other.core), glued(other.body)}
    return not mine.isdisjoint(theirs) or glued(one.main) in theirs - {""} or glued(other.main) in mine - {""}


def _names_differ(one: Title, other: Title) -> bool:
    return bool(one.name and other.name) and glued(one.name) != glued(other.name)


def _are_close(one: Title, other: Title) -> bool:
    parts = (_PART.findall(one.additions), _PART.findall(other.additions))
    if _numbers(one) != _numbers(other) or parts[0] != parts[1]:
        return False
    if _is_ideographic(one, other):
        from rapidfuzz import fuzz

        return fuzz.ratio(glued(one.core), glued(other.core)) >= _CLOSE_CHARACTERS
    if _names_differ(one, other) and one.body != one.core and glued(one.body) == glued(other.body):
        return True
    return any(_nearly(mine, theirs) for mine in {one.core, one.body} for theirs in {other.core, other.body})


def _is_ideographic(one: Title, other: Title) -> bool:
    return is_ideographic(" ".join(one.core)) or is_ideographic(" ".join(other.core))


def _numbers(title: Title) -> list[str]:
    return sorted(re.findall(r"\d+", " ".join(title.undated)))


def _nearly(mine: Words, theirs: Words) -> bool:
    """Say whether two titles share all telling words but for one or two, in whatever order.

    The more is shared, the more may differ: a title of everyday words names another work with a single word changed.
    """
    if len(set(map(stem, mine)) & set(map(stem, theirs))) * 3 < min(len(mine), len(theirs)):
        return False
    mine, theirs = _expanded(mine, theirs), _expanded(theirs, mine)
    one, other = Counter(map(stem, telling(mine))), Counter(map(stem, telling(theirs)))
    shared = weigh(tuple((one & other).elements()))
    rest, other_rest = list((one - other).elements()), list((other - one).elements())
    if max(len(rest), len(other_rest)) > _MOST_WORDS_APART:
        return False
    if any(_ROMAN_OR_NOT.fullmatch(word) for word in rest + other_rest):
        return False
    for word in tuple(rest):
        twin = next((candidate for candidate in other_rest if _is_misspelt(word, candidate)), None)
        if twin is not None:
            rest.remove(word)
            other_rest.remove(twin)
            shared += weight(word)
    if glued(tuple(rest)) == glued(tuple(other_rest)):
        return shared + weigh(tuple(rest)) >= _SHARED_WHEN_ALL_ARE
    if not rest or not other_rest:
        added = weigh(tuple(rest + other_rest))
        return (added <= 1.0 and shared >= _SHARED_BUT_ONE_ADDED) or (added <= 2.0 and shared >= _SHARED_BUT_TWO)
    changed = max(len(rest), len(other_rest))
    return (changed == 1 and shared >= _SHARED_BUT_ONE_CHANGED) or (changed == 2 and shared >= _SHARED_BUT_TWO)


def _expanded(words: Words, others: Words) -> Words:
    """Spell out the abbreviations among words whose letters begin words that follow each other in the other title."""
    initials = "".join(word[0] for word in others)
    spelt: list[str] = []
    for word in words:
        letters = stem(word)
        at = initials.find(letters) if 2 <= len(letters) <= _LONGEST_ABBREVIATION and letters.isalpha() else -1
        spelt += [word] if at < 0 or word in others else others[at : at + len(letters)]
    return tuple(spelt)


_SHARED_WHEN_ALL_ARE, _SHARED_BUT_ONE_ADDED, _SHARED_BUT_ONE_CHANGED, _SHARED_BUT_TWO = 1.5, 3.0, 4.0, 6.0
_CLOSE_CHARACTERS = 88.0
_LONGEST_ABBREVIATION, _MOST_WORDS_APART = 6, 4
_SHORT_WORD, _LONG_WORD = 5, 7


def _is_misspelt(one: str, other: str) -> bool:
    """Say whether two words are one but for a slip: a prefix (``un``) or another first letter makes another word."""
    shorter = min(len(one), len(other))
    if shorter < _SHORT_WORD or one[0] != other[0] or not (one + other).isalpha():
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other, score_cutoff=2) <= (1 if shorter < _LONG_WORD else 2)


def _are_different(one: Title, other: Title) -> bool:
    """Say whether two titles, long enough to tell, share next to nothing: no name, one telling word at the most.

    Of titles in Chinese or Japanese never: lists translate and describe, and no two translations share their characters.
    """
    if _is_ideographic(one, other):
        return False
    if min(len(one.core), len(other.core)) < _TELLING_LENGTH or _shares_name(one, other) or _shares_name(other, one):
        return False
    mine = {root(word): weight(word) for word in telling(one.full)}
    theirs = {root(word): weight(word) for word in telling(other.full)}
    least = min(sum(mine.values()), sum(theirs.values()))
    shared = [mine[word] for word in mine.keys() & theirs.keys()]
    limit = _SHARED_AT_MOST if 1.0 in shared else _EVERYDAY_SHARED_AT_MOST
    if least < _TELLING_WEIGHT or sum(shared) > limit * least:
        return False
    from rapidfuzz import fuzz

    return fuzz.token_sort_ratio(normal(" ".join(one.full)), normal(" ".join(other.full))) < _ALIKE_BY_LETTER


_TELLING_LENGTH, _TELLING_WEIGHT, _NAME_LENGTH = 4, 1.2, 3
_SHARED_AT_MOST, _EVERYDAY_SHARED_AT_MOST = 0.12, 0.3
_ALIKE_BY_LETTER = 65.0


def _shares_name(one: Title, other: Title) -> bool:
    """Say whether the short name of one stands in the other, in full or as the initials of its words."""
    name = glued(one.name)
    if len(name) < _NAME_LENGTH:
        return False
    initials = "".join(word[0] for word in other.full)
    return name in glued(other.full) or name in initials or name in "".join(word[0] for word in telling(other.full))
