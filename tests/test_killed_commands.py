"""Commands that write, killed at random moments: a file holds all that it held, or all that the command writes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
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
    "lock": ("lock", "--quiet"),
}


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
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_kill_leaves_whole_files(name: str, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    fill(whole)
    begun = time.monotonic()
    start(whole, *COMMANDS[name]).wait(120)
    seconds, after = time.monotonic() - begun, contents(whole)
    chance = random.Random(name)
    for number in range(KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        fill(folder)
        before = contents(folder)
        process = start(folder, *COMMANDS[name])
        timer = threading.Timer(chance.uniform(0.3, 1.1) * seconds, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        process.wait(120)
        timer.cancel()
        for path, data in contents(folder).items():
            if not path.startswith(".litlint-"):  # a draft, which nobody takes for a file of the repository
                assert data in (before.get(path), after.get(path)), path
        assert set(before) <= set(contents(folder))


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    others = [start(tmp_path, *COMMANDS[name]) for name in ("fix", "add", "baseline", "export", "lock", "fix")]
    codes = [process.wait(120) for process in others]
    assert all(code in (0, 1, 2) for code in codes)
    text = (tmp_path / "list.md").read_text()
    assert all(f"arxiv.org/abs/2001.{number:05}" in text for number in range(200))
    assert text.count("http://arxiv") in (0, 200)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".litlint-")]
    assert "arxiv:2001.00007" in load_lock(tmp_path / "papers.lock").rows
