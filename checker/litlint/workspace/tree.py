"""The files of a repository, as GitHub would show them: what Git tracks or would track, in exact case."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from litlint import regex as re
from litlint.files import read_file
from litlint.result_cache import depends_on
from litlint.workspace.git import GitError, is_repository, run_git
from litlint.workspace.globs import patterns

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# What Git warns of where it goes on without a folder or a .gitignore; everything else that it says changes no list.
_UNREAD = re.compile(r"(?:could not open directory|unable to access) '(?P<path>[^']*)'")


@dataclass(frozen=True)
class Tree:
    """Paths of files and of folders (with a trailing slash), POSIX, relative to the root.

    ``problems`` names the folders and the .gitignore files that could not be read, one line each.
    """

    paths: frozenset[str]
    problems: tuple[str, ...] = ()


def read_tree(root: Path) -> Tree:
    """List the files below a folder that no .gitignore hides, nested ones included, and all of their folders."""
    problems: list[str] = []
    files = _git_files(root, problems)
    if files is None:
        files = set(_walk(root, problems))
    folders = set(folders_of(files))
    depends_on("folder", root, *(root / folder for folder in folders))
    depends_on("file", *(root / path for path in files if path.rpartition("/")[2] == ".gitignore"))
    return Tree(frozenset(files | folders), tuple(problems))


def read_folders(root: Path, folders: Iterable[str]) -> Tree:
    """List what is in some folders below a root and in those above them, and look into no other; one may be missing."""
    found: set[str] = set()
    inner = {f"{folder}/" for folder in folders if folder}
    for folder in {"", *inner, *folders_of(inner)}:
        depends_on("folder", root / folder)
        try:
            with os.scandir(root / folder) as listing:
                found |= {f"{folder}{item.name}{'/' * item.is_dir()}" for item in listing}
        except OSError:
            continue
    return Tree(frozenset(found))


def _git_files(root: Path, problems: list[str]) -> set[str] | None:
    """Ask Git; None where there is no repository or no git, or where git refuses."""
    if not any(map(is_repository, (root, *root.parents))):
        return None
    try:
        tracked = run_git(root, "ls-files", "-z", "--stage")
        others = run_git(root, "ls-files", "-z", "--others", "--exclude-standard")
        deleted = run_git(root, "ls-files", "-z", "--deleted")
    except GitError:
        return None
    unread = set(filter(None, map(_unread_place, (*others.warnings, *deleted.warnings))))
    gone = {path for path in deleted.paths if not _is_hidden(root / path)}
    unread |= {path.rpartition("/")[0] for path in set(deleted.paths) - gone}
    problems += (f"{path or '.'}: cannot be read" for path in sorted(unread))
    return {_staged_path(row) for row in tracked.paths}.union(others.paths).difference(gone)


def _unread_place(warning: str) -> str | None:
    """Return the folder or .gitignore that Git says it could not read.

    An absolute path is that of the user's own settings, which may be out of reach in a container and matter little.
    """
    said = _UNREAD.search(warning)
    return said["path"].rstrip("/") if said and not said["path"].startswith("/") else None


def _is_hidden(place: Path) -> bool:
    """Say whether a file that Git calls deleted may be there, in a folder that cannot be looked into."""
    try:
        place.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return False


def _staged_path(row: str) -> str:
    """Return the path in a row of the index; a submodule is a folder."""
    about, _, path = row.partition("\t")
    return f"{path}/" if about.startswith("160000") else path


@dataclass(frozen=True)
class _Ignores:
    """The .gitignore files of a folder and those above it: each one's folder and matcher, the deepest first."""

    rules: tuple[tuple[str, GitIgnoreSpec], ...] = field(default=())

    def below(self, folder: str, file: Path) -> _Ignores:
        lines = read_file(file).decode("utf-8", "surrogateescape").splitlines()
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
        except OSError as error:
            problems.append(f"{folder or '.'}: cannot be listed: {error.strerror}")
            continue
        if any(item.name == ".gitignore" for item in items):
            try:
                ignores = ignores.below(folder, root / folder / ".gitignore")
            except OSError as error:
                problems.append(f"{folder}.gitignore: cannot be read: {error.strerror}")
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
    """Yield the folders that files are in."""
    seen: set[str] = set()
    for path in files:
        end = path.rfind("/", 0, -1)
        while end > 0 and path[: end + 1] not in seen:
            seen.add(path[: end + 1])
            yield path[: end + 1]
            end = path.rfind("/", 0, end)
