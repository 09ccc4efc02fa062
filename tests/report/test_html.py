"""The HTML page: whole in itself, well-formed, and nothing but text comes from a list."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.model.finding import Counts, Edit, Finding, Fix, Related, Report, RuleInfo, Severity, Subject
from litlint.model.source import Source
from litlint.project_urls import rule_url
from litlint.report import Style, html

from .sample import clean, large, sample

VOID = {"meta", "link", "input", "br"}
HOSTILE = [
    "</script><img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</pre></article></main>",
    "&lt;b&gt; &#60;b&#62;",
    "\x1b[31m \u202egnirts \udcff \x00 ]]> -->",
    "javascript:alert(1)",
]


class Page(HTMLParser):
    """The tags of a page, which must close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, str] = {}
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text[self.open[-1]] = self.text.get(self.open[-1], "") + data


def saying(text: str) -> Report:
    name = text[:20].encode("utf-8", "replace").decode()
    source = Source(f"{name}.md", text)
    related = (Related(source.whole, text), Related(source.span(0, 0), text))
    fix = Fix(text, (Edit(source.whole, text),))
    finding = Finding("r", "f", Severity.ERROR, source.whole, text, text, fix, related, text)
    finding = replace(finding, subject=Subject("0", (text,), text, source.whole))
    return Report(
        findings=(finding,),
        problems=(text,),
        rules={"r": RuleInfo("r", "f", Severity.ERROR, text, text)},
        years={2024: 1},
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_tag_and_no_attribute_comes_from_a_list(text: str) -> None:
    hostile, harmless = Page(html.write(saying(text), Style())), Page(html.write(saying("harmless"), Style()))
    assert [(tag, set(attributes)) for tag, attributes in hostile.tags] == [
        (tag, set(attributes)) for tag, attributes in harmless.tags
    ]
    assert hostile.text["script"] == harmless.text["script"]


@given(st.text(st.characters(), max_size=60))
def test_no_tag_comes_from_any_text(text: str) -> None:
    tags = [
        tag
        for tag, _ in Page(html.write(saying(text), Style())).tags
        if tag not in ("del", "ins", "b", "p", "pre", "a")
    ]
    assert set(tags) == {tag for tag, _ in Page(html.write(saying("harmless"), Style())).tags} - {
        "del",
        "ins",
        "p",
        "pre",
        "a",
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_links_lead_to_lines_only(text: str) -> None:
    links = [attributes["href"] for tag, attributes in Page(html.write(saying(text), Style())).tags if tag == "a"]
    pages = re.escape(rule_url("r"))  # of the rule, whose name is litlint's own
    assert all(re.fullmatch(rf"#[\w-]+|[^:]*\.md#L\d+|{pages}", link or "") for link in links)


def test_nothing_is_asked_of_another_host() -> None:
    page = Page(html.write(sample(), Style(blob="https://github.com/me/papers/blob/main")))
    for tag, attributes in page.tags:
        assert "src" not in attributes
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "link":
            assert attributes["href"] == "data:,"
    assert "url(" not in page.text["style"]
    assert "@import" not in page.text["style"]


def test_the_policy_names_the_page_s_own_script_and_style() -> None:
    page = Page(html.write(sample(), Style()))
    policy = next(
        attributes["content"]
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    for tag in ("script", "style"):
        digest = b64encode(sha256(page.text[tag].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in (policy or "")
    assert (policy or "").startswith("default-src 'none';")


def test_findings_stand_below_their_list_and_section() -> None:
    shown = html.write(sample(), Style())
    assert [match[1] for match in re.finditer(r"<h[23]>(.*?)</h[23]>", shown)] == [
        "lists/words.md",
        "Decoding",
        "Rules",
    ]
    assert shown.count("<article") == 5
    assert 'href="lists/words.md#L5"' in shown


def test_places_in_one_line_share_it() -> None:
    shown = html.write(sample(), Style())
    assert 'Jane Doe<mark>,</mark> John Roe<mark class="near">,</mark> Max Mustermann' in shown


def test_a_long_line_shows_what_is_near_its_places() -> None:
    source = Source("a.md", "x" * 2_000 + "ONE" + "y" * 2_000 + "TWO" + "z" * 2_000)
    one, two = source.span(2_000, 2_003), source.span(4_003, 4_006)
    finding = Finding("r", "f", Severity.ERROR, one, "m", related=(Related(two, "other"),))
    shown = html.write(Report(findings=(finding,)), Style())
    line = re.search(r"<pre>(…x.*?)</pre>", shown)
    assert line
    assert len(line[1]) < 1_000
    assert "<mark>ONE</mark>y" in line[1]
    assert 'y<mark class="near">TWO</mark>z' in line[1]


def test_charts_count_papers_by_year_and_findings_by_rule() -> None:
    shown = html.write(sample(), Style())
    assert "Papers by year: 2019: 1, 2021: 2, 2023: 1" in shown
    assert "Findings by rule: author-separator: 1, " in shown
    many = tuple(Finding(f"rule-{number}", "f", Severity.NOTE, Source("a.md", "x").whole, "m") for number in range(40))
    far = html.write(Report(findings=many, years={1936: 1, 2024: 3}), Style())
    assert "26 others" in far
    assert "1936: 1, 2024: 3" in far


def test_a_chart_of_years_says_how_many_papers_give_none() -> None:
    report = Report(counts=Counts(entries=9), years={2019: 1, 2021: 2})
    assert "Papers by year (known for 3 of 9)" in html.write(report, Style())


def test_several_lists_have_a_table_of_them_the_worst_first() -> None:
    one, two = Source("a.md", "x"), Source("b <b>.md", "yy")
    findings = (
        Finding("r", "f", Severity.NOTE, one.whole, "m"),
        Finding("r", "f", Severity.NOTE, two.span(0, 1), "m"),
        Finding("r", "f", Severity.ERROR, two.whole, "m"),
    )
    shown = html.write(Report(findings=findings), Style())
    rows = re.findall(r'<tr><td><a href="#(list-\d)">([^<]*)</a></td>(.*?)</tr>', shown)
    assert [(anchor, name, re.findall(r">(\d*)</td>", cells)) for anchor, name, cells in rows] == [
        ("list-1", "b &lt;b&gt;.md", ["1", "", "1"]),
        ("list-2", "a.md", ["", "", "1"]),
    ]
    assert re.findall(r'<section id="(list-\d)"><h2>([^<]*)', shown) == [row[:2] for row in rows]
    assert "<nav" not in html.write(sample(), Style())


def test_a_repair_marks_what_it_changes() -> None:
    source = Source("a.md", "see https://x.org/a%20(b) here\n")
    start = source.text.index("20(b)")
    fix = Fix("t", (Edit(source.span(start, start + 2), "21"),))
    shown = html.write(Report(findings=(Finding("r", "f", Severity.NOTE, source.whole, "m", fix=fix),)), Style())
    assert "<del>- see https://x.org/a%<b>20</b>(b) here</del>" in shown
    assert "<ins>+ see https://x.org/a%<b>21</b>(b) here</ins>" in shown


def test_when_all_is_well_there_is_no_filter_and_no_script() -> None:
    page = Page(html.write(clean(), Style()))
    assert not {"form", "script", "article"} & {tag for tag, _ in page.tags}
    assert Page(html.write(Report(counts=Counts()), Style()))


def test_a_large_report_stays_small_enough_for_a_browser() -> None:
    shown = html.write(large(), Style())
    assert shown.count("<article") == 2_000
    assert len(shown.encode()) < 5_000_000


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, see WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", [":root {", ':root[data-scheme="dark"] {', ':root:not([data-scheme="light"]) {'])
def test_words_stand_out_from_their_ground(theme: str) -> None:
    style = Page(html.write(clean(), Style())).text["style"]
    colours = dict(re.findall(r"--([a-z]+): (#\w{6});", style.split(theme)[1].split("}")[0]))
    pairs = [
        (word, ground) for ground in ("paper", "card") for word in ("ink", "soft", "link", "error", "warning", "note")
    ]
    for word, ground in [*pairs, ("ink", "mark"), ("ink", "near")]:
        darker, lighter = sorted((luminance(colours[word]), luminance(colours[ground])))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (word, ground)


def test_years_that_few_papers_give_are_not_drawn() -> None:
    report = Report(counts=Counts(entries=90), years={2019: 1, 2021: 2})
    assert "Papers by year" not in html.write(report, Style())
