"""The examples of a rule, which are its tests and a part of its manual page; and the texts and facts that many share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from litlint.identifiers.identifier import Identifier
from litlint.model.facts import Absence, Facts, Page, Paper, Repository

# Nothing is known: what a rule on facts must not find anything by.
NO_FACTS = Facts(date(2026, 1, 1))
# The work that most examples are about.
GARDENS = Identifier("arxiv", "2001.01234")


@dataclass(frozen=True)
class Good:
    """A text that the rule leaves alone.

    ``files`` are further files of the collection by path; ``options`` set the rule's options, ``config`` the
    configuration as in ``litlint.toml``; ``facts`` is what the outside world said. ``path`` is the path of ``text``.
    """

    text: str
    files: Mapping[str, str] = field(default_factory=dict)
    config: Mapping[str, object] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    facts: Facts | None = None
    path: str = "list.md"


@dataclass(frozen=True)
class Bad(Good):
    """A text in which the rule finds something.

    ``finds`` quotes the text that each finding points at, in order; ``fixed`` is the text after all fixes, if it has
    one.
    """

    finds: str | tuple[str, ...] = ()
    fixed: str | None = None


Example = Good | Bad


def cited(
    *more: str,
    kind: str = "misc",
    key: str = "doe2020small",
    title: str = "A Small Study of Gardens",
    author: str = "Jane Doe",
    year: str = "2020",
) -> str:
    """Return a citation in a fence, with ``more`` fields at its end as they are written: ``"pages={1--9}"``."""
    fields = [f"title={{{title}}}", f"author={{{author}}}", *([f"year={{{year}}}"] if year else []), *more]
    lines = ",\n  ".join([f"@{kind}{{{key}", *fields])
    return f"```bibtex\n{lines}\n}}\n```\n"


def locked(
    *papers: Paper,
    pages: Iterable[Page] = (),
    repositories: Mapping[str, Repository | Absence] = MappingProxyType({}),
) -> Facts:
    """Return facts as a lock keeps them; ``repositories`` are by their names on GitHub."""
    return Facts(
        NO_FACTS.today,
        papers={paper.identifier: paper for paper in papers},
        pages={page.url: page for page in pages},
        repositories={Identifier("github", name): found for name, found in repositories.items()},
        locked=True,
    )
