"""An update that is killed at any moment leaves a whole lock, and the next one goes on where it stopped."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from litlint.lookup.lockfile import load_lock

from .web.server import Web, page
from .web.services import World

pytestmark = pytest.mark.kill

KILLS, WORKS, LINKS = 60, 300, 1200
IN_FLIGHT = 4 + 1
"""Requests that may be under way at once: of one host for pages, and one of arXiv."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_sixty_kills_lose_only_what_was_in_flight(web: Web, world: World, tmp_path: Path) -> None:
    for number in range(1, WORKS + 1):
        world.paper(f"2310.{number:05}", f"Invented paper number {number}")

    def slow(handler: Any) -> Any:
        return lambda call: (web.stopping.wait(0.005) and None) or handler(call)

    web.serve("export.arxiv.org", slow(world.arxiv))
    web.serve("pages.web.test", slow(lambda call: page("A page")))
    origins = web.origin("export.arxiv.org"), web.origin("pages.web.test")
    driver = subprocess.Popen(
        [sys.executable, "-P", Path(__file__).with_name("killed.py"), tmp_path, *origins, str(WORKS), str(LINKS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "checker")},
    )
    lock = tmp_path / "papers.lock"
    chance = random.Random(4)
    ends: list[int] = []
    before: Mapping[str, object] = {}
    assert driver.stdin is not None
    assert driver.stdout is not None
    with driver:
        for _ in range(KILLS):
            child = int(_ask(driver))
            timer = threading.Timer(chance.uniform(0.0, 0.1), _kill, (child,))
            timer.start()
            ends.append(int(driver.stdout.readline()))
            timer.cancel()
            rows = load_lock(lock).rows  # raises if it cannot be read
            assert set(before) <= set(rows)
            before = rows
        _ask(driver)
        assert int(driver.stdout.readline()) == 0
        driver.stdin.close()
    asked = Counter((call.host, call.path, str(call.query)) for call in web.calls)
    repeated = sum(times - 1 for times in asked.values())
    assert ends.count(-signal.SIGKILL) >= KILLS * 9 // 10  # a machine may be fast enough to finish first
    assert len(load_lock(lock).rows) == WORKS + LINKS
    assert repeated <= KILLS * IN_FLIGHT


def _ask(driver: Any) -> Any:
    driver.stdin.write("go\n")
    driver.stdin.flush()
    return driver.stdout.readline()


def _kill(child: Any) -> None:
    os.kill(child, signal.SIGKILL)
