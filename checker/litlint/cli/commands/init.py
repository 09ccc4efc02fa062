"""Set a repository up: settings, hook, workflows, issue form, badge and site, each of which you may refuse.

Each file is shown before it is written, and none that exists is touched.
"""

from __future__ import annotations

import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from litlint import api
from litlint.add.form import choices
from litlint.cli.terminal import add_colour_option, wants_colour
from litlint.files import write_new
from litlint.init.offers import Offer, Proposal, offers, top_folder
from litlint.model.finding import Report
from litlint.report import Style
from litlint.report.layout.colour import BOLD, paint
from litlint.report.layout.safe_text import visible
from litlint.workspace.project import open_project, working_directory

GROUP = "Set up"
EXAMPLES = (
    ("litlint init", "asks before it writes a file"),
    ("litlint init --dry-run", "shows all, writes nothing"),
)
_NEXT = (
    ("litlint check", "see what is wrong"),
    ("litlint check --fix", "apply the fixes that are certain"),
    ("litlint baseline", "record the rest, so that only what is new is reported"),
    ("litlint lock", "ask registries what they know of each paper"),
)


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--dry-run", action="store_true", help="show the files, write nothing")
    parser.add_argument("-y", "--yes", action="store_true", help="write all of them without asking")
    add_colour_option(parser)


def run(options: Namespace) -> int:
    """Show what is offered, write what is agreed to, and say what to do next."""
    project = open_project()
    asked = api.CheckOptions()
    report = api.run(asked, project).report if any(one.entries for one in project.workspace.documents) else Report()
    offered = offers(project, report, list(choices(project.workspace)))
    style = Style(colour=wants_colour(options.color, sys.stdout))
    written: list[str] = []
    taken: list[Offer] = []
    for number, offer in enumerate(offered, 1):
        _say(f"{paint(f'{number} of {len(offered)} · {offer.does}', BOLD, style)}\n\n")
        for proposal in offer.files:
            _show(proposal)
        if offer.is_open and not options.dry_run and (options.yes or _agreed(offer)):
            new = [proposal for proposal in offer.files if proposal.reason is None]
            for proposal in new:
                write_new(proposal.path, proposal.text.encode(), inside=top_folder(project))
            written += [_shown(proposal) for proposal in new]
            taken.append(offer)
    for problem in project.problems:
        sys.stderr.write(f"litlint: {visible(problem)}\n")
    if not (options.dry_run or options.yes or sys.stdin.isatty()):
        _say("Nothing was written, because there is no terminal to ask at: litlint init --yes writes the files.\n")
    _tell_next(taken, written)
    return 0


def _tell_next(taken: Sequence[Offer], written: Sequence[str]) -> None:
    """Print the commands that come next, and what only a person can do."""
    steps = [*_NEXT, *(offer.command for offer in taken if offer.command)]
    if written:
        steps.append((f"git add {shlex.join(written)}", "and commit"))
    width = max(len(command) for command, _ in _NEXT)
    _say("What to do next:\n")
    for command, why in steps:
        _say(f"  {command:<{width}}  {why}\n" if len(command) <= width else f"  {command}\n  {'':<{width}}  {why}\n")
    by_hand = list(dict.fromkeys(note for offer in taken for note in offer.by_hand))
    if by_hand:
        _say("By hand:\n")
    for note in by_hand:
        _say(f"  {note}\n")


def _show(proposal: Proposal) -> None:
    """Print a file as it would be, or why it stays as it is and what to add to it."""
    name = _shown(proposal)
    if proposal.reason is None:
        _say(f"{name}, a new file:\n")
    else:
        _say(f"{name} is left unchanged: {proposal.reason}.{' Add to it:' if proposal.text else ''}\n")
    lines = proposal.text.splitlines()
    _say("".join(f"    {visible(line, _encoding())}".rstrip() + "\n" for line in lines) + "\n")


def _agreed(offer: Offer) -> bool:
    if not sys.stdin.isatty():
        return False
    names = [_shown(proposal) for proposal in offer.files if proposal.reason is None]
    _say(f"Write {' and '.join(names)}? [Y/n] ")
    sys.stdout.flush()
    answer = sys.stdin.readline()
    _say("\n")
    return bool(answer) and answer.strip().lower() in ("", "y", "yes")


def _shown(proposal: Proposal) -> str:
    return visible(os.path.relpath(proposal.path, working_directory()), _encoding())


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"


def _say(text: str) -> None:
    sys.stdout.write(text)
