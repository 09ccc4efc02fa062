"""Which repository a work tree was cloned from."""

from __future__ import annotations

from pathlib import Path

import pytest

from litlint.workspace.origin import read_origin

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
