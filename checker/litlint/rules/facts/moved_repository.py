"""The rule moved-repository."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from litlint.identifiers.identifier import Identifier, value_range
from litlint.rule import Bad, Context, Edit, Facts, Finding, Fix, Good, Link, Repository, Rule

_KNOWN = Facts(
    date(2026, 1, 1),
    repositories={
        Identifier("github", "doe/gardens"): Repository("towns/gardens"),
        Identifier("github", "roe/tapes"): Repository("Roe/Tapes"),
    },
    locked=True,
)


class MovedRepository(Rule):
    """A repository has another name or owner now.

    The old name still leads there, until somebody takes it. Case alone is not a move.

    Use the present name.
    """

    needs = frozenset({"repositories"})
    examples = (
        Bad(
            "- A Study [[code](https://github.com/doe/gardens/tree/main/src)]\n",
            finds="doe/gardens",
            fixed="- A Study [[code](https://github.com/towns/gardens/tree/main/src)]\n",
            facts=_KNOWN,
        ),
        Bad(
            "See <https://github.com/doe/gardens>.\n",
            finds="doe/gardens",
            fixed="See <https://github.com/towns/gardens>.\n",
            facts=_KNOWN,
        ),
        Good("- Tapes [[code](https://github.com/roe/tapes)]\n", facts=_KNOWN),
        Good("- A Study [[code](https://github.com/doe/gardens)]\n", facts=Facts(date(2026, 1, 1))),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        identifier = link.identifier
        known = context.facts.repositories.get(identifier) if identifier is not None else None
        place = value_range(link.url)
        if identifier is None or not isinstance(known, Repository) or place is None or link.is_image:
            return
        if known.goes_by(identifier.value):
            return
        span = link.url_span.sub(*place) if link.url_span.text == link.url else link.url_span
        fix = None
        if span.text.lower() == identifier.value.lower():
            fix = Fix(f"use {known.name}", (Edit(span, known.name),))
        yield self.finding(span, f"{span.text} is now {known.name}", help="use the present name", fix=fix)
