"""Forms in which lists write their entries: what a new entry takes over from them, and what is left out of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from litlint.add.addition import valid_candidates
from litlint.add.place import SectionError, find_place, find_section, refuse_other_year
from litlint.identifiers.identifier import Identifier
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.write.entries import Draft
from litlint.write.entries.like_sample import form_of_names, names_like

TITLES = (
    "Ants in Orchards at Dusk",
    "Bees Count Their Flowers",
    "Cats Map Small Gardens",
    "Dogs Smell Old Paths",
)
PREPRINT = Draft(
    "Harbour Pilots Need Not Be Large",
    "https://arxiv.org/abs/2501.14302",
    Identifier("arxiv", "2501.14302"),
    authors=("Chidi Okafor", "Mary Hansen", "Wei Li"),
    year=2025,
    date="2025-01",
)
PUBLISHED = replace(PREPRINT, venue="CVPR")
AT_ACL = Draft(
    "Weighing Anchors Without a Scale",
    "https://doi.org/10.18653/v1/2023.acl-long.977",
    Identifier("doi", "10.18653/v1/2023.acl-long.977"),
    authors=("Wei Li", "Mary Hansen"),
    venue="ACL",
    year=2023,
    doi="10.18653/v1/2023.acl-long.977",
)


def section_of(form: str, heading: str = "## Fog", first: int = 0) -> str:
    """Return a section with an entry for each title; a form knows the title, a number and an arXiv id."""
    entries = (
        form.format(title=title, number=number, id=f"{20 + number}01.0{1000 + first + number}", year=2020 + number)
        for number, title in enumerate(TITLES, 1)
    )
    return f"{heading}\n\n{''.join(entries)}\n"


def added(text: str, draft: Draft, section: str = "Fog") -> str:
    """Return the lines that a list has more, or otherwise, when a draft was written into a section of it."""
    document = read_document(Source("list.md", text))
    place = find_place(document, find_section(document, section, "list.md", draft.year), draft, None)
    before = text.splitlines()
    after = next(valid_candidates(document, place, draft)).source.text.splitlines()
    return "\n".join(line for line in after if line not in before and line.strip())


SCHOLAR = (
    '**[{number}]** Roe, Ann, et al. "**{title}**." arXiv preprint arXiv:{id} ({year}). '
    "[[pdf]](https://arxiv.org/pdf/{id}.pdf) {stars}\n\n"
)


def scholar() -> str:
    lines = section_of(SCHOLAR.replace("{stars}", ":star:{{}}")).split(":star:{}")
    return ":star:".join([lines[0], *(":star:" * number + line for number, line in enumerate(lines[1:]))])


def test_a_preprint_is_named_by_its_own_id_and_has_no_rank() -> None:
    assert added(scholar(), PREPRINT) == (
        '**[5]** Okafor, Chidi, et al. "**Harbour Pilots Need Not Be Large**." arXiv preprint arXiv:2501.14302 (2025). '
        "[[pdf]](https://arxiv.org/pdf/2501.14302.pdf)"
    )


def test_a_single_author_ends_in_the_full_stop_of_et_al() -> None:
    alone = replace(PREPRINT, authors=("Mary Hansen",))
    assert '**[5]** Hansen, Mary. "**Harbour Pilots' in added(scholar(), alone)


def test_a_venue_takes_the_place_of_a_preprint_server_and_its_id() -> None:
    assert 'Large**." CVPR (2025). [[pdf]]' in added(scholar(), PUBLISHED)


def test_numbers_go_on_in_the_sections_that_count_on() -> None:
    first = section_of("{number}. {title} [[paper](https://arxiv.org/abs/{id})]\n")
    second = "## Sea\n\n5. Owls Watch the Long Nights [[paper](https://arxiv.org/abs/2001.07777)]\n"
    new = added(f"# Works\n\n{first}{second}", PREPRINT)
    assert "5. Harbour Pilots" in new
    assert "6. Owls Watch" in new
    restarted = added(f"# Works\n\n{first}{second.replace('5. ', '1. ')}", PREPRINT)
    assert "Owls" not in restarted


@pytest.mark.parametrize(
    ("form", "line"),
    [
        (
            "- [{title}][{number}] (ICML {year})\n",
            "- [Harbour Pilots Need Not Be Large](https://arxiv.org/abs/2501.14302)",
        ),
        ("- ({year}) [ICML] [{title}](https://arxiv.org/abs/{id})\n", "- [Harbour Pilots Need Not Be Large]"),
        ("- **{title}**，ICML {year}。[论文](https://arxiv.org/abs/{id})\n", "Large**。[论文](https"),
        ('* **Net{number}**: "{title}", ICML, {year}. [[Paper](https://arxiv.org/abs/{id})]\n', '* "Harbour Pilots'),
        ("* `{year}` [{title}](https://arxiv.org/abs/{id}) - A. Roe (ICML)\n", "* `2025` [Harbour"),
    ],
)
def test_what_a_preprint_lacks_goes_with_its_marks(form: str, line: str) -> None:
    definitions = "".join(f"[{number}]: https://arxiv.org/abs/{20 + number}01.0100{number}\n" for number in range(1, 5))
    assert line in added(f"# Works\n\n{section_of(form)}\n{definitions}", PREPRINT)


def test_marks_around_a_venue_stay() -> None:
    form = "- **[{title}](https://arxiv.org/abs/{id})** (*{year}*) **ICML**\n"
    assert added(f"# Works\n\n{section_of(form)}", PUBLISHED).endswith("(*2025*) **CVPR**")


def test_a_table_keeps_its_cells_where_the_venue_is_not_known() -> None:
    rows = section_of(
        "| {title} | ICML | {year} | [PDF](https://arxiv.org/pdf/{id}) |\n",
        "## Fog\n\n| Title | Venue | Year | Link |\n|---|---|---|---|",
    ).replace("---|\n\n|", "---|\n|")
    expected = "| Harbour Pilots Need Not Be Large | | 2025 | [PDF](https://arxiv.org/pdf/2501.14302) |"
    assert added(rows, PREPRINT) == expected
    assert "[Paper](https://doi.org/10.18653" in added(rows, AT_ACL)


def test_an_item_is_written_with_the_marker_of_its_section() -> None:
    numbered = section_of("{number}. {title}. ICML {year}. [[paper](https://arxiv.org/abs/{id})]\n", first=100)
    related = "## Related\n\n- A list of lists: [[Lists](https://github.com/roe/lists)]\n- More of them: [[More](https://github.com/roe/more)]\n\n"
    new = added(f"# Works\n\n{related}{numbered}", PUBLISHED, "Related")
    assert new.startswith("- Harbour Pilots Need Not Be Large")


def test_what_follows_the_last_item_is_no_part_of_it() -> None:
    text = f"{section_of('- [{title}](https://arxiv.org/abs/{id}) `{year}`' + chr(10))}<br>\n\n**More?** See [there](https://roe.org).\n"
    document = read_document(Source("list.md", text))
    place = find_place(document, find_section(document, "Fog", "list.md"), PREPRINT, None)
    after = next(valid_candidates(document, place, PREPRINT)).source.text
    assert after.index("Harbour") < after.index("<br>")


def test_a_section_of_another_year_is_refused() -> None:
    form = "- [{title}](https://arxiv.org/abs/18{number:02}.01001)\n"
    text = f"# Works\n\n{section_of(form, '## 2018')}{section_of(form.replace('/18', '/25'), '## 2025')}"
    document = read_document(Source("list.md", text))
    with pytest.raises(SectionError, match='is of 2025, and "2018" lists works of other years') as refused:
        refuse_other_year(document, find_section(document, "2018", "list.md"), PREPRINT)
    assert list(refused.value.sections) == ["2025"]
    refuse_other_year(document, find_section(document, "2025", "list.md"), PREPRINT)


def test_a_preprint_may_be_listed_in_the_year_of_its_publication() -> None:
    older_form, form = (f"- [{{title}}](https://arxiv.org/abs/{year}{{number:02}}.01001)\n" for year in (24, 25))
    text = f"# Works\n\n{section_of(older_form, '## 2024')}\n{section_of(form, '## 2025')}"
    document = read_document(Source("list.md", text))
    older = replace(PREPRINT, identifier=Identifier("arxiv", "2309.14302"), year=2023)
    refuse_other_year(document, document.sections[-1], older)
    with pytest.raises(SectionError):
        refuse_other_year(document, document.sections[-1], replace(older, venue="ACL"))


def test_one_year_in_all_titles_of_a_list_divides_nothing() -> None:
    form = "- [{title}](https://arxiv.org/abs/25{number:02}.01001)\n"
    document = read_document(Source("list.md", f"# Works\n\n{section_of(form, '## Ants 2025')}"))
    refuse_other_year(document, document.sections[-1], replace(PREPRINT, year=2023, venue="ACL"))
    assert len(document.entries) > 1


@pytest.mark.parametrize(
    ("sample", "form", "names"),
    [
        ("Roe, Ann, et al.", "first inverted", "Okafor, Chidi, et al."),
        ("Graves, Alex, and Navdeep Jaitly", "first inverted", "Okafor, Chidi, Mary Hansen, and Wei Li"),
        ("Dai, J., He, K., Sun, J.", "all inverted", "Okafor, C., Hansen, M., Li, W."),
        ("Doe, Jane and Roe, Jo", "bibtex", "Okafor, Chidi and Hansen, Mary and Li, Wei"),
        ("A. Roe, B. Doe", "initials", "C. Okafor, M. Hansen, W. Li"),
        ("Ann Roe, Bo Doe", "full", "Chidi Okafor, Mary Hansen, Wei Li"),
        ("Roe, Doe, and Poe", "family", "Okafor, Hansen, and Li"),
    ],
)
def test_names_are_written_in_the_form_of_a_sample(sample: str, form: str, names: str) -> None:
    assert form_of_names(sample) == form
    assert names_like(sample, PREPRINT.authors) == names


def test_remarks_in_chinese_before_a_colon_are_the_samples_own() -> None:
    text = section_of("- {year} arXiv #{number}：[{title}](https://arxiv.org/abs/{id})\n")
    for number, remark in enumerate(
        ("探索了迁移学习理论", "比较五种已有办法", "介绍雾中行船所需仪器", "总结港口调度经验"), 1
    ):
        text = text.replace(f"#{number}", remark)
    assert "：" not in added(text, PREPRINT)
