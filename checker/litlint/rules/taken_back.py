"""What the rules retracted-paper and withdrawn-paper share: each finds the papers that have one kind of notice."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from litlint.rule import (
    NO_FACTS,
    Bad,
    Context,
    Example,
    Finding,
    Good,
    Paper,
    Rule,
    Severity,
    WorkReference,
    cited,
    locked,
)

Notice = Literal["retracted", "withdrawn"]


class TakenBack(Rule):
    """A rule that finds each place where a list names a paper whose registry has a notice of the kind ``notice``."""

    severity = Severity.ERROR
    needs = frozenset({"papers"})
    outdated = True
    notice: ClassVar[Notice]

    def visit_reference(self, reference: WorkReference, context: Context) -> Iterator[Finding]:
        known = context.facts.paper(reference.identifier)
        words = getattr(known, self.notice) if known is not None else None
        if words:
            message = f"{reference.identifier} was {self.notice}: {words}"
            help_text = f"remove the entry, or say that the paper was {self.notice}"
            yield self.finding(reference.span, message, help=help_text)


def examples_of(paper: Paper) -> tuple[Example, ...]:
    """Return the examples of such a rule: what it says of a paper with the notice, and of others."""
    known = locked(paper)
    entry = f"- [{paper.title}]({paper.identifier.url})\n"
    return (
        Bad(entry, finds="2001.01234", facts=known),
        Bad(cited("eprint={2001.01234}", "archivePrefix={arXiv}"), finds="2001.01234", facts=known),
        Good("- [A Large Study of Gardens](https://arxiv.org/abs/2101.01234)\n", facts=known),
        Good(entry, facts=NO_FACTS),
    )
