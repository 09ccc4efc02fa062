"""The language server: what litlint knows of a list, in the editor while it is written.

It is as thin as it can be over ``litlint.api``. ``session`` keeps the open texts and what is known of them; each of the
other modules answers one kind of question from a ``View``; ``language_server`` alone speaks the protocol.
"""

from __future__ import annotations

from litlint.errors import UsageError


def serve() -> int:
    """Serve one editor over standard input and output, and return the exit code when it has gone.

    Raises:
        UsageError: pygls is not installed.
    """
    try:
        from litlint.server.language_server import LitlintServer
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise UsageError("the server needs pygls", command='pip install "litlint[lsp]"') from error

    server = LitlintServer()
    server.start_io()
    return server.exit_code
