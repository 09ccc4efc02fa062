"""The rule retracted-paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.rule import Bad, Context, Facts, Finding, Good, Paper, Rule, Severity, WorkReference

_GARDENS = Identifier("arxiv", "2001.01234")
_KNOWN = Facts(
    date(2026, 1, 1),
    papers={_GARDENS: Paper(_GARDENS, "A Small Study of Gardens", retracted="because of an error in Lemma 2")},
    locked=True,
)


class RetractedPaper(Rule):
    """A paper of the list was retracted.

    Whoever reads or cites it should know.

    Remove the entry, or say beside it that the paper was retracted and allow it with the reason.
    """

    severity = Severity.ERROR
    needs = frozenset({"papers"})
    outdated = True
    examples = (
        Bad("- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n", finds="2001.01234", facts=_KNOWN),
        Bad(
            "```bibtex\n@misc{doe, title={A Small Study of Gardens}, author={Jane Doe}, year={2020}, "
            "eprint={2001.01234}, archivePrefix={arXiv}}\n```\n",
            finds="2001.01234",
            facts=_KNOWN,
        ),
        Good("- [A Large Study of Gardens](https://arxiv.org/abs/2101.01234)\n", facts=_KNOWN),
        Good("- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n", facts=Facts(date(2026, 1, 1))),
    )

    def visit_reference(self, reference: WorkReference, context: Context) -> Iterator[Finding]:
        known = context.facts.paper(reference.identifier)
        if known is not None and known.retracted:
            message = f"{reference.identifier} was retracted: {known.retracted}"
            yield self.finding(reference.span, message, help="remove the entry, or say that the paper was retracted")
