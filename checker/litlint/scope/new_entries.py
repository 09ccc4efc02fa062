"""What is to be said of each entry that a change adds, in the order in which a maintainer asks.

Does the paper exist? Is it listed already? Is it in the right section, in order? Are its link, citation and code of
one work? Is anything else wrong?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from litlint.engine.check import is_proved
from litlint.matching.entries import match_entries
from litlint.matching.fingerprint import SpanIndex
from litlint.matching.work_references import cited_work
from litlint.metadata.dates import section_years
from litlint.model.document import Entry, Workspace
from litlint.model.facts import Facts, Paper
from litlint.model.finding import Finding, Judgement, NewEntry, Report, Severity
from litlint.model.list_style import ListStyle

# Which rules answer which question with no.
_ABSENT = frozenset({"unknown-paper", "missing-repository", "dead-link", "arxiv-id-shape", "doi-shape", "soft-404"})
_REPEATED = frozenset({"repeated-work", "repeated-key"})
_MISPLACED = frozenset({"entry-order", "numbering"})
_DISAGREEING = frozenset(
    {
        *("identity-mismatch", "title-mismatch", "label-mismatch", "slug-mismatch", "shared-link", "shared-identifier"),
        *("name-mismatch", "wrong-paper", "title-differs", "authors-differ", "year-differs", "venue-differs"),
        "url-mismatch",
    }
)


def new_entries(
    report: Report, now: Workspace, then: Workspace, facts: Facts, named: frozenset[str] | None = None
) -> tuple[NewEntry, ...]:
    """Return the entries of ``now`` that are not among those of ``then``, in the ``named`` paths (None for all).

    ``report`` holds what the change caused.
    """
    before = match_entries(now, then).before
    index = now.derived(SpanIndex)
    found: dict[object, list[Finding]] = {}
    for finding in report.findings:
        entry = index.at(finding.span).entry
        if entry is not None:
            found.setdefault(entry, []).append(finding)
    return tuple(
        NewEntry(
            entry.title.value or entry.span.text.partition("\n")[0],
            entry.title.span,
            tuple(_judgements(entry, found.get(entry.span, []), facts, now.list_styles)),
        )
        for document in now.documents
        if named is None or document.path in named
        for entry in document.entries
        if entry.span not in before
    )


def _judgements(
    entry: Entry, findings: list[Finding], facts: Facts, styles: Mapping[str, ListStyle]
) -> Iterator[Judgement]:
    rules = {finding.rule: finding for finding in findings}
    yield _existence(entry, rules, facts)
    repeated = next((rules[rule] for rule in _REPEATED if rule in rules), None)
    yield _against(repeated) if repeated else Judgement("not listed yet", True)
    yield _place(entry, rules, styles)
    yield _agreement(entry, rules, facts)
    said = {*_ABSENT, *_REPEATED, *_MISPLACED, *_DISAGREEING}
    others = [finding for finding in findings if finding.rule not in said and finding.severity > Severity.NOTE]
    if others:
        yield Judgement(f"also {', '.join(dict.fromkeys(finding.rule for finding in others))}", False)


def _against(finding: Finding) -> Judgement:
    """Return what a finding says against an entry; a note is worth a look."""
    return Judgement(finding.message, None if finding.severity is Severity.NOTE else False)


def _existence(entry: Entry, rules: Mapping[str, Finding], facts: Facts) -> Judgement:
    wrong = next((rules[rule] for rule in sorted(_ABSENT) if rule in rules), None)
    if wrong is not None:
        return _against(wrong)
    queries = [query for citation in entry.all_citations if (query := cited_work(citation)) is not None]
    if is_proved(entry, facts) or any(isinstance(facts.works.get(query.key), Paper) for query in queries):
        return Judgement("exists", True)
    return Judgement("not looked up yet (litlint lock)", None)


def _place(entry: Entry, rules: Mapping[str, Finding], styles: Mapping[str, ListStyle]) -> Judgement:
    wrong = next((rules[rule] for rule in sorted(_MISPLACED) if rule in rules), None)
    if wrong is not None:
        return _against(wrong)
    where = f"under {entry.section.title}" if entry.section.title else "before any heading"
    years = section_years(entry.section.title)
    # A preprint of the year before is rightly in the year of its conference.
    if years and entry.year and not years[0] - 1 <= entry.year.value <= years[1]:
        return Judgement(f"{where}, but of {entry.year.value}", None)
    style = styles.get(entry.span.path)
    return Judgement(f"{where}, in order" if style and style.order else where, True)


def _agreement(entry: Entry, rules: Mapping[str, Finding], facts: Facts) -> Judgement:
    wrong = next((rules[rule] for rule in sorted(_DISAGREEING) if rule in rules), None)
    if wrong is not None:
        return _against(wrong)
    recorded = any(facts.paper(identifier) for identifier in entry.identifiers)
    parts = ["title"] if recorded else []
    parts += ["link"] if entry.works else []
    parts += ["citation"] if entry.all_citations else []
    parts += ["code"] if any(not identifier.is_work for identifier in entry.identifiers) else []
    if len(parts) < 2 or not (recorded or entry.all_citations):
        return Judgement("nothing to compare its link with", None)
    return Judgement(f"{', '.join(parts[:-1])} and {parts[-1]} agree", True)
