import re

import pytest

from litlint.model.document import Allowance
from litlint.model.source import Source
from litlint.parse.document import read_document

HEAD = "# Papers\n\n"
ALLOW = "<!-- litlint: allow dead-link (gone) -->"


def directives(text: str, path: str = "list.md") -> tuple[Allowance, ...]:
    return read_document(Source(path, text)).allowances


def scope(text: str, path: str = "list.md") -> str:
    (allowance,) = directives(text, path)
    return allowance.scope.text


CITED = (
    "#### A Study of Gardens\n\npaper link: [here](https://arxiv.org/abs/2001.01234)\n\n```bibtex\n@misc{a,\n}\n```\n"
)
OTHER = "#### A Study of Forests\n\npaper link: [here](https://arxiv.org/abs/2001.01235)\n"
BULLET = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"
SECOND = "- [A Study of Forests](https://arxiv.org/abs/2001.01235), 2021\n"


def covers(text: str, *entries: str) -> None:
    """Check that the scope holds the named titles and no other."""
    covered = scope(text)
    held = {title for title in ("A Study of Gardens", "A Study of Forests") if title in covered}
    assert held == set(entries), covered


def test_before_a_heading_it_covers_the_entry_with_its_citation() -> None:
    text = f"{HEAD}{ALLOW}\n\n{CITED}\n{OTHER}"
    covers(text, "A Study of Gardens")
    assert "@misc" in scope(text)


def test_at_the_end_of_an_entry_it_covers_the_next_one() -> None:
    covers(f"{HEAD}{CITED}\n{ALLOW}\n{OTHER}", "A Study of Forests")


def test_on_a_heading_it_covers_the_entry() -> None:
    text = HEAD + CITED.replace("Gardens\n", f"Gardens {ALLOW}\n") + "\n" + OTHER
    covers(text, "A Study of Gardens")
    assert "@misc" in scope(text)


def test_inside_an_entry_it_covers_the_next_block() -> None:
    text = HEAD + CITED.replace("```bibtex", f"{ALLOW}\n```bibtex")
    assert scope(text).startswith("```bibtex")
    assert scope(text).rstrip().endswith("```")


def test_after_other_text_of_a_headed_entry_it_covers_that_block() -> None:
    text = HEAD + CITED.replace("01234)\n", f"01234) {ALLOW}\n")
    assert scope(text).startswith("paper link")
    assert "@misc" not in scope(text)


@pytest.mark.parametrize("mark", ["- ", "1. ", "* "])
def test_before_a_bullet_it_covers_that_bullet(mark: str) -> None:
    first, second = (bullet.replace("- ", mark, 1) for bullet in (BULLET, SECOND))
    covers(f"{HEAD}{ALLOW}\n{first}{second}", "A Study of Gardens")
    covers(f"{HEAD}{first}{ALLOW}\n{second}", "A Study of Forests")


def test_at_the_end_of_a_bullet_it_covers_that_bullet() -> None:
    covers(HEAD + BULLET.replace("2020\n", f"2020 {ALLOW}\n") + SECOND, "A Study of Gardens")
    covers(HEAD + BULLET + SECOND.replace("2021\n", f"2021 {ALLOW}\n"), "A Study of Forests")


def test_at_the_end_of_an_inner_bullet_it_covers_the_entry() -> None:
    inner = f"{BULLET}  - Authors\n  - Code: [x](https://github.com/a/b) {ALLOW}\n"
    covers(HEAD + inner + SECOND, "A Study of Gardens")


def test_in_a_cell_it_covers_the_row() -> None:
    rows = "| {} | 2020 |\n| {} | 2021 |\n".format(*(bullet[2:].split(",")[0] for bullet in (BULLET, SECOND)))
    table = "| Title | Year |\n|---|---|\n" + rows
    covers(HEAD + table.replace("| 2020", f"{ALLOW} | 2020"), "A Study of Gardens")
    covers(HEAD + table.replace("2021 |", f"2021 {ALLOW} |"), "A Study of Forests")


