"""The rule hidden-characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from litlint.model.document import Document
from litlint.model.finding import Edit, Finding, Fix
from litlint.model.source import Source, Span
from litlint.rule import Bad, Context, Good, Rule

# Never seen, and in a list of papers never meant: controls, a soft hyphen, zero-width space and no-break space, the word
# joiner, invisible operators, fillers, tags (Unicode 15.1, chapters 9, 23).
_HIDDEN = (
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0\ufff9-\ufffb"
)
# Joiners, which some scripts and emoji need; marks of direction, which scripts from right to left need.
_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0001-\U000e007f"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ANY = re.compile(f"[{_HIDDEN}]+|[{_JOINERS}]|[{_DIRECTIONS}]|[{_TAGS}]+")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
# Blanks and hyphens that look like the plain ones.
_BLANK_LIKE = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_LOOKALIKE = re.compile(f"[{_BLANK_LIKE}\u2010\u2011]+")
_MARKER = re.compile(rf"^[ \t>]*(?:#{{1,6}}|[-*+]|\d{{1,9}}[.)])(?P<blank>[{_BLANK_LIKE}]+)", re.M)
_NAMES = {"\x00": "NULL", "\ufeff": "BYTE ORDER MARK"}


class HiddenCharacters(Rule):
    """A character that nobody sees: zero-width, a mark of direction, a control; or a no-break space in a URL or a marker.

    It comes along with text that is copied from a PDF or a web page. Then a search does not find the title, a key is not
    the key it looks like, a URL leads nowhere, and a bullet is none. Joiners in emoji and in scripts that need them, and
    marks of direction in lines that have text from right to left, are left alone, and so is code.

    Take it out, or write a plain blank or hyphen for it.
    """

    habit = "an invisible character"
    examples = (
        Bad("- Sort\u200bing Lists\n", finds="\u200b", fixed="- Sorting Lists\n"),
        Bad("[pdf](https://gardens.org/a\u2011b)\n", finds="\u2011", fixed="[pdf](https://gardens.org/a-b)\n"),
        Bad("##\u00a0Sorting\n", finds="\u00a0", fixed="## Sorting\n"),
        Bad("Jane\u202e Doe\n", finds="\u202e", fixed="Jane Doe\n"),
        Good("👩\u200d💻 ❤️ Sorting\u00a0Lists\n"),
        Good("مرور\u200cگر \u200fشغل\u200e\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        source = document.source
        if source.foreign or (source.text.isascii() and not _CONTROL.search(source.text)):
            return
        code = _Code(document)
        for found in _ANY.finditer(source.text):
            if not _is_meant(source, found) and not code.covers(found.start()):
                yield self._hidden(Span(source, *found.span()))
        if not _LOOKALIKE.search(source.text):
            return
        for link in document.links:
            for found in _LOOKALIKE.finditer(link.url_span.text):
                yield self._lookalike(link.url_span.sub(*found.span()), "in a URL")
        for found in _MARKER.finditer(source.text):
            if not code.covers(found.start("blank")):
                yield self._lookalike(Span(source, *found.span("blank")), "after a marker, which needs a plain blank")

    def _hidden(self, place: Span) -> Finding:
        fix = Fix("take it out", (Edit(place, ""),))
        return self.finding(place, f"{_named(place.text)} stands here, which nobody sees", fix=fix)

    def _lookalike(self, place: Span, where: str) -> Finding:
        hyphen = place.text[0] in "\u2010\u2011"
        fix = Fix("write a plain hyphen" if hyphen else "write a plain blank", (Edit(place, "-" if hyphen else " "),))
        return self.finding(place, f"{_named(place.text)} stands {where}", fix=fix)


class _Code:
    """The code of a document that holds no citation, by place."""

    def __init__(self, document: Document) -> None:
        cited = {citation.span.start for citation in document.citations}
        blocks = [block for block in document.walk() if block.kind in ("fence", "indented")]
        self.places = [
            block.span for block in blocks if not any(block.span.start <= at < block.span.end for at in cited)
        ]
        self.starts = [place.start for place in self.places]

    def covers(self, offset: int) -> bool:
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and offset < self.places[index].end


def _is_meant(source: Source, found: re.Match[str]) -> bool:
    """Say whether a character that nobody sees does its work here."""
    text, character = source.text, found[0][0]
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if character in _JOINERS:
        return bool(before and after) and not (before + after).isascii() and not after.isspace()
    if re.match(f"[{_TAGS}]", character):
        return before == "\U0001f3f4"
    if re.match(f"[{_DIRECTIONS}]", character):
        line = source.line_text(source.position(found.start())[0])
        return any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in line)
    return False


def _named(text: str) -> str:
    name: str = unicodedata.name(text[0], _NAMES.get(text[0], "control character"))
    more = f", {len(text)} times," if len(set(text)) == 1 and len(text) > 1 else ""
    return f"U+{ord(text[0]):04X} ({name.lower()}){more}"
