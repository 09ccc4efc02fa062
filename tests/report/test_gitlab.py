"""GitLab's code quality report."""

from __future__ import annotations

import json

from litlint.report import Style, gitlab

from .sample import clean, large, sample


def test_a_clean_report_is_an_empty_array() -> None:
    assert json.loads(gitlab.write(clean(), Style())) == []


def test_the_members_that_gitlab_needs() -> None:
    rows = json.loads(gitlab.write(sample(), Style()))
    for row in rows:
        assert set(row) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert row["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not row["location"]["path"].startswith("./")
        assert row["location"]["lines"]["begin"] >= 1
    assert [row["severity"] for row in rows] == ["major", "major", "minor", "major", "info"]


def test_fingerprints_are_unique() -> None:
    rows = json.loads(gitlab.write(large(), Style()))
    assert len({row["fingerprint"] for row in rows}) == len(rows) == 2_000
