"""What an editor offers to do, chosen and made as an editor makes it."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from litlint.model.source import Source
from litlint.server.places import offset_of, uri_of
from tests.server.editor import Editor, edit

pytestmark = pytest.mark.editor

LIST = """\
# Papers

- [A Study of Ants](http://arxiv.org/abs/2001.01234)
- [A Study of Bees](http://arxiv.org/abs/2001.01235)
"""
CITED = """\
# Papers

#### A Study of Ants

paper link: [here](https://arxiv.org/abs/2001.01234)

```bibtex
@misc{doe2020study,
  title={A Study of Ants},
  author={Jane Doe},
  year={2020},
  eprint={2001.01234},
  archivePrefix={arXiv}
}
```

#### A Study of Bees

paper link: [here](https://arxiv.org/abs/2001.01235)
"""
LOCK = (
    '{"id":"arxiv:2001.01234","title":"A Study of Ants","authors":["Jane Doe"],"published":"2020-01-05",'
    '"doi":"10.1145/3694715.3695964"}\n'
    '{"id":"arxiv:2001.01235","title":"A Study of Bees","authors":["Richard Roe"],"published":"2020-01-06"}\n'
    '{"id":"doi:10.1145/3694715.3695964","title":"A Study of Ants","authors":["Jane Doe"],"published":"2024-11-04",'
    '"venue":"SOSP"}\n'
)


async def offered(editor: Editor, uri: str, line: int, character: int, *only: str) -> dict[str, types.CodeAction]:
    """Return what is offered at a place, by its title."""
    place = types.Position(line, character)
    context = types.CodeActionContext([], only=list(only) or None)
    asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(place, place), context)
    actions = await editor.text_document_code_action_async(asked)
    return {one.title: one for one in actions or () if isinstance(one, types.CodeAction)}


async def chosen(editor: Editor, action: types.CodeAction, text: str, uri: str) -> str:
    """Return a text after an action that was chosen."""
    resolved = await editor.code_action_resolve_async(action)
    assert resolved.edit is not None, editor.messages
    return after(text, resolved.edit, uri)


def after(text: str, change: types.WorkspaceEdit, uri: str) -> str:
    """Return a text after the edits that concern it."""
    source = Source("list.md", text)
    edits: Any = (change.changes or {})[uri]
    for one in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        start, end = offset_of(source, one.range.start), offset_of(source, one.range.end)
        text = text[:start] + one.new_text + text[end:]
    return text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_fix_all_fixes_and_a_directive(tmp_path: Path, newline: str) -> None:
    text = LIST.replace("\n", newline)
    (tmp_path / "list.md").write_bytes(text.encode())

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        await editor.found(uri, "insecure-url", "insecure-url")
        actions = await offered(editor, uri, 2, 22)
        fix = next(one for one in actions.values() if one.is_preferred)
        assert [one.code for one in fix.diagnostics or ()] == ["insecure-url"]
        assert await chosen(editor, fix, text, uri) == text.replace("http:", "https:", 1)
        allowed = await chosen(editor, actions["Allow insecure-url here"], text, uri)
        directive = f"<!-- litlint: allow insecure-url (say why) -->{newline}"
        assert allowed.replace(directive, "") == text
        assert allowed.index(directive) < allowed.index("A Study of Bees")
        everything = await offered(editor, uri, 0, 0, "source.fixAll")
        [one] = everything.values()
        assert one.kind == "source.fixAll.litlint"
        assert await chosen(editor, one, text, uri) == text.replace("http:", "https:")

    edit(tmp_path, work)


def test_a_reason_is_asked_for_where_the_editor_can(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        await editor.found(uri, "insecure-url", "insecure-url")
        place = types.Position(2, 22)
        asked = types.CodeActionParams(
            types.TextDocumentIdentifier(uri), types.Range(place, place), types.CodeActionContext([])
        )
        actions = await editor.text_document_code_action_async(asked) or ()
        # pygls' client takes an action with a command for a mere command, and what that holds for its name.
        [named] = [one.command for one in actions if isinstance(one, types.Command)]
        command = ast.literal_eval(named)
        assert command["command"] == "litlint.askReason"
        arguments = [*command["arguments"], "the site has no https"]
        await editor.workspace_execute_command_async(types.ExecuteCommandParams("litlint.allow", arguments))
        [change] = editor.edits
        assert "<!-- litlint: allow insecure-url (the site has no https) -->" in after(LIST, change, uri)

    edit(tmp_path, work, options={"asksReasons": True})


def test_a_citation_and_a_published_version_are_written_from_the_lock(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(CITED)
    (tmp_path / "papers.lock").write_text(LOCK)

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        await editor.found(uri)
        actions = await offered(editor, uri, 17, 8)
        assert await chosen(editor, actions["Add the citation"], CITED, uri) == CITED + (
            "\n```bibtex\n@misc{roe2020study,\n  title={A Study of Bees},\n  author={Richard Roe},\n  year={2020},\n"
            "  eprint={2001.01235},\n  archivePrefix={arXiv}\n}\n```\n"
        )
        actions = await offered(editor, uri, 8, 4)
        published = await chosen(editor, actions["Cite the published version"], CITED, uri)
        assert "{doe2020study," in published
        assert "10.1145/3694715.3695964" in published
        assert "archivePrefix" not in published
        actions = await offered(editor, uri, 4, 25)
        linked = await chosen(editor, actions["Link the published version"], CITED, uri)
        assert "[here](https://doi.org/10.1145/3694715.3695964)" in linked
        assert "Add the citation" not in await offered(editor, uri, 2, 8)

    edit(tmp_path, work)


def test_a_fix_that_raises_another_finding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "sitecustomize.py").write_text(
        "from litlint.rules.link.url_shape import UrlShape\n"
        "def visit(self, link, context):\n"
        "    if link.url.startswith('https:'):\n"
        "        yield self.finding(link.url_span, 'this is no good')\n"
        "UrlShape.visit_link = visit\n"
    )

    async def work(editor: Editor) -> None:
        uri = editor.open("list.md")
        await editor.found(uri, "insecure-url", "insecure-url")
        fix = next(one for one in (await offered(editor, uri, 2, 22)).values() if one.is_preferred)
        assert (await editor.code_action_resolve_async(fix)).edit is None
        assert await editor.until(lambda: [told for told in editor.messages if "url-shape" in told])

    edit(tmp_path, work, {"PYTHONPATH": str(tmp_path)})


def test_a_uri_is_its_file(tmp_path: Path) -> None:
    assert uri_of(tmp_path / "a list.md").endswith("/a%20list.md")
