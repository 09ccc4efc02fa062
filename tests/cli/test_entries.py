import json
from pathlib import Path

import pytest

from litlint.__main__ import main

LIST = """# Papers

## Gardens

#### [SG] A Study of Gardens

tag: `plants`

paper link: [here](https://arxiv.org/abs/2001.01234v2)

```bibtex
@misc{kim2020,
  title = {A Study of Gardens},
  eprint = {2001.01234},
  archivePrefix = {arXiv},
}
```
"""


@pytest.fixture(autouse=True)
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "other.md").write_text("# Other\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_json_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entries", "list.md", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer.keys() == {"version", "documents"}
    assert answer["version"] == 1
    (document,) = answer["documents"]
    assert document.keys() == {"path", "entries", "links", "citations", "unread"}
    assert document["path"] == "list.md"
    (entry,) = document["entries"]
    place = {"line": 9, "column": 13, "end_line": 9, "end_column": 55}
    work = {"scheme": "arxiv", "value": "2001.01234", "url": "https://arxiv.org/abs/2001.01234"}
    link = {"label": "paper link", "text": "here", "kind": "inline", "url": "https://arxiv.org/abs/2001.01234v2"}
    citation = {
        "key": "kim2020",
        "kind": "misc",
        "title": "A Study of Gardens",
        "authors": [],
        "year": None,
        "identifiers": [{**work, "version": None}],
        "line": 12,
        "column": 1,
        "end_line": 16,
        "end_column": 2,
    }
    assert entry["links"] == [{**link, "identifier": {**work, "version": 2}, **place}] == document["links"]
    assert entry["citations"] == [citation] == document["citations"]
    assert entry["identifiers"] == [{**work, "version": 2}]
    assert {name: entry[name] for name in ("title", "name", "kind", "family", "section", "tags", "line", "column")} == {
        "title": "A Study of Gardens",
        "name": "SG",
        "kind": "heading",
        "family": "A",
        "section": ["Papers", "Gardens"],
        "tags": ["plants"],
        "line": 5,
        "column": 1,
    }
    assert [entry[name] for name in ("authors", "venue", "date", "year")] == [None] * 4


def test_text_is_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entries", "list.md"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("list.md: 1 entry\n  5:1  A Study of Gardens\n")
    for line in (
        "section   Papers > Gardens",
        "link      paper link: arXiv:2001.01234",
        "citation  kim2020 (arXiv:2001.01234)",
    ):
        assert f"\n      {line}\n" in out


def test_bytes_that_are_no_text_are_escaped(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (lists / "other.md").write_bytes(b"# Caf\xe9\n\n[x](y\xff)\n")
    assert main(["entries", "--format", "json", "other.md"]) == 0
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    assert document["links"][0]["url"] == "y\\xff"


def test_an_input_that_is_missing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["entries", "none.md", "list.md"]) == 2
    out, err = capsys.readouterr()
    assert "A Study of Gardens" in out
    assert err == "litlint: none.md: no such file or folder\n"
