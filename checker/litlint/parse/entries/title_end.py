"""Where running text ends to be a title."""

from __future__ import annotations

from litlint import regex as re
from litlint.metadata.venues import is_venue_name
from litlint.parse.entries.attributes import DATE, follows_in
from litlint.parse.entries.names import is_names
from litlint.parse.entries.text import Region, VisibleText

_BY = r"(?:[A-Z][\w.’'-]*+\s++){1,4}"
_ACRONYM = r"[A-Z][a-z]*+[A-Z][A-Za-z]*+"
# What ends a title in running text: a line's end, a bar, a dash between blanks, an opening bracket, a comma before a
# venue with its year, a full stop before a list of names. Each needs what follows it as proof, since titles hold
# commas, colons and full stops themselves.
_STOP = re.compile(
    r"\n|。|，\s*(?=[A-Za-z&@]+[’' -]?(?:19|20)\d\d)|\s[|｜]\s?|[|｜]|\s[–—-]\s(?=\S)|\(\s*@|[\[(]\s*\Z|[.?!]\s\[|\s\[\["
    r"|\s//\s"  # GOST R 7.0.5 parts a work from what it is in so
    # The kind of a work as GB/T 7714 marks it: `T[J]. Journal`, `T[C]//Conference`, `T[EB/OL]`.
    r"|\[(?:[A-Z]|C[MP]|D[BS]|EB)(?:/(?:OL|CD|MT|DK))?\](?=\s*+(?://|[.,，。\d(]|\Z))"
    rf"|,\s+(?=(?:in\s++)?(?:Proc|Advances|IEEE|ACM|arXiv|CoRR|Preprint|{_ACRONYM})\b[^,]*(?:(?:19|20)\d\d|['’]\d\d))"
    rf"|[,.]\s+(?={_BY}et al)"
    r"|\.\s+(?=[A-Z][\w’'-]+\s[A-Z][\w’'-]+\.\s)"
    rf"|\.\s+(?={_BY}(?:and\b|[A-Z][\w’'-]+\s*,)|[A-Z][\w’'-]+,\s+[A-Z]"
    r"|(?:arXiv|CoRR|Preprint|In\s|[A-Z]{3,}+[a-z]*+\s*+(?:['’(]\s*+)?(?:(?:19|20)\d\d|\d\d)\b))"
)
_TAIL = re.compile(
    r"(?:\s:[a-z][a-z0-9_+-]{1,30}:|[\s,.;:|*–—-]|\(\s*+\)|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])++\Z"
    r"|(?<![\s,.])[\s,.]*+[\[(（【][^()\[\]（）]*(?:(?:19|20)\d\d|['’ ]\d\d)[^()\[\]（）]*[\])）】]\Z"
    rf"|(?<![\s,])(?P<before>[\s,]++)(?:in\s++)?(?P<venue>{_ACRONYM}[A-Za-z&@-]*+)\s*+(?P<sign>['’,])?\s*(?:(?:19|20)\d\d|['’]\d\d)\Z"
    r"|(?<![\s,.])[\s,.]++(?:in\s++)?[aA]r[xX]iv\s?(?:(?:19|20)\d\d)\Z"
    rf"|[,.]\s*+(?:(?:19|20)\d\d|{DATE})\Z"
    r"|[,.]\s++(?:[a-z]++\s++){0,3}in:?\Z"
    # `. Doe et al`, `, Doe and Roe et al.`: whoever is cut short so is no part of a title.
    r"|[,.]\s++(?:[^\W\d_a-z][\w.'’-]*+,?\s++(?:(?:and|&)\s++)?){1,8}et\.?\s?al\.?\Z"
    r"|(?<![\s,.(\[])[\s,.(\[]*+\barXiv[:\s]\s?\d{4}\.\d{4,5}(?:v\d+)?[)\]]?(?:\s++(?:and|&))?\Z"
)  # fmt: skip
# A quick look, as most titles have no tail: each form of one holds a year or an arXiv id, ends in what is no letter and no
# digit, or ends in "in" or "al".
_YEAR_OR_ID = re.compile(r"(?:19|20)\d\d|['’]\d\d|\d{4}\.\d{4}")
_ENDS = ("in", "al")
# A year of four digits, or two after an apostrophe.
_FULL_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d")
_LONGEST_TAIL, _LONGEST_GAP = 240, 40
_MOST_TAILS = 12  # a venue, a year, marks: a text with more after its title was made on purpose
_LOOSE = frozenset(",.;|*–—-[(（【")
# The second word of a title: a stop before it would leave a title of one word, which is a name.
_SECOND_WORD = re.compile(r"\s*+\S++\s++\S")
_CLOSED_BY = {"]": "[", "”": "“", ")": "("}
# A full stop after a whole word, a digit or a bracket ends the title; after a capital or a short form it belongs to
# it.
_FULL_STOP = re.compile(r"[^\W\dA-Z_][^\W\dA-Z_]{2}\.\Z|[\d)]\.\Z")


