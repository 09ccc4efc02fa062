"""The rule soft-404."""

from collections.abc import Iterator

from litlint.rule import NO_FACTS, Bad, Context, Finding, Good, Link, Page, Rule, Severity, locked

_URL = "https://example.org/study"
_KNOWN = locked(pages=[Page(_URL, soft_404="Page not found")])
_WELL = locked(pages=[Page(_URL)])


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
        Good("- [A Study](https://example.org/study)\n", facts=NO_FACTS),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        page = context.page(link)
        if page is not None and page.soft_404 and not page.dead:
            message = f'the page says that it is gone: "{page.soft_404}"'
            yield self.finding(link.url_span, message, help="replace the link or remove it")
