"""The errors that end a command; each is one line that says what to do, and where there is one, the command to type."""

from __future__ import annotations


class LitlintError(Exception):
    """Anything that stops litlint from doing what it was asked; its text is shown to the user as it is.

    ``command`` is what to type next.
    """

    def __init__(self, text: str, *, command: str | None = None) -> None:
        super().__init__(text)
        self.command = command

    @property
    def lines(self) -> tuple[str, ...]:
        """What is wrong, one line for each thing."""
        return (str(self),)


class UsageError(LitlintError):
    """The command line names something that does not exist or does not fit together."""


class ConfigError(LitlintError):
    """The configuration cannot be read or says something that litlint does not know.

    ``parts`` are the single mistakes where there are several; ``place`` holds the names that lead to one, from the top of
    the file ``file`` down, and ``message`` what is wrong there.
    """

    def __init__(
        self,
        text: str,
        *,
        file: str = "",
        place: tuple[str, ...] = (),
        message: str = "",
        parts: tuple[ConfigError, ...] = (),
    ) -> None:
        super().__init__(text)
        self.file, self.place, self.message = file, place, message
        self.parts = parts or (self,)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is wrong, one line for each mistake."""
        return tuple(str(part) for part in self.parts)

    @staticmethod
    def of(parts: list[ConfigError]) -> ConfigError:
        """Return one error for several mistakes."""
        return parts[0] if len(parts) == 1 else ConfigError("\n".join(map(str, parts)), parts=tuple(parts))


class OverlapError(LitlintError):
    """Two edits touch the same characters, so neither can be applied safely."""
