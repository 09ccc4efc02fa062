"""The rule misdecoded-text."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Context, Document, Edit, Finding, Fix, Good, Rule, Span

# UTF-8 read as Windows-1252: a first byte of two or three (C2–DF, E0–EF), then bytes 80–BF, which Windows-1252 shows as
# punctuation, currency signs and the like. No word of any language has these after each other.
_AFTER = (
    "\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013"
    "\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
)
_WESTERN = re.compile(f"(?:[\u00c2-\u00df][{_AFTER}]|[\u00e0-\u00ef][{_AFTER}][{_AFTER}]|\u00f0[{_AFTER}]{{3}})+")
# The quotation marks and dashes of UTF-8 read as GBK begin with this rare character.
_CHINESE = re.compile("\u9225[\u4e00-\u9fff\u20ac\ue000-\uf8ff?]?")
# Controls of ISO 8859-1, which readers do not see: where one is left, the rule hidden-characters says what was meant.
_CONTROL = re.compile("[\x80-\x9f]")
_LOST = "\ufffd"  # what a decoder writes for bytes that it could not read; what they were is lost
_TWICE = 3  # text is decoded wrongly again and again; more rounds than these are not seen


class MisdecodedText(Rule):
    """Text was decoded with the wrong encoding: `GÃ¶del` for `Gödel`, `â€™` for an apostrophe.

    It was saved as UTF-8 and read as Windows-1252, or as GBK, by an editor, a spreadsheet or a script. Searches do not
    find the name, and readers see the wrong characters.

    Write what was meant. The fix reads the characters back as UTF-8; `ï¿½` replaces characters that are lost.
    """

    examples = (
        Bad("- Kurt G\u00c3\u00b6del, on gardens\n", finds="\u00c3\u00b6", fixed="- Kurt G\u00f6del, on gardens\n"),
        Bad("A gardener\u00e2\u20ac\u2122s notes\n", finds="\u00e2\u20ac\u2122", fixed="A gardener\u2019s notes\n"),
        Bad(
            "@misc{a, title = {Ni\u00c3\u00b1o}}\n",
            finds="\u00c3\u00b1",
            fixed="@misc{a, title = {Ni\u00f1o}}\n",
            path="a.bib",
        ),
        Bad("A robot\u00ef\u00bf\u00bds foot\n", finds="\u00ef\u00bf\u00bd"),
        Good("S\u00e3o Paulo, \u00c0 la carte, r\u00e9sum\u00e9, \u00c2ge, \u201c\u00c9t\u00e9\u201d, \u4e2d\u6587\n"),
        Good("\u9225 (antimony), 20 \u00b0C, \u00a9 2020\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        source = document.source
        if source.foreign or source.text.isascii():
            return
        for pattern, encoding in ((_WESTERN, "cp1252"), (_CHINESE, "gbk")):
            for found in pattern.finditer(source.text):
                meant = _read_back(found[0], encoding)
                place = Span(source, *found.span())
                if meant is None or _CONTROL.search(place.text):
                    continue
                if _LOST in meant:
                    message = "characters were lost here when the text was decoded with the wrong encoding"
                    yield self.finding(place, message, help="write what was meant")
                    continue
                message = f"this text was decoded with the wrong encoding; {meant!r} may be meant"
                fix = Fix(f"write {meant}", (Edit(place, meant),), safe=False)
                yield self.finding(place, message, fix=fix)


def _read_back(text: str, encoding: str) -> str | None:
    """Return what a text was before it was decoded wrongly, None if it is as it was written."""
    meant = text
    for _ in range(_TWICE):
        try:
            again = _bytes(meant, encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            break
        if again == meant:
            break
        meant = again
    visible = meant.isprintable() and meant.strip() != ""
    return meant if meant != text and visible else None


def _bytes(text: str, encoding: str) -> bytes:
    """Return the bytes of a text; what Windows-1252 leaves undefined is kept, as browsers do."""
    if encoding != "cp1252":
        return text.encode(encoding)
    return b"".join(
        letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode(encoding) for letter in text
    )
