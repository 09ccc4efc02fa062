"""Lists of authors in running text."""

from __future__ import annotations

from functools import lru_cache

from litlint import regex as re
from litlint.metadata.byline import read_byline
from litlint.metadata.organizations import names_organization

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĆČĎĐĒĘĚĞĢĪĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŤŪŮŰŹŻŽ"
_SMALL = "(?:and|et|al|de|da|di|del|der|den|dos|du|la|le|van|von|bin|ibn|el|ten|ter)"
_TOKEN = rf"[{_CAPITAL}][\w’'-]*+\.?+|{_SMALL}\b\.?+|[,;&∗*†‡]"
# A text of nothing but names, particles and separators.
_NAMES = re.compile(rf"(?:(?:{_TOKEN})\s*+)++")
_NAME = r"[^\W\d_][\w.'’-]*+(?:\s++(?!and\b)[\w.'’-]++){0,4}+"
# Names with separators between them, each of at most five words; whether they are people is decided by
# metadata.byline.
_BYLINE = re.compile(rf"\s*+{_NAME}(?:\s*+(?:,|&|\band\b|;)++\s*+{_NAME})*+[\s.]*+")
# What separates two people.
_BETWEEN = re.compile(r"[,;&]|\band\b|\bet al\b")
# A sign that a text lists people: without one, capitalised words are as likely a title.
_SEVERAL = re.compile(r",|;|&|\band\b|\bet al\b")
# Acronyms, digits, words of institutions and venues: capitalised words that no name has.
_NOT_A_NAME = re.compile(
    r"[A-Z]{2,}[a-z]*[A-Z]|[A-Z]{4,}|\d|[a-z][A-Z]{2}"
    r"|\b(?:Attention|College|Conference|Institute|Journal|Labs?|Learning|Letters|Models?|Networks?|Proceedings|Research"
    r"|Science|Systems?|Transactions|Universit\w+|Workshop)\b"
)
# Separators, a year in parentheses and `by`, which may come between a title and its authors.
_LEAD = re.compile(r"[\s.,|>–—-]*+(?:\((?:19|20)\d\d\)[\s.,|–—-]*+)?(?:[Bb]y\s)?")
# `et al.` in the forms that lists use, and what some write for it: `and 12 others`.
_OTHERS = r"(?:\band|&)\s(?:\d{1,3}\s)?(?:others|more|colleagues)\b"
_AND_OTHERS = re.compile(rf"\bet\.? ?al\b|{_OTHERS}")
_OTHERS_AT_END = re.compile(rf",?\s{_OTHERS}\.?\Z")
# No list goes on longer after its last name.
_LONGEST_OTHERS = 24
# Marks of affiliations and shares after a name: `Jane Doe1,2`, `John Roe*`.
_MARKS = re.compile(r"(?<=[^\W\d_])(?:\d(?:,\d)*|[∗*†‡§]+)(?=[\s,;.]|\Z)")
# `Hal Baum III`: the number of a generation is no acronym.
_SUFFIX = re.compile(r"\s(?:I{2,3}|IV)(?=[\s,.;]|\Z)")
_SENTENCE_END = re.compile(
    r"(?<=[\w’'-]{3})\.(?=\s)|(?<=[^\W\d_a-z][a-z])(?<!Jr)(?<!Sr)(?<!St)(?<!Dr)(?<!Ph)(?<!Th)\.(?=\s)|(?<=\bal)\.|\n"
)
_FIRST = rf"[{_CAPITAL}][\w’'-]*\.?"
_INVERTED = re.compile(
    rf"{_FIRST}, {_FIRST}(?: {_FIRST})*(?:,? (?:{_FIRST} {_FIRST}, )?(?:and|&) {_FIRST}(?: {_FIRST}){{1,3}})?"
)
_LONGEST_NAME = 5
# Names in Chinese, Japanese and Korean have two to five characters.
_LONGEST_CASELESS_NAME = 5
# `SkipGarden`: a product; `McAllister`, `DeWitt`: people.
_INNER_CAPITAL = re.compile(r"[a-z](?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLe)(?<!\bDi)(?<!\bLa)(?<!\bVan)[A-Z]")
_PART = re.compile(r"\s*([^,\n]{3,60}),")
_JOINED = re.compile(r"(?:(?<!\s)\s++)?(?:\band\b|&)\s*+")
# What may part two people in any language, or end a list that is cut short.
_SEVERAL_ANYWHERE = re.compile(r"[,;&/、，；]|\s[^\W\d_]{1,3}\s|等")
# The words for `and` between two items, in languages written in Latin letters (CLDR, list patterns).
_AND = re.compile(rf"\s(?:e|en|et|és|i|ja|och|og|oraz|și|und|ve|y)\s(?=[{_CAPITAL}])")
# `SILVA, J.`: surnames in capitals, as ABNT NBR 6023 and ISO 690 have them.
_SHOUTED = re.compile(rf"\b[{_CAPITAL}]{{2,}}(?=,\s[{_CAPITAL}])")
# `Doe, Jane / Roe, John`: German catalogues part people so.
_SLASH = re.compile(r"\s/\s")
_INITIAL = re.compile(r"(?<!\w)[A-Z]{1,2}(?:\.|\s)")
_LONGEST_BYLINE = 600


