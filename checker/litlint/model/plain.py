"""Documents and findings as plain data, lists of strings and numbers that JSON can hold, and back.

What a field holds is read off its annotation, so that a new field or a new class of the model needs nothing here. Sections,
links and citations that a document has once, and its entries again, are written once. What takes long to work out of a
value is written beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from litlint.identifiers import identifier
from litlint.model import citation, document, finding, list_style, nodes
from litlint.model.document import Document
from litlint.model.finding import Finding
from litlint.model.nodes import Block
from litlint.model.source import Source, Span
from litlint.values import Remembering, remember

Plain = Any
"""What JSON can hold."""

# The parts of a document in the order in which they are written: first what others refer to.
_PARTS = tuple("sections links citations entries comments allowances problems unread rows items leading cited".split())
_TABLES = {"Section": "sections", "Link": "links", "Citation": "citations"}
_CLASSES: Mapping[str, type] = {
    each.__name__: each
    for module in (citation, document, finding, identifier, nodes)
    for each in vars(module).values()
    if isinstance(each, type) and each.__module__ == module.__name__
}
_ENUMS: Mapping[str, Mapping[Any, Any]] = {
    each.__name__: {member.value: member for member in each} for each in (list_style.EntryKind, finding.Severity)
}
# What functions remember of a value that is written beside its fields: by its class, the class of the result.
_REMEMBERED: Mapping[str, tuple[str, Callable[[Any], Any]]] = {"Link": ("Reading", nodes.reading_of)}
# What JSON holds as it is: these, and the words of a closed vocabulary.
_AS_IS = frozenset(("str", "int", "bool", "BlockKind", "InlineKind", "LinkKind"))


class _Writer:
    """Writes what has its places in one source; ``known`` are the indices of what is in a table, by identity."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.known: dict[int, int] = {}

    def span(self, span: Span) -> Plain:
        if span.source is self.source or span.source == self.source:
            return [span.start, span.end]
        return [span.start, span.end, span.path]


class _Reader:
    """Reads what ``_Writer`` wrote; ``sources`` are all that places may be in, ``tables`` what is read already."""

    def __init__(self, source: Source, sources: Mapping[str, Source]) -> None:
        self.source, self.sources = source, sources
        self.tables: dict[str, Sequence[Any]] = {}

    def span(self, plain: Plain) -> Span:
        return Span(self.source if len(plain) == 2 else self.sources[plain[2]], plain[0], plain[1])


def plain_document(document: Document) -> Plain:
    """Return a document as it was read, without its blocks, as plain data."""
    writer = _Writer(document.source)
    found: list[Plain] = [document.kind, {name: writer.span(place) for name, place in document.anchors.items()}]
    for name in _PARTS:
        items = getattr(document, name)
        write = _write(_item_of(name))
        found.append([write(item, writer) for item in items])
        if name in _TABLES.values():
            writer.known.update((id(item), index) for index, item in enumerate(items))
    return found


def document_of(plain: Plain, source: Source, blocks: Sequence[Block]) -> Document:
    """Return the document that ``plain_document`` wrote, of an equal source; ``blocks`` are its own.

    Raises:
        ValueError, TypeError, LookupError: this is no such data.
    """
    reader = _Reader(source, {})
    kind, anchors, *parts = plain
    read_parts: dict[str, Any] = {}
    for name, items in zip(_PARTS, parts, strict=True):
        read = _read(_item_of(name))
        reader.tables[name] = read_parts[name] = tuple([read(item, reader) for item in items])
    places = {name: reader.span(place) for name, place in anchors.items()}
    return Document(source, kind, blocks, anchors=places, **read_parts)


def plain_findings(findings: Sequence[Finding], source: Source) -> Plain:
    """Return what was found in the document of a source as plain data."""
    write, writer = _write("Finding"), _Writer(source)
    return [write(each, writer) for each in findings]


def findings_of(plain: Plain, source: Source, sources: Mapping[str, Source]) -> tuple[Finding, ...]:
    """Return the findings that ``plain_findings`` wrote; ``sources`` are those of all documents, by path.

    Raises:
        ValueError, TypeError, LookupError: this is no such data.
    """
    read, reader = _read("Finding"), _Reader(source, sources)
    return tuple([read(each, reader) for each in plain])


def _item_of(name: str) -> str:
    """Return what the items of a part of a document are, by name."""
    return _inner(next(str(field.type) for field in fields(Document) if field.name == name))


@cache
def _write(kind: str) -> Callable[[Any, _Writer], Plain]:
    """Return how what an annotation names is written."""
    if kind == "Span":
        return lambda value, writer: writer.span(value)
    if kind.startswith("tuple["):
        item = _write(_inner(kind))
        return lambda value, writer: [item(each, writer) for each in value]
    if kind in _AS_IS:
        return lambda value, writer: value
    if kind in _ENUMS:
        return lambda value, writer: value.value
    names, parts = _fields(kind)
    values, beside = attrgetter(*names), _REMEMBERED.get(kind)

    def write(value: Any, writer: _Writer) -> Plain:
        known = writer.known.get(id(value))
        if known is not None:
            return known
        found = list(values(value))
        for index, inner in parts:
            if found[index] is not None:
                found[index] = _write(inner)(found[index], writer)
        if beside:
            made = beside[1](value)
            found.append(None if made is None else _write(beside[0])(made, writer))
        return found

    return write


@cache
def _read(kind: str) -> Callable[[Plain, _Reader], Any]:
    """Return how what an annotation names is read; the lists of the plain data are used up."""
    if kind == "Span":
        return lambda plain, reader: reader.span(plain)
    if kind.startswith("tuple["):
        item = _read(_inner(kind))
        return lambda plain, reader: tuple([item(each, reader) for each in plain])
    if kind in _AS_IS:
        return lambda plain, reader: plain
    if kind in _ENUMS:
        members = _ENUMS[kind]
        return lambda plain, reader: members[plain]
    make, table = _CLASSES[kind.partition("[")[0]], _TABLES.get(kind, "")
    _, parts = _fields(kind)

    def read(plain: Plain, reader: _Reader) -> Any:
        if isinstance(plain, int):
            return reader.tables[table][plain]
        for index, inner in parts:
            if plain[index] is not None:
                plain[index] = _read(inner)(plain[index], reader)
        return make(*plain)

    return _with_remembered(read, *_REMEMBERED[kind]) if kind in _REMEMBERED else read


def _with_remembered(
    read: Callable[[Plain, _Reader], Any], kind: str, function: Callable[[Remembering], Any]
) -> Callable[[Plain, _Reader], Any]:
    """Return how a value is read beside which the result of a function is written."""

    def read_both(plain: Plain, reader: _Reader) -> Any:
        if isinstance(plain, int):
            return read(plain, reader)
        made = plain.pop()
        value = read(plain, reader)
        remember(value, function, None if made is None else _read(kind)(made, reader))
        return value

    return read_both


def _inner(kind: str) -> str:
    return kind.removeprefix("tuple[").removesuffix(", ...]")


def _fields(kind: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Return the names of a class's fields, and the indices and annotations of those that JSON cannot hold."""
    name, _, argument = kind.removesuffix("]").partition("[")
    names, parts = [], []
    for index, field in enumerate(fields(_CLASSES[name])):
        names.append(field.name)
        annotation = str(field.type).removesuffix(" | None")
        annotation = argument if annotation == "T" else annotation
        if annotation not in _AS_IS:
            parts.append((index, annotation))
    return names, parts
