"""Where the title of a work stands in the text of its entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.model.document import Part
from checker.model.labels import is_bracketed, is_generic, is_label
from checker.parse.entries.text import Region, VisibleText

# Numbers of lists kept by hand, check boxes, pictographs and signs before a title; quotes and brackets are read later.
_NOISE = re.compile(
    r"(?:\s|[\u2000-\u206f\u2190-\u2bff\ufe0f\U0001f000-\U0001faff©®•·|>~*#+=–—-]|✅|❌|\[[ xX]\]"
    r"|(?:\d{1,3}[.)](?=\s)))+"
)  # fmt: skip
_DATE = re.compile(
    r"[\[(【]?\s*(?P<date>(?:19|20)\d\d[-./年]\s?\d{1,2}(?:[-./月]\s?\d{1,2}日?)?|\d{1,2}/\d{1,2}/\d{2,4}|(?:19|20)\d\d)"
    r"\s*[\])】]?\s*[:,|.-]*(?=\s|$|[\[\"“*])"
)
_BRACKET = re.compile(r"[\[【](?P<name>[^\[\]【】\n]{1,60})[\]】]\s*[:|,]?\s*")
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "《": "》", "‘": "’"}
_LABEL = re.compile(r"(?P<label>[^\n:：]{1,30})[:：]\s*")
_REST = re.compile(r"\s*[:：]\s*(?=\S)")
_STOP = re.compile(
    r"\n|\s[|｜]\s?|[|｜]|\s[–—-]\s(?=\S)|\(\s*@|[\[(]\s*\Z"
    r"|,\s+(?=(?:in\s+)?(?:Proc|Advances|IEEE|ACM|arXiv|CoRR|Preprint|[A-Z][A-Za-z]*[A-Z][A-Za-z&@-]*)\b[^,]*(?:(?:19|20)\d\d|['’]\d\d))"
    r"|\.\s+(?=(?:[A-Z][\w.’'-]*\s+){1,4}(?:and\b|et al|[A-Z][\w’'-]+\s*,)|[A-Z][\w’'-]+,\s+[A-Z]|(?:arXiv|CoRR|Preprint|In\s|[A-Z]{3,}[a-z]*\s*['’(]?\s*(?:(?:19|20)\d\d|\d\d)\b))"
)  # fmt: skip
_TAIL = re.compile(
    r"(?:[\s,.;:|*–—-]|[\[(【]\s*\Z|\(\s*\))+\Z"
    r"|[\s,.]*[\[(（【][^()\[\]（）]*(?:(?:19|20)\d\d|['’ ]\d\d)[^()\[\]（）]*[\])）】]\s*\Z"
    r"|[\s,]+(?:in\s+)?[A-Z][A-Za-z]*[A-Z][A-Za-z&@-]*\s*['’,]?\s*(?:(?:19|20)\d\d|['’]\d\d)\.?\s*\Z"
)  # fmt: skip
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class TitleRead:
    """A title with what was read before it; ``start`` and ``end`` are offsets of the visible text."""

    title: Part[str]
    start: int
    end: int
    is_link: bool
    quoted: bool = False
    name: Part[str] | None = None
    date: Part[str] | None = None


def read_title(visible: VisibleText, *, whole: bool = False) -> TitleRead | None:
    """Find the title in an entry's own text; ``whole`` says that all of it is the title (a heading).

    Returns None where no letter could belong to a title.
    """
    at, name, date = _before_title(visible)
    if (labelled := _LABEL.match(visible.text, at)) and is_label(labelled["label"]) and visible.link_at(labelled.end()):
        at = labelled.end()
    found = _quoted(visible, at) or _linked(visible, at) or _strong(visible, at) or _plain(visible, at, whole=whole)
    if found is None:
        return None
    start, end, is_link, quoted = found
    part = visible.part(start, end)
    if not _LETTER.search(part.value):
        return None
    return TitleRead(part, start, end, is_link, quoted, name, date)


def _before_title(visible: VisibleText) -> tuple[int, Part[str] | None, Part[str] | None]:
    """Skip what stands before a title: signs, a date, a short name in brackets."""
    text, at = visible.text, 0
    name: Part[str] | None = None
    date: Part[str] | None = None
    while at < len(text):
        before = at
        if found := _NOISE.match(text, at):
            at = found.end()
        elif visible.link_at(at) is None and date is None and (found := _DATE.match(text, at)):
            date = visible.part(found.start("date"), found.end("date"))
            at = found.end()
        elif visible.link_at(at) is None and (found := _BRACKET.match(text, at)) and visible.link_at(at + 1) is None:
            if found["name"].strip().isdigit():
                at = found.end()
            elif name is None and found.end() < len(text):
                name = visible.part(found.start("name"), found.end("name"))
                at = found.end()
        if at == before:
            break
    return at, name, date


Found = tuple[int, int, bool, bool]


def _quoted(visible: VisibleText, at: int) -> Found | None:
    text = visible.text
    if at >= len(text) or text[at] not in _QUOTES:
        return None
    end = text.find(_QUOTES[text[at]], at + 1)
    if end < 0 or (len(text[at + 1 : end].split()) < 2 and not _REST.match(text, end + 1) and end - at < 8):
        return None
    if text[end + 1 : end + 2].isalnum() or _continues(text, end + 1):
        return None
    return at + 1, end, visible.link_at(at + 1) is not None, True


def _continues(text: str, at: int) -> bool:
    """Whether a title goes on behind a quoted phrase: `"Lossless" Compression of …`."""
    following = text[at : at + 40].lstrip(" ")
    return len(following) < len(text[at : at + 40]) and following[:1].isalpha() and not following.startswith("in ")


def _linked(visible: VisibleText, at: int) -> Found | None:
    region = visible.link_at(at)
    if region is None or region.link is None:
        return None
    shown = visible.text[region.start : region.end].strip()
    if is_label(shown) or is_generic(shown) or is_bracketed(shown) or not _LETTER.search(shown):
        return None
    if (
        len(shown.split()) <= 4
        and (rest := _REST.match(visible.text, region.end))
        and visible.link_at(rest.end()) is None
    ):
        end = _stop(visible, rest.end())
        if len(visible.text[rest.end() : end].split()) >= 2:
            return region.start, end, True, False
    return region.start, region.end, True, False


def _strong(visible: VisibleText, at: int) -> Found | None:
    region = next((r for r in visible.strong if at in r or r.start == at), None)
    if region is None or not _LETTER.search(visible.text[at : region.end]):
        return None
    text = visible.text
    end = region.end
    following = text[end : end + 3]
    rest = _REST.match(text, end) or (text[end - 1] in ":：" and re.compile(r"\s*(?=\S)").match(text, end)) or None
    words = len(text[at:end].split())
    if rest and words <= 4 and visible.link_at(rest.end()) is None:
        stop = _stop(visible, rest.end())
        if len(text[rest.end() : stop].split()) >= 2:
            return at, stop, False, False
    if (
        words < 3
        and following.strip(" .,:")
        and following[:1] == " "
        and visible.link_at(end + 1) is None
        and "\n" not in following
    ):
        stop = _stop(visible, end)
        if len(text[end:stop].split()) >= 3:
            return at, stop, False, False
    inner = visible.link_at(at)
    if inner is not None and inner.end < end and not is_label(text[inner.start : inner.end]):
        end = max(inner.end, min(end, _stop(visible, inner.end)))
    stop = _tail(text, at, min(end, _stop(visible, at, links=inner is None)))
    return (at, stop, inner is not None, False) if stop > at else None


def _plain(visible: VisibleText, at: int, *, whole: bool) -> Found | None:
    text = visible.text
    while (region := visible.link_at(at)) is not None and not whole:
        at = region.end
        if found := _NOISE.match(text, at):
            at = found.end()
    at += len(text[at:]) - len(text[at:].lstrip(" \t[](){}.,;:|")) if not whole else 0
    end = len(text.rstrip()) if whole else _stop(visible, at)
    end = end if whole else _tail(text, at, end)
    return (at, end, False, False) if end > at else None


def _stop(visible: VisibleText, at: int, *, links: bool = True) -> int:
    """Return where running text ends to be a title: at a break, bar, link, code, venue or list of authors."""
    text = visible.text
    end = len(text)
    edges: list[Region] = [*(visible.links if links else ()), *visible.code]
    for region in edges:
        if region.start >= at:
            inside_title = region.link is None and _inside_words(text, region)
            if not inside_title:
                end = min(end, region.start)
    for found in _STOP.finditer(text, at, end):
        if len(text[at : found.start()].split()) >= 2 or text[found.start()] in "\n|｜":
            end = found.start()
            break
    return _tail(text, at, end)


def _inside_words(text: str, region: Region) -> bool:
    return text[region.end : region.end + 2].strip(" ")[:1].islower()


def _tail(text: str, start: int, end: int) -> int:
    """Leave out punctuation, an opening bracket, and a venue with its year behind a title."""
    while found := _TAIL.search(text[start:end]):
        if not text[start : start + found.start()].strip():
            break
        if found.end() == found.start():
            break
        end = start + found.start()
    return end
