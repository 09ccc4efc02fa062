"""Git, asked about a repository: on which day some words came into a list, and which repository a work tree was cloned from."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from litlint.workspace.git import first_day_of, read_origin

URLS = {
    "https://github.com/gardenlab/seedlist.git": "gardenlab/seedlist",
    "git@github.com:gardenlab/seed.list": "gardenlab/seed.list",
    "ssh://git@github.com/gardenlab/seedlist": "gardenlab/seedlist",
    "https://token@github.com/gardenlab/seedlist/": "gardenlab/seedlist",
    "https://gitlab.com/gardenlab/seedlist.git": None,
    "/srv/git/seedlist.git": None,
}


def configure(folder: Path, url: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    other = '[remote "fork"]\n\turl = https://github.com/doe/fork.git\n'
    (folder / "config").write_text(f'[core]\n\tbare = false\n{other}[remote "origin"]\n\turl = {url}\n', "utf-8")


@pytest.mark.parametrize(("url", "origin"), URLS.items())
def test_the_origin_is_read_from_the_configuration(tmp_path: Path, url: str, origin: str | None) -> None:
    configure(tmp_path / ".git", url)
    assert read_origin(tmp_path) == origin


def test_a_linked_work_tree_has_the_origin_of_the_main_one(tmp_path: Path) -> None:
    configure(tmp_path / "main" / ".git", "https://github.com/gardenlab/seedlist.git")
    own = tmp_path / "main" / ".git" / "worktrees" / "other"
    own.mkdir(parents=True)
    (own / "commondir").write_text("../..\n", "utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / ".git").write_text(f"gitdir: {own}\n", "utf-8")
    assert read_origin(tmp_path / "other") == "gardenlab/seedlist"


def test_a_folder_without_a_repository_has_no_origin(tmp_path: Path) -> None:
    assert read_origin(tmp_path) is None


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
