"""Patterns of paths as in .gitignore, matched in time that grows with the path, whoever wrote the pattern."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_LONGEST = 4096  # characters of a pattern: no path of a system is longer, so a longer one matches nothing
_ANY = "[^/]*"  # how pathspec writes the star within a name
_FOLDERS = ("(?:.+/)?", "(?:/.+)?")  # and two stars between slashes: at the start of a path, and later
# The parts of a regular expression that pathspec makes of a glob: folders, a star, the end, a class, a character.
_PART = re.compile(
    r"\(\?:\.\+/\)\? | \(\?:/\.\+\)\? | \[\^/\]\* | \(\?:\(\?P<ps_d>/\)\|\$\) | \(\?P<ps_d>/\)"
    r"| \[ \^? \]? (?: [^\]\\] | \\. )*+ \] [*+]? | \\. | .",
    re.X | re.S,
)


def patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """Return the matcher of lines as in .gitignore; a line that is no pattern matches nothing, as in Git."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of a class such as [[a]: that is no matter of who runs litlint
        return _compiled([line for line in lines if len(line) <= _LONGEST])


def _compiled(lines: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        spec = GitIgnoreSpec.from_lines(lines)
    except (ValueError, re.error):
        valid = []
        for line in lines:
            with suppress(ValueError, re.error):
                GitIgnoreSpec.from_lines([line])
                valid.append(line)
        spec = GitIgnoreSpec.from_lines(valid)
    for pattern in spec.patterns:
        if pattern.regex is not None:
            linear = _linear(pattern.regex.pattern)
            if linear != pattern.regex.pattern:
                pattern.regex = re.compile(linear, pattern.regex.flags)
    return spec


def globs(lines: Iterable[str]) -> GitIgnoreSpec:
    """Return the matcher of globs that count from the root; a folder means all that is in it."""
    return patterns(line if line.startswith(("/", "!")) else f"/{line.removeprefix('./')}" for line in lines)


def _linear(regex: str) -> str:
    """Return a regular expression that matches the same paths and never tries two stars against each other.

    Where a star is followed by another, what is between them may as well be found at its first place: whatever the
    later star can take, it can take from there on too. So each such piece is atomic, in a name and between folders.
    """
    parts = _PART.findall(regex)
    if parts.count(_ANY) < 2 and sum(map(parts.count, _FOLDERS)) < 2:
        return regex
    blocks: list[list[str]] = [[]]
    for part in parts:
        if part in _FOLDERS:
            blocks.append([])
        blocks[-1].append(part)
    written = [_names(block) for block in blocks]
    for index in range(1, len(blocks) - 1):
        lazy = written[index].replace(".+", ".+?", 1).replace(")?", ")??", 1)
        written[index] = f"(?>{lazy}(?=/))"
    return "".join(written)


def _names(parts: Iterable[str]) -> str:
    """Write the parts between two runs of folders: in each name every star but the last takes as little as it can."""
    written, name = "", [""]  # the pieces of the name so far, a star between each two
    for part in parts:
        if part == _ANY:
            name.append("")
        elif "/" in part and not part.startswith("["):
            written += _one_name(name) + part
            name = [""]
        else:
            name[-1] += part
    return written + _one_name(name)


def _one_name(pieces: list[str]) -> str:
    if len(pieces) == 1:
        return pieces[0]
    middle = "".join(f"(?>[^/]*?{piece})" for piece in pieces[1:-1])
    return f"{pieces[0]}{middle}{_ANY}{pieces[-1]}"
