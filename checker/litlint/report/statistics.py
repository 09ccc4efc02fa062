"""How many findings each rule has, and nothing of the findings themselves."""

from __future__ import annotations

from litlint.model.finding import Report
from litlint.report import Style
from litlint.report.layout.safe_text import visible
from litlint.report.layout.summary import all_is_well, rule_table, totals, unchecked


def write(report: Report, style: Style) -> str:
    """Return a line for each rule, the one with the most findings first, and the summary."""
    notes = (*unchecked(report), *report.problems)
    lines = [*rule_table(report, style), *(f"litlint: {visible(line, style.encoding)}" for line in notes)]
    if not style.quiet:
        dot = " · " if style.unicode else " - "
        lines.append(dot.join(totals(report)) if report.findings or report.problems else all_is_well(report))
    return "".join(f"{line}\n" for line in lines)
