"""Where the title of a work is in the text of its entry."""

from __future__ import annotations

from litlint import regex as re
from litlint.identifiers.arxiv import NEW_ID
from litlint.metadata.labels import is_bracketed, is_generic, is_label
from litlint.metadata.venues import is_venue_name
from litlint.model.document import Part
from litlint.model.nodes import Link
from litlint.parse.entries.attributes import DATE, follows_in
from litlint.parse.entries.names import is_names, is_people, is_person
from litlint.parse.entries.text import QUOTES, Region, VisibleText
from litlint.parse.entries.title_prefix import TitlePrefix, can_be_title, read_remark, read_title_prefix
from litlint.values import value

# A colon after a name: what follows is the rest of the title.
_REST = re.compile(r"\s*[:：]\s*(?=\S)")
# The rest of the title, where the name ends with its colon already.
_AFTER_COLON = re.compile(r"\s*(?=\S)")
# Words in brackets up to which they may be a label such as `[project page]`; with more they are a title.
_MOST_WORDS_OF_A_LABEL = 2
# Words of a name or tag before a linked title; with more the link is part of a sentence.
_MOST_WORDS_BEFORE = 3
# A year in brackets, and nothing else.
_YEAR_ALONE = re.compile(r"\s*[(\[](?:19|20)\d\d[)\]]\s*")
# The year of publication after a linked title.
_YEAR_AFTER = re.compile(r"[(\[,]\s*(?:19|20)\d\d\b")
# The end of a sentence before another one: not after an initial or a short form such as `vs.`. A question mark ends the first
# half of a title more often than all of it: `Subaltern Voices? Finding the Spaces between Words`.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_a-z])|(?<=[?!])\s+(?=In\b)")
# Who wrote or gave what is quoted before: `"T" by Jane Doe`.
_BY = re.compile(r"\s+by\s+(?P<names>[^\n()|]{3,120}?)(?=\s[–—-]\s|[\n()|,.]\s|[\n()|]|\Z)")
# A word that announces a work in a sentence: `paper by`, `code from`, `shown in`.
_FROM = re.compile(r"\s(?:by|from|in)\s+\Z")
# Letters of languages that are written without blanks: their words cannot be counted by blanks.
_CHINESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
# A letter of any script: a text without one is no title.
_LETTER = re.compile(r"[^\W\d_]")


@value
class TitleRead:
    """A title with what was read before it; ``start`` and ``end`` are offsets of the visible text."""

    title: Part[str]
    start: int
    end: int
    is_link: bool
    quoted: bool
    lead: TitlePrefix


def read_title(visible: VisibleText, *, whole: bool = False) -> TitleRead | None:
    """Find the title in an entry's own text; ``whole`` says that all of it but its labelled links is the title.

    Returns None where no letter could belong to a title.
    """
    return read_title_from(visible, read_title_prefix(visible), whole=whole)


def read_title_from(visible: VisibleText, lead: TitlePrefix, *, whole: bool = False) -> TitleRead | None:
    """Find the title that begins where what was read before it ends."""
    at = lead.end
    found = (
        _quoted(visible, at, alone=lead.authors is not None)
        or _linked_later(visible, lead, whole=whole)
        or _linked(visible, at)
        or _strong(visible, at)
        or _emphasised(visible, at)
        or _plain(visible, at, whole=whole, one_sentence=lead.authors is not None)
    )
    if found is None:
        return None
    start, end, is_link, quoted = found
    part = visible.part(start, end)
    if not _LETTER.search(part.value):
        return None
    return TitleRead(part, start, end, is_link, quoted, lead)


Found = tuple[int, int, bool, bool]


