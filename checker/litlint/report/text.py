"""For a person at a terminal: each finding with its lines of the source, the reason and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from litlint.model.finding import Finding, Report
from litlint.project_urls import rule_url
from litlint.report import Style
from litlint.report.layout import summary
from litlint.report.layout.colour import BLUE, BOLD, GREEN, OF_SEVERITY, RED, link, paint
from litlint.report.layout.excerpt import excerpt
from litlint.report.layout.folding import fold
from litlint.report.layout.safe_text import cut, visible, width, wrap

# Findings that are shown in full, and those of one rule as long as others wait; the rest take a line each.
_IN_FULL, _OF_A_RULE = 10, 3
_LEAST_WIDTH = 40


def write(report: Report, style: Style) -> str:
    """Return the first findings in full, the others in a line each, and a summary."""
    blocks = [block for block in _blocks(report, style) if block]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n" * bool(blocks)


def _blocks(report: Report, style: Style) -> Iterator[list[str]]:
    """Yield the parts of the report that blank lines keep apart."""
    every = summary.by_document(report.findings)
    folded = fold([finding for findings in every.values() for finding in findings], style)
    groups = summary.by_document(folded.shown)
    in_full = _chosen(summary.worst_first(folded.shown))
    explained: set[str] = set()
    for path, findings in groups.items():
        if len(groups) > 1:
            name = paint(visible(style.relative(path), style.encoding), BOLD, style)
            yield [f"{name}: {summary.severities(every[path])}"]
        for finding in findings:
            if finding in in_full:
                yield list(_in_full(finding, report, style, is_first=finding.rule not in explained))
                explained.add(finding.rule)
        yield [_in_a_line(finding, style) for finding in findings if finding not in in_full]
    if not style.quiet:
        yield [line for more in folded.lines() for line in wrap(more, max(style.width, _LEAST_WIDTH))]
    if len(report.findings) > _IN_FULL and not style.quiet:
        yield summary.rule_table(report, style)
    yield [_said(problem, RED, style) for problem in report.problems]
    yield [visible(line, style.encoding) for line in [*summary.fixed(report, style), *summary.refusals(report, style)]]
    if not style.quiet:
        yield list(_closing(report, style))


def _chosen(findings: list[Finding]) -> frozenset[Finding]:
    """Return the findings to show in full: the worst of each rule, then those that come first."""
    shown = Counter[str]()
    early: list[Finding] = []
    late: list[Finding] = []
    for finding in findings:
        shown[finding.rule] += 1
        (early if shown[finding.rule] <= _OF_A_RULE else late).append(finding)
    return frozenset([*early, *late][:_IN_FULL])


def _in_full(finding: Finding, report: Report, style: Style, is_first: bool) -> Iterator[str]:
    colour = OF_SEVERITY[finding.severity]
    head = f"{finding.severity}[{finding.rule}]"
    first, *rest = wrap(f"{head}: {visible(finding.message, style.encoding)}", max(style.width, _LEAST_WIDTH))
    yield link(paint(head, colour, style), rule_url(finding.rule), style) + first.removeprefix(head)
    yield from (f"  {line}" for line in rest)
    subject = finding.subject
    rows = excerpt(finding, subject.place if subject else None, style)
    yield from rows
    margin = " " * (rows[0].index("-->") if not style.colour else rows[0].index("\x1b"))
    yield f"{margin}{paint('|', BLUE, style)}"
    for note in _notes(finding, is_first):
        first, *rest = wrap(visible(note, style.encoding), max(style.width - len(margin) - 2, _LEAST_WIDTH))
        yield f"{margin}{paint('=', BLUE, style)} {first}"
        yield from (f"{margin}  {line}" for line in rest)


def _notes(finding: Finding, is_first: bool) -> Iterator[str]:
    if finding.help:
        yield finding.help
    if finding.fix:
        flags = "--fix" if finding.fix.safe else "--fix --unsafe-fixes"
        yield f"`litlint check {flags}`: {finding.fix.title}"
    if is_first:
        yield f"more: litlint rules {finding.rule}"


def _in_a_line(finding: Finding, style: Style) -> str:
    place = f"{visible(style.relative(finding.span.path), style.encoding)}:{finding.span.line}:{finding.span.column}"
    room = max(style.width - width(place) - len(finding.rule) - 2, _LEAST_WIDTH)
    message = cut(visible(finding.message, style.encoding), room, "…" if style.unicode else "...")
    return f"{place} {paint(finding.rule, OF_SEVERITY[finding.severity], style)} {message}"


def _said(problem: str, colour: str, style: Style) -> str:
    return f"{paint('litlint:', colour, style)} {visible(problem, style.encoding)}"


def _closing(report: Report, style: Style) -> Iterator[str]:
    dot = " · " if style.unicode else " - "
    if report.findings:
        yield from wrap(dot.join(summary.totals(report)), max(style.width, _LEAST_WIDTH))
    elif not report.problems:
        yield paint(summary.all_is_well(report), GREEN, style)
    elif report.counts.documents:
        yield f"{summary.looked_at(report)}. No finding, but not all could be read."
    aside = summary.set_aside(report)
    if aside:
        yield dot.join(aside)
    yield from (visible(line, style.encoding) for line in summary.unread(report, style))
    yield from (visible(line, style.encoding) for line in summary.unneeded(report))
    yield from (visible(line, style.encoding) for line in summary.unchecked(report))
