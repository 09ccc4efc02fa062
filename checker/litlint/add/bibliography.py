"""Adds works to a bibliography: in the style of its entries, by key where they are in order, else at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from litlint.engine.fixer import Check, counts, with_sources
from litlint.errors import LitlintError, UsageError
from litlint.metadata.normalize import normalize_title
from litlint.model.citation import Citation
from litlint.model.document import Document, Workspace
from litlint.model.edits import apply_edits
from litlint.model.finding import Edit
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.write.entries import Draft
from litlint.write.entries.citation import citation_text

# So many entries must be in the order of their keys before a new one is put in that order.
_LEAST_IN_ORDER = 4


class CitedError(LitlintError):
    """A work is in the bibliography already."""

    def __init__(self, citation: Citation, draft: Draft) -> None:
        super().__init__(f'"{draft.title}" is cited already')
        self.citation = citation


@dataclass(frozen=True, slots=True)
class Cited:
    """A work that was added, its key, and the key of the entry before it, if there is one."""

    draft: Draft
    key: str
    after: str


def add_to_bibliography(
    workspace: Workspace, path: str, drafts: Sequence[Draft], check: Check
) -> tuple[Workspace, list[Cited]]:
    """Return the workspace with the drafts in the bibliography at ``path``, and where each went.

    Raises:
        CitedError: a work is there already.
        UsageError: a draft has too little to cite it, or ``check`` would find an error or a warning that it does not
            find now.
    """
    added = []
    for draft in drafts:
        before = check(workspace)
        document = workspace.by_path[path]
        source, one = _with(document, draft)
        attempt = with_sources(workspace, {path: source})
        more = counts(check(attempt)) - counts(before)
        new = next((rule for rule, _ in more if rule != "unlocked-paper"), None)
        if new is not None:
            raise UsageError(f'"{draft.title}" is not added: litlint check would find {new} in it')
        workspace = attempt
        added.append(one)
    return workspace, added


def _with(document: Document, draft: Draft) -> tuple[Source, Cited]:
    """Return the file with one more entry."""
    same = next((one for one in document.citations if _is_of(one, draft)), None)
    if same is not None:
        raise CitedError(same, draft)
    nearest = list(reversed(document.citations))
    text = citation_text(draft, nearest, [one.key for one in document.citations])
    if text is None:
        raise UsageError(f'no source says who wrote "{draft.title}"; add it by hand')
    source = document.source
    (citation,) = read_document(Source(document.path, text)).citations
    before = _before(document.citations, citation.key)
    newline, body = source.newline, text.replace("\n", source.newline)
    gap = _gap(document)
    if before is None:
        end = len(source.text.rstrip())
        lead = gap if end else ""
        edit = Edit(source.span(end, end), f"{lead}{body}{'' if source.text[end:] else newline}")
        after = document.citations[-1].key if document.citations else ""
    else:
        start = before.span.start
        edit = Edit(source.span(start, start), f"{body}{gap}")
        after = next((one.key for one, other in pairwise(document.citations) if other is before), "")
    return apply_edits(source, [edit]), Cited(replace(draft, citation=None), citation.key, after)


def _is_of(citation: Citation, draft: Draft) -> bool:
    """Say whether a citation is that of a draft's work: by an identifier of theirs, else by the same title."""
    mine = draft.identifier.canonical_work if draft.identifier and draft.identifier.is_work else None
    theirs = {one.canonical_work for one, _ in citation.identifiers()}
    if mine is not None and theirs:
        return mine in theirs
    title = normalize_title(citation.title.value) if citation.title else ""
    return bool(title) and title == normalize_title(draft.title)


def _before(citations: Sequence[Citation], key: str) -> Citation | None:
    """Return the citation that a new key belongs before, None if that is the end or the keys are in no order."""
    keys = [one.key.casefold() for one in citations]
    if len(keys) < _LEAST_IN_ORDER or keys != sorted(keys):
        return None
    return next((one for one in citations if one.key.casefold() > key.casefold()), None)


def _gap(document: Document) -> str:
    """Return what two neighbouring entries have between them: line ends alone, else one blank line."""
    text = document.source.text
    between = [text[one.span.end : other.span.start] for one, other in pairwise(document.citations)]
    gaps = [gap for gap in between if gap and not gap.strip()]
    return max(gaps, key=gaps.count) if gaps else document.source.newline * 2
