from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.engine.check import check
from litlint.model.document import Document, Workspace
from litlint.model.facts import Facts, Need
from litlint.model.finding import Finding, Report, Severity
from litlint.model.nodes import Link
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.rule import Context, Rule
from litlint.rules.document.unused_allow import UnusedAllow
from litlint.workspace.config import Config, RuleSettings

FACTS = Facts(date(2024, 1, 1))
LOCKED = Facts(date(2024, 1, 1), locked=True)


@dataclass(frozen=True)
class Word(Rule):
    """A word that stands in the text."""

    word: str = "bad"

    @classmethod
    def name(cls) -> str:
        return "dead-link"

    @classmethod
    def family(cls) -> str:
        return "link"

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        at = document.source.text.find(self.word)
        while at >= 0:
            yield self.finding(document.source.span(at, at + len(self.word)), f"{self.word} is said")
            at = document.source.text.find(self.word, at + 1)


class Doubtful(Word):
    """A rule that asks for facts."""

    needs: ClassVar[frozenset[Need]] = frozenset({"pages"})


class Crash(Rule):
    """A rule with a fault."""

    @classmethod
    def name(cls) -> str:
        return "crash"

    @classmethod
    def family(cls) -> str:
        return "link"

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        yield self.finding(link.span, "seen")
        raise ZeroDivisionError("division\nby zero")


def workspace(**texts: str) -> Workspace:
    return Workspace(tuple(read_document(Source(f"{name}.md", text)) for name, text in texts.items()))


def places(findings: tuple[Finding, ...]) -> list[tuple[str, int]]:
    return [(finding.span.path, finding.span.line) for finding in findings]


def test_of_rules_that_nobody_wants_to_hear_of_none_runs() -> None:
    lists = workspace(a="bad [x](https://example.org)\n<!-- litlint: allow insecure-url (no reason) -->\n")
    rules = (Word(), Crash(), UnusedAllow())
    report = check(lists, rules, Config(), FACTS, wanted=frozenset({"dead-link"}))
    assert report.findings == check(lists, [Word()], Config(), FACTS).findings
    assert report.problems == ()


def test_whether_a_directive_is_of_use_is_for_all_rules_to_say() -> None:
    lists = workspace(a="bad\n<!-- litlint: allow-file dead-link (it is said) -->\n")
    rules = (Word(), UnusedAllow())
    assert check(lists, rules, Config(), LOCKED, wanted=frozenset({"unused-allow"})) == check(
        lists, rules, Config(), LOCKED
    )


ALLOW = "<!-- litlint: allow dead-link (so it is) -->"


def test_findings_are_sorted_by_place() -> None:
    report = check(workspace(b="bad\n", a="x\nbad bad\n"), [Word()], Config(), FACTS)
    assert places(report.findings) == [("a.md", 2), ("a.md", 2), ("b.md", 1)]
    assert report.rules["dead-link"].summary == "A word that stands in the text."
    assert report.sources.keys() == {"a.md", "b.md"}


def test_the_same_finding_counts_once() -> None:
    assert len(check(workspace(a="bad\n"), [Word(), Word()], Config(), FACTS).findings) == 1


def test_a_finding_is_allowed_where_it_begins() -> None:
    report = check(workspace(a=f"{ALLOW}\n\nbad\n\nbad\n"), [Word()], Config(), FACTS)
    assert places(report.allowed) == [("a.md", 3)]
    assert places(report.findings) == [("a.md", 5)]


def test_a_directive_without_a_reason_allows_nothing() -> None:
    report = check(workspace(a="<!-- litlint: allow dead-link -->\nbad\n"), [Word()], Config(), FACTS)
    assert report.allowed == ()
    assert len(report.findings) == 1


def test_a_directive_of_another_file_or_rule_allows_nothing() -> None:
    texts = {"a": ALLOW.replace("allow", "allow-file"), "b": f"{ALLOW.replace('dead', 'moved')}\n\nbad\n"}
    assert places(check(workspace(**texts), [Word()], Config(), FACTS).findings) == [("b.md", 3)]


def test_a_whole_file_is_allowed() -> None:
    text = f"bad\n\n{ALLOW.replace('allow', 'allow-file')}\n\nbad"
    assert len(check(workspace(a=text), [Word()], Config(), FACTS).allowed) == 2


def unused(text: str, rule: Rule, facts: Facts = FACTS) -> list[int]:
    findings = check(workspace(a=text), [rule, UnusedAllow()], Config(), facts).findings
    return [finding.span.line for finding in findings if finding.rule == "unused-allow"]


def test_a_directive_that_silences_nothing_is_reported() -> None:
    assert unused(f"{ALLOW}\n\ngood\n", Word()) == [1]
    assert unused(f"{ALLOW}\n\nbad\n", Word()) == []


