"""No report shows a password of a URL, in whatever format, wherever it is in the text; places stay as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litlint import report
from litlint.__main__ import main
from litlint.api import check_text
from litlint.model.finding import Report
from litlint.report import Style
from litlint.scope.hidden_passwords import without_passwords

TEXT = (
    "# Gardens\n\n- [A Study of Gardens](http://jane:sec@ret@gardens.org/a.pdf). Jane Doe. 2020.\n"
    "- [Bees](https://arxiv.org/abs/2001.01234v9x) and https://joe:hunter2@bees.org/x.\n"
)


@pytest.fixture
def checked() -> Report:
    return check_text(TEXT, "README.md")


@pytest.mark.parametrize("name", report.formats())
def test_no_format_shows_one(checked: Report, name: str) -> None:
    text = report.load(name)(without_passwords(checked), Style(show="all"))
    assert "sec@" not in text
    assert "ret@" not in text
    assert "hunter2" not in text


def test_places_and_other_texts_stay(checked: Report) -> None:
    found = json.loads(report.load("json")(without_passwords(checked), Style()))["findings"]
    assert [(one["line"], one["column"]) for one in found if one["rule"] == "url-password"] == [(3, 31), (4, 59)]


def test_a_fix_that_would_write_one_is_not_shown() -> None:
    checked = check_text("- [A](http://arxiv.org/abs/2001.01234) [B](https://joe:hunter2@bees.org/x)\n", "README.md")
    by_rule = {
        one["rule"]: one for one in json.loads(report.load("json")(without_passwords(checked), Style()))["findings"]
    }
    assert by_rule["url-password"]["fix"] is not None
    assert by_rule["insecure-url"]["fix"] is None
    assert next(one for one in checked.findings if one.rule == "insecure-url").fix is not None


def test_the_command_line_shows_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "README.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["check", "README.md"])
    shown = capsys.readouterr().out
    assert "[url-password]" in shown
    assert "hunter2" not in shown
