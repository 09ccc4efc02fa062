"""The line that says on a terminal what a long run is doing."""

from __future__ import annotations

import io
import os
import sys

import pytest

from litlint.cli.progress import _StatusLine, status

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)


def shown(terminal: int, length: int) -> bytes:
    """Return what a terminal was given, which comes in pieces."""
    data = b""
    while len(data) < length:
        data += os.read(terminal, length - len(data))
    return data


def test_the_line_says_what_is_done_once_it_is_shown_and_vanishes() -> None:
    master, terminal = os.openpty()
    line = _StatusLine(terminal)
    line.tell("reading a.md")
    line.show()
    line.tell("judging the\x1b[2J lists")
    line.hide()
    expected = b"\r\x1b[Kreading a.md\r\x1b[Kjudging the [2J lists\r\x1b[K"
    assert shown(master, len(expected)) == expected
    line.show()
    line.tell("more")
    line.hide()
    os.write(terminal, b".")
    assert os.read(master, 1000) == b"."


def test_a_short_run_says_nothing() -> None:
    master, terminal = os.openpty()
    with os.fdopen(terminal, "w") as stream:
        with status(stream, quiet=False) as tell:
            tell("reading a.md")
        stream.write(".")
        stream.flush()
        assert os.read(master, 1000) == b"."


def test_what_is_no_terminal_is_told_nothing() -> None:
    stream = io.StringIO()
    with status(stream, quiet=False) as tell:
        tell("reading a.md")
    assert stream.getvalue() == ""