def stop_of(visible: VisibleText, at: int, *, links: bool = True) -> int:
    """Return where running text ends to be a title: at a break, bar, link, code, venue or list of authors."""
    text = visible.text
    end = len(text)
    edges = [*visible.links] if links else []
    edges += [region for region in visible.code if not _inside_words(text, region)]
    edges += [region for region in visible.emphasis if _is_aside(text, region)]
    for region in edges:
        if region.start >= at:
            end = min(end, region.start)
    second = _SECOND_WORD.match(text, at, end)
    depth, last = 0, at
    for found in _STOP.finditer(text, at, end):
        stop = found.start()
        depth += text.count("(", last, stop) - text.count(")", last, stop)
        last = stop
        if text[stop] in ",." and depth > 0:
            continue  # within brackets, which _TAIL leaves out as a whole if they hold a venue
        if (second and second.end() <= stop) or text[stop] in "\n|｜[":
            end = stop
            break
    return without_tail(text, at, end)


def _inside_words(text: str, region: Region) -> bool:
    return text[region.end : region.end + 2].strip(" ")[:1].islower()


def _is_aside(text: str, region: Region) -> bool:
    """Say whether emphasised words are no part of the title before them: names, or what follows a full stop or comma."""
    if follows_in(text, region.start):
        return True
    shown = text[region.start : region.end].strip(" ,.()")
    before = text[max(0, region.start - _LONGEST_GAP) : region.start].rstrip(" (")[-1:]
    return not _inside_words(text, region) and (is_names(shown) or before in (".", ",", "|", "?", "!"))


def without_tail(text: str, start: int, end: int) -> int:
    """Leave out punctuation, an opening bracket, and a venue with its year after a title."""
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    opened = {opening: text.find(opening, start, end) for opening in _CLOSED_BY.values()}
    for _ in range(_MOST_TAILS):
        whole = _without_tails(text, first, end)
        end = whole
        while end - 1 > first and (opening := _CLOSED_BY.get(text[end - 1])) and not 0 <= opened[opening] < end:
            end -= 1
        if end == whole:
            return end
    return end


def _without_tails(text: str, first: int, end: int) -> int:
    """Leave out what may be after a title as long as some of the text, which begins at ``first``, is left."""
    for _ in range(_MOST_TAILS):
        stop = end
        while stop > first and (text[stop - 1] in _LOOSE or text[stop - 1].isspace()):
            stop -= 1
        if stop <= first:
            return end
        begin = max(first, stop - _LONGEST_TAIL)
        last = text[stop - 1]
        plain = last.isascii() and last.isalnum() and not text.endswith(_ENDS, begin, stop)
        found = None if plain and not _YEAR_OR_ID.search(text, begin, stop) else _TAIL.search(text, begin, stop)
        if found is not None and _is_of_title(found):
            found = _TAIL.search(text, found.end("venue"), stop)
        if found is None or found.start() <= first:
            return stop
        end = found.start()
    return end


def _is_of_title(tail: re.Match[str]) -> bool:
    """Say whether what could be a venue is the last word of a title: `Fast Ants on GPU, 2024` parts only the year by a sign."""
    if tail["venue"] is None or tail["sign"] != "," or "," in tail["before"]:
        return False
    return not is_venue_name(tail["venue"])


def without_venue(text: str, start: int, end: int) -> int:
    """Return where a title ends without the venue and year, or the full stop, that are after it in its own link."""
    cut = without_tail(text, start, end)
    if _FULL_YEAR.search(text, cut, end) and len(text[start:cut].split()) > 1:
        return cut
    return end - 1 if _FULL_STOP.search(text, start, end) else end
