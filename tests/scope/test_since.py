"""``check --since``: what a change caused, in real Git repositories."""

import json
from pathlib import Path

import pytest

from litlint.__main__ import main
from litlint.identifiers.identifier import Identifier
from litlint.lookup.lockfile import LockFile, key_of
from litlint.model.facts import Paper
from tests.repository import Repository

GOOD = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"
OLD = "- [A Study of Old Tapes](https://arxiv.org/abs/2013.01234), 2020\n"  # no month 13
BAD = "- [A Study of New Bridges](https://arxiv.org/abs/2015.04321), 2020\n"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A list with an old fault on the branch main, and the branch paper on top of it."""
    repository = Repository(tmp_path / "papers")
    repository.write("README.md", f"# Papers\n\n{GOOD}{OLD}")
    repository.settle()
    repository.git("switch", "-q", "-c", "paper")
    monkeypatch.chdir(repository.root)
    for name in ("GITHUB_SERVER_URL", "PRE_COMMIT_FROM_REF"):
        monkeypatch.delenv(name, raising=False)
    return repository


def found(capsys: Output, *arguments: str) -> list[tuple[str, int, str]]:
    """Return path, line and rule of what is reported."""
    assert main(["check", "--output-format", "json", *arguments]) in (0, 1)
    rows = json.loads(capsys.readouterr().out)["findings"]
    return [(row["path"], row["line"], row["rule"]) for row in rows]


NEW = [("README.md", 3, "arxiv-id-shape")]


def add_bad(repository: Repository, path: str = "README.md") -> None:
    repository.write(path, repository.read(path).replace("\n\n", f"\n\n{BAD}", 1))


def test_without_a_change_nothing_is_reported(repository: Repository, capsys: Output) -> None:
    assert found(capsys) == [("README.md", 4, "arxiv-id-shape")]
    assert found(capsys, "--since", "main") == []


@pytest.mark.parametrize("committed", [True, False])
def test_a_dirty_tree_counts_as_a_commit_does(repository: Repository, capsys: Output, committed: bool) -> None:
    add_bad(repository)
    if committed:
        repository.settle()
    assert found(capsys, "--since", "main") == NEW


def test_an_untracked_list_is_new(repository: Repository, capsys: Output) -> None:
    repository.write("more.md", f"# More\n\n{BAD}")
    assert found(capsys, "--since", "main") == [("more.md", 3, "arxiv-id-shape")]


def test_a_renamed_list_brings_nothing_back(repository: Repository, capsys: Output) -> None:
    repository.git("mv", "README.md", "ALL.md")
    repository.settle()
    assert found(capsys, "--since", "main") == []
    add_bad(repository, "ALL.md")
    assert found(capsys, "--since", "main") == [("ALL.md", 3, "arxiv-id-shape")]


def test_what_happened_on_main_since_the_branch_is_not_of_the_branch(repository: Repository, capsys: Output) -> None:
    add_bad(repository)
    repository.settle()
    repository.git("switch", "-q", "main")
    repository.write("README.md", f"# Papers\n\n{GOOD}")  # the old fault is mended on main only
    repository.settle()
    repository.git("switch", "-q", "paper")
    assert found(capsys, "--since", "main") == NEW


def test_paths_with_blanks_and_letters_of_any_script(repository: Repository, capsys: Output) -> None:
    path = "lists ä/論文 list\t1.md"
    repository.write(path, f"# Papers\n\n{OLD.replace('2013', '2014')}")
    start = repository.settle()
    add_bad(repository, path)
    assert found(capsys, "--since", start) == [(path, 3, "arxiv-id-shape")]


def test_a_file_that_the_change_removed_is_told_at_the_link_to_it(repository: Repository, capsys: Output) -> None:
    repository.write("README.md", repository.read("README.md") + "\nThe [notebook](notes.ipynb).\n")
    repository.write("notes.ipynb", "{}\n")
    start = repository.settle()
    (repository.root / "notes.ipynb").unlink()
    assert found(capsys, "--since", start) == [("README.md", 6, "missing-file")]


def test_a_named_path_leaves_out_what_was_caused_elsewhere(repository: Repository, capsys: Output) -> None:
    add_bad(repository)
    repository.write("more.md", f"# More\n\n{BAD.replace('04321', '04322').replace('New', 'Far')}")
    assert found(capsys, "--since", "main", "README.md") == NEW


def test_what_is_allowed_in_a_list_that_is_not_named_stays_allowed(repository: Repository, capsys: Output) -> None:
    allowed = "<!-- litlint: allow arxiv-id-shape (a joke) -->\n"
    repository.write("more.md", f"# More\n\n{allowed}\n{BAD}")
    repository.write("README.md", repository.read("README.md") + "\n")
    assert found(capsys, "--since", "main", "README.md") == []


def test_a_project_in_a_folder_of_the_repository(
    repository: Repository, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("docs/litlint.toml", "")
    repository.write("docs/list.md", f"# Papers\n\n{OLD.replace('2013', '2014')}")
    start = repository.settle()
    add_bad(repository, "docs/list.md")
    monkeypatch.chdir(repository.root / "docs")
    assert found(capsys, "--since", start) == [("list.md", 3, "arxiv-id-shape")]


def test_a_lock_that_changed_is_a_cause(repository: Repository, capsys: Output) -> None:
    """Of a lock, the comparison takes what it told then: what it tells now of an old entry is caused by the change."""
    repository.write("papers.lock", lock_saying("A Study of Gardens"))
    start = repository.settle()
    assert found(capsys, "--since", start) == []
    repository.write("papers.lock", lock_saying("Bayesian Inference for Violins"))
    assert [(path, line) for path, line, _ in found(capsys, "--since", start)] == [("README.md", 3)]


def lock_saying(title: str) -> str:
    gardens = Identifier("arxiv", "2001.01234")
    paper = Paper(gardens, title)
    return LockFile({key_of(gardens): paper}, kept=True).text()


@pytest.mark.parametrize("whole", [True, False])
def test_a_shallow_clone_needs_the_base_and_says_so(
    repository: Repository, capsys: Output, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, whole: bool
) -> None:
    base = repository.git("rev-parse", "main")
    add_bad(repository)
    repository.settle()
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth=1", "--branch=paper", f"file://{repository.root}", str(clone))
    monkeypatch.chdir(clone)
    if whole:
        Repository(clone, new=False).git("fetch", "-q", "--depth=1", "origin", base)
        assert found(capsys, "--since", base) == NEW
    else:
        assert main(["check", "--since", "origin/main"]) == 2
        assert capsys.readouterr().err == (
            "litlint: --since origin/main: this clone has no such revision; "
            'get it by "git fetch origin main" (actions/checkout: fetch-depth: 0)\n'
        )


@pytest.mark.parametrize("name", ["--output=x", "-h", "", "main..paper", "README.md", "main:README.md", "\n"])
def test_what_is_no_revision_is_told_in_a_line(repository: Repository, capsys: Output, name: str) -> None:
    assert main(["check", f"--since={name}"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("litlint: --since ")
    assert error.count("\n") == 1


def test_outside_of_a_repository(tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "README.md").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--since", "main"]) == 2
    assert "is in no Git repository" in capsys.readouterr().err


def test_programs_that_a_repository_names_are_not_run(repository: Repository, capsys: Output) -> None:
    repository.git("config", "core.fsmonitor", "touch ran; false")
    repository.git("config", "core.pager", "touch ran; false")
    add_bad(repository)
    assert found(capsys, "--since", "main") == NEW
    assert not (repository.root / "ran").exists()


def test_a_configuration_that_asks_for_more_is_a_cause(repository: Repository, capsys: Output) -> None:
    assert found(capsys, "--since", "HEAD") == []
    repository.write("litlint.toml", '[labels]\nrequired = ["citation"]\n')
    asked = [("README.md", 3, "missing-citation"), ("README.md", 4, "missing-citation")]
    assert found(capsys, "--since", "HEAD") == asked
    repository.settle()
    assert found(capsys, "--since", "HEAD") == []
    assert found(capsys, "--since", "main") == asked


def test_a_list_that_the_configuration_takes_in_is_new(repository: Repository, capsys: Output) -> None:
    repository.write("litlint.toml", 'lists = ["more.md"]\n')
    repository.settle()
    assert found(capsys, "--since", "HEAD") == []
    repository.write("litlint.toml", "")
    assert found(capsys, "--since", "HEAD") == [("README.md", 4, "arxiv-id-shape")]


def test_what_the_configuration_ignored_is_new_once_it_does_not(repository: Repository, capsys: Output) -> None:
    repository.write("litlint.toml", '[per-file-ignores]\n"README.md" = ["arxiv-id-shape"]\n')
    repository.settle()
    assert found(capsys, "--since", "HEAD") == []
    repository.write("pyproject.toml", "[tool.litlint]\n")
    (repository.root / "litlint.toml").unlink()
    assert found(capsys, "--since", "HEAD") == [("README.md", 4, "arxiv-id-shape")]


@pytest.mark.parametrize("content", ["[labels", "no-such-key = 1\n", "\xff"])
def test_a_configuration_of_old_that_says_nothing_now_is_passed_over(
    repository: Repository, capsys: Output, content: str
) -> None:
    (repository.root / "litlint.toml").write_text(content, "latin-1")
    repository.settle()
    repository.write("litlint.toml", 'ignore = ["missing-link"]\n')
    add_bad(repository)
    assert found(capsys, "--since", "HEAD") == NEW


@pytest.mark.parametrize("inside", [True, False])
def test_a_named_configuration_is_compared_with_what_it_was(
    repository: Repository, capsys: Output, tmp_path: Path, inside: bool
) -> None:
    place = repository.root / "own.toml" if inside else tmp_path / "own.toml"
    place.write_text('ignore = ["arxiv-id-shape"]\n')
    repository.settle()
    place.write_text("")
    expected = [("README.md", 4, "arxiv-id-shape")] if inside else []
    assert found(capsys, "--since", "HEAD", "--config", str(place)) == expected


PAIR = "- [Watering](https://arxiv.org/abs/2001.04321): A Study of Thirsty Gardens | ACRE 24\n"


@pytest.mark.parametrize("title", ["WATERING", "Watering"])
def test_the_baseline_takes_nothing_that_the_change_caused(repository: Repository, capsys: Output, title: str) -> None:
    text = f"# Papers\n\n## Plants\n\n{GOOD}\n## Towns\n\n{PAIR}{PAIR}"
    repository.write("README.md", text)
    assert main(["baseline"]) == 0
    start = repository.settle()
    repository.write("README.md", text.replace(GOOD, f"{PAIR.replace('Watering', title)}{GOOD}"))
    capsys.readouterr()
    assert found(capsys, "--since", start) == [("README.md", 5, "repeated-work")]
    assert main(["baseline"]) == 0
    capsys.readouterr()
    assert found(capsys, "--since", start) == []


def test_a_link_of_the_change_is_told_beside_an_old_one_of_its_site(repository: Repository, capsys: Output) -> None:
    insecure = GOOD.replace("https", "http")
    repository.write("README.md", f"# Papers\n\n{insecure}")
    start = repository.settle()
    added = insecure.replace("Gardens", "Long Bridges").replace("01234", "04321")
    repository.write("README.md", f"# Papers\n\n{insecure}{added}")
    assert found(capsys, "--since", start) == [("README.md", 4, "insecure-url")]


def test_a_revision_without_a_name_is_told_as_such(repository: Repository, capsys: Output) -> None:
    assert main(["check", "--since", ""]) == 2
    assert capsys.readouterr().err.startswith("litlint: --since names no revision; give a branch")


def test_a_repository_without_commits_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    empty = Repository(tmp_path / "empty")
    empty.write("README.md", f"# Papers\n\n{GOOD}")
    monkeypatch.chdir(empty.root)
    assert main(["check", "--since", "HEAD"]) == 2
    told = capsys.readouterr().err
    assert "this repository has no commits yet" in told
    assert "fetch" not in told
