"""What a project knows of the outside world: a damaged index takes nothing away from what the lock says."""

from __future__ import annotations

from pathlib import Path

import pytest

from litlint.api import CheckOptions, run
from litlint.identifiers.identifier import Identifier
from litlint.lookup.lockfile import LockFile, save_lock
from litlint.model.facts import Paper

_GARDENS = Identifier("arxiv", "2001.01234")


@pytest.mark.parametrize("index", [b"", b"something else", b"\x00" * 400])
def test_a_damaged_index_leaves_the_facts_of_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, index: bytes
) -> None:
    (tmp_path / "papers.index").write_bytes(index)
    monkeypatch.setenv("LITLINT_INDEX", str(tmp_path / "papers.index"))
    (tmp_path / "litlint.toml").touch()
    (tmp_path / "README.md").write_text(
        "# Papers\n\n- [Fast Sorting of Long Lists](https://arxiv.org/abs/2001.01234)\n"
    )
    known = Paper(_GARDENS, "A Small Study of Gardens in Towns", ("Jane Doe",), "2020-01-01", version=1)
    save_lock(LockFile({"arxiv:2001.01234": known}), tmp_path / "papers.lock", LockFile())
    monkeypatch.chdir(tmp_path)
    report = run(CheckOptions()).report
    assert "wrong-paper" in {finding.rule for finding in report.findings}
    (problem,) = report.problems
    assert "papers.index" in problem
    assert "\n" not in problem
