"""The rule missing-fragment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from litlint.rule import Bad, Context, Facts, Finding, Good, Link, Page, Rule

_URL = "https://example.org/study"
_KNOWN = Facts(date(2026, 1, 1), pages={_URL: Page(_URL, missing_fragments=("results",))}, locked=True)


class MissingFragment(Rule):
    """A link leads to a place within a page, and the page has no such place.

    Readers land at the top of the page and must search. Only small pages of plain HTML are judged; a page whose anchors
    are made by a script is not.

    Update the fragment, or remove it.
    """

    needs = frozenset({"pages"})
    examples = (
        Bad("- [A Study](https://example.org/study#results)\n", finds="results", facts=_KNOWN),
        Good("- [A Study](https://example.org/study#methods)\n", facts=_KNOWN),
        Good("- [A Study](https://example.org/study)\n", facts=_KNOWN),
        Good("- [A Study](https://example.org/study#results)\n", facts=Facts(date(2026, 1, 1))),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        page = context.facts.page(link.url.strip()) if link.is_outside and not link.is_image else None
        fragment = link.url.strip().partition("#")[2]
        if page is None or page.dead or fragment not in page.missing_fragments:
            return
        at = link.url_span.text.rfind(f"#{fragment}") + 1
        place = link.url_span.sub(at, at + len(fragment)) if at else link.url_span
        yield self.finding(
            place,
            f"the page has no anchor `#{fragment}`",
            help="update the fragment or remove it",
        )
