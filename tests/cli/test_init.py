import io
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from litlint.__main__ import main

GOOD = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"
TITLES = ("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes", "Goats", "Hares", "Ibises")
SORTED = "".join(
    f"- **A Study of {title}, at Length** [[pdf](https://arxiv.org/abs/{number + 15}01.01234)] [[code](https://github.com/a/{title})]\n"
    for number, title in enumerate(TITLES)
)
FILES = [
    "litlint.toml",
    ".pre-commit-config.yaml",
    ".github/workflows/litlint.yml",
    ".github/litlint.svg",
    ".github/workflows/litlint-refresh.yml",
    ".github/ISSUE_TEMPLATE/add-paper.yml",
    ".github/workflows/litlint-add-paper.yml",
    ".github/workflows/litlint-site.yml",
]
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text(f"# Papers\n\n{SORTED}")
    (tmp_path / "CODE_OF_CONDUCT.md").write_text("# Be kind\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8") for path in sorted(root.rglob("*")) if path.is_file()
    }


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_states_what_the_lists_show(papers: Path, capsys: Output) -> None:
    assert main(["init", "--yes"]) == 0
    text = (papers / "litlint.toml").read_text("utf-8")
    assert tomllib.loads(text) == {"lists": ["README.md"], "labels": {}}
    assert '"README.md", # 9 entries' in text
    assert '"code" (9), "pdf" (9)' in text
    active = tomllib.loads(re.sub(r"^# (?=[a-z]+ = )", "", text, flags=re.M))
    assert active["labels"]["required"] == ["code", "pdf"]
    assert active["order"] in ("title", "oldest-first")
    shown = capsys.readouterr().out
    for name in FILES:
        assert f"{name}, a new file:\n" in shown
        for line in (papers / name).read_text("utf-8").splitlines():
            assert f"    {line}".rstrip() + "\n" in shown
    assert shown.index("What to do next:") > shown.index(FILES[-1])
    assert f"  git add {' '.join(FILES)}\n" in shown
    assert shown.count("allow GitHub Actions to create pull requests") == 1


def test_how_entries_are_written_is_stated(papers: Path) -> None:
    main(["init", "--yes"])
    text = " ".join((papers / "litlint.toml").read_text("utf-8").replace("\n# ", " ").split())
    assert (
        'Entries of "README.md" are bullets with links after the title, links as [[label](url)], '
        "arXiv as arxiv.org/abs/ID." in text
    )


def test_a_folder_of_lists_is_named_as_one(papers: Path, capsys: Output) -> None:
    (papers / "README.md").write_text("# See [lists](lists/)\n")
    for name, number in (("a", 1), ("b", 2)):
        entry = SORTED.replace("01.01234", f"01.0{number}234").replace("Study", f"Study {name}")
        (papers / "lists [x]" / f"{name}.md").parent.mkdir(exist_ok=True)
        (papers / "lists [x]" / f"{name}.md").write_text(f"# Papers\n\n{entry}")
    main(["init", "--yes"])
    text = (papers / "litlint.toml").read_text("utf-8")
    assert tomllib.loads(text)["lists"] == ["README.md", "lists \\[x\\]/*.md"]
    assert "# no entry, but links to lists" in text
    assert "# 2 files, 18 entries" in text
    capsys.readouterr()
    main(["check", "--output-format", "json"])
    assert json.loads(capsys.readouterr().out)["summary"]["documents"] == 3
    (papers / "lists [x]" / "notes.md").write_text("# Notes\n")
    (papers / "litlint.toml").unlink()
    main(["init", "--yes"])
    text = (papers / "litlint.toml").read_text("utf-8")
    assert tomllib.loads(text)["lists"][1:] == ["lists \\[x\\]/a.md", "lists \\[x\\]/b.md"]


def test_what_it_writes_is_what_litlint_reads(papers: Path, capsys: Output) -> None:
    main(["check", "--output-format", "json"])
    before = json.loads(capsys.readouterr().out)["findings"]
    main(["init", "--yes"])
    capsys.readouterr()
    main(["check", "--output-format", "json"])
    assert json.loads(capsys.readouterr().out)["findings"] == before


def test_every_file_is_valid_yaml_and_names_this_version(papers: Path) -> None:
    from litlint import __version__

    main(["init", "--yes"])
    [repo] = yaml.safe_load((papers / FILES[1]).read_text())["repos"]
    assert (repo["rev"], repo["hooks"]) == (f"v{__version__}", [{"id": "litlint"}])
    [job] = yaml.safe_load((papers / FILES[2]).read_text())["jobs"].values()
    assert any(f"pip install --quiet litlint=={__version__}" in step.get("run", "") for step in job["steps"])
    for name in FILES[2:]:
        assert "@litlint@" not in (papers / name).read_text()


def test_a_dry_run_writes_nothing(papers: Path, capsys: Output) -> None:
    before = files(papers)
    assert main(["init", "--dry-run"]) == 0
    assert files(papers) == before
    assert "litlint.toml, a new file:" in capsys.readouterr().out


