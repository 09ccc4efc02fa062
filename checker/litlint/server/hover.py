"""What a link, an identifier, a title or a citation really is, by papers.lock and the index; no registry is asked.

All text comes from lists and registries, so each sign that Markdown could read is escaped; the only links are the addresses
that the identifiers make themselves.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote

from lsprotocol import types

from litlint import regex as re
from litlint.files import read_file
from litlint.identifiers.identifier import Identifier
from litlint.lookup.lockfile import LOCK_NAME, key_of
from litlint.matching.work_references import citation_references
from litlint.model.citation import Citation
from litlint.model.document import Entry
from litlint.model.facts import ABSENT, Facts, Page, Paper, Repository, TitleQuery
from litlint.model.source import Span
from litlint.report.layout.safe_text import cut, visible
from litlint.server.places import range_of
from litlint.server.view import View, is_at

# All punctuation of ASCII: Markdown takes a backslash before each of it (CommonMark 0.31.2, 2.4).
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_MOST_AUTHORS = 6
_MOST_SIGNS = 400  # of a notice or a title; a hover is read at a glance


def hover(view: View, offset: int) -> types.Hover | None:
    """Return what is known of what is at an offset, None if nothing that is known of is there."""
    found = _subject(view, offset)
    if found is None:
        return None
    place, lines = found
    said = "\n\n".join(lines)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said), range_of(place)) if said else None


def escaped(text: str) -> str:
    r"""Return a text that Markdown shows as it is, on one line, with nothing hidden in it.

    >>> print(escaped("[a](command:run) <b>"))
    \[a\]\(command\:run\) \<b\>
    """
    words = visible(" ".join(text.split()))
    return _PUNCTUATION.sub(lambda sign: f"\\{sign[0]}", cut(words, _MOST_SIGNS))


def _subject(view: View, offset: int) -> tuple[Span, list[str]] | None:
    """Return the place of what is asked about, and the paragraphs that describe it."""
    facts = view.repository.facts
    for key in view.document.cited:
        if is_at(key, offset):
            cited = next(
                (one for document in view.documents for one in document.citations if one.key == key.text), None
            )
            return (key, list(_citation(view, cited))) if cited else None
    citation = view.citation_at(offset)
    if citation is not None:
        for reference in citation_references(citation):
            if is_at(reference.span, offset):
                return reference.span, list(_identifier(view, reference.identifier))
        return citation.span, list(_citation(view, citation))
    link = view.link_at(offset)
    if link is not None and (link.identifier is not None or facts.page(link.url) is not None):
        about = list(_identifier(view, link.identifier)) if link.identifier is not None else []
        page = facts.page(link.url)
        return link.span, [*about, *(_page(page) if page is not None else ())]
    entry = view.entry_at(offset)
    if entry is not None and is_at(entry.title.span, offset):
        return entry.title.span, list(_entry(view, entry))
    return None


def _entry(view: View, entry: Entry) -> Iterator[str]:
    if entry.work is not None:
        yield from _identifier(view, entry.work)
        return
    record = view.repository.facts.works.get(TitleQuery(entry.title.value).key)
    if isinstance(record, Paper):
        yield from _paper(record, view.repository.facts)


def _citation(view: View, citation: Citation) -> Iterator[str]:
    """Describe the work that a citation names, or else just what the citation says."""
    named = next(iter(citation.identifiers()), None)
    if named is not None:
        yield from _identifier(view, named[0])
    elif citation.title is not None:
        yield f"**{escaped(citation.title.value)}**"
        said = [citation.get("author"), citation.get("booktitle", "journal", "journaltitle"), citation.year]
        yield ", ".join(escaped(field.value) for field in said if field is not None)


def _identifier(view: View, identifier: Identifier) -> Iterator[str]:
    facts = view.repository.facts
    url = quote(identifier.url, safe=":/?#=&%@+,;~!*$-._")
    name = (
        f"[{escaped(str(identifier))}]({url})" if url.startswith(("https://", "http://")) else escaped(str(identifier))
    )
    record = facts.papers.get(identifier)
    repository = facts.repositories.get(identifier)
    if isinstance(record, Paper):
        yield from _paper(record, facts)
    elif isinstance(repository, Repository):
        yield f"**{escaped(repository.name)}**"
        if repository.archived:
            yield "⚠ archived: it is no longer maintained"
        if not repository.goes_by(identifier.value):
            yield f"it has moved here from {escaped(identifier.value)}"
    elif ABSENT in (record, repository):
        yield f"⚠ there is no {name}"
    else:
        yield f"nothing is known of {name} here; `litlint lock` asks"
        return
    yield f"{name}, {_by_whom(view, identifier)}"


def _paper(paper: Paper, facts: Facts) -> Iterator[str]:
    """Describe a work: title, authors, where and when it was published, and what became of it."""
    if paper.title:
        yield f"**{escaped(paper.title)}**"
    if paper.authors:
        more = f" and {len(paper.authors) - _MOST_AUTHORS} more" if len(paper.authors) > _MOST_AUTHORS else ""
        yield ", ".join(map(escaped, paper.authors[:_MOST_AUTHORS])) + more
    if paper.retracted:
        yield f"⚠ **retracted**: {escaped(paper.retracted)}"
    if paper.withdrawn:
        yield f"⚠ **withdrawn**: {escaped(paper.withdrawn)}"
    if paper.venue or paper.doi:
        published = facts.paper(Identifier("doi", paper.doi)) if paper.doi else None
        year = (published.published or "")[:4] if published else ""
        parts = [paper.venue or "", year, f"doi:{paper.doi}" if paper.doi else ""]
        yield f"published: {escaped(', '.join(part for part in parts if part))}"
    dates = [
        f"first version {paper.published}" if paper.published else "",
        f"latest {paper.updated}" if paper.updated else "",
    ]
    if any(dates):
        yield escaped(", ".join(one for one in dates if one))
    if paper.former_titles:
        yield f"once titled: {escaped('; '.join(paper.former_titles))}"


def _page(page: Page) -> Iterator[str]:
    if page.dead:
        yield f"⚠ the link is dead ({escaped(str(page.status))}): missed on {escaped(', '.join(page.misses))}"
    if page.moved:
        yield f"the page has moved to {escaped(page.moved)}"
    if page.soft_404:
        yield f"⚠ the page says that it is gone: {escaped(page.soft_404)}"
    if page.title:
        yield f"the page presents: **{escaped(page.title)}**"


def _by_whom(view: View, identifier: Identifier) -> str:
    """Say whether papers.lock knows, as it was when it was last written, or the index of papers."""
    path = view.repository.root / LOCK_NAME
    try:
        if f'"{key_of(identifier)}"'.encode() in read_file(path):
            day = datetime.fromtimestamp(os.stat(path).st_mtime, UTC).date()
            return f"by papers.lock of {day.isoformat()}"
    except OSError:
        pass
    return "by the index of papers"
