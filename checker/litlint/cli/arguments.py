"""The command line's options: mistakes are told in one line, with the nearest right name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import NoReturn

from litlint import regex as re
from litlint.errors import UsageError
from litlint.metadata.spelling import did_you_mean

# An option's name inside a help text.
_OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


class Parser(ArgumentParser):
    """A parser that raises instead of ending the process."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(
            prog=f"litlint {command}",
            description=description,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        self.command = command

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print.

        Raises:
            UsageError: always.
        """
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


def comma_list(text: str) -> tuple[str, ...]:
    """Return the names in ``a,b``."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def one_of(what: str, choices: Sequence[str], given: str) -> str:
    """Return the choice that was given.

    Raises:
        UsageError: it is none.
    """
    if given not in choices:
        raise UsageError(f'unknown {what} "{given}"{did_you_mean(given, choices)} (there are {", ".join(choices)})')
    return given
