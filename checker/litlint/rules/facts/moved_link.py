"""The rule moved-link."""

from collections.abc import Iterator

from litlint.rule import (
    NO_FACTS,
    Bad,
    Context,
    Edit,
    Facts,
    Finding,
    Fix,
    Good,
    Link,
    Page,
    Repository,
    Rule,
    Severity,
    locked,
)

_URL = "https://example.org/study"
_KNOWN = locked(pages=[Page(_URL, moved="https://example.org/papers/study")])
_FILE = "https://github.com/doe/gardens/blob/main/plan.md"
_REPOSITORY = locked(
    pages=[Page(_FILE, moved="https://github.com/towns/gardens/blob/main/plan.md")],
    repositories={"doe/gardens": Repository("towns/gardens")},
)
_WELL = locked(pages=[Page(_URL)])


class MovedLink(Rule):
    """A link leads to a page that has moved for good, on the same site.

    The old address may stop working one day. Where the whole repository has moved, moved-repository says so.

    Use the new address.
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
        Good("- A Study [[plan](https://github.com/doe/gardens/blob/main/plan.md)]\n", facts=_REPOSITORY),
        Good("- [A Study](https://example.org/study)\n", facts=NO_FACTS),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        page = context.page(link)
        if page is not None and page.moved and not page.dead and not _has_moved(link, context.facts):
            target = page.moved + link.url[len(link.url.partition("#")[0]) :]
            fix = Fix("use the new address", (Edit(link.url_span, target),)) if link.url_span.text == link.url else None
            yield self.finding(
                link.url_span, f"the page has moved to {page.moved}", help="use the new address", fix=fix
            )


def _has_moved(link: Link, facts: Facts) -> bool:
    """Say whether it is the whole repository that has moved, which moved-repository reports."""
    identifier = link.identifier
    known = facts.repositories.get(identifier) if identifier is not None else None
    return identifier is not None and isinstance(known, Repository) and not known.goes_by(identifier.value)
