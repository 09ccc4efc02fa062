"""Which bullets, rows and paragraphs are entries because of those around them, and what is said to be unread."""

from __future__ import annotations

from litlint.model.document import Document
from litlint.model.source import Source
from litlint.parse.document import read_document

TABLE = "| Title | Venue |\n|---|---|\n" + "".join(
    f"| [A Study of {animal}](https://arxiv.org/abs/2301.0000{number}) | ICML 2021 |\n"
    for number, animal in enumerate(("Ants", "Bees", "Cats", "Dogs", "Eels"), 1)
)


def read(text: str) -> Document:
    return read_document(Source("list.md", text))


def titles(text: str) -> list[str]:
    return [entry.title.value for entry in read(text).entries]


def unread(text: str) -> list[int]:
    return [place.line for place in read(text).unread]


def test_tools_below_a_table_of_works_are_entries_if_their_list_repeats_their_form() -> None:
    tools = "".join(f"- [{name}](https://github.com/doe/{name}) - digs.\n" for name in ("HoeKit", "RakeLab", "WeedOut"))
    assert titles(f"{TABLE}\n## Tools\n\n{tools}")[5:] == ["HoeKit", "RakeLab", "WeedOut"]


def test_an_impossible_id_does_not_hide_its_entry() -> None:
    assert titles("- [A Study of Ants](https://arxiv.org/abs/2013.00001), ICML 2020\n") == ["A Study of Ants"]
    assert titles("- [A Study of Bees](https://doi.org/10.1145-3600006), 2020\n") == ["A Study of Bees"]


def test_mirrors_of_a_download_are_none() -> None:
    mirrors = "".join(
        f"### Data {number}\n\n"
        + "".join(f"- [{site} files](https://{site}.example.org/{number})\n" for site in ("azure", "mega", "drive"))
        for number in range(4)
    )
    assert len(titles(f"{TABLE}\n## Data\n\n{mirrors}")) == 5


def test_bullets_whose_host_is_unknown_are_entries_beside_those_that_lead_to_works() -> None:
    text = (
        "* <[A View of Planting](https://publisher.example.org/article/1)> by Taka Osa et al., 2018.\n"
        "* <[An Overview of Planting](https://arxiv.org/abs/1801.06503)> by Alex Attia et al., 2018.\n"
        "* <[Hedges in Learning](https://society.example.org/view/14509)> by Hang Yin, Ana Paiva, 2017.\n\n"
        "[Gardens for All](https://journal.example.org/23/17)\n\n[Gardens for Experts](https://arxiv.org/abs/2305.10310)\n\n"
        "**OpenGarden** [[github](https://github.com/doe/garden)][[preprint](https://arxiv.org/abs/2305.10311)]\n"
    )
    assert len(titles(text)) == 6


def test_paragraphs_in_a_row_that_begin_with_works_are_entries_and_one_alone_is_a_sentence() -> None:
    lines = [
        f"[{title}](https://arxiv.org/abs/2104.0310{number}) by Jane Doe, ICML 2021"
        for number, title in enumerate(("Bees at Night", "Crickets as Clocks", "Moths and Lamps"))
    ]
    assert len(titles("\n\n".join(lines))) == 3
    assert (
        titles("[The long survey](https://arxiv.org/abs/2104.03190) behind this list is out, tell us.\n\nWelcome.\n")
        == []
    )


def test_a_paragraph_that_only_leads_where_the_work_above_it_does_describes_it() -> None:
    text = (
        "[Gardens for All: A View](https://arxiv.org/abs/2607.08072)\n\n"
        "A unified view of techniques for gardens.\n"
        "[![arXiv](https://img.shields.io/badge/x.svg)](https://arxiv.org/abs/2607.08072)\n"
    )
    assert titles(text) == ["Gardens for All: A View"]


ENTRIES = "".join(f"- [A Study of Ants {number}](https://arxiv.org/abs/2301.0000{number})\n" for number in range(1, 6))


def test_what_looks_like_an_entry_among_entries_and_is_none_is_unread() -> None:
    broken = "- (A Study of Bees)(https://example.org/bees): how bees fly in the rain, and why they do so at night\n"
    prose = "- More of them can be found in this [list](https://example.org/list) of all that we know about ants\n- Thanks!\n"
    assert unread(ENTRIES) == []
    assert unread(ENTRIES + broken + prose) == [6]


def test_prose_and_contents_are_not_unread() -> None:
    assert unread("- [Ants](#ants)\n- [Bees](#bees)\n- Read this before you start\n\n## Ants\n\n## Bees\n") == []


