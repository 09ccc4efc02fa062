"""The law that no text makes the reader hang: runs of marks and words that make regular expressions try again and again.

The counts of calls do not see what a regular expression, a slice or a search costs. One process reads all texts and is
stopped after two minutes; they take a few seconds, so only a text that hangs fails.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

SIZE = 20_000
URL = "https://arxiv.org/abs/2001.00001"
LEADS = (
    "- Ants walk far{} [pdf](" + URL + ")",
    "- [Ants walk far](" + URL + ") {}x",
    "- {} [Ants walk far](" + URL + ")",
)
RUNS = (
    *(" ", "\u00a0", "-", ".", ",", ":", "/", "'", "*a* ", "`pdf` ", "( ", "[ ", "【2020", "(2020)", ")", "]", "”"),
    *("A", "a", "A-", "a-A", "SWISS-PROT-", "AB ", "A. ", "A, ", ", AB", ", Ann Lee", "A. BB, 2020 ", " in", " and"),
    *("1", "1,", "1 ", "2020 ", "2020-", "2020年", "arXiv ", "arXiv:2001.", ":a", " :ab:", "[pdf](U) ", "[[pdf]](U) "),
    *("www.", "a.b/", "http:", "https://a.b", "\\(", "&amp", "，", "（"),
)
READ = """
import sys
from litlint.parse.document import read_document
from litlint.model.source import Source

for text in sys.stdin.read().split("\\0"):
    read_document(Source("list.md", "# L\\n\\n## S\\n\\n" + text + "\\n"))
"""


def texts() -> list[str]:
    runs = [run * (SIZE // len(run)) for run in RUNS]
    pictures = SIZE // (len(URL) + 5)
    return [
        *(lead.format(run) for run in runs for lead in LEADS),
        "- Ants walk far, " + "A" * (SIZE // 3) + "-A" * (SIZE // 3) + f" [pdf]({URL})",
        "- " + "![" * pictures + "a" + f"]({URL})" * pictures,
        "## Part\n\n[x](#part)\n\n" * (SIZE // 21),
    ]


def test_no_text_makes_the_reader_hang() -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ], input="\0".join(texts()), capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
