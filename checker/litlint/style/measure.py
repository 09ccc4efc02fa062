"""What the entries of a list do alike, measured on their text: labels, parts, separators, forms of links, order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from litlint import regex as re
from litlint.identifiers.implied_venue import month_of, year_of
from litlint.metadata.dates import Date, is_possible, read_date
from litlint.metadata.labels import is_generic, is_label, role_of
from litlint.model.document import Document, Entry
from litlint.model.list_style import MIN_SAMPLES, Convention, Form
from litlint.model.nodes import Link
from litlint.model.source import Span
from litlint.values import remembered


def commonest(values: Iterable[str]) -> Convention | None:
    """Return what most of some values are, the first of equals; None if there are none."""
    counts = Counter(values)
    best = next(iter(counts.most_common(1)), None)
    return Convention(best[0], best[1], counts.total()) if best else None


# Characters between a venue and its year up to which the two are one part, such as `ICML 2023` and `ICML'23`.
_YEAR_BEHIND = 4


class Separator(NamedTuple):
    """Where two parts of an entry meet: which, as ``title-venue``, what separates them, where, and the place after it."""

    name: str
    separator: str
    place: Span
    after: Span


# Markup and quotes, which are measured on their own.
_MARKS = re.compile(r"[*_`\"“”]")
# A line's end with its indent: how entries are wrapped says nothing of what separates their parts.
_LINE_END = re.compile(r"(?<![ \t])[ \t]*+\r?\n[ \t>]*+")
# Several blanks or a tab, which are shown as one.
_BLANKS = re.compile(r"[ \t]{2,}|\t")
_OPENING, _CLOSING = "[(【（", "])】）"
# A label at the start of a line: one to four words and a colon.
_LINE_LABEL = re.compile(
    r"^[ \t>]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?P<label>[^\W\d_][^\W_]*(?:[ -][^\W_]+){0,3})(?:\*\*|__)?[ \t]?[:：]",
    re.MULTILINE,
)


def form_of(entry: Entry) -> Form:
    """Return the form of an entry: lines below a heading or a bold title, an item of a list, or a row of a table."""
    return "item" if entry.kind.is_item else "row" if entry.kind.is_row else "block"


@remembered
def title_link(entry: Entry) -> Link | None:
    """Return the link that the title is the text of, if it leads to a page or a file."""
    title = entry.title.span
    for link in entry.links:
        leads = not link.is_image and link.url and not link.url.startswith("#")
        if leads and link.span.start <= title.start < link.text_span.end:
            return link
    return None


@remembered
def labelled_links(entry: Entry) -> tuple[Link, ...]:
    """Return the links of an entry that have a label: not its title, no picture."""
    head = title_link(entry)
    return tuple(link for link in entry.links if link is not head and not link.is_image and link.label)


def parts_of(entry: Entry) -> set[str]:
    """Return what an entry has: the roles of its links, ``link`` where its title or a label leads to the work itself,
    ``citation``, ``venue``, ``year``, ``date``, ``authors``, ``tag``.
    """
    found: set[str] = {role for link in labelled_links(entry) if is_label(link.label) and (role := role_of(link.label))}
    if title_link(entry) is not None or "paper" in found or entry.works:
        found.add("link")
    stated = {"venue": entry.venue, "year": entry.year, "date": entry.date, "authors": entry.authors, "tag": entry.tags}
    found |= {name for name, part in stated.items() if part}
    if entry.citations:
        found.add("citation")
    return found


def line_labels(entry: Entry) -> list[Span]:
    """Return where the words are that begin a line of an entry and end in a colon: ``tag:``, ``citation:``."""
    start, end = entry.title.span.end, entry.span.end
    cited = [(citation.span.start, citation.span.end) for citation in entry.citations]
    links = [(link.span.start, link.span.end) for link in entry.links]
    source = entry.span.source
    line = source.text.find("\n", start, end)
    found = []
    for match in _LINE_LABEL.finditer(source.text, line + 1, end) if line >= 0 else ():
        place = match.span("label")
        if not any(begin <= place[0] < stop for begin, stop in (*cited, *links)):
            found.append(source.span(*place))
    return found


def separators(entry: Entry) -> Iterator[Separator]:
    """Yield what is between the parts of an entry, each with the next one, brackets and marks left out."""
    pieces = sorted(_pieces(entry), key=lambda piece: (piece[1], -piece[2]))
    before = pieces[0] if pieces else None
    for piece in pieces[1:]:
        if before is None or piece[1] < before[2]:
            continue
        place = entry.span.source.span(before[2], piece[1])
        after = entry.span.source.span(piece[1], piece[2])
        yield Separator(f"{before[0]}-{piece[0]}", separator(place.text), place, after)
        before = piece


def separator(raw: str) -> str:
    """Return what separates two parts: without marks, and without the brackets that close one and open the other."""
    text = _BLANKS.sub(" ", _LINE_END.sub("\n", _MARKS.sub("", raw)))
    return text.lstrip(_CLOSING).rstrip(_OPENING)


def _pieces(entry: Entry) -> Iterator[tuple[str, int, int]]:
    head = title_link(entry)
    title = entry.title.span
    yield "title", title.start, max(title.end, head.span.end if head else 0)
    for name, part in (("venue", entry.venue), ("authors", entry.authors), ("date", entry.date)):
        if part is not None:
            end = part.span.end - (len(part.span.text) - len(part.span.text.rstrip(" .")) if name == "authors" else 0)
            yield name, part.span.start, _end_with_year(entry, part.span) if name == "venue" else end
    yield from (("tag", tag.span.start, tag.span.end) for tag in entry.tags)
    yield from (
        ("link", link.span.start, link.span.end) for link in entry.links if link is not head and not link.is_image
    )


def _end_with_year(entry: Entry, venue: Span) -> int:
    """Return where a venue ends, its year included if that is right after it."""
    year = entry.year.span if entry.year else venue
    return year.end if 0 <= year.start - venue.end <= _YEAR_BEHIND else venue.end


@remembered
def text_places(entry: Entry) -> tuple[Span, ...]:
    """Return the stretches of an entry outside its title, links and citations."""
    taken = [entry.title.span, *(link.span for link in entry.links), *(citation.span for citation in entry.citations)]
    at, found = entry.span.start, []
    for place in sorted(taken, key=lambda place: place.start):
        if place.start > at:
            found.append(entry.span.source.span(at, place.start))
        at = max(at, place.end)
    if at < entry.span.end:
        found.append(entry.span.source.span(at, entry.span.end))
    return tuple(found)


def link_form(link: Link) -> str:
    """Return how a labelled link is written, as ``[[label]](url)`` or ``label: [here](url)``."""
    source, place = link.span.source.text, link.span
    if link.kind not in ("inline", "reference"):
        return "label: url" if link.label_span and link.label_span.end <= place.start else "url"
    shown = link.text_span.text
    if link.label_span is not None and link.label_span.end <= place.start:
        return f"label: [{link.text.strip()}](url)" if is_generic(link.text) else "label: [text](url)"
    inner = shown.replace(link.label, "label", 1)
    outer = source[place.start - 1 : place.start] + source[place.end : place.end + 1]
    form = f"[{inner}](url)"
    return f"{outer[0]}{form}{outer[1]}" if outer in ("[]", "()") else form


def arxiv_form(link: Link) -> str | None:
    """Return how a link to arXiv is written: ``abs``, ``pdf`` or ``pdf.pdf``; None for any other link."""
    found = re.match(r"https?://(?:www\.)?arxiv\.org/(abs|pdf)/\S*?(\.pdf)?\Z", link.url)
    return found[1] + (found[2] or "") if found else None


def digit_pattern(text: str) -> str:
    """Return a text with 9 for every digit and a for every run of letters."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", text))


