"""The shapes that links have, and those that people write in their place: which is nearest, by edit distance.

A shape is a string of one character for each piece: ``T`` for the text, ``U`` for the target, the marks as they are, a colon
between brackets and target; ``e`` is emphasis.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

# Other characters that people type for brackets and parentheses, and those that Markdown reads.
_PLAIN = {"［": "[", "］": "]", "【": "[", "】": "]", "（": "(", "）": ")", "{": "(", "}": ")"}
MARKS = "[]()" + "".join(_PLAIN)
# Keys that make an opening parenthesis with Shift: US, German and French layouts. They are marks before a URL only.
_UNSHIFTED = dict.fromkeys("985", "(")
UNSHIFTED = "".join(_UNSHIFTED)
# The shapes of links that render: T is the text, U the target. They cost nothing.
LINKS = {"[T](U)": 0.0, "[[T](U)]": 0.0, "[[T]](U)": 0.0, "([T](U))": 0.0}
# What people write in their place, with the cost of reading it as a link: the parts in the wrong order, or wrong marks.
_MISTAKES = {
    "(T)[U]": 1.0,
    "(U)[T]": 1.0,
    "[U](T)": 1.0,
    "[T][U]": 1.5,
    "[T]U": 2.0,
    "[[T]U]": 2.0,
    "T(U)": 2.0,
    "T[U]": 2.0,
    "[TU]": 2.0,
    "[[TU]]": 2.0,
}
# More repairs than two marks turn any two things into a link.
DEAREST = 2.4
# One repair: a mark put in, taken out, written for another, or for one that looks like it; a blank taken out; a mark moved.
_INSERT, _DELETE, _REPLACE, _RESPELL, _BLANK, _MOVE = 1.0, 1.1, 1.0, 0.4, 0.3, 1.2
_COLON = 0.05  # `[T]: U`, in the middle of a line
_BETWEEN = {" ": _BLANK, "e": _BLANK, ":": _COLON}


def plain_mark(mark: str) -> str:
    """Return the bracket or parenthesis that Markdown reads, for one that only looks like it."""
    return _PLAIN.get(mark) or _UNSHIFTED.get(mark, mark)


class Step(NamedTuple):
    """One repair: ``+`` a mark put in, ``-`` one taken out, ``=`` one written in place of another."""

    what: str
    old: str
    new: str


@lru_cache(maxsize=2048)
def nearest_shape(symbols: str) -> tuple[str, float, tuple[Step, ...]]:
    """Return the shape that takes the fewest repairs, what they cost, and the repairs."""
    best: tuple[str, float, tuple[Step, ...]] = ("", float("inf"), ())
    for shape, base in (*LINKS.items(), *_MISTAKES.items()):
        cost, steps = _repairs(symbols, shape)
        if base + cost < best[1]:
            best = (shape, base + cost, steps)
    return best


def _repairs(symbols: str, shape: str) -> tuple[float, tuple[Step, ...]]:
    """Return the edit distance of two strings of marks, and its steps; text and target are never put in or taken out."""
    never = float("inf")
    row: list[tuple[float, tuple[Step, ...]]] = [(0.0, ())]
    for new in shape:
        cost = never if new in "TU" else _INSERT
        row.append((row[-1][0] + cost, (*row[-1][1], Step("+", "", new))))
    for old in symbols:
        drop = never if old in "TU" else _BETWEEN.get(old, _DELETE)
        above, row = row, [(row[0][0] + drop, (*row[0][1], Step("-", old, "")))]
        for index, new in enumerate(shape):
            put = never if new in "TU" else _INSERT
            swap = 0.0 if old == new else never
            if old != new and old not in "TU e:" and new not in "TU":
                swap = _RESPELL if plain_mark(old) == new else _REPLACE
            ways = [
                (above[index][0] + swap, (*above[index][1], *(() if old == new else (Step("=", old, new),)))),
                (row[index][0] + put, (*row[index][1], Step("+", "", new))),
                (above[index + 1][0] + drop, (*above[index + 1][1], Step("-", old, ""))),
            ]
            row.append(min(ways, key=lambda way: way[0]))
    cost, steps = row[-1]
    put_in = {step.new for step in steps if step.what == "+"}
    taken_out = {step.old for step in steps if step.what == "-"}
    if len(put_in) == len(taken_out) == 1 and put_in == taken_out:
        cost -= _INSERT + _DELETE - _MOVE
    return cost, steps


def explain(shape: str, steps: tuple[Step, ...]) -> str:
    """Say in words what keeps marks from being a link."""
    reasons = {
        "(T)[U]": "brackets and parentheses are swapped",
        "(U)[T]": "the URL comes before the text",
        "[U](T)": "the URL comes before the text",
        "[T][U]": "the URL is in brackets, not in parentheses",
        "[T]U": "the parentheses around the URL are missing",
        "[[T]U]": "the parentheses around the URL are missing",
        "T(U)": "the brackets around the text are missing",
        "T[U]": "brackets and parentheses are missing or wrong",
        "[TU]": "a bar separates text and URL",
        "[[TU]]": "a bar separates text and URL",
    }
    if shape in reasons:
        return reasons[shape]
    names = {"[": "opening bracket", "]": "closing bracket", "(": "opening parenthesis", ")": "closing parenthesis"}
    parts = []
    put_in = [step.new for step in steps if step.what == "+"]
    taken_out = [step.old for step in steps if step.what == "-" and step.old not in _BETWEEN]
    if put_in == taken_out and put_in:
        return "text and URL are in one pair of brackets"
    if sorted(put_in) == ["(", ")"]:
        return "the parentheses around the URL are missing"
    for step in steps:
        if step.what == "=":
            parts.append(f"found `{step.old}`, expected `{step.new}`")
        elif step.what == "+":
            parts.append(f"the {names[step.new]} is missing")
        elif step.old == " ":
            parts.append("there is a space between text and URL")
        elif step.old == ":":
            parts.append("there is a colon between text and URL")
        elif step.old == "e":
            parts.append("there are asterisks or underscores between text and URL")
        else:
            parts.append(f"one `{step.old}` too many")
    return ", ".join(dict.fromkeys(parts))
