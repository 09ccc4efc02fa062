"""Web hosts: which are well known, which serve https, which only send the reader on, which give users names of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from litlint.metadata.data_files import read_table


@dataclass(frozen=True)
class ClosedService:
    """A service that has closed.

    ``papers`` is the beginning of the path of its pages of papers, after which the words of the title follow;
    ``successor`` the URL of a paper's page today, with ``{}`` for its arXiv id.
    """

    when: str
    papers: str
    successor: str


@dataclass(frozen=True)
class Hosts:
    """What ``data/hosts.toml`` says; hosts are without ``www.``, but for ``common``."""

    common: tuple[str, ...]
    others: frozenset[str]
    longer_endings: frozenset[str]
    shared: tuple[str, ...]
    https: frozenset[str]
    https_below: tuple[str, ...]
    redirects: Mapping[str, tuple[str, ...]]
    works: Mapping[str, tuple[str, ...]]
    closed: Mapping[str, ClosedService]
    profiles: Mapping[str, tuple[str, ...]]

    def serves_https(self, host: str) -> bool:
        """Say whether a host, in lower case without ``www.``, is known to serve https."""
        return host in self.https or host.endswith(self.https_below)

    def is_shared(self, host: str) -> bool:
        """Say whether the first part of a host is the name of a user."""
        return host.endswith(self.shared)

    def is_profile(self, host: str, path: str) -> bool:
        """Say whether a page, by its path with its query, is that of a person or an organisation."""
        name, *below = path.strip("/").split("/")
        return any(
            bool(name) and not below if start == "/*" else path.startswith(start)
            for start in self.profiles.get(host, ())
        )


@cache
def hosts() -> Hosts:
    """Return what is known of hosts, read at first use."""
    table = read_table("hosts")
    return Hosts(
        tuple(table["common"]),
        frozenset(table["others"]),
        frozenset(table["longer_endings"]),
        tuple(f".{host}" for host in table["shared"]),
        frozenset(table["https"]),
        tuple(f".{host}" for host in table["https_below"]),
        {page: tuple(names.split()) for page, names in table["redirects"].items()},
        {host: tuple(paths) for host, paths in table["works"].items()},
        {host: ClosedService(**service) for host, service in table["closed"].items()},
        {host: tuple(starts) for host, starts in table["profiles"].items()},
    )
