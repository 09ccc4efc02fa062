"""The day on which some words came into a list, as Git tells it."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from litlint.workspace.git import first_day_of


def test_the_first_commit_that_has_the_words_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=Jane", "-c", "user.email=jane@example.org")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    url = "https://gardens.org/a?b=--c"
    for day, text in (("2021-03-04", ""), ("2022-05-06", url), ("2023-07-08", f"{url}\nmore")):
        (tmp_path / "README.md").write_text(f"# List\n{text}\n", encoding="utf-8")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00Z")
        git("add", "README.md")
        git("commit", "-qm", "a change", "--date", f"{day}T12:00:00Z")
    assert first_day_of(tmp_path, url) == date(2022, 5, 6)
    assert first_day_of(tmp_path, "https://gardens.org/nowhere") is None


def test_where_there_is_no_git_nobody_knows(tmp_path: Path) -> None:
    assert first_day_of(tmp_path, "https://gardens.org/a") is None
