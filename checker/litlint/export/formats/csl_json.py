"""CSL-JSON 1.0.2, which Zotero, pandoc and citation processors read.

Source: https://github.com/citation-style-language/schema, csl-data.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from litlint.export.people import people_of
from litlint.export.works import Work
from litlint.metadata.months import month_number
from litlint.metadata.people import Person

# The types of BibTeX and biblatex as CSL's; others are documents.
_TYPES = {
    **dict.fromkeys(("article", "review"), "article-journal"),
    **dict.fromkeys(("book", "booklet", "collection", "manual", "mvbook", "mvcollection", "mvproceedings"), "book"),
    **dict.fromkeys(("mvreference", "proceedings", "reference"), "book"),
    **dict.fromkeys(("bookinbook", "inbook", "incollection", "suppbook", "suppcollection"), "chapter"),
    **dict.fromkeys(("mastersthesis", "phdthesis", "thesis"), "thesis"),
    **dict.fromkeys(("report", "techreport"), "report"),
    "dataset": "dataset",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "online": "webpage",
    "patent": "patent",
    "periodical": "periodical",
    "software": "software",
    "unpublished": "manuscript",
}
# CSL's names and the fields that say the same, of which the first counts.
_SAME = {
    "collection-title": ("series",),
    "publisher": ("publisher", "school", "institution", "organization"),
    "publisher-place": ("address", "location"),
    "edition": ("edition",),
    "volume": ("volume",),
    "number-of-volumes": ("volumes",),
    "chapter-number": ("chapter",),
    "event-title": ("eventtitle",),
    "version": ("version",),
    "genre": ("type",),
    "abstract": ("abstract",),
    "note": ("note", "howpublished"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "DOI": ("doi",),
    "PMID": ("pmid",),
}
# A code as CSL takes it (BCP 47), not a name like `ngerman`.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
# Whose `number` is that of the thing itself; of others it is the issue of a periodical.
_NUMBERED = frozenset(("patent", "report"))


def write(works: Sequence[Work]) -> str:
    """Return a list of items."""
    return json.dumps([_item(work) for work in works], ensure_ascii=False, indent=2) + "\n"


def _item(work: Work) -> dict[str, object]:
    values = work.values
    arxiv = values.get("eprint") if values.get("archiveprefix", "").lower() == "arxiv" else None
    preprint = arxiv is not None and work.kind == "misc"
    item: dict[str, object] = {"id": work.key, "type": "article" if preprint else _TYPES.get(work.kind, "document")}
    item["title"] = _whole(work.title, values.get("subtitle"))
    item["author"] = [_name(name) for name in work.authors]
    item["editor"] = [_name(name) for name in work.editors]
    item["translator"] = [_name(name) for name in people_of(work.fields.get("translator", ""))]
    item["issued"] = _dates(work) if work.year else None
    # What a citation says of a preprint and a list of its venue are two versions, perhaps of two years.
    if work.venue and (not preprint or "howpublished" in values):
        item["container-title"] = _whole(work.venue, values.get("booksubtitle") or values.get("journalsubtitle"))
    item["page"] = (values.get("pages") or values.get("eid") or "").replace("--", "-").replace("–", "-")
    number = values.get("number") or values.get("issue")
    item["number" if item["type"] in _NUMBERED else "issue"] = number
    for name, fields in _SAME.items():
        item[name] = next((values[field] for field in fields if values.get(field)), None)
    language = values.get("langid") or values.get("language") or ""
    item["language"] = language if _LANGUAGE.fullmatch(language) else None
    if preprint:
        item |= {"publisher": "arXiv", "number": f"arXiv:{arxiv}"}
    item["URL"] = work.url
    item["keyword"] = ", ".join(work.tags)
    return {name: value for name, value in item.items() if value not in (None, "", [])}


def _whole(title: str, subtitle: str | None) -> str:
    return f"{title}: {subtitle}" if subtitle else title


def _dates(work: Work) -> dict[str, object]:
    """Return the date of a work, or the two ends of a range: biblatex's ``date``, or year and month.

    A mark behind the year (Extended Date/Time Format, level 1) says that it is uncertain or approximate: CSL's ``circa``.
    """
    date = work.values.get("date", "")
    ends = [re.match(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?", end) for end in date.split("/")]
    dates = [[int(number) for number in end.groups() if number] for end in ends if end]
    if not dates:
        month = month_number(work.values.get("month", ""))
        dates = [[work.year or 0, *([month] if month else [])]]
    uncertain = re.search(r"[~?%]", work.fields.get("date", "")) is not None
    return {"date-parts": dates} | ({"circa": True} if uncertain else {})


def _name(name: Person) -> dict[str, str]:
    if name.collective or not name.first:
        return {"literal": " ".join(part for part in (name.first, name.von, name.last) if part)}
    parts = {"family": name.last, "given": name.first, "non-dropping-particle": name.von, "suffix": name.jr}
    return {part: text for part, text in parts.items() if text}
