"""A work in the forms that reference managers and search engines read from a page.

Source: Highwire Press tags as Google Scholar and Zotero read them (https://scholar.google.com/intl/en/scholar/inclusion.html),
OpenURL ContextObjects in spans (COinS, https://web.archive.org/web/20170425233400/http://ocoins.info/), schema.org.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from litlint.export.works import Work
from litlint.metadata.months import month_number
from litlint.site.cards import Card
from litlint.site.text import plain

# The genres of OpenURL's format for books, by the BibTeX type; theses have a format of their own, all other types are of
# the format for journals.
_GENRES: Final = {
    "inproceedings": "proceeding",
    "conference": "proceeding",
    "proceedings": "conference",
    "incollection": "bookitem",
    "inbook": "bookitem",
    "book": "book",
    "techreport": "report",
    "report": "report",
}
_THESES: Final = frozenset({"phdthesis", "mastersthesis", "thesis"})
# Zotero's types of items, by the BibTeX type, where no ``citation_*`` tag says what a work is.
# Source: https://www.zotero.org/support/kb/item_types_and_fields
_ITEM_TYPES: Final = {
    "book": "book",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
    "electronic": "webpage",
    "www": "webpage",
    "dataset": "dataset",
    "software": "computerProgram",
}


def highwire(card: Card) -> list[tuple[str, str]]:
    """Return the ``citation_*`` tags of a work, names and values; empty without a title."""
    work, values = card.work, card.work.values
    first, _, last = values.get("pages", "").replace("–", "-").replace("--", "-").partition("-")
    tags = [("citation_title", work.title)]
    tags += [("citation_author", person.inverted) for person in work.authors]
    tags += [("citation_editor", person.inverted) for person in work.editors]
    tags += [
        ("citation_publication_date", issued(work).replace("-", "/")),
        (_venue_tag(work), work.venue or ""),
        ("citation_volume", values.get("volume", "")),
        ("citation_issue", values.get("number", "")),
        ("citation_firstpage", first.strip()),
        ("citation_lastpage", last.strip()),
        ("citation_publisher", values.get("publisher", "")),
        ("citation_doi", values.get("doi", "")),
        ("citation_arxiv_id", _arxiv(work)),
        ("citation_pdf_url", f"https://arxiv.org/pdf/{_arxiv(work)}" if _arxiv(work) else ""),
        ("citation_public_url", card.url),
        ("citation_keywords", "; ".join(work.tags)),
        ("z:itemType", _item_type(card)),
    ]
    return [(name, shown) for name, text in tags if (shown := plain(text))] if plain(work.title) else []


def coins(card: Card) -> str:
    """Return the ContextObject of a work (ANSI/NISO Z39.88-2004), as the title of a span has it."""
    work, values = card.work, card.work.values
    form = "book" if work.kind in _GENRES else "dissertation" if work.kind in _THESES else "journal"
    is_whole = form == "dissertation" or _GENRES.get(work.kind) in ("book", "report")
    title = "rft.atitle" if not is_whole else "rft.btitle" if form == "book" else "rft.title"
    genre = _GENRES.get(work.kind) or ("preprint" if _arxiv(work) and not work.venue else "article")
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft.genre", genre if form != "dissertation" else ""),
        (title, work.title),
        ("rft.btitle" if form == "book" else "rft.jtitle", "" if is_whole else work.venue or ""),
        ("rft.date", issued(work)),
        ("rft.volume", values.get("volume", "")),
        ("rft.issue", values.get("number", "")),
        ("rft.pages", values.get("pages", "").replace("--", "-")),
        ("rft.pub", values.get("publisher", "")),
        ("rft.isbn", values.get("isbn", "")),
    ]
    if work.authors and work.authors[0].first and not work.authors[0].collective:
        pairs += [("rft.aufirst", work.authors[0].first), ("rft.aulast", work.authors[0].family)]
    pairs += [("rft.au", person.shown) for person in work.authors]
    if values.get("doi"):
        pairs.append(("rft_id", f"info:doi/{values['doi']}"))
    pairs.append(("rft_id", card.url))
    return urlencode([(name, shown) for name, text in pairs if (shown := plain(text))])


def json_ld(card: Card, page: str) -> dict[str, object]:
    """Return a work as schema.org's ScholarlyArticle; ``page`` is the address of its permalink, empty if not known."""
    work = card.work
    record: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Book" if work.kind == "book" else "ScholarlyArticle",
        "@id": page,
        "name": plain(work.title),
        "author": [
            {"@type": "Organization" if person.collective else "Person", "name": plain(person.shown)}
            for person in work.authors
        ],
        "datePublished": issued(work),
        "isPartOf": {"@type": "Periodical", "name": plain(work.venue)} if work.venue else None,
        "identifier": plain(str(work.identifier)) if work.identifier else "",
        "url": card.url,
        "sameAs": [target.url for target in (card.preprint, card.published) if target and target.url],
        "keywords": ", ".join(map(plain, work.tags)),
    }
    return {name: value for name, value in record.items() if value}


def issued(work: Work) -> str:
    """Return when a work was published, in ISO 8601 as precise as its citation is, empty if that is not known."""
    if work.year is None:
        return ""
    month = month_number(work.values.get("month", ""))
    return f"{work.year}-{month:02}" if month else str(work.year)


def _item_type(card: Card) -> str:
    """Return which of Zotero's types a work without a venue is of, empty if Zotero's guess, an article, has to do."""
    work = card.work
    if work.venue:
        return ""
    if work.kind == "misc" and work.identifier is None and not card.url.lower().endswith(".pdf"):
        return "webpage"
    return _ITEM_TYPES.get(work.kind, "preprint" if _arxiv(work) else "")


def _venue_tag(work: Work) -> str:
    if work.kind in ("inproceedings", "conference"):
        return "citation_conference_title"
    if work.kind in ("incollection", "inbook"):
        return "citation_inbook_title"
    if work.kind in _THESES:
        return "citation_dissertation_institution"
    return "citation_journal_title"


def _arxiv(work: Work) -> str:
    return work.identifier.value if work.identifier is not None and work.identifier.scheme == "arxiv" else ""
