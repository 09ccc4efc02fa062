import pytest

from litlint import rules
from litlint.__main__ import main
from litlint.cli.manual import terminal_page

PAGE = """\
unknown-allow  (document · warning · fix)

A directive that names no rule of litlint, or says nothing that litlint understands.

A misspelt directive has no effect, and what it was meant to allow is still reported.

Write `<!-- litlint: allow rule-name (reason) -->`, several names with commas between them, or
`allow-file` for the whole file. `litlint rules` lists the names.

Found in:
  | <!-- litlint: allow bibtex-empty-feild (not yet in print) -->
  |                     ^^^^^^^^^^^^^^^^^^
  | ```bibtex
  | @misc{gardens,
  |   title = {A Study of Gardens},
  |   month = {},
  | }
  | ```

After the fix:
  | <!-- litlint: allow bibtex-empty-field (not yet in print) -->
  | …

Left alone:
  | <!-- litlint: allow bibtex-empty-field (not yet in print) -->
  | …

Needs: nothing but the lists
Allow: <!-- litlint: allow unknown-allow (reason) -->
"""


def test_the_manual_page_of_a_rule(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["rules", "unknown-allow"]) == 0
    assert capsys.readouterr().out == PAGE


def test_all_rules_are_listed_by_family(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    out = capsys.readouterr().out
    for name, family in rules.names().items():
        assert f"\n  {name} " in out[out.index(f"{family}:\n") :]


def test_a_family_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "document"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("document:\n")
    assert "identity:" not in out


def test_lines_fit_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    main(["rules"])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


@pytest.mark.parametrize("name", rules.names())
def test_every_page_says_what_to_know(name: str) -> None:
    page = terminal_page(rules.load(name), 100, colour=False)
    assert page.startswith(f"{name}  (")
    assert "\nFound in:\n" in page
    assert "\nLeft alone:\n" in page
    assert f"Allow: <!-- litlint: allow {name} (reason) -->" in page
