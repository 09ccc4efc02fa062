"""The law that whatever goes wrong is one line on standard error with exit code 2, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


@pytest.mark.parametrize("kilobytes", [40_000, 100_000, 200_000])
def test_too_little_memory_is_told_in_one_line(tmp_path: Path, kilobytes: int) -> None:
    (tmp_path / "list.md").write_text(LIST.replace("2020.", "2020. " + "*a* `b` [c](d) " * 100_000))
    done = run(tmp_path, f"ulimit -v {kilobytes}; litlint check")
    assert (done.returncode, done.stderr) == (2, "litlint: there is not enough memory for this\n")


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("list.md", "> ", ""),
        ("list.md", "- ", "a"),
        ("list.md", "[", "](a)"),
        ("list.md", "<details>", "a"),
        ("list.md", "*a **b ", "**"),
        ("list.bib", "@article{a, title = {", "}"),
        ("list.bib", "{", "}"),
    ],
)
def test_text_nested_deeply_is_no_crash(tmp_path: Path, name: str, start: str, end: str) -> None:
    (tmp_path / name).write_text(start * 20_000 + end * 20_000 + "\n")
    for command in ("check", "entries", "export"):
        done = run(tmp_path, f"litlint {command}")
        assert done.returncode in (0, 1)
        assert "litlint: this is a fault" not in done.stderr


@pytest.mark.parametrize(
    ("name", "start", "end", "said"),
    [
        ("litlint.toml", "lists = ", "\n", "litlint: litlint.toml: nested too deeply"),
        ("papers.lock", '{"id": "arxiv:2001.00007", "title": ', "}\n", "papers.lock:1: this line is not valid JSON"),
        ("litlint-baseline.jsonl", '{"rule": ', "}\n", "litlint-baseline.jsonl:1: "),
        ("event.json", '{"issue": ', "}", "--issue takes the file of a GitHub event"),
    ],
)
def test_settings_nested_deeply_are_told_in_one_line(
    tmp_path: Path, name: str, start: str, end: str, said: str
) -> None:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / name).write_text(start + "[" * 100_000 + "]" * 100_000 + end)
    done = run(tmp_path, "litlint add --issue event.json" if name == "event.json" else "litlint check")
    assert done.returncode == 2
    assert (done.stdout + done.stderr).count(said) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("language", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}])
def test_names_of_any_language_are_read_in_any_locale(tmp_path: Path, language: dict[str, str]) -> None:
    for name in (b"biblioth\xc3\xa8que.md", b"not-utf-8-\xe8.md"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(
            "- [A Study of Gardens](http://arxiv.org/abs/2001.00007)\n"
        )
    done = run(tmp_path, "litlint check --output-format json", **language)
    assert done.returncode == 0
    assert done.stdout.count('"insecure-url"') == 2
    assert run(tmp_path, "litlint check --fix", **language).returncode == 0
    assert all(b"https" in path.read_bytes() for path in tmp_path.glob("*.md"))


class RefusingProxy(BaseHTTPRequestHandler):
    """A proxy that connects to nobody."""

    def do_CONNECT(self) -> None:
        """Refuse to connect."""
        self.send_error(403)

    do_GET = do_HEAD = do_CONNECT  # noqa: N815 - the names that http.server calls

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Say nothing."""


def test_a_proxy_that_refuses_is_told_and_no_finding(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(
        "- [A Study of Gardens](https://arxiv.org/abs/2001.00007). 2020. [Page](https://gardens.org/study)\n"
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), RefusingProxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{proxy.server_port}"
        done = run(tmp_path, "litlint check --online", HTTPS_PROXY=url, HTTP_PROXY=url, NO_PROXY="")
        proxy.shutdown()
    assert done.returncode == 0
    assert "error" not in done.stdout
    assert "1 question to arXiv: the proxy did not connect" in done.stdout + done.stderr


def test_a_budget_that_is_used_up_is_told_and_no_finding(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text("- [A Study of Gardens](https://arxiv.org/abs/2001.00007). 2020.\n")
    (tmp_path / "litlint.toml").write_text("[lock]\nbudget = 0\n")
    done = run(tmp_path, "litlint check --online")
    assert done.returncode == 0
    assert "1 question to arXiv: the time for this run was used up" in done.stdout + done.stderr
