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
    """The check of a collection: by what configuration and facts, reporting on which paths and which rules, None for all."""

    def __call__(
        self,
        workspace: Workspace,
        *,
        config: Config,
        facts: Facts,
        named: frozenset[str] | None = None,
        wanted: frozenset[str] | None = None,
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
    judge_past = _Past(look, project, facts, since)

    def caused(workspace: Workspace) -> Report:
        found = look(workspace, config=config, facts=facts)
        past = judge_past(found)
        if scope.hook:
            report = without_baseline(keep_new_elsewhere(found, workspace, past, named or frozenset()), rows)
        else:
            report = keep_new(found, workspace, past, named)
            report = without_baseline(report, rows, report.uncaused)
            report = replace(report, new_entries=new_entries(report, workspace, past.lists, facts, named))
        report = fold_habits(report, (past.strict or past).report.shared)  # what a change adds makes no habit
        return replace(report, unneeded=())

    return caused


class _Past:
    """How things were at a revision: by its own lock, and by its configuration as well as by today's.

    A finding is compared with those of its rule alone, so only rules that find something now are asked about the past.
    """

    def __init__(self, look: CheckFunction, project: Project, facts: Facts, since: str) -> None:
        """Open a revision.

        Raises:
            LitlintError: the clone does not hold the revision.
        """
        revision = open_revision(project.root, since)
        self._look, self._facts = look, facts_at(project, revision, facts)
        self._config, self._lists = project.config, workspace_at(project, revision)
        self._config_then = config_at(project, revision)
        self._lists_then = self._lists
        if self._config_then != project.config:
            self._lists_then = workspace_at(replace(project, config=self._config_then), revision)
        self._judged: tuple[frozenset[str], PastState] | None = None

    def __call__(self, found: Report) -> PastState:
        """Return how things were, as far as what is ``found`` now is compared with it."""
        rules = frozenset(finding.rule for finding in (*found.findings, *found.elsewhere))
        known = self._judged
        if known is None or not rules <= known[0]:
            rules |= known[0] if known else frozenset()
            known = self._judged = rules, self._judge(rules)
        return known[1]

    def _judge(self, rules: frozenset[str]) -> PastState:
        strict = PastState(self._lists, self._look(self._lists, config=self._config, facts=self._facts, wanted=rules))
        if self._config_then == self._config:
            return strict
        report = self._look(self._lists_then, config=self._config_then, facts=self._facts, wanted=rules)
        return PastState(self._lists_then, report, strict)
