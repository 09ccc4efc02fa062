"""Speaks the Language Server Protocol: turns what an editor asks into calls of the other modules, and nothing else.

Source: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, Final, TypeVar
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from litlint import __version__
from litlint.errors import LitlintError
from litlint.lookup.lockfile import LOCK_NAME
from litlint.model.finding import Finding
from litlint.scope.baseline import BASELINE_NAME
from litlint.server.code_actions import KINDS, allowed, code_actions, resolve
from litlint.server.completion import TRIGGERS, completions
from litlint.server.diagnostics import diagnostics
from litlint.server.hover import hover
from litlint.server.navigation import definition, document_links, references, rename, renamed_at
from litlint.server.outline import document_symbols, folding_ranges, workspace_symbols
from litlint.server.places import file_of, offset_of
from litlint.server.session import Session
from litlint.server.view import View
from litlint.workspace.config import FILES
from litlint.workspace.discover import ENDINGS

_T = TypeVar("_T")
_WATCHED = (*FILES, LOCK_NAME, BASELINE_NAME, f"*{{{','.join(ENDINGS)}}}")


class _Protocol(LanguageServerProtocol):
    """pygls' protocol, but that texts are kept in the session alone.

    pygls ends lines where the protocol does not (a form feed, U+2028), so that its copy of a text and its places go astray.
    """

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Agree on what both sides can do; all places are in units of UTF-16, which every editor takes."""
        if params.capabilities.general is not None:
            params.capabilities.general.position_encodings = None
        return (yield from super().lsp_initialize(params))

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take a text that was opened."""
        one = params.text_document
        _session(self).open(one.uri, one.text, one.version, one.language_id)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take changes of an open text."""
        _session(self).change(params.text_document.uri, params.content_changes, params.text_document.version)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a text that was closed."""
        _session(self).close(params.text_document.uri)


def _session(protocol: _Protocol) -> Session:
    server = protocol._server
    assert isinstance(server, LitlintServer)  # noqa: S101 - no other server is made with this protocol
    return server.session


class LitlintServer(LanguageServer):
    """The server of one editor; ``exit_code`` is 1 if the editor went without a word."""

    def __init__(self) -> None:
        super().__init__("litlint", __version__, protocol_cls=_Protocol, converter_factory=_converter)
        self.session = Session(self)
        self.exit_code = 1
        self.asks_reasons = False
        for method, (answer, options) in _ANSWERS.items():
            self.feature(method, options)(answer)
        for name, command in _COMMANDS.items():
            self.command(name)(command)

    @property
    def resolves_actions(self) -> bool:
        """Whether the editor asks for the edits of an action when it is chosen."""
        texts = self.client_capabilities.text_document
        support = texts.code_action.resolve_support if texts and texts.code_action else None
        return support is not None and "edit" in support.properties

    def show_findings(self, uri: str, version: int | None, findings: Sequence[Finding], view: View) -> None:
        """Show what was found in a text, in place of what was shown before."""
        shown = diagnostics(findings, view.uri)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, shown, version))

    def show_problem(self, message: str) -> None:
        """Show that something could not be read or judged."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, f"litlint: {message}"))


def _converter() -> Any:
    from lsprotocol.converters import get_converter

    return get_converter()


# What follows are the answers, one for each message; pygls calls them with the server first.


def _initialize(ls: LitlintServer, params: types.InitializeParams) -> None:
    uris = [folder.uri for folder in params.workspace_folders or ()]
    uris += [params.root_uri] if params.root_uri and not uris else []
    ls.session.folders = [place for place in map(file_of, uris) if place is not None]
    options = params.initialization_options
    ls.asks_reasons = isinstance(options, Mapping) and options.get("asksReasons") is True


async def _initialized(ls: LitlintServer, params: types.InitializedParams) -> None:
    """Ask the editor to say when a list, the configuration or the lock changes on the disk."""
    workspace = ls.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching is None or not watching.dynamic_registration:
        return
    watchers = [types.FileSystemWatcher(f"**/{pattern}") for pattern in _WATCHED]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    registration = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    await ls.client_register_capability_async(types.RegistrationParams([registration]))


