"""A work as it is to be listed, before it has any place or marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from litlint.identifiers.doi import acl_id
from litlint.identifiers.identifier import Identifier
from litlint.write.bibtex import CitationData


@dataclass(frozen=True, slots=True)
class Draft:
    """What an entry is to say.

    ``url`` leads to the paper, ``code`` to its repository. ``venue`` and ``year`` belong together: where and when the
    work was published; a preprint has no venue. ``venue_in_full`` is its name as a citation has it. ``date`` and
    ``updated`` are the ISO dates of its first and its latest version, ``category`` its subject at arXiv. ``citation`` is
    what the author gives as such, if anything. ``doi`` and ``arxiv`` are bare identifiers, beside ``identifier``.
    """

    title: str
    url: str
    identifier: Identifier | None = None
    code: str | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    venue_in_full: str | None = None
    year: int | None = None
    date: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    updated: str | None = None
    category: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    citation: CitationData | None = None

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """All that names the work, the first the one that it was asked for by."""
        found = [self.identifier] if self.identifier else []
        found += [Identifier("arxiv", self.arxiv)] if self.arxiv else []
        found += [Identifier("doi", self.doi)] if self.doi else []
        anthology = next((acl for one in found if one.scheme == "doi" and (acl := acl_id(one.value))), None)
        found += [Identifier("acl", anthology)] if anthology else []
        return tuple(dict.fromkeys(found))

    @property
    def name(self) -> str | None:
        """The short name before the title's colon, as lists put it in brackets: ``S-LoRA`` of ``S-LoRA: Serving …``."""
        head, colon, tail = self.title.partition(":")
        return head.strip() if colon and tail.strip() and 2 <= len(head) <= 40 and len(head.split()) <= 3 else None

    @property
    def repository(self) -> str | None:
        """The repository as ``owner/name``, spelt as in its URL."""
        found = re.match(r"https?://(?:www\.)?(?:github|gitlab)\.com/([\w.-]+/[\w.-]+)", self.code or "")
        return found[1].removesuffix(".git") if found else None
