"""Opens a repository: its configuration, its lists, its facts; the only place that puts the parts together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from litlint.errors import ConfigError, LitlintError, UsageError
from litlint.files import read_file
from litlint.lookup.index import index_path
from litlint.lookup.lockfile import LOCK_NAME, load_lock, read_lock
from litlint.lookup.settings import Pace, Settings
from litlint.model.document import Document, Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Unchecked
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.result_cache import depends_on
from litlint.workspace.config import FILES, Config, config_of, find_config, load_config
from litlint.workspace.discover import DocumentLoader, Stdin
from litlint.workspace.document_store import DocumentStore
from litlint.workspace.git import is_repository
from litlint.workspace.revision import Revision, open_revision

if TYPE_CHECKING:
    from litlint.lookup.progress_counts import Progress


@dataclass(frozen=True)
class Project:
    """A repository, opened.

    ``named`` are the paths of the documents that the user asked about, None for all; ``stdin`` is the path of the one
    that came from standard input; ``problems`` what could not be read, one line each. ``config_path`` is where the
    configuration that the user named is, None if it was found by its place; ``store`` is where documents are kept from run to
    run, None if they are not.
    """

    root: Path
    config: Config
    workspace: Workspace
    named: frozenset[str] | None = None
    problems: tuple[str, ...] = ()
    stdin: str | None = None
    config_path: Path | None = None
    store: DocumentStore | None = None

    def is_asked(self, path: str) -> bool:
        """Say whether the user asked about the document at a path."""
        return self.named is None or path in self.named

    @property
    def asked(self) -> list[Document]:
        """The documents that the user asked about."""
        return [document for document in self.workspace.documents if self.is_asked(document.path)]

    def outside(self) -> frozenset[str]:
        """Return the paths of documents that lead to files outside the repository, which are read but not written."""
        root = os.path.realpath(self.root)
        paths = (path for path in self.workspace.by_path if path != self.stdin)
        return frozenset(path for path in paths if not Path(os.path.realpath(self.root / path)).is_relative_to(root))

    def facts(self) -> tuple[Facts, tuple[str, ...]]:
        """Return what is known of the outside world without asking it, and why the lock or the index could not be read."""
        day = today()
        try:
            locked, problems = load_lock(self.lock_path).facts(day), tuple[str, ...]()
        except LitlintError as error:
            locked, problems = Facts(day), (str(error),)
        facts, damage = self._with_index(locked)
        return facts, (*problems, *damage)

    def _with_index(self, facts: Facts) -> tuple[Facts, tuple[str, ...]]:
        """Return facts with what the user's index of papers adds, if there is one, and why it could not be read, if so."""
        path = index_path()
        depends_on("name", path)
        if path is None or not path.is_file():  # a pipe or a device would be waited for
            return facts, ()
        from litlint.lookup.index.answers import index_facts
        from litlint.lookup.index.store import PaperIndex

        try:
            with closing(PaperIndex(path)) as index:
                return index_facts(self.workspace.documents, index, facts), ()
        except LitlintError as error:
            return facts, (str(error),)

    def facts_online(
        self, tell: Callable[[Progress], None], since: str | None = None
    ) -> tuple[Facts, tuple[str, ...], tuple[Unchecked, ...]]:
        """Ask for what the lock lacks, and about links.

        Return what is known then, why the index could not be read, and which questions had no answer.

        ``tell`` is called with how far each service is; ``since`` is as for ``settings``.

        Raises:
            LitlintError: the lock cannot be read.
        """
        from litlint.lookup.http.clock import Clock
        from litlint.lookup.online import resolve
        from litlint.lookup.questions import questions_of

        questions = questions_of(self.asked, self.config.registries)
        answers = resolve(questions, load_lock(self.lock_path), self.settings(since), Clock(today()), tell=tell)
        return *self._with_index(answers.lock.facts(today())), answers.unchecked

    @property
    def lock_path(self) -> Path:
        """Where the lock is kept."""
        return self.root / LOCK_NAME

    def settings(self, since: str | None = None) -> Settings:
        """Return how the outside world is asked: as configured, with the tokens and the cache of this user.

        ``since`` is the revision that a change is compared with; in CI its configuration counts.
        """
        from platformdirs import user_cache_path

        from litlint.lookup.registries import credentials_of

        config = network_config(self, since)
        lock = config.lock
        return Settings(
            contact=lock.contact,
            registries=config.registries,
            hosts=frozenset(host.lower() for host in lock.hosts),
            budget=lock.budget,
            timeout=lock.timeout,
            pages=Pace(gap=lock.pace),
            control=lock.control,
            max_age=lock.max_age,
            cache=user_cache_path("litlint", appauthor=False),
            credentials=credentials_of(os.environ, config.registries),
        )


