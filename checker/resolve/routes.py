"""Which registry is asked for what, and who is asked next: the one place to add a registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checker.model.identifier import Identifier
from checker.resolve.registries.arxiv import Arxiv
from checker.resolve.registries.crossref import Crossref
from checker.resolve.registries.datacite import DataCite
from checker.resolve.registries.github import GitHub
from checker.resolve.registries.handle import Handle
from checker.resolve.registries.hugging_face import HuggingFace
from checker.resolve.registries.openalex import OpenAlex
from checker.resolve.registries.registry import Index, Registry, Service
from checker.resolve.registries.semantic_scholar import SemanticScholar
from checker.resolve.settings import Pace, Settings

ROUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "arxiv": (Arxiv.key, DataCite.key),
    "doi": (Crossref.key, DataCite.key, Handle.key),
    "github": (GitHub.key,),
    "huggingface": (HuggingFace.key,),
}
"""For each scheme that is served, who is asked, in order; the next is asked for what the one before did not know."""


class Routes:
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
