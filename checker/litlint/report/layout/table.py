"""How many findings each rule has, as lines of a table."""

from __future__ import annotations

from litlint.model.finding import Report
from litlint.report import Style
from litlint.report.layout.colour import OF_SEVERITY, paint
from litlint.report.layout.safe_text import visible, wrap
from litlint.report.layout.summary import by_rule, severities, what_helps_most


def rule_table(report: Report, style: Style) -> list[str]:
    """Return a line for each rule, the one with the most findings first, and the sentence that helps most."""
    rows = []
    groups = by_rule(report.findings)
    longest = max(map(len, groups), default=0)
    for rule, findings in groups.items():
        fixable = sum(finding.fix is not None for finding in findings)
        repair = f"  {fixable} with a fix" if fixable else ""
        worst = max(finding.severity for finding in findings)
        name = paint(rule, OF_SEVERITY[worst], style) + " " * (longest - len(rule))
        rows.append(f"{len(findings):>6}  {name}  {severities(findings)}{repair}")
    helps = what_helps_most(report)
    return [*rows, *(wrap(visible(helps, style.encoding), style.width) if helps else [])]
