"""Places of the model as editors name them, and back: URIs, ranges in units of UTF-16, edits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from litlint.model.finding import Edit
from litlint.model.source import Source, Span
from litlint.report.layout.difference import changes

UriOf = Callable[[str], str]
"""Gives the URI of a document of the collection by its path."""


def file_of(uri: str) -> Path | None:
    """Return the file that a URI names, None for what is in no file (a text that was never saved)."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def uri_of(place: Path) -> str:
    """Return the URI of a file."""
    return from_fs_path(str(place)) or place.as_uri()


def position_of(source: Source, offset: int) -> types.Position:
    """Return an offset as an editor counts."""
    return types.Position(*source.utf16_position(offset))


def offset_of(source: Source, position: types.Position) -> int:
    """Return the offset of an editor's position; one beyond the end of its line is that end."""
    return source.offset_of_utf16(position.line, position.character)


def range_of(span: Span) -> types.Range:
    """Return a place as an editor marks it."""
    return types.Range(position_of(span.source, span.start), position_of(span.source, span.end))


def location_of(span: Span, uri: UriOf) -> types.Location:
    """Return a place with its document."""
    return types.Location(uri(span.path), range_of(span))


def workspace_edit(edits: Iterable[Edit], uri: UriOf) -> types.WorkspaceEdit:
    """Return edits as an editor makes them, all or none."""
    by_uri: dict[str, Sequence[types.TextEdit]] = {}
    for edit in edits:
        name = uri(edit.span.path)
        by_uri[name] = [*by_uri.get(name, ()), types.TextEdit(range_of(edit.span), edit.text)]
    return types.WorkspaceEdit(changes=by_uri)


def edits_between(before: Source, after: Source) -> list[Edit]:
    """Return edits, line by line, that make one text of another, so that an editor keeps its cursor and its folds."""
    old, new = before.text.splitlines(keepends=True), after.text.splitlines(keepends=True)
    starts = [*accumulate(map(len, old), initial=0)]
    return [
        Edit(before.span(starts[first], starts[last]), "".join(new[start:end]))
        for first, last, start, end in changes(old, new)
    ]
