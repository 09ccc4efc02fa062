"""The rule invalid-utf8."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.rule import Bad, Context, Document, Edit, Finding, Fix, Good, Related, Rule, Severity, Span

# Bytes that were no UTF-8 are kept as these (PEP 383).
_ESCAPED = re.compile("[\udc80-\udcff]+")
_MOST_RELATED = 5


class InvalidUtf8(Rule):
    """Bytes that are not UTF-8.

    Browsers, GitHub and BibTeX show a replacement character in their place, or refuse the file. Mostly the file was saved
    by an editor that is set to another encoding. All such bytes of a file are one finding. Of a file that is no text in
    UTF-8 at all, such as one in UTF-16, nothing else is read.

    Save the file as UTF-8. The fix offered takes the bytes for Windows-1252, which is most often right for Western texts.
    """

    severity = Severity.ERROR
    examples = (
        Bad("Ren\udce9 Doe\n", finds="\udce9", fixed="René Doe\n"),
        Bad("caf\udce9 and na\udcefve\n", finds="\udce9", fixed="café and naïve\n"),
        Bad("\udcff\udcfe#\0 \0L\0i\0s\0t\0\n\0", finds="\udcff"),
        Good("René Doe, 你好, 😀\n"),
        Good("- [René](https://gardens.org/ren%E9)\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        source = document.source
        if source.foreign:
            message = f"this file is {source.foreign}, so nothing in it was read"
            yield self.finding(Span(source, 0, 1), message, help="save the file as text in UTF-8")
        if source.foreign or source.text.isascii():
            return
        places = [Span(source, *found.span()) for found in _ESCAPED.finditer(source.text)]
        if not places:
            return
        edits = [Edit(place, text) for place in places if (text := _western(place.text)) is not None]
        fix = Fix("read them as Windows-1252", tuple(edits), safe=False) if len(edits) == len(places) else None
        count = sum(place.end - place.start for place in places)
        message = (
            "this byte is not UTF-8" if count == 1 else f"{count} bytes of this file are not UTF-8, the first ones here"
        )
        related = [Related(place, "here too") for place in places[1:_MOST_RELATED]]
        yield self.finding(places[0], message, help="save the file as UTF-8", fix=fix, related=related)


def _western(escaped: str) -> str | None:
    """Return what the bytes mean in Windows-1252, None if nothing."""
    try:
        return escaped.encode("utf-8", "surrogateescape").decode("cp1252")
    except UnicodeDecodeError:
        return None
