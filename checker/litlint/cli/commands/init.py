"""Set a repository up: settings as its lists show them, the hook for pre-commit, a workflow for GitHub.

Each file is shown before it is written, and none that exists is touched.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace

from litlint.files import write_new
from litlint.init.proposals import Proposal, proposals, top_folder
from litlint.report.layout.safe_text import visible
from litlint.workspace.project import open_project, working_directory

GROUP = "Set up"
_NEXT = (
    ("litlint check", "see what is wrong"),
    ("litlint check --fix", "apply the fixes that are certain"),
    ("litlint baseline", "record the rest, so that only what is new is reported"),
    ("litlint lock", "ask registries what they know of each paper"),
    ("pre-commit install", "check before each commit (pip install pre-commit)"),
)


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--dry-run", action="store_true", help="show the files, write nothing")
    parser.add_argument("-y", "--yes", action="store_true", help="write them without asking")


def run(options: Namespace) -> int:
    """Show each file, write what is agreed to, and say what to do next."""
    project = open_project()
    written = []
    for proposal in proposals(project):
        _show(proposal)
        if proposal.reason is None and not options.dry_run and (options.yes or _agreed(proposal)):
            write_new(proposal.path, proposal.text.encode(), inside=top_folder(project))
            written.append(_shown(proposal))
    for problem in project.problems:
        sys.stderr.write(f"litlint: {visible(problem)}\n")
    asked = options.dry_run or options.yes or sys.stdin.isatty()
    _say(
        ""
        if asked
        else "Nothing was written, as there is no terminal to ask at: litlint init --yes writes the files.\n"
    )
    _say("What to do next:\n")
    steps = [*_NEXT, (f"git add {' '.join(written)}", "and commit")] if written else _NEXT
    width = max(len(command) for command, _ in _NEXT)
    for command, why in steps:
        _say(f"  {command:<{width}}  {why}\n")
    return 0


def _show(proposal: Proposal) -> None:
    """Print a file as it would be, or why it stays as it is and what to add to it."""
    name = _shown(proposal)
    if proposal.reason is None:
        _say(f"{name}, a new file:\n")
    else:
        _say(f"{name} stays as it is: {proposal.reason}.{' Add to it:' if proposal.text else ''}\n")
    lines = proposal.text.splitlines()
    _say("".join(f"    {visible(line, _encoding())}".rstrip() + "\n" for line in lines) + "\n")


def _agreed(proposal: Proposal) -> bool:
    if not sys.stdin.isatty():
        return False
    _say(f"Write {_shown(proposal)}? [Y/n] ")
    sys.stdout.flush()
    answer = sys.stdin.readline()
    return bool(answer) and answer.strip().lower() in ("", "y", "yes")


def _shown(proposal: Proposal) -> str:
    return visible(os.path.relpath(proposal.path, working_directory()), _encoding())


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"


def _say(text: str) -> None:
    sys.stdout.write(text)
