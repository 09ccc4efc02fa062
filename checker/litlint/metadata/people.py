"""The names of people: read as BibTeX reads them, and compared as a reader would.

Source: O. Patashnik, "Designing BibTeX Styles" (btxhak, 1988), section 4.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product
from typing import Final

from litlint import regex as re
from litlint.metadata.author_list import extended_parts, is_suffix, parts_of, split_names
from litlint.metadata.organizations import names_organization
from litlint.values import value

_LETTERS: Final = {
    "ss": "ß",
    "o": "ø",
    "l": "ł",
    "ae": "æ",
    "oe": "œ",
    "i": "i",
    "j": "j",
    "aa": "å",
    "dj": "đ",
    "dh": "ð",
    "th": "þ",
}
# Commands of LaTeX for letters, the longest first, so that `\oe` is not read as `\o`.
_LETTER: Final = re.compile(rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![a-z])\s*", re.IGNORECASE)
# Commands of LaTeX for accents: the letter below them is what counts.
_ACCENT: Final = re.compile(r"\\(?:[^a-zA-Z\s]|[Hbcdkrtuv](?![a-zA-Z])|[a-zA-Z]+)\s*")
# An umlaut, which names also write as two letters.
_UMLAUT: Final = re.compile(r"\\\"\s*\{?\\?([aouAOU])\}?")
_ATOMIC: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"})
_DIGRAPHS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# A word of letters: hyphens and apostrophes separate.
_WORD: Final = re.compile(r"[^\W\d_]+")
# Initials written without full stops, `JA`, as PubMed does.
_INITIALS: Final = re.compile(r"[A-Z]{2,3}\Z")
_ALIKE: Final = 0.75
"""Surnames with this share of common letters may be one name spelt twice (difflib's ratio): Kaiser, Kaizer."""

_MOST_AUTHORS = 100  # of two lists, since all are compared with all; longer lists are those of collaborations
_MOST_COMPARED = 30  # of each of two lists of authors, since all are compared with all


@value
class Person:
    """A person, by the four parts of a BibTeX name, or a group of people (``collective``), whose name is all in ``last``."""

    first: str
    von: str
    last: str
    jr: str = ""
    collective: bool = False

    @property
    def shown(self) -> str:
        """The name as people say it, given name first."""
        return " ".join(part for part in (self.first, self.von, self.last, self.jr) if part)

    @property
    def family(self) -> str:
        """The surname with its particles: ``van der Berg``."""
        return f"{self.von} {self.last}".strip()

    @property
    def inverted(self) -> str:
        """The name with the surname first, as BibTeX has it: ``van der Berg, Jr., Jan``."""
        return ", ".join(part for part in (self.family, self.jr, self.first) if part)


def split_authors(value: str) -> list[Person]:
    """Return the people whom a BibTeX list of names gives, raw or decoded; ``others`` is left out."""
    found = []
    for place in split_names(value):
        text = value[place.start : place.end].strip()
        if text.strip("~, {}") and text.casefold() != "others":
            found.append(_name(text, parts_of(value, place)))
    return found


def is_same_person(one: Person, other: Person) -> bool | None:
    """Say whether two names are of one person; None where names alone cannot decide it.

    Initials, accents in Unicode or LaTeX, hyphens, middle names and the order of the parts make no difference. One surname
    with two given names settles nothing: people go by nicknames, and by either of two given names.
    """
    if one.collective or other.collective:
        return _same_group(one, other)
    verdicts = {_compare(*forms) for forms in product(_forms(one), _forms(other))}
    if verdicts == {False}:
        return False
    return True if True in verdicts else None


def are_disjoint_authors(value: str, other: str) -> bool:
    """Say whether two fields of authors certainly name no person in common; False where one of them has no names."""
    ours, theirs = split_authors(value)[:_MOST_COMPARED], split_authors(other)[:_MOST_COMPARED]
    return bool(ours and theirs) and all(is_same_person(one, another) is False for one in ours for another in theirs)


@value
class AuthorDifference:
    """How a list of authors differs from the true one: ``strangers`` are not in it, ``missing`` are only in it."""

    strangers: tuple[Person, ...]
    missing: tuple[Person, ...]


def compare_author_lists(cited: list[Person], true: list[Person]) -> AuthorDifference:
    """Return who certainly is in one of two lists alone; a person about whom names cannot decide is in neither.

    Lists with a group among them say nothing of single people.
    """
    if any(person.collective for person in (*cited, *true)) or not cited or not true:
        return AuthorDifference((), ())
    mine, theirs = cited[:_MOST_AUTHORS], true[:_MOST_AUTHORS]
    strangers = tuple(one for one in mine if all(is_same_person(one, other) is False for other in theirs))
    missing = tuple(one for one in theirs if all(is_same_person(one, other) is False for other in mine))
    return AuthorDifference(strangers if len(true) <= _MOST_AUTHORS else (), missing)


@value
class _Words:
    """The words of a name, folded to plain letters."""

    given: tuple[str, ...]
    family: tuple[str, ...]


def _name(text: str, parts: list[str]) -> Person:
    if _is_braced(text):
        return Person("", "", text[1:-1], collective=True)
    parts = [part for part in parts if part]
    if extended := extended_parts(parts):
        first = " ".join(extended[part] for part in ("given", "middle") if part in extended)
        return Person(first, extended.get("prefix", ""), extended.get("family", ""), extended.get("suffix", ""))
    if len(parts) == 1:
        return _name_in_order(parts[0], "")
    if len(parts) == 2 and is_suffix(parts[1]):
        return _name_in_order(*parts)
    first, jr = parts[-1], parts[1] if len(parts) == 3 else ""
    if len(parts) == 3 and is_suffix(first) and not is_suffix(jr):
        first, jr = jr, first
    words = _split_words(parts[0]) if parts else [text]
    count = 0
    while count < len(words) - 1 and _is_particle(words[count]):
        count += 1
    return Person(first, " ".join(words[:count]), " ".join(words[count:]), jr)


def _name_in_order(text: str, jr: str) -> Person:
    """Read ``First von Last``."""
    if names_organization(text):
        return Person("", "", text, jr, collective=True)
    words = _split_words(text)
    if len(words) > 2 and not jr and is_suffix(words[-1]) and len(words[-1].strip(".")) > 1:
        jr = words.pop()
    particles = [index for index, word in enumerate(words[:-1]) if _is_particle(word)]
    start, end = (particles[0], particles[-1] + 1) if particles else (len(words) - 1, len(words) - 1)
    return Person(" ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:]), jr)


def _is_braced(text: str) -> bool:
    r"""Say whether one pair of braces holds all of a name; ``{\O}`` is a letter, not a group."""
    if not text.startswith("{") or text.startswith("{\\"):
        return False
    depth = 0
    for index, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return index == len(text) - 1
    return False


def _split_words(text: str) -> list[str]:
    """Split a text at the blanks and ties outside braces."""
    words, depth, start = [], 0, 0
    for index, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth <= 0 and (character.isspace() or (character == "~" and text[index - 1 : index] != "\\")):
            words.append(text[start:index])
            start = index + 1
    return [word for word in (*words, text[start:]) if word]


def _is_particle(word: str) -> bool:
    return word[0].islower()


def _same_group(one: Person, other: Person) -> bool | None:
    mine, theirs = (_plain(name.first + name.von + name.last) for name in (one, other))
    return True if mine and theirs and (mine in theirs or theirs in mine) else None


def _compare(one: _Words, other: _Words) -> bool | None:
    mine, theirs = Counter(one.given + one.family), Counter(other.given + other.family)
    if "".join(mine.elements()) == "".join(theirs.elements()) or _joined(one) == _joined(other):
        return True
    shared = Counter({word: count for word, count in (mine & theirs).items() if len(word) > 1})
    if not shared.keys() & (set(one.family) | set(other.family)):
        return None if shared.total() > 1 else _strangers(one, other)
    rest, others = list((mine - shared).elements()), list((theirs - shared).elements())
    matched = _pair_off(rest, others)
    if not rest or not others:
        # A surname alone may be anyone's who has it.
        return True if matched or shared.total() > 1 else None
    if matched or shared.total() > 1 or set(one.family) & set(other.family):
        return None
    return _strangers(one, other)


def _joined(words: _Words) -> tuple[str, str]:
    return "".join(words.given), "".join(words.family)


def _pair_off(rest: list[str], others: list[str]) -> int:
    """Take out of both lists what may be one name, cut short in one of them; return how many pairs that were."""
    pairs = 0
    for word in tuple(rest):
        match = next((each for each in others if each.startswith(word) or word.startswith(each)), None)
        if match is not None:
            rest.remove(word)
            others.remove(match)
            pairs += 1
    return pairs


def _strangers(one: _Words, other: _Words) -> bool | None:
    """Say that two names are not of one person, unless their surnames are spelt alike or are initials."""
    if all(len(word) == 1 for word in one.family) or all(len(word) == 1 for word in other.family):
        return None
    pairs = {*product(one.family + one.given[:1], other.family), *product(one.family, other.given[:1])}
    # Short surnames resemble each other by chance: Lee and Li.
    long_pairs = (pair for pair in pairs if min(map(len, pair)) > 3)
    alike = any(SequenceMatcher(None, min(pair), max(pair)).ratio() >= _ALIKE for pair in long_pairs)
    return None if alike else False


@lru_cache(maxsize=1 << 14)
def _forms(name: Person) -> frozenset[_Words]:
    """Return a name's words with letters stripped to their base, and with umlauts as two letters.

    There is no such initial for a name without letters, or in another script than Latin.
    """
    first = " ".join(" ".join(word) if _INITIALS.match(word) else word for word in re.split(r"[\s~-]+", name.first))
    parts = (first, f"{name.von} {name.last}")
    plain = _words(*map(_plain, parts))
    words = plain.given + plain.family
    latin = all(character < "\u0370" for word in words for character in word)
    return frozenset({plain, _words(*(_plain(_spell_out(part)) for part in parts))}) if words and latin else frozenset()


def _words(given: str, family: str) -> _Words:
    return _Words(tuple(_WORD.findall(given)), tuple(_WORD.findall(family)))


def _spell_out(text: str) -> str:
    text = _LETTER.sub(lambda letter: _LETTERS[letter[1].lower()], _UMLAUT.sub(r"\1e", text))
    return unicodedata.normalize("NFC", text).casefold().translate(_DIGRAPHS)


def _plain(text: str) -> str:
    """Return a text in lower-case letters without accents, braces and apostrophes."""
    text = _LETTER.sub(lambda letter: _LETTERS[letter[1].lower()], text)
    text = re.sub(r"[{}'’ʼ]", "", _ACCENT.sub("", text)).casefold()
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).translate(_ATOMIC)
