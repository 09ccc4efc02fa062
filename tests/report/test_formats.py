"""How formats are found and loaded, and how paths look from the working directory."""

from __future__ import annotations

import subprocess
import sys

import pytest

from litlint.errors import UsageError
from litlint.report import Style, formats, load


def test_formats_are_the_modules_of_the_folder() -> None:
    assert {"text", "concise", "json", "github"} <= set(formats())
    assert "layout" not in formats()


def test_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UsageError, match='no output format "jsonn"; did you mean "json"'):
        load("jsonn")


@pytest.mark.parametrize("name", formats())
def test_a_format_imports_no_other_and_nothing_third_party(name: str) -> None:
    program = "import sys; from litlint.report import load; load(sys.argv[1]); print(*sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program, name], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert not loaded & {"rich", "requests", "mistune", "bibtexparser", "rapidfuzz"}
    others = {f"litlint.report.{other}" for other in formats()} & loaded
    assert others == {f"litlint.report.{name}"}


@pytest.mark.parametrize(
    ("root", "here", "seen"),
    [
        ("/r", "/r", "lists/a.md"),
        ("/r", "/r/lists", "a.md"),
        ("/r", "/r/docs", "../lists/a.md"),
        ("/r/sub", "/r", "sub/lists/a.md"),
        ("C:/r", "C:/r/lists", "a.md"),
    ],
)
def test_paths_are_relative_to_the_working_directory(root: str, here: str, seen: str) -> None:
    assert Style(root=root, here=here).relative("lists/a.md") == seen


def test_hosts_are_told_paths_from_the_top_of_the_repository() -> None:
    style = Style(root="/r/docs", here="/r/docs/lists", top="/r")
    assert style.relative("lists/ä.md") == "ä.md"
    assert style.in_repository("lists/ä.md") == "docs/lists/ä.md"
    assert style.uri("lists/ä.md") == "docs/lists/%C3%A4.md"
    assert Style(root="/r", here="/r/lists").in_repository("lists/a.md") == "a.md"


def test_links_to_lines() -> None:
    assert Style(root="/r", here="/r", beside="/r/out").url("a.md", 7) == "../a.md#L7"
    assert (
        Style(root="/r", here="/r/b", top="/r", blob="https://x.test/b")
        .url("b/a.md", 7)
        .endswith("/b/b/a.md?plain=1#L7")
    )
    assert Style().url("lists/a b#.md", 7) == "lists/a%20b%23.md#L7"
    assert Style(blob="https://x.test/blob/main").url("a.md", 7) == "https://x.test/blob/main/a.md?plain=1#L7"
