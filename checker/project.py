"""Opens a repository: its configuration, its lists, its facts; the only place where things are wired."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path

from checker.baseline import BASELINE_NAME, Row, read_rows
from checker.config import Config, find_config, load_config
from checker.errors import LitlintError, UsageError
from checker.history import Revision
from checker.model.document import Collection, Document
from checker.model.facts import Facts
from checker.model.grammar import Grammar, infer_grammar
from checker.model.source import Source
from checker.model.spelling import did_you_mean
from checker.parse.document import read_document
from checker.resolve.lock import LOCK_NAME, load_lock
from checker.resolve.settings import Settings, credentials_of
from checker.tree import Tree, globs, is_repository, patterns, read_tree

ENDINGS = (".md", ".markdown", ".bib")
STDIN = "-"
_ALIKE = 0.75  # paths share their endings


@dataclass(frozen=True)
class Stdin:
    """What came from standard input, and the path that it is to be judged as, if one was given."""

    data: bytes
    path: str | None = None


@dataclass(frozen=True)
class Project:
    """A repository, opened.

    ``named`` are the paths of the documents that the user asked about, None for all; ``stdin`` is the path of the one
    that came from standard input; ``problems`` what could not be read, one line each.
    """

    root: Path
    config: Config
    collection: Collection
    named: frozenset[str] | None = None
    problems: tuple[str, ...] = ()
    stdin: str | None = None

    def baseline(self) -> list[Row]:
        """Return the rows of the baseline, none where none is kept.

        Raises:
            LitlintError: the file is no baseline.
        """
        file = self.root / BASELINE_NAME
        return read_rows(file.read_text(encoding="utf-8"), BASELINE_NAME) if file.is_file() else []

    def facts(self) -> tuple[Facts, tuple[str, ...]]:
        """Return what is known of the outside world without asking it, and why the lock could not be read, if so."""
        day = today()
        try:
            return load_lock(self.lock_path).facts(day), ()
        except LitlintError as error:
            return Facts(day), (str(error),)

    @property
    def lock_path(self) -> Path:
        """Where the lock is kept."""
        return self.root / LOCK_NAME

    def settings(self) -> Settings:
        """Return how the outside world is asked: as configured, with the tokens and the cache of this user."""
        from platformdirs import user_cache_path

        lock = self.config.lock
        return Settings(
            contact=lock.contact,
            registries=self.config.registries,
            hosts=frozenset(host.lower() for host in lock.hosts),
            budget=lock.budget,
            max_age=lock.max_age,
            cache=user_cache_path("litlint", appauthor=False),
            credentials=credentials_of(os.environ),
        )


def collection_at(project: Project, revision: Revision) -> Collection:
    """Read the lists of a project as they stood at a revision, by today's configuration."""
    gatherer = _Gatherer(project.root, Path.cwd(), project.config, force_exclude=True, revision=revision)
    return gatherer.collection(alone=False)


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
        raise UsageError(f"SOURCE_DATE_EPOCH holds {epoch!r}, which is no number of seconds since 1970") from error


def open_project(
    paths: Sequence[str] = (), *, config: str | None = None, stdin: Stdin | None = None, force_exclude: bool = False
) -> Project:
    """Open the repository that the paths lie in, or else the working directory.

    The collection is what the configuration lists, else every list under the root that no .gitignore hides, and what is
    named. A named list counts even where the configuration leaves it out, unless ``force_exclude``. ``stdin`` stands
    for the file whose path it bears, or is judged alone.

    Raises:
        ConfigError: the configuration cannot be read or says something that litlint does not know.
    """
    here = working_directory()
    starts = [here / path for path in (*paths, *([stdin.path] if stdin and stdin.path else []))]
    root, found = find_root([Path(os.path.normpath(start)) for start in starts] or [here], here)
    gatherer = _Gatherer(root, here, _settings(config, found, here), force_exclude)
    for path in paths:
        gatherer.name(path, Path(os.path.normpath(here / path)))
    if stdin is not None:
        gatherer.take_stdin(stdin)
    collection = gatherer.collection(alone=stdin is not None and not starts)
    named = frozenset(gatherer.named) if paths or stdin else None
    stood_for = next(iter(gatherer.replaced), None)
    return Project(root, gatherer.config, collection, named, tuple(gatherer.problems), stood_for)


def working_directory() -> Path:
    """Return the folder that relative paths count from.

    Raises:
        UsageError: it has been removed.
    """
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UsageError("the working directory is gone; change to one that exists") from error


def find_root(places: Iterable[Path], here: Path) -> tuple[Path, Path | None]:
    """Return the root for absolute paths and the file that configures it.

    The root is their nearest common ancestor with a configuration, else with ``.git``, else the working directory if
    they are in it, else the folder that holds them all.
    """
    folders = [place if place.is_dir() else place.parent for place in places]
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


def _settings(asked: str | None, found: Path | None, here: Path) -> Config:
    if asked is not None:
        return load_config(here / asked, asked)
    if found is None:
        return Config()
    shown = os.path.relpath(found, here) if found.is_relative_to(here) else str(found)
    return load_config(found, Path(shown).as_posix())


