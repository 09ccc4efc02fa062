"""For other programs: a stable contract, version 1. Fields may be added within a version, none is removed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from litlint.export.works import Work

# The form of the JSON; it changes only when a key is taken away or changes its sense.
_VERSION = 1


def write(works: Sequence[Work]) -> str:
    """Return the works in their order; what is not known is null. ``fields`` are decoded, names in lower case."""
    document = {"version": _VERSION, "works": [_work(work) for work in works]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _work(work: Work) -> dict[str, object]:
    return {
        "key": work.key,
        "kind": work.kind,
        "title": work.title,
        "authors": [name.shown for name in work.authors],
        "editors": [name.shown for name in work.editors],
        "year": work.year,
        "venue": work.venue,
        "date": work.date,
        "identifier": str(work.identifier) if work.identifier else None,
        "url": work.url,
        "code": work.code,
        "tags": list(work.tags),
        "fields": dict(work.values),
        "listed": [{"path": place.path, "line": place.line, "section": place.section} for place in work.listed],
    }
