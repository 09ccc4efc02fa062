"""Where the title of a work stands in the text of its entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.model.document import Part
from checker.model.labels import is_bracketed, is_generic, is_label
from checker.parse.entries.lead import Lead, can_be_title, read_lead, read_remark
from checker.parse.entries.names import is_names
from checker.parse.entries.parts import DATE, follows_in
from checker.parse.entries.text import Region, VisibleText

_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "《": "》", "‘": "’"}
_REST = re.compile(r"\s*[:：]\s*(?=\S)")
_BEHIND_COLON = re.compile(r"\s*(?=\S)")
_BY = r"(?:[A-Z][\w.’'-]*\s+){1,4}"
_VENUE_AND_YEAR = r"[A-Z][A-Za-z]*[A-Z][A-Za-z&@-]*"
_STOP = re.compile(
    r"\n|\s[|｜]\s?|[|｜]|\s[–—-]\s(?=\S)|\(\s*@|[\[(]\s*\Z|[.?!]\s\[|\s\[\["
    rf"|,\s+(?=(?:in\s+)?(?:Proc|Advances|IEEE|ACM|arXiv|CoRR|Preprint|{_VENUE_AND_YEAR})\b[^,]*(?:(?:19|20)\d\d|['’]\d\d))"
    rf"|[,.]\s+(?={_BY}et al)"
    r"|\.\s+(?=[A-Z][\w’'-]+\s[A-Z][\w’'-]+\.\s)"
    rf"|\.\s+(?={_BY}(?:and\b|[A-Z][\w’'-]+\s*,)|[A-Z][\w’'-]+,\s+[A-Z]"
    r"|(?:arXiv|CoRR|Preprint|In\s|[A-Z]{3,}[a-z]*\s*['’(]?\s*(?:(?:19|20)\d\d|\d\d)\b))"
)
_TAIL = re.compile(
    r"(?:[\s,.;:|*–—-]|[\[(（【]\s*\Z|\(\s*\)|[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]|\s:[a-z][a-z0-9_+-]{1,30}:)+\Z"
    r"|[\s,.]*[\[(（【][^()\[\]（）]*(?:(?:19|20)\d\d|['’ ]\d\d)[^()\[\]（）]*[\])）】]\s*\Z"
    r"|[\s,]+(?:in\s+)?[A-Z][A-Za-z]*[A-Z][A-Za-z&@-]*\s*['’,]?\s*(?:(?:19|20)\d\d|['’]\d\d)\.?\s*\Z"
    r"|[\s,.]+(?:in\s+)?[aA]r[xX]iv\s?(?:(?:19|20)\d\d)\s*\Z"
    rf"|[,.]\s*(?:(?:19|20)\d\d|{DATE})\s*\Z"
    r"|[,.]\s+(?:[a-z]+\s+){0,3}in:?\s*\Z"
    r"|[\s,.([]*\barXiv[:\s]\s?\d{4}\.\d{4,5}(?:v\d+)?[)\]]?(?:\s+(?:and|&))?\s*\Z"
)  # fmt: skip
_FULL_YEAR = re.compile(r"(?:19|20)\d\d|['’]\d\d")
_MOST_WORDS_OF_A_LABEL = 2
_FULL_STOP = re.compile(r"[^\W\dA-Z_][^\W\dA-Z_]{2}\.\Z|[\d)]\.\Z")
_LONGEST_TAIL = 240
_CLOSED_BY = {"]": "[", "”": "“", ")": "("}
_MOST_WORDS_BEFORE = 3
_CHINESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class TitleRead:
    """A title with what was read before it; ``start`` and ``end`` are offsets of the visible text."""

    title: Part[str]
    start: int
    end: int
    is_link: bool
    quoted: bool
    lead: Lead


def read_title(visible: VisibleText, *, whole: bool = False) -> TitleRead | None:
    """Find the title in an entry's own text; ``whole`` says that all of it but its labelled links is the title.

    Returns None where no letter could belong to a title.
    """
    lead = read_lead(visible)
    at = lead.end
    found = (
        _quoted(visible, at, alone=lead.authors is not None)
        or _linked(visible, at)
        or _linked_behind(visible, lead, whole=whole)
        or _strong(visible, at)
        or _emphasised(visible, at)
        or _plain(visible, at, whole=whole)
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
    if at >= len(text) or text[at] not in _QUOTES:
        return None
    end = text.find(_QUOTES[text[at]], at + 1)
    if end < 0 or (len(text[at + 1 : end].split()) < 2 and not _REST.match(text, end + 1) and end - at < 8):
        return None
    if text[end + 1 : end + 2].isalnum() or (not alone and _continues(text, end + 1)):
        return None
    stop = at + 1 + len(text[at + 1 : end].rstrip(" .,"))
    return at + 1, stop, visible.link_at(at + 1) is not None, True


def _continues(text: str, at: int) -> bool:
    """Whether a title goes on behind a quoted phrase: `"Lossless" Compression of …`."""
    following = text[at : at + 40].lstrip(" ")
    return len(following) < len(text[at : at + 40]) and following[:1].isalpha() and not following.startswith("in ")


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
    behind = _BEHIND_COLON if shown.endswith((":", "：")) else _REST
    rest = behind.match(visible.text, region.end) if len(shown.split()) <= 4 else None
    if rest and visible.link_at(rest.end()) is None:
        end = _stop(visible, rest.end())
        if len(visible.text[rest.end() : end].split()) >= 2:
            return region.start, end, True, False
    return region.start, _without_venue(visible.text, region.start, region.end), True, False


def _linked_behind(visible: VisibleText, lead: Lead, *, whole: bool) -> Found | None:
    """Find a title that is the link to its work behind a few words or a remark: `2020-01-02 on ants: [T](U)`."""
    text, at = visible.text, lead.end
    region = next((r for r in visible.links if r.start >= at), None)
    if whole or region is None or region.link is None or not can_be_title(visible, region):
        return None
    identifier = region.link.identifier
    if not (identifier.is_work if identifier else region.link.is_document):
        return None
    before, shown = text[at : region.start], text[region.start : region.end]
    if "\n" in before or any(r.start == at for r in (*visible.strong, *visible.emphasis)):
        return None
    foreign = _CHINESE.search(before) is not None and _CHINESE.search(shown) is None
    if not foreign and len(before.split()) > _MOST_WORDS_BEFORE and not before.rstrip().endswith((":", "：")):
        return None
    read_remark(visible, lead, region.start)
    return region.start, _without_venue(text, region.start, region.end), True, False


def _without_venue(text: str, start: int, end: int) -> int:
    """Return where a title ends without the venue and year, or the full stop, that stand behind it in its own link."""
    cut = _tail(text, start, end)
    if _FULL_YEAR.search(text, cut, end) and len(text[start:cut].split()) > 1:
        return cut
    return end - 1 if _FULL_STOP.search(text, start, end) else end


def _strong(visible: VisibleText, at: int) -> Found | None:
    region = next((r for r in visible.strong if at in r or r.start == at), None)
    if region is None or not _LETTER.search(visible.text[at : region.end]):
        return None
    if stop := _beyond_bold_name(visible, at, region):
        return at, stop, False, False
    text, end = visible.text, region.end
    inner = visible.link_at(at)
    if inner is not None and inner.end < end and not is_label(text[inner.start : inner.end]):
        end = max(inner.end, min(end, _stop(visible, inner.end)))
    stop = _tail(text, at, min(end, _stop(visible, at, links=inner is None)))
    return (at, stop, inner is not None, False) if stop > at else None


def _beyond_bold_name(visible: VisibleText, at: int, region: Region) -> int | None:
    """Return where a title ends of which only the first words are bold: `**Name**: the rest of it`."""
    text, end = visible.text, region.end
    words = len(text[at:end].split())
    rest = _REST.match(text, end) or (_BEHIND_COLON.match(text, end) if text[end - 1] in ":：" else None)
    if rest and words <= 4 and visible.link_at(rest.end()) is None:
        stop = _stop(visible, rest.end())
        return stop if len(text[rest.end() : stop].split()) >= 2 else None
    following = text[end : end + 3]
    goes_on = following[:1] == " " and following.strip(" .,:") and "\n" not in following
    if words < 3 and goes_on and visible.link_at(end + 1) is None:
        stop = _stop(visible, end)
        return stop if len(text[end:stop].split()) >= 3 else None
    return None


def _emphasised(visible: VisibleText, at: int) -> Found | None:
    """Find a title in italics, which ends with them."""
    region = next((r for r in visible.emphasis if r.start == at), None)
    if region is None or len(visible.text[at : region.end].split()) < 3 or visible.link_at(at) is not None:
        return None
    behind = visible.text[region.end : region.end + 2].lstrip(" ")[:1]
    if behind.isalnum() and visible.link_at(region.end) is None and visible.link_at(region.end + 1) is None:
        return None
    stop = _tail(visible.text, at, region.end)
    return (at, stop, False, False) if stop > at else None


def _plain(visible: VisibleText, at: int, *, whole: bool) -> Found | None:
    text = visible.text
    while (region := visible.link_at(at)) is not None and not whole:
        at = max(region.end, at + 1)
    lead = 0 if whole else len(text[at:]) - len(text[at:].lstrip(" \t[]){}.,;:|"))
    at += lead
    end = _before_labels(visible, at) if whole else _stop(visible, at)
    end = _tail(text, at, end)
    return (at, end, False, False) if end > at else None


def _before_labels(visible: VisibleText, at: int) -> int:
    """Return where a heading ends without the labelled links behind its title."""
    text = visible.text
    starts = [r.start for r in visible.links if r.start > at and _is_labelled(text[r.start : r.end])]
    return len(text[: min(starts, default=len(text))].rstrip(" ([|"))


def _is_labelled(shown: str) -> bool:
    return is_label(shown) or is_bracketed(shown.strip()) or not shown.strip()


def _stop(visible: VisibleText, at: int, *, links: bool = True) -> int:
    """Return where running text ends to be a title: at a break, bar, link, code, venue or list of authors."""
    text = visible.text
    end = len(text)
    edges = [*visible.links] if links else []
    edges += [region for region in visible.code if not _inside_words(text, region)]
    edges += [region for region in visible.emphasis if _is_aside(text, region)]
    for region in edges:
        if region.start >= at:
            end = min(end, region.start)
    for found in _STOP.finditer(text, at, end):
        before = text[at : found.start()]
        if text[found.start()] in ",." and before.count("(") > before.count(")"):
            continue  # within brackets, which _tail leaves out as a whole if they hold a venue
        if len(before.split()) >= 2 or text[found.start()] in "\n|｜":
            end = found.start()
            break
    return _tail(text, at, end)


def _inside_words(text: str, region: Region) -> bool:
    return text[region.end : region.end + 2].strip(" ")[:1].islower()


def _is_aside(text: str, region: Region) -> bool:
    """Say whether emphasised words are no part of the title before them: names, or what follows a full stop or comma."""
    if follows_in(text, region.start):
        return True
    shown = text[region.start : region.end].strip(" ,.()")
    before = text[: region.start].rstrip(" (")[-1:]
    return not _inside_words(text, region) and (is_names(shown) or before in (".", ",", "|", "?", "!"))


def _tail(text: str, start: int, end: int) -> int:
    """Leave out punctuation, an opening bracket, and a venue with its year behind a title."""
    while found := _TAIL.search(text, max(start, end - _LONGEST_TAIL), end):
        if not text[start : found.start()].strip():
            break
        if found.end() == found.start():
            break
        end = found.start()
    opening = _CLOSED_BY.get(text[end - 1 : end])
    if opening and opening not in text[start:end] and text[start : end - 1].strip():
        return _tail(text, start, end - 1)
    return end
