"""Only what a change caused is told: by entries, whatever happens to the lines."""

from __future__ import annotations

import random
from datetime import date

import pytest

from litlint.engine.check import check
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Report
from litlint.model.list_style import ListStyle
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.scope.changes import PastState, keep_new
from litlint.style.infer import infer_style
from litlint.workspace.config import Config

pytestmark = pytest.mark.slow

WORDS = (
    "garden river tape kernel bridge lantern orbit meadow copper violin harbour glacier saffron pepper willow".split()
)


def workspace(*texts: str) -> Workspace:
    documents = tuple(read_document(Source(f"list{n}.md", text)) for n, text in enumerate(texts))
    list_styles = {document.path: infer_style(document, ListStyle()) for document in documents}
    return Workspace(documents, frozenset(document.path for document in documents), list_styles=list_styles)


def judged(lists: Workspace) -> Report:
    config = Config()
    return check(lists, config.chosen_rules(), config, Facts(date(2026, 1, 1)))


def caused(now: Workspace, then: Workspace) -> Report:
    return keep_new(judged(now), now, PastState(then, judged(then)))


def title(number: int) -> str:
    draw = random.Random(number)
    return " ".join(draw.sample(WORDS, 5)).title()


def paper(number: int) -> str:
    return f"https://arxiv.org/abs/2001.{number + 10000:05d}"


def good(number: int) -> str:
    return f"[{title(number)}]({paper(number)})"


def bad(number: int) -> str:
    return f"{good(number)} [[code]({paper(number)})]"


def text_of(entries: list[str], indent: str = "", marker: str = "-") -> str:
    return "# List\n\n" + "".join(f"{indent}{marker} {entry}\n" for entry in entries)


def test_nothing_is_caused_where_nothing_changed() -> None:
    lists = workspace(text_of([good(1), bad(2), good(3)]))
    assert judged(lists).findings
    assert caused(lists, workspace(text_of([good(1), bad(2), good(3)]))).findings == ()


def test_a_bad_entry_that_is_added_is_told_and_the_old_one_is_not() -> None:
    then = workspace(text_of([bad(1), good(2)]))
    now = workspace(text_of([good(5), bad(1), bad(3), good(2)]))
    found = caused(now, then)
    assert [finding.span.line for finding in found.findings] == [5]
    assert found.uncaused


def test_a_new_duplicate_is_told_at_the_new_entry_even_before_the_old_one() -> None:
    then = workspace(text_of([good(1), good(2)]))
    now = workspace(text_of([good(1) + " again", good(1), good(2)]))
    [finding] = caused(now, then).findings
    assert finding.rule == "repeated-work"
    assert finding.span.line == 3
    assert "line 4" in finding.message


@pytest.mark.parametrize("seed", range(20))
def test_no_old_finding_returns_and_no_new_one_is_lost(seed: int) -> None:
    draw = random.Random(seed)
    entries = [bad(n) if n % 5 == 0 else good(n) for n in range(1, 40)]
    indent, marker, fresh = "", "-", 1000 * (seed + 1)
    for _ in range(10):
        then = workspace(text_of(entries, indent, marker))
        added = 0
        what = draw.choice(["move", "sort", "indent", "marker", "rename", "good", "bad"])
        if what == "move":
            entries.insert(draw.randrange(len(entries)), entries.pop(draw.randrange(len(entries))))
        elif what == "sort":
            entries.sort(reverse=draw.random() < 0.5)
        elif what == "indent":
            indent = draw.choice(["", " ", "  "])
        elif what == "marker":
            marker = draw.choice(["-", "*", "+"])
        elif what in ("good", "bad"):
            fresh += 1
            entries.insert(draw.randrange(len(entries)), bad(fresh) if what == "bad" else good(fresh))
            added = int(what == "bad")
        elif what == "rename":
            index = next(index for index, entry in enumerate(entries) if "[code]" not in entry)
            entries[index] = entries[index].replace("[", "[On ", 1)
        found = caused(workspace(text_of(entries, indent, marker)), then)
        faults = [finding for finding in found.findings if finding.rule == "label-mismatch"]
        assert len(faults) == added, what
        assert len(found.findings) == len(faults), (what, found.findings)


CITED = "\n\n  ```bibtex\n  @misc{{{key}, title={{{title}}}, author={{Doe, Jane, Roe, Rik}}, year={{2020}}}}\n  ```\n"


