"""The law that whatever goes wrong is one line on standard error with exit code 2, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LIST = "# L\n\n- [A Study of Gardens](https://a.org/study). 2020.\n"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs the devices of Linux"),
]


def run(folder: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell in which ``litlint`` is this litlint."""
    line = f'litlint() {{ "{sys.executable}" -m litlint "$@"; }}; {command}'
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / ".cache"), **environment}
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    "command",
    [
        "litlint check > /dev/full",
        "litlint check --help > /dev/full",
        "litlint rules > /dev/full",
        "litlint entries > /dev/full",
        "litlint check --config /dev/zero",
        "litlint check --config " + "a" * 300,
        "litlint check --output json:" + "a" * 300 + " > /dev/null",
        "mkfifo litlint.toml; litlint check",
        "mkfifo litlint-baseline.jsonl; litlint check",
        "mkfifo litlint-baseline.jsonl; litlint baseline",
        "mkfifo papers.lock; litlint lock --check",
        "mkfifo report; litlint check --output json:report > /dev/null",
        "echo '[lock]\nmax-age = 9'$(printf '9%.0s' $(seq 5000)) > litlint.toml; litlint check",
        "echo '[lock]\nbudget = 9'$(printf '9%.0s' $(seq 400)) > litlint.toml; litlint check",
        "echo '[lock]\ntimeout = 1e300' > litlint.toml; litlint check",
        "echo '[lock]\ncontact = \"a@b.org\\n\"' > litlint.toml; litlint check",
        "echo '[registries.github]\nbase-url = \"https://a.org:99999/\"' > litlint.toml; litlint check",
        "echo '[registries.github]\nbase-url = \"https://a.org/\\n\"' > litlint.toml; litlint check",
    ],
)
def test_an_error_is_one_line(tmp_path: Path, command: str) -> None:
    (tmp_path / "list.md").write_text(LIST)
    done = run(tmp_path, command)
    assert done.returncode == 2
    assert done.stderr.startswith("litlint: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["litlint check >&-", "litlint check 2>&-", "litlint check - <&-"])
def test_closed_streams_are_no_crash(tmp_path: Path, command: str) -> None:
    (tmp_path / "list.md").write_text(LIST)
    done = run(tmp_path, command)
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr


def test_loops_of_links_are_no_crash(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)
    for name, target in (("loop.md", "loop.md"), ("one", "two"), ("two", "one"), ("self", ".")):
        (tmp_path / name).symlink_to(target)
    assert "Traceback" not in run(tmp_path, "litlint check").stderr
    for path in ("loop.md", "one/list.md"):
        done = run(tmp_path, f"litlint check {path}")
        assert (done.returncode, "no such file or folder" in done.stdout + done.stderr) == (2, True)


def test_a_fault_of_litlint_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import litlint.cli\ndef fail(name):\n    raise KeyError('x')\nlitlint.cli.load = fail\n"
    )
    done = run(tmp_path, "litlint check", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "KeyError at sitecustomize.py:3" in done.stderr
    assert "/issues" in done.stderr
    assert "Traceback" in run(tmp_path, "litlint check", PYTHONPATH=str(tmp_path), LITLINT_DEBUG="1").stderr


def test_a_setting_gives_a_workflow_no_command(tmp_path: Path) -> None:
    (tmp_path / "litlint.toml").write_text('lists = ["a\\n::error::x"]\n')
    assert "\n::" not in run(tmp_path, "litlint check").stderr


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_front_matter_without_an_end_does_not_hang(tmp_path: Path, end: str) -> None:
    (tmp_path / "README.md").write_bytes(("---" + end + ("a line" + end) * 2000).encode())
    assert run(tmp_path, "litlint check").returncode == 0
