"""What the stream that a command writes to can show."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from argparse import _ActionsContainer

WHEN = ("auto", "always", "never")


def add_colour_option(parser: _ActionsContainer) -> None:
    """Declare ``--color``, which ``wants_colour`` reads."""
    parser.add_argument(
        "--color", metavar="WHEN", default="auto", type=_when, help="auto (a terminal), always or never"
    )


def _when(text: str) -> str:
    from litlint.cli.arguments import one_of  # which asks here how wide its help may be

    return one_of("value of --color", WHEN, text)


def wants_colour(choice: str, stream: TextIO) -> bool:
    """Say whether to write in colours: as asked, else as ``NO_COLOR`` or ``FORCE_COLOR`` say, else on a terminal.

    Source: https://no-color.org and https://force-color.org.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def columns(otherwise: int = 100) -> int:
    """Return the width of the terminal in cells, or another number where there is none."""
    return shutil.get_terminal_size((otherwise, 24)).columns
