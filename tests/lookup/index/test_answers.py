"""What an index adds to facts: papers by identifier and title, and what a volume that is known whole does not have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from litlint.identifiers.identifier import Identifier
from litlint.lookup.index.answers import index_facts
from litlint.lookup.index.build import Dump, build_index
from litlint.lookup.index.records import IndexedPaper, Volume
from litlint.lookup.index.store import PaperIndex
from litlint.model.facts import Facts, Missing, Paper
from litlint.model.source import Source
from litlint.parse.document import read_document

TODAY = Facts(date(2025, 6, 1))
NAMES = "Ants Bees Cats Dogs Elks Foxes Goats Hens Ibises Jays Kites Lions".split()
TITLES = [f"Seeing {name} in the Dark by Patient Counting" for name in NAMES]


def made(folder: Path, lacking: str = "") -> PaperIndex:
    """Return an index of CVPR 2020 with a paper for each title, as a dump has them."""
    papers = [
        IndexedPaper(
            title,
            (f"Jane {name}", "Ann Lee"),
            "CVPR",
            2020,
            doi=f"10.1000/{number}",
            arxiv=f"2001.{number:05}",
            volume="conf/cvpr/2020",
            pages=f"{10 * number + 1}-{10 * number + 10}",
            source="DBLP",
        )
        for number, (name, title) in enumerate(zip(NAMES, TITLES, strict=True))
        if name != lacking
    ]
    workshop = IndexedPaper(
        "Fog Lamps at Noon", ("Jane Doe",), "CVPR Workshops", 2020, volume="conf/cvpr/2020w", pages="1-9", source="DBLP"
    )
    volumes = [Volume("conf/cvpr/2020", "CVPR", 2020), Volume("conf/cvpr/2020w", "CVPR Workshops", 2020)]
    build_index([Dump("DBLP", "2025-01-01", "", [*papers, workshop, *volumes])], folder / "papers.index")
    return PaperIndex(folder / "papers.index")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PaperIndex]:
    index = made(tmp_path)
    yield index
    index.close()


def told(index: PaperIndex, text: str, path: str = "refs.bib", facts: Facts = TODAY) -> Facts:
    return index_facts([read_document(Source(path, text))], index, facts)


def cited(title: str, author: str = "Ants, Jane", venue: str = "CVPR", year: int = 2020, more: str = "") -> str:
    fields = f"title={{{title}}},\n author={{{author}}},\n booktitle={{{venue}}},\n year={{{year}}},\n{more}"
    return f"@inproceedings{{a,\n {fields}}}\n"


def test_a_work_is_found_by_its_title(index: PaperIndex) -> None:
    (paper,) = told(index, cited("seeing {ANTS} in the dark by patient counting")).works.values()
    assert isinstance(paper, Paper)
    assert (paper.title, paper.venue, paper.published) == (TITLES[0], "CVPR", "2020")
    assert paper.identifier == Identifier("doi", "10.1000/0")


def test_an_identifier_is_known_and_what_was_known_stays(index: PaperIndex) -> None:
    text = "- [Something Else Entirely](https://arxiv.org/abs/2001.00003)\n- [B c](https://arxiv.org/abs/2001.00004)\n"
    known = Paper(Identifier("arxiv", "2001.00004"), "As the lock has it")
    facts = told(index, text, "list.md", Facts(TODAY.today, papers={known.identifier: known}))
    assert facts.paper(Identifier("arxiv", "2001.00003")) == Paper(
        Identifier("arxiv", "2001.00003"), TITLES[3], ("Jane Dogs", "Ann Lee"), "2020", doi="10.1000/3", venue="CVPR"
    )
    assert facts.paper(known.identifier) is known


def test_a_telling_title_by_other_people_is_that_work_and_a_short_one_is_not(index: PaperIndex) -> None:
    assert len(told(index, cited(TITLES[0], "Nobody, Anne")).works) == 1
    assert not told(index, cited("Fog Lamps at Noon", "Nobody, Anne", "Elsewhere")).works
    assert len(told(index, cited("Fog Lamps at Noon", "Doe, Jane", "Elsewhere")).works) == 1


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (cited("A Study That Nobody Wrote", "Doe, Jane"), True),
        (cited("A Study That Nobody Wrote", "Doe, Jane", "Computer Vision and Pattern Recognition"), True),
        (cited("A Study That Nobody Wrote", "Doe, Jane", year=2019), False),
        (cited("A Study That Nobody Wrote", "Doe, Jane", "CVPR Workshops"), False),
        (cited("A Study That Nobody Wrote", "Doe, Jane", "ICCV"), False),
        (cited("Fog Lamps at Noom", "Doe, Jane"), False),  # of the workshop, one letter wrong
        (cited("BeeNet: Seeing Bees in the Dark", "Bees, Jane"), False),  # a name before, the end left out
        (cited("Hearing Foxes in the Dark by Night", "Ann Lee and Cy Roe"), False),  # an author agrees: it may be it
        (cited("Hearing Foxes in the Dark by Night", "Ida Ivory and Cy Roe"), True),
        (
            cited("Seeing Foxes in theaDark by Patient Counting", "Ida Ivory and Cy Roe"),
            False,
        ),  # a slip, whoever wrote it
        (cited("A Study That Nobody Wrote", "Doe, Jane", "IEEE"), False),  # a publisher is no venue
    ],
)
def test_what_a_whole_volume_lacks_is_said(index: PaperIndex, text: str, missing: bool) -> None:
    facts = told(index, text)
    words = list(facts.missing_from.values())
    assert words == ([Missing("CVPR 2020 (12 papers in DBLP of 2025-01-01)")] if missing else [])


def test_a_volume_with_a_hole_says_nothing(tmp_path: Path) -> None:
    index = made(tmp_path, lacking="Foxes")
    assert not told(index, cited("A Study That Nobody Wrote", "Doe, Jane")).missing_from
    index.close()


def test_a_slip_in_a_title_is_told_as_the_paper_that_is_meant(tmp_path: Path) -> None:
    slip = cited("Seeing Foxes in the Dark by Impatient Counting", "Jane Foxes and Ann Lee")
    strangers = cited("Seeing Foxes in the Dark by Impatient Counting", "Ida Ivory and Cy Roe")
    for lacking, text, found in (("", slip, 1), ("Elks", slip, 1), ("", strangers, 1), ("Elks", strangers, 0)):
        index = made(tmp_path, lacking)
        assert len(told(index, text).works) == found
        index.close()


def test_the_latest_volume_of_a_journal_may_grow_and_is_not_whole(tmp_path: Path) -> None:
    papers = [
        IndexedPaper(
            title, ("Ann Lee",), "J. Mach. Learn. Res.", year, volume=f"journals/jmlr/{year - 1999}", pages=pages
        )
        for year in (2021, 2022)
        for number, title in enumerate(TITLES, 1)
        for pages in [f"{number}:1-{number}:30"]
    ]
    path = tmp_path / "journal.index"
    build_index([Dump("DBLP", "2025-01-01", "CC0 1.0", papers)], path)
    index = PaperIndex(path)
    for year, count in ((2021, 1), (2022, 0)):
        text = cited("A Study That Nobody Wrote", "Doe, Jane", "Journal of Machine Learning Research", year)
        assert len(told(index, text).missing_from) == count
    index.close()


@pytest.mark.parametrize(
    ("value", "strange"),
    [
        ("10.99996/2023.40572", True),  # a registrant whom nobody knows
        ("10.1000/999", False),  # one whom the index knows
        ("10.5281/zenodo.12", False),  # one who takes works of any venue
        ("10.48550/arXiv.2001.00003", False),
    ],
)
def test_a_doi_of_a_registrant_whom_no_paper_has_is_strange(
    index: PaperIndex, monkeypatch: pytest.MonkeyPatch, value: str, strange: bool
) -> None:
    text = cited(TITLES[0], more=f" doi={{{value}}},\n")
    assert not told(index, text).strange_dois  # twelve DOIs are too few to know who registers them
    monkeypatch.setattr("litlint.lookup.index.answers._MANY_DOIS", 12)
    found = told(index, text).strange_dois
    assert list(found.values()) == (["the 12 DOIs in DBLP of 2025-01-01"] if strange else [])
    assert told(index, cited(TITLES[0]) + text.replace("{a,", "{b,")).strange_dois == found


@pytest.mark.parametrize(
    "text",
    [
        cited(TITLES[0], venue="Journal of Patient Studies", more=" doi={10.99996/12},\n"),  # printed again elsewhere
        cited("A Study That Nobody Wrote", more=" doi={10.99996/12},\n"),  # a work that the index does not know
    ],
)
def test_a_doi_of_another_publication_is_not_strange(
    index: PaperIndex, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr("litlint.lookup.index.answers._MANY_DOIS", 12)
    assert not told(index, text).strange_dois


def _word(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")


def large(folder: Path, lacking: int = 0) -> PaperIndex:
    """Return an index of an ICLR without page numbers, or with those of ICLR less some papers from the middle."""
    papers = [
        IndexedPaper(
            f"Seeing Number {number} of the {NAMES[number % 12]} by Patient Counting",
            (f"Jane A{_word(number)}", f"Ann B{_word(number)}", f"Cy C{_word(number)}"),
            "ICLR",
            2023,
            volume="conf/iclr/2023",
            pages=f"{10 * number + 1}-{10 * number + 10}" if lacking else "",
            source="DBLP",
        )
        for number in range(120)
        if not 60 <= number < 60 + lacking
    ]
    pair = IndexedPaper("Fog Lamps at Noon in Spring", ("Ida Ivory", "Cy Roe"), "ICLR", 2023, volume="conf/iclr/2023")
    build_index([Dump("DBLP", "2025-01-01", "", [*papers, pair])], folder / "papers.index")
    return PaperIndex(folder / "papers.index")


@pytest.mark.parametrize(
    ("title", "author", "instead"),
    [
        (
            "Graph Kernels for Molecules",
            "Aaah, Jane and Baah, Ann and Caah, Cy",
            "Seeing Number 7 of the Hens by Patient Counting",
        ),
        (
            "Graph Kernels for Molecules",
            "Caah, Cy and Baah, A. and Aaah, Jane",
            "Seeing Number 7 of the Hens by Patient Counting",
        ),
        ("Graph Kernels for Molecules", "Aaah, Jane and Baah, Ann", ""),  # not all of its authors
        ("Graph Kernels for Molecules", "Aaah, Jane and Baah, Ann and Caah, Cy and Daah, Di", ""),
        ("Seeing Number 7 of the Hens", "Aaah, Jane and Baah, Ann and Caah, Cy", ""),  # its title, cut
        ("Seeing Number 7 of tne Hens by Patient Countin", "Aaah, Jane and Baah, Ann and Caah, Cy", ""),  # two slips
        ("Graph Kernels for Molecules", "Ivory, Ida and Roe, Cy", ""),  # two people have several papers more often
        ("Smoke Lamps at Noon in Winter", "Ivory, Ida and Roe, Cy", "Fog Lamps at Noon in Spring"),
    ],
)
def test_a_volume_has_another_paper_by_exactly_these_people(
    tmp_path: Path, title: str, author: str, instead: str
) -> None:
    index = large(tmp_path)
    missing = list(told(index, cited(title, author, "ICLR", 2023)).missing_from.values())
    index.close()
    assert missing == ([Missing("ICLR 2023 (121 papers in DBLP of 2025-01-01)", instead)] if instead else [])


def test_a_volume_that_lacks_papers_says_nothing_of_other_papers(tmp_path: Path) -> None:
    index = large(tmp_path, lacking=20)
    text = cited("Graph Kernels for Molecules", "Aaah, Jane and Baah, Ann and Caah, Cy", "ICLR", 2023)
    assert not told(index, text).missing_from
    index.close()
