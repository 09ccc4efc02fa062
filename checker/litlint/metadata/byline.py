"""The authors of a work as running text gives them: ``Jane Doe*, M. Muster et al.``

BibTeX's lists of names are read in ``author_list``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from litlint import regex as re
from litlint.metadata.author_list import is_initials, is_suffix
from litlint.metadata.organizations import names_organization, names_workplace
from litlint.values import value

CUT: Final = re.compile(
    r"""
    (?<![\s,;，]) [\s,;，]*+                                    # the comma before it
    (?: \b(?:and|und)\s+ | &\s* )?
    (?: \bet\b [\s.]* \bal(?:ii)?\b \.?                        # et al., et.al
    |   \b (?:\d+\s+)? (?:others|more|colleagues) \b           # and 12 others
    |   \.{3} | … | 等人? | \bu\.\s?a\. | \bи\s+др\.?
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What says that a list of authors is cut short, with the comma before it."""

JOINT: Final = re.compile(
    r"(?:(?<!\s)\s++)?(?:[,，、]\s*(?:and|und|&)\s+|&\s*|[,，;；、]\s*)|(?<!\s)\s++(?:and|und|et|и)\s+", re.IGNORECASE
)
"""What is between two authors."""

AFFILIATION_MARKS: Final = re.compile(
    r"""
    <sup>[^<]{0,40}</sup> | \$\^[^$]{0,40}\$ | \\textsuperscript\{[^{}]*+\} | \\thanks\{[^{}]*+\}
    | \\?[*∗⁎†‡§¶✉♠♣♥♦]++ | (?<!\\)[#^] | [⁰¹²³⁴⁵⁶⁷⁸⁹]++
    """,
    re.VERBOSE,
)
"""Signs and raised digits that mark where the people of a list work."""

# A digit glued to the end of a name with a capital: `Tom Sample2`; not `liyucheng09`, nor DBLP's `Wei Wang 0001`, nor a
# short word in capitals, which is an acronym with its number: `PS1`.
_GLUED_DIGITS: Final = re.compile(
    r"(?<!\S)(?!(?-i:[A-Z]){2,3}\d)[^\W\d_a-z][^\W\d_]++(?:['’-][^\W\d_]++)*+(\d{1,2}(?:,\d{1,2}(?!\d))*+)(?=\s|,|\Z)"
)

HTML_TAG: Final = re.compile(r"</?[a-z]{1,6}\d?(?:\s[^<>]*)?/?>", re.IGNORECASE)
"""An HTML tag in a name, copied from a web page."""

# An institution or remark in brackets after a name.
_BRACKETED: Final = re.compile(r"[(（\[][^()（）\[\]]*+[)）\]]")
# Separators that no single name contains; a comma may also separate surname and given name.
_STRONG: Final = re.compile(r"(?:(?<!\s)\s++)?[;；&]\s*|(?<!\s)\s++(?:and|und)\s+", re.IGNORECASE)
# `Doe J`, `van der Berg JP`: surname and bare initials, as medical journals write all names (ICMJE).
_SURNAME_FIRST: Final = re.compile(r"([^\W\d_]{2,}(?:[\s'’-]+[^\W\d_]{2,}){0,3})\s+((?-i:[A-Z]){1,3})")
# What no name has: digits, and signs other than those in `O'Brien`, `Jean-Luc`, `J.`, `マイケル・ジョーダン`.
_NOT_IN_NAMES: Final = re.compile(r"[^\w\s.,'’‘`´·・-]|[\d_]")
_FOUR_DIGITS: Final = re.compile(r"(?<!\s)\s++\d{4}\Z")  # DBLP's number of a person: Wei Wang 0001
# Names in Arabic and Portuguese have up to seven words; a longer text is a sentence.
_MOST_WORDS, _MOST_LETTERS = 7, 70
_MOST_HAN = 5
"""Names in Chinese, Japanese and Korean have two to five characters, a foreign one written in them more words."""
# Particles: `van`, `de la`, `d'`; other words in small letters are no part of a name.
_LOWER: Final = re.compile(r"(?:[a-zà-ÿ]{1,4}|[a-z]['’].+|della|delle|dello)\Z")
# Two words cut short with a full stop are those of a journal (ISO 4), `Phys. Rev. D`; people have initials and `Jr.`.
_ABBREVIATED: Final = re.compile(r"[^\W\d_]{3,}\.")
_NO_NAME: Final = frozenset("a an and at by for from in its no not of on or the this to via with".split())


@value
class Byline:
    """The authors that a text names, given name first or as ``Surname, Given``; ``cut_short`` if there are more.

    Where the text is not certainly a list of names, ``is_certain`` is False and ``names`` is the best reading.
    """

    names: tuple[str, ...]
    cut_short: bool
    is_certain: bool

    @property
    def inverts_first(self) -> bool:
        """Whether the first name is certainly written with the surname first."""
        return self.is_certain and "," in self.names[0] if self.names else False

    @property
    def in_order(self) -> bool:
        """Whether the first name is certainly written with the given name first."""
        return self.is_certain and bool(self.names) and "," not in self.names[0] and " " in self.names[0]


def read_byline(text: str, *, inverted: bool = False) -> Byline:
    """Read the authors of a work from running text, without marks of affiliation.

    ``inverted`` says that other bylines of the same list begin with a surname, so that `Doe, Jane et al.` is one person.

    >>> read_byline("Doe, J., Muster, M. et al.")
    Byline(names=('Doe, J.', 'Muster, M.'), cut_short=True, is_certain=True)
    """
    text = " ".join(text.split())
    text = HTML_TAG.sub("", AFFILIATION_MARKS.sub("", _BRACKETED.sub(" ", text)))
    cut = CUT.search(text)
    text = (text[: cut.start()] if cut else text).strip(" \t\r\n,;:*_")
    if text.endswith(".") and not is_initials(text.split()[-1]) and not is_suffix(text.split()[-1]):
        text = text[:-1]
    names, certain = _split(" ".join(text.split()), inverted)
    return Byline(tuple(names), cut is not None, certain and all(map(is_name, names)))


def are_one_person(one: str, other: str) -> bool:
    """Say whether two names next to each other are the same, given names in full: of initials there may be two.

    >>> are_one_person("Jane Doe", "Jane Doe"), are_one_person("Doe, J.", "Doe, J.")
    (True, False)
    """
    words = re.findall(r"[^\W\d_]+", one)
    return len(words) > 1 and one.casefold() == other.casefold() and all(len(word) > 1 for word in words)


def glued_digits(name: str) -> tuple[int, int] | None:
    """Return where digits of an affiliation are glued to a name of several words; those in the name of a group are its own.

    >>> glued_digits("Tom Sample2"), glued_digits("Qwen2 Team"), glued_digits("Builders, PS1")
    ((10, 11), None, None)
    """
    found = _GLUED_DIGITS.search(name)
    return None if found is None or len(name.split()) < 2 or names_organization(name) else found.span(1)


def without_digits(name: str) -> str:
    """Return a name without the digits of an affiliation that are glued to it."""
    while place := glued_digits(name):
        name = name[: place[0]] + name[place[1] :]
    return name


def is_name(text: str) -> bool:
    """Say whether a text has the form of the name of a person, or of a group that signs papers."""
    if names_organization(text):
        return not names_workplace(text) and len(text.split()) <= _MOST_WORDS
    text = _FOUR_DIGITS.sub("", text)
    words = text.replace(",", " ").split()
    if not words or len(words) > _MOST_WORDS or len(text) > _MOST_LETTERS or _NOT_IN_NAMES.search(text):
        return False
    if not _has_case(text):
        return len(words) > 1 or len(text) <= _MOST_HAN or not _is_ideographic(text)
    if any(word in _NO_NAME for word in words[1:]) or len(_ABBREVIATED.findall(text)) > 1:
        return False
    return any(word[0].isupper() for word in words) and all(
        not word[0].islower() or _LOWER.match(word) for word in words
    )


def _has_case(text: str) -> bool:
    return any(character.isupper() or character.islower() for character in text)


def _is_ideographic(text: str) -> bool:
    return any("\u3040" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" for character in text)


def _split(text: str, inverted: bool) -> tuple[list[str], bool]:
    """Return the names of a text and whether its commas can be read in one way only."""
    pieces = [piece for piece in _STRONG.split(text) if piece.strip(" ,")]
    if len(pieces) > 1 and all(map(_is_inverted, pieces)):
        return [without_digits(piece.strip(" ,")) for piece in pieces], True
    parts = [part.strip() for part in JOINT.split(text) if part and part.strip(" ,")]
    parts = [without_digits(part) for part in _with_suffixes(parts) if not part.isdecimal()]
    if len(parts) > 1 and len(parts) % 2 == 0 and all(is_initials(part) for part in parts[1::2]):
        return [f"{last}, {first}" for last, first in zip(parts[::2], parts[1::2], strict=True)], True
    if len(parts) > 1 and len(parts[0].split()) == 1 and len(parts[1].split()) == 1:
        # `Silver, David, Aja Huang`: only the first is inverted (MLA); of two single words alone the order is not known.
        rest = parts[2:]
        if (rest or inverted) and all(len(part.split()) > 1 for part in rest):
            return [f"{parts[0]}, {parts[1]}", *rest], True
        return parts, len(parts) > 2 or not _has_case(text)
    turned = [_SURNAME_FIRST.fullmatch(part) for part in parts]
    if parts and all(turned) and not any(map(names_organization, parts)):
        return [f"{each[1]}, {'. '.join(each[2])}." for each in turned if each], True
    return parts, True


def _is_inverted(piece: str) -> bool:
    """Say whether a piece is one name as ``Surname, Given``: of ``Jane Doe, Max Muster`` both halves are names."""
    last, comma, first = piece.partition(",")
    return bool(comma) and "," not in first and bool(first.strip()) and (len(last.split()) == 1 or is_initials(first))


def _with_suffixes(parts: Sequence[str]) -> list[str]:
    """Return names to which a part like ``Jr.`` after them belongs."""
    names: list[str] = []
    for part in parts:
        if names and is_suffix(part) and len(part.strip(".")) > 1:
            names[-1] = f"{names[-1]} {part}"
        else:
            names.append(part)
    return names
