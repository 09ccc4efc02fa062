"""Git, asked about a repository that may come from anyone: it runs no program that the repository names, and no network."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from litlint import regex as re
from litlint.errors import LitlintError
from litlint.files import read_start

# A hook runs with variables that tie Git to the commit in progress, and the user's own may name programs. Here the folder
# alone says which repository it is, so only variables that say where the user's configuration is are passed on.
_KEPT: Final = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_SET: Final = {
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what it lacks, by a program that its remote names
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",  # its messages are read
}
_SETTINGS: Final = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.askPass=",
    "credential.helper=",
    "diff.external=",
    "protocol.allow=never",
    "safe.bareRepository=explicit",  # a folder in the tree may look like a repository, with a configuration of its own
    "submodule.recurse=false",
)
_PATIENCE: Final = 60.0
"""Seconds after which Git is stopped: it takes one or two for a million files, and waits for ever for a pipe."""


@dataclass(frozen=True)
class GitAnswer:
    """What Git wrote, and what it warned of, line by line."""

    data: bytes
    warnings: tuple[str, ...] = ()

    @property
    def paths(self) -> list[str]:
        """The paths that Git wrote, as this system's functions take them."""
        return list(map(os.fsdecode, filter(None, self.data.split(b"\0"))))


class GitError(LitlintError):
    """Git is not installed, or did not do what it was asked."""


def run_git(root: Path, *arguments: str, text: bytes = b"") -> GitAnswer:
    """Run Git in a folder. Arguments that come from a user go after ``--end-of-options`` or ``--``.

    Raises:
        GitError: Git is not installed, failed, or took too long.
    """
    command = ["git", "--no-pager", *(part for setting in _SETTINGS for part in ("-c", setting)), *arguments]
    try:
        answer = subprocess.run(  # noqa: S603 - the program is fixed, and no shell reads the arguments
            command,
            cwd=root,
            env=_environment(os.environ),
            input=text,
            capture_output=True,
            check=True,
            timeout=_PATIENCE,
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed, and --since needs it") from error
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {arguments[0]}: no answer in {_PATIENCE:.0f} seconds") from error
    except subprocess.CalledProcessError as error:
        words = _lines(error.stderr)
        raise GitError(f"git {arguments[0]}: {words[-1] if words else 'failed'}") from error
    except (OSError, ValueError) as error:  # a path that the system does not take
        raise GitError(f"git {arguments[0]}: {error}") from error
    return GitAnswer(answer.stdout, tuple(_lines(answer.stderr)))


def first_day_of(root: Path, words: str) -> date | None:
    """Return the day of the first commit by which some words came into a list; None if Git does not know."""
    plain = ("--no-ext-diff", "--no-textconv", "--reverse", "--format=%cs")
    try:
        days = _lines(run_git(root, "log", *plain, f"-S{words}", "--", "*.md", "*.bib").data)
        return date.fromisoformat(days[0]) if days else None
    except (GitError, ValueError):
        return None


def is_repository(folder: Path) -> bool:
    """Say whether a Git work tree begins at a folder."""
    return os.path.lexists(folder / ".git")


def _environment(given: Mapping[str, str]) -> dict[str, str]:
    kept = {name: text for name, text in given.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    return kept | _SET


def _lines(data: bytes) -> list[str]:
    return os.fsdecode(data).strip().splitlines()


# https://git-scm.com/docs/git-config#_syntax; of a repository only its own configuration is read, and no more than this.
_MOST_BYTES = 200_000
_SECTION = re.compile(r'\[\s*(?P<name>[\w.-]+)(?:\s+"(?P<part>[^"\n]*)")?\s*\]')
_URL = re.compile(r"\s*url\s*=\s*(?P<url>\S+)")
_GITHUB = re.compile(
    r"(?:https?://(?:[^@/\s]*@)?|ssh://git@|git@|git://)(?:www\.)?github\.com[:/](?P<name>[\w.-]+/[\w.-]+?)(?:\.git)?/?\Z",
    re.I,
)


def read_origin(root: Path) -> str | None:
    """Return ``owner/repository`` of the remote ``origin``, if it is on GitHub; None where that cannot be known."""
    section = None
    for line in _configuration(root).splitlines():
        if found := _SECTION.match(line):
            section = (found["name"].lower(), found["part"])
        elif section == ("remote", "origin") and (url := _URL.match(line)):
            github = _GITHUB.match(url["url"].strip('"'))
            return github["name"] if github else None
    return None


def _configuration(root: Path) -> str:
    """Return the text of the repository's configuration; of a linked work tree, that of the main one."""
    folder = root / ".git"
    if folder.is_file():
        pointer = _text(folder)
        if not pointer.startswith("gitdir:"):
            return ""
        folder = root / pointer.removeprefix("gitdir:").strip()
        folder = folder / (_text(folder / "commondir").strip() or ".")
    return _text(folder / "config")


def _text(path: Path) -> str:
    try:
        return read_start(path, _MOST_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
