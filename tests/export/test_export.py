from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import bibtexparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litlint.__main__ import main
from litlint.export import formats, load
from litlint.export.works import Work, works_of
from litlint.identifiers.identifier import Identifier
from litlint.model.facts import Facts, Paper
from litlint.model.source import Source
from litlint.parse.bibtex import parse_bibtex
from litlint.parse.document import read_document

LIST = """\
# Papers

## Growth

#### A Small Study of Gardens

tag: `Kew` | `Royal Society`

paper link: [here](https://arxiv.org/pdf/2001.01234)

github link: [here](https://github.com/kew/gardens)

citation:

```bibtex
@article{doe2020,
  title={A Small Study of Gardens \\& {Parks}},
  author={Doe, Jane and {The Kew Team} and van der Berg, Bo and others},
  journal={arXiv preprint arXiv:2001.01234},
  month={Nov.},
  abstract={Long.},
  year={2020}
}
```

#### Roses and How They Grow

paper link: [here](https://arxiv.org/abs/2002.04567)

citation:

```bibtex
@conference{doe2020,
  title={Roses and How They Grow},
  author={Edgar Poe},
  booktitle={Proceedings of Roses},
  doi={https://doi.org/10.1145/3600006.3613165},
  pages={1-12},
  year=2021
}
```

#### Trees of the Northern Forest

paper link: [here](https://arxiv.org/abs/1901.04567)

## 2019

#### Moss on Stones and Walls

paper link: [here](https://moss.museum/paper)
"""
TREES = Identifier("arxiv", "1901.04567")
FACTS = Facts(
    date(2024, 1, 1),
    {
        TREES: Paper(
            TREES, "Trees of the Northern Forest & Fen", ("Ann Author", "Li Wei"), "2019-01-02", "2020-03-04", "cs.LG"
        )
    },
    locked=True,
)


def works(text: str = LIST, facts: Facts = FACTS, path: str = "list.md") -> list[Work]:
    return works_of([read_document(Source(path, text))], facts)


def test_a_citation_is_brought_into_one_form() -> None:
    gardens = works()[0]
    assert gardens.kind == "misc"
    assert dict(gardens.fields) == {
        "title": "A Small Study of Gardens \\& {Parks}",
        "author": "Doe, Jane and {The Kew Team} and van der Berg, Bo and others",
        "month": "nov",
        "year": "2020",
        "eprint": "2001.01234",
        "archiveprefix": "arXiv",
        "abstract": "Long.",
    }


def test_a_venue_makes_the_kind_and_a_doi_is_bare() -> None:
    roses = works()[1]
    assert roses.kind == "inproceedings"
    assert roses.fields["doi"] == "10.1145/3600006.3613165"
    assert roses.fields["pages"] == "1--12"


def test_keys_are_unique_and_sound() -> None:
    keys = [work.key for work in works()]
    assert keys[:2] == ["doe2020", "doe2020a"]
    assert len({key.casefold() for key in keys}) == len(keys)
    odd = works("```bibtex\n@misc{a b{c,\n title={One Two}}\n```\n".replace("a b{c", "a#b c"))
    assert [work.key for work in odd] == ["abc"]


def test_a_missing_citation_is_made_from_the_lock() -> None:
    trees = works()[2]
    assert dict(trees.fields) == {
        "title": "Trees of the Northern Forest \\& Fen",
        "author": "Ann Author and Li Wei",
        "year": "2020",
        "eprint": "1901.04567",
        "archiveprefix": "arXiv",
        "primaryclass": "cs.LG",
        "url": "https://arxiv.org/abs/1901.04567",
    }


def test_without_a_lock_it_is_made_from_the_entry() -> None:
    unlocked = works(facts=Facts(date(2024, 1, 1)))
    assert dict(unlocked[2].fields) == {
        "title": "Trees of the Northern Forest",
        "year": "2019",
        "eprint": "1901.04567",
        "archiveprefix": "arXiv",
        "url": "https://arxiv.org/abs/1901.04567",
    }
    assert dict(unlocked[3].fields) == {
        "title": "Moss on Stones and Walls",
        "year": "2019",
        "url": "https://moss.museum/paper",
    }


def test_a_work_that_is_listed_twice_is_one_work() -> None:
    again = (
        LIST + "\n## Again\n\n#### A Small Study of Gardens\n\npaper link: [here](https://arxiv.org/abs/2001.01234)\n"
    )
    gardens = works(again)[0]
    assert [place.section for place in gardens.listed] == ["Growth", "Again"]
    assert len(works(again)) == 4
    assert gardens.values["month"] == "nov"


