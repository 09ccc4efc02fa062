"""Two works or one? The one place that weighs what two descriptions of a work have in common.

Each observation is a piece of evidence with a weight and with words for a message. *Different* is said only on positive
evidence: that nothing is alike proves nothing, since papers are renamed, translated and listed by other names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from litlint import regex as re
from litlint.matching.description import Description
from litlint.matching.vocabulary import Overlap, Vocabulary
from litlint.metadata.normalize import content_words, is_ideographic, normalize_title, scripts
from litlint.metadata.people import is_same_person
from litlint.metadata.titles import TitleMatch, compare_titles
from litlint.metadata.venues import compare_venues, is_preprint_server
from litlint.values import value

Verdict = Literal["same", "different", "undecided"]

# Points of evidence. Two titles of several telling words that share none are enough for "different"; any weaker sign
# needs a second one. One sign of "same" that is not written by accident (authors, the other's name) outweighs all others.
_CERTAIN: Final = 4
_STRONG: Final = 3
_FAIR: Final = 2
_WEAK: Final = 1
# A title can be distinguished from another if it has so many words that few other titles have.
_TELLING_TITLE: Final = 2.0
# Two titles of so many words that share none are of two works; so are shorter ones of rare words. A name says nothing.
_LONG_TITLE: Final = 4
_SHORT_TITLE: Final = 3
# So many words of the field that two titles share may be two names of one subject.
_SUBJECT_WORDS: Final = 2
# Of titles of one work, renamed, about a third of the words are shared; of two works of one field up to a fifth.
_FEW_SHARED: Final = 0.25
_MANY_SHARED: Final = 0.6
_NEARLY_ALL_SHARED: Final = 0.85
_MOST_PEOPLE: Final = 30
# Names are of one family if they share so many letters from the start (Frog-7B, Frog-Chat), or one holds the other.
_FAMILY_LETTERS: Final = 3
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_YEARS_APART: Final = 2


_NO_WORD: Final = "no word of the titles in common"
_NO_COMMON_AUTHOR: Final = "no author in common"
_COMMON_AUTHORS: Final = "authors in common"
_OTHER_NAMES: Final = "other names"


@value
class Evidence:
    """One observation: what it speaks for, how much it counts, and what it says in a message."""

    speaks_for: Literal["same", "different"]
    weight: int
    words: str


@dataclass(frozen=True)
class Judgement:
    """What all evidence says together. ``titles`` is how the titles alone relate."""

    titles: TitleMatch
    evidence: tuple[Evidence, ...]

    @cached_property
    def verdict(self) -> Verdict:
        """Whether it is one work or two; undecided where the evidence is too little or contradicts itself."""
        certain = any(one.weight >= _CERTAIN and one.speaks_for == "same" for one in self.evidence)
        if certain or self.balance <= -_STRONG:
            return "same" if self.balance < 0 else "undecided"
        return "different" if self.balance >= _CERTAIN else "undecided"

    @property
    def balance(self) -> int:
        """How much more speaks for two works than for one."""
        return sum(one.weight if one.speaks_for == "different" else -one.weight for one in self.evidence)

    @property
    def names_differ(self) -> bool:
        """Whether the two go by short names that are of no one family."""
        return self._has(_OTHER_NAMES)

    @property
    def authors_differ(self) -> bool:
        """Whether both name all their authors, and none is in both lists."""
        return self._has(_NO_COMMON_AUTHOR)

    @property
    def authors_agree(self) -> bool:
        """Whether some authors are in both lists."""
        return self._has(_COMMON_AUTHORS)

    def _has(self, words: str) -> bool:
        return any(one.words == words for one in self.evidence)

    def reasons(self, verdict: Literal["same", "different"] = "different") -> str:
        """Return the observations that speak for a verdict in words, the weightiest first."""
        ordered = sorted((one for one in self.evidence if one.speaks_for == verdict), key=lambda one: -one.weight)
        return ", ".join(one.words for one in ordered)


def weigh(one: Description, other: Description, vocabulary: Vocabulary) -> Judgement:
    """Weigh all that two descriptions say of their works, and say whether it is one work."""
    titles = _nearest_titles(one, other)
    by_titles = list(_by_titles(titles, one, other, vocabulary))
    # A paper that was renamed on its way to a conference keeps its subject, and so some words.
    renamed = titles not in ("same", "close") and not any(sign.words == _NO_WORD for sign in by_titles)
    evidence = (
        *by_titles,
        *_by_names(titles, one, other),
        *_by_people(one, other),
        *_by_code(one, other),
        *_by_venue_and_year(one, other, renamed=renamed),
    )
    return Judgement(titles, evidence)


def _nearest_titles(one: Description, other: Description) -> TitleMatch:
    """Return how the nearest two of all titles relate."""
    found = {compare_titles(mine, theirs) for mine in one.titles for theirs in other.titles}
    nearness: tuple[TitleMatch, ...] = ("same", "close", "unknown", "different")
    return next((match for match in nearness if match in found), "unknown")


def _by_titles(titles: TitleMatch, one: Description, other: Description, vocabulary: Vocabulary) -> Iterator[Evidence]:
    if titles in ("same", "close"):
        yield Evidence("same", _CERTAIN if titles == "same" else _STRONG, "the same title")
        return
    if _is_cited_by(one, other) or _is_cited_by(other, one):
        yield Evidence("same", _CERTAIN, "one names the other's title or name")
        return
    pairs = [(a, b) for a in one.titles for b in other.titles if _can_be_told_apart(a, b)]
    if not pairs:
        return
    overlap = max((vocabulary.compare(*pair) for pair in pairs), key=lambda each: each.share)
    if overlap.share >= _NEARLY_ALL_SHARED and len(overlap.telling) >= _SHORT_TITLE:
        yield Evidence("same", _STRONG, "nearly all words of the titles in common")
    elif overlap.share >= _MANY_SHARED and overlap.telling:
        yield Evidence("same", _FAIR, f"both titles have the words {_quoted(overlap.telling)}")
    elif not overlap.telling and not overlap.common and not overlap.subject:
        length = min(len(content_words(tuple(normalize_title(title).split()))) for title in pairs[0])
        certain = length >= _LONG_TITLE or (length >= _SHORT_TITLE and overlap.least >= _TELLING_TITLE)
        points = _CERTAIN if certain else _STRONG if length >= _SHORT_TITLE else _WEAK
        yield Evidence("different", points, _NO_WORD)
    elif overlap.share <= _FEW_SHARED and overlap.least >= _TELLING_TITLE:
        yield from _by_few_words(overlap)


def _by_few_words(overlap: Overlap) -> Iterator[Evidence]:
    """Judge two titles of several telling words that share few words or only those of the field."""
    shared = _quoted(overlap.telling + overlap.common)
    if overlap.telling:
        # A word that few titles have in common is a weak sign of two works: it may be what a renamed paper is about.
        yield Evidence("different", _WEAK, f"the titles share only {shared}")
    elif not overlap.common:
        yield Evidence("different", _CERTAIN, "the titles share only what most titles here have in common")
    elif len(overlap.common) <= _SUBJECT_WORDS:
        # One word of the field proves nothing; several may be the subject of both, of which one is a new name.
        points = _STRONG if len(overlap.common) == 1 else _WEAK
        yield Evidence("different", points, f"the titles share only {shared}, as many titles here")


def _is_cited_by(one: Description, other: Description) -> bool:
    """Say whether one description, anywhere in it, has the other's title, or a name that is not its own as well."""
    return any(other.mentions(words) for words in (*(one.names - other.names), *map(normalize_title, one.titles)))