def test_without_a_terminal_nothing_is_written_unasked(
    papers: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\ny\ny\n"))
    before = files(papers)
    assert main(["init"]) == 0
    assert files(papers) == before
    assert "litlint init --yes writes the files" in capsys.readouterr().out


def test_at_a_terminal_each_file_is_asked_about(papers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("\nn\ny\nno\nYES\n\nno\n"))
    main(["init"])
    assert sorted(files(papers).keys() & set(FILES)) == sorted([FILES[0], FILES[2], *FILES[4:7]])


def test_no_file_that_exists_is_touched(papers: Path, capsys: Output) -> None:
    (papers / FILES[1]).write_text("repos: []\n")
    (papers / FILES[2]).parent.mkdir(parents=True)
    (papers / FILES[2]).symlink_to("nowhere")
    (papers / "litlint.toml").write_text('order = "title"\n')
    for name in FILES[3:]:
        (papers / name).parent.mkdir(parents=True, exist_ok=True)
        (papers / name).write_text("mine\n")
    before = files(papers)
    main(["init", "--yes"])
    assert files(papers) == before
    shown = capsys.readouterr().out
    assert "litlint.toml is left unchanged: litlint is configured there already.\n" in shown
    assert ".pre-commit-config.yaml is left unchanged: it exists already. Add to it:\n      - repo: " in shown
    assert "litlint.yml is left unchanged: it exists already.\n" in shown
    assert "git add" not in shown


def test_a_second_run_has_nothing_to_do(papers: Path, capsys: Output) -> None:
    main(["init", "--yes"])
    before = files(papers)
    capsys.readouterr()
    main(["init", "--yes"])
    assert files(papers) == before
    assert capsys.readouterr().out.count("is left unchanged") == len(FILES)


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("jobs: {a: {steps: [{run: litlint check lists}]}}\n", FILES[2]),
        ("jobs: {a: {steps: [{uses: litlint/litlint@abc}]}}\n", FILES[2]),
        ("jobs: {a: {steps: [{run: litlint lock}]}}\n", FILES[4]),
        ("jobs: {a: {steps: [{uses: actions/deploy-pages@abc}]}}\n", FILES[7]),
    ],
)
def test_what_another_workflow_does_is_not_offered_again(papers: Path, text: str, left_out: str) -> None:
    (papers / ".github" / "workflows").mkdir(parents=True)
    (papers / ".github" / "workflows" / "mine.yml").write_text(text)
    main(["init", "--yes"])
    assert files(papers).keys() & set(FILES) == set(FILES) - {left_out}


def test_a_form_for_several_lists_says_which(papers: Path) -> None:
    (papers / "README.md").write_text(f"# Papers\n\n## 树: trees\n\n{GOOD}\n## No\n\n{GOOD.replace('2001', '2002')}")
    (papers / "b.md").write_text(f"# More\n\n{GOOD.replace('2001', '2003')}")
    main(["init", "--yes"])
    form = yaml.safe_load((papers / ".github/ISSUE_TEMPLATE/add-paper.yml").read_text("utf-8"))
    [field] = [field for field in form["body"] if field.get("id") == "section"]
    assert field["attributes"]["options"] == ["树: trees (README.md)", "No (README.md)", "More (b.md)"]


def test_a_repository_of_gitlab_gets_no_workflow_of_github(papers: Path) -> None:
    (papers / ".gitlab-ci.yml").write_text("")
    main(["init", "--yes"])
    assert not (papers / ".github").exists()


def test_hooks_belong_to_the_repository_and_settings_to_the_project(
    papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (papers / "docs").mkdir()
    (papers / "docs" / "litlint.toml").write_text("")
    monkeypatch.chdir(papers / "docs")
    main(["init", "--yes"])
    assert set(FILES[1:3]) < files(papers).keys()
    assert [path.name for path in (papers / "docs").iterdir()] == ["litlint.toml"]


def test_a_repository_without_entries(papers: Path) -> None:
    (papers / "README.md").write_text("# Nothing yet\n")
    assert main(["init", "--yes"]) == 0
    assert tomllib.loads((papers / "litlint.toml").read_text("utf-8")) == {"labels": {}}


@pytest.mark.parametrize(
    "name",
    [
        "a [b] c.md",
        "!x.md",
        "#x.md",
        "st*r?.md",
        'q"uote\\s.md',
        "\x1b[31m\x7f.md",
        "論文 ä.md",
        " lead .md",
        "line\n.md",
    ],
)
def test_a_list_of_any_name_is_found_again(papers: Path, capsys: Output, name: str) -> None:
    (papers / "README.md").unlink()
    (papers / name).write_text(f"# Papers\n\n{GOOD}", "utf-8")
    main(["init", "--yes"])
    assert "\x1b" not in capsys.readouterr().out
    assert main(["check", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["summary"]["entries"] == 1


def test_labels_are_quoted(papers: Path) -> None:
    (papers / "README.md").write_text("# Papers\n\n" + SORTED.replace("[code]", "[a &quot;x&quot; \\\\]"))
    main(["init", "--yes"])
    tomllib.loads((papers / "litlint.toml").read_text("utf-8"))


def test_a_folder_that_cannot_be_made_is_told_in_a_line(papers: Path, capsys: Output) -> None:
    (papers / ".github").write_text("a file")
    assert main(["init", "--yes"]) == 2
    assert "cannot be written" in capsys.readouterr().err