class _Gatherer:
    """Gathers the documents of a project."""

    def __init__(
        self, root: Path, here: Path, config: Config, force_exclude: bool, revision: Revision | None = None
    ) -> None:
        self.root, self.here, self.config, self.force_exclude = root, here, config, force_exclude
        self.revision = revision
        self.named: set[str] = set()
        self.extra: set[str] = set()
        self.replaced: dict[str, bytes] = {}
        self.problems: list[str] = []

    @cached_property
    def tree(self) -> Tree:
        """The files of the repository."""
        if self.revision is not None:
            return self.revision.tree
        return read_tree(self.root)

    @cached_property
    def lists(self) -> frozenset[str]:
        """The paths of the collection that no one needs to name."""
        return frozenset(self._lists_below(""))

    def name(self, shown: str, place: Path) -> None:
        """Take a path that the user named."""
        if place.is_dir():
            folder = "" if place == self.root else f"{place.relative_to(self.root).as_posix()}/"
            found = set(self._lists_below(folder))
            self.extra |= found
            self.named |= found
        elif place.exists():
            self._name_file(shown, place)
        else:
            known = {self.shown(path) for path in self.lists}
            guess = did_you_mean(shown.rstrip("/"), known | {path.rpartition("/")[0] for path in known}, _ALIKE)
            self.problems.append(f"{shown}: no such file or folder{guess}")

    def _name_file(self, shown: str, place: Path) -> None:
        path = self._exact(place)
        if self.force_exclude and path not in self.lists:
            return
        if not path.lower().endswith(ENDINGS):
            self.problems.append(f"{shown}: no list that litlint reads ({', '.join(ENDINGS)})")
            return
        self.extra.add(path)
        self.named.add(path)

    def take_stdin(self, stdin: Stdin) -> None:
        """Take what came from standard input."""
        path = self._exact(Path(os.path.normpath(self.here / stdin.path))) if stdin.path else STDIN
        if not (self.force_exclude and path not in self.lists | {STDIN}):
            self.named.add(path)
        self.replaced[path] = stdin.data

    def collection(self, alone: bool) -> Collection:
        """Read the documents; ``alone`` means only standard input, of which no surroundings are known."""
        if self.revision is not None:
            self.replaced = dict(self.revision.read(sorted(self.lists)))
        paths = self.replaced.keys() | (set() if alone else self.lists | self.extra)
        documents = tuple(document for path in sorted(paths) if (document := self._document(path)) is not None)
        known = None if alone else self.tree.paths | paths
        return Collection(documents, known, self.root.as_posix(), grammars(documents, self.config))

    def shown(self, path: str) -> str:
        """Return a path of the collection as seen from the working directory."""
        return path if self.root == self.here else Path(os.path.relpath(self.root / path, self.here)).as_posix()

    def _lists_below(self, folder: str) -> Iterator[str]:
        """Yield the lists in a folder; in hidden folders and virtual environments none is looked for."""
        paths = self.tree.paths
        environments = {path.removesuffix("pyvenv.cfg") for path in paths if path.endswith("/pyvenv.cfg")}
        wanted = globs(self.config.lists) if self.config.lists else None
        unwanted = patterns(self.config.exclude) if self.config.exclude else None
        for path in paths:
            if not path.startswith(folder) or not path.lower().endswith(ENDINGS):
                continue
            if any(path.startswith(environment) for environment in environments):
                continue
            if not (wanted.match_file(path) if wanted else _is_open(path[len(folder) :])):
                continue
            if not (unwanted and unwanted.match_file(path)) and self._is_file(path):
                yield path

    def _is_file(self, path: str) -> bool:
        """Say whether a file stands there: not left out of a sparse checkout, and no second name of another file."""
        if self.revision is not None:
            return True
        place = self.root / path
        is_twin = place.is_symlink() and place.resolve().is_relative_to(self.root.resolve())
        return place.is_file() and not is_twin

    def _exact(self, place: Path) -> str:
        """Return a file's path in the repository, in exact case even where the file system does not care."""
        path = place.relative_to(self.root).as_posix()
        if path in self.tree.paths:
            return path
        folded = path.casefold()
        twins = (known for known in self.tree.paths if known.casefold() == folded)
        return next((twin for twin in twins if os.path.samefile(self.root / twin, place)), path)

    def _document(self, path: str) -> Document | None:
        data = self.replaced.get(path)
        try:
            return read_document(Source.decode(path, (self.root / path).read_bytes() if data is None else data))
        except OSError as error:
            self.problems.append(f"{self.shown(path)}: cannot be read: {error.strerror}")
            return None


def grammars(documents: Iterable[Document], config: Config) -> dict[str, Grammar]:
    """Return how each document's list is written: as the configuration declares, and as its entries show."""
    declared = Grammar(
        known=frozenset(label.casefold() for label in config.labels.known),
        required=config.labels.required,
        order=config.order,
        cross_listing=config.cross_listing,
    )
    translations = [(original, globs(names)) for original, names in config.translations.items()]
    found = {}
    for document in documents:
        path = document.path
        originals = (original for original, names in translations if path == original or names.match_file(path))
        found[path] = infer_grammar(document, replace(declared, original=next(originals, None)))
    return found


def _is_open(path: str) -> bool:
    """Say whether no folder on the way to a file is hidden."""
    return "/." not in f"/{path}".rpartition("/")[0]
