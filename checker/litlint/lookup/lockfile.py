"""``papers.lock``: what the outside world said, one JSON object a line, sorted, so that its diff is what changed.

A row begins with ``id`` and leaves out what is not known. There are four kinds: a work (``arxiv:2312.17238``), a
repository (``github:owner/name``), a link (its URL without fragment) and a work that was searched by its words
(``title:…``). ``"absent": true`` says that the registry was asked and has no such thing. Nothing in a row depends on
when it was asked, but for the dates of a link's misses.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

from litlint import regex as re
from litlint.errors import LitlintError
from litlint.files import read_file, update_file
from litlint.identifiers.identifier import Identifier, identify
from litlint.identifiers.urls import is_same_site, may_be_written
from litlint.lookup.json_access import repository_name
from litlint.model.facts import ABSENT, SERVED, Absence, Facts, Page, Paper, Repository, is_capture

Answer: TypeAlias = Paper | Repository | Page | Absence
"""What the outside world can answer; no answer is None, and never a row."""

LOCK_NAME: Final = "papers.lock"
REPOSITORY_SCHEMES: Final = frozenset({"github", "huggingface"})
_LINK: Final = ("http://", "https://")
_SEARCH: Final = "title:"
_MARKERS: Final = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
# Signs that a reader does not see in a difference; the lock writes them as escapes.
_UNSEEN: Final = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_KINDS: Final[Mapping[str, tuple[type, ...]]] = {
    "version": (int,),
    "archived": (bool,),
    "fresh": (bool,),
    "status": (int, str),
}
# A date begins with its year; rules read no more of it.
_DATES: Final = ("published", "updated")
_DATE: Final = re.compile(r"\d{4}(?!\d)", re.ASCII)
_LISTS: Final = frozenset({"authors", "former_titles", "misses", "missing_fragments", "code"})
_PAPER: Final = (
    *("title", "authors", "published", "updated", "category", "version"),
    *("doi", "venue", "withdrawn", "retracted", "former_titles", "code"),
)
_REPOSITORY: Final = ("name", "archived")
_PAGE: Final = tuple("status fresh misses moved soft_404 missing_fragments title authors work capture".split())


def key_of(identifier: Identifier) -> str:
    """Return the ``id`` under which the record of a work or repository is kept."""
    return f"{identifier.scheme}:{identifier.value}"


def search_key(words: str) -> str:
    """Return the ``id`` under which the result of a search is kept; ``words`` is the key of a ``Work``."""
    return _SEARCH + words


def is_search(key: str) -> bool:
    """Say whether a row is the result of a search."""
    return key.startswith(_SEARCH)


def is_link(key: str) -> bool:
    """Say whether a row is that of a link."""
    return key.startswith(_LINK)


def is_repository(key: str) -> bool:
    """Say whether a row is that of a repository, model or data set."""
    return key.partition(":")[0] in REPOSITORY_SCHEMES


@dataclass(frozen=True)
class LockFile:
    """The rows of a lock by their ``id``. ``kept`` is false where no lock file is.

    ``others`` are the fields of rows that this litlint does not know, as a later one may have written them.
    """

    rows: Mapping[str, Answer] = field(default_factory=dict)
    kept: bool = False
    others: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def facts(self, today: date) -> Facts:
        """Return the rows as the facts that rules judge by."""
        papers: dict[Identifier, Paper | Absence] = {}
        repositories: dict[Identifier, Repository | Absence] = {}
        pages: dict[str, Page] = {}
        works: dict[str, Paper | Absence] = {}
        for key, row in self.rows.items():
            if isinstance(row, Page):
                pages[key] = row
            elif isinstance(row, Repository):
                repositories[_identifier(key)] = row
            elif key.startswith(_SEARCH):
                works[key.removeprefix(_SEARCH)] = row
            elif isinstance(row, Paper):
                papers[row.identifier] = row
            elif is_repository(key):
                repositories[_identifier(key)] = row
            else:
                papers[_identifier(key)] = row
        for url, page in pages.items():
            _let_page_decide(url, page, papers)
        return Facts(today, papers, pages, repositories, self.kept, works)

    def text(self) -> str:
        """Return the file's text: the same rows give the same bytes."""
        return "".join(dump_row(key, self.rows[key], self.others.get(key, {})) for key in sorted(self.rows))


def _let_page_decide(url: str, page: Page, papers: dict[Identifier, Paper | Absence]) -> None:
    """Put what a publisher's own page says in the place of a record that was found by a DOI which the page does not give.

    Registries are asked about an id of the ACL Anthology by the forms that its DOI may have; the page has the DOI itself.
    """
    if not page.work.startswith("doi:") or not page.title or page.dead:
        return
    named, doi = identify(url), page.work.removeprefix("doi:")
    record = papers.get(named) if named is not None and named.is_work and named.scheme not in SERVED else None
    if named is not None and isinstance(record, Paper) and (record.doi or doi).lower() != doi.lower():
        papers[named] = Paper(named, page.title, page.authors, doi=doi)


