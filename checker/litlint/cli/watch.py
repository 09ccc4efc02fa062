"""Runs a check again whenever a file that it reads has changed, until it is interrupted."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import sleep

from litlint.errors import LitlintError
from litlint.lookup.lockfile import LOCK_NAME
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import many
from litlint.scope.baseline import BASELINE_NAME
from litlint.workspace.config import FILES
from litlint.workspace.discover import ENDINGS
from litlint.workspace.project import Project

# Seconds between two looks: long enough to cost nothing, short enough to wait for.
_PAUSE = 0.5
_OTHER_FILES = frozenset({*FILES, LOCK_NAME, BASELINE_NAME, ".gitignore"})
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
Snapshot = Mapping[str, tuple[int, int, int]]


def watch(
    open_again: Callable[[], Project], check: Callable[[Project], int], wait: Callable[[float], None] = sleep
) -> int:
    """Check, wait for a change, and check again; return the last exit code once the user interrupts.

    An error, as of a configuration half written, is said and waited out.
    """
    code, folders = 2, {os.getcwd()}
    try:
        while True:
            sys.stdout.write(_CLEAR if sys.stdout.isatty() else "")
            before = snapshot(folders)
            try:
                project = open_again()
                folders = {str(project.root), *_folders(project)}
                before = snapshot(folders)
                code = check(project)
            except LitlintError as error:
                sys.stderr.write("".join(f"litlint: {visible(line)}\n" for line in error.lines))
            sys.stdout.flush()
            sys.stderr.write(f"\nwatching {many(len(before), 'file')}; Ctrl-C ends\n")
            sys.stderr.flush()
            while snapshot(folders) == before:
                wait(_PAUSE)
    except KeyboardInterrupt:
        return code


def _folders(project: Project) -> set[str]:
    paths = (project.root / document.path for document in project.workspace.documents)
    configured = [project.config_path] if project.config_path else []
    return {str(path.parent) for path in (*paths, *configured)}


def snapshot(folders: set[str]) -> Snapshot:
    """Return the lists and the settings in some folders, each with what changes when it is written."""
    found = {}
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if Path(entry.name).suffix.lower() in ENDINGS or entry.name in _OTHER_FILES:
                        status = entry.stat()
                        found[entry.path] = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:  # gone, or not to be read: a change too, once it is there
            continue
    return found
