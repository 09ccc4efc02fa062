"""The rule closed-service."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from litlint.identifiers import hosts
from litlint.identifiers.identifier import Identifier
from litlint.identifiers.urls import host_of
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import compare_titles
from litlint.model.facts import Facts, Paper
from litlint.rule import Bad, Context, Edit, Entry, Finding, Fix, Good, Link, Rule, Severity

_BIRDS = Identifier("arxiv", "2001.01234")
_KNOWN = Facts(date(2026, 1, 1), papers={_BIRDS: Paper(_BIRDS, "Counting Birds at Dawn")}, locked=True)
_OLD = "https://paperswithcode.com/paper/counting-birds-at-dawn"
_OTHER = "- [Sorting Tapes Alone](https://arxiv.org/abs/2002.04321). ICML 2020\n"
_NEW = "https://huggingface.co/papers/2001.01234"


class ClosedService(Rule):
    """A link leads to a service that has closed, so its page is gone, whatever the address answers today.

    The fix links to the page of the same paper at the successor. It is safe if a registry says that the arXiv id is that
    of a paper with the title of the entry.

    Link to the paper itself or to its page at the successor.
    """

    severity = Severity.NOTE
    habit = "a link leads to a service that has closed"
    examples = (
        Bad(
            f"- [Counting Birds at Dawn](https://arxiv.org/abs/2001.01234) [[page]({_OLD})]\n",
            finds=_OLD,
            fixed=f"- [Counting Birds at Dawn](https://arxiv.org/abs/2001.01234) [[page]({_NEW})]\n",
        ),
        Bad(
            f"- [Counting Birds at Dawn]({_OLD}). ICML 2020\n{_OTHER}",
            finds=_OLD,
            fixed=f"- [Counting Birds at Dawn]({_NEW}). ICML 2020\n{_OTHER}",
            facts=_KNOWN,
        ),
        Bad(f"- [Weighing the Dew of a Day]({_OLD}). ICML 2020\n{_OTHER}", finds=_OLD, facts=_KNOWN),
        Good("- [Counting Birds at Dawn](https://huggingface.co/papers/2001.01234)\n"),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        for link in entry.links:
            host = host_of(link.url)
            service = hosts.hosts().closed.get(host)
            if service is None:
                continue
            slug = urlsplit(link.url.strip()).path.removeprefix(service.papers)
            fix = _fix(link, entry, slug, service, context.facts)
            help_ = None if fix else "link to the paper itself"
            message = f"{host} closed in {service.when}, so this page is gone"
            yield self.finding(link.url_span, message, help=help_, fix=fix)


def _fix(link: Link, entry: Entry, slug: str, service: hosts.ClosedService, facts: Facts) -> Fix | None:
    """Offer the page of the same paper, if the link spells the entry's title and an arXiv id is known for it."""
    words = normalize_title(slug.strip("/").replace("-", " "))
    if words != normalize_title(entry.title.value.replace("-", " ")) or link.url_span.text != link.url:
        return None
    named = next((identifier for identifier, _ in entry.works if identifier.scheme == "arxiv"), None)
    paper = facts.paper(named) if named is not None else _titled(entry.title.value, facts)
    identifier = paper.identifier if paper is not None else named
    if identifier is None:
        return None
    safe = paper is not None and compare_titles(paper.title, entry.title.value) == "same"
    edit = Edit(link.url_span, service.successor.format(identifier.value))
    return Fix("link to the page of the same paper at the successor", (edit,), safe=safe)


def _titled(title: str, facts: Facts) -> Paper | None:
    """Return the one paper of arXiv that has a title."""
    found = [
        paper
        for identifier, paper in facts.papers.items()
        if identifier.scheme == "arxiv" and isinstance(paper, Paper) and compare_titles(paper.title, title) == "same"
    ]
    return found[0] if len(found) == 1 else None
