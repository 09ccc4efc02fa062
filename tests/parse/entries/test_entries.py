"""What the reader takes for an entry, in every family, and what of its parts."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.model.document import Document, Entry
from litlint.model.source import Source
from litlint.parse.document import read_document

ANTS, BEES, CATS = (f"https://arxiv.org/abs/2001.0100{number}" for number in (1, 2, 3))
CODE = "https://github.com/doe/ants"


def read(text: str) -> Document:
    return read_document(Source("list.md", dedent(text)))


def entries(text: str) -> tuple[Entry, ...]:
    return read(text).entries


def titles(text: str) -> list[str]:
    return [entry.title.value for entry in entries(text)]


def only(text: str) -> Entry:
    (entry,) = entries(text)
    return entry


def told(entry: Entry) -> dict[str, object]:
    """Return what an entry states, without what it does not state and without places."""
    stated = {
        "family": entry.kind.letter,
        "title": entry.title.value,
        "name": entry.name and entry.name.value,
        "authors": entry.authors and entry.authors.value,
        "venue": entry.venue and entry.venue.value,
        "year": entry.year and entry.year.value,
        "date": entry.date and entry.date.value,
        "tags": tuple(tag.value for tag in entry.tags),
        "links": tuple((link.label, link.url) for link in entry.links if not link.is_image),
        "keys": tuple(citation.key for citation in entry.citations),
    }
    return {name: value for name, value in stated.items() if value}


def link(label: str, url: str) -> tuple[tuple[str, str], ...]:
    return ((label, url),)


TITLE = "A Study of Ants"
CITED = "```bibtex\n@misc{doe, title={A Study of Ants}, author={Jane Doe}, year={2020}}\n```"
COLUMNS = "| Year | Title | Venue | Paper | Code |\n|---|---|---|---|---|\n"
PICTURE = "![](https://img.shields.io/x.svg)"
PDF = link("pdf", ANTS)
# One line each: what is written, and what is understood of it beside the title.
LINES = {
    "title then venue then links": (
        f"- A Study of Ants, ICML 2020 [[pdf]({ANTS})] [[code]({CODE})]",
        {"family": "D", "venue": "ICML", "year": 2020, "links": (("pdf", ANTS), ("code", CODE))},
    ),
    "break before the venue": (
        f"- A Study of Ants <br> ICML 2020 [[pdf]]({ANTS})",
        {"family": "D", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "venue glued to its year": (
        f"- A Study of Ants. ICML2020 [[pdf]]({ANTS})",
        {"family": "D", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "bold title, italic authors": (
        f"- **A Study of Ants** *Jane Doe, John Roe* [[pdf]({ANTS})], ICML 2020",
        {"family": "D", "authors": "Jane Doe, John Roe", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "authors after a full stop": (
        f"- A Study of Ants. Jane Doe, John Roe. *ICML*, 2020. [[pdf]({ANTS})]",
        {"family": "D", "authors": "Jane Doe, John Roe", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "authors after a comma": (
        f"- A Study of Ants, Doe et al., ICML 2020, [[pdf]({ANTS})]",
        {"family": "D", "authors": "Doe et al", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "date first": (
        f"* [2020/01] **A Study of Ants** [[pdf]({ANTS})]",
        {"family": "D", "date": "2020/01", "year": 2020, "links": PDF},
    ),
    "date in words first": (
        f"* [Jan 2020] A Study of Ants [[pdf]({ANTS})]",
        {"family": "D", "date": "Jan 2020", "year": 2020, "links": PDF},
    ),
    "venue first": (
        f"- [ICML 2020] [A Study of Ants]({ANTS})",
        {"family": "C", "venue": "ICML", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "venue first in parentheses": (
        f"- (**ICML'20**) A Study of Ants [[pdf]({ANTS})]",
        {"family": "D", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "venue first as code": (
        f"- `ICML 2020` A Study of Ants [[pdf]({ANTS})]",
        {"family": "D", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "short name first": (
        f"- **[Ants]** A Study of Ants, *Doe et al.*, ICML 2020 [[pdf]({ANTS})]",
        {"family": "D", "name": "Ants", "authors": "Doe et al.", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "pictographs": (
        f"- 🔥 :star: **A Study of Ants** :fire: [[pdf]({ANTS})] ⭐",
        {"family": "D", "links": PDF},
    ),
    "check box": (f"- [x] A Study of Ants [[pdf]({ANTS})]", {"family": "D", "links": PDF}),
    "quotes, date, tag": (
        f'- "A Study of Ants", 2020-01, `fauna`, [[pdf]({ANTS})]',
        {"family": "D", "date": "2020-01", "year": 2020, "tags": ("fauna",), "links": PDF},
    ),
    "typographic quotes": (f"- “A Study of Ants”, [[pdf]({ANTS})]", {"family": "D", "links": PDF}),
    "italic title": (
        f"- *A Study of Ants*, Jane Doe, John Roe, ICML 2020 [[pdf]({ANTS})]",
        {"family": "D", "authors": "Jane Doe, John Roe", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "bars": (
        f"- A Study of Ants | **[ICML' 20]** |[`[pdf]`]({ANTS})",
        {"family": "D", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "lines": (
        f"- **A Study of Ants**  \n  *Jane Doe, John Roe*  \n  ICML 2020. [[pdf]({ANTS})]",
        {"family": "D", "authors": "Jane Doe, John Roe", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "labels first": (
        f"- [pdf]({ANTS}) | [code]({CODE}) | A Study of Ants",
        {"family": "D", "links": (("pdf", ANTS), ("code", CODE))},
    ),
    "badge first": (
        f"- [![pdf](https://img.shields.io/badge/x-y-red)]({ANTS}) A Study of Ants",
        {"family": "D", "links": PDF},
    ),
    "badges behind": (
        f"- A Study of Ants, 2020. [![pdf](https://img.shields.io/badge/x-y-red)]({ANTS})",
        {"family": "D", "year": 2020, "links": PDF},
    ),
    "id in the text": (
        f"- A Study of Ants, arXiv:2001.01001 [[pdf]({ANTS})]",
        {"family": "D", "venue": "arXiv", "links": PDF},
    ),
    "bare URL": (f"- A Study of Ants: {ANTS}", {"family": "D", "links": link(ANTS, ANTS)}),
    "title is the link": (
        f"+ [A Study of Ants]({ANTS}), Jane Doe, John Roe, ICML 2020",
        {"family": "C", "authors": "Jane Doe, John Roe", "venue": "ICML", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "venue in the link": (
        f"- [A Study of Ants (ICML 2020)]({ANTS})",
        {"family": "C", "venue": "ICML", "year": 2020, "links": link("A Study of Ants (ICML 2020)", ANTS)},
    ),
    "labelled title": (f"- Paper: [A Study of Ants]({ANTS})", {"family": "C", "links": link("Paper", ANTS)}),
    "HTML": (
        f'- <a href="{ANTS}">A Study of Ants</a> (ICML 2020)',
        {"family": "C", "venue": "ICML", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "id is the link": (
        f"- [2001.01001]({ANTS}) A Study of Ants",
        {"family": "D", "links": link("2001.01001", ANTS)},
    ),
    "number, bold title": (
        f"1. **A Study of Ants.** *Jane Doe, John Roe.* ICML 2020. [[pdf]({ANTS})]",
        {"family": "E", "authors": "Jane Doe, John Roe.", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "number, authors first": (
        f'1. Doe, J. and Roe, J. "A Study of Ants." ICML (2020). [pdf]({ANTS})',
        {"family": "E", "authors": "Doe, J. and Roe, J.", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "authors and year first": (
        f"- Doe et al. (2020). A Study of Ants. {ANTS}",
        {"family": "D", "authors": "Doe et al.", "year": 2020, "links": link(ANTS, ANTS)},
    ),
    "authors before the link": (
        f"- Doe et al., [A Study of Ants]({ANTS}), ICML 2020",
        {"family": "C", "authors": "Doe et al.", "venue": "ICML", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "Chinese": (
        f"- 《A Study of Ants》，ICML 2020，[论文]({ANTS})，[代码]({CODE})",
        {"family": "D", "venue": "ICML", "year": 2020, "links": (("论文", ANTS), ("代码", CODE))},
    ),
    "full-width brackets": (
        f"- 【ICML 2020】A Study of Ants（oral）[论文]({ANTS})",
        {"family": "D", "title": "A Study of Ants（oral）", "venue": "ICML", "year": 2020, "links": link("论文", ANTS)},
    ),
    "number in bold brackets": (
        f'**[12]** Jane Doe, John Roe. "A Study of Ants." ICML (2020). [[pdf]({ANTS})]',
        {"family": "G", "authors": "Jane Doe, John Roe.", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "paragraph": (
        f"**A Study of Ants** \\\n*Jane Doe, John Roe* \\\nICML 2020. [[pdf]({ANTS})] \\\n1 Jan 2020",
        {"family": "G", "authors": "Jane Doe, John Roe", "venue": "ICML", "year": 2020, "date": "1 Jan 2020", "links": PDF},
    ),
    "paragraph with a linked title": (
        f"[A Study of Ants]({ANTS})\n*Jane Doe, John Roe*\nICML 2020",
        {"family": "G", "authors": "Jane Doe, John Roe", "venue": "ICML", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "nested bullets": (
        f"- **A Study of Ants (ICML 2020)**\n  - Jane Doe and John Roe\n  - [[pdf]]({ANTS})\n  - [[code]]({CODE})",
        {
            "family": "B", "authors": "Jane Doe and John Roe", "venue": "ICML", "year": 2020,
            "links": (("pdf", ANTS), ("code", CODE)),
        },
    ),
    "nested bullets below a link": (
        f"- [A Study of Ants]({ANTS})\n  - Code: [doe/ants]({CODE})",
        {"family": "B", "links": ((TITLE, ANTS), ("Code", CODE))},
    ),
    "heading": (
        f"#### A Study of Ants\n\ntag: `fauna` | `MIT`\n\npaper link: [here]({ANTS})\n\ncitation:\n\n{CITED}",
        {"family": "A", "tags": ("fauna", "MIT"), "links": link("paper link", ANTS), "keys": ("doe",)},
    ),
    "numbered heading with links": (
        f"### 3. A Study of Ants [[pdf]({ANTS})] [[code]({CODE})]\n\nJane Doe, John Roe. ICML 2020.",
        {
            "family": "A", "authors": "Jane Doe, John Roe", "venue": "ICML", "year": 2020,
            "links": (("pdf", ANTS), ("code", CODE)),
        },
    ),
    "linked heading": (
        f"#### [A Study of Ants]({ANTS}) (ICML 2020)",
        {"family": "A", "venue": "ICML", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "bold title with bullets": (
        f"**A Study of Ants**\n\n- 论文：{ANTS}\n- Code: {CODE}",
        {"family": "A", "links": (("论文", ANTS), ("Code", CODE))},
    ),
    "table": (
        f"{COLUMNS}| 2020 | A Study of Ants | ICML | [link]({ANTS}) | [Code]({CODE}) |",
        {"family": "F", "venue": "ICML", "year": 2020, "links": (("Paper", ANTS), ("Code", CODE))},
    ),
    "table with all in one cell": (
        f"| Paper | Links |\n|---|---|\n| {PICTURE} <br> [A Study of Ants]({ANTS}) <br> Jane Doe, John Roe | [Code]({CODE}) |",
        {"family": "F", "authors": "Jane Doe, John Roe", "links": ((TITLE, ANTS), ("Code", CODE))},
    ),
    "table with a name and a date": (
        f"|Date|Title|Paper|\n|:---:|:---:|:---:|\n|2020.01|🔥[**Ants**] A Study of Ants(@MIT)|[[pdf]]({ANTS})|",
        {"family": "F", "name": "Ants", "date": "2020.01", "year": 2020, "links": PDF},
    ),
    "HTML table": (
        f"<table><tr><td>1</td><td>A Study of Ants</td><td><a href={ANTS}>Paper</a></td></tr></table>",
        {"family": "H", "links": link("Paper", ANTS)},
    ),
    "venue as the label": (
        f"- [[ICML]({ANTS})] A Study of Ants. [[code]({CODE})] [__`dat.`__ __`fauna`__]",
        {"family": "D", "venue": "ICML", "tags": ("dat.", "fauna"), "links": (("ICML", ANTS), ("code", CODE))},
    ),
    "labels in brackets first": (
        f"- [[pdf]({ANTS})] [[code]({CODE})] A Study of Ants, ICML 2020",
        {"family": "D", "venue": "ICML", "year": 2020, "links": (("pdf", ANTS), ("code", CODE))},
    ),
    "date of one run of digits": (
        f"- 20200102 ICML-20 [A Study of Ants]({ANTS})",
        {"family": "C", "date": "20200102", "venue": "ICML", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "remark before a linked title": (
        f"- 20200102 arXiv 关于蚂蚁的研究：[A Study of Ants]({ANTS})",
        {"family": "C", "date": "20200102", "venue": "arXiv", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "authors first, nothing set off": (
        f"- Jane Doe, John Roe and Ann Poe, A Study of Ants, ICML 2020. [[pdf]]({ANTS}) (first in the contest of ANT2012)",
        {"family": "D", "authors": "Jane Doe, John Roe and Ann Poe", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "one author, last name first": (
        f'- Doe, Jane B. "A Study of Ants." Letters 521.7 (2020): 1-9. [[pdf]({ANTS})]',
        {"family": "D", "authors": "Doe, Jane B.", "year": 2020, "links": PDF},
    ),
    "two authors, nothing set off": (
        f"- Jane Doe and John Roe, A Study of Ants [[Book]({ANTS})]",
        {"family": "D", "authors": "Jane Doe and John Roe", "links": link("Book", ANTS)},
    ),
    "authors and others, nothing set off": (
        f"- J. Doe, J.B. Roe, et al., A Study of Ants, ICML, 2020. [[pdf]({ANTS})]",
        {"family": "D", "authors": "J. Doe, J.B. Roe, et al.", "venue": "ICML", "year": 2020, "links": PDF},
    ),
    "authors behind a year": (
        f"- **A Study of Ants**(2020), JANE B. DOE et al. [[pdf]]({ANTS})",
        {"family": "D", "authors": "JANE B. DOE et al", "year": 2020, "links": PDF},
    ),
    "last author before a year": (
        f"- [A Study of Ants]({ANTS}) - Jane Doe, and John B. Roe, 2020.",
        {"family": "C", "authors": "Jane Doe, and John B. Roe", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "venue in italics": (
        f"- A Study of Ants, in *Letters on Gardens and Towns* 2020. [\\[pdf\\]]({ANTS})",
        {"family": "D", "venue": "Letters on Gardens and Towns", "year": 2020, "links": PDF},
    ),
    "title in brackets": (
        f"- [A Study of Ants] <br> [[pdf]({ANTS})]",
        {"family": "D", "links": PDF},
    ),
    "full stop in the link": (
        f"**[A Study of Ants.]({ANTS})**<br>\n*Jane Doe, John Roe.*",
        {"family": "G", "authors": "Jane Doe, John Roe.", "links": link("A Study of Ants.", ANTS)},
    ),
    "file to print": (
        "- [A Study of Ants](papers/ants.pdf)",
        {"family": "C", "links": link(TITLE, "papers/ants.pdf")},
    ),
    "bullets not far enough in": (
        f"1. A Study of Ants\n  - Paper: {ANTS}",
        {"family": "B", "links": link("Paper", ANTS)},
    ),
    "picture below the title": (
        f'**A Study of Ants**\n<p align="center"><img src="ants.png"></p>\n\n[[pdf]({ANTS})]',
        {"family": "G", "links": PDF},
    ),
    "HTML table with headers and cells over rows": (
        ("<table><tr><th rowspan=2>Kind</th><th rowspan=2>Title</th><th>Link</th></tr><tr></tr>"
        f'<tr><td rowspan="9">Fauna and more of its kind</td><td>A Study of Ants</td><td><a href={ANTS}>Paper</a></td></tr>'
        "</table>"),
        {"family": "H", "links": link("Paper", ANTS)},
    ),
    "short name with code before the linked title": (
        f"- [Ant 1.0]({CODE}): [A Study of Ants]({ANTS})",
        {"family": "C", "links": (("Ant 1.0", CODE), (TITLE, ANTS))},
    ),
    "what is taken from the work": (
        f"- Mean Ant Distance and Its Variance (MAD) from [A Study of Ants]({ANTS}) (2020-01-02)",
        {"family": "C", "date": "2020-01-02", "year": 2020, "links": link(TITLE, ANTS)},
    ),
    "labelled title below a date": (
        f"- **[2020.01.02]**\n    - Paper: [A Study of Ants]({ANTS})",
        {"family": "C", "links": link("Paper", ANTS)},
    ),
    "names end at their full stop": (
        f"- A Study of Ants.\n  [[pdf]]({ANTS})\n  - Jane Doe and John Roe. *Letters on Towns*, 2020.",
        {"family": "D", "authors": "Jane Doe and John Roe", "venue": "Letters on Towns", "year": 2020, "links": PDF},
    ),
    "reference": (
        f"- A Study of Ants [[pdf][ants]]\n\n[ants]: {ANTS}",
        {"family": "D", "links": PDF},
    ),
}  # fmt: skip


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("text", "understood"), LINES.values(), ids=LINES.keys())
def test_an_entry_states_its_parts(text: str, understood: dict[str, object], line_end: str) -> None:
    document = read_document(Source("list.md", f"## Papers\n\n{text}\n".replace("\n", line_end)))
    (entry,) = document.entries
    assert told(entry) == {"title": TITLE} | understood


@pytest.mark.parametrize(("text", "understood"), LINES.values(), ids=LINES.keys())
def test_parts_stand_where_their_places_say(text: str, understood: dict[str, object]) -> None:
    entry = only(f"## Papers\n\n{text}\n")
    parts = [entry.title, entry.name, entry.authors, entry.venue, entry.date, *entry.tags]
    for part in parts:
        if part is not None:
            assert part.span.text.strip("`*_") == part.value
            assert entry.span.contains(part.span)
    assert entry.year is None or str(entry.year.value)[2:] in entry.year.span.text
    assert entry.section.path in (("Papers",), ())


def test_a_title_of_two_parts_spans_the_marks_between() -> None:
    entry = only(f"- [AntNet]({CODE}): A Study of Ants. [[pdf]({ANTS})]\n")
    assert entry.title.value == "AntNet: A Study of Ants"
    assert entry.title.span.text == f"AntNet]({CODE}): A Study of Ants"


@pytest.mark.parametrize(
    "text",
    [
        f"- [AntNet:]({ANTS}) A Study of Ants | ICML 2020",
        f"- **AntNet**: A Study of Ants [[pdf]({ANTS})]",
        f"- [**AntNet**]({ANTS}): A Study of Ants",
    ],
)
def test_a_name_before_a_colon_belongs_to_the_title(text: str) -> None:
    assert titles(text) == ["AntNet: A Study of Ants"]


def test_brackets_that_begin_a_word_belong_to_the_title() -> None:
    assert titles(f"- (Ab)using Ants in a Study [[pdf]({ANTS})]\n") == ["(Ab)using Ants in a Study"]


def test_a_venue_may_hold_a_comma_in_its_brackets() -> None:
    entry = only(f"- **A Study of Ants (Learning about Insects, NIPS 2018)**\n  - [[Paper]]({ANTS})\n")
    assert entry.title.value == TITLE


def test_sections_are_those_above_an_entry() -> None:
    found = entries(
        f"""
        # List
        ## Insects
        #### A Study of Ants

        paper link: [here]({ANTS})
        ## Others
        - [A Study of Cats]({CATS})
        """
    )
    assert [entry.section.path for entry in found] == [("List", "Insects"), ("List", "Others")]


def test_each_bold_title_takes_its_own_lines() -> None:
    found = entries(
        f"""
        **A Study of Ants**<br>
        [Code]({CODE}) [Paper]({ANTS})

        [A Study of Bees]({BEES})
        *Jane Doe, John Roe*

        **A Study of Cats**

        Jane Doe, John Roe. [[pdf]({CATS})]
        """
    )
    assert [(entry.title.value, len(entry.links)) for entry in found] == [
        ("A Study of Ants", 2),
        ("A Study of Bees", 1),
        ("A Study of Cats", 1),
    ]


def test_works_below_a_topic_are_entries_of_their_own() -> None:
    text = f"""
        - Insects
          - 2020
            - A Study of Ants. [[pdf]]({ANTS})
            - A Study of Bees. [[pdf]]({BEES}) [[code]]({CODE})
        - Others
          - [A Study of Cats]({CATS})
        """
    assert titles(text) == ["A Study of Ants", "A Study of Bees", "A Study of Cats"]


@pytest.mark.parametrize(
    "text",
    [
        "- [Papers](#papers)\n- [Tools](#tools)\n",
        f"## News\n\n- 2020-01: [Our study]({ANTS}) is out!\n",
        f"## 更新日志\n\n- [我们的综述]({ANTS})\n",
        f"## Contributing\n\n- [Title]({ANTS})\n",
        f"## Contact & Feedback\n\n- Write to us, or see [our paper]({ANTS})\n",
        f"A list of papers. See [our survey]({ANTS}), and read on.\n",
        f"- **Why** it works, with [research]({CODE}) and literature\n",
        "[![Awesome](https://awesome.re/badge.svg)](https://awesome.re)\n",
        "## Citation\n\n```bibtex\n@misc{doe, title={A List}}\n```\n",
        "<!--\n- [A Study of Ants](https://arxiv.org/abs/2001.01001)\n-->\n",
        f"```\n- [A Study of Ants]({ANTS})\n```\n",
        f"- 20200102 see what was written by [Doe]({CODE})\n- More of it can be found at this [repo]({CODE})\n",
        "## If you find this list useful, please cite it\n\n```bibtex\n@misc{doe, title={A List}}\n```\n",
        "- [Towns](https://github.com/doe/list#towns)\n- [Big gardens](https://github.com/doe/list#big-gardens)\n",
        f"### Prompts for ants\n\nPlease click [here](more.md), and see the [issues]({CODE}) too.\n",
        f"**We welcome what you send in the form of [issues]({CODE})**\n",
        f"**All of it is out now!**\n\nYou can try our [demo]({CODE}) at once.\n",
        ('<table><tr><td><a href="https://github.com/doe/list/blob/main/ants.md">Papers of ants</a></td>'
        '<td><a href="https://github.com/doe/list/blob/main/ants.md">Papers</a></td></tr></table>\n'),
        f"**Want more?** Get up to speed with what we wrote about [ants]({CODE})\n",
    ],
)  # fmt: skip
def test_what_is_no_entry(text: str) -> None:
    assert titles(text) == []


PARAGRAPHS = "".join(
    f"**A Study of {name}** \\\n*Jane Doe* \\\nICML 2020. [[Paper](https://arxiv.org/abs/2001.0{number})]\n\n"
    for number, name in enumerate(("Ants", "Bees", "Cats"), 1001)
)


def test_tools_are_no_entries_of_a_list_that_has_none_in_bullets() -> None:
    tools = "## Tools\n\n- [antlib](https://github.com/doe/antlib) - counts ants.\n"
    assert titles(PARAGRAPHS + tools) == ["A Study of Ants", "A Study of Bees", "A Study of Cats"]


def test_a_table_of_numbers_is_no_list() -> None:
    assert titles(f"| Model | mAP |\n|---|---|\n| [AntNet]({CODE}) | 31.1 |\n| [BeeNet]({CODE}) | 32.2 |\n") == []


NAMES = ("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes")
FORMS = {
    "bullets": ("- A Study of {}, ICML 2020{}\n", " [[pdf]({})]"),
    "quoted": ('- "A Study of {}", 2020-01{}\n', ", [[pdf]({})]"),
    "nested": (
        "- **A Study of {} (ICML 2020)**\n  - Jane Doe, John Roe\n  - [[code]](https://github.com/doe/x)\n{}",
        "  - [[pdf]]({})\n",
    ),
    "headings": ("#### A Study of {}\n\n- **Authors:** Jane Doe\n{}\n", "- **Link:** {}\n"),
    "rows": ("|2020.01|A Study of {}|{}|\n", "[[pdf]]({})"),
    "paragraphs": ("**A Study of {}** \\\n*Jane Doe, John Roe* \\\nICML 2020.{}\n\n", " [[pdf]({})]"),
}  # fmt: skip


@pytest.mark.parametrize(("form", "linked"), FORMS.values(), ids=FORMS.keys())
def test_one_without_its_link_is_an_entry_among_its_like(form: str, linked: str) -> None:
    header = "|Date|Title|Paper|\n|---|---|---|\n" if form.startswith("|") else ""
    lines = [
        form.format(name, linked.format(f"https://arxiv.org/abs/2001.0{number}"))
        for number, name in enumerate(NAMES, 1001)
    ]
    found = entries(header + "".join(lines) + form.format("Gardens", ""))
    assert [entry.title.value.removeprefix("A Study of ") for entry in found] == [*NAMES, "Gardens"]
    assert found[-1].work is None


def test_authors_may_bear_marks() -> None:
    entry = only(f"**A Study of Ants** \\\n*Jane Doe<sup>1,2</sup>, John Roe\\** \\\n3DV 2020. [[pdf]({ANTS})]\n")
    assert told(entry) | {"links": ()} == {
        "family": "G", "title": TITLE, "authors": "Jane Doe1,2, John Roe*", "venue": "3DV", "year": 2020, "links": (),
    }  # fmt: skip


def test_works_told_in_words_alone_are_entries() -> None:
    lines = "".join(f"- Doe et al. **Notes on {name}.** ICML, 2020.\n\n" for name in NAMES)
    assert titles(lines + "- **Notes on Gardens.** ICML, 2021.\n") == [
        f"Notes on {name}" for name in (*NAMES, "Gardens")
    ]


def test_columns_can_say_that_works_are_listed() -> None:
    rows = "".join(f"| A Study of {name} | Doe | ICML 2020 |\n" for name in NAMES)
    assert titles(f"| Title | Authors | Venue |\n|---|---|---|\n{rows}") == [f"A Study of {name}" for name in NAMES]
    assert titles(f"| Title | Points | Rank |\n|---|---|---|\n{rows}") == []


def test_paragraphs_that_present_works_make_no_entry_of_their_heading() -> None:
    found = entries(
        f"""
        ### Insects of the garden

        [A Study of Ants]({ANTS}), ICML 2020 [[code]({CODE})]

        **[1]** Doe, Jane, and John Roe. "**A Study of Bees**." ICML (2021). [[pdf]]({BEES})
        """
    )
    assert [entry.title.value for entry in found] == ["A Study of Ants", "A Study of Bees"]


def test_bullets_without_links_are_no_entries_among_others() -> None:
    prose = "".join(f"- What to know of {name} before the winter\n" for name in NAMES)
    assert titles(f"- [A Study of Ants]({ANTS})\n{prose}") == [TITLE]


def test_a_misspelt_label_does_not_hide_an_entry() -> None:
    assert titles(f"#### A Study of Ants\n\nPapre: [here]({ANTS})\n") == [TITLE]


@given(st.text(alphabet="ab [](){}*_`|#-+1.\n:\"'<>/!&,;$\\论《》【】", max_size=200))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    for entry in read_document(Source("list.md", text)).entries:
        assert entry.span.contains(entry.title.span)
        assert entry.title.value


@given(st.lists(st.sampled_from(list(LINES.values())), min_size=1, max_size=4))
def test_line_ends_make_no_difference(lines: list[tuple[str, dict[str, object]]]) -> None:
    text = "\n\n".join(text for text, _ in lines)
    unix, windows = (read_document(Source("list.md", text.replace("\n", end))).entries for end in ("\n", "\r\n"))
    assert [told(entry) for entry in unix] == [told(entry) for entry in windows]


def test_places_in_a_title_are_no_authors() -> None:
    title = "San Francisco, New York, Los Angeles, a study of towns in winter"
    assert titles(f"# L\n\n## S\n\n- {title} [[pdf]({ANTS})]\n") == [title]


def test_a_run_of_unmatched_brackets_does_not_end_the_reading() -> None:
    assert titles(f"# L\n\n## S\n\n- Attention is all you need{')' * 2000} [pdf]({ANTS})\n") == [
        "Attention is all you need"
    ]


def test_a_sentence_that_points_at_a_paper_is_no_entry() -> None:
    assert titles(
        "- [A Study of Ants](https://arxiv.org/abs/2001.00001)\n"
        "- Objective (see section 6 of [this paper](https://arxiv.org/abs/2001.00001))\n"
        "- Code for the [paper](https://arxiv.org/abs/2001.00001)\n"
        "- A Study of Bees, in [NeurIPS](https://arxiv.org/abs/2001.00002)\n"
    ) == ["A Study of Ants", "A Study of Bees"]


def test_the_first_digits_of_an_arxiv_id_are_no_year() -> None:
    """`arXiv 2004` beside arXiv:2004.05682 is April 2020; beside another id it is the year."""
    text = "- [A Study of Gardens in Town](https://arxiv.org/abs/{}), arXiv 2004\n"
    assert only(text.format("2004.05682")).year is None
    year = only(text.format("cs/0405012")).year
    assert year is not None
    assert year.value == 2004


@pytest.mark.parametrize(
    ("name", "title", "year", "venue"),
    [
        ("20_KDD_USAD: Anomalies in Gardens", "USAD: Anomalies in Gardens", 2020, "KDD"),
        ("2021_ICSE_A Study of Lawns", "A Study of Lawns", 2021, "ICSE"),
        ("19_Analysis of Large Gardens", "Analysis of Large Gardens", 2019, None),
        ("3D_Gardens of the World", "3D_Gardens of the World", None, None),
    ],
)
def test_a_title_may_begin_as_names_of_files_do(name: str, title: str, year: int | None, venue: str | None) -> None:
    for form in ("- {} [[paper]](https://arxiv.org/abs/2001.01234)\n", "- [{}](https://arxiv.org/abs/2001.01234)\n"):
        entry = only(form.format(name))
        assert entry.title.value == title
        assert (entry.year and entry.year.value, entry.venue and entry.venue.value) == (year, venue)


@pytest.mark.parametrize(
    ("line", "title", "venue"),
    [
        ("Fast Ant Simulation on GPU, 2024. [[pdf]]({})", "Fast Ant Simulation on GPU", None),
        ("Counting Ants in SQL, 2024. [[pdf]]({})", "Counting Ants in SQL", None),
        ("Storing Moss in Gardens, in OSDI, 2024. [[pdf]]({})", "Storing Moss in Gardens", "OSDI"),
        ("Storing Moss in Gardens OSDI 2024. [[pdf]]({})", "Storing Moss in Gardens", "OSDI"),
    ],
)
def test_an_acronym_that_no_sign_parts_from_the_title_is_part_of_it(line: str, title: str, venue: str | None) -> None:
    (entry,) = entries(f"# List\n\n- {line.format('https://arxiv.org/abs/2401.00001')}\n")
    assert (entry.title.value, entry.venue and entry.venue.value) == (title, venue)
    assert entry.year is not None
    assert entry.year.value == 2024


@pytest.mark.parametrize(
    ("behind", "venue", "authors"),
    [
        ("*Soft Matter* (2018)", "Soft Matter", None),
        ("*Phys. Rev. Lett.*, 2018", "Phys. Rev. Lett.", None),
        ("_J. Chem. Phys._ (2018)", "J. Chem. Phys.", None),
        ("*J. Doe*, 2018", None, "J. Doe"),
        ("*Jane Doe and Ann Roe* (2018)", None, "Jane Doe and Ann Roe"),
    ],
)
def test_italics_before_the_year_are_a_venue_unless_they_are_names(
    behind: str, venue: str | None, authors: str | None
) -> None:
    entry = only(f"- The Quiet Life of Pond Snails, {behind} [pdf]({ANTS})\n")
    assert (entry.venue and entry.venue.value, entry.authors and entry.authors.value) == (venue, authors)
    assert entry.year is not None
    assert entry.year.value == 2018


def test_a_full_stop_of_any_script_is_no_part_of_a_title() -> None:
    assert only(f"- 蚂蚁的路径。[论文]({ANTS})\n").title.value == "蚂蚁的路径"


def test_lines_that_name_their_field_below_a_title() -> None:
    (entry,) = entries(
        "# List\n\n- **A Study of Snails**\n  Autores: Jane Doe\n  Conferencia: Garden Society Annual Meeting\n  Año: 2021\n"
        "  [[pdf]](https://arxiv.org/abs/2103.00012)\n"
    )
    stated = [part and part.value for part in (entry.authors, entry.venue, entry.year)]
    assert stated == ["Jane Doe", "Garden Society Annual Meeting", 2021]


def test_a_title_that_leads_elsewhere_each_time_is_no_work() -> None:
    lines = "".join(
        f"- [Reading Quiz](https://forms.example.org/{i}) due before class\n- [A Study of {name}](https://arxiv.org/abs/2001.0000{i})\n"
        for i, name in enumerate(("Ants", "Bees", "Moss", "Trees"))
    )
    assert [entry.title.value for entry in entries("# Course\n\n" + lines)] == [
        *("A Study of Ants", "A Study of Bees", "A Study of Moss", "A Study of Trees")
    ]


@pytest.mark.parametrize("tags", ["<pre>{}</pre>", "<pre><code class='x'>{}</code></pre>"])
def test_bibtex_in_preformatted_html_is_a_citation(tags: str) -> None:
    bibtex = "@misc{doe, title={A Study of Ants}, author={Doe, Jane}, year={2020}}"
    text = f"- [A Study of Ants](https://arxiv.org/abs/2001.01234)\n  <details>{tags.format(bibtex)}</details>\n"
    document = read_document(Source("list.md", text))
    assert [[citation.key for citation in entry.all_citations] for entry in document.entries] == [["doe"]]
    assert document.citations[0].span.text == bibtex
    escaped = read_document(
        Source("list.md", text.replace("Ants,", "Ants &amp; Bees,").replace("Ants}", "Ants &amp; B}"))
    )
    assert escaped.citations == ()


def test_a_quotation_is_the_title_before_those_who_wrote_it() -> None:
    entry = only('- "Where Do Ants Go" by Jane Doe [paper](https://arxiv.org/abs/2001.01234)\n')
    assert entry.title.value == "Where Do Ants Go"
    assert only('- "Lossless" Compression by Ants [paper](https://arxiv.org/abs/2001.01234)\n').title.value.endswith(
        "Ants"
    )


@pytest.mark.parametrize(
    ("shown", "venue", "year"),
    [
        ("2023 - A Study of Ants", None, 2023),
        ("[2023] A Study of Ants", None, 2023),
        ("[ICML 2023] A Study of Ants", "ICML", 2023),
        ("ICML 2023: A Study of Ants", "ICML", 2023),
        ("ICML23 - A Study of Ants", "ICML", 2023),
    ],
)
def test_a_date_or_venue_before_a_title_may_be_inside_its_link(shown: str, venue: str | None, year: int) -> None:
    for text in (f"- [{shown}]({ANTS})\n", f"[{shown}]({ANTS})\n"):
        entry = only(text)
        assert (entry.title.value, entry.venue and entry.venue.value) == (TITLE, venue)
        assert entry.year is not None
        assert entry.year.value == year


@pytest.mark.parametrize("title", ["2001: A Garden Odyssey", "1984 Ants and Other Bees", "ASE-26: A Study of Ants"])
def test_a_number_that_begins_a_linked_title_is_part_of_it(title: str) -> None:
    assert only(f"- [{title}]({ANTS})\n").title.value == title


@pytest.mark.parametrize(
    ("label", "venue", "year", "date"),
    [
        ("[CVPR2021 Oral]", "CVPR", 2021, None),
        ("ICML 2023", "ICML", 2023, None),
        ("[9 Feb 2020]", None, 2020, "9 Feb 2020"),
        ("[arXiv 30 Dec 2018]", "arXiv", 2018, "30 Dec 2018"),
        ("NeurIPS", "NeurIPS", None, None),
        ("code for COCO 2017", None, None, None),
    ],
)
def test_a_link_after_a_title_may_show_venue_and_date(
    label: str, venue: str | None, year: int | None, date: str | None
) -> None:
    entry = only(f"- {TITLE} [{label}]({ANTS}) [code]({CODE})\n")
    stated = [part and part.value for part in (entry.venue, entry.year, entry.date)]
    assert stated == [venue, year, date]


def test_a_date_after_a_comma_ends_a_title_before_who_published_it() -> None:
    assert only(f"- {TITLE}, mar 2017, Garden Lab, [pdf]({ANTS})\n").title.value == TITLE


def test_what_cuts_authors_short_ends_them_before_the_venue() -> None:
    entry = only(f"- **{TITLE}.** *Doe et al. ICLR.* [[paper]({ANTS})]\n")
    stated = [part and part.value for part in (entry.title, entry.authors, entry.venue)]
    assert stated == [TITLE, "Doe et al", "ICLR"]


def test_a_known_venue_and_a_year_after_dashes_are_no_part_of_a_title() -> None:
    entry = only(f"- [{TITLE} - CVPR - 2017]({ANTS})\n")
    stated = [part and part.value for part in (entry.title, entry.venue, entry.year)]
    assert stated == [TITLE, "CVPR", 2017]
    assert only(f"- [{TITLE} - Part Two - 2017]({ANTS})\n").title.value.startswith(f"{TITLE} - Part")


@pytest.mark.parametrize("authors", ["The Garden Team", "Anja Å urina, Jill Roe"])
@pytest.mark.parametrize("title", ['**"{}"**', '"{}"', "**{}**"])
def test_words_where_most_entries_have_people_are_authors(authors: str, title: str) -> None:
    people = ["Jane Doe, John Roe", "Mary Doe, Max Roe", "Jack Doe, Ann Roe", "Joan Doe, Jill Roe", "Jim Roe, Ann Doe"]
    lines = "".join(
        f"- {who}. {title.format(f'How {what} Count Steps')} [[pdf]](https://arxiv.org/abs/2001.0100{number})\n"
        for number, (who, what) in enumerate(
            zip([*people, authors], "Ants Bees Cats Dogs Elks Fish".split(), strict=True)
        )
    )
    last = entries(lines)[-1]
    assert last.title.value == "How Fish Count Steps"
    assert last.authors is not None
    assert last.authors.value.rstrip(".") == authors


def test_a_title_may_be_the_name_of_a_file_that_begins_with_year_and_venue() -> None:
    names = ("16-ATC-Garden Guidelines for Ants", "2018-OSDI-Garden Support for Bees", "20-NSDI-Cats that Count Fast")
    entry = only(f"- {names[0]} [pdf]({ANTS})\n")
    stated = [part and part.value for part in (entry.title, entry.venue, entry.year)]
    assert stated == ["Garden Guidelines for Ants", "ATC", 2016]
    lines = "".join(f"- {name}\n" for name in (*names, "21-ATC-Dogs and Their Gardens", "22-OSDI-Elks in High Gardens"))
    assert [entry.year.value for entry in entries(lines) if entry.year] == [2016, 2018, 2020, 2021, 2022]
    assert only(f"- 20-Year-Old Trees in Gardens [pdf]({ANTS})\n").title.value == "20-Year-Old Trees in Gardens"
