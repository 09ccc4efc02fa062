"""The files of a repository, as GitHub would show them: what Git tracks or would track, in exact case."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from litlint.result_cache import depends_on

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# A hook runs with variables that tie git to the commit in progress; here the folder alone says which repository it is.
REPOSITORY_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE")


@dataclass(frozen=True)
class Tree:
    """Paths of files and of folders (with a trailing slash), POSIX, relative to the root.

    ``problems`` names the folders that could not be listed, one line each.
    """

    paths: frozenset[str]
    problems: tuple[str, ...] = ()


def read_tree(root: Path) -> Tree:
    """List the files below a folder that no .gitignore hides, nested ones included, and all of their folders."""
    problems: list[str] = []
    files = _git_files(root)
    if files is None:
        files = set(_walk(root, problems))
    folders = set(folders_of(files))
    depends_on("folder", root, *(root / folder for folder in folders))
    depends_on("file", *(root / path for path in files if path.rpartition("/")[2] == ".gitignore"))
    return Tree(frozenset(files | folders), tuple(problems))


def is_repository(folder: Path) -> bool:
    """Say whether a Git work tree begins at a folder."""
    return (folder / ".git").exists()


def patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """Return the matcher of lines as in .gitignore; a line that is no pattern matches nothing, as in Git."""
    from pathspec import GitIgnoreSpec

    lines = list(lines)
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError:
        valid = []
        for line in lines:
            with suppress(ValueError):
                GitIgnoreSpec.from_lines([line])
                valid.append(line)
        return GitIgnoreSpec.from_lines(valid)


def globs(lines: Iterable[str]) -> GitIgnoreSpec:
    """Return the matcher of globs that count from the root; a folder stands for all that is in it."""
    return patterns(line if line.startswith(("/", "!")) else f"/{line.removeprefix('./')}" for line in lines)


def _git_files(root: Path) -> set[str] | None:
    """Ask Git; None where there is no repository or no git, or where git refuses."""
    if not any(map(is_repository, (root, *root.parents))):
        return None
    tracked = _git(root, "--stage")
    others = _git(root, "--others", "--exclude-standard")
    deleted = _git(root, "--deleted")
    if tracked is None or others is None or deleted is None:
        return None
    return {_staged_path(row) for row in tracked}.union(others).difference(deleted)


def _staged_path(row: str) -> str:
    """Return the path in a row of the index; a submodule is a folder."""
    about, _, path = row.partition("\t")
    return f"{path}/" if about.startswith("160000") else path


def _git(root: Path, *what: str) -> list[str] | None:
    environment = {name: text for name, text in os.environ.items() if name not in REPOSITORY_VARIABLES}
    # A repository may come from anyone: the programs that its own configuration names are not run.
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-z", *what]
    try:
        answer = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return list(filter(None, answer.stdout.decode("utf-8", "surrogateescape").split("\0")))


@dataclass(frozen=True)
class _Ignores:
    """The .gitignore files of a folder and those above it: each one's folder and matcher, the deepest first."""

    rules: tuple[tuple[str, GitIgnoreSpec], ...] = field(default=())

    def below(self, folder: str, file: Path) -> _Ignores:
        lines = file.read_bytes().decode("utf-8", "surrogateescape").splitlines()
        return _Ignores(((folder, patterns(lines)), *self.rules))

    def hide(self, path: str) -> bool:
        for folder, spec in self.rules:
            verdict = spec.check_file(path[len(folder) :]).include
            if verdict is not None:
                return verdict
        return False


def _walk(root: Path, problems: list[str]) -> Iterator[str]:
    stack = [("", _Ignores())]
    while stack:
        folder, ignores = stack.pop()
        try:
            with os.scandir(root / folder) as listing:
                items = sorted(listing, key=lambda item: item.name)
            if any(item.name == ".gitignore" and item.is_file() for item in items):
                ignores = ignores.below(folder, root / folder / ".gitignore")
        except OSError as error:
            problems.append(f"{folder or '.'}: cannot be listed: {error.strerror}")
            continue
        for item in items:
            is_folder = item.is_dir(follow_symlinks=False)
            path = f"{folder}{item.name}/" if is_folder else folder + item.name
            if item.name == ".git" or ignores.hide(path):
                continue
            if is_folder:
                stack.append((path, ignores))
            else:
                yield path


def folders_of(files: Iterable[str]) -> Iterator[str]:
    """Yield the folders that files stand in."""
    seen: set[str] = set()
    for path in files:
        end = path.rfind("/", 0, -1)
        while end > 0 and path[: end + 1] not in seen:
            seen.add(path[: end + 1])
            yield path[: end + 1]
            end = path.rfind("/", 0, end)
