r"""The one entry point under the command line, the hook, the action and editors: a text or a repository in, a report out.

>>> report = check_text("- [A Study of Ants](http://arxiv.org/abs/2001.01234)\n")
>>> [(finding.rule, finding.span.line) for finding in report.findings]
[('insecure-url', 1)]
>>> fix_text("- [A Study of Ants](http://arxiv.org/abs/2001.01234)\n")
'- [A Study of Ants](https://arxiv.org/abs/2001.01234)\n'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from litlint.engine.check import check
from litlint.engine.fixer import FixResult, apply_fixes
from litlint.engine.walk import KnownFindings
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Finding, Report, Unchecked
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.scope.scope import Scope, limit_scope
from litlint.style.infer import ListStyles, declared_of
from litlint.workspace.config import Config, Selection
from litlint.workspace.discover import Stdin, list_styles
from litlint.workspace.document_store import DocumentStore
from litlint.workspace.generated import Origin, find_origins, with_origins
from litlint.workspace.project import Project, open_project, today

if TYPE_CHECKING:
    from litlint.lookup.progress_counts import Progress

_Text = TypeVar("_Text", str, bytes)


def check_text(
    text: str | bytes,
    path: str = "list.md",
    *,
    workspace: Workspace | None = None,
    config: Config | None = None,
    facts: Facts | None = None,
) -> Report:
    """Check one text, and report only on it.

    ``path`` says what the text is by its ending (``.md``, ``.bib``) and is relative to the root of the workspace, POSIX.
    With a ``workspace`` the text is judged among its documents, in place of the one that has the path. ``facts`` is what is
    known of the outside world; without it, nothing is. Whatever the text, nothing is raised.
    """
    config = config or Config()
    around = _with_text(text, path, workspace, config)
    return check(around, config.chosen_rules(), config, facts or Facts(today()), frozenset({path}))


def fix_text(
    text: _Text,
    path: str = "list.md",
    *,
    unsafe: bool = False,
    workspace: Workspace | None = None,
    config: Config | None = None,
    facts: Facts | None = None,
) -> _Text:
    """Return a text after its safe fixes, with ``unsafe`` all of them; each is proven, and all else stays as it is.

    The arguments are those of ``check_text``.
    """
    config = config or Config()
    around = _with_text(text, path, workspace, config)
    only = frozenset({path})
    look = partial(check, rules=config.chosen_rules(), config=config, facts=facts or Facts(today()), named=only)
    source = apply_fixes(around, look, unsafe=unsafe, within=only).workspace.by_path[path].source
    return source.encode() if isinstance(text, bytes) else source.text


def check_workspace(
    root: str | Path = ".", paths: Sequence[str] = (), *, config: str | None = None, facts: Facts | None = None
) -> Report:
    """Check a repository as ``litlint check`` does: its lists, its configuration, its ``papers.lock``; never the network.

    ``paths`` are files and folders to report on, relative to ``root``; without any, every list. ``config`` names a
    configuration file; ``facts`` replaces what ``papers.lock`` says. What could not be read is in the report's
    ``problems``.

    Raises:
        LitlintError: the configuration cannot be read.
    """
    chosen = [str(Path(root) / path) for path in paths] or [str(root)]
    return run(CheckOptions(paths=tuple(chosen), config=config, facts=facts)).report


def _with_text(text: str | bytes, path: str, workspace: Workspace | None, config: Config) -> Workspace:
    source = Source.decode(path, text) if isinstance(text, bytes) else Source(path, text)
    document = read_document(source)
    if workspace is None:
        return Workspace((document,), None, list_styles=list_styles([document], config))
    others = [other for other in workspace.documents if other.path != path]
    documents = tuple(sorted([*others, document], key=lambda one: one.path))
    paths = None if workspace.paths is None else workspace.paths | {path}
    declared = {**declared_of(workspace.list_styles), **list_styles([document], config).declared}
    return replace(workspace, documents=documents, paths=paths, list_styles=ListStyles(documents, declared))


@dataclass(frozen=True)
class CheckOptions:
    """What ``litlint check`` is asked for.

    ``paths`` are files and folders to report on, relative to the working directory; none means every list. ``selection``
    says which rules run, ``scope`` what of their findings is reported. ``online`` asks for what the lock lacks. ``fix`` and
    ``unsafe`` apply fixes, of the rules and families ``fixable`` (None for all) and not ``unfixable``; nothing is written.
    ``facts`` replaces what ``papers.lock`` says. ``cache`` keeps documents in the user's cache folder, for the next run.
    """

    paths: tuple[str, ...] = ()
    config: str | None = None
    stdin: Stdin | None = None
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    selection: Selection = field(default_factory=Selection)
    scope: Scope = field(default_factory=Scope)
    online: bool = False
    fix: bool = False
    unsafe: bool = False
    fixable: frozenset[str] | None = None
    unfixable: frozenset[str] = frozenset()
    facts: Facts | None = None
    cache: bool = False

    def lets_fix(self, finding: Finding) -> bool:
        """Say whether a finding may be fixed; the more exact name wins (a rule before its family before ``all``)."""
        for name in (finding.rule, finding.family, "all"):
            if name in self.unfixable:
                return False
            if self.fixable is not None and name in self.fixable:
                return True
        return self.fixable is None


@dataclass(frozen=True)
class CheckResult:
    """What came of a check: the project, its report, and the fixes that were made (to no file yet).

    ``origins`` says of the lists with findings which are generated, and from what; nothing is fixed in them.
    """

    project: Project
    report: Report
    fixes: FixResult
    origins: Mapping[str, Origin] = field(default_factory=dict)


def open_for(options: CheckOptions, doing: Callable[[str], None] = lambda what: None) -> Project:
    """Open the repository that a check is about; ``doing`` is called with what is read.

    Raises:
        LitlintError: the configuration cannot be read.
    """
    project = open_project(
        options.paths,
        config=options.config,
        stdin=options.stdin,
        force_exclude=options.force_exclude,
        exclude=options.exclude,
        store=DocumentStore() if options.cache else None,
        doing=doing,
    )
    if options.scope.hook and project.named is None:
        return replace(project, named=frozenset())
    return project


def run(
    options: CheckOptions,
    project: Project | None = None,
    tell: Callable[[Progress], None] = lambda progress: None,
    known: KnownFindings | None = None,
    doing: Callable[[str], None] = lambda what: None,
) -> CheckResult:
    """Check, and fix what is asked for; write nothing.

    ``tell`` is called with how far each service is that is asked, ``doing`` what is being done.

    What is ``known`` of a document from an earlier run is not looked for again.

    Raises:
        LitlintError: the configuration, the baseline or a revision cannot be read.
    """
    project = project or open_for(options)
    facts, problems, unchecked = _facts(project, options, tell)
    doing("judging the lists")
    look = limit_scope(
        partial(_look, selection=options.selection, known=known or KnownFindings(project.store)),
        project,
        facts,
        options.scope,
    )
    look, origins = _minding_origins(look, project)
    if options.fix:
        doing("trying the fixes")
        outside = project.outside()
        paths = frozenset(project.workspace.by_path) if project.named is None else project.named
        fixes = apply_fixes(
            project.workspace, look, unsafe=options.unsafe, within=paths - outside, fixable=options.lets_fix
        )
        edited = {edit.span.path for one in fixes.report.findings if one.fix for edit in one.fix.edits}
        problems += tuple(
            f"{path} leads out of the repository; nothing is fixed in it" for path in sorted(edited & outside)
        )
    else:
        fixes = FixResult(project.workspace, look(project.workspace))
    problems = (*project.problems, *problems, *fixes.report.problems)
    return CheckResult(project, replace(fixes.report, problems=problems, unchecked=unchecked), fixes, origins)


def _minding_origins(
    look: Callable[[Workspace], Report], project: Project
) -> tuple[Callable[[Workspace], Report], dict[str, Origin]]:
    """Return a check that offers no fix in generated lists, and what was found of these once it has run."""
    origins: dict[str, Origin] = {}
    judged: set[str] = set()
    if project.config.edit_generated:
        return look, origins

    def minding(workspace: Workspace) -> Report:
        report = look(workspace)
        found = {finding.span.path for finding in report.findings}
        unjudged = [document for document in workspace.documents if document.path in found - judged]
        if unjudged:
            judged.update(found)
            origins.update(find_origins(project.root, workspace.paths or (), unjudged))
        generated = [workspace.by_path[path] for path in origins if path in workspace.by_path]
        entries = {entry.title.span: entry for document in generated for entry in document.entries}
        return with_origins(report, origins, entries)

    return minding, origins


def _facts(
    project: Project, options: CheckOptions, tell: Callable[[Progress], None]
) -> tuple[Facts, tuple[str, ...], tuple[Unchecked, ...]]:
    """Return what is known of the outside world, why lock or index could not be read, and which questions had no answer."""
    if options.facts is not None:
        return options.facts, (), ()
    if not options.online:
        return *project.facts(), ()
    return project.facts_online(tell, options.scope.since)


def _look(
    workspace: Workspace,
    *,
    config: Config,
    facts: Facts,
    named: frozenset[str] | None = None,
    wanted: frozenset[str] | None = None,
    selection: Selection,
    known: KnownFindings,
) -> Report:
    return check(workspace, config.chosen_rules(selection), config, facts, named, known, wanted)
