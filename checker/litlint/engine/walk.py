"""Walks each document once and shows every node to the rules that ask for its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import PurePath
from traceback import extract_tb, walk_tb
from types import TracebackType
from typing import Any

from litlint.cache_folder import digest
from litlint.matching.work_references import references_of
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry, Section, Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Finding
from litlint.model.list_style import ListStyle
from litlint.model.nodes import Link
from litlint.model.source import Source, Span
from litlint.project_urls import ISSUES
from litlint.rule import Context, Rule, WorkspaceRule
from litlint.style.contributor_template import real_citations
from litlint.style.infer import declared_of
from litlint.workspace.document_store import DocumentStore

Identity = tuple[str, Span, str]
Visit = Callable[[Any, Context], Iterator[Finding]]


@dataclass(frozen=True)
class _World:
    """What the findings of every document of a run depend on beside its own text."""

    paths: frozenset[str] | None
    origin: str | None
    rules: tuple[Rule, ...]
    facts: Facts

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The same in words, as a store knows it; made once, as a large lock has many facts."""
        facts = self.facts
        return (
            "?" if self.paths is None else _in_words(self.paths),
            str(self.origin),
            *(f"{rule.name()} {rule}" for rule in self.rules),
            f"{facts.today} {facts.locked}",
            *(_in_words(f"{key!r} {answer!r}" for key, answer in each.items()) for each in facts.kinds),
        )


@dataclass(frozen=True)
class _Surroundings:
    """What the findings of one document depend on beside its own text.

    ``linked`` are the citations that its entries have in other files, ``is_linked`` is as in ``Document``, ``style`` is what
    is declared of it.
    """

    linked: tuple[tuple[Citation, ...], ...]
    is_linked: bool
    style: ListStyle | None
    world: _World

    @classmethod
    def of(cls, document: Document, workspace: Workspace, world: _World) -> _Surroundings:
        linked = tuple(entry.linked_citations for entry in document.entries)
        return cls(linked, document.is_linked, declared_of(workspace.list_styles).get(document.path), world)

    def words(self) -> Iterator[str]:
        """Yield the same in words, as a store knows it; what a list shares follows from the document."""
        sources = {citation.span.source for linked in self.linked for citation in linked}
        yield from sorted(f"{source.path} {digest(source.encode())}" for source in sources)
        yield str(self.is_linked)
        style = self.style or ListStyle()
        yield repr(
            (sorted(style.known), style.required, style.order, style.cross_listing, style.original, style.policy)
        )
        yield from self.world.words


def _sources(workspace: Workspace) -> dict[str, Source]:
    return {document.path: document.source for document in workspace.documents}


