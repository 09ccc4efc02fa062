"""An editor for tests: pygls' own client, which starts `litlint server` as a process and talks to it over its streams."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from litlint.server.places import uri_of

PATIENCE = 30
"""Seconds after which a test gives up; nothing is timed, so that a busy machine is no fault."""


class Editor(LanguageClient):
    """What an editor keeps: its texts as it shows them, and what the server told of them."""

    def __init__(self, root: Path) -> None:
        super().__init__("test editor", "1")
        self.root = root
        self.shown: dict[str, types.PublishDiagnosticsParams] = {}
        self.messages: list[str] = []
        self.edits: list[types.WorkspaceEdit] = []
        self.watched: list[types.FileSystemWatcher] = []
        self.news = asyncio.Event()
        self.versions: dict[str, int] = {}

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.shown[params.uri] = params
            self.news.set()

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        def show(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)
            self.news.set()

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params: types.RegistrationParams) -> None:
            for one in params.registrations:
                self.watched += [types.FileSystemWatcher(w["globPattern"]) for w in _plain(one.register_options)]
            self.news.set()

        @self.feature(types.WORKSPACE_APPLY_EDIT)
        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self.edits.append(params.edit)
            self.news.set()
            return types.ApplyWorkspaceEditResult(applied=True)

        @self.feature(types.WINDOW_WORK_DONE_PROGRESS_CREATE)
        def create(params: types.WorkDoneProgressCreateParams) -> None:
            return None

    def uri(self, path: str) -> str:
        """Return the URI of a file of the repository."""
        return uri_of(self.root / path)

    def open(self, path: str, text: str | None = None) -> str:
        """Open a file, or a text that is not saved, and return its URI."""
        uri = self.uri(path)
        content = (self.root / path).read_bytes().decode() if text is None else text
        self.versions[uri] = 1
        item = types.TextDocumentItem(uri, "bibtex" if path.endswith(".bib") else "markdown", 1, content)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def type(self, uri: str, text: str, line: int, character: int, end: tuple[int, int] | None = None) -> None:
        """Put a text at a place, or in place of what lies between two places."""
        self.versions[uri] += 1
        start = types.Position(line, character)
        place = types.Range(start, types.Position(*end) if end else start)
        changes = [types.TextDocumentContentChangePartial(place, text)]
        document = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    async def until(self, happens: Callable[[], Any]) -> Any:
        """Wait until something is so, and return it."""
        async with asyncio.timeout(PATIENCE):
            while not (found := happens()):
                self.news.clear()
                await self.news.wait()
        return found

    async def found(self, uri: str, *rules: str) -> list[types.Diagnostic]:
        """Wait until just these rules have found something in a text, and return what."""

        def is_so() -> list[types.Diagnostic] | bool:
            shown = self.shown.get(uri)
            if shown is None or (shown.version or 0) < self.versions.get(uri, 0):
                return False
            found = sorted(str(one.code) for one in shown.diagnostics) == sorted(rules)
            return found and ([*shown.diagnostics] or True)

        try:
            found = await self.until(is_so)
        except TimeoutError:
            shown = self.shown.get(uri)
            told = [(one.code, one.message) for one in shown.diagnostics] if shown else None
            raise AssertionError(f"wanted {rules}, shown {told}, messages {self.messages}") from None
        return [] if found is True else list(found)


def _plain(options: Any) -> list[dict[str, str]]:
    return list(options["watchers"] if isinstance(options, Mapping) else [vars(one) for one in options.watchers])


CAPABILITIES = types.ClientCapabilities(
    general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8]),
    workspace=types.WorkspaceClientCapabilities(
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        apply_edit=True,
    ),
    window=types.WindowClientCapabilities(work_done_progress=True),
    text_document=types.TextDocumentClientCapabilities(
        code_action=types.CodeActionClientCapabilities(
            resolve_support=types.ClientCodeActionResolveOptions(["edit"]), data_support=True
        )
    ),
)


@asynccontextmanager
async def editing(root: Path, environment: Mapping[str, str], options: Mapping[str, object]) -> AsyncIterator[Editor]:
    """Start a server for a folder, and end it as an editor does."""
    editor = Editor(root)
    await editor.start_io(sys.executable, "-m", "litlint", "server", env={**os.environ, **environment})
    uri = uri_of(root)
    folders = [types.WorkspaceFolder(uri, root.name)]
    await editor.initialize_async(
        types.InitializeParams(
            CAPABILITIES, root_uri=uri, workspace_folders=folders, initialization_options=dict(options)
        )
    )
    editor.initialized(types.InitializedParams())
    yield editor
    await editor.shutdown_async(None)
    editor.exit(None)
    await editor.stop()


def edit(
    root: Path,
    work: Callable[[Editor], Awaitable[None]],
    environment: Mapping[str, str] | None = None,
    options: Mapping[str, object] | None = None,
) -> None:
    """Do something in an editor that has a folder open."""

    async def whole() -> None:
        async with editing(root, environment or {}, options or {}) as editor:
            await work(editor)

    asyncio.run(whole())
