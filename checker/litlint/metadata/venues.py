"""Where papers appear: the one table of venues, the one test for preprint servers, and when two names are of one venue.

The names are in ``data/venues.toml``. A name is looked up by its words, so that years, ordinal numbers, publishers,
places and abbreviations around or within it make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from litlint import regex as re
from litlint.metadata.data_files import read_table
from litlint.values import value

VenueKind = Literal["conference", "journal", "preprint-server", "series", "publisher"]
VenueMatch = Literal["same", "different", "unknown"]

_TABLES: Final[dict[str, VenueKind]] = {
    "conferences": "conference",
    "journals": "journal",
    "preprint-servers": "preprint-server",
    "series": "series",
    "publishers": "publisher",
}
# No venue's name is longer; what is longer is a text with a venue somewhere in it.
_LONGEST: Final = 400
_LATEX: Final = re.compile(r"\\(?:emph|text[a-z]{2})(?![a-zA-Z])|[{}\\]")
_TOKEN: Final = re.compile(r"[^\W_]+(?:[*+'’][^\W_]*+)*+|[^\s\w]")
_WORD: Final = re.compile(r"[^\W\d_]+")
# `ICML2020`, `CVPR'21`, `ICCVW`: a short name with its year or the W of its workshops glued to it.
_GLUED: Final = re.compile(r"(?P<name>[^\W\d_]+?|3dv)(?P<workshop>w)?(?:['’]?(?:19|20)?\d\d)?")
# Years, volumes and ordinal numbers, which say which issue of a venue is meant.
_NUMBER: Final = re.compile(r"\d+(?:st|nd|rd|th)?")
_SPACED: Final = frozenset(" ,.:;()[]/|-–—'’\"“”")
# Words before the name of a preprint server that leave it the whole of what is said: `available at arXiv`.
_POSTED: Final = frozenset("at available in on posted submitted the to under".split())
# Words without meaning of their own in a venue's name, or that only say which of its volumes is meant.
_EMPTY: Final = frozenset(
    "a an and annual at der des di for fur für in of on proc proceedings the und volume vol".split()
)
# Words that say of which kind a venue is, and not which venue: two names that share no others share nothing.
_KINDS_OF_VENUE: Final = frozenset(
    "acm annals conf conference ieee int international journal letters meeting review siam symposium trans transactions"
    " workshop".split()
)
# So many words besides those of its kind say what a venue is about: one alone may be a place.
_LEAST_TOPIC: Final = 2
# Words after a known long name that do not make another name of it: `… on Machine Learning, Vol. 3`, `… Track on …`.
_AFTER: Final = frozenset(
    "conference held in main papers part proceedings short long symposium track v vol volume".split()
)
# Beginnings of names that hold the papers of many meetings, as publishers give them.
_COLLECTION: Final = re.compile(
    r"\b(?:lecture notes|(?:communications|studies|proceedings|progress|topics) in|springer|collection|series)\b"
)
_UNNAMED_SERVER: Final = "Preprint"
_ACRONYM: Final = 8  # letters at most; what is longer is a word


@value
class Venue:
    """A venue that the table knows.

    ``names`` are the short names of all conferences or journals that the text names, more than one for those held
    together (ECML PKDD). ``part`` names a part with papers of its own (``workshop``, ``findings``), empty for the main
    track.
    """

    names: frozenset[str]
    kind: VenueKind
    part: str = ""


@dataclass(frozen=True)
class _Names:
    kinds: dict[str, VenueKind]
    short: dict[str, str]
    long: dict[tuple[str, ...], str]
    first_words: dict[str, list[tuple[str, ...]]]
    parts: dict[tuple[str, ...], str]
    ambiguous: frozenset[str]
    together: frozenset[frozenset[str]]
    printed_by: dict[str, list[str]]


@cache
def _names() -> _Names:
    table = read_table("venues")
    kinds: dict[str, VenueKind] = {}
    short: dict[str, str] = {}
    long: dict[tuple[str, ...], str] = {}
    for group, kind in _TABLES.items():
        for name, others in table[group].items():
            kinds.setdefault(name, kind)
            for known in (name, *others):
                words = tuple(_words(known))
                if len(words) < 2 or known[:1].isupper():
                    short.setdefault(_key(known), name)
                if len(words) > 1:
                    long.setdefault(words, name)
    first_words: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(long, key=len, reverse=True):
        first_words.setdefault(words[0], []).append(words)
    parts = {tuple(word.split()): part for part, words in table["parts"].items() for word in words}
    return _Names(
        kinds,
        short,
        long,
        first_words,
        parts,
        frozenset(_key(word) for word in table["ambiguous"]["words"]),
        frozenset(frozenset(short[_key(one)] for one in pair.split()) for pair in table["ambiguous"]["together"]),
        table["printed-by"],
    )


def read_venue(text: str) -> Venue | None:
    """Return the venue that a text names, None if the table has none of its name.

    The text is a venue's name as lists, BibTeX fields and registries write it: ``Proc. of the 37th ICML``,
    ``ICCVW 2019``, ``IEEE Trans. Pattern Anal. Mach. Intell.``
    """
    return _read(text) if len(text) <= _LONGEST else None


@lru_cache(maxsize=1 << 12)
def _read(text: str) -> Venue | None:
    names = _names()
    tokens = _tokens(text)
    part = next((names.parts[words] for words in _windows(tokens, 4) if words in names.parts), "")
    found = _long_names(tokens)
    conferences = {name for name in found if names.kinds[name] == "conference"}
    for name, workshop in _short_names(tokens):
        found.add(name)
        part = part or ("workshop" if workshop else "")
    if not found:
        found.update(_abbreviated(tokens))
    if part == "findings" and any(names.kinds[name] == "conference" for name in found - {"ACL"}):
        found.discard("ACL")  # `Findings of ACL: EMNLP 2020` are those of EMNLP
    for kind in _TABLES.values():
        chosen = frozenset(name for name in found if names.kinds[name] == kind)
        if kind == "conference":
            # A long name says which conference it is; a short name beside it may be that of another one nearby.
            chosen = frozenset(conferences) or chosen
        if chosen:
            return Venue(chosen, kind, part)
    return None


def preprint_server(venue: str) -> str | None:
    """Return the preprint server that is all a venue names, None for a venue that published the work.

    The one test for preprint servers. ``arXiv preprint arXiv:2001.01234``, ``CoRR abs/2001.01234``, ``bioRxiv``,
    ``Available at SSRN``; not ``Strongly Correlated Electrons``, nor ``ICML 2020 (arXiv:2001.01234)``.
    """
    if len(venue) > _LONGEST:
        return None
    tokens = [token for token in _tokens(venue) if token not in _SPACED]
    unnamed = None
    for at, token in enumerate(tokens):
        name = _server_at(tokens, at)
        if name is not None and name != _UNNAMED_SERVER:
            return name
        unnamed = unnamed or name
        if name is None and token not in _POSTED:
            break
    return unnamed


def _server_at(tokens: list[str], at: int) -> str | None:
    """Return the preprint server whose name begins at a token."""
    names = _names()
    for length in (4, 3, 2, 1):
        words = tuple(tokens[at : at + length])
        name = names.long.get(words) or names.short.get(" ".join(words))
        if name is not None and names.kinds[name] == "preprint-server":
            return name
    return None


def is_preprint_server(venue: str) -> bool:
    """Say whether all that a venue names is a preprint server: see `preprint_server`."""
    return preprint_server(venue) is not None


def is_conference(name: str) -> bool:
    """Say whether a word is the short name of a conference, in any case."""
    return _kind(name) == "conference"


def is_venue_name(name: str) -> bool:
    """Say whether a word is the short name of a conference, a journal or a preprint server, in any case."""
    return _kind(name) in ("conference", "journal", "preprint-server")


def is_publisher(name: str) -> bool:
    """Say whether a text is the name of a publisher, and no more."""
    return _kind(" ".join(name.rstrip(".").split())) == "publisher" or _long_kind(name) == "publisher"


def is_unmistakable(name: str) -> bool:
    """Say whether a word can be nothing but the short name of a venue, in whatever case: ``icml``, not ``fast``."""
    return is_venue_name(name) and name.casefold() not in _names().ambiguous


def venues_in(text: str) -> list[tuple[int, int]]:
    """Return where the short names of venues are in a text; those that are words as well only in their own spelling."""
    return [found.span() for found in _WORD.finditer(text) if _is_meant(found[0])]


def preprint_servers_in(text: str) -> list[tuple[int, int]]:
    """Return where words are in a text that name a preprint server, or say that a work is a preprint."""
    return [(start, end) for start, end in venues_in(text) if _kind(text[start:end]) == "preprint-server"]


def _is_meant(word: str) -> bool:
    return is_venue_name(word) and (word.casefold() not in _names().ambiguous or word in _names().kinds)


def meet_together(one: str, other: str) -> bool:
    """Say whether two short names are of one conference, or of two that are held as one in some years."""
    mine, theirs = (_names().short.get(_key(name)) for name in (one, other))
    return (
        mine is not None and theirs is not None and (mine == theirs or frozenset((mine, theirs)) in _names().together)
    )


def canonical_name(venue: str) -> str | None:
    """Return the short name of a conference or journal, with ``Findings of`` before it; None for parts like workshops."""
    found = read_venue(venue)
    if found is None or found.kind not in ("conference", "journal") or found.part not in ("", "findings"):
        return None
    name = min(found.names)
    return f"Findings of {name}" if found.part else name


def compare_venues(one: str, other: str) -> VenueMatch:
    """Say whether two names are of one venue.

    *same*: one is a name, an abbreviation or a translation in the table of the other. *different*: two known venues, a
    workshop or the Findings against the main conference, or two names without any word in common. *unknown*: a series or
    a publisher is named, a preprint server, or the names say too little.
    """
    mine, theirs = read_venue(one), read_venue(other)
    if _plain(one) == _plain(other):
        return "same" if _plain(one) else "unknown"
    if any(venue is not None and venue.kind in ("series", "publisher", "preprint-server") for venue in (mine, theirs)):
        return "unknown"
    if mine is None or theirs is None:
        return _compare_words(one, other, mine or theirs)
    if mine.names.isdisjoint(theirs.names):
        related = any(_are_related(a, b) for a in mine.names for b in theirs.names)
        return "unknown" if related or mine.part or theirs.part else "different"
    if mine.part == theirs.part:
        return "same"
    apart = {mine.part, theirs.part} & {"workshop", "findings"}
    return "different" if apart and "" in (mine.part, theirs.part) else "unknown"


def _are_related(one: str, other: str) -> bool:
    names = _names()
    if frozenset((one, other)) in names.together:
        return True
    for conference, printer in ((one, other), (other, one)):
        printers = names.printed_by.get(conference, [])
        if any(names.short.get(_key(known), names.long.get(tuple(_words(known)))) == printer for known in printers):
            return True
    return False


def _compare_words(one: str, other: str, known: Venue | None) -> VenueMatch:
    """Compare two names of which the table has one at most."""
    if any(_COLLECTION.search(_plain(name)) for name in (one, other)):
        return "unknown"
    mine, theirs = ([word for word in _words(name) if word not in _EMPTY] for name in (one, other))
    if not mine or not theirs:
        return "unknown"
    if known is None and (_abbreviates(mine, theirs) or _abbreviates(theirs, mine)):
        return "same"
    aliases: list[list[str]] = [mine] if known is None else []
    unnamed = theirs
    if known is not None:
        names = _names()
        aliases = [list(words) for words, name in names.long.items() if name in known.names]
        aliases += [_words(name) for conference in known.names for name in names.printed_by.get(conference, ())]
        aliases += [[name.casefold()] for name in known.names]
        unnamed = theirs if read_venue(one) is not None else mine
    if any(_may_be_related(unnamed, alias) for alias in aliases):
        return "unknown"
    # One word may be an acronym that the table lacks: only names of several words say enough.
    return "different" if min(len(mine), len(theirs)) > 1 or (known is not None and len(unnamed) > 1) else "unknown"


def _may_be_related(one: list[str], other: list[str]) -> bool:
    """Say whether two names share the beginning of a word, or one may be the initials of the other."""
    topics = (_topic(one), _topic(other))
    mine, theirs = topics if min(map(len, topics)) >= _LEAST_TOPIC else (one, other)
    for word in mine:
        for another in theirs:
            length = min(len(word), len(another))
            if word == another or (length > 2 and word[:4] == another[:4]):
                return True
    return any(
        len(short) == 1 and len(short[0]) <= _ACRONYM and _is_subsequence(short[0], " ".join(long))
        for short, long in ((one, other), (other, one))
    )


def _topic(words: list[str]) -> list[str]:
    """Return the words that say what a venue is about."""
    return [word for word in words if word not in _KINDS_OF_VENUE and word not in _EMPTY]


def _is_subsequence(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """Say whether each word of one name begins the word of the other in its place: ``j mach learn res``."""
    return len(short) == len(long) > 1 and all(b.startswith(a) for a, b in zip(short, long, strict=True))


def _abbreviated(tokens: list[str]) -> list[str]:
    """Return the known names of several words that words with full stops abbreviate, as DBLP and ISO 4 do."""
    if "." not in tokens:
        return []
    short = [word for word in tokens if word.isalpha() and word not in _EMPTY | {"ieee", "acm", "siam"}]
    long = ((name, [word for word in words if word not in _EMPTY]) for words, name in _names().long.items())
    return [name for name, words in long if _abbreviates(short, words)][:1]


def _long_names(tokens: list[str]) -> set[str]:
    """Return the names of those long names in a text that no longer one holds."""
    names = _names()
    plain = [(index, token) for index, token in enumerate(tokens) if token not in _SPACED]
    words = [token for _, token in plain]
    found: set[str] = set()
    end = 0
    for at, word in enumerate(words):
        if at < end:
            continue
        for phrase in names.first_words.get(word, ()):
            stop = at + len(phrase)
            if tuple(words[at:stop]) == phrase and _ends_name(tokens, plain, stop):
                found.add(names.long[phrase])
                end = stop
                break
    return found


def _ends_name(tokens: list[str], plain: list[tuple[int, str]], stop: int) -> bool:
    """Say whether a long name may end before a word: no other word follows that makes it another venue's name."""
    if stop >= len(plain) or plain[stop][0] > plain[stop - 1][0] + 1:
        return True  # the end, or a comma, colon or bracket
    word = plain[stop][1]
    names = _names()
    return word[0].isdigit() or word in _AFTER or (word,) in names.parts or word in names.short


