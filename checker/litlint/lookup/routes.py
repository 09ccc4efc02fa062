"""Which registry is asked for what, and who is asked next: the one place to add a registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from litlint.identifiers.identifier import Identifier
from litlint.lookup.registries.arxiv import Arxiv
from litlint.lookup.registries.crossref import Crossref
from litlint.lookup.registries.datacite import DataCite
from litlint.lookup.registries.github import GitHub
from litlint.lookup.registries.handle import Handle
from litlint.lookup.registries.hugging_face import HuggingFace
from litlint.lookup.registries.openalex import OpenAlex
from litlint.lookup.registries.registry import Index, Registry, Service
from litlint.lookup.registries.semantic_scholar import SemanticScholar
from litlint.lookup.settings import Pace, Settings

ROUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "arxiv": (Arxiv.key, DataCite.key),
    "doi": (Crossref.key, DataCite.key, Handle.key),
    "github": (GitHub.key,),
    "huggingface": (HuggingFace.key,),
}
"""For each scheme that is served, who is asked, in order; the next is asked for what the one before did not know."""


class RegistrySet:
    """All services, as they are set."""

    def __init__(self, settings: Settings) -> None:
        self.arxiv = Arxiv(settings)
        self.crossref = Crossref(settings)
        self.semantic_scholar = SemanticScholar(settings)
        provers = (
            self.arxiv,
            self.crossref,
            DataCite(settings),
            Handle(settings),
            GitHub(settings),
            HuggingFace(settings),
        )
        finders = (self.crossref, self.semantic_scholar, OpenAlex(settings))
        self._registries: dict[str, Registry] = {service.key: service for service in provers if service.enabled}
        self.indexes: tuple[Index, ...] = tuple(service for service in finders if service.enabled)
        services: tuple[Service, ...] = (*provers, *finders, self.arxiv.versions)
        self.lanes: dict[str, tuple[str, Pace]] = dict(lane for service in services for lane in service.lanes())

    def route(self, identifier: Identifier) -> list[Registry]:
        """Return who is asked for an identifier, in order; nobody if no registry serves it."""
        keys = ROUTES.get(identifier.scheme, ())
        found = (self._registries[key] for key in keys if key in self._registries)
        return [registry for registry in found if registry.accepts(identifier)]
