"""Checks a public repository of GitHub by its address, in a temporary folder."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from litlint.errors import LitlintError, UsageError
from litlint.lookup.lockfile import LOCK_NAME
from litlint.model.document import Workspace
from litlint.scope.baseline import BASELINE_NAME
from litlint.workspace.config import FILES, Config, find_config, load_config
from litlint.workspace.discover import ENDINGS
from litlint.workspace.project import Project, working_directory

# What needs a clone, writes to it, or asks others as a stranger's settings say.
_NEEDS_CLONE = ("fix", "fix_only", "since", "hook", "add_allow", "watch", "stdin_filename", "online")
_READ = frozenset({*FILES, LOCK_NAME, BASELINE_NAME, ".gitignore"})


def check_remote(options: Namespace, run: Callable[[Namespace], int]) -> int:
    """Fetch the repository that is named, and run the check there as if in a clone; return its exit code.

    Raises:
        LitlintError: the repository cannot be had.
        UsageError: an option needs a clone, or more than an address is named.
    """
    from litlint.lookup.remote_repository import fetch_repository, read_repository_url

    if len(options.paths) != 1:
        raise UsageError("the address of a repository is checked alone")
    for name in _NEEDS_CLONE:
        if getattr(options, name):
            raise UsageError(f"--{name.replace('_', '-')} needs a clone of the repository")
    repository = read_repository_url(options.paths[0])
    here = working_directory()
    options.output = [_absolute(asked, here) for asked in options.output]
    options.config = str(here / options.config) if options.config else None
    with TemporaryDirectory(prefix="litlint-") as temporary:
        folder = Path(os.path.realpath(temporary)) / repository.name
        folder.mkdir()
        fetch_repository(repository, folder, _own_settings(options.config, here).settings(), _is_read)
        if repository.path and not (folder / repository.path).exists():
            raise LitlintError(f"{repository.path} is not in {repository.owner}/{repository.name} at {repository.ref}")
        if find_config(folder) is None:
            (folder / "litlint.toml").touch()  # so that the folder is a root of its own
        options.paths, options.blob = [repository.path] if repository.path else [], repository.blob
        os.chdir(folder)
        try:
            return run(options)
        finally:
            os.chdir(here)


def _own_settings(config: str | None, here: Path) -> Project:
    """Return a project without lists, for how the user's own settings want the network asked."""
    found = Path(config) if config else find_config(here)
    return Project(here, load_config(found, str(found)) if found else Config(), Workspace(()))


def _is_read(name: str) -> bool:
    return name in _READ or name.lower().endswith(ENDINGS)


def _absolute(output: str, here: Path) -> str:
    """Return a value of ``--output`` whose file means the same from any folder."""
    name, colon, file = output.partition(":")
    return f"{name}{colon}{here / file}" if file else output
