"""Which paper a page says it presents, by what publishers put into its head for search engines.

Sources: Google Scholar's inclusion guidelines for the ``citation_`` tags; Dublin Core's terms in HTML (RFC 2731);
schema.org's ScholarlyArticle; the Open Graph protocol for ``og:title``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

from litlint import regex as re
from litlint.identifiers.identifier import Identifier, from_doi, from_eprint, identify
from litlint.lookup.json_access import as_mapping, as_mappings, text

# Characters of a page that are read: what a publisher says of a paper is in its head, or not far after it.
_BEGINNING: Final = 200_000
# Year, month and day as pages give them.
_DATE: Final = re.compile(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?")
# What Dublin Core calls the fields of the ``citation_`` tags.
_DUBLIN_CORE: Final = {"title": "title", "creator": "author", "identifier": "doi", "date": "date"}
# What sites put after a title to name themselves: ` | OpenReview`, ` - USENIX`.
_SITE: Final = re.compile(r"\s[|–—-]\s[^|–—-]{1,40}\Z")
_ARTICLE: Final = "ScholarlyArticle"
# A tree of JSON-LD is searched no deeper than this.
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class PagePaper:
    """A paper as its page describes it; ``identifier`` is its DOI or arXiv id, None if the page gives none."""

    title: str
    authors: tuple[str, ...] = ()
    identifier: Identifier | None = None
    published: str | None = None
    venue: str | None = None


def paper_of_page(page: str, url: str) -> PagePaper | None:
    """Return the paper that a page presents; None if it names none, or several, as the page of a volume does.

    ``og:title`` counts only on a page whose URL names a work, for every blog has one.
    """
    reader = _Tags()
    # HTMLParser asserts that a declaration is well formed; where it is not, what was read before it counts.
    with suppress(AssertionError):
        reader.feed(page[:_BEGINNING])
    named = identify(url)
    return reader.paper(may_guess=named is not None and named.is_work)


class _Tags(HTMLParser):
    """Collects what the head of a page says; the fields go by their ``citation_`` names."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, list[str]] = {}
        self.core: dict[str, list[str]] = {}
        self.shared = ""
        self._linked: list[str] | None = None
        self._articles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it says."""
        given = dict(attrs)
        if tag == "script":
            self._linked = [] if (given.get("type") or "").strip().lower() == "application/ld+json" else None
        if tag != "meta":
            return
        name = (given.get("name") or given.get("property") or "").lower()
        content = " ".join((given.get("content") or "").split())
        family, _, field = name.partition("_") if name.startswith("citation_") else name.partition(".")
        if not content:
            return
        if family == "citation":
            self.found.setdefault(field, []).append(content)
        elif family in ("dc", "dcterms") and field in _DUBLIN_CORE:
            self.core.setdefault(_DUBLIN_CORE[field], []).append(content)
        elif name == "og:title" and not self.shared:
            self.shared = content

    def handle_data(self, data: str) -> None:
        """Keep the text of a script of linked data."""
        if self._linked is not None:
            self._linked.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Take a script of linked data whole."""
        if tag == "script" and self._linked is not None:
            self._articles.append("".join(self._linked))
            self._linked = None

    def paper(self, *, may_guess: bool) -> PagePaper | None:
        """Return what is said together, by the most telling of the vocabularies that name a title."""
        articles = list(_articles(self._articles))
        for fields in (self.found, *articles[:1], self.core):
            titles = set(fields.get("title", ()))
            if titles:
                # Several titles are those of a list of papers.
                return _paper(fields) if len(titles) == 1 and len(articles) < 2 else None
        title = _SITE.sub("", self.shared) if may_guess else ""
        return PagePaper(title) if title else None


def _paper(fields: dict[str, list[str]]) -> PagePaper:
    def first(*names: str) -> str:
        return next((fields[name][0] for name in names if name in fields), "")

    dois = (from_doi(doi) for doi in fields.get("doi", ()))
    identifier = next((doi for doi in dois if doi is not None), None) or from_eprint(first("arxiv_id"), "arXiv")
    date = _DATE.match(first("publication_date", "date", "online_date", "year"))
    day = "-".join(part.zfill(2) for part in date.groups() if part) if date else None
    venue = first("conference_title", "journal_title", "inbook_title", "conference") or None
    return PagePaper(first("title"), tuple(map(_in_order, _authors(fields))), identifier, day, venue)


def _authors(fields: dict[str, list[str]]) -> list[str]:
    """Return the authors, one each; some sites put all of them into one tag, with semicolons."""
    stated = fields.get("author") or fields.get("authors", [])
    return [name.strip() for one in stated for name in one.split(";") if name.strip()]


def _in_order(name: str) -> str:
    """Return a name given name first: ``Doe, Jane`` is ``Jane Doe``."""
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else name


def _articles(scripts: list[str]) -> Iterator[dict[str, list[str]]]:
    """Yield the articles that linked data describes, in the words of the ``citation_`` tags."""
    for script in scripts:
        try:
            tree = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(tree, _DEEPEST):
            kinds = node.get("@type")
            if _ARTICLE not in (kinds if isinstance(kinds, list) else [kinds]):
                continue
            people = node.get("author") if isinstance(node.get("author"), list) else [node.get("author")]
            found = {
                "title": [text(node.get("headline")) or text(node.get("name"))],
                "author": [text(person.get("name")) for person in as_mappings(people)],
                "doi": [text(node.get(name)) for name in ("sameAs", "@id", "identifier", "url")],
                "date": [text(node.get("datePublished"))],
                "journal_title": [text(as_mapping(node.get("isPartOf")).get("name"))],
            }
            stated = {name: [value for value in values if value] for name, values in found.items()}
            yield {name: values for name, values in stated.items() if values}


def _nodes(tree: object, depth: int) -> Iterator[dict[str, object]]:
    """Yield the objects of a tree of linked data that may be the page's subject: its items and those of its graph."""
    if depth == 0:
        return
    if isinstance(tree, list):
        for one in tree:
            yield from _nodes(one, depth - 1)
    elif isinstance(tree, dict):
        yield tree
        for name in ("@graph", "mainEntity"):
            yield from _nodes(tree.get(name), depth - 1)
