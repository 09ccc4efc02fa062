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
        assert one.range == types.Range(types.Position(2, 20), types.Position(2, 51))
        assert one.severity == types.DiagnosticSeverity.Warning
        assert one.code_description is not None
        assert one.code_description.href.endswith("/rules/insecure-url/")
        editor.type(uri, "s", 2, 24)
        assert await editor.found(uri) == []
        editor.type(uri, "- [A Study of Cats](http://arxiv.org/abs/2001.01236)\n", 4, 0)
        [one] = await editor.found(uri, "insecure-url")
        assert one.range.start.line == 4

    edit(tmp_path, work)
