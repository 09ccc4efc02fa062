"""Citations in one form: what says the same is written the same way, and nothing that says nothing is kept.

Sources: the biblatex manual 3.20, section 2 (entry types and fields); arXiv, "BibTeX and Eprint Fields".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from litlint.identifiers.identifier import Identifier, from_doi
from litlint.metadata.author_list import NAME_FIELDS, joins_names, parts_of, split_names
from litlint.metadata.venues import preprint_server
from litlint.model.citation import Citation
from litlint.model.facts import Paper
from litlint.write.bibtex import escaped

SPELLED: Final = {"archiveprefix": "archivePrefix", "primaryclass": "primaryClass"}
"""Fields that are not written in lower case throughout."""
ORDER: Final = (
    *("title", "author", "editor", "booktitle", "journal", "journaltitle", "series", "volume", "number", "pages"),
    *("publisher", "organization", "institution", "school", "howpublished", "address", "edition", "month", "year"),
    *("date", "eprint", "archiveprefix", "primaryclass", "eprinttype", "eprintclass", "doi", "isbn", "issn", "url"),
)
"""In which order fields are written; those not here follow as they stood."""
# A name that every reader of BibTeX takes for one; what a broken head left behind is none.
_NAME = re.compile(r"[A-Za-z][\w.:+-]*")
_OURS: Final = frozenset(
    """
    abstract annote biburl bibsource timestamp adsnote adsurl owner date-added date-modified bdsk-url-1 file keywords
    month_numeric mendeley-tags numpages articleno code pdf copyright
    """.split()
)
"""Fields that tools keep for themselves."""
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# What the biblatex data model has no place for in an entry of this kind.
_NOT_OF: Final[Mapping[str, frozenset[str]]] = {
    "misc": frozenset("publisher journal volume number pages booktitle series address isbn issn".split()),
    "article": frozenset("publisher booktitle isbn howpublished".split()),
    "software": frozenset({"journal", "booktitle", "publisher"}),
}

Fields = dict[str, str]


def normalised(citation: Citation, work: Identifier | None, paper: Paper | None) -> tuple[str, Fields]:
    """Return the kind and the raw fields of a citation: its preprint by ``eprint``, its DOI bare, its kind as its venue is.

    ``work`` is what the citation, or else its entry, names; ``paper`` what its registry says.
    """
    fields: Fields = {}
    for field in citation.sound_fields:
        usable = _NAME.fullmatch(field.name) and field.value.strip() and is_closed(field.raw)
        if usable and field.name not in {*_OURS, *fields}:
            fields[field.name] = field.raw
    if "doi" in fields:
        named = from_doi(fields["doi"])
        fields["doi"] = named.value if named and named.scheme == "doi" else fields["doi"]
    url = citation.get("url")
    if url is not None and "url" in fields:
        fields["url"] = url.value
    if "month" in fields:
        fields["month"] = _month(fields["month"])
    for name in NAME_FIELDS & fields.keys():
        fields[name] = _people(fields[name])
    if "pages" in fields:
        fields["pages"] = re.sub(r"(?<=\d)\s*(?:-|–|—)\s*(?=\d)", "--", fields["pages"])
    if work is not None and work.scheme == "arxiv":
        _name_preprint(fields, work, paper)
    fields = {name: raw for name, raw in fields.items() if is_closed(raw)}
    return _kind(citation.kind, fields), fields


def is_closed(raw: str) -> bool:
    """Say whether a value closes what it opens, and nothing else, whether or not an escaped brace counts for one."""
    readings = (raw, re.sub(r"(?<=\\).", "", raw, flags=re.DOTALL), re.sub(r"\\.", "", raw, flags=re.DOTALL))
    return all(map(_is_balanced, readings)) and not raw.endswith("\\")


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _month(text: str) -> str:
    """Return a month's number, as BibTeX and biblatex both read it; what is no month stays."""
    name = text.strip(" .").lower()[:3]
    return str(_MONTHS.index(name) + 1) if name in _MONTHS else text


def _people(raw: str) -> str:
    """Return a list of names with ``and`` between them, where commas certainly stand in its place."""
    people = [parts_of(raw, name) for name in split_names(raw)]
    return " and ".join(" and ".join(parts) if joins_names(parts) else ", ".join(parts) for parts in people)


def _name_preprint(fields: Fields, work: Identifier, paper: Paper | None) -> None:
    """Name a preprint by the fields that arXiv asks for, instead of by its journal."""
    if preprint_server(fields.get("journal", "")) == "arXiv":
        del fields["journal"]
        for name in ("volume", "number", "pages"):
            if work.value in fields.get(name, "") or "abs/" in fields.get(name, ""):
                del fields[name]
    for name in ("eprinttype", "eprintclass"):
        value = fields.pop(name, None)
        if name == "eprintclass" and value:
            fields.setdefault("primaryclass", value)
    fields["eprint"] = work.value
    fields["archiveprefix"] = "arXiv"
    if paper is not None and paper.category:
        fields.setdefault("primaryclass", paper.category)


def _kind(kind: str, fields: Fields) -> str:
    """Return the kind that the fields of a citation make it; one that says where it appeared is no ``misc``."""
    kind = {"conference": "inproceedings", "electronic": "online", "www": "online"}.get(kind, kind)
    if kind in ("article", "misc", "inproceedings", "unpublished"):
        if "booktitle" in fields and "journal" not in fields:
            return "inproceedings"
        if "journal" in fields or "journaltitle" in fields:
            return "article"
        if kind != "unpublished":
            return "misc"
    return kind


def made_of(paper: Paper) -> tuple[str, Fields]:
    """Return a citation made of what a registry says."""
    fields = {"title": escaped(paper.title), "author": " and ".join(map(_author, paper.authors))}
    work, venue = paper.identifier, paper.venue or ""
    kind = "misc"
    year = (paper.updated or paper.published if work.scheme == "arxiv" else paper.published) or ""
    fields["year"] = year[:4]
    if work.scheme == "arxiv":
        fields |= {"eprint": work.value, "archiveprefix": "arXiv", "primaryclass": paper.category or ""}
    elif re.search(r"proceedings|conference|symposium|workshop", venue, re.IGNORECASE):
        kind, fields["booktitle"] = "inproceedings", escaped(venue)
    elif venue:
        kind, fields["journal"] = "article", escaped(venue)
    fields["doi"] = work.value if work.scheme == "doi" else paper.doi or ""
    fields["url"] = work.url
    return kind, {name: value for name, value in fields.items() if value}


def _author(name: str) -> str:
    """Return a name that no word of BibTeX tears apart."""
    text = escaped(name)
    return f"{{{text}}}" if re.search(r"\sand\s", text) else text


def in_order(kind: str, fields: Mapping[str, str]) -> Fields:
    """Return the fields that a kind has, in the usual order."""
    names = [name for name in ORDER if name in fields] + [name for name in fields if name not in ORDER]
    return {name: fields[name] for name in names if name not in _NOT_OF.get(kind, ())}
