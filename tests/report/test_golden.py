"""Every format says of one report what its golden file says; LITLINT_UPDATE_GOLDEN=1 writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from litlint import __version__
from litlint.report import Style, formats, load

from .sample import clean, sample

GOLDEN = Path(__file__).parent / "golden"
STYLE = Style(root="/home/me/papers", here="/home/me/papers", blob="https://github.com/me/papers/blob/main")


@pytest.mark.parametrize("name", formats())
def test_format_is_as_its_golden_file(name: str) -> None:
    written = load(name)(sample(), STYLE).replace(__version__, "VERSION")
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("LITLINT_UPDATE_GOLDEN") == "1":
        golden.write_bytes(written.encode())
    assert written.encode() == golden.read_bytes()


@pytest.mark.parametrize("name", formats())
def test_format_ends_its_last_line(name: str) -> None:
    for report in (sample(), clean()):
        written = load(name)(report, STYLE)
        assert not written or (written.endswith("\n") and not written.endswith("\n\n"))


def test_every_golden_file_has_its_format() -> None:
    assert sorted(path.stem for path in GOLDEN.iterdir()) == formats()
