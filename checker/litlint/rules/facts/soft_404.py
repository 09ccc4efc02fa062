"""The rule soft-404."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from litlint.rule import Bad, Context, Facts, Finding, Good, Link, Page, Rule, Severity

_URL = "https://example.org/study"
_KNOWN = Facts(date(2026, 1, 1), pages={_URL: Page(_URL, soft_404="Page not found")}, locked=True)
_WELL = Facts(date(2026, 1, 1), pages={_URL: Page(_URL)}, locked=True)


class Soft404(Rule):
    """A page says that it is gone, though its host says that all is well; or it leads to the front page of its site.

    Readers find nothing there.

    Replace the link with the page's new address, or remove it.
    """

    severity = Severity.WARNING
    needs = frozenset({"pages"})
    examples = (
        Bad(
            "- [A Study](https://example.org/study)\n",
            finds="https://example.org/study",
            facts=_KNOWN,
        ),
        Good("- [A Study](https://example.org/study)\n", facts=_WELL),
        Good("- [A Study](https://example.org/study)\n", facts=Facts(date(2026, 1, 1))),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        page = context.facts.page(link.url.strip()) if link.is_outside and not link.is_image else None
        if page is not None and page.soft_404 and not page.dead:
            message = f'the page says that it is gone: "{page.soft_404}"'
            yield self.finding(link.url_span, message, help="replace the link or remove it")