APART = """\
- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234) | ICML 20
- [Fast Sorting of Very Long Lists on Tape](https://arxiv.org/abs/2001.01234) | ICML 20
- [A small study of gardens (2020)](https://arxiv.org/abs/2001.01234)
- [Fast sorting of very long lists on tape](https://arxiv.org/abs/2001.01234)
"""


def test_two_works_that_share_an_identifier_stay_apart() -> None:
    found = works(APART)
    assert [work.title for work in found] == ["A Small Study of Gardens", "Fast Sorting of Very Long Lists on Tape"]
    assert [[place.line for place in work.listed] for work in found] == [[1, 3], [2, 4]]
    assert len({work.key for work in found}) == 2


def test_citations_that_share_an_identifier_or_have_no_title_stay_apart() -> None:
    titles = ("A Small Study of Gardens", "Fast Sorting of Very Long Lists on Tape", "A Small Study of {Gardens}")
    text = "".join(
        f"@misc{{doe, title={{{title}}}, eprint={{2001.01234}}, archiveprefix={{arXiv}}}}\n" for title in titles
    )
    assert [work.key for work in works(text, path="a.bib")] == ["doe", "doea"]
    assert len(works("@misc{a, year={2020}}\n@misc{b, year={2021}}\n", path="a.bib")) == 2


def test_an_entry_that_the_lock_contradicts_keeps_its_own_title() -> None:
    gardens = Identifier("arxiv", "2001.01234")
    facts = Facts(date(2024, 1, 1), {gardens: Paper(gardens, "A Small Study of Gardens")}, locked=True)
    found = works(APART, facts)
    assert [work.title for work in found] == ["A Small Study of Gardens", "Fast Sorting of Very Long Lists on Tape"]
    assert [work.values.get("eprint") for work in found] == ["2001.01234", None]


WHERE = """\
# Papers

- "Growth of Moss in Cities", 2023-06, AAAI 24, [[paper]](https://arxiv.org/abs/2306.13213)
- "The Roots of Trees in Cities", 2023-06, TPAMI 2024, [[paper]](https://arxiv.org/abs/2306.13216)
- "Bees of the Southern Fen", 2023-06, BEES 23, [[paper]](https://arxiv.org/abs/2306.13217)
- "Reeds of the Southern Fen", 2023-06, arXiv, [[paper]](https://arxiv.org/abs/2306.13215)
"""


def test_the_venue_of_a_list_has_its_place_in_a_citation() -> None:
    found = works(WHERE)
    assert [(work.key, work.kind, work.venue, work.date) for work in found] == [
        ("growth2024", "inproceedings", "AAAI", "2023-06"),
        ("roots2024", "article", "TPAMI", "2023-06"),
        ("bees2023", "misc", "BEES", "2023-06"),
        ("reeds2023", "misc", None, "2023-06"),
    ]
    told = [work.fields for work in found]
    names = ("booktitle", "journal", "howpublished")
    assert [next((fields[name] for name in names if name in fields), None) for fields in told] == [
        *("AAAI", "TPAMI", "BEES", None)
    ]
    assert [fields.get("month") for fields in told] == [None, None, None, "jun"]
    items = json.loads(load("csl-json")(found))
    assert [item.get("container-title") for item in items] == ["AAAI", "TPAMI", "BEES", None]
    assert json.loads(load("json")(found))["works"][0]["date"] == "2023-06"
    assert_read_back(found)


def test_the_year_beside_a_venue_is_that_of_the_citation_from_the_lock() -> None:
    moss = Identifier("arxiv", "2306.13213")
    paper = Paper(moss, "Growth of Moss in Cities", ("Ann Author",), "2023-06-02", "2023-08-04", "cs.LG")
    growth = works(WHERE, Facts(date(2025, 1, 1), {moss: paper}, locked=True))[0]
    assert (growth.kind, growth.fields["booktitle"], growth.fields["year"]) == ("inproceedings", "AAAI", "2024")


def test_names_joined_by_commas_are_parted_only_where_that_is_certain() -> None:
    text = "@misc{a, title={One Two}, author={Ann Author, Bo Writer, Cy Reader, Di Editor}, year={2020}}\n"
    assert works(text, path="a.bib")[0].fields["author"] == "Ann Author and Bo Writer and Cy Reader and Di Editor"
    text = "@misc{a, title={One Two}, author={Author, Jr, Ann}, year={2020}}\n"
    assert works(text, path="a.bib")[0].fields["author"] == "Author, Jr, Ann"


