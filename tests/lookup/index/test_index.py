"""An index is built from dumps, finds what they hold, and refuses what is no dump or no index."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.errors import LitlintError
from litlint.lookup.index.build import build_index
from litlint.lookup.index.dumps import open_dump
from litlint.lookup.index.records import IndexedPaper
from litlint.lookup.index.store import PaperIndex
from litlint.lookup.index.volumes import acl_number, coverage

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n'


def record(number: int, title: str, pages: str, volume: str = "conf/garden/2020") -> str:
    return (
        f'<inproceedings key="conf/garden/Doe{number}"><author>Jane D&ouml;e 0001</author><author>Ann Lee</author>'
        f"<title>{title}.</title><pages>{pages}</pages><year>2020</year><booktitle>GARDEN</booktitle>"
        f"<ee>https://doi.org/10.1000/GARDEN.{number}</ee><crossref>{volume}</crossref></inproceedings>\n"
    )


PLANTS = [f"Plant Number {number}: How It Grows in the Shade" for number in range(12)]
PAPERS = "".join(record(n, title, f"{10 * n + 1}-{10 * n + 10}") for n, title in enumerate(PLANTS))
VOLUME = (
    '<proceedings key="conf/garden/2020"><title>Proceedings of GARDEN 2020.</title>'
    "<booktitle>GARDEN</booktitle><year>2020</year></proceedings>\n"
)
DBLP = f"{HEAD}{PAPERS}{VOLUME}</dblp>\n"
BIBTEX = """\
@inproceedings{doe-2020,
    title = "Sorting {\\"U}ber Tapes",
    author = "D{\\"o}e, Jane and Lee, Ann",
    booktitle = "Proceedings of Tapes",
    year = "2020",
    url = "https://aclanthology.org/2020.tapes-main.1",
    pages = "1--5",
}
@proceedings{tapes, title = "Proceedings of Tapes"}
"""
ARXIV = json.dumps(
    {
        "id": "2001.01234",
        "title": "A Study of\n  Gardens",
        "authors_parsed": [["Doe", "Jane", ""], ["Lee", "Ann", "Jr"]],
        "doi": "10.1000/X",
        "journal-ref": None,
        "versions": [{"version": "v1", "created": "Mon, 6 Jan 2020 10:00:00 GMT"}],
    }
)


def write(path: Path, text: str, *, packed: bool = False) -> Path:
    path.write_bytes(gzip.compress(text.encode("latin-1"), mtime=1_600_000_000) if packed else text.encode())
    return path


def index_of(folder: Path, **dumps: str) -> PaperIndex:
    paths = [write(folder / name.replace("_", "."), text) for name, text in dumps.items()]
    build_index([open_dump(path) for path in paths], folder / "papers.index")
    return PaperIndex(folder / "papers.index")


def test_a_paper_of_dblp_is_found_by_title_part_and_doi(tmp_path: Path) -> None:
    index = index_of(tmp_path, dblp_xml=DBLP)
    wanted = IndexedPaper(
        title=PLANTS[3],
        authors=("Jane Döe", "Ann Lee"),
        venue="GARDEN",
        year=2020,
        doi="10.1000/garden.3",
        volume="conf/garden/2020",
        pages="31-40",
        source="DBLP",
    )
    assert list(index.papers_titled("plant number 3 - how it GROWS in the shade")) == [wanted]
    assert list(index.papers_of("doi", "10.1000/GARDEN.3")) == [wanted]
    assert wanted in list(index.papers_titled("How It Grows in the Shade"))
    assert list(index.papers_titled("A Title That Nobody Wrote")) == []
    assert [(source.name, source.papers) for source in index.sources] == [("DBLP", 12)]


def test_bibtex_and_arxiv_are_read(tmp_path: Path) -> None:
    index = index_of(tmp_path, tapes_bib=BIBTEX, arxiv_json=ARXIV)
    (tapes,) = index.papers_titled("Sorting Über Tapes")
    assert tapes.authors == ("Jane Döe", "Ann Lee")
    assert (tapes.volume, tapes.pages) == ("acl:2020.tapes-main", "1:1")
    (gardens,) = index.papers_of("arxiv", "2001.01234")
    assert (gardens.title, gardens.authors) == ("A Study of Gardens", ("Jane Doe", "Ann Lee Jr"))
    assert (gardens.year, gardens.doi) == (2020, "10.1000/x")


def test_the_same_dump_gives_the_same_bytes(tmp_path: Path) -> None:
    made: list[bytes] = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        dump = write(folder / "dblp.xml.gz", DBLP, packed=True)
        os.utime(dump, (len(made), len(made)))
        build_index([open_dump(dump)], folder / "papers.index")
        made.append((folder / "papers.index").read_bytes())
        assert sorted(path.name for path in folder.iterdir()) == ["dblp.xml.gz", "papers.index"]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<!doctype html><html><body>Are you a robot?</body></html>", "a web page"),
        ("# Papers\n", "none of"),
        ("", "none of"),
        (DBLP[:900], "cut short"),
        (DBLP.replace("</title>", "", 1), "broken"),
        ('<!DOCTYPE dblp [<!ENTITY a "b">]>\n<dblp><article key="k"><title>&a;</title></article></dblp>', "entities"),
        ('{"id": "2001.01234"}\n', "arXiv"),
    ],
)
def test_what_is_no_dump_is_refused_in_one_line(tmp_path: Path, text: str, why: str) -> None:
    dump = write(tmp_path / "dump.xml", text)
    with pytest.raises(LitlintError, match=why) as caught:
        build_index([open_dump(dump)], tmp_path / "papers.index")
    assert "\n" not in str(caught.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dump.xml"]


def test_a_packed_dump_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    dump = write(tmp_path / "dblp.xml.gz", DBLP, packed=True)
    dump.write_bytes(dump.read_bytes()[:-40])
    with pytest.raises(LitlintError, match=r"cut short|ended before"):
        build_index([open_dump(dump)], tmp_path / "papers.index")


@pytest.mark.slow
@given(st.data())
def test_a_damaged_index_is_refused_or_answers(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("index")
    index_of(folder, dblp_xml=DBLP)
    path = folder / "papers.index"
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = whole[:at] if data.draw(st.booleans()) else whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
    path.write_bytes(damaged)
    found: list[str] = []
    refusal = ""
    try:
        index = PaperIndex(path)
        found += [paper.title for title in PLANTS for paper in index.papers_titled(title)]
    except LitlintError as error:
        refusal = str(error)
    assert "\n" not in refusal
    assert set(found) <= set(PLANTS)


def test_a_volume_is_whole_only_by_proof(tmp_path: Path) -> None:
    (volume,) = index_of(tmp_path, dblp_xml=DBLP).volumes_of("Garden", 2020)
    assert (volume.key, volume.coverage, len(volume.papers)) == ("conf/garden/2020", "whole", 12)
    lacking = DBLP.replace(record(5, PLANTS[5], "51-60"), "")
    (volume,) = index_of(tmp_path, dblp_xml=lacking).volumes_of("Garden", 2020)
    assert (volume.coverage, len(volume.papers)) == ("partial", 11)


@pytest.mark.parametrize(
    ("pages", "proven"),
    [
        ([f"{n}:1-{n}:20" for n in range(1, 30)], "whole"),
        ([f"{n}:1-{n}:20" for n in range(1, 30) if n != 9], ""),
        ([f"{n}:1-{n}:20" for n in range(1, 30) if n % 5], "partial"),
        ([f"{10 * n + 1}--{10 * n + 9}" for n in range(30)], ""),  # a blank page after each: a tenth of the volume
        ([f"{100 * n + 1}-{100 * n + 99}" for n in range(30)], "whole"),
        (["1-10", "11-20"], ""),
        ([f"{10 * n + 101}-{10 * n + 110}" for n in range(30)], ""),
        ([f"{10 * n + 1}-{10 * n + 10}" for n in range(40) if n != 9], ""),
        ([f"{10 * n + 1}-{10 * n + 10}" for n in range(40) if n % 4], "partial"),
        (["i-xx", *(f"{10 * n + 1}-{10 * n + 10}" for n in range(30))], ""),
        (["10-1"] * 12, ""),
    ],
)
def test_pages_without_holes_prove_a_volume_and_long_ones_that_it_lacks_papers(pages: list[str], proven: str) -> None:
    assert coverage(pages) == proven


@pytest.mark.parametrize(
    ("identifier", "place"),
    [
        ("2020.acl-main.12", ("2020.acl-main", 12)),
        ("P18-1012", ("P18-1", 12)),
        ("W18-5406", ("W18-54", 6)),
        ("x", None),
    ],
)
def test_numbers_of_the_anthology(identifier: str, place: tuple[str, int] | None) -> None:
    assert acl_number(identifier) == place
