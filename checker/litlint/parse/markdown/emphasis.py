"""Emphasis and strong emphasis among the tokens of a text (CommonMark 0.31.2, 6.2), in linear time and with exact places."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from litlint import regex as re

Token = dict[str, Any]
# The marks that an emphasis begins and ends with, by their offsets in the text, with their width.
Marks = dict[int, int]

# A run of marks of emphasis, which CommonMark pairs by length.
_RUN = re.compile(r"\*+|_+")
# Emphasis in emphasis beyond this depth stays text: no author means it, and readers of the tree go down level by level.
_DEEPEST = 20


@dataclass
class _Run:
    """A run of one mark that is not used up yet: what is left of it, its length at first, and what it can do."""

    mark: str
    start: int
    end: int
    length: int
    opens: bool
    closes: bool
    number: int

    @property
    def key(self) -> tuple[str, bool, int]:
        """What decides which openers fit this run as a closer."""
        return self.mark, self.opens, self.length % 3

    def fits(self, closer: _Run) -> bool:
        """Say whether this run can open what another closes."""
        if self.mark != closer.mark:
            return False
        either_way = self.closes or closer.opens
        return not either_way or (self.length + closer.length) % 3 != 0 or (self.length % 3 == 0 == closer.length % 3)


def emphasised(tokens: list[Token], src: str) -> list[Token]:
    """Return the tokens, which are at places of a text, with emphasis found among them and texts that touch joined."""
    texts = [token for token in tokens if token["type"] == "text" and token.get("_emphasis", True)]
    if not any("*" in token["raw"] or "_" in token["raw"] for token in texts):
        return _joined(tokens)
    openings, closings = _matched(_runs(texts, src))
    return _nested(_joined(tokens), openings, closings)


def _runs(texts: Iterable[Token], src: str) -> list[_Run]:
    runs: list[_Run] = []
    for token in texts:
        for found in _RUN.finditer(src, token["start"], token["end"]):
            before = src[found.start() - 1] if found.start() else "\n"
            after = src[found.end()] if found.end() < len(src) else "\n"
            left = not after.isspace() and (not _is_punctuation(after) or before.isspace() or _is_punctuation(before))
            right = not before.isspace() and (not _is_punctuation(before) or after.isspace() or _is_punctuation(after))
            mark = found[0][0]
            opens = left and (mark == "*" or not right or _is_punctuation(before))
            closes = right and (mark == "*" or not left or _is_punctuation(after))
            if opens or closes:
                runs.append(_Run(mark, *found.span(), len(found[0]), opens, closes, len(runs)))
    return runs


def _is_punctuation(character: str) -> bool:
    if character.isascii():
        return not character.isalnum() and not character.isspace() and character.isprintable()
    # As GitHub has it: symbols beyond ASCII, emoji among them, are no punctuation.
    return unicodedata.category(character).startswith("P")


def _matched(runs: Iterable[_Run]) -> tuple[Marks, Marks]:
    """Match openers and closers; return the marks that open and those that close."""
    openings: Marks = {}
    closings: Marks = {}
    openers: list[_Run] = []
    # Up to which number no opener fits a kind of closer, so that none is looked at twice in vain.
    hopeless: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and run.start < run.end:
            index = len(openers) - 1
            bottom = hopeless.get(run.key, -1)
            while index >= 0 and openers[index].number > bottom and not openers[index].fits(run):
                index -= 1
            if index < 0 or openers[index].number <= bottom:
                hopeless[run.key] = run.number - 1
                break
            opener = openers[index]
            width = 2 if min(opener.end - opener.start, run.end - run.start) > 1 else 1
            del openers[index + (opener.end - opener.start > width) :]
            opener.end -= width
            openings[opener.end] = closings[run.start] = width
            run.start += width
        if run.opens and run.start < run.end:
            openers.append(run)
    return openings, closings


def _joined(tokens: list[Token]) -> list[Token]:
    """Join texts that touch, but for escapes, which are shorter than what is in the source."""
    joined: list[Token] = []
    for token in tokens:
        if token["type"] == "text" and token.get("_emphasis", True):
            last = joined[-1] if joined else None
            if last is not None and "pieces" in last and last["end"] == token["start"]:
                last["pieces"].append(token["raw"])
                last["end"] = token["end"]
                continue
            token = {**token, "pieces": [token["raw"]]}
        joined.append(token)
    for token in joined:
        if "pieces" in token:
            token["raw"] = "".join(token.pop("pieces"))
    return joined


def _nested(tokens: list[Token], openings: Marks, closings: Marks) -> list[Token]:
    """Put what is between two marks into a token of its own."""
    marks = deque(sorted({*openings, *closings}))
    top: list[Token] = []
    levels = [top]
    too_deep = 0
    for token in tokens:
        at = token["start"]
        if token["type"] == "text" and token.get("_emphasis", True):
            while marks and marks[0] < token["end"]:
                offset = marks.popleft()
                if offset in closings and too_deep:
                    too_deep -= 1
                elif offset in closings:
                    levels[-1] += _piece(token, at, offset)
                    at = offset + closings[offset]
                    levels.pop()
                    levels[-1][-1]["end"] = at
                elif len(levels) > _DEEPEST:
                    too_deep += 1
                else:
                    levels[-1] += _piece(token, at, offset)
                    at = offset + openings[offset]
                    kind = "strong" if openings[offset] == 2 else "emphasis"
                    levels[-1].append({"type": kind, "start": offset, "children": []})
                    levels.append(levels[-1][-1]["children"])
            levels[-1] += _piece(token, at, token["end"])
        else:
            levels[-1].append(token)
    return top


def _piece(token: Token, start: int, end: int) -> list[Token]:
    if end <= start:
        return []
    begin = token["start"]
    return [{"type": "text", "raw": token["raw"][start - begin : end - begin], "start": start, "end": end}]
