"""Passwords in URLs are hidden in every format: whoever reads the report of a public run could use them."""

from __future__ import annotations

from dataclasses import replace

from litlint.identifiers.urls import hide_passwords, password_places
from litlint.model.finding import Edit, Finding, Fix, NewEntry, Related, Report, Subject
from litlint.model.source import Source, Span

_BINS = (
    *("findings", "allowed", "ignored", "baselined", "uncaused", "elsewhere"),
    *("fixed", "refused", "habits", "habitual"),
)


def without_passwords(report: Report) -> Report:
    """Return a report in which a mark of the same length is in the place of each password of a URL.

    A fix is left out if the lines that it changes hold one: who copied them from the report would lose it. `litlint fix`
    makes it all the same.
    """
    bins: dict[str, tuple[Finding, ...]] = {name: getattr(report, name) for name in _BINS}
    sources = {*report.sources.values(), *(finding.span.source for found in bins.values() for finding in found)}
    if not any(password_places(source.text) for source in sources):
        return report
    hidden = _Hidden()
    return replace(
        report,
        **{name: tuple(map(hidden.finding, found)) for name, found in bins.items()},  # type: ignore[arg-type]  # bins
        problems=tuple(map(hide_passwords, report.problems)),
        sources={path: hidden.source(source) for path, source in report.sources.items()},
        counts=replace(report.counts, unread=tuple(map(hidden.span, report.counts.unread))),
        new_entries=tuple(
            NewEntry(hide_passwords(one.title), hidden.span(one.place), one.judgements) for one in report.new_entries
        ),
    )


class _Hidden:
    """Values of a report with their passwords hidden; of each source one copy is made."""

    def __init__(self) -> None:
        self._sources: dict[Source, Source] = {}

    def source(self, source: Source) -> Source:
        if source not in self._sources:
            self._sources[source] = replace(source, text=hide_passwords(source.text))
        return self._sources[source]

    def span(self, span: Span) -> Span:
        return replace(span, source=self.source(span.source))

    def finding(self, finding: Finding) -> Finding:
        return replace(
            finding,
            span=self.span(finding.span),
            message=hide_passwords(finding.message),
            help=_hidden(finding.help),
            fix=self._fix(finding.fix) if finding.fix else None,
            related=tuple(Related(self.span(one.span), hide_passwords(one.message)) for one in finding.related),
            reason=_hidden(finding.reason),
            subject=self._subject(finding.subject) if finding.subject else None,
        )

    def _subject(self, subject: Subject) -> Subject:
        return replace(
            subject,
            section=tuple(map(hide_passwords, subject.section)),
            title=_hidden(subject.title),
            place=self.span(subject.place) if subject.place else None,
        )

    def _fix(self, fix: Fix) -> Fix | None:
        if any(password_places(edit.text) or _keeps_password(edit.span) for edit in fix.edits):
            return None
        return Fix(hide_passwords(fix.title), tuple(Edit(self.span(one.span), one.text) for one in fix.edits), fix.safe)


def _keeps_password(span: Span) -> bool:
    """Say whether the lines of an edit hold a password that it does not replace."""
    source = span.source
    first, last = source.line_starts[span.line - 1], source.line_starts[span.last_line - 1]
    text = source.text[first:last] + source.line_text(span.last_line)
    return any(not span.start <= first + start <= first + end <= span.end for start, end in password_places(text))


def _hidden(text: str | None) -> str | None:
    return hide_passwords(text) if text else text
