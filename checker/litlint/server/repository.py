"""One repository as the editor has it: its files as they are stored, and above them the texts that are open.

Everything here is plain and blocking; ``session`` runs it beside the conversation with the editor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from litlint.api import CheckOptions, run
from litlint.engine.check import check
from litlint.engine.habits import fold_habits
from litlint.engine.walk import KnownFindings, judges_alone
from litlint.model.document import Document, Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Report
from litlint.model.list_style import ListStyle
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.parse.linked import with_linked_citations
from litlint.style.infer import ListStyles, declared_of
from litlint.workspace.config import Config
from litlint.workspace.discover import Stdin, list_styles
from litlint.workspace.document_store import DocumentStore
from litlint.workspace.git import is_repository
from litlint.workspace.project import Project, find_root, open_project, today


@dataclass(frozen=True)
class Repository:
    """A repository, or a single text that is in none (``project`` is None).

    ``whole`` is false while only the text that was opened first has been read. ``path`` of a document counts from
    ``root``.
    """

    root: Path
    project: Project | None
    config: Config
    facts: Facts
    whole: bool = False
    problems: tuple[str, ...] = ()
    report: Report = field(default_factory=Report)
    known: KnownFindings = field(default_factory=KnownFindings)

    @property
    def stored(self) -> Workspace:
        """The collection as its files are."""
        return Workspace(()) if self.project is None else self.project.workspace

    def knows(self, path: str) -> bool:
        """Say whether it is known if a text is one of the lists."""
        return self.whole or path in self.stored.by_path

    def read(self, source: Source) -> Document:
        """Return what a text says."""
        stored = self.stored.by_path.get(source.path)
        return stored if stored is not None and stored.source == source else read_document(source)

    def covers(self, path: str) -> bool:
        """Say whether a text is one of the lists; so is one that was never saved, whatever the configuration leaves out."""
        return self.project is None or path in self.stored.by_path or not (self.root / path).exists()

    def with_texts(self, open_texts: Mapping[str, Document]) -> Workspace:
        """Return the collection with the open texts in place of the files."""
        stored = self.stored
        documents = {**stored.by_path, **open_texts}
        linked = sorted(with_linked_citations(documents.values()), key=lambda one: one.path)
        declared = {**declared_of(stored.list_styles), **list_styles([*open_texts.values()], self.config).declared}
        return replace(
            stored,
            documents=tuple(linked),
            list_styles=ListStyles((one for one in linked if one.path in declared), declared),
            paths=None if stored.paths is None else stored.paths | open_texts.keys(),
        )

    def judge_alone(self, document: Document) -> Report:
        """Return what the rules find that look at one document alone: the first answer to a change."""
        workspace = self.with_texts({document.path: document})
        declared = declared_of(workspace.list_styles)
        own = workspace.by_path[document.path]
        return self._judge_one(own, ListStyles([own], {own.path: declared[own.path]}), self.known)

    def judge_part(self, part: Document, styles: Mapping[str, ListStyle]) -> Report:
        """Return what the rules find that look at one document alone, in a part of one, by how the whole is written."""
        return self._judge_one(part, styles, None)

    def style_of(self, document: Document) -> dict[str, ListStyle]:
        """Return how a list is written, by its path."""
        return dict(list_styles([document], self.config))

    def _judge_one(self, document: Document, styles: Mapping[str, ListStyle], known: KnownFindings | None) -> Report:
        rules = [rule for rule in self.config.chosen_rules() if judges_alone(rule)]
        here = replace(self.stored, documents=(document,), list_styles=styles)
        report = check(here, rules, self.config, self.facts, frozenset({document.path}), known)
        return fold_habits(report, self.report.shared or report.shared)

    def looker(self, named: Iterable[str]) -> Callable[[Workspace], Report]:
        """Return the check by which a change is proven: all rules, reporting on some paths."""
        rules, known = self.config.chosen_rules(), self.known.copy()
        return lambda workspace: check(workspace, rules, self.config, self.facts, frozenset(named), known)

    def judge(self, open_texts: Mapping[str, Document]) -> Repository:
        """Return the repository with a report on the open texts, by all rules and among all documents."""
        workspace = self.with_texts(open_texts)
        if self.project is None:
            report = self._check_alone(workspace)
        else:
            project = replace(self.project, workspace=workspace, named=frozenset(open_texts), problems=())
            report = run(CheckOptions(facts=self.facts), project, known=self.known).report
        self.known.forget_all_but(document.source for document in workspace.documents)
        return replace(self, report=report)

    def _check_alone(self, workspace: Workspace) -> Report:
        report = check(workspace, self.config.chosen_rules(), self.config, self.facts, None, self.known)
        return fold_habits(report, report.shared)


def is_in_repository(place: Path, folders: list[Path]) -> bool:
    """Say whether a file is in a folder that the editor has open, or in one with a configuration or a repository."""
    if any(place.is_relative_to(folder) for folder in folders):
        return True
    root, config = find_root([place], place.parent)
    return config is not None or is_repository(root)


def open_alone(place: Path | None) -> Repository:
    """Open a text that belongs to no repository."""
    root = place.parent if place else Path()
    return Repository(root, None, Config(), Facts(today()), whole=True)


def open_first(place: Path, source: Source, here: Path) -> Repository:
    """Open the repository that a file is in, and read no other list: so the first answer waits for none.

    ``here`` is the root if nothing marks another folder as one.

    Raises:
        LitlintError: the configuration cannot be read.
    """
    stdin, store = Stdin(source.encode(), str(place)), DocumentStore()
    project = open_project(stdin=stdin, here=here, force_exclude=place.exists(), alone=True, store=store)
    facts, _ = project.facts()
    return Repository(project.root, project, project.config, facts, known=KnownFindings(store))


def open_whole(root: Path, known: Mapping[str, Document]) -> Repository:
    """Open a repository and read all its lists; a text that is ``known`` is not read again.

    Raises:
        LitlintError: the configuration cannot be read.
    """
    store = DocumentStore()
    project = open_project(here=root, known=known, store=store)
    facts, problems = project.facts()
    notes = (*project.problems, *problems)
    return Repository(project.root, project, project.config, facts, True, notes, known=KnownFindings(store))
