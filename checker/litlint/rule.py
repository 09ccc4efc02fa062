"""What a rule is: one class in one file, whose docstring is its manual page and whose examples are its tests.

A rule file imports from here what every rule works on: the nouns that it is shown and those that it makes.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import ClassVar, TypeVar, cast, final

from litlint.examples import GARDENS, NO_FACTS, Bad, Example, Good, cited, locked
from litlint.matching.work_references import WorkReference
from litlint.model.citation import Citation, Field, Problem
from litlint.model.document import Allowance, Document, Entry, Part, Section, Workspace
from litlint.model.facts import ABSENT, Absence, Facts, Need, Page, Paper, Repository
from litlint.model.finding import Edit, Finding, Fix, Related, RuleInfo, Severity
from litlint.model.list_style import Convention, ListStyle
from litlint.model.nodes import Block, Inline, Link
from litlint.model.source import Source, Span

__all__ = ["Context", "Rule", "WorkspaceRule"]
# What its examples are made of.
__all__ += ["GARDENS", "NO_FACTS", "Bad", "Example", "Good", "cited", "locked"]
# What a rule is shown.
__all__ += [
    "Allowance",
    "Block",
    "Citation",
    "Document",
    "Entry",
    "Field",
    "Inline",
    "Link",
    "Part",
    "Problem",
    "Section",
]
__all__ += ["Source", "Span", "WorkReference", "Workspace"]
# What it knows.
__all__ += ["ABSENT", "Convention", "Facts", "ListStyle", "Need", "Page", "Paper", "Repository"]
# What it makes.
__all__ += ["Edit", "Finding", "Fix", "Related", "Severity"]

T = TypeVar("T")


@dataclass(frozen=True)
class Context:
    """What a rule may know beside the node that it looks at: its document, all other documents, and facts."""

    workspace: Workspace
    facts: Facts
    of: Document | None = None
    _derived: dict[Callable[[Context], object], object] = field(default_factory=dict, repr=False, compare=False)

    @property
    def document(self) -> Document:
        """The document that is being walked.

        Raises:
            LookupError: a workspace rule asks, which looks at no document in particular.
        """
        if self.of is None:
            raise LookupError("a workspace rule has no document of its own")
        return self.of

    @property
    def style(self) -> ListStyle:
        """What the entries of the document have in common."""
        return self.workspace.list_styles.get(self.document.path, ListStyle())

    def page(self, link: Link) -> Page | None:
        """What the web said of the page that a link leads to, None where nothing is known; of pictures nothing is asked."""
        return self.facts.page(link.url.strip()) if link.is_outside and not link.is_image else None

    def repository(self, link: Link) -> tuple[str, Repository | Absence | None]:
        """Return the name of the repository that a link leads to or into, empty for another page, and what is known of it."""
        if link.identifier is None or link.is_image:
            return "", None
        return link.identifier.value, self.facts.repositories.get(link.identifier)

    def derived(self, make: Callable[[Context], T]) -> T:
        """Return what a function makes of the context, such as a count over all links; it is called once."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast(T, self._derived[make])

    @property
    def severity_of_details(self) -> Severity:
        """How severe it is that a work is described wrongly: its title, authors, venue or year.

        By the policy that is configured; without one a warning in a bibliography, a note in a list.
        """
        strict = self.style.policy == "strict" or (self.style.policy is None and self.document.kind == "bibtex")
        return Severity.WARNING if strict else Severity.NOTE

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.facts.today


@dataclass(frozen=True)
class Rule:
    """What every rule shares; a rule overrides ``visit_…`` methods that yield findings, without any side effect.

    The options of a rule are its dataclass fields. ``needs`` names the facts that it asks for, ``reads_others`` says that
    what it finds in a document also depends on what is in other documents (paths are known to all rules; one that does
    not say so sees no other document), ``outdated`` that what it finds should no longer be used, so that editors strike
    it out, and ``default`` is false for a rule that runs only when selected. ``habit`` is for a matter of form: a phrase
    that says what an entry with this fault does ("a link says http"). Where a third of a list's entries do it, it is reported
    once, as a note (``engine.habits``). A rule without one finds what is wrong however many entries share it.
    """

    severity: ClassVar[Severity] = Severity.WARNING
    default: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset()
    reads_others: ClassVar[bool] = False
    outdated: ClassVar[bool] = False
    habit: ClassVar[str | None] = None
    examples: ClassVar[tuple[Example, ...]] = ()

    @classmethod
    def name(cls) -> str:
        """The rule's name, which is that of its file."""
        return cls.__module__.rpartition(".")[2].replace("_", "-")

    @classmethod
    def family(cls) -> str:
        """The rule's family, which is its folder."""
        return cls.__module__.split(".")[-2]

    @classmethod
    def manual(cls) -> str:
        """The rule's manual page."""
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    @cache
    def info(cls) -> RuleInfo:
        """What a report says about the rule."""
        manual = cls.manual()
        summary = re.sub(r"\s+", " ", manual.partition("\n\n")[0])
        return RuleInfo(cls.name(), cls.family(), cls.severity, summary, manual)

    @classmethod
    def fixable(cls) -> bool:
        """Whether some example shows a repair."""
        return any(isinstance(example, Bad) and example.fixed is not None for example in cls.examples)

    @classmethod
    def is_mute_without_facts(cls) -> bool:
        """Whether the rule says nothing where nothing is known: all that it is shown to find, it finds by facts."""
        bad = [example for example in cls.examples if isinstance(example, Bad)]
        return bool(cls.needs and bad) and all(example.facts is not None for example in bad)

    @final
    def finding(
        self,
        span: Span,
        message: str,
        *,
        help: str | None = None,  # noqa: A002 - the name that the JSON contract gives it
        fix: Fix | None = None,
        related: Iterable[Related] = (),
        severity: Severity | None = None,
        reason: str | None = None,
        habit: str | None = None,
    ) -> Finding:
        """Make a finding of this rule at a place; ``severity`` and ``habit`` are the rule's own where they are not given."""
        chosen = self.severity if severity is None else severity
        shared = self.habit if habit is None else habit
        return Finding(self.name(), self.family(), chosen, span, message, help, fix, tuple(related), reason, shared)

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        """Look at one file as a whole."""
        return iter(())

    def visit_section(self, section: Section, context: Context) -> Iterator[Finding]:
        """Look at one section of a file."""
        return iter(())

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        """Look at one entry of a list."""
        return iter(())

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        """Look at one link, inside an entry or outside; what is no link but names a work is a reference."""
        return iter(())

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        """Look at one citation, inside an entry or outside; those that only show contributors the form are left out."""
        return iter(())

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        """Look at one field of a citation that could be read as meant (``Citation.sound_fields``)."""
        return iter(())

    def visit_reference(self, reference: WorkReference, context: Context) -> Iterator[Finding]:
        """Look at one place that names a work: the identifier in a link or a citation, inside an entry or outside."""
        return iter(())

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        """Look at one block, at any depth: a heading, a paragraph, an item, a table, a row, a cell."""
        return iter(())

    def check_allowances(
        self, unused: frozenset[Part[str]], workspace: Workspace, known: frozenset[str]
    ) -> Iterator[Finding]:
        """Look at the directives when all other rules have run.

        ``unused`` are the names in directives whose rule ran and found nothing to silence; ``known`` the names of all
        rules.
        """
        return iter(())


@dataclass(frozen=True)
class WorkspaceRule(Rule):
    """A rule that compares documents with each other, so that it cannot judge one file alone."""

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        """Look at all documents together; ``context`` has no document of its own."""
        return iter(())
