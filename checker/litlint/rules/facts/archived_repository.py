"""The rule archived-repository."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.rule import Bad, Context, Facts, Finding, Good, Link, Repository, Rule, Severity

_KNOWN = Facts(
    date(2026, 1, 1),
    repositories={Identifier("github", "doe/gardens"): Repository("doe/gardens", archived=True)},
    locked=True,
)


class ArchivedRepository(Rule):
    """A repository is archived: it can be read, but its owner no longer maintains it.

    Readers who want to use it should know.

    Say so beside the link, or link to what has replaced it.
    """

    severity = Severity.NOTE
    needs = frozenset({"repositories"})
    outdated = True
    examples = (
        Bad(
            "- A Study [[code](https://github.com/doe/gardens)]\n", finds="https://github.com/doe/gardens", facts=_KNOWN
        ),
        Bad("See https://github.com/doe/gardens for more.\n", finds="https://github.com/doe/gardens", facts=_KNOWN),
        Good("- A Study [[code](https://github.com/doe/towns)]\n", facts=_KNOWN),
        Good("- A Study [[code](https://github.com/doe/gardens)]\n", facts=Facts(date(2026, 1, 1))),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        identifier = link.identifier
        known = context.facts.repositories.get(identifier) if identifier is not None and not link.is_image else None
        if identifier is not None and isinstance(known, Repository) and known.archived:
            yield self.finding(link.url_span, f"{identifier.value} is archived (read-only)")
