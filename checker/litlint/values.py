"""What spans, links, entries and findings are: values, equal if their fields are, which functions may remember."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from functools import wraps
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class", bound=type)
_Thing = TypeVar("_Thing", bound="Remembering")
_Made = TypeVar("_Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: _Class) -> _Class:
    """Make a class a dataclass that nothing may change: type checkers see to that.

    While litlint runs nothing does, as a check makes values by the hundred thousand, and to make one that Python guards
    takes three times as long.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)  # type: ignore[return-value]  # the class, now with slots


class Remembering:
    """The base of a value for which functions remember their results: they live as long as it does and are no part of it."""

    __slots__ = ("_results",)
    # The function that was asked last for the first time, what it made, and the same of those asked before. Most values are
    # asked for one or two things, for which a table would take several times the memory.
    _results: tuple[object, Any, Any]

    def __getstate__(self) -> tuple[None, dict[str, object]]:
        """Leave the results out of copies: another process makes its own."""
        return None, {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]  # a value


def remembered(function: Callable[[_Thing], _Made]) -> Callable[[_Thing], _Made]:
    """Have a function of one entry, link or block make its result once, however many rules ask for it.

    What is made must not be changed. It is kept in the thing itself: to compare two entries takes longer than most
    functions do.
    """

    @wraps(function)
    def ask(thing: _Thing) -> _Made:
        kept = getattr(thing, "_results", None)
        while kept is not None:
            if kept[0] is function:
                known: _Made = kept[1]
                return known
            kept = kept[2]
        made = function(thing)
        thing._results = function, made, getattr(thing, "_results", None)
        return made

    return ask


def remember(thing: _Thing, function: Callable[[_Thing], _Made], made: _Made) -> None:
    """Have a function that is ``remembered`` know its result for a thing, which an earlier run worked out."""
    thing._results = function.__wrapped__, made, getattr(thing, "_results", None)  # type: ignore[attr-defined]  # of wraps
