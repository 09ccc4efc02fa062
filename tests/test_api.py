"""The public API: texts and repositories in, reports out; its examples run, and importing it costs nothing."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import litlint
from litlint.api import check_text, fix_text
from litlint.workspace.project import open_project

INSECURE = "- [A Study of Ants](http://arxiv.org/abs/2001.01234)\n"


def with_examples() -> list[str]:
    """Return the modules whose docstrings have examples."""
    folder = Path(litlint.__file__).parent
    names = [module.name for module in walk_packages([str(folder)], "litlint.") if not module.name.endswith("__main__")]
    found = []
    for name in ["litlint", *names]:
        path = folder.parent / Path(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if re.search(r"^\s*>>> ", file.read_text(encoding="utf-8"), re.MULTILINE):
            found.append(name)
    return found


@pytest.mark.parametrize("name", with_examples())
def test_the_examples_in_docstrings_run(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_every_public_name_is_there_and_typed() -> None:
    for name in litlint.__all__:
        assert getattr(litlint, name) is not None
    assert (Path(litlint.__file__).parent / "py.typed").exists()
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(litlint, "nothing")  # noqa: B009 - a type checker knows that there is no such name


def test_importing_it_imports_nothing_else() -> None:
    program = "import sys, litlint; print(sorted(name for name in sys.modules if name.startswith('litlint')))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout == "['litlint']\n"


@pytest.mark.parametrize("text", [INSECURE, INSECURE.encode(), b"\xff\xfe\x00", "", "@misc{a"])
def test_any_text_is_checked_and_fixed(text: Any) -> None:
    for path in ("list.md", "refs.bib"):
        report = litlint.check_text(text, path)
        assert report.problems == ()
        assert {finding.span.path for finding in report.findings} <= {path}
        assert type(litlint.fix_text(text, path)) is type(text)


def test_a_text_is_judged_among_its_neighbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.md").write_text("# Here\n")
    (tmp_path / "list.md").write_text("[it](there.md)\n")
    workspace = open_project(["list.md"]).workspace
    assert not litlint.check_text("[it](there.md#here)\n", "list.md", workspace=workspace).findings
    (finding,) = litlint.check_text("[it](there.md#gone)\n", "list.md", workspace=workspace).findings
    assert finding.rule == "missing-anchor"


def test_a_repository_is_checked_as_the_command_checks_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent)  # wherever one is
    (tmp_path / ".git").mkdir()
    (tmp_path / "litlint.toml").write_text('ignore = ["insecure-url"]\n')
    (tmp_path / "a.md").write_text(INSECURE)
    (tmp_path / "b.md").write_text("[it](gone.md)\n")
    report = litlint.check_workspace(tmp_path)
    assert [finding.rule for finding in report.findings] == ["missing-file"]
    assert litlint.check_workspace(tmp_path, ["a.md"]).findings == ()


PIECES = (
    *(
        b"\xff",
        b"\xc3",
        b"\xa4",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\x85",
        b"\x00",
        b"\r",
        b"\r\n",
        b"\n",
        b"\n\n",
        b" ",
    ),
    *(
        b"- [A Study of Gardens](http://arxiv.org/abs/2001.00007)",
        b"[pdf] (https://a.org/b c.pdf)",
        b"![](https://",
        b"](",
        b"|",
    ),
    *(
        b"arXiv:2001.00007v2",
        b"Jane Doe, and John Roe",
        b"**2020",
        b"&amp;",
        b"https\xef\xbc\x9a//arvix.org/abs/2001.00007",
    ),
    *(
        b"@article{k,\n title = {A,\n year = 2020,,\n}\n",
        b"~~~bibtex\n",
        b"<b>",
        b"# L\n",
        b"\xe2\x80\x8b",
        b"\xc3\xa2\xe2\x82\xac",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join), st.sampled_from(("list.md", "refs.bib")))
@settings(max_examples=60, deadline=None)
def test_a_fix_holds_for_the_bytes_that_are_written(data: bytes, path: str) -> None:
    """Bytes that are not UTF-8 stay, no finding is added, and a second fix of what was written changes nothing."""
    before = Counter(finding.rule for finding in check_text(data, path).findings)
    fixed = fix_text(data, path)
    assert Counter(finding.rule for finding in check_text(fixed, path).findings) <= before
    assert fix_text(fixed, path) == fixed
    assert Counter(byte for byte in fixed if byte > 0xF4) == Counter(byte for byte in data if byte > 0xF4)
