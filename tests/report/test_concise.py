"""The concise format: one line each, whatever a list says."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from litlint.model.finding import Finding, Fix, Report, Severity
from litlint.model.source import Source
from litlint.report import Style, concise

from .sample import clean, sample

ROOT = Path(__file__).parents[2]


def test_nothing_to_say_is_said_in_no_line() -> None:
    assert concise.write(clean(), Style()) == ""


def test_the_fix_names_its_command() -> None:
    span = Source("a.md", "x").whole
    found = [
        Finding("r", "f", Severity.ERROR, span, "m", help="do this"),
        Finding("s", "f", Severity.WARNING, span, "m", help="do this", fix=Fix("mend it", ())),
        Finding("t", "f", Severity.NOTE, span, "m", fix=Fix("guess it", (), safe=False)),
    ]
    assert concise.write(Report(findings=tuple(found)), Style()).splitlines() == [
        "a.md:1:1: error r: m (do this)",
        "a.md:1:1: warning s: m (mend it: litlint check --fix)",
        "a.md:1:1: note t: m (guess it: litlint check --fix --unsafe-fixes)",
    ]


@given(st.lists(st.text(st.characters()), min_size=1, max_size=4))
def test_one_line_for_each_finding(texts: list[str]) -> None:
    source = Source("a.md", "x")
    report = Report(
        findings=tuple(Finding("r", "f", Severity.NOTE, source.whole, text, text) for text in texts),
        problems=tuple(texts),
    )
    assert len(concise.write(report, Style()).splitlines()) == 2 * len(texts)


def test_the_problem_matcher_of_the_extension_reads_each_line() -> None:
    manifest = json.loads((ROOT / "editors/vscode/package.json").read_text("utf-8"))
    (matcher,) = manifest["contributes"]["problemMatchers"]
    pattern = matcher["pattern"]
    report = sample()
    lines = [
        found for line in concise.write(report, Style()).splitlines() if (found := re.match(pattern["regexp"], line))
    ]
    read = {(found[pattern["file"]], int(found[pattern["line"]]), found[pattern["code"]]) for found in lines}
    assert read == {(finding.span.path, finding.span.line, finding.rule) for finding in report.findings}
