"""Habits of a list: a matter of form that many of its entries share is reported once, as a note with a count."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from litlint.model.document import Document, Workspace
from litlint.model.finding import Finding, Report, Severity, SharedFault, Subject
from litlint.model.source import Span

# A fault that at least ten entries share, and one in three, is how the list is written. Fewer than ten may be one
# contributor's slip copied around; below a third most entries show that the maintainers want it otherwise.
_LEAST, _ONE_IN = 10, 3
# A note asks for nothing, so that fewer of a kind are enough to say it once: one entry in ten.
_ONE_NOTE_IN = 10
# In a file with fewer entries than thirty, ten are hard to reach, so small files count with the rest of the collection.
_SMALL = _LEAST * _ONE_IN
# What is a habit of the collection is one in a large file too that has it three times; once or twice is a slip.
_ECHO = 3
_HEX_DIGITS = 32


@dataclass(frozen=True)
class _Unit:
    """The entries, table rows, other list items or citations of one document, to find the one around a place."""

    noun: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, noun: str, spans: Iterable[Span]) -> _Unit:
        ordered = sorted((span.start, span.end) for span in spans)
        return cls(noun, [start for start, _ in ordered], list(accumulate((end for _, end in ordered), max)))

    def at(self, span: Span) -> int | None:
        """Return the number of the unit that a place begins in."""
        index = bisect_right(self.starts, span.start) - 1
        return index if index >= 0 and span.start < self.ends[index] else None


@dataclass(frozen=True)
class _Tally:
    """How many of ``total`` units have a fault; a habit is what one in ``one_in`` has."""

    noun: str
    count: int
    total: int
    one_in: int

    @property
    def is_habit(self) -> bool:
        return self.count >= _LEAST and self.count * self.one_in >= self.total


def shared_faults(findings: Iterable[Finding], workspace: Workspace) -> tuple[SharedFault, ...]:
    """Return the faults of form that so many entries, rows or items of a file share that they are its habit.

    Small files are measured together with all others: a collection of one file for each year has its habits too.
    """
    groups: dict[tuple[str, str], dict[str, list[Finding]]] = {}
    for finding in findings:
        if finding.habit is not None:
            groups.setdefault((finding.rule, finding.habit), {}).setdefault(finding.span.path, []).append(finding)
    if not groups:
        return ()
    units = {document.path: list(_units(document)) for document in workspace.documents}
    shared = [_shared(rule, phrase, by_path, units) for (rule, phrase), by_path in sorted(groups.items())]
    return tuple(fault for fault in shared if fault is not None)


def _shared(
    rule: str, phrase: str, by_path: Mapping[str, Sequence[Finding]], units: Mapping[str, Sequence[_Unit]]
) -> SharedFault | None:
    """Return the habit that the findings of one fault are, None if they are too few."""
    are_notes = all(finding.severity is Severity.NOTE for found in by_path.values() for finding in found)
    one_in = _ONE_NOTE_IN if are_notes else _ONE_IN
    tallies = {path: _count(by_path.get(path, ()), some, one_in) for path, some in units.items()}
    own = [path for path, counted in tallies.items() if any(tally.is_habit for tally in counted)]
    if not own and not any(tally.is_habit for tally in _sum(tallies.values())):
        return None
    exempt = {path for path, counted in tallies.items() if path not in own and not _may_follow(counted)}
    covered = [counted for path, counted in tallies.items() if path not in exempt]
    most = max(_sum(covered), key=lambda tally: tally.count)
    alone = own[0] if own and not by_path.keys() - own[:1] - exempt else None
    counted = [*(tally for path in own for tally in tallies[path]), *_sum(tallies.values())]
    nouns = {tally.noun for tally in counted if tally.is_habit}
    beside = {
        finding.span
        for path, found in by_path.items()
        for finding in found
        if finding.severity is not Severity.NOTE
        and all(unit.at(finding.span) is None for unit in units[path] if unit.noun in nouns)
    }
    return SharedFault(rule, phrase, most.noun, most.count, most.total, alone, frozenset(exempt), frozenset(beside))


def _may_follow(counted: Sequence[_Tally]) -> bool:
    """Say whether a file may follow a habit of the collection: it is small, or has the fault a few times."""
    return all(tally.total < _SMALL for tally in counted) or any(tally.count >= _ECHO for tally in counted)


def _units(document: Document) -> Iterator[_Unit]:
    entries = _Unit.of("entries", (entry.span for entry in document.entries))
    yield entries
    yield _Unit.of("rows", document.rows)
    yield _Unit.of("items", (item for item in document.items if entries.at(item) is None))
    inside = document.entry_of_citation
    yield _Unit.of("citations", (one.span for one in document.citations if one.span not in inside))


def _count(findings: Sequence[Finding], units: Sequence[_Unit], one_in: int) -> list[_Tally]:
    return [
        _Tally(unit.noun, len({unit.at(finding.span) for finding in findings} - {None}), len(unit.starts), one_in)
        for unit in units
    ]


def _sum(counted: Iterable[Sequence[_Tally]]) -> list[_Tally]:
    """Return how many units of some documents have a fault, kind by kind."""
    kinds = zip(*counted, strict=True)
    return [
        _Tally(kind[0].noun, sum(tally.count for tally in kind), sum(tally.total for tally in kind), kind[0].one_in)
        for kind in kinds
    ]


def fold_habits(report: Report, shared: Iterable[SharedFault]) -> Report:
    """Return a report that names each shared fault once, as a note; what the note covers is ``habitual``.

    A rule whose severity is set in the configuration is reported place by place (``Report.explicit``).
    """
    faults = {(fault.rule, fault.phrase, fault.path): fault for fault in shared if fault.rule not in report.explicit}
    covered: dict[SharedFault, list[Finding]] = {}
    for finding in report.findings:
        if finding.habit is None:
            continue
        path = finding.span.path
        own, common = (faults.get((finding.rule, finding.habit, where)) for where in (path, None))
        fault = own or (common if common and path not in common.exempt else None)
        if fault and finding.span not in fault.beside:
            covered.setdefault(fault, []).append(finding)
    if not covered:
        return report
    notes = {_note(fault, found): found for fault, found in covered.items()}
    hidden = {finding for found in covered.values() for finding in found}
    reported = [*(finding for finding in report.findings if finding not in hidden), *notes]
    return replace(
        report,
        findings=tuple(sorted(reported, key=lambda finding: finding.sort_key)),
        habitual=tuple(sorted(hidden, key=lambda finding: finding.sort_key)),
        habits=tuple(notes),
    )


def _note(fault: SharedFault, found: Sequence[Finding]) -> Finding:
    example = found[0]
    where = "these lists" if fault.path is None else "this list"
    reported = f" ({len(found)} of these here)" if len(found) < fault.count else ""
    fixable = sum(finding.fix is not None and finding.fix.safe for finding in found)
    fix = f"`litlint check --fix` changes {fixable} of them; " if fixable else ""
    return replace(
        example,
        severity=Severity.NOTE,
        message=f"a habit of {where}: {fault.phrase}, in {fault.count} of {fault.total} {fault.noun}{reported}",
        help=f"{fix}give {example.rule} a severity in litlint.toml to see every place",
        fix=None,
        related=(),
        reason=None,
        subject=_subject(example),
    )


def _subject(example: Finding) -> Subject:
    """Return what a note is about; its fingerprint stays the same whichever entry is the example."""
    key = "\0".join(("habit", example.rule, example.habit or "", example.span.path))
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX_DIGITS]
    return replace(example.subject, fingerprint=digest) if example.subject else Subject(digest)


def unfolded(report: Report) -> Iterator[Finding]:
    """Yield the findings of a report one by one, those that a habit's note covers in place of the note."""
    notes = frozenset(report.habits)
    yield from (finding for finding in report.findings if finding not in notes)
    yield from report.habitual
