"""Habits of a list: a matter of form that many of its entries share is told once, as a note with a count."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from litlint.model.document import Document, Workspace
from litlint.model.finding import Finding, Report, Severity, SharedFault, Subject
from litlint.model.source import Span

# A fault that at least ten entries share, and one in three, is how the list is written. Fewer than ten may be one
# contributor's slip copied around; below a third most entries show that the maintainers want it otherwise.
_LEAST, _ONE_IN = 10, 3
# In a file with fewer entries ten cannot be a third by chance alone, so all small files of a collection count together.
_SMALL = _LEAST * _ONE_IN
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
    """How many of ``total`` units have a fault."""

    noun: str
    count: int
    total: int

    @property
    def is_habit(self) -> bool:
        return self.count >= _LEAST and self.count * _ONE_IN >= self.total


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
    large = {path for path, some in units.items() if max(len(unit.starts) for unit in some) >= _SMALL}
    shared = []
    for (rule, phrase), by_path in sorted(groups.items()):
        tallies = {path: _count(found, units.get(path, [])) for path, found in by_path.items()}
        for path, counted in sorted(tallies.items()):
            own = next((tally for tally in counted if tally.is_habit), None)
            if own is not None:
                shared.append(SharedFault(rule, phrase, own.noun, own.count, own.total, path))
        together = next((tally for tally in _together(tallies.values(), units.values()) if tally.is_habit), None)
        if together is not None and len(units) > 1:
            shared.append(
                SharedFault(rule, phrase, together.noun, together.count, together.total, exempt=frozenset(large))
            )
    return tuple(shared)


def _units(document: Document) -> Iterator[_Unit]:
    entries = _Unit.of("entries", (entry.span for entry in document.entries))
    blocks = list(document.walk())
    yield entries
    yield _Unit.of("rows", (block.span for block in blocks if block.kind == "row" and block.info != "header"))
    yield _Unit.of("items", (block.span for block in blocks if block.kind == "item" and entries.at(block.span) is None))
    inside = document.entry_of_citation
    yield _Unit.of("citations", (one.span for one in document.citations if one.span not in inside))


def _count(findings: Sequence[Finding], units: Sequence[_Unit]) -> list[_Tally]:
    return [
        _Tally(unit.noun, len({unit.at(finding.span) for finding in findings} - {None}), len(unit.starts))
        for unit in units
    ]


def _together(counted: Iterable[Sequence[_Tally]], units: Iterable[Sequence[_Unit]]) -> Iterator[_Tally]:
    """Yield how many units of all documents have a fault, kind by kind."""
    totals: dict[str, int] = {}
    counts: dict[str, int] = {}
    for some in units:
        for unit in some:
            totals[unit.noun] = totals.get(unit.noun, 0) + len(unit.starts)
    for tallies in counted:
        for tally in tallies:
            counts[tally.noun] = counts.get(tally.noun, 0) + tally.count
    yield from (_Tally(noun, counts.get(noun, 0), total) for noun, total in totals.items())


def fold_habits(report: Report, shared: Iterable[SharedFault]) -> Report:
    """Return a report that tells each shared fault once, as a note; what the note covers is ``habitual``.

    A rule whose severity is set in the configuration is told place by place (``Report.explicit``).
    """
    faults = {(fault.rule, fault.phrase, fault.path): fault for fault in shared if fault.rule not in report.explicit}
    covered: dict[SharedFault, list[Finding]] = {}
    for finding in report.findings:
        if finding.habit is None:
            continue
        path = finding.span.path
        own, common = (faults.get((finding.rule, finding.habit, where)) for where in (path, None))
        if fault := own or (common if common and path not in common.exempt else None):
            covered.setdefault(fault, []).append(finding)
    if not covered:
        return report
    notes = {_note(fault, found): found for fault, found in covered.items()}
    hidden = {finding for found in covered.values() for finding in found}
    told = [*(finding for finding in report.findings if finding not in hidden), *notes]
    return replace(
        report,
        findings=tuple(sorted(told, key=lambda finding: finding.sort_key)),
        habitual=tuple(sorted(hidden, key=lambda finding: finding.sort_key)),
        habits=tuple(notes),
        subjects={**report.subjects, **{note: _subject(note, found[0], report) for note, found in notes.items()}},
    )


def _note(fault: SharedFault, found: Sequence[Finding]) -> Finding:
    example = found[0]
    where = "these lists" if fault.path is None else "this list"
    told = f" ({len(found)} of these here)" if len(found) < fault.count else ""
    fixable = sum(finding.fix is not None and finding.fix.safe for finding in found)
    fix = f"`litlint check --fix` changes {fixable} of them; " if fixable else ""
    return replace(
        example,
        severity=Severity.NOTE,
        message=f"a habit of {where}: {fault.phrase}, in {fault.count} of {fault.total} {fault.noun}{told}",
        help=f"{fix}give {example.rule} a severity in litlint.toml to see every place",
        fix=None,
        related=(),
        reason=None,
    )


def _subject(note: Finding, example: Finding, report: Report) -> Subject:
    """Return what a note is about; its fingerprint stays the same whichever entry is the example."""
    key = "\0".join(("habit", note.rule, note.habit or "", note.span.path))
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX_DIGITS]
    subject = report.subjects.get(example)
    return replace(subject, fingerprint=digest) if subject else Subject(digest)


def unfolded(report: Report) -> Iterator[Finding]:
    """Yield the findings of a report one by one, those that a habit's note covers in place of the note."""
    notes = frozenset(report.habits)
    yield from (finding for finding in report.findings if finding not in notes)
    yield from report.habitual
