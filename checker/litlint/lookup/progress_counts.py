"""How far a run is, and which questions had no answer: numbers for people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from litlint.model.finding import Unchecked


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one service is: questions that are through, of how many, with how many requests."""

    service: str
    done: int
    total: int
    requests: int


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of one host: requests of a run, and the seconds that must lie between two of them."""

    host: str
    requests: int
    gap: float

    @property
    def seconds(self) -> float:
        """The time that all of its requests take at least."""
        return (self.requests - 1) * self.gap


class ProgressCounter:
    """Counts the questions of a run by service."""

    def __init__(self) -> None:
        self._total: Counter[str] = Counter()
        self._settled: Counter[str] = Counter()
        self._silent: Counter[tuple[str, str]] = Counter()
        self._hosts: dict[tuple[str, str], set[str]] = defaultdict(set)

    def ask(self, service: str, count: int = 1) -> None:
        """Note questions that are to be asked."""
        self._total[service] += count

    def settle(self, service: str, requests: int) -> Progress:
        """Note that a question is through, answered or not, and return how far its service is."""
        self._settled[service] += 1
        return Progress(service, self._settled[service], self._total[service], requests)

    def leave(self, service: str, reason: str, host: str = "") -> None:
        """Note that a service did not answer a question, and why; and which host, where the service is many."""
        self._silent[service, reason] += 1
        if host:
            self._hosts[service, reason].add(host)

    def services(self, requests: Mapping[str, int]) -> tuple[Progress, ...]:
        """Return how far each service is that had a question or a request, in the order in which they came up."""
        names = [name for name in {**self._total, **requests} if self._total[name] or requests.get(name)]
        return tuple(Progress(name, self._settled[name], self._total[name], requests.get(name, 0)) for name in names)

    def unchecked(self) -> tuple[Unchecked, ...]:
        """Return the questions that had no answer, by service and reason."""
        return tuple(
            Unchecked(service, count, reason, tuple(sorted(self._hosts[service, reason])))
            for (service, reason), count in sorted(self._silent.items())
        )
