"""How a list is written: what nearly all of its entries share, or what its configuration declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.model.document import Document


@dataclass(frozen=True)
class Grammar:
    """The habits of one list.

    ``labels`` counts each label, case-folded, over the entries; ``known`` are labels that configuration declares;
    ``required`` what it asks every entry for (labels, or ``citation``); ``entries`` how many entries the counts rest
    on, ``cited`` how many of them have a citation. ``order`` is the declared order of entries in a section (``title``,
    ``oldest-first`` or ``newest-first``), ``cross_listing`` says that one work may rightly stand in several sections.
    ``original`` is the path of the list that this one translates, or None: lists with one original say the same.
    """

    entries: int = 0
    cited: int = 0
    labels: Mapping[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    order: str | None = None
    cross_listing: bool = False
    original: str | None = None


def infer_grammar(document: Document, declared: Grammar) -> Grammar:
    """Return how a list is written: as declared, with what its entries show."""
    labels = Counter(
        label for entry in document.entries for label in {link.label.casefold() for link in entry.links if link.label}
    )
    cited = sum(bool(entry.citations) for entry in document.entries)
    return replace(declared, entries=len(document.entries), cited=cited, labels=labels)
