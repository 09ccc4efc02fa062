"""How a list is written: what nearly all of its entries share, or what its configuration declares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from litlint.metadata.labels import is_label
from litlint.metadata.normalize import normalize_title
from litlint.model.document import Document, Entry
from litlint.model.list_style import MIN_SAMPLES, Convention, ListStyle
from litlint.style.measure import (
    arxiv_form,
    commonest,
    digit_pattern,
    form_of,
    label_order,
    labelled_links,
    line_labels,
    link_form,
    parts_of,
    separators,
    sequence,
)


class ListStyles(Mapping[str, ListStyle]):
    """How the lists of a workspace are written, by path; each is measured when something asks for it.

    ``declared`` is what the configuration says of each, by path.
    """

    def __init__(self, documents: Iterable[Document], declared: Mapping[str, ListStyle]) -> None:
        self.declared = declared
        self._documents = {document.path: document for document in documents}
        self._measured: dict[str, ListStyle] = {}

    def __getitem__(self, path: str) -> ListStyle:
        if path not in self._measured:
            self._measured[path] = infer_style(self._documents[path], self.declared[path])
        return self._measured[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.declared)

    def __len__(self) -> int:
        return len(self.declared)


def declared_of(styles: Mapping[str, ListStyle]) -> Mapping[str, ListStyle]:
    """Return what is declared of the lists of a workspace, by path."""
    return styles.declared if isinstance(styles, ListStyles) else styles


def with_documents(styles: Mapping[str, ListStyle], documents: Sequence[Document]) -> ListStyles:
    """Return the styles of a workspace for other documents at its paths."""
    declared = declared_of(styles)
    return ListStyles((document for document in documents if document.path in declared), declared)


def infer_style(document: Document, declared: ListStyle) -> ListStyle:
    """Return how a list is written: as declared, with what its entries show."""
    entries = document.entries
    parts = Counter((form_of(entry), part) for entry in entries for part in parts_of(entry))
    own = [[link for link in labelled_links(entry) if is_label(link.label)] for entry in entries]
    labels = [[link.label.casefold() for link in labelled_links(entry)] for entry in entries]
    line = [[place.text for place in line_labels(entry)] for entry in entries if entry.kind.has_lines]
    return replace(
        declared,
        entries=len(entries),
        cited=sum(bool(entry.all_citations) for entry in entries),
        labels=Counter(label for found in labels for label in set(found)),
        line_labels=Counter(label for found in line for label in {label.casefold() for label in found}),
        spellings=_spellings([link.label for entry in entries for link in labelled_links(entry)], line),
        forms=Counter(map(form_of, entries)),
        parts=parts,
        kinds=Counter(entry.kind for entry in entries),
        separators=_joints(document),
        label_order=label_order([[link.label.casefold() for link in links] for links in own]),
        link_form=commonest(link_form(link) for links in own for link in links if link.badge is None),
        arxiv_form=commonest(form for entry in entries for link in entry.links if (form := arxiv_form(link))),
        marker=commonest(_marker(entry) for entry in entries if entry.kind.is_item),
        gap=_gap(document),
        date_form=commonest(digit_pattern(entry.date.value) for entry in entries if entry.date),
        sequence=sequence(document, {entry.span: normalize_title(entry.title.value) for entry in entries}),
    )


def _spellings(labels: list[str], lines: list[list[str]]) -> dict[str, str]:
    counts: dict[str, Counter[str]] = {}
    for label in [*labels, *(label for found in lines for label in found)]:
        counts.setdefault(label.casefold(), Counter())[label] += 1
    return {folded: spelled.most_common(1)[0][0] for folded, spelled in counts.items()}


def _joints(document: Document) -> dict[str, Convention]:
    found: dict[str, list[str]] = {}
    for entry in document.entries:
        for joint in separators(entry):
            found.setdefault(joint.name, []).append(joint.separator)
    return {
        name: convention
        for name, values in found.items()
        if len(values) >= MIN_SAMPLES and (convention := commonest(values))
    }


def _marker(entry: Entry) -> str:
    text = entry.span.text[:4].lstrip()
    return "1." if text[:1].isdigit() else text[:1]


def _gap(document: Document) -> Convention | None:
    """Return how many blank lines are between two neighbours of a section."""
    values = []
    for one, other in pairwise(document.entries):
        between = document.source.text[one.span.end : other.span.start]
        if not between.strip():
            values.append(str(max(0, between.count("\n") - 1)))
    return commonest(values)
