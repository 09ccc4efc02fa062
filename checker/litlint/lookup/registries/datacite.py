"""DataCite: the DOIs of arXiv, Zenodo and other repositories, a hundred a call.

It also answers in place of arXiv: every paper there has the DOI ``10.48550/arXiv.ID``, without a version.
Source: https://support.datacite.org/docs/api
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote, urlencode

from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Exchange, Request, Response, describe_failure
from litlint.lookup.json_access import as_mapping, as_mappings, iso_date, number, person, text, words
from litlint.lookup.registries.registry import Replies, Service
from litlint.lookup.settings import Pace
from litlint.model.facts import ABSENT, Paper


class DataCite(Service):
    """Works by a DOI of DataCite's."""

    name: ClassVar[str] = "DataCite"
    key: ClassVar[str] = "datacite"
    schemes: ClassVar[Mapping[str, int]] = {"arxiv": 2, "doi": 2}
    default_url: ClassVar[str] = "https://api.datacite.org/dois"
    default_batch: ClassVar[int] = 100
    default_pace: ClassVar[Pace] = Pace(gap=0.7, at_once=1)
    tells: ClassVar[frozenset[str]] = frozenset({"title", "authors", "published"})

    def accepts(self, identifier: Identifier) -> bool:
        """Take DOIs, and arXiv ids by their DOI."""
        return identifier.scheme in ("arxiv", "doi")

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask for works; a DOI with a comma, which no list can hold, by itself."""
        replies = Replies()
        listed = {_doi(identifier): identifier for identifier in batch if "," not in identifier.value}
        if listed:
            replies.add((yield from self._list(listed)))
        for identifier in batch:
            if "," in identifier.value:
                replies.add((yield from self._single(identifier)))
        return replies

    def _list(self, wanted: Mapping[str, Identifier]) -> Exchange[Replies]:
        query = {"ids": ",".join(wanted), "page[size]": max(25, len(wanted)), "disable-facets": "true"}
        outcome = yield Request(f"{self.url}?{urlencode(query, safe=',/')}", self.name)
        records = _data(outcome) if isinstance(outcome, Response) and outcome.status == 200 else None
        if not isinstance(records, list):
            return Replies().fail(wanted.values(), describe_failure(outcome))
        found = {}
        for record in as_mappings(records):
            attributes = as_mapping(record.get("attributes"))
            identifier = wanted.get(text(attributes.get("doi")).lower() or text(record.get("id")).lower())
            if identifier is not None:
                found[identifier] = _paper(identifier, attributes)
        return Replies({identifier: found.get(identifier) or ABSENT for identifier in wanted.values()})

    def _single(self, identifier: Identifier) -> Exchange[Replies]:
        outcome = yield Request(f"{self.url}/{quote(_doi(identifier), safe='')}", self.name)
        if isinstance(outcome, Response) and outcome.status == 404 and outcome.kind.endswith("json"):
            return Replies({identifier: ABSENT})
        record = _data(outcome) if isinstance(outcome, Response) and outcome.status == 200 else None
        if not isinstance(record, dict):
            return Replies().fail([identifier], describe_failure(outcome))
        return Replies({identifier: _paper(identifier, as_mapping(record.get("attributes")))})


def _doi(identifier: Identifier) -> str:
    return f"10.48550/arxiv.{identifier.value}" if identifier.scheme == "arxiv" else identifier.value


def _data(outcome: Response) -> object:
    try:
        return as_mapping(outcome.json()).get("data")
    except ValueError:
        return None


def _paper(identifier: Identifier, attributes: Mapping[str, object]) -> Paper:
    return Paper(
        identifier,
        next(
            (words(item.get("title")) for item in as_mappings(attributes.get("titles")) if words(item.get("title"))), ""
        ),
        tuple(name for creator in as_mappings(attributes.get("creators")) if (name := _creator(creator))),
        published=_published(attributes),
    )


def _creator(creator: Mapping[str, object]) -> str:
    named = person(creator.get("givenName"), creator.get("familyName"))
    if named:
        return named
    name = words(creator.get("name"))
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and creator.get("nameType") != "Organizational" else name


def _published(attributes: Mapping[str, object]) -> str | None:
    """Return the date of the first version, else that of issue."""
    dates = {
        (text(entry.get("dateType")), text(entry.get("dateInformation"))): iso_date(entry.get("date"))
        for entry in as_mappings(attributes.get("dates"))
    }
    year = number(attributes.get("publicationYear"))
    return dates.get(("Submitted", "v1")) or dates.get(("Issued", "")) or (str(year) if year else None)
