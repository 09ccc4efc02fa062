"""Say what is new in the lists since a Git revision: works added, published, retracted, and links that moved.

It compares the lists and papers.lock with those of the revision, and asks no registry.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from litlint.cli.arguments import one_of
from litlint.files import write_output
from litlint.report.layout.safe_text import visible
from litlint.workspace.project import facts_at, open_project, today, working_directory, workspace_at
from litlint.workspace.revision import open_revision

GROUP = "Write"
EXAMPLES = (
    ("litlint news --since v1.0", "what changed since a tag"),
    ("litlint news --since HEAD~20 --format markdown", "to paste into a release"),
)
_FORMATS = ("text", "markdown", "atom")


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="LIST", help="files or folders; without any, every list")
    parser.add_argument(
        "--since", metavar="REF", required=True, help="the Git revision to compare with: a tag, a commit"
    )
    parser.add_argument("--format", metavar="FORMAT", default="text", help=f"one of {', '.join(_FORMATS)}")
    parser.add_argument("--output", metavar="FILE", help="write to this file instead of standard output")
    parser.add_argument("--url", metavar="URL", default="", help="where the site of the lists is, for the feed")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")


def run(options: Namespace) -> int:
    """Write the news and return the exit code."""
    from litlint.site.news import State, as_atom, as_markdown, as_text, news_between
    from litlint.site.text import web_url

    form = one_of("format", _FORMATS, options.format)
    project = open_project(options.paths, config=options.config)
    facts, problems = project.facts()
    for problem in (*project.problems, *problems):
        sys.stderr.write(f"litlint: {visible(problem)}\n")
    revision = open_revision(project.root, options.since)
    then = State(workspace_at(project, revision), facts_at(project, revision, facts))
    news = news_between(then, State(project.workspace, facts), project.named)
    if form == "atom":
        title = f"News of {project.root.resolve().name}"
        text = as_atom(news, title, today(), web_url(options.url).rstrip("/"))
    else:
        text = (as_text if form == "text" else as_markdown)(news, options.since)
    if options.output is not None:
        write_output(working_directory() / Path(options.output), text.encode("utf-8", "replace"), root=project.root)
    elif form == "text":
        sys.stdout.write("".join(f"{visible(line, sys.stdout.encoding or 'utf-8')}\n" for line in text.splitlines()))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    return 2 if project.problems or problems else 0
