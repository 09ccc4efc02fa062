"""Check digits of books and serials."""

from __future__ import annotations

from litlint import regex as re

# Hyphens, dashes, blanks and LaTeX's backslashes, which may separate the digits of an ISBN or ISSN.
_BETWEEN = re.compile(r"[\s\\\u2010-\u2015-]")
# What may announce an ISBN.
_ISBN_LEAD = re.compile(r"\s*(?:(?:urn:)?isbn(?:-?1[03])?:?)?", re.I)
# What may announce an ISSN; `e`, `p` and `L` name its medium.
_ISSN_LEAD = re.compile(r"\s*(?:(?:e-?|p-?)?issn(?:-l)?:?)?", re.I)
_FAILS = "its check digit does not hold"


def isbn_digits(text: str) -> str:
    """Return an ISBN without its hyphens and the word before it, in upper case."""
    return _digits(text, _ISBN_LEAD)


def isbn_problem(text: str) -> str | None:
    """Say in plain words what is wrong with an ISBN, None when its check digit holds.

    Source: ISO 2108; 979-0 belongs to music, the ISMN.
    """
    digits = isbn_digits(text)
    if re.fullmatch(r"\d{9}[\dX]", digits, re.A):
        return None if _weighted(digits) % 11 == 0 else _FAILS
    if re.fullmatch(r"\d{13}", digits, re.A):
        if not digits.startswith(("978", "979")) or digits.startswith("9790"):
            return "an ISBN of 13 digits begins with 978 or 979, and not with 9790"
        total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
        return None if total % 10 == 0 else _FAILS
    return "an ISBN has 10 or 13 digits"


def issn_problem(text: str) -> str | None:
    """Say in plain words what is wrong with an ISSN, None when its check digit holds.

    Source: ISO 3297.
    """
    digits = _digits(text, _ISSN_LEAD)
    if not re.fullmatch(r"\d{7}[\dX]", digits, re.A):
        return "an ISSN has eight digits"
    return None if _weighted(digits) % 11 == 0 else _FAILS


def _digits(text: str, lead: re.Pattern[str]) -> str:
    word = lead.match(text)
    return _BETWEEN.sub("", text[word.end() if word else 0 :]).upper()


def _weighted(digits: str) -> int:
    """Return the sum of the digits, the last with weight 1, the one before with 2 and so on; X counts ten."""
    return sum(weight * (10 if digit == "X" else int(digit)) for weight, digit in enumerate(reversed(digits), 1))
