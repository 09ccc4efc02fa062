"""How a list is written: what nearly all of its entries share, or what its configuration declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from checker.model.habits import (
    LEAST,
    Form,
    Habit,
    arxiv_form,
    commonest,
    form_of,
    joints,
    label_order,
    labelled_links,
    line_labels,
    link_form,
    parts_of,
    sequence,
    shape,
)
from checker.model.words.labels import is_label
from checker.model.words.wording import normal

if TYPE_CHECKING:
    from checker.model.document import Document, Entry, Family


@dataclass(frozen=True)
class Grammar:
    """The habits of one list.

    Declared by configuration: ``known`` are labels that are right however rare, ``required`` what every entry must have
    (labels, or ``citation``), ``order`` that of entries in a section (``title``, ``oldest-first`` or ``newest-first``),
    ``cross_listing`` says that one work may rightly stand in several sections, ``original`` is the path of the list that
    this one translates, or None: lists with one original say the same.

    Counted: ``entries`` is how many there are, ``cited`` how many have a citation, ``forms`` how many have each form,
    ``parts`` how many of a form have each part, named as ``parts_of`` does. ``labels`` counts each label of a link,
    ``line_labels`` each label that begins a line, case-folded, over the entries; ``spellings`` is how each is mostly
    written. ``families`` counts the families.

    A habit is None where there is nothing to tell it by: ``joints`` what separates two neighbouring parts, by their names
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
    line_labels: Mapping[str, int] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[Form, int] = field(default_factory=dict)
    parts: Mapping[tuple[Form, str], int] = field(default_factory=dict)
    families: Mapping[Family, int] = field(default_factory=dict)
    joints: Mapping[str, Habit] = field(default_factory=dict)
    label_order: tuple[str, ...] = ()
    link_form: Habit | None = None
    arxiv_form: Habit | None = None
    marker: Habit | None = None
    gap: Habit | None = None
    date_form: Habit | None = None
    sequence: Habit | None = None

    @property
    def family(self) -> Family | None:
        """The family of most entries."""
        return max(self.families, key=lambda family: self.families[family], default=None)

    def having(self, part: str, form: Form) -> Habit:
        """Return how many entries of a form have a part, as ``parts_of`` names it."""
        return Habit(part, self.parts.get((form, part), 0), self.forms.get(form, 0))


def infer_grammar(document: Document, declared: Grammar) -> Grammar:
    """Return how a list is written: as declared, with what its entries show."""
    entries = document.entries
    parts = Counter((form_of(entry), part) for entry in entries for part in parts_of(entry))
    own = [[link for link in labelled_links(entry) if is_label(link.label)] for entry in entries]
    labels = [[link.label.casefold() for link in labelled_links(entry)] for entry in entries]
    line = [[place.text for place in line_labels(entry)] for entry in entries if entry.family in "ABG"]
    return replace(
        declared,
        entries=len(entries),
        cited=sum(bool(entry.citations) for entry in entries),
        labels=Counter(label for found in labels for label in set(found)),
        line_labels=Counter(label for found in line for label in {label.casefold() for label in found}),
        spellings=_spellings([link.label for entry in entries for link in labelled_links(entry)], line),
        forms=Counter(map(form_of, entries)),
        parts=parts,
        families=Counter(entry.family for entry in entries),
        joints=_joints(document),
        label_order=label_order([[link.label.casefold() for link in links] for links in own]),
        link_form=commonest(link_form(link) for links in own for link in links if link.badge is None),
        arxiv_form=commonest(form for entry in entries for link in entry.links if (form := arxiv_form(link))),
        marker=commonest(_marker(entry) for entry in entries if entry.family in "BCDE"),
        gap=_gap(document),
        date_form=commonest(shape(entry.date.value) for entry in entries if entry.date),
        sequence=sequence(document, {entry.span: normal(entry.title.value) for entry in entries}),
    )


def _spellings(labels: list[str], lines: list[list[str]]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for label in [*labels, *(label for found in lines for label in found)]:
        counts.setdefault(label.casefold(), Counter())[label] += 1
    return {folded: spelled.most_common(1)[0][0] for folded, spelled in counts.items()}


def _joints(document: Document) -> dict[str, Habit]:
    found: dict[str, list[str]] = {}
    for entry in document.entries:
        for joint in joints(entry):
            found.setdefault(joint.name, []).append(joint.separator)
    return {name: habit for name, values in found.items() if len(values) >= LEAST and (habit := commonest(values))}


def _marker(entry: Entry) -> str:
    text = entry.span.text[:4].lstrip()
    return "1." if text[:1].isdigit() else text[:1]


def _gap(document: Document) -> Habit | None:
    """Return how many blank lines stand between two neighbours of a section."""
    values = []
    for one, other in pairwise(document.entries):
        between = document.source.text[one.span.end : other.span.start]
        if not between.strip():
            values.append(str(max(0, between.count("\n") - 1)))
    return commonest(values)
