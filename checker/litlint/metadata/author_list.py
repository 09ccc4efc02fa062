"""Lists of names, as the BibTeX fields ``author`` and ``editor`` hold them.

Source: O. Patashnik, "Designing BibTeX Styles" (btxhak, 1988), section 4: names are joined by ``and``, the parts of a name
by at most two commas, and what is in braces is one word.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from litlint import regex as re

NAME_FIELDS: Final = frozenset(
    """
    afterword annotator author bookauthor commentator editor editora editorb editorc foreword holder introduction
    shortauthor shorteditor translator
    """.split()
)
"""Fields that hold a list of names (biblatex manual 3.20, section 2.2.2)."""

# What structures a list of names in BibTeX: escapes, braces, commas, and the word `and` between blanks.
_MARK: Final = re.compile(r"\\.|[{},]|(?<!\S)and(?!\S)", re.I | re.S)
# Particles of surnames in the languages that write them in lower case or apart.
_PARTICLE: Final = re.compile(
    r"(?:a[lu]|bin|de[lnr]?|dell[ao]|di|do[s]?|da[s]?|du|el|ibn|la|le|lo|mac|mc|san|santa|st\.?|te[nr]|van|vo[nm]|zu[rm]?|y)\Z",
    re.I,
)
# Generations and degrees after a surname.
_SUFFIX: Final = re.compile(
    r"\W*(?:[js]r|esq|[ivx]+|\d(?:st|nd|rd|th)|ph\.?\s?d|m\.?\s?d|filho|neto|junior|senior)\W*\Z", re.I
)
# What joins names where BibTeX wants ``and``. Those that may be part of a name or of a title count between full names only.
_SIGN: Final = re.compile(r"[;；、，]|\\and\b|(?P<open>\\?&|(?<=\s)(?:[/|]|und|et|og|och)(?=\s))")
_ENTITY: Final = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8}\d{0,2});", re.I)
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.?[-\s~]*){1,4}\Z")


# biblatex's extended format (manual 3.20, section 3.4): family=Groote, given=Frank, prefix=de, useprefix=true
_NAME_PART: Final = re.compile(
    r"(family|given|middle|prefix|suffix|useprefix|sortingnamekeytemplatename|hash|id|un|nametemplates)(-i)?\s*=\s*(.*)",
    re.DOTALL,
)


class NameSpan(NamedTuple):
    """The place of one name in a list, white space left out, and the offsets of the commas in it outside braces."""

    start: int
    end: int
    commas: tuple[int, ...]


def split_names(raw: str) -> list[NameSpan]:
    """Return the names of a list, as BibTeX splits it; an empty one where two ``and`` follow each other."""
    names = []
    depth = start = 0
    commas: list[int] = []
    for mark in _MARK.finditer(raw):
        token = mark[0]
        if token == "{":  # noqa: S105 - a brace, no password
            depth += 1
        elif token == "}":  # noqa: S105 - a brace, no password
            depth -= 1
        elif depth > 0 or token[0] == "\\":
            continue
        elif token == ",":  # noqa: S105 - a comma, no password
            commas.append(mark.start())
        else:
            names.append(_name(raw, start, mark.start(), commas))
            start, commas = mark.end(), []
    names.append(_name(raw, start, len(raw), commas))
    return names


def _name(raw: str, start: int, end: int, commas: list[int]) -> NameSpan:
    rest = raw[start:end].lstrip()
    first = end - len(rest)
    return NameSpan(first, first + len(rest.rstrip()), tuple(commas))


def parts_of(raw: str, name: NameSpan) -> list[str]:
    """Return the parts of a name between its commas, white space around them left out."""
    bounds = [name.start - 1, *name.commas, name.end]
    return [raw[start + 1 : end].strip() for start, end in pairwise(bounds)]


def extended_parts(parts: list[str]) -> dict[str, str]:
    """Return the parts of a name in biblatex's extended format, by their names; nothing if it is in BibTeX's own.

    >>> extended_parts(["family=Groote", "given=Frank", "prefix=de"])
    {'family': 'Groote', 'given': 'Frank', 'prefix': 'de'}
    """
    found = [_NAME_PART.fullmatch(part.strip('"')) for part in parts if part] if "=" in "".join(parts) else []
    if not found or not all(found):
        return {}
    return {part[1] + (part[2] or ""): part[3].strip('"') for part in found if part}


def is_suffix(part: str) -> bool:
    """Say whether a part of a name is one like Jr or III."""
    return _SUFFIX.match(part) is not None


def is_initials(part: str) -> bool:
    """Say whether a part of a name is initials alone: ``J.``, ``K. L.``, ``J.-P.``."""
    return _INITIALS.match(part) is not None and all(len(word.strip(".")) <= 1 for word in re.split(r"[-\s~.]+", part))


def is_full_name(part: str) -> bool:
    """Say whether a text reads as given name and surname rather than as a surname of several words.

    ``Jane Doe``, not ``van der Berg``, ``Del Mundo`` or ``Carlo C.``.
    """
    # What is in braces is one word of a surname; the brace of an accent at the start of a word hides its letter.
    words = [word for word in outside_braces(part).split() if not word.startswith("_")]
    if len(words) < 2 or any(character.isdigit() for character in part):
        return False
    first, last = words[0], words[-1]
    return first[0].isupper() and not _PARTICLE.match(first) and not is_initials(last) and not is_suffix(last)


def joins_names(parts: list[str]) -> bool:
    """Say whether the commas between these parts certainly join names: two are right only round a suffix."""
    if extended_parts(parts):
        return False
    if len(parts) == 3:
        suffixed = is_suffix(parts[1]) or is_suffix(parts[2])
        several = [len(part.split()) > 1 for part in parts]
        return not suffixed and ((several[0] and several[1]) or is_full_name(parts[1]))
    return len(parts) > 3


def outside_braces(raw: str) -> str:
    """Return a text of the same length in which braces and what is in them are underscores."""
    if "{" not in raw and "}" not in raw:
        return raw
    depth, pieces = 0, []
    for character in raw:
        depth += (character == "{") - (character == "}")
        pieces.append(character if depth == 0 and character != "}" else "_")
    return "".join(pieces)


def joining_signs(raw: str) -> list[tuple[int, int]]:
    """Return the places of signs and words that join names where ``and`` belongs: ``;``, ``&``, ``und``."""
    text = outside_braces(raw)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: "_" * len(entity[0]), text)
    signs = list(_SIGN.finditer(text))
    found = []
    for index, sign in enumerate(signs):
        before = text[signs[index - 1].end() if index else 0 : sign.start()]
        after = text[sign.end() : signs[index + 1].start() if index + 1 < len(signs) else len(text)]
        if sign["open"]:
            sides = (re.split(r"\sand\s", before)[-1], re.split(r"\sand\s", after, maxsplit=1)[0])
            if not all(is_full_name(side) or "," in side for side in sides):
                continue
        elif not after.strip() and index + 1 == len(signs):
            continue
        found.append(sign.span())
    return found
