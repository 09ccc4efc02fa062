"""An entry goes where a maintainer would put it: into the part of its year, after descriptions, above what ends a section."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from litlint.add.addition import add
from litlint.engine.check import check
from litlint.errors import UsageError
from litlint.identifiers.identifier import Identifier
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.workspace.config import Config
from litlint.workspace.discover import list_styles
from litlint.write.entries import Draft

LOOK = partial(check, rules=Config().chosen_rules(), config=Config(), facts=Facts(date(2025, 6, 1)))
LAMPS = Draft(
    "Lamps That Know the Fog",
    "https://doi.org/10.1000/lamps",
    Identifier("doi", "10.1000/lamps"),
    authors=("Ann Roe", "Jane Doe"),
    year=2025,
    doi="10.1000/lamps",
    arxiv="2503.18001",
)


def added(text: str, section: str | None = None, draft: Draft = LAMPS) -> str:
    document = read_document(Source("list.md", text))
    workspace = Workspace((document,), None, list_styles=list_styles([document], Config()))
    return add(workspace, "list.md", [draft], section, LOOK)[0].by_path["list.md"].source.text


def entries(year: int, count: int = 3) -> str:
    names = ("Ants", "Bees", "Cats", "Dogs")
    return "".join(
        f"- [A Study of {name} in {year}](https://arxiv.org/abs/{year % 100:02}01.0{1001 + number})\n"
        for number, name in enumerate(names[:count])
    )


@pytest.mark.parametrize(
    ("new", "old"), [("2025", "2024 and before"), ("Since 2023", "Before 2023"), ("≥2024", "2019-2023")]
)
def test_a_section_divided_by_years_takes_the_work_of_its_year(new: str, old: str) -> None:
    text = f"# Papers\n\n## Trees\n\n### {new}\n\n{entries(2025)}\n### {old}\n\n{entries(2019)}"
    after = added(text, "Trees")
    assert after.index("Lamps") < after.index(f"### {old}")
    past = added(
        text,
        "Trees",
        Draft("Old Lamps in Fog", "https://arxiv.org/abs/1901.09999", Identifier("arxiv", "1901.09999"), year=2019),
    )
    assert past.index("Old Lamps") > past.index(f"### {old}")


@pytest.mark.parametrize("end", ["[⬆ back to top](#papers)", "---", "</details>", '<a href="#papers">Back</a>'])
def test_what_ends_a_section_stays_its_end(end: str) -> None:
    opening = "<details><summary>Trees</summary>\n\n" if end == "</details>" else ""
    text = f"# Papers\n\n## Trees\n\n{opening}{entries(2024)}\n{end}\n\n## Lawns\n\n{entries(2023)}"
    after = added(text, "Trees")
    assert after.index("Lamps") < after.index(end)


def test_a_description_stays_with_its_entry() -> None:
    one, two = (
        f"**A Study of {name}** [[paper](https://arxiv.org/abs/2401.0{number})]\n\nThis takes {name.lower()} apart.\n"
        for name, number in (("Ants", 1001), ("Bees", 1002))
    )
    text = f"# Papers\n\n## Trees\n\n{one}\n{two}\n## Lawns\n\n{one.replace('Ants', 'Cats').replace('1001', '1003')}"
    after = added(text, "Trees")
    assert "1002)]\n\nThis takes bees apart.\n" in after
    assert after.index("bees apart") < after.index("Lamps") < after.index("## Lawns")


def test_each_link_leads_to_the_place_that_its_label_names() -> None:
    text = "# Papers\n\n" + "".join(
        f"- [A Study of {name}](https://arxiv.org/abs/2401.0{number}) [[DOI](https://doi.org/10.1000/{number})]\n"
        for name, number in (("Ants", 1001), ("Bees", 1002), ("Cats", 1003))
    )
    line = next(line for line in added(text).splitlines() if "Lamps" in line)
    assert "](https://arxiv.org/abs/2503.18001)" in line
    assert "[[DOI](https://doi.org/10.1000/lamps)]" in line


def test_a_work_that_is_not_at_the_named_place_is_called_otherwise() -> None:
    text = "# Papers\n\n" + "".join(
        f"- A Study of {name}. [[arxiv](https://arxiv.org/abs/2401.0{number})]\n"
        for name, number in (("Ants", 1001), ("Bees", 1002), ("Cats", 1003))
    )
    published = Draft("Lamps That Know the Fog", LAMPS.url, LAMPS.identifier, year=2025, doi=LAMPS.doi)
    assert "[[doi](https://doi.org/10.1000/lamps)]" in added(text, draft=published)


@pytest.mark.parametrize("parts", [("2020", "2019"), ("2018-2020", "Before 2018"), ("Older than 2021", "2021")])
def test_a_section_without_a_part_for_the_year_is_refused(parts: tuple[str, str]) -> None:
    text = f"# Papers\n\n## Trees\n\n### {parts[0]}\n\n{entries(2020)}\n### {parts[1]}\n\n{entries(2019)}"
    with pytest.raises(UsageError, match=f'"Trees" is divided by years and has no part for 2025.*"{parts[0]}"'):
        added(text, "Trees")


def test_a_line_in_bold_is_a_section() -> None:
    text = f"# Papers\n\n**Trees**\n\n{entries(2020)}\n**Lights:**\n\n{entries(2021)}\n**Rocks**\n\n{entries(2022)}"
    after = added(text, "Lights")
    assert after.index("**Lights") < after.index("Lamps") < after.index("**Rocks**")


def test_of_a_section_that_lists_its_works_in_parts_one_part_has_to_be_named() -> None:
    text = f"# Papers\n\n## Things\n\n### Lights\n\n{entries(2020)}\n### Rocks\n\n{entries(2019)}"
    with pytest.raises(
        UsageError, match='"Things" lists its works in parts; say which by --section: "Lights", "Rocks"'
    ):
        added(text, "Things")


def test_the_only_part_of_a_section_is_meant_with_it() -> None:
    text = f"# Papers\n\n## Things\n\n### Lights\n\n{entries(2020)}\n## Rocks\n\n{entries(2019)}"
    after = added(text, "Things")
    assert after.index("### Lights") < after.index("Lamps") < after.index("## Rocks")


HTML = """# Lights

