"""`litlint add` at a real terminal: a pseudo-terminal on which somebody types."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # a process each, at a terminal of its own

pty = pytest.importorskip("pty", reason="pseudo-terminals are those of POSIX")

WATER = ("River Floods in Winter", "Ocean Currents and Heat", "Lake Ice from Satellites")
WOODS = ("Oak Forests under Drought", "Pine Forests after Fire", "Forest Carbon in Beech Stands")
BIBTEX = (
    "@article{a, title={Drought in Beech Forests}, author={Ada Lee}, journal={Biogeosciences}, volume={18}, "
    "pages={1--9}, year={2021}, doi={10.5194/bg-18-1234-2021}}\n"
)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    parts = ["# Papers\n"]
    for number, (heading, titles) in enumerate((("Water", WATER), ("Trees", WOODS), ("Other", ("Birds of Passage",)))):
        rows = [
            f"- [{title}](https://arxiv.org/abs/20{number + 1}{at}.01234), 2020\n" for at, title in enumerate(titles)
        ]
        parts.append(f"\n## {heading}\n\n" + "".join(rows))
    (tmp_path / "README.md").write_text("".join(parts), "utf-8")
    (tmp_path / "new.bib").write_text(BIBTEX, "utf-8")
    return tmp_path


def at_terminal(folder: Path, typed: bytes, *options: str) -> tuple[int, str]:
    """Run ``litlint add`` with a terminal as its streams; return the exit code and what the screen shows."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "litlint", "add", "--bibtex", "new.bib", *options]
    process = subprocess.Popen(command, cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=environment)
    os.close(slave)
    os.write(master, typed)
    shown = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:  # EIO, once the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(master)
    return process.wait(), shown.decode("utf-8", "replace").replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("typed", "section"),
    [(b"\n", "Trees"), (b"1\n", "Trees"), (b"wat\n", "Water"), (b"99\nnonsense\nOTHER\n", "Other")],
)
def test_the_section_is_asked_for_likeliest_first(papers: Path, typed: bytes, section: str) -> None:
    code, shown = at_terminal(papers, typed)
    assert code == 0, shown
    assert re.search(r"^ +1  Trees +3 entries$", shown, re.MULTILINE)
    assert f'added "Drought in Beech Forests" to {section}' in shown
    lines = (papers / "README.md").read_text("utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if "Drought in Beech Forests" in line)
    assert next(line for line in reversed(lines[:at]) if line.startswith("## ")) == f"## {section}"
    assert all(len(line) <= 80 for line in shown.splitlines() if "?" in line or "entries" in line)


def test_an_answer_that_ends_adds_nothing(papers: Path) -> None:
    before = (papers / "README.md").read_bytes()
    code, shown = at_terminal(papers, b"\x04")
    assert code == 2
    assert "no section was chosen; nothing is added" in shown
    assert (papers / "README.md").read_bytes() == before


def test_a_name_that_may_be_several_is_asked_for_too(papers: Path) -> None:
    code, shown = at_terminal(papers, b"\n", "--section", "er")
    assert code == 0, shown
    assert "Which section" in shown


def test_nobody_is_asked_where_there_is_no_terminal(papers: Path) -> None:
    command = [sys.executable, "-m", "litlint", "add", "--bibtex", "new.bib"]
    answer = subprocess.run(command, cwd=papers, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert answer.returncode == 2
    assert "README.md has several sections; say which by --section" in answer.stderr
    assert "--section=Water" in answer.stderr
