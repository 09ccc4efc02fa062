"""The key of a citation: as arXiv's export makes it, now and before, and for a work of unknown authors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from litlint import regex as re
from litlint.metadata.data_files import read_table

# A group of authors, which has no surname.
_GROUP: Final = re.compile(r"(?<![a-z0-9\s])[a-z0-9\s]+\s(?:collaboration|group|team)", re.IGNORECASE)
# What arXiv reads as a generation after a surname, and for a particle before one.
_SUFFIX: Final = re.compile(r"(?:I|II|III|IV|V|[SJ]r\.?)\Z", re.IGNORECASE)
_PREFIXES: Final = frozenset("van der de la von del della da mac ter dem di vaziri".split())
_STOP_WORDS: Final[frozenset[str]] = frozenset(read_table("title_words")["left_out_of_arxiv_keys"])


def citation_key(authors: Sequence[str], year: str, title: str) -> str:
    """Return arXiv's key; of a work of unknown authors the first word of its title that is no stop word, and the year."""
    if authors:
        return arxiv_key(authors, year, title)
    words = [letters for word in title.split() if (letters := _letters(word))]
    return next((word for word in words if word not in _STOP_WORDS), words[0] if words else "unknown") + year


def arxiv_key(authors: Sequence[str], year: int | str, title: str) -> str:
    """Return the key that arXiv's export gives a paper, as of mid-2024.

    ``authors`` are full names, given name first. The key is the first author's surname, the year and the first four words
    of the title that are no stop words, words being what single blanks part; of all that the letters and digits,
    lower-cased (arXiv/arxiv-browse, browse/formatting/cite.py).
    """
    words = [word for word in title.split(" ") if word.lower() not in _STOP_WORDS]
    return _letters(f"{_surname(authors)}{year}{''.join(words[:4])}")


def older_arxiv_key(authors: Sequence[str], year: int | str, title: str) -> str:
    """Return the key that arXiv's export gave before mid-2024: surname, year and the title's first word to be kept."""
    words = (letters for word in title.split(" ") if word.lower() not in _STOP_WORDS and (letters := _letters(word)))
    return _letters(f"{_surname(authors)}{year}") + next(words, "")


def _surname(authors: Sequence[str]) -> str:
    """Return what arXiv reads as the first author's surname: with its particles, and of a group the whole name."""
    if not authors:
        return "unknown"
    if group := _GROUP.search(authors[0]):
        return group[0]
    words = authors[0].split()
    if len(words) > 2 and _SUFFIX.match(words[-1]) and words[-2].lower() not in _PREFIXES:
        words.pop()
    start = len(words) - 1
    while start > max(1, len(words) - 3) and words[start - 1].lower() in _PREFIXES:
        start -= 1
    return " ".join(words[start:])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
