"""Lists as data for other programs: one module a format under ``formats``, found by looking."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from litlint.export import formats as _formats
from litlint.export.works import Work


class Writer(Protocol):
    """What each format offers as ``write``."""

    def __call__(self, works: Sequence[Work]) -> str:
        """Return the works as text."""


def formats() -> list[str]:
    """Return the names of all formats, sorted."""
    return sorted(module.name.replace("_", "-") for module in iter_modules(_formats.__path__))


def load(name: str) -> Writer:
    """Return the writer of one of the ``formats``; its module is imported only now."""
    return cast(Writer, import_module(f"{_formats.__name__}.{name.replace('-', '_')}").write)
