r"""Journals that BibTeX from astronomy names by macros of LaTeX: ``journal = {\apj}``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from litlint import regex as re
from litlint.metadata.data_files import read_table

# The whole value is one macro, in braces or not: elsewhere `\aa` is a letter and `\na` may be anything.
_MACRO: Final = re.compile(r"\s*+\{*+\s*+\\([A-Za-z]++)\s*+(?:\{\})?\s*+\}*+\s*+")


def journal_name(raw: str) -> str | None:
    r"""Return the journal that the raw value of a field ``journal`` names by a macro alone.

    The journals are those of ADS (``data/journal_macros.toml``); of an unknown macro its name is all that is known.
    None where the value is no macro alone.

    >>> journal_name(r"\apj"), journal_name("Nature")
    ('Astrophysical Journal', None)
    """
    macro = _MACRO.fullmatch(raw)
    return _journals().get(macro[1].lower(), macro[1]) if macro else None


@cache
def _journals() -> Mapping[str, str]:
    table = read_table("journal_macros")
    return {str(macro): str(name) for macro, name in table["journals"].items()}
