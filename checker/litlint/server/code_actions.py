"""What the editor offers to do: each fix, all safe fixes, a directive that allows, a citation, a published version.

An action is offered at once and worked out when it is chosen: a fix is proven then, as ``litlint check --fix`` proves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from lsprotocol import types

from litlint.engine.allow import allow
from litlint.engine.fixer import apply_fixes
from litlint.errors import LitlintError, UsageError
from litlint.model.finding import Finding
from litlint.model.source import Source
from litlint.server.diagnostics import diagnostic
from litlint.server.places import edits_between, workspace_edit
from litlint.server.view import View
from litlint.server.works import cite, published_citation, published_link

FIX_ALL: Final = "source.fixAll.litlint"
KINDS: Final = (types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite, FIX_ALL)
ASK_REASON: Final = "litlint.askReason"
"""The editor's own command that asks why a finding is allowed; given uri, line and rule, it calls ``litlint.allow``."""
_REASON = "say why"


def code_actions(
    view: View, start: int, end: int, only: Sequence[str], *, asks_reasons: bool
) -> Iterator[types.CodeAction]:
    """Yield what can be done about what is found between two offsets, and about the whole text.

    ``only`` are the kinds that are asked for, empty for all; with ``asks_reasons`` the editor asks for the reason of a
    directive.
    """
    uri = view.uri(view.document.path)
    wanted = [kind for kind in KINDS if not only or any(f"{kind}.".startswith(f"{one}.") for one in only)]
    if types.CodeActionKind.QuickFix in wanted:
        here = [one for one in view.findings if one.span.start <= end and start <= one.span.end]
        for finding in here:
            yield from _fix(finding, view, uri)
        for finding in here:
            yield _allow(finding, view, uri, asks_reasons=asks_reasons)
    if types.CodeActionKind.RefactorRewrite in wanted:
        yield from _rewrites(view, start, uri)
    if FIX_ALL in wanted and any(one.fix is not None and one.fix.safe for one in view.findings):
        data = {"uri": uri, "do": "fix-all"}
        yield types.CodeAction("Fix all that is safe to fix in this file", kind=FIX_ALL, data=data)


def _fix(finding: Finding, view: View, uri: str) -> Iterator[types.CodeAction]:
    if finding.fix is not None:
        title = finding.fix.title[:1].upper() + finding.fix.title[1:]
        yield types.CodeAction(
            title if finding.fix.safe else f"{title} (please check the result)",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(finding, view.uri)],
            is_preferred=finding.fix.safe,
            data={"uri": uri, "do": "fix", "finding": finding.fingerprint},
        )


def _allow(finding: Finding, view: View, uri: str, *, asks_reasons: bool) -> types.CodeAction:
    line = finding.span.line
    action = types.CodeAction(
        f"Allow {finding.rule} here",
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[diagnostic(finding, view.uri)],
        is_preferred=False,
    )
    if asks_reasons:
        action.command = types.Command(action.title, ASK_REASON, arguments=[uri, line, finding.rule])
    else:
        action.data = {"uri": uri, "do": "allow", "line": line, "rule": finding.rule}
    return action


def _rewrites(view: View, offset: int, uri: str) -> Iterator[types.CodeAction]:
    """Yield what can be written from what is known of the entry or citation at an offset."""
    for title, name, make in (
        ("Add the citation", "cite", cite),
        ("Cite the published version", "published-citation", published_citation),
        ("Link the published version", "published-link", published_link),
    ):
        if make(view, offset) is not None:
            data = {"uri": uri, "do": name, "offset": offset}
            yield types.CodeAction(title, kind=types.CodeActionKind.RefactorRewrite, data=data)


def resolve(view: View, data: dict[str, Any]) -> types.WorkspaceEdit:
    """Work out the edits of an action that was chosen.

    Raises:
        LitlintError: it cannot be done so that the list stays sound.
    """
    does = data.get("do")
    if does == "fix":
        return _edit(view, _fixed(view, data.get("finding")))
    if does == "fix-all":
        return _edit(view, _fixed(view, None))
    if does == "allow":
        return allowed(view, int(data["line"]), str(data["rule"]), _REASON)
    make = {"cite": cite, "published-citation": published_citation, "published-link": published_link}.get(str(does))
    edit = make(view, int(data["offset"])) if make else None
    if edit is None:
        raise UsageError("the text has changed; ask again")
    return workspace_edit([edit], view.uri)


def allowed(view: View, line: int, rule: str, reason: str) -> types.WorkspaceEdit:
    """Return the edits that allow what a rule found in a line (1-based), in the form that its place needs.

    Raises:
        LitlintError: no place for a directive leaves the list as it is.
    """
    path = view.document.path
    done = allow(view.workspace, path, line, [rule], reason, view.repository.looker({path}))
    return _edit(view, {path: done.source})


def _fixed(view: View, fingerprint: str | None) -> dict[str, Source]:
    """Return the sources after one fix, or after all safe ones, each proven."""
    path = view.document.path
    result = apply_fixes(
        view.workspace,
        view.repository.looker({path}),
        unsafe=fingerprint is not None,
        within=frozenset({path}) if fingerprint is None else None,
        fixable=lambda finding: fingerprint in (None, finding.fingerprint),
    )
    if not result.changed:
        why = next((one.help for one in result.report.refused if one.fingerprint == fingerprint and one.help), None)
        raise LitlintError(f"it is not fixed: {why or 'nothing is left to fix'}")
    return dict(result.changed)


def _edit(view: View, changed: dict[str, Source]) -> types.WorkspaceEdit:
    before = view.workspace.by_path
    edits = [edit for path, source in changed.items() for edit in edits_between(before[path].source, source)]
    return workspace_edit(edits, view.uri)
