from collections.abc import Mapping
from pathlib import Path

import pytest

from litlint import rules
from litlint.__main__ import main
from litlint.errors import ConfigError, UsageError
from litlint.model.finding import Severity
from litlint.settings_schema import Key
from litlint.workspace.config import Config, Selection, config_of, find_config, load_config, read_config

KEY = Key("litlint.toml")


def chosen(table: Mapping[str, object], wish: Selection | None = None) -> set[str]:
    return {rule.name() for rule in read_config(table, KEY).chosen_rules(wish or Selection())}


DEFAULT = {rule.name() for rule in rules.discover() if rule.default}
DOCUMENT = {name for name, family in rules.names().items() if family == "document"}


def test_without_a_file_the_default_rules_run() -> None:
    assert chosen({}) == DEFAULT


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"select": ["unused-allow"]}, {"unused-allow"}),
        ({"select": ["document"]}, DOCUMENT),
        ({"select": ["all"]}, set(rules.names())),
        ({"select": []}, set()),
        ({"select": [], "extend-select": ["unused-allow"]}, {"unused-allow"}),
        ({"ignore": ["document"]}, DEFAULT - DOCUMENT),
        ({"ignore": ["document"], "extend-select": ["unused-allow"]}, DEFAULT - DOCUMENT | {"unused-allow"}),
        ({"select": ["document"], "ignore": ["unused-allow"]}, DOCUMENT - {"unused-allow"}),
        ({"select": ["unused-allow"], "ignore": ["document"]}, {"unused-allow"}),
        ({"rules": {"unused-allow": {"severity": "off"}}}, DEFAULT - {"unused-allow"}),
    ],
)
def test_the_more_exact_name_wins(table: dict[str, object], expected: set[str]) -> None:
    assert chosen(table) == expected


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Selection(select=("unused-allow",)), {"unused-allow"}),
        (Selection(extend_select=("unused-allow",)), {"unused-allow", "unknown-allow"}),
        (Selection(ignore=("document",)), set()),
    ],
)
def test_the_command_line_goes_before_the_file(wish: Selection, expected: set[str]) -> None:
    assert chosen({"select": ["unknown-allow"], "ignore": ["unused-allow"]}, wish) == expected


def test_the_command_line_names_rules_that_exist() -> None:
    with pytest.raises(UsageError, match='no rule "unused-alow"; did you mean "unused-allow"'):
        Selection(ignore=("unused-alow",))


