"""The tags of HTML that is in Markdown: links, pictures, anchors, comments, breaks."""

from __future__ import annotations

import html
from collections.abc import Iterator

from litlint import regex as re
from litlint.values import value

# Lists write attributes without quotes, so a value may be bare; a comment may run to the end of the text.
_TAG = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*+)(?P<attributes>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z_:][\w:.-]*)\s*(?:=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>]+)))?"
)


@value
class Attribute:
    """An attribute's decoded value and the offsets of the raw one."""

    value: str
    start: int
    end: int


@value
class Tag:
    """A tag or comment at offsets of the text; ``name`` is lower-cased, that of a comment ``!``."""

    name: str
    start: int
    end: int
    closing: bool
    attributes: dict[str, Attribute]


def tags(text: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Yield the tags and comments between two offsets of a text, in order."""
    for m in _TAG.finditer(text, start, len(text) if end is None else end):
        if m["name"] is None:
            yield Tag("!", m.start(), m.end(), False, {})
        else:
            yield Tag(m["name"].lower(), m.start(), m.end(), bool(m["close"]), _attributes(m))


def _attributes(m: re.Match[str]) -> dict[str, Attribute]:
    found: dict[str, Attribute] = {}
    for a in _ATTRIBUTE.finditer(m.string, m.start("attributes"), m.end("attributes")):
        group = next((name for name in ("double", "single", "bare") if a[name] is not None), None)
        if group is None:
            found.setdefault(a["name"].lower(), Attribute("", a.end(), a.end()))
        else:
            found.setdefault(a["name"].lower(), Attribute(html.unescape(a[group]), a.start(group), a.end(group)))
    return found
