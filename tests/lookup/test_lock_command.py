"""``litlint lock`` as people run it: a repository, a configuration, servers on this machine."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from litlint.__main__ import main
from litlint.cli.commands.lock import is_due
from litlint.lookup.lockfile import load_lock

from .web.server import Reply, Web, page
from .web.services import World

LIST = """# Papers

#### Fast Inference

paper link: [here](https://arxiv.org/abs/2310.00001)

github link: [here](https://github.com/old/name)

blog: [here]({pages}/blog)

#### Slow Inference

paper link: [here](https://arxiv.org/pdf/2310.00002v1.pdf)

![a picture]({pages}/picture.png)
"""


@pytest.fixture
def repository(configured: Path, web: Web, world: World) -> Path:
    """A repository with one list, whose registries are on this machine."""
    world.paper("2310.00001", "Fast Inference", version=2)
    world.paper("2310.00002", "Slow Inference")
    world.published["2310.00001"] = {"title": "Fast Inference", "venue": "ICML"}
    world.repositories["old/name"] = {"name": "new/name"}
    web.serve("pages.web.test", lambda call: page("A blog"))
    (configured / "list.md").write_text(LIST.format(pages=web.origin("pages.web.test")))
    return configured


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Return the exit code and what was printed."""
    code = main(["lock", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_writes_a_lock_and_says_what_changed(repository: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)
    assert (code, err) == (0, "")
    rows = [json.loads(line) for line in (repository / "papers.lock").read_text().splitlines()]
    pages = rows[-1]["id"]
    assert rows == [
        {
            "id": "arxiv:2310.00001",
            "title": "Fast Inference",
            "authors": ["Ann Author"],
            "published": "2023-01-02",
            "updated": "2023-01-02",
            "version": 2,
            "venue": "ICML",
        },
        {
            "id": "arxiv:2310.00002",
            "title": "Slow Inference",
            "authors": ["Ann Author"],
            "published": "2023-01-02",
            "updated": "2023-01-02",
            "version": 1,
        },
        {"id": "github:old/name", "name": "new/name", "archived": False},
        {"id": pages},
    ]
    assert [line.split() for line in re.sub(r"\d+\.\d s", "0.5 s", out).splitlines()] == [
        ["arXiv", "2", "works", "1", "request"],
        ["GitHub", "1", "repository", "1", "request"],
        ["pages", "1", "link", "1", "request"],
        ["Semantic", "Scholar", "2", "works", "1", "request"],
        ["4", "requests", "in", "0.5", "s", "(longest", "queue", "arxiv.org:", "1", "request)"],
        [],
        ["-", "old/name", "is", "now", "new/name"],
        ["papers.lock:", "4", "records", "changed,", "4", "in", "all"],
    ]
    assert "mailto:keeper@example.org" in web.calls[0].headers["user-agent"]


def test_a_second_run_asks_nothing_and_changes_nothing(
    repository: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys)
    web.calls.clear()
    assert run(capsys)[1] == "papers.lock: nothing changed, 4 records\n"
    assert web.calls == []
    assert run(capsys, "--refresh")[0] == 0
    assert len(web.calls) == 4


def test_check_says_offline_what_is_missing_and_what_is_left_over(
    repository: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "--check")[0] == 1
    run(capsys)
    web.calls.clear()
    assert run(capsys, "--check") == (0, "papers.lock is complete: 4 records\n", "")
    (repository / "list.md").write_text("- [Another](https://arxiv.org/abs/2310.00003)\n")
    code, out, _ = run(capsys, "--check")
    assert code == 1
    assert "papers.lock lacks arxiv:2310.00003\n" in out
    assert "papers.lock holds arxiv:2310.00001, which no list names\n" in out
    assert web.calls == []


def test_silence_is_said_and_changes_nothing(repository: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys)
    text = (repository / "papers.lock").read_bytes()
    for host in ("export.arxiv.org", "api.datacite.org", "api.github.com"):
        web.serve(host, lambda call: Reply(403, b"Access denied"))
    code, out, _ = run(capsys, "--refresh")
    assert code == 0
    assert "arXiv: 2 not answered: answered HTTP 403\n" in out
    assert "GitHub: 1 not answered: answered HTTP 403\n" in out
    assert (repository / "papers.lock").read_bytes() == text


def test_what_a_server_says_has_no_power_over_the_terminal(
    repository: Path, web: Web, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys)
    world.papers["2310.00002"]["title"] = "::error ::pwned \x1b[2J\u202e ##[group]x"
    out = run(capsys, "--refresh")[1]
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert not [line for line in out.splitlines() if line.lstrip().startswith("::")]
    assert "##[" not in out
    assert "pwned" in out


def test_a_token_goes_to_a_configured_registry_that_the_environment_allows(
    repository: Path, web: Web, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_GRAPHQL_URL")
    configured = tomllib.loads((repository / "litlint.toml").read_text())["registries"]["github"]["base-url"]
    monkeypatch.setenv("LITLINT_TOKEN_HOSTS", urlsplit(configured).netloc)
    run(capsys)
    assert [call.headers["authorization"] for call in web.calls if call.host == "api.github.com"] == ["bearer secret"]


def test_pages_that_prove_the_network_can_be_configured(
    repository: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    web.serve("pages.web.test", lambda call: page("Gone", status=404))
    web.serve("control.web.test", lambda call: page("Always there"))
    configured = repository / "litlint.toml"
    control = f'[lock]\ncontrol = ["{web.origin("control.web.test")}/"]\n'
    configured.write_text(configured.read_text().replace("[lock]\n", control))
    assert "/blog is gone (404)" in run(capsys)[1]
    web.serve("control.web.test", lambda call: Reply(503))
    (repository / "papers.lock").unlink()
    out = run(capsys)[1]
    assert "is gone" not in out
    assert "pages: 1 not answered: the network is down" in out


def test_a_time_limit_can_be_configured(repository: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    web.serve("pages.web.test", lambda call: page() if web.stopping.wait(20) else None)
    configured = repository / "litlint.toml"
    configured.write_text(configured.read_text().replace("[lock]\n", "[lock]\ncontrol = []\ntimeout = 0.3\n"))
    assert re.search(r"pages: 1 not answered: no answer in time \(127\.0\.0\.1:\d+\)", run(capsys)[1])


def test_a_lock_that_cannot_be_read_is_an_error_and_is_kept(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "papers.lock").write_text("<<<<<<< HEAD\n")
    code, out, err = run(capsys)
    assert (code, out) == (2, "")
    assert err.startswith("litlint: papers.lock:1: a merge conflict is left here")
    assert (repository / "papers.lock").read_text() == "<<<<<<< HEAD\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--max-age", "soon"], "'soon' is not a number of days"), (["nowhere.md"], "nowhere.md: no such file")],
)
def test_mistakes_are_told(repository: Path, capsys: pytest.CaptureFixture[str], arguments: Any, said: Any) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert said in err


def test_a_path_limits_what_is_asked_and_drops_nothing(
    repository: Path, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "other.md").write_text("- [Another](https://arxiv.org/abs/2310.00002)\n")
    run(capsys)
    web.calls.clear()
    assert run(capsys, "other.md", "--refresh")[0] == 0
    assert set(web.counts()) <= {"export.arxiv.org", "api.semanticscholar.org"}
    assert len(load_lock(repository / "papers.lock").rows) == 4


def test_bars_are_for_terminals(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    code, out, _ = run(capsys)
    assert code == 0
    assert "4 records changed" in out


def test_check_online_asks_for_what_the_lock_lacks_and_writes_nothing(
    repository: Path, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.repositories.pop("old/name")
    assert main(["check", "--online", "--select", "facts", "--output-format", "concise"]) == 1
    said = capsys.readouterr().out
    assert "missing-repository" in said
    assert "unlocked-paper" not in said
    assert not (repository / "papers.lock").exists()


def test_check_offline_asks_nothing(repository: Path, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    before = len(web.calls)
    assert main(["check", "--select", "facts", "-q"]) == 0
    assert len(web.calls) == before


def test_the_ledger_goes_by_the_clock_that_is_set(
    repository: Path, web: Web, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three misses over three days make an old link dead; what brings it back is told."""
    configured = repository / "litlint.toml"
    configured.write_text(configured.read_text().replace("[lock]\n", "[lock]\ncontrol = []\n"))
    day = 1_790_000_000  # 2026-09-21
    alive, gone = (lambda call: page("A blog")), (lambda call: page("Gone", status=404))
    seen = []
    for days, handler in ((0, alive), (1, gone), (1, gone), (2, gone), (3, gone), (4, gone), (5, alive)):
        web.serve("pages.web.test", handler)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(day + days * 86_400))
        out = run(capsys, "--max-age", "0")[1]
        code = main(["check", "-q", "--select", "dead-link"])
        capsys.readouterr()
        row = json.loads((repository / "papers.lock").read_text().splitlines()[-1])
        seen.append((row.get("misses", []), "is gone" in out, "is back" in out, code))
    assert seen == [
        ([], False, False, 0),
        (["2026-09-22"], False, False, 0),
        (["2026-09-22"], False, False, 0),
        (["2026-09-22", "2026-09-23"], False, False, 0),
        (["2026-09-22", "2026-09-23"], False, False, 0),
        (["2026-09-22", "2026-09-23", "2026-09-25"], True, False, 1),
        ([], False, True, 0),
    ]


def test_the_locks_of_all_shards_are_the_lock(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lock = repository / "papers.lock"
    run(capsys)
    whole = load_lock(lock)
    parts = []
    for number in (1, 2, 3):
        lock.unlink()
        assert run(capsys, "--shard", f"{number}/3")[0] == 0
        parts.append(lock.read_text() if lock.exists() else "")
        lock.touch()
    assert sum(len(part.splitlines()) for part in parts) == len(whole.rows)
    lock.write_text("".join(parts))
    assert load_lock(lock).rows == whole.rows
    assert run(capsys, "--check")[0] == 0


def test_each_row_is_due_once_in_the_days_of_a_spread(
    repository: Path, web: Web, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.paper("2310.00003", "New")
    run(capsys)
    rows = set(load_lock(repository / "papers.lock").rows)
    turns = {key: [day for day in range(8) if is_due(key, 4, date(2026, 1, 1 + day))] for key in rows}
    assert all(len(days) == 2 and days[1] - days[0] == 4 for days in turns.values())
    with (repository / "list.md").open("a") as file:
        file.write("\n#### New\n\n[paper](https://arxiv.org/abs/2310.00003)\n")
    before = len(web.calls)
    code, _, _ = run(capsys, "--spread", "1000")
    assert code == 0
    assert set(load_lock(repository / "papers.lock").rows) > rows
    assert len(web.calls) - before <= 6


@pytest.mark.parametrize("options", [["--shard", "0/3"], ["--shard", "4/3"], ["--shard", "x"], ["--spread", "0"]])
def test_a_share_that_is_none_is_refused(
    repository: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    code, out, err = run(capsys, *options)
    assert (code, out) == (2, "")
    assert options[1] in err or "1 or more" in err
