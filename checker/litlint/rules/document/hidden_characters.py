"""The rule hidden-characters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Context, Document, Edit, Finding, Fix, Good, Link, Rule, Source, Span

# Never seen, and in a list of papers never meant: controls below the space, a soft hyphen, zero-width space and no-break
# space, the word joiner, invisible operators, fillers, tags (Unicode 15.1, chapters 9, 23).
_HIDDEN = "\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0\ufff9-\ufffb"
# Joiners, which some scripts and emoji need; marks of direction, which scripts from right to left need.
_JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0001-\U000e007f"
# The controls of ISO 8859-1, which no text has: dashes, quotes and letters of Windows-1252 that were decoded as if they
# were ISO 8859-1 (https://encoding.spec.whatwg.org/#names-and-labels), or among them the bytes of one character in UTF-8.
_C1 = re.compile(
    r"[\xc2-\xdf][\x80-\x9f]|[\xe0-\xef](?:[\x80-\x9f][\x80-\xbf]|[\xa0-\xbf][\x80-\x9f])"
    r"|[\xf0-\xf4](?:[\x80-\x9f][\x80-\xbf]{2}|[\xa0-\xbf]{1,2}[\x80-\x9f][\x80-\xbf]{0,1})|[\x80-\x9f]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ANY = re.compile(f"[{_HIDDEN}]+|[{_JOINERS}]|[{_DIRECTIONS}]|[{_TAGS}]+")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
# Blanks and hyphens that look like the plain ones.
_BLANK_LIKE = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_LOOKALIKE = re.compile(f"[{_BLANK_LIKE}\u2010\u2011]+")
_MARKER = re.compile(rf"^[ \t>]*(?:#{{1,6}}|[-*+]|\d{{1,9}}[.)])(?P<blank>[{_BLANK_LIKE}]+)", re.M)
# So many characters are shown of a run that was decoded wrongly.
_MOST_SHOWN = 12
_NAMES = {"\x00": "NULL", "\ufeff": "BYTE ORDER MARK"}


class HiddenCharacters(Rule):
    """A character that readers do not see: zero-width, a mark of direction, a control; or a no-break space in a URL or marker.

    It comes with text that is copied from a PDF or a web page. A search does not find the title, a key is not the key it
    looks like, a URL leads nowhere, and a bullet is not read as one. Joiners in emoji and in scripts that need them, and
    marks of direction in lines that have text from right to left, are left alone, and so is code. The controls U+0080 to
    U+009F are dashes, quotes and letters of Windows-1252 that a program decoded wrongly: they are what the author wrote.

    Remove it, or write a plain space or hyphen for it; of a wrongly decoded character, write the one that was meant.
    """

    habit = "an invisible character"
    examples = (
        Bad("- Sort\u200bing Lists\n", finds="\u200b", fixed="- Sorting Lists\n"),
        Bad("[pdf](https://gardens.org/a\u2011b)\n", finds="\u2011", fixed="[pdf](https://gardens.org/a-b)\n"),
        Bad("##\u00a0Sorting\n", finds="\u00a0", fixed="## Sorting\n"),
        Bad("The owner\x92s lawn\n", finds="\x92", fixed="The owner’s lawn\n"),
        Bad("Lawns â\x80\x93 and hedges\n", finds="â\x80\x93", fixed="Lawns – and hedges\n"),
        Bad("Jane\u202e Doe\n", finds="\u202e", fixed="Jane Doe\n"),
        Good("👩\u200d💻 ❤️ Sorting\u00a0Lists\n"),
        Good("مرور\u200cگر \u200fشغل\u200e\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        source = document.source
        if source.foreign or (source.text.isascii() and not _CONTROL.search(source.text)):
            return
        code = _Code(document)
        yield from self._check_invisible(source, code)
        if not _LOOKALIKE.search(source.text):
            return
        for found in _MARKER.finditer(source.text):
            if not code.covers(found.start("blank")):
                yield self._lookalike(Span(source, *found.span("blank")), "after a marker, which needs a plain space")

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        for found in _LOOKALIKE.finditer(link.url_span.text):
            yield self._lookalike(link.url_span.sub(*found.span()), "in a URL")

    def _check_invisible(self, source: Source, code: _Code) -> Iterator[Finding]:
        scripts = _Scripts(source)
        for found in _ANY.finditer(source.text):
            if not _is_meant(source, found, scripts) and not code.covers(found.start()):
                yield self._hidden(Span(source, *found.span()))
        for place, meant in _wrongly_decoded(source):
            if not code.covers(place.start):
                yield self._decoded(place, meant)

    def _hidden(self, place: Span) -> Finding:
        fix = Fix("remove it", (Edit(place, ""),))
        return self.finding(place, f"invisible character {_named(place.text)}", fix=fix)

    def _decoded(self, place: Span, meant: str | None) -> Finding:
        if meant is None:
            return self.finding(place, f"invisible character {_named(place.text)}", help="write what was meant here")
        codes = " ".join(f"U+{ord(letter):04X}" for letter in place.text[:_MOST_SHOWN])
        more = " …" if len(place.text) > _MOST_SHOWN else ""
        encoding = "Windows-1252" if len(place.text) == len(meant) else "UTF-8"
        shown = f"“{meant}”" if len(meant) <= _MOST_SHOWN else "text"
        title = f"write {meant}" if len(meant) <= _MOST_SHOWN else "write the characters that were meant"
        fix = Fix(title, (Edit(place, meant),))
        return self.finding(place, f"{codes}{more} is {shown} of {encoding}, decoded wrongly", fix=fix)

    def _lookalike(self, place: Span, where: str) -> Finding:
        hyphen = place.text[0] in "\u2010\u2011"
        fix = Fix("write a plain hyphen" if hyphen else "write a plain space", (Edit(place, "-" if hyphen else " "),))
        return self.finding(place, f"{_named(place.text)} {where}", fix=fix)


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


def _wrongly_decoded(source: Source) -> Iterator[tuple[Span, str | None]]:
    """Yield the runs of C1 controls of a text, each with the text that was meant, None where no encoding has one."""
    start, end = 0, 0
    meant: list[str] = []
    for found in _C1.finditer(source.text):
        data = found[0].encode("latin-1")
        try:
            decoded = data.decode("utf-8" if len(data) > 1 else "cp1252")
        except UnicodeDecodeError:  # one of the five codes that Windows-1252 leaves free, or bytes of no character
            yield source.span(*found.span()), None
            continue
        if found.start() > end or not meant:
            if meant:
                yield source.span(start, end), "".join(meant)
            start, meant = found.start(), []
        end = found.end()
        meant.append(decoded)
    if meant:
        yield source.span(start, end), "".join(meant)


class _Scripts:
    """Which lines have text from right to left; each line is read once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.known: dict[int, bool] = {}

    def runs_left(self, offset: int) -> bool:
        """Say whether the line of an offset has text from right to left."""
        line = self.source.position(offset)[0]
        if line not in self.known:
            letters = self.source.line_text(line)
            self.known[line] = any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in letters)
        return self.known[line]


def _is_meant(source: Source, found: re.Match[str], scripts: _Scripts) -> bool:
    """Say whether a character that readers do not see has an effect here that is wanted."""
    text, character = source.text, found[0][0]
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if character in _JOINERS:
        return bool(before and after) and not (before + after).isascii() and not after.isspace()
    if re.match(f"[{_TAGS}]", character):
        return before == "\U0001f3f4"
    if re.match(f"[{_DIRECTIONS}]", character):
        return scripts.runs_left(found.start())
    return False


def _named(text: str) -> str:
    name: str = unicodedata.name(text[0], _NAMES.get(text[0], "control character"))
    more = f", {len(text)} times," if len(set(text)) == 1 and len(text) > 1 else ""
    return f"U+{ord(text[0]):04X} ({name.lower()}){more}"
