"""How a list is written: what nearly all of its entries share, or what its configuration declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from litlint.values import value


class EntryKind(Enum):
    """How an entry is written. The value is the word that users see."""

    HEADING = "heading"
    NESTED_BULLET = "nested_bullet"
    LINKED_BULLET = "linked_bullet"
    PLAIN_BULLET = "plain_bullet"
    NUMBERED = "numbered"
    TABLE_ROW = "table_row"
    PARAGRAPH = "paragraph"
    HTML_ROW = "html_row"

    @property
    def letter(self) -> str:
        """The letter by which the first release of ``litlint entries`` named the kind, under ``family``."""
        return "ABCDEFGH"[list(EntryKind).index(self)]

    @property
    def is_item(self) -> bool:
        """Whether the entry is an item of a list."""
        return self.value.endswith("bullet") or self is EntryKind.NUMBERED

    @property
    def is_row(self) -> bool:
        """Whether the entry is a row of a table."""
        return self.value.endswith("row")

    @property
    def has_lines(self) -> bool:
        """Whether the entry has lines of its own below its title."""
        return self in (EntryKind.HEADING, EntryKind.NESTED_BULLET, EntryKind.PARAGRAPH)


Form = Literal["block", "item", "row"]
Policy = Literal["strict", "lists"]
"""How severe it is that a work is described wrongly: a warning by ``strict``, a note by ``lists``."""

MIN_SAMPLES = 5
"""So many entries must show a habit before it counts as one."""
# One entry in so many may differ before a list no longer keeps a convention.
_ONE_IN = 30


def nearly_all(count: int, total: int) -> bool:
    """Say whether so many share something that the others are exceptions: all but one, or but one in thirty."""
    return count >= MIN_SAMPLES and total - count <= max(1, total // _ONE_IN)


@value
class Convention:
    """What ``count`` of the ``total`` entries that could do it do in one way, ``value``."""

    value: str
    count: int
    total: int

    @property
    def share(self) -> float:
        """The part of the entries that keep the habit, 0 to 1."""
        return self.count / self.total if self.total else 0.0

    @property
    def is_followed(self) -> bool:
        """Whether nearly all keep it."""
        return nearly_all(self.count, self.total)


@dataclass(frozen=True)
class ListStyle:
    """The habits of one list.

    Declared by configuration: ``known`` are labels that are right however rare, ``required`` what every entry must have
    (labels, or ``citation``), ``order`` that of entries in a section (``title``, ``oldest-first`` or ``newest-first``),
    ``cross_listing`` says that one work may rightly be in several sections, ``original`` is the path of the list that
    this one translates, or None: lists with one original say the same; ``policy`` says how severe wrong details are, None
    where that goes by the kind of file.

    Counted: ``entries`` is how many there are, ``cited`` how many have a citation, ``forms`` how many have each form,
    ``parts`` how many of a form have each part, named as ``parts_of`` does. ``labels`` counts each label of a link,
    ``line_labels`` each label that begins a line, case-folded, over the entries; ``spellings`` is how each is mostly
    written. ``kinds`` counts the kinds of entries.

    A habit is None where nothing shows it: ``separators`` what separates two neighbouring parts, by their names
    (``title-venue``); ``link_form`` how a labelled link is written, ``arxiv_form`` one to arXiv, ``marker`` how an
    entry begins, ``gap`` the blank lines before one, ``date_form`` the shape of its date, ``sequence`` the order of
    neighbours. ``label_order`` holds the frequent labels in the order in which an entry gives them.
    """

    entries: int = 0
    cited: int = 0
    labels: Mapping[str, int] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    required: tuple[str, ...] = ()
    order: str | None = None
    cross_listing: bool = False
    original: str | None = None
    policy: Policy | None = None
    line_labels: Mapping[str, int] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[Form, int] = field(default_factory=dict)
    parts: Mapping[tuple[Form, str], int] = field(default_factory=dict)
    kinds: Mapping[EntryKind, int] = field(default_factory=dict)
    separators: Mapping[str, Convention] = field(default_factory=dict)
    label_order: tuple[str, ...] = ()
    link_form: Convention | None = None
    arxiv_form: Convention | None = None
    marker: Convention | None = None
    gap: Convention | None = None
    date_form: Convention | None = None
    sequence: Convention | None = None

    @property
    def kind(self) -> EntryKind | None:
        """The kind of most entries."""
        return max(self.kinds, key=lambda kind: self.kinds[kind], default=None)

    def having(self, part: str, form: Form) -> Convention:
        """Return how many entries of a form have a part, as ``parts_of`` names it."""
        return Convention(part, self.parts.get((form, part), 0), self.forms.get(form, 0))
