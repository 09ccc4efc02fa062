"""From a place to what it names: definitions, references, links, and the renaming of a citation key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from litlint import regex as re
from litlint.errors import UsageError
from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import citation_references
from litlint.model.document import Document
from litlint.model.finding import Edit
from litlint.model.nodes import Link
from litlint.model.source import Span
from litlint.server.places import location_of, range_of, uri_of, workspace_edit
from litlint.server.view import View, is_at
from litlint.syntax.link_target import target_of

# What both BibTeX and pandoc take for a key: no blank, and none of the signs that end one.
_NEW_KEY = re.compile(r"[\w][\w:.+/-]*")
_NAMING_FIELDS = ("crossref", "xref", "xdata")
"""Fields whose value is the key of another citation."""


def definition(view: View, offset: int) -> list[types.Location]:
    """Return where that is written down which a place names: the citation of a key, a heading, a file, a first listing."""
    key = _key_at(view, offset)
    if key is not None:
        return [location_of(place, view.uri) for place in _definitions(view, key.text)]
    link = view.link_at(offset)
    if link is not None and (leads := _target(view, link)) is not None:
        return [leads]
    identifier = _identifier_at(view, offset)
    if identifier is None:
        return []
    listed = view.entries_of(identifier)
    return [location_of(entry.title.span, view.uri) for _, entry in listed[:1]]


def references(view: View, offset: int) -> list[types.Location]:
    """Return all places that name what a place names: a citation key, or a work by its identifier."""
    key = _key_at(view, offset)
    if key is not None:
        return [location_of(place, view.uri) for place in _uses(view, key.text)]
    identifier = _identifier_at(view, offset)
    if identifier is None:
        return []
    return [location_of(place, view.uri) for document in view.documents for place in _naming(document, identifier)]


def renamed_at(view: View, offset: int) -> types.Range | None:
    """Return the place of the citation key that can be renamed, None without one."""
    key = _key_at(view, offset)
    return range_of(key) if key is not None else None


def rename(view: View, offset: int, name: str) -> types.WorkspaceEdit | None:
    """Return the edits that give a citation key another name wherever it is defined, cited, or inherited from.

    Raises:
        UsageError: the name cannot be a key, or is that of another citation.
    """
    key = _key_at(view, offset)
    if key is None:
        return None
    if not _NEW_KEY.fullmatch(name):
        raise UsageError(f'"{name}" cannot be a citation key: letters, digits and any of : . + / - _')
    if name != key.text and any(_definitions(view, name)):
        raise UsageError(f"another citation has the key {name}")
    return workspace_edit([Edit(place, name) for place in _uses(view, key.text)], view.uri)


def document_links(view: View) -> list[types.DocumentLink]:
    """Return what can be followed: addresses on the web, files of the repository, and identifiers in citations."""
    found = []
    for link in view.document.links:
        scheme = link.url.partition(":")[0].strip().lower() if link.is_outside else ""
        if scheme in ("http", "https"):
            found.append(types.DocumentLink(range_of(link.url_span), target=link.url))
        elif (path := _file(view, link)) is not None:
            found.append(types.DocumentLink(range_of(link.url_span), target=path))
    for citation in view.document.citations:
        for reference in citation_references(citation):
            url = reference.identifier.url
            if url.startswith("https://"):
                found.append(
                    types.DocumentLink(range_of(reference.span), target=url, tooltip=str(reference.identifier))
                )
    return found


def _key_at(view: View, offset: int) -> Span | None:
    """Return the citation key at an offset: where it is cited, defined or inherited from."""
    return next((place for place in _keys(view.document) if is_at(place, offset)), None)


def _keys(document: Document) -> Iterator[Span]:
    yield from document.cited
    for citation in document.citations:
        if citation.key:
            yield citation.key_span
        for name in _NAMING_FIELDS:
            field = citation.get(name)
            if field is not None:
                yield field.value_span


def _definitions(view: View, key: str) -> Iterator[Span]:
    for document in view.documents:
        for citation in document.citations:
            if citation.key == key:
                yield citation.key_span


def _uses(view: View, key: str) -> Sequence[Span]:
    return [place for document in view.documents for place in _keys(document) if place.text == key]


def _identifier_at(view: View, offset: int) -> Identifier | None:
    """Return the identifier of the link, the citation or the entry at an offset."""
    link = view.link_at(offset)
    if link is not None and link.identifier is not None:
        return link.identifier
    citation = view.citation_at(offset)
    if citation is not None:
        return next((identifier for identifier, _ in citation.identifiers()), None)
    entry = view.entry_at(offset)
    return entry.work if entry is not None and is_at(entry.title.span, offset) else None


def _naming(document: Document, identifier: Identifier) -> Iterator[Span]:
    """Yield the places of a document that name an identifier."""
    for link in document.links:
        if link.identifier == identifier:
            yield link.url_span
    for citation in document.citations:
        for found, field in citation.identifiers():
            if found == identifier:
                yield field.value_span


def _target(view: View, link: Link) -> types.Location | None:
    """Return where a link leads in the repository: to a heading or to a file."""
    target = target_of(link.url, view.document.path)
    if target is None or target.climbs:
        return None
    document = view.document
    if target.path is not None:
        other = next((one for one in view.documents if one.path == target.path), None)
        if other is None:
            uri = _file(view, link)
            start = types.Range(types.Position(0, 0), types.Position(0, 0))
            return types.Location(uri, start) if uri else None
        document = other
    place = document.anchors.get(target.fragment.lower()) or document.source.span(0, 0)
    return location_of(place, view.uri)


def _file(view: View, link: Link) -> str | None:
    """Return the URI of the file that a link leads to, None if it leads to none of this repository."""
    target = target_of(link.url, view.document.path)
    paths = view.repository.stored.paths or frozenset()
    if target is None or target.climbs or target.path is None or target.path not in paths:
        return None
    return uri_of(view.repository.root / target.path)
