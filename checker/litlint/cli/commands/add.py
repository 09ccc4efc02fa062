"""Add works to a list or a bibliography, in its own style and order.

WHAT is an arXiv id, a DOI, an id of the ACL Anthology, the URL of a paper, a GitHub repository with a CITATION.cff, or a
title in quotes. Several are added together or not at all. Exit codes: 0 added, 1 listed already, 2 anything else.
"""

from __future__ import annotations

import io
import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from litlint.add.addition import Added, ListedError, add, refuse_listed
from litlint.add.bibliography import CitedError, add_to_bibliography
from litlint.add.drafts import ExtraFields, draft_of, draft_of_citation, provisional
from litlint.add.form import answer, read_issue
from litlint.add.place import SectionError, find_section
from litlint.add.request import PaperRequest, read_bibtex, read_requests
from litlint.cli.section_prompt import ask_for_section, can_ask
from litlint.cli.terminal import add_colour_option, wants_colour
from litlint.engine.check import check
from litlint.engine.fixer import Check
from litlint.engine.walk import KnownFindings
from litlint.errors import LitlintError, UsageError
from litlint.files import read_file, write_atomically
from litlint.identifiers.identifier import Identifier, identify
from litlint.lookup.lockfile import LOCK_NAME, Answer, LockFile, load_lock, save_lock
from litlint.model.document import Workspace
from litlint.model.facts import Paper, Repository
from litlint.report import Style
from litlint.report.layout import difference
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import many
from litlint.workspace.discover import STDIN
from litlint.workspace.document_store import DocumentStore
from litlint.workspace.project import Project, open_project, today, working_directory
from litlint.write.entries import Draft

if TYPE_CHECKING:
    from litlint.lookup.find import FindResult

