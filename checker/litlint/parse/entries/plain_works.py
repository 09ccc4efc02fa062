"""Works that a list gives in words alone: references, and titles with their venue, that no link leads from.

One such bullet may be prose. Many in a row that give authors, venue, year or pages at the edges of a title are works.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from litlint import regex as re
from litlint.metadata.byline import CUT, read_byline
from litlint.parse.entries.attributes import venue_alone
from litlint.parse.entries.candidate import Candidate, leads_out, runs_into_a_link
from litlint.parse.entries.names import is_inverted, is_people, is_person
from litlint.parse.entries.shapes import is_prose
from litlint.parse.entries.text import VisibleText

# Where the pieces of a reference meet: signs, brackets, quotes, and the full stop after a word that is no initial.
_EDGE = re.compile(r"[\n()（）\[\]“”\"«»|:：;；。]|(?<=\w\w)[.?!]\s|(?<=[A-Z]\.)\s(?=\()|\s[–—-]\s")
_YEAR = re.compile(r"(?<![\d.–-])(?:19[5-9]\d|20[0-4]\d)[a-z]?(?![\d–-])")
# `2020;382(1):1-9`, `34(2), 101–115`, `vol. 3, pp. 4-9`: volume and pages of a journal.
_PAGES = re.compile(
    r"\b\d{1,4}\s?\(\d{1,4}\)\s?[:,]|\b(?:pp?|vol)\.\s?\d|\b\d{1,4}:\s?\d{1,5}\s?[–-]\s?\d|;\s?\d{1,4}[(:]", re.I
)
# `(ICDE 2022)`, `[SIGMOD '22]`, `(Advances in Ants, 2019, oral)`: a name in capitals and a year fill brackets.
_VENUE_IN_BRACKETS = re.compile(
    r"[(（\[](?P<venue>[A-Z][^()（）\[\]\n]{1,80}?)[\s,'’-]*(?:(?:19|20)\d\d|['’]\d\d)\b[^()（）\[\]\n]{0,30}[)）\]]"
)
# `, ICDE 2022` at the end of a line.
_VENUE_AT_END = re.compile(
    r"[,.;|–—-]\s+(?:[Ii]n:?\s)?(?P<venue>[A-Z][\w&@ -]{1,40}?)[\s,'’-]+(?:(?:19|20)\d\d|['’]?\d\d)[.)\s]*\Z"
)
_YEAR_OF_VENUE = re.compile(r"\d\d\Z")
# At the beginning of a piece, a surname beside initials: `Doe J,`, `Doe, J.`, `J. Doe`, `Иванов И. И.`, or first:
# `Doe, Jane.`. A capital is any letter that is not known to be a small one, as most scripts have no case.
_CAPITAL = r"[^\W\d_a-zß-ÿа-яёα-ω]"
_SURNAME = rf"(?:(?:van|von|de|der|den|la|le|di)\s){{0,3}}{_CAPITAL}[\w'’-]{{1,30}}"
_INITIALS = rf"(?:{_CAPITAL}\.[\s-]?){{1,3}}"
_WITH_INITIALS = re.compile(
    rf"\W{{0,4}}(?:{_SURNAME}(?:\s{_SURNAME})?,?\s(?:[A-Z]{{1,3}}(?=[,.;\s(&]|\Z)|{_INITIALS})|{_INITIALS}{_SURNAME}(?=[,.;\s])"
    rf"|{_SURNAME},\s{_SURNAME}(?:\s{_CAPITAL}\.|[.,]|\s(?:and|&)\s))"
)
_INITIAL = re.compile(rf"(?<!\w)(?:{_CAPITAL}\.|(?<=\s)[A-Z]{{1,3}}[.,])\s")
_QUOTED = re.compile(r"[\"“«„][^\"“”«»\n]{4,300}[\"”»“]")
_LONGEST, _LEAST_TITLE_WORDS = 1200, 3
_LONGEST_BYLINE, _LONGEST_HAN_NAME = 400, 4
_WORDS_OF_A_TITLE = 4
"""So many words in capitals are rather a title than a person."""
_LEAST_LETTERS = 5
"""Letters that a title has at least in a script that does not part words by spaces."""
_SOME, _MOST = 1 / 3, 2 / 3
_ENOUGH = 5
"""So many works in words show that a document lists works so; fewer may be prose that names some."""


REFERENCE = "reference"
"""The sort of candidates that are paragraphs in the form of a reference."""


def reads_as_work(visible: VisibleText) -> bool:
    """Say whether a text has a title, and at its edges what only references have beside theirs.

    That is authors with a year, a venue or pages; a venue with its year in brackets or at the end; or an identifier.
    """
    text = visible.text.strip()
    if not 15 <= len(text) <= _LONGEST:
        return False
    pieces = _pieces(text)
    has_title = _QUOTED.search(text) is not None or any(map(_has_title, pieces))
    return (has_title and _has_signs(text, pieces)) or _has_emphasised_title(visible)


def ends_in_work(visible: VisibleText) -> bool:
    """Say whether a paragraph of a few words or more ends in one link that leads out, as `T. A. https://…` does."""
    text = visible.text.rstrip(" .\n")
    outside = [region for region in visible.links if region.link is not None and leads_out(region.link)]
    return (
        len(outside) == len(visible.links) == 1
        and outside[0].end >= len(text)
        and len(text) <= _LONGEST
        and len(text[: outside[0].start].split()) > _LEAST_TITLE_WORDS
        and not runs_into_a_link(visible)
    )


def may_be_work(visible: VisibleText) -> bool:
    """Say whether a text among works may be one although its title is short or reads like a name: `Garden Gyms (CIDR 2023)`."""
    text = visible.text.strip()
    return len(text) <= _LONGEST and (_has_signs(text, _pieces(text)) or _has_emphasised_title(visible))


def _has_emphasised_title(visible: VisibleText) -> bool:
    """Say whether a title in italics is between authors and a year: `Doe Jane, *Small Worlds*, Paris, 2001`."""
    region = next(iter(visible.emphasis), None)
    if (
        region is None
        or region.start > _LONGEST_BYLINE
        or visible.text[region.start - 2 : region.start] not in (", ", ". ")
    ):
        return False
    before = visible.text[: region.start].strip(" ,.:")
    return _YEAR.search(visible.text, region.end) is not None and _is_byline(before)


def _pieces(text: str) -> list[str]:
    return [piece.strip(" ,.") for piece in _EDGE.split(text)]


def _has_signs(text: str, pieces: Sequence[str]) -> bool:
    return has_venue_and_year(text, pieces) or _has_authors_and_date(text, pieces)


def _has_title(piece: str) -> bool:
    """Say whether a piece is or ends in words that can be a title; authors with initials may come before, a year after."""
    if year := _YEAR.search(piece):
        piece = piece[: year.start()].rpartition(",")[0]
    initials = [found.end() for found in _INITIAL.finditer(piece, 0, _LONGEST_BYLINE)]
    rest = piece[initials[-1] :] if initials else piece
    return _is_titled(rest) and not _is_byline(rest)


def _has_authors_and_date(text: str, pieces: Sequence[str]) -> bool:
    dated = _YEAR.search(text) is not None or _PAGES.search(text) is not None
    return dated and (_begins_with_names(text) or any(map(_is_byline, pieces)))


def has_venue_and_year(text: str, pieces: Sequence[str]) -> bool:
    """Say whether a venue with its year fills brackets or another piece after a title, or ends the text."""
    if any(venue_alone(piece) and _capitals(piece) > 1 and _YEAR_OF_VENUE.search(piece) for piece in pieces[1:]):
        return True
    for found in _VENUE_IN_BRACKETS.finditer(text):
        after = text[found.end() : found.end() + 2].strip()[:1]
        if not after.islower() and not CUT.search(found["venue"]) and found.start() > _LEAST_LETTERS:
            return _capitals(found["venue"]) > 1
    at_end = _VENUE_AT_END.search(text, max(0, len(text) - 80))
    return at_end is not None and _capitals(at_end["venue"]) > 1


def _capitals(text: str) -> int:
    return sum(character.isupper() for character in text)


def _begins_with_names(text: str) -> bool:
    cut = CUT.search(text, 0, 300)
    return _WITH_INITIALS.match(text) is not None or (cut is not None and is_people(text[: cut.end()].strip(" .")))


def _is_byline(piece: str) -> bool:
    if not 1 < len(piece) <= _LONGEST_BYLINE:
        return False
    if (
        is_people(piece)
        or (is_person(piece) and len(piece.split()) < _WORDS_OF_A_TITLE)
        or is_inverted(piece)
        or _WITH_INITIALS.match(piece + " ")
    ):
        return True
    if any(character.isdigit() for character in piece):
        return False
    byline = read_byline(piece)
    return byline.is_certain and (len(byline.names) > 1 or (not piece.isascii() and len(piece) <= _LONGEST_HAN_NAME))


def _is_titled(piece: str) -> bool:
    return len(piece.split()) >= _LEAST_TITLE_WORDS or (
        not piece.isascii() and sum(character.isalpha() for character in piece) >= _LEAST_LETTERS
    )


def _has_venue_first(candidate: Candidate) -> bool:
    """Say whether a venue with its year is before a title of some words: `[CVPR 2019] A Study of Ants`."""
    lead = candidate.title.lead
    return lead.venue is not None and lead.year is not None and _is_titled(candidate.title.title.value)


def _is_news(candidate: Candidate) -> bool:
    """Say whether a statement follows a venue: `[CVPR 2019] Our paper was accepted, see you there`."""
    return _has_venue_first(candidate) and is_prose(candidate.title.title.value, "")


def works_in_words(candidates: Sequence[Candidate]) -> tuple[set[int], set[int]]:
    """Return which of the candidates without links are works, as their indexes, and which look like works but are too few.

    In a list, a third of the bullets must read as works, linked ones counted, and two thirds must at least have the signs of
    one: a short title in capitals reads like a person. A document must have five such bullets.
    """
    bare = [
        index
        for index, c in enumerate(candidates)
        if c.bare and (c.sort == REFERENCE or not c.links) and not _is_news(c)
    ]
    reads = {
        index
        for index in bare
        if reads_as_work(candidates[index].visible)
        or _has_venue_first(candidates[index])
        or (
            candidates[index].sort == REFERENCE and candidates[index].proven and ends_in_work(candidates[index].visible)
        )
    }
    signs = reads | {index for index in bare if may_be_work(candidates[index].visible)}
    signs |= {
        index for index in bare if candidates[index].sort == REFERENCE and ends_in_work(candidates[index].visible)
    }
    linked = Counter(c.group for c in candidates if not c.bare)
    size = {c.group: max(c.beside, 1) for c in candidates}
    read_in = Counter(candidates[index].group for index in reads)
    signs_in = Counter(candidates[index].group for index in signs)
    groups = {
        group
        for group in read_in
        if read_in[group] + linked[group] >= _SOME * size[group]
        and signs_in[group] + linked[group] >= _MOST * size[group]
    }
    works = {index for index in signs if candidates[index].group in groups}
    return (works, reads - works) if len(works) >= _ENOUGH else (set(), reads)
