"""The website's files: what they say, that nothing but text comes from a list, and where they are written."""

from __future__ import annotations

import json
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from defusedxml import ElementTree

from litlint.__main__ import main
from litlint.errors import LitlintError
from litlint.files import write_atomically
from litlint.site.text import folded, plain, web_url
from litlint.workspace.discover import SITE_MARKER
from tests.site.sample import HOSTILE, LIST, make_site, write_list, write_lock

Output = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "papers"
    write_list(folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return folder


class Tags(HTMLParser):
    """All tags of a page with their attributes, and the text of scripts."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.text = ""
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and data.strip():
            self.scripts.append(data)
        self.text += data

    def metas(self) -> list[tuple[str, str]]:
        return [(found["name"], found["content"]) for tag, found in self.tags if tag == "meta" and "name" in found]

    def coins(self) -> list[list[tuple[str, str]]]:
        spans = [found for tag, found in self.tags if tag == "span" and found.get("class") == "Z3988"]
        return [parse_qsl(span["title"], strict_parsing=True) for span in spans]


def data(site: Path, name: str) -> dict[str, object]:
    script = (site / name).read_text("ascii")
    found = re.fullmatch(r'"use strict";\nwindow\.\w+ = (.*);\n', script)
    assert found
    held = json.loads(found[1])
    assert isinstance(held, dict)
    return held


def test_a_work_has_a_page_of_its_own_with_what_is_known_of_it(root: Path) -> None:
    page = Tags(make_site(root) / "entry" / "arxiv-2001.01234.html")
    text = " ".join(page.text.split())
    assert "A Small Study of Gardens" in text
    assert "The title and authors are those of arXiv:2001.01234" in text
    assert "Code: doe/gardens archived" in text
    assert "Growth" in text
    assert "@misc{" in text


def test_the_published_version_and_the_archived_copy_are_linked(root: Path) -> None:
    write_lock(root, venue="ICML 2021", doi="10.1000/182")
    site = make_site(root)
    links = [found["href"] for tag, found in Tags(site / "entry" / "arxiv-2001.01234.html").tags if tag == "a"]
    assert "https://doi.org/10.1000/182" in links
    other = next((site / "entry").glob("what-the-leaves*.html"))
    links = [found["href"] for tag, found in Tags(other).tags if tag == "a"]
    assert "https://web.archive.org/web/2022/https://leaves.example.org/paper.pdf" in links


def test_reference_managers_can_read_the_page_of_a_work(root: Path) -> None:
    page = Tags(make_site(root) / "entry" / "arxiv-2001.01234.html")
    assert [pair for pair in page.metas() if pair[0].startswith("citation_")] == [
        ("citation_title", "A Small Study of Gardens"),
        ("citation_author", "Doe, Jane"),
        ("citation_author", "Manet, Édouard"),
        ("citation_publication_date", "2020"),
        ("citation_arxiv_id", "2001.01234"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2001.01234"),
        ("citation_public_url", "https://arxiv.org/abs/2001.01234"),
    ]
    assert ("z:itemType", "preprint") in page.metas()
    (coins,) = page.coins()
    assert {
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.atitle", "A Small Study of Gardens"),
        ("rft.aulast", "Doe"),
        ("rft.au", "Édouard Manet"),
    } <= set(coins)
    record = json.loads(page.scripts[0])
    assert record["@type"] == "ScholarlyArticle"
    assert [person["name"] for person in record["author"]] == ["Jane Doe", "Édouard Manet"]


def test_a_paper_of_a_meeting_is_offered_as_one(root: Path) -> None:
    page = Tags(make_site(root) / "entry" / "doi-10.1145-3600006.3613165.html")
    assert ("citation_conference_title", "SOSP") in page.metas()
    assert ("rft.genre", "proceeding") in page.coins()[0]


@pytest.mark.parametrize(
    ("kind", "form", "key"),
    [("book", "book", "rft.btitle"), ("phdthesis", "dissertation", "rft.title"), ("techreport", "book", "rft.btitle"),
     ("incollection", "book", "rft.atitle"), ("article", "journal", "rft.atitle")],
)  # fmt: skip
def test_each_kind_of_work_is_offered_as_what_it_is(root: Path, kind: str, form: str, key: str) -> None:
    where = "booktitle" if kind == "incollection" else "journal"
    citation = f"@{kind}{{doe, title = {{Of Gardens}}, author = {{Jane Doe}}, year = {{2020}}, {where} = {{Towns}}}}"
    (root / "refs.bib").write_text(citation)
    page = Tags(next((make_site(root, "refs.bib") / "entry").glob("of-gardens-*.html")))
    coins = dict(page.coins()[0])
    assert coins["rft_val_fmt"] == f"info:ofi/fmt:kev:mtx:{form}"
    assert coins[key] == "Of Gardens"


def test_the_first_page_offers_all_works_that_it_shows(root: Path) -> None:
    page = Tags(make_site(root) / "index.html")
    assert [dict(one).get("rft.atitle") for one in page.coins()] == [
        "A Small Study of Gardens",
        "Roses and How They Grow in Towns",
        "What the Leaves Leave Behind",
    ]
    options = [found["value"] for tag, found in page.tags if tag == "option"]
    assert {"Growth", "Decay"} <= {option.split(" › ")[-1] for option in options}
    assert {"2020", "2023", "SOSP"} <= set(options)


def test_the_search_has_the_words_of_each_work_without_accents(root: Path) -> None:
    works = data(make_site(root), "works.js")["works"]
    assert isinstance(works, list)
    assert "edouard manet" in works[0]["words"]
    assert [work["code"] for work in works] == [True, False, False]
    assert [work["proved"] for work in works] == [True, False, False]


def test_the_list_is_there_for_other_programs(root: Path) -> None:
    site = make_site(root)
    assert (site / "list.bib").read_text("utf-8").count("\n@") + 1 == 3
    assert len(json.loads((site / "list.csl.json").read_bytes())) == 3
    assert len(json.loads((site / "list.json").read_bytes())["works"]) == 3


def test_without_an_address_there_is_no_sitemap(root: Path, capsys: Output) -> None:
    assert not (make_site(root) / "sitemap.xml").exists()
    assert "--url" in capsys.readouterr().err
    places = ElementTree.parse(make_site(root, "--url", "https://example.org/papers/") / "sitemap.xml").iter()
    found = [place.text for place in places if place.tag.endswith("}loc")]
    assert found[0] == "https://example.org/papers/"
    assert "https://example.org/papers/entry/arxiv-2001.01234.html" in found


def test_an_address_must_be_one(root: Path, capsys: Output) -> None:
    assert main(["site", "--output", "public", "--url", "javascript:alert(1)"]) == 2
    assert "--url takes an address" in capsys.readouterr().err


def test_the_same_input_gives_the_same_bytes(root: Path) -> None:
    site = make_site(root)
    first = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    make_site(root)
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == first


# --- Hostile lists


@pytest.fixture
def hostile(root: Path) -> Path:
    write_list(root, HOSTILE)
    (root / "more.bib").write_text(HOSTILE.partition("```bibtex\n")[2].partition("```")[0], "utf-8")
    return make_site(root)


def test_no_script_and_no_handler_comes_from_a_list(hostile: Path) -> None:
    pages = list(hostile.rglob("*.html"))
    assert len(pages) > 6  # every work of the list and of the bibliography has one
    for page in pages:
        tags = Tags(page).tags
        assert not any(tag in ("img", "b", "iframe", "svg") for tag, _ in tags)
        assert not any(name.startswith("on") or name == "style" for _, found in tags for name in found)
        scripts = [found for tag, found in tags if tag == "script"]
        assert all(found.get("type") == "application/ld+json" or found["src"].endswith(".js") for found in scripts)
        assert all(not found.get("src", "").startswith(("http", "//", "data")) for found in scripts)


def test_only_web_addresses_are_linked(hostile: Path) -> None:
    for page in hostile.rglob("*.html"):
        for tag, found in Tags(page).tags:
            if tag == "a" and not found["href"].startswith(("#", "../", "entry/", "list.", "feed.xml")):
                assert found["href"].startswith(("https://", "http://", "mailto:")), found
                assert not set('<>"` \n') & set(found["href"])


def test_what_scripts_and_feeds_hold_is_data(hostile: Path) -> None:
    for name in ("works.js", "citations.js"):
        assert "<" not in (hostile / name).read_text("ascii")
        assert data(hostile, name)
    for page in hostile.rglob("*.html"):
        assert [json.loads(script) for script in Tags(page).scripts]
    ElementTree.parse(hostile / "feed.xml")


def test_marks_that_reorder_a_text_are_left_out(hostile: Path) -> None:
    for page in hostile.rglob("*.html"):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.read_text("utf-8"))


def test_every_page_has_a_policy_that_lets_only_its_own_files_run(hostile: Path) -> None:
    for page in hostile.rglob("*.html"):
        policies = [found["content"] for _, found in Tags(page).tags if found.get("http-equiv")]
        assert len(policies) == 1
        assert "default-src 'none'" in policies[0]
        assert "unsafe" not in policies[0]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:a", "java\nscript:a", "data:text/html,x", "//a.org", "http://[", ""]
)
def test_other_addresses_are_no_links(url: str) -> None:
    assert web_url(url) == ""


def test_texts_are_folded_as_the_page_s_script_does() -> None:
    assert folded("Poincaré İstanbul ÅNGSTRÖM ﬁne") == "poincare istanbul angstrom fine"
    assert plain("a\u202eb\x00c\ud800d\n e") == "abcd e"


def test_no_password_of_a_list_is_published(root: Path) -> None:
    address = "https://jane:hunter2@gardens.org"
    archive = "https://jane:hunter2@web.archive.org/web/2020/https://x.org"
    entry = f"- [A Small Study of Gardens]({address}/a.pdf), [code]({address}/code), [web archive]({archive})."
    write_list(root, f"# Gardens {address}/h\n\n## Towns ({address}/s)\n\n{entry}\n")
    for file in make_site(root).rglob("*"):
        assert file.is_dir() or b"hunter2" not in file.read_bytes(), file


# --- The folder, and what must be there


def test_without_jinja_one_line_says_what_to_install(
    root: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert main(["site", "--output", "public"]) == 2
    assert "litlint[site]" in capsys.readouterr().err
    assert not (root / "public").exists()


def test_a_folder_that_litlint_did_not_make_is_refused(root: Path, capsys: Output) -> None:
    (root / "public").mkdir()
    (root / "public" / "index.html").write_text("mine")
    assert main(["site", "--output", "public"]) == 2
    assert "litlint did not make it" in capsys.readouterr().err
    assert (root / "public" / "index.html").read_text() == "mine"


def test_a_run_that_was_stopped_is_done_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopping(path: Path, data: bytes, **options: object) -> None:
        if path.name == "works.js":
            raise LitlintError("the disk is full")
        write_atomically(path, data, **options)  # type: ignore[arg-type] # as they were given

    with monkeypatch.context() as patch:
        patch.setattr("litlint.site.folder.write_atomically", stopping)
        assert main(["site", "--output", "public"]) == 2
    assert not (root / "public/index.html").exists()
    assert (make_site(root) / "index.html").exists()


def test_an_empty_folder_is_taken_and_old_pages_go(root: Path) -> None:
    (root / "public").mkdir()
    site = make_site(root)
    page = next((site / "entry").glob("what-the-leaves*.html"))
    (site / "entry" / "mine.html").write_text("mine")
    write_list(root, LIST.partition("## Decay")[0])
    make_site(root)
    assert not page.exists()
    assert (site / "entry" / "mine.html").read_text() == "mine"


@pytest.mark.skipif(os.name == "nt", reason="Windows lets not everyone make symbolic links")
@pytest.mark.parametrize("link", ["entry", "index.html"])
def test_nothing_is_written_through_a_link_that_leads_out(root: Path, capsys: Output, link: str) -> None:
    site = make_site(root)
    outside = root.parent / "outside"
    outside.mkdir()
    if link == "entry":
        (site / "entry").rename(root / "old")
    else:
        (site / link).unlink()
    (site / link).symlink_to(
        outside if link == "entry" else outside / "index.html", target_is_directory=link == "entry"
    )
    write_list(root, LIST.replace("Small", "Tiny"))
    assert main(["site", "--output", "public"]) == 2
    assert "leads" in capsys.readouterr().err
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"litlint-site": 1, "finished": true, "files": ["../victim"]}', '{"litlint-site": 9}']
)
def test_a_damaged_marker_deletes_nothing(root: Path, capsys: Output, text: str) -> None:
    (root / "victim").write_text("mine")
    site = root / "public"
    site.mkdir()
    (site / SITE_MARKER).write_text(text)
    assert main(["site", "--output", "public"]) == 2
    assert "run again" in capsys.readouterr().err
    assert (root / "victim").read_text() == "mine"


def test_the_lists_of_a_site_are_not_read_as_lists_of_the_repository(root: Path, capsys: Output) -> None:
    make_site(root)
    capsys.readouterr()
    assert main(["check", "--show-files"]) == 0
    assert capsys.readouterr().out.split() == ["README.md"]


def test_a_theme_of_one_s_own_takes_the_place_of_ours(root: Path) -> None:
    (root / "mine.css").write_text(":root { --paper: #fed; }")
    assert (make_site(root, "--theme", "mine.css") / "theme.css").read_text() == ":root { --paper: #fed; }"


def test_a_work_that_another_file_repeats_is_shown_where_the_main_list_has_it(root: Path) -> None:
    (root / "ADDING.md").write_text(
        "# How to\n\n- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"
    )
    first = (make_site(root) / "index.html").read_text("utf-8")
    assert first.index("Gardens and Towns › Growth") < first.index("A Small Study of Gardens")
