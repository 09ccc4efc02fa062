"""The law of writing: what is written reads back as what was meant, and the rest of the list as before."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from litlint.add.addition import valid_candidates
from litlint.add.place import Place, find_place
from litlint.add.verify import added_entry
from litlint.identifiers.identifier import Identifier
from litlint.metadata.normalize import normalize_title
from litlint.model.document import Document, Entry
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.write.bibtex import escaped
from litlint.write.entries import Draft

from .families import LISTS

pytestmark = pytest.mark.slow

every_list = pytest.mark.parametrize("family", LISTS)


def read(family: str) -> Document:
    return read_document(Source("list.md", LISTS[family]))


def written(document: Document, draft: Draft, place: Place | None = None) -> tuple[Entry, Document] | None:
    """Return the entry that was added, and the list then."""
    section = next(section for section in document.sections if document.entries_in(section))
    place = place or find_place(document, section, draft, None)
    for after in valid_candidates(document, place, draft):
        entry = added_entry(document, after)
        assert entry is not None
        return entry, after
    return None


words = st.sampled_from(
    "learning Growth of deep Roots in GPT-4 soils with 3 Bees and Über-leaves for the Shade".split()
)
plain_titles = st.lists(words, min_size=3, max_size=8).map(" ".join).map(lambda title: f"Zeal {title} again")
named_titles = plain_titles.map(lambda title: f"ZEAL: {title}")
MARKS = """
A* CMP_X _a_ **b** *** [MASK] [a](b) [1] a|b `code` $x^2$ $\\ell_1$ <b> &amp; C# #1 C++ R&D 100% (BC) (2024) 2024 x:y Q: \\ ~5
é 深度学习 花园：研究 “so” "so" it's e.g. vs. -- – … What? ! ICML arXiv @home {x} https://x.org ~~x~~ 1.
""".split()
odd_titles = st.builds(
    lambda some, end: " ".join(some) + end,
    st.lists(words | st.sampled_from(MARKS), min_size=4, max_size=8),
    st.sampled_from(["", "", ".", "?", "!"]),
)
elsewhere = st.sampled_from(
    [
        "https://x.org/a_(b)",
        "https://x.org/p?id=1&b=2#c",
        "https://x.org/a~b/c_d.pdf",
        "https://x.org/a)b",
        "https://x.org/%28x",
    ]
)
venues = st.none() | st.sampled_from(["ICML", "SOSP", "Annals of Bees", "Findings of EMNLP"])
names = st.sampled_from(["Ann Author", "Bo van der Berg", "Çelik Öz", "Li Wei", "J. R. Smith", "Mary-Jane O'Neil"])
months = st.dates(date(2008, 1, 1), date(2040, 12, 31))


@st.composite
def drafts(draw: st.DrawFn, titles: st.SearchStrategy[str]) -> Draft:
    day = draw(months)
    number = draw(st.integers(1, 9999))
    digits = f"{number:05}" if day.year >= 2015 else f"{number:04}"
    number_of_arxiv = Identifier("arxiv", f"{day.year % 100:02}{day.month:02}.{digits}")
    identifier = draw(st.sampled_from([number_of_arxiv, number_of_arxiv, None]))
    return Draft(
        title=draw(titles),
        url=identifier.url if identifier else draw(elsewhere),
        identifier=identifier,
        venue=draw(venues),
        note=draw(st.none() | st.just("worth a look")),
        code=draw(st.none() | st.just("https://github.com/ann/zeal")),
        authors=tuple(draw(st.lists(names, min_size=1, max_size=5, unique=True))),
        year=day.year,
        date=day.isoformat(),
        updated=day.isoformat(),
        tags=tuple(draw(st.lists(st.sampled_from(["red", "Royal Society", "tall-ish"]), max_size=2, unique=True))),
        category="cs.LG",
    )


def assert_same(entry: Entry, draft: Draft) -> None:
    """All that the entry says is what the draft says."""
    links = {unquote(link.url) for link in entry.links if not link.is_image and link.url not in draft.title}
    links -= {draft.code}
    assert len(links) == 1
    assert (draft.identifier.value if draft.identifier else unquote(draft.url)) in links.pop()
    assert draft.code is None or draft.code in {link.url for link in entry.links}
    assert draft.note is None or draft.note in entry.span.text
    if entry.authors:
        assert re.split(r", | and ", entry.authors.value.rstrip(".")) == list(draft.authors)
    if entry.name:
        assert normalize_title(entry.name.value) == normalize_title(draft.name or "")
    if entry.venue:
        assert entry.venue.value == draft.venue or re.fullmatch("arxiv|preprint", entry.venue.value, re.IGNORECASE)
    assert entry.year is None or entry.year.value == draft.year
    assert [tag.value.strip("`") for tag in entry.tags] == list(draft.tags)
    for citation in entry.citations:
        assert citation.problems == ()
        assert [identifier for identifier, _ in citation.identifiers()][:1] == [draft.identifier] * bool(
            draft.identifier
        )
        assert citation.title is not None
        assert citation.title.raw == escaped(draft.title)
        if draft.identifier and not draft.venue:
            names = [field.name for field in citation.fields]
            assert names == "title author year eprint archiveprefix primaryclass url".split()


@every_list
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_an_entry_reads_back_as_it_was_meant(family: str, data: st.DataObject) -> None:
    titles = named_titles if family in ("C-name", "F") else plain_titles | named_titles
    draft = data.draw(drafts(titles))
    document = read(family)
    done = written(document, draft)
    assert done is not None
    entry, after = done
    assert entry.title.value == draft.title or entry.title.value == draft.title.partition(": ")[2]
    assert_same(entry, draft)
    assert entry.kind.letter == family[0]
    assert after.source.newline == document.source.newline
    assert ("\n" in after.source.text.replace("\r\n", "")) is ("\n" in document.source.text.replace("\r\n", ""))


@every_list
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_a_title_holds_it_is_read_back_or_not_written(family: str, data: st.DataObject) -> None:
    titles = odd_titles.map(lambda title: f"ZEAL: {title}") if family == "C-name" else odd_titles
    draft = data.draw(drafts(titles))
    done = written(read(family), draft)
    assume(done is not None)
    assert done is not None
    assert normalize_title(done[0].title.value) == normalize_title(draft.title)
    assert_same(done[0], draft)


@every_list
@pytest.mark.parametrize(
    "mark", ["A* Search in the Open Field", "Under_scored Names and [Brackets] in Soil", "Costs of $5 and 100% Gains"]
)
def test_marks_of_markdown_are_escaped_where_they_would_be_read_as_such(family: str, mark: str) -> None:
    draft = Draft(
        f"ZEAL: {mark}",
        "https://arxiv.org/abs/2101.00001",
        Identifier("arxiv", "2101.00001"),
        authors=("Ann Author",),
        year=2021,
        date="2021-01-01",
    )
    done = written(read(family), draft)
    assert done is not None
    assert mark in done[0].title.value


@every_list
def test_taking_the_entry_out_again_leaves_every_byte(family: str) -> None:
    document = read(family)
    draft = Draft(
        "ZEAL: On Bees and Soil",
        "https://arxiv.org/abs/2001.09999",
        Identifier("arxiv", "2001.09999"),
        authors=("Ann Author",),
        year=2020,
        date="2020-01-31",
    )
    for place in places(document):
        done = written(document, draft, place)
        assert done is not None
        kept, text = LISTS[family], done[1].source.text
        start = (
            next(index for index, (one, other) in enumerate(zip(kept, text, strict=False)) if one != other)
            if not text.startswith(kept)
            else len(kept)
        )
        end = len(kept) - start
        if family == "E":
            continue
        assert text[:start] + (text[len(text) - end :] if end else "") == kept


def places(document: Document) -> list[Place]:
    section = next(section for section in document.sections if document.entries_in(section))
    entries = document.entries_in(section)
    edges = [None, *entries, None]
    return [Place(section, one, other) for one, other in pairwise(edges)]


def test_numbers_go_on_behind_an_entry() -> None:
    document = read("E")
    draft = Draft(
        "On Bees and Soil",
        "https://arxiv.org/abs/2001.09999",
        Identifier("arxiv", "2001.09999"),
        authors=("Ann Author",),
        year=2020,
    )
    numbers = []
    for place in places(document):
        done = written(document, draft, place)
        assert done is not None
        numbers.append([entry.span.text.partition(".")[0] for entry in done[1].entries])
        assert done[0].span.text.startswith(str(len(numbers)))
    assert numbers == [["1", "2", "3", "4"]] * 4


def test_what_only_a_neighbour_has_is_not_copied() -> None:
    draft = Draft(
        "ZEAL: On Bees and Soil",
        "https://arxiv.org/abs/2001.09999",
        Identifier("arxiv", "2001.09999"),
        year=2020,
        date="2020-01-31",
    )
    done = written(read("F"), draft)
    assert done is not None
    assert done[0].span.text == "|2020.01|[ZEAL] ZEAL: On Bees and Soil|[[pdf]](https://arxiv.org/pdf/2001.09999)|⚠️|"


def test_a_list_without_code_gets_its_link_as_the_paper_has_its_own() -> None:
    text = "## Gardens\n\n- Roses and How They Grow. [[Paper](https://arxiv.org/abs/2002.04567)]\n"
    document = read_document(Source("list.md", text))
    draft = Draft(
        "Bees and How They Fly",
        "https://arxiv.org/abs/2002.09999",
        Identifier("arxiv", "2002.09999"),
        "https://github.com/ann/bees",
    )
    done = written(document, draft)
    assert done is not None
    assert done[0].span.text == (
        "- Bees and How They Fly. [[Paper](https://arxiv.org/abs/2002.09999)] [[Code](https://github.com/ann/bees)]"
    )


def test_a_note_and_tags_find_a_place_in_every_family() -> None:
    for family in LISTS:
        draft = Draft(
            "ZEAL: On Bees and Soil",
            "https://arxiv.org/abs/2001.09999",
            Identifier("arxiv", "2001.09999"),
            authors=("Ann Author",),
            year=2020,
            date="2020-01-31",
            tags=("red",),
            note="read this first",
        )
        done = written(read(family), draft)
        assert done is not None, family
        assert "read this first" in done[0].span.text, family
        assert [tag.value.strip("`") for tag in done[0].tags] == ["red"], family


def test_a_section_without_entries_begins_as_others_do() -> None:
    for family in ("C", "F"):
        document = read_document(Source("list.md", LISTS[family] + "\n## Empty\n\n## Last\n"))
        section = next(section for section in document.sections if section.title == "Empty")
        draft = Draft(
            "ZEAL: On Bees and Soil",
            "https://arxiv.org/abs/2001.09999",
            Identifier("arxiv", "2001.09999"),
            year=2020,
            date="2020-01-31",
        )
        done = written(document, draft, Place(section, None, None))
        assert done is not None
        assert done[0].section.title == "Empty"
        assert "## Empty\n\n" + ("|Date|" if family == "F" else "- [ZEAL") in done[1].source.text
        assert "\n\n## Last\n" in done[1].source.text


def test_a_published_work_is_written_as_such() -> None:
    identifier = Identifier("doi", "10.1145/3600006.3613165")
    draft = Draft(
        "ZEAL: On Bees and Soil", identifier.url, identifier, authors=("Ann Author",), venue="SOSP", year=2023
    )
    for family, expected in (
        ("D", "SOSP 2023"),
        ("B", "(SOSP 2023)"),
        ("E", "SOSP 2023."),
        ("G", "SOSP 2023."),
        ("C", "SOSP 2023"),
        ("F-padded", "| SOSP  |"),
    ):
        done = written(read(family), draft)
        assert done is not None, family
        assert expected in done[0].span.text
        assert replace(draft, venue=None).url in done[0].span.text
