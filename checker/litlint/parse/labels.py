"""Finds the words that say what a link is for."""

from __future__ import annotations

from litlint import regex as re
from litlint.metadata.labels import GENERIC, is_generic, is_label, role_of, words
from litlint.model.nodes import Inline, Link
from litlint.model.source import Span

# Words and a colon right before a link, such as `Code: [here](…)`; 40 characters are longer than any label that lists
# use.
_LABEL_BEFORE = re.compile(r"(?P<label>[^\s:：|,;()\[\]<>][^:：|,;()\[\]<>\n]{0,40}?)\s*[:：]\s*\Z")
_COLONS = (":", "：")
_WRAPPERS = {"[": "]", "(": ")", "【": "】", "`": "`", "*": "*", "_": "_", '"': '"'}
# Letters that are words of their own, counted one by one.
_CHINESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# Chinese characters of a label; a title has more.
_MOST_CHARACTERS = 6
_MOST_WORDS, _MOST_UNKNOWN_WORDS = 5, 3


def labelled(inlines: list[Inline], link: Link) -> Link:
    """Return a link with its label, given the pieces of text before it."""
    if link.is_image:
        return link.with_label(link.text.strip(), link.text_span)
    before = _before(inlines)
    found = _LABEL_BEFORE.search(before) if before.rstrip()[-1:] in _COLONS else None
    shown = _unwrapped(link.text)
    if found and (is_generic(shown) or role_of(found["label"])) and _can_be_label(found["label"]):
        place = _place(inlines, len(before) - found.start("label"), len(before) - found.end("label"))
        if not is_label(shown) or is_generic(shown):
            return link.with_label(found["label"].strip(), place)
    return link.with_label(shown, _within(link.text_span, shown))


def _can_be_label(text: str) -> bool:
    """Say whether words before a link are few enough to say what it is for: more of them are a title."""
    if len(_CHINESE.findall(text)) > _MOST_CHARACTERS:
        return False
    says_so = role_of(text) is not None or not GENERIC.isdisjoint(words(text))
    return len(text.split()) <= (_MOST_WORDS if says_so else _MOST_UNKNOWN_WORDS)


def _unwrapped(text: str) -> str:
    """Take off the brackets and marks around a text."""
    text = text.strip()
    while len(text) > 1 and _WRAPPERS.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text


def _before(inlines: list[Inline]) -> str:
    """Return the text between the last link or line break and the end."""
    pieces: list[str] = []
    for inline in reversed(inlines):
        if inline.kind in ("link", "image", "break"):
            break
        pieces.append(inline.value)
    return "".join(reversed(pieces))


def _place(inlines: list[Inline], start: int, end: int) -> Span | None:
    """Return where the characters are that lie ``start`` to ``end`` before the end of the text."""
    for inline in reversed(inlines):
        width = len(inline.value)
        if end < width and start <= width:
            raw = inline.span.text
            at = raw.find(inline.value) if inline.value in raw else -1
            if at < 0:
                return inline.span
            return inline.span.sub(at + width - start, at + width - end)
        if end < width:
            return inline.span
        start, end = start - width, end - width
    return None


def _within(place: Span, shown: str) -> Span:
    written = place.text
    at = written.find(shown) if shown and len(shown) < len(written) else -1
    return place.sub(at, at + len(shown)) if at >= 0 else place
