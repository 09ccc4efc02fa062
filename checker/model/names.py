"""The names of people: read as BibTeX reads them, and compared as a reader would."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from checker.model.namelist import is_suffix, parts_of, split_names

_COMMAND = re.compile(r"\\(?:[\"'`^~=.]|[a-zA-Z]+\s*)")
_ATOMIC = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}


@dataclass(frozen=True, slots=True)
class Name:
    """A person, or a group of people (``collective``), whose name is all in ``last``."""

    first: str
    last: str
    collective: bool = False


def split_authors(value: str) -> list[Name]:
    """Return the people whom a BibTeX list of names gives; ``others`` is nobody."""
    found = []
    for place in split_names(value):
        text = value[place.start : place.end].strip()
        if not text or text.casefold() == "others":
            continue
        if text.startswith("{") and text.endswith("}") and "}" not in text[1:-1]:
            found.append(Name("", text[1:-1], collective=True))
            continue
        parts = [part for part in parts_of(value, place) if part and not is_suffix(part)]
        if len(parts) > 1:
            found.append(Name(parts[-1], parts[0]))
            continue
        words = text.split()
        while len(words) > 2 and is_suffix(words[-1]):
            words.pop()
        found.append(Name(" ".join(words[:-1]), words[-1]))
    return found


def same_person(one: Name, other: Name) -> bool | None:
    """Say whether two names are of one person, as far as names can tell; None when they cannot.

    Initials, accents, hyphens, middle names and the order of the parts make no difference.
    """
    if one.collective or other.collective:
        return None
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs or not all(map(_is_latin, (*mine, *theirs))):
        return None
    full_mine, full_theirs = ({word for word in words if len(word) > 1} for words in (mine, theirs))
    shared = full_mine & full_theirs
    if not shared:
        joined = "".join(mine), "".join(theirs)
        return True if joined[0] == joined[1] else False
    rest_mine, rest_theirs = ([word for word in words if word not in shared] for words in (mine, theirs))
    if not rest_mine or not rest_theirs:
        return True
    if any(a[0] == b[0] and (len(a) == 1 or len(b) == 1 or a.startswith(b) or b.startswith(a)) for a in rest_mine for b in rest_theirs):
        return True
    surnames = {_words(name)[-1] for name in (one, other)}
    # People go by nicknames and by either of two given names, so one surname alone settles nothing.
    return None if len(surnames) == 1 or len(shared) > 1 else False


@lru_cache(maxsize=1 << 14)
def _words(name: Name) -> tuple[str, ...]:
    text = _COMMAND.sub("", f"{name.first} {name.last}").replace("{", "").replace("}", "")
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(_ATOMIC.get(c, c) for c in text if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W\d_]+", text))


def _is_latin(word: str) -> bool:
    return all(c < "\u0370" for c in word)
