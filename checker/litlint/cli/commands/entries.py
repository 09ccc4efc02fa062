"""Show what litlint understands of a list: its entries, with links, identifiers and citations."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from litlint.cli.arguments import one_of
from litlint.export.people import people_of
from litlint.identifiers.identifier import Identifier
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry, Part
from litlint.model.nodes import Link
from litlint.model.source import Span
from litlint.report import Style
from litlint.report.layout.safe_text import visible, whole
from litlint.report.layout.summary import many, some
from litlint.workspace.project import open_project, working_directory

GROUP = "Check"
EXAMPLES = (
    ("litlint entries README.md", "what litlint reads in a list"),
    ("litlint entries --format json", "the same for programs"),
)
# The form of the JSON; it changes only when a key is taken away or changes its sense.
_VERSION = 1
_FORMATS = ("text", "json")
_MOST_LINES = 20
"""So many lines that could not be read are named."""


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; without any, every list")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")
    parser.add_argument("--format", metavar="FORMAT", default="text", help="text or json")


def run(options: Namespace) -> int:
    """Print the entries and return the exit code."""
    form = one_of("format", _FORMATS, options.format)
    project = open_project(options.paths, config=options.config)
    style = Style(
        root=project.root.as_posix(), here=working_directory().as_posix(), encoding=sys.stdout.encoding or "utf-8"
    )
    # A file that an entry links for its citation is shown with that entry, unless it is all that was asked for.
    documents = [document for document in project.asked if not document.is_linked] or project.asked
    if form == "json":
        read = [_document(document, style) for document in documents]
        sys.stdout.write(json.dumps({"version": _VERSION, "documents": read}, indent=2) + "\n")
    else:
        for line in (line for document in documents for line in _lines(document, style)):
            sys.stdout.write(f"{visible(line, style.encoding)}\n")
    for problem in project.problems:
        sys.stderr.write(f"litlint: {visible(problem)}\n")
    return 2 if project.problems else 0


def _lines(document: Document, style: Style) -> Iterator[str]:
    """Yield a document for a reader: a line for each entry or, of a bibliography, each citation, and below it its parts."""
    if document.kind == "bibtex":
        yield f"{style.relative(document.path)}: {many(len(document.citations), 'citation')}"
        for citation in document.citations:
            yield f"  {citation.span.line}:{citation.span.column}  {citation.title.value if citation.title else citation.key}"
            for name, text in _citation_parts(citation):
                if text:
                    yield f"      {name:<9} {text}"
        return
    yield f"{style.relative(document.path)}: {many(len(document.entries), 'entry', 'entries')}"
    for entry in document.entries:
        yield f"  {entry.span.line}:{entry.span.column}  {entry.title.value}"
        for name, text in _parts(entry):
            if text:
                yield f"      {name:<9} {text}"
    if document.unread:
        lines = some([str(place.line) for place in document.unread], most=_MOST_LINES)
        yield f"  not read, though {'it looks' if len(document.unread) == 1 else 'they look'} like entries: {lines}"


def _parts(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "kind", entry.kind.value.replace("_", " ")
    yield "section", " > ".join(entry.section.path)
    for name, part in (("name", entry.name), ("authors", entry.authors), ("venue", entry.venue), ("date", entry.date)):
        yield name, part.value if part else ""
    yield "year", str(entry.year.value) if entry.year else ""
    yield "tags", ", ".join(tag.value for tag in entry.tags)
    for link in entry.links:
        yield "link", f"{link.label}: {link.identifier or link.url}" if link.label else str(link.identifier or link.url)
    for citation in entry.all_citations:
        works = ", ".join(dict.fromkeys(str(identifier) for identifier, _ in citation.identifiers()))
        yield "citation", f"{citation.key} ({works})" if works else citation.key


def _citation_parts(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "key", citation.key
    yield "type", citation.kind
    for role in ("author", "editor"):
        field = citation.get(role)
        yield f"{role}s", "; ".join(person.shown for person in people_of(field.resolved)) if field else ""
    venue, year = citation.get("booktitle", "journal", "journaltitle"), citation.year
    yield "venue", venue.value if venue else ""
    yield "year", year.value if year else ""
    for identifier in dict.fromkeys(identifier for identifier, _ in citation.identifiers()):
        yield "work", str(identifier)


def _document(document: Document, style: Style) -> dict[str, object]:
    return {
        "path": whole(style.relative(document.path)),
        "entries": [_entry(entry) for entry in document.entries],
        "links": [_link(link) for link in document.links],
        "citations": [_citation(citation) for citation in document.citations],
        "unread": [_place(place) for place in document.unread],
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {
        "title": whole(entry.title.value),
        "name": _said(entry.name),
        "kind": entry.kind.value,
        "family": entry.kind.letter,  # the name of the first release, which other programs read
        "section": [whole(title) for title in entry.section.path],
        **_place(entry.span),
        "authors": _said(entry.authors),
        "venue": _said(entry.venue),
        "date": _said(entry.date),
        "year": entry.year.value if entry.year else None,
        "tags": [whole(tag.value) for tag in entry.tags],
        "identifiers": [_identifier(identifier) for identifier in entry.identifiers],
        "links": [_link(link) for link in entry.links],
        "citations": [_citation(citation) for citation in entry.citations],
    }


def _link(link: Link) -> dict[str, object]:
    identifier = link.identifier
    return {
        "label": whole(link.label),
        "text": whole(link.text),
        "kind": link.kind,
        "url": whole(link.url),
        "identifier": _identifier(identifier) if identifier else None,
        **_place(link.span),
    }


def _identifier(identifier: Identifier) -> dict[str, object]:
    return {
        "scheme": identifier.scheme,
        "value": whole(identifier.value),
        "version": identifier.version,
        "url": whole(identifier.url),
    }


def _citation(citation: Citation) -> dict[str, object]:
    people = citation.get("author", "editor")
    return {
        "key": whole(citation.key),
        "kind": whole(citation.kind),
        "title": whole(citation.title.value) if citation.title else None,
        "authors": [whole(person.shown) for person in people_of(people.resolved)] if people else [],
        "year": whole(citation.year.value) if citation.year else None,
        "identifiers": [
            _identifier(identifier)
            for identifier in dict.fromkeys(identifier for identifier, _ in citation.identifiers())
        ],
        **_place(citation.span),
    }


def _place(span: Span) -> dict[str, int]:
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}


def _said(part: Part[str] | None) -> str | None:
    return whole(part.value) if part else None
