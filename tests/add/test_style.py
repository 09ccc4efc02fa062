"""What an entry takes over from its neighbours, and what it leaves with them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from litlint.add.addition import valid_candidates
from litlint.add.drafts import short_venue
from litlint.add.place import find_place
from litlint.identifiers.identifier import Identifier
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.write.bibtex import escaped
from litlint.write.entries import Draft
from litlint.write.entries.like_sample import names_like

PREPRINT = Draft(
    "Zeal of Bees in the Dark",
    "https://arxiv.org/abs/2101.00001",
    Identifier("arxiv", "2101.00001"),
    authors=("Ann Author", "Bo van der Berg"),
    year=2021,
    date="2021-01-05",
    updated="2021-01-05",
    category="cs.LG",
)
PUBLISHED = replace(
    PREPRINT,
    url="https://doi.org/10.1145/1.2",
    identifier=Identifier("doi", "10.1145/1.2"),
    venue="SOSP",
    venue_in_full="Proceedings of the 28th Symposium on Operating Systems Principles",
    doi="10.1145/1.2",
)


def added(text: str, section: str, draft: Draft) -> list[str]:
    """Return the lines that a list has more when a draft was written into one of its sections."""
    document = read_document(Source("list.md", text))
    [found] = [one for one in document.sections if one.title == section]
    after = next(valid_candidates(document, find_place(document, found, draft, None), draft)).source.text.splitlines()
    before = text.splitlines()
    same = next(index for index, line in enumerate([*before, None]) if line != after[index])
    return after[same : same + len(after) - len(before)]


SECTIONS = """\
# Works

## Reports

