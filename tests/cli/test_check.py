import io
import json
import sys
from pathlib import Path

import pytest

from litlint.__main__ import main
from litlint.model.facts import Facts
from litlint.workspace.project import Project

IDLE = "<!-- litlint: allow repeated-key (it was so) -->\n\nAll is well.\n"
GOOD = "# Papers\n\n- [A Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two lists, one of which has a warning: a directive that silences nothing."""
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "idle.md").write_text(IDLE)
    (tmp_path / "good.md").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def found(capsys: Output, *arguments: str) -> list[tuple[str, str]]:
    main(["check", "--output-format", "json", *arguments])
    return [(row["path"], row["rule"]) for row in json.loads(capsys.readouterr().out)["findings"]]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 0),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "note"], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "warning", "--exit-zero"], 0),
        (["--fail-on", "warning", "good.md"], 0),
        (["--fail-on", "warning", "lists"], 1),
        (["--fail-on", "warning", "--ignore", "document"], 0),
        (["--fail-on", "warning", "--select", "link,unused-allow,repeated-key"], 1),
        (["--fail-on", "warning", "--select", "link", "--select", "unused-allow"], 0),
        (["none.md"], 2),
        (["none.md", "--exit-zero"], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    assert main(["check", *arguments]) == code


def test_the_configuration_sets_severity_and_threshold(lists: Path, capsys: Output) -> None:
    (lists / "litlint.toml").write_text('fail-on = "warning"\n')
    assert main(["check"]) == 1
    (lists / "litlint.toml").write_text('[rules.unused-allow]\nseverity = "error"\n')
    assert main(["check"]) == 1
    (lists / "litlint.toml").write_text('[rules.unused-allow]\nseverity = "note"\n')
    assert main(["check", "--fail-on", "warning"]) == 0


def test_findings_are_printed_though_an_input_is_missing(capsys: Output) -> None:
    assert main(["check", "none.md", "lists", "--output-format", "concise"]) == 2
    out = capsys.readouterr().out
    assert "lists/idle.md:1:21: warning unused-allow: " in out
    assert "none.md: no such file or folder" in out


def test_paths_are_relative_to_the_working_directory(
    lists: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    (lists / "litlint.toml").write_text("")
    assert found(capsys) == [("lists/idle.md", "unused-allow")]
    monkeypatch.chdir(lists / "lists")
    assert found(capsys) == [("idle.md", "unused-allow")]
    monkeypatch.chdir("/")
    assert found(capsys, str(lists))[0][0].endswith("/lists/idle.md")


def test_standard_input_replaces_a_file(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    feed(monkeypatch, b"Well.\n")
    assert found(capsys, "-", "--stdin-filename", "lists/idle.md") == []
    feed(monkeypatch, IDLE.encode())
    assert found(capsys, "--stdin-filename", "lists/new.md") == [("lists/new.md", "unused-allow")]
    feed(monkeypatch, b"\xff")
    assert found(capsys, "-") == [("-", "invalid-utf8")]
    feed(monkeypatch, IDLE.encode())
    assert found(capsys, "-") == [("-", "unused-allow")]


def test_reports_go_to_files_too(lists: Path, capsys: Output) -> None:
    (lists / "report.json").write_text("old")
    assert main(["check", "-q", "--output", "json:report.json", "--output", "concise:report.txt", "good.md"]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads((lists / "report.json").read_text())["summary"]["documents"] == 1
    assert (lists / "report.txt").read_text() == ""


def test_quiet_says_nothing_but_the_findings(capsys: Output) -> None:
    main(["check", "--quiet"])
    quiet = capsys.readouterr().out
    main(["check"])
    loud = capsys.readouterr().out
    assert loud.startswith(quiet)
    assert "1 entry in 2 lists" in loud
    assert "1 entry in 2 lists" not in quiet
    main(["check", "--quiet", "good.md"])
    assert capsys.readouterr() == ("", "")


def test_statistics_count_by_rule(capsys: Output) -> None:
    main(["check", "--statistics"])
    assert "1  unused-allow  1 warning" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_are_written_as_asked(
    arguments: list[str], environment: dict[str, str], coloured: bool, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    main(["check", *arguments])
    assert ("\x1b[" in capsys.readouterr().out) is coloured


def test_no_list_is_no_fault_but_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["check", "empty"]) == 0
    assert capsys.readouterr().err == "litlint: warning: no list found in empty\n"
    monkeypatch.chdir(tmp_path / "empty")
    assert main(["check"]) == 0
    assert f"no list found in {tmp_path / 'empty'}" in capsys.readouterr().err


def test_a_setting_that_matches_no_list_is_told(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "litlint.toml").write_text('lists = ["good.md", "papers/*.md"]\n')
    assert main(["check"]) == 0
    assert capsys.readouterr().err == 'litlint: warning: the setting lists has "papers/*.md", which no list matches\n'


def test_citations_of_a_bibliography_are_counted(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "refs.bib").write_text("@misc{roe2020, title={Gardens}, author={Ann Roe}, year={2020}}\n")
    assert main(["check", "-q", "refs.bib"]) == main(["check", "refs.bib"]) == 0
    assert "1 citation in 1 list. Nothing to report." in capsys.readouterr().out


def test_a_broken_lock_is_said_and_findings_are_printed(lists: Path, capsys: Output) -> None:
    (lists / "papers.lock").write_text("no row\n")
    assert main(["check", "--output-format", "concise"]) == 2
    out = capsys.readouterr().out
    assert "unused-allow" in out
    assert "papers.lock:1: " in out


def test_the_same_lists_give_the_same_bytes(capsys: Output) -> None:
    for form in ("text", "json", "concise", "github"):
        outputs = set()
        for _ in range(2):
            main(["check", "--output-format", form])
            outputs.add(capsys.readouterr().out)
        assert len(outputs) == 1


def test_a_crash_of_a_rule_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    def crash(self: Project) -> tuple[Facts, tuple[str, ...]]:
        return None, ()  # type: ignore[return-value]  # what no rule expects

    from litlint.rules.document.unused_allow import UnusedAllow

    def fail(self: UnusedAllow, *arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(UnusedAllow, "check_allowances", fail)
    assert main(["check", "--output-format", "concise"]) == 2
    out = capsys.readouterr().out
    assert "litlint: the rule unused-allow crashed (ZeroDivisionError" in out
    assert out.count("\n") == 1
