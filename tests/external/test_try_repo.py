"""The hooks as a stranger's repository uses them: pre-commit clones this repository and installs it. Needs PyPI."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.repository import Repository

ROOT = Path(__file__).parents[2]
GOOD = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"
BAD = "- [A Study of Old Tapes](https://arxiv.org/abs/2013.01234), 2020\n"  # no month 13
FIXABLE = "- [A Study of Orbits](https://www.arxiv.org/abs/2002.01234v1), 2020\n"
MOST = 80  # characters of a line of a terminal


class Stranger(Repository):
    def environment(self) -> dict[str, str]:
        home = {"PRE_COMMIT_HOME": str(self.root.parent / "pre-commit"), "PRE_COMMIT_COLOR": "never"}
        return {**super().environment(), **home}

    def try_repo(self, hook: str, *more: str) -> tuple[int, str]:
        answer = self.run(sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), hook, *more)
        return answer.returncode, answer.stdout + answer.stderr


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Stranger:
    return Stranger(tmp_path_factory.mktemp("stranger") / "papers")


def test_a_commit(stranger: Stranger) -> None:
    commit = Repository(ROOT, new=False).git("rev-parse", "HEAD")
    hook = f"repos:\n  - repo: file://{ROOT}\n    rev: {commit}\n    hooks:\n      - id: litlint\n"
    stranger.write(".pre-commit-config.yaml", hook)
    stranger.run(sys.executable, "-m", "pre_commit", "install")
    stranger.write("README.md", f"# Papers\n\n{GOOD}{BAD}")
    stranger.git("add", ".")
    answer = stranger.run("git", "commit", "-m", "Add")
    assert answer.returncode == 1
    assert "README.md:4:" in answer.stderr
    assert "arxiv-id-shape" in answer.stderr
    lines = answer.stderr.splitlines()
    assert all(len(line) <= MOST for line in lines[lines.index("- exit code: 1") :])
    stranger.write("README.md", f"# Papers\n\n{GOOD}")
    stranger.git("add", ".")
    assert stranger.run("git", "commit", "-m", "Add").returncode == 0


def test_try_repo(stranger: Stranger) -> None:
    stranger.write("other.md", f"# Others\n\n{FIXABLE}")
    stranger.git("add", ".")
    code, said = stranger.try_repo("litlint-fix", "--all-files")
    assert code == 1, said
    assert "files were modified by this hook" in said
    stranger.git("add", ".")
    code, said = stranger.try_repo("litlint-fix", "--all-files")
    assert code == 0, said
