"""When two titles name the same work: the one definition, and the only importer of rapidfuzz.

A title has readings: in full; without a name before it, brackets or a venue around it; its main title alone. Two titles
are the same when one in full is a reading of the other. Beyond that words are weighed, and a wide gap is left between what
is certainly one work and what is certainly another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import unescape
from typing import Literal

from litlint import regex as re
from litlint.metadata.normalize import (
    content_words,
    is_ideographic,
    join_stems,
    normalize_title,
    scripts,
    stem,
    stem_prefix,
    total_weight,
    weight,
)
from litlint.metadata.title_parts import TitleParts, read_title, short_name

__all__ = ["TitleMatch", "alike_titles", "are_comparable", "compare_titles", "letters_alike", "same_work", "short_name"]

TitleMatch = Literal["same", "close", "different", "unknown"]
Words = tuple[str, ...]

# Words that name a form of one work.
_EDITION = re.compile(r"\b(?:abstract|demo|edition|full|preprint|report|short|version)\b")
# Words that name a part of a series: works that differ by them are different ones.
_PART = re.compile(r"\b(?:chapter|i{1,3}|iv|ix|part|v|vi{1,3}|vol|volume|x)\b|\d")
# Characters above which a text is no title and is not compared: the time of comparison grows faster than the text.
_LONGEST_TITLE = 1000
# Letters that a slip changes, leaves out, adds or exchanges; another word differs by more.
_SLIP = 2
# Words that alone make another work of the same title: a number of a part, a negation.
_ROMAN_OR_NOT = re.compile(r"i{1,3}|iv|v|vi{1,3}|ix|x|non?|not|without")


def compare_titles(a: str, b: str) -> TitleMatch:
    """Say how two titles relate.

    *same*: equal beyond case, LaTeX, punctuation, plural, British or American spelling and joined words; a name before
    one of them, a note in brackets, a venue or year after it, or a subtitle left out makes no difference. *close*:
    certainly the same work, but a word or two is misspelt, missing, added or moved. *different*: clearly another work,
    for they share almost no rare word. *unknown*: neither is certain, or one is too short, too long
    for a title, or in another script.
    """
    a, b = (unescape(title) if "&" in title else title for title in (a, b))
    if normalize_title(a) == normalize_title(b):
        return "same" if normalize_title(a) else "unknown"
    if max(len(a), len(b)) > _LONGEST_TITLE:
        return "unknown"
    one, other = read_title(a), read_title(b)
    if not one.full or not other.full or scripts(normalize_title(a)).isdisjoint(scripts(normalize_title(b))):
        return "unknown"
    if _is_reading(one, other) or _is_reading(other, one) or _agree(one, other):
        return "same"
    if _are_close(one, other):
        return "close"
    return "different" if _are_different(one, other) else "unknown"


def are_comparable(a: str, b: str) -> bool:
    """Say whether two titles can be compared at all: in one script, and both with two rare words or more."""
    one, other = tuple(normalize_title(a).split()), tuple(normalize_title(b).split())
    if is_ideographic(normalize_title(a)) or is_ideographic(normalize_title(b)):
        return is_ideographic(normalize_title(a)) and is_ideographic(normalize_title(b))
    enough = min(len(content_words(one)), len(content_words(other))) > 1
    return enough and not scripts(normalize_title(a)).isdisjoint(scripts(normalize_title(b)))


def same_work(a: str, b: str, similarity: float = 0.0) -> bool:
    """Say whether two titles certainly name one work, and are at least so similar, 0 to 100, letter by letter."""
    found = compare_titles(a, b)
    if found != "close" or similarity <= 0:
        return found in ("same", "close")
    return letters_alike(a, b) >= similarity


def alike_titles(title: str, titles: Sequence[str], least: float) -> list[int]:
    """Return the places of the titles that are at least so alike, 0 to 100, the most alike first.

    Words left out or added before or after count little: 100 is a title with the same words, or one whose words are all in
    the other. ``titles`` are normalised as `normalize_title` does.
    """
    from rapidfuzz import fuzz, process

    found = process.extract(normalize_title(title), titles, scorer=fuzz.token_set_ratio, score_cutoff=least, limit=None)
    return [place for _, _, place in found]


def letters_alike(a: str, b: str) -> float:
    """Return how alike two titles are letter by letter, 0 to 100, as what slips of the keyboard leave."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(normalize_title(a), normalize_title(b)))


def differ_by_a_slip(a: str, b: str) -> bool:
    """Say whether two titles differ by no more than a slip of the keyboard: two letters or spaces, wherever they are."""
    from rapidfuzz.distance import Levenshtein

    mine, theirs = normalize_title(a), normalize_title(b)
    return Levenshtein.distance(mine, theirs, score_cutoff=_SLIP) <= _SLIP


