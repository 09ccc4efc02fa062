"""``litlint add`` as people run it, against registries on this machine; and what pages and repositories say of works."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from litlint.__main__ import main
from litlint.identifiers.identifier import Identifier, identify
from litlint.lookup.find import PaperQuery, find
from litlint.lookup.lockfile import LockFile, load_lock
from litlint.lookup.pages.landing import cited_paper
from litlint.lookup.settings import Settings

from .web.clock import FakeClock
from .web.server import Reply, Web, page
from .web.services import World

LIST = """\
# Papers

## Growth

- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234), Jane Doe and John Roe, arXiv 2020 [[code](https://github.com/kew/gardens)]
- [Roses and How They Grow](https://arxiv.org/abs/2002.04567), Edgar Poe, Ann Poe, arXiv 2020

## Soil

- [Moss on Stones and Walls](https://arxiv.org/abs/1901.04568), Edgar Poe, Ann Poe, John Roe, arXiv 2019
- [Rain on Dry Soil](https://arxiv.org/abs/1901.04569), Edgar Poe, arXiv 2019
"""
BEES = "Bees: How They Find Their Way Home in the Dark"
LINE = f"- [{BEES}](https://arxiv.org/abs/2003.00001), Ann Author, arXiv 2020\n"
BIBTEX = b"""\
@article{maeterlinck1901bee,
  title = {The Life of the Bee in Winter},
  author = {Maeterlinck, Maurice},
  journal = {Annals of Bees},
  year = {1901},
  url = {https://bees.museum/life}
}
"""


@pytest.fixture
def repository(web: Web, world: World, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one list, whose registries are on this machine."""
    world.paper("2003.00001", BEES, published="2020-03-01")
    world.paper("2003.00002", "Ants: How They Carry What Is Heavy", published="2020-03-02")
    hosts = {
        "arxiv": ("export.arxiv.org", "/api/query"),
        "datacite": ("api.datacite.org", "/dois"),
        "crossref": ("api.crossref.org", "/works"),
        "handle": ("doi.org", "/api/handles"),
        "semantic-scholar": ("api.semanticscholar.org", "/graph/v1"),
        "github": ("api.github.com", "/graphql"),
        "github-pages": ("github.com", ""),
    }
    lines = ['[lock]\nhosts = ["127.0.0.1"]']
    lines += [
        f'[registries.{key}]\nbase-url = "{web.origin(host)}{path}"\npace = 0' for key, (host, path) in hosts.items()
    ]
    lines += ["[registries.openalex]\nenabled = false"]
    (tmp_path / "litlint.toml").write_text("\n".join(lines))
    (tmp_path / "list.md").write_text(LIST)
    for name in ("GH_TOKEN", "GITHUB_TOKEN", "S2_API_KEY", "SEMANTIC_SCHOLAR_API_KEY", "OPENALEX_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def add(repository: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run the command; return its exit code, what it printed, and the list then."""

    def run(*arguments: str) -> Any:
        code = main(["add", *arguments, "--to", "list.md"])
        said = capsys.readouterr()
        return code, said.out, said.err, (repository / "list.md").read_text()

    return run


def test_a_paper_is_written_where_it_belongs_and_shown_as_a_difference(
    add: Callable[..., Any], repository: Path
) -> None:
    code, out, err, text = add("2003.00001", "--section", "Growth")
    assert (code, err) == (0, "")
    assert text == LIST.replace("\n\n## Soil", f"\n{LINE}\n## Soil")
    assert out.splitlines()[-1] == f'added "{BEES}" to Growth, after "Roses and How They Grow"'
    (repository / "list.md").write_text(LIST)
    patch = out[: out.index("added ")]
    subprocess.run(["git", "apply", "-"], input=patch.encode(), check=True, cwd=repository)
    assert (repository / "list.md").read_text() == text
    assert not (repository / "papers.lock").exists()


def test_taken_out_again_the_list_is_as_before(add: Callable[..., Any], repository: Path) -> None:
    code, _, _, text = add("2003.00001", "--section", "Growth")
    assert code == 0
    added = [line for line in text.splitlines(keepends=True) if line not in LIST.splitlines(keepends=True)]
    assert len(added) == 1
    assert text.replace(added[0], "") == LIST


def test_the_record_goes_into_a_lock_that_is_kept(add: Callable[..., Any], repository: Path) -> None:
    (repository / "papers.lock").write_text('{"id": "arxiv:2001.01234", "title": "A Small Study of Gardens"}\n')
    code, out, _, _ = add("2003.00001", "--section", "Growth", "--code", "https://github.com/bee/way")
    assert code == 0
    assert "papers.lock: 1 record" in out
    rows = load_lock(repository / "papers.lock").rows
    assert list(rows) == ["arxiv:2001.01234", "arxiv:2003.00001"]
    assert "https://github.com/bee/way" in (repository / "list.md").read_text()


def test_what_the_lock_knows_is_not_asked(add: Callable[..., Any], repository: Path, web: Web) -> None:
    (repository / "papers.lock").write_text(
        '{"id": "arxiv:2003.00001", "title": "Bees: As the Lock Has It", "published": "2020-03-01"}\n'
    )
    code, _, _, text = add("arXiv:2003.00001v3", "--section", "Soil")
    assert code == 0
    assert "[Bees: As the Lock Has It](https://arxiv.org/abs/2003.00001)" in text
    assert web.calls == []


def test_a_work_that_is_listed_is_refused_with_its_place(add: Callable[..., Any]) -> None:
    code, out, _, text = add("https://arxiv.org/pdf/1901.04568v2", "--section", "Growth")
    assert code == 1
    assert out == "already listed: list.md:10, under Soil. Nothing changed.\n"
    assert text == LIST


def test_a_dry_run_writes_nothing(add: Callable[..., Any]) -> None:
    code, out, _, text = add("2003.00001", "--section", "Growth", "--dry-run")
    assert code == 0
    assert f"\n+- [{BEES}]" in out
    assert out.splitlines()[-1].startswith(f'would add "{BEES}" to Growth')
    assert text == LIST


def test_several_are_added_together(add: Callable[..., Any]) -> None:
    code, out, _, text = add("2003.00001", "2003.00002", "--section", "Growth")
    assert code == 0
    assert text.count("arxiv.org/abs/2003.") == 2
    assert out.count('\nadded "') + out.count(' added "') == 2


def test_of_several_all_are_added_or_none(add: Callable[..., Any]) -> None:
    assert add("2003.00001", "2003.00099", "--section", "Growth")[0::3] == (2, LIST)
    assert add("2003.00001", "1901.04568", "--section", "Growth")[0::3] == (1, LIST)


def test_the_same_work_twice_is_added_once_or_refused(add: Callable[..., Any]) -> None:
    code, _, _, text = add("2003.00001", "https://arxiv.org/abs/2003.00001", "--section", "Growth")
    assert (code, text) == (1, LIST)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2003.00001"], 'list.md has several sections; say which by --section: "Growth", "Soil"'),
        (
            ["2003.00001", "--section", "o"],
            '"o" may be several sections of list.md; say which by --section: "Growth", "Soil"',
        ),
        (["2003.00001", "--section", "Water"], 'list.md has no section "Water"; its sections: "Growth", "Soil"'),
        (["2013.00001", "--section", "Soil"], "2013.00001 is not a valid arXiv id: there is no month 13"),
        (["10.1145/", "--section", "Soil"], "10.1145/ is not a valid DOI: nothing follows the slash"),
        (
            ["bees", "--section", "Soil"],
            '"bees" is not an identifier, a link or a title; give an arXiv id (2309.17249), a DOI, a URL',
        ),
        (["2003.00001", "--code", "bee/way"], "--code takes a URL"),
        (["--bibtex", "none.bib"], "none.bib cannot be read"),
    ],
)
def test_what_is_not_clear_is_told_in_one_line(add: Callable[..., Any], arguments: Any, message: Any) -> None:
    code, out, err, text = add(*arguments)
    assert (code, out, text) == (2, "", LIST)
    assert err.startswith(f"litlint: {message}")
    assert [line.partition(" ")[0] for line in err.splitlines()[1:]] in ([], ["type:"])


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["2003.00001"], "2003.00001 --to list.md --section=Growth"),
        (["2003.00001", "--tag", "a b", "--section", "Sol"], "2003.00001 --to list.md --section=Soil '--tag=a b'"),
        (["2013.00001", "--section", "Soil"], "'TITLE OF THE PAPER' --to list.md --section=Soil"),
        (["2003.00001", "--code", "bee/way"], "2003.00001 --to list.md --code=https://github.com/bee/way"),
        (["2003.00001", "2003.00002", "--note", "new"], "2003.00001 --to list.md --note=new"),
        (["2003.00001", "2003.00099", "--section", "Soil"], "2003.00001 --to list.md --section=Soil"),
        ([], "2309.17249 --to list.md"),
    ],
)
def test_the_last_line_says_what_to_type(add: Callable[..., Any], arguments: Any, command: Any) -> None:
    code, _, err, _ = add(*arguments)
    assert code == 2
    assert err.splitlines()[1:] == [f"type: litlint add {command}"]


def test_a_list_without_entries_says_how_to_see_that(add: Callable[..., Any], repository: Path) -> None:
    (repository / "list.md").write_text("# Papers\n\nTo be filled.\n")
    _, _, err, _ = add("2003.00001")
    assert err.splitlines() == [
        "litlint: list.md has no entry to learn its style from; write the first one by hand",
        "type: litlint entries list.md",
    ]


def test_of_a_folder_its_list_is_offered(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "2003.00001", "--to", "."]) == 2
    assert capsys.readouterr().err.splitlines()[1] == "type: litlint add 2003.00001 --to list.md"


def test_a_listed_work_is_told_before_its_section_matters(add: Callable[..., Any]) -> None:
    assert add("https://arxiv.org/pdf/1901.04568v2")[:2] == (
        1,
        "already listed: list.md:10, under Soil. Nothing changed.\n",
    )


def test_a_file_that_is_read_only_is_left_alone(add: Callable[..., Any], repository: Path) -> None:
    (repository / "list.md").chmod(0o444)
    code, out, err, text = add("2003.00001", "--section", "Growth")
    assert (code, out, text) == (2, "", LIST)
    assert "list.md is read-only" in err
    assert err.splitlines()[-1].startswith("type: chmod u+w ")


def test_an_unknown_paper_is_not_added_and_the_last_line_says_what_to_type(add: Callable[..., Any]) -> None:
    code, out, err, text = add("2003.00099", "--section", "Growth")
    assert (code, out, text) == (2, "", LIST)
    assert err.splitlines() == [
        'litlint: "2003.00099" is not added: no registry knows arXiv:2003.00099',
        "type: litlint add --bibtex FILE --to list.md --section=Growth",
    ]


def test_a_silent_registry_is_named(add: Callable[..., Any], web: Web) -> None:
    web.serve("export.arxiv.org", lambda call: Reply(503))
    web.serve("api.datacite.org", lambda call: Reply(403))
    code, _, err, text = add("2003.00001", "--section", "Growth")
    assert (code, text) == (2, LIST)
    assert "arXiv: " in err or "DataCite: " in err


def test_a_title_finds_its_work(add: Callable[..., Any], world: World) -> None:
    world.works["10.1145/3600006.3613165"] = {
        "title": ["Bees in the Kernel: A Hive of Schedulers for Servers"],
        "author": [{"given": "Ann", "family": "Author"}],
        "issued": {"date-parts": [[2023, 10, 23]]},
        "container-title": ["Proceedings of the 29th Symposium on Operating Systems Principles (SOSP '23)"],
    }
    code, _, err, text = add("Bees in the kernel: a hive of schedulers for servers", "--section", "Soil")
    assert (code, err) == (0, "")
    line = next(line for line in text.splitlines() if "Bees" in line)
    title = "Bees in the Kernel: A Hive of Schedulers for Servers"
    assert line == f"- [{title}](https://doi.org/10.1145/3600006.3613165), Ann Author, SOSP 2023"


def test_a_title_that_is_not_clear_lists_the_candidates(add: Callable[..., Any], world: World) -> None:
    world.works["10.1145/1"] = {
        "title": ["Bees in the Kernel"],
        "author": [{"given": "Ann", "family": "Author"}],
        "issued": {"date-parts": [[2023]]},
    }
    code, out, err, text = add("Bees in the kernel", "--section", "Soil")
    assert (code, out, text) == (2, "", LIST)
    assert err.splitlines()[1:] == [
        "  it may be doi:10.1145/1: Bees in the Kernel, Ann Author, 2023",
        "type: litlint add doi:10.1145/1 --to list.md --section=Soil",
    ]


def test_bibtex_asks_nobody(add: Callable[..., Any], web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BIBTEX)))
    code, _, err, text = add("--bibtex", "-", "--section", "Soil")
    assert (code, err) == (0, "")
    assert (
        "- [The Life of the Bee in Winter](https://bees.museum/life), Maurice Maeterlinck, Annals of Bees 1901\n"
        in text
    )
    assert web.calls == []


