"""What a link's label promises: the paper, the code, a page about it, and so on; the words are in ``data/labels.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from litlint import regex as re
from litlint.metadata.data_files import read_table

Role = Literal["paper", "code", "data", "model", "page", "video", "slides", "blog", "citation"]

_TABLE: Final = read_table("labels")
_ROLES: Final[Mapping[Role, frozenset[str]]] = {role: frozenset(words) for role, words in _TABLE["roles"].items()}
GENERIC: Final[frozenset[str]] = frozenset(_TABLE["other"]["generic"])
"""Words of labels that do not say where the link leads."""
VOCABULARY: Final[frozenset[str]] = GENERIC.union(*_ROLES.values())
"""All words that are labels by themselves."""
_QUALIFIERS: Final[frozenset[str]] = frozenset(_TABLE["other"]["qualifiers"])
_SITES: Final[Mapping[str, tuple[str, ...]]] = {site: tuple(hosts) for site, hosts in _TABLE["sites"].items()}
# The sites by their names as one word of small letters: ``huggingface``.
_SITE_WORDS: Final[Mapping[str, str]] = {site.casefold().replace(" ", ""): site for site in _SITES}
_SHORTENERS: Final[frozenset[str]] = frozenset(_TABLE["other"]["shorteners"])
# The first role, by its number in the table, that each word has.
_ROLE_NAMES: Final[tuple[Role, ...]] = tuple(_ROLES)
_FIRST_ROLES: Final[Mapping[str, int]] = {
    word: number for number, role in reversed(list(enumerate(_ROLES))) for word in _ROLES[role]
}
# The phrases as words of their own; Chinese, Japanese and Korean write no blanks between words.
_ANNOUNCED = re.compile(
    "|".join(rf"(?<!\w){re.escape(one)}(?!\w)" if one < "\u1100" else one for one in _TABLE["other"]["announcements"]),
    re.I,
)
# A bare address.
_URL = re.compile(r"https?://\S+|www\.(?>\S+?\.)\S+", re.IGNORECASE)
# A label has a few words; more of them are a title or a sentence.
_MOST_WORDS = 4
# A word of Latin letters, a run of Chinese characters, or a word of another script.
_WORD = re.compile(r"[a-z0-9+]+|[\u4e00-\u9fff]+|[^\W_]+")


def words(label: str) -> list[str]:
    """Return the words of a label, case-folded."""
    return _WORD.findall(label.casefold())


def role_of(label: str) -> Role | None:
    """Return what a label promises, or None when it does not say."""
    return _judged(label)[0]


def is_label(text: str) -> bool:
    """Say whether a text is nothing but a label: every word belongs to the vocabulary, and there are few."""
    return _judged(text)[1]


def is_generic(text: str) -> bool:
    """Say whether the text of a link does not say where it leads: ``here``, an arrow, a bare URL."""
    return _judged(text)[2]


def is_announcement(text: str) -> bool:
    """Say whether the words of a link announce what is not there: ``Coming soon``, ``code (to be released)``, ``N/A``."""
    return _ANNOUNCED.search(text) is not None


def site_of(label: str) -> str | None:
    """Return the name of the site that a label names beside words of labels: ``Hugging Face`` of ``HuggingFace model``."""
    found = words(label)
    own = [word for word in found if word not in VOCABULARY and word not in _QUALIFIERS and not word.isdigit()]
    named = [word for word in (*found, "".join(found)) if word in _SITE_WORDS]
    return _SITE_WORDS[named[0]] if named and "".join(own) in ("", named[0]) else None


def leads_to_site(site: str, url: str, host: str) -> bool:
    """Say whether a URL, of this host, may lead to a site that a label names; also where no one can tell."""
    word = site.casefold().replace(" ", "")
    return word in url.lower() or host in _SHORTENERS or any(part in host for part in _SITES[site])


@lru_cache(maxsize=1 << 15)
def _judged(text: str) -> tuple[Role | None, bool, bool]:
    """Return the role of a text, whether it is nothing but a label, and whether it does not say where it leads."""
    found = words(text)
    numbers = [_FIRST_ROLES[word] for word in found if word in _FIRST_ROLES]
    label = (
        0 < len(found) <= _MOST_WORDS
        and all(word in VOCABULARY or word in _QUALIFIERS or word.isdigit() for word in found)
        and not _QUALIFIERS.issuperset(found)
    )
    generic = not found or _URL.fullmatch(text.strip()) is not None or GENERIC.issuperset(found)
    return _ROLE_NAMES[min(numbers)] if numbers else None, label, generic


def is_bracketed(text: str) -> bool:
    """Say whether a link's text is in brackets of its own, which lists give to labels: `[[Code]](…)`."""
    if len(text) < 3 or text[0] not in "[(【" or text[-1] not in "])】":
        return False
    depth = 0
    for at, character in enumerate(text):
        depth += (character in "[(【") - (character in "])】")
        if not depth:
            return at == len(text) - 1  # `[Ants] A Study (2020)` is in no brackets of its own
    return False


def is_no_name(text: str) -> bool:
    """Say whether a link's text is no name of what it leads to: a label, a text in brackets, `here`, a bare URL.

    >>> [is_no_name(text) for text in ("PDF", "[Code]", "here", "GardenNet")]
    [True, True, True, False]
    """
    return is_label(text) or is_bracketed(text.strip()) or is_generic(text)
