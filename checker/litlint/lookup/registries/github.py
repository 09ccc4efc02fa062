"""GitHub: repositories, fifty a call with a token; without one, the repository's own page and where it redirects to.

Sources: GitHub's documentation of the GraphQL schema and of its rate limits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final
from urllib.parse import urlsplit

from litlint.identifiers.identifier import Identifier, identify
from litlint.lookup.http.messages import Exchange, Request, Response, describe_failure
from litlint.lookup.json_access import as_mapping, as_mappings, repository_name, text
from litlint.lookup.registries.registry import Replies, Service, Token
from litlint.lookup.settings import Pace, Settings
from litlint.model.facts import ABSENT, Repository

_MISSING: Final = "NOT_FOUND"
_LIMITED: Final = frozenset({"RATE_LIMITED", "RATE_LIMIT"})
_TOO_MUCH: Final = frozenset({"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED"})


class GitHub(Service):
    """Repositories by owner and name."""

    name: ClassVar[str] = "GitHub"
    key: ClassVar[str] = "github"
    schemes: ClassVar[Mapping[str, int]] = {"github": 1}
    own_sites: ClassVar[Mapping[str, str]] = {"github": "github.com"}
    token: ClassVar[Token | None] = Token(
        ("GITHUB_TOKEN", "GH_TOKEN"), form="bearer {}", url_variable="GITHUB_GRAPHQL_URL"
    )
    default_url: ClassVar[str] = "https://api.github.com/graphql"
    default_batch: ClassVar[int] = 50
    default_pace: ClassVar[Pace] = Pace(gap=0.2, at_once=1)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.pages = settings.registry("github-pages").base_url or "https://github.com"
        self._has_token = urlsplit(self.url).netloc.lower() in settings.credentials

    @property
    def tells(self) -> frozenset[str]:
        """The page alone does not say whether a repository is archived."""
        return frozenset({"name", "archived"} if self._has_token else {"name"})

    def queues(self) -> Iterator[tuple[str, tuple[str, Pace]]]:
        """Yield the interface and the site."""
        yield from super().queues()
        host = urlsplit(self.pages).netloc.lower()
        yield host, (host, Pace(gap=0.25, at_once=2))

    def accepts(self, identifier: Identifier) -> bool:
        """Take repositories of GitHub."""
        return identifier.scheme == "github"

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask for repositories by the way that is open; what the interface misses is confirmed by the page."""
        if not self._has_token:
            return (yield from self._by_page(batch, self.name))
        replies = yield from self._by_query(batch)
        missing = [identifier for identifier, answer in replies.answers.items() if answer is ABSENT]
        if missing:
            replies.add((yield from self._by_page(missing, "GitHub pages")))
        return replies

    def _by_query(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        body = json.dumps(_query(batch)).encode()
        headers = (("Content-Type", "application/json"),)
        outcome = yield Request(self.url, self.name, "POST", headers, body, keyed=True, throttled=_throttled)
        answer = _read(outcome) if isinstance(outcome, Response) and outcome.status == 200 else {}
        errors = {
            text(next(iter(_path(error)), "")): text(error.get("type")) for error in as_mappings(answer.get("errors"))
        }
        if _TOO_MUCH & set(errors.values()) and len(batch) > 1:
            replies = yield from self._by_query(batch[: len(batch) // 2])
            replies.add((yield from self._by_query(batch[len(batch) // 2 :])))
            return replies
        replies = Replies()
        for number, identifier in enumerate(batch):
            record = as_mapping(as_mapping(answer.get("data")).get(f"r{number}"))
            name = repository_name(record.get("nameWithOwner"))
            if name:
                archived = record.get("isArchived")
                replies.answers[identifier] = Repository(name, archived if isinstance(archived, bool) else None)
            elif errors.get(f"r{number}") == _MISSING:
                replies.answers[identifier] = ABSENT
            else:
                replies.unanswered[identifier] = _why(errors, f"r{number}") or describe_failure(outcome)
        return replies

    def _by_page(self, batch: Sequence[Identifier], service: str) -> Exchange[Replies]:
        replies = Replies()
        for identifier in batch:
            url = f"{self.pages}/{identifier.spelling or identifier.value}"
            outcome = yield Request(url, service, "HEAD", whole=False)
            if isinstance(outcome, Response) and outcome.status in (404, 405):
                outcome = yield Request(url, service, "GET", limit=1 << 12, whole=False)
            if isinstance(outcome, Response) and outcome.status == 404:
                replies.answers[identifier] = ABSENT
            elif isinstance(outcome, Response) and outcome.status == 200 and self._name(outcome.url):
                # The page redirects only where the name differs; its own spelling of the case is not seen here.
                asked = identifier.spelling or identifier.value
                replies.answers[identifier] = Repository(self._name(outcome.url) if outcome.hops else asked)
            else:
                replies.unanswered[identifier] = describe_failure(outcome)
        return replies

    def _name(self, url: str) -> str:
        place = "https://github.com" + url.removeprefix(self.pages) if url.startswith(self.pages) else url
        found = identify(place)
        return (found.spelling or found.value) if found is not None and found.scheme == "github" else ""


def _query(batch: Sequence[Identifier]) -> dict[str, object]:
    """Return one query for all repositories; names travel as variables, never as part of the query."""
    names = [identifier.value.partition("/") for identifier in batch]
    given = ", ".join(f"$o{n}: String!, $n{n}: String!" for n in range(len(batch)))
    asked = " ".join(f"r{n}: repository(owner: $o{n}, name: $n{n}) {{ ...F }}" for n in range(len(batch)))
    variables: dict[str, str] = {}
    for number, (owner, _, name) in enumerate(names):
        variables |= {f"o{number}": owner, f"n{number}": name}
    return {
        "query": f"query({given}) {{ {asked} }} fragment F on Repository {{ nameWithOwner isArchived }}",
        "variables": variables,
    }


def _read(outcome: Response) -> Mapping[str, object]:
    try:
        return as_mapping(outcome.json())
    except ValueError:
        return {}


def _path(error: Mapping[str, object]) -> list[object]:
    path = error.get("path")
    return path if isinstance(path, list) else []


def _why(errors: Mapping[str, str], alias: str) -> str:
    kind = errors.get(alias) or errors.get("")
    if not kind:
        return ""
    return "asks to be left alone" if kind in _LIMITED else f"answered {kind[:40].lower().replace('_', ' ')}"


def _throttled(outcome: Response) -> float | None:
    """Return the seconds to wait where a 200 says that the limit is reached and no header says for how long."""
    errors = as_mappings(_read(outcome).get("errors"))
    return 60.0 if any(text(error.get("type")) in _LIMITED for error in errors) else None
