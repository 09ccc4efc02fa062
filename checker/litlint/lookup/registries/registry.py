"""What a registry is: a service that is asked for many identifiers at once and answers for each, or does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Final, Protocol, runtime_checkable
from urllib.parse import urlsplit

from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Exchange
from litlint.lookup.settings import Pace, RegistrySettings, Settings
from litlint.model.facts import Absence, Paper, Repository, TitleQuery

TITLES: Final = "titles"
"""The name under which look-ups by title are counted, whoever is asked."""


@dataclass
class Replies:
    """What one batch brought: an answer for each identifier, or the reason why there is none."""

    answers: dict[Identifier, Paper | Repository | Absence] = field(default_factory=dict)
    unanswered: dict[Identifier, str] = field(default_factory=dict)

    def fail(self, identifiers: Iterable[Identifier], reason: str) -> Replies:
        """Note that no answer came for some identifiers."""
        self.unanswered.update(dict.fromkeys(identifiers, reason))
        return self

    def add(self, other: Replies) -> None:
        """Take over what another batch brought."""
        self.answers.update(other.answers)
        self.unanswered.update(other.unanswered)


@dataclass(frozen=True, slots=True)
class Token:
    """A secret that a service is sent: the environment variables that may hold it, first come first served, and its form.

    ``header`` is the name of an HTTP header or, with a ``?`` before it, of a parameter of the query. ``url_variable`` is
    the environment variable that may name another host for the service.
    """

    variables: tuple[str, ...]
    header: str = "Authorization"
    form: str = "Bearer {}"
    url_variable: str = ""


class Service:
    """What all services share: where they are, what they know, how fast they may be asked, how much at once.

    All that litlint knows of a service is said here, in its own file; who is asked for what follows from it.
    """

    name: ClassVar[str]
    """How people know it."""
    key: ClassVar[str]
    """Its table in the configuration."""
    default_url: ClassVar[str]
    default_batch: ClassVar[int] = 1
    default_pace: ClassVar[Pace] = Pace()
    queue: ClassVar[str] = ""
    """A name that services share which must be asked one after the other; empty for none."""
    schemes: ClassVar[Mapping[str, int]] = MappingProxyType({})
    """The schemes whose identifiers it proves, and for each its place in the order of asking, 1 first.

    The next registry is asked for what the one before did not know."""
    recognises: ClassVar[Mapping[str, int]] = MappingProxyType({})
    """The schemes of which it knows some identifiers, each with its place as in ``schemes``.

    It has records to compare with, but that it does not know an identifier proves nothing."""
    finds: ClassVar[int] = 0
    """Its place in the order of those that are asked for works by their titles; 0 if it is not."""
    publishes: ClassVar[frozenset[str]] = frozenset()
    """The schemes of preprints for which it says, once they are proved, where they were published."""
    own_sites: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """For a scheme of repositories, the host whose page for one is proved by the registry's answer."""
    token: ClassVar[Token | None] = None
    asked_by: ClassVar[str] = ""
    """The key of the registry that asks it on its own behalf; empty for one that is asked for itself."""
    default_enabled: ClassVar[bool] = True
    """Whether it is asked where the configuration does not say."""

    def __init__(self, settings: Settings) -> None:
        chosen = settings.registry(self.key)
        self.url = (chosen.base_url or self.default_url).rstrip("/")
        self.batch = max(1, chosen.batch or self.default_batch)
        pace = self.default_pace
        gap = pace.gap if chosen.pace is None else max(0.0, chosen.pace)
        self.pace = Pace(gap, pace.at_once, pace.shared, pace.burst if chosen.pace is None else 0)
        self.enabled = self.is_enabled(chosen)
        self.settings = settings

    @classmethod
    def is_enabled(cls, chosen: RegistrySettings) -> bool:
        """Say whether it is asked, by its settings."""
        return cls.default_enabled if chosen.enabled is None else chosen.enabled

    def queues(self) -> Iterator[tuple[str, tuple[str, Pace]]]:
        """Yield the hosts of this service, each with its queue and pace."""
        host = urlsplit(self.url).netloc.lower()
        yield host, (self.queue or host, self.pace)


@runtime_checkable
class Registry(Protocol):
    """A service that proves identifiers."""

    name: ClassVar[str]
    key: ClassVar[str]
    schemes: ClassVar[Mapping[str, int]]
    recognises: ClassVar[Mapping[str, int]]
    publishes: ClassVar[frozenset[str]]
    batch: int
    enabled: bool

    @property
    def tells(self) -> frozenset[str]:
        """The fields of a record that this registry gives; the others stay as another one gave them before."""
        ...

    def accepts(self, identifier: Identifier) -> bool:
        """Say whether this registry can be asked for an identifier."""
        ...

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask for at most ``batch`` identifiers; every one of them is in the replies."""
        ...


@runtime_checkable
class FormerTitles(Protocol):
    """A service that knows the titles of earlier versions."""

    key: ClassVar[str]
    versioned: ClassVar[frozenset[str]]
    """The schemes of works that it knows all versions of."""
    history_name: ClassVar[str]
    """The name of the service under which these questions are counted."""

    def former_titles(self, papers: Sequence[Paper]) -> Exchange[dict[Identifier, tuple[str, ...]]]:
        """Ask for the titles of earlier versions; a paper of which one is not answered for is left out."""
        ...


@runtime_checkable
class Archive(Protocol):
    """A service that keeps copies of pages."""

    name: ClassVar[str]
    enabled: bool

    def capture(self, url: str, day: date | None) -> Exchange[str | None]:
        """Return when the copy nearest to a day was made (``Page.capture``), None if none is known."""
        ...


@runtime_checkable
class Index(Protocol):
    """A service that finds works by their words."""

    name: ClassVar[str]
    key: ClassVar[str]
    enabled: bool

    def search(self, work: TitleQuery) -> Exchange[list[Paper] | str]:
        """Return the works that look most alike, none if it knows no such work, or why it did not answer."""
        ...
