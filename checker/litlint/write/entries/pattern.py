"""A text with named places in it, from which pieces can be taken together with what only belongs to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from litlint import regex as re

# Brackets and marks, each with the one that closes it.
_PAIRS = {pair[0]: pair[1] for pair in """[] () 【】 （） `` ** __ "" “” <> ~~""".split()}
_JOINTS = (",", ";", "，", "；", "、", "|", "/", "·", "&", ":", "<br>", "<br/>", "<br />", "–", "—", " -")
_JOINTS_IN_CELLS = tuple(joint for joint in _JOINTS if joint != "|")
# What may follow a part of an entry when it is the last on its line.
_CLOSES = re.compile(r"[^\S\n]*(?:$|[\])】）*_`.。\n\r|\\]|<br)", re.IGNORECASE)
_DASHES = ("-", "–", "—")
# The start of an entry; the colon after a name or date that is there, as in ``- **Name**: Title``.
_BEGIN, _COLON = re.compile(r"[\s>]*+(?:[-*+]|\d{1,9}[.)])?+\s*+"), re.compile(r"[^\S\n]*+[:：][^\S\n]*+")
_OPENS = ("(", "[", "【", "（")
# Emphasis that begins here; a mark that ends what is taken out of it, with the blanks after it.
_OPENING_MARK, _STOP = re.compile(r"(?:^|[\s(\[|])[*_]{1,3}\Z"), re.compile(r"[.,;:][^\S\n]*")
# The start of an entry's line, with a label at most.
_MARKER = re.compile(r"[\s>]*(?:[-*+]|\d+[.)])?\s*(?:[^\w\n]*[\w /-]{1,30}\s*[:：])?[^\w\n]*\Z")
# Blank lines between the parts of an entry take no more characters; patterns that look for their beginning see no more.
MOST_BLANK = 200
# A tag of HTML that sets what follows in some style.
_OPENING_TAG = re.compile(r"<(?P<name>b|code|em|i|small|strong|sub|sup|u)(?:\s[^<>]*+)?>\Z", re.IGNORECASE)
_LONGEST_TAG = 60
# Signs without a word.
_NOTHING = re.compile(r"[^\w\n]*\Z")


def _joint_before(text: str, joints: tuple[str, ...]) -> int:
    """Return how many characters at the end of a text are blanks and marks that join what follows."""
    kept = text.rstrip(" \t\u00a0")
    while (joint := next((joint for joint in joints if kept.lower().endswith(joint)), None)) is not None:
        kept = kept[: len(kept) - len(joint)].rstrip(" \t\u00a0")
    return len(text) - len(kept)


def _joint_after(text: str, joints: tuple[str, ...]) -> int:
    """Return how many characters at the start of a text are blanks and marks that join what precedes."""
    kept = text.lstrip(" \t\u00a0")
    while (
        joint := next(
            (joint for joint in joints if f" {kept}".lower().startswith((joint, f" {joint}")) and joint != ":"), None
        )
    ) is not None:
        kept = kept[len(joint.strip()) :].lstrip(" \t\u00a0")
    return len(text) - len(kept)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a text that some part of an entry fills; ``sample`` is what is there.

    ``first`` to ``last`` is what goes with it when there is nothing to fill it: the whole link of a URL, for example.
    """

    kind: str
    start: int
    end: int
    sample: str
    first: int
    last: int

    def moved(self, by: int) -> Slot:
        """Return the slot so many characters later."""
        return Slot(self.kind, self.start + by, self.end + by, self.sample, self.first + by, self.last + by)


