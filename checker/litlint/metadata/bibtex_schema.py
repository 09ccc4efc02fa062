"""Entry types and fields of BibTeX and biblatex, what each type requires (``data/bibtex.toml``), and macros for journals."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from litlint import regex as re
from litlint.metadata.data_files import read_table
from litlint.metadata.spelling import closest_typo

_TABLE: Final = read_table("bibtex")

KINDS: Final[frozenset[str]] = frozenset([*_TABLE["types"]["bibtex"], *_TABLE["types"]["biblatex"]])
"""Entry types of BibTeX and biblatex, lower-cased."""

FIELDS: Final[frozenset[str]] = frozenset(
    name for group in ("bibtex", "biblatex", "exports") for name in _TABLE["fields"][group]
)
"""Field names of BibTeX and biblatex, and those that exports commonly add, lower-cased."""

JOURNAL_FIELDS: Final = ("journal", "journaltitle")
"""The field that names the journal of an article, in BibTeX and in biblatex."""

RARE_FIELDS: Final[frozenset[str]] = frozenset(_TABLE["fields"]["rare"])
"""Field names that are words in their own right, of some style or program: no misspelling of another."""

REQUIRED: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    kind: tuple(map(tuple, groups)) for kind, groups in _TABLE["required"].items()
}
"""What a type requires: of each group one field. Where BibTeX and biblatex differ, what satisfies either is enough."""

SAME_KIND: Final[Mapping[str, str]] = _TABLE["same-requirements"]
"""Types that require what another requires."""


_STATES: Final[tuple[str, ...]] = tuple(_TABLE["states"]["words"])


def names_state(text: str) -> bool:
    """Say whether a text replaces a year, a month or pages that are not known yet: ``to appear``, ``n.d.``."""
    plain = text.casefold()
    return any(word in plain for word in _STATES)


def meant_field(name: str) -> str | None:
    """Return the field whose name a lower-cased one misspells; None for a known name, and for one that may be any style's.

    >>> meant_field("ulr"), meant_field("url2"), meant_field("poster")
    ('url', None, None)
    """
    if name in FIELDS or name in RARE_FIELDS or name.rstrip("0123456789") in FIELDS:
        return None
    return closest_typo(name, FIELDS)


def missing_fields(kind: str, present: frozenset[str]) -> list[tuple[str, ...]]:
    """Return the groups of which a citation of a type has no field; nothing for a type that requires nothing.

    A citation that inherits (``crossref``, ``xdata``) may have everything from its parent.
    """
    if not present.isdisjoint(("crossref", "xdata", "xref")):
        return []
    required = REQUIRED.get(SAME_KIND.get(kind, kind), ())
    return [group for group in required if present.isdisjoint(group)]


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
