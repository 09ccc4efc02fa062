"""`litlint check --watch`: what changes is checked again, until it is interrupted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from litlint.__main__ import main
from litlint.cli.watch import snapshot, watch
from litlint.errors import ConfigError
from litlint.workspace.project import Project, open_project

ENTRY = "- [A Study of Ants](https://arxiv.org/abs/2001.01234), 2020\n"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lists").mkdir()
    (tmp_path / "README.md").write_text(f"# Papers\n\n{ENTRY}")
    (tmp_path / "lists" / "a.md").write_text(f"# More\n\n{ENTRY.replace('2001', '2002')}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def script(*steps: Callable[[], object]) -> Callable[[float], None]:
    """Return a clock that does one thing for each pause, then interrupts as a user does."""
    left = list(steps)

    def wait(seconds: float) -> None:
        assert 0 < seconds < 5
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    return wait


def test_each_change_is_checked_once(papers: Path) -> None:
    checked: list[int] = []

    def check(project: Project) -> int:
        checked.append(sum(len(document.entries) for document in project.workspace.documents))
        return len(checked)

    def nothing() -> None:
        (papers / "notes.txt").write_text("no list")

    steps = (
        nothing,
        lambda: (papers / "README.md").write_text(f"# Papers\n\n{ENTRY}{ENTRY.replace('01.', '02.')}"),
        lambda: (papers / "lists" / "b.md").write_text(f"# New\n\n{ENTRY.replace('2001', '2003')}"),
        lambda: (papers / "lists" / "a.md").unlink(),
    )
    assert watch(open_project, check, script(*steps)) == 4
    assert checked == [2, 3, 4, 3]


def test_settings_half_written_are_waited_out(papers: Path, capsys: Output) -> None:
    settings = papers / "litlint.toml"
    steps = (lambda: settings.write_text("lists = ["), lambda: settings.write_text('lists = ["README.md"]\n'))
    seen: list[int] = []

    def check(project: Project) -> int:
        seen.append(len(project.workspace.documents))
        return 0

    assert watch(open_project, check, script(*steps)) == 0
    assert seen == [2, 1]
    assert "litlint: litlint.toml: not TOML" in capsys.readouterr().err


def test_every_mistake_is_said(capsys: Output) -> None:
    def open_again() -> Project:
        raise ConfigError.of([ConfigError("one"), ConfigError("two")])

    assert watch(open_again, lambda project: 0, script()) == 2
    assert capsys.readouterr().err.startswith("litlint: one\nlitlint: two\n")


def test_a_folder_that_is_gone_holds_nothing(papers: Path) -> None:
    assert snapshot({str(papers / "none")}) == {}


def test_the_command_line(papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    bad = ENTRY.replace("2001.", "2013.")
    wait = script(lambda: (papers / "README.md").write_text(f"# Papers\n\n{bad}"))
    monkeypatch.setattr(watch, "__defaults__", (wait,))
    assert main(["check", "--watch"]) == 1
    out, err = capsys.readouterr()
    assert "Nothing to report" in out
    assert "arxiv-id-shape" in out
    assert err.count("watching 2 files; Ctrl-C ends") == 2
    assert main(["check", "--watch", "-"]) == 2
    assert "--watch looks at files" in capsys.readouterr().err
