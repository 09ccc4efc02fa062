"""The issue form: hostile issues, choices, and what is answered."""

import json
from pathlib import Path

import pytest

from litlint.__main__ import main
from litlint.add import form
from litlint.errors import UsageError
from litlint.workspace.project import open_project

ENTRY = "- [A Study of {}, at Length](https://arxiv.org/abs/{}.01234), 20{}\n"
LIST = (
    "# Papers\n\n## Trees\n\n" + ENTRY.format("Oaks", 2001, 20) + ENTRY.format("Elms", 2101, 21) + "\n## Animals\n\n"
    "### 2021\n\n" + ENTRY.format("Ants", 2102, 21) + "\n### 2022 and later\n\n" + ENTRY.format("Bees", 2202, 22)
)
HOSTILE = [
    "--to=README.md",
    "-h",
    "--help",
    "-",
    "$(touch owned)",
    "; touch owned #",
    "a\nadded=true\n",
    "::error::owned",
    "a\r### Section\rB",
    "'\"\\",
    "\u2028added=true\u0085added=true",
    "${{ github.token }}",
    "../../etc/passwd",
    "x" * 100_000,
    "🐝" * 20_000,
    "\ud800",
    "# [a](javascript:x)\n@everyone",
]
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "README.md").write_text(LIST, "utf-8")
    indexes = ("crossref", "semantic-scholar", "openalex")
    settings = "".join(f"[registries.{name}]\nenabled = false\n" for name in indexes)
    (tmp_path / "litlint.toml").write_text(settings, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def event(paper: str, section: str = "Trees", code: str = "_No response_") -> bytes:
    body = f"### Paper\r\n\r\n{paper}\r\n\r\n### Section\r\n\r\n{section}\r\n\r\n### Code\r\n\r\n{code}"
    return json.dumps({"issue": {"body": body}}).encode()


def answered(papers: Path, data: bytes, capsys: Output) -> tuple[int, str]:
    (papers / "event.json").write_bytes(data)
    code = main(["add", "--issue", "event.json"])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def test_a_choice_for_each_section_and_years_are_one() -> None:
    workspace = open_project().workspace
    assert form.choices(workspace) == {"Trees": ("README.md", "Trees"), "Animals": ("README.md", "Animals")}


def test_lists_are_named_where_there_are_several(papers: Path) -> None:
    (papers / "b.md").write_text(ENTRY.format("Yews", 1901, 19), "utf-8")
    assert list(form.choices(open_project().workspace)) == ["Trees (README.md)", "Animals (README.md)", "b.md"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("where", ["paper", "section", "code"])
def test_no_issue_can_do_more_than_name_a_paper(papers: Path, text: str, where: str, capsys: Output) -> None:
    data = event(**{"paper": "A Work That Nobody Wrote", where: text})
    code, said = answered(papers, data, capsys)
    assert code == 2
    assert (papers / "README.md").read_text("utf-8") == LIST
    assert sorted(path.name for path in papers.iterdir()) == ["README.md", "event.json", "litlint.toml"]
    ours = {form.NOT_ADDED, form.TRY_AGAIN, ""}
    assert {line for line in said.splitlines() if not line.startswith("    ")} == ours
    assert len(said) < 65_536
    assert "type:" not in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (event("https://arxiv.org/pdf/2001.01234v2"), [form.LISTED_ALREADY, "under Trees"]),
        (event("2513.00001"), [form.NOT_ADDED, "there is no month 13", form.TRY_AGAIN]),
        (event("A Work That Nobody Wrote"), [form.NOT_ADDED, "is not added", form.TRY_AGAIN]),
        (event("_No response_"), [form.NOT_ADDED, "names no paper", form.TRY_AGAIN]),
        (event("2001.01235", "Bushes"), [form.NOT_ADDED, 'no section "Bushes"; there are: Trees, Animals']),
        (b'{"issue": {"body": null}}', [form.NOT_ADDED, "names no paper"]),
        (b'{"issue": {"body": 7}}', [form.NOT_ADDED, "names no paper"]),
        (b'{"issue": []}', [form.NOT_ADDED, "GITHUB_EVENT_PATH"]),
        (b"[" * 100_000, [form.NOT_ADDED, "GITHUB_EVENT_PATH"]),
        (b"\xff", [form.NOT_ADDED, "GITHUB_EVENT_PATH"]),
    ],
)
def test_what_came_of_an_issue_is_said_in_plain_words(
    papers: Path, data: bytes, words: list[str], capsys: Output
) -> None:
    code, said = answered(papers, data, capsys)
    assert code == (1 if form.LISTED_ALREADY in words else 2)
    assert all(word in said for word in words)
    assert "litlint: " not in said


def test_what_is_added_is_shown() -> None:
    assert form.answer(0, '+ - [A](b)\nadded "A" to Trees\ntype: litlint lock\n') == (
        '    + - [A](b)\n    added "A" to Trees\n'
    )


def test_fields_are_read_by_their_labels() -> None:
    blanks = " " * 200_000  # quadratic work would hang
    body = f"### Paper \t\r\n\r\n a\n\n  b \n### Section\n_No response_\n### x{blanks}y\nz\n###\n### Code{blanks}\nc\n"
    assert form.fields(body) == {"Paper": "a b", "x" + blanks + "y": "z ###", "Code": "c"}


def test_the_other_options_do_not_go_with_it(papers: Path, capsys: Output) -> None:
    assert main(["add", "2001.01234", "--issue", "event.json"]) == 2
    assert "--issue says itself what to add" in capsys.readouterr().err


def test_an_event_without_lists_is_refused(papers: Path) -> None:
    (papers / "README.md").write_text("# Nothing\n")
    with pytest.raises(UsageError, match="no list with an entry"):
        form.read_issue(event("2001.01234"), open_project().workspace)
