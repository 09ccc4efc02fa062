"""What a person asks to be added: an identifier, a link, a title, or BibTeX."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from litlint import regex as re
from litlint.errors import UsageError
from litlint.identifiers.from_url import name_acl
from litlint.identifiers.identifier import Identifier, arxiv_problem, doi_problem, from_doi, from_eprint, identify
from litlint.model.citation import Citation
from litlint.model.source import Source
from litlint.parse.bibtex import parse_bibtex

# What is meant as an arXiv id, right or wrong, so that a wrong one is reported as such.
_LIKE_ARXIV = re.compile(
    r"(?:arxiv:\s*)?(?:\d{3,5}\.\d{3,6}|[a-z-]+(?:\.[a-z]{2})?/\d{5,8})(?:v\d*)?\w?", re.IGNORECASE
)
# What is meant as a DOI.
_LIKE_DOI = re.compile(r"(?:doi:\s*)?10\.\d+/\S*", re.IGNORECASE)
# What is meant as an address: with a scheme, or a host and a path.
_LIKE_URL = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """A work as it was asked for: ``given`` is what was typed. ``citation`` came from a BibTeX file."""

    given: str
    identifier: Identifier | None = None
    url: str | None = None
    title: str | None = None
    citation: Citation | None = None


def read_requests(text: str) -> PaperRequest:
    """Read what was typed: an arXiv id, a DOI, an id of the ACL Anthology, a URL, or a title.

    Raises:
        UsageError: it is not one of these, or misspelt.
    """
    text = text.strip().strip("<>").strip()
    if _LIKE_URL.fullmatch(text) and not _LIKE_DOI.fullmatch(text):
        url = text if "://" in text else f"https://{text}"
        return PaperRequest(text, identify(url), url)
    if _LIKE_ARXIV.fullmatch(text):
        identifier = from_eprint(text, "arXiv")
        if identifier is None:
            raise UsageError(f"{text} is not a valid arXiv id: {arxiv_problem(text)}")
        return PaperRequest(text, identifier)
    if _LIKE_DOI.fullmatch(text):
        identifier = from_doi(text)
        if identifier is None:
            raise UsageError(f"{text} is not a valid DOI: {doi_problem(text)}")
        return PaperRequest(text, identifier)
    named = name_acl(text)
    identifier = Identifier(*named) if named else identify(text)
    if identifier is not None:
        return PaperRequest(text, identifier)
    if len(text.split()) < 2:
        raise UsageError(
            f'"{text}" is not an identifier, a link or a title; give an arXiv id (2309.17249), a DOI, a URL, '
            "or the title in quotes"
        )
    return PaperRequest(text, title=" ".join(text.split()))


def read_bibtex(data: bytes, name: str) -> Iterator[PaperRequest]:
    """Yield the works of a BibTeX file.

    Raises:
        UsageError: an entry cannot be read as meant, or has no title, or there is none.
    """
    citations, _ = parse_bibtex(Source.decode(name, data).whole)
    if not citations:
        raise UsageError(f"{name}: there is no BibTeX entry in it")
    for citation in citations:
        problem = next((problem for problem in citation.problems if not problem.insert), None)
        if problem is not None:
            raise UsageError(f"{name}:{problem.span.line}:{problem.span.column}: {problem.message}")
        if citation.title is None:
            raise UsageError(f"{name}:{citation.span.line}: the entry {citation.key or citation.kind} has no title")
        identifier = next((identifier for identifier, _ in citation.identifiers()), None)
        url = citation.get("url")
        yield PaperRequest(
            citation.key or citation.title.value, identifier, url.value if url else None, citation.title.value, citation
        )