def test_before_a_table_it_covers_the_table() -> None:
    table = f"| Title | Year |\n|---|---|\n| {BULLET[2:].split(',')[0]} | 2020 |\n"
    assert scope(f"{HEAD}{ALLOW}\n\n{table}") == table.rstrip("\n")


def test_in_prose_it_covers_its_block() -> None:
    assert scope(f"{HEAD}One [x](y). {ALLOW}\n\nTwo.\n") == f"One [x](y). {ALLOW}"
    assert scope(f"{HEAD}{ALLOW}\nOne.\n\nTwo.\n") == "One."


def test_several_stand_before_one_entry() -> None:
    text = f"{HEAD}{ALLOW}\n<!-- why not -->\n\n{ALLOW.replace('dead-link', 'moved-link')}\n{BULLET}{SECOND}"
    first, second = directives(text)
    assert (first.rules[0].value, second.rules[0].value) == ("dead-link", "moved-link")
    assert first.scope == second.scope
    assert first.scope.text == BULLET.rstrip("\n")


def test_at_the_end_of_a_file_it_covers_nothing() -> None:
    assert scope(f"{HEAD}{BULLET}\n\nProse.\n\n{ALLOW}\n") == ""


def test_a_file_is_allowed_as_a_whole() -> None:
    text = f"{HEAD}{ALLOW.replace('allow', 'allow-file')}\n{BULLET}"
    (allowance,) = directives(text)
    assert allowance.whole_file
    assert allowance.scope.text == text


def test_names_and_reason_are_read_at_their_places() -> None:
    (allowance,) = directives("<!--  Litlint: ALLOW dead-link,moved-link\n  title-mismatch (a (long)\n reason) -->\n")
    assert [part.value for part in allowance.rules] == ["dead-link", "moved-link", "title-mismatch"]
    assert all(part.span.text == part.value for part in allowance.rules)
    assert allowance.reason == "a (long) reason"


@pytest.mark.parametrize("reason", ["", " ()", " ( )", " (not closed", " (closed) and more"])
def test_a_reason_stands_in_parentheses_at_the_end(reason: str) -> None:
    (allowance,) = directives(f"<!-- litlint: allow dead-link{reason} -->\n")
    assert allowance.reason == ""
    assert allowance.rules[0].value == "dead-link"


@pytest.mark.parametrize("text", ["litlint: disable all", "litlint: allow-all x (y)", "litlint:", "litlint: allowed x"])
def test_what_is_not_understood_has_no_rules(text: str) -> None:
    (allowance,) = directives(f"<!-- {text} -->\n")
    assert allowance.rules == ()


@pytest.mark.parametrize("text", ["litlint keeps this list", "about litlint: allow x (y)", "TODO"])
def test_other_comments_are_no_directives(text: str) -> None:
    assert directives(f"<!-- {text} -->\n") == ()


def test_in_a_bib_file_it_covers_a_citation() -> None:
    bib = "@misc{a,\n  title = {A},\n}\n\n@misc{b,\n  title = {B},\n}\n"
    directive = "% litlint: allow dead-link (gone)\n"
    assert scope(directive + bib, "a.bib").startswith("@misc{a")
    assert scope(bib.replace("\n\n", f"\n\n{directive}"), "a.bib").startswith("@misc{b")
    assert scope(bib + directive, "a.bib") == ""


def test_many_directives_take_linear_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from litlint.parse import directives as module

    class Counting:
        def __init__(self, pattern: re.Pattern[str]) -> None:
            self.pattern, self.characters = pattern, 0

        def match(self, text: str, at: int) -> re.Match[str] | None:
            found = self.pattern.match(text, at)
            self.characters += found.end() - at if found else 0
            return found

    counting = Counting(module._MARKS)
    monkeypatch.setattr(module, "_MARKS", counting)
    text = f"{ALLOW}\n" * 500 + BULLET
    assert {allowance.scope.text for allowance in directives(text)} == {BULLET.rstrip("\n")}
    assert counting.characters < len(text)
