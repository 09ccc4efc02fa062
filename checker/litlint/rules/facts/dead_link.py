"""The rule dead-link."""

from collections.abc import Iterator

from litlint.rule import ABSENT, NO_FACTS, Bad, Context, Edit, Finding, Fix, Good, Link, Page, Rule, Severity, locked

_URL = "https://example.org/study"
_KNOWN = locked(pages=[Page(_URL, status=404, misses=("2025-12-01",), fresh=True)])
_COPIED = locked(pages=[Page(_URL, status=404, misses=("2025-12-01",), fresh=True, capture="20230612123456")])
_FILE = "https://github.com/doe/gardens/blob/main/plan.md"
_NO_REPOSITORY = locked(
    pages=[Page(_FILE, status=404, misses=("2025-12-01",), fresh=True)], repositories={"doe/gardens": ABSENT}
)
_WELL = locked(pages=[Page(_URL)])


class DeadLink(Rule):
    """A link is dead: its page is gone for certain.

    A link that never answered is dead when its host says so twice (404, 410, or no such host while others answer). One
    that has answered before is dead after three misses over at least three days. A page that refuses robots, is slow or
    fails is not a dead page. Where the whole repository is gone, missing-repository says so.

    Replace the link with the page's new address or a copy in an archive, or remove it. `litlint lock` asks the Wayback
    Machine for the copy that is nearest to the day when the link was added; an unsafe fix links to it.
    """

    severity = Severity.ERROR
    needs = frozenset({"pages"})
    examples = (
        Bad(
            "- [A Study](https://example.org/study)\n",
            finds="https://example.org/study",
            facts=_KNOWN,
        ),
        Bad(
            "- [A Study](https://example.org/study#results)\n",
            finds="https://example.org/study#results",
            fixed="- [A Study](https://web.archive.org/web/20230612123456/https://example.org/study#results)\n",
            facts=_COPIED,
        ),
        Good("- [A Study](https://example.org/study)\n", facts=_WELL),
        Good(
            "- [A Study](https://example.org/study), [plan](https://github.com/doe/gardens/blob/main/plan.md)\n",
            facts=_NO_REPOSITORY,
        ),
        Good("- [A Study](https://example.org/study)\n", facts=NO_FACTS),
        Good(
            "- [A Study](https://example.org/study)\n",
            facts=locked(pages=[Page(_URL, status=404, misses=("2025-12-01", "2025-12-09"))]),
        ),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        page = context.page(link)
        _, repository = context.repository(link)
        if page is not None and page.dead and repository is not ABSENT:
            how = "its host does not exist" if page.status == "dns" else f"its host answers {page.status}"
            since = f" since {page.misses[0]}" if len(page.misses) > 1 else ""
            message = f"the page is gone{since}: {how}"
            yield self.finding(link.url_span, message, help="replace the link or remove it", fix=_copy(link, page))


def _copy(link: Link, page: Page) -> Fix | None:
    """Offer the copy in an archive, whose address has the old one in it."""
    if not page.archive_prefix or link.url_span.text.partition("#")[0] != page.url:
        return None
    day = f"{page.capture[:4]}-{page.capture[4:6]}-{page.capture[6:8]}"
    edit = Edit(link.url_span.sub(0, 0), page.archive_prefix)
    return Fix(f"link to the Wayback Machine's copy of {day}", (edit,), safe=False)
