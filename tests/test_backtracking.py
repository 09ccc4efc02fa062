"""The law that no pattern tries a text again and again, and that no line end makes one do so."""

from __future__ import annotations

import pytest

from tests.backtracking import BOUNDED, Compiled, collect, slow_text
from tests.fuzz.trial import failure

pytestmark = [pytest.mark.fuzz, pytest.mark.slow]
LINES = (
    *(
        "",
        " ",
        "\t",
        "a line",
        "---",
        "- ",
        "> ",
        "| a | b |",
        "|-|-|",
        "```",
        "~~~",
        "<!--",
        "-->",
        "<details>",
        "[",
        "](",
        "*",
    ),
    *(
        "- [A Study of Ants](https://a.org), 2020",
        "# A",
        "===",
        "$$",
        "@misc{a,",
        "  title = {",
        "}",
        "[a]: b",
        "\\",
        "1. a  ",
        "$",
    ),
)


def test_no_pattern_is_slow_on_any_text() -> None:
    patterns = [one for one in collect() if str(one) not in BOUNDED and one.module not in BOUNDED]
    assert len(patterns) > 400
    assert [slow for one in patterns if (slow := slow_text(one)) is not None] == []


@pytest.mark.parametrize(
    "pattern", [r"(a+)+b", r"\s+$", r"x*x*y", r"(?:a|ab|b)*c", r"\w+@", r"---\s*\n(?:.*\r?\n)*?---"]
)
def test_slow_patterns_are_found(pattern: str) -> None:
    assert slow_text(Compiled("a test", "here", pattern, 0)) is not None


@pytest.mark.parametrize("pattern", [r"(?>a+)+b", r"(?<!\s)\s++$", r"a{1,3}b", r"[^a]*", r"(?<!\w)\w++@"])
def test_linear_patterns_are_not_blamed(pattern: str) -> None:
    assert slow_text(Compiled("a test", "here", pattern, 0)) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("lead", ["", "---", "- [A Study of Ants](https://a.org)", "@misc{a,\n title={x}"])
def test_no_run_of_lines_is_slow(end: str, lead: str) -> None:
    for line in LINES:
        text = lead + end + (line + end) * (8_000 // len(line + end))
        why = failure("rules", text.encode())
        assert why is None, (line, why)
