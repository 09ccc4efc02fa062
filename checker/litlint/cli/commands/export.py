"""Export lists as BibTeX, CSL-JSON, CSV or JSON: every work once, citations in one form, unique keys.

An entry without a citation gets one from papers.lock, or from what it says itself. What is not certain is left out, and
listed at the end.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from litlint import export
from litlint.cli.arguments import one_of
from litlint.export import left_out
from litlint.export.proofread import proofread
from litlint.export.works import works_of
from litlint.files import write_output
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import many
from litlint.workspace.project import open_project

GROUP = "Write"
EXAMPLES = (
    ("litlint export README.md --output papers.bib", "BibTeX"),
    ("litlint export --format csl-json", "for Zotero and pandoc"),
)


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="LIST", help="files or folders; without any, every list")
    parser.add_argument("--format", metavar="FORMAT", default="bibtex", help=f"one of {', '.join(export.formats())}")
    parser.add_argument("--output", metavar="FILE", help="write to this file instead of standard output")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")


def run(options: Namespace) -> int:
    """Write the works and return the exit code."""
    write = export.load(one_of("format", export.formats(), options.format))
    project = open_project(options.paths, config=options.config)
    facts, problems = project.facts()
    for problem in (*project.problems, *problems):
        sys.stderr.write(f"litlint: {visible(problem)}\n")
    works = proofread(works_of(project.asked, facts), facts)
    data = write(works).encode("utf-8", "replace")
    if options.output is not None:
        write_output(Path(options.output), data, root=project.root)
        sys.stdout.write(f"{options.output}: {many(len(works), 'work')}\n")
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    for line in left_out.lines(works):
        sys.stderr.write(f"litlint: {visible(line)}\n")
    return 2 if project.problems or problems else 0
