"""List the rules, or show the manual page of one."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import shorten

from litlint import rules
from litlint.cli.manual import terminal_page
from litlint.cli.terminal import add_colour_option, columns, wants_colour
from litlint.rule import Rule
from litlint.workspace.config import check_name

GROUP = "Check"
EXAMPLES = (
    ("litlint rules shared-link", "one page"),
    ("litlint rules identity", "the rules of a family"),
)


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="rules, shown in full, or families; without any, all")
    add_colour_option(parser)


def run(options: Namespace) -> int:
    """Print the lists and the pages that were asked for and return the exit code."""
    for name in options.names:
        check_name(name)
    colour, width = wants_colour(options.color, sys.stdout), columns()
    parts = []
    for name in options.names or ["all"]:
        if name in rules.names():
            parts.append(terminal_page(rules.load(name), width, colour))
        else:
            shown = (rule for rule in rules.discover() if name in ("all", rule.family()))
            parts.append("".join(f"{line}\n" for line in _listing(shown, width)))
    sys.stdout.write("\n".join(parts))
    return 0


def _listing(shown: Iterable[type[Rule]], width: int) -> Iterator[str]:
    for family, members in groupby(shown, key=lambda rule: rule.family()):
        yield f"{family}:"
        for rule in members:
            marks = f"{'fix' if rule.fixable() else '':<4}{'' if rule.default else 'off':<4}"
            head = f"  {rule.name():<24} {rule.severity!s:<8} {marks}"
            yield head + shorten(rule.info().summary, max(width - len(head), 20), placeholder="…")
