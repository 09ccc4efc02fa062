"""The years that entries state beside their venue or alone."""

from __future__ import annotations

import pytest

from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.style.stated_year import named_years, states_year

LINK = "https://arxiv.org/abs/2001.00001"


@pytest.mark.parametrize(
    ("line", "states"),
    [
        ("[A Study of Quiet Ponds]({link}), ICML 2020", True),
        ("[A Study of Quiet Ponds]({link}), ICML'20", True),
        ("[A Study of Quiet Ponds]({link}) (2020)", True),
        ("[A Study of Quiet Ponds]({link}), 2019, 2020", False),
        ("[A Study of Quiet Ponds]({link})", False),
    ],
)
def test_an_entry_states_its_year(line: str, states: bool) -> None:
    (entry,) = read_document(Source("list.md", f"- {line.format(link=LINK)}\n")).entries
    assert states_year(entry) is states


def test_names_with_digits_after_them() -> None:
    text = f"- [A Study of Ponds 1999]({LINK}) - ICML 2020 oral, *ACRE* 22019, see KDD'18\n"
    (entry,) = read_document(Source("list.md", text)).entries
    assert [(found.name.text, found.year.text) for found in named_years(entry)] == [
        ("ICML", "2020"),
        ("ACRE", "22019"),
        ("KDD", "18"),
    ]
