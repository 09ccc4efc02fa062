"""What an entry, a citation or a registry's record says of its work, in one form, so that any two can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape

from litlint import regex as re
from litlint.identifiers.identifier import find_identifiers
from litlint.matching.work_references import paper_links
from litlint.metadata.byline import read_byline
from litlint.metadata.dates import years_in
from litlint.metadata.labels import is_generic, is_label
from litlint.metadata.normalize import normalize_title
from litlint.metadata.people import Person, split_authors
from litlint.metadata.titles import short_name
from litlint.model.citation import Citation
from litlint.model.document import Entry
from litlint.model.facts import Paper
from litlint.model.source import Span
from litlint.values import value

_CODE_SCHEMES = ("github", "gitlab", "huggingface")
# Targets, addresses and tags: they are not what an entry says of its work. A tag begins with a letter, or closes or
# comments; other angle brackets are only brackets: `<[A Study of Ants](U)>`.
_URL = re.compile(r"\]\([^()\s]*+\)|https?://[^\s<>()\"'|]++|<[A-Za-z/!?][^<>\n]{0,400}>")
# A part of a title in Latin letters beside one in another script: `晨露的重量（The Weight of Morning Dew）`.
_LATIN_PART = re.compile(r"[A-Za-z][\x20-\x7e\u00c0-\u024f’]{7,}")
_LEAST_LATIN_WORDS = 3
_LONGEST_NAME_WORDS = 2


@value
class Description:
    """What is said of one work.

    ``titles`` are the titles that it goes by, the one to show first; ``names`` its short names, normalised; ``code`` are
    its code repositories, models and data sets; ``text`` is every word that a reader sees, normalised between spaces.
    ``cut_short`` says that there are more authors than ``people``.
    """

    titles: tuple[str, ...]
    names: frozenset[str] = frozenset()
    people: tuple[Person, ...] = ()
    cut_short: bool = False
    code: frozenset[str] = frozenset()
    venue: str | None = None
    year: int | None = None
    text: str = ""

    @property
    def title(self) -> str:
        """The title to show."""
        return self.titles[0] if self.titles else ""

    def mentions(self, words: str) -> bool:
        """Say whether normalised words are part of all that is said."""
        return bool(words) and f" {words} " in self.text


def describe_entry(entry: Entry) -> Description:
    """Return what an entry says of its work: its title, name, authors, code, venue and year, and all its words."""
    title, name = entry.title.value, entry.name.value if entry.name else ""
    linked = [link.text for link in paper_links(entry) if not _is_no_title(link.text)]
    byline = read_byline(entry.authors.value) if entry.authors else None
    people = [person for each in byline.names for person in split_authors(each)] if byline and byline.is_certain else []
    identifiers = (link.identifier for link in entry.links if not link.is_image)
    code = {one.canonical_work for one in identifiers if one is not None and one.scheme in _CODE_SCHEMES}
    return Description(
        titles=_distinct([title, *([f"{name}: {title}"] if name else []), *linked, *latin_parts(title)]),
        names=_names([title, *linked], name),
        people=tuple(people),
        cut_short=byline is None or byline.cut_short,
        code=frozenset(code),
        venue=entry.venue.value if entry.venue else None,
        year=entry.year.value if entry.year else None,
        text=_text_of(entry.span),
    )


def describe_citation(citation: Citation) -> Description:
    """Return what a BibTeX entry says of its work."""
    title = citation.title.value if citation.title else ""
    author = citation.get("author")
    people = split_authors(author.raw) if author else []
    venue = citation.get("journal", "journaltitle", "booktitle")
    years = years_in(citation.year.value) if citation.year else []
    return Description(
        titles=_distinct([title, *latin_parts(title)]),
        names=_names([title], ""),
        people=tuple(people),
        cut_short=author is None or _is_cut_short(author.value),
        venue=venue.value if venue else None,
        year=years[0] if len(years) == 1 else None,
        text=f" {normalize_title(title)} ",
    )


def describe_paper(paper: Paper) -> Description:
    """Return what a registry says of a paper: its title, its former titles, its authors, where and when it came out."""
    people = [person for author in paper.authors for person in split_authors(author)]
    return Description(
        titles=_distinct([paper.title, *paper.former_titles]),
        names=_names([paper.title, *paper.former_titles], ""),
        people=tuple(people),
        venue=paper.venue,
        year=int(paper.published[:4]) if paper.published else None,
        text=f" {normalize_title(' '.join((paper.title, *paper.former_titles)))} ",
    )


def shown_title(paper: Paper) -> str:
    """Return a registry's title for a message: HTML entities, which some registries leave in, decoded."""
    return unescape(paper.title)


def latin_parts(title: str) -> list[str]:
    """Return the longest part of a title that is in Latin letters, where another part is in another script."""
    if all(character < "\u0370" or not character.isalpha() for character in title):
        return []
    parts = [part.strip(" -:,.()") for part in _LATIN_PART.findall(title)]
    long = [part for part in parts if len(part.split()) >= _LEAST_LATIN_WORDS]
    return [max(long, key=len)] if long else []


def _is_no_title(text: str) -> bool:
    """Say whether a link's text is a label, an address or an identifier: `PDF`, `https://doi.org/…`, `arXiv:2001.01234`."""
    return is_label(text) or is_generic(text) or bool(find_identifiers(text)) or not any(map(str.isalpha, text))


def _is_cut_short(authors: str) -> bool:
    # A list of authors that ends in `et al.` or `and others`.
    return re.search(r"\b(?:others|et\.?\s+al)\b\W*\Z", authors.strip()[-20:], re.IGNORECASE) is not None


def _distinct(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(title.split()) for title in titles if title.strip()))


def _names(titles: Iterable[str], name: str) -> frozenset[str]:
    """Return short names: in brackets, before a colon, or a title that is no more than a name."""
    found = {normalize_title(name)}
    for title in titles:
        plain = normalize_title(title)
        found.add(normalize_title(short_name(title) or ""))
        if len(plain.split()) <= _LONGEST_NAME_WORDS:
            found.add(plain)
    return frozenset(found - {""})


def _text_of(span: Span) -> str:
    """Return the words of the lines that a place lies in, without URLs and tags."""
    text = span.source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return f" {normalize_title(_URL.sub(' ', text[start : end if end >= 0 else len(text)]))} "
