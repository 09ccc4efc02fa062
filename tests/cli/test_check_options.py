"""Options of check that choose files and fixes, and that show what is in force."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from litlint.__main__ import main

LIST = """\
# Papers

- [A Study of Ants](https://www.arxiv.org/abs/2001.01234v1), 2020
- [A Study of Bees](http://arxiv.org/abs/2001.01235), 2020
"""
Output = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text(LIST)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "d.md").write_text(LIST)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_are_shown_and_left_out(root: Path, capsys: Output) -> None:
    assert main(["check", "--show-files"]) == 0
    assert capsys.readouterr().out == "README.md\ndrafts/d.md\n"
    assert main(["check", "--show-files", "--exclude", "drafts/"]) == 0
    assert capsys.readouterr().out == "README.md\n"


def test_the_settings_in_force_are_toml_that_sets_them(root: Path, capsys: Output) -> None:
    text = 'fail-on = "note"\n[rules.shared-link]\nseverity = "error"\n[per-file-ignores]\n"a b.md" = ["link"]\n'
    (root / "litlint.toml").write_text(text)
    assert main(["check", "--show-settings"]) == 0
    shown = capsys.readouterr().out
    table = tomllib.loads(shown)
    assert table["fail-on"] == "note"
    assert table["rules"]["shared-link"]["severity"] == "error"
    assert table["per-file-ignores"] == {"a b.md": ["link"]}
    (root / "litlint.toml").write_text(shown)
    assert main(["check", "--show-settings"]) == 0
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize(
    ("options", "fixed"),
    [
        ([], ["www.", "http:"]),
        (["--fixable", "insecure-url"], ["http:"]),
        (["--unfixable", "link"], ["www."]),
        (["--fixable", "link", "--unfixable", "insecure-url"], []),
    ],
)
def test_fixes_are_chosen_by_rule_and_family(root: Path, options: list[str], fixed: list[str]) -> None:
    main(["check", "README.md", "--fix", *options])
    text = (root / "README.md").read_text()
    assert [mark for mark in ("www.", "http:") if mark not in text] == fixed


def test_fix_only_reports_nothing(root: Path, capsys: Output) -> None:
    (root / "README.md").write_text(f"{LIST}- [A Study of Cats](https://arxiv.org/abs/2013.01236)\n")
    assert main(["check", "README.md", "--fix-only"]) == 0
    assert capsys.readouterr().out == ""
    assert "http:" not in (root / "README.md").read_text()


@pytest.mark.parametrize("option", ["--fixable", "--unfixable"])
def test_a_name_that_is_no_rule_is_refused(root: Path, option: str, capsys: Output) -> None:
    assert main(["check", option, "insecure-urls"]) == 2
    assert "insecure-url" in capsys.readouterr().err
