"""The title in the metadata of a PDF, read from the bytes that came: only what can hardly be anything else.

Sources: ISO 32000-1, 7.3.4 (strings), 14.3.2 (XMP metadata), 14.3.3 (the document information dictionary).
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from html import unescape
from typing import Final

from litlint import regex as re

KIND: Final = "application/pdf"
# The title in XMP, in its first language. Bounds keep the work linear on bytes that close nothing.
_XMP: Final = re.compile(rb"<dc:title>\s{0,99}+<rdf:Alt>\s{0,99}+<rdf:li[^<>]{0,99}+>([^<>]{1,999}+)</rdf:li>")
# A title in an object: a string in brackets, with at most escaped brackets in it, or in hexadecimal digits.
_TITLE: Final = re.compile(rb"/Title\s{0,9}+(?:\(((?:[^()\\]|\\[\s\S]){1,999}+)\)|<([0-9A-Fa-f\s]{4,3999}+)>)")
# What the information dictionary has and an entry of the outline, which has a title too, has not.
_OF_THE_DOCUMENT: Final = re.compile(rb"/(?:Producer|Creator|CreationDate|ModDate)\b")
_OF_THE_OUTLINE: Final = re.compile(rb"/(?:Parent|Dest)\b")
# How far before and after its title the other fields of an information dictionary are looked for.
_NEARBY: Final = 1500
# So many titles of outlines are passed over.
_MOST: Final = 2000
_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# Fewer words are as often the name of a series, a file or a section as the title of a paper.
_LEAST_WORDS: Final = 4
# What titles of papers do not have and names of files and templates do: an extension, a path, an underscore, braces.
_FILE_NAME: Final = re.compile(r"\.[A-Za-z]{2,5}\d?\b|[_\\{}<>@]|\w/\w|://")
# What office programs put in the place of a title, or before the name of the file.
_PROGRAM: Final = re.compile(r"(?:microsoft (?:word|powerpoint)|powerpoint|untitled)\b", re.I)


def title_of_pdf(data: bytes) -> str:
    """Return the title that a PDF gives itself, empty if its bytes have none or what it gives is the name of a file.

    >>> title_of_pdf(rb"%PDF-1.4 1 0 obj << /Title (A Small Study of Gardens) /Producer (pdfTeX) >> endobj")
    'A Small Study of Gardens'
    >>> title_of_pdf(rb"%PDF-1.4 1 0 obj << /Title (Microsoft Word - final v2.docx) /Producer (x) >> endobj")
    ''
    """
    if not data.startswith(b"%PDF"):
        return ""
    return next((title for title in _titles(data) if _is_telling(title)), "")


def _titles(data: bytes) -> Iterator[str]:
    for number, found in enumerate(_TITLE.finditer(data)):
        if number == _MOST:
            break
        before = data[max(0, found.start() - _NEARBY) : found.start()]
        after = data[found.end() : found.end() + _NEARBY]
        around = before.rpartition(b"obj")[2] + after.partition(b"endobj")[0]
        if _OF_THE_DOCUMENT.search(around) and not _OF_THE_OUTLINE.search(around):
            text = bytes.fromhex(_even(found[2])) if found[2] else _ESCAPE.sub(_unescaped, found[1])
            yield _decoded(text)
    xmp = _XMP.search(data)
    if xmp:
        yield " ".join(unescape(xmp[1].decode("utf-8", "replace")).split())


def _even(digits: bytes) -> str:
    """Return hexadecimal digits without white space; a last one that is missing is 0 (7.3.4.3)."""
    text = "".join(digits.decode("ascii").split())
    return text + "0" * (len(text) % 2)


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 255])
    return b"" if found[2] in (b"\n", b"\r", b"\r\n") else _ESCAPED.get(found[2], found[2])


def _decoded(text: bytes) -> str:
    """Return a text string by its mark: UTF-16, UTF-8, or else PDFDocEncoding, whose letters are those of Latin-1."""
    if text.startswith(codecs.BOM_UTF16_BE):
        words = text[2:].decode("utf-16-be", "replace")
    else:
        words = text.decode("utf-8-sig" if text.startswith(codecs.BOM_UTF8) else "latin-1", "replace")
    return " ".join(words.split())


def _is_telling(title: str) -> bool:
    """Say whether a title is one of a paper, as far as its form can tell."""
    words = [word for word in title.split() if any(letter.isalpha() for letter in word)]
    return (
        len(words) >= _LEAST_WORDS
        and title.isprintable()
        and "\ufffd" not in title
        and not _FILE_NAME.search(title)
        and not _PROGRAM.match(title)
    )
