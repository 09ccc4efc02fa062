"""A summary in Markdown, for the step summary of GitHub Actions, a pull request or an issue.

The table is HTML, in which Markdown means nothing up to the next blank line (CommonMark 4.6), so that what a list says
needs no other escape than HTML's. The summary ends at a row before 64 kB, which is as much as a
reader opens; GitHub itself takes 1 MiB of a step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from litlint.model.finding import Finding, Report
from litlint.project_urls import rule_url
from litlint.report import Style
from litlint.report.layout import summary
from litlint.report.layout.fixed_lines import hunks
from litlint.report.layout.folding import fold
from litlint.report.layout.safe_text import cut, is_seen, visible
from litlint.report.layout.summary import in_words, many

# GitHub cuts a comment at 65,536 characters and a step's summary at 1 MiB.
_BYTES = 64_000
# Cells of a title and of a message, characters and lines of a repair that is shown, problems and causes that are named.
_TITLE, _MESSAGE, _REPAIR, _LINES, _NAMED = 200, 600, 2_000, 20, 50
# Bytes of the lines of new entries, and cells of a title among them, so that a line is seldom broken.
_NEW_BYTES, _NEW_TITLE = 20_000, 90
# The marks before what is wrong, not known, and right.
_MARKS: dict[bool | None, str] = {False: "❌ ", None: "❔ ", True: ""}
_RANKS: dict[bool | None, int] = {False: 0, None: 1, True: 2}


def write(report: Report, style: Style) -> str:
    """Return counts, a table by rule and a table by entry, worst first, cut at a row before it grows too long."""
    pieces = ["\n".join(_head(report, style)) + "\n"]
    if report.findings:
        pieces.append("\n<table>\n<tr><th>Entry</th><th>Finding</th><th>Repair</th></tr>\n")
    spent = sum(len(piece.encode()) for piece in pieces)
    folded = fold(_by_entry(report), style)
    findings = list(folded.shown)
    shown = 0
    for finding in findings:
        row = _row(finding, report, style)
        spent += len(row.encode())
        if spent > _BYTES:
            break
        pieces.append(row)
        shown += 1
    pieces += ["</table>\n"] if report.findings else []
    pieces += [f"\n{_markdown(line, _MESSAGE)}\n" for line in folded.lines()]
    if shown < len(findings):
        left = summary.severities(findings[shown:])
        pieces.append(f"\nLeft out here: {left}. `litlint check` lists them all.\n")
    return "".join(pieces)


def _head(report: Report, style: Style) -> Iterator[str]:
    yield f"## litlint: {summary.severities(report.findings) or 'nothing to report'}"
    yield from _new_entries(report, style)
    yield ""
    yield " · ".join(summary.totals(report)) if report.findings else summary.all_is_well(report)
    helps = summary.what_helps_most(report)
    if helps:
        yield from ("", _markdown(helps, _MESSAGE))
    notes = [*summary.set_aside(report), *summary.unread(report, style), *summary.unneeded(report)]
    notes += [*summary.unchecked(report), *report.problems]
    if notes:
        yield ""
    yield from (f"- {_markdown(note, _MESSAGE)}" for note in notes[:_NAMED])
    if len(notes) > _NAMED:
        yield f"- and {len(notes) - _NAMED} more"
    if report.findings:
        yield from ("", "| Findings | Rule | |", "| ---: | --- | --- |")
    for rule, found in summary.by_rule(report.findings).items():
        info = report.rules.get(rule)
        name = _markdown(rule, _TITLE)
        name = f"[{name}]({rule_url(info.name)})" if info else name
        yield f"| {len(found)} | {name} | {_markdown(info.summary if info else '', _MESSAGE)} |"


def _new_entries(report: Report, style: Style) -> Iterator[str]:
    """Yield a line for each entry that a change adds, those with something wrong first."""
    if not report.new_entries:
        return
    yield from ("", f"**{many(len(report.new_entries), 'new entry', 'new entries')}**", "")
    worst_first = sorted(report.new_entries, key=lambda entry: _RANKS[entry.holds])
    spent = 0
    for shown, entry in enumerate(worst_first):
        title = _markdown(entry.title, _NEW_TITLE)
        if style.blob:
            title = f"[{title}]({style.url(entry.place.path, entry.place.line)})"
        said = [f"{_MARKS[one.holds]}{_markdown(one.words, _TITLE)}" for one in entry.judgements]
        line = f"- {_MARKS[entry.holds] or '✅ '}{title}: {' · '.join(said)}"
        spent += len(line.encode())
        if shown >= _NAMED or spent > _NEW_BYTES:
            rest = worst_first[shown:]
            wrong = sum(entry.holds is False for entry in rest)
            yield f"- and {len(rest)} more, {f'{wrong} of them with something wrong' if wrong else 'nothing wrong in them'}"
            return
        yield line


def _by_entry(report: Report) -> list[Finding]:
    """Return the findings entry by entry, the entry with the worst finding first."""
    ranks: dict[tuple[str, str | int], int] = {}
    keys = {}
    for rank, finding in enumerate(summary.worst_first(report.findings)):
        subject = finding.subject
        place = subject.place.start if subject and subject.place else "/".join(subject.section) if subject else ""
        keys[finding] = ranks.setdefault((finding.span.path, place), rank)
    return sorted(report.findings, key=lambda finding: (keys[finding], -finding.severity, finding.sort_key))


def _row(finding: Finding, report: Report, style: Style) -> str:
    subject = finding.subject
    title = (subject.title or " › ".join(subject.section)) if subject else ""
    path = style.relative(finding.span.path)
    place = _html(f"{path}:{finding.span.line}", _TITLE)
    if style.blob:
        place = f'<a href="{escape(style.url(finding.span.path, finding.span.line))}">{place}</a>'
    message, *more = (_html(part, _MESSAGE) for part in in_words(finding, style, 3))
    said = "<br>".join((f"<b>{finding.severity}</b> {_html(finding.rule, _TITLE)}", message, *more))
    return f"<tr><td>{_html(title, _TITLE)}<br>{place}</td><td>{said}</td><td>{_repair(finding, style)}</td></tr>\n"


def _repair(finding: Finding, style: Style) -> str:
    """Return the repaired lines in suggestion blocks, or nothing where they are too long or hide something."""
    if finding.fix is None:
        return ""
    blocks = []
    for hunk in hunks(finding.fix):
        text = "\n".join(hunk.lines)
        if len(text) > _REPAIR or len(hunk.lines) > _LINES or not all(map(is_seen, hunk.lines)):
            return ""
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        blocks.append(f"\n\n{fence}suggestion\n{text}\n{fence}\n\n")
    return "".join(blocks)


def _html(text: str, room: int) -> str:
    r"""Return a text that is no HTML, and calls no person and no issue.

    A zero-width space keeps ``@name`` and ``#1`` from being links at GitHub, which looks at the text after all escapes.
    """
    return escape(re.sub(r"([@#])(?=\w)", "\\1\u200b", cut(visible(text), room)))


def _markdown(text: str, room: int) -> str:
    """Return a text on a line of Markdown in which nothing is a mark, nor becomes a link by itself."""
    marks = r"^(?:[^a-z0-9&]|\d+[.)])|[\\`*_\[\]|~$]|:(?=//)|(?<=www)\."
    return re.sub(
        marks, lambda match: "".join(f"&#{ord(char)};" for char in match[0]), _html(text, room), flags=re.IGNORECASE
    )