def test_the_page_of_a_paper_tells_what_it_is(add: Callable[..., Any], web: Web, repository: Path) -> None:
    # The address of the test's own server leads to one computer only, which url-shape would say.
    settings = repository / "litlint.toml"
    settings.write_text('ignore = ["url-shape"]\n' + settings.read_text())
    tags = {
        "citation_title": "On Bees &amp; Soil",
        "citation_author": "Author, Ann",
        "citation_publication_date": "2021/05/04",
        "citation_conference_title": "Conference on Bees (BEE)",
    }
    head = "".join(f'<meta name="{name}" content="{content}">' for name, content in tags.items())
    web.serve("papers.web.test", lambda call: page("x", head))
    url = f"{web.origin('papers.web.test')}/paper/7"
    code, _, err, text = add(url, "--section", "Soil")
    assert (code, err) == (0, "")
    assert f"- [On Bees & Soil]({url}), Ann Author, BEE 2021\n" in text


def test_a_repository_names_the_paper_to_cite(add: Callable[..., Any], web: Web) -> None:
    file = "cff-version: 1.2.0\ntitle: Way\npreferred-citation:\n  type: article\n  doi: 10.48550/arXiv.2003.00001\n"
    github = web.handlers["github.com"]
    web.serve(
        "github.com", lambda call: Reply(200, file) if call.path == "/bee/way/raw/HEAD/CITATION.cff" else github(call)
    )
    code, _, err, text = add("https://github.com/bee/way", "--section", "Growth")
    assert (code, err) == (0, "")
    assert f"[{BEES}](https://arxiv.org/abs/2003.00001)" in text
    assert "https://github.com/bee/way" in text


