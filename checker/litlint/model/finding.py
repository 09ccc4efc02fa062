"""What a rule found, what would correct it, and the report that everything ends in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from litlint.model.source import Source, Span
from litlint.values import value


class Severity(IntEnum):
    """How sure a finding is: an error is certainly wrong, a warning very likely, a note is worth knowing."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


@value
class Edit:
    """Replace what is at ``span`` by ``text``; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


@value
class Fix:
    """Edits that are applied together or not at all. A safe fix never changes what the author meant."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@value
class Related:
    """Another place that a finding mentions, with a few words of why."""

    span: Span
    message: str


@value
class Subject:
    """What a finding is about: the headings it is below and the entry it belongs to, None outside entries.

    ``title`` is the entry's title as the reader sees it, ``place`` where that is. ``fingerprint`` is a hash that
    stays the same when the text around the finding moves or is laid out anew.
    """

    fingerprint: str
    section: tuple[str, ...] = ()
    title: str | None = None
    place: Span | None = None


@value
class Finding:
    """One thing that is wrong, at one place.

    ``help`` says what to do when no fix can say it; ``reason`` is a few words that are beside the place itself, as
    each related place has its own. ``habit`` is a phrase for a matter of form, by which the findings of one fault are
    counted ("a link says http"); None for what is wrong however many entries share it.
    """

    rule: str
    family: str
    severity: Severity
    span: Span
    message: str
    help: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    reason: str | None = None
    habit: str | None = None
    subject: Subject | None = field(default=None, compare=False)

    @property
    def fingerprint(self) -> str:
        """The hash by which the finding is known again, empty before the run is over."""
        return self.subject.fingerprint if self.subject else ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by path, place, rule and words."""
        return (self.span.path, self.span.start, self.span.end, self.rule, self.message)


@value
class SharedFault:
    """A matter of form that ``count`` of ``total`` entries (or what ``noun`` says) share: a habit of the list.

    ``phrase`` is the ``habit`` of the rule's findings, ``path`` the list, None for all lists of the collection but those
    that are ``exempt``, as hardly any of their entries share it. ``beside`` are the places of graver findings outside all
    entries: an item of the contents follows no habit of the entries.
    """

    rule: str
    phrase: str
    noun: str
    count: int
    total: int
    path: str | None = None
    exempt: frozenset[str] = frozenset()
    beside: frozenset[Span] = frozenset()


@value
class Judgement:
    """One thing that is said of a new entry: ``holds`` is None where that is not known."""

    words: str
    holds: bool | None


@value
class NewEntry:
    """An entry that a change adds, where its title is, and what is to be said of it."""

    title: str
    place: Span
    judgements: tuple[Judgement, ...]

    @property
    def holds(self) -> bool | None:
        """Whether all is well: False if anything is wrong, None if something is not known."""
        answers = {judgement.holds for judgement in self.judgements}
        return False if False in answers else None if None in answers else True


@value
class RuleInfo:
    """What a report says about a rule: its one-sentence summary and its manual page in Markdown."""

    name: str
    family: str
    severity: Severity
    summary: str
    manual: str


@value
class Unchecked:
    """Questions that no one answered: ``count`` of them for one service, and why; ``hosts`` where it is many sites."""

    service: str
    count: int
    reason: str
    hosts: tuple[str, ...] = ()


@value
class Counts:
    """How much the report looked at; of ``works`` and ``repositories``, how many the lock confirms.

    ``proved`` are the entries of which the lock confirms something; ``unread`` the bullets and rows that look like
    entries and could not be read.
    """

    documents: int = 0
    entries: int = 0
    links: int = 0
    citations: int = 0
    works: int = 0
    repositories: int = 0
    proved: int = 0
    unread: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Report:
    """All findings of a run, sorted into bins; none is dropped.

    ``findings`` are reported; ``allowed`` by a directive; ``ignored`` by configuration or selection; ``baselined``
    were there before; ``uncaused`` were not caused by the change under comparison; ``elsewhere`` lie outside the named
    paths. ``problems`` are inputs that could not be read, one line each. ``seconds`` is the time taken, None for the
    same bytes.
    ``years`` counts the entries by year of publication.
    ``fixed`` are findings that were repaired and are in the text as it was before; ``refused`` are among the findings:
    their ``help`` says why their fix was not made.
    ``new_entries`` are those that the change under comparison adds, in the order of the lists.
    ``shared`` are the faults of form that are a habit of these lists, ``explicit`` the rules whose severity is
    configured. Once habits are folded, ``habits`` are the notes among the findings that name one, and ``habitual``
    the findings that they cover.
    """

    findings: tuple[Finding, ...] = ()
    allowed: tuple[Finding, ...] = ()
    ignored: tuple[Finding, ...] = ()
    baselined: tuple[Finding, ...] = ()
    uncaused: tuple[Finding, ...] = ()
    elsewhere: tuple[Finding, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    problems: tuple[str, ...] = ()
    counts: Counts = field(default_factory=Counts)
    rules: Mapping[str, RuleInfo] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    unneeded: tuple[str, ...] = ()
    proved: bool = False
    seconds: float | None = None
    years: Mapping[int, int] = field(default_factory=dict)
    fixed: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    shared: tuple[SharedFault, ...] = ()
    explicit: frozenset[str] = frozenset()
    new_entries: tuple[NewEntry, ...] = ()
    habits: tuple[Finding, ...] = ()
    habitual: tuple[Finding, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many reported findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def fixable(self) -> int:
        """How many reported findings have a fix that is safe."""
        return sum(finding.fix is not None and finding.fix.safe for finding in self.findings)
