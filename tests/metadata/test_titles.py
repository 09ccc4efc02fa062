from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import are_comparable, compare_titles, same_work, short_name

SEEDS = "Offline Gardening from Fixed Seeds"
TERRACES = "Planting Tomatoes, Beans and Squash on Rooftop Terraces"
TAPES = "Sorting Magnetic Tapes with Two Drives"

SAME = [
    (SEEDS, "offline gardening from fixed seeds"),
    (SEEDS, "OFFLINE GARDENING FROM FIXED SEEDS."),
    (SEEDS, "{Offline} {G}ardening from \\emph{Fixed} Seeds"),
    (SEEDS, "🔥Offline Gardening\u200b from Fixed Seeds :fire:"),
    (SEEDS, "Off-line Gardening from Fixed Seed"),
    (SEEDS, f"OGFS: {SEEDS}"),
    (SEEDS, f"OGFS：{SEEDS}"),
    (SEEDS, f"[OGFS] {SEEDS}"),
    (SEEDS, f"{SEEDS} (OGFS)"),
    (f"[OGFS] {SEEDS}", f"OGFS: {SEEDS}"),
    (f"{SEEDS} (OGFS)", f"【OGFS】{SEEDS}"),
    (SEEDS, f"{SEEDS} (BC)"),
    (SEEDS, f"{SEEDS} [extended version]"),
    (SEEDS, f"{SEEDS} (Student Abstract)"),
    (SEEDS, f"{SEEDS}, NeurIPS 2023"),
    (SEEDS, f"{SEEDS} (ICLR'24 Oral)"),
    (SEEDS, f"[2023.05] {SEEDS}"),
    (SEEDS, f"{SEEDS} arXiv:2301.00001"),
    (SEEDS, f"{SEEDS} 2023"),
    (f"{SEEDS} (ICLR 2024)", f"{SEEDS} (arXiv 2023)"),
    (SEEDS, f"{SEEDS}: A Study of Tomatoes and Beans"),
    (SEEDS, f"{SEEDS} - A Study of Tomatoes and Beans"),
    ("Can Seeds Sleep?", "Can Seeds Sleep? A Study of Tomatoes and Beans"),
    ("Offline Gardening from Fixed…", SEEDS),
    ("Pre-training Bidirectional Gardeners", "Pretraining Bidirectional Gardeners"),
    ("Fast Data Sets for Robots", "Fast Datasets for Robot"),
    ("Modelling Neighbour Behaviour with Optimised Colours", "Modeling Neighbor Behavior with Optimized Colors"),
    ("Analysing the Centre of a Labelled Catalogue", "Analyzing the Center of a Labeled Catalog"),
    ("G$_2$O: Greedy Grass Oracle", "G2O: Greedy Grass Oracle"),
    ("$\\beta$-VAE for Gardens", "β-VAE for Gardens"),
    ("Schrödinger Bridges & Other Stories", "Schrodinger Bridges and Other Stories"),
    ("Don't Stop the Gardener", "Don’t Stop the Gardener"),
    ("ﬁrst Principles of Ｗide Gardens", "First Principles of Wide Gardens"),
    ("小型花园的综述", "小型花园的综述。"),
]

CLOSE = [
    (SEEDS, "Offline Gardening from Fxied Seeds"),
    (SEEDS, "Fixed Seeds from Offline Gardening"),
    ("Persistent Pools in Hierachical Storage Tiers", "Persistent Pools in Hierarchical Storage Tiers"),
    ("SQKV: Sliding Windows of Keys and Values", "SKVQ: Sliding Windows of Keys and Values"),
    (TERRACES, "Planting Beans, Squash and Tomatoes on Rooftop Terraces"),
    (TERRACES, "Planting Tomatoes, Beans and Squash on Windy Rooftop Terraces"),
    (TERRACES, "Planting Tomatoes, Beans and Squash on Rooftop Balconies"),
    (TERRACES, "Planting Tomatoes, Beans and Squash on Rooftop Terraces for Efficient Training"),
    (f"{TERRACES} in Rainy Spring", f"{TERRACES} in Sunny Autumn"),
    ("Watering Rare Ferns by Mixture of Gardeners in Greenhouses", "Watering Rare Ferns by MoG in Greenhouses"),
    ("Recommending Tulips in Push Notifications with Mixtures", "Recommending Tulips in Push Notifications"),
    ("小型花园的灌溉方法与实践综述", "小型花园的灌溉方法和实践综述"),
]

