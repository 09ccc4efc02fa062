"""The session: polite, fast, and over in time. Its clock is a test's, so that hours pass at once."""

from __future__ import annotations

import itertools
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.lookup.cache import Cache
from litlint.lookup.http.host_queue import HostQueue, retry_after
from litlint.lookup.http.messages import Exchange, Failure, Request, Response
from litlint.lookup.http.session import Session
from litlint.lookup.http.shared_rate_limit import CrossProcessRateLimit
from litlint.lookup.http.transport import Transport
from litlint.lookup.settings import Pace, Settings
from tests.lookup.web.clock import FakeClock
from tests.lookup.web.server import Call, Reply, Web, page

HOST = "site.web.test"
PACED = {HOST: ("paced", Pace(gap=3.0, at_once=1))}


@pytest.fixture
def run(web: Web, clock: FakeClock, settings: Settings) -> Any:
    """Ask for URLs; return the outcomes by URL."""

    def fetch(*urls: str, queues: Any = None, settings: Settings = settings, cache: Any = None, **options: Any) -> Any:
        def asking(url: str) -> Exchange[Any]:
            return (yield Request(url, "test", **options))

        store = cache or Cache(None, 0.0)
        session: Session[Any] = Session(settings, clock, Transport.open(settings, web.guard()), store, queues or {})
        for number, url in enumerate(urls):
            session.start((number, url), asking(url))
        outcomes = {url: outcome for (_, url), outcome in session.results()}
        session.close()
        run_counts.clear()
        run_counts.update(session.counts)
        return outcomes

    run_counts: dict[str, int] = {}
    fetch.counts = run_counts  # type: ignore[attr-defined] # the counts of the last run
    return fetch


def test_requests_of_one_lane_keep_their_distance(web: Web, clock: FakeClock, run: Any) -> None:
    times = []
    web.serve(HOST, lambda call: times.append(clock.now()) or page())
    run(*(f"https://{HOST}/{number}" for number in range(5)), queues=PACED)
    assert [round(b - a, 6) for a, b in itertools.pairwise(times)] == [3.0] * 4


def test_hosts_do_not_wait_for_each_other(web: Web, clock: FakeClock, run: Any) -> None:
    for number in range(20):
        web.serve(f"h{number}.web.test", lambda call: page())
    run(*(f"https://h{number}.web.test/{path}" for number in range(20) for path in range(5)))
    assert clock.now() <= 5 * 0.1


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_kept(web: Web, clock: FakeClock, run: Any, form: Any) -> None:
    times = []

    def handler(call: Call) -> Any:
        times.append(clock.now())
        asked = "40" if form == "seconds" else formatdate(clock.epoch() + 40, usegmt=True)
        return Reply(429, b"", {"Retry-After": asked}) if len(times) == 1 else page()

    web.serve(HOST, handler)
    assert run(f"https://{HOST}/")[f"https://{HOST}/"].status == 200
    assert len(times) == 2
    assert 39 <= times[1] - times[0] <= 41


def test_a_host_that_asks_for_too_much_patience_is_left_alone(web: Web, clock: FakeClock, run: Any) -> None:
    web.serve(HOST, lambda call: Reply(429, b"", {"Retry-After": "3600"}))
    outcomes = run(*(f"https://{HOST}/{number}" for number in range(50)), queues=PACED)
    assert web.counts()[HOST] == 1
    assert {outcome.kind for outcome in outcomes.values() if isinstance(outcome, Failure)} == {"throttled"}
    assert clock.now() < 10


def test_back_off_grows(web: Web, clock: FakeClock, run: Any) -> None:
    times = []
    web.serve(HOST, lambda call: times.append(clock.now()) or Reply(503))
    run(f"https://{HOST}/", tries=4)
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert gaps == sorted(gaps)
    assert gaps[-1] >= 4


def test_a_storm_of_503_ends_after_few_requests(web: Web, clock: FakeClock, run: Any) -> None:
    web.serve(HOST, lambda call: Reply(503))
    outcomes = run(*(f"https://{HOST}/{number}" for number in range(200)))
    assert len(outcomes) == 200
    assert web.counts()[HOST] <= 6
    assert clock.now() < 120


def test_a_passing_storm_costs_nothing_but_time(web: Web, run: Any) -> None:
    calls = []
    web.serve(HOST, lambda call: calls.append(1) or (Reply(503) if len(calls) <= 3 else page()))
    outcomes = run(*(f"https://{HOST}/{number}" for number in range(30)))
    assert {outcome.status for outcome in outcomes.values()} == {200}


def test_concurrency_grows_to_its_bound_and_no_further(web: Web, run: Any) -> None:
    import threading

    lock, now, most = threading.Lock(), [0], [0]

    def handler(call: Call) -> Reply:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        web.stopping.wait(0.01)
        with lock:
            now[0] -= 1
        return page()

    web.serve(HOST, handler)
    run(*(f"https://{HOST}/{number}" for number in range(60)), queues={HOST: (HOST, Pace(gap=0.0, at_once=5))})
    assert 2 <= most[0] <= 5


