"""How a list writes the authors of its entries, and which names it writes otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from litlint import regex as re
from litlint.metadata.byline import are_one_person, glued_digits, read_byline
from litlint.metadata.organizations import names_organization
from litlint.model.document import Document, Entry
from litlint.model.source import Span
from litlint.style.measure import text_places
from litlint.values import value

# One name of a list of people, up to a separator or markup.
_NAME = re.compile(r"[^,;&|\n*_，、；]+")
# The words that join the last name of a list.
_AND = re.compile(r"(?<!\s)\s++(?:and|und)\s++|^and\s++")
# `Doe J`, `van der Berg JP`: a surname and bare initials, as medical journals write names.
_SURNAME_FIRST = re.compile(r"[^\W\d_]{2,}(?:[\s'’-][^\W\d_]{2,}){0,3}\s[A-Z]{1,3}")
# `Doe, J.`, `van der Berg, J.-P.`: the two parts of a name that a comma divides.
_SURNAME = re.compile(r"[^\W\d_]{2,}(?:[\s'’-][^\W\d_]{2,}){0,3}")
_INITIALS = re.compile(r"[A-Z](?:\.?[\s-]?[A-Z]){0,2}\.?")
_CAPITALS = re.compile(r"[^\W\d_]{3,}(?:[\s'’-]+[^\W\d_]{2,})+")
# Names, or bylines, that a list must have before an exception counts as one, and how many may be exceptions: one in fifty,
# at least one byline, and never ten. A list with more of them mixes both forms on purpose.
_LEAST_NAMES, _LEAST_BYLINES, _ONE_IN, _MOST = 15, 8, 50, 9
_LEAST_INVERTED = 2  # names that a comma divides, a surname and initials each; one may be two people
_LEAST_TURNED = 3  # names with the surname first; of fewer each may be a given name with initials
# Where authors are written when the entry's own were not read, as of names in capitals: in italics, or after their label.
_PLACES = re.compile(
    r"(?<![*_\w])[*_](?P<italic>[^*_\n]{5,400})[*_](?![*_\w])|authors?\W{1,6}(?P<rest>[^\n|<]{5,400})", re.I
)
# What ends a shortened list of names.
_ET_AL = re.compile(r"(?:and\s+)?(?:et\.?\s*al|others)\.?", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}")


@value
class OddName:
    """A name that is written otherwise than the others of its list; ``problem`` says how, ``advice`` what to do."""

    place: Span
    problem: str
    advice: str = "write it as the other names of the list"


def odd_names(document: Document) -> Iterator[OddName]:
    """Yield the names of entries that have digits glued to them, or are written as hardly any other of the list is."""
    places = (entry.authors.span if entry.authors else _byline(entry) for entry in document.entries)
    bylines = [list(_names(place)) for place in places if place is not None]
    for names in bylines:
        for name in names:
            if digits := glued_digits(name.text):
                yield OddName(name.sub(*digits), "digits after a name, left over from a mark of affiliation")
        yield from (OddName(again, "the same name twice", "remove one, or correct it") for again in _repeated(names))
    every = [name for names in bylines for name in names]
    capitals = [name for name in every if _is_in_capitals(name.text)]
    if (
        len(every) >= _LEAST_NAMES
        and len(capitals) <= min(_MOST, max(3, len(every) // _ONE_IN))
        and len(capitals) * 4 <= len(every)
    ):
        yield from (
            OddName(name, f"a name in capitals, unlike the other {len(every) - len(capitals)} names")
            for name in capitals
        )
    people = [[name for name in names if not _ET_AL.fullmatch(name.text)] for names in bylines]
    turned = [names for names in people if _is_surname_first(names)]
    if len(bylines) >= _LEAST_BYLINES and len(turned) <= min(_MOST, max(1, len(bylines) // _ONE_IN)):
        for names in turned:
            place = Span(names[0].source, names[0].start, names[-1].end)
            yield OddName(
                place, f"surname before initials, unlike the authors of {len(bylines) - len(turned)} other entries"
            )


def _repeated(names: Sequence[Span]) -> Iterator[Span]:
    """Yield each full name that is written right after itself; two people of one name are hardly ever next to each other."""
    for one, other in pairwise(names):
        if are_one_person(one.text, other.text):
            yield other


def _byline(entry: Entry) -> Span | None:
    """Return where an entry names its authors, if its text has a list of names whatever their case."""
    for place in text_places(entry):
        for found in _PLACES.finditer(place.text) if "," in place.text else ():
            group = found.lastgroup or 0
            text = _WORD.sub(lambda word: word[0].capitalize() if word[0].isupper() else word[0], found[group])
            byline = read_byline(text)
            if byline.is_certain and len(byline.names) > 1 and all(" " in name for name in byline.names):
                return place.sub(*found.span(group))
    return None


def _names(byline: Span) -> Iterator[Span]:
    """Yield the places of the names in a byline."""
    for found in _NAME.finditer(byline.text):
        at = found.start()
        for part in [*_AND.finditer(byline.text, found.start(), found.end()), None]:
            end = part.start() if part else found.end()
            text = byline.text[at:end]
            start, stop = at + len(text) - len(text.lstrip()), at + len(text.rstrip(" \t."))
            if start < stop:
                yield byline.sub(start, stop)
            at = part.end() if part else end


def _is_in_capitals(name: str) -> bool:
    return name.isupper() and _CAPITALS.fullmatch(name) is not None and not names_organization(name)


def _is_surname_first(names: Sequence[Span]) -> bool:
    """Say whether all names are as medical journals write them; two initials each are given names of South India too."""
    if len(names) >= 2 * _LEAST_INVERTED and all(map(_is_inverted, names[::2], names[1::2])):
        return len(names) % 2 == 0
    single = sum(name.text[-2:-1].isspace() for name in names)
    return (
        len(names) >= _LEAST_TURNED
        and single * 2 >= len(names)
        and all(_SURNAME_FIRST.fullmatch(name.text) for name in names)
    )


def _is_inverted(surname: Span, initials: Span) -> bool:
    """Say whether a comma divides a name into surname and initials."""
    return _SURNAME.fullmatch(surname.text) is not None and _INITIALS.fullmatch(initials.text) is not None
