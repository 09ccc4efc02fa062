"""What a list's entries show of how it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.metadata.dates import is_possible, read_date
from litlint.model.list_style import Convention, EntryKind, ListStyle, nearly_all
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.style.infer import infer_style
from litlint.style.measure import line_labels, parts_of, separator, separators, sort_key, text_places

NAMES = ("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes")


def arxiv(number: int, form: str = "abs") -> str:
    return f"https://arxiv.org/{form}/2001.0{1000 + number}"


def list_style(text: str, declared: ListStyle | None = None) -> ListStyle:
    return infer_style(read_document(Source("list.md", text)), declared or ListStyle())


def bullets(form: str) -> str:
    """Return a line for each name; ``{name}``, ``{url}``, ``{year}`` and ``{number}`` are filled in."""
    return "".join(
        form.format(name=name, url=arxiv(number), year=2015 + number, number=number) + "\n"
        for number, name in enumerate(NAMES, 1)
    )


HEADINGS = "".join(
    f"#### A Study of {name}\n\ntag: `fauna`\n\npaper link: [here]({arxiv(number, 'pdf')})\n\n"
    f"code link: [here](https://github.com/doe/{name})\n\n```bibtex\n@misc{{{name}, title={{A Study of {name}}}}}\n```\n\n\n"
    for number, name in enumerate(NAMES, 1)
)


def test_nothing_is_known_of_an_empty_list() -> None:
    found = list_style("# List\n")
    assert (found.entries, found.labels, found.separators) == (0, {}, {})
    assert found.kind is None
    assert [found.link_form, found.gap, found.sequence, found.marker] == [None] * 4


def test_what_is_declared_stays() -> None:
    declared = ListStyle(
        known=frozenset({"zoo"}), required=("citation",), order="title", cross_listing=True, original="a.md"
    )
    found = list_style(HEADINGS, declared)
    assert (found.known, found.required, found.order) == (declared.known, declared.required, declared.order)
    assert (found.cross_listing, found.original) == (True, "a.md")


def test_a_list_of_headings() -> None:
    found = list_style(HEADINGS)
    assert (found.entries, found.cited, found.kind) == (6, 6, EntryKind.HEADING)
    assert found.forms == {"block": 6}
    assert found.labels == {"paper link": 6, "code link": 6}
    assert found.line_labels == {"tag": 6, "paper link": 6, "code link": 6}
    assert found.label_order == ("paper link", "code link")
    assert found.gap == Convention("2", 5, 5)
    assert found.link_form == Convention("label: [here](url)", 12, 12)
    assert found.arxiv_form == Convention("pdf", 6, 6)
    assert found.separators["title-tag"] == Convention("\n\ntag: ", 6, 6)
    assert all(found.having(part, "block").is_followed for part in ("citation", "link", "paper", "code", "tag"))
    assert not found.having("venue", "block").is_followed


def test_a_list_of_bullets() -> None:
    found = list_style(bullets("* A Study of {name} <br> ICML {year} [[Paper]]({url})"))
    assert found.forms == {"item": 6}
    assert found.separators == {"title-venue": Convention(" <br> ", 6, 6), "venue-link": Convention(" ", 6, 6)}
    assert found.link_form == Convention("[[label]](url)", 6, 6)
    assert found.marker == Convention("*", 6, 6)
    assert found.gap == Convention("0", 5, 5)
    assert found.spellings == {"paper": "Paper"}
    assert found.sequence == Convention("oldest-first", 5, 5)


def test_a_table() -> None:
    rows = "".join(
        f"|2020.0{number}|A Study of {name}|[[pdf]]({arxiv(number)})|\n" for number, name in enumerate(NAMES, 1)
    )
    found = list_style(f"|Date|Title|Paper|\n|---|---|---|\n{rows}")
    assert found.forms == {"row": 6}
    assert found.date_form == Convention("9999.99", 6, 6)
    assert found.having("date", "row").is_followed


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("- A Study of {name} [[pdf]({url})]", "[[label](url)]"),
        ("- A Study of {name} [pdf]({url})", "[label](url)"),
        ("- A Study of {name} ([pdf]({url}))", "([label](url))"),
        ("- A Study of {name} [`[pdf]`]({url})", "[`[label]`](url)"),
        ("- A Study of {name}, pdf: {url}", "label: url"),
        ("- A Study of {name}, pdf: [here]({url})", "label: [here](url)"),
    ],
)
def test_forms_of_links(line: str, form: str) -> None:
    assert list_style(bullets(line)).link_form == Convention(form, 6, 6)


@pytest.mark.parametrize(
    ("line", "joint", "value"),
    [
        ("- [A Study of {name}]({url}) `fauna`", "title-tag", " "),
        ("- [A Study of {name}]({url}) | ICML {year}", "title-venue", " | "),
        ("- **A Study of {name}.** *Jane Doe, John Roe.* ICML {year}. [[pdf]({url})]", "title-authors", ". "),
        ('- "A Study of {name}", {year}-01, [[pdf]]({url})', "title-date", ", "),
        ("- **A Study of {name} (ICML {year})**\n  - [[pdf]]({url})", "venue-link", "\n- "),
    ],
)
def test_what_separates_parts(line: str, joint: str, value: str) -> None:
    assert list_style(bullets(line)).separators[joint] == Convention(value, 6, 6)


def test_few_entries_show_no_separator() -> None:
    assert list_style(f"- A Study of Ants <br> ICML 2020 [[pdf]]({arxiv(1)})\n").separators == {}


def test_items_in_no_order_have_no_sequence() -> None:
    years = (2019, 2016, 2020, 2015, 2018, 2017)
    text = "".join(
        f"- A Study of {name}, ICML {year} [[pdf]]({arxiv(number)})\n"
        for number, (name, year) in enumerate(zip(reversed(NAMES), years, strict=True))
    )
    assert list_style(text).sequence is None
    by_title = bullets("- A Study of {name} [[pdf]](https://openreview.net/forum?id=abcdefgh{number})")
    assert list_style(by_title).sequence == Convention("title", 5, 5)


def test_parts_lines_and_places_of_one_entry() -> None:
    (entry, *_) = read_document(Source("list.md", HEADINGS)).entries
    assert parts_of(entry) == {"link", "paper", "code", "tag", "citation"}
    assert [place.text for place in line_labels(entry)] == ["tag", "paper link", "code link"]
    assert [joint.name for joint in separators(entry)] == ["title-tag", "tag-link", "link-link"]
    assert "".join(place.text for place in text_places(entry)).split() == [
        "####", "tag:", "`fauna`", "paper", "link:", "code", "link:", "```bibtex", "```"
    ]  # fmt: skip


def test_a_title_that_leads_to_a_file_is_linked() -> None:
    (entry,) = read_document(Source("list.md", f"- [A Study of Ants](ants.pdf) [[code]]({arxiv(1)})\n")).entries
    assert "link" in parts_of(entry)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (" <br> ", " <br> "),
        ("** | **[", " | "),
        (").  *", ". "),
        ("\t|  ", " | "),
        ("  \n   *", "\n"),
    ],
)
def test_separators_are_bare(raw: str, value: str) -> None:
    assert separator(raw) == value


@pytest.mark.parametrize(("count", "total"), [(5, 5), (5, 6), (28, 29), (712, 721), (97, 100)])
def test_nearly_all(count: int, total: int) -> None:
    assert nearly_all(count, total)


@pytest.mark.parametrize(("count", "total"), [(0, 0), (4, 4), (5, 7), (58, 61), (96, 100)])
def test_not_nearly_all(count: int, total: int) -> None:
    assert not nearly_all(count, total)


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_more_evidence_never_weakens_a_habit(count: int, more: int) -> None:
    total = count + 1
    assert not nearly_all(count, total) or nearly_all(count + more, total + more)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024.05", (2024, 5)),
        ("2024-05-12", (2024, 5, 12)),
        ("Oct 2023", (2023, 10)),
        ("1 Jan 2023", (2023, 1, 1)),
        ("January 5, 2023", (2023, 1, 5)),
        ("5/12/2023", (2023, 5, 12)),
        ("2021 年 5 月", (2021, 5)),
        ("2023", (2023,)),
        ("2023.13", (2023, 13)),
        ("2024,0104", None),
        ("9/05/22", None),
        ("soon", None),
    ],
)
def test_dates_are_read(text: str, date: tuple[int, ...] | None) -> None:
    assert read_date(text) == date


def test_possible_dates() -> None:
    assert is_possible((2023, 12, 31))
    assert not is_possible((2023, 13))
    assert not is_possible((2023, 1, 32))


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (f"- [2021.03] [A Study of Ants]({arxiv(1)})", (2021, 3)),
        (f"- [2021.13] [A Study of Ants]({arxiv(1)})", (2021,)),
        (f"- [A Study of Ants]({arxiv(1)}), ICML 2022", (2022,)),
        (f"- [A Study of Ants]({arxiv(1)})", (2020, 1)),
        ("- A Study of Ants [[pdf]](https://ants.org/study)", None),
    ],
)
def test_entries_are_sorted_by_what_they_state(line: str, key: tuple[int, ...] | None) -> None:
    (entry,) = read_document(Source("list.md", line + "\n")).entries
    assert sort_key(entry) == key
