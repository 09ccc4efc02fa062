"""When works were listed and records written, as the Git history has it, and the feed that tells of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from defusedxml import ElementTree

from litlint.site import history
from litlint.site.history import History, phrase, read_history
from tests.repository import Repository
from tests.site.sample import LIST, make_site, write_list, write_lock

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST, SECOND, THIRD = ("- [A Tale of Gardens](https://a.org), 2020", "- [A Tale of Towns](https://b.org), 2021",
                        "- [A Tale of Rivers](https://c.org), 2022")  # fmt: skip
PHRASES = {name: [phrase(f"A Tale of {name}")] for name in ("Gardens", "Towns", "Rivers")}


class Dated(Repository):
    """A repository whose commits are of days that a test chooses."""

    def commit(self, day: str, *lines: str, path: str = "README.md") -> None:
        self.write(path, "\n".join(["# Tales", "", *lines]) + "\n")
        self.close(day)

    def close(self, day: str) -> None:
        self.git("add", "--all")
        self.dated(day, "commit", "-q", "-m", "x")

    def dated(self, day: str, *arguments: str) -> None:
        moment = f"{day}T12:00:00Z"
        answer = self.run("env", f"GIT_COMMITTER_DATE={moment}", f"GIT_AUTHOR_DATE={moment}", "git", *arguments)
        assert answer.returncode == 0, answer.stderr


@pytest.fixture
def tales(tmp_path: Path) -> Dated:
    return Dated(tmp_path / "tales")


def days(root: Path) -> dict[str, str]:
    return {name: day.isoformat() for name, day in read_history(root, PHRASES).added.items()}


def test_a_work_is_added_by_the_first_commit_that_names_it(tales: Dated) -> None:
    tales.commit("2024-01-01", FIRST)
    tales.commit("2024-02-01", SECOND, FIRST)
    tales.commit("2024-03-01", FIRST.replace("2020", "2019"), SECOND)
    assert days(tales.root) == {"Gardens": "2024-01-01", "Towns": "2024-02-01"}


def test_a_file_that_is_renamed_adds_nothing(tales: Dated) -> None:
    tales.commit("2024-01-01", FIRST)
    tales.git("mv", "README.md", "tales.md")
    tales.close("2024-02-01")
    assert days(tales.root) == {"Gardens": "2024-01-01"}


def test_a_pull_request_counts_when_it_is_merged(tales: Dated) -> None:
    tales.commit("2024-01-01", FIRST)
    tales.git("switch", "-q", "-c", "paper")
    tales.commit("2024-02-01", FIRST, SECOND)
    tales.git("switch", "-q", "main")
    tales.dated("2024-03-01", "merge", "-q", "--no-ff", "-m", "x", "paper")
    assert days(tales.root) == {"Gardens": "2024-01-01", "Towns": "2024-03-01"}


@pytest.mark.parametrize(("batch", "commits"), [(1, 2), (2, 2), (3, 3), (1, 9), (2, 4), (50, 1000)])
def test_what_is_older_than_is_read_has_no_day(
    tales: Dated, monkeypatch: pytest.MonkeyPatch, batch: int, commits: int
) -> None:
    monkeypatch.setattr(history, "_BATCH", batch)
    monkeypatch.setattr(history, "_MOST_COMMITS", commits)
    tales.commit("2024-01-01", FIRST)
    tales.commit("2024-02-01", FIRST, SECOND)
    tales.commit("2024-03-01", SECOND, FIRST)
    tales.commit("2024-04-01", SECOND, THIRD, FIRST)
    every = {"Gardens": "2024-01-01", "Towns": "2024-02-01", "Rivers": "2024-04-01"}
    assert days(tales.root) == dict(list(every.items())[{2: 2, 3: 1}.get(commits, 0) :])


def test_in_a_shallow_clone_the_first_commit_says_nothing_of_when(tales: Dated, tmp_path: Path) -> None:
    tales.commit("2024-01-01", FIRST)
    tales.commit("2024-02-01", FIRST, SECOND)
    tales.commit("2024-03-01", FIRST, SECOND, THIRD)
    tales.git("clone", "-q", "--depth=2", tales.root.as_uri(), str(tmp_path / "clone"))
    assert days(tmp_path / "clone") == {"Rivers": "2024-03-01"}


def test_a_folder_of_a_repository_has_its_own_history(tales: Dated) -> None:
    tales.commit("2024-01-01", FIRST, path="other/README.md")
    tales.commit("2024-02-01", FIRST, path="lists/README.md")
    assert days(tales.root / "lists") == {"Gardens": "2024-02-01"}


def test_a_record_is_of_the_day_on_which_the_lock_last_wrote_it(tales: Dated) -> None:
    write_lock(tales.root)
    tales.close("2024-01-01")
    write_lock(tales.root, venue="ICML 2021")
    tales.close("2024-02-01")
    found = read_history(tales.root, {}).recorded
    assert found == {"arxiv:2001.01234": date(2024, 2, 1), "github:doe/gardens": date(2024, 1, 1)}


def test_without_git_nothing_is_known(tmp_path: Path) -> None:
    assert read_history(tmp_path, PHRASES) == History()
    assert read_history(Repository(tmp_path / "empty").root, PHRASES) == History()


def test_the_feed_has_the_newest_works_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = Dated(tmp_path / "papers")
    monkeypatch.chdir(papers.root)
    before, new, after = LIST.partition("- [Roses and How They Grow in Towns]")
    line, _, rest = after.partition("\n")
    write_list(papers.root, before + rest)
    papers.close("2024-01-02")
    write_list(papers.root, f"{before}{new}{line}\n{rest}")
    papers.close("2024-02-03")
    site = make_site(papers.root, "--url", "https://example.org")
    feed = ElementTree.parse(site / "feed.xml")
    found = [(one.findtext(f"{ATOM}title"), one.findtext(f"{ATOM}updated")) for one in feed.iter(f"{ATOM}entry")]
    assert found == [
        ("Roses and How They Grow in Towns", "2024-02-03T00:00:00Z"),
        ("A Small Study of Gardens", "2024-01-02T00:00:00Z"),
        ("What the Leaves Leave Behind", "2024-01-02T00:00:00Z"),
    ]
    assert 'recorded <time datetime="2024-01-02">' in (site / "entry/arxiv-2001.01234.html").read_text("utf-8")