def test_works_in_words_that_are_too_few_are_unread() -> None:
    text = "".join(f"- A Study of Many Ants {number} (ICDE 202{number}), Jane Doe, Max Muster\n" for number in range(3))
    assert titles(text) == []
    assert unread(text) == [1, 2, 3]


def test_a_sentence_of_news_with_its_date_in_bold_is_no_entry() -> None:
    sentence = "The longer version is accepted by a journal, see [Ponds That Adapt](https://arxiv.org/abs/2302.04001)!"
    assert titles(f"**Update at 2023/02:** {sentence}\n") == []
    assert titles("**PondNet 2:** [Ponds That Adapt](https://arxiv.org/abs/2302.04001)\n") != []


def test_contents_with_whole_urls_are_no_entries() -> None:
    contents = "".join(
        f"- [Slow {name.title()}](https://github.com/doe/ponds#slow-{name}{end})\n"
        for name, end in (("frogs", ""), ("toads", ""), ("frogs", "-1"))
    )
    assert titles(contents + "\n## Works\n\n" + ENTRIES) == [f"A Study of Ants {number}" for number in range(1, 6)]


def test_a_label_that_is_a_link_before_the_title_is_no_prose() -> None:
    """`[[V](U)] T`: what follows the first link is the title, however long, where the link leads to no paper that is known."""
    works = "".join(
        f"- [[ICCV2021](https://arxiv.org/abs/2101.0000{n})] How Ants of the {n}th Garden Find Their Way Home Again\n"
        for n in range(1, 6)
    )
    odd = (
        "- [[CVPR2022](https://drive.example.org/file/7/view)] Where the Bees of a Thousand Gardens Spend the Winter\n"
        "- [[Dataset](https://github.com/jo/ants)] AntWorld: Ten Thousand Pictures of Ants in Cities and Gardens\n"
    )
    found = read(works + odd)
    assert [entry.title.value.split()[0] for entry in found.entries[-2:]] == ["Where", "AntWorld:"]
    assert found.unread == ()


def test_links_to_sections_of_the_list_are_no_entries() -> None:
    """GitHub leaves out signs in the name of a section: `#reviewstutorials` is that of "Reviews & Tutorials"."""
    page = "https://github.com/jo/ants#"
    contents = f"- [Reviews&Tutorials]({page}reviewstutorials)\n- [Reviews&Tutorials]({page}reviewstutorials-1)\n"
    found = read(f"{contents}- [Ants (and Bees)]({page}ants-and-bees)\n\n{TABLE}")
    assert len(found.entries) == 5


def test_words_that_point_at_a_paper_are_no_title() -> None:
    note = "1. Nobody knows why. There is [an interesting paper](https://arxiv.org/abs/2301.00009) about both kinds.\n"
    assert len(titles(TABLE + "\n" + note)) == 5
    assert len(titles(TABLE + "\n" + note.replace("an interesting paper", "An Interesting Paper on Ants"))) == 6


def test_a_page_about_one_paper_is_no_list() -> None:
    about = (
        "## Meta Info\n\nURL: <https://arxiv.org/abs/2301.00009>\n\nAuthors: Jane Doe, John Roe\n\n## Notes\n\nWell.\n"
    )
    assert titles("# How Ants Find Their Way\n\n" + about) == []
    assert titles("# Ants\n\n" + about.replace("Meta Info", "Ant World")) == ["Ant World"]


def test_the_title_of_a_list_is_not_that_of_its_survey() -> None:
    top = "# Ants for Garden Work\n\nOur survey: [A Survey on Ants in Gardens](https://arxiv.org/abs/2301.00009)\n\n"
    cited = "```bibtex\n@misc{a, title = {A Survey on Ants in Gardens}, year = {2023}, eprint = {2301.00009}}\n```\n\n"
    assert "Ants for Garden Work" not in titles(top + cited + TABLE)


