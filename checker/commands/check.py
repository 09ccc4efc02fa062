"""Check lists and say what is wrong.

Every list of the repository is read and judged together. PATH, a file or a folder, limits what is reported.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from checker import report
from checker.arguments import comma_list, one_of
from checker.config import Selection
from checker.engine import check
from checker.errors import UsageError
from checker.files import write_atomically
from checker.model.finding import Report, Severity
from checker.project import STDIN, Project, Stdin, open_project, working_directory
from checker.terminal import add_colour_option, columns, wants_colour

GROUP = "Check"
_SEVERITIES = tuple(map(str, Severity))


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders to report on; - is standard input")
    parser.add_argument("--stdin-filename", metavar="PATH", help="judge standard input as the content of this file")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")
    parser.add_argument("--force-exclude", action="store_true", help="leave out excluded files even if they are named")
    rules = parser.add_argument_group("rules", "names of rules or families, with commas between them")
    for option, text in (
        ("--select", "run only these"),
        ("--extend-select", "run these too"),
        ("--ignore", "do not run these"),
    ):
        rules.add_argument(option, metavar="NAMES", type=comma_list, action="extend", help=text)
    output = parser.add_argument_group("output")
    formats = ", ".join(report.formats())
    output.add_argument("--output-format", metavar="FORMAT", default="text", help=f"one of {formats}")
    output.add_argument(
        "--output", metavar="FORMAT:FILE", action="append", default=[], help="write a report to a file too"
    )
    output.add_argument("--statistics", action="store_true", help="count the findings of each rule instead")
    output.add_argument("-q", "--quiet", action="store_true", help="say nothing when nothing is found")
    add_colour_option(output)
    code = parser.add_argument_group("exit code")
    code.add_argument(
        "--fail-on", metavar="SEVERITY", help=f"exit with 1 from this severity on: {', '.join(_SEVERITIES)}"
    )
    code.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")


def run(options: Namespace) -> int:
    """Check, report, and return the exit code."""
    started = perf_counter()
    writers = [(report.load("statistics" if options.statistics else options.output_format), None), *_files(options)]
    wish = Selection(
        select=None if options.select is None else tuple(options.select),
        extend_select=tuple(options.extend_select or ()),
        ignore=tuple(options.ignore or ()),
    )
    fail_on = options.fail_on and one_of("severity", _SEVERITIES, options.fail_on)
    project = open_from(options)
    facts, problems = project.facts()
    result = check(project.collection, project.config.chosen_rules(wish), project.config, facts, project.named)
    result = replace(result, problems=project.problems + problems + result.problems)
    if sys.stdout.isatty():  # elsewhere the same lists give the same bytes
        result = replace(result, seconds=perf_counter() - started)
    _warn(project, options)
    for write, file in writers:
        _write(write, file, result, project, options)
    return _exit_code(result, Severity[fail_on.upper()] if fail_on else project.config.fail_on, options.exit_zero)


def open_from(options: Namespace) -> Project:
    """Open the project that the options name, standard input included."""
    paths = [path for path in options.paths if path != STDIN]
    stdin = None
    if STDIN in options.paths or options.stdin_filename:
        stdin = Stdin(sys.stdin.buffer.read(), options.stdin_filename)
    return open_project(paths, config=options.config, stdin=stdin, force_exclude=options.force_exclude)


def _files(options: Namespace) -> list[tuple[report.Writer, Path]]:
    """Return the writers and the files that ``--output`` asks for."""
    files = []
    for asked in options.output:
        name, colon, file = asked.partition(":")
        if not colon or not file:
            raise UsageError(f'--output takes FORMAT:FILE, as in json:report.json, not "{asked}"')
        files.append((report.load(name), Path(file)))
    return files


def _warn(project: Project, options: Namespace) -> None:
    if project.named is None and not project.collection.documents and not project.problems:
        sys.stderr.write(f"litlint: warning: no list found in {project.root}\n")
    elif project.named is not None and not project.named and not project.problems and not options.force_exclude:
        sys.stderr.write(f"litlint: warning: no list found in {' '.join(options.paths)}\n")


def _write(write: report.Writer, file: Path | None, result: Report, project: Project, options: Namespace) -> None:
    style = report.Style(root=project.root.as_posix(), here=working_directory().as_posix(), quiet=options.quiet)
    if file is not None:
        write_atomically(file, write(result, style).encode("utf-8", "backslashreplace"))
        return
    style = replace(
        style,
        colour=wants_colour(options.color, sys.stdout),
        width=columns(),
        encoding=sys.stdout.encoding or "utf-8",
    )
    sys.stdout.write(write(result, style))


def _exit_code(result: Report, fail_on: Severity, exit_zero: bool) -> int:
    if result.problems:
        return 2
    return int(not exit_zero and any(finding.severity >= fail_on for finding in result.findings))
