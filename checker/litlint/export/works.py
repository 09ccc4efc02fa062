"""The works of some lists, each once, with what their entries, their citations and the lock say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from litlint import regex as re
from litlint.export.fields import Fields, filled, in_order, made_of, normalized, readable
from litlint.export.from_entry import appearance, inverts_first_author, outside_url, stated_date, stated_year, statement
from litlint.export.inherit import Bibliography
from litlint.export.people import people_of
from litlint.identifiers.identifier import Identifier, identify
from litlint.matching.description import Description, describe_citation, describe_entry, describe_paper
from litlint.matching.evidence import weigh
from litlint.matching.vocabulary import Vocabulary
from litlint.matching.work_references import citation_references, referenced_work
from litlint.metadata.normalize import normalize_title
from litlint.metadata.people import Person, are_disjoint_authors
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry
from litlint.model.facts import Facts
from litlint.model.source import Source
from litlint.parse.bibtex import parse_bibtex
from litlint.write.bibtex import escaped
from litlint.write.citation_key import citation_key

# With so many titles of one identifier a record is compared; the same title is found among any number.
_MOST_TITLES = 8
_UNSAFE = re.compile(r"[\s{}(),=\"'#%~\\@$^]+|[^\x21-\x7e\w]+")
# Fields that two citations of one work have in common, if both have them.
_OWN = """
    subtitle titleaddon part issue year date volume number pages edition chapter series booktitle journal doi eprint url
    """.split()
_DATA = frozenset({"xdata"})  # entry types that are no works


@dataclass(frozen=True, slots=True)
class Listed:
    """Where a work is listed."""

    path: str
    line: int
    section: str


@dataclass(frozen=True, slots=True)
class Work:
    """A work: ``fields`` are raw, as BibTeX has them, by lower-cased name; ``values`` the same decoded.

    ``date`` is what the list states, in the form of ISO 8601, to the day, the month or the year. ``left_out`` names the
    fields that are missing because what the list says of them is not certain. ``cited_as`` is the key of its citation, if
    it has one; else ``key`` is made of its fields. ``in_bibliography`` is for a citation that belongs to no entry.
    """

    key: str
    kind: str
    fields: Mapping[str, str]
    title: str
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    year: int | None = None
    venue: str | None = None
    date: str | None = None
    identifier: Identifier | None = None
    url: str | None = None
    code: str | None = None
    tags: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    cited_as: str = ""
    in_bibliography: bool = False


def works_of(documents: Iterable[Document], facts: Facts) -> list[Work]:
    """Return the works of some lists in their order; one that is listed twice is one work with two places.

    Records that share an identifier, but not the work by all that they say, are two works: one of them has a wrong
    identifier.
    """
    documents = tuple(documents)
    vocabulary = Vocabulary(
        [entry.title.value for document in documents for entry in document.entries]
        + [one.title.value for document in documents for one in document.citations if one.title is not None]
    )
    found: list[Work] = []
    described: list[Description] = []
    places: dict[str, list[int]] = {}
    for work, description in _records(documents, facts, vocabulary):
        names = _names(work)
        known = next(
            (
                at
                for name in names
                for at in places.get(name, ())
                if not _are_two_citations(found[at], work) and not are_two(described[at], description, vocabulary)
            ),
            None,
        )
        if known is None:
            known = len(found)
            found.append(work)
            described.append(description)
        else:
            found[known] = merged(found[known], work)
        for name in names:
            same = places.setdefault(name, [])
            if known not in same and len(same) < _MOST_TITLES:
                same.append(known)
    return list(with_own_keys(found))


def are_two(one: Description, other: Description, vocabulary: Vocabulary) -> bool:
    """Say whether two records that name one work are about two: their titles differ, and nothing else shows that it is one.

    An export that took two works for one would lose one of them, so this asks for less than a finding does.
    """
    judgement = weigh(one, other, vocabulary)
    return judgement.verdict == "different" or (judgement.titles == "different" and judgement.verdict != "same")


def _names(work: Work) -> list[str]:
    """Return by what a work is known: its identifier, at first with its title; without an identifier its title."""
    title = normalize_title(work.title)
    if work.identifier is not None:
        return [f"{work.identifier.canonical_work} {title}", work.identifier.canonical_work]
    return [title] if title else []


def _are_two_citations(one: Work, other: Work) -> bool:
    return one.in_bibliography and other.in_bibliography and not _say_the_same(one, other)


def _say_the_same(one: Work, other: Work) -> bool:
    """Say whether two citations of a bibliography are one written twice: a preprint beside its paper is cited as well."""
    pairs = ((one.values.get(name, ""), other.values.get(name, "")) for name in _OWN)
    if any(
        "dataonly" in work.values.get("options", "") or "skipbib" in work.values.get("options", "")
        for work in (one, other)
    ):
        return False  # what biblatex prints as part of another citation: a reprint, a translation
    same = all(normalize_title(a) == normalize_title(b) for a, b in pairs if a and b)
    return (
        same
        and one.kind == other.kind
        and normalize_title(one.title) == normalize_title(other.title)
        and not (are_disjoint_authors(one.fields.get("author", ""), other.fields.get("author", "")))
    )


def merged(one: Work, other: Work) -> Work:
    """Return a work with the places of another record of it; what has a citation of its own goes first.

    Texts may cite the work by the key of either citation, so biblatex's field ``ids`` keeps the one that is not written.
    """
    first, second = (one, other) if one.values or not other.values else (other, one)
    keys = [key.strip() for work in (first, second) for key in work.fields.get("ids", "").split(",")]
    alias = second.cited_as if second.in_bibliography else ""
    keys += [alias] if alias.casefold() != (first.cited_as or first.key).casefold() else []
    ids = ",".join(dict.fromkeys(key for key in keys if key and not _UNSAFE.search(key)))
    if ids and ids != first.fields.get("ids"):
        first = with_fields(first, first.kind, {**first.fields, "ids": ids})
    return replace(
        first,
        listed=one.listed + other.listed,
        venue=first.venue or second.venue,
        date=first.date or second.date,
        code=first.code or second.code,
        tags=tuple(dict.fromkeys(one.tags + other.tags)),
    )


def _records(documents: Sequence[Document], facts: Facts, vocabulary: Vocabulary) -> Iterator[tuple[Work, Description]]:
    """Yield what each entry, and each citation outside entries, says of a work, and all that can distinguish it from others."""
    everything = [citation for document in documents for citation in document.citations]
    of_entries = {
        citation.span for document in documents for entry in document.entries for citation in entry.all_citations
    }
    shared = Bibliography.of(everything)
    for document in documents:
        # A key means what its own file says it does; other files are asked where it says nothing.
        own = Bibliography({**shared.by_key, **Bibliography.of(document.citations).by_key})
        if not document.entries:
            for citation in document.citations:
                if citation.span not in of_entries and citation.kind not in _DATA:
                    yield _of_citation(citation, None, document, own, facts, vocabulary)
        inverted = inverts_first_author(document)
        for entry in document.entries:
            for citation in entry.all_citations:
                yield _of_citation(citation, entry, document, own, facts, vocabulary)
            if not entry.all_citations:
                yield _of_entry(entry, document, inverted, facts, vocabulary)


def _of_citation(
    citation: Citation,
    entry: Entry | None,
    document: Document,
    bibliography: Bibliography,
    facts: Facts,
    vocabulary: Vocabulary,
) -> tuple[Work, Description]:
    claims = citation_references(citation)
    preprint = next((claim for claim in claims if claim.identifier.scheme == "arxiv"), None)
    claim = preprint or (claims[0] if claims else referenced_work(entry) if entry else None)
    identifier = claim.identifier if claim else None
    paper = facts.paper(identifier)
    kind, fields = normalized(citation.kind, bibliography.fields(citation), identifier, paper)
    description = describe_citation(citation)
    if entry is not None:
        said = describe_entry(entry)
        description = replace(description, names=description.names | said.names) if "title" in fields else said
        fields.setdefault("title", escaped(readable(entry.title.value)))
    if paper is not None and not are_two(description, describe_paper(paper), vocabulary):
        fields = filled(fields, paper)
    return _work(citation.key, kind, fields, identifier, entry, _place(document, entry, citation)), description


def _of_entry(
    entry: Entry, document: Document, inverted: bool, facts: Facts, vocabulary: Vocabulary
) -> tuple[Work, Description]:
    """Return the work of an entry without citation: as the lock knows it, else as the entry describes it."""
    claim = referenced_work(entry)
    identifier = claim.identifier if claim else None
    paper = facts.paper(identifier)
    description = describe_entry(entry)
    contradicted = paper is not None and are_two(description, describe_paper(paper), vocabulary)
    if contradicted:
        paper = identifier = None  # the entry's link leads to another work
    stated = statement(entry, identifier, inverted=inverted)
    known = paper is not None and bool(paper.title)
    kind, fields = made_of(paper) if paper is not None and known else ("misc", stated.fields)
    if stated.appearance:
        kind, fields = stated.appearance.added_to(kind, fields)
    doubtful = {name for name in stated.doubtful if name not in fields}
    if contradicted:
        fields = {name: value for name, value in fields.items() if name != "url"}
        doubtful.add("url")
    work = _work("", kind, fields, identifier, entry, _place(document, entry, None))
    return replace(work, left_out=frozenset(doubtful), url=None if contradicted else work.url), description


def _work(
    key: str, kind: str, fields: Fields, identifier: Identifier | None, entry: Entry | None, place: Listed
) -> Work:
    """Put a work together; what its fields say is read as any citation is."""
    where = appearance(entry) if entry else None
    work = Work(
        key="",
        cited_as=key,
        kind=kind,
        fields={},
        title="",
        year=stated_year(entry, identifier) if entry else None,
        venue=where.venue if where else None,
        date="-".join(f"{number:02}" for number in stated_date(entry)) or None if entry else None,
        identifier=identifier,
        url=(outside_url(entry) if entry else None) or (identifier.url if identifier else None),
        code=_code(entry) if entry else None,
        tags=tuple(tag.value.strip("`[] ") for tag in entry.tags) if entry else (),
        listed=(place,),
        in_bibliography=entry is None,
    )
    linked = identify(fields.get("url", ""))
    if linked is not None and linked.scheme == "arxiv" and "eprint" not in fields:
        fields = fields | {"eprint": linked.value, "archiveprefix": "arXiv"}
    return with_fields(work, kind, fields)


def with_fields(work: Work, kind: str, fields: Mapping[str, str]) -> Work:
    """Return a work with other fields, and all that follows from them."""
    raw = in_order(fields)
    values = _decoded(kind, raw)
    authors, editors = people_of(raw.get("author", "")), people_of(raw.get("editor", ""))
    # A year before the first has a sign, as biblatex writes it; elsewhere a `-` joins two years.
    year = re.search(r"\A-\d{4}|\d{4}", values.get("year", values.get("date", "")))
    title = values.get("title", "")
    names = [" ".join(part for part in (name.first, name.von, name.last) if part) for name in authors or editors]
    return replace(
        work,
        key=work.cited_as or citation_key(names, year[0] if year else "", title),
        kind=kind,
        fields=raw,
        title=title,
        authors=authors,
        editors=editors,
        year=int(year[0]) if year else None if "year" in work.left_out else work.year,
        venue=values.get("booktitle") or values.get("journal") or values.get("journaltitle") or work.venue,
        url=work.url or values.get("url"),
        values=values,
    )


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


def with_own_keys(works: Iterable[Work]) -> Iterator[Work]:
    """Yield works with keys that no program trips over and that differ in more than case."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}  # the next number to try after a key: all before are taken
    for work in works:
        key = _UNSAFE.sub("", readable(work.key)) or "work"
        lettered = (key, *(key + letter for letter in ascii_lowercase))
        own = next((one for one in lettered if one.casefold() not in taken), None)
        while own is None:
            number = numbers.get(key.casefold(), 2)
            numbers[key.casefold()] = number + 1
            own = f"{key}{number}" if f"{key}{number}".casefold() not in taken else None
        taken.add(own.casefold())
        yield replace(work, key=own)
