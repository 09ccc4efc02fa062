"""CSL-JSON 1.0.2, which Zotero, pandoc and citation processors read.

Source: https://github.com/citation-style-language/schema, csl-data.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from litlint.export.works import Work
from litlint.metadata.months import month_number
from litlint.metadata.people import Person

_TYPES = {
    "article": "article-journal",
    "inproceedings": "paper-conference",
    "incollection": "chapter",
    "inbook": "chapter",
    "book": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
    "software": "software",
    "dataset": "dataset",
}
_SAME = {
    "series": "collection-title",
    "address": "publisher-place",
    "edition": "edition",
    "volume": "volume",
    "number": "issue",
    "publisher": "publisher",
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
}


def write(works: Sequence[Work]) -> str:
    """Return a list of items."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, object]:
    values = work.values
    arxiv = values.get("eprint") if values.get("archiveprefix", "").lower() == "arxiv" else None
    preprint = arxiv is not None and work.kind == "misc"
    item: dict[str, object] = {"id": work.key, "type": "article" if preprint else _TYPES.get(work.kind, "document")}
    item["title"] = work.title
    item["author"] = [_name(name) for name in work.authors]
    item["editor"] = [_name(name) for name in work.editors]
    item["issued"] = {"date-parts": _dates(work)} if work.year else None
    # What a citation says of a preprint and a list of its venue are two versions, perhaps of two years.
    item["container-title"] = work.venue if not preprint or "howpublished" in values else None
    item["page"] = values.get("pages", "").replace("--", "-").replace("–", "-")
    item |= {name: values.get(field) for field, name in _SAME.items()}
    if preprint:
        item |= {"publisher": "arXiv", "number": f"arXiv:{arxiv}"}
    item["URL"] = work.url
    item["keyword"] = ", ".join(work.tags)
    return {name: value for name, value in item.items() if value not in (None, "", [])}


def _dates(work: Work) -> list[list[int]]:
    """Return the date of a work, or the two ends of a range: biblatex's ``date``, or year and month."""
    ends = [re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", end) for end in work.values.get("date", "").split("/")]
    dates = [[int(number) for number in end.groups() if number] for end in ends if end]
    if dates:
        return dates
    month = month_number(work.values.get("month", ""))
    return [[work.year or 0, *([month] if month else [])]]


def _name(name: Person) -> dict[str, str]:
    if name.collective or not name.first:
        return {"literal": " ".join(part for part in (name.first, name.von, name.last) if part)}
    parts = {"family": name.last, "given": name.first, "non-dropping-particle": name.von, "suffix": name.jr}
    return {part: text for part, text in parts.items() if text}
