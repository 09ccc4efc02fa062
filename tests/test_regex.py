"""Every pattern of litlint compiles, though none is compiled before it is used."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import litlint
from litlint import regex


def modules() -> list[str]:
    return [found.name for found in pkgutil.walk_packages(litlint.__path__, "litlint.") if "__main__" not in found.name]


def test_every_pattern_is_valid() -> None:
    patterns = [
        thing
        for name in modules()
        for thing in vars(import_module(name)).values()
        if isinstance(thing, regex._Uncompiled)
    ]
    assert len(patterns) > 200
    assert all(pattern.pattern for pattern in patterns)


def test_a_pattern_behaves_as_a_compiled_one() -> None:
    words = regex.compile(r"(?P<first>a+)b", regex.I)
    found = words.fullmatch("AAB")
    assert found is not None
    assert found["first"] == "AA"
    assert words.sub("c", "xab ab") == "xc c"
    assert words.groupindex == {"first": 1}


def test_importing_compiles_nothing() -> None:
    code = (
        "import sys; from litlint import regex; import litlint.syntax.url_syntax as module\n"
        "sys.exit(any('search' in vars(it) for it in vars(module).values() if isinstance(it, regex._Uncompiled)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