def cited(number: int, link: str, name: str = "") -> str:
    return f"[{name or title(number)}]({link}), 2020" + CITED.format(key=f"key{number}", title=title(number))


@pytest.mark.parametrize(
    ("link", "name"), [(paper(2), ""), (paper(1), "Another Name of It"), (paper(2), "Another Name of It")]
)
def test_what_is_old_in_an_entry_stays_old_when_another_part_of_it_is_edited(link: str, name: str) -> None:
    """The entry is known by its work, else by its title, else by the key of its citation."""
    then = workspace(text_of([good(3), cited(1, paper(1)), good(4)]))
    now = workspace(text_of([good(4), cited(1, link, name), good(3)]))
    assert any(finding.rule == "author-separator" for finding in judged(then).findings)
    assert all(finding.rule != "author-separator" for finding in caused(now, then).findings)


def test_a_second_entry_with_the_fault_of_the_first_is_told() -> None:
    then = workspace(text_of([cited(1, paper(1))]))
    now = workspace(text_of([cited(1, paper(1)), cited(1, paper(2))]))
    found = [finding for finding in caused(now, then).findings if finding.rule == "author-separator"]
    assert [finding.span.line for finding in found] == [12]


def test_a_copy_with_a_fault_is_told_where_the_copy_stands() -> None:
    then = workspace(text_of([good(1), good(2), bad(3)]))
    now = workspace(text_of([good(1), bad(3), good(2), bad(3)]))
    found = [finding for finding in caused(now, then).findings if finding.rule == "label-mismatch"]
    assert [finding.span.line for finding in found] == [4]


def test_of_two_duplicates_that_change_places_nothing_is_new() -> None:
    then = workspace(text_of([f"[{title(1)}]({paper(1)})", good(2), f"[Once More: {title(5)}]({paper(1)})"]))
    now = workspace(text_of([f"[Once More: {title(5)}]({paper(1)})", good(2), f"[{title(1)}]({paper(1)})"]))
    assert {finding.rule for finding in judged(then).findings}
    assert caused(now, then).findings == ()


def test_a_duplicate_that_is_renamed_is_no_new_one() -> None:
    then = workspace(text_of([good(1), good(2), good(1)]))
    renamed = good(1).replace("[", "[On ")
    assert [finding.rule for finding in judged(then).findings] == ["repeated-work"]
    assert caused(workspace(text_of([good(1), good(2), renamed])), then).findings == ()
    assert caused(workspace(text_of([renamed, good(2), good(1)])), then).findings == ()
    assert caused(workspace(text_of([renamed, good(2), good(1), good(2)])), then).findings != ()


def test_faults_alike_that_are_sorted_anew_are_old() -> None:
    entries = [good(number).replace("https://", "http://") for number in range(1, 5)]
    then, now = workspace(text_of(entries)), workspace(text_of(entries[::-1]))
    assert [finding.rule for finding in judged(then).findings] == ["insecure-url"] * 4
    assert caused(now, then).findings == ()


def test_a_line_below_a_renamed_heading_is_not_new() -> None:
    text = "# List\n\n## One\n\nSee [the notes](notes.ipynb).\n"
    then = workspace(text)
    assert judged(then).findings
    assert caused(workspace(text.replace("One", "Two")), then).findings == ()
    more = workspace(text.replace("One", "Two") + "\nSee [the notes](notes.ipynb) too.\n")
    assert [finding.span.line for finding in caused(more, then).findings] == [7]


def test_what_a_removed_directive_had_allowed_is_new() -> None:
    directive = " <!-- litlint: allow label-mismatch (as we say) -->"
    lists = [text_of([f"{good(1)}\n"]) + f"\n- {bad(2)}{allowed}\n" for allowed in (directive, "")]
    then, now = map(workspace, lists)
    assert judged(then).findings == ()
    assert [finding.rule for finding in caused(now, then).findings] == ["label-mismatch"]


def test_many_duplicates_of_one_work_that_are_sorted_anew_are_old() -> None:
    entries = [f"[{title(1)}]({paper(1)}), note {number}" for number in range(300)]
    then, now = workspace(text_of(entries)), workspace(text_of(entries[::-1]))
    assert len(judged(then).findings) > 290
    assert caused(now, then).findings == ()
