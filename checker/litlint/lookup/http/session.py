"""The polite, fast session: every question at once, each host at its own pace, each request at most once.

Questions are generators that yield requests (``messages.Exchange``). A request waits in the queue of its host; a few
threads take what may start, send it, follow its redirects queue by queue, try again what may pass, and hand the outcome
back.
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from litlint.lookup.cache import Cache
from litlint.lookup.http.clock import Clock
from litlint.lookup.http.host_queue import HostQueue, ReadyQueue, trouble_of
from litlint.lookup.http.messages import Exchange, Failure, HttpResult, Redirect, Request, Response
from litlint.lookup.http.shared_rate_limit import CrossProcessRateLimit
from litlint.lookup.http.transport import Jar, Transport, host_of
from litlint.lookup.progress_counts import Queue
from litlint.lookup.settings import Pace, Settings

T = TypeVar("T")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class Session(Generic[T]):
    """Runs questions until each has its result. Names of questions are of one type."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        transport: Transport,
        cache: Cache,
        queues: Mapping[str, tuple[str, Pace]],
    ) -> None:
        """``queues`` gives hosts the name of their queue, where several share one, and its pace."""
        self.counts: Counter[str] = Counter()
        self._settings = settings
        self._clock = clock
        self._transport = transport
        self._cache = cache
        self._places = queues
        self._turns = CrossProcessRateLimit(settings.cache)
        self._changed = threading.Condition()
        self._queues: dict[str, HostQueue[PendingRequest[T]]] = {}
        self._ready: ReadyQueue[PendingRequest[T]] = ReadyQueue()
        self._hopeless: deque[PendingRequest[T]] = deque()
        self._memory: dict[Request, PendingRequest[T]] = {}
        self._results: deque[tuple[T, object]] = deque()
        self._crash: BaseException | None = None
        self._open = 0
        self._running = 0
        self._threads = 0
        self._stopped = False
        self._over = False
        self._end = clock.now() + settings.budget

    def start(self, name: T, exchange: Exchange[object]) -> None:
        """Take a question; nothing is sent before ``results`` is waited for."""
        with self._changed:
            self._open += 1
        self._advance(Waiter(name, exchange), None)

    def results(self) -> Iterator[tuple[T, object]]:
        """Yield each question's name and result as it comes, until none is open; more may be begun meanwhile."""
        while True:
            with self._changed:
                self._hire()
                while not self._results and self._open and self._crash is None:
                    self._changed.wait(0.5)  # bounded, so that Ctrl-C is heard on every system
                if self._crash is not None:
                    raise self._crash
                if not self._results:
                    return
                ready = self._results.popleft()
            yield ready

    @property
    def longest(self) -> Queue | None:
        """The queue that took the longest by its pace, by which no run can be shorter; None if nothing was sent."""
        queues = (Queue(name, each.started, each.pace.gap) for name, each in self._queues.items() if each.started)
        return max(queues, key=lambda queue: (queue.seconds, queue.host), default=None)

    def close(self) -> None:
        """End all threads once their exchange is over, and close the connections."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._transport.close()

    def _hire(self) -> None:
        """Have as many threads as there may be requests at once."""
        while self._threads < min(self._open, self._settings.workers):
            self._threads += 1
            threading.Thread(target=self._work, daemon=True, name=f"litlint-{self._threads}").start()

    def _work(self) -> None:
        try:
            while (job := self._next()) is not None:
                if job.outcome is None:
                    self._settle(job, self._send(job))
                else:
                    self._deliver(job)
        except BaseException as error:  # handed on to the thread that waits for results
            with self._changed:
                self._crash = error
                self._changed.notify_all()

    def _next(self) -> PendingRequest[T] | None:
        """Wait for a job that may start, or that is beyond hope; None when all is over."""
        with self._changed:
            while not self._stopped:
                now = self._clock.now()
                job, wait = self._startable(now)
                if self._hopeless:
                    return self._hopeless.popleft()
                if job is not None:
                    return job
                if wait is None:
                    self._changed.wait(1.0)
                else:
                    self._clock.wait(self._changed, max(0.001, wait), idle=not self._running)
            return None

    def _startable(self, now: float) -> tuple[PendingRequest[T] | None, float | None]:
        """Return a job that may start now, or the seconds until one may."""
        if now >= self._end and not self._over:
            self._over = True
            for queue in self._queues.values():
                self._give_up(queue)
        while not self._hopeless and (first := self._ready.first()) is not None:
            name, queue = first
            if queue.ready_at <= now and queue.pace.shared:
                queue.ready_at = max(queue.ready_at, now + self._turns.take(name, self._clock.epoch(), queue.pace.gap))
            if queue.ready_at <= now:
                self._running += 1
                return queue.start(now), None
            if self._ready.first() == first:
                return None, min(queue.ready_at, self._end) - now
        return None, None

    def _give_up(self, queue: HostQueue[PendingRequest[T]]) -> None:
        failure = Failure("throttled", queue.closed)
        if self._over:
            failure = Failure("budget", "the time for this run was used up")
        for job in queue.waiting:
            job.outcome = failure
        self._hopeless.extend(queue.waiting)
        queue.waiting.clear()

    def _send(self, job: PendingRequest[T]) -> HttpResult:
        request, key = job.request, f"{job.method} {job.url}"
        keeps = job.method == "GET" and not request.again
        known = self._cache.validators(key) if keeps else {}
        with self._changed:
            self.counts[request.service] += 1
        seconds = min(self._settings.timeout, max(1.0, self._end - self._clock.now()))
        outcome = self._transport.send(request, job.method, job.url, known, job.jar, seconds)
        if isinstance(outcome, Failure):
            return outcome
        if outcome.status == 304 and known:
            return self._cache.body(key, job.url) or Failure("invalid", "the cache lost what the server vouched for")
        if keeps:
            self._cache.keep_body(key, outcome, self._clock.epoch())
        if request.whole and outcome.cut and outcome.status == 200:
            return Failure("cut", "the answer ended early or is too long")
        return outcome

    def _settle(self, job: PendingRequest[T], outcome: HttpResult) -> None:
        """Take what came of an exchange: try again, follow a redirect, or hand the outcome on."""
        with self._changed:
            queue = self._queue_of(job.url)
            queue.running -= 1
            self._running -= 1
            if queue.pace.shared:
                self._turns.give_back(self._place(job.url)[0], self._clock.epoch(), queue.pace.gap)
            job.tried += 1
            waits = self._tries_again(queue, job, outcome)
            if self._over or queue.closed:
                self._give_up(queue)
            self._ready.add(self._place(job.url)[0], queue)
            if waits:
                self._changed.notify_all()
                return
            step = next_step(job, outcome)
            if isinstance(step, Redirect):
                job.hops, job.url, job.tried = (*job.hops, step), step.url, 0
                job.method = "GET" if step.status == 303 else job.method
                self._enqueue(job)
                return
            job.outcome = step or with_redirects(outcome, job.hops)
            self._changed.notify_all()
        self._deliver(job)

    def _tries_again(self, queue: HostQueue[PendingRequest[T]], job: PendingRequest[T], outcome: HttpResult) -> bool:
        """Report to the queue how it went, and say whether the job waits in it for another try."""
        trouble = trouble_of(outcome, job.request, self._clock.epoch())
        if trouble is None:
            if not isinstance(outcome, Failure):
                queue.succeed()
            return False
        now, chance, again = self._clock.now(), self._clock.chance(), job.tried < job.request.tries
        if not trouble.asks:
            silent = isinstance(outcome, Failure) and outcome.kind == "timeout"
            queue.fail(job, now, chance, trouble.why, silent=silent, again=again)
            return again and not queue.closed
        queue.back_off(now, trouble.seconds, chance, trouble.why, self._settings.max_retry_after)
        if again and not queue.closed:
            queue.waiting.appendleft(job)
            return True
        return False

    def _deliver(self, job: PendingRequest[T]) -> None:
        with self._changed:
            tasks, job.tasks = job.tasks, []
        for task in tasks:
            self._advance(task, job.outcome)

    def _advance(self, task: Waiter[T], outcome: HttpResult | None) -> None:
        """Drive a question until it waits for the network or has its result."""
        try:
            request = task.exchange.send(outcome) if outcome is not None else next(task.exchange)
            while (known := self._ask(task, request)) is not None:
                request = task.exchange.send(known)
        except StopIteration as end:
            with self._changed:
                self._results.append((task.name, end.value))
                self._open -= 1
                self._changed.notify_all()

    def _ask(self, task: Waiter[T], request: Request) -> HttpResult | None:
        """Return the outcome of a request if it was asked before; else queue it, or wait with those who asked it."""
        with self._changed:
            job = self._memory.get(request)
            if job is None:
                job = self._memory[request] = PendingRequest(request, request.url, request.method, [task])
                self._enqueue(job)  # beyond hope, it has its outcome now, and yet is delivered like any other, once
                return None
            if job.outcome is None:
                job.tasks.append(task)
            return job.outcome

    def _enqueue(self, job: PendingRequest[T]) -> None:
        queue = self._queue_of(job.url)
        queue.waiting.append(job)
        if self._over or queue.closed:
            self._give_up(queue)
        self._ready.add(self._place(job.url)[0], queue)
        self._changed.notify_all()

    def _queue_of(self, url: str) -> HostQueue[PendingRequest[T]]:
        name, pace = self._place(url)
        if name not in self._queues:
            self._queues[name] = HostQueue(pace)
        return self._queues[name]

    def _place(self, url: str) -> tuple[str, Pace]:
        host = host_of(url)
        return self._places.get(host, (host, self._settings.pages))


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
