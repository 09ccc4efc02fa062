"""The words of titles: folded, stemmed and weighed, so that titles can be compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from html import unescape

from litlint import regex as re
from litlint.metadata.data_files import read_table

# LaTeX's styles, braces and quotes: they change how a title looks and not what it says.
_MARKUP = re.compile(r"\\(?:emph|(?:math|text)[a-z]{2,6})\s{0,3}(?=\{)|[{}$\\^_'`’‘ʼ´]")
# An emoji by its name.
_SHORTCODE = re.compile(r"(?<!\w):[a-z][a-z0-9_]{1,30}:(?!\w)")
# Plus signs at the end of a name, which distinguish `C++` from `C` and `StyleGAN+` from `StyleGAN`.
_PLUS = re.compile(r"(?<=\w)\+{1,3}(?!\w)")
# A Greek letter alone, which others write out as `beta`; inside Greek words it is a letter.
_GREEK_SYMBOL = re.compile("(?<![\u0370-\u03ff])[\u03b1-\u03c9](?![\u0370-\u03ff])")
_FOLDED = {"ø": "o", "ł": "l", "đ": "d", "ı": "i"}
_FOLDED_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord("&"): " and "}
_DROPPED = frozenset(("Mn", "Cf"))

Words = tuple[str, ...]

_TABLE = read_table("title_words")
STOP_WORDS: frozenset[str] = frozenset(_TABLE["stop_words"])
"""Words that say nothing when two titles are compared."""
# What a word of every other title counts, against 1 of a rare word: three of them prove less than one rare word.
_EVERYDAY_WEIGHT = 0.3

# Letters of a script without blanks between words that make up for one word.
_LETTERS_OF_A_WORD = 3

_BRITISH = (
    (re.compile(r"isation$"), "ization"),
    (re.compile(r"(?<=[a-z]{3})is(?=e$|ed$|er$|ing$)"), "iz"),
    (re.compile(r"ys(?=e$|ed$|er$|ing$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})our(?=$|al$|ed$|ing$|hood$)"), "or"),
    (re.compile(r"ll(?=ed$|er$|ing$)"), "l"),
    (re.compile(r"tre$"), "ter"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"ence$"), "ense"),
)
# The plural of a word in -y.
_IES = re.compile(r"(?<=[a-z]{3})ies$")


@lru_cache(maxsize=1 << 15)
def normalize_title(title: str) -> str:
    """Return a title as letters and digits in folded case between single spaces.

    Braces, dollars, dashes, punctuation, accents, emoji and invisible characters are gone, a Greek letter that is
    alone is spelt out as LaTeX does; what is not Latin is kept.
    """
    plain = unescape(title) if "&" in title else title  # registries and exports leave HTML entities in
    text = _SHORTCODE.sub(" ", unicodedata.normalize("NFKC", plain).casefold())
    text = _PLUS.sub(lambda found: " plus" * len(found[0]) + " ", _MARKUP.sub("", text))
    if text.isascii():
        return " ".join(text.translate(_FOLDED_ASCII).split())
    text = "".join(_fold(character) for character in unicodedata.normalize("NFKD", text))
    text = _GREEK_SYMBOL.sub(lambda found: unicodedata.name(found[0]).split()[-1], text)
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def _fold(character: str) -> str:
    folded = _FOLDED_ASCII.get(ord(character)) or _FOLDED.get(character)
    if folded is not None or character.isascii():
        return folded or character
    if unicodedata.category(character) in _DROPPED:
        return ""
    return character if character.isalnum() else " "


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """Return a word as plural and singular, British and American spelling share it; not itself a word."""
    if not word.isascii() or len(word) < 4 or not word.isalpha():
        return word
    if _IES.search(word):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for british, american in _BRITISH:
        word = british.sub(american, word)
    return word


@lru_cache(maxsize=1 << 14)
def join_stems(words: Words) -> str:
    """Return the stems of words without the spaces, so that ``pre training`` is ``pretraining``."""
    return "".join(stem(word) for word in words)


@lru_cache(maxsize=1 << 14)
def stem_prefix(word: str) -> str:
    """Return the beginning that related words share: ``quantize`` and ``quantization``."""
    return stem(word)[:6]


_EVERYDAY_ROOTS = frozenset(stem_prefix(word) for word in _TABLE["everyday"])


@lru_cache(maxsize=1 << 14)
def weight(word: str) -> float:
    """Return how much a word says about a title: 0 for stop words, little for the field's everyday words, else 1."""
    if word in STOP_WORDS:
        return 0.0
    return _EVERYDAY_WEIGHT if stem_prefix(word) in _EVERYDAY_ROOTS or len(word) == 1 else 1.0


def content_words(words: Words) -> Words:
    """Return words without the stop words."""
    return tuple(word for word in words if word not in STOP_WORDS)


def total_weight(words: Words) -> float:
    """Return how much words say together."""
    return sum(weight(word) for word in words)


def is_ideographic(text: str) -> bool:
    """Say whether a text is, for a good part, written without spaces between words: Chinese, Japanese."""
    return not text.isascii() and _is_ideographic(text)


@lru_cache(maxsize=1 << 14)
def _is_ideographic(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    wide = sum("\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" for character in letters)
    return wide * 4 > len(letters)


def wide_letters(text: str) -> int:
    """Return how many letters of a text are of a script without blanks between words: Chinese, Japanese, Korean."""
    return 0 if text.isascii() else sum(letter >= "\u2e80" for letter in text)


def word_count(text: str) -> float:
    """Return how many words a text has, in any script."""
    return max(len(text.split()), wide_letters(text) / _LETTERS_OF_A_WORD)


@lru_cache(maxsize=1 << 14)
def scripts(text: str) -> frozenset[str]:
    """Return the alphabets that a normalised text is mainly written in, by the first words of their letters' names."""
    counts: dict[str, int] = {}
    for character in text:
        if character.isalpha():
            script = "LATIN" if character.isascii() else unicodedata.name(character, "?").split(" ", 1)[0].split("-")[0]
            counts[script] = counts.get(script, 0) + 1
    total = sum(counts.values())
    return frozenset(script for script, count in counts.items() if count * 4 > total)
