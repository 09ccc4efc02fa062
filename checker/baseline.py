"""The baseline: what stood in a list when it was adopted, so that only what is new is reported."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.errors import LitlintError
from checker.model.finding import Finding, Report, Subject

BASELINE_NAME = "litlint-baseline.jsonl"


@dataclass(frozen=True, order=True, slots=True)
class Row:
    """One finding that stood: its rule, what it was in, and its fingerprint."""

    rule: str
    where: str
    fingerprint: str


def rows_of(report: Report) -> list[Row]:
    """Return a row for each finding that a report has, those of an older baseline included."""
    return sorted({_row(finding, report.subjects[finding]) for finding in (*report.findings, *report.baselined)})


def write_rows(rows: Iterable[Row]) -> str:
    """Return the text of a baseline: one JSON object a line, sorted."""
    keys = ("rule", "where", "fingerprint")
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
            rows.append(Row(str(value["rule"]), str(value["where"]), str(value["fingerprint"])))
        except (ValueError, TypeError, KeyError) as error:
            raise LitlintError(
                f"{shown_as}:{number}: no row of a baseline; run litlint baseline to write it anew"
            ) from error
    return rows


def without_baseline(report: Report, rows: Iterable[Row]) -> Report:
    """Return a report in which what the baseline holds is ``baselined``.

    ``unneeded`` are rows of rules that ran, which nothing bears out.
    """
    known = {row.fingerprint: row for row in rows}
    left = [finding for finding in report.findings if report.subjects[finding].fingerprint not in known]
    kept = [finding for finding in report.findings if report.subjects[finding].fingerprint in known]
    borne_out = {report.subjects[finding].fingerprint for finding in kept}
    idle = [row for key, row in known.items() if key not in borne_out and row.rule in report.rules]
    unneeded = tuple(f"{row.rule}: {row.where}" for row in idle)
    return replace(report, findings=tuple(left), baselined=tuple(kept), unneeded=unneeded)


def _row(finding: Finding, subject: Subject) -> Row:
    where = subject.title or " / ".join(subject.section) or finding.span.path
    return Row(finding.rule, where, subject.fingerprint)
