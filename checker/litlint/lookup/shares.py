"""Parts of a lock by identity: a share that a machine of several asks about, and a share that is due on a day.

A row's share follows from its ``id`` alone, so that it is the same in every run and on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Shard:
    """The ``number``-th of ``count`` parts, 1 first."""

    number: int
    count: int

    def holds(self, key: str) -> bool:
        """Say whether a row is in this part."""
        return _place(key, self.count, b"shard") == self.number - 1


def is_due(key: str, days: int, today: date) -> bool:
    """Say whether a row's turn is today, where each has one turn in so many days."""
    return _place(key, days, b"spread") == today.toordinal() % days


def _place(key: str, count: int, purpose: bytes) -> int:
    """Return a number below ``count``; those for two purposes have nothing to do with each other."""
    from hashlib import blake2b

    return (
        int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8, person=purpose).digest(), "big") % count
    )