def test_each_of_several_works_of_a_cell_is_an_entry() -> None:
    link = "https://arxiv.org/abs/2303.000"
    text = (
        "# Course\n\n| Date | Topic | Readings |\n|---|---|---|\n"
        f"| Sep 3 | Ants | [A Study of Ants]({link}01), [More on Ants and Bees]({link}02) |\n"
        f"| Sep 8 | Bees | [Bees in Winter]({link}03) ([extended version]({link}04)) |\n"
        f"| Sep 9 | Moss | [The Small World of Moss]({link}05) <br> [Deep Roots]({link}06) [[x](https://github.com/a/b)] |\n\n"
        "<table><tr><th>Week</th><th>Papers</th></tr>\n<tr><td>1</td>"
        f'<td><a href="{link}07">Trees at Night</a><br><a href="{link}08">Snails of the Sea</a></td></tr></table>\n'
    )
    read = read_document(Source("list.md", text)).entries
    assert [(entry.title.value, len(entry.links)) for entry in read] == [
        *(("A Study of Ants", 1), ("More on Ants and Bees", 1), ("Bees in Winter", 2)),
        *(("The Small World of Moss", 1), ("Deep Roots", 2), ("Trees at Night", 1), ("Snails of the Sea", 1)),
    ]


def test_lists_of_fields_below_one_heading_are_of_several_works() -> None:
    fields = "- Paper: *{} in Town Gardens*, https://arxiv.org/abs/2301.0000{}\n- Code: https://github.com/doe/{}\n\n"
    names = ("Counting Ants", "Counting Bees", "Counting Cats")
    works = "".join(f"{n}. Method {n}\n" + fields.format(name, n, f"tool{n}") for n, name in enumerate(names, 1))
    assert titles("## Counting in Gardens\n\n" + works) == [f"{name} in Town Gardens" for name in names]
    alone = "## Counting Ants in Town Gardens\n\n" + fields.format("Counting Ants", 1, "ants")
    assert titles(alone) == ["Counting Ants in Town Gardens"]


def test_lines_in_bold_or_after_authors_are_fields_of_the_heading_above() -> None:
    bold = "### {} Find Their Way Home\n\n**[paper](https://arxiv.org/abs/2301.0000{}) | [code](https://github.com/a/{})**\n\n"
    text = "## Ways\n\n" + bold.format("Ants", 1, "a") + bold.format("Bees", 2, "b")
    assert titles(text) == ["Ants Find Their Way Home", "Bees Find Their Way Home"]
    line = "*Jane Doe, John Roe, Max Poe, Eva Loe* · ACL 2023 · [paper](https://arxiv.org/abs/2301.00001)\n"
    [entry] = read(f"## Ways\n\n### Ants Find Their Way Home\n{line}").entries
    assert entry.title.value == "Ants Find Their Way Home"
    assert entry.authors is not None
    assert entry.authors.value == "Jane Doe, John Roe, Max Poe, Eva Loe"


def test_authors_may_be_cut_short_in_words() -> None:
    works = "".join(
        f"- [{name} at Night](https://arxiv.org/abs/2301.0000{number}) by Jane Doe and others, CVPR 2020\n"
        for number, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1)
    )
    assert {entry.authors and entry.authors.value for entry in read(works).entries} == {"Jane Doe and others"}


def test_authors_in_brackets_may_be_cut_short_in_words() -> None:
    people = ("Jane Doe, John Roe", "Max Poe, Eva Loe", "Ann Bee, Tom Coe", "Li Wei, Anna Ost", "Ida Noe, Ken Foe")
    works = "".join(
        f"- [Gardens of {number} Towns](https://arxiv.org/abs/2301.0000{number}) ({names}, and 12 others), CVPR 2020\n"
        for number, names in enumerate(people, 1)
    )
    found = [entry.authors.value for entry in read(works).entries if entry.authors]
    assert found == [f"{names}, and 12 others" for names in people]


def test_titles_after_a_venue_are_works_beside_linked_ones() -> None:
    """`[ICCV 2019] T` without a link is a work where others of its list have `[ICCV 2019] ([paper](U) [code](U)) T`."""
    link = "( [paper](https://arxiv.org/abs/2301.0000{}) [code](https://github.com/a/b{}) )"
    works = "".join(
        f"- [ICCV 2019] {link.format(number, number) if number % 2 else ''} How {name} Find Their Gardens\n"
        for number, name in enumerate(
            ("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes", "Gnus", "Hens", "Ibises", "Jays"), 1
        )
    )
    assert [title.split()[1] for title in titles(works)][:4] == ["Ants", "Bees", "Cats", "Dogs"]
    assert len(titles(works)) == 10
    assert unread(works) == []


def test_news_after_a_venue_are_no_works() -> None:
    venues = ("CVPR", "ICCV", "ECCV", "ICML", "NeurIPS", "ICLR")
    news = "".join(f"- [{venue} 2020] Our paper on garden ants was accepted, see you there.\n" for venue in venues)
    assert len(titles(f"{TABLE}\n## Milestones\n\n{news}")) == 5
