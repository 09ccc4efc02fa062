"""A list of 700 papers, 450 repositories and 300 other links, on a web that misbehaves as the real one does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from litlint.identifiers.identifier import Identifier
from litlint.lookup.known_answers import Freshness
from litlint.lookup.lockfile import load_lock
from litlint.lookup.progress_counts import Queue
from litlint.lookup.questions import Questions
from litlint.lookup.settings import Settings
from litlint.lookup.update import update_lock
from litlint.model.facts import Page

from .web.clock import FakeClock
from .web.server import Call, Reply, Web, moved, page
from .web.services import World

pytestmark = pytest.mark.slow

PAPERS, REPOSITORIES, LINKS = 700, 450, 300


def site(number: int) -> str:
    """Return one of 120 hosts; a few hold many of the links, as in real lists."""
    return f"site{number % 120 if number < 240 else number % 5}.web.test"


@pytest.fixture
def questions(world: World) -> Questions:
    identifiers = []
    for number in range(PAPERS):
        identifier = Identifier("arxiv", f"{2301 + number % 12}.{number + 1:05}")
        world.paper(identifier.value, f"Invented paper number {number}", journal_ref="A venue", doi=f"10.1/{number}")
        identifiers.append(identifier)
    for number in range(REPOSITORIES):
        world.repositories[f"owner/{number}"] = {"name": f"owner/{number}"}
        identifiers.append(Identifier("github", f"owner/{number}"))
    links: dict[str, frozenset[str]] = {
        f"https://{site(number)}/paper/{number}": frozenset() for number in range(LINKS)
    }
    return Questions(tuple(identifiers), links)


def test_a_healthy_web_is_asked_once_for_each(
    web: Web, world: World, clock: FakeClock, settings: Settings, questions: Questions, tmp_path: Path
) -> None:
    web.fallback = lambda call: page("A page")
    update = update_lock(
        tmp_path / "papers.lock", questions, questions.keys(), settings, Freshness.STALE, clock, web.guard()
    )
    assert update.requests == {"arXiv": 7, "GitHub": 9, "pages": 300}
    assert (update.rows, update.unchecked) == (PAPERS + REPOSITORIES + LINKS, ())
    assert update.longest == Queue("arxiv.org", requests=7, gap=3.0)
    assert update.seconds == pytest.approx(update.longest.seconds, abs=1.0)


def test_look_ups_of_publications_and_controls_are_counted_apart(
    web: Web, world: World, clock: FakeClock, settings: Settings, questions: Questions, tmp_path: Path
) -> None:
    """Preprints without a venue are looked up, large files asked for by HEAD, one page is gone: nothing else moves."""
    for paper in world.papers.values():
        paper.pop("doi")
    refuses_head = f"https://{site(1)}/file.pdf"
    web.fallback = lambda call: (
        Reply(405) if call.method == "HEAD" else page("Gone", status=404) if call.path == "/paper/7" else page("A page")
    )
    asked = replace(questions, links={**questions.links, refuses_head: frozenset()})
    update = update_lock(tmp_path / "papers.lock", asked, asked.keys(), settings, Freshness.STALE, clock, web.guard())
    assert update.requests == {
        "arXiv": 7,
        "GitHub": 9,
        "pages": 300 + 1 + 2,  # each page once, the one that is gone again, the file by HEAD and then by GET
        "Semantic Scholar": 2,
        "control": 1,
        "Wayback Machine": 1,
    }


def test_without_a_token_each_repository_is_asked_for_once(
    web: Web, world: World, clock: FakeClock, settings: Settings, questions: Questions, tmp_path: Path
) -> None:
    web.fallback = lambda call: page("A page")
    anonymous = replace(settings, credentials={})
    update = update_lock(
        tmp_path / "papers.lock", questions, questions.keys(), anonymous, Freshness.STALE, clock, web.guard()
    )
    assert update.requests == {"arXiv": 7, "GitHub": 450, "pages": 300}
    assert clock.now() == pytest.approx(450 * 0.25, abs=5.0)


WALLS = (401, 403, 406, 418, 429, 451, 999)


def behave(call: Call) -> Reply:
    """Answer by the number of the page: walls, passing failures, moves, odd servers, and a few that are really gone."""
    if call.path.startswith("/moved/"):
        return page("Moved here")
    number = int(call.path.rpartition("/")[2])
    first = sum(other.path == call.path for other in call.web.calls) == 1
    if number % 29 == 0:
        return page("Gone", status=404)
    if number % 10 == 1:
        return page("No robots", status=WALLS[number % len(WALLS)])
    if number % 10 == 2 and first:
        return Reply(503)
    if number % 20 == 3 and first:
        return Reply(429, b"", {"Retry-After": "2"})
    if number % 20 == 4:
        return (
            moved(f"https://{call.host}/moved/{number + 100_000}") if call.path.startswith("/paper") else page("Moved")
        )
    if number % 20 == 5 and first:
        return page("Not there just now", status=404)
    if number % 20 == 6:
        return page("Just a moment...", status=503)
    return page("A page")


def test_an_unruly_web_blames_nobody_wrongly(
    web: Web, world: World, clock: FakeClock, settings: Settings, questions: Questions, tmp_path: Path
) -> None:
    web.fallback = behave
    path = tmp_path / "papers.lock"
    update = update_lock(path, questions, questions.keys(), settings, Freshness.STALE, clock, web.guard())
    rows = load_lock(path).rows
    dead = {url for url, row in rows.items() if isinstance(row, Page) and row.misses}
    gone = {f"https://{site(number)}/paper/{number}" for number in range(0, LINKS, 29)}
    assert dead == gone
    assert update.requests["arXiv"] == 7
    assert update.requests["control"] == 1
    assert update.requests["pages"] <= 300 + 2 * 60
    assert clock.now() < 120
