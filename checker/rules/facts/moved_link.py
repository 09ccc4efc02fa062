"""The rule moved-link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checker.model.document import Collection
from checker.model.facts import Facts, Page
from checker.model.finding import Edit, Finding, Fix, Severity
from checker.model.markup import Link
from checker.rule import Bad, Good, Rule

_URL = "https://example.org/study"
_KNOWN = Facts(date(2026, 1, 1), pages={_URL: Page(_URL, moved="https://example.org/papers/study")}, locked=True)
_WELL = Facts(date(2026, 1, 1), pages={_URL: Page(_URL)}, locked=True)


@dataclass(frozen=True)
class MovedLink(Rule):
    """A link leads to a page that has moved for good, on the same site.

    The old address may stop working one day.

    Write the new address.
    """

    severity = Severity.NOTE
    needs = frozenset({"pages"})
    examples = (
        Bad(
            "- [A Study](https://example.org/study)\n",
            finds="https://example.org/study",
            fixed="- [A Study](https://example.org/papers/study)\n",
            facts=_KNOWN,
        ),
        Good("- [A Study](https://example.org/study)\n", facts=_WELL),
        Good("- [A Study](https://example.org/study)\n", facts=Facts(date(2026, 1, 1))),
    )

    def check_link(self, link: Link, collection: Collection, facts: Facts) -> Iterator[Finding]:
        page = facts.page(link.url.strip()) if link.is_outside and not link.is_image else None
        if page is not None and page.moved and not page.dead:
            target = page.moved + link.url[len(link.url.partition("#")[0]) :]
            fix = (
                Fix("write the new address", (Edit(link.url_span, target),)) if link.url_span.text == link.url else None
            )
            yield self.found(
                link.url_span, f"the page has moved to {page.moved}", help="write the new address", fix=fix
            )
