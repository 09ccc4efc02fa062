"""The command that writes into lists where preprints have been published."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from litlint.__main__ import main

LIST = """\
# Gardens

- A Small Study of Gardens at Dusk, arXiv 2020. [[paper]](https://arxiv.org/abs/2001.01234)
- Counting Birds in Old Gardens, arXiv 2020. [[paper]](https://arxiv.org/abs/2001.01235)
- Moss on the Southern Wall, arXiv 2020. [[paper]](https://arxiv.org/abs/2001.01236)

| Title                                                                   | Venue     | Year |
|:------------------------------------------------------------------------|:----------|:-----|
| [Roots Under Old Towns](https://arxiv.org/abs/2001.01237)               |           | 2021 |
| [Reeds of the Southern Fen](https://arxiv.org/abs/2001.01238)           | ICML      | 2020 |
| [Another Work Than the Link's](https://arxiv.org/abs/2001.01239)        |           | 2020 |
"""
PAPERS = (
    ("2001.01234", "A Small Study of Gardens at Dusk", "SOSP 2021"),
    ("2001.01235", "Counting Birds in Old Gardens", "NeurIPS 2021 Workshop on Birds"),
    ("2001.01236", "Moss on the Southern Wall", None),
    ("2001.01237", "Roots Under Old Towns", "CVPR 2021"),
    ("2001.01239", "Bees Count Their Flowers at Noon", "CVPR 2021"),
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "list.md").write_text(LIST)
    rows = [
        {"id": f"arxiv:{number}", "title": title, "authors": ["Ann Roe"], "published": "2020-01-04"}
        | ({"venue": venue} if venue else {})
        for number, title, venue in PAPERS
    ]
    (tmp_path / "papers.lock").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_venues_that_are_known_are_named_and_no_workshop(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update", "--venues"]) == 0
    expected = LIST.replace("Dusk, arXiv 2020", "Dusk, SOSP 2021").replace(
        "01237)               |           |", "01237)               | CVPR      |"
    )
    assert (repository / "list.md").read_text() == expected
    out, err = capsys.readouterr()
    assert "+- A Small Study of Gardens at Dusk, SOSP 2021." in out
    assert err == "named 2 venues\n"
    assert main(["update", "--venues"]) == 0
    assert capsys.readouterr().err == "no venue to name\n"


def test_a_dry_run_writes_nothing(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update", "--venues", "--dry-run", "list.md"]) == 0
    assert (repository / "list.md").read_text() == LIST
    assert capsys.readouterr().err == "would name 2 venues\n"


def test_it_says_what_to_type_where_nothing_is_named(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update"]) == 2
    assert capsys.readouterr().err == "litlint: say what to update\ntype: litlint update --venues\n"
