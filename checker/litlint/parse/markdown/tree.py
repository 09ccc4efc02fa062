"""Turns mistune's tokens into blocks and inlines at their places in the source, each link with the words that label it."""

from __future__ import annotations

import html
from typing import Any

from mistune.helpers import parse_link_href, unescape_char

from litlint import regex as re
from litlint.metadata.labels import GENERIC, is_generic, is_label, role_of, words
from litlint.model.nodes import Block, Inline, Link, LinkKind
from litlint.model.source import Source, Span
from litlint.parse.html import Attribute, Tag, tags
from litlint.parse.markdown.blocks import Blocks, State, Tokens, trimmed
from litlint.parse.markdown.emphasis import Token
from litlint.parse.markdown.inlines import TEMPLATE_TARGET, Inlines
from litlint.parse.positions import UNDECODED, LineMap

# The marker at the start of an item's own line.
_MARKER = re.compile(r"[ \t>]*([-*+]|\d{1,9}[.)])")
# A line of only fence marks, which closes a code block.
_FENCE_END = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*\Z")
# Signs that only a target with a title or in angle brackets has: without one the whole is the URL.
_BLANK_OR_ANGLE = re.compile(r"[\s<>]")
_BREAKING_TAGS = frozenset({"br", "p", "div", "tr", "td", "th", "li", "h1", "h2", "h3", "h4", "h5", "h6", "summary"})


def read_blocks(source: Source, start: int = 0) -> tuple[Block, ...]:
    """Read the blocks of a source's text from an offset on."""
    state = State.of_source(source, start)
    Blocks().parse(state)
    return _Reader(state.env["ref_links"]).blocks(state.tokens, 0)


