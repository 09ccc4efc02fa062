"""How the outside world is asked: every number in one place, each one configurable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from litlint.project_urls import HOME
from litlint.settings_schema import Limit

CONTROL: Final = ("https://example.com/", "https://www.wikipedia.org/")

NO_LESS_THAN_NOTHING: Final = Limit("0 or more", at_least=0)
MORE_THAN_NOTHING: Final = Limit("more than 0", above=0)
_PORT: Final = "(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
MAIL: Final = Limit("a mail address, or nothing", pattern=r"^(?:[!#-'*+/-9=?A-Z^-~-]+@[0-9A-Za-z.-]+)?$")
"""The characters of an address that is no quoted string: RFC 5322, section 3.4.1. It is sent in a header."""
URL: Final = Limit(
    "a URL that begins with http:// or https://",
    pattern=r"^https?://(?:[0-9A-Za-z._~%:-]+@)?(?:[0-9A-Za-z._-]+|\[::1\])(?::"
    + _PORT
    + r")?(?:[/?#][^\s\x00-\x20\x7f]*)?$",
)


@dataclass(frozen=True, slots=True)
class RegistrySettings:
    """How one registry is asked; None means the registry's own default."""

    base_url: Annotated[str | None, "Where it is.", URL] = None
    batch: Annotated[
        int | None, "How many identifiers it is asked for in one call.", Limit("1 or more", at_least=1)
    ] = None
    pace: Annotated[float | None, "Seconds between two calls at least.", NO_LESS_THAN_NOTHING] = None
    enabled: Annotated[bool | None, "Whether it is asked at all."] = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a host may be asked: seconds between two requests, and how many at once.

    ``shared`` is for a rule that binds all processes of this user together. The first ``burst`` requests need no gap: so
    many a service allows at once, within a budget that it documents.
    """

    gap: float = 0.1
    at_once: int = 4
    shared: bool = False
    burst: int = 0


@dataclass(frozen=True)
class Settings:
    """All of it. ``contact`` is a mail address; ``hosts`` may be asked though they have no public address.

    ``budget`` bounds a run and ``timeout`` a request from its first byte to its last, both in seconds; ``workers`` is
    the number of requests under way at once, over all hosts. ``cache`` is a folder, None for no cache.
    ``credentials`` are headers (or, with a ``?`` before the name, parameters) by host. ``control`` are pages that
    answer whenever the network is well.
    """

    contact: str = ""
    registries: Mapping[str, RegistrySettings] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    budget: float = 900.0
    timeout: float = 30.0
    connect_timeout: float = 10.0
    max_retry_after: float = 120.0
    workers: int = 24
    max_age: int = 30
    cache: Path | None = None
    pages: Pace = Pace()
    credentials: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    control: tuple[str, ...] = CONTROL

    def registry(self, name: str) -> RegistrySettings:
        """Return what is set for a registry."""
        return self.registries.get(name, RegistrySettings())

    @property
    def agent(self) -> str:
        """The ``User-Agent``: who asks, and how to reach its keeper."""
        from litlint import __version__

        mail = f"; mailto:{self.contact}" if self.contact else ""
        return f"litlint/{__version__} ({HOME}{mail})"

    def named_hosts(self) -> frozenset[str]:
        """Return the hosts that the configuration names, also by the base URL of a registry."""
        urls = [settings.base_url for settings in self.registries.values() if settings.base_url]
        return self.hosts | {urlsplit(url).netloc.rpartition("@")[2].lower() for url in (*urls, *self.control)}


THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
