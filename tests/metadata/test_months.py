from __future__ import annotations

import pytest

from litlint.metadata.months import MACROS, NAMES, is_foreign_month, month_number


def test_names_and_macros_are_months() -> None:
    assert [month_number(name) for name in NAMES] == list(range(1, 13))
    assert [month_number(macro) for macro in MACROS] == list(range(1, 13))


@pytest.mark.parametrize(("word", "number"), [("Sept.", 9), ("DEC", 12), ("Ma", None), ("Marble", None), ("", None)])
def test_abbreviations_are_months_and_other_words_are_none(word: str, number: int | None) -> None:
    assert month_number(word) == number


@pytest.mark.parametrize("word", ["März", "fevrier", "Settembre", "июля", "Aralık"])
def test_months_of_other_languages_are_known(word: str) -> None:
    assert is_foreign_month(word)
    assert not is_foreign_month("Lorem")
