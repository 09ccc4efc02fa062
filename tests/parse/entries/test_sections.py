"""Which parts of a document are sections, and what works are read in folds, tabs and HTML."""

from __future__ import annotations

from textwrap import dedent

import pytest

from litlint.model.document import Document
from litlint.model.source import Source
from litlint.parse.document import read_document


def read(text: str) -> Document:
    return read_document(Source("list.md", dedent(text)))


def paths(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(entry.title.value, entry.section.path) for entry in read(text).entries]


def bullets(*titles: str) -> str:
    return "".join(f"- [{title}](https://arxiv.org/abs/2301.0000{at}), 2023\n" for at, title in enumerate(titles, 1))


ANTS = bullets("Ants in Summer Rain", "Bees in Summer Rain", "Cats in Summer Rain")
NEWS = "".join(f"- [2024/0{month}] We add [a paper](https://arxiv.org/abs/2401.0000{month})\n" for month in range(1, 6))


def test_a_fold_is_a_section_below_the_one_around_it() -> None:
    fold = f"<details><summary>Small <b>ones</b></summary>\n\n{ANTS}\n</details>\n"
    text = f"## Animals\n\n{fold}\n{bullets('Dogs in Late Winter')}"
    assert paths(text) == [
        ("Ants in Summer Rain", ("Animals", "Small ones")),
        ("Bees in Summer Rain", ("Animals", "Small ones")),
        ("Cats in Summer Rain", ("Animals", "Small ones")),
        ("Dogs in Late Winter", ("Animals",)),
    ]


def test_a_heading_in_a_fold_is_below_it_and_one_of_a_higher_rank_ends_it() -> None:
    text = f"## A\n\n<details>\n<summary>B</summary>\n\n{ANTS}\n### C\n\n{ANTS}\n## D\n\n{ANTS}"
    assert list(dict.fromkeys(path for _, path in paths(text))) == [("A", "B"), ("A", "B", "C"), ("D",)]


@pytest.mark.parametrize(
    "heading",
    ["<h2>Animals</h2>", '<h2 align="center">\n  <b>Animals</b>\n</h2>', "<details open><summary>Animals</summary>"],
)
def test_html_ends_a_section_of_news(heading: str) -> None:
    assert len(paths(f"## News\n\n{NEWS}\n{heading}\n\n{ANTS}")) == 3


def test_a_fold_of_older_news_is_news() -> None:
    assert paths(f"## News\n\n{NEWS}\n<details><summary>More</summary>\n\n{NEWS}\n</details>\n") == []


def test_a_fold_with_the_details_of_a_work_is_no_section() -> None:
    text = f"#### A Study of Many Ants\n\n[Paper](https://arxiv.org/abs/2301.00001)\n\n<details><summary>BibTeX</summary>\n\nx\n\n</details>\n\n{ANTS}"
    assert [section.title for section in read(text).sections] == ["", "A Study of Many Ants"]


def test_a_fold_whose_summary_links_its_paper_is_an_entry() -> None:
    text = """\
        <details><summary>A Study of Ants [<a href="https://arxiv.org/abs/2301.00001">Paper</a>]</summary>

        Ants are small.

        </details>

        - <details><summary>A Study of Bees <a href=https://arxiv.org/abs/2301.00002>Paper</a></summary>Bees hum.</details>
        """
    assert paths(text) == [("A Study of Ants", ()), ("A Study of Bees", ())]


def test_lists_in_html_are_read_and_their_line_ends_are_spaces() -> None:
    text = """\
        <ul>
        <li><a href="https://arxiv.org/abs/2301.00001">A Study
        of Ants</a>, 2023
        <li>A Study of Bees <a href="https://arxiv.org/abs/2301.00002">[pdf]</a></li>
        </ul>
        """
    assert paths(text) == [("A Study of Ants", ()), ("A Study of Bees", ())]
    assert [entry.kind.letter for entry in read(text).entries] == ["H", "H"]


def test_tabs_and_admonitions_are_sections() -> None:
    indented = "".join(f"    {line}\n" for line in ANTS.splitlines())
    text = f'# Papers\n\n=== "2024"\n\n{indented}\n??? note "Old ones"\n{indented}\n{bullets("Dogs in Late Winter")}'
    found = paths(text)
    assert [path for _, path in found] == [("Papers", "2024")] * 3 + [("Papers", "Old ones")] * 3 + [("Papers",)]
    assert read(text).entries[0].span.text == "- [Ants in Summer Rain](https://arxiv.org/abs/2301.00001), 2023"


