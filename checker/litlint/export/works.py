"""The works of some lists, each once, with what their entries, their citations and the lock say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from litlint.export.fields import Fields, in_order, made_of, normalised
from litlint.export.from_entry import appearance, fields_of, outside_url, stated_date, stated_year
from litlint.identifiers.identifier import Identifier
from litlint.matching.record_title import RecordTitle, from_entry, from_title
from litlint.matching.work_references import citation_references, referenced_work
from litlint.metadata.normalize import normalize_title
from litlint.metadata.people import Person, split_authors
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry
from litlint.model.facts import Facts
from litlint.model.source import Source
from litlint.parse.bibtex import parse_bibtex
from litlint.write.bibtex import arxiv_key, escaped
from litlint.write.stop_words import STOP_WORDS

# With so many titles of one identifier a record is compared; the same title is found among any number.
_MOST_TITLES = 8
_UNSAFE = re.compile(r"[\s{}(),=\"'#%~\\@&$^]+")


@dataclass(frozen=True, slots=True)
class Listed:
    """Where a work is listed."""

    path: str
    line: int
    section: str


@dataclass(frozen=True, slots=True)
class Work:
    """A work: ``fields`` are raw, as BibTeX has them, by lower-cased name; ``values`` the same decoded.

    ``date`` is what the list states, in the form of ISO 8601, to the day, the month or the year.
    """

    key: str
    kind: str
    fields: Mapping[str, str]
    title: str
    record_title: RecordTitle
    authors: tuple[Person, ...] = ()
    year: int | None = None
    venue: str | None = None
    date: str | None = None
    identifier: Identifier | None = None
    url: str | None = None
    code: str | None = None
    tags: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def works_of(documents: Iterable[Document], facts: Facts) -> list[Work]:
    """Return the works of some lists in their order; one that is listed twice is one work with two places.

    Records that share an identifier, but not the work by their titles, stay apart: one of them bears a wrong identifier.
    """
    found: list[Work] = []
    places: dict[str, list[int]] = {}
    for document in documents:
        for work in _of_document(document, facts):
            names = _names(work)
            known = next((at for name in names for at in places.get(name, ()) if _may_be_one(found[at], work)), None)
            if known is None:
                known = len(found)
                found.append(work)
            else:
                found[known] = _merged(found[known], work)
            for name in names:
                same = places.setdefault(name, [])
                if known not in same and len(same) < _MOST_TITLES:
                    same.append(known)
    return list(_with_own_keys(found))


def _names(work: Work) -> list[str]:
    """Return by what a work is known: its identifier, at first with its title; without an identifier its title."""
    title = normalize_title(work.title)
    if work.identifier is not None:
        return [f"{work.identifier.canonical_work} {title}", work.identifier.canonical_work]
    return [title] if title else []


def _may_be_one(one: Work, other: Work) -> bool:
    return not one.record_title.is_clearly_not(other.record_title)


def _merged(one: Work, other: Work) -> Work:
    """Return a work with the places of another record of it; what has a citation of its own goes first."""
    first, second = (one, other) if one.values or not other.values else (other, one)
    return replace(
        first,
        listed=one.listed + other.listed,
        venue=first.venue or second.venue,
        date=first.date or second.date,
        code=first.code or second.code,
        tags=tuple(dict.fromkeys(one.tags + other.tags)),
    )


def _of_document(document: Document, facts: Facts) -> Iterator[Work]:
    if not document.entries:
        for citation in document.citations:
            yield _of_citation(citation, None, document, facts)
        return
    for entry in document.entries:
        if entry.all_citations:
            for citation in entry.all_citations:
                yield _of_citation(citation, entry, document, facts)
        else:
            yield _of_entry(entry, document, facts)


def _of_citation(citation: Citation, entry: Entry | None, document: Document, facts: Facts) -> Work:
    claims = citation_references(citation)
    preprint = next((claim for claim in claims if claim.identifier.scheme == "arxiv"), None)
    claim = preprint or (claims[0] if claims else referenced_work(entry) if entry else None)
    identifier = claim.identifier if claim else None
    kind, fields = normalised(citation, identifier, facts.paper(identifier))
    if "title" not in fields and entry is not None:
        fields["title"] = escaped(entry.title.value)
    return _work(citation.key, kind, fields, identifier, entry, _place(document, entry, citation))


def _of_entry(entry: Entry, document: Document, facts: Facts) -> Work:
    """Return the work of an entry without citation: as the lock knows it, else as the entry tells it."""
    claim = referenced_work(entry)
    identifier = claim.identifier if claim else None
    paper = facts.paper(identifier)
    if paper is not None and from_entry(entry).is_clearly_not(from_title(paper.title)):
        paper = identifier = None  # the entry's link leads to another work
    kind, fields = made_of(paper) if paper is not None and paper.title else ("misc", fields_of(entry, identifier))
    if where := appearance(entry):
        kind, fields = where.added_to(kind, fields)
    return _work("", kind, fields, identifier, entry, _place(document, entry, None))


def _work(
    key: str, kind: str, fields: Fields, identifier: Identifier | None, entry: Entry | None, place: Listed
) -> Work:
    """Put a work together; what its fields say is read as any citation is."""
    raw = in_order(kind, fields)
    values = _decoded(kind, raw)
    authors = split_authors(values.get("author", values.get("editor", "")))
    year = re.search(r"\d{4}", values.get("year", values.get("date", "")))
    title = values.get("title", "")
    where = appearance(entry) if entry else None
    names = [" ".join(part for part in (name.first, name.von, name.last) if part) for name in authors]
    return Work(
        key=key or _key(names, year[0] if year else "", title),
        kind=kind,
        fields=raw,
        title=title,
        record_title=from_title(title, from_entry(entry).names if entry else ()),
        authors=tuple(authors),
        year=int(year[0]) if year else stated_year(entry, identifier) if entry else None,
        venue=values.get("booktitle")
        or values.get("journal")
        or values.get("journaltitle")
        or (where.venue if where else None),
        date="-".join(f"{number:02}" for number in stated_date(entry)) or None if entry else None,
        identifier=identifier,
        url=(outside_url(entry) if entry else None) or values.get("url") or (identifier.url if identifier else None),
        code=_code(entry) if entry else None,
        tags=tuple(tag.value.strip("`[] ") for tag in entry.tags) if entry else (),
        listed=(place,),
        values=values,
    )


def _key(names: Sequence[str], year: str, title: str) -> str:
    """Return arXiv's key; of a work of unknown authors the first word of its title that is no stop word, and the year."""
    if names:
        return arxiv_key(names, year, title)
    words = [letters for word in title.split() if (letters := "".join(filter(str.isalnum, word)).lower())]
    return next((word for word in words if word not in STOP_WORDS), words[0] if words else "unknown") + year


def _decoded(kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    text = f"@{kind}{{key,\n" + ",\n".join(f"{name} = {{{raw}}}" for name, raw in fields.items()) + "\n}"
    citations, _ = parse_bibtex(Source("", text).whole)
    return {field.name: field.value for citation in citations[:1] for field in citation.fields}


def _place(document: Document, entry: Entry | None, citation: Citation | None) -> Listed:
    span = entry.span if entry else citation.span if citation else document.source.whole
    return Listed(document.path, span.line, entry.section.title if entry else "")


def _code(entry: Entry) -> str | None:
    for link in entry.links:
        identifier = link.identifier
        if not link.is_image and identifier is not None and identifier.scheme in ("github", "gitlab"):
            return link.url
    return None


def _with_own_keys(works: Iterable[Work]) -> Iterator[Work]:
    """Yield works with keys that no program trips over and that differ in more than case."""
    taken: set[str] = set()
    for work in works:
        key = _UNSAFE.sub("", work.key) or "work"
        tries = (
            key,
            *(key + letter for letter in ascii_lowercase),
            *(f"{key}{number}" for number in range(2, len(taken) + 3)),
        )
        own = next(one for one in tries if one.casefold() not in taken)
        taken.add(own.casefold())
        yield replace(work, key=own)
