"""BibTeX that biber, BibTeX and reference managers read."""

from __future__ import annotations

from collections.abc import Sequence

from litlint.export.fields import SPELLED
from litlint.export.works import Work
from litlint.metadata.months import MACROS
from litlint.write.bibtex import CitationData, CitationStyle, FieldData, write_citation

_STYLE = CitationStyle(trailing_comma=True)


def write(works: Sequence[Work]) -> str:
    """Return an entry for each work, a blank line between them."""
    return "\n".join(f"{_entry(work)}\n" for work in works)


def _entry(work: Work) -> str:
    fields = tuple(
        FieldData(SPELLED.get(name, name), raw, bare=name == "month" and raw in MACROS)
        for name, raw in work.fields.items()
    )
    return write_citation(CitationData(work.kind, work.key, fields), _STYLE)
