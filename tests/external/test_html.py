"""The HTML page in a real browser, headless Chromium driven over the WebDriver protocol (w3.org/TR/webdriver2).

Needs Debian's packages chromium and chromium-driver.
"""

from __future__ import annotations

import re
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from litlint.model.finding import Finding, Report, Severity
from litlint.model.source import Source
from litlint.report import Style, html
from tests.report.sample import clean, large, sample
from tests.report.test_html import HOSTILE, saying

# Chromium as root in a closed network: no sandbox, no calls home.
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
DESKTOP, PHONE = (1100, 900), (360, 740)


class Browser:
    """A WebDriver session."""

    def __init__(self, server: str, profile: Path) -> None:
        options = {"args": [*FLAGS, f"--user-data-dir={profile}"], "binary": "/usr/bin/chromium"}
        wish = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = requests.post(f"{server}/session", json={"capabilities": {"alwaysMatch": wish}}, timeout=60).json()
        self.session = f"{server}/session/{answer['value']['sessionId']}"
        self.folder = profile.parent

    def post(self, command: str, **body: Any) -> Any:
        answer = requests.post(f"{self.session}/{command}", json=body, timeout=60).json()["value"]
        assert not (isinstance(answer, dict) and "error" in answer), answer
        return answer

    def get(self, command: str) -> Any:
        return requests.get(f"{self.session}/{command}", timeout=60).json()["value"]

    def show(self, report: Report, size: tuple[int, int] = DESKTOP) -> None:
        page = self.folder / "page.html"
        page.write_text(html.write(report, Style()), "utf-8")
        width, height = size
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=size == PHONE
        )
        self.post("url", url=page.as_uri())

    def cdp(self, name: str, **parameters: Any) -> Any:
        return self.post("goog/cdp/execute", cmd=name, params=parameters)

    def run(self, script: str) -> Any:
        return self.post("execute/sync", script=script, args=[])

    def press(self, keys: str) -> None:
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.post("actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def shown(self) -> int:
        for _ in range(500):  # the page filters when it finds the time
            count = self.run("return document.querySelectorAll('article:not([hidden])').length")
            said = self.run("return document.querySelector('output').textContent")
            if f"{count} of " in said:
                break
        assert f"{count} of " in said
        assert isinstance(count, int)
        return count

    def screenshot(self, name: str) -> None:
        (self.folder / f"{name}.png").write_bytes(b64decode(self.get("screenshot")))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("browser")
    with subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True) as driver:
        assert driver.stdout
        try:
            port = next(match[1] for line in driver.stdout if (match := re.search(r"successfully on port (\d+)", line)))
            session = Browser(f"http://127.0.0.1:{port}", folder / "profile")
            yield session
            requests.delete(session.session, timeout=60)
        finally:
            driver.terminate()


def test_filters_by_severity_rule_and_words(browser: Browser) -> None:
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


def test_a_row_of_the_chart_chooses_its_rule(browser: Browser) -> None:
    browser.show(sample())
    click = "document.querySelector('[data-choice=missing-file]').dispatchEvent(new Event('click', {bubbles: true}))"
    browser.run(click)
    assert browser.shown() == 1
    assert browser.run("return document.querySelector('form').elements.rule.value") == "missing-file"
    browser.run(click)
    assert browser.shown() == 5


def test_the_keyboard_reaches_everything(browser: Browser) -> None:
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


def test_tab_visits_the_skip_link_the_filters_and_the_links(browser: Browser) -> None:
    browser.show(sample())
    names = []
    for _ in range(7):
        browser.press("\ue004")
        names.append(browser.run("return document.activeElement.className || document.activeElement.localName"))
    assert names == ["skip", "input", "select", "select", "button", "rule", "a"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("report", [sample(), clean(), large(100, 40)])
def test_nothing_is_wider_than_the_screen(browser: Browser, report: Report, size: tuple[int, int]) -> None:
    browser.show(report, size)
    wide, screen = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= screen == size[0]


def test_light_and_dark_follow_the_reader(browser: Browser) -> None:
    browser.show(sample())
    colours = []
    for scheme in ("light", "dark"):
        browser.cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        colours.append(browser.run("return getComputedStyle(document.body).backgroundColor"))
        browser.screenshot(scheme)
    browser.cdp("Emulation.setEmulatedMedia", features=[])
    assert colours == ["rgb(255, 255, 255)", "rgb(18, 22, 29)"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_script_of_a_list_runs(browser: Browser, text: str) -> None:
    browser.show(saying(text))
    assert browser.shown() == 1
    assert browser.run("return document.querySelectorAll('img, [onerror], [onmouseover], [onfocus]').length") == 0
    assert requests.get(f"{browser.session}/alert/text", timeout=60).json()["value"]["error"] == "no such alert"


def test_nothing_is_fetched_and_nothing_is_complained_of(browser: Browser) -> None:
    browser.post("se/log", type="browser")
    browser.show(sample())
    assert browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)") == []
    assert browser.post("se/log", type="browser") == []


def test_the_policy_stops_a_script_that_is_not_the_page_s_own(browser: Browser) -> None:
    browser.show(sample())
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.foreign = 1'; document.body.append(s)"
    )
    assert browser.run("return window.foreign") is None


def test_a_page_of_two_thousand_findings_filters(browser: Browser) -> None:
    browser.show(large())
    assert browser.shown() == 2_000
    browser.press("/")
    browser.press("number 9995 ")
    assert browser.shown() == 1


def test_lists_of_any_script_are_shown_as_they_are(browser: Browser) -> None:
    source = Source("列表.md", "深度学习 مرحبا שלום e\u0301")
    browser.show(Report(findings=(Finding("r", "f", Severity.ERROR, source.whole, "深度"),)))
    assert browser.run("return document.querySelector('mark').textContent") == source.text
