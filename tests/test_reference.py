import json
from pathlib import Path

import jsonschema
import pytest

from litlint import reference, rules
from litlint.errors import ConfigError
from litlint.settings_schema import Key
from litlint.workspace.config import read_config


def test_the_generated_files_are_up_to_date() -> None:
    assert reference.main(["--check"]) == 0


def test_a_stale_file_is_said_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "checker" / "litlint"
    (package / "rules").mkdir(parents=True)
    (package / "rules" / "README.md").write_text("# Rules\n")
    monkeypatch.setattr(reference, "PACKAGE", package)
    assert reference.main(["--check"]) == 1
    assert (package / "rules" / "README.md").read_text() == "# Rules\n"
    said = capsys.readouterr().err
    assert "checker/litlint/rules/README.md is out of date; run python -m litlint.reference\n" in said
    assert "checker/litlint/config.schema.json is out of date" in said
    assert reference.main([]) == 0
    assert reference.main(["--check"]) == 0


def test_every_rule_has_its_page() -> None:
    pages = reference.rule_reference()
    assert all(f"\n### {name}\n" in pages for name in rules.names())
    assert all(f"\n## {family}\n" in pages for family in set(rules.names().values()))


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"select": ["document", "unused-allow"], "ignore": ["all"]},
        {"rules": {"unused-allow": {"severity": "off"}}},
        {"labels": {"known": ["x"]}, "order": "title", "lock": {"max-age": 3}, "registries": {"arxiv": {"batch": 50}}},
        {"select": ["none"]},
        {"rules": {"none": {}}},
        {"rules": {"unused-allow": {"severity": "fatal"}}},
        {"rules": {"unused-allow": {"none": 1}}},
        {"per-file-ignores": {"*.md": ["none"]}},
        {"order": "size"},
        {"registries": {"arxive": {}}},
        {"none": 1},
    ],
)
def test_the_schema_agrees_with_the_reader(table: dict[str, object]) -> None:
    schema = json.loads(reference.config_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    valid = jsonschema.Draft202012Validator(schema).is_valid(table)
    try:
        read_config(table, Key("litlint.toml"))
    except ConfigError:
        assert not valid
    else:
        assert valid
