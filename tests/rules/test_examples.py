"""Runs every example of every rule: it finds what it says, and its fixes do what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date

import pytest

from litlint import rules
from litlint.engine.check import check
from litlint.errors import OverlapError
from litlint.model.document import Workspace
from litlint.model.edits import apply_edits
from litlint.model.facts import Facts
from litlint.model.finding import Edit, Finding, Report
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.rule import Bad, Example, Rule, WorkspaceRule
from litlint.settings_schema import Key, describe, read
from litlint.workspace.config import read_config
from litlint.workspace.discover import ENDINGS, list_styles

VISITS = ("document", "section", "entry", "link", "citation", "field", "reference", "block")
TODAY = Facts(date(2025, 6, 1))
KEY = Key("example")


@dataclass(frozen=True)
class Case:
    """One example of one rule, laid out in one way."""

    rule: type[Rule]
    example: Example
    name: str

    def workspace(self, text: str) -> Workspace:
        files = {**self.example.files, self.example.path: text}
        documents = tuple(
            read_document(Source(path, content)) for path, content in sorted(files.items()) if path.endswith(ENDINGS)
        )
        folders = {f"{path[: slash.start()]}/" for path in files for slash in re.finditer("/", path)}
        return Workspace(
            documents, frozenset(files) | folders, ".", list_styles(documents, read_config(self.example.config, KEY))
        )

    def report(self, workspace: Workspace, *, every_rule: bool = False) -> Report:
        """Let the rule look alone, or with all others that run by default."""
        own = read(self.rule, self.example.options, KEY)
        others = [kind() for kind in rules.discover() if kind is not self.rule and kind.default]
        ran = [*others, own] if every_rule or overridden(self.rule) == ["check_allowances"] else [own]
        return check(workspace, ran, read_config(self.example.config, KEY), self.example.facts or TODAY)

    def own(self, text: str) -> tuple[list[Finding], Workspace]:
        """Return what the rule finds in a text, and where."""
        workspace = self.workspace(text)
        report = self.report(workspace)
        assert report.problems == ()
        return [finding for finding in report.findings if finding.rule == self.rule.name()], workspace

    def fixed(self, text: str) -> str:
        """Return the text after all fixes of the rule, safe or not, round by round."""
        for _ in range(5):
            findings, workspace = self.own(text)
            source = workspace.by_path[self.example.path].source
            edits: list[Edit] = []
            for fix in (finding.fix for finding in findings if finding.fix):
                with suppress(OverlapError):  # its turn comes in the next round
                    apply_edits(source, [*edits, *fix.edits])
                    edits += fix.edits
            if not edits:
                return text
            text = apply_edits(source, edits).text
        raise AssertionError("the fixes come to no end")


def overridden(rule: type[Rule]) -> list[str]:
    visits = [
        f"visit_{kind}" for kind in VISITS if getattr(rule, f"visit_{kind}") is not getattr(Rule, f"visit_{kind}")
    ]
    visits += ["visit_workspace"] if issubclass(rule, WorkspaceRule) else []
    return visits + (["check_allowances"] if rule.check_allowances is not Rule.check_allowances else [])


def relaid(example: Example, old: str, new: str, before: str = "") -> Example:
    """Return an example with one text for another in all that it holds, and a text before it."""

    def change(text: str) -> str:
        return re.sub(old, new, text)

    files = {path: change(text) for path, text in example.files.items()}
    changed = replace(example, text=before + change(example.text), files=files)
    if not isinstance(changed, Bad):
        return changed
    finds = (changed.finds,) if isinstance(changed.finds, str) else changed.finds
    fixed = None if changed.fixed is None else before + change(changed.fixed)
    return replace(changed, finds=tuple(map(change, finds)), fixed=fixed)


def layouts(rule: type[Rule], example: Example) -> Iterator[tuple[str, Example]]:
    """Yield an example as it is, with other line ends, and in a bullet if what it shows may be anywhere."""
    yield "as-is", relaid(example, "$^", "")
    if "\r" not in example.text:
        yield "crlf", relaid(example, "\n", "\r\n")
    anywhere = {"visit_link", "visit_citation"}.issuperset(overridden(rule)) and not example.path.endswith(".bib")
    # In a bullet a heading begins no section, so nothing there is a part for contributors.
    if anywhere and not example.files and "## Contributing" not in example.text:
        yield "in-a-bullet", relaid(example, r"\n(?=.)", "\n  ", before="- ")


def cases() -> Iterator[Case]:
    for rule in rules.discover():
        for number, example in enumerate(rule.examples, 1):
            for layout, laid in layouts(rule, example):
                yield Case(rule, laid, f"{rule.name()}-{number}-{layout}")


CASES = list(cases())
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
fixed_cases = pytest.mark.parametrize(
    "case", [case for case in CASES if getattr(case.example, "fixed", None) is not None], ids=lambda case: case.name
)
every_rule = pytest.mark.parametrize("rule", rules.discover(), ids=lambda rule: rule.name())


@every_case
def test_an_example_finds_what_it_says(case: Case) -> None:
    expected = list(case.example.finds) if isinstance(case.example, Bad) else []
    assert [finding.span.text for finding in case.own(case.example.text)[0]] == expected


@fixed_cases
def test_fixing_gives_what_it_says_and_fixing_again_nothing(case: Case) -> None:
    assert isinstance(case.example, Bad)
    assert case.example.fixed is not None
    assert case.fixed(case.example.text) == case.example.fixed
    assert case.fixed(case.example.fixed) == case.example.fixed


@fixed_cases
def test_a_fixed_text_raises_no_other_finding(case: Case) -> None:
    assert isinstance(case.example, Bad)
    assert case.example.fixed is not None
    before, after = (
        Counter(finding.rule for finding in case.report(case.workspace(text), every_rule=True).findings)
        for text in (case.example.text, case.example.fixed)
    )
    assert after <= before
    assert after[case.rule.name()] < before[case.rule.name()]


@every_rule
def test_a_rule_is_one_class_with_one_rung_a_manual_and_examples(rule: type[Rule]) -> None:
    assert overridden(rule), "it looks at nothing"
    assert rule.__name__ == "".join(word.capitalize() for word in rule.name().split("-"))
    assert rule.info().summary.endswith(".")
    assert len(rule.manual().split("\n\n")) >= 3, "what it finds, why it matters, what to write instead"
    assert any(isinstance(example, Bad) for example in rule.examples)
    assert any(not isinstance(example, Bad) for example in rule.examples)
    assert all(example.finds for example in rule.examples if isinstance(example, Bad))


@every_rule
def test_options_can_be_set(rule: type[Rule]) -> None:
    assert len(describe(rule)["properties"]) == len(fields(rule))  # type: ignore[arg-type]


def test_no_two_rules_share_a_name() -> None:
    names = [rule.name() for rule in rules.discover()]
    assert len(names) == len(set(names)) == len(rules.names())
