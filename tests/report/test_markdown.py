"""The Markdown summary: bounded, and nothing but text comes from a list."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urlsplit

import mistune
import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.model.finding import Edit, Finding, Fix, Judgement, NewEntry, Related, Report, RuleInfo, Severity, Subject
from litlint.model.source import Source
from litlint.report import Style, markdown
from litlint.report.layout.folding import MOST_OF_A_RULE

from .sample import clean, large, sample

HOSTILE = [
    "<script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    "| a | b |",
    "`code` ``` ~~~",
    "[evil](https://evil.test) ![x](https://evil.test/x.png) <https://evil.test>",
    "@team and #12 and owner/repo#3",
    "line\n\n# heading\n\n- item",
    "*bold* _em_ ~~gone~~ $x$ \\| \\`",
    "\x1b[31m \u202egnirts \udcff \x00",
]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(report: Report, style: Style) -> Tags:
    page = mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "url"])
    parser = Tags()
    parser.feed(str(page(markdown.write(report, style))))
    return parser


def saying(text: str) -> Report:
    source = Source("list.md", text)
    fix = Fix(text, (Edit(source.whole, text),))
    finding = Finding("r", "f", Severity.ERROR, source.whole, text, text, fix, (Related(source.whole, text),), text)
    finding = replace(finding, subject=Subject("0", (text,), text, source.whole))
    return Report(
        findings=(finding,),
        problems=(text,),
        rules={"r": RuleInfo("r", "f", Severity.ERROR, text, text)},
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_mark_comes_from_a_list(text: str) -> None:
    style = Style(blob="https://x.test/blob/main")
    hostile, harmless = rendered(saying(text), style), rendered(saying("harmless"), style)
    assert set(hostile.tags) <= set(harmless.tags)
    assert hostile.tags.count("tr") == harmless.tags.count("tr")
    assert hostile.tags.count("td") == harmless.tags.count("td")
    assert hostile.tags.count("h2") == 1
    assert set(hostile.links) == set(harmless.links)
    assert {urlsplit(link).netloc for link in hostile.links} == {"x.test", "litlint.github.io"}


@given(st.text(st.characters()))
def test_no_mark_comes_from_any_text(text: str) -> None:
    hostile, harmless = rendered(saying(text), Style()), rendered(saying("harmless"), Style())
    assert [tag for tag in hostile.tags if tag in ("tr", "td", "table", "h2", "li")] == [
        tag for tag in harmless.tags if tag in ("tr", "td", "table", "h2", "li")
    ]
    assert hostile.links == harmless.links


def test_nobody_is_called() -> None:
    report = saying("@team #12")
    without_fix = replace(report.findings[0], fix=None)
    report = replace(report, findings=(without_fix,))
    assert not re.search(r"[@#]\w", rendered(report, Style()).text)


def test_the_repair_is_a_suggestion_block() -> None:
    assert "\n```suggestion\npaper link: [here](https://arxiv.org/pdf/1901.00002.pdf)\n```\n" in markdown.write(
        sample(), Style()
    )


def test_a_fence_is_longer_than_any_in_the_repair() -> None:
    report = saying("````")
    assert "\n`````suggestion\n````\n`````\n" in markdown.write(report, Style())


def test_findings_of_one_entry_stand_together_the_worst_entry_first() -> None:
    source = Source("a.md", "one two")
    one, two = source.span(0, 3), source.span(4, 7)
    findings = [
        Finding("a", "f", Severity.WARNING, one, "m1"),
        Finding("b", "f", Severity.NOTE, two, "m2"),
        Finding("c", "f", Severity.ERROR, two, "m3"),
    ]
    about = [replace(one, subject=Subject("0", (), one.span.text, one.span)) for one in findings]
    shown = markdown.write(Report(findings=tuple(about)), Style())
    assert re.findall("m[123]", shown) == ["m3", "m2", "m1"]


def test_a_large_report_ends_at_a_row_and_says_what_is_left_out() -> None:
    style = Style(blob="https://github.com/owner/repo/blob/0123456789abcdef", show="all")
    shown = markdown.write(large(10_000, 4_000), style)
    assert 60_000 < len(shown.encode()) < 65_000
    rows = shown.count("<tr><td>")
    assert shown.count("</td></tr>\n") == rows
    told = [int(count) for count in re.findall(r"(\d+) (?:errors|warnings|notes)", shown.splitlines()[-1])]
    assert rows + sum(told) == 4_000


def test_repeated_findings_and_notes_are_folded_and_counted() -> None:
    shown = markdown.write(large(10_000, 4_000), Style())
    rows = shown.count("<tr><td>")
    assert rows == MOST_OF_A_RULE
    counts = [int(count.replace(",", "")) for count in re.findall(r"&#43;([\d,]+) ", shown)]
    assert rows + sum(counts) == 4_000


def test_when_all_is_well() -> None:
    assert markdown.write(clean(), Style()).startswith(
        "## litlint: nothing to report\n\n24 entries in 1 list, every one"
    )


def test_new_entries_come_first_the_worst_first_and_fit() -> None:
    place = sample().findings[0].span
    good = NewEntry("Good", place, (Judgement("exists", True), Judgement("not listed yet", True)))
    bad = NewEntry("`Bad` [x](y)", place, (Judgement("exists", None), Judgement("@same as *that*", False)))
    text = markdown.write(replace(sample(), new_entries=(good, bad)), Style())
    head, _, rest = text.partition("**2 new entries**\n\n")
    assert head.startswith("## litlint: ")
    assert head.count("\n") == 2
    first, second = rest.splitlines()[:2]
    assert first.startswith("- ❌ ")
    assert "[x](y)" not in first
    assert "❔ exists · ❌ " in first
    assert second.startswith("- ✅ ")
    assert second.endswith(": exists · not listed yet")
    many = markdown.write(replace(sample(), new_entries=(bad,) * 3000), Style())
    assert "more, 2" in many
    hostile = NewEntry("`[" * 500, place, (Judgement("`[" * 500, False),) * 5)
    assert len(markdown.write(replace(large(), new_entries=(hostile,) * 3000), Style()).encode()) < 65_536
