"""OpenAlex: a search by title, for those who have a key; without one its daily allowance is too small to rely on.

Source: https://developers.openalex.org/guides/authentication
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar
from urllib.parse import urlencode, urlsplit

from litlint.identifiers.identifier import Identifier, from_doi, identify
from litlint.lookup.http.messages import Exchange, Request, Response, describe_failure
from litlint.lookup.json_access import as_mapping, as_mappings, number, text, words
from litlint.lookup.registries.registry import TITLES, Service, Token
from litlint.lookup.settings import Pace, Settings
from litlint.model.facts import UNIDENTIFIED, Paper, TitleQuery


class OpenAlex(Service):
    """Works by their words."""

    name: ClassVar[str] = "OpenAlex"
    key: ClassVar[str] = "openalex"
    finds: ClassVar[int] = 3
    token: ClassVar[Token | None] = Token(("OPENALEX_API_KEY",), "?api_key", "{}")
    default_url: ClassVar[str] = "https://api.openalex.org/works"
    default_pace: ClassVar[Pace] = Pace(gap=0.2, at_once=2)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.enabled = self.enabled and urlsplit(self.url).netloc.lower() in settings.credentials

    def search(self, work: TitleQuery) -> Exchange[list[Paper] | str]:
        """Return the three works that look most alike."""
        query = {
            "search": work.title,
            "per-page": 3,
            "select": "doi,title,publication_year,authorships,locations",
        }
        outcome = yield Request(f"{self.url}?{urlencode(query, safe=',')}", TITLES, keyed=True)
        try:
            found = as_mapping(outcome.json()).get("results") if isinstance(outcome, Response) else None
        except ValueError:
            found = None
        if not isinstance(found, list) or not isinstance(outcome, Response) or outcome.status != 200:
            return describe_failure(outcome)
        return [paper for record in as_mappings(found) if (paper := _paper(record)) is not None]


def _paper(record: Mapping[str, object]) -> Paper | None:
    identifier = from_doi(text(record.get("doi"))) or next(_places(record), UNIDENTIFIED)
    title = words(record.get("title"))
    if not title:
        return None
    year = number(record.get("publication_year"))
    names = (
        words(as_mapping(item.get("author")).get("display_name")) for item in as_mappings(record.get("authorships"))
    )
    return Paper(identifier, title, tuple(name for name in names if name), published=str(year) if year else None)


def _places(record: Mapping[str, object]) -> Iterator[Identifier]:
    for location in as_mappings(record.get("locations")):
        identifier = identify(text(location.get("landing_page_url")))
        if identifier is not None and identifier.is_work:
            yield identifier
