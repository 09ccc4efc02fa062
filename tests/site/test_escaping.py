"""Whatever a work says, its pages have the tags of any other work's, and its files are what they claim to be."""

from __future__ import annotations

import json
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qsl

from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from litlint.export.works import Listed, Work
from litlint.metadata.people import Person
from litlint.site.build import Site, load_templates, site_files
from litlint.site.cards import Card, Proof, Target
from litlint.site.text import plain, web_url

MARKS = [
    "</script>",
    "<!--",
    "]]>",
    '"',
    "'",
    "&amp;",
    "{{ 7 }}",
    "{% if %}",
    "\u2028",
    "\u202e",
    "\x00",
    "\ud800",
    "<b onclick=x>",
]
TEXT = st.lists(st.sampled_from(MARKS) | st.text(max_size=8), min_size=1, max_size=6).map(" ".join).filter(plain)


class Tags(HTMLParser):
    """The tags of a page with the names of their attributes, and its scripts."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.data: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "script" and data.strip():
            self.data.append(data)


def files_of(text: str) -> dict[str, bytes]:
    """Return the files of a site of one work of which everything that a list or a registry may say is a text."""
    work = Work(
        key="doe", kind="article", fields={"title": "{A}"}, title=text,
        authors=(Person(text, "", text),), year=2020, venue=text, url="https://a.org/" + text, code="https://b.org",
        tags=(text,), listed=(Listed("README.md", 1, text),), values={"doi": text, "pages": "1--2", "publisher": text},
    )  # fmt: skip
    record = Target(text, web_url("https://c.org/" + text), text)
    card = Card(
        "a", work, ((text, text),), (Proof(text, record, date(2020, 1, 1)),), True, record, record, record, record, text
    )
    return dict(site_files(Site(plain(text), [card], date(2020, 1, 1), "https://example.org"), load_templates()))


HARMLESS = files_of("harmless")


@settings(max_examples=60)
@given(TEXT)
def test_no_tag_comes_from_a_text(text: str) -> None:
    files = files_of(text)
    for name in ("index.html", "entry/a.html"):
        page = Tags(files[name])
        assert page.found == Tags(HARMLESS[name]).found
        assert [json.loads(data) for data in page.data]
    for name in ("works.js", "citations.js"):
        script = files[name].decode("ascii")
        assert "<" not in script
        assert json.loads(script[script.index("= ") + 2 : -2])
    for name in ("feed.xml", "sitemap.xml"):
        ElementTree.fromstring(files[name])
    cited = json.loads(files["citations.js"].decode().partition("= ")[2][:-2])["a"][1]
    assert dict(parse_qsl(cited))["rft.atitle"] == plain(text)
