"""The text format: aligned, within the terminal, free of anything that steers it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from litlint.model.finding import Counts, Finding, Related, Report, Severity
from litlint.model.source import Source, Span
from litlint.report import Style, text

from .sample import at, clean, large, sample

ODD = st.sampled_from(
    [
        "深",
        "Ａ",
        "e\u0301",
        "\t",
        "⭐\ufe0f",
        "👩\u200d🔬",
        "\x1b",
        "\u202e",
        "\udcff",
        "\x00",
        "a",
        " ",
        "한",
        "\u200b",
    ]
)


def report(span: Span, *related: Related, message: str = "wrong", reason: str | None = None) -> Report:
    finding = Finding("some-rule", "family", Severity.ERROR, span, message, related=related, reason=reason)
    return Report(findings=(finding,), counts=Counts(documents=1, entries=1))


def source_rows(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if re.match(r" *\d* \|", line)]


@given(st.lists(ODD, max_size=60), st.lists(ODD, max_size=60), st.integers(40, 120))
@example(["深"] * 60, ["👩\u200d🔬"] * 60, 40)
def test_carets_stand_below_their_place(before: list[str], after: list[str], width: int) -> None:
    source = Source("a.md", "".join(before) + "MARKED" + "".join(after))
    shown = text.write(report(at(source, "MARKED"), reason="because"), Style(width=width))
    line, carets = source_rows(shown)[1:3]
    assert cell_len(line[: line.index("MARKED")]) == carets.index("^")
    assert carets.count("^") == len("MARKED")
    assert all(cell_len(row) <= width for row in source_rows(shown))


@given(st.text(st.characters(), max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_nothing_of_a_list_steers_the_terminal(content: str, one: int, other: int) -> None:
    source = Source("a.md", content)
    start, end = sorted((min(one, len(content)), min(other, len(content))))
    shown = text.write(report(source.span(start, end), message=content, reason=content or None), Style())
    assert not [char for char in shown if char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    shown.encode()


@given(st.text(st.characters(), max_size=40))
def test_a_stream_that_holds_only_ascii_gets_only_ascii(content: str) -> None:
    source = Source("a.md", content)
    text.write(report(source.whole, message=content), Style(encoding="ascii")).encode("ascii")


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_two_places_far_apart_in_a_long_line_are_both_shown(width: int) -> None:
    source = Source("a.md", "x" * 300 + " ONE " + "y" * 400 + " TWO " + "z" * 300)
    shown = text.write(report(at(source, "ONE"), Related(at(source, "TWO"), "the other")), Style(width=width))
    line, marks = source_rows(shown)[1:3]
    assert line.index("ONE") == marks.index("^^^")
    assert line.index("TWO") == marks.index("---")
    assert line.count("…") == 3
    assert len(line) <= width


def test_a_place_longer_than_the_terminal_shows_its_beginning() -> None:
    source = Source("a.md", "see " + "u" * 1000 + " end")
    shown = text.write(report(source.span(4, 1004)), Style(width=60))
    line, marks = source_rows(shown)[1:3]
    assert line.index("u") == marks.index("^")
    assert len(line) <= 60
    assert len(marks) <= 60


def test_many_places_in_one_line_are_counted_where_they_find_no_room() -> None:
    source = Source("a.md", "word, " * 100)
    related = [Related(source.span(6 * n + 4, 6 * n + 5), "here") for n in range(1, 11)]
    shown = text.write(report(source.span(4, 5), *related), Style(width=60))
    marks = source_rows(shown)[2]
    hidden = re.search(r"and (\d+) more places in this line", shown)
    assert hidden
    assert marks.count("^") == 1
    assert marks.count("-") + int(hidden[1]) == 10


def test_places_beyond_a_dozen_are_counted() -> None:
    source = Source("a.md", "line\n" * 40)
    related = [Related(source.span(5 * n, 5 * n + 4), f"place {n}") for n in range(1, 40)]
    shown = text.write(report(source.span(0, 4), *related), Style())
    assert "and 28 more places" in shown


def test_labels_of_several_places_in_one_line_hang_below() -> None:
    source = Source("a.md", "one two three\n")
    shown = text.write(
        report(
            at(source, "one"),
            Related(at(source, "two"), "second"),
            Related(at(source, "three"), "third"),
            reason="first",
        ),
        Style(),
    )
    assert source_rows(shown)[1:6] == [
        "1 | one two three",
        "  | ^^^ --- ----- third",
        "  | |   |",
        "  | |   second",
        "  | first",
    ]


def test_a_place_over_several_lines_says_where_it_ends() -> None:
    source = Source("a.md", "```bibtex\r\nnever\r\nclosed\r\n")
    shown = text.write(report(source.whole, reason="opened here"), Style())
    assert "^^^^^^^^^ opened here (to line 3)" in shown


@pytest.mark.parametrize("content", ["", "text\n", "text\r\n", "\n\n"])
def test_a_place_at_the_end_of_the_text_has_a_caret(content: str) -> None:
    source = Source("a.md", content)
    shown = text.write(report(source.span(len(content), len(content))), Style())
    assert shown.count("^") == 1


def test_a_line_of_ten_million_characters_is_cut() -> None:
    source = Source("a.md", "a" * 5_000_000 + "MARKED" + "\u0301" * 5_000_000)
    shown = text.write(report(at(source, "MARKED")), Style(width=80))
    assert len(shown) < 2_000


def test_colour_changes_no_character() -> None:
    plain = text.write(sample(), Style())
    coloured = text.write(sample(), Style(colour=True))
    assert "\x1b[" not in plain
    assert "\x1b[1;31m" in coloured
    links = r"\x1b\]8;;(?:https://[\w./-]+)?\x1b\\"
    assert re.sub(rf"\x1b\[[0-9;]*m|{links}", "", coloured) == plain
    assert "\x1b]8;;https://litlint.github.io/litlint/rules/" in coloured


def test_when_all_is_well() -> None:
    assert text.write(clean(), Style()) == (
        "24 entries in 1 list, every one proved (papers.lock, 23 works, 7 repositories). Nothing to report.\n"
    )
    unproved = Report(counts=Counts(documents=2, entries=1))
    assert text.write(unproved, Style()) == "1 entry in 2 lists. Nothing to report.\n"
    partly = Report(counts=Counts(documents=1, entries=3, works=2, proved=2))
    assert text.write(partly, Style()) == (
        "3 entries in 1 list, 2 of them proved (papers.lock, 2 works). Nothing to report.\n"
    )


def test_an_unread_file_is_no_good_news() -> None:
    shown = text.write(Report(problems=("a.md: permission denied",), proved=True), Style())
    assert "a.md: permission denied" in shown
    assert "Nothing to report" not in shown


def test_many_findings_take_a_line_each_and_one_cause_is_named() -> None:
    shown = text.write(large(100, 40), Style(show="all"))
    assert shown.count("-->") == 10
    assert len(re.findall(r"^README\.md:\d+:\d+ plain-http ", shown, re.MULTILINE)) == 30
    cause = "40 of 40 are one cause: plain-http (A link is not encrypted)"
    deed = "litlint check --select plain-http --fix fixes them"
    assert f"{cause}; {deed}" in " ".join(shown.split())


def test_one_rule_does_not_crowd_out_the_others() -> None:
    source = Source("a.md", "x" * 40)
    crowd = [Finding("crowd", "f", Severity.ERROR, source.span(n, n + 1), "m") for n in range(20)]
    others = [Finding(f"other-{n}", "f", Severity.NOTE, source.span(n, n + 1), "m") for n in range(4)]
    shown = text.write(Report(findings=(*crowd, *others)), Style(show="all"))
    told = re.findall(r"^(?:error|note)\[(.*)\]", shown, re.MULTILINE)
    assert told == ["crowd"] * 6 + [f"other-{n}" for n in range(4)]
    assert shown.count("more: litlint rules crowd") == 1


def test_lists_with_most_errors_come_first() -> None:
    good, bad = Source("a.md", "x"), Source("b.md", "yy")
    findings = (
        Finding("r", "f", Severity.WARNING, good.whole, "m"),
        Finding("r", "f", Severity.NOTE, bad.span(0, 1), "m"),
        Finding("r", "f", Severity.ERROR, bad.span(1, 2), "m"),
    )
    shown = text.write(Report(findings=findings), Style())
    heads = [
        line for line in shown.splitlines() if re.match(r"[ab]\.md:", line) or re.match(r"(error|warning|note)\[", line)
    ]
    assert heads == ["b.md: 1 error, 1 note", "error[r]: m", "note[r]: m", "a.md: 1 warning", "warning[r]: m"]
