"""The hooks as pre-commit runs them, in Git repositories of their own; only the installation is left to tests/external."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.repository import Repository

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
GOOD = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"
BAD = "- [A Study of Tapes](https://arxiv.org/abs/2013.01234), 2020\n"  # no month 13
FIXABLE = "- [A Study of Orbits](https://www.arxiv.org/abs/2002.01234v1), 2020\n"
WIDTH = 80


class Hooked(Repository):
    """A Git repository with litlint's hooks, run from this source tree."""

    def __init__(self, root: Path, *hooks: str) -> None:
        super().__init__(root)
        (root / "bin").mkdir()
        command = root / "bin" / "litlint"
        command.write_text(f'#!/bin/sh\necho "$#" >> "{root}/.git/calls"\nexec "{sys.executable}" -m litlint "$@"\n')
        command.chmod(0o755)
        declared = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
        local = [
            {**hook, "language": "system", "entry": f"{root}/bin/{hook['entry']}"}
            for hook in declared
            if hook["id"] in hooks
        ]
        self.write(".gitignore", "bin/\n")
        self.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
        self.run(sys.executable, "-m", "pre_commit", "install", "-t", "pre-commit", "-t", "pre-push")
        self.git("add", ".")

    def environment(self) -> dict[str, str]:
        home = str(self.root / ".git" / "pre-commit")
        return {
            **super().environment(),
            "PYTHONPATH": str(ROOT),
            "PRE_COMMIT_HOME": home,
            "PRE_COMMIT_COLOR": "never",
        }

    def commit(self) -> subprocess.CompletedProcess[str]:
        self.git("add", "--all")
        return self.run("git", "commit", "-m", "Change")

    def all_files(self, *more: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "pre_commit", "run", "--all-files", *more)

    def calls(self) -> int:
        file = self.root / ".git" / "calls"
        return len(file.read_text().splitlines()) if file.exists() else 0


@pytest.fixture
def repository(tmp_path: Path) -> Hooked:
    return Hooked(tmp_path / "papers", "litlint")


def told(answer: subprocess.CompletedProcess[str]) -> list[str]:
    """Return where findings are, and of which rule."""
    lines = [line for line in (answer.stdout + answer.stderr).splitlines() if ": error " in line or ": note " in line]
    return [
        line.partition(": ")[0].rpartition(":")[0] + " " + line.split(": ")[1].split()[1].rstrip(":") for line in lines
    ]


def test_a_bad_entry_stops_the_commit_and_a_clean_one_passes(repository: Hooked) -> None:
    repository.write("README.md", "# Papers\n\n" + GOOD + BAD)
    answer = repository.commit()
    assert answer.returncode == 1
    assert told(answer) == ["README.md:4 arxiv-id-shape"]
    assert all(len(line) <= WIDTH for line in answer.stderr.splitlines())
    repository.write("README.md", "# Papers\n\n" + GOOD)
    assert repository.commit().returncode == 0
    assert repository.git("log", "--format=%s") == "Change"


def test_a_bad_entry_after_the_first_commit(repository: Hooked) -> None:
    repository.write("README.md", "# Papers\n\n" + GOOD)
    repository.settle()
    repository.write("README.md", "# Papers\n\n" + GOOD + BAD)
    assert told(repository.commit()) == ["README.md:4 arxiv-id-shape"]


def test_old_findings_never_stop_a_commit(repository: Hooked) -> None:
    other = GOOD.replace("1234", "4321").replace("Gardens", "Lakes")
    repository.write("old.md", "# Papers\n\n" + other + BAD)
    repository.settle()
    repository.write("program.py", "pass\n")
    assert repository.commit().returncode == 0
    repository.write("new.md", "# Papers\n\n" + GOOD)
    assert repository.commit().returncode == 0
    repository.write("old.md", "# Papers\n\n" + other + BAD.replace(", 2020", ""))
    answer = repository.commit()
    assert answer.returncode == 0, answer.stderr
    assert told(repository.all_files()) == ["old.md:4 arxiv-id-shape"]


def test_a_warning_that_the_commit_causes_stops_it(repository: Hooked) -> None:
    repository.write("README.md", "# Papers\n\n" + GOOD)
    repository.settle()
    repository.write("README.md", "# Papers\n\n" + GOOD + GOOD.replace(", 2020", ""))
    answer = repository.commit()
    assert answer.returncode == 1
    assert "README.md:4" in answer.stderr
    assert "repeated-work" in answer.stderr
    repository.write("litlint.toml", 'hook-fail-on = "error"\n')
    answer = repository.commit()
    assert answer.returncode == 0
    assert "repeated-work" in answer.stderr + answer.stdout


def test_a_note_that_the_commit_causes_is_shown_though_it_passes(repository: Hooked) -> None:
    repository.write("README.md", "# Papers\n\n" + GOOD)
    repository.settle()
    repository.write("README.md", "# Papers\n\n" + GOOD + FIXABLE)
    answer = repository.commit()
    assert answer.returncode == 0
    assert told(answer) == ["README.md:4 arxiv-url-form"]