@dataclass(frozen=True, slots=True)
class Pattern:
    """An entry's text with its slots, in order and apart from each other.

    ``cells`` says that bars are its borders; ``whole`` is the entry's text before anything was taken out of it; ``html``
    says that it is HTML, in which marks of Markdown mean nothing.
    """

    text: str
    slots: tuple[Slot, ...]
    cells: bool = False
    whole: str = ""
    html: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the slots are for, in order."""
        return tuple(slot.kind for slot in self.slots)

    @property
    def literals(self) -> list[str]:
        """The text between the slots, one piece more than there are slots."""
        edges = [0, *(edge for slot in self.slots for edge in (slot.start, slot.end)), len(self.text)]
        return [self.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]

    def replaced(self, start: int, end: int, text: str = "") -> Pattern:
        """Return the pattern with another text at a place; the slots there are gone."""
        by = len(text) - (end - start)
        slots = [
            slot if slot.end <= start or not by else slot.moved(by)
            for slot in self.slots
            if (slot.end <= start or slot.start >= end) and not start <= slot.start <= slot.end <= end
        ]
        return replace(self, text=self.text[:start] + text + self.text[end:], slots=tuple(slots))

    def without(self, start: int, end: int) -> Pattern:
        """Return the pattern without a place and what only belongs to it: its brackets, its line, a comma before it."""
        start = max(0, min(start, len(self.text)))  # what went with a part that is gone already may be gone too
        start, end = self.widened(start, max(start, min(end, len(self.text))))
        line, stop = self.text.rfind("\n", 0, start) + 1, self.line_around(end)[1]
        before, after = self.text[line:start], self.text[end:stop].rstrip("\r")
        alone = _MARKER.match(before) and _NOTHING.match(after)
        if alone and line > 0 and not self.cells and not self._holds_slots(line, stop, start, end):
            return self._without_line(line, stop)
        joints = _JOINTS_IN_CELLS if self.cells else _JOINTS
        lead, trail = _joint_before(before, joints), _joint_after(after, joints)
        in_own_cell = self.cells and before[: len(before) - lead][-1:] in ("", "|") and after[trail:][:1] in ("", "|")
        dash = lead and before.rstrip()[-1:] in _DASHES and after[trail:].startswith(_OPENS)
        if in_own_cell:
            start, end = start - lead, end + trail
        elif lead and (dash or _CLOSES.match(after)):
            start -= lead if lead < len(before) or line else 0
            ended = self.text[:start].rstrip(' *_`"”)]').endswith(".") or before.rstrip()[-1:] in _DASHES
            end += after.startswith(".") and ended  # the full stop of the sentence that is taken out
        elif (
            lead
            or before.endswith(_OPENS)
            or not before.strip(" \t>*+-")
            or (self.cells and before.rstrip().endswith("|"))
        ):
            end += trail
            begun = _BEGIN.fullmatch(before) and _COLON.match(self.text, end)
            end = begun.end() if begun else end
        elif _OPENING_MARK.search(before) and (stop_of := _STOP.match(after)):
            end += stop_of.end()
        return self.replaced(start, end)

    def line_around(self, at: int) -> tuple[int, int]:
        """Return where the line of an offset begins and ends, its line end left out."""
        stop = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, len(self.text) if stop < 0 else stop

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """Take in the brackets, marks and tags of style around a place."""
        text = self.text
        if text[start - 1 : start] in ("@", "#"):
            start -= 1
        while True:
            before = len(text[:start].rstrip(" \t")) if text[:start].rstrip(" \t")[-1:] in _PAIRS else start
            after = end + len(text[end:]) - len(text[end:].lstrip(" \t"))
            opening = _OPENING_TAG.search(text, max(0, start - _LONGEST_TAG), start)
            if opening and text.startswith(closing := f"</{opening['name']}>", end):
                start, end = opening.start(), end + len(closing)
                continue
            if before == 0 or after >= len(text) or _PAIRS.get(text[before - 1]) != text[after]:
                return start, end
            start, end = before - 1, after + 1

    def _holds_slots(self, line: int, stop: int, start: int, end: int) -> bool:
        return any(line <= slot.start < stop and not start <= slot.start < end for slot in self.slots)

    def _without_line(self, line: int, stop: int) -> Pattern:
        """Take out a whole line, one of the two blank lines around it, and a hard break that now leads nowhere."""
        text = self.text
        begin, end = line, min(stop + 1, len(text))
        blank_before = re.search(r"\n[^\S\n]*\r?\n\Z", text[:begin]) is not None
        blank_after = re.match(r"[^\S\n]*\r?(?:\n|\Z)", text[end:]) is not None
        if blank_before and blank_after:
            found = re.match(r"[^\S\n]*\r?(?:\n|\Z)", text[end:])
            end += found.end() if found else 0
        if end >= len(text):
            near = max(0, begin - MOST_BLANK)
            kept = re.search(r"[ \t]*\\?\s*\Z", text[near:begin])
            begin = near + kept.start() if kept else begin
        return self.replaced(begin, end)

    def filled(self, values: Iterable[str]) -> str:
        """Return the text with a value in each slot."""
        literals = self.literals
        pieces = [literals[0]]
        for value, literal in zip(values, literals[1:], strict=True):
            pieces += (value, literal)
        return "".join(pieces)
