"""The website of a list in a real browser, opened from the disk: what readers do, what hostile lists try, what axe says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.external.browser import DESKTOP, PHONE, Browser, browser_in
from tests.site.sample import HOSTILE, make_site, write_list

TITLES = "return [...document.querySelectorAll('.title')].map((link) => link.textContent)"


class SitePage(Browser):
    """A browser that shows sites."""

    site: Path
    hostile: Path

    def show(self, page: str = "index.html", size: tuple[int, int] = DESKTOP, of: Path | None = None) -> None:
        self.post("url", url="about:blank")  # a change of the fragment alone would load nothing
        self.open((of or self.site).joinpath(page.partition("#")[0]).as_uri() + "".join(page.partition("#")[1:]), size)

    def titles(self) -> list[str]:
        found = self.run(TITLES)
        assert isinstance(found, list)
        return found

    def choose(self, name: str, value: str) -> None:
        self.run(
            f"const field = document.querySelector('form').elements.{name}; "
            f"if (field.type === 'checkbox') field.checked = true; else field.value = {value!r}; "
            "field.dispatchEvent(new Event('input', {bubbles: true}))"
        )


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SitePage]:
    folder = tmp_path_factory.mktemp("sites")
    with pytest.MonkeyPatch.context() as patch:
        for name, text in (("good", None), ("hostile", HOSTILE)):
            write_list(folder / name, *([text] if text else []))
            patch.chdir(folder / name)
            make_site(folder / name)
    with browser_in(folder, SitePage) as session:
        session.site, session.hostile = folder / "good/public", folder / "hostile/public"
        yield session


def test_words_are_searched_without_case_and_accents(browser: SitePage) -> None:
    browser.show()
    assert len(browser.titles()) == 3
    browser.press("/manet GARDEN")
    assert browser.titles() == ["A Small Study of Gardens"]
    browser.press("\ue00c")
    assert len(browser.titles()) == 3


def test_filters_narrow_and_stay_in_the_address(browser: SitePage) -> None:
    browser.show()
    browser.choose("year", "2023")
    assert browser.titles() == ["Roses and How They Grow in Towns"]
    address = browser.get("url")
    assert address.endswith("#year=2023")
    browser.show("index.html#sort=title&code=1")
    assert browser.titles() == ["A Small Study of Gardens"]
    assert browser.run("return document.querySelector('output').textContent") == "1 of 3 works"
    browser.show("index.html#proved=1&section=Decay")
    assert browser.titles() == []
    browser.run("document.querySelector('[type=reset]').click()")
    browser.run("return new Promise((done) => setTimeout(done, 0))")
    assert len(browser.titles()) == 3


def test_sorting_by_title_and_year(browser: SitePage) -> None:
    browser.show("index.html#sort=title")
    titles = browser.titles()
    assert titles == sorted(titles)
    browser.show("index.html#sort=year")
    assert browser.titles()[0] == "Roses and How They Grow in Towns"


def test_bibtex_is_copied_of_one_and_of_the_selection(browser: SitePage) -> None:
    browser.show()
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    browser.press("jc")
    assert browser.run("return window.copied").startswith("@misc{")
    browser.press("xjx")
    assert browser.run("return document.querySelector('#selection').textContent.includes('2 selected')")
    browser.run("document.querySelector('[data-copy-selection]').click()")
    assert browser.run("return window.copied").count("@") == 2
    browser.run("document.querySelector('[data-clear-selection]').click()")
    assert browser.run("return document.querySelector('#selection').hidden")


def test_the_permalink_leads_to_the_page_of_the_work_and_back(browser: SitePage) -> None:
    browser.show()
    browser.run("document.querySelector('.tools > a').click()")
    assert browser.get("url").endswith("/entry/arxiv-2001.01234.html")
    assert browser.run("return document.querySelector('h1').textContent") == "A Small Study of Gardens"
    browser.run("document.querySelector('header a').click()")
    assert browser.get("url").endswith("/index.html")


def test_zotero_finds_each_work(browser: SitePage) -> None:
    """The selectors are those of the translators COinS.js and Embedded Metadata.js (github.com/zotero/translators)."""
    browser.show()
    browser.choose("sort", "title")  # rows that the script has made
    assert browser.run("return document.querySelectorAll('span.Z3988[title]').length") == 3
    browser.show("entry/arxiv-2001.01234.html")
    read = "return [...document.querySelectorAll('html>head>meta[name$=\"%s\"]')].map((tag) => tag.content)"
    assert browser.run(read % "citation_title") == ["A Small Study of Gardens"]
    assert browser.run(read % "citation_author") == ["Doe, Jane", "Manet, Édouard"]


def test_light_and_dark_follow_the_reader_and_the_switch(browser: SitePage) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    colours = []
    for scheme in ("light", "dark"):
        browser.prefer(scheme)
        for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
            browser.show(size=size)
            browser.screenshot(f"site-{name}-{scheme}")
        colours.append(browser.run(ground))
    assert len(set(colours)) == 2
    browser.run("document.querySelector('#scheme').click()")
    assert browser.run(ground) == colours[0]
    browser.show("entry/arxiv-2001.01234.html")
    assert browser.run(ground) == colours[0]
    browser.run("localStorage.clear()")
    browser.prefer("")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("page", ["index.html", "entry/arxiv-2001.01234.html"])
def test_nothing_is_wider_than_the_screen(browser: SitePage, page: str, size: tuple[int, int]) -> None:
    for site in (browser.site, browser.hostile):
        browser.show(page if site == browser.site else "index.html", size, site)
        wide, screen = browser.run("return [document.documentElement.scrollWidth, innerWidth]")
        assert wide <= screen == size[0]


def test_no_other_host_is_asked_and_nothing_is_complained_of(browser: SitePage) -> None:
    browser.post("se/log", type="browser")
    for page in ("index.html", "entry/arxiv-2001.01234.html"):
        browser.show(page)
        names = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        assert all(name.startswith("file://") for name in names)
    assert browser.post("se/log", type="browser") == []


def test_nothing_of_a_hostile_list_runs(browser: SitePage) -> None:
    pages = [page.relative_to(browser.hostile).as_posix() for page in browser.hostile.rglob("*.html")]
    assert len(pages) > 4
    browser.post("se/log", type="browser")
    for page in (*pages, "index.html#sort=title"):
        browser.show(page, of=browser.hostile)
        for details in ("details", "a:not([href^='http']):not([href*='.'])"):
            browser.run(f"for (const one of document.querySelectorAll({details!r})) one.click()")
        assert not browser.has_alert()
        assert browser.run("return document.querySelectorAll('img, iframe, object, [onerror], [onclick]').length") == 0
        schemes = browser.run("return [...document.links].map((link) => link.protocol)")
        assert set(schemes) <= {"http:", "https:", "mailto:", "file:"}
    assert browser.post("se/log", type="browser") == []


def test_the_policy_stops_scripts_that_are_not_the_site_s(browser: SitePage) -> None:
    browser.show()
    browser.run(
        "const s = document.createElement('script'); s.textContent = 'window.foreign = 1'; document.body.append(s)"
    )
    assert browser.run("return window.foreign") is None
    browser.run("document.body.insertAdjacentHTML('beforeend', '<a onclick=\"window.foreign = 2\" id=bad>x</a>')")
    browser.run("document.getElementById('bad').click()")
    assert browser.run("return window.foreign") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("page", ["index.html", "entry/arxiv-2001.01234.html"])
def test_axe_finds_nothing(browser: SitePage, page: str, size: tuple[int, int], scheme: str) -> None:
    browser.prefer(scheme)
    browser.show(page, size)
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    found = browser.violations()
    browser.prefer("")
    assert found == []
