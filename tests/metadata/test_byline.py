from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.metadata.byline import is_name, read_byline


@pytest.mark.parametrize(
    ("text", "names", "cut_short"),
    [
        ("Katherine Garden et al.", ["Katherine Garden"], True),
        ("Chris Kass et.al.", ["Chris Kass"], True),
        ("Jane Doe, Max Muster and 12 others", ["Jane Doe", "Max Muster"], True),
        ("Jane Doe\\*, Max Muster†, Ann Roe (\\*: Equal contribution).", ["Jane Doe", "Max Muster", "Ann Roe"], False),
        ("Eva Person¹, Tom Sample²", ["Eva Person", "Tom Sample"], False),
        ("Jane Doe1,2, Max Muster2", ["Jane Doe", "Max Muster"], False),
        ("Wei Wang 0001, Jane Doe", ["Wei Wang 0001", "Jane Doe"], False),
        ("Doe, J., Muster, M., and Author, A.", ["Doe, J.", "Muster, M.", "Author, A."], False),
        ("Doe J, van der Berg JP", ["Doe, J.", "van der Berg, J. P."], False),
        ("Doe, Jane and Muster, Max", ["Doe, Jane", "Muster, Max"], False),
        ("Doe, Jane; Muster, Max", ["Doe, Jane", "Muster, Max"], False),
        ("Doe, Jane, Max Muster, and Ann Q. Roe", ["Doe, Jane", "Max Muster", "Ann Q. Roe"], False),
        ("John Smith, Jr., Ann Lee", ["John Smith Jr.", "Ann Lee"], False),
        ("李明、王伟 等", ["李明", "王伟"], True),
        ("Nguyễn Văn A & Trần Bình", ["Nguyễn Văn A", "Trần Bình"], False),
        ("Garden Team, Rohan Anil", ["Garden Team", "Rohan Anil"], False),
        ("Kew AI", ["Kew AI"], False),
    ],
)
def test_names_are_read_from_text(text: str, names: list[str], cut_short: bool) -> None:
    byline = read_byline(text)
    assert list(byline.names) == names
    assert byline.cut_short is cut_short
    assert byline.is_certain


@pytest.mark.parametrize(
    "text",
    [
        "Doe, Muster, et al.",  # one person with the surname Doe, or two without given names
        "Transfer across tasks and environments",
        "University of Kew, England",
        "see https://example.org",
        "第一个设计实验来攻击预训练模型的工作",
    ],
)
def test_what_may_be_no_list_of_names_is_not_certain(text: str) -> None:
    assert not read_byline(text).is_certain


@given(st.text(alphabet="Ab1,;.&*†() 李étal", max_size=40))
def test_names_never_hold_what_joins_them(text: str) -> None:
    for name in read_byline(text).names:
        assert ";" not in name
        assert "&" not in name
        assert name.strip() == name or not is_name(name)
