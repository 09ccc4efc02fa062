import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from litlint.workspace.globs import globs, patterns
from litlint.workspace.project import open_project
from litlint.workspace.tree import read_tree


def write(root: Path, *paths: str, text: str = "") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def git(root: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always"]
    subprocess.run(["git", *settings, *arguments], cwd=root, check=True, capture_output=True)


def make(root: Path) -> None:
    write(
        root, "README.md", "lists/a.md", "lists/Deep/b.md", "build/c.md", "lists/drafts/d.md", "lists/keep.log", "x.log"
    )
    write(root, ".gitignore", text="build/\n*.log\n")
    write(root, "lists/.gitignore", text="drafts/\n!keep.log\n")


VISIBLE = {
    ".gitignore",
    "README.md",
    "lists/",
    "lists/.gitignore",
    "lists/Deep/",
    "lists/Deep/b.md",
    "lists/a.md",
    "lists/keep.log",
}


def test_without_git_each_gitignore_is_honoured(tmp_path: Path) -> None:
    make(tmp_path)
    assert read_tree(tmp_path).paths == VISIBLE


def test_git_says_the_same(tmp_path: Path) -> None:
    git(tmp_path, "init")
    make(tmp_path)
    assert read_tree(tmp_path).paths == VISIBLE
    git(tmp_path, "add", ".")
    assert read_tree(tmp_path).paths == VISIBLE


def test_what_git_tracks_counts_unless_it_was_deleted(tmp_path: Path) -> None:
    git(tmp_path, "init")
    make(tmp_path)
    git(tmp_path, "add", "--force", "x.log", "README.md")
    (tmp_path / "README.md").unlink()
    assert read_tree(tmp_path).paths == (VISIBLE | {"x.log"}) - {"README.md"}


def test_a_folder_inside_a_repository_is_a_root_of_its_own(tmp_path: Path) -> None:
    git(tmp_path, "init")
    make(tmp_path)
    assert read_tree(tmp_path / "lists").paths == {".gitignore", "Deep/", "Deep/b.md", "a.md", "keep.log"}


def test_a_submodule_is_a_folder(tmp_path: Path) -> None:
    inner, outer = tmp_path / "inner", tmp_path / "outer"
    for root in (inner, outer):
        root.mkdir()
        git(root, "init")
    write(inner, "a.md")
    git(inner, "add", ".")
    git(inner, "commit", "-m", "one")
    git(outer, "submodule", "add", str(inner), "parts/inner")
    assert read_tree(outer).paths == {".gitmodules", "parts/", "parts/inner/"}


def test_names_keep_their_bytes(tmp_path: Path) -> None:
    write(tmp_path, "лист 1.md", 'quote".md')
    assert read_tree(tmp_path).paths == {"лист 1.md", 'quote".md'}
    git(tmp_path, "init")
    assert read_tree(tmp_path).paths == {"лист 1.md", 'quote".md'}


def test_a_hook_of_another_repository_does_not_lead_astray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other, own = tmp_path / "other", tmp_path / "own"
    for root in (other, own):
        root.mkdir()
        git(root, "init")
    write(own, "a.md")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert read_tree(own).paths == {"a.md"}


def test_a_repository_cannot_make_git_run_a_program(tmp_path: Path) -> None:
    git(tmp_path, "init")
    write(tmp_path, "a.md")
    git(tmp_path, "config", "core.fsmonitor", "touch ran; false")
    assert read_tree(tmp_path).paths == {"a.md"}
    assert not (tmp_path / "ran").exists()


def test_a_broken_repository_is_walked(tmp_path: Path) -> None:
    make(tmp_path)
    write(tmp_path, ".git", text="gitdir: nowhere\n")
    assert read_tree(tmp_path).paths == VISIBLE


def test_a_folder_that_cannot_be_listed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path)
    scandir = os.scandir

    def guarded(folder: Path) -> Iterator[os.DirEntry[str]]:
        if folder.name == "lists":
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", guarded)
    tree = read_tree(tmp_path)
    assert tree.problems == ("lists/: cannot be listed: Permission denied",)
    assert "README.md" in tree.paths


def test_a_line_that_is_no_pattern_matches_nothing() -> None:
    assert patterns(["a.md", "!", "/", "b\\"]).match_file("a.md")
    assert not patterns(["!", "/"]).match_file("a.md")


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("README.md", "README.md", True),
        ("README.md", "lists/README.md", False),
        ("./README.md", "README.md", True),
        ("**/README.md", "lists/README.md", True),
        ("lists", "lists/deep/a.md", True),
        ("lists/", "lists/a.md", True),
        ("lists/*.md", "lists/a.md", True),
        ("lists/*.md", "lists/deep/a.md", False),
        ("*.md", "lists/a.md", False),
    ],
)
def test_globs_count_from_the_root(glob: str, path: str, matches: bool) -> None:
    assert globs([glob]).match_file(path) is matches


def test_a_folder_that_looks_like_a_repository_runs_no_program(tmp_path: Path) -> None:
    """A pull request can bring a bare repository, whose configuration names programs."""
    git(tmp_path, "init")
    inner = tmp_path / "inner"
    inner.mkdir()
    git(inner, "init", "--bare", ".")
    write(inner, "a.md", "litlint.toml")
    for name in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.askPass"):
        git(inner, "config", name, f"touch {tmp_path}/ran; false")
    git(inner, "config", "core.bare", "false")
    git(inner, "config", "core.worktree", str(inner))
    assert "a.md" in read_tree(inner).paths
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("as_repository", [True, False])
def test_what_a_user_may_not_read_is_said(tmp_path: Path, as_repository: bool) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may become somebody who may not read")
    write(tmp_path, "shut/a.md", "b.md", ".gitignore")
    if as_repository:
        git(tmp_path, "init")
        git(tmp_path, "add", "shut")
    (tmp_path / "shut").chmod(0)
    (tmp_path / ".gitignore").chmod(0)
    place = tmp_path
    while place != place.parent:
        place.chmod(place.stat().st_mode | 0o055) if place != Path("/") else None
        place = place.parent
    program = (
        "import os, sys; from pathlib import Path; from litlint.workspace.tree import read_tree\n"
        "import litlint.workspace.globs, pathspec\n"
        "os.environ.update(GIT_CONFIG_COUNT='1', GIT_CONFIG_KEY_0='safe.directory', GIT_CONFIG_VALUE_0='*')\n"
        "os.setgroups([]); os.setuid(65534); print(*read_tree(Path(sys.argv[1])).problems, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True)
    said = [line.partition(":")[0].rstrip("/") for line in done.stdout.splitlines()]
    assert sorted(said) == [".gitignore", "shut"]


def test_a_named_file_outside_a_repository_has_only_the_folders_looked_into_that_its_links_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "ants.pdf").write_bytes(b"")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "list.md").write_text("# Others\n")
    (tmp_path / "neighbour.md").write_text("# Others\n")
    (tmp_path / "list.md").write_text("# Ants\n\n- [Ants in Orchards](docs/ants.pdf)\n- [Bees](gone/bees.pdf)\n")
    monkeypatch.chdir(tmp_path)
    project = open_project(["list.md"])
    assert [document.path for document in project.workspace.documents] == ["list.md"]
    assert project.workspace.paths is not None
    assert {"docs/", "docs/ants.pdf", "other/", "list.md"} <= project.workspace.paths
    assert "other/list.md" not in project.workspace.paths
    subprocess.run(["git", "init", "-q"], check=True)
    assert len(open_project(["list.md"]).workspace.documents) == 3
