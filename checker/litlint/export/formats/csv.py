"""A table for a spreadsheet: a row for each work (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from litlint.export.works import Work
from litlint.metadata.people import Person

_COLUMNS = (
    "key",
    "title",
    "authors",
    "year",
    "venue",
    "arxiv",
    "doi",
    "url",
    "code",
    "tags",
    "section",
    "list",
    "line",
)


def write(works: Sequence[Work]) -> str:
    """Return the table, its columns named in the first row; what is several stands with semicolons between."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_COLUMNS)
    table.writerows(_row(work) for work in works)
    return out.getvalue()


def _row(work: Work) -> list[object]:
    values = work.values
    return [
        work.key,
        work.title,
        "; ".join(_shown(name) for name in work.authors),
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


def _shown(name: Person) -> str:
    return " ".join(part for part in (name.first, name.von, name.last, name.jr) if part)