UNKNOWN = [
    ("", SEEDS),
    ("", ""),
    ("!!!", "???"),
    ("A Survey on Large Language Models for Code Generation", "A Survey on Large Language Models for Text Generation"),
    ("Deep Learning for Plant Recognition", "Deep Learning for Plant Classification"),
    ("Graph Attention Networks", "Graph Convolutional Networks"),
    ("Supervised Contrastive Gardening", "Unsupervised Contrastive Gardening"),
    ("Explicit Garden Regularization", "Implicit Garden Regularization"),
    ("Serving Gardens with Paged Memory", "Serving Gardens without Paged Memory"),
    ("Fern2 Technical Report", "Fern2.5 Technical Report"),
    ("Fern: Open Models of Plants", "Fern 2: Open Models of Plants"),
    ("Physics of Gardens: Part 1, Water", "Physics of Gardens: Part 2, Water"),
    ("Physics of Gardens (Part I)", "Physics of Gardens (Part II)"),
    ("Physics of Gardens I", "Physics of Gardens II"),
    ("Overview of the Garden Task 2019", "Overview of the Garden Task 2020"),
    ("Fern", "Fern: Open Models of Plants in Northern Towns"),
    ("Fern", SEEDS),
    ("Technical Report", "Fern-4: Technical Report"),
    ("Nucleus Sampling", "The Curious Case of Degenerate Gardens"),
    ("注意力就是你所需要的花园", SEEDS),
    ("小型花园的灌溉方法综述", "面向边缘设备的图像压缩方法研究"),
    ("Обрезка деревьев в саду", SEEDS),
    ("Fern-MoE: Advancing Mixtures of Gardeners", "Offloading Weeds in Fern-MoE for Everyone"),
    ("BGR", "Better Garden Robots from Cheaper Parts"),
    ("BGR: Machines that Learn from Seeds", "Better Garden Robots from Cheaper Parts"),
    ("Speculative Pruning with Little Scissors", "Lossless Growth via Self-Speculative Pruning"),
]

DIFFERENT = [
    ("Quantized Ferns in Small Pots of Clay", "Quantization of Mosses on Large Stones"),
    (SEEDS, TAPES),
    (TERRACES, TAPES),
    (f"OGFS: {SEEDS}", TAPES),
    (
        "FlatRound: Learnable Rounding by Division",
        "Understanding Eight-Bit Quantization for Large Models: Failure Cases",
    ),
    ("The Curious Case of Degenerate Gardens", "Efficient Memory Management for Serving Large Language Models"),
    ("Attention Is All You Need", "Language Models Are Few-Shot Learners"),
    ("A Small Study of Large Language Models", "Contrast Subgraphs Explain the Classification of Brain Networks"),
    ("Обрезка старых деревьев в северном саду", "Сжатие изображений на малых устройствах"),
]

TABLE = [
    (*pair, expected)
    for expected, pairs in (("same", SAME), ("close", CLOSE), ("unknown", UNKNOWN), ("different", DIFFERENT))
    for pair in pairs
]
TITLES = sorted({title for row in TABLE for title in row[:2]})


@pytest.mark.parametrize(("a", "b", "expected"), TABLE)
def test_relation(a: str, b: str, expected: str) -> None:
    assert compare_titles(a, b) == expected
    assert compare_titles(b, a) == expected


@pytest.mark.parametrize("title", [title for title in TITLES if normalize_title(title)])
def test_a_title_is_the_same_as_itself(title: str) -> None:
    assert compare_titles(title, title) == "same"
    assert compare_titles(title, title.upper()) == "same"


