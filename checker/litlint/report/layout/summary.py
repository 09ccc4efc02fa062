"""Sentences that count, and the order in which findings are reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from litlint.model.finding import Finding, Report, Severity, Unchecked
from litlint.report import Style
from litlint.report.layout.colour import OF_SEVERITY, paint
from litlint.report.layout.safe_text import visible, wrap

# A rule is one cause of many findings if it has at least so many of them, and this share.
_MANY, _MOST = 5, 0.5
# Rows of the baseline that are named.
_ROWS = 5


def many(count: int, one: str, several: str | None = None) -> str:
    """Return a number with its noun: ``1 entry``, ``2 entries``."""
    return f"{count} {one if count == 1 else several or one + 's'}"


def severities(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each severity: ``2 errors, 1 warning``; empty if there is none."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(many(counts[severity], str(severity)) for severity in reversed(Severity) if counts[severity])


def looked_at(report: Report) -> str:
    """Return how much was looked at: ``24 entries in 1 list``, of bibliographies ``24 citations in 1 list``."""
    counts = report.counts
    if not counts.entries and counts.citations:
        return f"{many(counts.citations, 'citation')} in {many(counts.documents, 'list')}"
    return f"{many(counts.entries, 'entry', 'entries')} in {many(counts.documents, 'list')}"


def all_is_well(report: Report) -> str:
    """Return the line for a report without findings."""
    counts = report.counts
    if counts.unread:
        return f"{looked_at(report)}. No finding in what could be read."
    if not report.proved and not counts.proved:
        return f"{looked_at(report)}. Nothing to report."
    proof = ["papers.lock"]
    proof += [many(counts.works, "work")] if counts.works else []
    proof += [many(counts.repositories, "repository", "repositories")] if counts.repositories else []
    how_many = "every one" if report.proved else f"{counts.proved} of them"
    return f"{looked_at(report)}, {how_many} proved ({', '.join(proof)}). Nothing to report."


def totals(report: Report) -> list[str]:
    """Return the parts of the summary line."""
    parts = [looked_at(report), severities(report.findings)]
    parts += fixes(report)
    parts += [f"{report.seconds:.1f} s"] if report.seconds is not None else []
    return [part for part in parts if part]


def fixes(report: Report, done: str = "fixed") -> list[str]:
    """Return what was, or would be, fixed, what could be, and, once something was, what only a person can do."""
    unsafe = sum(finding.fix is not None for finding in report.findings) - report.fixable
    left = len(report.findings) - unsafe - report.fixable
    parts = [f"{len(report.fixed)} {done}"] if report.fixed else []
    parts += [f"{report.fixable} can be fixed with --fix"] if report.fixable else []
    parts += [f"{unsafe} {'more' if report.fixable else 'can be fixed'} with --fix --unsafe-fixes"] if unsafe else []
    parts += (
        [f"{left} {'needs' if left == 1 else 'need'} a person"] if left and (report.fixed or report.refused) else []
    )
    return parts


def fixed(report: Report, style: Style) -> list[str]:
    """Return what was fixed, a line for each file."""
    times = "×" if style.unicode else "x"
    lines = []
    for path, findings in by_document(report.fixed).items():
        rules = [f"{len(found)} {times} {rule}" for rule, found in by_rule(findings).items()]
        lines.append(f"fixed {style.relative(path)}: {', '.join(rules)}")
    return lines


def refusals(report: Report, style: Style) -> list[str]:
    """Return which fixes were not made and why, a line for each."""
    lines = []
    for finding in report.refused:
        place = f"{style.relative(finding.span.path)}:{finding.span.line}:{finding.span.column}"
        lines.append(f"not fixed {place} {finding.rule}: {finding.help}")
    return lines


def set_aside(report: Report) -> list[str]:
    """Return how many findings are not reported, by why."""
    parts = [
        (report.allowed, "allowed by a directive"),
        (report.baselined, "known from the baseline"),
        (report.uncaused, "not caused by this change"),
        (report.habitual, "reported once, as habits"),
    ]
    return [f"{len(findings)} {why}" for findings, why in parts if findings]


def unneeded(report: Report) -> list[str]:
    """Return which rows of the baseline match no finding, and how to drop them."""
    count = len(report.unneeded)
    if not count:
        return []
    rows = "row of the baseline is" if count == 1 else "rows of the baseline are"
    lines = [f"{count} {rows} no longer needed; litlint baseline drops {'it' if count == 1 else 'them'}:"]
    lines += [f"  {row}" for row in report.unneeded[:_ROWS]]
    return [*lines, f"  and {count - _ROWS} more"] if count > _ROWS else lines


def unchecked(report: Report) -> list[str]:
    """Return what could not be judged, one line for each service."""
    return [
        f"could not be judged: {many(count, 'question')} to {service}: {why}"
        for service, count, why in silent(report.unchecked)
    ]


def unread(report: Report, style: Style) -> list[str]:
    """Return the line on what looks like an entry and could not be read; no line if there is nothing."""
    places = report.counts.unread
    if not places:
        return []
    shown = some([f"{style.relative(place.path)}:{place.line}" for place in places])
    noun = "line" if any(place.text.startswith("|") for place in places) else "bullet"
    looks = "looks like an entry" if len(places) == 1 else "look like entries"
    return [f"{many(len(places), noun)} {looks} and could not be read: {shown}"]


def silent(unchecked: Iterable[Unchecked]) -> Iterator[tuple[str, int, str]]:
    """Yield each service that left questions open, how many, and why: the most frequent reason first."""
    services: dict[str, list[Unchecked]] = {}
    for question in unchecked:
        services.setdefault(question.service, []).append(question)
    for service, found in services.items():
        found.sort(key=lambda question: (-question.count, question.reason))
        reasons = []
        for question in found:
            more = [str(question.count)] if len(found) > 1 else []
            more += [some(question.hosts)] if question.hosts else []
            reasons.append(f"{question.reason} ({': '.join(more)})" if more else question.reason)
        yield service, sum(question.count for question in found), "; ".join(reasons)


def some(names: Sequence[str], most: int = 3) -> str:
    """Return the first of some names, and how many more there are."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by severity, then by place."""
    return sorted(findings, key=lambda finding: (-finding.severity, finding.sort_key))