def test_a_repository_without_a_citation_file_says_so(add: Callable[..., Any]) -> None:
    code, _, err, text = add("https://github.com/bee/way", "--section", "Growth")
    assert (code, text) == (2, LIST)
    assert "has no CITATION.cff" in err


def test_an_anthology_page_leads_to_its_doi(web: Web, world: World, settings: Settings, clock: FakeClock) -> None:
    tags = '<meta content="10.18653/v1/2023.acl-long.1" name="citation_doi"/><meta name="citation_title" content="One">'
    web.serve("aclanthology.org", lambda call: page("x", tags))
    world.works["10.18653/v1/2023.acl-long.1"] = {"title": ["One Cannot Be Read"], "author": [{"family": "Roe"}]}
    acl = identify("https://aclanthology.org/2023.acl-long.1/")
    found = find(
        [PaperQuery(acl, "http://aclanthology.org/2023.acl-long.1/")], [], settings, LockFile(), clock, web.guard()
    )
    description = found.outcomes[0].found
    assert description is not None, found.outcomes[0].why
    assert description.identifier == Identifier("doi", "10.18653/v1/2023.acl-long.1")
    assert description.authors == ("Roe",)
    assert list(found.rows) == ["doi:10.18653/v1/2023.acl-long.1"]


@pytest.mark.parametrize(
    "url",
    [
        "http://openreview.net/pdf?id=AbCdEfGhIj",
        "http://aclanthology.org/2023.acl-long.1.pdf",
        "http://proceedings.mlr.press/v139/zhao21c/zhao21c.pdf",
    ],
)
def test_of_a_paper_that_is_no_page_the_page_is_read(web: Web, settings: Settings, clock: FakeClock, url: str) -> None:
    found = find([PaperQuery(identify(url), url)], [], settings, LockFile(), clock, web.guard())
    assert found.outcomes[0].found is None
    assert {port for _, port in web.dialled} == {443}


