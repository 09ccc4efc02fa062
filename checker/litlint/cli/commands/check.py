"""Check lists and say what is wrong.

Every list of the repository is read and judged together. PATH, a file or a folder, limits what is reported.
The address of a public repository on GitHub, or of a file in one, checks that instead, without a clone.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TextIO

from litlint import api, report
from litlint import regex as re
from litlint.cli.arguments import comma_list, one_of
from litlint.cli.progress import bars, status
from litlint.cli.remote import check_remote
from litlint.cli.terminal import add_colour_option, columns, wants_colour
from litlint.cli.watch import watch
from litlint.engine.allow import allow
from litlint.engine.check import check
from litlint.engine.fixer import FixResult
from litlint.errors import UsageError
from litlint.files import write_atomically, write_output
from litlint.model.finding import Report, Severity
from litlint.report.layout import difference, summary
from litlint.report.layout.safe_text import visible
from litlint.scope.hidden_passwords import without_passwords
from litlint.scope.scope import Scope
from litlint.workspace.config import Selection, check_name, toml_of
from litlint.workspace.discover import STDIN, Stdin
from litlint.workspace.git import is_repository
from litlint.workspace.globs import globs
from litlint.workspace.project import Project, open_project, working_directory

GROUP = "Check"
EXAMPLES = (
    ("litlint check", "every list of this repository"),
    ("litlint check lists/ --fix", "apply the fixes that are certain"),
    ("litlint check --diff", "show what --fix would change"),
    ("litlint check https://github.com/OWNER/NAME", "a public repository, without a clone"),
    ("litlint check --since main", "only what this branch caused"),
    ('litlint check --add-allow=shared-link README.md:40 --reason "shared code"', "allow a finding"),
)
# A place as reports name it: a path and a line, perhaps with a column.
_PLACE = re.compile(r"(?P<path>.+?):(?P<line>[1-9][0-9]{0,8})(?::[0-9]{1,9})?")
_ONLY_FINDINGS = ("concise", "github")  # formats that have no place for what was fixed
_SEVERITIES = tuple(map(str, Severity))
# Cells of a line where no terminal is seen: pre-commit, which hides it, writes lines of 79 itself.
_HOOK, _PIPE = 80, 100


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files or folders to report on; - is standard input; or https://github.com/OWNER/NAME",
    )
    parser.set_defaults(blob="")
    parser.add_argument("--stdin-filename", metavar="PATH", help="judge standard input as the content of this file")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")
    parser.add_argument(
        "--exclude",
        metavar="PATTERN",
        type=comma_list,
        action="extend",
        default=[],
        help="leave out these files and folders too, as in .gitignore",
    )
    parser.add_argument("--show-files", action="store_true", help="list the files that would be checked, check nothing")
    parser.add_argument("--show-settings", action="store_true", help="show the settings in force, check nothing")
    parser.add_argument("--force-exclude", action="store_true", help="leave out excluded files even if they are named")
    parser.add_argument("--since", metavar="REF", help="report only what has been caused since a Git revision")
    parser.add_argument(
        "--hook",
        action="store_true",
        help="as pre-commit calls it: report only what the commit causes, also in lists that are not named",
    )
    parser.add_argument("--no-baseline", action="store_true", help="report what the baseline holds too")
    web = parser.add_argument_group("the outside world", "without these, papers.lock is all that is known of it")
    web.add_argument("--online", action="store_true", help="ask for what the lock lacks, and look at links")
    web.add_argument("--require-complete", action="store_true", help="exit with 1 if a question was not answered")
    rules = parser.add_argument_group("rules", "names of rules or families, with commas between them")
    for option, text in (
        ("--select", "run only these"),
        ("--extend-select", "run these too"),
        ("--ignore", "do not run these"),
    ):
        rules.add_argument(option, metavar="NAMES", type=comma_list, action="extend", help=text)
    fixes = parser.add_argument_group(
        "fixes", "each is proven: its finding is gone and no other has come, or it is refused"
    )
    fixes.add_argument("--fix", action="store_true", help="apply the safe fixes; report what is left")
    fixes.add_argument("--unsafe-fixes", action="store_true", help="with --fix or --diff: the others too")
    fixes.add_argument(
        "--fixable", metavar="NAMES", type=comma_list, action="extend", help="with --fix or --diff: these rules alone"
    )
    fixes.add_argument(
        "--unfixable", metavar="NAMES", type=comma_list, action="extend", default=[], help="not these rules"
    )
    fixes.add_argument("--fix-only", action="store_true", help="apply the safe fixes, report nothing, exit with 0")
    fixes.add_argument("--diff", action="store_true", help="print what --fix would change, and exit with 1 if it would")
    allowing = parser.add_argument_group("allow", "write a directive, so that a finding that is right is not reported")
    allowing.add_argument(
        "--add-allow",
        metavar="RULE",
        nargs="?",
        const="",
        help="allow what is found at PATH:LINE, all of it or these rules; --add-allow=RULE PATH:LINE --reason WHY",
    )
    allowing.add_argument("--reason", metavar="WHY", help="with --add-allow: why this is right")
    output = parser.add_argument_group("output")
    formats = ", ".join(report.formats())
    output.add_argument("--output-format", metavar="FORMAT", default="text", help=f"one of {formats}")
    output.add_argument(
        "--output", metavar="FORMAT:FILE", action="append", default=[], help="write a report to a file too"
    )
    output.add_argument("--statistics", action="store_true", help="count the findings of each rule instead")
    output.add_argument(
        "--show",
        metavar="WHAT",
        default="",
        help="in text and Markdown, what a long report folds: notes, or all",
    )
    output.add_argument(
        "--no-cache", action="store_true", help="check again even if nothing has changed since the last run"
    )
    output.add_argument("--watch", action="store_true", help="check again whenever a list or a setting changes")
    output.add_argument("-q", "--quiet", action="store_true", help="say nothing when nothing is found")
    add_colour_option(output)
    code = parser.add_argument_group("exit code")
    code.add_argument(
        "--fail-on", metavar="SEVERITY", help=f"exit with 1 from this severity on: {', '.join(_SEVERITIES)}"
    )
    code.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")


def run(options: Namespace) -> int:
    """Check, report, and return the exit code."""
    if any(path.startswith(("https://", "http://")) for path in options.paths):
        return check_remote(options, run)
    started = perf_counter()
    writers = [(report.load("statistics" if options.statistics else options.output_format), None), *_files(options)]
    if options.watch and (STDIN in options.paths or options.stdin_filename or options.hook):
        raise UsageError("--watch looks at files; it does not go with standard input or --hook")
    asked = _asked(options)
    if options.add_allow is not None or options.reason is not None:
        return _add_allow(options, asked)
    if options.watch:
        return watch(partial(api.open_for, asked), lambda project: _check(project, asked, writers, options, None))
    with status(sys.stderr, options.quiet) as doing:
        project = api.open_for(asked, doing)
    if options.show_files or options.show_settings:
        return _show(project, options)
    return _check(project, asked, writers, options, started)


def _check(
    project: Project,
    asked: api.CheckOptions,
    writers: Sequence[tuple[report.Writer, Path | None]],
    options: Namespace,
    started: float | None,
) -> int:
    """Check what is opened, write what is asked for, and return the exit code; ``started`` is shown on a terminal."""
    with (
        bars(sys.stderr, options.quiet or not options.online) as tell,
        status(sys.stderr, options.quiet or options.online) as doing,
    ):
        result = api.run(asked, project, tell, doing=doing)
    if options.statistics and project.store is not None and project.store.hits:
        lists = f"{project.store.hits} of {len(project.workspace.documents)}"
        sys.stderr.write(f"litlint: {lists} lists are as an earlier run read them\n")
    if asked.fix and not options.quiet:
        _say_generated(result)
    if options.diff:
        return _show_difference(result, options)
    if options.fix or options.fix_only:
        _keep(project, result.fixes)
    if not options.fix_only:
        # Elsewhere than on a terminal the same lists give the same bytes.
        seconds = perf_counter() - started if started is not None and sys.stdout.isatty() else None
        _say(replace(result.report, seconds=seconds), writers, project, options)
    return 2 * bool(result.report.problems) if options.fix_only else _exit_code(result.report, project, options)


def _say_generated(result: api.CheckResult) -> None:
    """Say of each generated list with findings that nothing is fixed in it, and what to edit."""
    for path, origin in result.origins.items():
        where = origin.data or "what it is made from"
        line = f"{path} is generated ({origin.why}), so nothing is fixed in it: edit {where}"
        sys.stderr.write(f"litlint: {visible(line, sys.stderr.encoding)}\n")


def _asked(options: Namespace) -> api.CheckOptions:
    """Return what the options ask for.

    Raises:
        UsageError: a name is not one that litlint knows.
    """
    if options.show:
        one_of("kind of findings", ("notes", "all"), options.show)
    if options.fail_on:
        one_of("severity", _SEVERITIES, options.fail_on)
    for name in (*(options.fixable or ()), *options.unfixable):
        check_name(name)
    return api.CheckOptions(
        paths=tuple(path for path in options.paths if path != STDIN),
        config=options.config,
        stdin=stdin_of(options),
        exclude=tuple(options.exclude),
        force_exclude=options.force_exclude or options.hook,  # pre-commit names every file of the right type
        selection=Selection(
            select=None if options.select is None else tuple(options.select),
            extend_select=tuple(options.extend_select or ()),
            ignore=tuple(options.ignore or ()),
        ),
        scope=Scope(options.since, options.hook, baseline=not options.no_baseline),
        online=options.online,
        fix=options.fix or options.fix_only or options.diff,
        unsafe=options.unsafe_fixes,
        fixable=None if options.fixable is None else frozenset(options.fixable),
        unfixable=frozenset(options.unfixable),
        cache=not options.no_cache,
    )


def stdin_of(options: Namespace) -> Stdin | None:
    """Return what came from standard input, None if it is not asked for."""
    if STDIN in options.paths or options.stdin_filename:
        return Stdin(sys.stdin.buffer.read(), options.stdin_filename)
    return None


def _say(
    result: Report, writers: Sequence[tuple[report.Writer, Path | None]], project: Project, options: Namespace
) -> None:
    """Write all reports, and on standard error what their formats have no place for."""
    _warn(project, options)
    result = without_passwords(result)
    _write(result, writers, project, options)
    if result.fixed and options.output_format in _ONLY_FINDINGS and not options.quiet:
        lines = summary.fixed(result, _style(project, options, sys.stderr))
        sys.stderr.write("".join(f"litlint: {visible(line, sys.stderr.encoding)}\n" for line in lines))


def _show(project: Project, options: Namespace) -> int:
    """Print the files that would be checked, or the settings in force."""
    if options.show_files:
        style = _style(project, options, sys.stdout)
        paths = (document.path for document in project.workspace.documents)
        lines = [style.relative(path) for path in paths if project.is_asked(path)]
    else:
        lines = toml_of(project.config).splitlines()
    sys.stdout.write("".join(f"{visible(line, sys.stdout.encoding)}\n" for line in lines))
    for problem in project.problems:
        sys.stderr.write(f"litlint: {visible(problem, sys.stderr.encoding)}\n")
    return 2 if project.problems else 0


def _add_allow(options: Namespace, asked: api.CheckOptions) -> int:
    """Allow what is found at a place by a directive, show the change, and return the exit code."""
    names = options.add_allow or ""
    if _PLACE.fullmatch(names):  # the place, read as the name of a rule
        options.paths, names = [names, *options.paths], ""
    place = _PLACE.fullmatch(options.paths[0]) if len(options.paths) == 1 else None
    if place is None or options.add_allow is None or not (options.reason or "").strip():
        raise UsageError(
            "--add-allow takes one place and a reason",
            command='litlint check --add-allow=RULE README.md:40 --reason "why this is right"',
        )
    rules = comma_list(names)
    for name in rules:
        check_name(name)
    project = open_project([place["path"]], config=options.config)
    if project.problems or not project.named:
        raise UsageError(project.problems[0] if project.problems else f"{place['path']} is not a list")
    path = next(iter(project.named))
    facts, _ = project.facts()
    rules_in_force = project.config.chosen_rules(asked.selection)
    look = partial(check, rules=rules_in_force, config=project.config, facts=facts, named=project.named)
    allowed = allow(project.workspace, path, int(place["line"]), rules, options.reason, look)
    before = project.workspace.by_path[path].source
    write_atomically(project.root / path, allowed.source.encode(), inside=project.root, before=before.encode())
    style = _style(project, options, sys.stdout)
    difference.show(
        difference.unified(before, allowed.source, style.relative(path)), colour=wants_colour(options.color, sys.stdout)
    )
    return 0


def _write(
    result: Report, writers: Sequence[tuple[report.Writer, Path | None]], project: Project, options: Namespace
) -> None:
    stream = sys.stderr if options.fix and project.stdin is not None else sys.stdout
    for write, file in writers:
        if file is None:
            stream.write(write(result, _style(project, options, stream)))
        else:
            beside = (working_directory() / file).parent.as_posix()
            text = write(result, replace(_style(project, options, None), beside=beside))
            write_output(file, text.encode("utf-8", "backslashreplace"), root=project.root)


def _show_difference(checked: api.CheckResult, options: Namespace) -> int:
    """Print what a repair would change, and return the exit code."""
    project, result, repaired = checked.project, checked.report, checked.fixes
    style = _style(project, options, sys.stderr)
    before = project.workspace.by_path
    for path, source in sorted(repaired.changed.items()):
        difference.show(
            difference.unified(before[path].source, source, style.relative(path)),
            colour=wants_colour(options.color, sys.stdout),
        )
    lines = [*summary.refusals(result, style), *(f"litlint: {problem}" for problem in result.problems)]
    counted = summary.fixes(result, done="would be fixed")
    if not options.quiet:
        lines += [(" · " if style.unicode else " - ").join(counted) or "nothing to fix"]
    sys.stderr.write("".join(f"{visible(line, style.encoding)}\n" for line in lines))
    return 2 if result.problems else int(bool(repaired.changed) and not options.exit_zero)


def _keep(project: Project, repaired: FixResult) -> None:
    """Write what a repair changed: to its file, or to standard output what came from standard input."""
    for path, source in sorted(repaired.changed.items()):
        if path != project.stdin:
            before = project.workspace.by_path[path].source.encode()
            write_atomically(project.root / path, source.encode(), inside=project.root, before=before)
    if project.stdin is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(repaired.workspace.by_path[project.stdin].source.encode())
        sys.stdout.buffer.flush()


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
    if project.named is None:
        paths = [document.path for document in project.workspace.documents]
        for pattern in project.config.lists:
            if not pattern.startswith("!") and not any(map(globs([pattern]).match_file, paths)):
                named = visible(pattern, sys.stderr.encoding)
                sys.stderr.write(f'litlint: warning: the setting lists has "{named}", which no list matches\n')
    if project.named is None and not project.workspace.documents and not project.problems:
        sys.stderr.write(f"litlint: warning: no list found in {visible(str(project.root), sys.stderr.encoding)}\n")
    elif (
        project.named is not None
        and not project.named
        and not project.problems
        and not (options.force_exclude or options.hook)
    ):
        sys.stderr.write(
            f"litlint: warning: no list found in {visible(' '.join(options.paths), sys.stderr.encoding)}\n"
        )


def _style(project: Project, options: Namespace, stream: TextIO | None) -> report.Style:
    """Return how to write to a stream, or to a file."""
    here = working_directory()
    top = next(filter(is_repository, (here, *here.parents)), here)
    style = report.Style(
        root=project.root.as_posix(),
        here=here.as_posix(),
        top=top.as_posix(),
        quiet=options.quiet,
        blob=options.blob or _blob(),
        show=options.show,
    )
    if stream is None:
        return style
    colour = wants_colour(options.color, stream)
    return replace(
        style, colour=colour, width=columns(_HOOK if options.hook else _PIPE), encoding=stream.encoding or "utf-8"
    )


def _blob() -> str:
    """Return the web address of the repository that a GitHub workflow checks (its default environment variables)."""
    parts = [os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    return "{}/{}/blob/{}".format(*parts) if all(parts) else ""


def _exit_code(result: Report, project: Project, options: Namespace) -> int:
    if result.problems:
        return 2
    configured = project.config.hook_fail_on if options.hook else project.config.fail_on
    least = Severity[options.fail_on.upper()] if options.fail_on else configured
    failed = not options.exit_zero and any(finding.severity >= least for finding in result.findings)
    return int(failed or (bool(result.unchecked) and options.require_complete))
