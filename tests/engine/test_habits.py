"""What many entries share is told once, nothing is lost, and what a change adds makes no habit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from litlint.engine.check import check
from litlint.engine.fixer import apply_fixes
from litlint.engine.habits import fold_habits
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Report, Severity
from litlint.model.list_style import ListStyle
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.rules import load
from litlint.style.infer import infer_style
from litlint.workspace.config import Config, config_of

_NAMES = "Ants Bees Cats Dogs Elks Foxes Gulls Hares Ibis Jays Kites Lynx Moles Newts Owls Pikes Quails Rats".split()
_INSECURE = "insecure-url"
_DEFAULT = Config()


def _lines(count: int, scheme: str, first: int = 0) -> str:
    return "".join(
        f"- [A Long Study of {_NAMES[index % 18]} and {_NAMES[index // 18]}]({scheme}://arxiv.org/abs/2001.0{index + 1001})\n"
        for index in range(first, first + count)
    )


def _workspace(files: Mapping[str, str]) -> Workspace:
    documents = [read_document(Source(path, text)) for path, text in files.items()]
    styles = {document.path: infer_style(document, ListStyle()) for document in documents}
    return Workspace(tuple(documents), list_styles=styles)


def _check(workspace: Workspace, config: Config = _DEFAULT, rule: str = _INSECURE) -> Report:
    return check(workspace, [load(rule)()], config, Facts(today=date(2026, 1, 1)))


def _folded(files: Mapping[str, str], config: Config = _DEFAULT) -> Report:
    report = _check(_workspace(files), config)
    return fold_habits(report, report.shared)


@pytest.mark.parametrize(
    ("faulty", "right", "told"),
    [(10, 0, 1), (10, 90, 1), (10, 91, 10), (9, 0, 9), (40, 80, 1)],
)
def test_a_note_that_ten_entries_and_a_tenth_share_is_a_habit(faulty: int, right: int, told: int) -> None:
    report = _folded({"README.md": _lines(faulty, "http") + _lines(right, "https", faulty)})
    assert len(report.findings) == told
    assert len(report.findings) - len(report.habits) + len(report.habitual) == faulty


@pytest.mark.parametrize(("right", "told"), [(0, 1), (20, 1), (21, 10)])
def test_an_error_of_form_is_a_habit_if_a_third_share_it(right: int, told: int) -> None:
    empty = _lines(10, "https").replace("\n", " [[code]]()\n")
    workspace = _workspace({"README.md": empty + _lines(right, "https", 10)})
    report = _check(workspace, rule="url-shape")
    assert len(fold_habits(report, report.shared).findings) == told


def test_a_habit_is_a_note_with_its_count_and_an_example() -> None:
    (note,) = _folded({"README.md": _lines(12, "http") + _lines(3, "https", 12)}).findings
    assert note.severity is Severity.NOTE
    assert "12 of 15 entries" in note.message
    assert note.span.line == 1


def test_the_fingerprint_of_a_habit_does_not_depend_on_the_example() -> None:
    first = _folded({"README.md": _lines(15, "http")})
    later = _folded({"README.md": _lines(3, "https") + _lines(12, "http", 3)})
    assert [note.fingerprint for note in first.habits] == [note.fingerprint for note in later.habits]


def test_small_files_are_measured_together() -> None:
    report = _folded({f"{year}.md": _lines(4, "http", 4 * year) for year in range(4)})
    assert len(report.findings) == 1
    assert "16 of 16 entries" in report.findings[0].message


def test_a_large_file_without_the_habit_is_told_place_by_place() -> None:
    files = {f"{year}.md": _lines(6, "http", 6 * year) for year in range(4)}
    files["README.md"] = _lines(2, "http", 50) + _lines(30, "https", 60)
    report = _folded(files)
    assert sorted(finding.span.path for finding in report.findings) == ["0.md", "README.md", "README.md"]


def test_a_rule_with_a_configured_severity_is_told_place_by_place() -> None:
    config = config_of(b'[rules]\ninsecure-url.severity = "warning"\n', "litlint.toml")
    assert config is not None
    assert len(_folded({"README.md": _lines(12, "http")}, config).findings) == 12


def test_what_is_wrong_however_often_stays_an_error() -> None:
    text = _lines(12, "https").replace("2001.0", "2013.0")
    report = _check(_workspace({"README.md": text}), rule="arxiv-id-shape")
    assert [finding.severity for finding in fold_habits(report, report.shared).findings] == [Severity.ERROR] * 12


def test_a_change_makes_no_habit_and_follows_one() -> None:
    new = _check(_workspace({"README.md": _lines(12, "http")}))
    assert len(fold_habits(new, _check(_workspace({"README.md": _lines(12, "https")})).shared).findings) == 12
    assert len(fold_habits(new, _check(_workspace({"README.md": _lines(11, "http")})).shared).findings) == 1


def test_fixes_of_a_habit_are_made_one_by_one() -> None:
    def look(workspace: Workspace) -> Report:
        report = _check(workspace)
        return fold_habits(report, report.shared)

    result = apply_fixes(_workspace({"README.md": _lines(12, "http")}), look, unsafe=False)
    assert result.workspace.by_path["README.md"].source.text == _lines(12, "https")
    assert len(result.report.fixed) == 12
    assert not result.report.findings


def test_what_is_outside_all_entries_follows_no_habit() -> None:
    entries = "".join(line.replace("\n", " [[code]()]\n") for line in _lines(12, "https").splitlines(keepends=True))
    contents = "- [Ants](#ants)\n- [Bees]()\n\n# Ants\n\n"
    report = _check(_workspace({"README.md": contents + entries}), rule="url-shape")
    folded = fold_habits(report, report.shared)
    assert [finding.span.line for finding in folded.findings if finding.severity is Severity.ERROR] == [2]
    assert len(folded.habitual) == 12
