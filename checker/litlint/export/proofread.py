"""Reads what is to be exported as ``litlint check`` would, so that nothing is exported that it calls wrong."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from litlint.engine.check import check
from litlint.export.fields import kind_of
from litlint.export.formats import bibtex
from litlint.export.works import Work, merged, with_fields, with_own_keys, works_of
from litlint.model.citation import Citation
from litlint.model.document import Document, Workspace
from litlint.model.edits import apply_edits
from litlint.model.facts import Facts
from litlint.model.finding import Edit, Finding, Severity
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.workspace.config import Config
from litlint.write.bibtex import escaped

# A field that was left out may uncover another that is wrong, such as the URL beside a wrong identifier.
_MOST_ROUNDS: Final = 8
_PATH: Final = "export.bib"
# What is missing is no fault of what is there.
_ALLOWED: Final = frozenset({"bibtex-missing-field"})
# Fields that say one thing together: a wrong identifier has no archive, and none is left without it.
_TOGETHER: Final = {"eprint": frozenset({"archiveprefix", "primaryclass", "eprinttype", "eprintclass"})}


def proofread(works: Sequence[Work], facts: Facts) -> list[Work]:
    """Return works in which litlint's own check finds no error, and no warning but missing fields.

    What a safe fix corrects is corrected; a field in which something is still wrong is left out, and named in the work's
    ``left_out``. Two works that the check reads as one are one work with all their places. The works are those that
    reading the export gives again.
    """
    works = list(works)
    rules = [rule for rule in Config().chosen_rules() if rule.name() not in _ALLOWED]
    for _ in range(_MOST_ROUNDS):
        document = read_document(Source(_PATH, bibtex.write(works)))
        workspace = Workspace((document,), frozenset({_PATH}))
        findings = check(workspace, rules, Config(), Facts(facts.today)).findings
        findings = tuple(one for one in findings if one.severity is not Severity.NOTE or _is_safe(one))
        changed = list(_corrected(works, document, findings) if findings else _read_back(works, document, facts))
        if not findings and changed == works:
            break
        works = list(with_own_keys(changed))
    return works


def _read_back(works: Sequence[Work], document: Document, facts: Facts) -> Iterator[Work]:
    """Yield the works with the fields that reading their export gives, and as one those that it reads as one.

    A URL that a fix has corrected names the preprint that the first reading could not see; of two works whose differing
    fields were left out, nothing is left that distinguishes them.
    """
    written = {citation.span.line: work for work, citation in zip(works, document.citations, strict=True)}
    for read in works_of([document], Facts(facts.today)):
        work, *others = (written[place.line] for place in read.listed)
        for other in others:
            work = merged(work, other)
        if not others and (read.kind, read.fields) != (work.kind, work.fields):
            work = with_fields(work, read.kind, read.fields)
        yield work


def _corrected(works: Sequence[Work], document: Document, findings: Sequence[Finding]) -> Iterator[Work]:
    edits: list[Edit] = []
    wrong: dict[int, list[Finding]] = {}
    starts = [citation.span.start for citation in document.citations]
    for finding in findings:
        at = bisect_right(starts, finding.span.start) - 1
        if finding.fix and _is_safe(finding) and _is_within(finding.fix.edits, document.citations[at]):
            edits += finding.fix.edits
        else:
            wrong.setdefault(at, []).append(finding)
    read = read_document(apply_edits(document.source, _disjoint(edits))).citations
    kept: list[Work] = []
    places: dict[int, int] = {}  # by the number of a work, where it is among those kept
    for at, (work, citation) in enumerate(zip(works, read, strict=True)):
        same = next((first for one in wrong.get(at, ()) if (first := _repeats(one, starts, at)) is not None), None)
        if same is not None:
            places[at] = places[same]
            kept[places[same]] = merged(kept[places[same]], work)
            continue
        fields = {field.name: field.resolved for field in citation.fields}
        blamed = {name for one in wrong.get(at, ()) if (name := _blamed(one, document.citations[at]))}
        lost = blamed.union(*(_TOGETHER.get(name, ()) for name in blamed))
        kind = (
            "misc"
            if any(document.citations[at].kind_span.contains(one.span) for one in wrong.get(at, ()))
            else work.kind
        )
        places[at] = len(kept)
        if fields == work.fields and not lost and kind == work.kind:
            kept.append(work)
            continue
        if "title" in blamed and (plain := _plain_title(work)) != fields["title"]:
            # A work without its title cannot be identified: the title stays, without what its LaTeX has wrong.
            fields["title"] = plain
            blamed.discard("title")
            lost.discard("title")
        fields = {name: raw for name, raw in fields.items() if name not in lost}
        url = None if "url" in lost else work.url
        changed = replace(work, left_out=work.left_out | blamed, url=url)
        kept.append(with_fields(changed, kind_of(kind, fields), fields))
    yield from kept


def _is_safe(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safe


def _is_within(edits: Sequence[Edit], citation: Citation) -> bool:
    return all(citation.span.contains(edit.span) for edit in edits)


def _disjoint(edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits that overlap none before them; the others are found again in the next round."""
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if not chosen or edit.span.start >= max(chosen[-1].span.end, chosen[-1].span.start + 1):
            chosen.append(edit)
    return chosen


def _repeats(finding: Finding, starts: Sequence[int], at: int) -> int | None:
    """Return the number of the earlier work that a finding says is listed again, if that is what it says."""
    if finding.rule != "repeated-work" or not finding.related:
        return None
    first = bisect_right(starts, finding.related[0].span.start) - 1
    return first if first < at else None


def _plain_title(work: Work) -> str:
    return escaped(re.sub(r"[\\{}$<>]", "", work.title))


def _blamed(finding: Finding, citation: Citation) -> str | None:
    """Return the field that a finding says is wrong; None where it is about the key or the entry type."""
    at = finding.span.start
    return next((field.name for field in citation.fields if field.span.start <= at < field.span.end), None)