def _is_reading(one: TitleParts, other: TitleParts) -> bool:
    """Say whether one title in full is a reading of the other."""
    full = join_stems(one.full)
    readings = [other.full, other.main, other.undated]
    if not _PART.search(other.additions):
        readings += [other.core, other.body]
    if any(words and full == join_stems(words) for words in readings):
        return True
    return one.is_cut and len(content_words(one.full)) > 2 and join_stems(other.full).startswith(full)


def _agree(one: TitleParts, other: TitleParts) -> bool:
    """Say whether two titles agree without what may be added to them, and the additions do not speak against it."""
    if _PART.search(one.additions) or _PART.search(other.additions) or _names_differ(one, other):
        return False
    if one.additions and other.additions and not (_EDITION.search(one.additions) and _EDITION.search(other.additions)):
        return False
    mine, theirs = {join_stems(one.core), join_stems(one.body)}, {join_stems(other.core), join_stems(other.body)}
    return not mine.isdisjoint(theirs) or join_stems(one.main) in theirs - {""} or join_stems(other.main) in mine - {""}


def _names_differ(one: TitleParts, other: TitleParts) -> bool:
    return bool(one.name and other.name) and join_stems(one.name) != join_stems(other.name)


def _are_close(one: TitleParts, other: TitleParts) -> bool:
    parts = (_PART.findall(one.additions), _PART.findall(other.additions))
    if _numbers(one) != _numbers(other) or parts[0] != parts[1]:
        return False
    if _is_ideographic(one, other):
        from rapidfuzz import fuzz

        return fuzz.ratio(join_stems(one.core), join_stems(other.core)) >= _CLOSE_CHARACTERS
    if _names_differ(one, other) and one.body != one.core and join_stems(one.body) == join_stems(other.body):
        return True
    return any(_nearly(mine, theirs) for mine in {one.core, one.body} for theirs in {other.core, other.body})


def _is_ideographic(one: TitleParts, other: TitleParts) -> bool:
    return is_ideographic(" ".join(one.core)) or is_ideographic(" ".join(other.core))


def _numbers(title: TitleParts) -> list[str]:
    return sorted(re.findall(r"\d+", " ".join(title.undated)))


def _nearly(mine: Words, theirs: Words) -> bool:
    """Say whether two titles share all rare words but for one or two, in whatever order.

    The more is shared, the more may differ: a title of everyday words names another work with a single word changed.
    """
    if len(set(map(stem, mine)) & set(map(stem, theirs))) * 3 < min(len(mine), len(theirs)):
        return False
    mine, theirs = _expanded(mine, theirs), _expanded(theirs, mine)
    one, other = Counter(map(stem, content_words(mine))), Counter(map(stem, content_words(theirs)))
    shared = total_weight(tuple((one & other).elements()))
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
    if join_stems(tuple(rest)) == join_stems(tuple(other_rest)):
        return shared + total_weight(tuple(rest)) >= _SHARED_WHEN_ALL_ARE
    if not rest or not other_rest:
        added = total_weight(tuple(rest + other_rest))
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
# rapidfuzz's ratio from which two titles without blanks are one with slips of the pen; different titles of one series
# stay below it.
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


def _are_different(one: TitleParts, other: TitleParts) -> bool:
    """Say whether two titles, long enough to be compared, share almost nothing: no name, at most one rare word.

    Of titles in Chinese or Japanese never: lists translate and describe, and no two translations share their characters.
    """
    if _is_ideographic(one, other):
        return False
    if min(len(one.core), len(other.core)) < _TELLING_LENGTH or _shares_name(one, other) or _shares_name(other, one):
        return False
    mine = {stem_prefix(word): weight(word) for word in content_words(one.full)}
    theirs = {stem_prefix(word): weight(word) for word in content_words(other.full)}
    least = min(sum(mine.values()), sum(theirs.values()))
    shared = [mine[word] for word in mine.keys() & theirs.keys()]
    limit = _SHARED_AT_MOST if 1.0 in shared else _EVERYDAY_SHARED_AT_MOST
    if least < _TELLING_WEIGHT or sum(shared) > limit * least:
        return False
    from rapidfuzz import fuzz

    return (
        fuzz.token_sort_ratio(normalize_title(" ".join(one.full)), normalize_title(" ".join(other.full)))
        < _ALIKE_BY_LETTER
    )


_TELLING_LENGTH, _TELLING_WEIGHT, _NAME_LENGTH = 4, 1.2, 3
_SHARED_AT_MOST, _EVERYDAY_SHARED_AT_MOST = 0.12, 0.3
# rapidfuzz's ratio of sorted words below which two titles have little in common.
_ALIKE_BY_LETTER = 65.0


def _shares_name(one: TitleParts, other: TitleParts) -> bool:
    """Say whether the short name of one is in the other, in full or as the initials of its words."""
    name = join_stems(one.name)
    if len(name) < _NAME_LENGTH:
        return False
    initials = "".join(word[0] for word in other.full)
    return (
        name in join_stems(other.full)
        or name in initials
        or name in "".join(word[0] for word in content_words(other.full))
    )
