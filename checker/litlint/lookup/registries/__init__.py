"""The registries: one file each, found by looking into this folder; all that litlint knows of one is said in its file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from urllib.parse import urlsplit

from litlint.identifiers.identifier import Identifier
from litlint.lookup.registries.registry import Archive, FormerTitles, Index, Registry, Service, Token
from litlint.lookup.settings import Pace, RegistrySettings, Settings

_PROTOCOL = "registry"  # the module here that says what a registry is


@cache
def service_classes() -> tuple[type[Service], ...]:
    """Return the services that the files of this folder define, by file name."""
    found: list[type[Service]] = []
    for name in sorted(module.name for module in iter_modules(__path__) if module.name != _PROTOCOL):
        module = import_module(f"{__name__}.{name}")
        found += [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Service) and value.__module__ == module.__name__
        ]
    return tuple(found)


def own_sites() -> dict[str, str]:
    """Return, by scheme, the host whose page for an identifier is proved by the registry's answer."""
    return {scheme: host for service in service_classes() for scheme, host in service.own_sites.items()}


def served_schemes(registries: Mapping[str, RegistrySettings] = MappingProxyType({})) -> frozenset[str]:
    """Return the schemes of the identifiers that some registry proves, as they are set."""
    return frozenset(
        scheme
        for service in service_classes()
        for scheme in service.schemes
        if service.is_enabled(registries.get(service.key, RegistrySettings()))
    )


def recognised_schemes(registries: Mapping[str, RegistrySettings] = MappingProxyType({})) -> frozenset[str]:
    """Return the schemes of which some registry knows some identifiers, and none can say that one does not exist."""
    found = (
        scheme
        for service in service_classes()
        for scheme in service.recognises
        if service.is_enabled(registries.get(service.key, RegistrySettings()))
    )
    return frozenset(found) - served_schemes(registries)


class RegistrySet:
    """All services, as they are set."""

    def __init__(self, settings: Settings) -> None:
        self.services: dict[str, Service] = {service.key: service(settings) for service in service_classes()}
        enabled = [service for service in self.services.values() if service.enabled]
        self._provers: dict[str, list[Registry]] = {}
        self._served = frozenset(scheme for service in enabled for scheme in service.schemes)
        for scheme in sorted({scheme for service in enabled for scheme in (*service.schemes, *service.recognises)}):
            places = {
                one: {**one.recognises, **one.schemes}.get(scheme) for one in enabled if isinstance(one, Registry)
            }
            provers = [(place, one.key, one) for one, place in places.items() if place is not None]
            self._provers[scheme] = [one for _, _, one in sorted(provers, key=lambda each: each[:2])]
        finders = sorted((one for one in enabled if one.finds), key=lambda one: one.finds)
        self.indexes: tuple[Index, ...] = tuple(one for one in finders if isinstance(one, Index))
        self.publications: tuple[Registry, ...] = tuple(
            one for one in enabled if one.publishes and isinstance(one, Registry)
        )
        self.histories: tuple[FormerTitles, ...] = tuple(one for one in enabled if isinstance(one, FormerTitles))
        self.archives: tuple[Archive, ...] = tuple(one for one in enabled if isinstance(one, Archive))
        self.queues: dict[str, tuple[str, Pace]] = dict(
            queue for service in self.services.values() for queue in service.queues()
        )

    def route(self, identifier: Identifier) -> list[Registry]:
        """Return who is asked for an identifier, in order; empty if no registry serves or recognises it."""
        return [registry for registry in self._provers.get(identifier.scheme, ()) if registry.accepts(identifier)]

    def serves(self, identifier: Identifier) -> bool:
        """Say whether some registry proves identifiers of this scheme."""
        return identifier.scheme in self._served

    @property
    def preprint_schemes(self) -> frozenset[str]:
        """The schemes of works that some registry knows more of once they are proved."""
        published = [one.publishes for one in self.publications] + [one.versioned for one in self.histories]
        return frozenset().union(*published)


def credentials_of(
    environment: Mapping[str, str] = os.environ, registries: Mapping[str, RegistrySettings] = MappingProxyType({})
) -> dict[str, tuple[str, str]]:
    """Return the header that each API host is sent, from the environment alone.

    A token goes to its own host and to no other, wherever a configuration points a registry: the configuration of a
    stranger's branch would else carry it away. Only the environment may name another host: GitHub's by
    ``GITHUB_GRAPHQL_URL``, which GitHub Actions sets, and any that is configured by ``LITLINT_TOKEN_HOSTS``, hosts (with
    their port) that commas separate.
    """
    found = {}
    allowed = {host.strip().lower() for host in environment.get("LITLINT_TOKEN_HOSTS", "").split(",")} - {""}
    for service, token in _tokens():
        secret = next((environment[name].strip() for name in token.variables if environment.get(name, "").strip()), "")
        if not secret or not secret.isascii() or not secret.isprintable():
            continue
        host = urlsplit(environment.get(token.url_variable, "")).netloc.lower() or urlsplit(service.default_url).netloc
        own = urlsplit(registries.get(service.key, RegistrySettings()).base_url or "").netloc.rpartition("@")[2].lower()
        for place in {host, *({own} & allowed)}:
            found[place] = (token.header, token.form.format(secret))
    return found


def _tokens() -> Iterator[tuple[type[Service], Token]]:
    for service in service_classes():
        if service.token is not None:
            yield service, service.token
