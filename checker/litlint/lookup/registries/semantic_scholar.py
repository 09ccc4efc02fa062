"""Semantic Scholar: where a preprint was published and what some other ids name, five hundred a call; and titles.

Source: https://api.semanticscholar.org/api-docs/graph
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final
from urllib.parse import urlencode

from litlint.identifiers.arxiv import parse
from litlint.identifiers.identifier import Identifier, from_doi
from litlint.lookup.http.messages import Exchange, Request, Response, describe_failure
from litlint.lookup.json_access import as_mapping, as_mappings, number, text, words
from litlint.lookup.registries.registry import TITLES, Replies, Service, Token
from litlint.lookup.settings import Pace
from litlint.metadata.venues import is_preprint_server
from litlint.model.facts import ABSENT, UNIDENTIFIED, Absence, Paper, TitleQuery

_FIELDS: Final = "title,year,venue,publicationVenue,authors,externalIds"
# What it calls the schemes, before a colon (its API's documentation, "paper/batch").
_PREFIXES: Final = {"arxiv": "ARXIV", "acl": "ACL", "pubmed": "PMID", "pmc": "PMCID"}
_CORPUS_ID: Final = "corpusid:"


class SemanticScholar(Service):
    """What became of preprints, and which paper an id names whose own site has no interface for many."""

    name: ClassVar[str] = "Semantic Scholar"
    key: ClassVar[str] = "semantic-scholar"
    recognises: ClassVar[Mapping[str, int]] = {"acl": 3, "pubmed": 1, "pmc": 1, "s2": 1}
    finds: ClassVar[int] = 2
    publishes: ClassVar[frozenset[str]] = frozenset({"arxiv"})
    token: ClassVar[Token | None] = Token(("SEMANTIC_SCHOLAR_API_KEY", "S2_API_KEY"), "x-api-key", "{}")
    default_url: ClassVar[str] = "https://api.semanticscholar.org/graph/v1"
    default_batch: ClassVar[int] = 500
    default_pace: ClassVar[Pace] = Pace(gap=1.1, at_once=1)
    tells: ClassVar[frozenset[str]] = frozenset({"title", "authors", "doi", "venue"})

    def accepts(self, identifier: Identifier) -> bool:
        """Take arXiv ids, those of the ACL Anthology and of PubMed, and its own."""
        return identifier.scheme in _PREFIXES or identifier.scheme == "s2"

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask what papers are called and where they were published.

        An unknown paper is ``ABSENT``, which says nothing about the registry whose id it has. Of any but a preprint
        only title, authors and DOI are kept: one record covers all versions of a work, with the venue and the
        year of one of them.
        """
        body = _json({"ids": [_asked(identifier) for identifier in batch]})
        headers = (("Content-Type", "application/json"),)
        url = f"{self.url}/paper/batch?{urlencode({'fields': _FIELDS}, safe=',')}"
        outcome = yield Request(url, self.name, "POST", headers, body, keyed=True)
        if isinstance(outcome, Response) and outcome.status == 400 and b"No valid paper ids" in outcome.body:
            return Replies(dict.fromkeys(batch, ABSENT))
        found = _read(outcome) if isinstance(outcome, Response) and outcome.status == 200 else None
        if not isinstance(found, list) or len(found) != len(batch):
            return Replies().fail(batch, describe_failure(outcome))
        answers: dict[Identifier, Paper | Absence] = {}
        for identifier, record in zip(batch, found, strict=True):
            paper = _paper(identifier, record) if isinstance(record, dict) else None
            if paper is not None and identifier.scheme != "arxiv":
                paper = Paper(identifier, paper.title, paper.authors, doi=paper.doi)
            answers[identifier] = paper or ABSENT
        return Replies({**answers})

    def search(self, work: TitleQuery) -> Exchange[list[Paper] | str]:
        """Return the one work whose title matches best."""
        query = urlencode({"query": work.title, "fields": _FIELDS}, safe=",")
        outcome = yield Request(f"{self.url}/paper/search/match?{query}", TITLES, keyed=True)
        if isinstance(outcome, Response) and outcome.status == 404 and outcome.kind.endswith("json"):
            return []
        found = _read(outcome) if isinstance(outcome, Response) and outcome.status == 200 else None
        if not isinstance(found, dict):
            return describe_failure(outcome)
        papers = []
        for record in as_mappings(found.get("data")):
            identifier = _identifier(as_mapping(record.get("externalIds"))) or UNIDENTIFIED
            paper = _paper(identifier, record)
            papers += [paper] if paper is not None else []
        return papers


def _asked(identifier: Identifier) -> str:
    """Return an id as its batches take it; its own are a hash or the number of a corpus."""
    if identifier.scheme == "s2":
        number_of_corpus = identifier.value.removeprefix(_CORPUS_ID)
        return f"CorpusId:{number_of_corpus}" if number_of_corpus != identifier.value else identifier.value
    return f"{_PREFIXES[identifier.scheme]}:{identifier.value}"


def _json(value: object) -> bytes:
    import json

    return json.dumps(value).encode()


def _read(outcome: Response) -> object:
    try:
        return outcome.json()
    except ValueError:
        return None


def _identifier(external: Mapping[str, object]) -> Identifier | None:
    arxiv = parse(text(external.get("ArXiv")))
    return Identifier("arxiv", arxiv[0]) if arxiv else from_doi(text(external.get("DOI")))


def _paper(identifier: Identifier, record: Mapping[str, object]) -> Paper | None:
    title = words(record.get("title"))
    if not title:
        return None
    venue = words(as_mapping(record.get("publicationVenue")).get("name")) or words(record.get("venue"))
    doi = text(as_mapping(record.get("externalIds")).get("DOI")).lower()
    year = number(record.get("year"))
    return Paper(
        identifier,
        title,
        tuple(name for author in as_mappings(record.get("authors")) if (name := words(author.get("name")))),
        published=str(year) if year else None,
        doi=doi if doi.startswith("10.") and not doi.startswith("10.48550/arxiv.") else None,
        venue=venue if venue and not is_preprint_server(venue) else None,
    )
