"""Show or clear the stored results of checks.

A check whose files, settings, lock and surroundings are as they were in an earlier run prints the result of that run. Where
some lists have changed, only those are read and judged again. The results are in the user's cache folder, never in a
repository.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from litlint.cache_folder import cache_folder, clear
from litlint.cli.arguments import one_of

GROUP = "Set up"
EXAMPLES = (
    ("litlint cache show", "where the results are"),
    ("litlint cache clear", "forget them"),
)


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", nargs="?", default="show", metavar="ACTION", help="show (where they are) or clear")


def run(options: Namespace) -> int:
    """Show where the results are, or remove them."""
    if one_of("action", ("show", "clear"), options.action) == "clear":
        count = sum(map(clear, ("results", "documents")))
        sys.stdout.write(f"{count} stored {'result' if count == 1 else 'results'} removed\n")
    else:
        sys.stdout.write(f"{cache_folder('results')}\n{cache_folder('documents')}\n")
    return 0
