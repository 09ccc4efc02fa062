"""The configuration: ``[tool.litlint]`` in pyproject.toml, or litlint.toml."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Any, Literal, cast

from litlint import regex as re
from litlint import rules
from litlint.errors import ConfigError, UsageError
from litlint.files import read_file
from litlint.lookup.settings import CONTROL, MAIL, MORE_THAN_NOTHING, NO_LESS_THAN_NOTHING, URL, RegistrySettings
from litlint.metadata.spelling import did_you_mean
from litlint.model.finding import Severity
from litlint.model.list_style import Policy
from litlint.rule import Rule
from litlint.settings_schema import ConfigErrors, Key, plain, read, shown, value
from litlint.workspace.globs import patterns
from litlint.workspace.toml_lines import with_lines

FILES = ("litlint.toml", "pyproject.toml")
_MOST_BYTES = 4 << 20  # of a configuration: TOML takes time, and no person writes so much by hand
# A key of so many parts: TOML's reader would keep each of its beginnings, which takes memory by the square of its length.
_LONG_KEY = re.compile(rb"(?:^|[{,\[])[ \t]*+(?:[\w\"'-]++[ \t]*+\.[ \t]*+){64}", re.MULTILINE)
RuleSeverity = Literal["error", "warning", "note", "off"]
Order = Literal["title", "oldest-first", "newest-first"]
Names = tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """What the links of an entry are called."""

    known: Annotated[Names, "Labels that are right however rare they are."] = ()
    required: Annotated[Names, "What every entry must have: labels, or `citation`."] = ()


@dataclass(frozen=True)
class Lock:
    """How papers.lock is kept. Tokens are read from the environment only."""

    contact: Annotated[str, "A mail address, sent to registries that ask for one.", MAIL] = ""
    max_age: Annotated[int, "Days after which `litlint lock` asks again.", NO_LESS_THAN_NOTHING] = 30
    hosts: Annotated[Names, "Hosts that may be asked though they have no public address."] = ()
    budget: Annotated[float, "Seconds after which a run asks nothing more.", NO_LESS_THAN_NOTHING] = 900.0
    pace: Annotated[
        float, "Seconds between two requests to one host, where it is not a registry.", NO_LESS_THAN_NOTHING
    ] = 0.1
    timeout: Annotated[float, "Seconds after which a request is given up.", MORE_THAN_NOTHING] = 30.0
    control: Annotated[
        tuple[Annotated[str, URL], ...],
        "Pages that answer whenever the network is well; while none does, no link is blamed.",
    ] = CONTROL


@dataclass(frozen=True)
class RuleSettings:
    """What the configuration says of one rule."""

    severity: RuleSeverity | None = None
    rule: Rule | None = None


@dataclass(frozen=True)
class Selection:
    """What is asked to run: names of rules or families, or ``all``. ``select`` None means what runs by default.

    Raises:
        UsageError: a name is neither a rule nor a family.
    """

    select: Names | None = None
    extend_select: Names = ()
    ignore: Names = ()

    def __post_init__(self) -> None:
        for name in (*(self.select or ()), *self.extend_select, *self.ignore):
            check_name(name)


@dataclass(frozen=True)
class Config:
    """All settings; without a file, every one has its default."""

    lists: Annotated[Names, "The lists, as globs from the root. Without them, every list under the root."] = ()
    exclude: Annotated[Names, "Files and folders that hold no list, as in .gitignore."] = ()
    select: Annotated[Names | None, "Rules or families to run, or `all`, instead of the default ones."] = None
    extend_select: Annotated[Names, "Rules or families to run too."] = ()
    ignore: Annotated[Names, "Rules or families not to run."] = ()
    per_file_ignores: Annotated[
        Mapping[str, Names], "Rules or families to ignore in files that match a pattern, as in .gitignore."
    ] = field(default_factory=dict)
    fail_on: Annotated[Severity, "The least severity that makes `litlint check` exit with 1."] = Severity.ERROR
    hook_fail_on: Annotated[Severity, "The least severity that makes a commit fail, where the commit caused it."] = (
        Severity.WARNING
    )
    labels: Annotated[Labels, "What the links of an entry are called."] = Labels()
    order: Annotated[Order | None, "The order of entries in a section."] = None
    policy: Annotated[
        Policy | None,
        "How severe it is that a work is described wrongly (title, authors, venue, year): `strict`, a warning; `lists`, a "
        "note. Without it `strict` for .bib files and `lists` for Markdown.",
    ] = None
    cross_listing: Annotated[bool, "Whether one work may be listed in several sections or lists."] = False
    edit_generated: Annotated[
        bool, "Whether `--fix` may edit lists that a program writes from data, where its next run would undo it."
    ] = False
    translations: Annotated[
        Mapping[str, Names], "For a list, the lists that are its translations, as globs from the root."
    ] = field(default_factory=dict)
    lock: Annotated[Lock, "How papers.lock is kept."] = Lock()
    registries: Annotated[Mapping[str, RegistrySettings], "How each registry is asked."] = field(default_factory=dict)
    rules: Annotated[Mapping[str, RuleSettings], "The severity and the options of each rule."] = field(
        default_factory=dict
    )

    def chosen_rules(self, wish: Selection = Selection()) -> tuple[Rule, ...]:
        """Return the rules that run, with their options, sorted by family, then name.

        The more exact name wins (a rule before its family before ``all``), and the command line's wish before the file,
        as ruff has it. A rule that is off by default runs when it, its family or ``all`` is selected.
        """
        off = tuple(name for name, settings in self.rules.items() if settings.severity == "off")
        layers = (Selection(self.select, self.extend_select, (*self.ignore, *off)), wish)
        chosen = []
        for name, family in rules.names().items():
            state = _state(name, family, layers)
            if state is False:
                continue
            kind = rules.load(name)
            if state or kind.default:
                chosen.append(self._rule(name, kind))
        return tuple(chosen)

    def _rule(self, name: str, kind: type[Rule]) -> Rule:
        settings = self.rules.get(name)
        return settings.rule if settings and settings.rule else kind()

    def severity(self, rule: str) -> Severity | None:
        """Return the severity that the configuration gives to a rule's findings, if it does."""
        settings = self.rules.get(rule)
        if settings is None or settings.severity in (None, "off"):
            return None
        return Severity[cast(str, settings.severity).upper()]

    def ignored_in(self, path: str) -> frozenset[str]:
        """Return the rules and families that are ignored in one file; a pattern after ``!`` means all other files."""
        ignored: set[str] = set()
        for pattern, ignored_names in self.per_file_ignores.items():
            inverted = pattern.startswith("!")
            if patterns([pattern.removeprefix("!")]).match_file(path) is not inverted:
                ignored.update(ignored_names)
        return frozenset(ignored)


