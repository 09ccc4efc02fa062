"""Authors that begin an entry in words: a list that does so is read, one entry alone only where it is certain."""

from __future__ import annotations

import pytest

from litlint.model.document import Entry
from litlint.model.source import Source
from litlint.parse.document import read_document

WORKS = (
    ("Jane Doe and John Roe", "A Study of Ants in Gardens", "Neural Computation, 1997"),
    ("Jane Doe, Mary Major", "Bees and Wasps", "ICML 2007"),
    ("Mark Minor", "Small Worlds of Moss", "ICML 2001"),
    ("Alice Roe et al", "Deep Roots", "NIPS 2012"),
    ("Hal Baum, Eve Gold & Tom Wood", "On the Growth of Trees", "ICDM 2011"),
    ("Mykel J. Sample", "Gardens without Water", "KDD 2003"),
)


def bullets(*lines: str) -> tuple[Entry, ...]:
    return read_document(Source("list.md", "# Gardens\n\n" + "".join(f"- {line}\n" for line in lines))).entries


@pytest.mark.parametrize("form", ["{}: {}, {}", "{}. {}. {}.", "{} - {} ({})", "{} – {}, {}"])
def test_a_list_that_begins_its_entries_with_authors(form: str) -> None:
    read = bullets(*(form.format(*work) for work in WORKS))
    assert [entry.title.value.partition(", Neural")[0] for entry in read] == [title for _, title, _ in WORKS]
    assert [entry.authors and entry.authors.value.rstrip(".") for entry in read] == [names for names, _, _ in WORKS]


@pytest.mark.parametrize(
    ("line", "title", "authors"),
    [
        (
            "Lin K., et al. Cross-Domain Learning with Ants. [[pdf]](https://arxiv.org/abs/2001.00001)",
            "Cross-Domain Learning with Ants",
            "Lin K., et al",
        ),
        (
            "Neural Garden Models, Gael Sample et al. arXiv. [[pdf]](https://arxiv.org/abs/2001.00001)",
            "Neural Garden Models",
            "Gael Sample et al",
        ),
        (
            "Swin Transformer: Ants in Shifted Windows. [[pdf]](https://arxiv.org/abs/2001.00001)",
            "Swin Transformer: Ants in Shifted Windows",
            None,
        ),
    ],
)
def test_one_entry_alone(line: str, title: str, authors: str | None) -> None:
    (entry,) = bullets(line)
    assert (entry.title.value, entry.authors and entry.authors.value) == (title, authors)


def test_names_of_methods_before_a_colon_are_no_authors() -> None:
    titles = [
        *("Swin Transformer: Ants in Windows", "Deep Sets: Bees without Order", "Masked Moss: Roots as Learners"),
        *("Graph Gardens: Paths between Trees", "Neural Hedges: Learning to Cut", "Focal Ponds: Water at Two Scales"),
    ]
    read = bullets(*(f"{title} [[pdf]](https://arxiv.org/abs/2001.0000{i})" for i, title in enumerate(titles)))
    assert [entry.title.value for entry in read] == titles


@pytest.mark.parametrize("lead", ["**`{}`** ", "`{}` ", "`{}`: "])
def test_a_name_in_code_before_a_linked_title(lead: str) -> None:
    (entry,) = bullets(
        lead.format("GardenNet") + "[Open Loop Ant Planning](https://arxiv.org/abs/2001.00001), Doe J. et al. (2010)"
    )
    assert (entry.title.value, entry.name and entry.name.value) == ("Open Loop Ant Planning", "GardenNet")
    assert entry.authors is not None
    assert entry.authors.value.startswith("Doe J.")


@pytest.mark.parametrize("lead", ["(book) ", "Title: ", "标题：", "Paper title: "])
def test_what_only_announces_a_title_is_no_part_of_it(lead: str) -> None:
    (entry,) = bullets(lead + "[A Study of Ants](https://arxiv.org/abs/2001.00001) (2010)")
    assert entry.title.value == "A Study of Ants"


@pytest.mark.parametrize(
    "rest", ["[J]. Garden Studies, 2019, 12(3): 1-9.", "[C]//ICML, 2007: 193-200.", "[EB/OL]. (2019-01-02)"]
)
def test_the_mark_of_a_kind_of_work_ends_the_title(rest: str) -> None:
    (entry,) = bullets(f"Doe J, Roe R, et al. A study of ants in gardens{rest} https://doi.org/10.1000/182")
    assert entry.title.value == "A study of ants in gardens"
