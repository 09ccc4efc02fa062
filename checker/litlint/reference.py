"""Generates what is derived: the reference of the rules, the JSON Schema of the configuration, and this project's own
workflows and issue form, of the templates that ``litlint init`` offers.

``python -m litlint.reference`` writes them; with ``--check`` it says which are out of date and writes nothing.
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
from litlint.add.form import choices
from litlint.cli.manual import markdown_page, nature
from litlint.files import write_atomically
from litlint.init.offers import form, workflow
from litlint.lookup.settings import RegistrySettings
from litlint.rule import Rule
from litlint.settings_schema import describe, describe_value, description, plain, settings
from litlint.workspace.config import Config, Labels, Lock, RuleSeverity, registries
from litlint.workspace.project import open_project

PACKAGE = Path(__file__).parent
# Surrogates, in which Python holds bytes that are not UTF-8: a file that is generated cannot hold them.
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


def own_workflows(top: Path) -> dict[Path, str]:
    """Return the workflows and the issue form of the project at ``top``, which installs litlint from its own folder."""
    if not (top / ".github").is_dir():
        return {}
    sections = list(choices(open_project([str(top)]).workspace))
    folder = top / ".github" / "workflows"
    return {
        top / ".github/ISSUE_TEMPLATE/add-paper.yml": form(sections),
        folder / "litlint.yml": workflow("check.yml", "."),
        folder / "litlint-refresh.yml": workflow("refresh.yml", "."),
        folder / "litlint-add-paper.yml": workflow("add-paper.yml", "."),
    }


def main(argv: Sequence[str]) -> int:
    """Write the files, or with ``--check`` say which are out of date; return the exit code."""
    stale = 0
    top = PACKAGE.parent.parent
    derived = {PACKAGE / "rules/README.md": rule_reference(), PACKAGE / "config.schema.json": config_schema()}
    for file, text in (derived | own_workflows(top)).items():
        data = _NO_TEXT.sub(_escaped, text).encode()
        if file.exists() and file.read_bytes() == data:
            continue
        if "--check" in argv:
            sys.stderr.write(f"{file.relative_to(top)} is out of date; run python -m litlint.reference\n")
            stale = 1
        else:
            write_atomically(file, data)
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
