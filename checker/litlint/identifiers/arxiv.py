"""The grammar of arXiv identifiers.

Source: https://info.arxiv.org/help/arxiv_identifier.html and arXiv's category taxonomy.
"""

from __future__ import annotations

from datetime import date, timedelta

from litlint import regex as re

_CURRENT = "astro-ph cond-mat cs econ eess gr-qc hep-ex hep-lat hep-ph hep-th math math-ph nlin nucl-ex nucl-th"
_CURRENT += " physics q-bio q-fin quant-ph stat"
_CLOSED = "acc-phys adap-org alg-geom ao-sci atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas dg-ga funct-an mtrl-th"
_CLOSED += " patt-sol plasm-ph q-alg solv-int supr-con"
ARCHIVES = frozenset(f"{_CURRENT} {_CLOSED}".split())

NEW_ID = r"\d{4}\.\d{4,5}(?:v\d+)?"
"""The form of an id since April 2007 in running text, with its version: a piece of longer patterns."""
# `arXiv:` before an id, which is no part of it.
_PREFIX = re.compile(r"\s*(?:arxiv\s{0,3}:\s{0,3})?", re.I)
# File endings that URLs of arXiv may carry after the id.
_SUFFIX = re.compile(r"\.(?:pdf|ps|gz|html?|tar)\Z", re.I)
# An id since April 2007, YYMM.NNNNN, with its version (arXiv's help page on identifiers).
_NEW = re.compile(r"(\d\d)(\d\d)\.(\d{4,5})(?:v([1-9]\d{0,2}))?", re.A)
# An id before that, archive/YYMMNNN; a subject class after the archive is no part of the id.
_OLD = re.compile(r"([a-z-]{2,9})(?:\.[a-z]{2}(?:-[a-z]{2,3})?)?/(\d\d)(\d\d)(\d{3})(?:v([1-9]\d{0,2}))?", re.A | re.I)
# Digits, a point, digits, and whatever follows: a text that is meant as an id, right or wrong.
_NUMBER = re.compile(r"(\d+)\.(\d+)(.*)", re.A | re.S)
# What follows the `v` of a version.
_VERSION = re.compile(r"v(\d*)(.*)", re.A | re.I | re.S)

_FIRST_NEW, _LAST_SHORT = 704, 1412


def bare(text: str) -> str:
    """Return an id without the ``arXiv:`` before it, file endings after it and white space around it."""
    start = _PREFIX.match(text)
    text = text[start.end() if start else 0 :].rstrip()
    end = len(text)
    while found := _SUFFIX.search(text, max(0, end - 6), end):
        end = found.start()
    return text[:end]


def parse(text: str) -> tuple[str, int | None] | None:
    """Return the canonical id and the version that a text is, None when it is no possible id.

    The subject class of an old id is dropped: ``math.GT/0309136`` is ``math/0309136``.
    """
    text = bare(text)
    # No id is longer, with its archive, subject class and version.
    if len(text) > 40:
        return None
    if new := _NEW.fullmatch(text):
        year, month, number, version = new.groups()
        if _new_problem(year + month, number) is None:
            return f"{year}{month}.{number}", int(version) if version else None
    elif old := _OLD.fullmatch(text):
        archive, year, month, number, version = old.groups()
        if _old_problem(archive.lower(), year + month, number) is None:
            return f"{archive.lower()}/{year}{month}{number}", int(version) if version else None
    return None


def month(canonical: str) -> tuple[int, int]:
    """Return the year and month in which a canonical id was given out."""
    digits = canonical.rpartition("/")[2][:4]
    short = int(digits[:2])
    # arXiv began in 1991, and ids with a slash ended in 2007.
    century = 1900 if "/" in canonical and short >= 91 else 2000
    return century + short, int(digits[2:])


def problem(text: str, today: date | None = None) -> str | None:
    """Say in plain words why a text is no possible arXiv id; None when it is possible.

    ``today`` bounds the months that exist; a day of grace covers clocks behind UTC, which arXiv's months follow.
    """
    text = bare(text)
    if "/" in text:
        return _old_text_problem(text)
    number = _NUMBER.fullmatch(text)
    if number is None:
        return _formless_problem(text)
    yymm, sequence, rest = number.groups()
    if len(yymm) != 4:
        return f"an arXiv id starts with four digits for year and month, not {_count(len(yymm))}"
    found = _new_problem(yymm, sequence) or _rest_problem(rest)
    if found is None and today is not None:
        limit = today + timedelta(days=1)
        if month(yymm) > (limit.year, limit.month):
            found = f"{month(yymm)[0]}-{yymm[2:]} lies in the future"
    return found


def _new_problem(yymm: str, sequence: str) -> str | None:
    if not 1 <= int(yymm[2:]) <= 12:
        return f"there is no month {yymm[2:]}"
    if int(yymm) < _FIRST_NEW:
        return "ids of this form begin in April 2007 (0704)"
    digits = 4 if int(yymm) <= _LAST_SHORT else 5
    if len(sequence) != digits:
        return f"ids of 20{yymm[:2]} have {_count(digits)} digits after the dot, not {_count(len(sequence))}"
    if not sequence.strip("0"):
        return "the numbers of a month start at 1"
    return None


def _old_problem(archive: str, yymm: str, sequence: str) -> str | None:
    if archive not in ARCHIVES:
        return f"arXiv has no archive “{archive[:20]}”"
    if not 1 <= int(yymm[2:]) <= 12:
        return f"there is no month {yymm[2:]}"
    # From 1991 to the month in which the form without a slash began.
    if not (int(yymm) >= 9107 or int(yymm) < _FIRST_NEW):
        return "ids of this form date from July 1991 (9107) to March 2007 (0703)"
    if not sequence.strip("0"):
        return "the numbers of a month start at 1"
    return None


def _old_text_problem(text: str) -> str | None:
    archive, _, number = text.partition("/")
    found = re.match(r"(\d+)(.*)", number, re.A | re.S)
    if found is None:
        return "an arXiv id looks like 2209.11057 or math/0309136"
    digits, rest = found.groups()
    name = archive.partition(".")[0].lower()
    if name not in ARCHIVES:
        return f"arXiv has no archive “{archive[:20]}”"
    if len(digits) != 7:
        return f"ids of this form have seven digits after the slash, not {_count(len(digits))}"
    return _old_problem(name, digits[:4], digits[4:]) or _rest_problem(rest)


def _rest_problem(rest: str) -> str | None:
    if not rest:
        return None
    version = _VERSION.fullmatch(rest)
    if version is None or version[2]:
        extra = version[2] if version else rest
        return f"“{extra[:20]}” follows the id"
    if not version[1]:
        return "the version after v has no number"
    if version[1].startswith("0"):
        return "versions start at v1"
    return None


def _formless_problem(text: str) -> str:
    digits = re.match(r"\d*", text, re.A)
    length = digits.end() if digits else 0
    # Seven digits are the number of an id of the old form: month and three more.
    if length == 7 and (length == len(text) or text[length] in "vV"):
        return "an old-style number needs its archive before it, as in math/0309136"
    if length in (8, 9) and length == len(text):
        return f"the dot after year and month is missing: {text[:4]}.{text[4:]}"
    return "an arXiv id looks like 2209.11057 or math/0309136"


def _count(number: int) -> str:
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    return words[number] if number < len(words) else str(number)
