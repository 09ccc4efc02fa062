from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from litlint.engine.check import check
from litlint.engine.fixer import Check, FixResult, apply_fixes
from litlint.model.document import Document, Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Edit, Finding, Fix, Report
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.rule import Context, Rule, WorkspaceRule
from litlint.workspace.config import Config

FACTS = Facts(date(2024, 1, 1))


@dataclass(frozen=True)
class Word(Rule):
    """A word that should be another."""

    word: str = "colour"
    instead: str = "color"
    safe: bool = True
    called: ClassVar[str] = "dead-link"

    @classmethod
    def name(cls) -> str:
        return cls.called

    @classmethod
    def family(cls) -> str:
        return "link"

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        at = document.source.text.find(self.word)
        while at >= 0:
            span = document.source.span(at, at + len(self.word))
            yield self.finding(span, self.word, fix=Fix("write it", (Edit(span, self.instead),), self.safe))
            at = document.source.text.find(self.word, at + len(self.word))


class Second(Word):
    """Another rule."""

    called = "soft-404"


class Third(Word):
    """And another."""

    called = "moved-link"


class Fourth(Word):
    """And another."""

    called = "shared-link"


class Pair(Word, WorkspaceRule):
    """A fix that touches every file."""

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        return iter(())

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        spans = [
            document.source.span(at, at + len(self.word))
            for document in workspace.documents
            if (at := document.source.text.find(self.word)) >= 0
        ]
        if spans:
            edits = tuple(Edit(span, self.instead) for span in spans)
            yield self.finding(spans[0], "all of them", fix=Fix("write it", edits, self.safe))


def workspace(**texts: str) -> Workspace:
    return Workspace(tuple(read_document(Source(f"{name}.md", text)) for name, text in texts.items()))


def looking(*rules: Rule, named: frozenset[str] | None = None) -> Check:
    return partial(check, rules=rules, config=Config(), facts=FACTS, named=named)


def mend(text: str, *rules: Rule, unsafe: bool = False) -> tuple[str, FixResult]:
    result = apply_fixes(workspace(a=text), looking(*rules), unsafe=unsafe)
    return result.workspace.by_path["a.md"].source.text, result


def test_every_safe_fix_is_made_and_told() -> None:
    text, result = mend("colour, colour\n", Word())
    assert text == "color, color\n"
    assert [finding.span.start for finding in result.report.fixed] == [0, 8]
    assert result.report.findings == result.report.refused == ()
    assert result.changed["a.md"].text == text


def test_unsafe_fixes_wait_to_be_asked_for() -> None:
    assert mend("colour\n", Word(safe=False))[0] == "colour\n"
    assert mend("colour\n", Word(safe=False), unsafe=True)[0] == "color\n"


def test_a_fix_that_leaves_its_finding_is_refused_and_said() -> None:
    text, result = mend("ab\n", Word("ab", "xab"))
    assert text == "ab\n"
    assert result.changed == {}
    assert [finding.help for finding in result.report.refused] == ["its fix would not remove it"]
    assert result.report.findings == result.report.refused
    assert result.report.fixable == 0
    assert all(finding.fingerprint for finding in result.report.findings)


def test_a_fix_that_raises_another_finding_is_refused_and_said() -> None:
    rules = Word("grey", "gray"), Second("gray", "", safe=False)
    text, result = mend("grey\n", *rules)
    assert text == "grey\n"
    assert [finding.help for finding in result.report.refused] == ["its fix would raise soft-404"]


def test_only_the_fixes_at_fault_are_refused() -> None:
    good, bad = Word("good", "well"), Second("bad", "worse bad")
    words = "good bad good good bad bad good good good bad good\n"
    text, result = mend(words, good, bad)
    assert text == words.replace("good", "well")
    assert len(result.report.fixed) == 7
    assert len(result.report.refused) == 4


def test_fixes_that_only_clash_with_each_other_are_made_as_far_as_they_help() -> None:
    class AtMostOne(Second):
        """Two of its good words are one too many."""

        def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
            if document.source.text.count("color") > 1:
                yield self.finding(document.source.span(0, 1), "twice")

    text, result = mend("colour colour\n", Word(), AtMostOne())
    assert sorted(text.split()) == ["color", "colour"]
    assert len(result.report.fixed) == len(result.report.refused) == 1


