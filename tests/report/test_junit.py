"""JUnit XML: well-formed whatever a list says, with counts that are right."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from litlint.model.finding import Finding, Report, Severity
from litlint.model.source import Source
from litlint.report import Style, junit

from .sample import clean, large, sample

# What Jenkins takes (github.com/jenkinsci/xunit-plugin, junit-10.xsd): for each element the attributes that it must and
# that it may have, and the elements that may be in it.
FORM = {
    "testsuites": ("", "name time tests failures errors", "testsuite"),
    "testsuite": (
        "name tests failures errors",
        "group time skipped timestamp hostname id package file log url",
        "testsuite properties testcase system-out system-err",
    ),
    "testcase": ("name", "time classname group", "skipped error failure system-out system-err"),
    "failure": ("", "type message", ""),
    "error": ("", "type message", ""),
    "system-out": ("", "", ""),
}


def suites(report: Report) -> list[Element]:
    root = fromstring(junit.write(report, Style()).encode())
    assert root.tag == "testsuites"
    return list(root)


@pytest.mark.parametrize("report", [sample(), clean(), large(50, 20), Report(problems=("unread",))])
def test_counts_are_right(report: Report) -> None:
    for suite in suites(report):
        assert int(suite.get("tests", "")) == len(suite.findall("testcase")) > 0
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors", "")) == len(suite.findall("testcase/error"))


@pytest.mark.parametrize("report", [sample(), clean(), large(50, 20), Report(problems=("unread",))])
def test_valid_by_the_form_that_jenkins_checks(report: Report) -> None:
    for element in fromstring(junit.write(report, Style()).encode()).iter():
        must, may, inner = (set(names.split()) for names in FORM[element.tag])
        assert must <= set(element.attrib) <= must | may
        assert {child.tag for child in element} <= inner


def test_notes_do_not_fail_and_a_clean_report_passes() -> None:
    words, problems = suites(sample())
    assert words.get("name") == "lists/words.md"
    assert words.get("failures") == "4"
    assert len(words.findall("testcase/system-out")) == 1
    assert problems.get("errors") == "1"
    (only,) = suites(clean())
    assert (only.get("tests"), only.get("failures")) == ("1", "0")


@given(st.text(st.characters()))
def test_well_formed_whatever_is_said(text: str) -> None:
    source = Source('a<&".md', text)
    finding = Finding("r", "f", Severity.ERROR, source.whole, text, text, reason=text)
    suite, problem = suites(Report(findings=(finding,), problems=(text,)))
    assert len(suite.findall("testcase/failure")) == 1
    assert problem.get("errors") == "1"
