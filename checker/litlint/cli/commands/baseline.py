"""Record today's findings, so that check reports only what is new.

The baseline is a small sorted file beside the configuration, to be committed. Run this again whenever old findings are
gone: rows that match no finding are dropped.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from litlint.engine.check import check
from litlint.errors import LitlintError
from litlint.files import write_atomically, write_new
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import many
from litlint.scope.baseline import BASELINE_NAME, load_rows, read_baseline, rows_of, write_rows
from litlint.workspace.project import Project, open_project

GROUP = "Set up"
EXAMPLES = (("litlint baseline", "writes litlint-baseline.jsonl; commit it"),)


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")


def run(options: Namespace) -> int:
    """Write the baseline and say how large it is."""
    project = open_project(config=options.config)
    recorded = read_baseline(project.root)
    facts, problems = project.facts()
    report = check(project.workspace, project.config.chosen_rules(), project.config, facts)
    rows = rows_of(report)
    before = _before(project)
    data = write_rows(rows).encode()
    if recorded is None:
        write_new(project.root / BASELINE_NAME, data, inside=project.root)
    else:
        write_atomically(project.root / BASELINE_NAME, data, inside=project.root, before=recorded)
    sys.stdout.write(f"{BASELINE_NAME}: {many(len(rows), 'finding')} recorded{before}\n")
    for problem in (*project.problems, *problems, *report.problems):
        sys.stderr.write(f"litlint: {visible(problem)}\n")
    return 2 if project.problems or problems or report.problems else 0


def _before(project: Project) -> str:
    try:
        rows = load_rows(project.root)
    except LitlintError:  # writing it anew is how a broken one is repaired
        return ", in place of a file that could not be read"
    return f", {len(rows)} before" if rows else ""
