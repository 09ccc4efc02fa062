"""When two records that name one work are clearly of two."""

from __future__ import annotations

from collections.abc import Iterable

from litlint.matching.work_references import paper_links
from litlint.metadata.labels import is_label
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import compare_titles, short_name
from litlint.model.document import Entry
from litlint.values import value


@value
class RecordTitle:
    """What a record calls its work: the title, and the names that it also goes by, as ``normal`` gives them."""

    title: str
    names: frozenset[str] = frozenset()

    def is_clearly_not(self, other: RecordTitle) -> bool:
        """Say whether the titles are clearly those of two works, and neither speaks of a name of the other."""
        if compare_titles(self.title, other.title) != "different":
            return False
        return not self._mentions(other) and not other._mentions(self)

    def _mentions(self, other: RecordTitle) -> bool:
        text = f" {normalize_title(self.title)} "
        return any(f" {name} " in text for name in other.names)


def from_title(title: str, also: Iterable[str] = ()) -> RecordTitle:
    """Return what a work is called by a title, the short name before its colon, and some more names."""
    names = {normalize_title(name) for name in (short_name(title) or "", *also)}
    return RecordTitle(title, frozenset(names - {""}))


def from_entry(entry: Entry) -> RecordTitle:
    """Return what an entry calls its work: in brackets, before a colon, as the text of its link."""
    linked = (link.text for link in paper_links(entry) if not is_label(link.text))
    return from_title(entry.title.value, [entry.name.value if entry.name else "", *linked])
