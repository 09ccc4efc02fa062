"""What bibtexparser makes of entries: the second opinion on entries in which the scan found no fault."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bibtexparser.splitter import Splitter

Pairs = list[tuple[str, str]]


def read_bodies(bodies: Iterable[str]) -> Mapping[int, Pairs]:
    """Return what bibtexparser reads, by the index of the body: the names as written and the values with delimiters.

    A body is an entry's text from after its key on. A body that bibtexparser cannot read has no place in the answer.
    """
    from bibtexparser.exceptions import ParsingException
    from bibtexparser.model import DuplicateFieldKeyBlock, Entry

    text = "\n".join(f"@misc{opener}{index}{body}" for index, body in enumerate(bodies) for opener in _opener(body))
    try:
        blocks = _splitter()(text).split().blocks
    except ParsingException:
        return {}
    read: dict[int, Pairs] = {}
    for block in blocks:
        entry = block.ignore_error_block if isinstance(block, DuplicateFieldKeyBlock) else block
        if isinstance(entry, Entry) and entry.key.isdecimal():
            read.setdefault(int(entry.key), [(field.key, field.value) for field in entry.fields])
    return read


def _opener(body: str) -> str:
    return "(" if body.endswith(")") else "{"


@cache
def _splitter() -> type[Splitter]:
    """Import bibtexparser, and keep what it logs off the terminal: every fault that it reports is one of ours."""
    from bibtexparser.splitter import Splitter

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)
    return Splitter
