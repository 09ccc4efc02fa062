"""The command that asks registries, cancelled questions, and a list that was written to do harm."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lsprotocol import types

from tests.lookup.web.server import Web
from tests.lookup.web.services import World
from tests.server.editor import Editor, edit

pytestmark = pytest.mark.editor

LIST = "# L\n\n- [A Study of Ants](https://arxiv.org/abs/2001.01234). 2020.\n"
REGISTRIES = ("arxiv", "datacite", "crossref", "handle", "openalex", "semantic-scholar", "github", "hugging-face")


@pytest.fixture
def web() -> Iterator[Web]:
    web = Web()
    yield web
    web.close()


def fill(folder: Path, arxiv: str) -> None:
    """Put a list into a folder whose configuration knows one registry, at an address of this machine."""
    (folder / "list.md").write_text(LIST)
    lines = [
        '[lock]\nhosts = ["127.0.0.1"]\ncontrol = []\nbudget = 20',
        f'[registries.arxiv]\nbase-url = "{arxiv}"\npace = 0',
    ]
    lines += [f"[registries.{name}]\nenabled = false" for name in REGISTRIES[1:]]
    (folder / "litlint.toml").write_text("\n".join(lines) + "\n")


async def refresh(editor: Editor, uri: str) -> str:
    """Run the command at the entry, and return what it says."""
    editor.messages.clear()
    command = types.ExecuteCommandParams("litlint.refreshFacts", [uri, {"line": 2, "character": 5}])
    await editor.workspace_execute_command_async(command)
    [message] = await editor.until(lambda: editor.messages)
    return str(message)


def test_facts_are_asked_for_and_shown_at_once(web: Web, tmp_path: Path) -> None:
    world = World()
    world.paper("2001.01234", "Ring Systems of Distant Planets", abstract="Dust.")
    web.serve("export.arxiv.org", world.arxiv)
    fill(tmp_path, f"{web.origin('export.arxiv.org')}/api/query")

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        assert await editor.found(uri) == []
        assert "papers.lock is up to date" in await refresh(editor, uri)
        assert "Ring Systems" in (tmp_path / "papers.lock").read_text()
        [wrong] = await editor.found(uri, "title-differs")
        assert "Ring Systems of Distant Planets" in wrong.message
        assert "nothing has changed" in await refresh(editor, uri)

    edit(tmp_path, work, {"XDG_CACHE_HOME": str(tmp_path / ".cache"), "LITLINT_OFFLINE": ""})


def test_a_registry_that_fails_is_said_and_changes_nothing(web: Web, tmp_path: Path) -> None:
    fill(tmp_path, f"{web.origin('export.arxiv.org')}/api/query")  # which answers 404

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        assert "arXiv did not answer" in await refresh(editor, uri)
        assert await editor.found(uri) == []

    edit(tmp_path, work, {"XDG_CACHE_HOME": str(tmp_path / ".cache"), "LITLINT_OFFLINE": ""})
    assert not (tmp_path / "papers.lock").exists()


def test_questions_that_are_cancelled_hold_up_no_other(tmp_path: Path) -> None:
    text = "# L\n\n" + "".join(
        f"- [A Study of Ant {number}](https://arxiv.org/abs/2001.{number:05}). 2020.\n" for number in range(1, 501)
    )
    (tmp_path / "list.md").write_text(text)

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        about = types.TextDocumentIdentifier(uri)
        asked = [
            asyncio.ensure_future(editor.text_document_document_symbol_async(types.DocumentSymbolParams(about)))
            for _ in range(5)
        ]
        for one in asked[:4]:
            one.cancel()  # which sends $/cancelRequest
        outline = await asked[4]
        assert outline is not None
        assert isinstance(outline[0], types.DocumentSymbol)
        assert len(list(outline[0].children or [])) == 500
        ended = await asyncio.gather(*asked[:4], return_exceptions=True)
        assert all(isinstance(one, asyncio.CancelledError) for one in ended)
        hover = await editor.text_document_hover_async(types.HoverParams(about, types.Position(2, 5)))
        assert hover is not None

    edit(tmp_path, work)


# A link, tag, picture or heading that no backslash makes plain text, but for links to the web.
HARM = re.compile(r"(?<!\\)\]\((?!https?://)|(?<!\\)[<!]|^#", re.MULTILINE)
HOSTILE = """\
# L <script>alert(1)</script>

- [A [x](command:run) `b` <img src=x onerror=alert(1)> Study](http://arxiv.org/abs/2001.01234 "](command:run)"). 2020.
- [Run me](command:workbench.action.terminal.new) [file](file:///etc/passwd) [js](javascript:alert(1)), 2020, NeurIPS
- [@x](command:a) [$(touch harm)](http://arxiv.org/abs/2001.01235), `$(touch harm)`
"""
HOSTILE_LOCK = (
    '{"id":"arxiv:2001.01234","title":"[Click](command:run) <a href=\\"command:run\\">a</a> \\n# Title",'
    '"authors":["<script>","[A](javascript:alert(1))"],"published":"2020-01-05","retracted":"![a](http://a.org/pixel)"}\n'
)


def test_a_hostile_list_gives_an_editor_nothing_to_run(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(HOSTILE)
    (tmp_path / "papers.lock").write_text(HOSTILE_LOCK)

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        about = types.TextDocumentIdentifier(uri)
        shown = await editor.until(lambda: editor.shown.get(uri) and editor.shown[uri].diagnostics)
        for one in shown:
            assert one.code_description is None or one.code_description.href.startswith("https://")
        links = await editor.text_document_document_link_async(types.DocumentLinkParams(about)) or []
        assert links
        assert all(str(link.target).startswith(("http://", "https://", uri.rsplit("/", 1)[0])) for link in links)
        for line, character in ((2, 4), (2, 40), (2, 80), (3, 4), (4, 30)):
            place = types.Position(line, character)
            hover = await editor.text_document_hover_async(types.HoverParams(about, place))
            if hover is not None:
                assert isinstance(hover.contents, types.MarkupContent)
                said = hover.contents.value
                assert not HARM.search(said), said
            whole = types.Range(types.Position(line, 0), types.Position(line, 90))
            context = types.CodeActionContext([])
            actions = await editor.text_document_code_action_async(types.CodeActionParams(about, whole, context)) or []
            for action in actions:
                command = action.command if isinstance(action, types.CodeAction) else action
                assert command is None or command.command.startswith("litlint.")

    edit(tmp_path, work)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.md", "papers.lock"]
