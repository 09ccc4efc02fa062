"""How a list is written: what nearly all of its entries share, or what its configuration declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Grammar:
    """The habits of one list.

    ``labels`` counts each label, case-folded, over the entries; ``known`` are labels that configuration declares;
    ``required`` what it asks every entry for (labels, or ``citation``); ``entries`` how many entries the counts rest on,
    ``cited`` how many of them have a citation. ``order`` is the declared order of entries in a section, ``cross_listing``
    says that one work may rightly stand in several sections.
    """

    entries: int = 0
    cited: int = 0
    labels: Mapping[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    order: str | None = None
    cross_listing: bool = False
