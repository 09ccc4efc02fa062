"""What changed in the world, in words: each sentence is on one row of the lock that differs from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from litlint import regex as re
from litlint.lookup.lockfile import Answer, is_repository
from litlint.metadata.normalize import normalize_title
from litlint.model.facts import ABSENT, Absence, Page, Paper, Repository

_STAMP: Final = re.compile(r"(?:retracted|withdrawn|removed)(?: article)?: ", re.IGNORECASE)
"""What publishers put before the title of a work that they took back."""
_NAMES: Final = {"arxiv": "arXiv", "github": "GitHub", "huggingface": "Hugging Face"}


def drift(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> list[str]:
    """Return the sentences, in the order of the rows; a row that only came or went is mentioned if something is wrong."""
    found: list[str] = []
    for key in sorted(after):
        old, new = before.get(key), after[key]
        if old == new:
            continue
        if isinstance(new, Page):
            found += _of_page(old, new)
        elif isinstance(new, Repository):
            found += _of_repository(key, old, new)
        elif isinstance(new, Paper) and isinstance(old, Paper):
            found += _of_paper(key, old, new)
        elif isinstance(new, Paper):
            found += _grave(_short(new), None, new)
        elif not key.startswith("title:"):
            found += [_gone(key, old)]
    return found


def _of_paper(key: str, old: Paper, new: Paper) -> Iterator[str]:
    yield from _grave(_short(new), old, new)
    if normalize_title(old.title) != normalize_title(new.title) and old.title:
        yield f"{_shown(key)} was renamed: “{old.title}” is now “{new.title}”"
    if (new.doi or new.venue) and not (old.doi or old.venue):
        where = ", ".join(part for part in (new.venue, new.doi) if part)
        yield f"{_short(new)} was published: {where}"


def _grave(name: str, old: Paper | None, new: Paper) -> Iterator[str]:
    if new.withdrawn and not (old and old.withdrawn):
        yield f"{name} was withdrawn: {new.withdrawn}"
    if new.retracted and not (old and old.retracted):
        yield f"{name} was retracted: {new.retracted}"


def _of_repository(key: str, old: Answer | None, new: Repository) -> Iterator[str]:
    known = old.name if isinstance(old, Repository) else key.partition(":")[2]
    if known.casefold() != new.name.casefold():
        yield f"{known} is now {new.name}"
    if new.archived and not (isinstance(old, Repository) and old.archived):
        yield f"{new.name} is archived"
    if old is ABSENT:
        yield f"{new.name} is back"


def _of_page(old: Answer | None, new: Page) -> Iterator[str]:
    was = old if isinstance(old, Page) else None
    if new.dead and not (was and was.dead):
        yield f"{new.url} is gone ({new.status})"
    elif new.misses and not (was and was.misses):
        yield f"{new.url} did not answer as it should ({new.status}); it counts as gone after three misses"
    elif was is not None and was.misses and not new.misses:
        yield f"{new.url} is back"
    if new.moved and new.moved != (was.moved if was else None):
        yield f"{new.url} has moved to {new.moved}"
    if new.soft_404 and new.soft_404 != (was.soft_404 if was else None):
        yield f"{new.url} says that it is gone: {new.soft_404}"


def _gone(key: str, old: Answer | None) -> str:
    scheme, _, value = key.partition(":")
    if scheme == "doi":
        return f"no registry knows {key}"
    what = "repository" if is_repository(key) else "paper"
    again = " any more" if old is not None and not isinstance(old, Absence) else ""
    return f"{_NAMES.get(scheme, scheme)} knows no {what} {value}{again}"


def _short(paper: Paper) -> str:
    """Return what people call a paper: the name before its colon, or its title."""
    title = _STAMP.sub("", paper.title)
    name = title.partition(": ")[0]
    # A longer beginning is a clause of the title, not the name of a method.
    return name if 2 < len(name) <= 40 else f"“{title or paper.identifier}”"


def _shown(key: str) -> str:
    scheme, _, value = key.partition(":")
    return f"{_NAMES.get(scheme, scheme)}:{value}"
