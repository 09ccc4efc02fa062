"""The JSON format: the contract that other programs rely on."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from litlint.model.finding import Edit, Finding, Fix, Related, Report, Severity
from litlint.model.source import Source
from litlint.report import Style
from litlint.report import json as format_json

from .sample import clean, sample


def findings(report: Report, style: Style | None = None) -> list[dict[str, object]]:
    found = json.loads(format_json.write(report, style or Style()))["findings"]
    assert isinstance(found, list)
    return found


def test_the_fields_of_the_contract() -> None:
    document = json.loads(format_json.write(sample(), Style()))
    assert document["version"] == 1
    assert {"documents", "entries", "links", "citations", "errors", "warnings", "notes", "allowed", "unchecked"} <= set(
        document["summary"]
    )
    assert document["summary"]["errors"] == 3
    assert document["summary"]["unchecked"] == 4
    place = {"path", "line", "column", "end_line", "end_column"}
    for finding in document["findings"]:
        assert {"rule", "family", "severity", "message", "help", "fix", "related"} | place <= set(finding)
        assert finding["severity"] in ("error", "warning", "note")
        for related in finding["related"]:
            assert set(related) == place | {"message"}
        if finding["fix"] is not None:
            assert set(finding["fix"]) == {"title", "safe", "edits"}
            assert all(set(edit) == place | {"text"} for edit in finding["fix"]["edits"])


def test_a_clean_report_has_no_finding() -> None:
    assert findings(clean()) == []


def test_sorted_by_the_path_that_is_shown_then_place_then_rule() -> None:
    one, two = Source("lists/b.md", "x\nx\n"), Source("a.md", "x")
    spans = [("z", one.span(2, 3)), ("a", one.span(2, 3)), ("m", one.span(0, 1)), ("m", two.span(0, 1))]
    report = Report(findings=tuple(Finding(rule, "f", Severity.NOTE, span, "m") for rule, span in spans))
    found = findings(report, Style(root="/r", here="/r/lists"))
    assert [(row["path"], row["line"], row["rule"]) for row in found] == [
        ("../a.md", 1, "m"),
        ("b.md", 1, "m"),
        ("b.md", 2, "a"),
        ("b.md", 2, "z"),
    ]


def test_columns_are_code_points_and_a_byte_order_mark_is_none() -> None:
    source = Source.decode("a.md", "\ufeff𝒜深x\r\ny".encode())
    spans = [source.span(2, 3), source.span(2, 6)]
    rows = findings(Report(findings=tuple(Finding("r", "f", Severity.NOTE, span, "m") for span in spans)))
    assert [[row[name] for name in ("line", "column", "end_line", "end_column")] for row in rows] == [
        [1, 3, 1, 4],
        [1, 3, 2, 2],
    ]


@given(st.binary(max_size=30))
def test_undecodable_bytes_appear_escaped(data: bytes) -> None:
    source = Source.decode("a.md", data)
    fix = Fix(source.text, (Edit(source.whole, source.text),))
    related = (Related(source.whole, source.text),)
    finding = Finding("r", "f", Severity.NOTE, source.whole, source.text, source.text, fix, related, source.text)
    written = format_json.write(Report(findings=(finding,), problems=(source.text,)), Style())
    message = json.loads(written)["findings"][0]["message"]
    assert message == source.text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    json.dumps(json.loads(written), ensure_ascii=False).encode()
