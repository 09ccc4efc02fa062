"""A request under way, and where a redirect leads it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from litlint.lookup.http.messages import Exchange, Failure, HttpResult, Redirect, Request, Response
from litlint.lookup.http.transport import Jar

T = TypeVar("T")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass
class Waiter(Generic[T]):
    """A question under way; ``name`` is what its result is handed back with."""

    name: T
    exchange: Exchange[object]


@dataclass
class PendingRequest(Generic[T]):
    """A request under way: where it has been led to, how often it was tried, and who waits for it."""

    request: Request
    url: str
    method: str
    tasks: list[Waiter[T]]
    hops: tuple[Redirect, ...] = ()
    jar: Jar = field(default_factory=Jar)
    tried: int = 0
    outcome: HttpResult | None = None


def next_step(job: PendingRequest[T], outcome: HttpResult) -> Redirect | Failure | None:
    """Return where a redirect leads, why it leads nowhere, or None for what is no redirect."""
    if isinstance(outcome, Failure) or outcome.status not in _REDIRECTS or "location" not in outcome.headers:
        return None
    if not job.request.hops or (job.method == "POST" and outcome.status != 303):
        return None
    try:
        url = without_user(urljoin(job.url, _location(outcome.headers["location"])).partition("#")[0])
    except ValueError:
        return Failure("invalid", "a redirect leads to something that is not a URL")
    seen = [job.request.url, *(hop.url for hop in job.hops)]
    if len(job.hops) >= job.request.hops or (url in seen and not job.jar):
        return Failure("loop", "the redirects have no end")
    return Redirect(outcome.status, url)


def without_user(url: str) -> str:
    """Return a URL without a name and a password before its host. Raises ValueError if it is no URL."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def _location(value: str) -> str:
    """Return a ``Location`` as text; servers send UTF-8 where only ASCII is allowed."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def with_redirects(outcome: HttpResult, hops: tuple[Redirect, ...]) -> HttpResult:
    """Return an outcome with the redirects that led to it."""
    return replace(outcome, hops=hops) if isinstance(outcome, Response) else outcome
