"""What a run is doing and how far it is, shown on a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from litlint.lookup.progress_counts import Progress


@contextmanager
def bars(stream: TextIO, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Show a bar for each service while it is asked, if the stream is a terminal; they vanish in the end."""
    if quiet or not stream.isatty():
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}
    with Bars(*columns, console=Console(file=stream), transient=True) as shown:

        def tell(progress: Progress) -> None:
            if progress.service not in tasks:
                tasks[progress.service] = shown.add_task(progress.service, total=progress.total)
            shown.update(tasks[progress.service], completed=progress.done, total=progress.total)

        yield tell


# Seconds after which whoever waits wants to know what for.
_PATIENCE = 0.5
_COLUMNS = 80  # of a terminal that does not say
_CLEAR = "\r\x1b[K"


@contextmanager
def status(stream: TextIO, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Say in one line what a run is doing once it has taken half a second, if the stream is a terminal; it vanishes then.

    The line goes to the terminal itself, so that it is no part of the output.
    """
    if quiet or not stream.isatty():
        yield lambda doing: None
        return
    line = _StatusLine(stream.fileno())
    timer = Timer(_PATIENCE, line.show)
    timer.daemon = True
    timer.start()
    try:
        yield line.tell
    finally:
        timer.cancel()
        line.hide()


class _StatusLine:
    """A line of a terminal that says what is being done; ``show`` comes from another thread."""

    def __init__(self, terminal: int) -> None:
        self._terminal, self._doing, self._is_shown, self._is_over = terminal, "", False, False
        self._lock = Lock()

    def tell(self, doing: str) -> None:
        """Say what is being done from now on."""
        with self._lock:
            self._doing = doing
            if self._is_shown:
                self._write()

    def show(self) -> None:
        """Show it, unless it is over."""
        with self._lock:
            self._is_shown = not self._is_over
            if self._is_shown:
                self._write()

    def hide(self) -> None:
        """Take the line away."""
        with self._lock:
            self._is_over = True
            if self._is_shown:
                os.write(self._terminal, _CLEAR.encode())

    def _write(self) -> None:
        room = (os.get_terminal_size(self._terminal).columns or _COLUMNS) - 1
        text = "".join(character if character.isprintable() else " " for character in self._doing)[:room]
        os.write(self._terminal, f"{_CLEAR}{text}".encode("utf-8", "replace"))
