import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from litlint.__main__ import main

IDLE = b"<!-- litlint: allow repeated-key (it was so) -->\r\n\r\nAll is well.\r\n"
WELL = b"All is well.\r\n"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two lists, one of which has a directive that silences nothing and can be taken away."""
    (tmp_path / "idle.md").write_bytes(IDLE)
    (tmp_path / "good.md").write_bytes(WELL)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_format_of_findings_alone_leaves_what_was_fixed_to_standard_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("- [A Study of Gardens] (https://gardens.org/a)\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check", "a.md", "--fix", "--output-format", "concise"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "litlint: fixed a.md: 1 × link-syntax\n")


def test_fixes_are_written_and_told(lists: Path, capsys: Output) -> None:
    assert main(["check", "--fix", "--fail-on", "warning"]) == 0
    assert (lists / "idle.md").read_bytes() == WELL
    out = capsys.readouterr().out
    assert "fixed idle.md: 1 " in out
    assert "Nothing to report." in out
    assert main(["check", "--fix", "--fail-on", "warning"]) == 0
    assert "fixed" not in capsys.readouterr().out


def test_only_what_changed_is_written(lists: Path) -> None:
    before = (lists / "good.md").stat()
    main(["check", "--fix"])
    after = (lists / "good.md").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_only_named_lists_are_fixed(lists: Path) -> None:
    main(["check", "--fix", "good.md"])
    assert (lists / "idle.md").read_bytes() == IDLE


def test_the_report_counts_what_was_fixed(capsys: Output) -> None:
    main(["check", "--fix", "--output-format", "json"])
    report = json.loads(capsys.readouterr().out)
    assert [row["rule"] for row in report["fixed"]] == ["unused-allow"]
    assert (report["summary"]["fixed"], report["summary"]["refused"]) == (1, 0)


def test_a_difference_is_shown_and_nothing_written(lists: Path, capsys: Output) -> None:
    assert main(["check", "--diff"]) == 1
    out, err = capsys.readouterr()
    assert (lists / "idle.md").read_bytes() == IDLE
    assert err == "1 would be fixed\n"
    subprocess.run(["git", "apply", "-"], input=out.encode(), check=True)
    assert (lists / "idle.md").read_bytes() == WELL
    assert main(["check", "--diff"]) == 0
    assert capsys.readouterr() == ("", "nothing to fix\n")


def test_standard_input_comes_out_fixed_and_the_report_beside_it(
    lists: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for text in (IDLE, WELL, b"\xff\xfe broken"):
        feed(monkeypatch, text)
        assert main(["check", "--fix", "--exit-zero", "-"]) == 0
        out, err = capsysbinary.readouterr()
        assert out == (WELL if text == IDLE else text)
        assert b" in 1 list" in err
    feed(monkeypatch, IDLE)
    assert main(["check", "--fix", "--stdin-filename", "idle.md"]) == 0
    assert capsysbinary.readouterr().out == WELL
    assert (lists / "idle.md").read_bytes() == IDLE
    feed(monkeypatch, IDLE)
    assert main(["check", "--diff", "--stdin-filename", "idle.md"]) == 1
    assert capsysbinary.readouterr().out.startswith(b"--- a/idle.md\n+++ b/idle.md\n")


def test_colours_show_what_goes_and_what_comes(capsys: Output) -> None:
    main(["check", "--diff", "--color", "always"])
    assert "\x1b[31m-<!-- litlint" in capsys.readouterr().out


def test_what_could_not_be_read_outweighs_a_difference() -> None:
    assert main(["check", "--diff", "none.md"]) == 2
    assert main(["check", "--fix", "none.md"]) == 2


def test_a_difference_tells_what_it_leaves(lists: Path, capsys: Output) -> None:
    (lists / "idle.md").write_text(
        "- [Ants](http://arxiv.org/abs/2001.01001)\n\n"
        "```bibtex\n@misc{team, title={Ants in Towns}, author={Ann Roe, Bo Doe, Cy Poe}, year={2020}}\n```\n"
        "\n[Towns](#towns)\n"
    )
    assert main(["check", "--diff"]) == 1
    assert capsys.readouterr().err == "1 would be fixed · 1 can be fixed with --fix --unsafe-fixes · 1 needs a person\n"
