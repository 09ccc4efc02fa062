"""Which words of titles distinguish one work of a workspace from another: those that few of its titles have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from litlint.metadata.dates import YEAR
from litlint.metadata.normalize import normalize_title, stem_prefix, weight
from litlint.model.document import Workspace
from litlint.values import value

# A word that one in two hundred titles has says half as much as one that no other title has; in a small list, one that
# a single other title has says a third.
_HALF_AT, _LEAST_HALF = 1 / 200, 0.5
# What so many titles have, a third of them and two at least, is the subject of the list and says nothing.
_SUBJECT, _LEAST_SUBJECT = 1 / 3, 2
# From this weight on a word is a telling one: rarer than one in three hundred titles, and no everyday word of research.
_TELLING = 0.6


@value
class Overlap:
    """What two titles share.

    ``telling`` are the shared words that few other titles have, ``common`` those that many have, ``subject`` those that a
    third of all have. ``share`` is the weight of all shared words among the lighter title's, 0 to 1; ``least`` is that
    title's own weight: about the number of its telling words.
    """

    telling: tuple[str, ...]
    common: tuple[str, ...]
    subject: tuple[str, ...]
    share: float
    least: float


class Vocabulary:
    """The words of the titles of a workspace, and how many titles have each; equal titles count once."""

    def __init__(self, titles: Iterable[str]) -> None:
        self._titles = {normalize_title(title) for title in titles} - {""}
        self._counts = Counter(word for title in self._titles for word in _stems(title))

    def compare(self, one: str, other: str) -> Overlap:
        """Weigh what two titles have in common; how often their words occur is counted in all other titles."""
        mine, theirs = normalize_title(one), normalize_title(other)
        own = [title for title in {mine, theirs} if title in self._titles]
        weights, theirs_weights = self._weights(mine, own), self._weights(theirs, own)
        shared = weights.keys() & theirs_weights.keys()
        total = min(sum(weights.values()), sum(theirs_weights.values()))
        subject = {word for word in shared if self._is_subject(word, own)}
        spelt = _stems(mine)
        telling = [spelt[word] for word in shared if weights[word] >= _TELLING]
        common = [spelt[word] for word in shared - subject if 0 < weights[word] < _TELLING]
        share = sum(weights[word] for word in shared) / total if total else 0.0
        return Overlap(
            tuple(sorted(telling)), tuple(sorted(common)), tuple(sorted(spelt[word] for word in subject)), share, total
        )

    def weigh(self, title: str) -> float:
        """Return about how many telling words a title has."""
        plain = normalize_title(title)
        return sum(self._weights(plain, [plain] if plain in self._titles else []).values())

    def telling(self, title: str) -> list[str]:
        """Return the words of a title that few other titles have, in order."""
        plain = normalize_title(title)
        weights = self._weights(plain, [plain] if plain in self._titles else [])
        return [word for word in plain.split() if weights.get(stem_prefix(word), 0.0) >= _TELLING]

    def _weights(self, title: str, own: list[str]) -> dict[str, float]:
        half = max(_LEAST_HALF, len(self._titles) * _HALF_AT)
        return {
            word: 0.0 if self._is_subject(word, own) else weight(spelt) / (1 + self._others(word, own) / half)
            for word, spelt in _stems(title).items()
        }

    def _others(self, word: str, own: list[str]) -> int:
        return self._counts[word] - sum(word in _stems(title) for title in own)

    def _is_subject(self, word: str, own: list[str]) -> bool:
        others = self._others(word, own)
        return others >= _LEAST_SUBJECT and others >= (len(self._titles) - len(own)) * _SUBJECT


def cited_vocabulary(workspace: Workspace) -> Vocabulary:
    """Return the words of the titles that the citations of a workspace have."""
    citations = (citation for document in workspace.documents for citation in document.citations)
    return Vocabulary(citation.title.value for citation in citations if citation.title is not None)


@lru_cache(maxsize=1 << 14)
def _stems(title: str) -> dict[str, str]:
    """Return the beginnings that related words share, each with the word itself; stop words left out."""
    return {stem_prefix(word): word for word in title.split() if weight(word) > 0 and not YEAR.fullmatch(word)}
