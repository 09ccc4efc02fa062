"""What an entry of a list looks like: its own text, with slots for all that is its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from litlint import regex as re
from litlint.matching.work_references import paper_links
from litlint.metadata.labels import is_generic, role_of
from litlint.metadata.venues import is_preprint_server
from litlint.model.document import Entry
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Link
from litlint.model.source import Span
from litlint.write.entries.pattern import Pattern, Slot

_PERSON = r"[^\W\d_a-z][\w.'’-]*+(?:\s+(?:(?:v[ao]n|de[lnr]?|d[aiu]|l[ae]|el|al|bin|te[nr]|zu)\s+)?[^\W\d_a-z][\w.'’-]*+){1,4}"
# Names at the end of a stretch of text; forty are more than any list writes out.
_PERSONS = re.compile(
    rf"[\s,.:;|–—)\]*_\"”-]+(?P<names>{_PERSON}(?:(?:\s*,\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*){_PERSON}){{0,40}}"
    r"(?:,?\s+et\s+al\b\.?)?)(?=[\s,.;:|–—(\[*_-]*\Z)"
)
# An entry's own number.
_NUMBER = re.compile(r"\W*?(\d{1,4})(?=[.)\]】:、])")
# The lines that open a citation: its label and the fence.
_OPENING = re.compile(
    r"(?:^[^\S\n]*\W{0,3}[A-Za-z]{3,12}\W{0,4}\r?\n(?:[^\S\n]*+\n)*+)?^[^\S\n]*[`~]{3,}+[^\n]*+\n\s*+\Z", re.MULTILINE
)
# The line that closes it.
_CLOSING = re.compile(r"\s*?\n[^\S\n]*[`~]{3,}[^\S\n]*(?=\r?$)", re.MULTILINE)
# What follows the name of a preprint server up to the id of a preprint there.
_PREPRINT_ID = re.compile(
    r"(?:[ ]?(?:e-?prints?|preprints?))?[ ,]*+(?:arXiv)?[ :]*+(?P<id>[\w.-]++(?:/\d{7})?)", re.IGNORECASE
)
# A text within marks of code or emphasis.
_ENCLOSED = re.compile(r"(?P<mark>`|\*{1,3}|_{1,3})(?P<inside>[^`*_]+)(?P=mark)")
_ABBREVIATED = re.compile(r"\bal(?P<stop>\.)(?=[,;:)])")
_CODE = frozenset({"github", "gitlab"})
_PLACES = frozenset({"arxiv", "doi"})  # where one work may be twice, each with a link of its own
# What a link may be called that says where, or as what, the paper is; another paper may be elsewhere.
_PLACE_NAMES = _PLACES | {"pdf"}


def pattern_of(entry: Entry) -> Pattern:
    """Return an entry's text with a slot for each of its parts.

    Slots are ``title`` (or ``head`` and ``tail`` where a link covers the part before the colon only), ``name``,
    ``authors``, ``venue``, ``year``, ``date``, ``tags``, ``citation``, ``number``; ``paper`` and ``code`` for their URLs,
    ``arxiv`` and ``doi`` for a second link to the work, ``place`` for the name of such a place that a link is called by,
    ``preprint`` for the id that the venue of a preprint gives, ``id`` and ``repository`` for other places that repeat
    them; ``label`` for what the code link is called, or ``called`` where it is called like its repository; ``persons`` for
    what may be authors; and ``other`` for links that lead elsewhere.
    """
    text = entry.span.text
    found = [_slot(entry, *place) for place in _places(entry)]
    found = [slot for slot in found if 0 <= slot.start <= slot.end <= len(text)]
    number = _NUMBER.match(text)
    if number and not any(slot.start < number.end(1) for slot in found):
        found.append(Slot("number", *number.span(1), number[1], *number.span(1)))
    chosen: list[Slot] = []
    for slot in sorted(found, key=lambda slot: (slot.start, -slot.end)):
        if not chosen or slot.start >= chosen[-1].end:
            chosen.append(slot)
    pattern = _with_preprint(Pattern(text, tuple(chosen), entry.kind is EntryKind.TABLE_ROW, text), entry)
    pattern = pattern if "paper" in pattern.kinds else _with_address(pattern, entry)
    return pattern if entry.authors else _with_persons(pattern)


def _with_address(pattern: Pattern, entry: Entry) -> Pattern:
    """Write the link to the paper with its URL where it has a label that is defined elsewhere: ``[Title][1]``."""
    links = paper_links(entry) or _only_links(entry)
    link = next((one for one in links if one.kind == "reference" and entry.span.contains(one.span)), None)
    if link is None:
        return pattern
    start, end = link.text_span.end + 1 - entry.span.start, link.span.end - entry.span.start
    wider = pattern.replaced(start, end, f"({link.url})")
    paper = Slot(
        "paper",
        start + 1,
        start + 1 + len(link.url),
        link.url,
        link.span.start - entry.span.start,
        start + 2 + len(link.url),
    )
    return replace(wider, slots=tuple(sorted((*wider.slots, paper), key=lambda one: one.start)))


def _with_preprint(pattern: Pattern, entry: Entry) -> Pattern:
    """Make a slot of the id that a preprint's venue gives, as in ``arXiv preprint arXiv:1603.08678``."""
    venue = next((slot for slot in pattern.slots if slot.kind == "venue" and is_preprint_server(slot.sample)), None)
    ids = [one.value for one in entry.identifiers if one.scheme == "arxiv"]
    if venue is None or not ids:
        return pattern
    edge = next((slot.start for slot in pattern.slots if slot.start >= venue.end), len(pattern.text))
    found = _PREPRINT_ID.match(pattern.text, venue.end, edge)
    if found is None or found["id"] not in ids:
        return pattern
    place = found.span("id")
    mention = Slot("preprint", *place, found["id"], *place)
    return replace(pattern, slots=tuple(sorted((*pattern.slots, mention), key=lambda one: one.start)))


