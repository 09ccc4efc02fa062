"""Brackets, parentheses and a URL that were meant as a link and are none: the forms that people write by mistake."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from litlint.metadata.normalize import normalize_title
from litlint.metadata.placeholders import is_placeholder
from litlint.model.finding import Edit, Severity
from litlint.model.source import Span
from litlint.syntax.literal_text import BARE, EMPHASIS, LINK, LiteralLine

_SQUARE = re.compile(r"[\[\]]")
_NUMBER = re.compile(r"\[\s*(?:[\d\s,;–-]*|[xX]|\^.*)\s*\]\Z", re.S)
_PLAIN = rf"[^\[\](){LINK}{BARE}]"
_TARGET = re.compile(
    rf"[ \t]{{0,3}}<?(?:{BARE}|{LINK}|[a-z]{{3,6}}[:;.]?/{{1,3}}\w|#|\.{{0,2}}/|www\.)"
    r"|[\w./%-]{1,200}\.(?:md|pdf|html?|ipynb)\b",
    re.I,
)
_TRACKING = "#:~:"
# No target is longer; without a limit hostile text would be read again and again.
_LONGEST = 2000


class SyntaxProblem(NamedTuple):
    """What is wrong at a place, and the edits that mend it; ``safe`` says that nothing else can have been meant."""

    place: Span
    message: str
    edits: tuple[Edit, ...] = ()
    title: str = ""
    safe: bool = True
    severity: Severity = Severity.ERROR


Partners = dict[int, int]
Judge = Callable[[LiteralLine, "re.Match[str]", Partners], SyntaxProblem | None]


def misread_links(lines: Iterable[LiteralLine]) -> Iterator[SyntaxProblem]:
    """Yield what was meant as a link in the lines of one block."""
    for line in lines:
        yield from _line_faults(line)


def _line_faults(line: LiteralLine) -> Iterator[SyntaxProblem]:
    partners = _partners(line.text)
    found = [
        fault
        for pattern, judge in _FORMS
        for match in pattern.finditer(line.text)
        if (fault := judge(line, match, partners)) is not None
    ]
    taken = 0
    for fault in sorted(found, key=lambda fault: (fault.place.start, -fault.place.end)):
        if fault.place.start >= taken:
            taken = fault.place.end
            yield fault


def _partners(text: str) -> Partners:
    """Return where the partner of each square bracket of a line stands."""
    partners: Partners = {}
    opened: list[int] = []
    for found in _SQUARE.finditer(text):
        if found[0] == "[":
            opened.append(found.start())
        elif opened:
            partners[found.start()] = opened[-1]
            partners[opened.pop()] = found.start()
    return partners


def _broken(line: LiteralLine, found: re.Match[str], partners: Partners) -> SyntaxProblem | None:
    """Judge a closing bracket and an opening parenthesis that follow each other, perhaps apart, and are no link."""
    text, close, begin, gap = line.text, found.start(), found.end(), found["gap"]
    opener = partners.get(close)
    end = text.find(")" if found["open"] == "(" else "）", begin, begin + _LONGEST)
    target = line.raw(begin, end).strip() if end >= 0 else ""
    label = line.raw(opener + 1, close) if opener is not None else ""
    titled = not gap and normalize_title(label) != "" and normalize_title(label) == normalize_title(target)
    if not (titled or _TARGET.match(text, begin)) or is_placeholder(target):
        return None
    if gap and (opener is None or _NUMBER.match(f"[{label}]") or not text.startswith(BARE, begin)):
        return None
    if opener is None:
        return _outer_missing(line, close, begin)
    if titled:
        return SyntaxProblem(line.span(opener, end + 1), "the target is the title, not a URL, so this is no link")
    if found["open"] == "（":
        return _full_width(line, close + 1, begin, end)
    if gap:
        return _apart(line, found)
    return _nested(line, opener, begin) if text.startswith(LINK, begin) else _unread(line, opener, begin, end)


def _outer_missing(line: LiteralLine, close: int, begin: int) -> SyntaxProblem | None:
    """Judge a bracket that closes more than was opened, right before a URL in parentheses; one escaped is no bracket."""
    if "\\[" in line.raw(max(0, close - _LONGEST), close):
        return None
    opener = line.text.rfind("[", max(0, close - _LONGEST), close) if line.text[close - 1] == "]" else -1
    if opener < 0:
        return SyntaxProblem(line.span(close, begin), "the opening bracket of this link is missing")
    message = "an opening bracket is missing, so this is no link"
    return SyntaxProblem(line.span(opener, begin), message, (line.edit(opener, opener, "["),), "add it")


def _full_width(line: LiteralLine, start: int, begin: int, end: int) -> SyntaxProblem:
    edits = [line.edit(start, begin, "("), *([line.edit(end, end + 1, ")")] if end >= 0 else [])]
    message = "full-width parentheses make no link"
    return SyntaxProblem(line.span(start, begin), message, tuple(edits), "write plain parentheses", safe=end >= 0)


def _apart(line: LiteralLine, found: re.Match[str]) -> SyntaxProblem:
    """Judge a text in brackets and a URL in parentheses with blanks or marks of emphasis between them."""
    stop = line.run_end(found.end())
    closed = line.text.startswith(")", stop)
    marks = found["gap"].strip()
    behind = stop + closed
    edits = [line.edit(found.start() + 1, found.end() - 1, "")]
    if marks or not closed:
        raw_marks = line.raw(*found.span("gap")).strip()
        edits.append(line.edit(behind, behind, ("" if closed else ")") + raw_marks))
    what, title = ("marks of emphasis", "put them behind the link") if marks else ("a blank", "take the blank out")
    message = f"{what} between the two parts: this is no link"
    return SyntaxProblem(line.span(found.start(), found.end()), message, tuple(edits), title)


def _nested(line: LiteralLine, opener: int, begin: int) -> SyntaxProblem:
    """Judge a link where the target of another should be."""
    link = line.links[begin]
    stop = link.span.end - line.place.start
    closed = line.text.startswith(")", stop)
    place = line.span(opener, stop + closed)
    message = "there is a link inside the target, so only the inner one is a link"
    if not closed:
        return SyntaxProblem(place, message)
    edit = line.edit(begin, stop, link.url_span.text)
    return SyntaxProblem(place, message, (edit,), "write the URL alone", safe=link.text == link.url)


def _unread(line: LiteralLine, opener: int, begin: int, end: int) -> SyntaxProblem:
    """Judge what begins as a link does and has a target that does not end as it should."""
    text = line.text
    stop = line.run_end(begin) if text.startswith(BARE, begin) else begin
    rest = line.raw(begin, min(begin + _LONGEST, len(text)))
    if _TRACKING in rest:
        edit = line.edit(begin + rest.index(_TRACKING), max(stop, end + 1), ")")
        message = "the marked words in this URL keep it from being a link"
        return SyntaxProblem(line.span(opener, stop), message, (edit,), f"cut the URL before {_TRACKING}", safe=False)
    between = text[stop : end if end >= 0 else len(text)]
    if end < 0 or (stop > begin and any(mark in between for mark in (LINK, BARE, "["))):
        edits = (line.edit(stop, stop, ")"),) if stop > begin else ()
        message = "the closing parenthesis is missing, so this is no link"
        return SyntaxProblem(
            line.span(opener, max(stop, begin)), message, edits, "close it behind the URL" if edits else ""
        )
    if stop > begin and between.strip():
        return SyntaxProblem(
            line.span(stop, end), "this stands between the URL and its parenthesis, so this is no link"
        )
    target = line.raw(begin, end).strip()
    if len(target.split()) < 2:
        return SyntaxProblem(line.span(opener, end + 1), "GitHub does not read this as a link")
    is_anchor = target.startswith("#")
    edit = line.edit(begin, end, ("-" if is_anchor else "%20").join(target.split()))
    title = "write hyphens" if is_anchor else "write %20 for the blank"
    return SyntaxProblem(
        line.span(begin, end), "a blank ends the target, so this is no link", (edit,), title, safe=False
    )


def _naked(line: LiteralLine, found: re.Match[str], partners: Partners) -> SyntaxProblem | None:
    """Judge a URL that follows a bracket at once, without parentheses."""
    close, begin, text = found.start(), found.end(), line.text
    opener = partners.get(close)
    stop = line.run_end(begin)
    if opener is None or text.startswith("]", stop) or _NUMBER.match(line.raw(opener, begin)):
        return None
    if line.raw(begin, begin + 1) == "<":
        edits = [line.edit(begin, begin + 1, "("), line.edit(stop - 1, stop, ")")]
    else:
        closed = text.startswith(")", stop) and text.count(")", opener, stop + 1) > text.count("(", opener, stop)
        edits = [line.edit(begin, begin, "("), *([] if closed else [line.edit(stop, stop, ")")])]
    return SyntaxProblem(
        line.span(opener, stop), "the parentheses around the URL are missing", tuple(edits), "add them"
    )


def _curly(line: LiteralLine, found: re.Match[str], partners: Partners) -> SyntaxProblem | None:
    """Judge a URL that follows a bracket in braces."""
    close, begin = found.start(), found.start("url")
    opener = partners.get(close)
    length = line.raw(*found.span("url")).find("}")
    if opener is None or length < 0:
        return None
    edits = (line.edit(close + 1, begin, "("), line.edit(begin + length, begin + length + 1, ")"))
    return SyntaxProblem(line.span(opener, begin + length + 1), "braces make no link", edits, "write parentheses")


def _swallowed(line: LiteralLine, found: re.Match[str], partners: Partners) -> SyntaxProblem | None:
    """Judge a text and a URL in one pair of brackets where the URL takes in what closes: `[pdf(URL)]`, `[[pdf(URL)]`."""
    begin, raw = found.start("url"), line.raw(found.start("url"), found.end() + 1)
    marks = ((at, raw[:at]) for at, mark in enumerate(raw) if mark == ")")
    length = next((at for at, before in marks if before.count("(") == before.count(")")), -1)
    if length < 0 or length >= found.end() - begin or not raw.startswith(")]", length):
        return None
    edits = [line.edit(begin - 1, begin, "](")]
    if line.text[found.start() - 1 : found.start()] != "[" or found.start() - 1 in partners:
        edits.append(line.edit(begin + length + 1, begin + length + 2, ""))
    message = "text and URL stand in one pair of brackets, so this is no link"
    return SyntaxProblem(line.span(found.start(), begin + length + 2), message, tuple(edits), "write [text](URL)")


def _reversed(line: LiteralLine, found: re.Match[str], partners: Partners) -> SyntaxProblem:
    edits = (
        line.edit(found.start(), found.start("text"), "["),
        line.edit(found.end("text"), found.start("url"), "]("),
        line.edit(found.end("url"), found.end(), ")"),
    )
    return SyntaxProblem(
        line.span(*found.span()), "brackets and parentheses are the wrong way round", edits, "swap them"
    )


def _round(line: LiteralLine, found: re.Match[str], partners: Partners) -> SyntaxProblem:
    edits = (line.edit(*found.span("before"), "["), line.edit(*found.span("after"), "]"))
    message = "the text of a link stands in brackets, not in parentheses"
    return SyntaxProblem(line.span(*found.span()), message, edits, "write brackets")


def _inside(line: LiteralLine, found: re.Match[str], partners: Partners) -> SyntaxProblem | None:
    """Judge a URL that stands with its text in one pair of brackets."""
    label, is_round = found["text"], bool(found["open"])
    if is_round != bool(found["close"]) or not (is_round or label.startswith("[")):
        return None
    start, stop = found.span("url")
    end = found.end() + (2 if is_round and line.text.startswith("()", found.end()) else 0)
    edits = [line.edit(start, start, "("), line.edit(stop, stop, ")")]
    if is_round:
        edits = [line.edit(found.start("text") + len(label.rstrip()), start, "]("), line.edit(found.end() - 1, end, "")]
    message = "text and URL stand in one pair of brackets, so this is no link"
    return SyntaxProblem(line.span(found.start(), end), message, tuple(edits), "write [text](URL)")


def _unclosed(line: LiteralLine, found: re.Match[str], partners: Partners) -> SyntaxProblem | None:
    """Judge an opening bracket that nothing closes before a URL in parentheses."""
    text = found["text"]
    if found.start() in partners or not text.strip():
        return None
    message = "the closing bracket before the URL is missing, so this is no link"
    edits = () if text[-1].isspace() else (line.edit(found.end("text"), found.end("text"), "]"),)
    return SyntaxProblem(line.span(*found.span()), message, edits, "add it")


_FORMS: tuple[tuple[re.Pattern[str], Judge], ...] = (
    (re.compile(rf"\](?P<gap>[ \t]{{0,3}}{EMPHASIS}{{0,3}}[ \t]{{0,3}})(?P<open>[(（])"), _broken),
    (re.compile(rf"\](?={BARE})"), _naked),
    (re.compile(rf"[(（](?P<text>[^()（）\[\]{BARE}{LINK}]{{1,200}})[)）]\[(?P<url>{BARE}+)\]"), _reversed),
    (re.compile(rf"(?P<before>\()(?={_PLAIN}{{1,200}}\)\({BARE})[^()]+(?P<after>\))\({BARE}+\)"), _round),
    (
        re.compile(
            rf"\[(?P<text>\[[^\[\]{LINK}{BARE}]{{1,200}}\]|{_PLAIN}{{1,200}})(?P<open>\(?)(?P<url>{BARE}+)(?P<close>\)?)\]"
        ),
        _inside,
    ),
    (re.compile(rf"\[(?P<text>[^\[\]{LINK}{BARE}]{{1,300}}?)\((?P<url>{BARE}+)\)(?!\])"), _unclosed),
    (re.compile(rf"\[(?P<text>{_PLAIN}{{1,60}})\((?P<url>{BARE}+)(?=\])"), _swallowed),
    (re.compile(rf"\]\{{(?P<url>{BARE}+)"), _curly),
)