def _quoted(visible: VisibleText, at: int, *, alone: bool) -> Found | None:
    """Find a title in quotes; ``alone`` says that the quotes cannot be only the first words of one."""
    text = visible.text
    if at >= len(text) or text[at] not in QUOTES:
        return None
    end = text.find(QUOTES[text[at]], at + 1)
    if end < 0 or (len(text[at + 1 : end].split()) < 2 and not _REST.match(text, end + 1) and end - at < 8):
        return None
    link = next((region.start for region in visible.links if region.start > end), len(text))
    if text[end + 1 : end + 2].isalnum() or (not alone and _continues(text[:link], end + 1)):
        return None
    following = [text[end + 1 : r.end] for r in (*visible.strong, *visible.links) if r.start == at]
    if any(len(words.split()) > 2 and not _credits(words, 0) for words in following):
        return None  # the quotation only begins what is bold or linked: `**"Too Warm": How Bees Leave a Garden**`
    stop = at + 1 + len(text[at + 1 : end].rstrip(" .,"))
    return at + 1, stop, visible.link_at(at + 1) is not None, True


def _continues(text: str, at: int) -> bool:
    """Whether a title goes on after a quoted phrase, up to the next link: `"Lossless" Compression of …`."""
    if _credits(text, at):
        return False
    following = text[at : at + 40].lstrip(" ")
    return len(following) < len(text[at : at + 40]) and following[:1].isalpha() and not following.startswith("in ")


def _credits(text: str, at: int) -> bool:
    """Say whether a text names authors from a place on: `by Jane Doe`."""
    found = _BY.match(text, at)
    names = found["names"].strip(" .") if found else ""
    return is_person(names) or is_people(names)


def _linked(visible: VisibleText, at: int) -> Found | None:
    region = visible.link_at(at)
    if region is None or region.link is None:
        return None
    shown = visible.text[region.start : region.end].strip()
    if is_bracketed(shown) and len(shown.split()) > _MOST_WORDS_OF_A_LABEL and not is_label(shown):
        inner = visible.text.index(shown, region.start) + 1
        return inner, inner + len(shown) - 2, True, False
    if is_label(shown) or is_generic(shown) or is_bracketed(shown) or not _LETTER.search(shown):
        return None
    following = _AFTER_COLON if shown.endswith((":", "：")) else _REST
    rest = following.match(visible.text, region.end) if len(shown.split()) <= 4 else None
    if rest and visible.link_at(rest.end()) is None:
        end = stop_of(visible, rest.end())
        if len(visible.text[rest.end() : end].split()) >= 2:
            return at, end, True, False
    end = without_venue(visible.text, at, region.end)
    # A year in brackets is part of the title where another one follows the link: `[On the masses of (2012)](U) (2023)`.
    if _YEAR_ALONE.fullmatch(visible.text, end, region.end) and _YEAR_AFTER.search(visible.text, region.end):
        end = region.end
    return at, end, True, False


def _is_of_paper(link: Link) -> bool:
    identifier = link.identifier
    return identifier.is_work if identifier else link.is_document


def _is_short_name(visible: VisibleText, region: Region) -> bool:
    """Say whether a link is a short name, of code say, before the colon that a linked title follows."""
    shown = visible.text[region.start : region.end]
    colon = _REST.match(visible.text, region.end)
    return (
        colon is not None
        and len(shown.split()) <= _MOST_WORDS_BEFORE
        and visible.link_at(colon.end()) is not None
        and region.link is not None
        and not _is_of_paper(region.link)
    )


def _linked_later(visible: VisibleText, lead: TitlePrefix, *, whole: bool) -> Found | None:
    """Find a title that is the link to its work after a few words or a remark: `2020-01-02 on ants: [T](U)`."""
    text, at = visible.text, lead.end
    region = next((r for r in visible.links if r.start >= at and not _is_short_name(visible, r)), None)
    within = visible.link_at(at)
    if whole or region is None or region.link is None or region.start == at or (within and within.start < at):
        return None
    if not _is_of_paper(region.link) or not can_be_title(visible, region):
        return None
    before, shown = text[at : region.start], text[region.start : region.end]
    if "\n" in before or any(r.start == at for r in (*visible.strong, *visible.emphasis)):
        return None
    foreign = _CHINESE.search(before) is not None and _CHINESE.search(shown) is None
    announced = before.rstrip().endswith((":", "：")) or _FROM.search(before) is not None
    if not foreign and not announced and len(before.split()) > _MOST_WORDS_BEFORE:
        return None
    read_remark(visible, lead, region.start)
    return region.start, without_venue(text, region.start, region.end), True, False


