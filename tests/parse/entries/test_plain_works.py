"""Works that a list gives without links: references in all styles, and titles with their venue; prose is none."""

from __future__ import annotations

import pytest

from litlint.model.document import Document
from litlint.model.source import Source
from litlint.parse.document import read_document

VENUES = [
    "The Slow Growth of Lawns: A System View (ICDE 2022)",
    "Counting Frogs from Query Workloads (SIGMOD-Companion '23), Jane Doe, Max Muster",
    "Garden Gyms (CIDR 2023)",
    "An Instance-Optimised Pond (VLDB 2023), Kim Foo et al.",
    "Towards Autonomous Garden Services, NeurIPS 2021",
]
VANCOUVER = [
    "Doe J, Muster M. Gardens in medicine. N Engl J Gard. 2020;382(1):1-9.",
    "Doe J, Muster M, Foo A, et al. Lawns in medicine. Lancet Lawns. 2018;391(10119):462-512.",
    "Doe J. Hedges in medicine. JAMA Gard. 2019;12(3):1-12.",
    "Muster M, Roe AB. Ponds in surgery. J Ponds. 2017;2:3-9.",
    "van der Berg K. Trees in nursing. Trees. 2011;4(2):8-19.",
]
APA = [
    "Doe, J., & Muster, M. (2020). Gardens in medicine: A review. *Journal of Gardens*, 38(1), 1–9.",
    "Doe, J. (2019). *The big book of gardens* (2nd ed.). Garden Press.",
    "van der Berg, K., Roe, A. B., & Li, W. (2018). Lawns and mind. *Mind*, 12, 101–120.",
    "Muster, M. (2017). On the use of hedges. In J. Doe (Ed.), *Handbook of hedges* (pp. 1–20). Garden Press.",
    "Okafor, B. (2016, June). Why trees? Paper presented at the Tree Conference, Oslo.",
]
CHICAGO = [
    'Doe, Jane. "Gardens in Medicine." *Journal of Gardens* 38, no. 1 (2020): 1–9.',
    "Doe, Jane, and Max Muster. *The Big Book of Gardens*. Oslo: Garden Press, 2019.",
    'Roe, Anna. "Lawns and Mind: A History." PhD diss., Garden University, 2018.',
    'Li, Wei, Ben Okafor, and Jane Doe. "Why Trees?" *Mind* 12 (2016): 101–120.',
    'Zhou, Kim. "More Trees." *Mind* 13 (2017): 1–12.',
]
RUSSIAN = [
    "Иванов И. И., Петров П. П. Деревья и сады в городе // Вестник садоводства. 2019. Т. 5. С. 1–9.",
    "Сидоров А. А. Газоны и разум // Разум. 2018. № 2. С. 10–15.",
    "Петров П. П. Изгороди мира. М.: Наука, 2015. 200 с.",
    "Кузнецова О. В. Большая книга о деревьях. СПб.: Питер, 2016.",
    "Иванов И. И. Деревья зимой // Вестник садоводства. 2020. Т. 6. С. 3–12.",
]
CHINESE = [
    "张三, 李四. 城市中的树木与花园[J]. 园林学报, 2019, 5(1): 1-9.",
    "王五. 草坪与心灵[J]. 心灵, 2018, 2(3): 10-15.",
    "李四. 世界的树篱[M]. 北京: 科学出版社, 2015.",
    "赵六, 张三. 冬天的树木研究[C]. 园林会议, 2020: 3-12.",
    "张三. 树木大全[M]. 北京: 科学出版社, 2016.",
]
PROSE = [
    "We follow the approach of Doe et al. (2020) in this repository, and add tests.",
    "The method was introduced in 2017 (Vaswani et al., 2017) and has been used since.",
    "Install the package with pip (Python 3.10 or later).",
    "Run the tests in the folder before you push, as CI does.",
    "Since 2019, the results of the benchmark are public.",
    "Jane Doe joined us in May 2021.",
]
PEOPLE = [
    "Jane Doe (PhD 2020, now at Google)",
    "Max Muster (PhD student, since 2021)",
    "Kim Foo, Jane Roe, and Max Bar (2022)",
    "Jane Li (MSc, 2023)",
    "Wei Li (MSc, 2023)",
]
DEADLINES = [f"{name} 2025, Oslo, June 11-15" for name in ("CVPR", "ICML", "NeurIPS", "ICLR", "ACL", "KDD")]
NEWS = [
    "2024/05: Our paper on gardens was accepted at ICML 2024.",
    "2024/04: We release the code of the garden benchmark (v2).",
    "2024/03: Jane Doe joined the lab.",
    "2024/02: Talk at NeurIPS 2023 by Max Muster.",
    "2024/01: We release data.",
]


