"""What changed in the lists since a revision: works added, published, retracted or withdrawn, and links that moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from litlint import regex as re
from litlint.export.works import Work, works_of
from litlint.identifiers.identifier import Identifier
from litlint.matching.entries import match_entries
from litlint.metadata.normalize import normalize_title
from litlint.metadata.venues import is_preprint_server
from litlint.model.citation import Citation
from litlint.model.document import Workspace
from litlint.model.facts import Facts, Paper, Repository, page_key
from litlint.report.layout.summary import many
from litlint.site import atom
from litlint.site.cards import ids_of
from litlint.site.text import plain, web_url

# What Markdown reads as markup inside a line of text.
_MARKS: Final = re.compile(r"[\\`*_{}\[\]<>()#|~!&]")


class Kind(Enum):
    """What kind of news it is; the value is its heading."""

    ADDED = "Added"
    PUBLISHED = "Published since"
    RETRACTED = "Retracted or withdrawn"
    MOVED = "Moved"


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news: the work's permanent name, its title, where it is, and what is to be said beside it."""

    kind: Kind
    name: str
    title: str
    url: str
    detail: str
    authors: tuple[str, ...] = ()


@dataclass(frozen=True)
class State:
    """The lists, and what was known of the outside world."""

    lists: Workspace
    facts: Facts


def news_between(then: State, now: State, named: frozenset[str] | None = None) -> list[News]:
    """Return what is new in ``now``, by kind and then in the order of the lists; ``named`` are the paths asked about.

    A work is added if it is nowhere in ``then``; one that moved to another section, or whose title was corrected, is not.
    What the lock learned counts for the works that were listed before.
    """
    documents = [document for document in now.lists.documents if named is None or document.path in named]
    works = works_of(documents, now.facts)
    added = _added(works, then.lists, now.lists)
    found: list[News] = []
    for work, name in zip(works, ids_of(works), strict=True):
        url = web_url(work.url)
        authors = tuple(plain(person.shown) for person in work.authors)
        title = plain(work.title) or name
        found += [
            News(kind, name, title, url, plain(detail), authors)
            for kind, detail in _of_work(work, name in added, then.facts, now.facts)
        ]
    found += _moved(works, then, now)
    kinds = list(Kind)
    return sorted(found, key=lambda one: kinds.index(one.kind))


def _added(works: Sequence[Work], then: Workspace, now: Workspace) -> frozenset[str]:
    """Return the names of the works of which no place was in the lists before."""
    earlier = match_entries(now, then).before
    old = {(span.path, span.line) for span in earlier}
    entries = {(document.path, entry.span.line) for document, entry in now.entries()}
    cited = {name for document in then.documents for citation in document.citations for name in _names(citation)}
    in_bibliography = {
        (document.path, citation.span.line): citation for document in now.documents for citation in document.citations
    }
    found = set()
    for work, name in zip(works, ids_of(works), strict=True):
        places = [(place.path, place.line) for place in work.listed]
        others = [in_bibliography[place] for place in places if place not in entries and place in in_bibliography]
        if old.isdisjoint(places) and not any(name in cited for citation in others for name in _names(citation)):
            found.add(name)
    return frozenset(found)


def _names(citation: Citation) -> Iterator[str]:
    """Yield by what a citation of a bibliography is known again: its works, its title, its key."""
    yield from (identifier.canonical_work for identifier, _ in citation.identifiers())
    if citation.title is not None and (title := normalize_title(citation.title.value)):
        yield f"title {title}"
    yield f"key {citation.key}"


def _of_work(work: Work, is_added: bool, then: Facts, now: Facts) -> Iterator[tuple[Kind, str]]:
    paper, before = now.paper(work.identifier), then.paper(work.identifier)
    notice = _notice(paper)
    if notice and notice != _notice(before):
        yield Kind.RETRACTED, notice
    if is_added:
        section = work.listed[0].section if work.listed else ""
        yield Kind.ADDED, ", ".join(part for part in (_shown_venue(work), section and f"in {section}") if part)
    elif paper is not None and before is not None and (where := _publication(paper)) and not _publication(before):
        yield Kind.PUBLISHED, where


