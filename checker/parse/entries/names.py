"""Lists of authors in running text."""

from __future__ import annotations

import re

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĞĢĪĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŤŪŮŰŹŻŽ"
_SMALL = "(?:and|et|al|de|da|di|del|der|den|dos|du|la|le|van|von|bin|ibn|el|ten|ter)"
_TOKEN = rf"[{_CAPITAL}][\w’'-]*+\.?+|{_SMALL}\b\.?+|[,;&∗*†‡]"
_NAMES = re.compile(rf"(?:(?:{_TOKEN})\s*+)++")
_NAME = r"[^\W\d_][\w.'’-]*+(?:\s++(?!and\b)[\w.'’-]++){0,4}+"
_BYLINE = re.compile(rf"\s*+{_NAME}(?:\s*+(?:,|&|\band\b|;)++\s*+{_NAME})*+[\s.]*+")
_BETWEEN = re.compile(r"[,;&]|\band\b|\bet al\b")
_SEVERAL = re.compile(r",|;|&|\band\b|\bet al\b")
_NOT_A_NAME = re.compile(
    r"[A-Z]{2,}[a-z]*[A-Z]|[A-Z]{4,}|\d|[a-z][A-Z]{2}"
    r"|\b(?:Attention|College|Conference|Institute|Journal|Labs?|Learning|Letters|Models?|Networks?|Proceedings|Research"
    r"|Science|Systems?|Transactions|Universit\w+|Workshop)\b"
)
_LEAD = re.compile(r"[\s.,|–—-]*+(?:by\s)?")
_SENTENCE_END = re.compile(r"(?<=[\w’'-]{3})\.(?=\s)|(?<=\bal)\.|\n")
_LONGEST_NAME = 5


def is_names(text: str) -> bool:
    """Say whether a text reads as two or more authors, or one with ``et al.``: words in capitals, commas, ``and``.

    A title in capitals with commas reads so too: ask where nothing but authors is likely.
    """
    found = _NAMES.match(text)
    if found is None or found.end() < len(text) or not _SEVERAL.search(text) or _NOT_A_NAME.search(text):
        return False
    if "et al" in text:
        return True
    people = [part.split() for part in _BETWEEN.split(text)]
    initials = any(person and person[0].endswith(".") for person in people)
    full = sum(len(person) > 1 for person in people)
    return all(len(person) <= _LONGEST_NAME for person in people) and (initials or full > 1)


def is_person(text: str) -> bool:
    """Say whether a text reads as one author's full name."""
    found = _NAMES.fullmatch(text)
    return (
        found is not None and not _SEVERAL.search(text) and not _NOT_A_NAME.search(text) and 1 < len(text.split()) < 5
    )


def is_byline(line: str) -> bool:
    """Say whether a line of its own below a title is one author or several."""
    return _BYLINE.fullmatch(line) is not None and not _NOT_A_NAME.search(line)


def leading_names(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where authors stand that begin a stretch of text, separators before them skipped."""
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    found = _NAMES.match(text, begin, end)
    if found is None:
        return None
    stop = begin + len(found[0].rstrip(" \n,;&"))
    sentence = _SENTENCE_END.search(text, begin, stop)
    for cut in (stop, sentence.start() if sentence else -1, text.rfind(",", begin, stop)):
        if begin < cut and is_names(text[begin:cut].strip()):
            return begin, cut
    return None