def test_a_line_of_equals_signs_still_makes_a_heading() -> None:
    assert read("Papers\n===\n\ntext\n").sections[1].title == "Papers"


def test_ways_back_are_no_sections_but_titles_that_link_the_contents_are() -> None:
    back = "### [⬆ Back](#index)\n"
    text = f"## Index\n\n## Ants\n{back}\n{ANTS}\n## Bees\n{back}\n{ANTS}"
    assert {section.title for section in read(text).sections} == {"", "Index", "Ants", "Bees"}
    text = f"## Index\n\n## [Ants](#index)\n\n{ANTS}\n## [Bees](#index)\n\n{ANTS}"
    assert [section.title for section in read(text).sections] == ["", "Index", "Ants", "Bees"]


@pytest.mark.parametrize(
    "piece", ["<details><summary>x</summary>\n\n", "<details>", "<summary>", "<ul><li>", '=== "x"\n    ']
)
def test_folds_that_never_end_are_read(piece: str) -> None:
    assert read(piece * 300).entries == ()


@pytest.mark.parametrize("line", ["**{}**", "__{}:__", "***{}***", "<b>{}</b>", "**🐜 {}** (3)", "**[{}](#top)**"])
def test_lines_in_bold_above_lists_of_works_are_sections(line: str) -> None:
    text = f"## Animals\n\n{line.format('Small')}\n\n{ANTS}\n{line.format('Large')}\n\n{ANTS}\n## Plants\n\n{ANTS}"
    found = [path for _, path in paths(text)]
    assert [len(path) for path in found] == [2] * 6 + [1] * 3
    assert "Small" in found[0][1]
    assert "Large" in found[3][1]


def test_lines_in_bold_above_a_table_are_sections() -> None:
    rows = "".join(
        f"| [{name} in Summer Rain](https://arxiv.org/abs/2301.0000{at}) | 2023 |\n" for at, name in enumerate("AB", 1)
    )
    table = f"| Paper | Year |\n|---|---|\n{rows}"
    assert {path for _, path in paths(f"# A\n\n**B**\n\n{table}\n**C**\n\n{table}")} == {("A", "B"), ("A", "C")}


@pytest.mark.parametrize(
    "text",
    [
        f"## Animals\n\n**Read these first**\n\n{ANTS}",
        f"## Animals\n\n**These are good ones.**\n\n{ANTS}\n**So are these.**\n\n{ANTS}",
        f"## Animals\n\n**Small** ones with legs\n\n{ANTS}\n**Large** ones with legs\n\n{ANTS}",
        "## Animals\n\n"
        + "".join(
            f"**A Study of {name}**\n\n- [Paper](https://arxiv.org/abs/2301.0000{at})\n- [Code](https://github.com/a/{at})\n\n"
            for at, name in enumerate(("Ants in Rain", "Bees in Rain", "Cats in Rain"))
        ),
    ],
)
def test_other_words_in_bold_are_no_sections(text: str) -> None:
    assert {path for _, path in paths(text)} == {("Animals",)}


@pytest.mark.parametrize(
    "people",
    [
        "- Jane Doe (多恩, [@jane](https://github.com/jane))\n- Max Muster (穆斯特, [@max](https://github.com/max))\n",
        "- [Jane Doe](https://jane.example.org), University of Somewhere\n- [Max Muster](https://x.com/max)\n",
        (
            "* **Jane Doe** - [LinkedIn](https://www.linkedin.com/in/jane)\n"
            "* **Max Muster** - [ORCID](https://orcid.org/0000-0002-1825-0097)\n"
        ),
        "1. [Jane Doe](https://scholar.google.com/citations?user=x)\n2. [Max](https://openreview.net/profile?id=~M)\n",
    ],
)
def test_people_with_pages_of_their_own_are_no_works(people: str) -> None:
    found = read(f"# List\n\n## Papers\n\n{ANTS}\n## The Team behind it\n\n{people}")
    assert {entry.section.title for entry in found.entries} == {"Papers"}
    assert not found.unread


def test_a_section_of_tools_holds_more_than_people() -> None:
    tools = "- [Ant Tools](https://github.com/ants/tools)\n- [Ants](https://github.com/ants)\n- [Bee Net](https://bee.org)\n"
    found = read(f"# List\n\n## Papers\n\n{ANTS}\n## Tools\n\n{tools}")
    assert sum(entry.section.title == "Tools" for entry in found.entries) == 3
