"""A line of Markdown cut into tokens: marks, targets, links, text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from litlint import regex as re
from litlint.metadata.normalize import normalize_title
from litlint.syntax.link_shapes import MARKS, UNSHIFTED, plain_mark
from litlint.syntax.literal_text import BARE, EMPHASIS, LINK, TAG, LiteralLine

_TOKEN = re.compile(
    rf"(?P<mark>[{re.escape(MARKS)}]|(?<=\])[{UNSHIFTED}](?={BARE}))|(?P<url>{BARE}+)|(?P<link>{LINK}+)"
    rf"|(?P<emphasis>{EMPHASIS}+)|(?P<blank>[ \t]+)"
    rf"|(?P<edge>{TAG}+)|(?P<text>[^{re.escape(MARKS)}{BARE}{LINK}{EMPHASIS}{TAG} \t]+)"
)
# Where an URL that a reader of Markdown guessed goes on into the marks around it.
_CLOSERS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "］": "［"}
# What can only be a target after `](`: a path, a fragment, a scheme however it is spelt, a host, a file that pages link to.
_TARGET = re.compile(
    r"[ \t]{0,3}<?(?:[a-z]{3,6}(?:[:;.]?|[:;.][ \t])/{1,3}\w|#|\.{0,2}/|www\.)|[\w./%-]{1,200}\.(?:md|pdf|html?|ipynb)\b",
    re.I,
)
# A path that says that it is one, and a path with spaces to a file in a folder.
_OWN_PATH = re.compile(r"\.{1,2}/[\w./%+-]{1,200}\.[a-z]{2,5}")
_SPACED_PATH = re.compile(r"(?!https?:)[\w.%+-]{1,80}/[\w./%+& -]{1,200}\.[a-z]{2,5}", re.I)
# A parenthesis typed without Shift, between the text of a link and its URL, and the URL up to the other parenthesis.
_UNSHIFTED = re.compile(rf"(?<=\])[{UNSHIFTED}](?P<url>https?://[^\s()\[\]<>]{{4,1000}})(?=\))")
# No label is longer; without a limit hostile text would be read again and again.
LONGEST_LABEL = 300


class Token(NamedTuple):
    """A piece of a line: a mark, ``T`` text, ``U`` URL, ``N`` link, ``P`` path, ``e`` emphasis, a blank, ``|`` an end."""

    kind: str
    start: int
    end: int


def tokens_of(line: LiteralLine, is_path: Callable[[str], bool]) -> list[Token]:
    """Return the tokens of a line; text between two marks that can only be a target is one token of kind ``P``.

    ``is_path`` says whether the repository has a file at a path.
    """
    tokens: list[Token] = []
    for found in _TOKEN.finditer(_cut_urls(line)):
        kind = {"url": "U", "link": "N", "emphasis": "e", "blank": " ", "edge": "|", "text": "T"}.get(
            found.lastgroup or "", found[0]
        )
        _add(tokens, Token(kind, *found.span()))
    return _with_paths(tokens, line, is_path)


def _add(tokens: list[Token], token: Token) -> None:
    """Add a token; text goes on over blanks and marks of emphasis inside it."""
    if token.kind == "T" and len(tokens) > 1 and tokens[-1].kind in " e" and tokens[-2].kind == "T":
        tokens.pop()
        token = token._replace(start=tokens.pop().start)
    elif token.kind == "T" and tokens and tokens[-1].kind in ("T", "e"):
        token = token._replace(start=tokens.pop().start)
    elif token.kind == "e" and tokens and tokens[-1].kind == "T":
        token = Token("T", tokens.pop().start, token.end)
    tokens.append(token)


def _cut_urls(line: LiteralLine) -> str:
    """Return the text of a line in which URLs end before a bracket or parenthesis that they did not open."""
    text = line.text
    if "://" in text:
        text = _UNSHIFTED.sub(lambda found: found[0][0] + BARE * len(found["url"]), text)
    if BARE not in text:
        return text
    pieces, at = [], 0
    for run in re.finditer(f"{BARE}+", text):
        raw = line.raw(*run.span())
        end = _url_end(raw)
        pieces += [text[at : run.start()], BARE * end, raw[end:]]
        at = run.end()
    return "".join([*pieces, text[at:]])


def _url_end(raw: str) -> int:
    if raw.startswith("<"):
        return len(raw)
    opened: Counter[str] = Counter()
    for at, character in enumerate(raw):
        if character in _CLOSERS:
            if not opened[_CLOSERS[character]]:
                return at
            opened[_CLOSERS[character]] -= 1
        elif character in "[【［（":
            return at
        elif character in "({":
            opened[character] += 1
    return len(raw)


def _with_paths(tokens: list[Token], line: LiteralLine, is_path: Callable[[str], bool]) -> list[Token]:
    """Turn the text between two marks that can only be a target into one token."""
    found: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        found.append(token)
        index += 1
        if token.kind not in "([" or index >= len(tokens) or tokens[index].kind not in ("T", " "):
            continue
        after_bracket = len(found) > 1 and plain_mark(found[-2].kind) in ("]", "(")
        end = _path_end(tokens, index, token.kind, after_bracket, line, is_path)
        if end > index:
            found.append(Token("P", tokens[index].start, tokens[end - 1].end))
            index = end
    return found


def _path_end(
    tokens: list[Token], index: int, opener: str, after_bracket: bool, line: LiteralLine, is_path: Callable[[str], bool]
) -> int:
    """Return the index after the tokens that make a path; the same index if they make none."""
    closer = ")" if opener == "(" else "]"
    start = tokens[index].start
    end = index
    depth = 0
    while end < len(tokens) and tokens[end].kind in ("T", " ", "(", ")") and tokens[end].end - start < LONGEST_LABEL:
        if tokens[end].kind == closer and not depth:
            break
        depth += {"(": 1, ")": -1}.get(tokens[end].kind, 0) if opener == "(" else 0
        end += 1
    if end == index:
        return index
    closed = end < len(tokens) and tokens[end].kind == closer
    target = line.raw(start, tokens[end - 1].end)
    if closed and (is_path(target.strip()) or _OWN_PATH.fullmatch(target)):
        return end
    if closed and after_bracket and _SPACED_PATH.fullmatch(target):
        return end
    if after_bracket and opener == "(" and is_path(target.split(" ")[0]):
        return index + 1 if not closed else index
    if after_bracket and opener == "(" and (_TARGET.match(target) or repeats_title(line, start - 1, target)):
        if closed or " " not in target.strip():
            return end
        return index + 1
    return index


def repeats_title(line: LiteralLine, start: int, target: str) -> bool:
    """Say whether a target repeats what is right before it: the text of the link, or a title of three words or more."""
    words = normalize_title(target)
    before = normalize_title(line.raw(max(0, start - LONGEST_LABEL), start)) if words else ""
    return bool(words) and (before.endswith(words) or (len(words.split()) > 2 and f" {words} " in f" {before} "))
