"""mistune's inline parser, taught to remember where each piece of text begins and ends."""

from __future__ import annotations

from re import Match
from typing import Any

from mistune.core import InlineState
from mistune.inline_parser import InlineParser

from litlint import regex as re
from litlint.parse.markdown.emphasis import Token, emphasised

# GitHub Flavored Markdown, 6.9: a bare URL, or a bare host that begins with www.
_BARE_URL = r"(?:(?<![A-Za-z])https?://|(?<![\w./@-])www\.)[^\s<]+"
_TRAILING = re.compile(r"(?:[?!.,:*_~'\"]|&[A-Za-z0-9]+;)\Z")
# Where something other than plain text may begin; marks of emphasis are found later.
_TRIGGER = re.compile(r"[\\`\[\]<\n]|!\[|https?://|www\.")
# A longer run of one mark is no markup that anybody meant, and costs a token a mark.
_LONG_RUN = re.compile(r"([\[\]!*_`<~\\(])\1{255,}")
# A link as nearly all are written: its text and its target hold no sign that could mean anything else.
_PLAIN_LINK = re.compile(r"\[(?P<text>[^\[\]\n]++)\]\([^\s()<>{}\\\x00-\x1f\x7f]++\)")
# What a text may not hold beside such links to be read without mistune: all of _TRIGGER but brackets that no target follows.
_NOT_PLAIN = re.compile(r"[\\`<\n]|!\[|\[{4}|\]\(|https?://|www\.")
# A target that Jekyll (`{{ site.baseurl }}/x`, `{% link x.md %}`) or Hugo (`{{< ref "x" >}}`) fills in before it is Markdown.
TEMPLATE_TARGET = re.compile(r"\((?P<url>[^\s()<>{}]*+(?:(?:\{\{[^{}\n]*+\}\}|\{%[^%\n]*+%\})[^\s()<>{}]*+)++)\)")
_BRACKET = re.compile(r"[\[\]]")
# What a target of Markdown cannot have without brackets around it, but a template has.
_NOT_IN_TARGET = re.compile(r"[\s<>()]")


class State(InlineState):
    """A text being parsed.

    ``at`` is where the token being made begins, ``in_anchor`` says that it is in the text of ``<a href>``, ``filled`` is
    the text with its templates in targets filled in, once one is met.
    """

    at = 0
    in_anchor = False
    filled: str | None = None

    def append_token(self, token: Token) -> None:
        """Add a token that begins where the parser is."""
        token.setdefault("start", self.at)
        super().append_token(token)


