"""Which line of a TOML file a setting is in: the parser of the standard library does not say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from litlint import regex as re
from litlint.errors import ConfigError

# The parts of a dotted key, bare or quoted (toml.io/en/v1.0.0#keys), with possessive quantifiers: the text is a stranger's.
_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\]|\\.)*+"|'[^']*+')"""
_KEY = re.compile(rf"\s*+({_PART}(?:\s*+\.\s*+{_PART})*+)\s*+=")
_HEADER = re.compile(rf"\s*+\[\[?\s*+({_PART}(?:\s*+\.\s*+{_PART})*+)\s*+\]")
# Parts of a key that are looked at: no setting lies deeper, and a longer one is a stranger's.
_DEEPEST = 8
_PARTS = re.compile(_PART)


def with_lines(error: ConfigError, text: str) -> ConfigError:
    """Return an error of which each mistake names its line, where that can be said, in the order of the file."""
    lines: dict[tuple[str, ...], int] = {}
    for key, number in _keys(text):
        for size in range(1, min(len(key), _DEEPEST) + 1):
            lines.setdefault(key[:size], number)
    numbered = [(_line_of(part.place, lines), part) for part in error.parts]
    numbered.sort(key=lambda item: item[0])
    return ConfigError.of([_at_line(part, line) if line else part for line, part in numbered])


def _line_of(place: tuple[str, ...], lines: Mapping[tuple[str, ...], int]) -> int:
    """Return the line of a setting, or of the nearest table around it that has one, else 0."""
    return next((lines[place[:size]] for size in range(len(place), 0, -1) if place[:size] in lines), 0)


def _at_line(error: ConfigError, line: int) -> ConfigError:
    text = f"{error.file}:{line}: {'.'.join(error.place)}: {error.message}"
    return ConfigError(text, file=error.file, place=error.place, message=error.message)


def _keys(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each key with the tables around it, and its line; a text of several lines holds no keys."""
    table: tuple[str, ...] = ()
    closing = ""
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            if closing in line:
                closing = ""
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _parts(header[1])
            yield table, number
        elif key:
            yield (*table, *_parts(key[1])), number
        for mark in ('"""', "'''"):
            if line.count(mark) % 2:
                closing = mark


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(_plain(match[0]) for match in _PARTS.finditer(dotted))


def _plain(part: str) -> str:
    if part[0] == "'":
        return part[1:-1]
    if part[0] != '"':
        return part
    try:
        return str(json.loads(part))
    except ValueError:  # an escape that only TOML has
        return part[1:-1]
