"""The ``litlint`` command: finds the sub-command, runs it, and prints an error in one line.

Exit codes: 0 all is well, 1 something was found, 2 something could not be read or is not what litlint knows.
"""

from __future__ import annotations

import os
import sys

from litlint import __version__
from litlint.errors import LitlintError

_ALLOCATIONS = 100_000
"""How many objects may come into being before Python looks for cycles: a model of text is large and has next to none."""
_INTERRUPTED, _PIPE_CLOSED = 130, 141  # 128 + the signal's number, as a shell reports it


def main(argv: list[str]) -> int:
    """Run a command line and return its exit code; an error is a line on standard error, and what to type one more."""
    try:
        return _dispatch(argv)
    except LitlintError as error:
        for line in error.lines:
            sys.stderr.write(f"litlint: {_on_one_line(line)}\n")
        if error.command is not None:
            sys.stderr.write(f"type: {_on_one_line(error.command)}\n")
        return 2


def run() -> int:
    """Run the command line of this process, on streams of any encoding, which may end early."""
    import gc

    gc.set_threshold(_ALLOCATIONS)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # a process has real streams
    try:
        code = _answer(sys.argv[1:])
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # What is left in the buffer has nowhere to go, and Python would complain of that at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except Exception as error:  # the last place that can turn it into one line
        code = _fail(error)
    os._exit(code)  # Python would free the model object by object, the system frees it at once


def _open_closed_streams() -> None:
    """Have something at each standard stream, so that no file that is opened later takes the place of a closed one."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8"))  # noqa: SIM115 - a stream


def _fail(error: Exception) -> int:
    """Say in one line why litlint cannot go on, and how to report it if that is its own fault."""
    import traceback

    from litlint.project_urls import HOME

    debug = os.environ.get("LITLINT_DEBUG") == "1"
    if isinstance(error, MemoryError):
        line = "there is not enough memory for this"
    elif isinstance(error, OSError) and not debug:
        name = f"{error.filename}: " if error.filename else ""
        line = f"cannot go on: {name}{error.strerror or error}"
    else:
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} at {os.path.basename(place.filename)}:{place.lineno}"
        line = f"this is a fault of litlint ({what}); please report it at {HOME}/issues, with what LITLINT_DEBUG=1 adds"
    try:
        if debug:
            traceback.print_exception(error)
        sys.stderr.write(f"litlint: {_on_one_line(line)}\n")
        sys.stderr.flush()
    except OSError:  # standard error cannot be written either
        return 2
    return 2


def _answer(argv: list[str]) -> int:
    """Return the exit code of a command line: by its stored answer where nothing has changed, else by running it."""
    from litlint import result_cache

    if not result_cache.is_cacheable(argv):
        return main(argv)
    stored = result_cache.replay(argv)
    if stored is not None:
        if "--statistics" in argv:
            sys.stderr.write("litlint: nothing has changed; this is the stored result of the last run\n")
        return stored
    recorder = result_cache.Recorder(argv)
    code = main(argv)
    recorder.store(code)
    return code


def _dispatch(argv: list[str]) -> int:
    first, rest = (argv[0], argv[1:]) if argv else ("", [])
    if first in ("--version", "-V", "version"):
        sys.stdout.write(f"litlint {__version__}\n")
        return 0
    from litlint import cli

    if first in ("help", "--help", "-h") and rest:
        first, rest = rest[0], ["--help"]
    if first in ("", "help", "--help", "-h"):
        sys.stdout.write(cli.overview(sys.stdout))
        return 0 if first else 2
    command = cli.load(first)
    from litlint.cli.arguments import Parser

    parser = Parser(first, command.__doc__ or "", getattr(command, "EXAMPLES", ()))
    command.add_options(parser)
    options = rest[: rest.index("--")] if "--" in rest else rest
    if not {"-h", "--help"}.isdisjoint(options):
        sys.stdout.write(parser.help_for(sys.stdout))
        return 0
    return command.run(parser.read(rest))


def _on_one_line(text: str) -> str:
    """Return a message with nothing in it that steers a terminal."""
    return "".join(char if char.isprintable() else " " if char in "\r\n\t" else ascii(char)[1:-1] for char in text)


if __name__ == "__main__":
    sys.exit(run())
