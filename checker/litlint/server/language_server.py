"""Speaks the Language Server Protocol: turns what an editor asks into calls of the other modules, and nothing else.

Source: https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from litlint import __version__
from litlint.lookup.lockfile import LOCK_NAME
from litlint.model.finding import Finding
from litlint.scope.baseline import BASELINE_NAME
from litlint.server.diagnostics import diagnostics
from litlint.server.places import file_of
from litlint.server.session import Session
from litlint.server.view import View
from litlint.workspace.config import FILES
from litlint.workspace.discover import ENDINGS

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
        _register(self)

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


def _register(server: LitlintServer) -> None:
    """Say which requests the server answers, and by what."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        uris = [folder.uri for folder in params.workspace_folders or ()]
        uris += [params.root_uri] if params.root_uri and not uris else []
        server.session.folders = [place for place in map(file_of, uris) if place is not None]

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        await _watch(server)

    @server.feature(types.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.exit_code = 0
        server.session.end()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        # The file is the open text now, which changes nothing, but for a configuration that an editor does not watch.
        place = file_of(params.text_document.uri)
        if place is not None and place.name in FILES:
            server.session.files_changed([place])

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        places = [file_of(change.uri) for change in params.changes]
        server.session.files_changed(place for place in places if place is not None)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        removed = [file_of(folder.uri) for folder in params.event.removed]
        added = [place for folder in params.event.added if (place := file_of(folder.uri)) is not None]
        server.session.folders = [*(one for one in server.session.folders if one not in removed), *added]


async def _watch(server: LitlintServer) -> None:
    """Ask the editor to tell when a list, the configuration or the lock changes on the disk."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching is None or not watching.dynamic_registration:
        return
    watchers = [types.FileSystemWatcher(f"**/{pattern}") for pattern in _WATCHED]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    registration = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    await server.client_register_capability_async(types.RegistrationParams([registration]))
