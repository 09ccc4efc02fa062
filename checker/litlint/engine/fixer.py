"""Applies fixes and proves each: after it its finding is gone and no other has come, or it is refused."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from litlint.engine.habits import unfolded
from litlint.model.document import Document, Workspace
from litlint.model.edits import apply_edits
from litlint.model.finding import Edit, Finding, Report
from litlint.model.source import Source, Span
from litlint.parse.document import read_document
from litlint.parse.linked import with_linked_citations
from litlint.style.infer import with_documents

# Fixes that wait for others to be made first come in a later round; a chain longer than this is a fault of two rules.
_MOST_ROUNDS = 20
# Each trial of a part of a batch reads and checks its texts again. So many characters are read in the trials of a run, and
# at least so many trials are made: what is at fault is mostly seen by its place; a text with hundreds of them is made on
# purpose. Judging a finding costs about as much as reading a hundred characters.
_MOST_TRIED = 500_000
_LEAST_TRIALS = 2
_FINDING = 100
_UNTRIED = "beside others its fix does not help, and they are too many to try each alone"

Check = Callable[[Workspace], Report]


@dataclass(frozen=True)
class FixResult:
    """What a repair came to: the collection as it is then, and its report, which says what was fixed and refused.

    ``changed`` holds the new sources by path.
    """

    workspace: Workspace
    report: Report
    changed: Mapping[str, Source] = field(default_factory=dict)


def apply_fixes(
    workspace: Workspace,
    check: Check,
    *,
    unsafe: bool,
    within: frozenset[str] | None = None,
    fixable: Callable[[Finding], bool] = lambda finding: True,
) -> FixResult:
    """Apply the fixes of what ``check`` reports, safe ones or all, until none is left that helps.

    A fix that touches a file outside the paths ``within``, None for all, is left alone, and so is that of a finding which
    is not ``fixable``.
    """
    state = _State(workspace, check(workspace))
    trials = _Trials(state, check)
    for _ in range(_MOST_ROUNDS):
        batch = _disjoint(finding for finding in _wanted(state, unsafe, within) if fixable(finding))
        if not batch:
            break
        trials.begin(state)
        state = _round(state, batch, trials)
    return FixResult(state.workspace, _told(state), state.changed)


@dataclass(frozen=True)
class _State:
    """How far a repair is.

    ``refused`` are findings whose ``help`` says why their fix was not made, to the text as it is now: once it changes, each
    is tried again, so that nothing is left that a second repair would correct.
    """

    workspace: Workspace
    report: Report
    fixed: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    changed: Mapping[str, Source] = field(default_factory=dict)


def _wanted(state: _State, unsafe: bool, within: frozenset[str] | None) -> Iterator[Finding]:
    """Yield the findings whose fix is to be tried: not again what was refused."""
    refused = set(map(_identity, state.refused))
    for finding in unfolded(state.report):
        fix = finding.fix
        if fix is None or not (fix.safe or unsafe):
            continue
        if within is not None and not all(edit.span.path in within for edit in fix.edits):
            continue
        if _identity(finding) not in refused:
            yield finding


def _round(state: _State, batch: Sequence[Finding], trials: _Trials) -> _State:
    """Apply what of a batch can be proven, all of it at once if that can be, or all but what is seen to be at fault."""
    attempt = trials.attempt(batch)
    if attempt.why is None:
        return attempt.state
    blamed = _blamed(state, attempt.state, batch)
    rest = [finding for finding in batch if finding not in blamed]
    if blamed and rest:
        without = trials.attempt(rest)
        if without.why is None:
            return without.state  # the text is another now, so that what is at fault is tried again by itself
    sound, refused = _bisect(batch, trials)
    while sound:
        attempt = trials.attempt(sound)
        if attempt.why is None:
            return attempt.state
        sound = sound[: len(sound) // 2]  # sound each for itself, but not together: the rest waits for the next round
    return replace(state, refused=(*state.refused, *refused))


def _blamed(state: _State, attempt: _State, batch: Sequence[Finding]) -> frozenset[Finding]:
    """Return the findings of a batch in whose lines, once they are fixed, a rule finds more than it should."""
    allowed = _allowed(state.report, batch)
    found = counts(attempt.report)
    lines: dict[str, set[int]] = {}
    for finding in attempt.report.findings:
        kind = finding.rule, finding.span.path
        if found[kind] > allowed[kind]:
            lines.setdefault(finding.span.path, set()).update(range(finding.span.line, finding.span.end_line + 1))
    edits = sorted(
        ((edit, finding) for finding in batch if finding.fix for edit in finding.fix.edits),
        key=lambda pair: (pair[0].span.path, pair[0].span.start),
    )
    blamed = set()
    grown: Counter[str] = Counter()  # lines by path that the edits so far have added
    for edit, finding in edits:
        first = edit.span.line + grown[edit.span.path]
        grown[edit.span.path] += edit.text.count("\n") - edit.span.text.count("\n")
        if not lines.get(edit.span.path, set()).isdisjoint(range(first, first + edit.text.count("\n") + 1)):
            blamed.add(finding)
    return frozenset(blamed)


@dataclass(frozen=True)
class _Attempt:
    """The state after some fixes, and why they do not help, None if they do."""

    state: _State
    why: str | None


class _Trials:
    """Tries parts of a batch one after the other, each once, and as often as the size of the texts lets it."""

    def __init__(self, state: _State, check: Check) -> None:
        found = list(unfolded(state.report))
        texts = {finding.span.path: finding.span.source.text for finding in found if finding.fix}
        size = sum(map(len, texts.values())) + _FINDING * len(found)
        self.check = check
        self.left = max(_LEAST_TRIALS, _MOST_TRIED // max(1, size))
        self.begin(state)

    def begin(self, state: _State) -> None:
        """Forget what was tried of another state."""
        self.state = state
        self.made: dict[tuple[Finding, ...], _Attempt] = {}

    def attempt(self, some: Sequence[Finding]) -> _Attempt:
        """Apply the fixes of some findings and judge the result, or return what came of them before."""
        if tuple(some) not in self.made:
            state = _apply(self.state, some, self.check)
            self.made[tuple(some)] = _Attempt(state, _rejection(self.state.report, state.report, some))
        return self.made[tuple(some)]

    def rejection(self, some: Sequence[Finding]) -> str | None:
        """Say why the fixes of some findings do not help, or that there is no time left to try."""
        if tuple(some) not in self.made:
            if self.left <= 0:
                return _UNTRIED
            self.left -= 1
        return self.attempt(some).why


def _bisect(batch: Sequence[Finding], trials: _Trials) -> tuple[list[Finding], list[Finding]]:
    """Return the findings of a batch, known to be refused as a whole, whose fixes are sound, and the others."""
    if len(batch) == 1:
        why = trials.rejection(batch)
        return ([], [replace(batch[0], help=why)]) if why else (list(batch), [])
    sound: list[Finding] = []
    refused: list[Finding] = []
    middle = len(batch) // 2
    for half in (batch[:middle], batch[middle:]):
        whole = len(half) > 1 and trials.rejection(half) is None
        some, others = (list(half), []) if whole else _bisect(half, trials)
        sound += some
        refused += others
    return sound, refused


def _apply(state: _State, batch: Sequence[Finding], check: Check) -> _State:
    edits: dict[str, list[Edit]] = {}
    for finding in batch:
        for edit in finding.fix.edits if finding.fix else ():
            edits.setdefault(edit.span.path, []).append(edit)
    sources = {path: apply_edits(state.workspace.by_path[path].source, some) for path, some in edits.items()}
    workspace = with_sources(state.workspace, sources)
    return replace(
        state,
        workspace=workspace,
        report=check(workspace),
        fixed=(*state.fixed, *batch),
        refused=(),
        changed={**state.changed, **sources},
    )


def with_sources(workspace: Workspace, sources: Mapping[str, Source]) -> Workspace:
    """Return a collection with other sources in place of those that have their paths."""
    return with_changed(workspace, [read_document(source) for source in sources.values()])


def with_changed(workspace: Workspace, changed: Iterable[Document]) -> Workspace:
    """Return a collection with other documents in place of those that have their paths."""
    documents = {document.path: document for document in (*workspace.documents, *changed)}
    linked = with_linked_citations(documents.values())
    return replace(workspace, documents=linked, list_styles=with_documents(workspace.list_styles, linked))


def _rejection(before: Report, after: Report, batch: Iterable[Finding]) -> str | None:
    """Say why some fixes do not help: not as many findings are gone as were repaired, rule by rule, file by file."""
    allowed = _allowed(before, batch)
    for kind, count in sorted(counts(after).items()):
        if count > allowed[kind]:
            return "its fix would not remove it" if count <= counts(before)[kind] else f"its fix would raise {kind[0]}"
    if len(after.problems) > len(before.problems):
        return f"after its fix not all could be judged: {after.problems[-1]}"
    return None


def _allowed(before: Report, batch: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """Return how often each rule may find something in each file after the fixes of a batch."""
    allowed = counts(before)
    allowed.subtract(Counter((finding.rule, finding.span.path) for finding in batch))
    return allowed


def counts(report: Report) -> Counter[tuple[str, str]]:
    """Return how often each rule found something in each file, in whatever bin it is."""
    bins = (unfolded(report), report.allowed, report.ignored, report.baselined, report.uncaused, report.elsewhere)
    return Counter((finding.rule, finding.span.path) for some in bins for finding in some)


def _identity(finding: Finding) -> tuple[str, Span, str]:
    """What a finding is known by as long as its text stays."""
    return finding.rule, finding.span, finding.message


def _told(state: _State) -> Report:
    """Return the last report with what was done; of a finding whose fix was refused it offers none."""
    why = {_identity(finding): finding.help for finding in state.refused}
    renamed = {
        finding: replace(finding, fix=None, help=why[_identity(finding)])
        for finding in state.report.findings
        if _identity(finding) in why
    }
    return replace(
        state.report,
        findings=tuple(renamed.get(finding, finding) for finding in state.report.findings),
        fixed=state.fixed,
        refused=tuple(renamed.values()),
    )


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
