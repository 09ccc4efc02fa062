"""When two records that name one work are clearly of two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from litlint.matching.work_references import paper_links
from litlint.metadata.labels import is_label
from litlint.metadata.titles import normal, relation, short_name
from litlint.model.document import Entry


@dataclass(frozen=True, slots=True)
class Called:
    """What a record calls its work: the title, and the names that it also goes by, as ``normal`` gives them."""

    title: str
    names: frozenset[str] = frozenset()

    def is_clearly_not(self, other: Called) -> bool:
        """Say whether the titles are clearly those of two works, and neither speaks of a name of the other."""
        if relation(self.title, other.title) != "different":
            return False
        return not self._mentions(other) and not other._mentions(self)

    def _mentions(self, other: Called) -> bool:
        text = f" {normal(self.title)} "
        return any(f" {name} " in text for name in other.names)


def called(title: str, also: Iterable[str] = ()) -> Called:
    """Return what a work is called by a title, the short name before its colon, and some more names."""
    names = {normal(name) for name in (short_name(title) or "", *also)}
    return Called(title, frozenset(names - {""}))


def called_in(entry: Entry) -> Called:
    """Return what an entry calls its work: in brackets, before a colon, as the text of its link."""
    linked = (link.text for link in paper_links(entry) if not is_label(link.text))
    return called(entry.title.value, [entry.name.value if entry.name else "", *linked])
