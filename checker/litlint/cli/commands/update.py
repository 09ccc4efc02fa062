"""Write into lists what has become known of their works: where preprints have been published.

Asks no registry: papers.lock and the index say what is known (litlint lock, litlint index). The venue is written in the
list's own form, in place of the preprint server or into an empty cell of a column for venues; a workshop is never named.
Exit codes: 0 done or nothing to do, 2 something could not be read.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from litlint import api
from litlint.cli.terminal import add_colour_option, wants_colour
from litlint.errors import UsageError
from litlint.files import write_atomically
from litlint.report import Style
from litlint.report.layout import difference
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import many
from litlint.workspace.config import Selection
from litlint.workspace.project import working_directory

GROUP = "Write"
EXAMPLES = (
    ("litlint update --venues", "every list of the repository"),
    ("litlint update --venues --dry-run README.md", "show what would change in one list"),
)
_RULE = "published-paper"


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="lists and folders; none means every list")
    parser.add_argument("--venues", action="store_true", help="name the venues of preprints that have been published")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")
    add_colour_option(parser)


def run(options: Namespace) -> int:
    """Update the lists, show what changed, and return the exit code."""
    if not options.venues:
        raise UsageError("say what to update", command="litlint update --venues")
    asked = api.CheckOptions(
        paths=tuple(options.paths),
        config=options.config,
        selection=Selection(extend_select=(_RULE,)),
        fix=True,
        unsafe=True,
        fixable=frozenset({_RULE}),
        cache=True,
    )
    result = api.run(asked)
    project, fixes = result.project, result.fixes
    here = working_directory().as_posix()
    style = Style(root=project.root.as_posix(), here=here)
    colour = wants_colour(options.color, sys.stdout)
    for path, source in sorted(fixes.changed.items()):
        before = project.workspace.by_path[path].source
        if not options.dry_run:
            write_atomically(project.root / path, source.encode(), inside=project.root, before=before.encode())
        difference.show(difference.unified(before, source, style.relative(path)), colour=colour)
    for problem in result.report.problems:
        _say(f"litlint: {problem}")
    _say(_summary(result, dry=options.dry_run))
    return 2 if result.report.problems else 0


def _summary(result: api.CheckResult, *, dry: bool) -> str:
    """Say how many venues were named, and of which works a venue is known that could not be written."""
    done = len(result.report.fixed)
    left = [finding for finding in result.report.findings if finding.rule == _RULE]
    words = f"{'would name' if dry else 'named'} {many(done, 'venue')}" if done else "no venue to name"
    if left:
        words += f"; {many(len(left), 'work')} to look at: litlint check --select {_RULE}"
    return words


def _say(line: str) -> None:
    """Print a line without power over a terminal."""
    sys.stderr.write(f"{visible(line, sys.stderr.encoding or 'utf-8')}\n")
