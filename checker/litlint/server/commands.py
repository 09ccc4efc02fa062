"""Commands that ask registries, as nothing else here does: add a paper by its identifier, refresh what is known of one."""

from __future__ import annotations

from dataclasses import replace

from lsprotocol import types

from litlint import regex as re
from litlint.add.addition import add
from litlint.add.drafts import ExtraFields, draft_of
from litlint.add.request import read_requests
from litlint.engine.fixer import with_sources
from litlint.errors import LitlintError, UsageError
from litlint.lookup.find import PaperQuery, find
from litlint.lookup.http.clock import Clock
from litlint.lookup.known_answers import Freshness
from litlint.lookup.lockfile import load_lock
from litlint.lookup.questions import questions_of
from litlint.lookup.update import update_lock
from litlint.model.document import Section
from litlint.model.edits import apply_edits
from litlint.model.finding import Edit
from litlint.model.source import Source
from litlint.server.places import edits_between, workspace_edit
from litlint.server.view import View
from litlint.workspace.project import Project, today

# A bullet or number and brackets around an identifier that was typed on a line of its own.
_AROUND = re.compile(r"\A\s*(?:[-*+]|\d+[.)])?\s*|\s*\Z")


def add_paper(view: View, offset: int) -> types.WorkspaceEdit:
    """Find the paper whose identifier, link or title is typed on the line of an offset, and write its entry instead.

    The entry goes into the section of that line, in the style and order of its neighbours.

    Raises:
        LitlintError: the paper is not known, it is listed already, or it cannot be written so that the list stays sound.
    """
    project = _project(view)
    source, path = view.document.source, view.document.path
    line = source.position(offset)[0]
    wanted = read_requests(_AROUND.sub("", source.line_text(line)))
    section = _section(view, offset)
    bare = _without_line(source, line)
    workspace = with_sources(view.workspace, {path: bare})
    found = find(
        [PaperQuery(wanted.identifier, wanted.url, wanted.title)], [], project.settings(), load_lock(project.lock_path)
    )
    [outcome] = found.outcomes
    if outcome.found is None:
        raise UsageError(f'"{wanted.given}" is not added: {outcome.why}')
    draft = draft_of(wanted, outcome.found, ExtraFields())
    written, _ = add(workspace, path, [draft], section, view.repository.looker({path}))
    return workspace_edit(edits_between(source, written.by_path[path].source), view.uri)


def refresh(view: View, offset: int) -> str:
    """Ask again what the entry or citation at an offset names, keep the answers in papers.lock, and say what has changed.

    Raises:
        LitlintError: nothing to ask about is there, or the lock cannot be read or written.
    """
    project = _project(view)
    entry, citation = view.entry_at(offset), view.citation_at(offset)
    if entry is None and citation is None:
        raise UsageError("there is no entry here")
    part = replace(
        view.document,
        entries=(entry,) if entry else (),
        links=entry.links if entry else (),
        citations=entry.citations if entry else (citation,) if citation else (),
    )
    registries = project.config.registries
    asked, listed = questions_of([part], registries), questions_of(view.documents, registries).keys()
    update = update_lock(project.lock_path, asked, frozenset(listed), project.settings(), Freshness.ALL, Clock(today()))
    unanswered = "".join(f"; {one.service} did not answer: {one.reason}" for one in update.unchecked)
    changed = "; ".join(update.drift) or ("papers.lock is up to date" if update.changed else "nothing has changed")
    return f"{changed}{unanswered}"


def _project(view: View) -> Project:
    if view.repository.project is None:
        raise LitlintError("this text is in no repository; save it in one")
    return view.repository.project


def _section(view: View, offset: int) -> str | None:
    """Return the section around an offset, from its outermost heading down; None for a list without headings."""
    around: Section | None = None
    for section in view.document.sections:
        if section.span.start <= offset and section.title:
            around = section
    return " > ".join(around.path) if around is not None else None


def _without_line(source: Source, line: int) -> Source:
    """Return a text without one of its lines (1-based)."""
    start = source.offset(line, 1)
    end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    return apply_edits(source, [Edit(source.span(start, end), "")])
