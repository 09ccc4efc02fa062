"""Reports as text: one format per module here, found by its name; what several formats share is in ``layout``."""

from __future__ import annotations

import os
import posixpath
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal, Protocol, cast

from litlint.errors import UsageError
from litlint.model.finding import Report


@dataclass(frozen=True, slots=True)
class Style:
    """How the reader's terminal and place differ from another's.

    ``width`` is in cells; ``encoding`` is that of the stream that the text goes to: what it cannot hold is escaped.
    ``root`` is the collection's root, ``here`` the working directory, ``top`` that of the Git repository, ``beside`` the
    folder of the report, all absolute and POSIX; the last two are the working directory if empty. ``blob`` is the web
    address below which the repository's files are found (``https://github.com/o/r/blob/main``), if any. ``quiet`` leaves
    out what is said around the findings. ``show`` is what a report for people does not fold: nothing, ``notes``, or
    ``all``.
    """

    colour: bool = False
    width: int = 100
    encoding: str = "utf-8"
    root: str = "/"
    here: str = "/"
    top: str = ""
    beside: str = ""
    blob: str = ""
    quiet: bool = False
    show: Literal["", "notes", "all"] = ""

    @property
    def unicode(self) -> bool:
        """Whether the stream holds more than ASCII's marks."""
        try:
            "…·␛".encode(self.encoding)
        except UnicodeEncodeError:
            return False
        return True

    def relative(self, path: str) -> str:
        """Return a path of the collection as seen from the working directory, POSIX."""
        return self._seen(path, self.here)

    def in_repository(self, path: str) -> str:
        """Return a path of the collection as hosts of repositories know it, from the top of the repository."""
        return self._seen(path, self.top or self.here)

    def _seen(self, path: str, folder: str) -> str:
        if self.root == folder:
            return path
        # A leading slash makes a Windows drive absolute for posixpath, which would ask for the current directory.
        return posixpath.relpath(posixpath.join("/", self.root, path), posixpath.join("/", folder))

    def uri(self, path: str) -> str:
        """Return a path from the top of the repository as a relative URI reference (RFC 3986)."""
        return _quoted(self.in_repository(path))

    def url(self, path: str, line: int) -> str:
        """Return a link to a line of a file: to its plain text on the web, or else to the file as the report sees it."""
        if self.blob:
            return f"{self.blob}/{self.uri(path)}?plain=1#L{line}"
        return f"{_quoted(self._seen(path, self.beside or self.here))}#L{line}"


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(os.fsencode(path))


class Writer(Protocol):
    """What each format offers as ``write``."""

    def __call__(self, report: Report, style: Style) -> str:
        """Return the whole report, with a line end after its last line unless it is empty."""


def formats() -> list[str]:
    """Return the names of all formats, sorted."""
    return sorted(module.name for module in iter_modules(__path__) if not module.ispkg)


def load(name: str) -> Writer:
    """Return the writer of a format; its module is imported only now.

    Raises:
        UsageError: there is no such format.

    """
    names = formats()
    if name not in names:
        from difflib import get_close_matches

        near = get_close_matches(name, names, 1)
        guess = f'; did you mean "{near[0]}"?' if near else ""
        raise UsageError(f'no output format "{name}"{guess} (there are {", ".join(names)})')
    return cast(Writer, import_module(f"{__name__}.{name}").write)
