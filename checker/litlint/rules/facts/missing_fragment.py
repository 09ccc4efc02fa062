"""The rule missing-fragment."""

from collections.abc import Iterator

from litlint.rule import NO_FACTS, Bad, Context, Finding, Good, Link, Page, Rule, locked

_URL = "https://example.org/study"
_KNOWN = locked(pages=[Page(_URL, missing_fragments=("results",))])


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
        Good("- [A Study](https://example.org/study#results)\n", facts=NO_FACTS),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        page = context.page(link)
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
