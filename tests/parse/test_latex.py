from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.parse.latex import decode, decode_verbatim


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("A  {Small}\n Study~of {{G}}ardens", "A Small Study of Gardens"),
        ('G{\\"o}del, K\\"onig, M{\\"{u}}ller', "Gödel, König, Müller"),
        ("{\\'E}tude, \\'{\\i}, na{\\\"\\i}ve, Erd\\H{o}s, \\c c, \\v{S}", "Étude, í, naïve, Erdős, ç, Š"),
        ("S\\o ren, {\\L}ukasz, Stra{\\ss}e, {\\AA}sa", "Søren, Łukasz, Straße, Åsa"),
        ("R\\&D at 100\\% \\#1 a\\_b", "R&D at 100% #1 a_b"),
        ("R & D at 100% \\o", "R & D at 100% ø"),
        ("1--2 --- ``x''", "1–2 — “x”"),
        ("{\\em A} \\emph{B} \\textbf{C \\textit{D}} \\texttt{E} \\mbox{F}", "A B C D E F"),
        ("\\unknown{A} \\unknown B", "A B"),
        ("$O(n^2)$ and $\\alpha$-\\ensuremath{\\lambda}", "O(n^2) and α-λ"),
        ("costs \\$5", "costs $5"),
        ("\\url{https://x.org/~a--b_c%20} \\o", "https://x.org/~a--b_c%20 ø"),
        ("\\href{https://x.org}{A page}", "A page"),
        ("\\LaTeX{} and \\TeX", "LaTeX and TeX"),
        ("hy\\-phen\\\\ated", "hyphen ated"),
        ("unclosed {\\o", "unclosed ø"),
        ("\\frac alone, \\", "alone,"),
    ],
)
def test_decoding(raw: str, text: str) -> None:
    assert decode(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("https://x.org/~a--b_c", "https://x.org/~a--b_c"),
        ("\\url{https://x.org/~a}", "https://x.org/~a"),
        ("https://x.org/\\~{}a\\_b\\%20\\&c", "https://x.org/~a_b%20&c"),
        ("{10.1/a_b}", "10.1/a_b"),
    ],
)
def test_verbatim(raw: str, text: str) -> None:
    assert decode_verbatim(raw) == text


macros = st.lists(
    st.sampled_from(
        [
            "\\",
            "{",
            "}",
            "$",
            "a",
            " ",
            "%",
            "&",
            "[",
            "]",
            '\\"',
            "\\'",
            "\\c",
            "\\o",
            "\\frac",
            "\\sqrt",
            "\\begin{x}",
            "\\url{",
            "\\href",
            "\\verb",
            "\\input",
            "\\ensuremath",
            "\\textbf",
            "\\foo",
            "\\item",
            "\\\\",
            "\\[",
            "\\(",
            "~",
            "^",
            "_",
            "é",
            "\n",
        ]
    ),
    max_size=12,
).map("".join)


@given(macros | st.text(max_size=40))
def test_any_text_is_decoded(raw: str) -> None:
    for text in (decode(raw), decode_verbatim(raw)):
        assert text == " ".join(text.split())


@pytest.mark.parametrize("unit", ["{", "\\textbf{", "{\\'", "$\\a", "\\'\\'", "\\begin{a}"])
def test_nesting_does_not_exhaust_the_stack(unit: str) -> None:
    decode("\\o " + unit * (3 * sys.getrecursionlimit()))


@given(st.text(st.sampled_from("abc é-:,.()"), max_size=30))
def test_plain_text_stays(raw: str) -> None:
    assert decode(raw) == " ".join(raw.replace("---", "—").replace("--", "–").split())
