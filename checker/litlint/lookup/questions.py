"""What there is to ask: the works, repositories, links and words of a collection."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from litlint.identifiers.identifier import Identifier, identify
from litlint.lookup.lockfile import key_of, search_key
from litlint.lookup.registries import own_sites, recognised_schemes, served_schemes
from litlint.lookup.settings import RegistrySettings
from litlint.matching.work_references import cited_work, listed_work
from litlint.model.citation import Citation
from litlint.model.document import Document
from litlint.model.facts import TitleQuery, page_key

_NO_PAPERS: Final = frozenset({"software", "online", "electronic", "manual", "dataset", "www", "unpublished", "patent"})


@dataclass(frozen=True)
class Questions:
    """All that a set of lists wants to know, each thing once.

    ``identifiers`` are works and repositories that a registry serves, ``optional`` works that one may know and none can
    deny; ``links`` are URLs without fragment, each with
    the fragments that the lists use; ``works`` are known by their words alone. ``said`` holds the titles that the
    lists give to an identifier.
    """

    identifiers: tuple[Identifier, ...] = ()
    links: Mapping[str, frozenset[str]] = field(default_factory=dict)
    works: tuple[TitleQuery, ...] = ()
    said: Mapping[Identifier, frozenset[str]] = field(default_factory=dict)
    optional: tuple[Identifier, ...] = ()

    def keys(self) -> set[str]:
        """Return the ``id`` of every row that answers a question."""
        found = {key_of(identifier) for identifier in (*self.identifiers, *self.optional)}
        return found | set(self.links) | {search_key(work.key) for work in self.works}

    def only(self, keeps: Callable[[str], bool]) -> Questions:
        """Return the questions whose answer has an ``id`` that is kept."""
        return replace(
            self,
            identifiers=tuple(one for one in self.identifiers if keeps(key_of(one))),
            optional=tuple(one for one in self.optional if keeps(key_of(one))),
            links={url: fragments for url, fragments in self.links.items() if keeps(url)},
            works=tuple(work for work in self.works if keeps(search_key(work.key))),
        )


def questions_of(
    documents: Iterable[Document], registries: Mapping[str, RegistrySettings] = MappingProxyType({})
) -> Questions:
    """Return what some documents want to know, in the order of the documents; ``registries`` is how they are set."""
    served, recognised = served_schemes(registries), recognised_schemes(registries)
    sites = own_sites()
    named: dict[Identifier, None] = {}
    links: dict[str, set[str]] = defaultdict(set)
    works: dict[str, TitleQuery] = {}
    said: dict[Identifier, set[str]] = defaultdict(set)
    for document in documents:
        for url in _urls(document):
            identifier = identify(url)
            if identifier is not None:
                named.setdefault(identifier)
            if identifier is None or identifier.scheme not in served or not _is_own_page(url, identifier, sites):
                fragment = url.partition("#")[2]
                links[page_key(url)].update([fragment] if fragment else [])
        for citation in document.citations:
            named.update(dict.fromkeys(identifier for identifier, _ in citation.identifiers()))
        for identifier, title in _titles(document):
            said[identifier].add(title)
        for work in _works(document):
            works.setdefault(work.key, work)
    return Questions(
        tuple(identifier for identifier in named if identifier.scheme in served),
        {url: frozenset(fragments) for url, fragments in links.items()},
        tuple(works.values()),
        {identifier: frozenset(titles) for identifier, titles in said.items()},
        tuple(identifier for identifier in named if identifier.scheme in recognised),
    )


def _urls(document: Document) -> Iterator[str]:
    """Yield the web addresses of a document; a picture is no link that anybody follows."""
    for link in document.links:
        if link.is_outside and not link.is_image:
            yield link.url.strip()
    for citation in document.citations:
        field = citation.get("url")
        if field is not None and re.match(r"https?://\S+\Z", field.value.strip(), re.I):
            yield field.value.strip()


def _is_own_page(url: str, identifier: Identifier, sites: Mapping[str, str]) -> bool:
    """Say whether a URL is just the page of what it names, so that the registry's answer proves it too."""
    if identifier.is_work:
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = parts.path.strip("/").removesuffix(".git")
    host = (parts.hostname or "").removeprefix("www.")
    return host == sites.get(identifier.scheme) and path.lower() == identifier.value.lower()


def _titles(document: Document) -> Iterator[tuple[Identifier, str]]:
    for entry in document.entries:
        for identifier, _ in entry.works:
            yield identifier, entry.title.value
    for citation in document.citations:
        title = citation.title
        for identifier, _ in citation.identifiers():
            if title is not None:
                yield identifier, title.value


def _works(document: Document) -> Iterator[TitleQuery]:
    """Yield the works that name no identifier: citations of papers, and entries that give an author or a venue."""
    for citation in document.citations:
        entry = document.entry_of_citation.get(citation.span)
        work = cited_work(citation)
        if work is not None and _is_of_paper(citation) and (entry is None or not entry.works):
            yield work
    for entry in document.entries:
        if not entry.works and not entry.all_citations and (entry.authors or entry.venue) and entry.title.value.strip():
            yield listed_work(entry)


def _is_of_paper(citation: Citation) -> bool:
    """Say whether a citation without identifier is that of a paper; a web page is proved by its link."""
    if citation.kind in _NO_PAPERS or citation.identifiers():
        return False
    place = citation.get("url", "howpublished")
    venue = citation.get("journal", "journaltitle", "booktitle", "publisher", "school", "institution")
    return venue is not None or place is None
