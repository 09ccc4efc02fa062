"""Parts that an entry is to have though no neighbour has one: put where most lists put them."""

from __future__ import annotations

from dataclasses import replace

from litlint import regex as re
from litlint.model.list_style import EntryKind
from litlint.write.entries.draft import Draft
from litlint.write.entries.pattern import MOST_BLANK, Pattern, Slot

# A label's words; an empty one is no label.
_LABEL = re.compile(r"[^\W\d_](?:[\w ]*[^\W_])?|$")
# The start of a nested bullet.
_BULLET = re.compile(r"\r?\n[ \t]*[-*+][ \t]+")


def extended(pattern: Pattern, draft: Draft, kind: EntryKind) -> Pattern:
    """Return a pattern with a place for the code, the tags and the note of a draft, where it has none."""
    if draft.code and "code" not in pattern.kinds:
        pattern = _with_code(pattern, kind)
    if draft.tags and "tags" not in pattern.kinds:
        pattern = _with_tags(pattern, kind)
    return _with_note(pattern, kind) if draft.note else pattern


def _with_code(pattern: Pattern, kind: EntryKind) -> Pattern:
    """Write the link to code like that to the paper, in a line of its own if that has one; else after the title."""
    paper = next(slot for slot in pattern.slots if slot.kind == "paper")
    start, end = pattern.widened(paper.first, paper.last)
    line, stop = pattern.line_around(start)
    if any(start <= slot.start < end for slot in pattern.slots if slot.kind in ("title", "head", "id")):
        at = end if kind is EntryKind.TABLE_ROW else _end_of_line(pattern, end)
        return _inserted(pattern, at, " [[", "label", "Code", "](", "code", "https://", ")]")
    before = pattern.text[line:start]
    lead = "" if before.strip(" \t-*+>") else ("\n" if before.strip() else _gap_before(pattern, line)) + before
    at = stop if lead else end
    piece = pattern.text[start:end]
    label = _LABEL.search(piece, 0, paper.start - start)
    url = (paper.start - start, paper.end - start)
    if label is None or not label[0] or label.end() > url[0]:
        return _inserted(pattern, at, lead or " ", "", "", piece[: url[0]], "code", "https://", piece[url[1] :])
    between = piece[label.end() : url[0]]
    return _inserted(
        pattern,
        at,
        (lead or " ") + piece[: label.start()],
        "label",
        label[0],
        between,
        "code",
        "https://",
        piece[url[1] :],
    )


def _with_tags(pattern: Pattern, kind: EntryKind) -> Pattern:
    """Put tags after the title, in a field of their own where the entry is made of fields."""
    bullet = _bullet(pattern) if kind in (EntryKind.HEADING, EntryKind.NESTED_BULLET) else None
    if bullet:
        return _inserted(pattern, _end_of_line(pattern, len(pattern.text)), f"{bullet}Tag: ", "tags", "`tag`", "")
    newline = "\r\n" if "\r\n" in pattern.text else "\n"
    at = pattern.slots[0].end if pattern.cells else _end_of_line(pattern, pattern.slots[0].end)
    return _inserted(pattern, at, f"{newline * 2}tag: " if kind is EntryKind.HEADING else " ", "tags", "`tag`", "")


def _with_note(pattern: Pattern, kind: EntryKind) -> Pattern:
    """Put a note at the end: after a dash, or in a field of its own, which is before a citation."""
    bullet = _bullet(pattern) if kind in (EntryKind.HEADING, EntryKind.NESTED_BULLET) else None
    if bullet:
        return _inserted(pattern, _end_of_line(pattern, len(pattern.text)), f"{bullet}Note: ", "note", "note", "")
    newline = "\r\n" if "\r\n" in pattern.text else "\n"
    if kind is EntryKind.HEADING:
        cited = next((slot for slot in pattern.slots if slot.kind == "citation"), None)
        at = len(pattern.text[: cited.first].rstrip()) if cited else len(pattern.text.rstrip())
        return _inserted(pattern, at, f"{newline * 2}note: ", "note", "note", "")
    if pattern.cells:
        title = next(slot for slot in pattern.slots if slot.kind in ("title", "tail"))
        at = max(title.end, *(slot.last for slot in pattern.slots if slot.first <= title.start <= slot.last))
        return _inserted(pattern, at, " – ", "note", "note", "")
    last = max(slot.last for slot in pattern.slots)
    return _inserted(pattern, _end_of_line(pattern, last), " – ", "note", "note", "")


def _bullet(pattern: Pattern) -> str | None:
    """Return the line end and the marker of the bullets below an entry's title, None if it has none."""
    paper = next(slot for slot in pattern.slots if slot.kind == "paper")
    found = _BULLET.search(pattern.text, 0, paper.start)
    return found[0] if found else None


def _gap_before(pattern: Pattern, line: int) -> str:
    """Return the line ends, and blank lines, before a line."""
    found = re.search(r"(?:[ \t]*\\?\r?\n)+\Z", pattern.text[max(0, line - MOST_BLANK) : line])
    return found[0] if found else "\n"


def _end_of_line(pattern: Pattern, at: int) -> int:
    """Return where the words of a line end, a hard break left out."""
    stop = pattern.line_around(at)[1]
    kept = re.search(r"(?<![ \t\r])(?:[ \t]*+\\)?[ \t\r]*+\Z", pattern.text[at:stop])
    return at + kept.start() if kept else stop


def _inserted(pattern: Pattern, at: int, *pieces: str) -> Pattern:
    """Insert a text made of literals and slots by turns: a literal, a kind and its sample, a literal, …"""
    text, slots = pieces[0], []
    for kind, sample, literal in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        if kind:
            start = at + len(text)
            slots.append(Slot(kind, start, start + len(sample), sample, start, start + len(sample)))
        text += sample + literal
    wider = pattern.replaced(at, at, text)
    return replace(wider, slots=tuple(sorted((*wider.slots, *slots), key=lambda slot: slot.start)))
