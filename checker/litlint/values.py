"""What spans, links, entries and findings are: values, equal if their fields are, which functions may remember."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class", bound=type)
_Thing = TypeVar("_Thing")
_Made = TypeVar("_Made")
# So many results are kept for one function: more than a long list has entries, and a few megabytes.
_MOST_REMEMBERED = 1 << 15


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: _Class) -> _Class:
    """Make a class a dataclass that nothing may change: type checkers see to that.

    While litlint runs nothing does, as a check makes values by the hundred thousand, and to make one that Python guards
    takes three times as long.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)  # type: ignore[return-value]  # the class, now with slots


def remembered(function: Callable[[_Thing], _Made]) -> Callable[[_Thing], _Made]:
    """Have a function of one entry, link or block make its result once, however many rules ask for it.

    A thing is known by its identity, as to compare two entries takes longer than most functions do. What is made must not
    be changed.
    """
    held: dict[int, tuple[_Thing, _Made]] = {}  # the thing too: as long as it lives, no other has its identity

    @wraps(function)
    def ask(thing: _Thing) -> _Made:
        known = held.get(id(thing))
        if known is not None:
            return known[1]
        if len(held) >= _MOST_REMEMBERED:
            held.clear()
        made = function(thing)
        held[id(thing)] = thing, made
        return made

    return ask
