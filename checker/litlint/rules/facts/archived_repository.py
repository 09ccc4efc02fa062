"""The rule archived-repository."""

from collections.abc import Iterator

from litlint.rule import NO_FACTS, Bad, Context, Finding, Good, Link, Repository, Rule, Severity, locked

_KNOWN = locked(repositories={"doe/gardens": Repository("doe/gardens", archived=True)})


class ArchivedRepository(Rule):
    """A repository is archived: it can be read, but its owner no longer maintains it.

    Readers who want to use it should know.

    Say so beside the link, or link to what has replaced it.
    """

    severity = Severity.NOTE
    needs = frozenset({"repositories"})
    outdated = True
    examples = (
        Bad(
            "- A Study [[code](https://github.com/doe/gardens)]\n", finds="https://github.com/doe/gardens", facts=_KNOWN
        ),
        Bad("See https://github.com/doe/gardens for more.\n", finds="https://github.com/doe/gardens", facts=_KNOWN),
        Good("- A Study [[code](https://github.com/doe/towns)]\n", facts=_KNOWN),
        Good("- A Study [[code](https://github.com/doe/gardens)]\n", facts=NO_FACTS),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        name, known = context.repository(link)
        if isinstance(known, Repository) and known.archived:
            yield self.finding(link.url_span, f"{name} is archived (read-only)")
