"""What the editor shows while a list is written; a real client talks to a real server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types

from tests.server.editor import Editor, edit

pytestmark = pytest.mark.editor

LIST = """\
# Papers

- [A Study of Ants](http://arxiv.org/abs/2001.01234)
- [A Study of Bees](https://arxiv.org/abs/2001.01235)
"""


def test_what_is_wrong_is_shown_while_typing(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        [one] = await editor.found(uri, "insecure-url")
        assert one.range == types.Range(types.Position(2, 20), types.Position(2, 24))
        assert one.severity == types.DiagnosticSeverity.Information
        assert one.code_description is not None
        assert one.code_description.href.endswith("/rules/insecure-url/")
        editor.type(uri, "s", 2, 24)
        assert await editor.found(uri) == []
        editor.type(uri, "- [A Study of Cats](http://arxiv.org/abs/2001.01236)\n", 4, 0)
        [one] = await editor.found(uri, "insecure-url")
        assert one.range.start.line == 4

    edit(tmp_path, work)


def test_places_are_right_in_any_text(tmp_path: Path) -> None:
    # A character beyond the first plane is two units to an editor, a form feed and U+2028 end no line to it.
    text = (
        "# \U0001f41c Papers\u2028here\x0c\r\n\r\n- \U0001f41c [A Study of Ants](http://arxiv.org/abs/2001.01234)\r\n"
    )
    (tmp_path / "list.md").write_bytes(text.encode())

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        [one] = await editor.found(uri, "insecure-url")
        assert one.range == types.Range(types.Position(2, 23), types.Position(2, 27))
        editor.type(uri, "https", 2, 23, (2, 27))
        await editor.found(uri)

    edit(tmp_path, work)


def test_others_are_compared_but_never_shown(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("- [A Study of Towns](https://arxiv.org/abs/2001.01235)\n")
    (tmp_path / "two.md").write_text(LIST.replace("http:", "https:"))

    async def work(editor: Editor) -> None:
        uri = editor.open("two.md")
        [one] = await editor.found(uri, "shared-identifier")
        assert {related.location.uri for related in one.related_information or ()} == {editor.uri("one.md")}
        assert one.range.start.line == 3
        editor.type(uri, "\n", 0, 8)
        [one] = await editor.found(uri, "shared-identifier")
        assert one.range.start.line == 4
        assert set(editor.shown) == {uri}
        other = editor.open("one.md")
        await editor.found(other)
        editor.type(other, "https://arxiv.org/abs/2001.01999", 0, 21, (0, 53))
        await editor.found(uri)  # what is typed there counts here, though no file has changed
        editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(other)))
        await editor.found(uri, "shared-identifier")
        assert not editor.shown[other].diagnostics

    edit(tmp_path, work)


def test_configuration_and_lock_are_watched(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "hidden.md").write_text(LIST)

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        await editor.found(uri, "insecure-url")
        patterns = {watcher.glob_pattern for watcher in await editor.until(lambda: editor.watched)}
        assert {"**/litlint.toml", "**/papers.lock"} <= patterns

        def write(name: str, text: str) -> None:
            (tmp_path / name).write_text(text)
            event = types.FileEvent(editor.uri(name), types.FileChangeType.Changed)
            editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

        write("litlint.toml", 'ignore = ["insecure-url"]\nexclude = ["hidden.md"]\n')
        await editor.found(uri)
        write("litlint.toml", "ignore = 7\n")
        assert await editor.until(lambda: [told for told in editor.messages if "litlint.toml" in told])
        write("litlint.toml", 'exclude = ["hidden.md"]\n')
        await editor.found(uri, "insecure-url")
        hidden = editor.open("hidden.md")
        assert await editor.found(hidden) == []
        row = '{"id":"arxiv:2001.01235","title":"Sand Grains in the Wind","authors":["Roe"],"published":"2020-01-05"}\n'
        write("papers.lock", row)
        found = await editor.found(uri, "insecure-url", "unlocked-paper", "title-differs")
        assert any("Sand Grains" in one.message for one in found)

    edit(tmp_path, work)


def test_what_is_retracted_is_struck_out(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text("- [A Study of Ants](https://arxiv.org/abs/2001.01234)\n")
    (tmp_path / "papers.lock").write_text(
        '{"id":"arxiv:2001.01234","title":"A Study of Ants","authors":["Doe"],"retracted":"It was wrong."}\n'
    )

    async def work(editor: Editor) -> None:
        [one] = await editor.found(editor.open("list.md"), "retracted-paper")
        assert one.tags == (types.DiagnosticTag.Deprecated,)

    edit(tmp_path, work)


def test_what_a_fix_just_takes_away_is_dimmed(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text("- [A Study\u200b of Ants](https://arxiv.org/abs/2001.01234)\n", "utf-8")

    async def work(editor: Editor) -> None:
        [one] = await editor.found(editor.open("list.md"), "hidden-characters")
        assert one.tags == (types.DiagnosticTag.Unnecessary,)

    edit(tmp_path, work)


def test_a_text_that_is_in_no_file(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        item = types.TextDocumentItem("untitled:Untitled-1", "markdown", 1, LIST)
        editor.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await editor.found("untitled:Untitled-1", "insecure-url")

    edit(tmp_path, work)


def test_halves_of_characters_are_no_harm(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = editor.open("new.md", LIST)
        await editor.found(uri, "insecure-url")
        editor.type(uri, "\ud83d", 0, 2)
        editor.type(uri, "s", 2, 24)
        await editor.found(uri)

    edit(tmp_path, work)


def test_a_rule_that_crashes_hides_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "sitecustomize.py").write_text(
        "from litlint.rules.link.url_shape import UrlShape\n"
        "def crash(self, link, context):\n"
        "    raise RuntimeError('a fault on purpose')\n"
        "UrlShape.visit_link = crash\n"
    )

    async def work(editor: Editor) -> None:
        await editor.found(editor.open("list.md"), "insecure-url")
        assert await editor.until(lambda: [told for told in editor.messages if "url-shape" in told])

    edit(tmp_path, work, {"PYTHONPATH": str(tmp_path)})


def test_without_pygls_one_line_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pygls'] = None\n")
    command = [sys.executable, "-m", "litlint", "server"]
    done = subprocess.run(command, input="", capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2
    assert done.stderr == 'litlint: the server needs pygls\ntype: pip install "litlint[lsp]"\n'
    assert not done.stdout
