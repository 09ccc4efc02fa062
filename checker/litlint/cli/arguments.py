"""The command line's options: a mistake is said in one line, with the nearest right name; help fits the terminal."""

from __future__ import annotations

import textwrap
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Sequence
from typing import NoReturn, TextIO

from litlint import regex as re
from litlint.cli.terminal import columns, wants_colour
from litlint.errors import UsageError
from litlint.metadata.spelling import did_you_mean

# An option's name inside a help text.
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


# Cells beyond which lines of prose are hard to read, and the column of help in which the explanations of options begin.
WIDEST, _HELP_COLUMN = 100, 26
_BOLD, _CYAN = "\x1b[1m{}\x1b[0m", "\x1b[36m{}\x1b[0m"
# A heading of the help; an option or argument with the values that it takes, up to two blanks or the end of the line.
_HEADING = re.compile(r"^(?:usage:|[A-Za-z][\w ,]*:$)", re.MULTILINE)
_INVOCATION = re.compile(r"^  (?! )(\S+(?: \S+)*+)(?=  |$)", re.MULTILINE)


class _Help(HelpFormatter):
    """Help in which paragraphs stay paragraphs, as wide as the terminal and no wider than is good to read."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=_HELP_COLUMN, width=min(columns(), WIDEST))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        parts = (" ".join(part.split()) for part in text.split("\n\n"))
        return "\n\n".join(
            textwrap.fill(part, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
            for part in parts
        )


class Parser(ArgumentParser):
    """A parser that raises instead of ending the process. ``examples`` are commands, each with what it does."""

    def __init__(self, command: str, description: str, examples: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(prog=f"litlint {command}", description=description, formatter_class=_Help, allow_abbrev=False)
        self.command, self.examples = command, examples

    def help_for(self, stream: TextIO) -> str:
        """Return the help as a stream shows it: in colours on a terminal, with examples at the end."""
        takes = " ".join(
            str(action.metavar) + (" …" if action.nargs == "*" else "") for action in self._get_positional_actions()
        )
        self.usage = f"%(prog)s [OPTION …] {f'[{takes}]' if takes else ''}".rstrip()
        self.color = False  # from Python 3.14 on argparse has colours of its own
        text = self.format_help()
        width = max((len(call) for call, _ in self.examples), default=0)
        if self.examples:
            beside = width + 4 + max(len(why) for _, why in self.examples) <= min(columns(), WIDEST)
            rows = [f"  {call:<{width}}  {why}" if beside else f"  {call}\n      {why}" for call, why in self.examples]
            text += "\n".join(["\nexamples:", *rows, ""])
        return paint_help(text) if wants_colour("auto", stream) else text

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print, in the words of the other errors.

        Raises:
            UsageError: always.
        """
        lacking = message.removeprefix("the following arguments are required: ")
        message = f"litlint {self.command} needs {lacking}" if lacking != message else message.removeprefix("argument ")
        raise UsageError(f"{message} (litlint {self.command} --help lists the options)")

    def read(self, arguments: Sequence[str]) -> Namespace:
        """Return the options that the arguments give.

        Raises:
            UsageError: an option is unknown, or a value is missing or wrong.
        """
        # What follows two hyphens is no option; argparse forgets that where the two kinds are mixed.
        end = list(arguments).index("--") if "--" in arguments else len(arguments)
        options, unknown = self.parse_known_intermixed_args(arguments[:end])
        rest, takers = list(arguments[end + 1 :]), self._get_positional_actions()
        if rest and takers:
            setattr(options, takers[-1].dest, [*getattr(options, takers[-1].dest), *rest])
        elif rest:
            self.error(f'unexpected argument "{rest[0]}"')
        for argument in unknown:
            name = argument.partition("=")[0]
            guess = did_you_mean(name, _OPTION.findall(self.format_help())) if name.startswith("-") else ""
            self.error(f'unexpected argument "{name}"{guess}')
        return options


def paint_help(text: str) -> str:
    """Return help with its headings and the names in it in colours."""
    text = _INVOCATION.sub(lambda match: "  " + _CYAN.format(match[1]), text)
    return _HEADING.sub(lambda match: _BOLD.format(match[0]), text)


def comma_list(text: str) -> tuple[str, ...]:
    """Return the names in ``a,b``."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def one_of(what: str, choices: Sequence[str], given: str) -> str:
    """Return the choice that was given.

    Raises:
        UsageError: it is not valid.
    """
    if given not in choices:
        raise UsageError(f'unknown {what} "{given}"{did_you_mean(given, choices)} (there are {", ".join(choices)})')
    return given
