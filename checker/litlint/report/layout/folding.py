"""Which findings a long report for people shows, and what it says of the others; nothing is left uncounted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litlint.model.finding import Finding, Severity
from litlint.report import Style

# After so many findings of one rule a reader knows the kind; the next ones hide what else is wrong.
MOST_OF_A_RULE = 5
# A report of so few findings fits a screen, notes included.
SHORT_REPORT = 10


@dataclass(frozen=True)
class Folded:
    """The findings that are shown, in order, and how many are not: of each rule, and notes of all rules together."""

    shown: tuple[Finding, ...]
    more: Counter[str]
    notes: int

    def lines(self) -> list[str]:
        """Return what to say of the findings that are not shown."""
        lines = []
        if self.more:
            rules = ", ".join(f"{count:,} {rule}" for rule, count in self.more.most_common())
            lines.append(f"+{self.more.total():,} more of the same: {rules} (--show all lists them)")
        if self.notes:
            lines.append(f"+{self.notes:,} {'note' if self.notes == 1 else 'notes'}: --show notes")
        return lines


def fold(findings: Sequence[Finding], style: Style) -> Folded:
    """Fold what repeats itself, and the notes of a report that is longer than a screen."""
    if style.show == "all" or len(findings) <= MOST_OF_A_RULE:
        return Folded(tuple(findings), Counter(), 0)
    with_notes = style.show == "notes" or len(findings) <= SHORT_REPORT
    notes = [] if with_notes else [finding for finding in findings if finding.severity is Severity.NOTE]
    shown, more = _first_of_each(finding for finding in findings if with_notes or finding.severity is not Severity.NOTE)
    return Folded(shown, more, len(notes))


def _first_of_each(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], Counter[str]]:
    seen: Counter[str] = Counter()
    shown = []
    for finding in findings:
        seen[finding.rule] += 1
        if seen[finding.rule] <= MOST_OF_A_RULE:
            shown.append(finding)
    more = Counter({rule: count - MOST_OF_A_RULE for rule, count in seen.items() if count > MOST_OF_A_RULE})
    return tuple(shown), more
