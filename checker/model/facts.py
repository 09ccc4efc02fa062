"""What the outside world said: papers, pages and repositories. An answer, ``ABSENT``, or None when nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final, Literal

from checker.model.identifier import Identifier


class Absence(Enum):
    """The one value that says: asked, and there is no such thing."""

    ABSENT = "absent"


ABSENT: Final = Absence.ABSENT
Need = Literal["papers", "pages", "repositories"]


@dataclass(frozen=True, slots=True)
class Paper:
    """What registries say of a work. Dates are ISO, as precise as known (``2023``, ``2023-12-28``); None is not known.

    ``published`` is the date of the first version and ``updated`` that of the latest. ``former_titles`` are titles that
    earlier versions bore. ``withdrawn`` and ``retracted`` hold the notice in the registry's words.
    """

    identifier: Identifier
    title: str
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    category: str | None = None
    version: int | None = None
    doi: str | None = None
    venue: str | None = None
    withdrawn: str | None = None
    retracted: str | None = None
    former_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repository:
    """What its host says of a code repository, model or data set: the canonical name, archived or not."""

    name: str
    archived: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What the web said of a URL. ``status`` is None while it is well, else the last HTTP status or ``dns``.

    ``misses`` are the ISO dates of up to three misses; ``moved`` is the place that a permanent redirect leads to; ``fresh``
    says that the link is new to the lists (no lock row came before this answer).
    """

    url: str
    status: int | str | None = None
    misses: tuple[str, ...] = ()
    moved: str | None = None
    soft_404: str | None = None
    missing_fragments: tuple[str, ...] = ()
    fresh: bool = False


@dataclass(frozen=True)
class Facts:
    """All that is known when the rules run. ``today`` is the clock; ``locked`` says that a lock is kept for the lists."""

    today: date
    papers: Mapping[Identifier, Paper | Absence] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    repositories: Mapping[Identifier, Repository | Absence] = field(default_factory=dict)
    locked: bool = False

    def paper(self, identifier: Identifier | None) -> Paper | None:
        """Return the record of a work, None when there is none or nobody knows."""
        record = self.papers.get(identifier) if identifier is not None else None
        return record if isinstance(record, Paper) else None
