"""Serve an editor by the Language Server Protocol, over standard input and output.

The editor starts this command; https://litlint.github.io/litlint/editors/ says how. It needs the extra:
pip install "litlint[lsp]".
"""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace

GROUP = "Check"


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    # Some editors always say how they speak, though there is one way.
    parser.add_argument("--stdio", action="store_true", help=SUPPRESS)


def run(options: Namespace) -> int:
    """Serve until the editor goes, and return the exit code."""
    from litlint.server import serve

    return serve()
