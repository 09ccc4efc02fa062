"""``litlint news``: what changed between two states of a list and its lock, in real Git repositories."""

from __future__ import annotations

from pathlib import Path

import pytest
from defusedxml import ElementTree

from litlint.__main__ import main
from litlint.identifiers.identifier import Identifier
from litlint.lookup.lockfile import Answer, LockFile, key_of
from litlint.model.facts import Page, Paper, Repository
from litlint.model.source import Source
from litlint.parse.document import read_document
from tests.repository import Repository as Git
from tests.site.sample import GARDENS, LIST, write_list

CODE = Identifier("github", "doe/gardens")
PDF = "https://leaves.example.org/paper.pdf"
Output = pytest.CaptureFixture[str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A list as of the tag v1."""
    git = Git(tmp_path / "papers")
    write_list(git.root)
    git.settle()
    git.git("tag", "v1")
    monkeypatch.chdir(git.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return git


def news(capsys: Output, *options: str) -> str:
    capsys.readouterr()
    assert main(["news", "--since", "v1", *options]) == 0
    return capsys.readouterr().out


def learn(git: Git, paper: Paper | None = None, repository: str = "doe/gardens", moved: str | None = None) -> None:
    """Write another lock."""
    paper = paper or Paper(GARDENS, "A Small Study of Gardens", ("Jane Doe", "Édouard Manet"), "2020")
    rows: dict[str, Answer] = {key_of(GARDENS): paper, key_of(CODE): Repository(repository)}
    if moved:
        rows[PDF] = Page(PDF, moved=moved)
    git.write("papers.lock", LockFile(rows, kept=True).text())


def test_without_a_change_there_is_no_news(git: Git, capsys: Output) -> None:
    assert news(capsys) == "Since v1: nothing new\n"


def test_an_added_work_is_news_and_a_moved_or_mended_one_is_not(git: Git, capsys: Output) -> None:
    first, second = LIST.split("\n## Decay\n")
    moved = second.strip() + "\n- [Why Towers Fall in the Night](https://arxiv.org/abs/2105.01234), 2021\n"
    git.write("README.md", f"{first.replace('Small Study', 'Smal Study')}{moved}")
    assert news(capsys) == (
        "Since v1: 1 work added\n\nAdded\n  Why Towers Fall in the Night\n      2021, in Growth\n"
        "      https://arxiv.org/abs/2105.01234\n"
    )


def test_a_second_place_of_a_work_is_no_news(git: Git, capsys: Output) -> None:
    git.write("other.md", "# Others\n\n- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n")
    assert news(capsys) == "Since v1: nothing new\n"


def test_a_bibliography_has_news_too(git: Git, capsys: Output) -> None:
    old = "@misc{doe, title = {What Gardens Are For}, author = {Jane Doe}, year = {2020}}\n"
    git.write("refs.bib", old)
    git.settle()
    git.git("tag", "--force", "v1")
    git.write("refs.bib", "@misc{roe, title = {What Towns Are For}, author = {Jo Roe}, year = {2021}}\n\n" + old)
    assert "What Towns Are For" in news(capsys)
    assert "What Gardens Are For" not in news(capsys)


@pytest.mark.parametrize(
    ("fields", "kind", "detail"),
    [
        ({"venue": "ICML 2021", "doi": "10.1000/182"}, "Published since", "ICML 2021, doi:10.1000/182"),
        ({"retracted": "an error in Lemma 2"}, "Retracted or withdrawn", "retracted: an error in Lemma 2"),
        ({"withdrawn": "by its authors"}, "Retracted or withdrawn", "withdrawn: by its authors"),
    ],
)
def test_what_the_lock_learned_of_a_work_is_news(
    git: Git, capsys: Output, fields: dict[str, str], kind: str, detail: str
) -> None:
    learn(git, Paper(GARDENS, "A Small Study of Gardens", ("Jane Doe",), "2020", **fields))  # type: ignore[arg-type] # texts
    assert f"\n{kind}\n  A Small Study of Gardens\n      {detail}\n" in news(capsys)
    git.settle()
    git.git("tag", "--force", "v1")
    assert news(capsys) == "Since v1: nothing new\n"


def test_a_repository_or_page_that_moved_is_news(git: Git, capsys: Output) -> None:
    learn(git, repository="kew/gardens", moved="https://leaves.example.org/new.pdf")
    said = news(capsys)
    assert "https://github.com/doe/gardens is kew/gardens now" in said
    assert f"{PDF} is https://leaves.example.org/new.pdf now" in said


def test_markdown_says_what_is_meant_whatever_a_title_holds(git: Git, capsys: Output) -> None:
    title = "Stars \\*\\*bold\\*\\* and \\[links\\]\\(x\\) \\<b\\> of Titles"
    git.write("README.md", LIST + f"- [{title}](https://arxiv.org/abs/2105.01234), 2021\n")
    written = news(capsys, "--format", "markdown")
    (entry,) = read_document(Source("news.md", written)).entries
    assert entry.title.value == "Stars **bold** and [links](x) <b> of Titles"
    assert entry.links[0].url == "https://arxiv.org/abs/2105.01234"


def test_a_feed_names_each_piece_of_news_for_good(git: Git, capsys: Output) -> None:
    git.write("README.md", LIST + "- [Why Towers Fall & Break](https://arxiv.org/abs/2105.01234), 2021\n")
    learn(git, repository="kew/gardens")
    feed = ElementTree.fromstring(news(capsys, "--format", "atom", "--url", "https://example.org/list/"))
    name = "{http://www.w3.org/2005/Atom}"
    found = [(one.findtext(f"{name}title"), one.findtext(f"{name}id")) for one in feed.iter(f"{name}entry")]
    assert found == [
        ("Why Towers Fall & Break", "https://example.org/list/news/added/arxiv-2105.01234"),
        ("Moved: A Small Study of Gardens", "https://example.org/list/news/moved/moved-kew/gardens"),
    ]


def test_a_revision_that_is_not_there_is_told_in_one_line(git: Git, capsys: Output) -> None:
    assert main(["news", "--since", "v9"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
