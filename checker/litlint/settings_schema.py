"""Settings as frozen dataclasses: tables read into them strictly, and the JSON Schema that says the same.

A key is a field's name with hyphens. A field may be a bool, int, float, str, Literal, Severity, tuple or frozenset of
them, a Mapping with text keys, another dataclass, or ``X | None`` where None means not set; ``Annotated[X, "…"]`` adds
a description, and a ``Limit`` what a value must be. Anything else is refused as a mistake of the programmer.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from litlint.errors import ConfigError
from litlint.metadata.spelling import did_you_mean
from litlint.model.finding import Severity

T = TypeVar("T")
_MOST = 1e12
"""A number beyond this is no setting that anybody means, and clocks and dates overflow on it."""


class ConfigErrors:
    """Gathers the mistakes of several parts of a configuration, so that all are reported at once."""

    def __init__(self) -> None:
        self._found: list[ConfigError] = []

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Keep what is raised in the block, and go on after it."""
        try:
            yield
        except ConfigError as error:
            self._found += error.parts

    def add(self, error: ConfigError) -> None:
        """Keep a mistake."""
        self._found.append(error)

    def raise_all(self) -> None:
        """Raise what was gathered, if anything was.

        Raises:
            ConfigError: something was.
        """
        if self._found:
            raise ConfigError.of(self._found)


@dataclass(frozen=True)
class Key:
    """The place of a value: a file and the names that lead to it."""

    file: str
    parts: tuple[str, ...] = ()

    def __truediv__(self, name: object) -> Key:
        return Key(self.file, (*self.parts, str(name)))

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.file, ".".join(self.parts))))

    def error(self, message: str) -> ConfigError:
        """Return the error that says what is wrong at this place."""
        return ConfigError(f"{self}: {message}", file=self.file, place=self.parts, message=message)


@dataclass(frozen=True)
class Limit:
    """What a number or a text must be: at least, or above, a number; or such that a regular expression is found in it.

    ``words`` say it in a message.
    """

    words: str
    at_least: float | None = None
    above: float | None = None
    pattern: str | None = None

    def allows(self, given: Any) -> bool:
        """Say whether a value of the right type keeps to it."""
        return (
            (self.at_least is None or given >= self.at_least)
            and (self.above is None or given > self.above)
            and (self.pattern is None or (re.search(self.pattern, given) is not None and "\n" not in given))
        )

    def schema(self) -> dict[str, object]:
        """Return the keywords of JSON Schema that say the same."""
        keywords = {"minimum": self.at_least, "exclusiveMinimum": self.above, "pattern": self.pattern}
        return {name: held for name, held in keywords.items() if held is not None}


def shown(value: object) -> str:
    """Return a value as a message quotes it, on one line and not too long."""
    import json

    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except RecursionError:
        return "{…}" if isinstance(value, Mapping) else "[…]"
    except ValueError:  # a number of more digits than Python writes
        return "…"
    return text if len(text) <= 60 else text[:59] + "…"


def settings(kind: type) -> dict[str, tuple[Field[Any], Any]]:
    """Return the fields of a dataclass that can be set, each with its type, by key."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name.replace("_", "-"): (field, hints[field.name]) for field in fields(kind) if field.init}


def read(kind: type[T], table: object, key: Key) -> T:
    """Make a dataclass of a table.

    Raises:
        ConfigError: keys are unknown or missing, or values have other types than their fields: all of it at once.
    """
    if not isinstance(table, Mapping):
        raise key.error(f"expected a table, got {shown(table)}")
    known = settings(kind)
    errors = ConfigErrors()
    values = {}
    for name, given in table.items():
        if name not in known:
            errors.add((key / name).error(f"unknown key{did_you_mean(name, known)}"))
            continue
        field, hint = known[name]
        with errors.gather():
            values[field.name] = value(hint, given, key / name)
    for name, (field, _) in known.items():
        if name not in table and not _has_default(field):
            errors.add((key / name).error("missing"))
    errors.raise_all()
    try:
        return kind(**values)
    except ValueError as error:
        raise key.error(str(error)) from error


def value(hint: Any, given: object, key: Key) -> object:
    """Return a value as its field holds it.

    Raises:
        ConfigError: the value has another type, or is beyond its limit.
    """
    kind = _bare(hint)
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _SIMPLE:
        simple = _SIMPLE[kind](given, key)
        for limit in _limits(hint):
            if not limit.allows(simple):
                raise key.error(f"expected {limit.words}, got {shown(given)}")
        return simple
    if kind is Severity:
        return Severity[cast(str, _choice(tuple(map(str, Severity)), given, key)).upper()]
    if origin is Literal:
        return _choice(arguments, given, key)
    if origin in (tuple, frozenset):
        return origin(_items(arguments[0], given, key))
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(given, Mapping):
            raise key.error(f"expected a table, got {shown(given)}")
        return _entries(arguments[1], given, key)
    if isinstance(kind, type) and is_dataclass(kind):
        return read(kind, given, key)
    raise TypeError(f"{key}: settings cannot be of type {kind}")


def describe(kind: type) -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of the tables that ``read`` makes a dataclass of."""
    known = settings(kind)
    properties: dict[str, object] = {}
    for name, (field, hint) in known.items():
        described = describe_value(hint)
        if field.default is not MISSING and field.default is not None and not is_dataclass(field.default):
            described["default"] = plain(field.default)
        properties[name] = described
    required = [name for name, (field, _) in known.items() if not _has_default(field)]
    schema: dict[str, object] = {"type": "object", "properties": properties, "additionalProperties": False}
    return schema | ({"required": required} if required else {})


