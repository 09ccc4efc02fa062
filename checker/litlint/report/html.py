"""One self-contained page: what is wrong by list and section, filters, charts. It asks no host for anything.

Every text from a list is escaped, and a content security policy lets the browser run only the page's own script.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import groupby

from litlint.model.finding import Finding, Report, Severity
from litlint.model.source import Span
from litlint.project_urls import rule_url
from litlint.report import Style
from litlint.report.layout import chart, summary
from litlint.report.layout.html_text import marked_line, repair
from litlint.report.layout.html_text import text as _text
from litlint.report.layout.safe_text import visible

_PLACES = 12  # of a finding, that are shown
_LEAST_DATED = 0.25  # share of entries with a year, from which their years say something of the lists


def write(report: Report, style: Style) -> str:
    """Return the page."""
    folder = files("litlint.report.layout")
    theme, layout, script = (folder.joinpath(name).read_text("utf-8") for name in ("theme.css", "page.css", "page.js"))
    css = theme + layout
    policy = (
        f"default-src 'none'; img-src data:; style-src {_hash(css)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    title = f"litlint: {summary.severities(report.findings) or 'nothing to report'}"
    rows = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<link rel="icon" href="data:,">',
        f"<title>{_text(title)}</title>",
        f"<style>{css}</style>",
        "</head>",
        "<body>",
        *_body(title, report, style),
        *([f"<script>{script}</script>"] if report.findings else []),
        "</body>",
        "</html>",
    ]
    return "\n".join(rows) + "\n"


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _body(title: str, report: Report, style: Style) -> Iterator[str]:
    yield '<a class="skip" href="#findings">Skip to the findings</a>'
    yield f"<header><h1>{_text(title)}</h1>"
    said = " · ".join(summary.totals(report)) if report.findings else summary.all_is_well(report)
    notes = [*summary.set_aside(report), *summary.unread(report, style), *summary.unneeded(report)]
    notes += [*summary.unchecked(report), *report.problems]
    helps = summary.what_helps_most(report)
    yield from (f'<p class="soft">{_text(note)}</p>' for note in [said, *([helps] if helps else []), *notes])
    yield "</header>"
    yield '<section class="charts" aria-label="Charts">'
    yield from _charts(report)
    yield "</section>"
    lists = summary.by_document(report.findings)
    if len(lists) > 1:
        yield from _contents(lists, style)
    if report.findings:
        yield from _form(report)
    yield '<main id="findings" tabindex="-1">'
    for number, (path, findings) in enumerate(lists.items(), 1):
        yield from _document(number, path, findings, report, style)
    yield "</main>"
    if report.findings:
        yield from _rules(report)
        yield (
            "<footer>Keys: <kbd>/</kbd> search, <kbd>j</kbd> next finding, <kbd>k</kbd> previous finding, "
            "<kbd>Esc</kbd> clear the search.</footer>"
        )


def _charts(report: Report) -> Iterator[str]:
    dated = sum(report.years.values())
    entries = max(report.counts.entries, dated)
    if dated and dated >= _LEAST_DATED * entries:
        yield chart.columns(
            "Papers by year" + (f" (known for {dated} of {entries})" if dated < entries else ""), report.years
        )
    if report.findings:
        by_rule = summary.by_rule(report.findings)
        worst = {rule: str(max(finding.severity for finding in found)) for rule, found in by_rule.items()}
        yield chart.rows("Findings by rule", {rule: len(found) for rule, found in by_rule.items()}, worst)


def _contents(lists: dict[str, list[Finding]], style: Style) -> Iterator[str]:
    """Yield a table of the lists, the worst first, each leading to its part of the page."""
    severities = list(reversed(Severity))
    heads = "".join(f'<th scope="col">{severity}s</th>' for severity in severities)
    yield f'<nav aria-label="Lists"><table><caption>Lists</caption><tr><th scope="col">List</th>{heads}</tr>'
    for number, (path, findings) in enumerate(lists.items(), 1):
        counts = [sum(finding.severity is severity for finding in findings) for severity in severities]
        cells = "".join(
            f'<td class="{name}">{count or ""}</td>' for name, count in zip(severities, counts, strict=True)
        )
        yield f'<tr><td><a href="#list-{number}">{_text(style.relative(path))}</a></td>{cells}</tr>'
    yield "</table></nav>"


def _form(report: Report) -> Iterator[str]:
    """Yield the filters, which stay hidden where no script runs."""
    severities = [str(severity) for severity in reversed(Severity) if report.count(severity)]
    rules = [(rule, f"{rule} ({len(found)})") for rule, found in summary.by_rule(report.findings).items()]
    yield '<form role="search" hidden>'
    yield '<label class="words">Search <input type="search" name="words" autocomplete="off"></label>'
    yield from _choice("severity", "Severity", [(name, name) for name in severities])
    yield from _choice("rule", "Rule", rules)
    yield '<label>Filters <button type="reset">Clear</button></label>'
    yield '<output aria-live="polite"></output>'
    yield "</form>"


def _choice(name: str, label: str, values: list[tuple[str, str]]) -> Iterator[str]:
    yield f'<label class="choice">{label} <select name="{name}"><option value="">all</option>'
    yield from (f'<option value="{_text(value)}">{_text(shown)}</option>' for value, shown in values)
    yield "</select></label>"


def _document(number: int, path: str, findings: list[Finding], report: Report, style: Style) -> Iterator[str]:
    def section(finding: Finding) -> tuple[str, ...]:
        subject = finding.subject
        return subject.section if subject else ()

    yield f'<section id="list-{number}"><h2>{_text(style.relative(path))}</h2>'
    yield f'<p class="soft">{summary.severities(findings)}</p>'
    in_order = sorted(findings, key=lambda finding: finding.sort_key)
    for titles, group in groupby(in_order, section):
        heading = _text(" › ".join(title for title in titles if title)) or "Before the first heading"
        yield f"<section><h3>{heading}</h3>"
        for finding in group:
            yield from _finding(finding, report, style)
        yield "</section>"
    yield "</section>"


def _finding(finding: Finding, report: Report, style: Style) -> Iterator[str]:
    subject = finding.subject
    name = f"f-{_text(subject.fingerprint)}" if subject else ""
    anchor = f' id="{name}"' if name else ""
    rule = _text(finding.rule)
    yield (
        f'<article{anchor} class="{finding.severity}" tabindex="-1" data-severity="{finding.severity}" '
        f'data-rule="{rule}">'
    )
    yield f'<h4><span class="severity">{finding.severity}</span>: {_text(finding.message)}</h4>'
    entry = f"{_text(subject.title)} · " if subject and subject.title else ""
    itself = f' · <a href="#{name}" aria-label="Link to this finding">#</a>' if name else ""
    yield f'<p class="soft">{entry}<a class="rule" href="#rule-{rule}">{rule}</a>{itself}</p>'
    yield from _places(finding, style)
    if finding.help:
        yield f"<p>{_text(finding.help)}</p>"
    if finding.fix:
        yield from repair(finding.fix)
    yield "</article>"


def _places(finding: Finding, style: Style) -> Iterator[str]:
    """Yield where the finding's places are and why they matter, and their lines with the places marked."""
    places = [(finding.span, finding.reason), *((related.span, related.message) for related in finding.related)]
    shown = places[:_PLACES]
    for _, group in groupby(shown, lambda place: (place[0].path, place[0].line)):
        spans = []
        for span, words in group:
            link = f'<a href="{_text(style.url(span.path, span.line))}">{_text(_at(span, style))}</a>'
            yield f"<p>{link}{': ' + _text(words) if words else ''}</p>"
            spans.append(span)
        yield f"<pre>{marked_line(spans, finding.span)}</pre>"
    if len(places) > len(shown):
        yield f'<p class="soft">and {len(places) - len(shown)} more places</p>'


def _at(span: Span, style: Style) -> str:
    return f"{style.relative(span.path)}:{span.line}:{span.column}"


def _rules(report: Report) -> Iterator[str]:
    yield '<aside aria-label="Rules"><h2>Rules</h2>'
    for rule in summary.by_rule(report.findings):
        info = report.rules.get(rule)
        manual = "\n".join(visible(line) for line in (info.manual if info else rule).split("\n"))
        words = _text(info.summary) if info else ""
        yield (
            f'<details id="rule-{_text(rule)}"><summary><span class="rule">{_text(rule)}</span> {words}</summary>'
            f'<p><a href="{_text(rule_url(rule))}" rel="noreferrer">Page of this rule</a></p>'
            f"<pre>{escape(manual)}</pre></details>"
        )
    yield "</aside>"
