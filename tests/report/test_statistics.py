"""The table by rule."""

from __future__ import annotations

from litlint.report import Style, statistics

from .sample import clean, large


def test_rules_are_counted_and_the_common_cause_is_named() -> None:
    lines = statistics.write(large(100, 40), Style()).splitlines()
    assert lines[0] == "    40  plain-http  14 errors, 13 warnings, 13 notes  40 with a fix"
    assert "40 of 40 are one cause" in lines[1]
    assert lines[-1].startswith("100 entries in 1 list · ")


def test_quiet_says_nothing_of_a_clean_report() -> None:
    assert statistics.write(clean(), Style(quiet=True)) == ""
    assert statistics.write(clean(), Style()).startswith("24 entries in 1 list")