def _in_words(many: Iterable[str]) -> str:
    return digest("\0".join(sorted(many)).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class KnownFindings:
    """What was found in documents that may come again: before and after a fix, at two revisions, or in the next run.

    Only what the rules find that judge a document alone (``judges_alone``); a document is the same if its text and
    all that it depends on are equal. ``store`` keeps it for the next run.
    """

    store: DocumentStore | None = None
    _found: dict[Source, tuple[_Surroundings, tuple[Finding, ...]]] = field(default_factory=dict)

    def get(self, document: Document, around: _Surroundings, workspace: Workspace) -> tuple[Finding, ...] | None:
        """Return what was found in a document, None if it was not looked at in these surroundings."""
        known = self._found.get(document.source)
        if known is not None and known[0] == around:
            return known[1]
        if self.store is None:
            return None
        found = self.store.findings(document.source, around.words(), workspace.derived(_sources))
        if found is not None:
            self._found[document.source] = around, found
        return found

    def copy(self) -> KnownFindings:
        """Return the same knowledge, which grows by itself from here on."""
        return KnownFindings(None, dict(self._found))

    def forget_all_but(self, sources: Iterable[Source]) -> None:
        """Forget what was found in texts that are not among these: they will not come again."""
        kept = set(sources)
        for source in [source for source in self._found if source not in kept]:
            del self._found[source]

    def keep(self, document: Document, around: _Surroundings, findings: Iterable[Finding]) -> None:
        """Keep what was found in a document."""
        found = tuple(findings)
        self._found[document.source] = around, found
        if self.store is not None:
            self.store.keep(document.source, around.words(), found)


def judges_alone(rule: Rule) -> bool:
    """Say whether what a rule finds in a document depends on no other document."""
    return not (rule.reads_others or isinstance(rule, WorkspaceRule))


def walk(
    workspace: Workspace,
    rules: Sequence[Rule],
    facts: Facts,
    known: KnownFindings | None = None,
    wanted: frozenset[str] | None = None,
) -> Run:
    """Return what the rules find: document by document, then what the workspace rules find in all of them together.

    What is ``known`` of a document is not looked for again. Of the rules only those that are ``wanted`` by name need to
    run, None for all: what the others found is returned where it is known.
    """
    run = Run()
    alone = tuple(rule for rule in rules if judges_alone(rule))
    asked = [rule for rule in rules if wanted is None or rule.name() in wanted]
    here_only = [rule for rule in asked if judges_alone(rule)]
    local = {kind: list(_overriding(here_only, f"visit_{kind}")) for kind in _KINDS}
    others = [rule for rule in asked if not judges_alone(rule)]
    reaching = {kind: list(_overriding(others, f"visit_{kind}")) for kind in _KINDS}
    world = _World(workspace.paths, workspace.origin, alone, facts)
    for document in workspace.documents:
        around = _Surroundings.of(document, workspace, world)
        found = known.get(document, around, workspace) if known is not None else None
        if found is not None:
            run.add(found)
        else:
            here = Run(run.crashed)
            own = replace(workspace, documents=(document,))  # so that nothing depends on another unseen
            _visit(here, document, Context(own, facts, document), local)
            run.take(here)
            if known is not None and wanted is None and not run.crashed:
                known.keep(document, around, here.findings.values())
        _visit(run, document, Context(workspace, facts, document), reaching)
    for rule in others:
        if isinstance(rule, WorkspaceRule):
            run.collect(rule, partial(rule.visit_workspace, workspace, Context(workspace, facts)))
    return run


def _visit(
    run: Run, document: Document, context: Context, visitors: Mapping[str, Sequence[tuple[Rule, Visit]]]
) -> None:
    """Show the nodes of a document to the rules that ask for their kinds."""
    for kind, nodes_of in _KINDS.items():
        nodes = nodes_of(document) if visitors[kind] else ()
        for rule, visit in visitors[kind]:
            run.collect(rule, partial(_visit_all, visit, nodes, context))


def _visit_all(visit: Visit, nodes: Sequence[object], context: Context) -> Iterator[Finding]:
    for node in nodes:
        yield from visit(node, context)


# The kinds of nodes, in the order in which a rule sees them.
_KINDS: Mapping[str, Callable[[Document], Sequence[object]]] = {
    "document": lambda document: (document,),
    "section": lambda document: document.sections,
    "entry": lambda document: document.entries,
    "link": lambda document: document.links,
    "citation": lambda document: list(real_citations(document)),
    "field": lambda document: [field for citation in real_citations(document) for field in citation.sound_fields],
    "reference": lambda document: list(references_of(document)),
    "block": lambda document: list(document.walk()),
}


def _overriding(rules: Iterable[Rule], name: str) -> Iterator[tuple[Rule, Visit]]:
    """Yield the rules that override a visit method, each with its method; the others need not be called."""
    for rule in rules:
        if getattr(type(rule), name) is not getattr(Rule, name):
            yield rule, getattr(rule, name)


class Run:
    """What the rules of one run found, and which of them crashed."""

    def __init__(self, crashed: Iterable[str] = ()) -> None:
        self.findings: dict[Identity, Finding] = {}
        self.problems: list[str] = []
        self.crashed: set[str] = set(crashed)

    def add(self, findings: Iterable[Finding]) -> None:
        """Take findings; the same words of one rule at the same place count once."""
        for finding in findings:
            self.findings.setdefault((finding.rule, finding.span, finding.message), finding)

    def take(self, other: Run) -> None:
        """Take all of another run, which knew of this one's crashes."""
        self.add(other.findings.values())
        self.problems += other.problems
        self.crashed |= other.crashed

    def collect(self, rule: Rule, look: Callable[[], Iterator[Finding]]) -> None:
        """Take what a rule finds, up to its end or its crash."""
        if rule.name() in self.crashed:
            return
        try:
            self.add(look())
        except Exception as error:  # a fault of one rule must not hide what the others found
            self.problems.append(_crash(rule, error))
            self.crashed.add(rule.name())


def _crash(rule: Rule, error: Exception) -> str:
    frame = extract_tb(error.__traceback__)[-1]
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return (
        f"the rule {rule.name()} crashed{_whereabouts(error.__traceback__)} "
        f"({words}; {PurePath(frame.filename).name}, line {frame.lineno}); the other rules ran. "
        f"This is a fault of litlint, please report it: {ISSUES}"
    )


def _whereabouts(trace: TracebackType | None) -> str:
    """Return the place of the innermost part of a list that was looked at."""
    for frame, _ in reversed(list(walk_tb(trace))):
        held = list(frame.f_locals.values())
        for thing in held:
            if isinstance(thing, Link | Citation | Entry | Section):
                return f" at {thing.span.path}:{thing.span.line}"
        for thing in held:
            if isinstance(thing, Document):
                return f" at {thing.path}:1"
    return ""