<table>
<tr><th>Title</th><th>Authors</th><th>Links</th><th>Stars</th></tr>
<tr><td><b>A Survey of Ants</b></td><td>Jane Doe, Max Muster</td><td><a href="https://arxiv.org/abs/2001.01234">Paper</a> ·
<a href="https://github.com/ants/survey">Code</a></td><td align="center">3 ★</td></tr>
<tr><td><b>Ants in Depth: A Review</b></td><td>Ann Smith</td><td><a href="https://arxiv.org/abs/2101.01234">Paper</a></td><td
align="center">1 ★</td></tr>
</table>
"""


def test_a_row_of_an_html_table_is_filled_with_what_is_known() -> None:
    draft = replace(LAMPS, title="Lamps & Fog: What x < y Means")
    row = (
        "<tr><td><b>Lamps &amp; Fog: What x &lt; y Means</b></td><td>Ann Roe, Jane Doe</td>"
        '<td><a href="https://arxiv.org/abs/2503.18001">Paper</a></td><td\nalign="center"></td></tr>\n'
    )
    assert added(HTML, draft=draft) == HTML.replace("</table>", f"{row}</table>")


def test_a_row_of_an_html_table_that_spans_others_is_refused() -> None:
    with pytest.raises(UsageError, match='"Lights" is an HTML table in which litlint can write no row'):
        added(HTML.replace("<td><b>A", '<td rowspan="2"><b>A'))


def test_the_tags_of_a_name_go_with_the_name() -> None:
    text = "# Papers\n\n" + "".join(
        f'- <u>{name[:3]}-Net</u>: **"A Study of {name} in Rain"**. [[arxiv](https://arxiv.org/abs/2401.0{number})]\n'
        for name, number in (("Ants", 1001), ("Bees", 1002), ("Cats", 1003))
    )
    assert '- **"Lamps That Know the Fog"**.' in added(text)


def test_a_work_older_than_all_with_a_date_goes_before_them_and_not_above_what_has_none() -> None:
    undated = "".join(f"- [{name} of Many Colours](https://example.org/{name})\n" for name in ("Rain", "Snow", "Hail"))
    old = Draft("Old Lamps in Fog", "https://arxiv.org/abs/1901.09999", Identifier("arxiv", "1901.09999"), year=2019)
    dated = "".join(entries(year, 1) for year in (2020, 2021, 2022, 2023))
    after = added(f"# Papers\n\n## Trees\n\n{undated}{dated}", draft=old)
    assert after.index("Hail") < after.index("Old Lamps") < after.index("Ants in 2020")


def test_the_full_stop_of_et_al_stays_where_it_ends_a_sentence() -> None:
    text = "# Papers\n\n" + "".join(
        f"{at}. A Study of {name} in Rain. _Jane {name} et al._ arXiv 2024. [[paper](https://arxiv.org/abs/2401.0{at}001)]\n"
        for at, name in enumerate(("Ants", "Bees", "Cats"), 1)
    )
    alone = replace(LAMPS, identifier=Identifier("arxiv", "2503.18001"), authors=("Ann Roe",), doi=None)
    alone = replace(alone, url="https://arxiv.org/abs/2503.18001")
    assert "4. Lamps That Know the Fog. _Ann Roe._ arXiv 2025. [" in added(text, draft=alone)


def test_the_full_stop_of_et_al_goes_with_it_before_a_comma() -> None:
    text = "# Papers\n\n" + "".join(
        f"- [A Study of {name} in Rain](https://arxiv.org/abs/2401.0{at}001), {name}son et al., Arxiv 2024\n"
        for at, name in enumerate(("Ant", "Bee", "Cat"), 1)
    )
    alone = replace(LAMPS, identifier=Identifier("arxiv", "2503.18001"), authors=("Ann Roe",), doi=None)
    alone = replace(alone, url="https://arxiv.org/abs/2503.18001")
    assert "- [Lamps That Know the Fog](https://arxiv.org/abs/2503.18001), Roe, Arxiv 2025\n" in added(
        text, draft=alone
    )
