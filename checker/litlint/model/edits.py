"""Edits applied to a text: all of them or none, and not a character outside them."""

from __future__ import annotations

from collections.abc import Iterable

from litlint.errors import OverlapError
from litlint.model.finding import Edit
from litlint.model.source import Source


def apply_edits(source: Source, edits: Iterable[Edit]) -> Source:
    """Return the source with all edits made; what lies outside them keeps every byte.

    Edits may meet, and insert where another one begins or ends. Their order does not matter, but for insertions at one
    offset, which are made in the given order. An edit that is given twice is made once.

    Raises:
        OverlapError: two edits touch the same characters.
    """
    pieces: list[str] = []
    at = 0
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.span.start, edit.span.end)):
        if edit.span.source is not source and edit.span.source != source:
            raise ValueError(f"an edit of {edit.span.path} cannot be made in {source.path}")
        if edit.span.start < at:
            raise OverlapError(f"{source.path}:{edit.span.line}:{edit.span.column}: two edits touch the same text")
        pieces += (source.text[at : edit.span.start], edit.text)
        at = edit.span.end
    pieces.append(source.text[at:])
    # Bytes that are no UTF-8 may become text once what was between them is gone, so what will be read is what counts.
    return Source.decode(source.path, Source(source.path, "".join(pieces), source.bom).encode())
