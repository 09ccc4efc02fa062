"""The folder that the website is written to: only one that litlint made, and nothing outside it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from litlint.errors import LitlintError
from litlint.files import read_file, write_atomically, write_new
from litlint.workspace.discover import SITE_MARKER

_VERSION: Final = 1


def publish(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write the files of a site into its folder and return how many there are.

    Each is replaced in one step, and those of the last site that this one does not have go at the end, so that whoever
    reads meanwhile finds a page. A file that litlint did not write is left alone.

    Raises:
        LitlintError: the folder holds something and litlint did not make it, or a file cannot be written.
    """
    before = _open(folder)
    marker = folder / SITE_MARKER
    written: list[str] = []
    made: set[Path] = set()
    for path, data in files:
        place = folder / PurePosixPath(path)
        if place.parent not in made:
            _make(place.parent, folder)
            made.add(place.parent)
        if path not in before and os.path.lexists(place):
            raise LitlintError(f"{place} is not of litlint's making; move it away, or choose another folder")
        written.append(path)
        if len(written) == 1:  # what is begun is ours, should the run be stopped
            _mark(marker, before, folder)
        write_atomically(place, data, inside=folder, durable=False)
    _mark(marker, written, folder)
    for path in sorted(set(before) - set(written)):
        place = folder / PurePosixPath(path)
        with suppress(OSError):
            if place.is_file() and Path(os.path.realpath(place)).is_relative_to(os.path.realpath(folder)):
                place.unlink()
                place.parent.rmdir()  # which only an empty one lets happen
    return len(written)


def _open(folder: Path) -> frozenset[str]:
    """Return the paths of the site that the folder holds, none for an empty or new folder."""
    if not os.path.lexists(folder):
        _make(folder, folder)
        return frozenset()
    if not folder.is_dir():
        raise LitlintError(f"{folder} is no folder; choose another with --output")
    marker = folder / SITE_MARKER
    if marker.is_file():
        try:
            held = json.loads(read_file(marker))
            if held["litlint-site"] != _VERSION:
                raise LitlintError(f"{marker} was written by another version of litlint; remove {folder} and run again")
            paths = frozenset(held["files"])
            if all(isinstance(path, str) and _stays_inside(path) for path in paths):
                return paths
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LitlintError(f"{marker} cannot be read; remove {folder} and run again") from error
        raise LitlintError(f"{marker} names files outside its folder; remove {folder} and run again")
    if os.listdir(folder):
        raise LitlintError(f"{folder} is not empty, and litlint did not make it; choose a new folder with --output")
    return frozenset()


def _stays_inside(path: str) -> bool:
    parts = PurePosixPath(path)
    return bool(parts.parts) and not parts.is_absolute() and ".." not in parts.parts and "\\" not in path


def _make(folder: Path, top: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise LitlintError(f"{folder} cannot be made: {getattr(error, 'strerror', None) or error}") from error
    if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(top)):
        raise LitlintError(f"{folder} leads out of {top}; nothing is written there")


def _mark(marker: Path, paths: Iterable[str], folder: Path) -> None:
    text = json.dumps({"litlint-site": _VERSION, "files": sorted(paths)}, indent=0) + "\n"
    (write_atomically if marker.exists() else write_new)(marker, text.encode(), inside=folder)
