"""The folder that the website is written to: only one that litlint made, and nothing outside it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from litlint.errors import LitlintError
from litlint.files import read_file, write_atomically, write_new
from litlint.workspace.discover import SITE_MARKER

# The form of the file that marks a folder as made by this command.
_VERSION: Final = 1


@dataclass(frozen=True)
class SiteFolder:
    """A folder that may hold a site, and the paths of the files that litlint wrote there before.

    If that run was stopped (``is_unfinished``), it wrote others besides.
    """

    path: Path
    before: frozenset[str] = frozenset()
    is_unfinished: bool = False

    def write(self, files: Iterable[tuple[str, bytes]]) -> int:
        """Write the files of a site, by their paths, and return how many there are.

        Each is replaced in one step, and those of the last site that this one does not have go at the end, so that
        whoever reads meanwhile finds a page. A file that litlint did not write is left alone.

        Raises:
            LitlintError: a file cannot be written, or another person's file is in its place.
        """
        marker = self.path / SITE_MARKER
        written: list[str] = []
        made: set[Path] = set()
        _make(self.path, self.path)
        _mark(marker, self.before, self.path, finished=False)
        for path, data in files:
            place = self.path / PurePosixPath(path)
            if place.parent not in made:
                _make(place.parent, self.path)
                made.add(place.parent)
            if not self.is_unfinished and path not in self.before and os.path.lexists(place):
                raise LitlintError(f"{place} is not of litlint's making; move it away, or choose another folder")
            written.append(path)
            write_atomically(place, data, inside=self.path, durable=False)
        _mark(marker, written, self.path, finished=True)
        self._remove(self.before - set(written))
        return len(written)

    def _remove(self, paths: Iterable[str]) -> None:
        for path in sorted(paths):
            place = self.path / PurePosixPath(path)
            with suppress(OSError):
                if place.is_file() and Path(os.path.realpath(place)).is_relative_to(os.path.realpath(self.path)):
                    place.unlink()
                    place.parent.rmdir()  # which only an empty one lets happen


def open_folder(folder: Path) -> SiteFolder:
    """Return a folder for a site: a new or an empty one, or one that litlint made; nothing is written yet.

    Raises:
        LitlintError: it holds something else, or its marker cannot be read.
    """
    if not os.path.lexists(folder):
        return SiteFolder(folder)
    if not folder.is_dir():
        raise LitlintError(f"{folder} is no folder; choose another with --output")
    marker = folder / SITE_MARKER
    if marker.is_file():
        return _marked(folder, marker)
    if os.listdir(folder):
        raise LitlintError(f"{folder} is not empty, and litlint did not make it; choose a new folder with --output")
    return SiteFolder(folder)


def _marked(folder: Path, marker: Path) -> SiteFolder:
    try:
        held = json.loads(read_file(marker))
        version, paths, is_finished = held["litlint-site"], frozenset(held["files"]), held["finished"] is True
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LitlintError(f"{marker} cannot be read; remove {folder} and run again") from error
    if version != _VERSION:
        raise LitlintError(f"{marker} was written by another version of litlint; remove {folder} and run again")
    if not all(isinstance(path, str) and _stays_inside(path) for path in paths):
        raise LitlintError(f"{marker} names files outside its folder; remove {folder} and run again")
    return SiteFolder(folder, paths, is_unfinished=not is_finished)


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


def _mark(marker: Path, paths: Iterable[str], folder: Path, *, finished: bool) -> None:
    text = json.dumps({"litlint-site": _VERSION, "finished": finished, "files": sorted(paths)}, indent=0) + "\n"
    (write_atomically if marker.exists() else write_new)(marker, text.encode(), inside=folder)
