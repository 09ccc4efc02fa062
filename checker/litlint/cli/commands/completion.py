"""Print a script that completes commands, options and files for a shell."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, Namespace

from litlint import cli
from litlint.cli.arguments import one_of
from litlint.errors import UsageError

GROUP = "Set up"
EXAMPLES = (
    ("litlint completion bash > ~/.local/share/bash-completion/completions/litlint", "for bash"),
    ("litlint completion zsh > ~/.zfunc/_litlint", "for zsh; ~/.zfunc must be in fpath"),
    ("litlint completion fish > ~/.config/fish/completions/litlint.fish", "for fish"),
)
_SHELLS = ("bash", "zsh", "fish", "tcsh", "powershell")
# What the values of options and arguments are called that are files or folders.
_FILES = frozenset({"PATH", "FILE", "LIST", "DUMP", "FORMAT:FILE", "EVENT"})


def add_options(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("shell", nargs="?", metavar="SHELL", help=f"one of {', '.join(_SHELLS)}")


def run(options: Namespace) -> int:
    """Print the script and return the exit code."""
    if options.shell is None:
        raise UsageError("completion takes the name of a shell", command="litlint completion bash")
    shell = one_of("shell", _SHELLS, options.shell)
    import shtab

    sys.stdout.write(shtab.complete(_whole_parser(), shell).rstrip("\n") + "\n")
    return 0


def _whole_parser() -> ArgumentParser:
    """Return one parser that knows all commands, for shtab, which reads parsers."""
    parser = ArgumentParser(prog="litlint")
    parser.add_argument("-V", "--version", action="store_true", help="say which litlint this is")
    commands = parser.add_subparsers()
    for name in cli.names():
        command = cli.load(name)
        summary = (command.__doc__ or "").partition("\n")[0]
        one = commands.add_parser(name, help=summary, description=summary)
        command.add_options(one)
        for action in one._actions:  # argparse has no public list of what a parser takes
            _complete(action)
    return parser


def _complete(action: Action) -> None:
    """Have a value that is a file completed as one."""
    import shtab

    if isinstance(action.metavar, str) and action.metavar in _FILES:
        action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks for it