def test_of_two_directives_for_one_finding_the_nearer_is_used() -> None:
    whole = ALLOW.replace("allow", "allow-file")
    assert unused(f"{whole}\n\n{ALLOW}\n\nbad\n", Word()) == [1]
    assert unused(f"{whole}\n\n{ALLOW}\n\nbad\n\nbad\n", Word()) == []
    assert unused(f"{ALLOW}\n{ALLOW}\n\nbad\n", Word()) == [2]


def test_a_directive_is_not_judged_where_its_rule_may_not_know() -> None:
    text = f"{ALLOW}\n\ngood\n"
    assert unused(text, Doubtful()) == []
    assert unused(text, Doubtful(), LOCKED) == [1]


def test_a_remark_on_a_directive_can_be_allowed_too() -> None:
    text = f"<!-- litlint: allow-file unused-allow (kept for later) -->\n\n{ALLOW}\n\ngood\n"
    report = check(workspace(a=text), [Word(), UnusedAllow()], Config(), FACTS)
    assert report.findings == ()
    assert [finding.rule for finding in report.allowed] == ["unused-allow"]


def test_a_directive_is_not_judged_when_its_rule_crashed() -> None:
    text = f"{ALLOW.replace('dead-link', 'crash')}\n\ngood\n"
    assert unused(text, Crash()) == [1]
    assert unused(f"{text}[x](y)\n\n[x](y)\n\n", Crash()) == []


def test_a_crash_names_the_rule_and_the_place_and_the_others_run() -> None:
    lists = workspace(a="bad\n\n[x](https://a.example/)\n")
    report = check(lists, [Crash(), Word()], Config(), FACTS)
    (problem,) = report.problems
    assert problem.startswith(
        "the rule crash crashed at a.md:3 (ZeroDivisionError: division by zero; test_check.py, line"
    )
    assert "please report it: https://" in problem
    assert "\n" not in problem
    assert [finding.message for finding in report.findings] == ["bad is said", "seen"]


def test_configuration_gives_the_severity_and_ignores_files() -> None:
    config = Config(per_file_ignores={"a.md": ("link",)}, rules={"dead-link": RuleSettings("error")})
    report = check(workspace(a="bad\n", b="bad\n"), [Word()], config, FACTS)
    assert places(report.ignored) == [("a.md", 1)]
    assert places(report.findings) == [("b.md", 1)]
    assert report.findings[0].severity is Severity.ERROR


def test_named_paths_limit_what_is_reported_and_counted() -> None:
    lists = workspace(a="bad [x](y)\n", b=f"{ALLOW}\n\nbad\n")
    report = check(lists, [Word()], Config(), FACTS, frozenset({"a.md"}))
    assert places(report.findings) == [("a.md", 1)]
    assert places(report.elsewhere) == [("b.md", 3)]
    assert (report.counts.documents, report.counts.links) == (1, 1)
    assert all(finding.fingerprint for finding in report.findings)


LINES = st.lists(
    st.sampled_from(["bad", "good", "bad bad", ALLOW, ALLOW.replace("allow", "allow-file"), ""]), max_size=8
)


@given(
    st.dictionaries(st.sampled_from("abc"), LINES.map("\n\n".join)), st.sampled_from(["a.md", "b*", "!c.md"]), st.data()
)
def test_nothing_is_dropped(texts: dict[str, str], pattern: str, data: st.DataObject) -> None:
    lists = workspace(**texts)
    named = data.draw(st.none() | st.frozensets(st.sampled_from(["a.md", "b.md", "c.md"])))
    rules = [Word(), Word("good"), UnusedAllow()]
    report = check(lists, rules, Config(per_file_ignores={pattern: ("link",)}), FACTS, named)
    everything = check(lists, rules, Config(), FACTS)
    assert bins(report) == bins(everything)
    assert all(named is None or finding.span.path in named for finding in (*report.findings, *report.allowed))
    said = sum(text.count("bad") + text.count("good") for text in texts.values())
    assert sum(finding.rule == "dead-link" for finding in _all(report)) == said


def _all(report: Report) -> tuple[Finding, ...]:
    return (*report.findings, *report.allowed, *report.ignored, *report.elsewhere)


def bins(report: Report) -> list[Finding]:
    return sorted(_all(report), key=lambda finding: finding.sort_key)


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_rules_changes_nothing(order: int) -> None:
    rules: list[Rule] = [Word(), Word("good"), UnusedAllow()]
    lists = workspace(a=f"{ALLOW}\n\ngood bad\n\ngood\n\n{ALLOW}\n")
    report = check(lists, rules[::order], Config(), FACTS)
    assert report.findings == check(lists, rules, Config(), FACTS).findings
