"""What the outside world said: papers, pages and repositories. An answer, ``ABSENT``, or None where nothing is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import Enum
from typing import Final, Literal

from litlint.identifiers.identifier import Identifier
from litlint.identifiers.urls import without_user
from litlint.values import value


class Absence(Enum):
    """The one value that says: asked, and there is no such thing."""

    ABSENT = "absent"


ABSENT: Final = Absence.ABSENT
UNIDENTIFIED: Final = Identifier("", "")
"""What a work has for an identifier that an index knows by its words alone."""
Need = Literal["papers", "pages", "repositories"]
_WAYBACK: Final = "https://web.archive.org/web"
_CAPTURE_DIGITS: Final = 14
SERVED: Final = frozenset({"arxiv", "doi", "github", "huggingface"})
"""The schemes whose identifiers some registry can prove; of any other nothing can be known."""
MISSES_UNTIL_DEAD: Final = 3
"""A link that has answered once is dead only after this many dated misses."""


@value
class Paper:
    """What registries say of a work. Dates are ISO, as precise as known (``2023``, ``2023-12-28``); None is not known.

    ``title`` is empty when the registry confirms the identifier and says nothing else. ``published`` is the date
    of the first version and ``updated`` that of the latest. ``former_titles`` are titles that earlier versions had.
    ``withdrawn`` and ``retracted`` hold the notice in the registry's words. ``code`` are the repositories that the paper's
    abstract or comment names (``github:owner/name``).
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
    code: tuple[str, ...] = ()


@value
class Repository:
    """What its host says of a code repository, model or data set: the canonical name, archived or not."""

    name: str
    archived: bool | None = None

    def goes_by(self, name: str) -> bool:
        """Say whether a name is its present one; case alone makes no other."""
        return self.name.casefold() == name.casefold()


def is_capture(when: str) -> bool:
    """Say whether a text is the time of a capture in the Wayback Machine: year to second, 14 digits.

    >>> is_capture("20230612123456"), is_capture("2023")
    (True, False)
    """
    return len(when) == _CAPTURE_DIGITS and when.isascii() and when.isdecimal()


def page_key(url: str) -> str:
    """Return the URL by which a page goes: its scheme in lower case, without fragment and white space around it.

    A user's name and password are left out: they are neither sent nor kept.
    """
    scheme, colon, rest = without_user(url.strip()).partition(":")
    return f"{scheme.lower()}{colon}{rest}".partition("#")[0]


@value
class Page:
    """What the web said of a URL, which is here without its fragment.

    ``status`` is None while the page is well, else the last HTTP status, ``dns`` for a name that does not resolve, or
    a word for a page that never gave an answer to judge by (``timeout``). ``misses`` are the ISO dates of up to three
    misses; ``moved`` is the place that a permanent redirect leads to; ``soft_404`` the words by which a page says
    that it is gone though its status is 200; ``fresh`` says that the link had never answered before it went missing.

    ``capture`` is when the Wayback Machine made a copy of a page that is gone, as 14 digits.
    ``title`` and ``authors`` are those of the paper that the page says it presents (``citation_title``,
    ``citation_author``), ``work`` the identifier that it gives (``doi:10.1000/182``); empty for a page of no paper.
    """

    url: str
    status: int | str | None = None
    misses: tuple[str, ...] = ()
    moved: str | None = None
    soft_404: str | None = None
    missing_fragments: tuple[str, ...] = ()
    fresh: bool = False
    title: str = ""
    authors: tuple[str, ...] = ()
    work: str = ""
    capture: str = ""

    @property
    def archive_prefix(self) -> str:
        """What makes of the URL, put before it, that of its copy in the Wayback Machine; empty if none is known."""
        return f"{_WAYBACK}/{self.capture}/" if self.capture else ""

    @property
    def paper(self) -> Paper | None:
        """The paper that the page says it presents, as a record to compare with."""
        if not self.title:
            return None
        scheme, _, value = self.work.partition(":")
        return Paper(Identifier(scheme, value) if value else UNIDENTIFIED, self.title, self.authors)

    @property
    def dead(self) -> bool:
        """Whether the page is gone for certain: at once if it never answered, else after three misses."""
        return len(self.misses) >= (1 if self.fresh else MISSES_UNTIL_DEAD)


@value
class TitleQuery:
    """A work that is known by its words alone, where an entry or a citation gives no identifier.

    ``author`` is the first author's name as written, or empty.
    """

    title: str
    author: str = ""

    @property
    def key(self) -> str:
        """The words by which the answer is kept: case and white space folded."""
        words = (" ".join(part.casefold().split()) for part in (self.title, self.author))
        return " / ".join(word for word in words if word)


@value
class Missing:
    """A work that the volume it is cited from does not have, as far as the volume is known.

    ``volume`` is in words (``CVPR 2022 (2,070 papers in DBLP of 2026-11-01)``); ``instead`` is the title of the paper
    there that is by exactly the authors who are named, or empty.
    """

    volume: str
    instead: str = ""


@dataclass(frozen=True)
class Facts:
    """All that is known when the rules run.

    ``today`` is the clock; ``locked`` says that a lock is kept for the lists. ``pages`` go by URL without fragment;
    ``works`` by ``Work.key``: what a search for the title found, ``ABSENT`` if every place that was asked knows no
    such work. ``missing_from`` says, by the same key, which volume does not have the work. ``strange_dois`` are DOIs of
    registrants whom an offline index does not know, though it knows the work; each with what the index is, in words.
    """

    today: date
    papers: Mapping[Identifier, Paper | Absence] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    repositories: Mapping[Identifier, Repository | Absence] = field(default_factory=dict)
    locked: bool = False
    works: Mapping[str, Paper | Absence] = field(default_factory=dict)
    missing_from: Mapping[str, Missing] = field(default_factory=dict)
    strange_dois: Mapping[Identifier, str] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """Whether anything at all is known, were it only that a lock is kept."""
        return self.locked or any(self.kinds)

    @property
    def kinds(self) -> tuple[Mapping[Identifier, object] | Mapping[str, object], ...]:
        """All kinds of facts, by the fields of this class, so that what depends on them forgets none."""
        values = (getattr(self, each.name) for each in fields(self))
        return tuple(value for value in values if isinstance(value, Mapping))

    def paper(self, identifier: Identifier | None) -> Paper | None:
        """Return the record of a work, None when there is none or nothing is known."""
        record = self.papers.get(identifier) if identifier is not None else None
        return record if isinstance(record, Paper) else None

    def page(self, url: str) -> Page | None:
        """Return what the web said of a URL, with or without a fragment."""
        return self.pages.get(page_key(url))
