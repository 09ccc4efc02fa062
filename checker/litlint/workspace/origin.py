"""Which repository on GitHub a work tree was cloned from."""

from __future__ import annotations

from pathlib import Path

from litlint import regex as re
from litlint.files import read_start

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