@pytest.mark.parametrize("also", ["nothing", "a list", "a list that has its own fault"])
def test_a_deleted_notebook_is_told_at_the_link_to_it(repository: Hooked, also: str) -> None:
    repository.write("README.md", "# Papers\n\n" + GOOD + "\nThe [notebook](notes/gärten.ipynb).\n")
    repository.write("other.md", "# Others\n")
    repository.write("notes/gärten.ipynb", "{}\n")
    repository.settle()
    (repository.root / "notes" / "gärten.ipynb").unlink()
    expected = ["README.md:5 missing-file"]
    if also != "nothing":
        fault = BAD if "fault" in also else GOOD.replace("Gardens", "Lakes").replace("1234", "4321")
        repository.write("other.md", "# Others\n\n" + fault)
        expected += ["other.md:3 arxiv-id-shape"] if "fault" in also else []
    answer = repository.commit()
    assert answer.returncode == 1
    assert told(answer) == expected


def test_a_new_duplicate_is_told_whichever_list_it_duplicates(repository: Hooked) -> None:
    repository.write("litlint.toml", 'fail-on = "note"\n')
    repository.write("b.md", "# Papers\n\n" + GOOD)
    repository.settle()
    repository.write("a.md", "# More\n\n" + GOOD)
    assert told(repository.commit()) == ["a.md:3 repeated-work"]


def test_a_broken_lock_stops_the_commit(repository: Hooked) -> None:
    repository.write("README.md", "# Papers\n\n" + GOOD)
    repository.write("papers.lock", "")
    repository.settle()
    repository.write("papers.lock", "<<<<<<< HEAD\n")
    answer = repository.commit()
    assert answer.returncode == 1
    assert "papers.lock:1:" in answer.stderr


def test_a_deleted_lock_brings_no_finding(repository: Hooked) -> None:
    repository.write("README.md", "# Papers\n\n" + GOOD)
    repository.write("papers.lock", "")
    repository.settle()
    (repository.root / "papers.lock").unlink()
    assert repository.commit().returncode == 0


def test_all_files_are_reported_once_however_many_processes_share_them(repository: Hooked) -> None:
    paths = [f"lists/{number:04d}-{'long-name-' * 24}.md" for number in range(600)]
    for number, path in enumerate(paths):
        entry = f"- [A Study of Tapes, Part {number}](https://arxiv.org/abs/2001.{number + 1:05d}), 2020\n"
        repository.write(
            path,
            entry
            + (
                BAD.replace("Tapes", f"Old Tapes, Part {number}").replace("01234", f"{number + 1:05d}")
                if number % 100 == 0
                else ""
            ),
        )
    repository.settle()
    answer = repository.all_files()
    assert answer.returncode == 1
    assert repository.calls() > 1
    assert told(answer) == [f"{path}:2 arxiv-id-shape" for path in paths[::100]]


def test_on_a_push_the_commits_of_the_push_are_looked_at(repository: Hooked, tmp_path: Path) -> None:
    repository.run("git", "init", "-q", "--bare", str(tmp_path / "there"))
    repository.git("remote", "add", "origin", str(tmp_path / "there"))
    repository.write("README.md", "# Papers\n\n" + GOOD + "\nThe [notebook](notes.ipynb).\n")
    repository.write("notes.ipynb", "{}\n")
    repository.settle()
    assert repository.run("git", "push", "-q", "origin", "main").returncode == 0
    (repository.root / "notes.ipynb").unlink()
    repository.settle()
    answer = repository.run("git", "push", "-q", "origin", "main")
    assert answer.returncode == 1
    assert told(answer) == ["README.md:5 missing-file"]


def test_fix_mends_and_the_next_commit_passes(tmp_path: Path) -> None:
    repository = Hooked(tmp_path / "papers", "litlint-fix")
    repository.write("README.md", "# Papers\n\n" + GOOD)
    repository.write("old.md", "# Old\n\n" + FIXABLE)
    repository.settle()
    repository.write(
        "README.md", "# Papers\n\n" + GOOD + FIXABLE.replace("02.01", "02.02").replace("Orbits", "Distant Moons")
    )
    answer = repository.commit()
    assert answer.returncode == 1
    assert "files were modified by this hook" in answer.stderr
    assert "www." not in repository.read("README.md")
    assert "www." in repository.read("old.md")
    assert repository.commit().returncode == 0
    repository.write("program.py", "pass\n")
    assert repository.commit().returncode == 0


def test_the_lock_is_asked_for_by_hand_alone(tmp_path: Path) -> None:
    repository = Hooked(tmp_path / "papers", "litlint-lock")
    repository.write("README.md", "# Papers\n")
    assert repository.commit().returncode == 0
    assert repository.calls() == 0
    answer = repository.all_files("--hook-stage", "manual")
    assert answer.returncode == 0, answer.stdout
    assert repository.calls() == 1
