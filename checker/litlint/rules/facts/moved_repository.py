"""The rule moved-repository."""

from collections.abc import Iterator

from litlint.identifiers.identifier import value_range
from litlint.rule import NO_FACTS, Bad, Context, Edit, Finding, Fix, Good, Link, Repository, Rule, locked

_KNOWN = locked(repositories={"doe/gardens": Repository("towns/gardens"), "roe/tapes": Repository("Roe/Tapes")})


class MovedRepository(Rule):
    """A repository has another name or owner now.

    The old name still leads there, until someone else takes it. Case alone is not a move.

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
        Good("- A Study [[code](https://github.com/doe/gardens)]\n", facts=NO_FACTS),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        name, known = context.repository(link)
        place = value_range(link.url)
        if not isinstance(known, Repository) or place is None or known.goes_by(name):
            return
        span = link.url_span.sub(*place) if link.url_span.text == link.url else link.url_span
        fix = None
        if span.text.lower() == name.lower():
            fix = Fix(f"use {known.name}", (Edit(span, known.name),))
        yield self.finding(span, f"{span.text} is now {known.name}", help="use the present name", fix=fix)
