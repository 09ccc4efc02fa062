"""Writes an entry into a list so that it looks like its neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import sqrt

from litlint import regex as re
from litlint.add.place import Place
from litlint.model.document import Document, Entry, Section
from litlint.model.edits import apply_edits
from litlint.model.finding import Edit
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block
from litlint.model.source import Source
from litlint.style.measure import form_of
from litlint.write.entries import Draft, Neighbour, entry_texts, html_row
from litlint.write.entries.citation import citation_text
from litlint.write.entries.patterns import pattern_of
from litlint.write.entries.table import aligned, are_of_one_width, completed
from litlint.write.entries.template_choice import cites
from litlint.write.numbers import renumbered

# What an entry counts for. Of another section each counts the less the more there are, as a form that one section alone
# has is its own habit and not the list's.
_NEAR, _SAME_SECTION, _ELSEWHERE = 16.0, 8.0, 1.0
_ON_ONE_LINE = (EntryKind.LINKED_BULLET, EntryKind.PLAIN_BULLET, EntryKind.NUMBERED, EntryKind.TABLE_ROW)
_MOST_NEIGHBOURS = 2000
# Where fewer rows than this have as many cells as the header, its cells beyond the columns are the habit of the table.
_SHARE_OF_ROWS = 0.2
_MOST_ROWS = 12  # of a table, to see how wide its columns are thereabouts
# A line at the end of a section that belongs to the heading below, or to all sections: an anchor, a rule, a tag that opens
# or closes a group. Or a link that only leads back to another place of the page.
_BELONGS_BELOW = re.compile(
    r"(?:<a\s[^<>]*></a>|</?(?:details|div|p|center|ul|ol|summary)(?:\s[^<>\n]*)?>|<br */?>|(?:[-*_] *){3,}"
    r"|[^\w\[\n]*+\[{1,2}[^\[\]\n]*+\]\(#[^()\n]*+\)[^\w\n]*+|<a href=\"#[^<>]*+>[^<>]*+</a>)?",
    re.IGNORECASE,
)
# The marker of an item of a list.
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t])")
_BLANK = re.compile(r"(?:[^\S\n]*+\n)++[ \t>]*+\Z")
# What a line of a nested item or of a quotation begins with.
_INDENT = re.compile(r"[ \t>]*+\Z")


def candidates(document: Document, place: Place, draft: Draft, taken: Sequence[str]) -> Iterator[Source]:
    """Yield the list with a work written into it, the most usual form first; ``taken`` are citation keys in use."""
    neighbours = _neighbours(document, place)
    number, renumbered = _numbers(document, place)
    marker = _marker(place)
    for some in _model_groups(document, place, neighbours):
        citation = None
        if cites(some):
            cited = [citation for neighbour in some for citation in neighbour.entry.citations]
            citation = citation_text(draft, cited, taken)
        like = place.after or place.before or (some[0].entry if some else None)
        if like is None:
            continue  # there is no entry to write like
        for text in entry_texts(draft, some, citation=citation, number=number):
            text = _MARKER.sub(marker, text, count=1) if marker and _MARKER.match(text) else text
            yield apply_edits(document.source, [_edit(document, place, text, like, draft), *renumbered])
    nearest = place.after or place.before
    if nearest is not None and form_of(nearest) == "item" and not draft.code and not draft.tags and not draft.note:
        lead = (
            marker
            or _MARKER.sub(lambda found: f"{number}{found[0][-1]}", nearest.span.text.split(" ")[0] + " ").strip()
        )
        where = ", ".join(part for part in (draft.venue, str(draft.year or "")) if part).replace(", ", " ")
        plain = f"{lead} [{draft.title}]({draft.url}){where and ', '}{where}"
        yield apply_edits(document.source, [_edit(document, place, plain, nearest, draft), *renumbered])


def _neighbours(document: Document, place: Place) -> list[Neighbour]:
    """Return the entries to write like, the nearest first."""
    nearest = place.after or place.before
    anchor = nearest.span.start if nearest else place.section.span.start
    sizes = Counter(entry.section.span.start for entry in document.entries)
    found = []
    for entry in document.entries:
        near = _NEAR if entry in (place.after, place.before) else _SAME_SECTION
        inside = entry.section.span == place.section.span
        found.append(Neighbour(entry, near if inside else _ELSEWHERE / sqrt(sizes[entry.section.span.start])))
    found = [one for one in map(_as_whole_row, found) if one is not None]
    found.sort(key=lambda one: (one.weight <= _ELSEWHERE, abs(one.entry.span.start - anchor)))
    return found[:_MOST_NEIGHBOURS]


def _as_whole_row(neighbour: Neighbour) -> Neighbour | None:
    """Return an entry that is in a row of an HTML table as all of that row; None if the row is not clear."""
    if neighbour.entry.kind is not EntryKind.HTML_ROW:
        return neighbour
    row = html_row(neighbour.entry)
    return replace(neighbour, entry=replace(neighbour.entry, span=row)) if row is not None else None


def _model_groups(document: Document, place: Place, neighbours: list[Neighbour]) -> Iterator[list[Neighbour]]:
    """Yield the entries to write like: those of the kinds that the section has; then, in a section of items, all items.

    Nothing but a row can be put into a table, and nothing but an item into a list.
    """
    kinds = {entry.kind for entry in document.entries_in(place.section)}
    alike = [one for one in neighbours if one.entry.kind in kinds]
    if alike:
        yield _of_one_table(document, alike)
    forms = {form_of(entry) for entry in document.entries_in(place.section)}
    if not kinds:
        yield _of_one_table(document, neighbours) if neighbours else []
    elif forms == {"item"}:
        yield [one for one in neighbours if form_of(one.entry) == "item" and one.entry.kind not in kinds]


def _marker(place: Place) -> str | None:
    """Return the marker of the items of a section that have no numbers, None where the items have, or are no items."""
    nearest = place.after or place.before
    found = _MARKER.match(nearest.span.text) if nearest is not None and form_of(nearest) == "item" else None
    return found[0] if found and not found[0][0].isdigit() else None


def _of_one_table(document: Document, neighbours: list[Neighbour]) -> list[Neighbour]:
    """Leave out rows that have more or fewer cells than the header of the table that the nearest row is in."""
    table = (
        _table_of(document, neighbours[0].entry)
        if neighbours and neighbours[0].entry.kind is EntryKind.TABLE_ROW
        else None
    )
    if table is None:
        return neighbours
    header = table.children[0].span.text
    fitting = [
        one
        for one in neighbours
        if one.entry.kind is not EntryKind.TABLE_ROW or are_of_one_width(one.entry.span.text, header)
    ]
    return fitting if len(fitting) >= _SHARE_OF_ROWS * len(neighbours) else neighbours


def _edit(document: Document, place: Place, text: str, like: Entry, draft: Draft) -> Edit:
    source, text = document.source, text.rstrip()
    if like.kind is EntryKind.HTML_ROW and (row := html_row(like)) is not None:
        line = source.text.rfind("\n", 0, row.start) + 1
        lead = source.text[line : row.start]
        gap = source.newline + lead if not lead.strip() else ""
        at = row.end if place.after is not None else row.start
        return Edit(source.span(at, at), gap + text if place.after is not None else text + gap)
    gap = _gap(document, place.section, like)
    table = _table_of(document, like) if like.kind is EntryKind.TABLE_ROW else None
    if table is not None:
        near = like.span.start
        rows = sorted(table.children, key=lambda row: abs(row.span.start - near))[:_MOST_ROWS]
        text = aligned(completed(text, table.children[0].span.text, draft), [row.span.text for row in rows])
    if place.after is not None:
        end = _end_of(document, place.after, place.before, place.section)
        if end is not None:
            return Edit(source.span(end, end), gap + _indent(place.after) + text)
    if place.before is not None:
        start = place.before.span.start
        return Edit(source.span(start, start), text + gap + _indent(place.before))
    if table is not None:
        text = _head(table) + source.newline + text
    return _edit_of_empty(document, place.section, text)


def _end_of(document: Document, entry: Entry, following: Entry | None, section: Section) -> int | None:
    """Return where what belongs to an entry ends: its description too, but not a back link that ends the section.

    None if the next entry begins right where it ends, so that a new one goes before that.
    """
    source = document.source
    end = _line_end(source, max(entry.span.end, _item_end(document, entry)))
    stop = following.span.start if following is not None else section.span.end
    between = source.text[end:stop]
    if not between.strip() or entry.kind in (EntryKind.TABLE_ROW, EntryKind.HTML_ROW):
        return end
    if form_of(entry) == "item" and not _are_described(document, section):
        return end
    if following is not None:
        return None
    lines = between.split("\n")
    while lines and _BELONGS_BELOW.fullmatch(lines[-1].strip()):
        lines.pop()
    return end + len("\n".join(lines).rstrip())


def _item_end(document: Document, entry: Entry) -> int:
    """Return where the item of a list ends in which an entry is, with all that is nested in it; 0 if it is in none."""
    items = [block for block in document.walk() if block.kind == "item" and block.span.start == entry.span.start]
    return max((block.span.start + len(block.span.text.rstrip()) for block in items), default=0)


def _are_described(document: Document, section: Section) -> bool:
    """Say whether text is between most entries of a section, so that what follows an entry belongs to it."""
    pairs = list(pairwise(document.entries_in(section)))
    ends = [max(one.span.end, _item_end(document, one)) for one, _ in pairs]
    filled = sum(
        bool(document.source.text[end : other.span.start].strip()) for end, (_, other) in zip(ends, pairs, strict=True)
    )
    return filled * 2 > len(pairs)


def _indent(entry: Entry) -> str:
    """Return what the line of an entry begins with before it: the indentation of a nested item, the mark of a quotation."""
    text, start = entry.span.source.text, entry.span.start
    found = _INDENT.match(text[text.rfind("\n", 0, start) + 1 : start])
    return found[0] if found else ""


def _edit_of_empty(document: Document, section: Section, text: str) -> Edit:
    """Return the insertion of a section's first entry: after whatever it holds, as other sections begin."""
    source = document.source
    start = section.heading.span.end if section.heading else section.span.start
    lines = source.text[start : section.span.end].split("\n")
    while lines and _BELONGS_BELOW.fullmatch(lines[-1].strip()):
        lines.pop()
    content = (source.text[section.span.start : start] + "\n".join(lines)).rstrip()
    end = section.span.start + len(content)
    gaps = Counter(
        between
        for other in document.sections
        if other.heading is not None and (entries := document.entries_in(other))
        if _BLANK.fullmatch(between := source.text[other.heading.span.end : entries[0].span.start].lstrip(" \t#"))
    )
    usual = gaps.most_common(1)[0][0] if gaps else source.newline * 2
    alone = section.heading is not None and content == section.heading.span.text.rstrip()
    lead = (usual if alone else source.newline * 2) if content else ""
    tail = "" if content or end < len(source.text) else source.newline
    return Edit(source.span(end, end), lead + text + tail)


