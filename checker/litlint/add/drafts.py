"""From what was asked for, and what is known of it, to what is to be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litlint import regex as re
from litlint.add.request import PaperRequest
from litlint.identifiers.identifier import Identifier, identify
from litlint.identifiers.implied_venue import month_of, venue_of, year_of
from litlint.lookup.pages.landing import Description
from litlint.metadata.author_list import split_names
from litlint.metadata.venues import canonical_name, is_preprint_server
from litlint.model.citation import Citation
from litlint.model.facts import Paper
from litlint.write.bibtex import citation_data
from litlint.write.entries import Draft

# A venue's short name in parentheses, with or without its year.
_SHORT_NAME = re.compile(r"\(([A-Z][\w-]{0,30}[A-Z]\w{0,30})(?:[\s'’,-]*(?:\d{4}|\d\d))?\)")
_WHERE = ("booktitle", "journal", "journaltitle")


@dataclass(frozen=True, slots=True)
class ExtraFields:
    """What else was asked to be said of a work."""

    code: str | None = None
    tags: Sequence[str] = ()
    note: str | None = None


def provisional(wanted: PaperRequest) -> Draft:
    """Return what is known of a work before anybody is asked: enough to see whether it is listed."""
    work = wanted.identifier if wanted.identifier and wanted.identifier.is_work else None
    return Draft(wanted.title or "", work.url if work else "", work)


def draft_of(wanted: PaperRequest, found: Description, wish: ExtraFields) -> Draft:
    """Return the draft of a work that was found."""
    named = wanted.identifier if wanted.identifier and wanted.identifier.is_work else None
    identifier = named or found.identifier
    code = wanted.identifier.url if wanted.identifier and wanted.identifier.scheme in ("github", "gitlab") else None
    paper = found.work or Paper(Identifier("", ""), "")
    venue, year = _appearance(identifier, found)
    return Draft(
        title=" ".join(found.title.split()),
        url=_url(wanted, identifier),
        identifier=identifier,
        code=wish.code or code,
        authors=found.authors,
        venue=venue,
        venue_in_full=found.venue if venue else None,
        year=year,
        date=found.published or _month(identifier),
        tags=tuple(wish.tags),
        note=wish.note,
        updated=paper.updated,
        category=paper.category,
        doi=_doi(identifier, found.identifier, paper),
    )


def draft_of_citation(wanted: PaperRequest, citation: Citation, wish: ExtraFields) -> Draft:
    """Return the draft of a work that came as BibTeX: nothing else is known of it."""
    identifier = wanted.identifier
    author, year = citation.get("author"), citation.year
    names = [_straight(author.value[name.start : name.end]) for name in split_names(author.value)] if author else []
    venue = next(
        (field.value for name in _WHERE if (field := citation.get(name)) and not is_preprint_server(field.value)), None
    )
    stated = re.search(r"\d{4}", year.value) if year else None
    return Draft(
        title=citation.title.value if citation.title else "",
        url=_url(wanted, identifier),
        identifier=identifier,
        code=wish.code,
        authors=tuple(name for name in names if name.lower() != "others"),
        venue=short_venue(venue) if venue else None,
        year=_year(identifier, venue, int(stated[0]) if stated else None),
        date=_month(identifier),
        tags=tuple(wish.tags),
        note=wish.note,
        doi=next((one.value for one, _ in citation.identifiers() if one.scheme == "doi"), None),
        arxiv=next((one.value for one, _ in citation.identifiers() if one.scheme == "arxiv"), None),
        citation=citation_data(citation),
    )


def _year(identifier: Identifier | None, venue: str | None, stated: int | None) -> int | None:
    """Return the year of a work: of a preprint that of its id, as citations give that of the latest version."""
    if identifier is not None and (stated is None or (identifier.scheme == "arxiv" and venue is None)):
        return year_of(identifier) or stated
    return stated


def short_venue(venue: str) -> str:
    """Return a venue as lists name it: by its acronym where it has one, without ``Proceedings of the``."""
    acronym = _SHORT_NAME.search(venue)
    if acronym:
        return acronym[1]
    known = canonical_name(venue)
    if known:
        return known
    # `Proceedings of the 2023 Conference on …` is listed as `Conference on …`.
    return re.sub(r"\AProc(?:eedings|\.) of (?:the )?(?:\d{4} )?", "", venue)


def _appearance(identifier: Identifier | None, found: Description) -> tuple[str | None, int | None]:
    """Return where and when a work was published; of a preprint no venue, and the year of its first version."""
    first = int(found.published[:4]) if found.published else year_of(identifier) if identifier else None
    if identifier is not None and identifier.scheme == "arxiv":
        return None, first
    venue = (venue_of(identifier) if identifier else None) or (short_venue(found.venue) if found.venue else None)
    return venue, (year_of(identifier) if identifier else None) or first


def _month(identifier: Identifier | None) -> str | None:
    year, month = (year_of(identifier), month_of(identifier)) if identifier else (None, None)
    return f"{year}-{month:02}" if year and month else None


def _url(wanted: PaperRequest, identifier: Identifier | None) -> str:
    """Return where the paper is: at its canonical URL, or at the one given where the scheme does not give it for certain.

    Where BibTeX gives both an identifier and the page of the work in an archive, that page is what its author wants.
    """
    page = identify(wanted.url) if wanted.citation is not None and wanted.url else None
    if page is not None and page.is_work:
        return page.url
    if identifier is not None and identifier.is_work and (wanted.url is None or identifier.scheme != "cvf"):
        return identifier.url
    return (wanted.url or "").partition("#")[0]


def _doi(identifier: Identifier | None, found: Identifier | None, paper: Paper) -> str | None:
    doi = next((one.value for one in (identifier, found) if one is not None and one.scheme == "doi"), None)
    return doi or (paper.doi if identifier is None or identifier.scheme != "arxiv" else None)


def _straight(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name.strip()