def _notice(paper: Paper | None) -> str:
    if paper is None:
        return ""
    return (
        f"retracted: {paper.retracted}"
        if paper.retracted
        else f"withdrawn: {paper.withdrawn}"
        if paper.withdrawn
        else ""
    )


def _publication(paper: Paper) -> str:
    venue = "" if is_preprint_server(paper.venue or "") else paper.venue
    return ", ".join(part for part in (venue, f"doi:{paper.doi}" if paper.doi else "") if part)


def _shown_venue(work: Work) -> str:
    year = str(work.year or "")
    venue = work.venue or ""
    return venue if year in venue else f"{venue} {year}".strip()


def _moved(works: Sequence[Work], then: State, now: State) -> Iterator[News]:
    """Yield the repositories that have another name now, and the pages that lead elsewhere for good."""
    reported: set[str] = set()
    for _, entry in now.lists.entries():
        title = plain(entry.title.value)
        for link in entry.links:
            where = _new_repository(link.identifier, then.facts, now.facts) or _new_page(
                link.url, then.facts, now.facts
            )
            if where and link.url not in reported:
                reported.add(link.url)
                yield News(
                    Kind.MOVED, f"moved-{where[0]}", title, web_url(where[1]), f"{plain(link.url)} is {where[0]} now"
                )


def _new_repository(identifier: Identifier | None, then: Facts, now: Facts) -> tuple[str, str] | None:
    known = now.repositories.get(identifier) if identifier else None
    if identifier is None or not isinstance(known, Repository) or not known.name or known.goes_by(identifier.value):
        return None
    before = then.repositories.get(identifier)
    if isinstance(before, Repository) and before.goes_by(known.name):
        return None
    return known.name, Identifier(identifier.scheme, identifier.value, spelling=known.name).url


def _new_page(url: str, then: Facts, now: Facts) -> tuple[str, str] | None:
    page, before = now.page(url), then.page(url)
    if page is None or not page.moved or (before is not None and before.moved == page.moved):
        return None
    return (page.moved, page.moved) if page_key(page.moved) != page_key(url) else None


def _by_kind(news: Sequence[News]) -> Mapping[Kind, list[News]]:
    return {kind: [one for one in news if one.kind is kind] for kind in Kind if any(one.kind is kind for one in news)}


def as_text(news: Sequence[News], since: str) -> str:
    """Return the news for a terminal."""
    lines = [_summary(news, since)]
    for kind, ones in _by_kind(news).items():
        lines += ["", kind.value]
        for one in ones:
            lines.append(f"  {one.title}")
            lines += [f"      {part}" for part in (one.detail, one.url) if part]
    return "\n".join(lines) + "\n"


def as_markdown(news: Sequence[News], since: str) -> str:
    """Return the news for a release, a discussion or a mail; nothing in a title is markup."""
    lines = [_escaped(_summary(news, since))]
    for kind, ones in _by_kind(news).items():
        lines += ["", f"## {kind.value}", ""]
        for one in ones:
            title = f"[{_escaped(one.title)}](<{one.url}>)" if one.url else _escaped(one.title)
            lines.append(f"- {title}{': ' if one.detail else ''}{_escaped(one.detail)}")
    return "\n".join(lines) + "\n"


def as_atom(news: Sequence[News], title: str, day: date, address: str) -> str:
    """Return the news as a feed; ``day`` is when they were known, ``address`` where the site of the lists is, if any."""
    name = address or "tag:litlint.github.io,2024"
    items = [
        atom.Item(
            id=f"{name}/news/{one.kind.name.lower()}/{one.name}",
            title=one.title if one.kind is Kind.ADDED else f"{one.kind.value}: {one.title}",
            day=day,
            url=one.url,
            summary=one.detail,
            authors=one.authors,
        )
        for one in news
    ]
    return atom.write(title, f"{name}/news", day, items, home=address)


def _summary(news: Sequence[News], since: str) -> str:
    counts = [f"{many(len(ones), 'work') if kind is Kind.ADDED else len(ones)} {kind.value.lower().removesuffix(' since')}"
              for kind, ones in _by_kind(news).items()]  # fmt: skip
    return f"Since {plain(since)}: {', '.join(counts) or 'nothing new'}"


def _escaped(text: str) -> str:
    return _MARKS.sub(lambda mark: f"\\{mark[0]}", text)
