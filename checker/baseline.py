"""The baseline: what stood in a list when it was adopted, so that only what is new is reported."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.errors import LitlintError
from checker.model.finding import Finding, Report, Subject
from checker.model.identity.fingerprint import words_of
from checker.report.layout.characters import whole

BASELINE_NAME = "litlint-baseline.jsonl"
_TEXT = 80  # characters of the words that a finding points at


@dataclass(frozen=True, order=True, slots=True)
class Row:
    """One finding that stood: its rule, what it was in, the words it pointed at, and its fingerprint."""

    rule: str
    where: str
    text: str
    fingerprint: str

    @property
    def words(self) -> tuple[str, str, str]:
        """What a reader knows it by: the same as long as the entry's title is, even if its link is another."""
        return self.rule, self.where, self.text


def rows_of(report: Report) -> list[Row]:
    """Return a row for each finding that a report has, those of an older baseline included."""
    return sorted({_row(finding, report.subjects[finding]) for finding in (*report.findings, *report.baselined)})


def write_rows(rows: Iterable[Row]) -> str:
    """Return the text of a baseline: one JSON object a line, sorted."""
    keys = ("rule", "where", "text", "fingerprint")
    lines = (json.dumps({key: getattr(row, key) for key in keys}, ensure_ascii=False) for row in sorted(rows))
    return "".join(f"{line}\n" for line in lines)


def read_rows(text: str, shown_as: str) -> list[Row]:
    """Read the text of a baseline.

    Raises:
        LitlintError: a line is none that ``litlint baseline`` writes.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            value = json.loads(line)
            rows.append(Row(*(str(value[key]) for key in ("rule", "where", "text", "fingerprint"))))
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise LitlintError(
                f"{shown_as}:{number}: no row of a baseline; run litlint baseline to write it anew"
            ) from error
    return rows


def without_baseline(report: Report, rows: Iterable[Row]) -> Report:
    """Return a report in which what the baseline holds is ``baselined``.

    A row holds the finding of its fingerprint, else one of the same rule, title and words, as when an entry got another
    link. ``unneeded`` are rows of rules that ran, which nothing bears out.
    """
    unused = {row.fingerprint: row for row in rows}
    kept = {finding for finding in report.findings if unused.pop(report.subjects[finding].fingerprint, None)}
    by_words: dict[tuple[str, str, str], list[Row]] = {}
    for row in unused.values():
        by_words.setdefault(row.words, []).append(row)
    for finding in report.findings:
        if finding not in kept and (waiting := by_words.get(_row(finding, report.subjects[finding]).words)):
            del unused[waiting.pop().fingerprint]
            kept.add(finding)
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if finding not in kept),
        baselined=tuple(finding for finding in report.findings if finding in kept),
        unneeded=tuple(f"{row.rule}: {row.where}" for row in unused.values() if row.rule in report.rules),
    )


def _row(finding: Finding, subject: Subject) -> Row:
    where = subject.title or " / ".join(subject.section) or finding.span.path
    return Row(finding.rule, whole(where), words_of(finding.span.text)[:_TEXT], subject.fingerprint)