def _short_names(tokens: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield the short names in a text, each with whether it names the workshops of the venue."""
    names = _names()
    bare = [token for token in tokens if token not in _SPACED and token not in _EMPTY and not token[0].isdigit()]
    bare = [token for token in bare if token not in ("ieee", "acm", "usenix", "proc")]
    whole = " ".join(token for token in tokens if token not in _SPACED and not token.isdigit())
    if whole in names.short:
        yield names.short[whole], False
        return
    for words in _windows(tokens, 2):
        joined = " ".join(words)
        glued = _GLUED.fullmatch(joined) if len(words) == 1 else None
        for name, workshop in ((joined, False), (glued["name"], bool(glued["workshop"])) if glued else ("", False)):
            known = names.short.get(name)
            # A word that may be an everyday one, or a publisher, counts where it is all that is said besides a year.
            alone = len(bare) == 1 or (name not in names.ambiguous and names.kinds.get(known or "") != "publisher")
            if known is not None and alone:
                yield known, workshop
                break


def _windows(tokens: list[str], longest: int) -> Iterator[tuple[str, ...]]:
    words = [token for token in tokens if token not in _SPACED]
    for length in range(longest, 0, -1):
        for at in range(len(words) - length + 1):
            yield tuple(words[at : at + length])


@lru_cache(maxsize=1 << 12)
def _kind(name: str) -> VenueKind | None:
    names = _names()
    known = names.short.get(_key(name))
    return names.kinds[known] if known is not None else None


def _long_kind(text: str) -> VenueKind | None:
    names = _names()
    known = names.long.get(tuple(_words(text)))
    return names.kinds[known] if known is not None else None


def _tokens(text: str) -> list[str]:
    """Return words, numbers and signs of a venue's name in folded case, ``&`` written out as a word."""
    plain = _LATEX.sub("", text).casefold()
    return _TOKEN.findall(plain.replace("&", " and "))


def _words(text: str) -> list[str]:
    return [token for token in _tokens(text) if token not in _SPACED and not _NUMBER.fullmatch(token)]


def _key(name: str) -> str:
    return " ".join(token for token in _tokens(name) if token not in _SPACED)


def _plain(text: str) -> str:
    return " ".join(_words(text))
