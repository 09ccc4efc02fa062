"""The rule unknown-allow."""

from collections.abc import Iterator

from litlint.metadata.spelling import nearest
from litlint.rule import Bad, Edit, Finding, Fix, Good, Part, Rule, Workspace

_EMPTY = "```bibtex\n@misc{gardens,\n  title = {A Study of Gardens},\n  month = {},\n}\n```\n"


class UnknownAllow(Rule):
    """A directive that names no rule of litlint, or says nothing that litlint understands.

    A misspelt directive has no effect, and what it was meant to allow is still reported.

    Write `<!-- litlint: allow rule-name (reason) -->`, several names with commas between them, or `allow-file` for the
    whole file. `litlint rules` lists the names.
    """

    examples = (
        Bad(
            f"<!-- litlint: allow bibtex-empty-feild (not yet in print) -->\n{_EMPTY}",
            finds="bibtex-empty-feild",
            fixed=f"<!-- litlint: allow bibtex-empty-field (not yet in print) -->\n{_EMPTY}",
        ),
        Bad("<!-- litlint: disable all -->\n", finds="<!-- litlint: disable all -->"),
        Good(f"<!-- litlint: allow bibtex-empty-field (not yet in print) -->\n{_EMPTY}"),
        Good("<!-- litlint keeps this list. -->\n"),
    )

    def check_allowances(
        self, unused: frozenset[Part[str]], workspace: Workspace, known: frozenset[str]
    ) -> Iterator[Finding]:
        for document in workspace.documents:
            for allowance in document.allowances:
                if not allowance.rules:
                    yield self.finding(
                        allowance.span,
                        "litlint does not understand this directive",
                        help="write <!-- litlint: allow rule-name (reason) -->",
                    )
                for part in allowance.rules:
                    if part.value not in known:
                        yield self._unknown(part, known)

    def _unknown(self, part: Part[str], known: frozenset[str]) -> Finding:
        near = nearest(part.value, known)
        if near is None:
            return self.finding(part.span, "litlint has no such rule", help="`litlint rules` lists all rules")
        fix = Fix(f"write {near}", (Edit(part.span, near),))
        return self.finding(part.span, f"litlint has no such rule; did you mean {near}?", fix=fix)