def workspace_at(project: Project, revision: Revision) -> Workspace:
    """Read the lists of a project as they were at a revision, by the project's configuration."""
    gatherer = DocumentLoader(
        project.root,
        Path.cwd(),
        project.config,
        force_exclude=True,
        revision=revision,
        known=project.workspace.by_path,
        read=project.store.read if project.store else read_document,
    )
    return gatherer.workspace(alone=False)


def config_at(project: Project, revision: Revision) -> Config:
    """Return the configuration of a revision; that is today's if it cannot be read, or if the user named a file of today."""
    return _config_then(project, revision) or project.config


def _config_then(project: Project, revision: Revision) -> Config | None:
    """Return the configuration of a revision, None if the file that the user named was not there or cannot be read."""
    paths = revision.tree.paths
    names: tuple[str, ...] = FILES
    if project.config_path is not None:
        if not project.config_path.is_relative_to(project.root):
            return project.config
        names = (project.config_path.relative_to(project.root).as_posix(),)
        if paths.isdisjoint(names):
            return None
    try:
        for name in names:
            if name in paths and (config := config_of(revision.read([name])[name], name)):
                return config
    except ConfigError:  # what it said then, litlint does not know now
        return None
    return Config()


def network_config(project: Project, since: str | None) -> Config:
    """Return the configuration that says how the outside world is asked.

    In CI that is the base's, ``since`` or the branch that a pull request is for: a stranger's change must not say which
    hosts of the runner's network may be asked, or where a registry is. If there is no base to read, it is the default.
    """
    branch = os.environ.get("GITHUB_BASE_REF")
    base = since or (f"origin/{branch}" if branch else None)
    if not os.environ.get("CI") or base is None:
        return project.config
    try:
        return _config_then(project, open_revision(project.root, base)) or Config()
    except LitlintError:
        return Config()


def facts_at(project: Project, revision: Revision, facts: Facts) -> Facts:
    """Return what the lock of a revision said; that is ``facts``, today's, if the lock is still the same."""
    if LOCK_NAME not in revision.tree.paths:
        return Facts(facts.today) if os.path.lexists(project.lock_path) else facts
    old = revision.read([LOCK_NAME])[LOCK_NAME]
    with suppress(OSError):
        if read_file(project.lock_path) == old:
            return facts
    try:
        return read_lock(old.decode("utf-8", "replace")).facts(facts.today)
    except LitlintError:  # a lock of that time which says nothing now
        return facts


