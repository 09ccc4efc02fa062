"""The rule withdrawn-paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import named_works
from litlint.model.document import Collection
from litlint.model.facts import Facts, Paper
from litlint.model.finding import Finding, Severity
from litlint.rule import Bad, Good, Rule

_GARDENS = Identifier("arxiv", "2001.01234")
_KNOWN = Facts(
    date(2026, 1, 1),
    papers={_GARDENS: Paper(_GARDENS, "A Small Study of Gardens", withdrawn="because of an error in Lemma 2")},
    locked=True,
)


@dataclass(frozen=True)
class WithdrawnPaper(Rule):
    """A paper of the list was withdrawn.

    Its authors no longer stand by it; readers should know, or find another source.

    Take the entry out, or say beside it that the paper was withdrawn and allow it with the reason.
    """

    severity = Severity.ERROR
    needs = frozenset({"papers"})
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

    def check_collection(self, collection: Collection, facts: Facts) -> Iterator[Finding]:
        for claim in named_works(collection):
            known = facts.paper(claim.identifier)
            if known is not None and known.withdrawn:
                message = f"{claim.identifier} was withdrawn: {known.withdrawn}"
                yield self.found(claim.span, message, help="take the entry out, or say that it was withdrawn")
