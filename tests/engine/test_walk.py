"""Each node of a document is shown to a rule once, by the method for its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from litlint.engine.walk import walk
from litlint.matching.work_references import WorkReference
from litlint.model.citation import Citation, Field
from litlint.model.document import Document, Entry, Section, Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Finding
from litlint.model.nodes import Block, Link
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.rule import Context, Rule

TEXT = """# Ants

- [A Study of Ants](https://arxiv.org/abs/2001.01234) and [code](https://x.org/a)

```bibtex
@misc{doe, title={A Study of Bees}, author={Jane Doe}, year={2020}, eprint={2001.01235}, archivePrefix={arXiv}}
```
"""


@dataclass(frozen=True)
class Note(Rule):
    """A rule that notes what it is shown."""

    seen: list[str] = field(default_factory=list, hash=False)

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        self.seen.append(f"document {document.path}")
        return iter(())

    def visit_section(self, section: Section, context: Context) -> Iterator[Finding]:
        self.seen.append(f"section {section.title}")
        return iter(())

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        self.seen.append(f"entry {entry.title.value}")
        return iter(())

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        self.seen.append(f"link {link.url}")
        return iter(())

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        self.seen.append(f"citation {citation.key}")
        return iter(())

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        self.seen.append(f"field {field.name}")
        return iter(())

    def visit_reference(self, reference: WorkReference, context: Context) -> Iterator[Finding]:
        self.seen.append(f"reference {reference.identifier}")
        return iter(())

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        self.seen.append(f"block {block.kind}")
        return iter(())


def test_each_node_is_shown_once() -> None:
    rule = Note()
    run = walk(Workspace((read_document(Source("list.md", TEXT)),)), [rule], Facts(date(2025, 6, 1)))
    assert run.problems == []
    assert rule.seen == [
        "document list.md",
        *(one for one in rule.seen if one.startswith("section")),
        "entry A Study of Ants",
        "link https://arxiv.org/abs/2001.01234",
        "link https://x.org/a",
        "citation doe",
        *(f"field {name}" for name in ("title", "author", "year", "eprint", "archiveprefix")),
        "reference arXiv:2001.01234",
        "reference arXiv:2001.01235",
        *(f"block {kind}" for kind in ("heading", "list", "item", "paragraph", "fence")),
    ]
    assert "section Ants" in rule.seen
