"""Generates what is derived from the code: the reference of the rules and the JSON Schema of the configuration.

``python -m litlint.reference`` writes both; with ``--check`` it says which are out of date and writes nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path

from litlint import regex as re
from litlint import rules
from litlint.cli.manual import markdown_page, nature
from litlint.files import write_atomically
from litlint.lookup.settings import RegistrySettings
from litlint.rule import Rule
from litlint.settings_schema import describe, describe_value, description, plain, settings
from litlint.workspace.config import Config, Labels, Lock, RuleSeverity, registries

PACKAGE = Path(__file__).parent
_NO_TEXT = re.compile("[\udc80-\udcff]")
_HEAD = """# Rules

Generated from the rules themselves by `python -m litlint.reference`; `litlint rules NAME` shows one page.
"""


def rule_reference() -> str:
    """Return the manual pages of all rules by family, in Markdown."""
    parts = [_HEAD]
    for family, members in groupby(rules.discover(), key=lambda rule: rule.family()):
        about = import_module(f"litlint.rules.{family}").__doc__ or ""
        shown = list(members)
        rows = [
            f"| [{rule.name()}](#{rule.name()}) | {nature(rule)} | {_cell(rule.info().summary)} |" for rule in shown
        ]
        table = "\n".join(["| rule | | finds |", "|---|---|---|", *rows])
        parts += [f"## {family}\n\n{about.strip()}\n\n{table}\n", *map(markdown_page, shown)]
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def config_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of litlint.toml and of ``[tool.litlint]`` in pyproject.toml."""
    schema = describe(Config)
    properties = schema["properties"]
    assert isinstance(properties, dict)  # noqa: S101 - what describe makes of a dataclass
    selectors = {"enum": ["all", *sorted(rules.families()), *sorted(rules.names())]}
    for name in ("select", "extend-select", "ignore"):
        properties[name]["items"] = selectors
    properties["per-file-ignores"]["additionalProperties"]["items"] = selectors
    about = properties["rules"]["description"]
    tables = {rule.name(): _rule_schema(rule) for rule in rules.discover()}
    properties["rules"] = {"description": about, "type": "object", "properties": tables, "additionalProperties": False}
    asked = properties["registries"]
    asked["properties"] = dict.fromkeys(sorted(registries()), asked["additionalProperties"])
    asked["additionalProperties"] = False
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "litlint.toml"}
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"


def settings_table() -> str:
    """Return all settings of litlint.toml but those of single rules, as tables in Markdown."""
    parts = []
    for name, kind in (("", Config), ("labels", Labels), ("lock", Lock), ("registries.NAME", RegistrySettings)):
        rows = ["| setting | default | what it is |", "|---|---|---|"]
        for key, (field, hint) in settings(kind).items():
            default = field.default_factory() if callable(field.default_factory) else field.default
            value = plain(default)
            if not isinstance(value, dict) and not is_dataclass(value):  # tables have their own heading
                shown = json.dumps(value, ensure_ascii=False) if value is not None else ""
                rows.append(f"| `{key}` | {f'`{shown}`' if shown else ''} | {_cell(description(hint))} |")
        parts.append("\n".join(["### At the top" if not name else f"### `[{name}]`", "", *rows]))
    return "\n\n".join(parts) + "\n"


def _rule_schema(rule: type[Rule]) -> Mapping[str, object]:
    schema = describe(rule)
    own = schema["properties"]
    assert isinstance(own, dict)  # noqa: S101 - what describe makes of a dataclass
    return {
        "description": rule.info().summary,
        **schema,
        "properties": {"severity": describe_value(RuleSeverity), **own},
    }


def _escaped(byte: re.Match[str]) -> str:
    """Return a byte that is not UTF-8, which an example may hold, as people write it."""
    return f"\\x{ord(byte[0]) - 0xDC00:02x}"


def main(argv: Sequence[str]) -> int:
    """Write the files, or with ``--check`` say which are out of date; return the exit code."""
    stale = 0
    for name, text in (("rules/README.md", rule_reference()), ("config.schema.json", config_schema())):
        file, data = PACKAGE / name, _NO_TEXT.sub(_escaped, text).encode()
        if file.exists() and file.read_bytes() == data:
            continue
        if "--check" in argv:
            sys.stderr.write(f"checker/litlint/{name} is out of date; run python -m litlint.reference\n")
            stale = 1
        else:
            write_atomically(file, data)
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
