"""What was found in a document is not looked for again while all that it depends on is the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest

from litlint import rules
from litlint.engine.check import check
from litlint.engine.walk import KnownFindings, walk
from litlint.model.document import Document, Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Finding
from litlint.model.list_style import ListStyle
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.rule import Context, Example, Rule
from litlint.settings_schema import Key
from litlint.workspace.config import Config, read_config
from litlint.workspace.discover import list_styles

FACTS = Facts(date(2025, 6, 1))
EXAMPLES = [(kind, example) for kind in rules.discover() for example in kind.examples if example.files]


def workspace(texts: dict[str, str], config: Config) -> Workspace:
    documents = tuple(
        read_document(Source(path, text)) for path, text in texts.items() if path.endswith((".md", ".bib"))
    )
    return Workspace(documents, frozenset(texts), ".", list_styles(documents, config))


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_rule_that_reads_others_says_so(kind: type[Rule], example: Example) -> None:
    """With the other files empty, a rule of one document finds in it what it finds among them."""
    config = read_config(dict(example.config), Key("test"))
    texts = {example.path: example.text, **example.files}
    every = [one() for one in rules.discover() if not one.reads_others]
    whole = workspace(texts, config)
    bare = workspace({path: text if path == example.path else "" for path, text in texts.items()}, config)
    if example.path not in whole.by_path or whole.by_path[example.path] != bare.by_path[example.path]:
        return  # a linked citation is part of its document
    facts = example.facts or FACTS
    local = [rule for rule in every if not hasattr(rule, "visit_workspace")]
    among, alone = (list(walk(each, local, facts).findings.values()) for each in (whole, bare))
    assert [one for one in among if one.span.path == example.path] == [
        one for one in alone if one.span.path == example.path
    ]
    assert kind.name()


@dataclass(frozen=True)
class Counting(Rule):
    """A rule that says how often it was asked."""

    word: str = "a"

    @classmethod
    def name(cls) -> str:
        return "dead-link"

    @classmethod
    def family(cls) -> str:
        return "link"

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        asked.append(document.path)
        yield self.finding(document.source.whole, self.word)


asked: list[str] = []


def test_only_what_has_changed_is_looked_at_again() -> None:
    known = KnownFindings()
    one, other = (read_document(Source(path, "text\n")) for path in ("a.md", "b.md"))
    before = Workspace((one, other))

    def again(now: Workspace, rule: Rule = Counting(), facts: Facts = FACTS) -> list[str]:
        asked.clear()
        report = check(now, [rule], Config(), facts, known=known)
        looked_at = list(asked)
        assert report == check(now, [rule], Config(), facts)
        return looked_at

    assert again(before) == ["a.md", "b.md"]
    assert again(before) == []
    assert again(Workspace((one, read_document(Source("b.md", "other\n"))))) == ["b.md"]
    assert again(Workspace((read_document(Source("a.md", "text\n")),))) == []
    assert again(before, Counting("b")) == ["a.md", "b.md"]
    assert again(before, Counting("b"), replace(FACTS, today=date(2025, 6, 2))) == ["a.md", "b.md"]
    assert again(replace(before, paths=frozenset({"x"}))) == ["a.md", "b.md"]
    assert again(replace(before, list_styles={"a.md": ListStyle(entries=9)})) == ["a.md", "b.md"]


class Neighbours(Rule):
    """A rule that tells which documents it sees."""

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        yield self.finding(document.source.span(0, 0), " ".join(context.workspace.by_path))


class Readers(Neighbours):
    """One that says that it looks at others."""

    reads_others = True


@pytest.mark.parametrize(("rule", "seen"), [(Neighbours(), ["a.md", "b.md"]), (Readers(), ["a.md b.md"] * 2)])
def test_a_rule_sees_other_documents_if_it_says_so(rule: Rule, seen: list[str]) -> None:
    lists = workspace({"a.md": "- a\n", "b.md": "- b\n"}, Config())
    assert [one.message for one in walk(lists, [rule], FACTS).findings.values()] == seen
