"""The HTML page of a report in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from litlint.model.finding import Finding, Report, Severity
from litlint.model.source import Source
from litlint.report import Style, html
from tests.external.browser import DESKTOP, PHONE, Browser, browser_in
from tests.report.sample import clean, large, sample
from tests.report.test_html import HOSTILE, saying


class ReportPage(Browser):
    """A browser that shows the page of a report."""

    def show(self, report: Report, size: tuple[int, int] = DESKTOP) -> None:
        page = self.folder / "page.html"
        page.write_text(html.write(report, Style()), "utf-8")
        self.open(page.as_uri(), size)

    def shown(self) -> int:
        for _ in range(500):  # the page filters when it finds the time
            count = self.run("return document.querySelectorAll('article:not([hidden])').length")
            said = self.run("return document.querySelector('output').textContent")
            if f"{count} of " in said:
                break
        assert f"{count} of " in said
        assert isinstance(count, int)
        return count


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReportPage]:
    with browser_in(tmp_path_factory.mktemp("browser"), ReportPage) as session:
        yield session


def test_filters_by_severity_rule_and_words(browser: ReportPage) -> None:
    browser.show(sample())
    assert browser.shown() == 5
    choose = "const box = document.querySelector('form').elements.%s; box.value = '%s';"
    tell = "box.dispatchEvent(new Event('input', {bubbles: true}));"
    browser.run(choose % ("severity", "error") + tell)
    assert browser.shown() == 3
    browser.run(choose % ("rule", "missing-file") + tell)
    assert browser.shown() == 1
    browser.run(choose % ("words", "no-such-word") + tell)
    assert browser.shown() == 0
    assert browser.run("return [...document.querySelectorAll('main section')].every((section) => section.hidden)")
    browser.run("document.querySelector('button').click()")
    later = "return new Promise((done) => setTimeout(done))"
    browser.run(later)
    assert browser.shown() == 5


def test_a_row_of_the_chart_chooses_its_rule(browser: ReportPage) -> None:
    browser.show(sample())
    click = "document.querySelector('[data-choice=missing-file]').dispatchEvent(new Event('click', {bubbles: true}))"
    browser.run(click)
    assert browser.shown() == 1
    assert browser.run("return document.querySelector('form').elements.rule.value") == "missing-file"
    browser.run(click)
    assert browser.shown() == 5


def test_the_keyboard_reaches_everything(browser: ReportPage) -> None:
    browser.show(sample())
    browser.press("j")
    assert browser.run("return document.activeElement.dataset.rule") == "identity-mismatch"
    browser.press("jk")
    browser.press("j")
    assert browser.run("return document.activeElement.dataset.rule") == "author-separator"
    browser.press("/")
    assert browser.run("return document.activeElement.name") == "words"
    browser.press("notebook missing")
    assert browser.shown() == 0
    browser.press("\ue00c")
    browser.press("/ipynb missing")
    assert browser.shown() >= 1


def test_tab_visits_the_skip_link_the_filters_and_the_links(browser: ReportPage) -> None:
    browser.show(sample())
    names = []
    for _ in range(7):
        browser.press("\ue004")
        names.append(browser.run("return document.activeElement.className || document.activeElement.localName"))
    assert names == ["skip", "input", "select", "select", "button", "rule", "a"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("report", [sample(), clean(), large(100, 40)])
def test_nothing_is_wider_than_the_screen(browser: ReportPage, report: Report, size: tuple[int, int]) -> None:
    browser.show(report, size)
    wide, screen = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= screen == size[0]


def test_light_and_dark_follow_the_reader(browser: ReportPage) -> None:
    browser.show(sample())
    colours = []
    for scheme in ("light", "dark"):
        browser.prefer(scheme)
        colours.append(browser.run("return getComputedStyle(document.body).backgroundColor"))
        browser.screenshot(scheme)
    browser.prefer("")
    assert colours == ["rgb(255, 255, 255)", "rgb(18, 22, 29)"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_script_of_a_list_runs(browser: ReportPage, text: str) -> None:
    browser.show(saying(text))
    assert browser.shown() == 1
    assert browser.run("return document.querySelectorAll('img, [onerror], [onmouseover], [onfocus]').length") == 0
    assert not browser.has_alert()


def test_nothing_is_fetched_and_nothing_is_complained_of(browser: ReportPage) -> None:
    browser.post("se/log", type="browser")
    browser.show(sample())
    assert browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)") == []
    assert browser.post("se/log", type="browser") == []


def test_the_policy_stops_a_script_that_is_not_the_page_s_own(browser: ReportPage) -> None:
    browser.show(sample())
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.foreign = 1'; document.body.append(s)"
    )
    assert browser.run("return window.foreign") is None


def test_a_page_of_two_thousand_findings_filters(browser: ReportPage) -> None:
    browser.show(large())
    assert browser.shown() == 2_000
    browser.press("/")
    browser.press("number 9995 ")
    assert browser.shown() == 1


def test_lists_of_any_script_are_shown_as_they_are(browser: ReportPage) -> None:
    source = Source("列表.md", "深度学习 مرحبا שלום e\u0301")
    browser.show(Report(findings=(Finding("r", "f", Severity.ERROR, source.whole, "深度"),)))
    assert browser.run("return document.querySelector('mark').textContent") == source.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing(browser: ReportPage, size: tuple[int, int], scheme: str) -> None:
    browser.prefer(scheme)
    browser.show(sample(), size)
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    browser.screenshot(f"report-{size[0]}-{scheme}")
    found = browser.violations()
    browser.prefer("")
    assert found == []