def label_order(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the labels in the order in which the entries that have several of them mostly give them."""
    places: dict[str, list[float]] = {}
    for labels in lists:
        for index, label in enumerate(labels):
            places.setdefault(label, []).append(index / max(1, len(labels) - 1))
    kept = [label for label, found in places.items() if len(found) >= MIN_SAMPLES]
    return tuple(sorted(kept, key=lambda label: (sum(places[label]) / len(places[label]), label)))


def sequence(document: Document, titles: Mapping[Span, str]) -> Convention | None:
    """Return in which order neighbours in a section are: ``newest-first``, ``oldest-first`` or ``title``."""
    steps: Counter[str] = Counter()
    for section in document.sections:
        entries = document.entries_in(section)
        for one, other in pairwise(entries):
            a, b = sort_key(one), sort_key(other)
            if a and b and a != b:
                steps["oldest-first" if a < b else "newest-first"] += 1
            steps["dated"] += bool(a and b and a != b)
            steps["title"] += titles[one.span] <= titles[other.span]
            steps["pairs"] += 1
    candidates = [
        Convention("oldest-first", steps["oldest-first"], steps["dated"]),
        Convention("newest-first", steps["newest-first"], steps["dated"]),
        Convention("title", steps["title"], steps["pairs"]),
    ]
    best = max(candidates, key=lambda convention: convention.share)
    return best if best.is_followed else None


def sort_key(entry: Entry) -> Date | None:
    """Return by which date an entry is sorted: the one it states, else its year, else that of its arXiv id."""
    date = read_date(entry.date.value) if entry.date else None
    if date is not None and is_possible(date):
        return date
    if entry.year is not None:
        return (entry.year.value,)
    for identifier, _ in entry.works:
        year, month = year_of(identifier), month_of(identifier)
        if year is not None:
            return (year, month) if month else (year,)
    return None