def _state(name: str, family: str, layers: Iterable[Selection]) -> bool | None:
    """Say whether a rule is selected (True), not selected (False), or runs if it does by default (None)."""
    state: bool | None = None
    for layer in layers:
        if layer.select is not None:
            state = False
        for exactness in ("all", family, name):
            if exactness in (layer.select or ()) or exactness in layer.extend_select:
                state = True
            if exactness in layer.ignore:
                state = False
    return state


def check_name(name: str) -> None:
    """Check that a name is that of a rule, a family, or ``all``.

    Raises:
        UsageError: it is not valid.
    """
    known = {"all", *rules.families(), *rules.names()}
    if name not in known:
        raise UsageError(f"no rule {shown(name)}{did_you_mean(name, known)} (litlint rules lists all)")


def find_config(folder: Path) -> Path | None:
    """Return the file that configures a folder: litlint.toml, or a pyproject.toml that has a part for litlint.

    Raises:
        ConfigError: pyproject.toml mentions litlint and cannot be read.
    """
    own, shared = (folder / name for name in FILES)
    if os.path.lexists(own) and not os.path.isdir(own):
        return own  # also a pipe or a device, which reading refuses
    if not os.path.lexists(shared) or os.path.isdir(shared):
        return None
    data = _bytes(shared)
    return shared if b"tool.litlint" in data and _speaks_of_litlint(_table(data, str(shared))) else None


def load_config(path: Path, shown_as: str) -> Config:
    """Read a configuration file, which errors call by ``shown_as``.

    Raises:
        ConfigError: the file cannot be read, or says something that litlint does not know.
    """
    return config_of(_bytes(path, shown_as), shown_as) or Config()


def config_of(data: bytes, shown_as: str) -> Config | None:
    """Read the content of a configuration file; None if it is a pyproject.toml that does not mention litlint.

    Raises:
        ConfigError: it cannot be read, or says something that litlint does not know.
    """
    try:
        return _config_of(_table(data, shown_as), shown_as)
    except ConfigError as error:
        raise with_lines(error, data.decode("utf-8-sig", "replace")) from error


def _config_of(table: dict[str, Any], shown_as: str) -> Config | None:
    key = Key(shown_as)
    if shown_as.rpartition("/")[2] == "pyproject.toml":
        if not _speaks_of_litlint(table):
            return None
        table, key = table["tool"]["litlint"], key / "tool" / "litlint"
        if not isinstance(table, Mapping):
            raise key.error(f"expected a table, got {shown(table)}")
    elif _speaks_of_litlint(table):
        raise (key / "tool" / "litlint").error("leave out [tool.litlint] here: all of this file is litlint's")
    return read_config(table, key)