class _Reader:
    """Reads the tokens of one document; ``references`` are its definitions."""

    def __init__(self, references: dict[str, Any]) -> None:
        self.references = references
        self.parser = Inlines()

    def blocks(self, tokens: Tokens, level: int) -> tuple[Block, ...]:
        """Read sibling blocks; each ends where the next begins, blank lines left out."""
        lines, blocks = tokens.map, []
        ends = [*(token["start"] for token in tokens), len(lines.text)][1:]
        for token, stop in zip(tokens, ends, strict=True):
            kind = token["type"]
            if kind != "blank_line":
                begin, stop = trimmed(lines.text, token["start"], stop)
                blocks.append(getattr(self, "_" + kind)(token, lines, begin, stop, level))
        return tuple(blocks)

    def _heading(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        place = lines.span(begin, stop)
        left, right = token.get("text") or trimmed(lines.text, begin, lines.text.rfind("\n", begin, stop))
        return Block("heading", place, place, level=token["attrs"]["level"], inlines=self.inlines(lines, left, right))

    def _paragraph(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        place = lines.span(begin, stop)
        return Block("paragraph", place, place, inlines=self.inlines(lines, begin, stop))

    _block_text = _paragraph

    def _thematic_break(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        place = lines.span(begin, stop)
        return Block("break", place, place)

    def _block_code(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        place = lines.span(begin, stop)
        if token.get("style") != "fenced":
            return Block("indented", place, place)
        first_end = lines.text.find("\n", begin, stop)
        last = lines.text.rfind("\n", begin, stop) + 1
        info = token.get("attrs", {}).get("info", "")
        if first_end < 0:
            return Block("fence", place, place.sub(len(place.text), len(place.text)), info=info, closed=False)
        closing = _FENCE_END.match(lines.text, last, stop)
        marker = token["marker"]
        closed = bool(closing and closing[1].startswith(marker) and last > first_end)
        body = lines.span(first_end + 1, max(first_end + 1, last - 1) if closed else stop)
        return Block("fence", place, body, info=info, closed=closed)

    def _block_html(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        place = lines.span(begin, stop)
        text = lines.text[begin:stop]
        closed = not text.startswith("<!--") or "-->" in text
        return Block("html", place, place, inlines=self._html_inlines(lines, begin, stop), closed=closed)

    def _definition(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        place = lines.span(begin, stop)
        if "url" not in token:
            return Block("definition", place, place, info=token["label"])
        url_span = lines.span(*token["url"])
        url = _shown(unescape_char(url_span.text))
        link = Link(place, "definition", url, url_span, token["label"], place.sub(0, 0))
        return Block("definition", place, place, info=token["label"], inlines=(Inline("link", place, "", link=link),))

    def _block_quote(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        place = lines.span(begin, stop)
        inner: Tokens = token["children"]
        return Block("quote", place, place, children=self.blocks(inner, level))

    def _tab(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        place = lines.span(begin, stop)
        inner: Tokens = token["children"]
        children = self.blocks(inner, level)
        return Block("tab", place, place, inlines=self.inlines(lines, *token["text"]), children=children)

    def _list(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        items, place = token["items"], lines.span(begin, stop)
        ends = [*(item["start"] for item in items), stop][1:]
        children = tuple(
            self._item(item["children"], lines, *trimmed(lines.text, item["start"], end), level)
            for item, end in zip(items, ends, strict=True)
        )
        return Block("list", place, place, level=level, info=token["bullet"], children=children)

    def _item(self, tokens: Tokens, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        place = lines.span(begin, max(stop, begin))
        marker = _MARKER.match(lines.text, begin)
        info = marker[1] if marker else ""
        content = self.blocks(tokens, level + 1)
        length = place.end - place.start
        body = place.sub(min(length, len(marker[0]) if marker else 0), length)
        return Block("item", place, body, level=level, info=info, children=content)

    def _table(self, token: Token, lines: LineMap, begin: int, stop: int, level: int) -> Block:
        rows = []
        for index, (start, cells) in enumerate(token["rows"]):
            end = lines.next_line(start)
            row = lines.span(*trimmed(lines.text, start, end))
            children = []
            for left, right in cells:
                cell = lines.span(left, right)
                children.append(Block("cell", cell, cell, inlines=self.inlines(lines, left, right)))
            rows.append(Block("row", row, row, info="" if index else "header", children=tuple(children)))
        place = lines.span(begin, stop)
        return Block("table", place, place, children=tuple(rows))

    def inlines(self, lines: LineMap, begin: int, stop: int) -> tuple[Inline, ...]:
        """Read the running text between two offsets of a state's text."""
        text = lines.text[begin:stop]
        tokens = self.parser.tokens(text, self.references)
        return _Text(self, lines, text, begin).build(tokens, 0, len(tokens))

    def _html_inlines(self, lines: LineMap, begin: int, stop: int) -> tuple[Inline, ...]:
        """Read the tags of a block of HTML and the text between them, where a line end is a space like any other."""
        tokens: list[Token] = []
        at = begin
        for tag in tags(lines.text, begin, stop):
            if tag.start > at:
                tokens.append(_html_text(lines.text, at, tag.start, begin))
            raw = lines.text[tag.start : tag.end]
            tokens.append({"type": "inline_html", "raw": raw, "start": tag.start - begin, "end": tag.end - begin})
            at = tag.end
        if at < stop:
            tokens.append(_html_text(lines.text, at, stop, begin))
        return _Text(self, lines, lines.text[begin:stop], begin).build(tokens, 0, len(tokens))


class _Text:
    """One running text being turned into inlines."""

    def __init__(self, reader: _Reader, lines: LineMap, text: str, base: int) -> None:
        self.reader = reader
        self.lines = lines
        self.text = text
        self.base = base
        # The text of one line, by far the most usual, lies at one distance from the source.
        self.delta = None if "\n" in text else base + lines.deltas[lines.line_of(base)]

    def place(self, start: int, end: int) -> Span:
        if self.delta is not None:
            return Span(self.lines.source, start + self.delta, end + self.delta)
        return self.lines.span(self.base + start, self.base + end)

    def build(self, tokens: list[Token], first: int, last: int) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        index = first
        while index < last:
            token = tokens[index]
            if token["type"] == "inline_html":
                inline, index = self._html(tokens, index, last)
            else:
                inline = self._plain(token)
            if inline.link is not None:
                link = labelled(inlines, inline.link)
                inline = Inline(inline.kind, inline.span, inline.value, inline.children, link)
            inlines.append(inline)
            index += 1
        return tuple(inlines)

    def _plain(self, token: Token) -> Inline:
        kind = token["type"]
        place = self.place(token["start"], token["end"])
        if kind == "text":
            return Inline("text", place, _shown(token["raw"]))
        if kind == "codespan":
            return Inline("code", place, token["raw"])
        if kind in ("linebreak", "softbreak"):
            return Inline("break", place, "\n")
        children = self.build(token["children"], 0, len(token["children"]))
        shown = "".join(child.value for child in children)
        if kind in ("strong", "emphasis"):
            return Inline(kind, place, shown, children)
        return Inline(kind, place, shown, children, self._link(token, place, shown, children))

    def _link(self, token: Token, place: Span, shown: str, children: tuple[Inline, ...]) -> Link:
        badge = next((i.link for child in children for i in child.walk() if i.kind == "image"), None)
        if "label_end" not in token:
            raw = place.text
            inner = place.sub(1, len(raw) - 1) if raw.startswith("<") else place
            kind: LinkKind = "autolink" if raw.startswith("<") else "bare"
            url = inner.text if UNDECODED.search(raw) else token["attrs"]["url"]
            return Link(place, kind, _shown(url) if kind == "autolink" else url, inner, shown, inner)
        label_start = token["start"] + (2 if token["type"] == "image" else 1)
        only = children[0].span if len(children) == 1 else None
        text_span = self.place(label_start, token["label_end"])
        if only == text_span:
            text_span = only  # a list has many links, and a place less of each saves memory
        image = token["type"] == "image"
        definition = self.reader.references.get(token.get("ref", ""))
        if "ref" in token and definition is not None:
            url_span = definition.get("place") or place
            url = _shown(unescape_char(url_span.text))
            return Link(place, "image" if image else "reference", url, url_span, shown, text_span, badge=badge)
        start, stop = self._target(token["label_end"] + 2, token["end"] - 1)
        url_span = self.place(start, stop)
        written = url_span.text
        url = _shown(unescape_char(written) if "\\" in written else written)
        return Link(place, "image" if image else "inline", url, url_span, shown, text_span, badge=badge)

    def _target(self, start: int, end: int) -> tuple[int, int]:
        """Return where the URL is between a link's parentheses, without its angle brackets and title."""
        if not _BLANK_OR_ANGLE.search(self.text, start, end) or TEMPLATE_TARGET.fullmatch(
            self.text, start - 1, end + 1
        ):
            return start, end
        href, stop = parse_link_href(self.text, start)
        if href is None or stop is None:
            return start, start
        stop -= 1 if self.text[stop - 1] == ">" and not href.endswith(">") else 0
        return stop - len(href), stop

    def _html(self, tokens: list[Token], index: int, last: int) -> tuple[Inline, int]:
        token = tokens[index]
        place = self.place(token["start"], token["end"])
        tag = next(tags(token["raw"]), None)
        if tag is None or tag.name == "!" or (tag.closing and tag.name not in _BREAKING_TAGS):
            return Inline("html", place, ""), index
        if tag.name == "a" and "href" in tag.attributes:
            return self._anchor(tokens, index, last, tag)
        if tag.name == "img" and "src" in tag.attributes:
            source, alt = tag.attributes["src"], tag.attributes.get("alt")
            text = alt.value if alt else ""
            url_span = self._attribute(token, source)
            text_span = self._attribute(token, alt) if alt else place.sub(0, 0)
            return Inline(
                "image", place, text, link=Link(place, "html-image", source.value, url_span, text, text_span)
            ), index
        if tag.name in _BREAKING_TAGS:
            return Inline("break", place, "\n"), index
        return Inline("html", place, ""), index

    def _attribute(self, token: Token, attribute: Attribute) -> Span:
        return self.place(token["start"] + attribute.start, token["start"] + attribute.end)

    def _anchor(self, tokens: list[Token], index: int, last: int, tag: Tag) -> tuple[Inline, int]:
        """Take the tokens up to ``</a>`` for the text of the link; one that is unclosed, or closed by the next, has none."""
        end = next((i for i in range(index + 1, min(last, index + 200)) if _ends_anchor(tokens[i])), index)
        end = end if _closes_anchor(tokens[end]) else index
        opening = tokens[index]
        children = self.build(tokens, index + 1, end)
        place = self.place(opening["start"], tokens[end]["end"])
        text_span = self.place(opening["end"], max(opening["end"], tokens[end]["start"]))
        href = tag.attributes["href"]
        url_span = self._attribute(opening, href)
        shown = "".join(child.value for child in children)
        badge = next((i.link for child in children for i in child.walk() if i.kind == "image"), None)
        return Inline(
            "link", place, shown, children, Link(place, "html", href.value, url_span, shown, text_span, badge=badge)
        ), end


def _html_text(src: str, start: int, end: int, base: int) -> Token:
    return {"type": "text", "raw": src[start:end].replace("\n", " "), "start": start - base, "end": end - base}


def _ends_anchor(token: Token) -> bool:
    return _closes_anchor(token) or (
        token["type"] == "inline_html" and str(token["raw"]).lower().startswith(("<a ", "<a>"))
    )


def _closes_anchor(token: Token) -> bool:
    return token["type"] == "inline_html" and str(token["raw"]).lower().startswith("</a")


def _shown(text: str) -> str:
    return html.unescape(text) if "&" in text else text


# Words and a colon right before a link, such as `Code: [here](…)`; 40 characters are longer than any label that lists
# use.
_LABEL_BEFORE = re.compile(r"(?P<label>[^\s:：|,;()\[\]<>][^:：|,;()\[\]<>\n]{0,40}?)\s*[:：]\s*\Z")
_COLONS = (":", "：")
_WRAPPERS = {"[": "]", "(": ")", "【": "】", "`": "`", "*": "*", "_": "_", '"': '"'}
# Letters that are words of their own, counted one by one.
_CHINESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
# Chinese characters of a label; a title has more.
_MOST_CHARACTERS = 6
_MOST_WORDS, _MOST_UNKNOWN_WORDS = 5, 3


def labelled(inlines: list[Inline], link: Link) -> Link:
    """Return a link with its label, given the pieces of text before it."""
    if link.is_image:
        return link.with_label(link.text.strip(), link.text_span)
    before = _before(inlines)
    found = _LABEL_BEFORE.search(before) if before.rstrip()[-1:] in _COLONS else None
    shown = _unwrapped(link.text)
    if found and (is_generic(shown) or role_of(found["label"])) and _can_be_label(found["label"]):
        place = _place(inlines, len(before) - found.start("label"), len(before) - found.end("label"))
        if not is_label(shown) or is_generic(shown):
            return link.with_label(found["label"].strip(), place)
    return link.with_label(shown, _within(link.text_span, shown))


def _can_be_label(text: str) -> bool:
    """Say whether words before a link are few enough to say what it is for: more of them are a title."""
    if len(_CHINESE.findall(text)) > _MOST_CHARACTERS:
        return False
    says_so = role_of(text) is not None or not GENERIC.isdisjoint(words(text))
    return len(text.split()) <= (_MOST_WORDS if says_so else _MOST_UNKNOWN_WORDS)


def _unwrapped(text: str) -> str:
    """Take off the brackets and marks around a text."""
    text = text.strip()
    while len(text) > 1 and _WRAPPERS.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text


def _before(inlines: list[Inline]) -> str:
    """Return the text between the last link or line break and the end."""
    pieces: list[str] = []
    for inline in reversed(inlines):
        if inline.kind in ("link", "image", "break"):
            break
        pieces.append(inline.value)
    return "".join(reversed(pieces))


def _place(inlines: list[Inline], start: int, end: int) -> Span | None:
    """Return where the characters are that lie ``start`` to ``end`` before the end of the text."""
    for inline in reversed(inlines):
        width = len(inline.value)
        if end < width and start <= width:
            raw = inline.span.text
            at = raw.find(inline.value) if inline.value in raw else -1
            if at < 0:
                return inline.span
            return inline.span.sub(at + width - start, at + width - end)
        if end < width:
            return inline.span
        start, end = start - width, end - width
    return None


def _within(place: Span, shown: str) -> Span:
    written = place.text
    at = written.find(shown) if shown and len(shown) < len(written) else -1
    return place.sub(at, at + len(shown)) if at >= 0 else place