def test_same_work_takes_close_titles_above_a_similarity() -> None:
    assert same_work(SEEDS, f"OGFS: {SEEDS}", similarity=100)
    assert same_work(*CLOSE[0])
    assert same_work(*CLOSE[0], similarity=90)
    assert not same_work(*CLOSE[0], similarity=99)
    assert not same_work(SEEDS, TAPES)
    assert not same_work(*UNKNOWN[3])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (SEEDS, TAPES, True),
        ("Fern: Running Big Models at Home", "Fern: Growing Small Models in Pots", True),
        ("Fern", SEEDS, False),
        ("", SEEDS, False),
        ("小型花园的综述", SEEDS, False),
        ("小型花园的综述", "灌溉方法的综述", True),
        ("Обрезка деревьев в саду", SEEDS, False),
    ],
)
def test_which_titles_can_be_compared(a: str, b: str, expected: bool) -> None:
    assert are_comparable(a, b) is expected
    assert are_comparable(b, a) is expected


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (f"OGFS: {SEEDS}", "OGFS"),
        (f"OGFS：{SEEDS}", "OGFS"),
        (f"[OGFS] {SEEDS}", "OGFS"),
        (f"{SEEDS} (OGFS)", "OGFS"),
        (f"[ICLR 2024] OGFS: {SEEDS}", "OGFS"),
        (f"[OGFS] {SEEDS} (ICLR 2024)", "OGFS"),
        (f"Fern 2: {SEEDS}", "Fern 2"),
        (f"Fern-V2.5: {SEEDS}", "Fern-V2.5"),
        (f"FERN.int8(): {SEEDS}", "FERN.int8()"),
        (f"G$_2$O: {SEEDS}", "G$_2$O"),
        (SEEDS, None),
        (f"{SEEDS}: A Study", None),
        (f"Survey: {SEEDS}", None),
        (f"[Survey] {SEEDS}", None),
        (f"[2023.05] {SEEDS}", None),
        (f"{SEEDS} (2023)", None),
        (f"{SEEDS} (CVPR)", None),
        (f"{SEEDS} (extended version)", None),
        ("3:1 Ratios in Gardens", None),
        ("OGFS:", None),
        ("[OGFS]", None),
        ("", None),
    ],
)
def test_short_name(title: str, name: str | None) -> None:
    assert short_name(title) == name


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("  Two\u00a0\tSpaces — and  dashes–here ", "two spaces and dashes here"),
        ("C++ and R&D", "c plus plus and r and d"),
        ("花园：综述", "花园 综述"),
        ("α-Gardens", "alpha gardens"),
        ("κήποι στο νησί", "κηποι στο νησι"),
        ("Straße", "strasse"),
        ("\\textbf{Bold} gardens", "bold gardens"),
        ("…", ""),
    ],
)
def test_normal(title: str, words: str) -> None:
    assert normalize_title(title) == words


TEXT = st.text(max_size=60) | st.lists(
    st.sampled_from(
        [*SEEDS.split(), *TAPES.split(), "OGFS:", "(BC)", "[", "]", "：", "…", "2023", "ICLR", "II", "小型花园"]
    )
).map(" ".join)


@given(TEXT)
def test_normal_is_idempotent(text: str) -> None:
    once = normalize_title(text)
    assert normalize_title(once) == once
    assert once == " ".join(once.split())


@given(TEXT, TEXT)
def test_relation_is_symmetric(a: str, b: str) -> None:
    assert compare_titles(a, b) == compare_titles(b, a)
    assert are_comparable(a, b) == are_comparable(b, a)
    if normalize_title(a) == normalize_title(b) != "":
        assert compare_titles(a, b) == "same"
    short_name(a)


@given(st.sampled_from(TITLES), st.sampled_from(TITLES), st.sampled_from([str.upper, str.lower, str.title]))
def test_case_makes_no_difference_to_equality(a: str, b: str, change: object) -> None:
    assert callable(change)
    assert (compare_titles(a, b) == "same") <= (compare_titles(change(a), b) in ("same", "close"))


@given(st.sampled_from([SEEDS, TERRACES, TAPES]), st.integers(1, 9), st.integers(1, 9))
def test_another_number_is_never_the_same_work(title: str, one: int, other: int) -> None:
    found = compare_titles(f"{title} {one}", f"{title} {other}")
    assert found == ("same" if one == other else "unknown")


@given(st.sampled_from([SEEDS, TERRACES, TAPES]), st.data())
def test_two_letters_swapped_in_a_long_word_stay_close(title: str, data: st.DataObject) -> None:
    words = [word for word in title.split() if len(word) > 5 and word.isalpha()]
    word = data.draw(st.sampled_from(words))
    at = data.draw(st.integers(1, len(word) - 2))
    changed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert compare_titles(title, title.replace(word, changed)) in ("same", "close")


@pytest.mark.parametrize("piece", ["a ", "[a] ", "a: ", "(", ")", "\\emph{", ":a:", "…", "花", "II "])
def test_long_texts_take_no_long_time(piece: str) -> None:
    text = piece * 200_000
    assert compare_titles(text, text + "b") in ("same", "unknown")
    assert compare_titles(text, SEEDS) == "unknown"
    short_name(text)
    are_comparable(text, SEEDS)


def test_importing_the_module_is_cheap() -> None:
    code = "import litlint.metadata.titles, sys; sys.exit(any(name.startswith('rapidfuzz') for name in sys.modules))"
    subprocess.run([sys.executable, "-c", code], check=True)
