"""Runs rules over a collection and sorts what they find into bins; nothing is dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain

from litlint.engine.habits import shared_faults
from litlint.engine.walk import Identity, KnownFindings, walk
from litlint.matching.fingerprint import with_subjects
from litlint.matching.work_references import cited_work
from litlint.model.document import Allowance, Document, Entry, Part, Workspace
from litlint.model.facts import Facts, Paper, Repository
from litlint.model.finding import Counts, Finding, Report
from litlint.rule import Rule
from litlint.rules import names
from litlint.style.contributor_template import is_contributor_template
from litlint.workspace.config import Config

Silenced = Mapping[Identity, Part[str]]


def check(
    workspace: Workspace,
    rules: Iterable[Rule],
    config: Config,
    facts: Facts,
    named: frozenset[str] | None = None,
    known: KnownFindings | None = None,
    wanted: frozenset[str] | None = None,
) -> Report:
    """Run rules and report what they find in the ``named`` paths, None for all paths.

    What is ``known`` of a document is not looked for again, and what is found in others is known then. Where only the
    findings of some rules are ``wanted``, by name, the others need not run.

    The same words of one rule at the same place count once. A rule that crashes becomes a problem of the report; what
    it found before counts, and so do all other rules.
    """
    rules = tuple(rules)
    if wanted and any(rule.name() in wanted and _looks_at_allowances(rule) for rule in rules):
        wanted = None  # whether a directive is of use, only all rules together can say
    may_find = [rule for rule in rules if facts.known or not rule.is_mute_without_facts()]
    run = walk(workspace, may_find, facts, known, wanted)
    silenced = _silenced(run.findings.values(), workspace)
    judged = _judged(rules, facts) - run.crashed
    unused = _unused(workspace, judged, frozenset(silenced.values()))
    for rule in rules if wanted is None else ():
        run.collect(rule, partial(rule.check_allowances, unused, workspace, frozenset(names())))
    silenced = _silenced(run.findings.values(), workspace)
    bins = _Bins(config, silenced, named)
    for identity, finding in run.findings.items():
        bins.put(identity, finding)
    bins.close(workspace)
    seen = [document for document in workspace.documents if named is None or document.path in named]
    counts = _counts(seen, facts)
    return Report(
        findings=bins.sorted("findings"),
        allowed=bins.sorted("allowed"),
        ignored=bins.sorted("ignored"),
        elsewhere=bins.sorted("elsewhere"),
        problems=tuple(run.problems),
        counts=counts,
        rules={rule.name(): rule.info() for rule in rules},
        sources={document.path: document.source for document in workspace.documents},
        proved=counts.proved == counts.entries > 0,
        shared=shared_faults(chain(bins.sorted("findings"), bins.sorted("elsewhere")), workspace),
        explicit=frozenset(rule.name() for rule in rules if config.severity(rule.name()) is not None),
        years=Counter(entry.year.value for document in seen for entry in document.entries if entry.year),
    )


def _silenced(findings: Iterable[Finding], workspace: Workspace) -> Silenced:
    """Return, for each finding that a directive allows, the name in the directive that does.

    A finding is allowed where it begins, by the directive whose scope begins last. One without a reason allows nothing.
    """
    scopes: dict[tuple[str, str], list[tuple[int, int, Part[str]]]] = {}
    for allowance in _allowances(workspace):
        end = len(allowance.span.source.text) + 1 if allowance.whole_file else allowance.scope.end
        for part in allowance.rules if allowance.reason else ():
            scopes.setdefault((allowance.span.path, part.value), []).append((allowance.scope.start, end, part))
    for waiting in scopes.values():
        waiting.sort(key=lambda scope: (-scope[0], scope[1]))
    silenced: dict[Identity, Part[str]] = {}
    begun: dict[tuple[str, str], list[tuple[int, int, Part[str]]]] = {}
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        group, start = (finding.span.path, finding.rule), finding.span.start
        waiting, open_ = scopes.get(group, []), begun.setdefault(group, [])
        while waiting and waiting[-1][0] <= start:
            open_.append(waiting.pop())
        while open_ and open_[-1][1] <= start:
            open_.pop()
        if open_:
            silenced[finding.rule, finding.span, finding.message] = open_[-1][2]
    return silenced


def _allowances(workspace: Workspace) -> Iterator[Allowance]:
    for document in workspace.documents:
        yield from document.allowances


def _judged(rules: Iterable[Rule], facts: Facts) -> frozenset[str]:
    """Return the rules of which it is known that they find nothing where they found nothing.

    Without a lock, a rule that asks for facts may just not know. A rule that looks at directives has yet to look.
    """
    return frozenset(
        rule.name() for rule in rules if (facts.locked or not rule.needs) and not _looks_at_allowances(rule)
    )


def _looks_at_allowances(rule: Rule) -> bool:
    return type(rule).check_allowances is not Rule.check_allowances


def _unused(workspace: Workspace, judged: frozenset[str], used: frozenset[Part[str]]) -> frozenset[Part[str]]:
    """Return the names in directives that silence nothing."""
    return frozenset(
        part
        for allowance in _allowances(workspace)
        if allowance.reason
        for part in allowance.rules
        if part.value in judged and part not in used
    )


class _Bins:
    """Findings, each in the one bin where it belongs."""

    def __init__(self, config: Config, silenced: Silenced, named: frozenset[str] | None) -> None:
        self.config, self.silenced, self.named = config, silenced, named
        self.ignored_in = cache(config.ignored_in)
        self.bins: dict[str, list[Finding]] = {}

    def put(self, identity: Identity, finding: Finding) -> None:
        """Put a finding into its bin, with the severity that the configuration gives it."""
        path = finding.span.path
        if self.named is not None and path not in self.named:
            name = "elsewhere"
        elif not self.ignored_in(path).isdisjoint(("all", finding.family, finding.rule)):
            name = "ignored"
        else:
            name = "allowed" if identity in self.silenced else "findings"
        severity = self.config.severity(finding.rule)
        graded = finding if severity in (None, finding.severity) else replace(finding, severity=severity)
        self.bins.setdefault(name, []).append(graded)

    def close(self, workspace: Workspace) -> None:
        """Say of each finding what it is about; its fingerprint counts all findings of the run."""
        about = {finding: finding for finding in with_subjects(chain.from_iterable(self.bins.values()), workspace)}
        self.bins = {name: [about[finding] for finding in found] for name, found in self.bins.items()}

    def sorted(self, name: str) -> tuple[Finding, ...]:
        """Return what is in a bin, by path and place."""
        return tuple(sorted(self.bins.get(name, ()), key=lambda finding: finding.sort_key))


def _counts(documents: Sequence[Document], facts: Facts) -> Counts:
    named = {
        identifier
        for document in (documents if facts.papers or facts.repositories else ())
        for entry in document.entries
        for identifier in entry.identifiers
    }
    return Counts(
        documents=sum(not document.is_linked for document in documents),
        entries=sum(len(document.entries) for document in documents),
        links=sum(len(document.links) for document in documents),
        citations=sum(len(document.citations) for document in documents),
        works=sum(isinstance(facts.papers.get(identifier), Paper) for identifier in named),
        repositories=sum(isinstance(facts.repositories.get(identifier), Repository) for identifier in named),
        unread=tuple(
            place for document in documents for place in document.unread if not is_contributor_template(document, place)
        ),
        proved=sum(facts.locked and is_proved(entry, facts) for document in documents for entry in document.entries),
    )


def is_proved(entry: Entry, facts: Facts) -> bool:
    """Say whether something that the entry names is known to be."""
    records = [
        known.get(identifier) for identifier in entry.identifiers for known in (facts.papers, facts.repositories)
    ]
    records += [facts.works.get(work.key) for one in entry.all_citations if (work := cited_work(one)) is not None]
    pages = [facts.page(link.url) for link in entry.links]
    return any(isinstance(record, Paper | Repository) for record in records) or any(
        page is not None and page.status is None for page in pages
    )
