"""Each target on a few inputs, made from numbers that are the same in every run, and on all that failed once."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from tests.fuzz.inputs import made
from tests.fuzz.targets import TARGETS
from tests.fuzz.trial import failure, smaller

CASES = sorted((Path(__file__).parent / "cases").iterdir())
INPUTS = int(os.environ.get("LITLINT_FUZZ_INPUTS", "12"))
LONG = {
    "rules": b"- [A Study of Ants](https://arxiv.org/abs/2301.01001), ICML 2023\n- [B of Bees](https://arxiv.org/abs/2301.01001)\n",
    "additions": b"- [A Study of Dogs](https://arxiv.org/abs/2001.01004) `fauna`" + b"4) `fauna`" * 2500,
    "baseline": b"- Jane Doe" + b"\xe2\x80\x8b2020> " * 5000,
    "report-json": b"- A Study of Ants, 2020 [[paper](https://arxiv.org/abs/2001.01001)]\xc2\xa0](x]"
    + b"\xe2\x80\x8b[b" * 4000,
    "unsafe-fix": b"- [~~gone~~][r1] 20200\n\n[r1]: http://[\n- [`tick][r1] arXiv 2023.01\n\n[r1]: #a\n",
}
"""Texts that are one piece over and over, each of which took too long or too much memory once."""


@pytest.mark.fuzz
@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_law(name: str) -> None:
    for seed in range(INPUTS):
        data = made(name, Random(f"{name} {seed}"))
        why = failure(name, data)
        assert why is None, f"{why}: {smaller(name, data, why)!r}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_failed_once_is_well(case: Path) -> None:
    assert failure(case.name.partition("--")[0], case.read_bytes()) is None


@pytest.mark.fuzz
@pytest.mark.parametrize("name", LONG)
def test_a_long_run_of_one_piece_takes_no_time(name: str) -> None:
    piece = LONG[name]
    assert failure(name, (piece * (40_000 // len(piece) + 1))[:40_000]) is None
