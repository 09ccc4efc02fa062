"""A few short lines for each finding, worst first, for pre-commit: nothing is wider than the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from litlint.model.finding import Finding, Report
from litlint.report import Style
from litlint.report.layout import summary
from litlint.report.layout.colour import OF_SEVERITY, paint
from litlint.report.layout.safe_text import visible, width, wrap

# Findings that are shown; cells before what continues a line; the narrowest terminal that is allowed for.
_TOLD, _INDENT, _LEAST_WIDTH = 30, "    ", 40


def write(report: Report, style: Style) -> str:
    """Return ``path:line:column: severity rule: message`` for each finding, and below it what to do."""
    return "".join(f"{line}\n" for line in _lines(report, style))


def _lines(report: Report, style: Style) -> Iterator[str]:
    findings = summary.worst_first(report.findings)
    for finding in findings[:_TOLD]:
        yield from _finding(finding, style)
    if len(findings) > _TOLD:
        left = summary.severities(findings[_TOLD:])
        yield from _wrapped(f"and {left}: litlint check shows all; litlint baseline accepts today's findings", style)
    for text in (*summary.fixed(report, style), *summary.refusals(report, style)):
        yield from _wrapped(text, style)
    for problem in report.problems:
        yield from _wrapped(f"litlint: {problem}", style)
    if len(findings) > 1:
        counts = [summary.severities(findings), *summary.fixes(report)]
        yield from _wrapped((" · " if style.unicode else " - ").join(counts), style)


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    span, head = finding.span, f"{finding.severity} {finding.rule}:"
    place = f"{visible(style.relative(span.path), style.encoding)}:{span.line}:{span.column}:"
    room = max(style.width, _LEAST_WIDTH)
    painted = paint(head, OF_SEVERITY[finding.severity], style)
    taken = width(place) + 1 + len(head) + 1
    first, rest = _split(visible(finding.message, style.encoding), room - taken, room - len(_INDENT))
    yield f"{place} {painted} {first}".rstrip()
    yield from (f"{_INDENT}{line}" for line in rest)
    what_to_do = summary.advice(finding)
    if what_to_do:
        first, *rest = wrap(visible(what_to_do, style.encoding), room - len(_INDENT) - 2)
        yield f"{_INDENT}= {first}"
        yield from (f"{_INDENT}  {line}" for line in rest)


def _split(text: str, first_room: int, room: int) -> tuple[str, list[str]]:
    """Return the words that find room in a line which has begun, and the lines of those that follow."""
    taken = 0
    words = text.split(" ")
    while taken < len(words) and width(" ".join(words[: taken + 1])) <= first_room:
        taken += 1
    rest = " ".join(words[taken:])
    return " ".join(words[:taken]), wrap(rest, room) if rest else []


def _wrapped(text: str, style: Style) -> Iterator[str]:
    """Yield a text in lines that fit, all but the first indented."""
    room = max(style.width, _LEAST_WIDTH)
    first, rest = _split(visible(text, style.encoding), room, room - len(_INDENT))
    yield from ([first] if first else [])
    yield from (f"{_INDENT}{line}" for line in rest)
