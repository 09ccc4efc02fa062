"""The law that a pattern means what it means to Git's own rules, whoever wrote it and however many stars it has."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from litlint.workspace.globs import patterns

names = st.text("ab*?", max_size=8) | st.sampled_from(["**", "[!a]*b", "[ab]*a*b", "\\*a*"])
globs = st.lists(names, min_size=1, max_size=6).map("/".join)
paths = st.lists(st.text("ab*", min_size=1, max_size=8), min_size=1, max_size=6).map("/".join)


@settings(max_examples=2000, deadline=None)
@given(globs, paths)
def test_a_pattern_matches_what_it_matches_by_trying_everything(glob: str, path: str) -> None:
    try:
        plain = GitIgnoreSpec.from_lines([glob])
    except ValueError:
        return
    assert patterns([glob]).check_file(path).include == plain.check_file(path).include


HOSTILE = (
    ("*a*a*a*a*a*a*a*a*ab", "a" * 4000),
    ("**/a/**/a/**/a/**/a/**/a/**/a/**/b", "a/" * 2000 + "c"),
    ("a/**/" * 10 + "b*b*b*b*b*c", "a/" * 1500 + "b" * 500),
)


@pytest.mark.parametrize(("glob", "path"), HOSTILE)
def test_no_pattern_hangs(glob: str, path: str) -> None:
    code = "import sys\nfrom litlint.workspace.globs import patterns\nprint(patterns([sys.argv[1]]).match_file(sys.argv[2]))"
    done = subprocess.run(
        [sys.executable, "-c", code, glob, path], capture_output=True, text=True, timeout=30, check=True
    )
    assert done.stdout == "False\n"


def test_what_is_no_pattern_matches_nothing() -> None:
    assert not patterns(["[z-a]", "\0"]).match_file("a")
