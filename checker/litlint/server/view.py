"""What a request may look at: one text as it is now, among all others, and what is known of the outside world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from litlint.identifiers.identifier import Identifier
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry, Workspace
from litlint.model.finding import Finding
from litlint.model.nodes import Link
from litlint.model.source import Source, Span
from litlint.server.places import uri_of
from litlint.server.repository import Repository, open_alone


@dataclass(frozen=True)
class View:
    """One open text, read as it is now; ``others`` are the other open texts of its repository, by path.

    ``findings`` are those that the editor shows in this text. ``uris`` gives the URIs of open texts by path.
    """

    repository: Repository
    document: Document
    others: Mapping[str, Document]
    findings: tuple[Finding, ...]
    uris: Mapping[str, str]

    @classmethod
    def of_nothing(cls, source: Source) -> View:
        """Return the view of a text that is no longer open."""
        return cls(open_alone(None), Document(source, "markdown"), {}, (), {})

    @cached_property
    def workspace(self) -> Workspace:
        """The collection, open texts in place of their files."""
        return self.repository.with_texts({**self.others, self.document.path: self.document})

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents of the collection, open texts in place of their files."""
        return self.workspace.documents

    def uri(self, path: str) -> str:
        """Return the URI of a document of the collection."""
        return self.uris.get(path) or uri_of(self.repository.root / path)

    def link_at(self, offset: int) -> Link | None:
        """Return the innermost link around an offset."""
        around = [link for link in self.document.links if is_at(link.span, offset)]
        return min(around, key=lambda link: link.span.end - link.span.start, default=None)

    def citation_at(self, offset: int) -> Citation | None:
        """Return the citation around an offset."""
        return next((one for one in self.document.citations if is_at(one.span, offset)), None)

    def entry_at(self, offset: int) -> Entry | None:
        """Return the innermost entry around an offset."""
        around = [entry for entry in self.document.entries if is_at(entry.span, offset)]
        return min(around, key=lambda entry: entry.span.end - entry.span.start, default=None)

    def entries_of(self, identifier: Identifier) -> list[tuple[Document, Entry]]:
        """Return the entries of the collection that are about a work, in the order of the documents."""
        return [
            (document, entry)
            for document in self.documents
            for entry in document.entries
            if identifier in entry.identifiers
        ]


def is_at(span: Span, offset: int) -> bool:
    """Say whether an offset lies in a place, its end included: the cursor is after the last character typed."""
    return span.start <= offset <= span.end