def _with_persons(pattern: Pattern) -> Pattern:
    """Make a slot of what is after the title, in plain text, and looks like names of people."""
    edges = [*(slot.start for slot in pattern.slots[1:]), len(pattern.text)]
    for slot, edge in zip(pattern.slots, edges, strict=True):
        if slot.kind not in ("title", "tail", "paper"):
            continue
        stop = min(edge, pattern.line_around(slot.end)[1])
        found = _PERSONS.match(pattern.text, slot.end, stop)
        if found is not None:
            place = found.span("names")
            persons = Slot("persons", *place, found["names"], *place)
            return replace(pattern, slots=tuple(sorted((*pattern.slots, persons), key=lambda one: one.start)))
    return pattern


def _with_its_stop(names: Span) -> Span:
    """Take in the full stop of ``et al.`` where a comma or the like ends the names, so that no other names keep it."""
    found = _ABBREVIATED.search(names.source.text, max(names.start, names.end - 2), names.end + 2)
    return Span(names.source, names.start, names.end + 1) if found and found.start("stop") == names.end else names


def _slot(entry: Entry, kind: str, span: Span, whole: Span | None = None) -> Slot:
    whole, origin = whole or span, entry.span.start
    return Slot(kind, span.start - origin, span.end - origin, span.text, whole.start - origin, whole.end - origin)


Place = tuple[str, Span] | tuple[str, Span, Span]


def _places(entry: Entry) -> Iterator[Place]:
    papers = {link.span for link in paper_links(entry) or _only_links(entry)}
    yield from _title(entry)
    for kind in ("name", "authors", "venue", "date"):
        part = getattr(entry, kind)
        if part is not None:
            yield kind, _inside_marks(part.span) if kind == "venue" else _with_its_stop(part.span)
    if entry.year is not None and not (entry.date and entry.date.span.contains(entry.year.span)):
        yield "year", entry.year.span
    if entry.tags:
        spans = sorted((tag.span for tag in entry.tags), key=lambda span: span.start)
        for run in _runs(spans):
            yield "tags", Span(run[0].source, run[0].start, run[-1].end)
    for citation in entry.citations:
        yield "citation", citation.span, _fence(entry, citation.span)
    for link in entry.links:
        yield from _link(entry, link, is_paper=link.span in papers)


def _only_links(entry: Entry) -> list[Link]:
    """Return the link of an entry whose links do not say which is the paper: the first whose label says nothing."""
    return [link for link in entry.links if link.is_outside and not link.is_image and is_generic(link.label)][:1]


