import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from litlint.__main__ import main
from litlint.errors import ConfigError, UsageError
from litlint.files import read_file
from litlint.workspace.discover import Stdin
from litlint.workspace.project import Project, find_root, open_project, today

ENTRY = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"


def write(root: Path, *paths: str, text: str = ENTRY) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def documents(project: Project) -> list[str]:
    return [document.path for document in project.workspace.documents]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository without Git, which is the working directory."""
    root = tmp_path / "repository"
    write(
        root,
        "README.md",
        "lists/a.markdown",
        "lists/refs.bib",
        "notes.txt",
        "notes.rst",
        ".github/TEMPLATE.md",
        "env/x/y.md",
    )
    write(root, "env/pyvenv.cfg", "drafts/d.md", text="")
    write(root, ".gitignore", text="drafts/\n")
    monkeypatch.chdir(root)
    return root


def test_every_list_that_nothing_hides_is_read(root: Path) -> None:
    project = open_project()
    assert documents(project) == ["README.md", "lists/a.markdown", "lists/refs.bib"]
    assert project.named is None
    assert project.workspace.paths is not None
    assert {"notes.txt", "lists/", ".github/TEMPLATE.md"} <= project.workspace.paths
    assert "drafts/d.md" not in project.workspace.paths


def test_the_configuration_says_which_lists_are_read(root: Path) -> None:
    write(root, "litlint.toml", text='lists = ["lists", ".github"]\nexclude = ["*.bib"]\n')
    assert documents(open_project()) == [".github/TEMPLATE.md", "lists/a.markdown"]


def test_a_named_path_limits_what_is_reported_not_what_is_read(root: Path) -> None:
    project = open_project(["lists"])
    assert documents(project) == ["README.md", "lists/a.markdown", "lists/refs.bib"]
    assert project.named == {"lists/a.markdown", "lists/refs.bib"}
    assert open_project([str(root / "README.md")]).named == {"README.md"}
    assert open_project([".", "README.md"]).named == set(documents(project))


@pytest.mark.parametrize("path", ["drafts/d.md", ".github/TEMPLATE.md", "env/x/y.md"])
def test_a_named_list_counts_though_it_is_hidden(root: Path, path: str) -> None:
    project = open_project([path])
    assert project.named == {path}
    assert path in documents(project)
    assert project.workspace.paths is not None
    assert path in project.workspace.paths
    forced = open_project([path, "README.md"], force_exclude=True)
    assert forced.named == {"README.md"}
    assert forced.problems == ()


def test_a_hidden_folder_is_read_when_it_is_named(root: Path) -> None:
    assert open_project([".github"]).named == {".github/TEMPLATE.md"}


READS = "it reads Markdown and BibTeX (.md, .markdown, .rmd, .qmd, .mdx, .bib)"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("READM.md", 'READM.md: no such file or folder; did you mean "README.md"?'),
        ("list/", 'list/: no such file or folder; did you mean "lists"?'),
        ("nowhere/x.md", "nowhere/x.md: no such file or folder"),
        ("notes.txt", f"notes.txt: not a list that litlint reads; {READS}"),
        ("notes.rst", f"notes.rst: reStructuredText is not read; {READS}"),
    ],
)
def test_a_path_that_is_no_list_is_a_problem(root: Path, path: str, problem: str) -> None:
    project = open_project([path, "README.md"])
    assert project.problems == (problem,)
    assert project.named == {"README.md"}


def test_a_list_that_cannot_be_read_is_a_problem(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_file

    def guarded(path: Path) -> bytes:
        if path.name == "a.markdown":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr("litlint.workspace.discover.read_file", guarded)
    project = open_project()
    assert documents(project) == ["README.md", "lists/refs.bib"]
    assert project.problems == ("lists/a.markdown: cannot be read: Permission denied",)


def test_problems_and_errors_name_paths_as_seen_from_here(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, "litlint.toml", text="selct = []\n")
    monkeypatch.chdir(root / "lists")
    with pytest.raises(ConfigError, match=r"litlint\.toml:1: selct: unknown key"):
        open_project()
    write(root, "litlint.toml", text="")
    assert open_project(["a.markdwon"]).problems == ('a.markdwon: no such file or folder; did you mean "a.markdown"?',)


def test_a_second_name_of_a_list_is_not_read_twice(root: Path) -> None:
    (root / "lists" / "same.md").symlink_to(root / "README.md")
    assert "lists/same.md" not in documents(open_project())


def test_a_list_outside_a_sparse_checkout_is_not_read_but_exists(root: Path) -> None:
    for command in (["init"], ["add", "."], ["update-index", "--skip-worktree", "README.md"]):
        subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)
    (root / "README.md").unlink()
    project = open_project()
    assert "README.md" not in documents(project)
    assert "README.md" in (project.workspace.paths or ())
    assert project.problems == ()


def test_a_working_directory_that_is_gone_is_said(root: Path) -> None:
    (root / "gone").mkdir()
    os.chdir(root / "gone")
    (root / "gone").rmdir()
    with pytest.raises(UsageError, match="the working directory is gone"):
        open_project()


def test_standard_input_stands_for_a_file(root: Path) -> None:
    project = open_project(stdin=Stdin(b"# From the editor\n", "lists/a.markdown"))
    assert project.named == {"lists/a.markdown"}
    assert project.workspace.by_path["lists/a.markdown"].source.text == "# From the editor\n"
    assert "README.md" in documents(project)
    fresh = open_project(stdin=Stdin(b"", "lists/fresh.md"))
    assert "lists/fresh.md" in documents(fresh)
    assert "lists/fresh.md" in (fresh.workspace.paths or ())


def test_standard_input_without_a_name_is_judged_alone(root: Path) -> None:
    project = open_project(stdin=Stdin(ENTRY.encode()))
    assert documents(project) == ["-"]
    assert project.named == {"-"}
    assert project.workspace.paths is None


def test_standard_input_honours_force_exclude(root: Path) -> None:
    assert open_project(stdin=Stdin(b"", "drafts/d.md"), force_exclude=True).named == set()


def test_the_root_is_the_nearest_configuration_then_git_then_here(tmp_path: Path) -> None:
    here, outside = tmp_path / "here", tmp_path / "outside" / "deep"
    here.mkdir()
    outside.mkdir(parents=True)
    assert find_root([here], here) == (here, None)
    assert find_root([outside], here) == (outside, None)
    assert find_root([outside / "none.md", outside.parent / "x"], here) == (outside.parent, None)
    (tmp_path / ".git").mkdir()
    assert find_root([outside], here) == (tmp_path, None)
    config = tmp_path / "outside" / "litlint.toml"
    config.write_text("")
    assert find_root([outside], here) == (config.parent, config)
    assert find_root([outside, here], here) == (tmp_path, None)


def test_a_configuration_may_be_named(root: Path, tmp_path: Path) -> None:
    write(root, "litlint.toml", text="cross-listing = true\n")
    write(tmp_path, "other.toml", text='order = "title"\n')
    project = open_project(config="../other.toml")
    assert project.root == root
    assert (project.config.order, project.config.cross_listing) == ("title", False)
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read: No such file"):
        open_project(config="none.toml")


def test_grammars_are_declared_and_inferred(root: Path) -> None:
    settings = 'order = "title"\n[labels]\nknown = ["Paper"]\nrequired = ["citation"]\n'
    settings += '[translations]\n"README.md" = ["lists/*"]\n'
    write(root, "litlint.toml", text=settings)
    write(
        root,
        "README.md",
        text="- A Study of Gardens [[Code](https://github.com/a/b)] [[pdf](https://arxiv.org/abs/2001.01234)]\n",
    )
    write(root, "other.md")
    list_styles = open_project().workspace.list_styles
    list_style = list_styles["README.md"]
    assert (list_style.order, list_style.known, list_style.required) == ("title", {"paper"}, ("citation",))
    assert (list_style.entries, list_style.cited, list_style.labels["code"]) == (1, 0, 1)
    originals = [list_styles[path].original for path in ("README.md", "lists/a.markdown", "other.md")]
    assert originals == ["README.md", "README.md", None]


def test_facts_come_from_the_lock(root: Path) -> None:
    facts, problems = open_project().facts()
    assert (facts.locked, problems) == (False, ())
    write(root, "papers.lock", text='{"id": "arxiv:2001.01234", "title": "A Study of Gardens"}\n')
    facts, problems = open_project().facts()
    assert facts.locked
    assert [paper.title for paper in facts.papers.values()] == ["A Study of Gardens"]  # type: ignore[union-attr]


def test_a_broken_lock_is_a_problem_and_no_fact(root: Path) -> None:
    write(root, "papers.lock", text="<<<<<<< HEAD\n")
    facts, (problem,) = open_project().facts()
    assert problem.startswith("papers.lock:1: ")
    assert not facts.locked


def test_the_clock_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert today() == date(2023, 11, 14)
    for wrong in ("yesterday", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH holds"):
            today()


def test_the_lists_of_a_git_repository_are_those_that_git_sees(root: Path) -> None:
    subprocess.run(["git", "init"], cwd=root, check=True, capture_output=True)
    write(root, "env/x/.gitignore", text="y.md\n")
    assert documents(open_project()) == ["README.md", "lists/a.markdown", "lists/refs.bib"]
    os.remove(root / "README.md")
    assert documents(open_project()) == ["lists/a.markdown", "lists/refs.bib"]


@pytest.mark.parametrize("named", [["link.md"], ["link.md", "README.md"]])
def test_a_second_name_of_a_list_is_that_list(root: Path, named: list[str]) -> None:
    (root / "link.md").symlink_to("README.md")
    project = open_project(named)
    assert project.named == {"README.md"}
    assert "link.md" not in documents(project)


def test_no_fix_is_written_outside_the_repository(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign, own = root.parent / "foreign.md", root / "README.md"
    insecure = f"# Papers\n\n{ENTRY.replace('https', 'http')}"
    foreign.write_text(insecure)
    own.write_text(insecure)
    (root / "link.md").symlink_to(foreign)
    assert main(["check", "--fix", "--select", "insecure-url"]) == 2
    assert "link.md leads out of the repository; nothing is fixed in it" in "".join(capsys.readouterr())
    assert foreign.read_text() == insecure
    assert own.read_text() == f"# Papers\n\n{ENTRY}"


def test_in_ci_the_base_says_which_hosts_may_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str) -> None:
        named = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
        subprocess.run(["git", *named, *arguments], cwd=tmp_path, check=True, capture_output=True)

    monkeypatch.chdir(tmp_path)
    git("init")
    (tmp_path / "litlint.toml").write_text('[lock]\nhosts = ["of-the-base"]\n')
    git("add", ".")
    git("commit", "-m", "base")
    hostile = '[lock]\nhosts = ["metadata.internal"]\n[registries.github]\nbase-url = "https://evil.example/"\n'
    (tmp_path / "litlint.toml").write_text(hostile)
    for name in ("CI", "GITHUB_BASE_REF"):
        monkeypatch.delenv(name, raising=False)
    assert open_project().settings("HEAD").hosts == {"metadata.internal"}
    monkeypatch.setenv("CI", "true")
    settings = open_project().settings("HEAD")
    assert (settings.hosts, settings.registries) == ({"of-the-base"}, {})
    monkeypatch.setenv("GITHUB_BASE_REF", "a-branch-that-is-not-here")
    assert open_project().settings().hosts == frozenset()