def _can_be_told_apart(one: str, other: str) -> bool:
    """Say whether titles are in one alphabet that separates words, so that sharing none means something."""
    mine, theirs = normalize_title(one), normalize_title(other)
    if is_ideographic(mine) or is_ideographic(theirs):
        return False
    return not scripts(mine).isdisjoint(scripts(theirs))


def _by_names(titles: TitleMatch, one: Description, other: Description) -> Iterator[Evidence]:
    if titles in ("same", "close") or not one.names or not other.names:
        return
    if not one.names.isdisjoint(other.names):
        yield Evidence("same", _WEAK, f'the name "{min(one.names & other.names)}" in common')
    elif not any(are_of_one_family(mine, theirs) for mine in one.names for theirs in other.names):
        yield Evidence("different", _FAIR, _OTHER_NAMES)


def are_of_one_family(one: str, other: str) -> bool:
    """Say whether two short names may be of one work or one series: ``frog 7b`` and ``frog chat``, ``bloom`` and ``bloomz``."""
    mine, theirs = one.replace(" ", ""), other.replace(" ", "")
    if mine in theirs or theirs in mine:
        return True
    first, second = _LETTERS.search(mine), _LETTERS.search(theirs)
    return bool(first and second and first[0][:_FAMILY_LETTERS] == second[0][:_FAMILY_LETTERS])


def _by_people(one: Description, other: Description) -> Iterator[Evidence]:
    mine, theirs = one.people[:_MOST_PEOPLE], other.people[:_MOST_PEOPLE]
    if not mine or not theirs:
        return
    verdicts = [is_same_person(a, b) for a in mine for b in theirs]
    common = sum(verdict is True for verdict in verdicts)
    if common:
        # Of two long lists one name may be common by chance: Wei Wang.
        certain = common > 1 or min(len(mine), len(theirs)) == 1
        yield Evidence("same", _CERTAIN if certain else _FAIR, _COMMON_AUTHORS)
    elif all(verdict is False for verdict in verdicts):
        whole = not one.cut_short and not other.cut_short and min(len(mine), len(theirs)) > 1
        yield Evidence(
            "different", _CERTAIN if whole else _STRONG, _NO_COMMON_AUTHOR if whole else "other first authors"
        )


def _by_code(one: Description, other: Description) -> Iterator[Evidence]:
    # Common code proves nothing: whoever copies an entry copies its links together. A second repository of the same owner
    # is what a paper often gets when it is renamed.
    if not one.code or not other.code or not one.code.isdisjoint(other.code):
        return
    owners = [{repository.partition("/")[0] for repository in each.code} for each in (one, other)]
    if owners[0].isdisjoint(owners[1]):
        yield Evidence("different", _FAIR, "other code")
    else:
        yield Evidence("same", _WEAK, "code of one owner")


def _by_venue_and_year(one: Description, other: Description, *, renamed: bool) -> Iterator[Evidence]:
    if one.venue and other.venue:
        if is_preprint_server(one.venue) != is_preprint_server(other.venue):
            if renamed:
                yield Evidence("same", _WEAK, "a preprint and a published paper")
        elif compare_venues(one.venue, other.venue) == "different":
            yield Evidence("different", _WEAK, "other venues")
    if one.year and other.year and abs(one.year - other.year) > _YEARS_APART:
        yield Evidence("different", _WEAK, f"{abs(one.year - other.year)} years apart")


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in sorted(set(words)))
