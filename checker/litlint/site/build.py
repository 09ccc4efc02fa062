"""The files of the website: pages from templates, data for the search, and the list for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from litlint import export
from litlint.errors import LitlintError
from litlint.identifiers.urls import hide_passwords
from litlint.site import atom, metadata
from litlint.site.cards import Card
from litlint.site.text import folded, plain, plain_lines

if TYPE_CHECKING:
    from jinja2 import Environment

FIRST: Final = 40
"""So many works are in the first page itself: a screen is full before any script has run."""
# Entries of the feed: a reader that asks once a week misses none, and the file stays small.
_FED: Final = 50
_EXPORTS: Final = {"bibtex": "list.bib", "json": "list.json", "csl-json": "list.csl.json", "csv": "list.csv"}
_ASSETS: Final = ("site.css", "site.js", "scheme.js")
_THEME: Final = ("litlint.report.layout", "theme.css")
# Nothing but the site's own style and scripts, which are files beside the page; no host is asked for anything.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True)
class Site:
    """What a site is made of. ``address`` is where it will be, without a slash at its end; empty if that is not known.

    ``updated`` is the day of the newest commit, or today; ``theme`` a style sheet to use in place of litlint's own.
    """

    title: str
    cards: Sequence[Card]
    updated: date
    address: str = ""
    theme: bytes | None = None
    source: str = ""

    def page_of(self, card: Card) -> str:
        """Return the address of a work's own page."""
        return f"{self.address}/entry/{card.id}.html" if self.address else ""


def site_files(site: Site, templates: Environment) -> Iterator[tuple[str, bytes]]:
    """Yield each file with its path. The page that leads to the others is the last."""
    folder = files("litlint.site").joinpath("assets")
    yield from ((name, folder.joinpath(name).read_bytes()) for name in _ASSETS)
    yield "theme.css", site.theme or files(_THEME[0]).joinpath(_THEME[1]).read_bytes()
    works = [card.work for card in site.cards]
    for form, name in _EXPORTS.items():
        yield name, _bytes(hide_passwords(export.load(form)(works)))
    bibtex = {card.id: plain_lines(export.load("bibtex")([card.work])) for card in site.cards}
    coins = {card.id: metadata.coins(card) for card in site.cards}
    page = templates.get_template("entry.html")
    for card in site.cards:
        tags, data = metadata.highwire(card), metadata.json_ld(card, site.page_of(card))
        known = {"bibtex": bibtex[card.id], "coins": coins[card.id], "tags": tags, "data": data}
        yield f"entry/{card.id}.html", _bytes(page.render(site=site, card=card, up="../", **known))
    yield "feed.xml", _bytes(_feed(site))
    if site.address:
        yield "sitemap.xml", _bytes(_sitemap(site))
    macro = templates.get_template("card.html").module
    snippets = [str(macro.card(card, "")) for card in site.cards]  # type: ignore[attr-defined] # a template's macro
    sections = list(dict.fromkeys(section for card in site.cards for section in card.sections))
    yield "works.js", _bytes(_assignment("litlintWorks", _search_data(site, snippets, sections)))
    cited = {card.id: [bibtex[card.id], coins[card.id]] for card in site.cards}
    yield "citations.js", _bytes(_assignment("litlintCitations", cited))
    yield "index.html", _bytes(_index(site, templates, snippets[:FIRST], sections, coins))


def _index(
    site: Site,
    templates: Environment,
    snippets: Sequence[str],
    sections: Sequence[tuple[str, ...]],
    coins: Mapping[str, str],
) -> str:
    """Return the page with the search; ``snippets`` are the HTML of its first works, ``coins`` go by the ids of works."""
    first = site.cards[: len(snippets)]
    return templates.get_template("index.html").render(
        site=site,
        up="",
        first=list(zip(first, snippets, _section_starts(first), strict=True)),
        coins=coins,
        sections=sections,
        facets=_facets(site.cards),
        proved=sum(card.is_proved for card in site.cards),
        with_code=sum(card.code is not None for card in site.cards),
        dated=any(card.added for card in site.cards),
        data={
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "name": site.title,
            "url": f"{site.address}/" if site.address else None,
            "numberOfItems": len(site.cards),
        },
    )