def _fence(entry: Entry, place: Span) -> Span:
    """Return the lines of the fence around a citation, with a line before it that only says ``citation:``."""
    text, origin = entry.span.text, entry.span.start
    before = _OPENING.search(text, 0, place.start - origin)
    after = _CLOSING.match(text, place.end - origin)
    if before is None or after is None:
        return place
    return entry.span.sub(before.start(), after.end())


def _runs(spans: list[Span]) -> list[list[Span]]:
    """Return the places in groups that are side by side in one line."""
    groups = [[spans[0]]]
    for one, other in pairwise(spans):
        between = one.source.text[one.end : other.start]
        if len(between) <= 5 and not re.search(r"[\w\n]", between):
            groups[-1].append(other)
        else:
            groups.append([other])
    return groups


def _title(entry: Entry) -> Iterator[tuple[str, Span]]:
    span = _with_marks(entry.title.span)
    across = next(
        (link for link in entry.links if span.start < link.url_span.start and link.url_span.end < span.end), None
    )
    if across is None:
        yield "title", span
        return
    yield "head", Span(span.source, span.start, across.text_span.end)
    rest = span.source.text[across.span.end : span.end]
    lead = re.match(r"\s*[:：]?\s*", rest)
    yield "tail", Span(span.source, across.span.end + (lead.end() if lead else 0), span.end)


def _with_marks(span: Span) -> Span:
    """Return a place with the mark after it that ends what begins in it."""
    text = span.source.text
    for mark in ("**", "__", "`"):
        if span.text.count(mark) % 2 and text.startswith(mark, span.end):
            return Span(span.source, span.start, span.end + len(mark))
    return span


def _inside_marks(span: Span) -> Span:
    """Return a place without the marks that enclose all of it, which are the list's: of ```ICLR``` the name alone."""
    found = _ENCLOSED.fullmatch(span.text)
    return span.sub(found.start("inside"), found.end("inside")) if found else span


def _link(entry: Entry, link: Link, *, is_paper: bool) -> Iterator[Place]:
    identifier, whole = link.identifier, _whole(link)
    in_title = entry.title.span.start < link.span.end and link.span.start < entry.title.span.end
    if link.is_image:
        yield from _picture(entry, link)
    elif is_paper:
        yield "paper", link.url_span, whole
        if link.label_span is not None and link.label.casefold() in _PLACE_NAMES and link.label_span != link.url_span:
            at = link.label_span.text.find(link.label)
            yield "place", link.label_span.sub(at, at + len(link.label)) if at >= 0 else link.label_span, whole
        shown = link.text_span.text
        if identifier is not None and identifier.value in shown and link.text_span != link.url_span:
            at = shown.index(identifier.value)
            yield "id", link.text_span.sub(at, at + len(identifier.value)), whole
    elif (identifier is not None and identifier.scheme in _CODE) or (role_of(link.label) == "code" and not in_title):
        yield "code", link.url_span, whole
        called = link.url.rstrip("/").rpartition("/")[2].casefold()
        shown = link.text_span.text
        at = shown.casefold().find(called)
        if called and at >= 0 and link.text_span != link.url_span and shown.strip("[]()`").casefold() == called:
            yield "called", link.text_span.sub(at, at + len(called)), whole
        elif link.label_span is not None and link.label_span.text == link.label and link.label_span != link.url_span:
            yield "label", link.label_span, whole
    elif identifier is not None and identifier.scheme in _PLACES and not in_title:
        yield identifier.scheme, link.url_span, whole
    else:
        yield "other", whole


def _whole(link: Link) -> Span:
    """Return the place of a link with the words before it that say what it is for."""
    label = link.label_span
    if label is None or label.source is not link.span.source or label.start >= link.span.start:
        return link.span
    return Span(link.span.source, label.start, link.span.end)


def _picture(entry: Entry, link: Link) -> Iterator[Place]:
    """Yield the places in a badge's URL that repeat the work or its repository."""
    url = link.url_span
    for other in entry.links:
        identifier = other.identifier
        if other.is_image or identifier is None:
            continue
        value = identifier.spelling or identifier.value
        at = url.text.casefold().find(value.casefold())
        if at >= 0:
            kind = "repository" if identifier.scheme in _CODE else "id"
            yield kind, url.sub(at, at + len(value)), link.span
            return
    yield "other", link.span
