"""What a registry is: a service that is asked for many identifiers at once and answers for each, or does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Protocol
from urllib.parse import urlsplit

from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Exchange
from litlint.lookup.settings import Pace, Settings
from litlint.model.facts import Absence, Paper, Repository, TitleQuery

TITLES: Final = "titles"
"""The name under which look-ups by title are counted, whoever is asked."""


@dataclass
class Replies:
    """What one batch brought: an answer for each identifier, or the reason why there is none."""

    answers: dict[Identifier, Paper | Repository | Absence] = field(default_factory=dict)
    unanswered: dict[Identifier, str] = field(default_factory=dict)

    def fail(self, identifiers: Iterable[Identifier], reason: str) -> Replies:
        """Note that nobody answered for some identifiers."""
        self.unanswered.update(dict.fromkeys(identifiers, reason))
        return self

    def add(self, other: Replies) -> None:
        """Take over what another batch brought."""
        self.answers.update(other.answers)
        self.unanswered.update(other.unanswered)


class Service:
    """What all services share: where they are, how fast they may be asked, how much at once."""

    name: ClassVar[str]
    """How people know it."""
    key: ClassVar[str]
    """Its table in the configuration."""
    default_url: ClassVar[str]
    default_batch: ClassVar[int] = 1
    default_pace: ClassVar[Pace] = Pace()
    lane: ClassVar[str] = ""
    """A name that services share which must be asked one after the other; empty for none."""

    def __init__(self, settings: Settings) -> None:
        chosen = settings.registry(self.key)
        self.url = (chosen.base_url or self.default_url).rstrip("/")
        self.batch = max(1, chosen.batch or self.default_batch)
        pace = self.default_pace
        gap = pace.gap if chosen.pace is None else max(0.0, chosen.pace)
        self.pace = Pace(gap, pace.at_once, pace.shared)
        self.enabled = chosen.enabled
        self.settings = settings

    def lanes(self) -> Iterator[tuple[str, tuple[str, Pace]]]:
        """Yield the hosts of this service, each with its lane and pace."""
        host = urlsplit(self.url).netloc.lower()
        yield host, (self.lane or host, self.pace)


class Registry(Protocol):
    """A service that proves identifiers."""

    name: ClassVar[str]
    key: ClassVar[str]
    batch: int
    enabled: bool

    @property
    def tells(self) -> frozenset[str]:
        """The fields of a record that this registry speaks of; the others stay as another one told them before."""
        ...

    def accepts(self, identifier: Identifier) -> bool:
        """Say whether this registry can be asked for an identifier."""
        ...

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask for at most ``batch`` identifiers; every one of them is in the replies."""
        ...


class Index(Protocol):
    """A service that finds works by their words."""

    name: ClassVar[str]
    key: ClassVar[str]
    enabled: bool

    def search(self, work: TitleQuery) -> Exchange[list[Paper] | str]:
        """Return the works that look most alike, none if it knows no such work, or why it did not answer."""
        ...
