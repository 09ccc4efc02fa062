"""The rule missing-repository."""

from collections.abc import Iterator

from litlint.rule import ABSENT, NO_FACTS, Bad, Context, Finding, Good, Link, Rule, Severity, locked

_KNOWN = locked(repositories={"doe/gardens": ABSENT})


class MissingRepository(Rule):
    """A repository is gone: deleted, made private, or never there.

    Its host was asked and has no repository of that name.

    Replace the link or remove it.
    """

    severity = Severity.ERROR
    needs = frozenset({"repositories"})
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
        if known is ABSENT:
            yield self.finding(link.url_span, f"{name} does not exist: its host was asked")