def by_document(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Group by path, the document with the most errors first (then warnings, then notes), each group worst first."""
    groups: dict[str, list[Finding]] = {}
    for finding in worst_first(findings):
        groups.setdefault(finding.span.path, []).append(finding)

    def rank(path: str) -> tuple[list[int], str]:
        counts = Counter(finding.severity for finding in groups[path])
        return [-counts[severity] for severity in reversed(Severity)], path

    return {path: groups[path] for path in sorted(groups, key=rank)}


def by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Group by rule, the one with the most findings first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def what_helps_most(report: Report) -> str | None:
    """Return the sentence that turns many findings into one thing to do, if there is one."""
    if not report.findings:
        return None
    rule, found = next(iter(by_rule(report.findings).items()))
    if len(found) < _MANY or len(found) < _MOST * len(report.findings):
        return None
    info = report.rules.get(rule)
    cause = f"{rule} ({info.summary.rstrip('.')})" if info else rule
    fixable = sum(finding.fix is not None and finding.fix.safe for finding in found)
    if fixable == len(found):
        deed = f"litlint check --select {rule} --fix fixes them"
    elif fixable:
        deed = f"litlint check --select {rule} --fix fixes {fixable} of them"
    else:
        deed = f"litlint rules {rule} says what to do"
    return f"{len(found)} of {len(report.findings)} are one cause: {cause}; {deed}"


def in_words(finding: Finding, style: Style, most: int = 10) -> list[str]:
    """Return what is wrong, why, at most so many related places, and what to do, a text each."""
    related = [
        f"{style.relative(near.span.path)}:{near.span.line}: {near.message}" for near in finding.related if near.message
    ]
    what_to_do = [finding.help if finding.fix is None or finding.help != finding.fix.title else None, advice(finding)]
    parts = [finding.reason, *dict.fromkeys(related[:most]), *dict.fromkeys(what_to_do)]
    return [finding.message, *(part for part in parts if part)]


def advice(finding: Finding) -> str | None:
    """Return what to do about a finding in a few words: the fix and its command, else the help."""
    if finding.fix is None:
        return finding.help
    command = "litlint check --fix" if finding.fix.safe else "litlint check --fix --unsafe-fixes"
    return f"{finding.fix.title}: {command}"


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