@lru_cache(maxsize=1 << 15)
def is_names(text: str) -> bool:
    """Say whether a text reads as two or more authors, or one with ``et al.``: words in capitals, commas, ``and``.

    A title in capitals with commas reads so too: ask where nothing but authors is likely.
    """
    text = _SUFFIX.sub("", _MARKS.sub("", _OTHERS_AT_END.sub(" et al", text)))
    found = _NAMES.match(text)
    if found is None or found.end() < len(text) or not _SEVERAL.search(text):
        return False
    if "et al" in text:
        return True
    if _NOT_A_NAME.search(text):
        return False
    people = [part.split() for part in _BETWEEN.split(text)]
    initials = any(person and person[0].endswith(".") for person in people)
    full = sum(len(person) > 1 for person in people)
    return all(len(person) <= _LONGEST_NAME for person in people) and (initials or full > 1)


@lru_cache(maxsize=1 << 15)
def is_person(text: str) -> bool:
    """Say whether a text reads as one author's full name."""
    found = _NAMES.fullmatch(text)
    return (
        found is not None and not _SEVERAL.search(text) and not _NOT_A_NAME.search(text) and 1 < len(text.split()) < 5
    )


def is_inverted(text: str) -> bool:
    """Say whether a text reads as up to three authors, the first with the last name first: `Doe, Jane, and John Roe`."""
    return _INVERTED.fullmatch(text) is not None and not _NOT_A_NAME.search(text)


def is_byline(line: str) -> bool:
    """Say whether a line of its own below a title is one author or several, rather than a note of some words."""
    if _BYLINE.fullmatch(line) is None or _NOT_A_NAME.search(line):
        return False
    byline = read_byline(line)
    if not byline.is_certain or not byline.names:
        return False
    # One name on its own may be any few words in capitals, and of a script without capitals any words at all.
    cased = all(any(character.isupper() for character in name) for name in byline.names)
    if len(byline.names) > 1 or byline.cut_short:
        return cased or all(len(name) <= _LONGEST_CASELESS_NAME for name in byline.names)
    return cased and is_person(line.strip(" .")) and not _INNER_CAPITAL.search(line)


@lru_cache(maxsize=1 << 13)
def is_people(text: str) -> bool:
    """Say whether a text reads as two authors or more, or some with `et al.`, in any script and with any word for `and`.

    As ``is_names``, ask where nothing but authors is likely.

    >>> is_people("Müller, Anna und Schmidt, Peter"), is_people("张三, 李四, 等"), is_people("Ants, Bees")
    (True, True, False)
    """
    if is_names(text):
        return True
    if not _SEVERAL_ANYWHERE.search(text):
        return False
    plain = _SLASH.sub("; ", _SHOUTED.sub(lambda found: found[0].title(), text))
    return any(map(_reads_as_people, dict.fromkeys((_AND.sub(" and ", plain), plain))))


def _reads_as_people(text: str) -> bool:
    byline = read_byline(text)
    several = len(byline.names) > 1 or byline.cut_short
    return byline.is_certain and several and not _NOT_A_NAME.search(text) and all(map(_is_full, byline.names))


def _is_full(name: str) -> bool:
    """Say whether a name has two parts, or is one in a script that writes both without a blank."""
    return len(name.split()) > 1 or (not any(map(str.isupper, name)) and len(name) <= _LONGEST_CASELESS_NAME)


def leading_people(text: str, start: int) -> int:
    """Return how many characters from an offset on are full names of three authors or more, with a title after a comma.

    Two will do if `and` joins them or one has an initial. Names in words of a title, such as `Swin Transformer, Deep Sets,
    and more`, end before three.
    """
    at, people, sure = start, 0, False
    while found := _PART.match(text, at, start + _LONGEST_BYLINE):
        if people and _AND_OTHERS.fullmatch(found[1].strip(" .")):
            sure, people, at = True, people + 1, found.end()
            break
        each = [name for name in _JOINED.split(found[1]) if name.strip()]
        if not each or not all(is_person(name.strip()) for name in each):
            break
        people += len(each)
        sure = sure or len(each) > 1 or _INITIAL.search(found[1]) is not None
        at = found.end()
    rest = text[at : at + _LONGEST_BYLINE].partition("\n")[0]
    first = rest.lstrip()[:1]
    enough = (people > 2 and not first.islower()) or (people == 2 and sure and first.isupper())
    return at - start if enough and len(rest.split()) > 2 and not _JOINED.match(rest.lstrip()) else 0


def leading_names(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where authors are that begin a stretch of text, separators before them skipped."""
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    found = _NAMES.match(text, begin, end)
    if found is None:
        return None
    stop = begin + len(found[0].rstrip(" \n,;&"))
    sentence = _SENTENCE_END.search(text, begin, stop)
    others = _AND_OTHERS.search(text, begin, min(end, stop + _LONGEST_OTHERS))
    if others and is_names(text[begin : others.end()].strip()):
        return begin, others.end()
    # After `by`, one person is certain, too.
    said = lead is not None and lead[0][-3:].casefold() == "by "
    for cut in (sentence.start() if sentence else -1, stop, text.rfind(",", begin, stop)):
        names = text[begin:cut].strip() if begin < cut else ""
        if names and (is_names(names) or (said and is_person(names) and not names_organization(names))):
            return begin, cut
    return None
