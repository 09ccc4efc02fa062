"""Characters made safe to show, and how many terminal cells they take.

Nothing that comes from a list may steer a terminal, reorder a line or hide in it: control, format (bidirectional, zero
width) and private characters and bytes that are not UTF-8 are shown as escapes. Cells follow UAX #11 (East Asian
Width).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from litlint import regex as re

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_TAB = "    "
_JOINER, _SELECTORS = "\u200d", "\ufe0e\ufe0f"
# Halves of a character, which no encoding can write.
_SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    r"""Return the text with undecodable bytes and other lone surrogates escaped (``\xff``), all else untouched."""
    return _SURROGATE.sub(lambda match: _escape(match[0]), text)


def visible(text: str, encoding: str = "utf-8") -> str:
    """Return the text on one line, with nothing in it that is not seen."""
    if text.isascii() and text.isprintable():
        return text
    folded = re.sub(r"[\t\r\n]+", " ", text)
    return "".join(shown for shown, _ in cells(folded, encoding))


def is_seen(text: str) -> bool:
    """Say whether nothing in a line is hidden, tabs and joined emoji aside."""
    return (text.isascii() and text.isprintable()) or not any(map(_is_hidden, text.replace("\t", "")))


def cells(text: str, encoding: str = "utf-8") -> Iterator[tuple[str, int]]:
    """Yield, for each character, what is shown for it and how many cells that takes."""
    before = ""
    for char in text:
        # Terminals disagree on the width of joined emoji: without what joins them all agree.
        is_joined = char == _JOINER and before and (before in _SELECTORS or _is_picture(before))
        yield ("", 0) if is_joined else _shown(char, encoding)
        before = char


def width(shown: str) -> int:
    """Return how many cells a shown text takes."""
    return len(shown) if shown.isascii() else sum(map(_cell, shown))


def wrap(text: str, room: int) -> list[str]:
    """Break a shown text between words, and within a word that is too long, into lines of at most ``room`` cells."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            if line and width(line) + 1 + width(word) > room:
                lines.append(line)
                line = ""
            line = f"{line} {word}" if line else word
            while width(line) > room:
                head = _head(line, room)
                lines.append(head)
                line = line[len(head) :]
        lines.append(line)
    return lines


def cut(text: str, room: int, ellipsis: str = "…") -> str:
    """Return the text, its end replaced by an ellipsis if it takes more than ``room`` cells."""
    if width(text) <= room:
        return text
    return _head(text, room - width(ellipsis)) + ellipsis


def _head(text: str, room: int) -> str:
    taken = 0
    for index, char in enumerate(text):
        taken += _cell(char)
        if taken > room:
            return text[: max(index, 1)]
    return text


@lru_cache(maxsize=4096)
def _shown(char: str, encoding: str) -> tuple[str, int]:
    """Return what is shown for a character, and how many cells that takes; a text has few that differ."""
    if " " <= char <= "~":
        return char, 1
    shown = char
    if char == "\t":
        shown = _TAB
    elif char in _SELECTORS:  # of presentation, on whose width terminals disagree too
        shown = ""
    elif _is_hidden(char) or char == _JOINER:
        picture = _control_picture(char)
        shown = picture if picture and _fits(picture, encoding) else _escape(char)
    elif not _fits(char, encoding):
        shown = _escape(char)
    return shown, width(shown)


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN and char != _JOINER and not _is_picture(char)


def _control_picture(char: str) -> str:
    code = ord(char)
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else ""


def _is_picture(char: str) -> bool:
    # The block of emoji grows with each version of Unicode, beyond what this Python knows.
    return "\U0001f300" <= char <= "\U0001faff" or unicodedata.category(char) == "So"


def _fits(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # an undecodable byte, see PEP 383
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@lru_cache(maxsize=4096)
def _cell(char: str) -> int:
    if " " <= char <= "~":
        return 1
    if unicodedata.east_asian_width(char) in "WF" or unicodedata.category(char) == "Cn":
        return 2
    # Vowels and finals of Hangul written in parts are drawn into the cells of the first consonant.
    is_drawn_over = unicodedata.category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff"
    return 0 if is_drawn_over else 1
