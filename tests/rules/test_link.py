"""The rules about links: what nearly makes a link, and what only looks like it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from litlint import rules
from litlint.engine.walk import walk
from litlint.model.document import Workspace
from litlint.model.edits import apply_edits
from litlint.model.facts import Facts
from litlint.model.finding import Finding
from litlint.model.source import Source
from litlint.parse.document import read_document

NEAR_LINKS = tomllib.loads(Path(__file__).with_name("near_links.toml").read_text(encoding="utf-8"))
# Three entries whose labels are links, and files that links may lead to.
PEERS = "".join(
    f"- {name} in Ponds. [[Paper](https://arxiv.org/abs/2104.0000{number})] [[Code](https://github.com/doe/{name})]\n"
    for number, name in enumerate(("Ants", "Bees", "Cats"), 1)
)
GUIDES = "- see [bibtex](citations/a.txt) and [guide](docs/guide.md)\n"
PATHS = frozenset(
    ("list.md", "citations/", "citations/a.txt", "citations/b.txt", "docs/", "docs/guide.md", "docs/my guide.md")
)


def find(text: str, *names: str) -> list[Finding]:
    """Return what some rules find in the last line of a list."""
    document = read_document(Source("list.md", PEERS + GUIDES + text))
    workspace = Workspace((document,), paths=PATHS)
    line = (PEERS + GUIDES).count("\n") + 1
    found = walk(workspace, [rules.load(name)() for name in names], Facts(date(2026, 7, 1))).findings.values()
    return [finding for finding in found if finding.span.line >= line]


@pytest.mark.parametrize(("text", "meant"), NEAR_LINKS["bad"].items())
def test_what_nearly_makes_a_link_is_found(text: str, meant: str) -> None:
    line = f"- Dogs in Ponds. {text}\n"
    found = find(line, "link-syntax", "url-shape")
    assert found
    fixes = [finding.fix for finding in found if finding.fix]
    if meant:
        fixed = apply_edits(found[0].span.source, fixes[0].edits)
        assert fixed.text.splitlines()[-1] == f"- Dogs in Ponds. {meant}"
    else:
        assert not fixes


@pytest.mark.parametrize("text", NEAR_LINKS["good"]["texts"])
def test_what_only_looks_like_a_link_is_left_alone(text: str) -> None:
    assert not find(f"- Dogs in Ponds. {text}\n", "link-syntax", "url-shape")
