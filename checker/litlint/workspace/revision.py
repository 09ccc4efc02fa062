"""A repository as it was at a Git revision."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from litlint.errors import LitlintError
from litlint.workspace.git import is_repository, run_git
from litlint.workspace.tree import Tree, folders_of


@dataclass(frozen=True)
class Revision:
    """The files below a folder at a commit: the paths of all of them, and how to read some."""

    root: Path
    commit: str
    tree: Tree

    def read(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        """Return the content of files that the revision holds, by path.

        Raises:
            LitlintError: git cannot read them.
        """
        # A batch takes a name a line, so a path with a line feed is asked for by itself.
        contents = {
            path: _git(self.root, "cat-file", "blob", f"{self.commit}:./{path}") for path in paths if "\n" in path
        }
        asked = [path for path in paths if path not in contents]
        rows = b"".join(os.fsencode(f"{self.commit}:./{path}\n") for path in asked)
        answer = _git(self.root, "cat-file", "--batch", text=rows)
        at = 0
        for path in asked:
            end = answer.index(b"\n", at)
            header = answer[at:end].split(b" ")
            if header[-1] == b"missing":
                raise LitlintError(f"git has no content for {path} at {self.commit[:12]}; fetch the commit whole")
            size = int(header[-1])
            contents[path] = answer[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return contents


def open_revision(root: Path, name: str) -> Revision:
    """Find a revision: where HEAD has left it, if the two have a common ancestor, else itself.

    Raises:
        LitlintError: there is no Git repository, or the clone does not hold the revision.
    """
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except LitlintError as error:
        raise LitlintError(_missing(root, name)) from error
    with suppress(LitlintError):  # without a common ancestor, as in a shallow clone, the revision itself must do
        commit = _git(root, "merge-base", commit.decode().strip(), "HEAD") or commit
    found = commit.decode().strip()
    files = set(run_git(root, "ls-tree", "-r", "-z", "--name-only", found).paths)
    return Revision(root, found, Tree(frozenset(files | set(folders_of(files)))))


def commit_in_progress(root: Path) -> str | None:
    """Return the revision that the commit of a running hook changes, None before the first commit.

    pre-commit names it where the hook looks at commits that were made before, as on a push (pre-commit.com, "Git hooks").
    """
    named = os.environ.get("PRE_COMMIT_FROM_REF")
    if named:
        return named
    if not _is_in_repository(root):
        return "HEAD"  # which is then reported as missing
    return "HEAD" if _holds(root, "HEAD") else None


def is_changed_since(root: Path, revision: str) -> bool:
    """Say whether what is staged differs from a revision. Where Git cannot say, it does."""
    if not _holds(root, revision):
        return True
    return bool(_git(root, "diff", "--cached", "--name-only", "--no-ext-diff", "--no-textconv", "-z", revision, "--"))


def _missing(root: Path, name: str) -> str:
    if not _is_in_repository(root):
        return f"--since {name}: {root} is in no Git repository"
    if not name.strip():
        return "--since names no revision; give a branch, a tag or a commit, as in --since main"
    if not _git(root, "for-each-ref", "--count=1") and not _holds(root, "HEAD"):
        return f"--since {name}: this repository has no commits yet, so there is nothing to compare with"
    fetch = f"git fetch origin {name.removeprefix('origin/')}"
    return f'--since {name}: this clone has no such revision; get it by "{fetch}" (actions/checkout: fetch-depth: 0)'


def _holds(root: Path, name: str) -> bool:
    try:
        _git(root, "rev-parse", "--verify", "--quiet", name)
    except LitlintError:
        return False
    return True


def _is_in_repository(root: Path) -> bool:
    return any(map(is_repository, (root, *root.parents)))


def _git(root: Path, *arguments: str, text: bytes = b"") -> bytes:
    return run_git(root, *arguments, text=text).data