def test_the_budget_ends_a_run(web: Web, clock: FakeClock, run: Any, settings: Settings) -> None:
    web.serve(HOST, lambda call: page())
    urls = [f"https://{HOST}/{number}" for number in range(100)]
    outcomes = run(*urls, queues=PACED, settings=replace(settings, budget=30))
    assert clock.now() <= 33
    answered = [outcome for outcome in outcomes.values() if isinstance(outcome, Response)]
    assert 10 <= len(answered) <= 11
    assert {outcome.kind for outcome in outcomes.values() if isinstance(outcome, Failure)} == {"budget"}


def test_equal_requests_are_sent_once(web: Web, run: Any) -> None:
    web.serve(HOST, lambda call: page())
    assert len(run(*[f"https://{HOST}/"] * 10)) == 1
    assert web.counts()[HOST] == 1
    assert run.counts == {"test": 1}


def test_a_body_that_its_server_vouches_for_is_not_sent_again(
    web: Web, clock: FakeClock, run: Any, settings: Settings
) -> None:
    def handler(call: Call) -> Reply:
        if call.headers.get("if-none-match") == '"one"':
            return Reply(304)
        return Reply(200, "the body", {"ETag": '"one"', "Content-Type": "text/plain"})

    web.serve(HOST, handler)
    for _ in range(2):
        cache = Cache(settings.cache, clock.epoch())
        outcome = run(f"https://{HOST}/", cache=cache)[f"https://{HOST}/"]
        assert (outcome.status, outcome.text(), outcome.kind) == (200, "the body", "text/plain")
        cache.close()
    assert [call.headers.get("if-none-match") for call in web.calls] == [None, '"one"']


@pytest.mark.parametrize("status", [404, 500, 503, 301])
def test_a_failure_is_never_kept(web: Web, clock: FakeClock, run: Any, settings: Settings, status: int) -> None:
    replies = iter([Reply(status, b"no", {"ETag": '"x"'}), page("Well")])
    web.serve(HOST, lambda call: next(replies))
    for expected in (status, 200):
        cache = Cache(settings.cache, clock.epoch())
        assert run(f"https://{HOST}/", cache=cache, tries=1)[f"https://{HOST}/"].status == expected
        cache.close()
    assert "if-none-match" not in web.calls[1].headers


def test_a_crash_of_a_question_is_heard(web: Web, clock: FakeClock, settings: Settings) -> None:
    def asking() -> Exchange[Any]:
        yield Request(f"https://{HOST}/", "test")
        raise ZeroDivisionError

    web.serve(HOST, lambda call: page())
    session: Session[Any] = Session(settings, clock, Transport.open(settings, web.guard()), Cache(None, 0.0), {})
    session.start("it", asking())
    with pytest.raises(ZeroDivisionError):
        list(session.results())
    session.close()


class TestTurns:
    def test_are_shared_between_processes(self, tmp_path: Path) -> None:
        mine, theirs = CrossProcessRateLimit(tmp_path), CrossProcessRateLimit(tmp_path)
        assert mine.take("arxiv.org", 100.0, 3.0) == 0
        assert theirs.take("arxiv.org", 100.0, 3.0) > 0
        mine.give_back("arxiv.org", 101.0, 3.0)
        assert theirs.take("arxiv.org", 101.0, 3.0) == 3.0
        assert theirs.take("arxiv.org", 104.0, 3.0) == 0
        theirs.give_back("arxiv.org", 104.0, 3.0)

    def test_a_clock_that_was_wrong_blocks_nobody(self, tmp_path: Path) -> None:
        turns = CrossProcessRateLimit(tmp_path)
        turns.take("arxiv.org", 0.0, 3.0)
        turns.give_back("arxiv.org", 1e12, 3.0)
        assert turns.take("arxiv.org", 100.0, 3.0) <= 3.0

    def test_broken_words_are_no_turn(self, tmp_path: Path) -> None:
        (tmp_path / "arxiv.org.turn").write_text("soon")
        turns = CrossProcessRateLimit(tmp_path)
        assert turns.take("arxiv.org", 100.0, 3.0) == 0
        turns.give_back("arxiv.org", 100.0, 3.0)

    def test_a_lane_that_is_shared_keeps_its_distance(self, web: Web, clock: FakeClock, run: Any) -> None:
        times = []
        web.serve(HOST, lambda call: times.append(clock.now()) or page())
        shared = {HOST: ("arxiv.org", Pace(gap=3.0, at_once=1, shared=True))}
        run(f"https://{HOST}/1", queues=shared)
        run(f"https://{HOST}/2", queues=shared)
        assert times[1] - times[0] >= 2.99


@given(st.text(max_size=20) | st.integers().map(str), st.floats(0, 2e9))
def test_any_retry_after_is_read_or_left(value: str, now: Any) -> None:
    asked = retry_after(value, now)
    assert asked is None or asked >= 0


