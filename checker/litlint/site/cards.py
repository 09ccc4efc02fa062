"""What the website says of each work: the work as it is exported, its places, and what is proven of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from litlint import regex as re
from litlint.export.works import Work
from litlint.identifiers.identifier import Identifier, identify
from litlint.identifiers.urls import host_of
from litlint.lookup.lockfile import key_of
from litlint.matching.work_references import citation_references, paper_references
from litlint.metadata.normalize import normalize_title
from litlint.metadata.people import compare_author_lists, split_authors
from litlint.metadata.titles import compare_titles
from litlint.metadata.venues import canonical_name, is_preprint_server
from litlint.model.document import Document, Entry
from litlint.model.facts import Facts, Paper, Repository, page_key
from litlint.site.history import History, Phrase, phrase
from litlint.site.text import plain, web_url

# Web archives that keep copies of pages of others.
_ARCHIVES: Final = ("web.archive.org", "archive.org", "archive.today", "archive.ph", "archive.is", "perma.cc")
_WAYBACK: Final = "https://web.archive.org/web/"
_LONGEST_SLUG: Final = 60
_UNSAFE: Final = re.compile(r"[^a-z0-9.]+")


@dataclass(frozen=True, slots=True)
class Target:
    """Somewhere to go: what is shown, the address, and a remark beside it."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that is proven, by whose record, and the day on which papers.lock wrote it, where Git knows that."""

    what: str
    record: Target
    day: date | None


@dataclass(frozen=True, slots=True)
class Card:
    """A work as the site presents it.

    ``id`` is its permalink: it is made of its identifier, or of its title. ``sections`` are where it is listed, each the
    headings down to it, with the name of the list before them if there are several. ``is_proved`` says that a registry's
    record, or the page that is linked, is the work's by title or authors. ``added`` is when a list first had it.
    """

    id: str
    work: Work
    sections: tuple[tuple[str, ...], ...]
    proofs: tuple[Proof, ...] = ()
    is_proved: bool = False
    published: Target | None = None
    archived: Target | None = None
    code: Target | None = None
    preprint: Target | None = None
    notice: str = ""
    added: date | None = None

    @property
    def url(self) -> str:
        """Where the work is read, empty where that is not known."""
        return web_url(self.work.url)

    @property
    def venue(self) -> str:
        """The venue that readers filter by."""
        venue = plain(self.work.venue or "")
        return canonical_name(venue) or venue


def phrases_of(works: Sequence[Work], ids: Sequence[str]) -> Mapping[str, Iterable[Phrase]]:
    """Return, by the id of each work, the words by which the history knows it: its title, and its identifier's value."""
    return {
        name: (phrase(work.title), phrase(work.identifier.value) if work.identifier else ())
        for name, work in zip(ids, works, strict=True)
    }


def ids_of(works: Iterable[Work]) -> list[str]:
    """Return a name for each work that is a safe file name, differs in more than case, and stays while the work does."""
    taken: set[str] = set()
    found = []
    for work in works:
        name = wanted = _id(work)
        number = 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name)
        found.append(name)
    return found


def _id(work: Work) -> str:
    if work.identifier is not None:
        text = f"{work.identifier.scheme}-{work.identifier.value}"
        slug = _slug(text)
        # A digest distinguishes names by the signs that are left out, and by a long rest.
        return slug if slug == text.replace("/", "-").lower() else f"{slug}-{_digest(text)}"
    return f"{_slug(work.title) or 'work'}-{_digest(normalize_title(work.title))}"


def _slug(text: str) -> str:
    return _UNSAFE.sub("-", text.lower())[:_LONGEST_SLUG].strip("-.")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def cards_of(
    works: Sequence[Work], ids: Sequence[str], documents: Sequence[Document], facts: Facts, history: History
) -> list[Card]:
    """Return the cards of some works, in their order; ``documents`` are the lists that they are from."""
    paths = {place.path for work in works for place in work.listed}
    names = names_of(document for document in documents if document.path in paths)
    entries = {(document.path, entry.span.line): entry for document in documents for entry in document.entries}
    return [_card(work, name, entries, names, facts, history) for work, name in zip(works, ids, strict=True)]


def names_of(documents: Iterable[Document]) -> dict[str, str]:
    """Return by path what each list calls itself: its first heading of the highest rank, else its file's name."""
    found = {}
    for document in documents:
        headings = [section for section in document.sections if section.level == 1 and plain(section.title)]
        found[document.path] = plain(headings[0].title) if headings else document.path
    return found


def _card(
    work: Work,
    name: str,
    entries: Mapping[tuple[str, int], Entry],
    names: Mapping[str, str],
    facts: Facts,
    history: History,
) -> Card:
    own = [entry for place in work.listed if (entry := entries.get((place.path, place.line))) is not None]
    sections = []
    for place in work.listed:
        entry = entries.get((place.path, place.line))
        headings = [plain(title) for title in entry.section.path] if entry else []
        shown = names.get(place.path, place.path)
        below = tuple(headings[headings[:1] == [shown] :])
        sections.append((shown, *below) if len(names) > 1 or not below else below)
    identifiers = _identifiers(work, own)
    papers = [paper for identifier in identifiers if (paper := _record(work, identifier, facts)) is not None]
    proofs = [_paper_proof(work, paper, history) for paper in papers]
    proofs += [proof for entry in own for proof in _page_proofs(work, entry, facts, history)]
    code = _code(work, facts)
    return Card(
        id=name,
        work=work,
        sections=tuple(dict.fromkeys(sections)),
        proofs=(*proofs, *_code_proofs(work, facts, history)),
        is_proved=bool(proofs),
        published=_published(work, papers),
        archived=_archived(work, own, facts),
        code=code,
        preprint=next((Target(str(one), one.url) for one in identifiers if one.scheme == "arxiv"), None),
        notice=next((notice for paper in papers if (notice := _notice(paper))), ""),
        added=history.added.get(name),
    )


