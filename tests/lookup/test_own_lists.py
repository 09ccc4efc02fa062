"""The lists of this repository and their lock: every work is proved, and no row is left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from litlint.lookup.lockfile import is_link, is_repository, load_lock
from litlint.lookup.questions import questions_of
from litlint.lookup.update import audit
from litlint.model.facts import Paper
from litlint.workspace.project import open_project

ROOT = Path(__file__).parents[2]


def test_our_lock_proves_every_work_of_our_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    project = open_project()
    lock = load_lock(project.lock_path)
    questions = questions_of(project.workspace.documents)
    found = audit(lock, questions, questions.keys())
    assert found.orphans == ()
    assert all(is_link(key) or is_repository(key) for key in found.missing)
    works = [identifier for identifier in questions.identifiers if identifier.is_work]
    assert works
    for identifier in works:
        row = lock.rows[f"{identifier.scheme}:{identifier.value}"]
        assert isinstance(row, Paper)
        assert row.title
        assert row.authors


def test_our_lock_is_written_as_it_is_read() -> None:
    assert load_lock(ROOT / "papers.lock").text() == (ROOT / "papers.lock").read_text(encoding="utf-8")
