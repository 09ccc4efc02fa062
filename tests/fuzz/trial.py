"""One try of a target: whether an input fails, and why, in words that are the same for failures of one cause."""

from __future__ import annotations

import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

from tests.fuzz.targets import TARGETS

SECONDS = 5.0
"""Of CPU, which other programs of the machine do not take part in."""
_RUNS = {"fix": 3, "unsafe-fix": 3, "rules": 2, "directives": 2}
"""How often a target does what may take so long: a fix is tried twice, between two checks."""
MEGABYTES = 500
_CUTS = 400
_LONGEST_CUT = 60.0


class HangError(BaseException):
    """An input takes too long; no handler of exceptions of the code that hangs may swallow it."""


def failure(name: str, data: bytes) -> str | None:
    """Return why an input fails in a target, None if it does not."""
    memory = _memory()
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS * _RUNS.get(name, 1))
    try:
        TARGETS[name](data)
    except HangError as error:
        return f"takes more than {SECONDS:.0f} s in {_place(error)}"
    except Exception as error:  # whatever a target raises is what is looked for
        told = str(error).split("\n")[0] if isinstance(error, AssertionError) else ""
        return f"{type(error).__name__} {told[:60]} in {_place(error)}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    more = _memory() - memory
    return f"takes {more} MB" if more > MEGABYTES else None


def smaller(name: str, data: bytes, why: str) -> bytes:
    """Return a part of a failing input that fails alike, as small as can be found in a minute."""
    cause, begun = _cause(why), time.process_time()
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data) and time.process_time() - begun < _LONGEST_CUT:
            less = data[:at] + data[at + size :]
            said = failure(name, less)
            if said is not None and _cause(said) == cause:
                data = less
            else:
                at += size
        size //= 2
    return data


def _cause(why: str) -> str:
    return why.partition(" in ")[2] or why.split(" ")[0]


def _stop(number: int, frame: FrameType | None) -> None:
    raise HangError


def _place(error: BaseException) -> str:
    """Return the innermost place in litlint where an error came up."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "litlint" in Path(frame.filename).parts] or frames[-1:]
    if isinstance(error, HangError):
        return f"{Path(own[-1].filename).name}:{own[-1].name}"
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}"


def _memory() -> int:
    """Return the most memory that this process has had, in MB."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1 << 20) if sys.platform == "darwin" else most >> 10
