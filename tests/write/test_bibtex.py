from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.model.citation import Citation
from litlint.model.source import Source
from litlint.parse.bibtex import parse_bibtex
from litlint.write.bibtex import (
    ARXIV,
    CitationData,
    CitationStyle,
    FieldData,
    citation_data,
    citation_style,
    write_citation,
)

GARDENS = CitationData(
    "misc",
    "doe2020gardens",
    (
        FieldData("title", "A Small Study of Gardens"),
        FieldData("author", "Jane Doe and Max Muster"),
        FieldData("year", "2020"),
        FieldData("eprint", "2001.01234"),
        FieldData("archivePrefix", "arXiv"),
        FieldData("primaryClass", "cs.LG"),
        FieldData("url", "https://arxiv.org/abs/2001.01234"),
    ),
)


def read(text: str) -> Citation:
    (citation,), _ = parse_bibtex(Source("refs.bib", text).whole)
    assert citation.problems == ()
    return citation


def test_the_style_of_arxiv() -> None:
    assert write_citation(GARDENS).splitlines() == [
        "@misc{doe2020gardens,",
        "      title={A Small Study of Gardens}, ",
        "      author={Jane Doe and Max Muster},",
        "      year={2020},",
        "      eprint={2001.01234},",
        "      archivePrefix={arXiv},",
        "      primaryClass={cs.LG},",
        "      url={https://arxiv.org/abs/2001.01234}, ",
        "}",
    ]


REGULAR = [
    "@misc{a,\n  title = {A},\n  year = {2020}\n}",
    '@Misc {a,\r\n\ttitle="A {"}b{"}",\r\n\tmonth=jan,\r\n\tYear="2020",\r\n}',
    "@misc{a, title={A}, year=2020}",
    "@misc(a,\n  title = {A} # b\n)",
    "@misc{a,\n  title         = {A},\n  archiveprefix = {B},\n  year          = 2020,\n  }",
    "@misc{a,\n  title   = {A},\n  year    = {B},\n  archivePrefix = {C}\n}",
    '@misc{a,\n  title =        "A",\n  archiveprefix = "B",\n  year =         "2020",\n}',
    "@misc{a\n  , title = {A}\n  , year = {2020}\n  }",
    "@misc{a, \n  title={A}, \n  year={2020}, \n}",
    "@misc{ a,title={A},year={2020}}",
    "@misc{a}",
    "@misc{a,\n}",
]


@pytest.mark.parametrize("text", REGULAR)
def test_a_regular_entry_comes_out_as_it_was(text: str) -> None:
    citation = read(text)
    assert write_citation(citation_data(citation), citation_style(citation)) == text


def test_the_prefixes_of_lines_are_part_of_the_style() -> None:
    source = Source("list.md", "> ```bibtex\n> @misc{a,\n>   title={A},\n>   year={2020}\n> }\n> ```\n")
    (citation,), _ = parse_bibtex(source.span(12, len(source.text) - 6))
    assert write_citation(citation_data(citation), citation_style(citation)) == citation.span.text


def test_another_entry_takes_on_the_style() -> None:
    style = citation_style(read('@article{x,\n\ttitle   = "X",\n\tjournal = "Y",\n\tyear    = 2019,\n}'))
    data = CitationData("misc", "a", (FieldData("title", 'A "B"'), FieldData("author", "C"), FieldData("year", "2020")))
    assert write_citation(data, style) == '@misc{a,\n\ttitle   = {A "B"},\n\tauthor  = "C",\n\tyear    = 2020,\n}'


def test_an_irregular_entry_teaches_what_most_of_it_does() -> None:
    style = citation_style(read('@misc{a,\n  title = {A},\n year={2020},\n  url = {b}, note="c",\n  key = {d}}'))
    assert (style.lead, style.equals, style.delimiter, style.closing) == ("\n  ", " = ", "{", "")


plain = st.text(st.sampled_from('aB 1,=#%@-~\n"é'), max_size=6).map(lambda text: text.replace("@", "a@"))
raws = st.lists(st.one_of(plain, plain.map("{{{}}}".format), st.sampled_from(["{a{b}}", "{}", '{"}'])), max_size=3).map(
    "".join
)
names = st.sampled_from(["title", "Author", "year", "x", "archivePrefix", "date-added", "NOTE2"])
texts = st.builds(FieldData, names, raws)
macros = st.builds(FieldData, names, st.sampled_from(["jan", 'acm # " Press"', "{a} # b", "x-y"]), st.just(True))
data = st.builds(
    CitationData,
    st.sampled_from(["misc", "Article", "custom"]),
    st.text(st.sampled_from("aZ1:/_.+-"), min_size=1, max_size=8),
    st.lists(texts | macros, min_size=1, max_size=4).map(tuple),
)
blanks = st.sampled_from(["", " ", "  "])
leads = st.sampled_from([" ", "\n", "\n  ", "\r\n    ", "\n\t"])
styles = st.builds(
    CitationStyle,
    opening=st.sampled_from(["{", " {", "{ ", "(", " ("]),
    before_comma=st.sampled_from(["", "", " ", "\n  "]),
    lead=leads,
    equals=st.builds(lambda before, after: f"{before}={after}", blanks, blanks),
    name_width=st.sampled_from([0, 0, 8, 16]),
    value_width=st.just(0),
    delimiter=st.sampled_from(["{", '"']),
    trailing_comma=st.booleans(),
    closing=st.sampled_from(["\n", "\n  ", "\r\n"]),
    numbers=st.sampled_from([frozenset(), frozenset({"year"})]),
)


@given(data, styles)
def test_reading_what_was_written_gives_it_back(data: CitationData, style: CitationStyle) -> None:
    assert citation_data(read(write_citation(data, style))) == data


@given(data, styles | st.just(ARXIV))
def test_the_style_learnt_from_a_text_writes_that_text(data: CitationData, style: CitationStyle) -> None:
    text = write_citation(data, style)
    citation = read(text)
    assert write_citation(citation_data(citation), citation_style(citation)) == text
