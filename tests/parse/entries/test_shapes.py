"""A list says by what its entries share how each of them is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.metadata.columns import role_of_column
from litlint.model.document import Entry
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.parse.entries.shapes import is_prose

TITLES = (
    *("Counting Ants on Warm Stones", "How Bees Share a Garden", "The Quiet Life of Pond Snails"),
    *("Maps of Hedges and Lanes", "Telling Time by Morning Dew", "Old Ladders in Cherry Orchards"),
)


def entries(text: str) -> tuple[Entry, ...]:
    return read_document(Source("list.md", text)).entries


def link(number: int) -> str:
    return f"https://arxiv.org/abs/2001.0{number:04}"


def bullets(*lines: str) -> tuple[Entry, ...]:
    return entries("# Gardens\n\n" + "".join(f"- {line}\n" for line in lines))


@pytest.mark.parametrize(
    "form",
    [
        '**{name}**: "{title}", ICML, 2020 (*Pond University*). [[Paper]({link})]',
        "{name}: “{title},” ICML 2020. [paper]({link})",
        "[{name}](https://example.org/{name}) - «{title}», ICML 2020 [pdf]({link})",
        "*{name}.* 「{title}」 ICML 2020 [pdf]({link})",
    ],
)
@pytest.mark.parametrize("count", [1, 6])
def test_a_quotation_after_a_name_is_the_title(form: str, count: int) -> None:
    read = bullets(*(form.format(name=f"Net{i}", title=title, link=link(i)) for i, title in enumerate(TITLES[:count])))
    assert [entry.title.value for entry in read] == list(TITLES[:count])
    assert [entry.name and entry.name.value for entry in read] == [f"Net{i}" for i in range(count)]
    assert {(entry.venue and entry.venue.value, entry.year and entry.year.value) for entry in read} == {("ICML", 2020)}
    for entry in read:
        assert entry.title.span.text == entry.title.value


def test_a_name_above_the_quoted_title() -> None:
    (entry,) = bullets(f"**MOSS:** Jane Doe, John Roe\n  “{TITLES[0]}” [pdf]({link(1)})")
    assert (entry.title.value, entry.name and entry.name.value) == (TITLES[0], "MOSS")
    assert entry.authors is not None
    assert entry.authors.value == "Jane Doe, John Roe"


@pytest.mark.parametrize("authors", ["Doe J, Muster MA", "Doe J", "van Berg J, Roe A, et al"])
def test_a_reference_in_vancouver_style(authors: str) -> None:
    (entry,) = entries(f"1. {authors}. Ants in medicine. Lancet Ants. 2020;382(1):1-9. [pdf]({link(1)})\n")
    assert (entry.title.value, entry.year and entry.year.value) == ("Ants in medicine", 2020)
    assert entry.authors is not None
    assert entry.authors.value == authors


def test_a_quotation_that_words_go_on_behind_is_no_title() -> None:
    (entry,) = bullets(f'**Lily**: "Green" Models of Small Lakes, ICML 2020. [[paper]({link(1)})]')
    assert entry.title.value == 'Lily: "Green" Models of Small Lakes'


def test_most_remarks_after_bold_words_make_all_of_them_remarks() -> None:
    remarks = [
        "we show that ants count stones, and that they are never wrong",
        "bees do not share",  # on its own this might be the rest of a title
        "the snails of this pond are quiet, which is good for all",
        "it is a study of maps that were drawn by hand",
        "dew tells the time better than clocks which were never set",
    ]
    read = bullets(
        *(
            f"**{title}** – {remark} [paper]({link(i)})"
            for i, (title, remark) in enumerate(zip(TITLES, remarks, strict=False))
        )
    )
    assert [entry.title.value for entry in read] == list(TITLES[:5])


def test_a_title_after_a_bold_name_stays_whole() -> None:
    read = bullets(*(f"**Net{i}**: {title}, ICML 2020 [paper]({link(i)})" for i, title in enumerate(TITLES)))
    assert [entry.title.value for entry in read] == [f"Net{i}: {title}" for i, title in enumerate(TITLES)]


def test_few_values_that_repeat_before_long_ones_are_topics() -> None:
    topics = ["Insects", "Insects", "Snails", "Insects", "Snails", "Insects"]
    read = bullets(
        *(
            f"**{topic}** | {title} | [paper]({link(i)})"
            for i, (topic, title) in enumerate(zip(topics, TITLES, strict=True))
        )
    )
    assert [entry.title.value for entry in read] == list(TITLES)


def test_a_venue_that_no_table_knows_is_read_by_its_place() -> None:
    venues = ["ICML 2019", "ECCV 2020", "CVPR 2018", "ACL 2020", "ICLR 2021", "Garden Letters"]
    read = bullets(
        *(f"[{title}]({link(i)}). {venue}." for i, (title, venue) in enumerate(zip(TITLES, venues, strict=True)))
    )
    assert read[-1].venue is not None
    assert read[-1].venue.value == "Garden Letters"


def test_names_of_bodies_in_brackets_are_no_authors() -> None:
    bodies = ["Pond University", "Garden Lab", "Moss Institute", "Kew Gardens", "Lake College", "Hedge Labs"]
    read = bullets(
        *(
            f"**{title}** (*{body}*) [paper]({link(i)})"
            for i, (title, body) in enumerate(zip(TITLES, bodies, strict=True))
        )
    )
    assert [entry.authors for entry in read] == [None] * 6


@pytest.mark.parametrize(
    ("line", "venue", "year"),
    [
        ("[ICML'22 {title}]({link})", "ICML", 2022),
        ("2019-CVPR - {title} [[paper]({link})]", "CVPR", 2019),
        ("[[Survey]({link})] {title}", None, None),
        ("![ICLR 2022](https://img.shields.io/badge/ICLR-2022-green) **{title}** [[paper]({link})]", "ICLR", 2022),
        ("[{title}]({link}) - beats all others on GARDEN VOC 2007", None, None),
        ("[{title}]({link}) - from 2013 to 2019, all in one table", None, None),
        ("[{title}]({link}), *Garden Studies* 4(1), 2015", "Garden Studies", 2015),
        ("{title}，NeurIPS 2023。[论文]({link})", "NeurIPS", 2023),
    ],
)
def test_venue_and_year(line: str, venue: str | None, year: int | None) -> None:
    (entry,) = bullets(line.format(title=TITLES[0], link=link(1)))
    assert entry.title.value == TITLES[0]
    assert entry.venue == venue if venue is None else entry.venue is not None and entry.venue.value == venue
    assert (entry.year and entry.year.value) == year


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("Title & Authors", "title"),
        ("Authors", "authors"),
        ("Journal (Year)", "venue"),
        ("Publish Date", "date"),
        ("论文", "paper"),
        ("Subject(s)", "other"),
        ("", ""),
    ],
)
def test_a_header_says_what_its_column_holds(header: str, role: str) -> None:
    assert role_of_column(header) == role


def test_cells_are_read_by_their_columns() -> None:
    (entry,) = entries(
        "| Title | Subject | Authors | Conf | Year |\n|---|---|---|---|---|\n"
        f"| [{TITLES[0]}]({link(1)}) | Graph Theory, Group Theory | Doe et.al. | NIPS | 2017 |\n"
    )
    assert (entry.authors and entry.authors.value, entry.venue and entry.venue.value) == ("Doe et.al.", "NIPS")
    assert entry.year is not None
    assert entry.year.value == 2017


def test_the_title_stands_beside_the_link_and_not_where_most_words_are() -> None:
    read = entries(
        "| Benchmark | Judged by |\n|---|---|\n"
        f"| NEWT [[paper]({link(1)})] | Votes of three gardeners and a snail |\n"
        f"| ToadQA [[paper]({link(2)})] | Metrics that nobody has seen before |\n"
    )
    assert [entry.title.value for entry in read] == ["NEWT", "ToadQA"]


def test_links_called_by_their_journal_are_no_titles() -> None:
    rows = [("MossNet", "bioRxiv"), ("PondBERT", "bioRxiv"), ("Toad", "Nature"), ("NewtGPT", "bioRxiv")]
    read = entries(
        "| Model | Date | Paper | Remark |\n|---|---|---|---|\n"
        + "".join(
            f"| {name} | 2020-0{i} | [{journal}]({link(i)}) | A model of ponds that was trained on all frogs |\n"
            for i, (name, journal) in enumerate(rows, 1)
        )
    )
    assert [entry.title.value for entry in read] == [name for name, _ in rows]


@pytest.mark.parametrize(
    ("text", "joint", "expected"),
    [
        ("we show that gravel sounds darker", "-", True),
        ("Flying Kites above the Harbour at Night", "-", False),
        ("Pre-training of deep bidirectional transformers for language understanding", ":", False),
        ("A new report that shows how frogs learn, which is what they have done since they are frogs", ".", True),
    ],
)
def test_statements(text: str, joint: str, expected: bool) -> None:
    assert is_prose(text, joint) is expected


@given(st.lists(st.text(alphabet='*_"“”[]():,.- \nAbc2020ICML', max_size=60), min_size=1, max_size=8))
def test_every_part_lies_in_its_entry(lines: list[str]) -> None:
    read = bullets(*(f"{line} [paper]({link(i)})" for i, line in enumerate(lines)))
    for entry in read:
        for part in (entry.title, entry.name, entry.authors, entry.venue, entry.date):
            assert part is None or entry.span.start <= part.span.start <= part.span.end <= entry.span.end


@pytest.mark.parametrize(
    ("form", "year"),
    [
        ("[{title}]({link}) ({name})", None),
        ("[{title}]({link}) (2007, {name})", 2007),
        ("{title}. [{surname} (2007)]({link}).", 2007),
        ("{title}. [{surname}, Muster et al (2007)]({link}).", 2007),
    ],
)
def test_who_stands_after_the_titles_are_the_authors(form: str, year: int | None) -> None:
    surnames = ("Doe", "Roe", "van Berg", "Garden", "Sample", "Pond")
    read = bullets(
        *(
            form.format(title=title, link=link(i), name=f"Jane {surname}", surname=surname)
            for i, (title, surname) in enumerate(zip(TITLES, surnames, strict=True))
        )
    )
    assert [entry.title.value for entry in read] == list(TITLES)
    for entry, surname in zip(read, surnames, strict=True):
        assert entry.authors is not None
        assert surname in entry.authors.value
        assert (entry.venue, entry.year and entry.year.value) == (None, year)


def test_labels_after_the_titles_are_no_authors() -> None:
    read = bullets(*(f"[{title}]({link(i)}) (Best Paper)" for i, title in enumerate(TITLES)))
    assert [entry.authors for entry in read] == [None] * len(TITLES)


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("[{title}]({link}), Nature", "Nature"),
        ("[{title}]({link}) - a new view on the science of ponds", None),
        ("[{title}]({link}) (Top Garden Science Conferences)", None),
        ("[{title}]({link}) - arXiv preprint", "arXiv"),
        ("[{title}]({link}) - fast and small", None),
    ],
)
def test_a_known_venue_fills_its_part_of_the_line(line: str, venue: str | None) -> None:
    (entry,) = bullets(line.format(title=TITLES[0], link=link(1)))
    assert (entry.venue and entry.venue.value) == venue


@pytest.mark.parametrize(
    "names", [". Doe et al., arXiv 2016", ", Doe et al. ICML 2012", ". Doe, Roe and Pond et al., 2016"]
)
def test_names_that_are_cut_short_end_a_title_in_a_link(names: str) -> None:
    (entry,) = bullets(f"[{TITLES[0]}{names}]({link(1)})")
    assert entry.title.value == TITLES[0]


def test_a_list_of_paragraphs_that_begin_with_links() -> None:
    lines = [f"[{title} {i}](https://example.org/{i}) - by Jane Doe.\n\n" for i, title in enumerate(TITLES * 2)]
    assert len(entries("# Talks\n\n" + "".join(lines))) == len(lines)
    assert entries("# Talks\n\n" + lines[0] + "Many words about it, and no link at all.\n\n" * 3) == ()


def test_names_in_words_with_labelled_links() -> None:
    lines = [f"- {title} [Link](https://github.com/doe/x{i})\n" for i, title in enumerate(TITLES)]
    assert [entry.title.value for entry in entries("## Frameworks\n\n" + "".join(lines))] == list(TITLES)
    assert entries("## Frameworks\n\n" + "".join(lines[:3])) == ()


@pytest.mark.parametrize(
    "authors", ["Kai Li, Zhu Xu, Yun Fu", "Doe Jr., J. St. Moss and Bo Pond", "Jane Doe, John Roe"]
)
def test_authors_in_a_line_below_end_with_their_full_stop(authors: str) -> None:
    (entry,) = bullets(f"{TITLES[0]}.\n  [[pdf]]({link(1)})\n    - {authors}. *ICCV 2021*")
    assert (entry.authors and entry.authors.value, entry.venue and entry.venue.value) == (authors, "ICCV")


def test_a_quotation_may_begin_a_bold_title() -> None:
    title = "“Too Warm!”: How Bees Leave a Garden"
    (entry,) = bullets(f"**{title}**. *Jane Doe, John Roe*. ACL 2022. [[pdf]({link(1)})]")
    assert entry.title.value == title


def test_by_is_no_venue() -> None:
    (entry,) = bullets(f"[{TITLES[0]}]({link(1)}) By JL Blanco, 2014")
    assert (entry.venue, entry.year and entry.year.value) == (None, 2014)