def _gap(document: Document, section: Section, like: Entry) -> str:
    """Return the line ends that most entries have between them: in the section, else in the list."""
    for entries in (document.entries_in(section), document.entries):
        gaps = Counter(
            # White space at the ends of lines makes no other gap.
            re.sub(r"[^\S\n]*+\r?\n", document.source.newline, between.rstrip(" \t>"))
            for one, other in pairwise(entries)
            if one.kind == like.kind == other.kind and one.section.span == other.section.span
            if _BLANK.fullmatch(between := document.source.text[one.span.end : other.span.start])
        )
        if gaps:
            return gaps.most_common(1)[0][0]
    return document.source.newline * (1 if like.kind in _ON_ONE_LINE else 2)


def _line_end(source: Source, at: int) -> int:
    end = source.text.find("\n", at)
    end = len(source.text) if end < 0 else end
    return end - (source.text[at:end].endswith("\r"))


def _numbers(document: Document, place: Place) -> tuple[str, list[Edit]]:
    """Return the number of an entry at a place, and the edits that count on after it, or before it in a countdown."""
    numbers = list(_numbered(document.entries_in(place.section)))
    values = [int(number.text) for _, number in numbers]
    steps = Counter(other - one for one, other in pairwise(values))
    step = steps.most_common(1)[0][0] if steps else 1
    after = next((value for (entry, _), value in zip(numbers, values, strict=True) if entry is place.after), None)
    before = next((value for (entry, _), value in zip(numbers, values, strict=True) if entry is place.before), None)
    if step not in (1, -1):
        return str(after or before or 1), []
    if step > 0:
        own = after + 1 if after is not None else before if before is not None else 1
        # The count may go on in the next sections.
        start = place.before.span.start if place.before else place.section.span.end
        later = [entry for entry in document.entries if entry.span.start >= start and numbers]
        return str(own), _counted_on(_numbered(later), own)
    own = before + 1 if before is not None else after if after is not None else 1
    preceding = [one for one in numbers if place.after and one[0].span.start <= place.after.span.start]
    return str(own), _counted_on(preceding[::-1], own)


def _numbered(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Edit]]:
    """Yield the entries that have a number, each with it."""
    for entry in entries:
        number = _number(entry)
        if number is not None:
            yield entry, number


def _counted_on(numbers: Iterable[tuple[Entry, Edit]], own: int) -> list[Edit]:
    """Return the edits that give each number the one after its own, as far as they follow each other and can be changed."""
    edits: list[Edit] = []
    for offset, (entry, number) in enumerate(numbers):
        if int(number.text) != own + offset:
            break
        changed = renumbered(entry.span, number.span, own + offset + 1)
        if changed is None:
            break
        edits += changed
    return edits


def _number(entry: Entry) -> Edit | None:
    """Return the number before an entry's title, as an edit that leaves it as it is."""
    slot = next((slot for slot in pattern_of(entry).slots if slot.kind == "number"), None)
    return Edit(entry.span.sub(slot.start, slot.end), slot.sample) if slot else None


def _table_of(document: Document, entry: Entry) -> Block | None:
    tables = (block for block in document.walk() if block.kind == "table")
    return next((table for table in tables if table.span.contains(entry.span)), None)


def _head(table: Block) -> str:
    """Return the first row of a table and the line below it."""
    return table.span.source.text[table.span.start : table.children[1].span.start].rstrip()
