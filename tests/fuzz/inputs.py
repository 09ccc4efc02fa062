"""The inputs of each target: texts for most, and for the others files that are nearly what they should be."""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any

from litlint.workspace.config import Config, toml_of
from tests.fuzz import texts

_VALUES = (
    *(
        '"x"',
        "1",
        "-1",
        "1e400",
        "9" * 400,
        "true",
        "[]",
        '["a"]',
        "{}",
        '["**/*a*a*a*a*b"]',
        '["!"]',
        '["\\n::error::x"]',
        "nan",
    ),
    *(
        '"https://a.org:99999"',
        '["[z-a]"]',
        '"error"',
        '{ "" = ["all"] }',
        "1979-05-27",
        '"\\u0000"',
        '["/../x", "a/**/**/b"]',
    ),
)
_KEYS = (
    *(
        "lists",
        "exclude",
        "select",
        "extend-select",
        "ignore",
        "per-file-ignores",
        "fail-on",
        "labels",
        "order",
        "policy",
    ),
    *(
        "cross-listing",
        "translations",
        "lock",
        "registries",
        "rules",
        "lock.max-age",
        "lock.hosts",
        "lock.budget",
        "lock.contact",
    ),
    *(
        "lock.control",
        "registries.github.base-url",
        "rules.insecure-url.severity",
        "rules.url-shape.x",
        "labels.known",
        '"\\n"',
        "a",
    ),
)
_GLOBS = (
    "*",
    "**",
    "/",
    "?",
    "[a-z]",
    "[!a]",
    "[",
    "]",
    "!",
    "\\",
    "a",
    "b",
    "é",
    "{a,b}",
    "#",
    " ",
    "**/",
    "/**",
    "[[:alpha:]]",
    "[]-]",
)


def made(target: str, random: Random, corpus: str = "") -> bytes:
    """Return an input of a target."""
    if random.random() < 0.1:
        return texts.text(random, corpus)
    if target == "lock":
        rows = "".join(_row(random) for _ in range(random.randint(0, 6)))
        return texts.changed(random, rows.encode("utf-8", "surrogatepass"), (rows.encode("utf-8", "surrogatepass"),))
    if target == "configuration":
        lines = [f"{random.choice(_KEYS)} = {random.choice(_VALUES)}\n" for _ in range(random.randint(0, 4))]
        data = random.choice(("".join(lines), _usual_settings())).encode()
        return texts.changed(random, data, (data,)) if random.random() < 0.5 else data
    if target == "ignored-paths":
        lines = ["".join(random.choice(_GLOBS) for _ in range(random.choice((1, 4, 12, 40)))) for _ in range(8)]
        return "\n".join(lines).encode()
    return texts.text(random, corpus)


@cache
def _usual_settings() -> str:
    return toml_of(Config())


def _row(random: Random) -> str:
    words = random.choice((*texts.TITLES, *texts.URLS, *texts.PEOPLE))
    value: Any = random.choice(
        (words, [words], 1, -1, True, None, [], {}, 1.5, "2026-01-01", ["2026-01-01"], [1], "a/b", 10**20)
    )
    key = random.choice(
        ("arxiv:2001.01234", "github:a/b", "https://x.org/a", "title:a study", "doi:10.1/1", "", ":", "x", 3, words)
    )
    names = (
        *(
            "title",
            "authors",
            "published",
            "updated",
            "category",
            "version",
            "doi",
            "venue",
            "withdrawn",
            "retracted",
            "is",
        ),
        *(
            "former_titles",
            "name",
            "archived",
            "status",
            "fresh",
            "misses",
            "moved",
            "soft_404",
            "missing_fragments",
            "absent",
        ),
        *("work", "later", ""),
    )
    usual: dict[str, object] = {"title": "A Study of Ants", "authors": ["Ann Lee"], "published": "2020-01-02"}
    if isinstance(key, str) and key.startswith("https"):
        usual = {"status": 404, "misses": ["2026-01-01"]}
    if isinstance(key, str) and key.startswith("github"):
        usual = {"name": "a/b"}
    cells = {"id": key, **random.choice(({}, usual))}
    for _ in range(random.choice((0, 0, 1, 2))):
        cells[random.choice(names)] = value
    return json.dumps(cells, ensure_ascii=random.random() < 0.5) + random.choice(("\n", "\n", "\n", "\r\n", "", "\n\n"))
