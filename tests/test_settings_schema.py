from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.errors import ConfigError
from litlint.model.finding import Severity
from litlint.settings_schema import Key, Limit, describe, read


@dataclass(frozen=True)
class Inner:
    depth: Annotated[int, "How deep.", Limit("0 or more", at_least=0)] = 3
    share: Annotated[float | None, Limit("more than 0", above=0)] = None
    site: Annotated[str, Limit("a site", pattern="^https?:")] = "https:"


@dataclass(frozen=True)
class Sample:
    flag: bool = False
    similarity: float = 80.0
    names: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    form: Literal["abs", "pdf"] | None = None
    severity: Severity = Severity.ERROR
    per_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inner: Inner = Inner()

    def __post_init__(self) -> None:
        if self.similarity > 100:
            raise ValueError("similarity is a percentage")


KEY = Key("litlint.toml", ("rules", "sample"))


def test_a_table_becomes_a_dataclass() -> None:
    table = {
        "flag": True,
        "similarity": 85,
        "names": ["a", "b"],
        "words": ["c"],
        "form": "pdf",
        "severity": "note",
        "per-file": {"x.md": ["d"]},
        "inner": {"depth": 5},
    }
    expected = Sample(True, 85.0, ("a", "b"), frozenset("c"), "pdf", Severity.NOTE, {"x.md": ("d",)}, Inner(5))
    assert read(Sample, table, KEY) == expected


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"similarity": "x"}, 'rules.sample.similarity: expected a number, got "x"'),
        ({"similarity": True}, "rules.sample.similarity: expected a number, got true"),
        ({"similarity": float("nan")}, "rules.sample.similarity: expected a number, got NaN"),
        ({"similarity": 101}, "rules.sample: similarity is a percentage"),
        ({"similarty": 1}, 'rules.sample.similarty: unknown key; did you mean "similarity"?'),
        ({"qqq": 1}, "rules.sample.qqq: unknown key"),
        ({"flag": 1}, "rules.sample.flag: expected true or false, got 1"),
        ({"names": "a"}, 'rules.sample.names: expected a list, got "a"; write ["a"]'),
        ({"names": ["a", 2]}, "rules.sample.names.1: expected a text, got 2"),
        ({"form": "pfd"}, 'rules.sample.form: expected one of "abs", "pdf", got "pfd"; did you mean "pdf"?'),
        ({"severity": 3}, 'rules.sample.severity: expected one of "note", "warning", "error", got 3'),
        ({"per-file": []}, "rules.sample.per-file: expected a table, got []"),
        ({"inner": {"depth": 1.5}}, "rules.sample.inner.depth: expected a whole number, got 1.5"),
        ({"inner": 1}, "rules.sample.inner: expected a table, got 1"),
    ],
)
def test_a_wrong_table_is_refused_at_its_place(table: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(Sample, table, KEY)
    assert str(caught.value) == f"litlint.toml: {message}"


NAMES = st.sampled_from(["flag", "similarity", "names", "words", "form", "severity", "per-file", "inner", "other"])
VALUES = st.sampled_from(
    [
        *(None, True, 0, 50, -1.5, "", "pdf", "note", "Note", [], ["a"], ["a", 1], [["a"]]),
        *(
            {},
            {"depth": 2},
            {"depth": "2"},
            {"depth": -1},
            {"share": 0},
            {"share": 0.5},
            {"site": "x"},
            {"deep": 2},
            {"a": ["b"]},
            {"a": [1]},
            {"a": "b"},
        ),
    ]
)


@given(st.dictionaries(NAMES, VALUES))
def test_the_schema_says_what_reading_accepts(table: dict[str, object]) -> None:
    validator = jsonschema.Draft202012Validator(describe(Sample))
    try:
        read(Sample, table, KEY)
    except ConfigError:
        assert not validator.is_valid(table)
    else:
        assert validator.is_valid(table)


def test_the_schema_tells_descriptions_and_defaults() -> None:
    properties = describe(Sample)["properties"]
    assert properties["similarity"] == {"type": "number", "default": 80.0}  # type: ignore[index]
    assert properties["severity"]["default"] == "error"  # type: ignore[index]
    inner = properties["inner"]["properties"]["depth"]  # type: ignore[index]
    assert inner == {"type": "integer", "minimum": 0, "description": "How deep.", "default": 3}
