"""The errors that end a command; each is one line that says what to do, and where there is one, the command to type."""


class LitlintError(Exception):
    """Anything that stops litlint from doing what it was asked; its text is shown to the user as it is.

    ``command`` is what to type next.
    """

    def __init__(self, text: str, *, command: str | None = None) -> None:
        super().__init__(text)
        self.command = command


class UsageError(LitlintError):
    """The command line names something that does not exist or does not fit together."""


class ConfigError(LitlintError):
    """The configuration cannot be read or says something that litlint does not know."""


class OverlapError(LitlintError):
    """Two edits touch the same characters, so neither can be applied safely."""
