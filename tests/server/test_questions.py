"""What an editor asks about a place: hover, completion, outline, definition, references, links, rename, commands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.server.editor import Editor, edit
from tests.server.test_code_actions import after

pytestmark = pytest.mark.editor

LIST = """\
# Papers

As shown before [@doe2020].
See the [ants](#ants) and [the other list](other.md).

## Ants

- [A Study of Ants](https://arxiv.org/abs/2001.01234), ICML 2020 [[code](https://github.com/doe/ants)]
- [A Study of Bees](https://arxiv.org/abs/2001.01235), NeurIPS 2021 [[code](https://github.com/roe/bees)]

### Red ants

- [A Study of Fire](https://arxiv.org/abs/2001.01236), ICML 2022 [[code](https://github.com/poe/fire)]
"""
BIB = """\
@misc{doe2020,
  title = {A Study of Ants},
  author = {Jane Doe},
  year = {2020},
  eprint = {2001.01234},
  archivePrefix = {arXiv},
}
"""
LOCK = (
    '{"id":"arxiv:2001.01234","title":"A Study of Ants","authors":["Jane Doe"],"published":"2020-01-05",'
    '"retracted":"[It](command:run) was <b>wrong</b>"}\n'
    '{"id":"arxiv:2001.01235","title":"A Study of Bees","authors":["Roe"],"published":"2020-01-05"}\n'
    '{"id":"arxiv:2001.01236","title":"A Study of Fire","authors":["Poe"],"published":"2020-01-05"}\n'
    '{"id":"github:doe/ants","archived":true}\n'
    '{"id":"github:roe/bees"}\n{"id":"github:poe/fire"}\n'
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "list.md").write_text(LIST)
    (tmp_path / "other.md").write_text("# Others\n\n- [A Study of Ants](https://arxiv.org/abs/2001.01234)\n")
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / "papers.lock").write_text(LOCK)
    return tmp_path


def at(uri: str, text: str, needle: str, into: int = 1) -> tuple[types.TextDocumentIdentifier, types.Position]:
    """Return the place some characters into the first of some words."""
    offset = text.index(needle) + into
    line = text.count("\n", 0, offset)
    return types.TextDocumentIdentifier(uri), types.Position(line, offset - (text.rfind("\n", 0, offset) + 1))


async def opened(editor: Editor, path: str = "list.md") -> str:
    """Open a list and wait until something was found in it."""
    uri = editor.open(path)
    await editor.until(lambda: uri in editor.shown)
    return uri


def test_hover_says_what_a_link_really_is(repository: Path) -> None:
    async def told(editor: Editor, uri: str, text: str, needle: str) -> str:
        found = await editor.text_document_hover_async(types.HoverParams(*at(uri, text, needle)))
        assert found is not None
        assert isinstance(found.contents, types.MarkupContent)
        return found.contents.value

    async def work(editor: Editor) -> None:
        uri = await opened(editor)
        said = await told(editor, uri, LIST, "https://arxiv.org/abs/2001.01234")
        assert said.startswith(
            "**A Study of Ants**\n\nJane Doe\n\n⚠ **retracted**: \\[It\\]\\(command\\:run\\) was \\<b\\>wrong"
        )
        assert "[arXiv\\:2001\\.01234](https://arxiv.org/abs/2001.01234), by papers.lock of 20" in said
        assert "archived" in await told(editor, uri, LIST, "https://github.com/doe")
        assert (await told(editor, uri, LIST, "A Study of Bees")).startswith("**A Study of Bees**")
        assert (await told(editor, uri, LIST, "doe2020")).startswith("**A Study of Ants**")
        bib = await opened(editor, "refs.bib")
        assert (await told(editor, bib, BIB, "2001.01234")).startswith("**A Study of Ants**")
        nothing = types.HoverParams(*at(uri, LIST, "As shown"))
        assert await editor.text_document_hover_async(nothing) is None

    edit(repository, work)


def test_completion_offers_what_the_lists_hold(repository: Path) -> None:
    async def labels(editor: Editor, uri: str, line: int, text: str) -> list[str]:
        editor.type(uri, text, line, 0)
        asked = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(line, len(text)))
        items = await editor.text_document_completion_async(asked)
        assert isinstance(items, list)
        editor.type(uri, "", line, 0, (line, len(text)))
        return [one.label for one in sorted(items, key=lambda one: one.sort_text or one.label)]

    async def work(editor: Editor) -> None:
        uri = await opened(editor)
        assert await labels(editor, uri, 1, "see [@d") == ["doe2020"]
        assert await labels(editor, uri, 1, "see \\citep{") == ["doe2020"]
        assert await labels(editor, uri, 1, "see [here](#") == ["ants", "papers", "red-ants"]
        assert await labels(editor, uri, 1, "- A Study [[") == ["code"]
        assert await labels(editor, uri, 1, "- A Study, IC") == ["ICML", "NeurIPS"]
        bib = await opened(editor, "refs.bib")
        assert {"article", "inproceedings"} <= set(await labels(editor, bib, 7, "@in"))
        fields = await labels(editor, bib, 4, "  ")
        assert "journaltitle" in fields
        assert "title" not in fields

    edit(repository, work)


def test_outline_folding_and_search(repository: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = await opened(editor)
        about = types.TextDocumentIdentifier(uri)
        [top] = await editor.text_document_document_symbol_async(types.DocumentSymbolParams(about)) or ()
        assert isinstance(top, types.DocumentSymbol)
        assert top.name == "Papers"
        [ants] = top.children or ()
        assert [one.name for one in ants.children or ()] == ["A Study of Ants", "A Study of Bees", "Red ants"]
        folds = await editor.text_document_folding_range_async(types.FoldingRangeParams(about)) or ()
        assert {(one.start_line, one.end_line) for one in folds} == {(0, 12), (5, 12), (10, 12)}
        found = await editor.workspace_symbol_async(types.WorkspaceSymbolParams("study ants")) or ()
        assert {one.location.uri for one in found} == {uri, editor.uri("other.md"), editor.uri("refs.bib")}

    edit(repository, work)


def test_definitions_references_and_links(repository: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = await opened(editor)

        async def leads(needle: str, into: int = 1) -> tuple[str, int]:
            asked = types.DefinitionParams(*at(uri, LIST, needle, into))
            found = await editor.text_document_definition_async(asked)
            assert isinstance(found, Sequence)
            [place] = found
            assert isinstance(place, types.Location)
            return place.uri, place.range.start.line

        assert await leads("doe2020") == (editor.uri("refs.bib"), 0)
        assert await leads("#ants") == (uri, 5)
        assert await leads("other.md") == (editor.uri("other.md"), 0)
        assert await leads("abs/2001.01235") == (uri, 8)
        context = types.ReferenceContext(include_declaration=True)
        asked = types.ReferenceParams(context, *at(uri, LIST, "abs/2001.01234"))
        places = await editor.text_document_references_async(asked) or ()
        assert {one.uri for one in places} == {uri, editor.uri("other.md"), editor.uri("refs.bib")}
        links = await editor.text_document_document_link_async(
            types.DocumentLinkParams(types.TextDocumentIdentifier(uri))
        )
        assert {"https://arxiv.org/abs/2001.01234", editor.uri("other.md")} <= {one.target for one in links or ()}

    edit(repository, work)


def test_a_key_is_renamed_in_list_and_bibliography(repository: Path) -> None:
    async def work(editor: Editor) -> None:
        uri = await opened(editor)
        editor.type(uri, "\n", 0, 8)  # what is typed counts, not the file
        text = LIST.replace("# Papers\n", "# Papers\n\n", 1)
        about, place = at(uri, text, "doe2020")
        there = await editor.text_document_prepare_rename_async(types.PrepareRenameParams(about, place))
        assert isinstance(there, types.Range)
        change = await editor.text_document_rename_async(types.RenameParams(about, place, "doe2020ants"))
        assert change is not None
        assert after(text, change, uri) == text.replace("doe2020", "doe2020ants")
        assert after(BIB, change, editor.uri("refs.bib")) == BIB.replace("doe2020", "doe2020ants")
        with pytest.raises(JsonRpcException, match="cannot be a citation key"):
            await editor.text_document_rename_async(types.RenameParams(about, place, "doe, 2020"))

    edit(repository, work)


def test_a_paper_is_added_at_the_cursor(repository: Path) -> None:
    lock = (
        LOCK + '{"id":"arxiv:2001.01240","title":"A Study of Wasps","authors":["Ann Lee"],"published":"2020-01-07"}\n'
    )
    (repository / "papers.lock").write_text(lock)

    async def work(editor: Editor) -> None:
        uri = await opened(editor)
        editor.type(uri, "- 2001.01240\n", 9, 0)
        text = LIST.replace("roe/bees)]\n", "roe/bees)]\n- 2001.01240\n")
        place = {"line": 9, "character": 4}
        await editor.workspace_execute_command_async(types.ExecuteCommandParams("litlint.addPaper", [uri, place]))
        assert editor.messages == []
        [change] = editor.edits
        added = after(text, change, uri)
        assert "- [A Study of Wasps](https://arxiv.org/abs/2001.01240)" in added
        assert "- 2001.01240" not in added
        editor.type(uri, "- 10.1145/nothing\n", 9, 0)
        await editor.workspace_execute_command_async(types.ExecuteCommandParams("litlint.addPaper", [uri, place]))
        assert await editor.until(lambda: editor.messages)

    edit(repository, work, {"LITLINT_OFFLINE": "1"})