@pytest.mark.parametrize(
    ("text", "title", "identifier"),
    [
        ("title: Tool\nidentifiers:\n  - type: doi\n    value: 10.5281/zenodo.1234567\n", None, None),
        ("title: Tool\nabstract: see arXiv:2003.00001\n", "", "arXiv:2003.00001"),
        (
            "preferred-citation:\n  title: >-\n    On Bees\n    and Soil\n  authors:\n    - family-names: Roe\n",
            "On Bees and Soil",
            None,
        ),
        ("preferred-citation:\n  title: 'Bees'' Way'\n  doi: 10.1145/1.2\n", "Bees' Way", "doi:10.1145/1.2"),
        ("preferred-citation:\n\n  title: >-\n    On Bees\n    and Soil\n", "On Bees and Soil", None),
        ("preferred-citation:\n" + "\n" * 200_000 + "  title: On Bees\n", "On Bees", None),  # quadratic would hang
        ("references:\n  - title: Another\n    doi: 10.1145/9.9\n", None, None),
        ("{not yaml", None, None),
    ],
)
def test_a_citation_file_names_a_paper_only_where_it_says_so(
    text: str, title: str | None, identifier: str | None
) -> None:
    found = cited_paper(text)
    if title is None:
        assert found is None
    else:
        assert found is not None
        assert (found.title, str(found.identifier) if found.identifier else None) == (title, identifier)


