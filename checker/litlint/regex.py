"""Regular expressions as in ``re``, but for this: a pattern is compiled when it is first used.

Import it as ``from litlint import regex as re``. A run uses less than half of the patterns of litlint, and compiling all of
them would take a third of the time of a short run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    A,
    I,
    M,
    Match,
    Pattern,
    S,
    X,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import AnyStr, Generic, cast

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "A",
    "I",
    "M",
    "Match",
    "Pattern",
    "S",
    "X",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


class _Uncompiled(Generic[AnyStr]):
    """A pattern that is not compiled yet; once it is, it has the methods of the compiled one as its own."""

    def __init__(self, make: Callable[[], Pattern[AnyStr]]) -> None:
        self._make: Callable[[], Pattern[AnyStr]] = make

    def __getattr__(self, name: str) -> object:
        compiled = self._make()
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:  # noqa: A001 - the name that it has in re
    """Return a pattern as ``re.compile`` does; a mistake in it is raised when it is first used.

    The result is no argument for the functions of ``re``, such as ``re.sub``: call its own methods.
    """
    return cast(Pattern[AnyStr], _Uncompiled(partial(re.compile, pattern, flags)))
