"""Commands that write, killed at random moments: a file holds all that it held, or all that the command writes.

The lock, which is written in parts, has a test of its own: ``lookup/test_kill.py``.
"""

from __future__ import annotations

import gzip
import http.server
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from litlint.lookup.lockfile import load_lock

pytestmark = [
    pytest.mark.kill,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="needs signals that cannot be caught"),
]
KILLS = int(os.environ.get("LITLINT_KILLS", "60"))
LIST = "# L\n\n## Papers\n\n" + "".join(
    f"- [A Study of Garden {number}](http://arxiv.org/abs/2001.{number:05})\n" for number in range(200)
)
BIB = (
    "@article{wasps,\n  title = {An Unlisted Study of Wasps},\n  author = {Jane Doe},\n  year = {2021},\n"
    "  eprint = {2101.04321},\n  archiveprefix = {arXiv}\n}\n"
)
COMMANDS: dict[str, tuple[str, ...]] = {
    "fix": ("check", "--fix-only", "list.md"),
    "allow": ("check", "--add-allow=insecure-url", "list.md:5", "--reason", "it is so"),
    "add": ("add", "--bibtex", "wasps.bib", "--to", "list.md"),
    "baseline": ("baseline",),
    "export": ("export", "--output", "out.bib"),
    "report": ("check", "--output", "json:report.json"),
    "index": ("index", "build", "wasps.bib", "--output", "papers.index", "--quiet"),
    "init": ("init", "--yes"),
    "site": ("site", "--output", "site"),
}
DUMP = gzip.compress(
    b'<?xml version="1.0"?><dblp>'
    + b"".join(
        b'<article key="journals/g/A%d"><author>Jane Doe</author><title>A Study of Wasps %d.</title>'
        b"<year>2020</year><journal>Gardens</journal></article>" % (number, number)
        for number in range(3000)
    )
    + b"</dblp>",
    mtime=0,
)


def fill(folder: Path) -> None:
    """Put a list, a bibliography and settings into a folder; nobody is asked but a port where nobody listens."""
    for name, text in (
        ("list.md", LIST),
        ("wasps.bib", BIB),
        ("papers.lock", '{"id": "arxiv:2001.00007", "title": "A"}\n'),
    ):
        (folder / name).write_text(text)
    tables = ("arxiv", "datacite", "crossref", "handle", "openalex", "semantic-scholar", "github", "hugging-face")
    text = '[lock]\nhosts = ["127.0.0.1"]\ncontrol = []\nbudget = 1.0\n'
    text += "".join(f'[registries.{name}]\nbase-url = "http://127.0.0.1:9/"\n' for name in tables)
    (folder / "litlint.toml").write_text(text)


def start(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / ".cache"), "LITLINT_INDEX": ""}
    return subprocess.Popen(
        [sys.executable, "-m", "litlint", *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Return what is in each file but those of the cache, and drafts, which nobody takes for a file of the repository."""
    files = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        str(name): path.read_bytes()
        for name, path in files.items()
        if name.parts[0] != ".cache" and not any(part.startswith(".litlint-") for part in name.parts)
    }


@pytest.fixture(scope="module")
def dump_url() -> Iterator[str]:
    """Serve a dump of DBLP."""

    class Dump(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/gzip")
            self.send_header("Content-Length", str(len(DUMP)))
            self.end_headers()
            self.wfile.write(DUMP)

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002 - the name that http.server gives it
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # the other side was killed
                self.close_connection = True

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Dump)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/dblp.xml.gz"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", [*COMMANDS, "update"])
def test_a_kill_leaves_whole_files(name: str, tmp_path: Path, dump_url: str) -> None:
    update = ("index", "update", "--url", dump_url, "--output", "papers.index", "--quiet")
    command = COMMANDS.get(name, update)
    whole = tmp_path / "whole"
    whole.mkdir()
    fill(whole)
    before = contents(whole)
    begun = time.monotonic()
    start(whole, *command).wait(120)
    seconds, after = time.monotonic() - begun, contents(whole)
    assert after != before
    chance = random.Random(name)
    for number in range(KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        fill(folder)
        process = start(folder, *command)
        timer = threading.Timer(chance.uniform(0.3, 1.1) * seconds, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        process.wait(120)
        timer.cancel()
        for path, data in contents(folder).items():
            assert data in (before.get(path), after.get(path)), path
        assert set(before) <= set(contents(folder))


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    commands = [COMMANDS[name] for name in ("fix", "add", "baseline", "export", "fix")]
    others = [start(tmp_path, *command) for command in (*commands, ("lock", "--quiet"))]
    codes = [process.wait(120) for process in others]
    assert all(code in (0, 1, 2) for code in codes)
    text = (tmp_path / "list.md").read_text()
    assert all(f"arxiv.org/abs/2001.{number:05}" in text for number in range(200))
    assert text.count("http://arxiv") in (0, 200)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".litlint-")]
    assert "arxiv:2001.00007" in load_lock(tmp_path / "papers.lock").rows
