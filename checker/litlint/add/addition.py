"""Adds drafts to a list, all of them or none, and proves what came of it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from litlint.add.place import Place, find_place, find_section, refuse_other_year
from litlint.add.verify import added_entry, listed_already, presents
from litlint.add.writing import candidates
from litlint.engine.fixer import Check, counts, with_changed
from litlint.errors import LitlintError, UsageError
from litlint.model.document import Document, Entry, Section, Workspace
from litlint.model.finding import Report
from litlint.model.list_style import EntryKind
from litlint.parse.document import read_document
from litlint.write.entries import Draft

_MOST_VERSIONS, _MOST_MARKS = 24, 6
# Whether a work has a row in the lock is no matter of how it is written; an addition says itself what the lock lacks.
_OF_THE_LOCK = frozenset({"unlocked-paper"})


class ListedError(LitlintError):
    """A work is in the list already."""

    def __init__(self, document: Document, entry: Entry, draft: Draft) -> None:
        super().__init__(f'"{draft.title}" is listed already')
        self.document, self.entry, self.draft = document, entry, draft


@dataclass(frozen=True, slots=True)
class Added:
    """A work that was added, and the entry before it in its section, if any."""

    draft: Draft
    place: Place


def add(
    workspace: Workspace, path: str, drafts: Sequence[Draft], section: str | None, check: Check
) -> tuple[Workspace, list[Added]]:
    """Return the collection with the drafts in the list at ``path``, and where each went.

    Raises:
        UsageError: the section is not clear, or a draft cannot be written so that the list reads back as it should, or
            ``check`` would find something that it does not find now.
        ListedError: a work is there already.
    """
    usual, added = _in_usual_forms(workspace, path, drafts, section)
    before = check(workspace)
    if _new_findings(before, check(usual)) is None:
        return usual, added
    added = []
    for draft in drafts:
        workspace, before, one = _add_one(workspace, path, draft, section, check, before)
        added.append(one)
    return workspace, added


def _in_usual_forms(
    workspace: Workspace, path: str, drafts: Sequence[Draft], section: str | None
) -> tuple[Workspace, list[Added]]:
    """Return the collection with each draft in the most usual form that reads back, and where each went.

    Nothing is checked: a check of all of them together costs no more than one of the first alone.
    """
    added = []
    for draft in drafts:
        place = _place_for(workspace, path, draft, section)
        grown = next(valid_candidates(workspace.by_path[path], place, draft), None)
        if grown is None:
            raise _refusal(workspace.by_path[path], place, draft, None)
        workspace = with_changed(workspace, [grown])
        added.append(Added(draft, place))
    return workspace, added


def refuse_listed(workspace: Workspace, path: str, drafts: Iterable[Draft], section: Section | None = None) -> None:
    """Raise ListedError if a draft is listed already where it is no longer welcome."""
    for draft in drafts:
        listed = listed_already(workspace, workspace.by_path[path], draft, section)
        if listed is not None:
            raise ListedError(*listed, draft)


def _place_for(workspace: Workspace, path: str, draft: Draft, section: str | None) -> Place:
    """Return where a draft belongs in the list at a path.

    Raises:
        UsageError: the section is not clear, or is for works of other years.
        ListedError: the work is there already.
    """
    document = workspace.by_path[path]
    found = find_section(document, section, path, draft.year)
    refuse_listed(workspace, path, [draft], found)
    refuse_other_year(document, found, draft)
    return find_place(document, found, draft, workspace.list_styles.get(path))


def _add_one(
    workspace: Workspace, path: str, draft: Draft, section: str | None, check: Check, before: Report
) -> tuple[Workspace, Report, Added]:
    """Return the collection with a draft in the first form for which ``check`` finds nothing new."""
    document = workspace.by_path[path]
    place = _place_for(workspace, path, draft, section)
    findings: str | None = None
    alone = replace(workspace, documents=(document,))
    alone_before = check(alone)
    for grown in valid_candidates(document, place, draft):
        # Most faults of a form show in the list alone; the whole collection is judged for a form that has none there.
        new = _new_findings(alone_before, check(with_changed(alone, [grown])))
        if new is None:
            attempt = with_changed(workspace, [grown])
            after = check(attempt)
            new = _new_findings(before, after)
            if new is None:
                return attempt, after, Added(draft, place)
        findings = findings or new
    raise _refusal(document, place, draft, findings)


def _refusal(document: Document, place: Place, draft: Draft, findings: str | None) -> UsageError:
    """Say why a draft is not added: what a check would find in every form, or that no form reads back as it should."""
    command = f"litlint check {shlex.quote(document.path)}"
    if findings is not None:
        return UsageError(f'"{draft.title}" is not added: litlint check would find {findings}', command=command)
    if {entry.kind for entry in document.entries_in(place.section)} == {EntryKind.HTML_ROW}:
        text = f'"{place.section.title}" is an HTML table in which litlint can write no row that it would read back'
        return UsageError(f"{text}; copy a row and put the work into it, then check it", command=command)
    why = "".join(f'; its "{mark}" is read as a mark of the list there' for mark in _cause(document, place, draft))
    text = f'"{draft.title}" cannot be put into {document.path} so that litlint reads it, and all else as before{why}'
    text += "; write it into the list yourself, then check it"
    return UsageError(text, command=command)


def _cause(document: Document, place: Place, draft: Draft) -> Iterator[str]:
    """Yield the mark of a title without which it could be written, if there is one."""
    marks = [mark for mark in dict.fromkeys(draft.title) if not (mark.isalnum() or mark.isspace())][:_MOST_MARKS]

    def is_read_without(some: Sequence[str]) -> bool:
        title = draft.title.translate(dict.fromkeys(map(ord, some), " "))
        return any(valid_candidates(document, place, replace(draft, title=" ".join(title.split()))))

    while len(marks) > 1:  # each trial reads the list a few times
        half = marks[: len(marks) // 2]
        marks = half if is_read_without(half) else marks[len(half) :]
    yield from filter(is_read_without, marks)


def valid_candidates(document: Document, place: Place, draft: Draft) -> Iterator[Document]:
    """Yield the versions of a list that read back as they should, those first in which the title is the very same."""
    taken = [citation.key for citation in document.citations]
    nearly = []
    for source in islice(candidates(document, place, draft, taken), _MOST_VERSIONS):
        grown = read_document(source)
        entry = added_entry(document, grown)
        if entry is None or entry.section.path != place.section.path:
            continue
        if presents(entry, draft):
            yield grown
        elif presents(entry, draft, exactly=False):
            nearly.append(grown)
    yield from nearly


def _new_findings(before: Report, after: Report) -> str | None:
    """Return what a check finds that it did not find before, in words."""
    more = counts(after) - counts(before)
    new = [
        finding
        for finding in after.findings
        if more[finding.rule, finding.span.path] and finding.rule not in _OF_THE_LOCK
    ]
    if new:
        return f"{new[-1].rule}: {new[-1].message}"
    hidden = [rule for rule, _ in more if rule not in _OF_THE_LOCK]
    return hidden[0] if hidden else None