GROUP = "Write"
EXAMPLES = (
    ("litlint add 2309.17249 --to README.md --section Calibration", "one paper, by its arXiv id"),
    ('litlint add "Attention Is All You Need"', "asks for the section"),
    ("litlint add --bibtex new.bib --to refs.bib", "a bibliography; asks no registry"),
)
_SOME_TITLE = "TITLE OF THE PAPER"
_SHOWN = 6  # lists that are named where several could be meant


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("what", nargs="*", metavar="WHAT", help="an identifier, a link, or a title in quotes")
    parser.add_argument(
        "--to", metavar="LIST", help="the list or the .bib file to add to; needed where there are several"
    )
    parser.add_argument("--section", metavar="NAME", help='the section, or "Outer > Inner" where several have one name')
    parser.add_argument(
        "--bibtex", metavar="FILE", help="add the entries of a BibTeX file, - for standard input; asks no registry"
    )
    parser.add_argument("--code", metavar="URL", help="the code of the work")
    parser.add_argument("--tag", metavar="TAG", action="append", default=[], help="a tag; may be given more than once")
    parser.add_argument("--note", metavar="TEXT", help="a few words of your own")
    parser.add_argument(
        "--issue", metavar="EVENT", help="add what an issue made of the form asks for, and print the answer to it"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be added, write nothing")
    parser.add_argument("--config", metavar="FILE", help="read the settings from this file")
    add_colour_option(parser)


def run(options: Namespace) -> int:
    """Add what was asked for, say where, and return the exit code."""
    return _add(options) if options.issue is None else _answer_issue(options)


def _answer_issue(options: Namespace) -> int:
    """Add what an issue asks for, print what to answer, and return the exit code."""
    if options.what or options.to or options.section or options.bibtex:
        raise UsageError("--issue says itself what to add, and where", command="litlint add --issue EVENT")
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            project = open_project(config=options.config)
            wish = read_issue(read_file(options.issue), project.workspace)
            options.what, options.code, options.section = [wish.paper], wish.code, wish.section
            options.to = os.path.relpath(project.root / wish.path, working_directory())
            code = _add(options)
        except (LitlintError, OSError) as error:
            _say(f"litlint: {error}")
            code = 2
    sys.stdout.write(answer(code, said.getvalue()))
    return code


def _add(options: Namespace) -> int:
    """Add what was asked for to a list or a bibliography, and return the exit code."""
    wanted = _wanted(options)
    project, path = _open(options)
    lock = load_lock(project.lock_path)
    style = _style(project)
    try:
        unclear = _refuse_early(wanted, project, path, options)
        drafts, rows = _drafts(wanted, options, project, lock)
        if drafts is None:
            return 2
        if unclear is not None:
            document = project.workspace.by_path[path]
            options.section = ask_for_section(document, unclear.sections, [draft.title for draft in drafts])
        locked = LockFile({**lock.rows, **rows}, kept=True, others=lock.others) if lock.kept else lock
        facts = locked.facts(today())
        known = KnownFindings(project.store)  # so that only the list that grows is judged again
        look = partial(check, rules=project.config.chosen_rules(), config=project.config, facts=facts, known=known)
        workspace, places = _with_drafts(project, path, drafts, options, look)
    except SectionError as error:
        section = next(iter(error.sections), None)
        raise UsageError(str(error), command=_command(options, section=section) if section else None) from error
    except ListedError as error:
        return _say_listed(error, style)
    except CitedError as error:
        _say(f"already cited: {style.relative(path)}:{error.citation.span.line}. Nothing changed.")
        return 1
    before, after = project.workspace.by_path[path].source, workspace.by_path[path].source
    if not options.dry_run:
        changed = lock.kept and save_lock(locked, project.lock_path, lock)
        write_atomically(project.root / path, after.encode(), inside=project.root, before=before.encode())
    else:
        changed = lock.kept and locked.rows != lock.rows
    colour = wants_colour(options.color, sys.stdout)
    difference.show(difference.unified(before, after, style.relative(path)), colour=colour)
    _tell(drafts, places, locked, sum(key not in lock.rows for key in rows) if changed else 0, options)
    return 0


def _refuse_early(
    wanted: Sequence[PaperRequest], project: Project, path: str, options: Namespace
) -> SectionError | None:
    """Refuse before anything is looked up; return why it is not clear which section is meant, if a person can be asked.

    Raises:
        ListedError: a work is listed already.
        UsageError: it is not clear which section is meant.
    """
    document = project.workspace.by_path[path]
    if document.kind != "markdown":
        if options.section:
            raise UsageError(
                f"{options.to} is a bibliography, which has no sections", command=_command(options, section="")
            )
        return None
    refuse_listed(project.workspace, path, [provisional(one) for one in wanted])
    try:
        find_section(document, options.section, _style(project).relative(path))
    except SectionError as error:
        if can_ask() and options.issue is None:
            return error
        raise UsageError(str(error), command=_command(options, section=next(iter(error.sections), None))) from error
    return None


def _with_drafts(
    project: Project, path: str, drafts: Sequence[Draft], options: Namespace, look: Check
) -> tuple[Workspace, list[str]]:
    """Return the collection with the works in it, and in words where each went."""
    if project.workspace.by_path[path].kind == "markdown":
        workspace, added = add(project.workspace, path, drafts, options.section, look)
        return workspace, [_place_of(one, options) for one in added]
    workspace, cited = add_to_bibliography(project.workspace, path, drafts, look)
    return workspace, [f"{options.to} as {one.key}{f', after {one.after}' if one.after else ''}" for one in cited]


def _place_of(added: Added, options: Namespace) -> str:
    """Say in words where an entry went."""
    place = added.place
    where = f', after "{place.after.title.value}"' if place.after else ""
    return f"{place.section.title or options.to}{where}"


def _say_listed(error: ListedError, style: Style) -> int:
    """Say where a work is already, and return the exit code."""
    place = f"{style.relative(error.document.path)}:{error.entry.span.line}"
    section = error.entry.section.title
    _say(f"already listed: {place}{f', under {section}' if section else ''}. Nothing changed.")
    return 1


def _wanted(options: Namespace) -> list[PaperRequest]:
    """Return what is to be added, each work once.

    Raises:
        UsageError: nothing is, or something cannot be read, or one part was given for several works.
    """
    try:
        found = [read_requests(text) for text in options.what]
    except UsageError as error:
        raise UsageError(str(error), command=_command(options, what=[_SOME_TITLE])) from error
    if options.bibtex == STDIN:
        found += read_bibtex(sys.stdin.buffer.read(), "standard input")
    elif options.bibtex is not None:
        try:
            found += read_bibtex(read_file(options.bibtex), options.bibtex)
        except OSError as error:
            raise UsageError(f"{options.bibtex} cannot be read: {error.strerror}") from error
        except UsageError as error:
            raise UsageError(str(error), command=f"litlint check {shlex.quote(options.bibtex)}") from error
    if not found:
        raise UsageError("nothing to add", command=_command(options, what=["2309.17249"]))
    for option in ("code", "note"):
        if getattr(options, option) and len(found) > 1:
            command = _command(options, what=[_typed(found[0])])
            raise UsageError(f"--{option} goes with one work; add them one by one", command=command)
    if options.code and not options.code.startswith(("https://", "http://")):
        options.code, wrong = f"https://github.com/{options.code}", options.code
        raise UsageError(f"--code takes a URL, not {wrong}", command=_command(options))
    return found


def _typed(one: PaperRequest) -> str:
    """Return what can be typed for a work; a key of BibTeX cannot."""
    if one.citation is None:
        return one.given
    title = one.title or ""
    known = one.identifier.url if one.identifier else one.url
    return known or (title if len(title.split()) > 1 else _SOME_TITLE)


def _open(options: Namespace) -> tuple[Project, str]:
    """Return the project and the path of what is added to: what is named, else the only list, else the only .bib file.

    Raises:
        UsageError: several could be meant, or it cannot be read.
    """
    store = DocumentStore()
    if options.to is None:
        project = open_project(config=options.config, store=store)
        documents = project.workspace.documents
        lists = [one.path for one in documents if one.kind == "markdown" and one.entries]
        lists = lists or [one.path for one in documents if one.kind == "bibtex"]
        shown = [os.path.relpath(project.root / path, working_directory()) for path in lists]
        if len(shown) != 1:
            options.to = shown[0] if shown else "README.md"
            which = f"there are {', '.join(shown[:_SHOWN])}{' and others' if len(shown) > _SHOWN else ''}"
            raise UsageError(
                f"say by --to which list; {which if shown else 'none was found'}", command=_command(options)
            )
        options.to = shown[0]
    project = open_project([options.to], config=options.config, store=store)
    if project.problems:
        raise UsageError(project.problems[0])
    # A list names the bibliographies that it links to as well; they are no place for it.
    named = Path(os.path.realpath(options.to))
    path = next((path for path in project.named or () if Path(os.path.realpath(project.root / path)) == named), None)
    if path is None or named.is_dir():
        inside = path or next(iter(sorted(project.named or ())), None)
        options.to, folder = inside or f"{options.to.rstrip('/')}/README.md", options.to
        raise UsageError(f"--to takes one list; {folder} is a folder", command=_command(options))
    return project, path


def _drafts(
    wanted: Sequence[PaperRequest], options: Namespace, project: Project, lock: LockFile
) -> tuple[list[Draft] | None, dict[str, Answer]]:
    """Return what is to be written, and the rows that prove it; no drafts where something could not be found."""
    wish = ExtraFields(options.code, options.tag, options.note)
    asked = [one for one in wanted if one.citation is None]
    outcomes: dict[int, FindResult] = {}
    rows: dict[str, Answer] = {}
    if asked:
        from litlint.lookup.find import PaperQuery, find

        code = identify(options.code) if options.code else None
        also: Iterable[Identifier] = [code] if code and code.scheme == "github" else []
        sought = [PaperQuery(one.identifier, one.url, one.title) for one in asked]
        found = find(sought, list(also), project.settings(), lock)
        outcomes = {id(one): outcome for one, outcome in zip(asked, found.outcomes, strict=True)}
        rows = {key: row for key, row in found.rows.items() if isinstance(row, Paper | Repository)}
    drafts = []
    for one in wanted:
        outcome = outcomes.get(id(one))
        if one.citation is not None:
            drafts.append(draft_of_citation(one, one.citation, wish))
        elif outcome is not None and outcome.found is not None:
            drafts.append(draft_of(one, outcome.found, wish))
        elif outcome is not None:
            _say_stuck(one, outcome, options)
            return None, {}
    for draft in drafts:
        if not draft.url:
            raise UsageError(f'"{draft.title}" has no link: its BibTeX needs a url, doi or eprint')
    return drafts, rows


def _say_stuck(one: PaperRequest, outcome: FindResult, options: Namespace) -> None:
    """Say why a work could not be found, what it may be, and what to type next."""
    others = [what for what in options.what if what != one.given]
    nor = ", nor are the others" if others else ""
    _say(f'litlint: "{one.given}" is not added{nor}: {outcome.why}', sys.stderr)
    for candidate in outcome.candidates:
        authors = candidate.authors[0] + (" et al." if len(candidate.authors) > 1 else "") if candidate.authors else ""
        when = (candidate.published or "")[:4]
        words = ", ".join(part for part in (candidate.title, authors, when) if part)
        _say(f"  it may be {candidate.identifier}: {words}", sys.stderr)
    first = outcome.candidates[0].identifier if outcome.candidates else None
    otherwise = [_SOME_TITLE] if one.url and one.identifier is None else ["--bibtex", "FILE"]
    what = [str(first), *others] if first else others or otherwise
    _say(f"type: {_command(options, what=what)}", sys.stderr)


def _command(options: Namespace, *, what: Sequence[str] | None = None, section: str | None = None) -> str:
    """Return the command line with other works, or another section."""
    words = ["litlint", "add", *(options.what if what is None else what)]
    words += ["--bibtex", options.bibtex] if options.bibtex and what is None else []
    words += ["--to", options.to] if options.to else []
    named = options.section if section is None else section
    words += [f"--section={named}"] if named else []
    for option, value in (("code", options.code), ("note", options.note)):
        words += [f"--{option}={value}"] if value else []
    words += [f"--tag={tag}" for tag in options.tag]
    return shlex.join(words)


def _tell(drafts: Sequence[Draft], places: Sequence[str], lock: LockFile, recorded: int, options: Namespace) -> None:
    verb = "would add" if options.dry_run else "added"
    for draft, place in zip(drafts, places, strict=True):
        line = f'{verb} "{draft.title}" to {place}'
        if draft is drafts[-1] and recorded:
            line += f"; {LOCK_NAME}: {many(recorded, 'record')}"
        _say(line)
    lacking = [draft for draft in drafts if lock.kept and not _is_proved(draft, lock)]
    if lacking and not options.dry_run:
        _say(f"{LOCK_NAME} does not prove {many(len(lacking), 'work')} of these; type: litlint lock")


def _is_proved(draft: Draft, lock: LockFile) -> bool:
    identifier = draft.identifier
    return identifier is None or any(
        isinstance(row, Paper) and row.identifier.canonical_work == identifier.canonical_work
        for row in lock.rows.values()
    )


def _style(project: Project) -> Style:
    return Style(root=project.root.as_posix(), here=working_directory().as_posix())


def _say(line: str, stream: TextIO | None = None) -> None:
    """Print a line without power over a terminal."""
    out = stream or sys.stdout
    out.write(f"{visible(line, out.encoding or 'utf-8')}\n")