def describe_value(hint: Any) -> dict[str, object]:
    """Return the JSON Schema of one field's value."""
    kind = _bare(hint)
    origin, arguments = get_origin(kind), get_args(kind)
    schema: dict[str, object]
    if kind in _JSON_TYPES:
        schema = {"type": _JSON_TYPES[kind]}
    elif kind is Severity:
        schema = {"enum": [str(severity) for severity in Severity]}
    elif origin is Literal:
        schema = {"enum": list(arguments)}
    elif origin in (tuple, frozenset):
        schema = {"type": "array", "items": describe_value(arguments[0])}
    elif origin is not None and issubclass(origin, Mapping):
        schema = {"type": "object", "additionalProperties": describe_value(arguments[1])}
    else:
        schema = describe(kind)
    for limit in _limits(hint):
        schema |= limit.schema()
    text = description(hint)
    return {"description": text} | schema if text else schema


def description(hint: Any) -> str:
    """Return what an annotation says of its field, or an empty string."""
    if get_origin(hint) is Annotated:
        return next((note for note in get_args(hint)[1:] if isinstance(note, str)), "")
    return ""


def _limits(hint: Any) -> list[Limit]:
    """Return the limits that an annotation sets."""
    return [note for note in get_args(hint)[1:] if isinstance(note, Limit)] if get_origin(hint) is Annotated else []


def plain(held: object) -> object:
    """Return a field's value as a TOML or JSON file writes it; a dataclass is a table of its fields."""
    if is_dataclass(held):
        return {item.name.replace("_", "-"): plain(getattr(held, item.name)) for item in fields(held)}
    if isinstance(held, Mapping):
        return {str(name): plain(item) for name, item in held.items()}
    if isinstance(held, Severity):
        return str(held)
    if isinstance(held, frozenset):
        return sorted(map(plain, held), key=str)
    return [plain(item) for item in held] if isinstance(held, tuple) else held


def _bare(hint: Any) -> Any:
    """Strip a type of its description and of its None."""
    while get_origin(hint) in (Annotated, Union, types.UnionType):
        inner = [kind for kind in get_args(hint) if kind is not type(None)]
        hint = inner[0]
    return hint


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _flag(given: object, key: Key) -> bool:
    if not isinstance(given, bool):
        raise key.error(f"expected true or false, got {shown(given)}")
    return given


def _whole(given: object, key: Key) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or abs(given) > _MOST:
        raise key.error(f"expected a whole number, got {shown(given)}")
    return given


def _number(given: object, key: Key) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not abs(given) <= _MOST:
        raise key.error(f"expected a number, got {shown(given)}")
    return float(given)


def _text(given: object, key: Key) -> str:
    if not isinstance(given, str):
        raise key.error(f"expected a text, got {shown(given)}")
    return given


def _items(hint: Any, given: object, key: Key) -> list[object]:
    if not isinstance(given, list | tuple):
        raise key.error(f"expected a list, got {shown(given)}; write [{shown(given)}]")
    errors = ConfigErrors()
    items = []
    for index, item in enumerate(given):
        with errors.gather():
            items.append(value(hint, item, key / index))
    errors.raise_all()
    return items


def _entries(hint: Any, given: Mapping[str, object], key: Key) -> dict[str, object]:
    errors = ConfigErrors()
    entries = {}
    for name, item in given.items():
        with errors.gather():
            entries[name] = value(hint, item, key / name)
    errors.raise_all()
    return entries


def _choice(choices: tuple[object, ...], given: object, key: Key) -> object:
    if given not in choices:
        guess = did_you_mean(given, map(str, choices)) if isinstance(given, str) else ""
        raise key.error(f"expected one of {', '.join(map(shown, choices))}, got {shown(given)}{guess}")
    return given


_SIMPLE: dict[type, Callable[[object, Key], object]] = {bool: _flag, int: _whole, float: _number, str: _text}
_JSON_TYPES = {bool: "boolean", int: "integer", float: "number", str: "string"}
