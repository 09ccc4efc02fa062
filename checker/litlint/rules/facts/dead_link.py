"""The rule dead-link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.rule import ABSENT, Bad, Context, Facts, Finding, Good, Link, Page, Rule, Severity

_URL = "https://example.org/study"
_KNOWN = Facts(date(2026, 1, 1), pages={_URL: Page(_URL, status=404, misses=("2025-12-01",), fresh=True)}, locked=True)
_FILE = "https://github.com/doe/gardens/blob/main/plan.md"
_NO_REPOSITORY = Facts(
    date(2026, 1, 1),
    pages={_FILE: Page(_FILE, status=404, misses=("2025-12-01",), fresh=True)},
    repositories={Identifier("github", "doe/gardens"): ABSENT},
    locked=True,
)
_WELL = Facts(date(2026, 1, 1), pages={_URL: Page(_URL)}, locked=True)


class DeadLink(Rule):
    """A link is dead: its page is gone for certain.

    A link that never answered is dead when its host says so twice (404, 410, or no such host while others answer). One
    that has answered before is dead after three misses over at least three days. A page that refuses robots, is slow or
    fails is not a dead page. Where the whole repository is gone, missing-repository tells.

    Replace the link with the page's new address or a copy in an archive, or remove it.
    """

    severity = Severity.ERROR
    needs = frozenset({"pages"})
    examples = (
        Bad(
            "- [A Study](https://example.org/study)\n",
            finds="https://example.org/study",
            facts=_KNOWN,
        ),
        Good("- [A Study](https://example.org/study)\n", facts=_WELL),
        Good(
            "- [A Study](https://example.org/study), [plan](https://github.com/doe/gardens/blob/main/plan.md)\n",
            facts=_NO_REPOSITORY,
        ),
        Good("- [A Study](https://example.org/study)\n", facts=Facts(date(2026, 1, 1))),
        Good(
            "- [A Study](https://example.org/study)\n",
            facts=Facts(
                date(2026, 1, 1),
                pages={_URL: Page(_URL, status=404, misses=("2025-12-01", "2025-12-09"))},
                locked=True,
            ),
        ),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        page = context.facts.page(link.url.strip()) if link.is_outside and not link.is_image else None
        within = link.identifier
        if within is not None and context.facts.repositories.get(within) is ABSENT:
            return
        if page is not None and page.dead:
            how = "its host does not exist" if page.status == "dns" else f"its host answers {page.status}"
            since = f" since {page.misses[0]}" if len(page.misses) > 1 else ""
            message = f"the page is gone{since}: {how}"
            yield self.finding(link.url_span, message, help="replace the link or remove it")
