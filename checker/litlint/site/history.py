"""When a list first had a work, and when the lock last wrote a record, as the Git history has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from litlint import regex as re
from litlint.errors import LitlintError
from litlint.lookup.lockfile import LOCK_NAME
from litlint.workspace.discover import ENDINGS
from litlint.workspace.git import run_git

# How far back is read: the newest commits, and no more than so many bytes of changes. A list that gets ten works a week is
# covered for years; a file that a program rewrites each day ends the reading early, and older works have no date.
_MOST_COMMITS: Final = 1_000
_MOST_BYTES: Final = 64 << 20
_BATCH: Final = 50
_HEAD: Final = b"\0commit "
_ROW: Final = re.compile(r'\{"id": "([^"\\]+)"')
_WORD: Final = re.compile(r"\w+")
# A phrase of fewer letters is in too many texts to name a work.
_FEWEST_LETTERS: Final = 6

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class History:
    """What Git says: ``added`` by the name of a work, ``recorded`` by the ``id`` of a row of the lock; ``newest`` commit.

    What is older than the part of the history that is here, as in a shallow clone, has no date.
    """

    added: Mapping[str, date] = field(default_factory=dict)
    recorded: Mapping[str, date] = field(default_factory=dict)
    newest: date | None = None


def phrase(text: str) -> Phrase:
    """Return the words by which a text is found again, empty if they are too few to identify it.

    >>> phrase("arXiv:2312.17238"), phrase("GPT")
    (('arxiv', '2312', '17238'), ())
    """
    words = tuple(_WORD.findall(text.casefold()))
    return words if sum(map(len, words)) >= _FEWEST_LETTERS else ()


def read_history(root: Path, phrases: Mapping[str, Iterable[Phrase]]) -> History:
    """Read the history of the repository that holds a folder; ``phrases`` are what each work is known by.

    A work is added by the first commit that writes one of its phrases, on the branch that is checked out: a pull request
    counts when it was merged. Without Git, or without a commit, nothing is known.
    """
    try:
        return _read(root, phrases)
    except LitlintError:
        return History()


def _read(root: Path, phrases: Mapping[str, Iterable[Phrase]]) -> History:
    by_start: dict[str, list[tuple[Phrase, str]]] = {}
    for name, known in phrases.items():
        for words in filter(None, known):
            by_start.setdefault(words[0], []).append((words, name))
    added: dict[str, date] = {}
    recorded: dict[str, date] = {}
    newest = None
    for commit in _commits(root):
        newest = newest or commit.day
        names = _named(commit.text, by_start)
        if commit.is_start:
            for name in names:
                added.pop(name, None)
            continue
        added |= dict.fromkeys(names, commit.day)  # from the newest to the oldest: the last word is the first commit's
        for key in commit.rows:
            recorded.setdefault(key, commit.day)
    return History(added, recorded, newest)


@dataclass(frozen=True)
class _Commit:
    """What a commit added: text, and rows of the lock. ``is_start`` says that this is how all was before the rest."""

    day: date
    text: str
    rows: tuple[str, ...] = ()
    is_start: bool = False


def _commits(root: Path) -> Iterator[_Commit]:
    """Yield commits from the newest to the oldest, then the state before them where the history is longer or cut off."""
    shallow = run_git(root, "rev-parse", "--is-shallow-repository").data.strip() == b"true"
    paths = [f":(icase)*{ending}" for ending in ENDINGS] + [f":(glob)**/{LOCK_NAME}"]
    size = 0
    for skipped in range(0, _MOST_COMMITS, _BATCH):
        answer = run_git(
            root,
            "log",
            "--first-parent",
            "-m",
            "--patch",
            "--unified=0",
            "--text",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            f"--max-count={_BATCH}",
            f"--skip={skipped}",
            f"--format={'%x00'}commit %ct %H %P",
            "--relative",
            "--",
            *paths,
        )
        parts = answer.data.split(_HEAD)[1:]
        size += len(answer.data)
        for part in parts:
            head, _, patch = part.partition(b"\n")
            seconds, commit, *parents = head.decode("ascii", "replace").split()
            yield _commit(seconds, patch, is_start=shallow and not parents)
        if len(parts) < _BATCH or not parents:
            return
        if size > _MOST_BYTES:
            break
    yield _Commit(date.min, _state(root, f"{commit}^", paths), is_start=True)


def _commit(seconds: str, patch: bytes, *, is_start: bool) -> _Commit:
    lines = [
        line[1:]
        for line in patch.decode("utf-8", "replace").split("\n")
        if line.startswith("+") and not line.startswith("+++ ")
    ]
    rows = tuple(row[1] for line in lines if (row := _ROW.match(line)))
    return _Commit(_day(seconds), "\n".join(line for line in lines if not _ROW.match(line)), rows, is_start)


def _day(seconds: str) -> date:
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError):  # a commit may claim any time
        return date.min


def _state(root: Path, commit: str, paths: Sequence[str]) -> str:
    """Return the text of all lists at a commit, as what was added since there was nothing."""
    empty = run_git(root, "hash-object", "-t", "tree", "--stdin").data.decode().strip()
    answer = run_git(
        root, "diff", "--unified=0", "--text", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames",
        "--relative", empty, commit, "--", *paths,
    )  # fmt: skip
    return answer.data.decode("utf-8", "replace")


def _named(text: str, by_start: Mapping[str, Sequence[tuple[Phrase, str]]]) -> set[str]:
    """Return the names of the works of which a text has a phrase."""
    words = _WORD.findall(text.casefold())
    found = set()
    for at, word in enumerate(words):
        for known, name in by_start.get(word, ()):
            if name not in found and tuple(words[at : at + len(known)]) == known:
                found.add(name)
    return found
