"""A report grows no faster than what it reports, in each format: in characters and in work."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType

import pytest

from litlint import report, rules
from litlint.engine.check import check
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Edit, Finding, Fix, Report, Severity
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.workspace.config import Config

pytestmark = pytest.mark.slow

TIMES = 4
MOST = 1.35 * TIMES
STYLE = report.Style(root="/", here="/", top="/", show="all")
RULES = [kind() for kind in rules.discover()]
UNITS = {
    "one line": "[a](http://arxiv.org/abs/2001.01234) \u00a0\u200b",
    "one line of CRLF": "[a](http://arxiv.org/abs/2001.01234) \u00a0",
    "entries": "- [A Study of Gardens in Towns](http://www.arxiv.org/abs/2001.01234) [papre](http://x.org/a)\n",
    "bold": "**a ",
}


def found(unit: str, times: int) -> Report:
    document = read_document(Source("list.md", unit * times + ("\r\n" if "CRLF" in unit else "\n")))
    return check(Workspace((document,)), RULES, Config(), Facts(date(2025, 6, 1)))


def cost(write: report.Writer, of: Report) -> tuple[int, int]:
    """Return the characters of a report and the calls of functions that writing it takes."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        text = write(of, STYLE)
    finally:
        sys.setprofile(None)
    return len(text), count


# Enough for lines to be longer than a report repeats.
FEW = 400


@pytest.fixture(scope="module")
def reports() -> dict[str, tuple[Report, Report]]:
    return {name: (found(unit, FEW), found(unit, FEW * TIMES)) for name, unit in UNITS.items()}


@pytest.mark.parametrize("format_", report.formats())
def test_a_report_grows_as_its_findings_do(reports: dict[str, tuple[Report, Report]], format_: str) -> None:
    write = report.load(format_)
    for few, many in reports.values():
        write(few, STYLE)
        (length, calls), (more_length, more_calls) = cost(write, few), cost(write, many)
        assert more_length <= MOST * length + 1000
        assert more_calls <= MOST * calls + 1000


def test_a_fix_in_a_very_long_line_is_suggested_by_its_place() -> None:
    source = Source("list.md", "é" * 20_000 + "\n")
    span = source.span(10_000, 10_001)
    finding = Finding("r", "link", Severity.NOTE, span, "m", fix=Fix("t", (Edit(span, "e"),)))
    text = report.load("rdjson")(Report((finding,)), STYLE)
    assert len(text) < 2_000
    assert '"text": "e"' in text
    assert source.byte_column(10_000) == 20_001


@pytest.mark.parametrize("offset", [0, 1, 1023, 1024, 1025, 5000, 5001])
def test_columns_in_bytes(offset: int) -> None:
    source = Source("list.md", "aé\n" * 2000)
    line, column = source.position(offset)
    assert source.byte_column(offset) == len(source.line_text(line)[: column - 1].encode()) + 1
