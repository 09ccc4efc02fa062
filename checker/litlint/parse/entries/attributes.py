"""Venue, year, date, tags and authors: what an entry states beside its title."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote

from litlint import regex as re
from litlint.metadata.byline import is_name
from litlint.metadata.labels import is_label
from litlint.metadata.months import NAMES
from litlint.metadata.normalize import STOP_WORDS
from litlint.metadata.venues import is_venue_name, preprint_server, preprint_servers_in, venues_in
from litlint.model.document import Part
from litlint.model.nodes import Link
from litlint.parse.entries.names import is_names, leading_names
from litlint.parse.entries.text import Region, VisibleText
from litlint.values import value

_Y = r"(?:19[5-9]\d|20\d\d)"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_MONTH = rf"(?i:{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in NAMES)}|Sept)\b\.?"
# A year of a paper, 1950 to 2049 (to 2099 in parentheses), that is no part of a date, a version, a size (`2048 x 2048`) or
# a longer number.
_YEAR = re.compile(
    r"(?<![\d./-])(?<!\d[x×])(?<!\d [x×] )(?P<year>19[5-9]\d|20[0-4]\d|(?<=\()20[5-9]\d(?=\)))"
    r"(?!\d|[./-]\d{4,}|\s?[x×]\s?\d)"
)
# Any month of two digits is read, so that one that does not exist can be seen; `2019-20` are two years.
DATE = (
    rf"{_Y}(?:[-./]|\s?年)\s?(?:1[0-2]|0?[1-9]|1[3-9]|[2-9]\d|00)(?:(?:[-./]|\s?月)\s?\d{{1,2}}(?:\s?日)?|\s?月)?"
    rf"|(?:{_D}(?:st|nd|rd|th)?\s+)?{_MONTH},?\s*[-'’]?\s?(?:{_D}(?:st|nd|rd|th)?,?\s+)?{_Y}"
    rf"|{_Y}(?:,?\s|-){_MONTH}(?:\s+{_D}(?:st|nd|rd|th)?)?"
    rf"|(?:1[0-2]|0?[1-9])/(?:{_D}/)?{_Y}"
)
_DATE = re.compile(rf"(?<![\w./-])(?P<date>{DATE})(?![\w/-]|\.\d)")
_COMPACT = r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?(?!\d)"
_MEANT_AS_DATE = re.compile(rf"{DATE}|{_COMPACT}|{_Y}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|(?:19|20)\d\d[-./,]\s?\d{{1,4}}")
_TWO_YEARS = re.compile(r"\d\d(\d\d)[-/](\d\d)")
# A venue is an acronym or a name in capitals with a year beside it: NeurIPS 2023, CVPR'20, (ICDM 2019), ACL 24, arXiv 2020.
# A word is read once, from its first capital piece on: `oral/ICML 2020`.
_ODD_VENUE = r"(?:3DV|arXiv|arxiv|bioRxiv)\b|[a-z]*+[A-Z]{2}"
_VENUE = re.compile(
    rf"(?<![\w’'@&+/-])(?:(?!{_ODD_VENUE})(?:[^\WA-Z]\w*+)?[&+/-]++)*+"
    rf"(?P<venue>(?:[A-Z][\w&+@/-]*+|(?:{_ODD_VENUE})\w*+(?:[&+/-][A-Z][\w&+@/-]*+)?(?![&+@/-]))"
    r"(?: (?:[A-Z][\w&+@/-]*+|(?:on|of|the|for|in|and)(?![\w&+@/])|&)){0,6}(?:\s*+\([A-Za-z ]{2,20}\))?)"
    r"(?:\s*+['’`,(]\s*+|\s++(?:-\s++(?=\d{4}))?)['’`]?(?P<year>(?:19|20)\d\d|\d\d(?![\d.%]))(?![\w%])"
)
_GLUED_VENUE = re.compile(r"(?P<venue>[A-Z][A-Za-z]*[A-Z]|[aA]r[xX]iv)[-_]?(?P<year>(?:19|20)\d\d|\d\d)")
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[-_/ ]|,\s)(?P<venue>(?=[A-Za-z]*?[A-Z]{2})[A-Za-z]++)")
_GLUED = re.compile(
    r"(?<![\w’'@-])(?P<venue>[A-Z][A-Za-z]*[A-Z][a-z]?|[aA]r[xX]iv)[-_]?(?P<year>(?:19[89]|20[0-4])\d)(?!\w)"
)
# A stretch of text between signs that may be the name of a venue as a whole, a volume or year after it left out.
_SIGN = r",.;:|()\[\]（），。：；｜\n\"”"
_PART = re.compile(
    rf"(?:in:?\s+)?(?P<name>[^\W\d_][^{_SIGN}]{{1,60}}?)[\s\d'’–—-]{{0,12}}(?=[{_SIGN}]|\Z)", re.IGNORECASE
)
_IN = re.compile(r"[,.:;”\"]\s+(?:[a-z]+\s+){0,3}[Ii]n:?\s+\Z")
_YEAR_AFTER = re.compile(r"\s*+(?:,\s*+)?\(?(?P<year>(?:19|20)\d\d)(?!\d)")
_ENDS_IN_INITIAL = re.compile(r"(?<!\w)[A-Z]\.\s*\Z")
_NUMBERED = re.compile(
    r"Lecture|Chapter|Part|Section|Task|Pages?|Vol(?:ume)?|Version|Week|Day|Top|Figure|Table|Lesson|Episode"
)
_LONGEST_ASIDE = 200
_ET_AL = re.compile(r"\bet\.?\s?al\b(?=\.?,?\s+[A-Z])")
# A link that shows a venue or a date shows little else: `[IEEE Transactions on Medical Imaging 2020](U)`, `[CVPR20 Oral](U)`.
_LONGEST_LABEL, _MOST_WORDS_OF_AN_AWARD = 100, 3
# Emphasised words before a year are a sentence, and no venue, if there are more of them.
_LONGEST_VENUE = 10
_FIRST_INITIAL = re.compile(r"[^\W\d_a-z]\.")
_BY = re.compile(r"\b[Bb]y\s*\Z")
_SHIELD = re.compile(r"//img\.shields\.io/badge/([^?#\s]{3,200})")
_PROSE = re.compile(
    r"\b(?!(?:accepted|appear\w*|best|findings|for|in|of|on|oral|paper|presented|published|review|spotlight|submitted|the|to|"
    r"under|with|workshop|and|at|by)\b)[a-z]{3,}\s"
)
# What ends a statement for the year after it: a bar, a line's end, a closing bracket, a full stop before a capital.
_STATEMENT_END = re.compile(r"[|｜\n)\]]|(?<!\bal)[.!?]\s+(?=[A-Z\d(])|\s[–—-]\s")
# `From 2013`, `since 2018`, `by 2030`: a span of time.
_RANGE = re.compile(r"\b(?:[Ff]rom|[Ss]ince|until|before|after|between)\s+\Z")
# After a year in a sentence: a word that goes on in small letters, as `to`, `and is`.
_GOES_ON = re.compile(r"\s(?!(?:in|by|at|on|oral|spotlight|poster|best|workshop|findings)\b)[a-z]{2,}\s")
# The same in Chinese and Japanese: `2020年提出的`, `ICLR 2018的最佳论文`.
_GOES_ON_WITHOUT_BLANK = re.compile(r"年?(?![年月])[\u3040-\u30ff\u4e00-\u9fff]")
_CITED_BEFORE = re.compile(r"\b(?!by\b|and\b|in\b)[a-z]{2,}\s+[^\s(]{1,20}\s+et\s+al\.?\s*[(（]\Z")
# Words in small letters before a place that make a sentence: more than the name of a journal has.
_MOST_SMALL_WORDS = 6
_ACRONYM_ALONE = re.compile(r"(?=[^A-Z]*[A-Z][^A-Z]*[A-Z])[A-Za-z&@/-]{2,12}")
# `, 4(1)`, ` 12, no. 3 (2017)`, `, vol. 7`, ` 29.6 (2012)`: a volume, not the day of a date.
_VOLUME = re.compile(
    r",?\s+(?:vol(?:ume)?\.?\s*)?\d{1,4}(?:\.\d{1,3})?\s*(?:\(|,\s*(?:no|pp?|issue)\b|:\s*\d)", re.IGNORECASE
)
_MONTHS = re.compile(rf"\W*{_MONTH}", re.IGNORECASE)
_ACRONYM_OR_JOURNAL = re.compile(
    r"[A-Z]\w*[A-Z]|\A[^\s,]+\Z|\b(?:Journal|Letters|Transactions|Proceedings|Conference|Symposium|Workshop|Learning|"
    r"Recognition|Intelligence|Science|Sciences|Networks|Vision|Computing|Systems|Review|Reviews|Research|Technology|"
    r"Communications|Access|Informatics|Physics|Mining|Processing|Analysis|Nature|Report)\b"
)


@value
class Attributes:
    """What was read beside a title."""

    venue: Part[str] | None = None
    year: Part[int] | None = None
    date: Part[str] | None = None
    authors: Part[str] | None = None
    tags: tuple[Part[str], ...] = ()


def read_attributes(visible: VisibleText, start: int, byline: tuple[int, int] | None = None) -> Attributes:
    """Read the parts that are after a title, which ends at ``start``, outside links; ``byline`` is where authors are."""
    gaps = visible.gaps(start)
    authors = byline or _authors(visible, start, gaps)
    date = _date(visible, gaps)
    venue, year = _venue(visible, gaps, authors)
    year = year or _year(visible, gaps, date)
    if venue is None or year is None:
        linked = _read_labels(visible, start)
        venue, year, date = venue or linked.venue, year or linked.year, date or linked.date
    tags = tuple(
        visible.part(r.start, r.end) for r in visible.code if r.start >= start and _is_tag(visible, r.start, r.end)
    )
    return Attributes(venue, year, date, visible.part(*authors) if authors else None, tags)


def year_of(date: Part[str] | None) -> Part[int] | None:
    """Return the year of a date that gives one in full."""
    if date is None:
        return None
    found = _YEAR.search(re.sub(r"[-./年月,]", " ", date.value))
    digits = found["year"] if found else date.value[:4] if re.fullmatch(_COMPACT, date.value) else ""
    return Part(int(digits), date.span) if digits else None


def is_date(text: str) -> bool:
    """Say whether all of a text is meant as a date, from a year on its own to a day, be it a possible one or not."""
    return _MEANT_AS_DATE.fullmatch(text) is not None and not _is_two_years(text)


def date_length(text: str, at: int) -> int:
    """Return how many characters of a text, from an offset on, are a date before a title."""
    found = _MEANT_AS_DATE.match(text, at)
    return len(found[0]) if found and not _is_two_years(found[0]) else 0


@lru_cache(maxsize=1 << 15)
def venue_alone(text: str) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
    """Return where venue and year are in a text that is nothing else; None if it is something else."""
    if _MONTHS.match(text):
        return None
    found = _VENUE.fullmatch(text)
    if found and len(found["year"]) == 2 and not _may_have_short_year(text, found):
        found = None
    if found is None or found.start("venue") > 0:
        found = _GLUED_VENUE.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if found:
        return found.span("venue"), found.span("year")
    # Names of journals that are everyday words, such as `Sensors`, may be topics where nothing is beside them.
    places = preprint_servers_in(text) + (venues_in(text) if _ACRONYM_ALONE.fullmatch(text) else [])
    return ((0, len(text)), None) if (0, len(text)) in places else None


def read_badge(badge: Link) -> tuple[Part[str], Part[int]] | None:
    """Return the venue and year that a picture shows, by its alternative text or the text in the URL of shields.io.

    Shields writes `/badge/LABEL-MESSAGE-COLOUR`, with `_` for a blank and `--` for a hyphen (https://shields.io/badges).
    """
    texts = [(badge.text, badge.text_span)]
    if found := _SHIELD.search(badge.url):
        parts = [unquote(part).replace("_", " ").replace("\0", "-") for part in found[1].replace("--", "\0").split("-")]
        texts += [(part, badge.url_span) for part in (*parts[1:-1], " ".join(parts[:-1]))]
    for text, span in texts:
        place = _known_venue_with_year(text.strip())
        if place and preprint_server(place["venue"]) is None:
            return Part(place["venue"], span), Part(full_year(place["year"]), span)
    return None


def _known_venue_with_year(text: str) -> re.Match[str] | None:
    """Return the known venue and the year that a text begins with."""
    place = _VENUE.match(text) or _GLUED_VENUE.match(text)
    return place if place and is_venue_name(place["venue"]) else None


def _read_labels(visible: VisibleText, start: int) -> Attributes:
    """Read venue and date off links after a title that show little else: `[[CVPR 2021 Oral]](U)`, `[arXiv 9 Feb 2020](U)`."""
    venue, year, date = None, None, None
    for region in visible.links:
        shown = visible.text[region.start : region.end]
        inner = shown.strip(" ()[]*_")
        first = region.start + shown.find(inner)
        outside = region.link is not None and region.link.is_outside
        if not outside or region.start < start or not inner or len(inner) > _LONGEST_LABEL:
            continue
        dated = _DATE.search(inner)
        if dated and dated.end() == len(inner):
            server = inner[: dated.start()].strip(" ,:")
            if not server or is_venue_name(server):
                date = date or visible.part(first + dated.start(), first + len(inner))
                venue = venue or (visible.part(first, first + len(server)) if server else None)
        elif (place := _known_venue_with_year(inner)) and len(inner[place.end() :].split()) <= _MOST_WORDS_OF_AN_AWARD:
            if venue is None:
                venue = visible.part(first + place.start("venue"), first + place.end("venue"))
                year = Part(full_year(place["year"]), visible.place(first + place.start("year"), first + place.end()))
        elif venue is None and not is_label(inner) and _known_venue_length(inner) == len(inner):
            venue = visible.part(first, first + len(inner))
    return Attributes(venue, year or year_of(date), date)


def full_year(digits: str) -> int:
    """Return the year that four or two digits mean."""
    year = int(digits)
    return year if year > 99 else year + (1900 if year > 60 else 2000)


def _is_two_years(text: str) -> bool:
    found = _TWO_YEARS.fullmatch(text)
    return found is not None and (int(found[1]) + 1) % 100 == int(found[2]) and int(found[2]) > 12


def _is_tag(visible: VisibleText, start: int, end: int) -> bool:
    text = visible.text[start:end].strip("[] ")
    return visible.link_at(start) is None and not is_label(text) and not text.isdigit()


def _date(visible: VisibleText, gaps: list[tuple[int, int]]) -> Part[str] | None:
    for begin, stop in gaps:
        for found in _DATE.finditer(visible.text, begin, stop):
            if not _is_two_years(found["date"]):
                return visible.part(*found.span("date"))
    return None


def _venue(
    visible: VisibleText, gaps: list[tuple[int, int]], authors: tuple[int, int] | None
) -> tuple[Part[str] | None, Part[int] | None]:
    for region in visible.emphasis if gaps else ():
        if region.start >= gaps[0][0] and is_journal(visible.text, region.end):
            return visible.part(region.start, region.end), None
        year = _YEAR_AFTER.match(visible.text, region.end)
        if year and region.start >= gaps[0][0] and _is_dated_venue(visible, region):
            return visible.part(region.start, region.end), Part(int(year["year"]), visible.place(*year.span("year")))
    if dated := _venue_with_year(visible, gaps, authors):
        return dated
    for begin, stop in gaps:
        glued = _GLUED.search(visible.text, begin, stop)
        if glued and not _is_aside(visible.text, glued.start()):
            place = visible.place(glued.start("year"), glued.end("year"))
            return visible.part(glued.start("venue"), glued.end("venue")), Part(int(glued["year"]), place)
    for begin, stop in gaps:
        for part in _PART.finditer(visible.text, begin, stop):
            if length := _known_venue_length(part["name"]):
                return visible.part(part.start("name"), part.start("name") + length), None
    return None, None


def _known_venue_length(text: str) -> int:
    """Return how many characters a known venue has that fills a text, or that a preprint server has which begins it."""
    server = next(iter(preprint_servers_in(text)), None)
    if server is not None and server[0] == 0:
        return server[1]
    is_known = (0, len(text)) in venues_in(text) or (" " in text and is_venue_name(text))
    return len(text) if is_known else 0


def _venue_with_year(
    visible: VisibleText, gaps: list[tuple[int, int]], authors: tuple[int, int] | None
) -> tuple[Part[str], Part[int]] | None:
    for begin, stop in gaps:
        for found in _VENUE.finditer(visible.text, begin, stop):
            # The last of the authors may be before the year, too: `Hal Baum III, 2018`.
            start = found.start("venue") + (3 if found["venue"].startswith("In ") else 0)
            if authors and authors[0] < start < authors[1] and not is_venue_name(found["venue"]):
                start = authors[1]
                if visible.text[start : found.end("venue")].lstrip(" ,").startswith("("):
                    continue  # `Jane Doe (MIT) 2011`: where the author works
            if start >= found.end("venue") or not _is_venue(visible.text, found, begin):
                continue
            place = visible.place(found.start("year"), found.end("year"))
            return visible.part(start, found.end("venue")), Part(full_year(found["year"]), place)
    return None


def _is_venue(text: str, found: re.Match[str], begin: int) -> bool:
    """Say whether words before a year are a venue, not a month, the last of the authors, a numbered part or an aside."""
    venue, between = found["venue"], text[found.end("venue") : found.start("year")].strip(" ")
    start = found.start("venue")
    if _MONTHS.match(venue) or venue.casefold() in STOP_WORDS or venue.startswith("By "):
        return False
    if _is_aside(text, start) or _is_statement(text, begin, start):
        return False
    if len(found["year"]) == 2 and not _may_have_short_year(text, found):
        return False
    if between == "-" and not is_venue_name(venue):
        return False
    if between in (",", "("):
        return _ACRONYM_OR_JOURNAL.search(venue) is not None and not _ENDS_IN_INITIAL.search(
            text, max(0, start - 40), start
        )
    return len(found["year"]) == 4 or _NUMBERED.fullmatch(venue) is None


def _may_have_short_year(text: str, found: re.Match[str]) -> bool:
    """Say whether two digits after a word can be a year: after an apostrophe, a known venue, or an acronym that ends there.

    `40` in `Evaluate 40 plots` is not.
    """
    if text[found.end("venue") : found.start("year")].strip()[-1:] in ("'", "’", "`"):
        return True
    venue = found["venue"].partition("(")[0]
    return is_venue_name(venue) or (
        _ACRONYM_ALONE.fullmatch(venue) is not None and not _GOES_ON.match(text, found.end("year"))
    )


def _is_statement(text: str, start: int, at: int) -> bool:
    """Say whether the words before a place make a sentence, in which a year or a name is not that of the work.

    `beats all others on GARDEN VOC 2007`, `From 2013 to 2019, all in one table`: it begins with a small letter or has many
    words in small letters, as the long name of a journal has not.
    """
    line = text[max(start, at - _LONGEST_ASIDE) : at + 1]
    sentence = _STATEMENT_END.split(line)[-1].lstrip(" ,.;:：，([*_")
    if _PROSE.match(sentence) or _RANGE.search(sentence[:-1]):
        return True
    return sum(1 for _ in _PROSE.finditer(sentence)) >= _MOST_SMALL_WORDS


def is_journal(text: str, end: int) -> bool:
    """Say whether a volume follows emphasised words, as it does the journal in APA, Chicago, Harvard and MLA style."""
    return _VOLUME.match(text, end) is not None


def follows_in(text: str, at: int) -> bool:
    """Say whether the word `in` leads to a place after a comma or a full stop: `T, in *Journal of Ants* 2020`."""
    return _IN.search(text, max(0, at - 40), at) is not None


def _is_dated_venue(visible: VisibleText, region: Region) -> bool:
    """Say whether emphasised words are a venue: after `in`, or right before the year, as `*Soft Matter* (2018)`.

    Several names, one with an initial and one after `by` are authors.
    """
    text, words = visible.text, visible.text[region.start : region.end].strip(" ,;:()")
    if follows_in(text, region.start):
        return True
    if _YEAR_AFTER.match(text, region.end) is None or is_names(words) or len(words.split()) > _LONGEST_VENUE:
        return False
    has_initial = _FIRST_INITIAL.match(words) is not None and is_name(words)
    return not has_initial and not _BY.search(text, max(0, region.start - 5), region.start) and words[:1].isupper()


def _is_aside(text: str, at: int) -> bool:
    """Say whether a place is in brackets after words of prose: `(first in the contest of ANTS 2020)`."""
    opened = text.rfind("(", max(0, at - _LONGEST_ASIDE), at)
    return opened >= 0 and ")" not in text[opened:at] and _PROSE.search(text, opened, at) is not None


def _year(visible: VisibleText, gaps: list[tuple[int, int]], date: Part[str] | None) -> Part[int] | None:
    if year := year_of(date):
        return year
    for begin, stop in gaps:
        for found in _YEAR.finditer(visible.text, begin, stop):
            if not _is_aside(visible.text, found.start()) and not _is_in_prose(visible.text, begin, found):
                return Part(int(found["year"]), visible.place(found.start("year"), found.end("year")))
    return None


def _is_in_prose(text: str, start: int, found: re.Match[str]) -> bool:
    """Say whether a year belongs to a sentence rather than to the work: words of prose before it, or right after it."""
    bracketed = text[found.start() - 1 : found.start()] in ("(", "（") and text[found.end() : found.end() + 1] in ")）"
    if bracketed:
        if _GOES_ON.match(text, found.end() + 1):
            return True
        return _CITED_BEFORE.search(text, max(start, found.start() - 30), found.start()) is not None
    if _GOES_ON.match(text, found.end()) is not None or _GOES_ON_WITHOUT_BLANK.match(text, found.end()) is not None:
        return True
    return _is_statement(text, start, found.start())


def _authors(visible: VisibleText, start: int, gaps: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the place of the emphasised text after a title that reads as a list of names, or names that follow it at once."""
    for region in visible.emphasis:
        text = visible.text[region.start : region.end].strip(" ,.;:()")
        if is_journal(visible.text, region.end) or _is_dated_venue(visible, region):
            continue
        if region.start >= start and (is_names(text) or (2 <= len(text.split()) <= 4 and text.istitle())):
            # Who is cut short with `et al.` ends there: `*Doe et al. ICML.*`
            cut = _ET_AL.search(visible.text, region.start, region.end)
            return region.start, cut.end() if cut else region.end
    for begin, stop in gaps:
        if found := leading_names(visible.text, begin, stop):
            return found
    return None
