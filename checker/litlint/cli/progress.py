"""How far a run is, shown on a terminal while registries and pages are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
