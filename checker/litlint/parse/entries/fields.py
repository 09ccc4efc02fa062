"""Lines and cells that carry one field of a work: its authors, its venue, its date, a labelled link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from litlint import regex as re
from litlint.metadata.columns import ColumnRole, role_of_column
from litlint.metadata.dates import years_in
from litlint.metadata.labels import VOCABULARY, is_label, is_no_name, words
from litlint.model.nodes import Inline, Link
from litlint.model.source import Source
from litlint.parse.entries.attributes import Attributes, is_date, read_attributes, venue_alone
from litlint.parse.entries.text import VisibleText

# `Authors: …`, `**Link**: …`: a line that says itself which field it carries.
_NAMED = re.compile(
    r"\W*(?:authors?|venue|year|date|links?|abstract|summary|keywords?|topics?|tags?|tl;?dr|institutions?|affiliations?|"
    r"problem|method|results?|contributions?|key \w+|main \w+|作者|摘要|单位|链接)\s*[:：]",
    re.IGNORECASE,
)
# The text before the first colon of a line, where it is short enough to name a field.
_NAME = re.compile(r"\W{0,4}(?P<name>[^\W\d_][^:：\n]{0,30})[:：]\s*")
_MOST_WORDS_OF_A_NAME = 3
_MOST_OWN_WORDS = 3
_MOST_WORDS_OF_A_VENUE = 8
_LETTER = re.compile(r"[^\W\d_]")


def is_named(text: str) -> bool:
    """Say whether a line begins with the name of the field that it carries."""
    return _NAMED.match(text) is not None


def field_name(text: str) -> str | None:
    """Return the words before the colon of a line that may be the name of a field; None if it has no such words.

    >>> field_name("**Presented by**: Jane Doe"), field_name("Doe: A Study of Ants, with remarks"), field_name("A study")
    ('Presented by', 'Doe', None)
    """
    found = _NAME.match(text)
    name = found["name"].strip(" *_`") if found else ""
    return name if 0 < len(name.split()) <= _MOST_WORDS_OF_A_NAME else None


def are_fields(lines: Sequence[str]) -> bool:
    """Say whether lines are the fields of one work by their names: each has another, and half of the names are known.

    A list that describes its works so may have names that no other list has: `interpretation: …`, `curator: …`. Labels alone
    say nothing, as frameworks are called by some of them: one must be authors, an abstract or the like.
    """
    names = [field_name(line) for line in lines]
    if len(names) < 2 or None in names or len(set(names)) < len(names):
        return False
    described = [is_named(line) or _has_role(name or "") for name, line in zip(names, lines, strict=True)]
    known = sum(sure or is_label(name or "") for name, sure in zip(names, described, strict=True))
    return any(described) and known * 2 >= len(names)


def _has_role(name: str) -> bool:
    return role_of_column(name) not in ("other", "")


def is_field(visible: VisibleText) -> bool:
    """Say whether a line only carries a field of an entry: labelled links and next to no text of its own."""
    links = [region for region in visible.links if region.link is not None]
    if not links or is_named(visible.text):
        return True
    labelled = all(_is_labelled(region.link) for region in links if region.link is not None)
    return labelled and own_words(visible) <= _MOST_OWN_WORDS


def own_words(visible: VisibleText) -> int:
    """Return how many words outside links are no label; words before a colon count for one."""
    rest = visible.text
    for region in reversed(visible.links):
        rest = rest[: region.start] + " " + rest[region.end :]
    announced, colon, rest = rest.rpartition(":") if ":" in rest else ("", "", rest)
    return bool(colon and announced.strip()) + sum(word not in VOCABULARY for word in words(rest))


def _is_labelled(link: Link) -> bool:
    return is_label(link.label) or is_no_name(link.text)


def read_lines(source: Source, inlines: Sequence[Inline]) -> list[Attributes]:
    """Read what lines below a title state, the surest first.

    A line that names its field is read like a cell of a column with that header.
    """
    lines = [VisibleText.of(source, line) for line in split_lines(inlines)]
    names = [field_name(line.text) for line in lines]
    if not any(name is not None and (_has_role(name) or is_label(name)) for name in names):
        return [read_attributes(VisibleText.of(source, inlines), 0)]
    found: list[Attributes] = []
    for line, name in zip(lines, names, strict=True):
        prefix = _NAME.match(line.text)
        start = prefix.end() if prefix and name is not None else 0
        found.append(read_cell(line, role_of_column(name or ""), start))
    return found


def read_named_lines(source: Source, inlines: Sequence[Inline]) -> list[Attributes]:
    """Read the lines below the first that name a field which every list has: authors, a venue, a date."""
    if all(inline.kind != "break" for inline in inlines):
        return []
    lines = [VisibleText.of(source, line) for line in split_lines(inlines)[1:]]
    found: list[Attributes] = []
    for line in lines:
        name = field_name(line.text)
        prefix = _NAME.match(line.text)
        if prefix and name is not None and (role := role_of_column(name)) in ("authors", "venue", "date"):
            found.append(read_cell(line, role, prefix.end()))
    return found


def split_lines(inlines: Iterable[Inline]) -> list[list[Inline]]:
    """Cut inlines at the ends of their lines."""
    lines: list[list[Inline]] = [[]]
    for inline in inlines:
        if inline.kind == "break":
            lines.append([])
        else:
            lines[-1].append(inline)
    return [line for line in lines if line]


def read_cell(cell: VisibleText, role: ColumnRole, start: int = 0) -> Attributes:
    """Read what a cell beside the title states, from an offset on, by what its column holds.

    A column that is named otherwise gives a date or a venue only where that is all of a line: a list of topics in capitals
    reads like names, and a remark may name any year.
    """
    text = cell.text[start:].strip()
    found = read_attributes(cell, start)
    if len(set(years_in(text))) > 1:
        found = replace(found, year=None, date=None)  # `He 2017 + Doe 2018`: of which is the work?
    if found.date is None and is_date(text) and not text.isdigit():
        found = replace(found, date=cell.part(start, len(cell.text)))
    # `BIB` is a label elsewhere, and a journal in the column of the venues.
    is_words = _LETTER.search(text) and (role == "venue" or not is_label(text))
    whole = cell.part(start, len(cell.text)) if is_words else None
    if role == "authors":
        return Attributes(authors=whole)
    if role in ("venue", "date"):
        short = whole is not None and len(text.split()) <= _MOST_WORDS_OF_A_VENUE and not cell.links
        venue = found.venue or (whole if short and role == "venue" and found.date is None else None)
        return replace(found, venue=venue, authors=None)
    if role == "other":
        lines = [line.strip(" ()[]") for line in text.split("\n")]
        if not any(is_date(line) or venue_alone(line) for line in lines):
            return Attributes(tags=found.tags)
        return replace(found, authors=None)
    return found