def test_a_failure_delays_its_own_job_alone(web: Web, clock: FakeClock, run: Any) -> None:
    calls: list[str] = []

    def handler(call: Call) -> Reply:
        calls.append(call.path)
        return Reply(500) if call.path == "/0" and calls.count("/0") < 3 else page()

    web.serve(HOST, handler)
    outcomes = run(*(f"https://{HOST}/{number}" for number in range(20)))
    assert {outcome.status for outcome in outcomes.values()} == {200}
    assert clock.now() < 10


def test_a_host_is_left_when_it_fails_more_often_than_it_answers() -> None:
    queue: HostQueue[object] = HostQueue(Pace())
    for _ in range(9):
        queue.fail("job", 0.0, 0.5, "is in trouble", silent=False, again=False)
        queue.succeed()
    assert not queue.closed
    for _ in range(2):
        queue.fail("job", 0.0, 0.5, "is in trouble", silent=False, again=False)
    assert queue.closed == "is in trouble"


def test_a_host_that_never_answers_is_left_after_two_silences() -> None:
    queue: HostQueue[object] = HostQueue(Pace())
    for closed in ("", "timed out"):
        queue.fail("job", 0.0, 0.5, "timed out", silent=True, again=True)
        assert queue.closed == closed


def test_the_first_requests_of_a_burst_need_no_gap() -> None:
    queue: HostQueue[object] = HostQueue(Pace(gap=5.0, at_once=4, burst=3))
    queue.waiting.extend("abcdef")
    times = []
    for _ in range(5):
        times.append(queue.ready_at)
        queue.start(queue.ready_at)
        queue.running = 0
    assert times == [0, 0, 0, 0, 5]


def test_a_lane_recovers() -> None:
    queue: HostQueue[object] = HostQueue(Pace(gap=0.1, at_once=4))
    queue.back_off(0.0, None, 0.5, "why", 100)
    assert queue.ready_at > 0
    for _ in range(40):
        queue.succeed()
    queue.waiting.extend("abcdef")
    now = 100.0
    for _ in range(4):
        assert queue.may_start()
        queue.start(now)
    assert not queue.may_start()
    assert queue.ready_at == pytest.approx(now + 0.4)


class TestCache:
    def test_a_file_that_is_no_database_is_made_anew(self, tmp_path: Path) -> None:
        (tmp_path / "cache.sqlite").write_bytes(b"no database at all" * 100)
        Cache(tmp_path, 0.0).close()
        assert (tmp_path / "cache.sqlite").read_bytes().startswith(b"SQLite format 3")

    def test_a_folder_that_cannot_be_made_is_no_obstacle(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        cache = Cache(tmp_path / "file" / "cache", 0.0)
        assert cache.answer("arxiv:2310.00001", 0.0, 1) is None
        cache.close()


def test_a_question_that_comes_too_late_has_its_one_answer(web: Web, clock: FakeClock, settings: Settings) -> None:
    """With the budget used up, a request had its outcome at once and again later, and the question ended twice."""

    def asking() -> Exchange[Any]:
        first = yield Request(f"https://{HOST}/1", "test")
        second = yield Request(f"https://{HOST}/2", "test")
        return first.kind, second.kind

    session: Session[Any] = Session(
        replace(settings, budget=0.0), clock, Transport.open(settings, web.guard()), Cache(None, 0.0), {}
    )
    for number in range(20):
        session.start(number, asking())
    results = dict(session.results())
    session.close()
    assert results == dict.fromkeys(range(20), ("budget", "budget"))


def test_a_redirect_to_see_another_page_takes_no_body_along(web: Web, run: Any) -> None:
    web.serve(HOST, lambda call: Reply(303, "", {"Location": "/seen"}) if call.path == "/" else page())
    headers = (("Content-Type", "application/json"),)
    outcome = run(f"https://{HOST}/", method="POST", body=b"{}", headers=headers)[f"https://{HOST}/"]
    assert outcome.status == 200
    assert (web.calls[1].method, web.calls[1].body) == ("GET", b"")
    assert "content-type" not in web.calls[1].headers


@pytest.mark.parametrize(
    "charset", ["punycode", "idna", "rot13", "utf-7", "unicode_escape", "x" * 10_000, "\u00fc", "zip"]
)
def test_only_charsets_of_the_web_are_read(charset: Any) -> None:
    response = Response(200, "https://a.org/", {"content-type": f"text/html; charset={charset}"}, b"+AGE- caf\xc3\xa9")
    assert response.text() == "+AGE- caf\u00e9"


@pytest.mark.parametrize(
    ("charset", "data"), [("latin1", b"\xe9"), ("windows-1252", b"\xe9"), ("shift_jis", b"\x83\x41")]
)
def test_charsets_of_the_web_are_read(charset: Any, data: Any) -> None:
    response = Response(200, "https://a.org/", {"content-type": f"text/html; charset={charset}"}, data)
    assert response.text() == data.decode(charset)
