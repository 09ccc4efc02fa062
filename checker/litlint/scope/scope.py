"""Which findings a run reports: those of the named files, those that a change caused, those that no baseline holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from litlint.engine.habits import fold_habits
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Report
from litlint.scope.baseline import load_rows, without_baseline
from litlint.scope.changes import PastState, keep_new, keep_new_elsewhere
from litlint.scope.new_entries import new_entries
from litlint.workspace.config import Config
from litlint.workspace.project import Project, config_at, facts_at, workspace_at
from litlint.workspace.revision import commit_in_progress, is_changed_since, open_revision


class CheckFunction(Protocol):
    """The check of a collection: by what configuration and facts, and reporting on which paths, None for all."""

    def __call__(
        self, workspace: Workspace, *, config: Config, facts: Facts, named: frozenset[str] | None = None
    ) -> Report:
        """Return what is found."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for.

    ``since`` is a Git revision: only what was caused since is reported. ``hook`` means a commit in progress: what it
    causes, in the named files and in those that it leaves as they were; where nothing is to be committed, as in
    ``pre-commit run --all-files``, all that is found in the named files. ``baseline`` says whether what the baseline holds
    is left out.
    """

    since: str | None = None
    hook: bool = False
    baseline: bool = True


def limit_scope(look: CheckFunction, project: Project, facts: Facts, scope: Scope) -> Callable[[Workspace], Report]:
    """Return the check of a collection that reports only what is in scope.

    Raises:
        LitlintError: the clone does not hold the revision, or the baseline cannot be read.
    """
    rows = load_rows(project.root) if scope.baseline else ()
    named, config = project.named, project.config
    since = commit_in_progress(project.root) if scope.hook else scope.since
    if scope.hook and since is not None and not is_changed_since(project.root, since):
        since = None
    elif scope.hook and since is None:
        named = None  # the first commit causes everything
    if since is None:

        def whole(workspace: Workspace) -> Report:
            report = without_baseline(look(workspace, config=config, facts=facts, named=named), rows)
            report = fold_habits(report, report.shared)
            return report if named is None else replace(report, unneeded=())

        return whole
    past = _past(look, project, facts, since)

    def caused(workspace: Workspace) -> Report:
        found = look(workspace, config=config, facts=facts)
        if scope.hook:
            report = without_baseline(keep_new_elsewhere(found, workspace, past, named or frozenset()), rows)
        else:
            report = keep_new(found, workspace, past, named)
            report = without_baseline(report, rows, report.uncaused)
            report = replace(report, new_entries=new_entries(report, workspace, past.lists, facts, named))
        report = fold_habits(report, (past.strict or past).report.shared)  # what a change adds makes no habit
        return replace(report, unneeded=())

    return caused


def _past(look: CheckFunction, project: Project, facts: Facts, since: str) -> PastState:
    """Return what was found at a revision: by its own lock, and by its configuration as well as by today's.

    Raises:
        LitlintError: the clone does not hold the revision.
    """
    revision = open_revision(project.root, since)
    facts = facts_at(project, revision, facts)
    lists = workspace_at(project, revision)
    strict = PastState(lists, look(lists, config=project.config, facts=facts))
    config = config_at(project, revision)
    if config == project.config:
        return strict
    lists = workspace_at(replace(project, config=config), revision)
    return PastState(lists, look(lists, config=config, facts=facts), strict)
