"""An entry in the style of a list, learnt from its neighbours: the inverse of reading one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from litlint import regex as re
from litlint.model.list_style import EntryKind
from litlint.write.entries.draft import Draft
from litlint.write.entries.html_row import html_row, row_patterns
from litlint.write.entries.like_sample import date_like, names_like, place_like, url_like, year_like
from litlint.write.entries.missing_slots import extended
from litlint.write.entries.pattern import Pattern, Slot
from litlint.write.entries.template_choice import Neighbour, code_label, patterns_for

__all__ = ["Draft", "Neighbour", "entry_texts", "html_row"]

_LINKS = frozenset({"paper", "arxiv", "doi", "code"})
_ENDING = " |<>`"
# Parentheses that pair, which a link's target may hold (CommonMark).
_PAIRED = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")
# The end of emphasis after which a text goes on without a mark, and a title in quotes.
_CLOSED = re.compile(r"[*_]{1,3} *+[\w\[(]| [\"“]")
# Signs that Markdown would read as markup.
_MARKS = re.compile(r"([\\`*_\[\]<>|~$])")
_RAW = ("", r"|", r"[]|", r"\`*_[]<>|~")
"""The marks to escape, from none to all: the fewer the better, as long as the text is read as it is meant."""


def entry_texts(
    draft: Draft, neighbours: Sequence[Neighbour], *, citation: str | None = None, number: str = "1"
) -> Iterator[str]:
    """Yield texts of an entry as the neighbours are written, the most usual first; whoever takes one reads it first.

    ``citation`` is its BibTeX, lines ended by line feeds, ``number`` its number in a numbered list.
    """
    given = {"number": number, "label": code_label(neighbours), "citation": citation or ""}
    newline = neighbours[0].entry.span.source.newline if neighbours else "\n"
    if neighbours and neighbours[0].entry.kind is EntryKind.HTML_ROW:
        for pattern in row_patterns(draft, (neighbour.entry for neighbour in neighbours)):
            yield pattern.filled(escape(_value(draft, slot, pattern, "", given)) for slot in pattern.slots)
        return
    for usual in patterns_for(draft, neighbours, cited=citation is not None):
        pattern = extended(usual, draft, neighbours[0].entry.kind)
        for marks in _RAW[pattern.cells :]:
            values = [_value(draft, slot, pattern, marks, given) for slot in pattern.slots]
            text = pattern.filled(values)
            yield text if newline == "\n" else re.sub(r"\r?\n", newline, text)


def _value(draft: Draft, slot: Slot, pattern: Pattern, marks: str, given: Mapping[str, str]) -> str:
    kind, sample = slot.kind, slot.sample
    if kind == "place":
        paper = min((one for one in pattern.slots if one.kind == "paper"), key=lambda one: abs(one.start - slot.start))
        return place_like(slot.sample, paper.sample, _link(draft, paper))
    if kind in _LINKS:
        return _link(draft, slot)
    if kind == "number":
        return given[kind].zfill(len(sample)) if sample.startswith("0") else given[kind]
    if kind == "label":
        return given[kind]
    if kind == "citation":
        return _indented(given[kind], pattern, slot)
    if kind == "tags":
        return _tags(sample, draft.tags)
    if kind == "year":
        return year_like(sample, draft.year or 0)  # marks in it are the sample's own
    if kind == "date":
        return date_like(sample, draft.date or "") or str(draft.year or "")
    words = _escaped(_words(draft, slot), marks)
    if (
        kind == "authors"
        and sample.endswith("et al.")
        and not words.endswith(".")
        and _CLOSED.match(pattern.text, slot.end)
    ):
        words += "."  # that of the sample ended its sentence too
    return words


def _link(draft: Draft, slot: Slot) -> str:
    """Return the URL of a link."""
    if slot.kind == "code":
        return _url(draft.code or "")
    return _url(url_like(slot.sample, draft.identifiers, draft.url if slot.kind == "paper" else ""))


def _words(draft: Draft, slot: Slot) -> str:
    repository = draft.repository or ""
    if slot.kind == "head":
        return draft.name or ""
    if slot.kind == "tail":
        return draft.title.partition(":")[2].strip()
    known = {
        "title": draft.title,
        "name": draft.name,
        "authors": names_like(slot.sample, draft.authors),
        "venue": draft.venue,
        "repository": repository,
        "called": repository.rpartition("/")[2],
        "note": draft.note,
        "id": draft.identifier.value if draft.identifier else "",
        "preprint": draft.identifier.value if draft.identifier else "",
    }
    return known[slot.kind] or ""


def _escaped(text: str, marks: str) -> str:
    return _MARKS.sub(lambda found: f"\\{found[1]}" if found[1] in marks else found[1], text)


def _url(url: str) -> str:
    """Return a URL that no mark of Markdown ends early; parentheses that close stay."""
    marks = _ENDING if _PAIRED.fullmatch(url) else f"{_ENDING}()"
    return "".join(f"%{ord(mark):02X}" if mark in marks else mark for mark in url)


def _tags(sample: str, tags: Sequence[str]) -> str:
    """Return tags in the marks, and with the joint, of a sample: ```A` | `B```."""
    found = re.match(r"(\W*)(.*?)(\W*)\Z", sample, re.DOTALL)
    opening, inner, closing = found.groups() if found else ("`", "", "`")
    joints = re.findall(re.escape(closing) + r"(\W*?)" + re.escape(opening), inner) if closing and opening else []
    return (closing + (joints[0] if joints else ", ") + opening).join(tags).join((opening, closing))


def _indented(citation: str, pattern: Pattern, slot: Slot) -> str:
    """Return a citation with the prefix of its line before each of its lines."""
    line = pattern.text[pattern.text.rfind("\n", 0, slot.start) + 1 : slot.start]
    prefix = line if not line.strip(" \t>") else ""
    return citation.strip().replace("\n", f"\n{prefix}")