def today() -> date:
    """Return the day in UTC, or that of ``SOURCE_DATE_EPOCH``.

    Source: https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        UsageError: the variable holds no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH holds {epoch!r}, which is not a number of seconds since 1970") from error


def open_project(
    paths: Sequence[str] = (),
    *,
    config: str | None = None,
    stdin: Stdin | None = None,
    force_exclude: bool = False,
    exclude: Sequence[str] = (),
    here: Path | None = None,
    alone: bool = False,
    known: Mapping[str, Document] = MappingProxyType({}),
    store: DocumentStore | None = None,
    doing: Callable[[str], None] = lambda what: None,
) -> Project:
    """Open the repository that the paths lie in, or else the working directory ``here``.

    The collection is what the configuration lists, else every list under the root that no .gitignore hides, and what is
    named. A named list counts even where the configuration leaves it out, unless ``force_exclude``. ``stdin`` is
    read in place of the file whose path it has, or is judged alone; with ``alone`` no other list is read then, only the
    names of the files are known. ``exclude`` adds patterns to those of the configuration. A text that is ``known`` is not
    read again.
    ``store`` is as in ``Project``; ``doing`` is called with what is read.

    Raises:
        ConfigError: the configuration cannot be read or says something that litlint does not know.
    """
    here = here or working_directory()
    starts = [here / path for path in (*paths, *([stdin.path] if stdin and stdin.path else []))]
    root, found = find_root([Path(os.path.normpath(start)) for start in starts] or [here], here)
    settings = _settings(config, found, here)
    settings = replace(settings, exclude=(*settings.exclude, *exclude)) if exclude else settings
    read = store.read if store else read_document

    def read_aloud(source: Source) -> Document:
        doing(f"reading {source.path}")
        return read(source)

    near = _folders_of_strangers(starts, root, found) if paths and stdin is None and not force_exclude else None
    gatherer = DocumentLoader(root, here, settings, force_exclude, known=known, read=read_aloud, near=near)
    for path in paths:
        gatherer.name(path, Path(os.path.normpath(here / path)))
    if stdin is not None:
        gatherer.take_stdin(stdin)
    workspace = gatherer.workspace(alone=stdin is not None and not starts, only_named=alone)
    named = frozenset(gatherer.named) if paths or stdin else None
    stood_for = next(iter(gatherer.replaced), None)
    config_path = Path(os.path.normpath(here / config)) if config else None
    return Project(root, gatherer.config, workspace, named, tuple(gatherer.problems), stood_for, config_path, store)


def working_directory() -> Path:
    """Return the folder that relative paths count from.

    Raises:
        UsageError: it has been removed.
    """
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UsageError("the working directory is gone; change to one that exists") from error
    except OSError as error:
        raise UsageError(f"the working directory cannot be read: {error.strerror}") from error


def find_root(places: Iterable[Path], here: Path) -> tuple[Path, Path | None]:
    """Return the root for absolute paths and the file that configures it.

    The root is their nearest common ancestor with a configuration, else with ``.git``, else the working directory if
    they are in it, else the folder that holds them all.
    """
    folders = [place if os.path.isdir(place) else place.parent for place in places]
    try:
        common = Path(os.path.commonpath(folders))
    except ValueError as error:  # two drives of Windows
        raise UsageError("the named paths are on different drives; check them one by one") from error
    ancestors = (common, *common.parents)
    for folder in ancestors:
        config = find_config(folder)
        if config is not None:
            return folder, config
    for folder in ancestors:
        if is_repository(folder):
            return folder, None
    return (here if common.is_relative_to(here) else common), None


def _folders_of_strangers(places: Iterable[Path], root: Path, config: Path | None) -> frozenset[str] | None:
    """Return the folders of named files that belong to no repository; None if they do, or if a folder is named too.

    A home folder is no collection of lists, and may hold millions of files.
    """
    files = [Path(os.path.normpath(place)) for place in places]
    if config is not None or not all(map(os.path.isfile, files)) or any(map(is_repository, (root, *root.parents))):
        return None
    folders = (file.parent.relative_to(root).as_posix() for file in files)
    return frozenset("" if folder == "." else folder for folder in folders)


def _settings(asked: str | None, found: Path | None, here: Path) -> Config:
    if asked is not None:
        return load_config(here / asked, asked)
    if found is None:
        return Config()
    shown = os.path.relpath(found, here) if found.is_relative_to(here) else str(found)
    return load_config(found, Path(shown).as_posix())
