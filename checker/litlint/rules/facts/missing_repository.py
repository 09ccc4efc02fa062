"""The rule missing-repository."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.rule import ABSENT, Bad, Context, Facts, Finding, Good, Link, Rule, Severity

_KNOWN = Facts(date(2026, 1, 1), repositories={Identifier("github", "doe/gardens"): ABSENT}, locked=True)


class MissingRepository(Rule):
    """A repository is gone: deleted, made private, or never there.

    Its host was asked and has no repository of that name.

    Replace the link or remove it.
    """

    severity = Severity.ERROR
    needs = frozenset({"repositories"})
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
        if identifier is not None and known is ABSENT:
            yield self.finding(link.url_span, f"{identifier.value} does not exist: its host was asked")
