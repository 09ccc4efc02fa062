"""What the language server costs, asked as an editor asks it: `PYTHONPATH=. python tests/benchmarks/server.py LIST.md`.

Tells the CPU time of the server until the first diagnostics, and for keystrokes until the answer and until a completion, so
that a busy machine decides nothing; beside it the share of a whole check of the text, which is what an answer would cost if
nothing was known before. Linux only.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types

from litlint.api import check_text
from litlint.model.source import Source
from litlint.server.places import position_of
from tests.server.editor import Editor, editing

_KEYS = 12


async def measure(path: Path) -> None:
    """Open a list alone, type into it, and print what that took."""
    text = path.read_text("utf-8", "surrogateescape")
    started = time.process_time()
    check_text(text)
    whole = time.process_time() - started
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "README.md").write_text(text, "utf-8", "surrogateescape")
        async with editing(Path(folder), {"XDG_CACHE_HOME": folder}, {}) as editor:
            uri = editor.open("README.md")
            await editor.until(lambda: uri in editor.shown)
            _say(
                f"{len(text.encode()) // 1000} kB: first diagnostics {_seconds(editor):.2f} s of CPU, from the start on"
            )
            about = types.TextDocumentIdentifier(uri)
            await editor.text_document_document_symbol_async(types.DocumentSymbolParams(about))
            keys = [await _keystroke(editor, uri, text, random.Random(at)) for at in range(_KEYS)]
            for name, times in zip(("completion", "diagnostics"), zip(*keys, strict=True), strict=True):
                median, worst = statistics.median(times), max(times)
                _say(
                    f"  {name}: {median * 1000:.0f} ms (worst {worst * 1000:.0f}), {median / whole:.3f} of a whole check"
                )
            _say(f"  memory: {_memory(editor):.0f} MB")


async def _keystroke(editor: Editor, uri: str, text: str, chance: random.Random) -> tuple[float, float]:
    """Type a letter into a line and take it away; return the CPU seconds to a completion, and to what is found then."""
    await _rest(editor)
    place = position_of(Source("README.md", text), chance.randrange(len(text)))
    started = _seconds(editor)
    editor.type(uri, "x", place.line, place.character)
    asked = types.CompletionParams(types.TextDocumentIdentifier(uri), types.Position(place.line, place.character + 1))
    await editor.text_document_completion_async(asked)
    completed = _seconds(editor) - started
    await editor.until(lambda: editor.shown[uri].version == editor.versions[uri])
    answered = _seconds(editor) - started
    editor.type(uri, "", place.line, place.character, (place.line, place.character + 1))
    await editor.until(lambda: editor.shown[uri].version == editor.versions[uri])
    return completed, answered


async def _rest(editor: Editor) -> None:
    """Wait until the server has nothing more to do."""
    before = -1.0
    while before != (before := _seconds(editor)):
        await asyncio.sleep(1)


def _process(editor: Editor) -> str:
    assert editor._server is not None
    return f"/proc/{editor._server.pid}"


def _seconds(editor: Editor) -> float:
    """Return the CPU seconds that the server has taken since it was started (proc(5), fields 14 and 15)."""
    fields = Path(_process(editor), "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(editor: Editor) -> float:
    """Return the most memory that the server has taken, in MB."""
    return int(Path(_process(editor), "status").read_text().partition("VmHWM:")[2].split()[0]) / 1000


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        asyncio.run(measure(Path(name)))