def load_templates() -> Environment:
    """Return the templates of the pages, in which every value is escaped.

    Raises:
        LitlintError: Jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError as error:
        raise LitlintError("litlint site needs Jinja2", command="pip install 'litlint[site]'") from error
    templates = Environment(
        loader=PackageLoader("litlint.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {"plain": plain}
    templates.globals |= {"policy": POLICY}
    return templates


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _assignment(name: str, value: object) -> str:
    """Return a script that sets a variable of the page, in ASCII, so that no character ends a line or a script element."""
    text = json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
    return f'"use strict";\nwindow.{name} = {text};\n'


def _search_data(site: Site, snippets: Sequence[str], sections: Sequence[tuple[str, ...]]) -> dict[str, object]:
    """Return what the page's script searches: for each work its id, HTML, words, year, venue, tags, sections and marks."""
    at = {section: number for number, section in enumerate(sections)}
    return {
        "sections": [" › ".join(section) for section in sections],
        "works": [
            {
                "id": card.id,
                "html": snippet,
                "title": folded(card.work.title),
                "words": folded(" ".join(_words(card))),
                "year": card.work.year or 0,
                "venue": card.venue,
                "tags": [plain(tag) for tag in card.work.tags],
                "sections": [at[section] for section in card.sections],
                "code": card.code is not None,
                "proved": card.is_proved,
                "added": card.added.isoformat() if card.added else "",
            }
            for card, snippet in zip(site.cards, snippets, strict=True)
        ],
    }


def _words(card: Card) -> Iterator[str]:
    work = card.work
    yield work.title
    yield from (person.shown for person in (*work.authors, *work.editors))
    yield from (work.venue or "", str(work.year or ""), *work.tags, str(work.identifier or ""))


def _section_starts(cards: Sequence[Card]) -> list[str]:
    """Return, for each work, the heading that goes before it where the section above is another, else nothing."""
    shown = [" › ".join(card.sections[0]) if card.sections else "" for card in cards]
    return [title if title != before else "" for title, before in zip(shown, ["", *shown], strict=False)]


def _facets(cards: Sequence[Card]) -> Mapping[str, list[tuple[str, int]]]:
    """Return what can be chosen, with how many works have it: years from the latest, the rest from the most frequent."""
    years = Counter(str(card.work.year) for card in cards if card.work.year)
    venues = Counter(card.venue for card in cards if card.venue)
    tags = Counter(tag for card in cards for tag in {plain(tag) for tag in card.work.tags} if tag)
    by_count = {name: sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) for name, counts in
                (("venue", venues), ("tag", tags))}  # fmt: skip
    return {"year": sorted(years.items(), reverse=True), **by_count}


def _feed(site: Site) -> str:
    newest = sorted((card for card in site.cards if card.added), key=lambda card: str(card.added), reverse=True)[:_FED]
    name = (
        site.address or f"tag:litlint.github.io,2024:{sha256(site.title.encode('utf-8', 'replace')).hexdigest()[:16]}"
    )
    items = [
        atom.Item(
            id=site.page_of(card) or f"{name}/{card.id}",
            title=card.work.title,
            day=card.added or site.updated,
            url=site.page_of(card) or card.url,
            summary=" · ".join(
                part for part in (" › ".join(card.sections[0]), card.venue, str(card.work.year or "")) if part
            ),
            authors=tuple(plain(person.shown) for person in card.work.authors),
        )
        for card in newest
    ]
    updated = items[0].day if items else site.updated
    itself = f"{site.address}/feed.xml" if site.address else ""
    return atom.write(site.title, f"{name}/feed.xml", updated, items, itself=itself, home=site.address)


def _sitemap(site: Site) -> str:
    pages = [f"{site.address}/", *map(site.page_of, site.cards)]
    rows = "".join(f"  <url><loc>{escape(page)}</loc></url>\n" for page in pages)
    start = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{start}{rows}</urlset>\n"