def read_config(table: Mapping[str, object], key: Key) -> Config:
    """Make a configuration of a table.

    Raises:
        ConfigError: keys, names or values are not what litlint knows: all of it at once.
    """
    errors = ConfigErrors()
    config, read_rules = Config(), {}
    with errors.gather():
        config = read(Config, {name: item for name, item in table.items() if name != "rules"}, key)
    for field_key, name in _names(config, key):
        try:
            check_name(name)
        except UsageError as error:
            errors.add(field_key.error(str(error)))
    for name in sorted(config.registries.keys() - registries()):
        errors.add((key / "registries" / name).error(f"no such registry{did_you_mean(name, registries())}"))
    with errors.gather():
        read_rules = _read_rules(table.get("rules", {}), key / "rules")
    errors.raise_all()
    return replace(config, rules=read_rules)


def registries() -> frozenset[str]:
    """Return the names of what ``[registries]`` can set: a file each, and the pages that are read in place of GitHub's API."""
    from litlint.lookup import registries as package

    files = {module.name.replace("_", "-") for module in iter_modules(package.__path__)}
    return frozenset(files - {"registry"} | {"github-pages"})


def _names(config: Config, key: Key) -> Iterator[tuple[Key, str]]:
    for place, names in (
        (key / "select", config.select or ()),
        (key / "extend-select", config.extend_select),
        (key / "ignore", config.ignore),
        *((key / "per-file-ignores" / pattern, names) for pattern, names in config.per_file_ignores.items()),
    ):
        yield from ((place, name) for name in names)


def _read_rules(tables: object, key: Key) -> dict[str, RuleSettings]:
    if not isinstance(tables, Mapping):
        raise key.error(f"expected a table, got {shown(tables)}")
    read_rules = {}
    errors = ConfigErrors()
    for name, table in tables.items():
        with errors.gather():
            read_rules[name] = _read_rule(name, table, key / name)
    errors.raise_all()
    return read_rules


def _read_rule(name: str, table: object, key: Key) -> RuleSettings:
    if name not in rules.names():
        raise key.error(f"no such rule{did_you_mean(name, rules.names())} (litlint rules lists all)")
    if not isinstance(table, Mapping):
        raise key.error(f"expected a table, got {shown(table)}")
    errors = ConfigErrors()
    severity = rule = None
    with errors.gather():
        severity = value(RuleSeverity, table["severity"], key / "severity") if "severity" in table else None
    with errors.gather():
        rule = read(rules.load(name), {option: item for option, item in table.items() if option != "severity"}, key)
    errors.raise_all()
    return RuleSettings(cast(RuleSeverity | None, severity), rule)


def _speaks_of_litlint(table: Mapping[str, Any]) -> bool:
    """Say whether there is a part for litlint, as in pyproject.toml."""
    return isinstance(table.get("tool"), Mapping) and "litlint" in table["tool"]


def _table(data: bytes, shown_as: str) -> dict[str, Any]:
    if _LONG_KEY.search(data):
        raise ConfigError(f"{shown_as}: nested too deeply")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as error:  # no TOML, no UTF-8, or a number of more digits than Python reads
        raise ConfigError(f"{shown_as}: not TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{shown_as}: nested too deeply") from error


def _bytes(path: Path, shown_as: str = "") -> bytes:
    try:
        return read_file(path, _MOST_BYTES)
    except OSError as error:
        raise ConfigError(f"{shown_as or path}: cannot be read: {error.strerror}") from error


def toml_of(config: Config) -> str:
    """Return a configuration as the TOML that would set it, every setting named; what is None is left out."""
    table = plain(replace(config, rules={}))
    assert isinstance(table, dict)  # noqa: S101 - what plain makes of a dataclass
    table["rules"] = {
        name: {
            "severity": settings.severity,
            **(cast(dict[str, object], plain(settings.rule)) if settings.rule else {}),
        }
        for name, settings in config.rules.items()
    }
    return "\n".join(_toml(table, ())) + "\n"


def _toml(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a table: its values, then the tables within it."""
    for name, held in table.items():
        if held is not None and not isinstance(held, Mapping):
            yield f"{_toml_key(name)} = {json.dumps(held, ensure_ascii=False)}"
    for name, held in table.items():
        if isinstance(held, Mapping) and held:
            yield f"\n[{'.'.join(map(_toml_key, (*path, name)))}]"
            yield from _toml(held, (*path, name))


def _toml_key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)
