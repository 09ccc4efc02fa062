"""What an export does not say, because it is not certain: one line for each kind of field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from litlint.export.works import Work

# Entries named for one reason; the count covers the rest.
_MOST_KEYS: Final = 3
# What a reader of a reference expects of every work; other fields are missing only if they were left out.
_EXPECTED: Final = ("title", "author", "year")


def lines(works: Sequence[Work]) -> list[str]:
    """Return what is missing in some works: what is not certain, and what nothing says."""
    found = []
    for name in sorted({name for work in works for name in work.left_out}):
        keys = [work.key for work in works if name in work.left_out]
        shown = ", ".join(keys[:_MOST_KEYS]) + (", …" if len(keys) > _MOST_KEYS else "")
        found.append(f"{name} left out of {_count(len(keys))}, because it is not certain: {shown}")
    for name in _EXPECTED:
        missing = sum(not _has(work, name) for work in works)
        if missing:
            found.append(f"no {name} known of {_count(missing)}")
    return found


def _has(work: Work, name: str) -> bool:
    others = {"author": ("author", "editor"), "year": ("year", "date")}.get(name, (name,))
    return name in work.left_out or not work.fields.keys().isdisjoint(others)


def _count(works: int) -> str:
    return "1 work" if works == 1 else f"{works} works"