def _identifiers(work: Work, entries: Iterable[Entry]) -> list[Identifier]:
    """Return what names the work: not what its entry links besides, as related work."""
    found = [work.identifier] if work.identifier else []
    for entry in entries:
        found += [reference.identifier for reference in paper_references(entry)]
        for citation in entry.all_citations:
            found += [reference.identifier for reference in citation_references(citation)]
    return list(dict.fromkeys(found))


def _record(work: Work, identifier: Identifier, facts: Facts) -> Paper | None:
    """Return the record of an identifier if it is the work's by its title, or by all of several authors."""
    paper = facts.paper(identifier)
    if paper is None:
        return None
    return paper if _has_title(work, paper) or (len(paper.authors) > 1 and _has_authors(work, paper)) else None


def _has_title(work: Work, paper: Paper) -> bool:
    return any(_is_title(title, work) for title in (paper.title, *paper.former_titles))


def _is_title(title: str, work: Work) -> bool:
    return bool(title) and compare_titles(work.title, title) in ("same", "close")


def _has_authors(work: Work, paper: Paper) -> bool:
    cited, true = list(work.authors), split_authors(" and ".join(paper.authors))
    difference = compare_author_lists(cited, true)
    return bool(cited and true) and not difference.strangers and not difference.missing


def _paper_proof(work: Work, paper: Paper, history: History) -> Proof:
    title, authors = _has_title(work, paper), _has_authors(work, paper)
    what = "The title is that of" if not authors else f"The {'title and ' if title else ''}authors are those of"
    if not paper.identifier.value:
        return Proof(what, Target("a record in the index of papers", ""), None)
    renamed = "" if _is_title(paper.title, work) or not paper.title else f"which is “{plain(paper.title)}” now"
    record = Target(str(paper.identifier), paper.identifier.url, renamed)
    return Proof(what, record, history.recorded.get(key_of(paper.identifier)))


def _page_proofs(work: Work, entry: Entry, facts: Facts, history: History) -> Iterator[Proof]:
    for link in entry.links:
        page, url = facts.page(link.url), web_url(link.url)
        if page is None or page.status is not None or not url or link.is_image:
            continue
        if _is_title(page.title, work):
            host = host_of(url) or url
            yield Proof("The title is that of the page at", Target(host, url), history.recorded.get(page_key(link.url)))


def _code_proofs(work: Work, facts: Facts, history: History) -> Iterator[Proof]:
    identifier = _repository_of(work)
    known = facts.repositories.get(identifier) if identifier else None
    if identifier is not None and isinstance(known, Repository):
        target = Target(known.name or identifier.value, web_url(work.code))
        yield Proof("The repository exists:", target, history.recorded.get(key_of(identifier)))


def _repository_of(work: Work) -> Identifier | None:
    return identify(work.code) if work.code else None


def _code(work: Work, facts: Facts) -> Target | None:
    """Return where the code is, by the name that its host knows it by now."""
    identifier, url = _repository_of(work), web_url(work.code)
    if identifier is None or not url:
        return None
    known = facts.repositories.get(identifier)
    if not isinstance(known, Repository):
        return Target(identifier.spelling or identifier.value, url)
    if known.name and not known.goes_by(identifier.value):
        url = Identifier(identifier.scheme, identifier.value, spelling=known.name).url
    return Target(known.name or identifier.value, url, "archived" if known.archived else "")


def _published(work: Work, papers: Sequence[Paper]) -> Target | None:
    """Return the published version: as a registry gives it for a preprint, else as the list's own citation does."""
    published = next((paper for paper in papers if paper.venue or paper.doi), None)
    doi = work.values.get("doi") or (published.doi if published else None) or ""
    venue = plain(published.venue if published and published.venue else work.venue or "")
    if is_preprint_server(venue):
        venue = ""
    identifier = Identifier("doi", doi.lower()) if doi else None
    url = identifier.url if identifier else ""
    if doi.lower().startswith("10.48550/"):  # the DOIs of arXiv itself
        url = ""
    if not url and (published is None or not venue):  # the venue that the list itself gives is shown anyway
        return None
    shown = canonical_name(venue) or venue
    return Target(f"Published: {shown}" if shown else f"doi:{doi}", web_url(url), plain(venue))


def _archived(work: Work, entries: Iterable[Entry], facts: Facts) -> Target | None:
    """Return a copy that a web archive keeps: one that the entry links, or that of a page that is gone."""
    for entry in entries:
        for link in entry.links:
            url = web_url(link.url)
            if url and host_of(url) in _ARCHIVES:
                return Target("Archived copy", url)
    page = facts.page(work.url) if work.url else None
    if page is not None and page.dead:
        return Target("Archived copy", web_url(_WAYBACK + (work.url or "")), "the page itself is gone")
    return None


def _notice(paper: Paper) -> str:
    if paper.retracted:
        return plain(f"Retracted: {paper.retracted}")
    return plain(f"Withdrawn: {paper.withdrawn}") if paper.withdrawn else ""
