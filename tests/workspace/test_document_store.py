"""What is kept of documents: whatever has changed since, a check that uses it finds what one finds that does not."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from litlint import api, report
from litlint.cache_folder import cache_folder, digest
from litlint.model.nodes import Block
from litlint.model.plain import document_of, findings_of, plain_document, plain_findings
from litlint.model.source import Source
from litlint.parse import document
from litlint.parse.document import LateBlocks, read_document
from litlint.workspace import document_store

NAMES = [
    f"{one} {two}"
    for one in ("Red", "Grey", "Old", "Young", "Big", "Small")
    for two in ("Ants", "Bees", "Cats", "Dogs", "Elks")
]
ENTRIES = "".join(
    f"- [A Long Study of {name} and What They Do](http://arxiv.org/abs/2001.{number:05}), ICML 2020 "
    f"[[code](https://github.com/doe/study{number}?utm_source=x)]\n"
    for number, name in enumerate(NAMES, 1001)
)
LINKS = "[Older](other.md#old) [Newer](other.md#new) [Notes](notes/all.md) [Start](#papers)"
README = f"# Papers\n\n{LINKS}\n\n## Animals\n\n{ENTRIES}"
OTHER = f"# Others\n\n## Old\n\n{ENTRIES.replace('Long', 'Short').replace('2001.', '2002.')}"
CITED = f"""{README}
- A Study of Lawns [[pdf](https://arxiv.org/abs/2003.01234)] [[bibtex](cite/lawns.bib)]

<!-- litlint: allow insecure-url (an old page) -->
- [A Study of Hedges](http://arxiv.org/abs/2003.01235), ICML 2020
"""
LAWNS = "@misc{doe2020, title={A Study of Lawns}, author={Jane Doe}, year={2020}, eprint={2003.01234}, archivePrefix={arXiv}}\n"


class Place:
    """A repository and a cache folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for path, text in {"README.md": CITED, "other.md": OTHER, "cite/lawns.bib": LAWNS}.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(exist_ok=True, parents=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def check(self, *, cache: bool) -> tuple[str, int]:
        """Return the report in JSON, and how many documents were not read."""
        result = api.run(api.CheckOptions(paths=(str(self.root),), cache=cache))
        hits = result.project.store.hits if result.project.store else 0
        return report.load("json")(result.report, report.Style()), hits


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    if sys.platform != "linux":
        pytest.skip("the cache folder is set by XDG_CACHE_HOME here")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    return Place(tmp_path / "repo")


CHANGES: dict[str, Callable[[Place], None]] = {
    "nothing": lambda place: None,
    "a title": lambda place: place.edit("README.md", "Long Study of Red Ants", "Short Study of Red Ants"),
    "a heading that another list links": lambda place: place.edit("other.md", "## Old", "## Very old"),
    "an entry that is in two lists now": lambda place: place.edit("other.md", "2002.01003", "2001.01003"),
    "a file that is linked": lambda place: place.write("notes/all.md", "# Notes\n"),
    "a file that no list links": lambda place: place.write("a.txt", "x\n"),
    "the citation of an entry in a file of its own": lambda place: place.edit(
        "cite/lawns.bib", "2003.01234", "2003.01243"
    ),
    "that file is gone": lambda place: (place.root / "cite/lawns.bib").unlink(),
    "a directive": lambda place: place.edit("README.md", "(an old page)", ""),
    "a severity": lambda place: place.write("litlint.toml", '[rules.insecure-url]\nseverity = "error"\n'),
    "a selection": lambda place: place.write("litlint.toml", 'select = ["link"]\n'),
    "a rule that does not run": lambda place: place.write("litlint.toml", 'ignore = ["insecure-url"]\n'),
    "an option of a rule": lambda place: place.write("litlint.toml", '[rules.arxiv-url-form]\nform = "pdf"\n'),
    "findings of a file": lambda place: place.write("litlint.toml", '[per-file-ignores]\n"README.md" = ["link"]\n'),
    "what every entry must have": lambda place: place.write("litlint.toml", '[labels]\nrequired = ["video"]\n'),
    "the order of entries": lambda place: place.write("litlint.toml", 'order = "title"\n'),
    "how grave details are": lambda place: place.write("litlint.toml", 'policy = "strict"\n'),
    "a translation": lambda place: place.write("litlint.toml", '[translations]\n"README.md" = ["other.md"]\n'),
    "the day": lambda place: os.environ.update(SOURCE_DATE_EPOCH="1500000000"),
    "the repository on GitHub": lambda place: place.write(
        ".git/config", '[remote "origin"]\n\turl = https://github.com/doe/study1001\n'
    ),
    "a list is gone": lambda place: (place.root / "other.md").unlink(),
    "a byte order mark": lambda place: place.edit("README.md", "# Papers", "\ufeff# Papers"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_changes_no_answer(place: Place, change: str) -> None:
    before, hits = place.check(cache=True)
    assert (before, hits) == (place.check(cache=False)[0], 0)
    assert place.check(cache=True) == (before, 2)
    CHANGES[change](place)
    assert place.check(cache=True)[0] == place.check(cache=False)[0]


def test_what_the_lock_says_counts(place: Place) -> None:
    place.check(cache=True)
    for title in ("Quite Another Work of Ours", "A Third Work"):
        row = {"id": "arxiv:2001.01001", "title": title, "authors": ["Ann Lee"], "published": "2020"}
        place.write("papers.lock", json.dumps(row) + "\n")
        warm, _ = place.check(cache=True)
        assert warm == place.check(cache=False)[0]
        assert title in warm


def test_a_changed_list_is_read_and_the_other_is_not(place: Place) -> None:
    place.check(cache=True)
    place.edit("README.md", "Red Ants", "Blue Ants")
    assert place.check(cache=True)[1] == 1


def test_what_is_not_as_it_was_written_is_a_miss(place: Place) -> None:
    expected, _ = place.check(cache=True)
    folder = Path(cache_folder("documents"))
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    assert place.check(cache=True) == (expected, 0)
    for path in folder.iterdir():  # well sealed, and nonsense
        path.write_bytes(document_store._FORM + digest(b"[1,2,[3]]").encode() + b"\n[1,2,[3]]")
    assert place.check(cache=True) == (expected, 0)
    assert place.check(cache=True) == (expected, 2)


def test_a_folder_that_others_can_write_is_not_believed(place: Place) -> None:
    expected, _ = place.check(cache=True)
    folder = Path(cache_folder("documents"))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    folder.chmod(0o777)
    assert place.check(cache=True) == (expected, 0)


def test_another_litlint_reads_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, _ = place.check(cache=True)
    monkeypatch.setattr(document_store, "_program", lambda: ["another"])
    assert place.check(cache=True) == (expected, 0)


def test_the_oldest_go_first(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_store, "_MOST_FILES", 3)
    place.check(cache=True)
    first = set(os.listdir(cache_folder("documents")))
    place.write("README.md", f"{CITED}\nMore.\n")
    place.check(cache=True)
    assert len(os.listdir(cache_folder("documents"))) == 3
    assert not first <= set(os.listdir(cache_folder("documents")))


@pytest.mark.parametrize(("path", "text"), [("README.md", CITED), ("refs.bib", LAWNS * 3), ("a.md", "```\n- [x](")])
def test_plain_data_is_read_back(path: str, text: str) -> None:
    document = read_document(Source(path, text))
    again = Source(path, text)
    assert document_of(plain_document(document), again, LateBlocks(again, document.kind)) == document
    found = api.check_text(text, path).findings
    assert findings_of(plain_findings(found, document.source), again, {}) == found


def test_what_compares_documents_parses_no_unchanged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def read_marks(source: Source) -> tuple[Block, ...]:
        parsed.append(source.path)
        return original(source)

    original = document.read_marks
    monkeypatch.setattr(document, "read_marks", read_marks)
    place = Place(tmp_path)
    place.write("README.md", f"{CITED}- [Start](https://gardens.org) - The garden [@doe2020].\n" * 2)
    place.check(cache=True)
    assert sorted(set(parsed)) == ["README.md", "other.md"]
    parsed.clear()
    place.edit("other.md", "# Others", "# More")
    assert "repeated-work" in place.check(cache=True)[0]
    assert set(parsed) == {"other.md"}