def test_a_severity_is_that_of_the_configuration() -> None:
    config = read_config({"rules": {"unused-allow": {"severity": "note"}}}, KEY)
    assert config.severity("unused-allow") is Severity.NOTE
    assert config.severity("unknown-allow") is None


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"selct": []}, 'selct: unknown key; did you mean "select"?'),
        ({"select": ["documnt"]}, 'select: no rule "documnt"; did you mean "document"? (litlint rules lists all)'),
        ({"per-file-ignores": {"*.md": ["x-y"]}}, 'per-file-ignores.*.md: no rule "x-y" (litlint rules lists all)'),
        ({"rules": {"unused-alow": {}}}, 'rules.unused-alow: no such rule; did you mean "unused-allow"?'),
        ({"rules": {"unused-allow": 3}}, "rules.unused-allow: expected a table, got 3"),
        ({"rules": {"unused-allow": {"x": 3}}}, "rules.unused-allow.x: unknown key"),
        ({"rules": {"unused-allow": {"severity": "eror"}}}, "rules.unused-allow.severity: expected one of"),
        ({"rules": 1}, "rules: expected a table, got 1"),
        ({"fail-on": "off"}, 'fail-on: expected one of "note", "warning", "error", got "off"'),
        ({"registries": {"arxiv": {"bach": 3}}}, 'registries.arxiv.bach: unknown key; did you mean "batch"?'),
        ({"registries": {"arxive": {}}}, 'registries.arxive: no such registry; did you mean "arxiv"?'),
        ({"lock": {"token": "x"}}, "lock.token: unknown key"),
        ({"lock": {"max-age": -5}}, "lock.max-age: expected 0 or more, got -5"),
        ({"lock": {"budget": -1}}, "lock.budget: expected 0 or more, got -1"),
        ({"lock": {"pace": -0.1}}, "lock.pace: expected 0 or more, got -0.1"),
        ({"lock": {"timeout": 0}}, "lock.timeout: expected more than 0, got 0"),
        ({"lock": {"control": ["x"]}}, 'lock.control.0: expected a URL that begins with http:// or https://, got "x"'),
        ({"registries": {"crossref": {"pace": -1}}}, "registries.crossref.pace: expected 0 or more, got -1"),
        ({"registries": {"crossref": {"batch": 0}}}, "registries.crossref.batch: expected 1 or more, got 0"),
        *(
            (
                {"registries": {"crossref": {"base-url": url}}},
                "registries.crossref.base-url: expected a URL that begins",
            )
            for url in (
                "x",
                "",
                "ftp://x.org",
                "https://",
                "https:///x",
                "http://[x",
                "http://x:port",
                "http://x.org/ y",
            )
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(table: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_config(table, KEY)
    assert str(caught.value).startswith(f"litlint.toml: {message}")


@pytest.mark.parametrize(
    "url", ["https://x.org", "http://127.0.0.1:8080/a?b=c", "http://[::1]:1/", "http://me:pw@x_y.org"]
)
def test_settings_at_their_limits_are_taken(url: str) -> None:
    table = {
        "lock": {"max-age": 0, "budget": 0, "pace": 0, "timeout": 0.1, "control": [url]},
        "registries": {"crossref": {"pace": 0, "batch": 1, "base-url": url}},
    }
    assert read_config(table, KEY).registries["crossref"].base_url == url


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("litlint.toml", "[tool.litlint]\nselect = []\n", "1: tool.litlint: leave out [tool.litlint] here"),
        ("litlint.toml", "tool = 1\n", "1: tool: unknown key"),
        ("pyproject.toml", "[tool]\nlitlint = 1\n", "2: tool.litlint: expected a table, got 1"),
    ],
)
def test_a_part_for_litlint_stands_in_its_place(name: str, content: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(content.encode(), name)
    assert str(caught.value).startswith(f"{name}:{message}")
    assert config_of(b"tool = 'tool.litlint'\n", "pyproject.toml") is None


def test_files_are_found_and_named_in_errors(tmp_path: Path) -> None:
    shared, own = tmp_path / "pyproject.toml", tmp_path / "litlint.toml"
    assert find_config(tmp_path) is None
    shared.write_text("[tool.other]\nname = 'tool.litlint'\n")
    assert find_config(tmp_path) is None
    shared.write_text("[tool.litlint]\nselct = []\n")
    assert find_config(tmp_path) == shared
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:2: tool\.litlint\.selct: unknown key"):
        load_config(shared, "pyproject.toml")
    own.write_bytes(b"\xef\xbb\xbfcross-listing = true\r\n")
    assert find_config(tmp_path) == own
    assert load_config(own, "litlint.toml") == Config(cross_listing=True)


@pytest.mark.parametrize("content", [b"[tool.litlint\n", b"# tool.litlint \xff\n"])
def test_a_file_that_is_no_toml_is_said(tmp_path: Path, content: bytes) -> None:
    for name in ("pyproject.toml", "litlint.toml"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(ConfigError, match=f"{name}: not TOML: "):
            load_config(tmp_path / name, name)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("lists = " + "[" * 20_000, " nested too deeply"),
        ("lists = " + "[" * 20_000 + "]" * 20_000, " nested too deeply"),
        ("lists" + ".a" * 20_000 + " = 1", " nested too deeply"),
        ("[rules" + " . a" * 20_000 + "]", " nested too deeply"),
        ("rules = {a = 1, b" + ".a" * 20_000 + " = 1}", " nested too deeply"),
    ],
)
def test_what_is_nested_too_deeply_is_said(content: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(content.encode(), "litlint.toml")
    assert str(caught.value) == f"litlint.toml:{message}"


def test_a_key_of_some_parts_is_read() -> None:
    with pytest.raises(ConfigError, match="1: lists: expected a list, got"):
        config_of(("lists" + ".a" * 20 + " = 1").encode(), "litlint.toml")


def test_all_mistakes_are_said_at_once_each_with_its_line() -> None:
    content = """\
lists = [
  "README.md",
  3,
]
selct = '''x
select = 1
'''
ignore = ["no-such"]

[labels]
knwon = []

[rules."title-mismatch"]
severity = "loud"
foo = 1
[rules.no-rule]
[registries]
crossref.pace = -1
"""
    with pytest.raises(ConfigError) as caught:
        config_of(b"\xef\xbb\xbf" + content.encode(), "litlint.toml")
    said = [line.split(": ")[:2] for line in caught.value.lines]
    assert said == [
        ["litlint.toml:1", "lists.1"],
        ["litlint.toml:5", "selct"],
        ["litlint.toml:11", "labels.knwon"],
        ["litlint.toml:14", "rules.title-mismatch.severity"],
        ["litlint.toml:15", "rules.title-mismatch.foo"],
        ["litlint.toml:16", "rules.no-rule"],
        ["litlint.toml:18", "registries.crossref.pace"],
    ]


def test_the_command_line_says_each_mistake_on_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "litlint.toml").write_text("aa = 1\nbb = 2\n")
    assert main(["check"]) == 2
    lines = ["litlint: litlint.toml:1: aa: unknown key\n", "litlint: litlint.toml:2: bb: unknown key\n"]
    assert capsys.readouterr().err == "".join(lines)


@pytest.mark.parametrize(
    ("pattern", "path", "ignored"),
    [
        ("README.md", "lists/README.md", True),
        ("lists/", "lists/a.md", True),
        ("/README.md", "lists/README.md", False),
        ("!lists/", "README.md", True),
        ("!lists/", "lists/a.md", False),
    ],
)
def test_per_file_ignores_match_as_gitignore_does(pattern: str, path: str, ignored: bool) -> None:
    config = read_config({"per-file-ignores": {pattern: ["document"]}}, KEY)
    assert config.ignored_in(path) == (frozenset({"document"}) if ignored else frozenset())