def _shutdown(ls: LitlintServer, params: None) -> None:
    ls.exit_code = 0
    ls.session.end()


def _saved(ls: LitlintServer, params: types.DidSaveTextDocumentParams) -> None:
    # The file is the open text now, which changes nothing, but for a configuration that an editor does not watch.
    place = file_of(params.text_document.uri)
    if place is not None and place.name in FILES:
        ls.session.files_changed([place])


def _files_changed(ls: LitlintServer, params: types.DidChangeWatchedFilesParams) -> None:
    places = [file_of(change.uri) for change in params.changes]
    ls.session.files_changed(place for place in places if place is not None)


def _folders_changed(ls: LitlintServer, params: types.DidChangeWorkspaceFoldersParams) -> None:
    removed = [file_of(folder.uri) for folder in params.event.removed]
    added = [place for folder in params.event.added if (place := file_of(folder.uri)) is not None]
    ls.session.folders = [*(one for one in ls.session.folders if one not in removed), *added]


async def _ask(
    ls: LitlintServer,
    about: types.TextDocumentIdentifier,
    position: types.Position | None,
    answer: Callable[[View, int], _T],
) -> _T | None:
    """Answer a question about a place when the text has been read as it is now."""
    view = await ls.session.view(about.uri)
    if view is None:
        return None
    offset = offset_of(view.document.source, position) if position is not None else 0
    return await ls.session.in_thread(partial(answer, view, offset))


async def _hover(ls: LitlintServer, params: types.HoverParams) -> types.Hover | None:
    return await _ask(ls, params.text_document, params.position, hover)


async def _definition(ls: LitlintServer, params: types.DefinitionParams) -> list[types.Location] | None:
    return await _ask(ls, params.text_document, params.position, definition)


async def _references(ls: LitlintServer, params: types.ReferenceParams) -> list[types.Location] | None:
    return await _ask(ls, params.text_document, params.position, references)


async def _prepare_rename(ls: LitlintServer, params: types.PrepareRenameParams) -> types.Range | None:
    return await _ask(ls, params.text_document, params.position, renamed_at)


