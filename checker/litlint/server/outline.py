"""The parts of a text: sections with their entries, for the outline, for folding, and to find an entry by its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from litlint.metadata.normalize import normalize_title
from litlint.model.document import Document, Entry, Section
from litlint.model.source import Source, Span
from litlint.server.places import location_of, position_of, range_of
from litlint.server.view import View

_MOST = 200  # symbols of the whole collection that are sent at once


def document_symbols(document: Document) -> list[types.DocumentSymbol]:
    """Return the sections, each in the one above it, with their entries; of a bibliography its citations."""
    if document.kind == "bibtex":
        return [
            _symbol(
                one.key or f"@{one.kind}", types.SymbolKind.Key, one.span, one.key_span if one.key else one.kind_span
            )
            for one in document.citations
        ]
    top: list[types.DocumentSymbol] = []
    above: list[tuple[int, types.DocumentSymbol]] = []
    ends = _ends(document.sections)
    for section in document.sections:
        entries = [_entry(entry) for entry in document.entries_in(section)]
        if section.heading is None:
            top += entries
            continue
        whole = section.span.source.span(section.span.start, ends[section.span])
        symbol = _symbol(section.title or "…", types.SymbolKind.Namespace, whole, section.heading.span, entries)
        while above and above[-1][0] >= section.level:
            above.pop()
        siblings = above[-1][1].children if above else top
        assert isinstance(siblings, list)  # noqa: S101 - made here
        siblings.append(symbol)
        above.append((section.level, symbol))
    return top


def workspace_symbols(views: Iterable[View], query: str) -> list[types.WorkspaceSymbol]:
    """Return the entries and citations whose title or key has the words of a query, of all lists."""
    words = normalize_title(query).split()
    found: list[types.WorkspaceSymbol] = []
    for view in views:
        for document in view.documents:
            for name, container, place in _named(document):
                plain = normalize_title(name)
                if len(found) < _MOST and all(word in plain for word in words):
                    kind = types.SymbolKind.Key if document.kind == "bibtex" else types.SymbolKind.Object
                    found.append(
                        types.WorkspaceSymbol(location_of(place, view.uri), name, kind, container_name=container)
                    )
    return found


def folding_ranges(document: Document) -> list[types.FoldingRange]:
    """Return what can be folded: sections, fences, citations and comments of several lines."""
    ends = _ends(document.sections)
    spans: list[tuple[Span, types.FoldingRangeKind | None]] = [
        (section.span.source.span(section.span.start, ends[section.span]), None)
        for section in document.sections
        if section.heading is not None
    ]
    spans += [(block.span, None) for block in document.walk() if block.kind == "fence"]
    spans += [(one.span, None) for one in document.citations if document.kind == "bibtex"]
    spans += [(comment.span, types.FoldingRangeKind.Comment) for comment in document.comments]
    ranges = [(_last_line(span), span.source.utf16_position(span.start)[0], kind) for span, kind in spans]
    return [types.FoldingRange(first, last, kind=kind) for last, first, kind in ranges if last > first]


def _ends(sections: tuple[Section, ...]) -> dict[Span, int]:
    """Return where each section ends when those below it count as part of it."""
    ends: dict[Span, int] = {}
    open_sections: list[Section] = []
    for section in sections:
        while open_sections and open_sections[-1].level >= section.level:
            ends[open_sections.pop().span] = section.span.start
        open_sections.append(section)
    for section in open_sections:
        ends[section.span] = len(section.span.source.text)
    return ends


def _last_line(span: Span) -> int:
    """Return the line, as an editor counts, in which the last sign of a place is that is no white space."""
    return span.source.utf16_position(span.start + len(span.text.rstrip()))[0]


def _named(document: Document) -> Iterator[tuple[str, str, Span]]:
    """Yield what can be found by its name: that, the section it is in, and its place."""
    for entry in document.entries:
        yield entry.title.value, entry.section.title, entry.title.span
    if document.kind == "bibtex":
        for citation in document.citations:
            title = citation.title.value if citation.title else ""
            yield f"{citation.key} {title}".strip(), document.path, citation.key_span


def _entry(entry: Entry) -> types.DocumentSymbol:
    said = [entry.venue.value if entry.venue else "", str(entry.year.value) if entry.year else ""]
    symbol = _symbol(entry.title.value or "…", types.SymbolKind.Object, entry.span, entry.title.span)
    symbol.detail = ", ".join(part for part in said if part) or None
    return symbol


def _symbol(
    name: str, kind: types.SymbolKind, whole: Span, own: Span, children: list[types.DocumentSymbol] | None = None
) -> types.DocumentSymbol:
    """Return a symbol; the protocol wants its own place within the whole."""
    source: Source = whole.source
    start, end = max(own.start, whole.start), min(own.end, whole.end)
    selection = types.Range(position_of(source, start), position_of(source, max(start, end)))
    return types.DocumentSymbol(
        " ".join(name.split()) or "…", kind, range_of(whole), selection, children=children or []
    )
