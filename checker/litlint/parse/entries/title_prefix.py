"""What is before the title of a work: signs, a date, a venue, a short name, labelled links, authors."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, takewhile

from litlint import regex as re
from litlint.identifiers.arxiv import NEW_ID
from litlint.metadata.columns import is_called, role_of_column
from litlint.metadata.dates import YEAR
from litlint.metadata.labels import is_bracketed, is_label
from litlint.metadata.venues import is_venue_name
from litlint.model.document import Part
from litlint.parse.entries.attributes import date_length, full_year, is_date, venue_alone
from litlint.parse.entries.names import is_inverted, is_names, is_people, is_person, leading_people
from litlint.parse.entries.text import QUOTES, Region, VisibleText, ending_after

# Numbers of lists kept by hand, check boxes, pictographs, shortcodes and signs; quotes and brackets are read later.
_NOISE = re.compile(
    r"(?:\s|[\u2000-\u2017\u2020-\u206f\u2190-\u2bff\ufe0f\U0001f000-\U0001faff©®•·|<>~*#+=–—-]|\[[ xX]\]"
    r"|\d{1,3}[.)](?=\s)|ar[xX]iv:\s?" + NEW_ID + r"[:：,]?(?=\s)|:(?!\d+:)[a-z0-9_+-]{2,30}:)+"
)
_AFTER_DATE = re.compile(r"\s*[:：,|.-]*(?=\s|\Z|[\[\"“「《*])")
# Inside a link only a dash or a bar parts a date from a title: `2001: A Space Odyssey` is all title.
_AFTER_DATE_IN_LINK = re.compile(r"\s+[|–—-]{1,2}\s+(?=[^\W\d_]|[\"“「《])")
# After a name in code: a sign or nothing, and a title, which does not begin with a small letter.
_AFTER_NAME = re.compile(r"\s*+(?:[:：|–—-]\s*+)?(?=[^\s\W]|[\"“«「《])(?![^\W\d_A-Z]*+[a-z])")
_BRACKET = re.compile(
    r"(?:\[(?P<square>[^\[\]\n]{1,60})\]|【(?P<lens>[^【】\n]{1,60})】|[(（](?P<round>[^()（）\n]{1,40})[)）])\s*[:：|,]?\s*"
)
_VENUE_BEFORE = re.compile(r"(?P<venue>[A-Za-z][\w@ '’-]{1,30}?\d\d)\s*(?:[|:：,–—-]\s*)?")
# A venue that runs into the title of a list of such, marked by an apostrophe: `ICML'22 T`; or by a dash: `2019-CVPR - T`.
_VENUE_IN_TITLE = re.compile(r"(?P<venue>(?P<name>[A-Za-z][\w@-]{1,20}) ?['’`]\d\d)[:：,]?\s+(?=\S)")
# `ICML 2022: T`, `CVPR20 - T`: a known venue with its year and a sign. Before a colon the year has four digits: `ASE-26: …`
# is a name.
_VENUE_BEFORE_SIGN = re.compile(
    r"(?P<venue>(?P<name>[A-Za-z][A-Za-z@-]{1,20}?)[ _-]?(?:(?:19|20)\d\d|\d\d(?=\s)))(?:\s?[:：]|\s[|–—-]{1,2}(?=\s))\s+(?=\S)"
)
_SHORT_YEAR = re.compile(r"(?<![\d'’`])[ -]?\d\d\Z")
_YEAR_FIRST = re.compile(r"(?P<venue>(?:19|20)\d\d[-_/ ][A-Za-z]{2,12})\s*(?:[–—|:：]|-\s|\s-)\s*(?=\S)")
# The name of a file, by which people sort papers: `20_KDD_T`, `2021_ICSE_T`, `19_T`.
_FILE_NAME = re.compile(r"(?P<year>(?:19|20)?\d\d)_(?=[^\W\d_a-z])(?:(?P<venue>[A-Za-z-]{2,20})_(?=[^\W_]))?")
_FILE_NAME_OF_VENUE = re.compile(r"(?P<year>(?:19|20)?\d\d)-(?P<venue>[A-Za-z]{2,20})-(?=[^\W_])")
_LABEL = re.compile(r"(?P<label>[^\n:：]{1,30})[:：]\s*")
# `(2020).` as APA writes it after the authors, `, 2020.` as Harvard has it.
_PUBLISHED = re.compile(
    r"(?:(?<!\s)\s++)?(?P<opening>\()?(?P<year>(?<=\()(?:19|20)\d\d|(?<=[.,]\s)(?:19|20)\d\d)[a-z]?(?(opening)\)\s*[.,:]?\s*|\.\s+)"
)
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z0-9][\w&+/-]{1,11}")
# A quick look: what _PUBLISHED is searched for takes long.
_CENTURY = re.compile(r"(?:19|20)\d\d[a-z]?[.)]")
_CITED = re.compile(r"(?P<names>[^\d]{3,40}? et al\.?),? ?(?P<year>(?:19|20)\d\d)")
# Quotation marks that are no apostrophes, as names have them.
_QUOTES = "".join(mark for mark in QUOTES if mark not in "'‘")
_QUOTE = re.compile(f"[{re.escape(_QUOTES)}]")
# `Doe J, Muster MA, et al. Title. Journal. 2020;382(1):1-9`: authors as the Vancouver style (ICMJE) writes them.
_WITH_INITIALS = re.compile(
    r"(?P<names>[^\W\d_][\w'’-]++(?: [^\W\d_][\w'’-]{2,}+)?+ [A-Z]{1,3}"
    r"(?:, [^\W\d_][\w'’-]++(?: [^\W\d_][\w'’-]{2,}+)?+ [A-Z]{1,3})*+(?:,? et al)?)\.\s+(?=\S)"
)
_SEVERAL = re.compile(r",| et al")
_ISSUE = re.compile(r"\b(?:19|20)\d\d;\s?\d")  # what a single author, who may be `Vitamin D`, needs as a proof
_MOST_AUTHORS = 600
_MOST_WORDS_OF_A_LABEL = 3
# Labels in brackets before a title are no longer than this.
_MOST_LABELS = 80
_MOST_WORDS_OF_A_TITLE_LABEL = 2
_LEAST_WORDS_OF_A_TITLE = 2


@dataclass
class TitlePrefix:
    """What was read before a title; ``end`` is the offset of the visible text at which the title begins."""

    end: int = 0
    name: Part[str] | None = None
    date: Part[str] | None = None
    venue: Part[str] | None = None
    year: Part[int] | None = None
    authors: Part[str] | None = None


def read_title_prefix(visible: VisibleText) -> TitlePrefix:
    """Read what is before the title."""
    lead, text = TitlePrefix(), visible.text
    while lead.end < len(text):
        before = lead.end
        if found := _NOISE.match(text, lead.end):
            lead.end = found.end()
        elif region := visible.link_at(lead.end):
            _skip_label(visible, lead, region) or _read_in_link(visible, lead, region)
        elif region := _bracketed_link(visible, lead.end):
            _skip_bracketed(visible, lead, region)
        elif code := _region_at(visible.code, lead.end):
            if _take(visible, lead, code.start, code.end) or is_label(text[code.start : code.end]):
                lead.end = code.end
            elif after := _title_after_code(visible, code):
                lead.name, lead.end = lead.name or visible.part(code.start, code.end), after
        else:
            _skip_labels(visible, lead) or _read_bracket(visible, lead) or _read_bare_date(
                visible, lead
            ) or _read_bare_venue(visible, lead)
        if lead.end == before:
            break
    found = _LABEL.match(text, lead.end)
    if found and (
        _names_title(found["label"])
        or (
            is_label(found["label"]) and not found["label"].isdigit() and _is_linked_or_emphasised(visible, found.end())
        )
    ):
        lead.end = found.end()
    _read_authors(visible, lead)
    return lead


def _names_title(label: str) -> bool:
    """Say whether the words before a colon only say that a title follows: `Title: …`, `Paper title: …`."""
    few = len(label.split()) <= _MOST_WORDS_OF_A_TITLE_LABEL
    # Most labels have none of the words for a title, and need not be compared with those of all other columns.
    return few and is_called(label, "title") and role_of_column(label) == "title"


def _region_at(regions: list[Region], at: int) -> Region | None:
    return next((region for region in ending_after(regions, at) if region.start == at), None)


def _title_after_code(visible: VisibleText, code: Region) -> int | None:
    """Return where a title begins after a name in code: `` `GardenNet` A Study of Ants ``, not `` `ant` in other words ``."""
    found = _AFTER_NAME.match(visible.text, code.end)
    return found.end() if found and visible.has_words(found.end()) else None


def _skip_label(visible: VisibleText, lead: TitlePrefix, region: Region) -> bool:
    """Skip a labelled link if text that can be a title follows it."""
    shown = visible.text[region.start : region.end].strip()
    if (is_label(shown) or is_bracketed(shown)) and visible.has_words(region.end):
        lead.end = region.end
        return True
    return False


def _read_in_link(visible: VisibleText, lead: TitlePrefix, region: Region) -> bool:
    """Read what is before the title inside the link of both: `[2023 - T](U)`, `[[ICML 2023] T](U)`, `[[Name] T](U)`."""
    text, before = visible.text, lead.end
    bracket = _BRACKET.match(text, before)
    if bracket:
        kind = bracket.lastgroup or ""
        has_title = len(text[bracket.end() : region.end].split()) >= _LEAST_WORDS_OF_A_TITLE
        if _take(visible, lead, *bracket.span(kind)):
            lead.end = bracket.end()
        # In parentheses a word may be a part of the title: `(How) Do Ants Sleep`.
        elif has_title and region.start == before and (kind != "round" or _ACRONYM.fullmatch(bracket[kind])):
            lead.name, lead.end = lead.name or visible.part(*bracket.span(kind)), bracket.end()
    elif not _read_venue_in_title(visible, lead) and lead.date is None:
        length = date_length(text, before)
        if length and (behind := _AFTER_DATE_IN_LINK.match(text, before + length)):
            _take_date(visible, lead, before, before + length)
            lead.end = behind.end()
    return lead.end > before


def _bracketed_link(visible: VisibleText, at: int) -> Region | None:
    """Return the link that fills the brackets that begin at an offset: `[[label](U)]`."""
    text = visible.text
    region = visible.link_at(at + 1) if text[at] in "[(【" else None
    return region if region and region.start == at + 1 and text[region.end : region.end + 1] in tuple("])】") else None


def _skip_labels(visible: VisibleText, lead: TitlePrefix) -> bool:
    """Skip brackets that hold labelled links and nothing else, before a title: `([paper](U) [code](U)) T`."""
    text, at = visible.text, lead.end
    closing = {"(": ")", "[": "]", "【": "】"}.get(text[at])
    end = text.find(closing, at + 1, at + _MOST_LABELS) if closing else -1
    inside = list(takewhile(lambda region: region.end <= end, ending_after(visible.links, at)))
    if not inside or not all(is_label(text[region.start : region.end]) for region in inside):
        return False
    rest = text[at + 1 : inside[0].start] + text[inside[-1].end : end]
    rest += "".join(text[one.end : other.start] for one, other in pairwise(inside))
    if rest.strip(" ,;/|·&") or not visible.has_words(end + 1):
        return False
    lead.end = end + 1
    return True


def _skip_bracketed(visible: VisibleText, lead: TitlePrefix, region: Region) -> None:
    """Skip a link in brackets that is called by a label or by the venue of the title that follows it."""
    shown = visible.text[region.start : region.end].strip()
    venue = venue_alone(shown) is not None or _ACRONYM.fullmatch(shown) is not None or is_venue_name(shown)
    # A link in brackets of its own before a title is a label, whatever words it uses: a venue, a topic, `Survey`.
    short = len(shown.split()) <= _MOST_WORDS_OF_A_LABEL and visible.link_at(region.end + 2) is None
    if not (venue or short or is_label(shown)) or not visible.has_words(region.end + 1):
        return
    if venue and not _take(visible, lead, region.start, region.end) and lead.venue is None:
        lead.venue = visible.part(region.start, region.end)
    lead.end = region.end + 1


def _take(visible: VisibleText, lead: TitlePrefix, start: int, end: int) -> bool:
    """Take a text for a date or a venue if it is one."""
    text = visible.text[start:end]
    inner = text.strip(" ()[]*_`")
    start += text.find(inner)
    if is_date(inner):
        _take_date(visible, lead, start, start + len(inner))
        return True
    if (cited := _CITED.fullmatch(inner)) and lead.authors is None:
        lead.authors = visible.part(start, start + cited.end("names"))
        lead.year = lead.year or Part(
            int(cited["year"]), visible.place(start + cited.start("year"), start + len(inner))
        )
        return True
    found = venue_alone(inner)
    if found is None:
        return False
    (first, last), year = found
    if lead.venue is None:
        lead.venue = visible.part(start + first, start + last)
        if year:
            place = visible.place(start + year[0], start + year[1])
            lead.year = Part(full_year(inner[slice(*year)]), place)
    return True


def _take_date(visible: VisibleText, lead: TitlePrefix, start: int, end: int) -> None:
    text = visible.text[start:end]
    if text.isdigit() and len(text) == 4:
        lead.year = lead.year or Part(int(text), visible.place(start, end))
    else:
        lead.date = lead.date or visible.part(start, end)


def _read_bracket(visible: VisibleText, lead: TitlePrefix) -> bool:
    text = visible.text
    found = _BRACKET.match(text, lead.end)
    if found is None or visible.link_at(found.start() + 1) is not None:
        return False
    kind = found.lastgroup or ""
    inner = found[kind].strip()
    number = inner.isdigit() and not is_date(inner) and kind != "round"
    if number or _take(visible, lead, *found.span(kind)):
        lead.end = found.end()
    elif kind != "round" and lead.name is None and not _fills_line(text, found.end(kind) + 1):
        lead.name = visible.part(*found.span(kind))
        lead.end = found.end()
    elif kind == "round" and _is_set_off(visible, found.end()):
        lead.end = found.end()  # a remark before a title that is a link: `(book) [T](U)`
    elif kind == "round" and _is_name_before_italics(visible, *found.span()):
        lead.name, lead.end = lead.name or visible.part(*found.span(kind)), found.end()
    else:
        return False
    return True


def _fills_line(text: str, end: int) -> bool:
    return not text[end:].partition("\n")[0].strip()


def _read_bare_date(visible: VisibleText, lead: TitlePrefix) -> bool:
    length = date_length(visible.text, lead.end) if lead.date is None else 0
    after_date = _AFTER_DATE.match(visible.text, lead.end + length) if length else None
    if after_date is None:
        return False
    _take_date(visible, lead, lead.end, lead.end + length)
    lead.end = after_date.end()
    return True


def _read_bare_venue(visible: VisibleText, lead: TitlePrefix) -> bool:
    """Read `ICML 2023` before a title that is set off by a link, quotes or bold, and `ICML'23` before any."""
    if _read_venue_in_title(visible, lead):
        return True
    found = _VENUE_BEFORE.match(visible.text, lead.end) if lead.venue is None else None
    if found is None or not _is_set_off(visible, found.end()):
        return False
    # `EVA-02: "Title"` begins with the name of a model, `CVPR-20: "Title"` with a venue.
    if _SHORT_YEAR.search(found["venue"]) and not is_venue_name(_SHORT_YEAR.sub("", found["venue"])):
        return False
    if any(region.start < found.end("venue") and lead.end < region.end for region in visible.links):
        return False
    if not _take(visible, lead, *found.span("venue")):
        return False
    lead.end = found.end()
    return True


def _read_venue_in_title(visible: VisibleText, lead: TitlePrefix) -> bool:
    if lead.venue is not None:
        return False
    if (found := _FILE_NAME.match(visible.text, lead.end)) and visible.has_words(found.end()):
        lead.year = lead.year or Part(full_year(found["year"]), visible.place(*found.span("year")))
        lead.end = found.end("year") + 1
        if found["venue"] and is_venue_name(found["venue"]):
            lead.venue, lead.end = visible.part(*found.span("venue")), found.end()
        return True
    found = _FILE_NAME_OF_VENUE.match(visible.text, lead.end)
    if found and is_venue_name(found["venue"]) and visible.has_words(found.end()):
        lead.venue = visible.part(*found.span("venue"))
        lead.year = lead.year or Part(full_year(found["year"]), visible.place(*found.span("year")))
        lead.end = found.end()
        return True
    found = _YEAR_FIRST.match(visible.text, lead.end)
    if found is None:
        found = _VENUE_IN_TITLE.match(visible.text, lead.end) or _VENUE_BEFORE_SIGN.match(visible.text, lead.end)
        if found is None or not is_venue_name(found["name"]):
            return False
    if not visible.has_words(found.end()) or not _take(visible, lead, *found.span("venue")):
        return False
    lead.end = found.end()
    return True


def read_remark(visible: VisibleText, lead: TitlePrefix, end: int) -> None:
    """Read the venue off the words that are between what was read already and a title."""
    words = visible.text[lead.end : end].split()
    for count in (len(words), 1):
        stop = lead.end + len(" ".join(words[:count]))
        if words and lead.venue is None and not _take(visible, lead, lead.end, stop):
            name = visible.text[lead.end : stop]
            lead.venue = visible.part(lead.end, stop) if _ACRONYM.fullmatch(name) else None


def _is_set_off(visible: VisibleText, at: int) -> bool:
    region = visible.link_at(at)
    if region is not None:
        return region.start == at and not is_label(visible.text[region.start : region.end])
    return at < len(visible.text) and _is_marked(visible, at)


def _is_name_before_italics(visible: VisibleText, start: int, end: int) -> bool:
    """Say whether brackets in bold are followed by a title in italics: `**(GardenNet)** *A Study of Ants*`."""
    is_bold = any(region.start <= start < region.end <= end for region in visible.strong)
    return is_bold and _region_at(visible.emphasis, end) is not None


def _is_linked_or_emphasised(visible: VisibleText, at: int) -> bool:
    return visible.link_at(at) is not None or _region_at(visible.emphasis, at) is not None


def _read_authors(visible: VisibleText, lead: TitlePrefix) -> None:
    """Read authors before a title that is set off by quotes, a link, bold or italics, or that follows a year."""
    text, at = visible.text, lead.end
    linked = visible.link_at(at)
    if linked is not None and (linked.start < at or can_be_title(visible, linked) or _names_work(visible, linked)):
        return
    quote = _QUOTE.search(text, at + 1)
    first = quote.start() if quote else len(text)
    for region in sorted((*visible.links, *visible.strong, *visible.emphasis), key=lambda region: region.start):
        if at < region.start < first and can_be_title(visible, region):
            first = region.start
            break
    last = min(first + 1, at + _MOST_AUTHORS)
    if _CENTURY.search(text, at, last) and (found := _PUBLISHED.search(text, at, last)):
        authors = text[at : found.start()].strip(" ,.")
        if is_people(authors) and visible.has_words(found.end()):
            lead.authors = visible.part(at, at + len(text[at : found.start()].rstrip(" ,")))
            lead.year = lead.year or Part(int(found["year"]), visible.place(*found.span("year")))
            lead.end = found.end()
            return
    if (found := _WITH_INITIALS.match(text, at)) and (
        _SEVERAL.search(found["names"]) or _ISSUE.search(text, found.end(), found.end() + _MOST_AUTHORS)
    ):
        lead.authors, lead.end = visible.part(*found.span("names")), found.end()
        return
    if first == len(text) and (length := leading_people(text, at)):
        lead.authors, lead.end = visible.part(at, at + length - 1), at + length
        lead.end += len(text[lead.end :]) - len(text[lead.end :].lstrip(" ,"))
        return
    before = text[at:first]
    if first < len(text) and len(before) <= _MOST_AUTHORS and before.rstrip()[-1:] in (",", ".", ":", "–", "-"):
        authors = before.strip(" ,.:–-\n")
        alone = is_person(authors) or is_inverted(authors)
        if is_people(authors) or (alone and _is_marked(visible, first)):
            end = at + len(before.rstrip(" ,:–-\n"))
            lead.authors, lead.end = visible.part(at, end), first


def _names_work(visible: VisibleText, region: Region) -> bool:
    """Say whether the text of a link to a work is its name, however short: lists do not link an author to a paper."""
    identifier = region.link.identifier if region.link is not None else None
    shown = visible.text[region.start : region.end].strip()
    return identifier is not None and identifier.is_work and not is_label(shown) and not is_bracketed(shown)


def _is_marked(visible: VisibleText, at: int) -> bool:
    return visible.text[at] in _QUOTES or _region_at(visible.strong, at) is not None


def can_be_title(visible: VisibleText, region: Region) -> bool:
    """Say whether what a link, bold or italics hold may be a title, rather than a label, names or a year."""
    shown = visible.text[region.start : region.end].strip()
    if is_label(shown) or is_bracketed(shown) or YEAR.search(shown) or is_names(shown.strip(" .,")):
        return False
    return len(shown.split()) > 2