async def _rename(ls: LitlintServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    try:
        return await _ask(ls, params.text_document, params.position, partial(rename, name=params.new_name))
    except LitlintError as error:
        raise JsonRpcInvalidParams(str(error)) from error


async def _symbols(ls: LitlintServer, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
    return await _ask(ls, params.text_document, None, lambda view, _: document_symbols(view.document))


async def _folding(ls: LitlintServer, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    return await _ask(ls, params.text_document, None, lambda view, _: folding_ranges(view.document))


async def _links(ls: LitlintServer, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    return await _ask(ls, params.text_document, None, lambda view, _: document_links(view))


async def _workspace_symbols(ls: LitlintServer, params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
    return await ls.session.in_thread(partial(workspace_symbols, list(ls.session.views()), params.query))


async def _complete(ls: LitlintServer, params: types.CompletionParams) -> list[types.CompletionItem] | None:
    """Answer at once, by what was last read: an answer that comes after the next key is of no use."""
    uri = params.text_document.uri
    if ls.session.glance(uri) is None:
        await ls.session.view(uri)
    seen = ls.session.glance(uri)
    if seen is None:
        return None
    view, source = seen
    return completions(view, source, offset_of(source, params.position))


async def _code_actions(ls: LitlintServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    view = await ls.session.view(params.text_document.uri, judged=True)
    if view is None:
        return None
    source = view.document.source
    start, end = offset_of(source, params.range.start), offset_of(source, params.range.end)
    only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
    offered = list(code_actions(view, start, end, only, asks_reasons=ls.asks_reasons))
    if ls.resolves_actions:
        return offered
    chosen = [await _work_out(ls, action) for action in offered]
    return [action for action in chosen if action.edit is not None or action.command is not None]


async def _work_out(ls: LitlintServer, params: types.CodeAction) -> types.CodeAction:
    data = params.data
    if not isinstance(data, dict) or (view := await ls.session.view(str(data.get("uri")), judged=True)) is None:
        return params
    try:
        params.edit = await ls.session.in_thread(partial(resolve, view, data))
    except LitlintError as error:
        ls.show_problem(str(error))
    return params


async def _allow(ls: LitlintServer, uri: str, line: int, rule: str, reason: str) -> None:
    await _change(ls, uri, "allow", lambda view: allowed(view, line, rule, reason))


async def _add_paper(ls: LitlintServer, uri: str, position: types.Position) -> None:
    from litlint.server.commands import add_paper  # what asks registries takes long to import, and is seldom used

    await _change(ls, uri, "add the paper", lambda view: add_paper(view, offset_of(view.document.source, position)))


async def _refresh(ls: LitlintServer, uri: str, position: types.Position) -> None:
    from litlint.server.commands import refresh

    outcome = await _work(
        ls, uri, "ask the registries", lambda view: refresh(view, offset_of(view.document.source, position))
    )
    if outcome is not None:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, f"litlint: {outcome}"))
        ls.session.lock_changed(uri)


async def _change(ls: LitlintServer, uri: str, title: str, make: Callable[[View], types.WorkspaceEdit]) -> None:
    """Work out edits and have the editor make them."""
    edit = await _work(ls, uri, title, make)
    if edit is not None:
        await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, f"litlint: {title}"))


async def _work(ls: LitlintServer, uri: str, title: str, do: Callable[[View], _T]) -> _T | None:
    """Do something that may take long, while the editor shows that it goes on."""
    view = await ls.session.view(uri, judged=True)
    if view is None:
        return None
    async with _shown_progress(ls, title):
        try:
            return await ls.session.in_thread(partial(do, view))
        except LitlintError as error:
            ls.show_problem(str(error))
            return None


@asynccontextmanager
async def _shown_progress(ls: LitlintServer, title: str) -> AsyncIterator[None]:
    """Have the editor show that something goes on, if it can."""
    window = ls.client_capabilities.window
    if window is None or not window.work_done_progress:
        yield
        return
    token = f"litlint-{uuid4()}"
    await ls.work_done_progress.create_async(token)
    ls.work_done_progress.begin(token, types.WorkDoneProgressBegin(f"litlint: {title}"))
    try:
        yield
    finally:
        ls.work_done_progress.end(token, types.WorkDoneProgressEnd())


_ANSWERS: Final[Mapping[str, tuple[Callable[..., Any], Any]]] = {
    types.INITIALIZE: (_initialize, None),
    types.INITIALIZED: (_initialized, None),
    types.SHUTDOWN: (_shutdown, None),
    types.TEXT_DOCUMENT_DID_SAVE: (_saved, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (_files_changed, None),
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: (_folders_changed, None),
    types.TEXT_DOCUMENT_HOVER: (_hover, None),
    types.TEXT_DOCUMENT_DEFINITION: (_definition, None),
    types.TEXT_DOCUMENT_REFERENCES: (_references, None),
    types.TEXT_DOCUMENT_PREPARE_RENAME: (_prepare_rename, None),
    types.TEXT_DOCUMENT_RENAME: (_rename, types.RenameOptions(prepare_provider=True)),
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (_symbols, None),
    types.TEXT_DOCUMENT_FOLDING_RANGE: (_folding, None),
    types.TEXT_DOCUMENT_DOCUMENT_LINK: (_links, None),
    types.WORKSPACE_SYMBOL: (_workspace_symbols, None),
    types.TEXT_DOCUMENT_COMPLETION: (_complete, types.CompletionOptions(trigger_characters=TRIGGERS)),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        _code_actions,
        types.CodeActionOptions(code_action_kinds=KINDS, resolve_provider=True),
    ),
    types.CODE_ACTION_RESOLVE: (_work_out, None),
}
_COMMANDS: Final[Mapping[str, Callable[..., Any]]] = {
    "litlint.allow": _allow,
    "litlint.addPaper": _add_paper,
    "litlint.refreshFacts": _refresh,
}