def test_a_mark_that_cannot_be_written_is_named(add: Callable[..., Any], repository: Path) -> None:
    (repository / "list.md").write_text(
        "# Papers\n\n- Roots of Trees in Towns | OSDI | [pdf](https://arxiv.org/abs/2304.10003)\n"
        "- Reeds of the Southern Fen | SOSP | [pdf](https://arxiv.org/abs/2304.10004)\n"
    )
    (repository / "a.bib").write_text(
        "@misc{doe2024, title={Moss at Scale | A Guide}, year={2024}, eprint={2404.10009}}"
    )
    code, _, err, _ = add("--bibtex", "a.bib", "--note", "good")  # a note has no place in the plain form
    assert code == 2
    assert (
        'cannot be put into list.md so that litlint reads it, and all else as before; its "|" is read as a mark' in err
    )
    code, _, _, _ = add("--bibtex", "a.bib")
    assert code == 0
    assert (
        "- [Moss at Scale | A Guide](https://arxiv.org/abs/2404.10009), 2024\n" in (repository / "list.md").read_text()
    )


def test_a_citation_key_is_not_offered_as_what_to_type(add: Callable[..., Any], repository: Path) -> None:
    entry = (
        "@misc{{doe{0}, title={{Moss at Scale}}, year={{2024}}, eprint={{2404.1000{0}}}, archiveprefix={{arXiv}}}}\n"
    )
    (repository / "a.bib").write_text(entry.format(1) + entry.format(2))
    code, _, err, _ = add("--bibtex", "a.bib", "--note", "good")
    assert code == 2
    assert err.splitlines()[-1] == "type: litlint add https://arxiv.org/abs/2404.10001 --to list.md --note=good"
