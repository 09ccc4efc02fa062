"""The sub-commands: one module each, found by looking and imported only when asked for.

A module's name is the command's, with underscores for hyphens; the first line of its docstring says what it does.
"""

from __future__ import annotations

import os
import textwrap
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, TextIO, cast

from litlint.cli import commands
from litlint.errors import UsageError
from litlint.metadata.spelling import did_you_mean

GROUPS = ("Check", "Write", "Set up")


class Command(Protocol):
    """What each module here offers; ``GROUP`` is one of ``GROUPS``.

    ``EXAMPLES``, which help shows where there are any, are command lines, each with what it does.
    """

    __doc__: str | None
    GROUP: str

    def add_options(self, parser: ArgumentParser) -> None:
        """Declare what the command takes."""

    def run(self, options: Namespace) -> int:
        """Do it and return the exit code."""


def names() -> list[str]:
    """Return the names of all commands, sorted."""
    return sorted(module.name.replace("_", "-") for module in iter_modules(commands.__path__))


def load(name: str) -> Command:
    """Return a command.

    Raises:
        UsageError: there is no such command.
    """
    if name in names():
        return cast(Command, import_module(f"{commands.__name__}.{name.replace('-', '_')}"))
    if name.startswith("-"):
        raise UsageError(f'unexpected argument "{name}" before the command (litlint help lists all)')
    if os.path.exists(name):
        raise UsageError(f"to check a file or folder, write: litlint check {name}")
    raise UsageError(f'no command "{name}"{did_you_mean(name, names())} (litlint help lists all)')


def overview(stream: TextIO) -> str:
    """Return the help that lists all commands by group, as a stream shows it."""
    from litlint.cli.arguments import WIDEST, paint_help
    from litlint.cli.terminal import columns, wants_colour

    room = min(columns(), WIDEST)
    lines = textwrap.wrap("Proves every entry of a curated list of research papers: title, link and citation.", room)
    lines += ["", "usage: litlint COMMAND [OPTION…] [PATH…]", ""]
    loaded = {name: load(name) for name in names()}
    column = max(map(len, loaded)) + 4
    for group in GROUPS:
        rows = [
            (name, (command.__doc__ or "").partition("\n")[0])
            for name, command in loaded.items()
            if group == command.GROUP
        ]
        if not rows:
            continue
        lines.append(f"{group}:")
        for name, summary in rows:
            lines += textwrap.wrap(
                summary, room, initial_indent=f"  {name:<{column - 2}}", subsequent_indent=" " * column
            )
        lines.append("")
    lines += textwrap.wrap(
        "litlint COMMAND --help says what a command takes, with examples; litlint --version says which litlint this is.",
        room,
    )
    text = "\n".join(lines) + "\n"
    return paint_help(text) if wants_colour("auto", stream) else text
