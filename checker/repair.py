"""Applies fixes and proves each: after it its finding is gone and no other has come, or it is refused."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from checker.edits import apply_edits
from checker.model.document import Collection
from checker.model.finding import Edit, Finding, Report
from checker.model.grammar import infer_grammar
from checker.model.source import Source
from checker.parse.document import read_document

# Fixes that wait for others to be made first come in a later round; a chain longer than this is a fault of two rules.
_MOST_ROUNDS = 20

Check = Callable[[Collection], Report]


@dataclass(frozen=True)
class Repair:
    """What a repair came to: the collection as it is then, and its report.

    ``fixed`` are the findings that were mended; ``refused`` those whose fix would have left them or raised others.
    ``changed`` holds the new sources by path.
    """

    collection: Collection
    report: Report
    fixed: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    changed: Mapping[str, Source] = field(default_factory=dict)


def repair(collection: Collection, check: Check, *, unsafe: bool) -> Repair:
    """Apply the fixes of what ``check`` reports, safe ones or all, until none is left that helps."""
    state = Repair(collection, check(collection))
    for _ in range(_MOST_ROUNDS):
        refused = Counter(map(_words, state.refused))
        wanted = []
        for finding in state.report.findings:
            if finding.fix is None or not (finding.fix.safe or unsafe):
                continue
            if refused[_words(finding)]:
                refused[_words(finding)] -= 1
            else:
                wanted.append(finding)
        batch = _disjoint(wanted)
        if not batch:
            break
        state = _settle(state, batch, check)
    return state


def _settle(state: Repair, batch: Sequence[Finding], check: Check) -> Repair:
    """Apply a batch; where that is refused, the halves of it, down to the fixes that are at fault."""
    attempt = _apply(state, batch, check)
    if _helps(state.report, attempt.report, batch):
        return attempt
    if len(batch) == 1:
        return replace(state, refused=(*state.refused, batch[0]))
    middle = len(batch) // 2
    first = _settle(state, batch[:middle], check)
    if first.collection is not state.collection:
        return first
    return _settle(first, batch[middle:], check)


def _apply(state: Repair, batch: Sequence[Finding], check: Check) -> Repair:
    edits: dict[str, list[Edit]] = {}
    for finding in batch:
        for edit in finding.fix.edits if finding.fix else ():
            edits.setdefault(edit.span.path, []).append(edit)
    documents = {document.path: document for document in state.collection.documents}
    changed = dict(state.changed)
    grammars = dict(state.collection.grammars)
    for path, some in edits.items():
        changed[path] = apply_edits(documents[path].source, some)
        documents[path] = read_document(changed[path])
        if path in grammars:
            grammars[path] = infer_grammar(documents[path], grammars[path])
    collection = replace(state.collection, documents=tuple(documents.values()), grammars=grammars)
    return replace(
        state, collection=collection, report=check(collection), fixed=(*state.fixed, *batch), changed=changed
    )


def _helps(before: Report, after: Report, batch: Iterable[Finding]) -> bool:
    """Say whether as many findings are gone as were mended, rule by rule and file by file, and none has come."""
    allowed = _counts(before)
    allowed.subtract((finding.rule, finding.span.path) for finding in batch)
    return all(count <= allowed[kind] for kind, count in _counts(after).items())


def _counts(report: Report) -> Counter[tuple[str, str]]:
    bins = (report.findings, report.allowed, report.ignored, report.baselined, report.uncaused, report.elsewhere)
    return Counter((finding.rule, finding.span.path) for some in bins for finding in some)


def _words(finding: Finding) -> tuple[str, str, str]:
    """What a finding is known by after other places of its file have changed."""
    return finding.rule, finding.span.path, finding.span.text


def _disjoint(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, in order, whose fixes touch nothing that an earlier one touches."""
    taken: dict[str, list[tuple[int, int]]] = {}
    chosen = []
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        edits = finding.fix.edits if finding.fix else ()
        places = [(edit.span.path, edit.span.start, edit.span.end) for edit in edits]
        if places and not any(_touches(taken.get(path, []), start, end) for path, start, end in places):
            chosen.append(finding)
            for path, start, end in places:
                ranges = taken.setdefault(path, [])
                ranges.insert(bisect_right(ranges, (start, end)), (start, end))
    return chosen


def _touches(ranges: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether a range meets one of some disjoint, sorted ones; meeting at an edge counts, as order would matter."""
    at = bisect_right(ranges, (start, end))
    before = at > 0 and ranges[at - 1][1] >= start
    return before or (at < len(ranges) and ranges[at][0] <= end)
