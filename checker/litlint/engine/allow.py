"""Allows findings: writes a directive in the form that its place needs, and proves that it does what it should."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from litlint.engine.fixer import with_sources
from litlint.errors import UsageError
from litlint.model.document import Document, Workspace
from litlint.model.edits import apply_edits
from litlint.model.finding import Edit, Finding, Report
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.write.directive import directive_edits


@dataclass(frozen=True)
class Allowed:
    """The findings that are allowed now, and the file with the directive that allows them."""

    findings: tuple[Finding, ...]
    source: Source


def allow(
    workspace: Workspace,
    path: str,
    line: int,
    rules: Sequence[str],
    reason: str,
    check: Callable[[Workspace], Report],
) -> Allowed:
    """Return a file with a directive that allows what ``check`` reports in a line: of these rules, or of any if none.

    A directive is taken only if afterwards the findings are allowed, no other finding has come or gone, and the entries
    read as before.

    Raises:
        UsageError: nothing is found there, or no place for a directive does that.
    """
    before = check(workspace)
    here = [one for one in before.findings if one.span.path == path and one.span.line <= line <= one.span.end_line]
    meant = [one for one in here if one.span.line == line] or here
    chosen = [one for one in meant if not rules or one.rule in rules]
    if not chosen:
        found = f"; found there: {', '.join(sorted({one.rule for one in meant}))}" if meant else ""
        raise UsageError(f"{path}:{line} has no finding{' of ' + ', '.join(rules) if rules else ''} to allow{found}")
    names = sorted({one.rule for one in chosen})
    document = workspace.by_path[path]
    for edit in directive_edits(document, chosen[0].span, names, reason):
        source = apply_edits(document.source, [edit])
        after = check(with_sources(workspace, {path: source}))
        if _proves(before, after, chosen, edit) and _reads_alike(document, read_document(source)):
            return Allowed(tuple(chosen), source)
    raise UsageError(
        f"no place near {path}:{line} allows {', '.join(names)} and leaves the list unchanged; "
        "use per-file-ignores in litlint.toml"
    )


def _proves(before: Report, after: Report, chosen: Sequence[Finding], edit: Edit) -> bool:
    """Say whether exactly the chosen findings are gone from a report, and are allowed instead."""
    grown = edit.text.count("\n")

    def key(finding: Finding) -> tuple[str, str, int, str]:
        line = finding.span.line
        shifted = finding.span.path == edit.span.path and finding.span.start >= edit.span.start
        return (finding.rule, finding.span.path, line + grown if shifted else line, finding.message)

    gone = {key(finding) for finding in chosen}
    kept = sorted(one[:3] for one in map(key, before.findings) if one not in gone)
    left = sorted((one.rule, one.span.path, one.span.line) for one in after.findings)
    return kept == left and len(after.allowed) == len(before.allowed) + len(gone)


def _reads_alike(before: Document, after: Document) -> bool:
    """Say whether the entries of a document have the same titles and links as before."""

    def read(document: Document) -> list[tuple[str, list[str]]]:
        return [(entry.title.value, [link.url for link in entry.links]) for entry in document.entries]

    return read(before) == read(after)
