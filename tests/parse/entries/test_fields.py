"""Lines that name the field they carry, and cells of columns that do."""

from __future__ import annotations

import pytest

from litlint.model.document import Entry
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.parse.entries.fields import are_fields, field_name

TITLES = (
    *("Counting Ants on Warm Stones", "How Bees Share a Garden", "The Quiet Life of Pond Snails"),
    *("Maps of Hedges and Lanes", "Telling Time by Morning Dew", "Old Ladders in Cherry Orchards"),
)


def entries(text: str) -> tuple[Entry, ...]:
    return read_document(Source("list.md", text)).entries


def value(part: object) -> object:
    return getattr(part, "value", None)


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (["author: Jane Doe", "gardener: John Roe", "pdf: here"], True),
        (["Autores: Jane Doe", "Resumen corto: of ants"], True),
        (["GardenNet: of ants", "MossNet: of moss"], False),
        (["Keras: a library", "TensorFlow: another"], False),
        (["author: Jane Doe", "author: John Roe"], False),
        (["author: Jane Doe"], False),
        (["author: Jane Doe", "and a line that names nothing"], False),
    ],
)
def test_lines_are_fields_by_their_names(lines: list[str], fields: bool) -> None:
    assert are_fields(lines) is fields


def test_a_sentence_with_a_colon_names_no_field() -> None:
    assert field_name("What we have seen of the ants: they count") is None


@pytest.mark.parametrize(
    "below",
    [
        "- **author**: Jane Doe, John Roe\n- **venue**: ICML 2020\n- **ladder**: of wood\n- **pdf**: [link]({link})",
        "- Authors: Jane Doe, John Roe\n- Conference: ICML 2020\n- Paper: [here]({link})",
        "Authors: Jane Doe, John Roe\\\nConference: ICML 2020\\\n[Paper]({link})",
        "作者：Jane Doe, John Roe\n\n会议：ICML 2020\n\n[论文]({link})",
    ],
)
def test_fields_below_a_heading(below: str) -> None:
    (entry,) = entries(f"# {TITLES[0]}\n\n" + below.format(link="https://arxiv.org/abs/2001.00001") + "\n")
    assert entry.title.value == TITLES[0]
    assert (value(entry.authors), value(entry.venue), value(entry.year)) == ("Jane Doe, John Roe", "ICML", 2020)


def test_an_abstract_gives_no_venue() -> None:
    (entry,) = entries(
        f"### {TITLES[0]}\n\n- abstract: We beat all others on GARDEN 2012.\n- author: Jane Doe\n"
        "- pdf: [pdf](https://arxiv.org/abs/2001.00001)\n"
    )
    assert (value(entry.authors), entry.venue, entry.year) == ("Jane Doe", None, None)


def test_works_that_are_announced_below_a_heading_are_the_entries() -> None:
    lines = "".join(
        f"Net {i} manuscript: [{title}](https://doi.org/10.1000/{i})\n\n" for i, title in enumerate(TITLES[:3])
    )
    read = entries(f"### Pond nets\n\nSoftware: https://github.com/doe/pond\n\n{lines}")
    assert [entry.title.value for entry in read] == list(TITLES[:3])


def test_the_work_that_a_heading_names_is_announced_by_its_own_title() -> None:
    read = entries(f"### {TITLES[0]}\n\nPaper: [{TITLES[0]}](https://arxiv.org/abs/2001.00001)\n")
    assert [(entry.kind.name, entry.title.value) for entry in read] == [("HEADING", TITLES[0])]


def test_bullets_with_names_of_their_own_are_no_fields_of_the_heading() -> None:
    lines = "".join(f"- Tool{i} (Java) [[link](https://example.org/{i})]\n" for i in range(6))
    read = entries(f"## 1.2. Garden tools\n\n{lines}")
    assert [entry.title.value for entry in read] == [f"Tool{i} (Java)" for i in range(6)]