def read_lock(text: str, name: str = LOCK_NAME) -> LockFile:
    """Read a lock's text; the later of two rows with one ``id`` counts, as after a merge that kept both sides.

    Raises LitlintError if a line is no row; its text gives the number of the line and what to do.
    """
    rows: dict[str, Answer] = {}
    others: dict[str, Mapping[str, object]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        try:
            key, row, other = _parse(line)
        except (ValueError, RecursionError) as error:
            raise LitlintError(f"{name}:{number}: {_why(line, error)}") from error
        rows[key] = row
        others.pop(key, None)
        if other:
            others[key] = other
    return LockFile(rows, kept=True, others=others)


def load_lock(path: Path) -> LockFile:
    """Read a lock from disk; a file that is not there is an empty lock that is not kept.

    Raises LitlintError if the file cannot be read or a line of it is no row.
    """
    try:
        return _decoded(read_file(path), path.name)
    except FileNotFoundError:
        return LockFile()
    except OSError as error:
        raise LitlintError(f"{path.name} cannot be read: {error.strerror}") from error


def save_lock(lock: LockFile, path: Path, before: LockFile) -> bool:
    """Write a lock in one step and say whether that changed the file; equal bytes are left alone.

    ``before`` is the lock as it was read. What another run has written since is kept: of each row the one that is not
    as before counts, and of two such the one in ``lock``. A crash or a full disk leaves the old file as it is.

    Raises:
        LitlintError: the file cannot be written, leads out of its folder, or by now holds a line that is no row.
    """
    changed = False

    def merged(found: bytes | None) -> bytes:
        nonlocal changed
        others = {**before.others, **lock.others}
        rows = dict(lock.rows)
        if found is not None:
            now = _decoded(found, path.name)
            others |= now.others
            for key in before.rows.keys() | now.rows.keys():
                was, ours, theirs = (known.rows.get(key) for known in (before, lock, now))
                if ours == was and theirs != was:
                    rows.pop(key, None)
                    rows |= {key: theirs} if theirs is not None else {}
        data = LockFile(rows, kept=True, others=others).text().encode("utf-8")
        changed = data != found
        return data

    update_file(path, merged, inside=path.parent)
    return changed


def _decoded(data: bytes, name: str) -> LockFile:
    try:
        return read_lock(data.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        raise LitlintError(f"{name} is not UTF-8 text; restore it, or delete it and run litlint lock") from error


def _identifier(key: str) -> Identifier:
    scheme, _, value = key.partition(":")
    return Identifier(scheme, value)


def dump_row(key: str, row: Answer, others: Mapping[str, object] = MappingProxyType({})) -> str:
    """Return a row as its line, line end included; ``others`` are fields that a later litlint knows."""
    cells: dict[str, object] = {"id": key}
    if isinstance(row, Absence):
        cells["absent"] = True
    else:
        if isinstance(row, Paper) and key_of(row.identifier) != key:
            cells["is"] = key_of(row.identifier)
        for name in _fields(key):
            value = getattr(row, name)
            if value not in (None, "", ()) and not (name == "fresh" and value is False):
                cells[name] = value
    cells |= others
    return _UNSEEN.sub(_escape, json.dumps(cells, ensure_ascii=False)) + "\n"


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _fields(key: str) -> tuple[str, ...]:
    if is_link(key):
        return _PAGE
    return _REPOSITORY if is_repository(key) else _PAPER


def parse_row(line: str) -> tuple[str, Answer]:
    """Read one line. Raises ValueError if it is no row."""
    key, row, _ = _parse(line)
    return key, row


def _parse(line: str) -> tuple[str, Answer, dict[str, object]]:
    cells = json.loads(line)
    if not isinstance(cells, dict):
        raise ValueError("a row is a JSON object")
    key = cells.pop("id", None)
    if not isinstance(key, str) or not key.partition(":")[2]:
        raise ValueError('a row begins with an "id"')
    if cells.pop("absent", False) is True:
        return key, ABSENT, {name: value for name, value in cells.items() if name not in ("is", *_fields(key))}
    named = cells.pop("is", key)
    fields = _fields(key)
    others = {name: value for name, value in cells.items() if name not in fields}
    cells = {name: _checked(name, cells[name]) for name in cells if name in fields}
    if fields is _PAGE:
        moved = cells.get("moved", "")
        if moved and not (may_be_written(moved) and is_same_site(key, moved)):
            raise ValueError('"moved" is not an address on the same site')
        if not is_capture(cells.get("capture", "0" * 14)):
            raise ValueError('"capture" is not a time of 14 digits')
        return key, Page(key, **cells), others
    if fields is _REPOSITORY:
        name = cells.get("name", "")
        if name and not repository_name(name):
            raise ValueError('"name" is not the name of a repository')
        return key, Repository(**{"name": "", **cells}), others
    if not isinstance(named, str):
        raise ValueError('"is" has a value of the wrong kind')
    return key, Paper(_identifier(named), **{"title": "", **cells}), others


def _checked(name: str, value: object) -> object:
    if name in _LISTS and isinstance(value, list) and all(isinstance(item, str) for item in value):
        if name == "misses":
            for item in value:
                date.fromisoformat(item)
        return tuple(value)
    if name in _DATES and not _DATE.match(str(value)):
        raise ValueError(f'"{name}" does not begin with a year')
    if type(value) in _KINDS.get(name, (str,)) and name not in _LISTS:
        return value
    raise ValueError(f'"{name}" has a value of the wrong kind')


def _why(line: str, error: Exception) -> str:
    if line.startswith(_MARKERS):
        return "a merge conflict is left here; keep the lines of both sides, delete the markers, run litlint lock"
    if isinstance(error, json.JSONDecodeError | RecursionError):
        return "this line is not valid JSON; restore it, or delete the line and run litlint lock"
    return f"{error}; restore the line, or delete it and run litlint lock"
