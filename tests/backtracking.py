"""Looks for texts on which a pattern takes longer than its length: run as ``python -m tests.backtracking``.

Of each pattern that litlint compiles, the parse tree says which parts repeat without a bound. A text that leads to such a
part, repeats what it takes 20,000 times and then breaks off makes it try again and again, if there is a way to. A linear
pattern takes some milliseconds for it, a quadratic one a second, an exponential one for ever, so no timing is close.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import litlint
from litlint import regex

_parser: Any = importlib.import_module("re._parser")
_constants: Any = importlib.import_module("re._constants")
ROOT = Path(litlint.__file__).parent
LENGTH, SHORT = 20_000, 1_000
SECONDS = 0.5
BOUNDED = {
    "litlint.parse.entries.title:_TAIL": "sees 240 characters",
    "litlint.workspace.globs:_PART": "sees patterns of at most 4,096 characters",
    "write/entries/missing_slots.py": "sees 200 characters",
    "write/entries/pattern.py": "sees 200 characters",
}
"""Patterns that are slow on a long text, and why they see none."""
_SHORT_SECONDS = 0.0015
_USES = re.compile(r"\b(?P<name>_?[A-Za-z]\w*)\.(?P<method>search|match|fullmatch|finditer|findall|sub|subn|split)\b")
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
_ATOMIC = (_constants.POSSESSIVE_REPEAT,)
_ENDS = ("\x00", "", "\n\x00")
_USUAL = "a A0\t\n-.,:/[]()*_`|\"'#&é中"
_SAMPLES = 3


@dataclass
class Compiled:
    """A pattern and where it is: its module, the name that it has there or the line, and how it is used."""

    module: str
    name: str
    pattern: str
    flags: int
    methods: frozenset[str] = field(default_factory=frozenset)

    def __str__(self) -> str:
        return f"{self.module}:{self.name}"


def collect() -> list[Compiled]:
    """Return every pattern of litlint: those that are compiled on import, and those that a call of ``re`` has as text."""
    made: dict[int, tuple[str, int]] = {}
    original = regex.compile

    def note(pattern: Any, flags: int = 0) -> Any:
        compiled = original(pattern, flags)
        made[id(compiled)] = pattern, int(flags)
        kept.append(compiled)
        return compiled

    kept: list[object] = []
    for name in [name for name in sys.modules if name.startswith("litlint.") and name != "litlint.regex"]:
        del sys.modules[name]
    regex.compile = note
    try:
        modules = [importlib.import_module(name) for name in _modules()]
    finally:
        regex.compile = original
    found: dict[tuple[str, str], Compiled] = {}
    named: set[int] = set()
    for module in modules:
        for name, value in vars(module).items():
            for number, one in enumerate(_patterns_in(value)):
                pattern, flags = made.get(id(one)) or (getattr(one, "pattern", None), getattr(one, "flags", 0))
                label = name if one is value else f"{name}[{number}]"
                if isinstance(pattern, str) and id(one) not in named:
                    named.add(id(one))
                    methods = _methods(module.__name__, name) if one is value else frozenset()
                    found[module.__name__, label] = Compiled(module.__name__, label, pattern, flags, methods)
    for number, one in enumerate(kept):
        pattern, flags = made[id(one)]
        if id(one) not in named and isinstance(pattern, str):
            found["?", str(number)] = Compiled("?", f"{number} {pattern[:40]!r}", pattern, flags)
    return [*found.values(), *_inline()]


def _modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(litlint.__path__, "litlint."):
        if module.name not in ("litlint.__main__", "litlint.regex"):
            yield module.name


def _patterns_in(value: object) -> Iterator[object]:
    if isinstance(value, re.Pattern) or type(value).__name__ == "_Uncompiled":
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _patterns_in(item)
    elif isinstance(value, dict):
        yield from _patterns_in([*value.values(), *value])


@cache
def _texts() -> dict[str, str]:
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in sorted(ROOT.rglob("*.py"))}


def _methods(module: str, name: str) -> frozenset[str]:
    """Return by which methods a pattern is used: in its own module if its name begins with an underscore, else anywhere."""
    own = f"{module.removeprefix('litlint.').replace('.', '/')}"
    texts = [text for path, text in _texts().items() if path in (f"{own}.py", f"{own}/__init__.py")]
    used = [
        use["method"]
        for text in (texts if name.startswith("_") else _texts().values())
        for use in _USES.finditer(text)
        if use["name"] == name
    ]
    return frozenset(used)


def _inline() -> Iterator[Compiled]:
    """Yield the patterns that are written in a call: ``re.search(r"…", text)``."""
    for path, text in _texts().items():
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
                continue
            module, pattern = node.func.value, node.args[0]
            called = isinstance(module, ast.Name) and module.id == "re" and node.func.attr != "compile"
            if called and isinstance(pattern, ast.Constant) and isinstance(pattern.value, str):
                words = ast.unparse(node)
                flags = sum(int(getattr(re, name)) for name in ("I", "M", "S", "X") if f"re.{name}" in words)
                yield Compiled(path, str(node.lineno), pattern.value, flags, frozenset({node.func.attr}))


def attacks(pattern: str, flags: int, random: Random) -> Iterator[tuple[str, str]]:
    """Yield what comes before the run, and what is to be repeated."""
    tree = _parser.parse(pattern, flags)
    own = "".join(sorted({chr(value) for value in _literals(tree)}))
    for before, body in _loops(tree, []):
        for _ in range(_SAMPLES):
            lead = "".join(_sample(items, random) for items in before)
            runs = {_sample(body, random) or "a" for _ in range(_SAMPLES)}
            yield from ((lead, run) for run in sorted(runs))
        yield from ((lead, run) for run in dict.fromkeys(own[:40] + _USUAL))
    if next(_loops(tree, []), None) is not None:
        yield from (("", run) for run in dict.fromkeys(own[:40] + _USUAL))


def _literals(items: Any) -> Iterator[int]:
    for op, value in items:
        if op in (_constants.LITERAL, _constants.NOT_LITERAL):
            yield value
        elif op is _constants.RANGE:
            yield value[0]
        elif op is _constants.IN:
            yield from _literals(value)
        else:
            for part in _parts(op, value):
                yield from _literals(part)


def _parts(op: Any, value: Any) -> list[Any]:
    """Return the sequences within a node."""
    if op in (*_REPEATS, *_ATOMIC):
        return [value[2]]
    if op is _constants.SUBPATTERN:
        return [value[3]]
    if op is _constants.BRANCH:
        return list(value[1])
    if op is _constants.ATOMIC_GROUP:
        return [value]
    if op in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [value[1]]
    if op is _constants.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def _loops(items: Any, before: Sequence[Any]) -> Iterator[tuple[Sequence[Any], Any]]:
    """Yield each part that repeats without a bound, after what must be before it."""
    items = list(items)
    for at, (op, value) in enumerate(items):
        lead = [*before, items[:at]]
        if op in (*_REPEATS, *_ATOMIC) and value[1] is _constants.MAXREPEAT:
            yield lead, value[2]
        for part in _parts(op, value):
            yield from _loops(part, lead)


def _sample(items: Any, random: Random) -> str:
    """Return a text that a sequence matches, but for what it looks at without taking it."""
    text = ""
    for op, value in items:
        if op is _constants.LITERAL:
            text += chr(value)
        elif op is _constants.NOT_LITERAL:
            text += "a" if value != ord("a") else "b"
        elif op is _constants.ANY:
            text += random.choice("a0 ")
        elif op is _constants.IN:
            text += _one_of(value, random)
        elif op in (*_REPEATS, *_ATOMIC):
            text += "".join(_sample(value[2], random) for _ in range(min(value[0] + random.randint(0, 1), value[1], 5)))
        elif op is _constants.BRANCH:
            text += _sample(random.choice(value[1]), random)
        elif op not in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT, _constants.GROUPREF):
            text += "".join(_sample(part, random) for part in _parts(op, value)[:1])
    return text


def _one_of(parts: Any, random: Random) -> str:
    matches = re.compile(f"[{''.join(map(_written, parts))}]")
    fitting = [char for char in _USUAL + "".join(chr(code) for code in range(33, 127)) if matches.match(char)]
    own = [chr(value if op is _constants.LITERAL else value[0]) for op, value in parts if op in _CHARACTERS]
    return random.choice(fitting or own or ["a"])


_CHARACTERS = (_constants.LITERAL, _constants.RANGE)
_CATEGORIES = {"DIGIT": r"\d", "NOT_DIGIT": r"\D", "SPACE": r"\s", "NOT_SPACE": r"\S", "WORD": r"\w", "NOT_WORD": r"\W"}


def _written(part: tuple[Any, Any]) -> str:
    op, value = part
    if op is _constants.NEGATE:
        return "^"
    if op is _constants.LITERAL:
        return re.escape(chr(value))
    if op is _constants.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CATEGORIES[str(value).removeprefix("CATEGORY_").removeprefix("UNI_")]


class _TooLongError(Exception):
    pass


def _stop(number: int, frame: FrameType | None) -> None:
    raise _TooLongError


def seconds(compiled: re.Pattern[str], method: str, text: str) -> float:
    """Return how long one use of a pattern takes, at most a little more than ``SECONDS``."""
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    begun = time.process_time()
    try:
        if method in ("sub", "subn"):
            compiled.sub("", text)
        elif method == "finditer":
            for _ in compiled.finditer(text):
                pass
        else:
            getattr(compiled, method)(text)
    except _TooLongError:
        return SECONDS
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begun


def slow_text(one: Compiled) -> str | None:
    """Return what makes a pattern slow, in words; None if nothing that was tried does."""
    compiled = re.compile(one.pattern, one.flags & ~re.DEBUG)
    methods = one.methods or frozenset({"search"})
    chosen = [name for name in ("finditer", "match", "fullmatch") if name in methods]
    if methods - {"match", "fullmatch"}:
        chosen = ["finditer", *(name for name in chosen if name != "finditer")]
    for lead, run in dict.fromkeys(attacks(one.pattern, one.flags, Random(repr(one.pattern)))):
        for end in _ENDS:
            for method in chosen:
                if seconds(compiled, method, lead + run * (SHORT // len(run)) + end) < _SHORT_SECONDS:
                    continue
                if seconds(compiled, method, lead + run * (LENGTH // len(run)) + end) >= SECONDS:
                    return f"{one}: {method} of {lead[:40]!r} + {run[:40]!r} * {LENGTH // len(run)} + {end!r}"
    return None


def main() -> int:
    """Print the patterns that can be made slow."""
    patterns = [one for one in collect() if str(one).startswith(tuple(sys.argv[1:]) or "")]
    found = 0
    patterns = [one for one in patterns if str(one) not in BOUNDED and one.module not in BOUNDED]
    for one in patterns:
        if (slow := slow_text(one)) is not None:
            found += 1
            sys.stdout.write(f"{slow}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(patterns)} patterns, {found} of them slow\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
