"""The baseline: what was in a list when it was adopted, so that only what is new is reported."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from litlint.errors import LitlintError
from litlint.files import read_file
from litlint.matching.fingerprint import words_of
from litlint.model.finding import Finding, Report, Subject
from litlint.report.layout.safe_text import whole

BASELINE_NAME = "litlint-baseline.jsonl"
_TEXT = 80  # characters of the words that a finding points at


@dataclass(frozen=True, order=True, slots=True)
class Row:
    """One finding that was there: its rule, what it was in, the words it pointed at, and its fingerprint."""

    rule: str
    where: str
    text: str
    fingerprint: str


def rows_of(report: Report) -> list[Row]:
    """Return a row for each finding that a report has, those of an older baseline included."""
    return sorted({_row(finding) for finding in (*report.findings, *report.baselined)})


def write_rows(rows: Iterable[Row]) -> str:
    """Return the text of a baseline: one JSON object a line, sorted."""
    keys = ("rule", "where", "text", "fingerprint")
    lines = (json.dumps({key: getattr(row, key) for key in keys}, ensure_ascii=False) for row in sorted(rows))
    return "".join(f"{line}\n" for line in lines)


def read_rows(text: str, shown_as: str) -> list[Row]:
    """Read the text of a baseline.

    Raises:
        LitlintError: a line is not one that ``litlint baseline`` writes.
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


def load_rows(root: Path) -> list[Row]:
    """Return the rows of the baseline below a root, none where none is kept.

    Raises:
        LitlintError: the file is no baseline, or cannot be read.
    """
    data = read_baseline(root)
    return read_rows(data.decode("utf-8", "replace"), BASELINE_NAME) if data is not None else []


def read_baseline(root: Path) -> bytes | None:
    """Return the content of the baseline below a root, None where none is kept.

    Raises:
        LitlintError: it cannot be read.
    """
    try:
        return read_file(root / BASELINE_NAME)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LitlintError(f"{BASELINE_NAME} cannot be read: {error.strerror}") from error


def without_baseline(report: Report, rows: Iterable[Row], earlier: Collection[Finding] | None = None) -> Report:
    """Return a report in which what the baseline holds is ``baselined``.

    A row holds the finding that it was made of, else one of the same rule, title and words, as when an entry got another
    link, else that of its fingerprint, as when it got another title. ``earlier`` are findings that are not reported as a
    change did not cause them, None where no change is looked at: they come first, and a row that they leave holds only
    the very finding of its fingerprint. ``unneeded`` are rows of rules that ran, which match no finding.
    """
    waiting = _Waiting(rows)
    if earlier is None:
        kept = waiting.take(report.findings, (_itself, _words, _fingerprint))
    else:
        waiting.take(earlier, (_itself, _words, _fingerprint))
        kept = waiting.take(report.findings, (_fingerprint,))
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if finding not in kept),
        baselined=tuple(finding for finding in report.findings if finding in kept),
        unneeded=tuple(f"{row.rule}: {row.where}" for row in waiting.rows if row.rule in report.rules),
    )


Name = Callable[[Row], Hashable]


def _itself(row: Row) -> Hashable:
    return row


def _words(row: Row) -> Hashable:
    """Return what a reader knows it by: the same as long as the entry's title is, even if its link is another."""
    return row.rule, row.where, row.text


def _fingerprint(row: Row) -> Hashable:
    return row.fingerprint


class _Waiting:
    """Rows, until the findings that they hold are found; each holds one."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = dict.fromkeys(rows)

    def take(self, findings: Iterable[Finding], names: Iterable[Name]) -> set[Finding]:
        """Return the findings that rows hold, by the first name that the two share."""
        left = {finding: _row(finding) for finding in findings}
        kept: set[Finding] = set()
        for name in names:
            called: dict[Hashable, list[Row]] = {}
            for row in self.rows:
                called.setdefault(name(row), []).append(row)
            for finding, row in left.items():
                if finding not in kept and (rows := called.get(name(row))):
                    del self.rows[rows.pop()]
                    kept.add(finding)
        return kept


def _row(finding: Finding) -> Row:
    subject = finding.subject or Subject("")
    where = subject.title or " / ".join(subject.section) or finding.span.path
    return Row(finding.rule, whole(where), words_of(finding.span.text)[:_TEXT], subject.fingerprint)
