"""What `litlint lock` costs on a list of 700 papers, 450 repositories and 300 other links: requests, seconds, bound.

Run by hand: `PYTHONPATH=tests python tests/benchmarks/web.py`. Real servers on this machine answer after 150 ms, in real time.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from litlint.cli.commands.lock import say
from litlint.identifiers.identifier import Identifier
from litlint.lookup.questions import Questions
from litlint.lookup.settings import Settings
from litlint.lookup.update import update_lock
from tests.lookup.web.server import TLS, Call, Handler, Reply, Web, page
from tests.lookup.web.services import World

PAPERS, REPOSITORIES, LINKS, LATENCY = 700, 450, 300, 0.15


def slow(handler: Handler) -> Handler:
    """Return a handler that answers late."""

    def late(call: Call) -> Reply | None:
        time.sleep(LATENCY)
        return handler(call)

    return late


def main() -> None:
    """Ask, and report what `litlint lock` reports."""
    os.environ["REQUESTS_CA_BUNDLE"] = str(TLS / "ca.pem")
    web, world = Web(), World()
    identifiers = []
    for number in range(PAPERS):
        identifiers.append(Identifier("arxiv", f"{2301 + number % 12}.{number + 1:05}"))
        world.paper(identifiers[-1].value, f"Invented paper number {number}")
    for number in range(REPOSITORIES):
        world.repositories[f"owner/{number}"] = {"name": f"owner/{number}"}
        identifiers.append(Identifier("github", f"owner/{number}"))
    sites = [number % 120 if number < 240 else number % 5 for number in range(LINKS)]
    links = {f"https://site{site}.web.test/{number}": frozenset[str]() for number, site in enumerate(sites)}
    world.serve(web)
    web.handlers = {host: slow(handler) for host, handler in web.handlers.items()}
    web.fallback = slow(lambda call: page("A page"))
    questions = Questions(tuple(identifiers), links)
    with TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(cache=folder, credentials={"api.github.com": ("Authorization", "bearer secret")})
        say(update_lock(folder / "papers.lock", questions, questions.keys(), settings, guard=web.guard()))
    web.close()


if __name__ == "__main__":
    main()