def _strong(visible: VisibleText, at: int) -> Found | None:
    region = next((r for r in visible.strong if at in r or r.start == at), None)
    if region is None or not _LETTER.search(visible.text[at : region.end]):
        return None
    if stop := _beyond_bold_name(visible, at, region):
        return at, stop, False, False
    text, end = visible.text, region.end
    inner = visible.link_at(at)
    if inner is not None and inner.end < end and not is_label(text[inner.start : inner.end]):
        end = max(inner.end, min(end, stop_of(visible, inner.end)))
    stop = without_tail(text, at, min(end, stop_of(visible, at, links=inner is None)))
    return (at, stop, inner is not None, False) if stop > at else None


def _beyond_bold_name(visible: VisibleText, at: int, region: Region) -> int | None:
    """Return where a title ends of which only the first words are bold: `**Name**: the rest of it`."""
    text, end = visible.text, region.end
    words = len(text[at:end].split())
    rest = _REST.match(text, end) or (_AFTER_COLON.match(text, end) if text[end - 1] in ":：" else None)
    if rest and words <= 4 and visible.link_at(rest.end()) is None:
        stop = stop_of(visible, rest.end())
        return stop if len(text[rest.end() : stop].split()) >= 2 else None
    following = text[end : end + 3]
    goes_on = following[:1] == " " and following.strip(" .,:") and "\n" not in following
    if words < 3 and goes_on and visible.link_at(end + 1) is None:
        stop = stop_of(visible, end)
        return stop if len(text[end:stop].split()) >= 3 else None
    return None


def _emphasised(visible: VisibleText, at: int) -> Found | None:
    """Find a title in italics, which ends with them."""
    region = next((r for r in visible.emphasis if r.start == at), None)
    if region is None or len(visible.text[at : region.end].split()) < 3 or visible.link_at(at) is not None:
        return None
    following = visible.text[region.end : region.end + 2].lstrip(" ")[:1]
    if following.isalnum() and visible.link_at(region.end) is None and visible.link_at(region.end + 1) is None:
        return None
    stop = without_tail(visible.text, at, region.end)
    return (at, stop, False, False) if stop > at else None


def _plain(visible: VisibleText, at: int, *, whole: bool, one_sentence: bool = False) -> Found | None:
    """Find a title in words; after authors it is ``one_sentence``, and the next one names the venue."""
    text = visible.text
    while (region := visible.link_at(at)) is not None and not whole:
        at = max(region.end, at + 1)
    lead = 0 if whole else len(text[at:]) - len(text[at:].lstrip(" \t[]){}.,;:|"))
    at += lead
    end = _before_labels(visible, at) if whole else stop_of(visible, at)
    if one_sentence and (stop := _SENTENCE_END.search(text, at, end)):
        end = stop.start()
    end = without_tail(text, at, end)
    return (at, end, False, False) if end > at else None


def _before_labels(visible: VisibleText, at: int) -> int:
    """Return where a heading ends without the labelled links after its title."""
    text = visible.text
    starts = [r.start for r in visible.links if r.start > at and _is_labelled(text[r.start : r.end])]
    return len(text[: min(starts, default=len(text))].rstrip(" ([|"))


def _is_labelled(shown: str) -> bool:
    return is_label(shown) or is_bracketed(shown.strip()) or not shown.strip()


