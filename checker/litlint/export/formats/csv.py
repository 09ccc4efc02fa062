"""A table for a spreadsheet: a row for each work (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from litlint.export.works import Work

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = tuple("key title authors year venue arxiv doi url code tags section list line".split())


def write(works: Sequence[Work]) -> str:
    """Return the table, its columns named in the first row; several values have semicolons between them."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_COLUMNS)
    table.writerows([_harmless(cell) for cell in _row(work)] for work in works)
    return out.getvalue()


def _harmless(cell: object) -> object:
    """Return a cell that no spreadsheet runs as a formula: one that looks like it gets an apostrophe before it.

    Source: OWASP, "CSV Injection" (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _STARTS_FORMULA and cell else cell


def _row(work: Work) -> list[object]:
    values = work.values
    return [
        work.key,
        work.title,
        "; ".join(name.shown for name in work.authors),
        work.year,
        work.venue,
        values.get("eprint") if values.get("archiveprefix", "").lower() == "arxiv" else None,
        values.get("doi"),
        work.url,
        work.code,
        "; ".join(work.tags),
        "; ".join(dict.fromkeys(place.section for place in work.listed if place.section)),
        "; ".join(dict.fromkeys(place.path for place in work.listed)),
        work.listed[0].line if work.listed else None,
    ]
