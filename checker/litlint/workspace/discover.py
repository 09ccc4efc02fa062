"""Gathers the documents of a project: which there are, which the user named, decoded and read."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from litlint.files import read_file, read_start
from litlint.metadata.spelling import did_you_mean
from litlint.model.document import Document, Workspace
from litlint.model.list_style import ListStyle
from litlint.model.source import Source
from litlint.parse.bibtex import looks_like_bibtex
from litlint.parse.document import read_document
from litlint.parse.linked import ENDINGS as LINKED_ENDINGS
from litlint.parse.linked import MOST_BYTES, linked_files, with_linked_citations
from litlint.style.infer import ListStyles
from litlint.syntax.link_target import target_of
from litlint.workspace.config import Config
from litlint.workspace.git import read_origin
from litlint.workspace.globs import globs, patterns
from litlint.workspace.revision import Revision
from litlint.workspace.tree import Tree, read_folders, read_tree

# R Markdown, Quarto and MDX are Markdown with more in it.
ENDINGS = (".md", ".markdown", ".rmd", ".qmd", ".mdx", ".bib")
# Markup in which lists are kept too, and that litlint does not read.
_FOREIGN = {".rst": "reStructuredText", ".org": "Org mode", ".adoc": "AsciiDoc", ".asciidoc": "AsciiDoc"}
STDIN = "-"
SITE_MARKER = ".litlint-site.json"
"""The file that says that a folder is a site which ``litlint site`` made."""
# Files that say that a folder is a program's work, and that no one writes lists in it.
_MADE = ("pyvenv.cfg", SITE_MARKER)
_ALIKE = 0.75  # paths share their endings


@dataclass(frozen=True)
class Stdin:
    """What came from standard input, and the path that it is to be judged as, if one was given."""

    data: bytes
    path: str | None = None


class DocumentLoader:
    """Gathers the documents of a project; one whose text is that of a ``known`` document is not read again.

    ``read`` reads a document, or knows one that was read before. Where ``near`` names folders, the named files are no
    collection's: no other list is looked for, only those that the files link to, and no other folders are looked into.
    """

    def __init__(
        self,
        root: Path,
        here: Path,
        config: Config,
        force_exclude: bool,
        revision: Revision | None = None,
        known: Mapping[str, Document] = MappingProxyType({}),
        read: Callable[[Source], Document] = read_document,
        near: frozenset[str] | None = None,
    ) -> None:
        self.root, self.here, self.config, self.force_exclude = root, here, config, force_exclude
        self.near = near
        self.revision = revision
        self.known = known
        self.read = read
        self.named: set[str] = set()
        self.extra: set[str] = set()
        self.replaced: dict[str, bytes] = {}
        self.problems: list[str] = []

    @cached_property
    def tree(self) -> Tree:
        """The files of the repository."""
        if self.revision is not None:
            return self.revision.tree
        if self.near is not None:
            return read_folders(self.root, self.near)
        tree = read_tree(self.root)
        self.problems += tree.problems
        return tree

    @cached_property
    def lists(self) -> frozenset[str]:
        """The paths of the collection that no one needs to name."""
        return frozenset(self._lists_below("") if self.near is None else ())

    def name(self, shown: str, place: Path) -> None:
        """Take a path that the user named."""
        if os.path.isdir(place):
            folder = "" if place == self.root else f"{place.relative_to(self.root).as_posix()}/"
            found = set(self._lists_below(folder))
            self.extra |= found
            self.named |= found
        elif os.path.lexists(place) and not _is_loop(place):
            self._name_file(shown, place)
        else:
            known = {self.shown(path) for path in self.lists}
            guess = did_you_mean(shown.rstrip("/"), known | {path.rpartition("/")[0] for path in known}, _ALIKE)
            self.problems.append(f"{shown}: no such file or folder{guess}")

    def _name_file(self, shown: str, place: Path) -> None:
        path = self._exact(place)
        if self.force_exclude and path not in self.lists:
            return
        if not path.lower().endswith(ENDINGS) and not self._holds_citation(path):
            foreign = next((name for ending, name in _FOREIGN.items() if path.lower().endswith(ending)), None)
            what = f"{foreign} is not read" if foreign else "not a list that litlint reads"
            self.problems.append(f"{shown}: {what}; it reads Markdown and BibTeX ({', '.join(ENDINGS)})")
            return
        self.extra.add(path)
        self.named.add(path)

    def _holds_citation(self, path: str) -> bool:
        """Say whether a file that is no list by its name is one of those that hold the citation of an entry."""
        if not path.lower().endswith(LINKED_ENDINGS):
            return False
        try:
            return looks_like_bibtex(Source.decode(path, self._bounded(path)).text)
        except OSError:
            return False  # reading it fails again, and then is reported

    def take_stdin(self, stdin: Stdin) -> None:
        """Take what came from standard input."""
        path = self._exact(Path(os.path.normpath(self.here / stdin.path))) if stdin.path else STDIN
        if not (self.force_exclude and path not in self.lists | {STDIN}):
            self.named.add(path)
        self.replaced[path] = stdin.data

    def workspace(self, alone: bool, only_named: bool = False) -> Workspace:
        """Read the documents; ``alone`` means only standard input, of which no surroundings are known.

        With ``only_named`` no document is read that the user did not name.
        """
        if self.revision is not None:
            self.replaced = dict(self.revision.read(sorted(self.lists)))
        paths = self.replaced.keys() | (set() if alone or only_named else self.lists | self.extra)
        paths = paths & self.named if only_named else paths
        documents = [document for path in sorted(paths) if (document := self._document(path)) is not None]
        if self.near is not None:
            linked = _paths_linked(documents)
            self.tree = read_folders(self.root, self.near | {path.rpartition("/")[0] for path in linked})
            # Lists that the named files link to are read for their headings, and for no finding of their own.
            lists = sorted(path for path in linked & self.tree.paths - paths if path.lower().endswith(ENDINGS))
            documents += [document for path in lists if (document := self._document(path)) is not None]
        known = None if alone else self.tree.paths | paths
        documents = list(with_linked_citations([*documents, *([] if alone else self._linked(documents))]))
        self.named |= {
            target for document in documents if document.path in self.named for target in linked_files([document])
        }
        documents.sort(key=lambda document: document.path)
        origin = None if alone else read_origin(self.root)
        return Workspace(tuple(documents), known, self.root.as_posix(), list_styles(documents, self.config), origin)

    def _linked(self, documents: Sequence[Document]) -> Iterator[Document]:
        """Yield the text files that hold the BibTeX of entries which link them, and are no lists themselves."""
        paths = sorted((linked_files(documents) & self.tree.paths) - {document.path for document in documents})
        contents = self.revision.read(paths) if self.revision is not None else {}
        for path in paths:
            try:
                data = contents[path] if path in contents else self._bounded(path)
            except OSError as error:
                self.problems.append(f"{self.shown(path)}: cannot be read: {error.strerror}")
                continue
            source = Source.decode(path, data) if len(data) <= MOST_BYTES else None
            if source is not None and looks_like_bibtex(source.text):
                yield self.read(source)

    def _bounded(self, path: str) -> bytes:
        """Return the content of a file, of a long one just enough to see that it is too long."""
        return read_start(self.root / path, MOST_BYTES + 1)

    def shown(self, path: str) -> str:
        """Return a path of the collection as seen from the working directory."""
        return path if self.root == self.here else Path(os.path.relpath(self.root / path, self.here)).as_posix()

    def _lists_below(self, folder: str) -> Iterator[str]:
        """Yield the lists in a folder; in hidden folders, virtual environments and sites of lists none is looked for."""
        paths = self.tree.paths
        made = {path.removesuffix(name) for name in _MADE for path in paths if path.endswith(f"/{name}")}
        wanted = globs(self.config.lists) if self.config.lists else None
        unwanted = patterns(self.config.exclude) if self.config.exclude else None
        for path in paths:
            if not path.startswith(folder) or not path.lower().endswith(ENDINGS):
                continue
            if any(path.startswith(folder_made) for folder_made in made):
                continue
            if not (wanted.match_file(path) if wanted else _is_open(path[len(folder) :])):
                continue
            if not (unwanted and unwanted.match_file(path)) and self._is_file(path):
                yield path

    def _is_file(self, path: str) -> bool:
        """Say whether a file is there: not left out of a sparse checkout, and no second name of another file."""
        if self.revision is not None:
            return True
        place = self.root / path
        try:
            mode = os.stat(place).st_mode
        except OSError as error:
            # A link that leads nowhere holds no list; of what is out of reach, reading it says why.
            return error.errno not in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
        is_twin = os.path.islink(place) and _real(place).is_relative_to(_real(self.root))
        return not stat.S_ISDIR(mode) and not is_twin

    def _exact(self, place: Path) -> str:
        """Return a file's path in the repository, in exact case even where the file system does not care.

        What leads to another file of the repository is that file.
        """
        root, real = _real(self.root), _real(place)
        is_twin = os.path.isfile(place) and real.is_relative_to(root)
        path = (real.relative_to(root) if is_twin else place.relative_to(self.root)).as_posix()
        if path in self.tree.paths:
            return path
        folded = path.casefold()
        twins = (known for known in self.tree.paths if known.casefold() == folded)
        return next((twin for twin in twins if _is_same(self.root / twin, place)), path)

    def _document(self, path: str) -> Document | None:
        data = self.replaced.get(path)
        try:
            source = Source.decode(path, read_file(self.root / path) if data is None else data)
        except OSError as error:
            self.problems.append(f"{self.shown(path)}: cannot be read: {error.strerror}")
            return None
        same = self.known.get(path)
        return same if same is not None and same.source == source else self.read(source)


def _paths_linked(documents: Iterable[Document]) -> set[str]:
    """Return the paths that the links of some documents lead to without naming a site."""
    targets = (target_of(link.url, document.path) for document in documents for link in document.links)
    return {target.path for target in targets if target and target.path and not target.climbs}


def list_styles(documents: Sequence[Document], config: Config) -> ListStyles:
    """Return how each document's list is written: as the configuration declares, and as its entries show."""
    declared = ListStyle(
        known=frozenset(label.casefold() for label in config.labels.known),
        required=config.labels.required,
        order=config.order,
        cross_listing=config.cross_listing,
        policy=config.policy,
    )
    translations = [(original, globs(names)) for original, names in config.translations.items()]
    found = {}
    for document in documents:
        path = document.path
        originals = (original for original, names in translations if path == original or names.match_file(path))
        found[path] = replace(declared, original=next(originals, None))
    return ListStyles(documents, found)


def _real(place: Path) -> Path:
    """Return where a path leads; unlike ``Path.resolve`` this takes a loop of links."""
    return Path(os.path.realpath(place))


def _is_loop(place: Path) -> bool:
    try:
        os.stat(place)
    except OSError as error:
        return error.errno in (errno.ENOENT, errno.ELOOP)
    return False


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _is_open(path: str) -> bool:
    """Say whether no folder on the way to a file is hidden."""
    return "/." not in f"/{path}".rpartition("/")[0]