def read(text: str) -> Document:
    return read_document(Source("list.md", text))


def as_list(lines: list[str], marker: str = "- ") -> str:
    return "# Works\n\n" + "".join(f"{marker}{line}\n" for line in lines)


@pytest.mark.parametrize("lines", [VENUES, VANCOUVER, APA, CHICAGO, RUSSIAN, CHINESE])
@pytest.mark.parametrize("marker", ["- ", "1. "])
def test_references_without_links_are_entries(lines: list[str], marker: str) -> None:
    assert len(read(as_list(lines, marker)).entries) == len(lines)


@pytest.mark.parametrize("lines", [VANCOUVER, APA, CHICAGO, RUSSIAN])
def test_paragraphs_in_the_form_of_references_are_entries(lines: list[str]) -> None:
    assert len(read("# Works\n\n" + "\n\n".join(lines)).entries) == len(lines)


@pytest.mark.parametrize("lines", [PROSE, PEOPLE, DEADLINES, NEWS])
def test_bullets_of_prose_are_none(lines: list[str]) -> None:
    assert read(as_list(lines)).entries == ()
    assert read("# Works\n\n" + "\n\n".join(lines)).entries == ()


def test_works_in_words_may_be_nested_below_topics() -> None:
    text = (
        "- Gardens\n" + "".join(f"  - {line}\n" for line in VENUES) + "- Others\n" + "".join(f"  - {x}\n" for x in APA)
    )
    assert len(read(text).entries) == len(VENUES) + len(APA)


def test_authors_and_venue_below_a_title_are_no_works() -> None:
    text = "".join(
        f"- [A Study of Ants {number}](https://arxiv.org/abs/2301.0000{number})\n  - Jane Doe, Max Muster. In *ICML 2020*.\n"
        for number in range(1, 8)
    )
    assert len(read(text).entries) == 7


def test_an_identifier_in_plain_text_is_a_link_of_its_entry() -> None:
    document = read(
        "1. Doe J. Gardens in medicine. N Engl J Gard. 2020;382(1):1-9. doi:10.1056/NEJMoa2000001.\n"
        "2. Lawns and mind, arXiv:2301.00001\n"
        "3. We extend arXiv:2301.00002 with tests and more.\n"
    )
    first, second = document.entries
    assert [(link.kind, link.url_span.text, link.url) for link in first.links] == [
        ("text", "10.1056/NEJMoa2000001", "https://doi.org/10.1056/nejmoa2000001")
    ]
    assert [str(identifier) for identifier, _ in second.works] == ["arXiv:2301.00001"]
    assert document.links == ()


def test_paragraphs_that_end_in_the_bare_url_of_a_work_are_entries_where_their_section_repeats_them() -> None:
    titles = (
        "Slow Growth of Lawns",
        "Counting Frogs at Night",
        "Ponds That Adapt to Rain",
        "Moss on Sundials",
        "Old Bells Ring",
    )
    lines = [f"{title}. Doe, Muster. https://arxiv.org/abs/2301.0000{number}" for number, title in enumerate(titles, 1)]
    assert len(read("## 2023\n\n" + "\n\n".join(lines)).entries) == 5
    prose = "The code of this list was written in the summer, see https://arxiv.org/abs/2301.00009"
    assert read(f"## About\n\n{prose}\n\nIt is free.\n\nWelcome to all of you.\n").entries == ()
