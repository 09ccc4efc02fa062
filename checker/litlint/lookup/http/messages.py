"""What is sent and what comes back: values that the registries exchange, free of any network."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, TypeVar

THROTTLES: Final = frozenset({429, 503})
"""Statuses that ask for fewer requests: RFC 6585, section 4, and RFC 9110, section 15.6.4."""
# Letters of a character set's name; the longest that the web knows has 19.
_LONGEST_CHARSET: Final = 30
_WEB_CODECS: Final = frozenset(
    {
        *("utf-8", "utf-16-le", "utf-16-be", "utf-16", "ascii", "cp866", "cp874", "koi8-r", "koi8-u", "mac-roman"),
        *(f"iso8859-{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 13, 14, 15, 16)),
        *(f"cp125{number}" for number in range(9)),
        *"gbk gb2312 gb18030 big5 big5hkscs euc_jp iso2022_jp shift_jis cp932 euc_kr cp949".split(),
    }
)
"""Python's names of the encodings of the web: https://encoding.spec.whatwg.org/#names-and-labels (read 2026-11)."""
T = TypeVar("T")
FailureKind = Literal[
    "dns",  # the name does not resolve
    "timeout",
    "reset",  # the connection broke, or never came about
    "tls",
    "proxy",
    "cut",  # the body ended early or is too long, where all of it is needed
    "loop",  # redirects without end
    "refused",  # our own guard: no public address, no http
    "invalid",  # no URL that can be asked, no answer that is HTTP
    "throttled",
    "budget",
    "stopped",
]


@dataclass(frozen=True, slots=True)
class Request:
    """One question to one URL.

    ``service`` is the name under which it is counted. At most ``limit`` bytes of the decoded body are read; ``whole``
    says that a body cut short is of no use, ``only`` that bodies of other content types (by their beginning) are not
    worth reading. ``hops`` redirects are followed. A failure that may pass is tried ``tries`` times in all. Equal
    requests are sent once in a run: ``again`` marks a repetition on purpose. ``keyed`` is for a registry's own
    question alone, with which the user's token for it may go. ``throttled`` reads, from a body
    with status 200, that the server asks to be left alone: the seconds to wait if no header says more, else None.
    """

    url: str
    service: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    limit: int = 16 << 20
    whole: bool = True
    only: tuple[str, ...] = ()
    hops: int = 5
    tries: int = 4
    again: int = 0
    keyed: bool = False
    throttled: Callable[[Response], float | None] | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """A redirect that was followed: its status and where it led."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Response:
    """What a server said at the end of all redirects. Names of ``headers`` are in lower case."""

    status: int
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: bool = False
    hops: tuple[Redirect, ...] = ()

    @property
    def kind(self) -> str:
        """The content type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def text(self) -> str:
        """Return the body as text by its declared charset; what does not fit it is replaced."""
        _, _, charset = self.headers.get("content-type", "").lower().partition("charset=")
        return self.body.decode(_codec(charset.partition(";")[0].strip(" \"'")), "replace")

    def json(self) -> object:
        """Return the body read as JSON. Raises ValueError if it is not JSON."""
        try:
            return json.loads(self.body)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer, and why: ``reason`` is for people."""

    kind: FailureKind
    reason: str


def _codec(charset: str) -> str:
    """Return the codec of a charset, UTF-8 for one that is not of the web: Python knows others, some of them quadratic."""
    if len(charset) > _LONGEST_CHARSET or not charset.isascii():
        return "utf-8"
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return "utf-8"
    return name if name in _WEB_CODECS else "utf-8"


HttpResult: TypeAlias = Response | Failure
Exchange: TypeAlias = Generator[Request, HttpResult, T]
"""A question that may take several requests: it yields each and is sent what came of it."""


def describe_failure(outcome: HttpResult) -> str:
    """Say in a few words why an outcome is no answer."""
    if isinstance(outcome, Failure):
        return outcome.reason
    if outcome.status == 200:
        return "answered with something else than data"
    if outcome.status in THROTTLES:
        return f"asks to be left alone (HTTP {outcome.status})"
    return f"is in trouble (HTTP {outcome.status})" if outcome.status >= 500 else f"answered HTTP {outcome.status}"