- [Ants in Towns and Fields](https://arxiv.org/abs/2001.01001) – (Jan 2020)
- [Bats in Towns and Fields](https://arxiv.org/abs/2001.01002) – (Jan 2020)
- [Cats in Towns and Fields](https://arxiv.org/abs/2001.01003) – (Jan 2020)
- [Dogs in Towns and Fields](https://arxiv.org/abs/2001.01004) – (Jan 2020)

## Moss

- [Elms in Towns and Fields](https://arxiv.org/abs/2001.01005)

## Soil

- [Figs in Towns and Fields](https://arxiv.org/abs/2001.01006)

## Rain

- [Gulls in Towns and Fields](https://arxiv.org/abs/2001.01007)

<a name="snow"></a>

## Snow

Nothing has fallen yet.

<a name="wind"></a>

## Wind
"""


def test_the_habit_of_one_section_is_not_that_of_the_list() -> None:
    assert added(SECTIONS, "Snow", PREPRINT) == ["- [Zeal of Bees in the Dark](https://arxiv.org/abs/2101.00001)", ""]
    assert "– (Jan 2021)" in added(SECTIONS, "Reports", PREPRINT)[0]


def test_a_first_entry_stands_before_the_anchor_of_the_next_heading() -> None:
    document = read_document(Source("list.md", SECTIONS))
    [snow] = [one for one in document.sections if one.title == "Snow"]
    text = next(valid_candidates(document, find_place(document, snow, PREPRINT, None), PREPRINT)).source.text
    assert text.index("Zeal") < text.index('<a name="wind">')


RANKED = """\
## Bees

| Title | Code | Rank |
|---|---|---|
| 🔥🔥[Ants in Towns and Fields](https://arxiv.org/abs/2001.01001) | - | ⭐️⭐️ |
| [Bats in Towns and Fields](https://arxiv.org/abs/2001.01002) | - | ⭐️⭐️ |
| 🔥[Cats in Towns and Fields](https://arxiv.org/abs/2001.01003) | - | ⭐️ |
| 🔥🔥[Dogs in Towns and Fields](https://arxiv.org/abs/2001.01004) | - | ⭐️⭐️ |
"""


def test_nobody_has_praised_the_work_yet() -> None:
    assert added(RANKED, "Bees", PREPRINT) == [
        "| [Zeal of Bees in the Dark](https://arxiv.org/abs/2101.00001) | - | ⭐️ |"
    ]


def test_a_slip_is_not_copied() -> None:
    text = (
        "## Bees\n\n- [Ants in Towns](https://arxiv.org/abs/2001.01001) (SOSP 2019)\n"
        "- [Bats in Towns](https://arxiv.org/abs/2001.01002)) (SOSP 2020)\n"
    )
    assert added(text, "Bees", PUBLISHED) == ["- [Zeal of Bees in the Dark](https://doi.org/10.1145/1.2) (SOSP 2021)"]


def test_columns_stay_below_each_other_where_nearly_all_rows_are_padded() -> None:
    names = ("Ants in Towns", "Bats of the Tall Forest", "Cats at Home Alone", "Dogs in the Field", "Elks in Snow")
    cells = [f"[{name}](https://arxiv.org/abs/2001.0100{number})" for number, name in enumerate(names, 1)]
    rows = [f"| {cell:60} | {venue:6} | -    |" for cell, venue in zip(cells, ["SOSP", "ICML"] * 3, strict=False)]
    text = "\n".join(["## Bees", "", "| Title | Venue | Code |", "|---|---|---|", *rows, ""])
    title = "[Zeal of Bees in the Dark](https://doi.org/10.1145/1.2)"
    assert added(text, "Bees", PUBLISHED) == [f"| {title:60} | SOSP   | -    |"]


def test_a_longer_number_pushes_what_belongs_to_its_item() -> None:
    items = [
        f"{number}. **{name} in Towns and Fields.** Preprint.\n\n   *Ann Poe.* [[pdf](https://arxiv.org/abs/2001.0100{number})]\n"
        for number, name in ((8, "Ants"), (9, "Bats"))
    ]
    text = "## Bees\n\n" + "\n".join(items)
    document = read_document(Source("list.md", text))
    place = find_place(document, document.sections[-1], PREPRINT, None)
    place = replace(place, after=None, before=document.entries[0])
    after = next(valid_candidates(document, place, PREPRINT)).source.text
    assert "10. **Bats in Towns and Fields.** Preprint.\n\n    *Ann Poe.*" in after
    assert "9. **Ants in Towns and Fields.** Preprint.\n\n   *Ann Poe.*" in after


def test_a_conference_is_cited_as_one_and_in_full() -> None:
    citation = (
        "@article{{poe20{n}{name},\n  title={{{name} in Towns}},\n  author={{Poe, Ed}},\n"
        "  journal={{Annals}},\n  year={{20{n}}}\n}}"
    )
    text = "# Bees\n\n" + "\n\n".join(
        f"#### {name} in Towns\n\npaper link: [here](https://doi.org/10.1145/{n}.{n})\n\n"
        f"```bibtex\n{citation.format(n=n, name=name)}\n```"
        for n, name in ((19, "Ants"), (20, "Bats"))
    )
    lines = added(f"{text}\n", "Bees", PUBLISHED)
    assert any(line.startswith("@inproceedings{") for line in lines)
    assert any(
        "booktitle={Proceedings of the 28th Symposium on Operating Systems Principles}" in line for line in lines
    )


@pytest.mark.parametrize(
    ("venue", "short"),
    [
        ("The Twelfth International Conference on Learning Representations", "ICLR"),
        ("Proceedings of the 62nd Annual Meeting of the Association for Computational Linguistics (Volume 1)", "ACL"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2023", "Findings of EMNLP"),
        ("Advances in Neural Information Processing Systems 36", "NeurIPS"),
        ("Proceedings of the 29th Symposium on Operating Systems Principles (SOSP '23)", "SOSP"),
        ("Workshop on Learning Representations of Bees", "Workshop on Learning Representations of Bees"),
        ("Proceedings of the Society of Bees", "Society of Bees"),
    ],
)
def test_a_venue_goes_by_its_short_name(venue: str, short: str) -> None:
    assert short_venue(venue) == short


@pytest.mark.parametrize(
    ("sample", "names"),
    [
        ("Ed Poe, Jo Roe,  and Cy Doe", "Ann Author and Bo van der Berg"),
        ("E. Poe and J. Roe", "A. Author and B. van der Berg"),
        ("Poe, Roe", "Author, van der Berg"),
        ("Ed Poe , Jo Roe", "Ann Author, Bo van der Berg"),
    ],
)
def test_names_are_joined_and_shortened_as_their_neighbours(sample: str, names: str) -> None:
    assert names_like(sample, PREPRINT.authors) == names


@pytest.mark.parametrize(
    ("plain", "raw"),
    [
        ("R&D of a_b", r"R\&D of a\_b"),
        ("Do $k_1$-Means_x", r"Do $k_1$-Means\_x"),
        ("$5 and $6 gains", r"\$5 and \$6 gains"),
        ("ends in \\", r"ends in \textbackslash{}"),
        ("never {closed", "never (closed"),
    ],
)
def test_a_plain_text_is_sound_bibtex(plain: str, raw: str) -> None:
    assert escaped(plain) == raw


QUOTED = """\
# Works

- {0}Roots of Trees in Towns{0} <br> ICSE 2022 [[Paper](https://doi.org/10.1145/3600006.3613163)]
- {0}Reeds of the Southern Fen{0} <br> SOSP 2023 [[Paper](https://doi.org/10.1145/3600006.3613164)]
- "Moss Here or Moss There"? Trade-offs <br> ICSE 2021 [[Paper](https://doi.org/10.1145/3600006.3613161)]
"""
BARRED = replace(PUBLISHED, title="Bees at Scale | A Guide")


def test_marks_of_one_title_are_not_copied() -> None:
    line = '- "Bees at Scale | A Guide" <br> SOSP 2021 [[Paper](https://doi.org/10.1145/1.2)]'
    assert added(QUOTED.format('"'), "Works", BARRED) == [line]
    document = read_document(Source("list.md", QUOTED.format("")))
    place = find_place(document, document.sections[-1], BARRED, None)
    # No form of the list can be taken: what is left is the plain one, without quotes.
    (only,) = valid_candidates(document, place, BARRED)
    assert "\n- [Bees at Scale | A Guide](https://doi.org/10.1145/1.2), SOSP 2021\n" in only.source.text


def test_marks_of_a_sample_stay_where_those_of_a_title_are_escaped() -> None:
    text = """\
# Works

1. [Roots of Trees in Towns](https://arxiv.org/abs/2001.01001) `Kew` `2020`
2. [Reeds of the Southern Fen](https://arxiv.org/abs/2001.01002) `Fen` `2020`
"""
    draft = replace(PREPRINT, title="Learning with *Bees* at Scale")
    line = r"3. [Learning with \*Bees\* at Scale](https://arxiv.org/abs/2101.00001) `2021`"
    assert added(text, "Works", draft) == [line]


@pytest.mark.parametrize(
    ("row", "written"),
    [
        ("- **{}** *Jo Roe et al. CVPR.* [[pdf](https://arxiv.org/abs/{})]", "Dark** *Ann Author et al.* [[pdf]"),
        ("- {} (_some words of mine; arXiv_) [[pdf](https://arxiv.org/abs/{})]", "- Zeal of Bees in the Dark"),
        (
            "- [{}](https://arxiv.org/abs/{}) - A few words on it.",
            "- [Zeal of Bees in the Dark](https://arxiv.org/abs/2101.00001)",
        ),
        (
            "- [{}](https://arxiv.org/abs/{}) — a long story: read it.",
            "- [Zeal of Bees in the Dark](https://arxiv.org/abs/2101.00001)",
        ),
    ],
)
def test_no_mark_is_left_of_words_that_are_taken_out(row: str, written: str) -> None:
    rows = [
        row.format(f"A Study of {name} at Length", f"{year}01.01234") for name, year in (("Ants", 18), ("Cats", 19))
    ]
    rows[1] = (
        rows[1]
        .replace("few words on", "good deal in")
        .replace("some words of mine", "not my thing")
        .replace("Roe", "Doe")
    )
    [line] = [one for one in added("# Works\n\n## A\n\n" + "\n".join(rows) + "\n", "A", PREPRINT) if one]
    assert written in line
    assert not re.search(r"[*_(]\s*[.,;:]|\)\.$|\) ?[-—:]", line), line
