"""The rules about entries: what departs from what a list does elsewhere, in every family, and what is left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint import rules
from litlint.engine.walk import walk
from litlint.model.document import Workspace
from litlint.model.edits import apply_edits
from litlint.model.facts import Facts
from litlint.model.finding import Finding, Severity
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.settings_schema import Key
from litlint.workspace.config import read_config
from litlint.workspace.discover import list_styles

NAMES = ("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes", "Goats", "Hens", "Ibises", "Jays")
TODAY = date(2026, 7, 1)


def find(rule: str, text: str, **config: object) -> list[Finding]:
    document = read_document(Source("list.md", text))
    workspace = Workspace((document,), list_styles=list_styles([document], read_config(config, Key("test"))))
    return list(walk(workspace, [rules.load(rule)()], Facts(TODAY)).findings.values())


def pointed(rule: str, text: str, **config: object) -> list[str]:
    return [finding.span.text for finding in find(rule, text, **config)]


def fixed(rule: str, text: str) -> str:
    """Return a text with every fix of a rule applied at once."""
    edits = [edit for finding in find(rule, text) if finding.fix for edit in finding.fix.edits]
    return apply_edits(edits[0].span.source, edits).text


def arxiv(number: int) -> str:
    return f"https://arxiv.org/abs/2001.0{1000 + number}"


def heading(name: str, number: int, *, link: bool = True, cited: bool = True, label: str = "paper link") -> str:
    entry = f"#### A Study of {name}\n\ntag: `fauna`\n\n"
    entry += f"{label}: [here]({arxiv(number)})\n\n" if link else ""
    entry += f"citation:\n\n```bibtex\n@misc{{{name}, title={{A Study of {name}}}}}\n```\n\n" if cited else ""
    return entry


def bold(name: str, number: int, *, link: bool = True, label: str = "Paper") -> str:
    code = f"- Code: https://github.com/doe/{name}\n"
    return f"**A Study of {name}**\n\n{f'- {label}: {arxiv(number)}' if link else ''}\n{code}\n"


def nested(name: str, number: int, *, link: bool = True, label: str = "Paper") -> str:
    paper = f"  - [[{label}]]({arxiv(number)})\n" if link else ""
    return f"- **A Study of {name} (ICML 2020)**\n  - Jane Doe, John Roe\n{paper}  - [[Code]](https://github.com/doe/{name})\n"


def title(name: str, number: int, *, link: bool = True) -> str:
    return f"- [A Study of {name}]({arxiv(number)}), ICML 2020\n" if link else f"- A Study of {name}, ICML 2020\n"


def bullet(name: str, number: int, *, link: bool = True, label: str = "Paper") -> str:
    return f"- A Study of {name} <br> ICML 2020{f' [[{label}]]({arxiv(number)})' if link else ''}\n"


def numbered(name: str, number: int, *, link: bool = True, label: str = "pdf") -> str:
    paper = f" [[{label}]({arxiv(number)})]" if link else ""
    return f"1. **A Study of {name}.** ICML 2020.\n\n   *Jane Doe, John Roe.*{paper}\n\n"


def row(name: str, number: int, *, link: bool = True, label: str = "pdf") -> str:
    lead = "" if number != 1 else "| Date | Title | Paper |\n|---|---|---|\n"
    return f"{lead}| 2020.0{number % 9 + 1} | A Study of {name} | {f'[[{label}]]({arxiv(number)})' if link else ''} |\n"


def paragraph(name: str, number: int, *, link: bool = True, label: str = "Paper") -> str:
    paper = f" [[{label}]({arxiv(number)})]" if link else ""
    return f"**A Study of {name}** \\\n*Jane Doe, John Roe* \\\nICML 2020.{paper}\n\n"


FAMILIES = (heading, bold, nested, title, bullet, numbered, row, paragraph)
LABELLED = tuple(family for family in FAMILIES if family is not title)
every_family = pytest.mark.parametrize("entry", FAMILIES, ids=lambda family: family.__name__)


def listing(entry: Callable[..., str], count: int = 6) -> str:
    return "# List\n\n" + "".join(entry(name, number) for number, name in enumerate(NAMES[:count], 1))


@every_family
def test_the_one_entry_without_a_link_is_found(entry: Callable[..., str]) -> None:
    assert pointed("missing-link", listing(entry, 5) + entry("Gardens", 9, link=False)) == ["A Study of Gardens"]


@every_family
def test_a_list_that_has_all_its_links_is_right(entry: Callable[..., str]) -> None:
    assert pointed("missing-link", listing(entry)) == []


@every_family
def test_where_several_have_no_link_none_is_asked_for(entry: Callable[..., str]) -> None:
    text = listing(entry, 8) + entry("Gardens", 9, link=False) + entry("Meadows", 10, link=False)
    assert pointed("missing-link", text) == []


def test_a_link_that_is_broken_is_not_missing() -> None:
    broken = bullet("Gardens", 9).replace("](", "] (")
    assert pointed("missing-link", listing(bullet) + broken) == []


def test_four_others_are_too_few_to_ask_for_a_link() -> None:
    assert pointed("missing-link", listing(bullet, 4) + bullet("Gardens", 9, link=False)) == []


def test_a_link_that_configuration_asks_for() -> None:
    text = bullet("Ants", 1) + bullet("Bees", 2).strip() + " [[code]](https://github.com/doe/bees)\n"
    assert pointed("missing-link", text, labels={"required": ["github"]}) == ["A Study of Ants"]
    assert pointed("missing-link", text, labels={"required": ["paper"]}) == []


def test_the_one_entry_without_a_citation_is_found() -> None:
    text = listing(heading, 5) + heading("Gardens", 9, cited=False)
    (finding,) = find("missing-citation", text)
    assert finding.span.text == "A Study of Gardens"
    assert "5 of 6 entries" in finding.message


def test_no_citation_is_asked_for_where_lists_have_few() -> None:
    text = listing(heading, 3) + "".join(heading(name, number, cited=False) for number, name in enumerate(NAMES[3:], 4))
    assert pointed("missing-citation", text) == []


SLIPS = ("Ppaer", "Papre", "Pper", "Paaper", "Papet", "paepr", "Pape")


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("entry", LABELLED[1:], ids=lambda family: family.__name__)
def test_a_misspelt_label_is_found_and_mended(entry: Callable[..., str], slip: str) -> None:
    lines = [entry(name, number, label="Paper") for number, name in enumerate(NAMES[:6], 1)]
    text = "".join(lines) + entry("Gardens", 9, label=slip)
    assert pointed("unknown-label", text) == [slip]
    assert fixed("unknown-label", text) == "".join(lines) + entry("Gardens", 9, label="Paper")


@pytest.mark.parametrize("slip", ["papre link", "paper lnik", "ppaer link"])
def test_a_misspelt_label_before_a_link_is_found(slip: str) -> None:
    assert len(pointed("unknown-label", listing(heading) + heading("Gardens", 9, label=slip))) == 1


@pytest.mark.parametrize("slip", ["citaton", "ctiation", "citatoin"])
def test_a_misspelt_label_of_a_line_is_found(slip: str) -> None:
    text = listing(heading) + heading("Gardens", 9).replace("citation:", f"{slip}:")
    assert pointed("unknown-label", text) == [slip]


@pytest.mark.parametrize(
    "slip", ["gituhub link", "homepgae link", "projcet page", "Offical Code", "Datset", "OpenReveiw"]
)
def test_labels_that_all_lists_use_are_known(slip: str) -> None:
    assert len(pointed("unknown-label", listing(bullet) + bullet("Gardens", 9, label=slip))) == 1


@pytest.mark.parametrize("label", ["paf", "pfd", "pd"])
def test_a_short_label_is_a_slip_only_where_the_list_uses_it(label: str) -> None:
    assert pointed("unknown-label", listing(numbered) + numbered("Gardens", 9, label=label)) == [label]
    assert pointed("unknown-label", listing(bullet) + bullet("Gardens", 9, label=label)) == []


@pytest.mark.parametrize(
    "label",
    [
        "Papers",
        "PapeRNet",
        "Codex",
        "Part 2",
        "GardenPaper",
        "Node",
        "Poster",
        "Task",
        "Python",
        "v2",
        "arXiv v1",
        "报告",
    ],
)
def test_other_labels_are_left_alone(label: str) -> None:
    assert pointed("unknown-label", listing(bullet) + bullet("Gardens", 9, label=label)) == []


def test_a_label_that_is_the_name_of_a_repository_is_left_alone() -> None:
    extra = (
        "- A Study of Gardens <br> ICML 2020 [[Paper]](https://arxiv.org/abs/2001.01999) [[Papre]](https://papre.org)\n"
    )
    assert pointed("unknown-label", listing(bullet) + extra) == []


def test_a_label_that_the_list_uses_often_is_no_slip() -> None:
    text = "".join(bullet(name, number, label="Papier") for number, name in enumerate(NAMES[:4], 1))
    assert pointed("unknown-label", listing(bullet) + text) == []


@given(st.integers(0, 3), st.sampled_from("bcdfhjkmqvwxz"))
def test_any_wrong_letter_within_a_long_label_is_a_slip(at: int, letter: str) -> None:
    slip = "Hom" + "epag"[:at] + letter + "epag"[at + 1 :] + "e"
    text = "".join(bullet(name, number, label="Homepage") for number, name in enumerate(NAMES[:6], 1))
    assert pointed("unknown-label", text + bullet("Gardens", 9, label=slip)) == [slip]


def lines(numbers: list[int]) -> str:
    return "".join(f"{number}. [A Study of {number}, No {at}]({arxiv(at)})\n" for at, number in enumerate(numbers))


@pytest.mark.parametrize(
    ("numbers", "found", "right"),
    [
        ([1, 2, 2, 3], ["2"], [1, 2, 3, 4]),
        ([1, 2, 3, 3, 3], ["3", "3"], [1, 2, 3, 4, 5]),
        ([1, 2, 4, 5], ["4"], [1, 2, 3, 4]),
        ([1, 2, 2, 4, 5], ["2"], [1, 2, 3, 4, 5]),
        ([1, 2, 9, 4, 5], ["9"], [1, 2, 3, 4, 5]),
        ([1, 2, 3, 2, 4, 5], ["2"], [1, 2, 3, 4, 5, 6]),
        ([7, 8, 8, 9], ["8"], [7, 8, 9, 10]),
        ([4, 3, 3, 2], ["3"], [4, 3, 2, 1]),
    ],
)
def test_numbers_are_counted_on(numbers: list[int], found: list[str], right: list[int]) -> None:
    text = lines(numbers)
    assert pointed("numbering", text) == found
    changed = fixed("numbering", text)
    assert [int(line.partition(".")[0]) for line in changed.splitlines()] == right
    assert pointed("numbering", changed) == []


@pytest.mark.parametrize(
    "numbers", [[1, 1, 1], [1, 2, 3], [3, 4, 5], [3, 2, 1], [0, 0], [1, 5], [2019, 2019, 2020], [1, 1, 1, 2]]
)
def test_numbers_that_are_right_or_none(numbers: list[int]) -> None:
    assert pointed("numbering", lines(numbers)) == []


def test_numbers_begin_anew_under_each_heading() -> None:
    assert (
        pointed("numbering", lines([1, 2, 3]) + "\n## More\n\n" + lines([1, 2]) + "\nAnd then:\n\n" + lines([1, 2]))
        == []
    )


def test_a_list_cut_apart_by_text_goes_on() -> None:
    text = "".join(f"{number}. **A Study**\n\n*Jane Doe* [[pdf]({arxiv(number)})]\n\n" for number in (1, 2, 3, 4, 4, 5))
    assert pointed("numbering", text) == ["4"]


def shape(text: str) -> list[tuple[str, int, str]]:
    """Return the blocks of a text without their numbers: kind, depth, and what the reader sees."""
    walk = [block for top in read_document(Source("list.md", text)).blocks for block in top.walk()]
    return [(block.kind, block.level, " ".join(block.text.split())) for block in walk]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "> 8. X\n> 9. X\n>    - [code](U)\n> 9. Y\n>    - [code](U)\n>\n>    more\n> 11. Z\n",
            "> 8. X\n> 9. X\n>    - [code](U)\n> 10. Y\n>     - [code](U)\n>\n>     more\n> 11. Z\n",
        ),
        (
            "98. X\n\t- [code](U)\n99. Y\n\t- [code](U)\n99. Z\n\t- [code](U)\n",
            "98. X\n\t- [code](U)\n99. Y\n\t- [code](U)\n100. Z\n\t - [code](U)\n",
        ),
        ("8. X\n9. X\n9.\tY\n\t- [code](U)\n", "8. X\n9. X\n10.\tY\n\t- [code](U)\n"),
        ("8. X\n9. X\n9.\n   Y\n", "8. X\n9. X\n10.\n    Y\n"),
        ("8. X\n9. X\n11. Y\n\n    Z\n", "8. X\n9. X\n10. Y\n\n    Z\n"),
        ("7. X\n8. X\n10. Y\n\n       Z\n", "7. X\n8. X\n9. Y\n\n      Z\n"),
        ("8. X\n9. X\n9. Y\n   -\ta\n\n     \tb\n", None),
        ("> 8. X\n> 9. X\n> 9. Y\n> \t\t- a\n", None),
        ("- 8. X\n  9. X\n  9.\tY\n", None),
    ],
)
def test_nothing_falls_out_of_an_item_whose_number_changes(text: str, right: str | None) -> None:
    if right is None:
        assert [finding.fix for finding in find("numbering", text)] == [None]
    else:
        assert fixed("numbering", text) == right


@given(
    st.sampled_from(["", "> ", ">", "> > ", " ", "- "]),
    st.sampled_from([(8, 9, 9), (98, 99, 99), (998, 999, 999)]),
    st.sampled_from([" ", "  ", "\t", "      "]),
    st.lists(
        st.tuples(st.text(" \t", max_size=9), st.sampled_from(["- a", "-\ta", "b", "", "> c", "1. d", "```"])),
        max_size=5,
    ),
)
def test_the_fix_of_numbers_keeps_the_shape(
    lead: str, numbers: tuple[int, ...], gap: str, below: list[tuple[str, str]]
) -> None:
    after = lead.replace("- ", "  ")
    lines = "".join(f"{after}{indent}{words}\n" for indent, words in below)
    text = "".join(f"{after if at else lead}{number}.{gap}X\n{lines}" for at, number in enumerate(numbers))
    fixes = [finding.fix for finding in find("numbering", text) if finding.fix]
    if fixes:
        changed = apply_edits(fixes[0].edits[0].span.source, fixes[0].edits).text
        assert shape(changed) == shape(text)


def test_numbers_of_bold_paragraphs_and_tables() -> None:
    text = "".join(f"**[{number}]** A Study. [[pdf]({arxiv(number)})]\n\n" for number in (1, 2, 3, 3, 5))
    assert pointed("numbering", text) == ["3"]
    table = "| # | Paper |\n|---|---|\n" + "".join(f"| {n} | [A Study]({arxiv(n)}) |\n" for n in (1, 2, 4, 5))
    assert pointed("numbering", table) == ["4"]


def test_scores_in_a_first_column_are_no_numbers() -> None:
    assert pointed("numbering", "| Model | Score |\n|---|---|\n| 1 | 2 |\n| 2 | 2 |\n| 2 | 3 |\n") == []


@pytest.mark.parametrize("order", ["oldest-first", "newest-first"])
def test_one_entry_out_of_order_is_the_only_one_named(order: str) -> None:
    years = [2011, 2012, 2020, 2013, 2014, 2015]
    years = years if order == "oldest-first" else years[::-1]
    text = "".join(f"- [A Study of {y}]({arxiv(y)}), ICML {y}\n" for y in years)
    (finding,) = find("entry-order", text, order=order)
    assert finding.span.text == "A Study of 2020"
    assert finding.fix is not None
    changed = apply_edits(finding.span.source, finding.fix.edits).text
    assert find("entry-order", changed, order=order) == []
    assert sorted(changed.splitlines()) == sorted(text.splitlines())


@given(st.permutations(range(2010, 2017)))
def test_entries_not_named_are_in_order(years: list[int]) -> None:
    text = "".join(f"- [A Study of {y}]({arxiv(y)}), ICML {y}\n" for y in years)
    named = {int(place[-4:]) for place in pointed("entry-order", text, order="oldest-first")}
    kept = [year for year in years if year not in named]
    assert kept == sorted(kept)
    assert bool(named) == (list(years) != sorted(years))


def test_nothing_is_out_of_an_order_that_is_not_declared() -> None:
    assert pointed("entry-order", lines([3, 1, 2])) == []


DATED = "".join(
    f"- [2023.0{number}] [A Study of {name}]({arxiv(number)})\n" for number, name in enumerate(NAMES[:6], 1)
)


@pytest.mark.parametrize("wrong", ["2023.13", "2023.00", "2024,0104", "2062.05", "2023-05-41", "13/32/2023"])
def test_dates_that_cannot_be(wrong: str) -> None:
    assert pointed("date-shape", DATED + f"- [{wrong}] [A Study of Gardens]({arxiv(9)})\n") == [wrong]


@pytest.mark.parametrize(
    "right", ["2023.12", "2023-05-31", "31/12/2023", "Oct 2023", "2026.07", "2027.06", "2023", "12/2023", "2019-20"]
)
def test_dates_that_can_be(right: str) -> None:
    assert pointed("date-shape", DATED + f"- [{right}] [A Study of Gardens]({arxiv(9)})\n") == []


@pytest.mark.parametrize("wrong", ["20233", "20199"])
@pytest.mark.parametrize(
    "line", ["- [A Study of Gardens]({u}), ICML {y}", "- A Study of Gardens <br> Arxiv {y} [[pdf]]({u})"]
)
def test_a_year_with_a_digit_too_many(line: str, wrong: str) -> None:
    assert pointed("date-shape", line.format(u=arxiv(9), y=wrong) + "\n") == [wrong]


def test_numbers_elsewhere_are_no_years() -> None:
    text = (
        f"- [A Study of 20233 Gardens]({arxiv(9)}), with 20000 GPUs, DOI 10.1234/20233 [[code]](https://x.org/20233)\n"
    )
    assert pointed("date-shape", text) == []


def test_a_year_column() -> None:
    table = "| 年份 | Title |\n|---|---|\n" + "".join(
        f"| {year} | [A Study of {year}]({arxiv(1)}) |\n" for year in ("2018", "2019", "20200")
    )
    assert pointed("date-shape", table) == ["20200"]


def test_a_missing_separator_is_named_with_the_evidence() -> None:
    text = listing(bullet, 10) + bullet("Gardens", 9).replace(" <br> ", " ")
    (finding,) = find("missing-separator", text)
    assert (finding.span.text, "10 of 11" in finding.message) == ("ICML 2020", True)
    assert finding.fix is not None
    assert not finding.fix.safe


@pytest.mark.parametrize("other", [" | ", ". ", ", ", " - ", "? ", "\n"])
def test_another_separator_is_left_alone(other: str) -> None:
    assert pointed("missing-separator", listing(bullet, 10) + bullet("Gardens", 9).replace(" <br> ", other)) == []


@pytest.mark.parametrize(
    ("venue", "found"),
    [
        ("InESANN 2007", ["InESANN"]),
        ("Entropy NIPS 2018", ["Entropy NIPS 2018"]),
        ("CVPR ICCV 2019", ["CVPR ICCV 2019"]),
        ("ICML 2019 Workshop", []),
        ("IJCAI-ECAI 2018", []),
        ("ECML PKDD 2018", []),
        ("ICLR RLPM 2019", []),
        ("IEEE Big Data 2016", []),
        ("InSAR 2016", []),
        ("Pattern Recognition Letters 2012", []),
        ("ICML, 2019", []),
    ],
)
def test_venues_in_brackets(venue: str, found: list[str]) -> None:
    text = listing(nested) + nested("Gardens", 9).replace("ICML 2020", venue)
    assert pointed("venue-shape", text) == found


@pytest.mark.parametrize(
    ("short", "long", "found"),
    [
        ("SQKV", "SKVQ", True),
        ("GardenNet", "GardneNet", True),
        ("GardenNet", "GarddenNet", True),
        ("SKVQ", "SKVQ", False),
        ("SKVQ-2", "SKVQ2", False),
        ("SKVQ", "SKVQ2", False),
        ("Skv-Q", "SKVQ", False),
        ("KV Cache", "SKVQ", False),
        ("GPT2", "GPT3", False),
        ("Garden", "Gardens", False),
    ],
)
def test_names_in_brackets(short: str, long: str, found: bool) -> None:
    text = f"- [{short}] {long}: A Study of Gardens [[pdf]]({arxiv(9)})\n"
    assert pointed("name-mismatch", text) == ([short] if found else [])


@pytest.mark.parametrize(
    ("tail", "found"),
    [
        ("TODO", ["TODO"]),
        ("(TBD)", ["TBD"]),
        ("code: TODO", ["TODO"]),
        ("[[code](link)]", ["link"]),
        ("[[code](https://github.com/your-repo)]", ["https://github.com/your-repo"]),
        ("todo lists are helpful", []),
        ("TBA is a system that learns", []),
        ("[[code](https://github.com/doe/todo)]", []),
    ],
)
def test_what_is_still_to_be_filled_in(tail: str, found: list[str]) -> None:
    assert pointed("placeholder", f"- A Study of Gardens [[pdf]({arxiv(9)})] {tail}\n") == found


def test_what_is_announced_is_a_note() -> None:
    (finding,) = find("placeholder", f"- A Study of Gardens [[pdf]({arxiv(9)})] (code coming soon)\n")
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    "text", ["##\n\nText\n", "### **\n", f"- []({arxiv(1)}) ICML 2020\n", f"| Paper |\n|---|\n| []({arxiv(1)}) |\n"]
)
def test_titles_without_text(text: str) -> None:
    assert len(find("empty-title", text)) == 1


@pytest.mark.parametrize(
    "text", ["## <a name='x'></a>\n", "## ![x](y.png)\n", "##\n\nA\n\n##\n", "# 1\n", "- [](#top) A\n"]
)
def test_headings_that_show_something(text: str) -> None:
    assert find("empty-title", text) == []


FORM = "## How to add a paper\n\n"
WRONG = {
    "missing-link": ("", listing(bullet), bullet("Gardens", 9, link=False)),
    "placeholder": ("", "", f"- [Title]({arxiv(9)}) TODO\n"),
    "date-shape": ("", DATED, f"- [2023.13] [A Study of Gardens]({arxiv(9)})\n"),
    "missing-separator": ("", listing(bullet, 10), bullet("Gardens", 9).replace(" <br> ", " ")),
}


@pytest.mark.parametrize("rule", WRONG)
def test_what_shows_contributors_the_form_is_right_as_it_is(rule: str) -> None:
    _, before, wrong = WRONG[rule]
    assert find(rule, before + "\n## More\n\n" + wrong)
    assert find(rule, before + "\n" + FORM + wrong) == []
