"""Who is asked next: each identifier goes from registry to registry until one knows it, in full batches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from litlint.identifiers.identifier import Identifier
from litlint.lookup.registries.registry import Registry, Replies
from litlint.model.facts import ABSENT, Absence, Paper, Repository


@dataclass(frozen=True)
class Batch:
    """Identifiers that one registry is asked for in one go."""

    registry: Registry
    identifiers: tuple[Identifier, ...]


@dataclass(frozen=True)
class Resolution:
    """What became of an identifier: an answer, with the fields that it gives, or who did not answer and why.

    Without answer and service, no registry knows it, and none can say that it does not exist.
    """

    answer: Paper | Repository | Absence | None
    tells: frozenset[str] = frozenset()
    service: str = ""
    reason: str = ""


@dataclass
class _State:
    left: list[Registry]
    doubt: tuple[str, str] | None = None
    denied: bool = False


class RegistryFallback:
    """The way of identifiers through their registries; ``unsettled`` counts those under way by scheme.

    An identifier is ``ABSENT`` only if every registry on its way was asked and none knows it: while one of them is
    silent, nothing is known. A registry that only confirms an identifier counts where the others answered; one
    that only recognises a scheme denies nothing.
    """

    def __init__(self, route: Callable[[Identifier], list[Registry]]) -> None:
        self.unsettled: Counter[str] = Counter()
        self._route = route
        self._states: dict[Identifier, _State] = {}
        self._running: Counter[str] = Counter()
        self._waiting: dict[str, dict[str, list[Identifier]]] = defaultdict(lambda: defaultdict(list))
        self._registries: dict[str, Registry] = {}

    def begin(self, identifiers: Iterable[Identifier]) -> list[Batch]:
        """Return the first batches; identifiers that no registry serves are left out."""
        for identifier in identifiers:
            left = self._route(identifier)
            if left:
                self._states[identifier] = _State(left)
                self.unsettled[identifier.scheme] += 1
                self._wait(identifier, "")
        return list(self._batches(""))

    def take(self, batch: Batch, replies: Replies) -> tuple[dict[Identifier, Resolution], list[Batch]]:
        """Take what a batch brought; return what is settled and the batches to ask next.

        What a registry did not know is passed on once it has answered all of its batches, so that the next batches
        are full.
        """
        settled = {}
        for identifier in batch.identifiers:
            outcome = self._judge(identifier, batch.registry, replies)
            if outcome is not None:
                settled[identifier] = outcome
                self.unsettled[identifier.scheme] -= 1
        key = batch.registry.key
        self._running[key] -= 1
        return settled, [] if self._running[key] else list(self._batches(key))

    def _judge(self, identifier: Identifier, registry: Registry, replies: Replies) -> Resolution | None:
        state = self._states[identifier]
        answer = replies.answers.get(identifier)
        vouched = isinstance(answer, Paper) and not answer.title
        if answer is not None and answer is not ABSENT and not (vouched and state.doubt):
            return Resolution(answer, registry.tells)
        state.denied |= answer is ABSENT and identifier.scheme in registry.schemes
        if answer is None and state.doubt is None:
            state.doubt = (registry.name, replies.unanswered.get(identifier, "did not answer"))
        if state.left:
            self._wait(identifier, registry.key)
            return None
        if state.doubt:
            return Resolution(None, frozenset(), *state.doubt)
        return Resolution(ABSENT if state.denied else None)

    def _wait(self, identifier: Identifier, source: str) -> None:
        registry = self._states[identifier].left.pop(0)
        self._registries[registry.key] = registry
        self._waiting[source][registry.key].append(identifier)

    def _batches(self, source: str) -> Iterator[Batch]:
        for key, waiting in self._waiting.pop(source, {}).items():
            registry = self._registries[key]
            for start in range(0, len(waiting), registry.batch):
                self._running[key] += 1
                yield Batch(registry, tuple(waiting[start : start + registry.batch]))
