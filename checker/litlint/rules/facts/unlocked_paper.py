"""The rule unlocked-paper."""

from collections.abc import Iterator

from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import all_references
from litlint.model.facts import SERVED
from litlint.rule import GARDENS, NO_FACTS, Bad, Context, Finding, Good, Paper, Workspace, WorkspaceRule, locked

_LOCKED = locked(Paper(GARDENS, "A Small Study of Gardens"))


class UnlockedPaper(WorkspaceRule):
    """A paper has no record in papers.lock, so nothing proves its entry.

    Only where there is a papers.lock, and only for identifiers that a registry serves.

    Run `litlint lock`, and commit what it writes.
    """

    needs = frozenset({"papers"})
    examples = (
        Bad("- [A Large Study](https://arxiv.org/abs/2102.04321)\n", finds="2102.04321", facts=_LOCKED),
        Bad("```bibtex\n@misc{doe, title={A Large Study}, author={Jane Doe}, year={2021}, "
            "eprint={2102.04321}, archivePrefix={arXiv}}\n```\n",
            finds="2102.04321", facts=_LOCKED),
        Good("- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n", facts=_LOCKED),
        Good("- [A Large Study](https://arxiv.org/abs/2102.04321)\n", facts=NO_FACTS),
    )  # fmt: skip

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        if not context.facts.locked:
            return
        seen: set[Identifier] = set()
        for claim in all_references(workspace):
            identifier = claim.identifier
            if identifier.scheme in SERVED and identifier not in seen and identifier not in context.facts.papers:
                seen.add(identifier)
                yield self.finding(claim.span, f"{identifier} has no record in papers.lock", help="run `litlint lock`")
