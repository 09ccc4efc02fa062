r"""The keys of a bibliography that a Markdown text cites: ``[@doe2020]``, ``{cite}`doe2020` ``, ``\cite{doe2020}``.

Sources: https://pandoc.org/MANUAL.html#citation-syntax; https://myst-parser.readthedocs.io (roles ``cite``);
https://quarto.org/docs/authoring/citations.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from litlint import regex as re
from litlint.model.nodes import Block
from litlint.model.source import Span

# A key as pandoc reads it: letters, digits and inner punctuation; a full stop at its end is that of the sentence.
_KEY = r"[\w](?:[\w:.#$%&+?<>~/-]*[\w/])?"
# Keys between square brackets, each after an at sign, with words before and after: ``[see @doe2020, p. 3; @roe2021]``.
_BRACKETS = re.compile(r"(?<!\\)\[(?P<cites>(?=[^\[\]\n@]*+@)[^\[\]\n]*+)\](?![(\[:])")
_AT = re.compile(rf"(?<![\w@])-?@(?P<key>{_KEY})")
_ROLE = re.compile(r"\{cite(?::\w+)?\}`(?P<keys>[^`\n]+)`")
_LATEX = re.compile(r"\\(?:[cC]ite[a-zA-Z]{0,12}\*?)(?:\[[^\]\n]*\]){0,2}\{(?P<keys>[^{}\n]+)\}")
_IN_LIST = re.compile(r"[^\s,;]+")


def cited_keys(text: str, blocks: Iterable[Block]) -> Iterator[Span]:
    """Yield the places of the keys that a document cites, in order, given its text and all its blocks."""
    for block in blocks if "@" in text or "cite" in text else ():
        if block.inlines:
            yield from _in_block(block)


def _in_block(block: Block) -> Iterator[Span]:
    text = block.span.text
    taken = [
        (inline.span.start - block.span.start, inline.span.end - block.span.start)
        for top in block.inlines
        for inline in top.walk()
        if inline.kind in ("code", "link", "image", "html")
    ]
    found: list[tuple[int, int]] = []
    for brackets in _BRACKETS.finditer(text):
        found += [key.span("key") for key in _AT.finditer(text, *brackets.span("cites"))]
    for pattern in (_ROLE, _LATEX):
        for match in pattern.finditer(text):
            found += [key.span() for key in _IN_LIST.finditer(text, *match.span("keys"))]
    for start, end in sorted(set(found)):
        # A role holds its keys in what Markdown alone reads as code, so that a role may be in code, not the reverse.
        inside = any(left <= start < right for left, right in taken) and text[max(0, start - 1)] not in "`,"
        if not inside:
            yield block.span.sub(start, end)