def test_csl_has_what_biblatex_says() -> None:
    text = (
        "@thesis{a, title={Counting Doors}, subtitle={A Study}, author={Jane Doe}, date={1998~}, institution={Kew},\n"
        "  translator={Ann Roe}, location={London}, langid={ngerman}}\n"
        "@book{b, title={On Gardens}, author={Plato}, date={-0380}, language={el}}\n"
        "@report{c, title={Dust}, author={Jane Doe}, date={2020}, number={7}, institution={Kew}}\n"
    )
    thesis, book, report = json.loads(
        load("csl-json")(works_of([read_document(Source("refs.bib", text))], Facts(date(2026, 1, 1))))
    )
    assert thesis["title"] == "Counting Doors: A Study"
    assert thesis["issued"] == {"date-parts": [[1998]], "circa": True}
    assert (thesis["publisher"], thesis["publisher-place"], "language" in thesis) == ("Kew", "London", False)
    assert thesis["translator"] == [{"family": "Roe", "given": "Ann"}]
    assert (book["issued"], book["language"]) == ({"date-parts": [[-380]]}, "el")
    assert (report["number"], report["type"]) == ("7", "report")


def test_csl_names_people_and_groups() -> None:
    items = json.loads(load("csl-json")(works()))
    assert items[0]["author"][:3] == [
        {"family": "Doe", "given": "Jane"},
        {"literal": "The Kew Team"},
        {"family": "Berg", "given": "Bo", "non-dropping-particle": "van der"},
    ]
    assert items[0]["issued"] == {"date-parts": [[2020, 11]]}
    assert (items[0]["type"], items[0]["publisher"], items[0]["number"]) == ("article", "arXiv", "arXiv:2001.01234")
    assert (items[1]["type"], items[1]["container-title"]) == ("paper-conference", "Proceedings of Roses")
    assert items[1]["page"] == "1-12"


def test_csv_has_a_row_for_each_work() -> None:
    rows = list(csv.DictReader(io.StringIO(load("csv")(works()))))
    assert rows[0]["title"] == "A Small Study of Gardens & Parks"
    assert rows[0]["tags"] == "Kew; Royal Society"
    assert rows[0]["code"] == "https://github.com/kew/gardens"
    assert rows[1]["doi"] == "10.1145/3600006.3613165"
    assert (rows[3]["url"], rows[3]["section"], rows[3]["line"]) == ("https://moss.museum/paper", "2019", "49")


def test_json_says_where_each_work_is_listed() -> None:
    document = json.loads(load("json")(works()))
    assert document["version"] == 1
    assert document["works"][0]["identifier"] == "arXiv:2001.01234"
    assert document["works"][0]["listed"] == [{"path": "list.md", "line": 5, "section": "Growth"}]


def test_every_format_takes_an_empty_list() -> None:
    for name in formats():
        load(name)([])


def test_bibtexparser_reads_the_same_back() -> None:
    assert_read_back(works())


texts = st.text(alphabet="abc XYZ{}\\&%$#_^~'\"é,=@()", min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts), max_size=4))
def test_whatever_citations_hold_their_export_is_read_back(fields: list[tuple[str, str, str]]) -> None:
    text = "\n".join(f"@misc{{{key},\n  title={{{title}}},\n  author={{{author}}}\n}}" for key, title, author in fields)
    assert_read_back(works(text, path="a.bib"))


def assert_read_back(found: list[Work]) -> None:
    """Let two readers of BibTeX read what was written."""
    text = load("bibtex")(found)
    library = bibtexparser.entrypoint.parse_string(text)
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [work.key for work in found]
    for entry, work in zip(library.entries, found, strict=True):
        assert {field.key.lower(): field.value for field in entry.fields} == dict(work.fields)
    citations, _ = parse_bibtex(Source("a.bib", text).whole)
    assert [citation.key for citation in citations] == [work.key for work in found]
    assert all(citation.problems == () for citation in citations)


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "list.md").write_text(LIST)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_to_standard_output_or_to_a_file(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "list.md"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("@misc{doe2020,\n")
    assert main(["export", "list.md", "--output", "out.bib"]) == 0
    assert capsys.readouterr().out == "out.bib: 4 works\n"
    assert (lists / "out.bib").read_text() == shown


def test_a_format_that_is_not_known_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "bibtx"]) == 2
    assert 'unknown format "bibtx"; did you mean "bibtex"?' in capsys.readouterr().err