def test_a_fix_that_becomes_possible_later_is_made() -> None:
    text, result = mend("abc\n", Word("abc", "de"), Second("bc", ""))
    assert text == "de\n"
    assert len(result.report.fixed) == 1


def test_overlapping_fixes_are_made_one_after_the_other() -> None:
    text, _ = mend("aXYb\n", Word("aXY", "aY"), Second("Yb", "b"))
    assert text == "ab\n"


def test_a_fix_of_two_files_is_made_in_both_or_in_none() -> None:
    both = workspace(a="colour\n", b="colour\n")
    result = apply_fixes(both, looking(Pair()), unsafe=False)
    assert [source.text for source in result.changed.values()] == ["color\n", "color\n"]
    kept = apply_fixes(both, looking(Pair()), unsafe=False, within=frozenset({"a.md"}))
    assert kept.changed == {}
    assert len(kept.report.findings) == 1


def test_a_crash_after_a_fix_refuses_it() -> None:
    class Crash(Second):
        """It cannot read the mended word."""

        def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
            yield from ()
            if "color" in document.source.text:
                raise ZeroDivisionError

    text, result = mend("colour\n", Word(), Crash())
    assert text == "colour\n"
    assert "not all could be judged" in (result.report.refused[0].help or "")


def test_two_rules_that_undo_each_other_come_to_an_end() -> None:
    text, result = mend("tick\n", Word("tick", "tock"), Second("tock", "tick"))
    assert text == "tick\n"
    assert len(result.report.refused) == 1


RULES = (
    Word("a", ""),
    Second("bb", "b"),
    Third("\n\n\n", "\n\n"),
    Fourth("cb", "bbc"),
)
texts = st.text(alphabet="abcd\n \r#", max_size=40)


@given(texts)
@example("aabab")  # of three alike, one is refused
def test_fixing_twice_is_fixing_once(text: str) -> None:
    once, _ = mend(text, *RULES)
    twice, again = mend(once, *RULES)
    assert twice == once
    assert again.report.fixed == ()


@given(texts)
def test_no_finding_is_added_and_what_was_fixed_is_gone(text: str) -> None:
    before: Report = looking(*RULES)(workspace(a=text))
    _, result = mend(text, *RULES)
    counts = [Counter(finding.rule for finding in report.findings) for report in (before, result.report)]
    counts[0].subtract(finding.rule for finding in result.report.fixed)
    assert counts[1] <= counts[0]


@given(texts, texts)
def test_bytes_outside_the_edits_stay(text: str, tail: str) -> None:
    """What no rule speaks of keeps its bytes and its order, and a file in which nothing is wrong is not touched."""
    kept = "".join(character for character in text if character in "d \r#")
    mended, result = mend(text, *RULES)
    assert "".join(character for character in mended if character in "d \r#") == kept
    quiet = workspace(a=text, b="d" + "".join(character for character in tail if character in "d \r#"))
    assert "b.md" not in apply_fixes(quiet, looking(*RULES), unsafe=True).changed
    assert (mended == text) is (result.changed == {})


@pytest.mark.parametrize("count", [1, 2, 3, 200])
def test_the_work_grows_with_the_faults_and_not_with_their_product(count: int) -> None:
    looks = 0
    look = looking(Word(), Second("bad", "bad bad"))

    def counting(lists: Workspace) -> Report:
        nonlocal looks
        looks += 1
        return look(lists)

    result = apply_fixes(workspace(a="colour " * count + "bad\n"), counting, unsafe=False)
    assert len(result.report.fixed) == count
    assert looks <= 8 + 2 * (count.bit_length() + 1)


@pytest.mark.slow
def test_many_fixes_that_do_not_help_are_not_tried_one_by_one() -> None:
    """Each trial reads the whole text again, so that hundreds of them would be a hang."""
    text = "- [~~gone~~][r1] 20200\n\n[r1]: http://[\n- [`tick][r1] arXiv 2023.01\n\n[r1]: #a\n" * 60
    workspace = Workspace((read_document(Source("list.md", text)),), None)
    looks = 0

    def look(some: Workspace) -> Report:
        nonlocal looks
        looks += 1
        return check(some, Config().chosen_rules(), Config(), Facts(date(2026, 1, 1)))

    apply_fixes(workspace, look, unsafe=True)
    assert looks < 120
