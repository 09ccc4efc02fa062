"""Which column of a table holds the titles, and which tables list works."""

from __future__ import annotations

import pytest

from litlint.metadata.columns import roles_of_column
from litlint.model.document import Entry
from litlint.model.source import Source
from litlint.parse.document import read_document

TITLES = (
    *("Counting Ants on Warm Stones", "How Bees Share a Garden", "The Quiet Life of Pond Snails"),
    *("Maps of Hedges and Lanes", "Telling Time by Morning Dew", "Old Ladders in Cherry Orchards"),
)


def rows(header: str, form: str) -> tuple[Entry, ...]:
    lines = [form.format(i=i, title=title) for i, title in enumerate(TITLES)]
    bars = "|".join("---" for _ in header.strip("|").split("|"))
    return read_document(Source("list.md", "\n".join([header, f"|{bars}|", *lines, ""]))).entries


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("FirstAuthor", ("authors",)),
        ("Title & Authors", ("title", "authors")),
        ("論文タイトル", ("title", "paper")),
        ("Revista (Año)", ("venue", "date")),
        ("Trainingsdaten", ("other",)),
    ],
)
def test_words_of_headers(header: str, roles: tuple[str, ...]) -> None:
    assert roles_of_column(header) == roles


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("| Title | FirstAuthor | Code |", "| {title} | Jane Doe | [code](https://github.com/doe/x{i}) |"),
        ("| Title | Code |", "| [{title}](https://example.org/{i}.html) | [Code](https://github.com/doe/x{i}) |"),
        ("| index | paper title |", "| 00{i} | {title} |"),
        ("| Nr | Artikel |", "| {i} | {title} |"),
    ],
)
def test_a_table_lists_works_by_its_headers(header: str, form: str) -> None:
    assert [entry.title.value for entry in rows(header, form)] == list(TITLES)


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("| Title | Difficulty |", "| [{title}](https://example.org/{i}) | easy |"),
        ("| Name | Description |", "| Tool{i} | {title} |"),
        ("| Paper | Weight |", "| A4 | 80 g |"),
    ],
)
def test_a_table_of_other_things_lists_none(header: str, form: str) -> None:
    assert rows(header, form) == ()


@pytest.mark.parametrize(
    ("header", "form"),
    [
        (
            "| | Jahr | Trainingsdaten |",
            "| [{title}](https://example.org/{i}) | 2024 | Pflanzen {i} als [Text](https://arxiv.org/abs/2001.0000{i}) |",
        ),
        (
            "| Dataset | Links | Size |",
            "| {title} | [📄](https://arxiv.org/abs/2001.0000{i}) | {i}7K ponds with more words than the name of it has |",
        ),
        (
            "| Semana | Fecha | Tema | Material |",
            "| {i} | Martes 1{i}/03 | {title} | [Paper](https://arxiv.org/abs/2001.0000{i}) |",
        ),
    ],
)
def test_the_title_is_what_calls_the_row(header: str, form: str) -> None:
    assert [entry.title.value for entry in rows(header, form)] == list(TITLES)


def test_names_of_two_letters_call_their_rows() -> None:
    names = ("悟空", "盘古", "文心")
    table = "| 模型 | 参数 | 论文 |\n|---|---|---|\n" + "".join(
        f"| {name} | {i}00B | [链接](https://arxiv.org/abs/2001.0000{i}) |\n" for i, name in enumerate(names)
    )
    assert [entry.title.value for entry in read_document(Source("list.md", table)).entries] == list(names)
