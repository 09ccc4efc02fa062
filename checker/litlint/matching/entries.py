"""Which entry of a list is which entry of an older state of it, wherever it is now."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from litlint import regex as re
from litlint.metadata.normalize import normalize_title
from litlint.model.document import Entry, Workspace
from litlint.model.source import Span
from litlint.values import value

# The marker of a list item or heading, which says nothing of the entry.
_MARKER = re.compile(r"\A\s*(?:[-*+]|\d{1,9}[.)]|#{1,6})\s+")


@dataclass(frozen=True)
class EntryMatch:
    """``before`` says where the entry at a place was; ``same`` are the places of entries whose words are as they were."""

    before: Mapping[Span, Span]
    same: frozenset[Span]


@value
class _Placed:
    """An entry, the path of its list, its words, and those of the entry above it in its section."""

    path: str
    entry: Entry
    words: str
    above: str


@lru_cache(maxsize=2)  # of one change it is asked several times
def match_entries(now: Workspace, then: Workspace) -> EntryMatch:
    """Pair entries one to one: by all of their words, then by the work they name, the title, the citation key.

    Where several would do, place decides: the entry above, the section, the list.
    """
    fresh, old = list(_placed(now)), list(_placed(then))
    before: dict[Span, Span] = {}
    same: frozenset[Span] = frozenset()
    for name in _NAMES:
        for nearness in _NEARNESS:
            fresh, old = _match(fresh, old, name, nearness, before)
        if name is _words:
            same = frozenset(before)
    return EntryMatch(before, same)


def _placed(workspace: Workspace) -> Iterator[_Placed]:
    for document in workspace.documents:
        above, section = "", None
        for entry in document.entries:
            words = " ".join(_MARKER.sub("", entry.span.text).split())
            yield _Placed(document.path, entry, words, above if entry.section is section else "")
            above, section = words, entry.section


def _match(
    fresh: list[_Placed],
    old: list[_Placed],
    name: Callable[[_Placed], str],
    nearness: Callable[[_Placed], tuple[str, ...]],
    before: dict[Span, Span],
) -> tuple[list[_Placed], list[_Placed]]:
    """Pair the entries of equal name and nearness in order, and return those that are left."""
    waiting: dict[tuple[str, ...], deque[_Placed]] = {}
    for placed in old:
        waiting.setdefault((name(placed), *nearness(placed)), deque()).append(placed)
    left, taken = [], set()
    for placed in fresh:
        called = name(placed)
        queue = waiting.get((called, *nearness(placed))) if called else None
        if queue:
            twin = queue.popleft()
            before[placed.entry.span] = twin.entry.span
            taken.add(twin.entry.span)
        else:
            left.append(placed)
    return left, [placed for placed in old if placed.entry.span not in taken]


def _words(placed: _Placed) -> str:
    return placed.words


def _work(placed: _Placed) -> str:
    work = placed.entry.work
    return f"{work.scheme}:{work.value}" if work else ""


def _title(placed: _Placed) -> str:
    return normalize_title(placed.entry.title.value)


def _key(placed: _Placed) -> str:
    return next((citation.key for citation in placed.entry.citations if citation.key), "")


def _below_the_same(placed: _Placed) -> tuple[str, ...]:
    return (placed.path, *placed.entry.section.path, placed.above)


def _in_the_same_section(placed: _Placed) -> tuple[str, ...]:
    return (placed.path, *placed.entry.section.path)


def _in_the_same_list(placed: _Placed) -> tuple[str, ...]:
    return (placed.path,)


def _anywhere(placed: _Placed) -> tuple[str, ...]:
    return ()


_NAMES = (_words, _work, _title, _key)
_NEARNESS = (_below_the_same, _in_the_same_section, _in_the_same_list, _anywhere)