_NAME_WORDS = r"(?:[A-Z][\w.’'-]*+\s++){1,4}"
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
    # A date with its month, and whoever published then: `T, mar 2017, Garden Lab`.
    rf"|,\s+(?=(?:{DATE})[,.]?\s++[A-Z])"
    rf"|[,.]\s+(?={_NAME_WORDS}et al)"
    r"|\.\s+(?=[A-Z][\w’'-]+\s[A-Z][\w’'-]+\.\s)"
    rf"|\.\s+(?={_NAME_WORDS}(?:and\b|[A-Z][\w’'-]+\s*,)|[A-Z][\w’'-]+,\s+[A-Z]"
    r"|(?:arXiv|CoRR|Preprint|In\s|[A-Z]{3,}+[a-z]*+\s*+(?:['’(]\s*+)?(?:(?:19|20)\d\d|\d\d)\b))"
)
_TAIL = re.compile(
    r"(?:\s:[a-z][a-z0-9_+-]{1,30}:|[\s,.;:|*–—-]|\(\s*+\)|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])++\Z"
    r"|(?<![\s,.])[\s,.]*+[\[(（【][^()\[\]（）]*(?:(?:19|20)\d\d|['’ ]\d\d)[^()\[\]（）]*[\])）】]\Z"
    rf"|(?<![\s,])(?P<before>[\s,]++)(?:in\s++)?(?P<venue>{_ACRONYM}[A-Za-z&@-]*+)\s*+(?P<sign>['’,])?\s*(?:(?:19|20)\d\d|['’]\d\d)\Z"
    r"|(?<![\s,.])[\s,.]++(?:in\s++)?[aA]r[xX]iv\s?(?:(?:19|20)\d\d)\Z"
    rf"|[,.]\s*+(?:(?:19|20)\d\d|{DATE})\Z"
    # `T - CVPR - 2017`
    r"|(?<!\s)\s++[–—-]\s++(?P<place>[A-Za-z][A-Za-z&@-]*+)\s++[–—-]\s++(?:19|20)\d\d\Z"
    r"|[,.]\s++(?:[a-z]++\s++){0,3}in:?\Z"
    # `. Doe et al`, `, Doe and Roe et al.`: whoever is cut short so is no part of a title.
    r"|[,.]\s++(?:[^\W\d_a-z][\w.'’-]*+,?\s++(?:(?:and|&)\s++)?){1,8}et\.?\s?al\.?\Z"
    rf"|(?<![\s,.(\[])[\s,.(\[]*+\barXiv[:\s]\s?{NEW_ID}[)\]]?(?:\s++(?:and|&))?\Z"
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
    edges += [region for region in visible.emphasis if _is_emphasised_aside(text, region)]
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
        if (second and second.end() <= stop) or text[stop] in "\n|｜[。":
            end = stop
            break
    return without_tail(text, at, end)


def _inside_words(text: str, region: Region) -> bool:
    return text[region.end : region.end + 2].strip(" ")[:1].islower()


def _is_emphasised_aside(text: str, region: Region) -> bool:
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
            found = _TAIL.search(text, max(found.end("venue"), found.end("place")), stop)
        if found is None or found.start() <= first:
            return stop
        end = found.start()
    return end


def _is_of_title(tail: re.Match[str]) -> bool:
    """Say whether what could be a venue is the last word of a title: `Fast Ants on GPU, 2024` parts only the year by a sign."""
    if tail["place"] is not None:
        return not is_venue_name(tail["place"])
    if tail["venue"] is None or tail["sign"] != "," or "," in tail["before"]:
        return False
    return not is_venue_name(tail["venue"])


def without_venue(text: str, start: int, end: int) -> int:
    """Return where a title ends without the venue and year, or the full stop, that are after it in its own link."""
    cut = without_tail(text, start, end)
    if _FULL_YEAR.search(text, cut, end) and len(text[start:cut].split()) > 1:
        return cut
    return end - 1 if _FULL_STOP.search(text, start, end) else end
