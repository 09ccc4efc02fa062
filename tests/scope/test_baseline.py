"""Adopting litlint on an old list: what stands is recorded, and only what is new is reported."""

import json
from pathlib import Path

import pytest

from litlint.__main__ import main
from litlint.scope.baseline import BASELINE_NAME

GOOD = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"
OLD = "- [A Study of Old Tapes](https://arxiv.org/abs/2013.01234), 2020\n"  # no month 13
BAD = "- [A Study of New Bridges](https://arxiv.org/abs/2015.04321), 2020\n"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "README.md").write_text(f"# Papers\n\n{GOOD}{OLD}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(capsys: Output, *arguments: str) -> list[int]:
    """Return the lines of what is reported."""
    assert main(["check", "--output-format", "json", *arguments]) in (0, 1)
    return [row["line"] for row in json.loads(capsys.readouterr().out)["findings"]]


def test_what_is_recorded_is_not_reported_and_counted(papers: Path, capsys: Output) -> None:
    assert found(capsys) == [4]
    assert main(["baseline"]) == 0
    assert capsys.readouterr().out == f"{BASELINE_NAME}: 1 finding recorded\n"
    assert main(["check"]) == 0
    assert "1 known from the baseline" in capsys.readouterr().out
    assert found(capsys, "--no-baseline") == [4]


def test_only_what_is_new_is_reported_wherever_the_old_moves(papers: Path, capsys: Output) -> None:
    main(["baseline"])
    (papers / "README.md").write_text(f"# Papers\n\n{BAD}\n## Old\n\n  * {GOOD[2:]}  * {OLD[2:]}")
    capsys.readouterr()
    assert found(capsys) == [3]


def test_a_second_fault_of_a_kind_is_new(papers: Path, capsys: Output) -> None:
    (papers / "README.md").write_text(f"# Papers\n\n{OLD}")
    main(["baseline"])
    (papers / "README.md").write_text(f"# Papers\n\n{OLD}{OLD.replace('Old', 'Older')}")
    capsys.readouterr()
    lines = found(capsys, "--select", "arxiv-id-shape")
    assert lines == [4]


def test_what_is_old_in_an_entry_stays_old_when_its_link_is_mended(papers: Path, capsys: Output) -> None:
    cited = (
        "\n  ```bibtex\n  @misc{a, title={A Study of Old Tapes}, author={Doe, Jane, Roe, Rik}, year={2020}}\n  ```\n"
    )
    (papers / "README.md").write_text(f"# Papers\n\n{OLD}{cited}")
    main(["baseline"])
    (papers / "README.md").write_text(f"# Papers\n\n{OLD.replace('/2013', '/2012')}{cited}")
    capsys.readouterr()
    assert found(capsys) == []
    main(["check"])
    assert "1 row of the baseline is no longer needed" in capsys.readouterr().out
    (papers / "README.md").write_text(f"# Papers\n\n{OLD.replace('/2013', '/2015')}{cited}")
    assert found(capsys) == [3]


def test_titles_that_are_no_text_are_recorded(papers: Path, capsys: Output) -> None:
    (papers / "README.md").write_bytes(
        b"# Papers\n\n- [A Study of \xff Tapes](https://arxiv.org/abs/2013.01234), 2020\n"
    )
    assert main(["baseline"]) == 0
    capsys.readouterr()
    assert found(capsys) == []


def test_the_file_is_sorted_and_the_same_every_time(papers: Path, capsys: Output) -> None:
    (papers / "README.md").write_text(f"# Papers\n\n{OLD}{GOOD}{BAD}")
    main(["baseline"])
    first = (papers / BASELINE_NAME).read_bytes()
    rows = [json.loads(line) for line in first.splitlines()]
    assert [(row["rule"], row["where"]) for row in rows] == [
        ("arxiv-id-shape", "A Study of New Bridges"),
        ("arxiv-id-shape", "A Study of Old Tapes"),
    ]
    (papers / "README.md").write_text(f"# Papers\n\n{BAD}{OLD}{GOOD}")
    main(["baseline"])
    assert (papers / BASELINE_NAME).read_bytes() == first
    assert capsys.readouterr().out.endswith("2 findings recorded, 2 before\n")


def test_rows_that_nothing_bears_out_are_told_and_dropped(papers: Path, capsys: Output) -> None:
    main(["baseline"])
    (papers / "README.md").write_text(f"# Papers\n\n{GOOD}")
    capsys.readouterr()
    assert main(["check"]) == 0
    told = capsys.readouterr().out
    assert "1 row of the baseline is no longer needed; litlint baseline drops it:\n" in told
    assert "\n  arxiv-id-shape: A Study of Old Tapes\n" in told
    main(["baseline"])
    assert capsys.readouterr().out == f"{BASELINE_NAME}: 0 findings recorded, 1 before\n"
    assert (papers / BASELINE_NAME).read_bytes() == b""


@pytest.mark.parametrize("arguments", [["other.md"], ["--ignore", "arxiv-id-shape"], ["--select", "link"]])
def test_rows_that_were_not_looked_for_are_not_unneeded(papers: Path, capsys: Output, arguments: list[str]) -> None:
    (papers / "other.md").write_text("# Others\n")
    main(["baseline"])
    capsys.readouterr()
    main(["check", *arguments])
    assert "no longer needed" not in capsys.readouterr().out


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"rule": "dead-link"}', "7", "<<<<<<< HEAD", "[" * 200_000])
def test_a_broken_baseline_is_told_in_a_line(papers: Path, capsys: Output, line: str) -> None:
    main(["baseline"])
    with (papers / BASELINE_NAME).open("a") as file:
        file.write(f"{line}\n")
    capsys.readouterr()
    assert main(["check"]) == 2
    assert capsys.readouterr().err.startswith(f"litlint: {BASELINE_NAME}:2: no row of a baseline; run litlint baseline")


def test_a_baseline_that_is_no_text_is_told_in_a_line(papers: Path, capsys: Output) -> None:
    (papers / BASELINE_NAME).write_bytes(b"\xff\xfe")
    assert main(["check"]) == 2
    assert f"{BASELINE_NAME}:1:" in capsys.readouterr().err


def test_a_broken_baseline_can_be_written_anew(papers: Path, capsys: Output) -> None:
    (papers / BASELINE_NAME).write_text("<<<<<<< HEAD\n")
    assert main(["baseline"]) == 0
    assert main(["check"]) == 0


PAIR = "- [Watering](https://arxiv.org/abs/2001.04321): A Study of Thirsty Gardens | ACRE 24\n" * 2


@pytest.mark.parametrize("title", ["WATERING", "Watering"])
def test_a_row_holds_the_pair_that_it_was_made_of(papers: Path, capsys: Output, title: str) -> None:
    text = "# Papers\n\n## Plants\n\n{}\n## Towns\n\n" + PAIR
    (papers / "README.md").write_text(text.format(GOOD))
    main(["baseline"])
    added = PAIR[: len(PAIR) // 2].replace("Watering", title)
    (papers / "README.md").write_text(text.format(f"{added}{GOOD}"))
    capsys.readouterr()
    assert found(capsys) == [10]


def test_a_row_holds_the_finding_of_its_entry_not_of_its_work(papers: Path, capsys: Output) -> None:
    (papers / "README.md").write_text(f"# Papers\n\n{GOOD}{OLD}")
    main(["baseline"])
    (papers / "README.md").write_text(f"# Papers\n\n{GOOD}{OLD.replace('Old', 'Older')}{OLD}")
    capsys.readouterr()
    assert found(capsys, "--select", "arxiv-id-shape") == [4]