class Inlines(InlineParser):
    """Inline Markdown with GitHub's bare URLs; each token has ``start`` and ``end`` in the text it was parsed from."""

    state_cls = State

    def __init__(self) -> None:
        super().__init__()
        self.specification["link_close"] = r"\]"
        self.specification["emphasis"] = r"(?!)"
        self.register("url_link", _BARE_URL, Inlines._parse_bare_url)

    def tokens(self, text: str, references: dict[str, Any]) -> list[Token]:
        """Parse a text into nested tokens; ``references`` are the definitions of its document."""
        plain = _plain_tokens(text) if not references else None
        if plain is not None:
            return self.resolve(plain, 0, text)
        state = State({"ref_links": references})
        state.src = text
        self.parse(state)
        return self.resolve(state.tokens, 0, text)

    def parse(self, state: InlineState) -> list[Token]:
        """Cut the text into tokens; emphasis is left to ``resolve``."""
        src, text_from, at = state.src, 0, 0
        match = self.compile_sc().match
        assert isinstance(state, State)  # noqa: S101 - this parser makes no other
        while trigger := _TRIGGER.search(src, at):
            at = trigger.start()
            if run := _LONG_RUN.match(src, at):
                at = run.end()
                continue
            if src[at] == "\n":
                at = _break_start(src, text_from, at)
            m = match(src, at)
            end = self._parse_at(m, state, text_from) if m else 0
            if end:
                text_from = at = end
            else:
                at = trigger.end()
        if text_from < len(src):
            state.append_token({"type": "text", "raw": src[text_from:], "start": text_from, "end": len(src)})
        return state.tokens

    def _parse_at(self, m: Match[str], state: State, text_from: int) -> int:
        """Parse what begins at a match, the plain text before it first; return 0, and leave no token, if nothing does."""
        before = len(state.tokens)
        state.at = m.start()
        if state.at > text_from:
            raw = state.src[text_from : state.at]
            state.append_token({"type": "text", "raw": raw, "start": text_from, "end": state.at})
        end = self.parse_method(m, state) or 0
        if end:
            state.tokens[-1].setdefault("end", end)
        else:
            del state.tokens[before:]
        return end

    def parse_link_close(self, m: Match[str], state: InlineState) -> int:
        """Close a bracket; where that makes a link or picture, it begins at its opening bracket."""
        opener = state.brackets[-1] if state.brackets else None
        src = state.src
        if opener is not None and src.startswith("(", m.end()) and TEMPLATE_TARGET.match(src, m.end()):
            assert isinstance(state, State)  # noqa: S101 - this parser makes no other
            if state.filled is None:
                state.filled = TEMPLATE_TARGET.sub(_fill, src)
            state.src = state.filled
        end = super().parse_link_close(m, state)
        state.src = src
        token = state.tokens[-1]
        if opener is not None and token["type"] in ("link", "image"):
            token["start"] = opener.start - (2 if opener.image else 1)
            token["end"] = end
            token["label_end"] = m.start()
        return end

    def parse_inline_html(self, m: Match[str], state: InlineState) -> int | None:
        """Parse a tag or comment; in the text of ``<a href>`` a bare URL is no link of its own, but other links are."""
        assert isinstance(state, State)  # noqa: S101 - this parser makes no other
        end = super().parse_inline_html(m, state)
        if state.in_link:
            state.in_link = False
            state.in_anchor = " href" in state.src[m.start() : end].lower()
            state.in_anchor = state.in_anchor and state.delimiters.find("</a>", m.end()) is not None
        elif end and state.src.startswith(("</a", "</A"), m.start()):
            state.in_anchor = False
        return end

    def finalize_tokens(self, tokens: list[Token], depth: int) -> list[Token]:
        """Leave emphasis alone: ``resolve`` finds it later, with its places."""
        return tokens

    def resolve(self, tokens: list[Token], begin: int, src: str) -> list[Token]:
        """Resolve the emphasis among siblings, the first of which begins at an offset of the text, level by level."""
        at = begin
        for token in tokens:
            if "start" not in token:  # mistune makes a text of an autolink that is in a link's label
                token["start"], token["end"] = at, at + len(token["raw"])
            at = token["end"]
            if token["type"] in ("link", "image"):
                token["children"] = self._resolve_label(token, src)
        return emphasised(tokens, src)

    def _resolve_label(self, token: Token, src: str) -> list[Token]:
        if "label_end" in token:
            return self.resolve(token["children"], token["start"] + (2 if token["type"] == "image" else 1), src)
        for child in token["children"]:  # the one text of an autolink, between its angle brackets if it has any
            margin = (token["end"] - token["start"] - len(child["raw"])) // 2
            child["start"], child["end"] = token["start"] + margin, token["end"] - margin
        return list(token["children"])

    def _parse_bare_url(self, m: Match[str], state: InlineState) -> int | None:
        assert isinstance(state, State)  # noqa: S101 - this parser makes no other
        if state.in_anchor:
            return None
        text = _trimmed(m.group())
        if state.brackets and (bracket := _BRACKET.search(text)):
            text = _trimmed(text[: bracket.start()])  # another bracket begins or ends before the URL can
        if len(text) < len("www.a.b") or text.endswith("//"):
            return None
        url = text if text.startswith("http") else "http://" + text
        children = [{"type": "text", "raw": text}]
        state.append_token({"type": "link", "children": children, "attrs": {"url": url}, "_autolink": text})
        return m.start() + len(text)


def _plain_tokens(text: str) -> list[Token] | None:
    """Return the tokens of a text that holds plain links and no other mark but those of emphasis; None for any other text."""
    tokens: list[Token] = []
    at = 0
    for found in _PLAIN_LINK.finditer(text):
        start, end = found.span()
        first, last = found.span("text")
        if _NOT_PLAIN.search(text, at, start) or _NOT_PLAIN.search(text, first, last) or text.endswith("!", at, start):
            return None
        if start > at:
            tokens.append({"type": "text", "raw": text[at:start], "start": at, "end": start})
        shown = {"type": "text", "raw": text[first:last], "start": first, "end": last}
        tokens.append({"type": "link", "children": [shown], "start": start, "end": end, "label_end": last})
        at = end
    if _NOT_PLAIN.search(text, at):
        return None
    if at < len(text):
        tokens.append({"type": "text", "raw": text[at:], "start": at, "end": len(text)})
    return tokens


def _fill(target: Match[str]) -> str:
    """Return a target of the same length that is plain Markdown."""
    return f"({_NOT_IN_TARGET.sub('_', target['url'])})"


def _break_start(src: str, least: int, newline: int) -> int:
    """Return where a line break begins: at the blanks, or the backslash, before its line feed."""
    at = newline
    while at > least and src[at - 1] == " ":
        at -= 1
    if at == newline and at > least and src[at - 1] == "\\":
        at -= 1
    return at


def _trimmed(url: str) -> str:
    """Cut off what GitHub does not count to a bare URL: closing punctuation and an unbalanced parenthesis."""
    end = len(url)
    surplus = url.count(")") - url.count("(")
    while end:
        found = _TRAILING.search(url, max(0, end - 32), end)
        if surplus > 0 and url[end - 1] == ")":
            surplus -= 1
            end -= 1
        elif found:
            end = found.start()
        else:
            break
    return url[:end]
