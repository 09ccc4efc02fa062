"""Lines in bold that are the titles of groups of works, in lists that use them in place of headings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from litlint import regex as re
from litlint.model.nodes import Block, Inline
from litlint.model.source import Source
from litlint.parse.entries.candidate import names_work, own_blocks
from litlint.parse.entries.fields import is_field
from litlint.parse.entries.text import VisibleText

# The title of a group is a few words; longer ones in bold are remarks, or the titles of works.
_LONGEST, _MOST_WORDS = 80, 10
# What a sentence or a question ends with, and no title of a group.
_SENTENCE = re.compile(r"[.!?。！？…]\W*\Z")
_TAG = re.compile(r"<(?P<close>/?)(?:b|strong)\b", re.IGNORECASE)
# Items that are looked at below a line, and how many of them must present works of their own: below the title of one work
# there may be a link or two that lead to it.
_SAMPLE, _LEAST_WORKS = 20, 2
# A list that has one such line has emphasised it; several divide the list.
_LEAST_LINES = 2


def bold_titles(source: Source, blocks: Sequence[Block]) -> Mapping[int, Block]:
    """Return the headings that lines in bold are, by where each begins, among sibling blocks.

    Such a line is all in bold, leads to no work, and a list or a table of works follows it. Some lines must have two works
    or more below them; others of the same list may have one.
    """
    lines = {
        block.span.start: (heading, works)
        for block, below in pairwise(blocks)
        if block.kind == "paragraph" and below.kind in ("list", "table")
        if (heading := _as_heading(source, block)) is not None and (works := _works(source, below))
    }
    if sum(works >= _LEAST_WORKS for _, works in lines.values()) < _LEAST_LINES:
        return {}
    return {start: heading for start, (heading, _) in lines.items()}


def _as_heading(source: Source, block: Block) -> Block | None:
    """Return a paragraph as a heading if it is one line, all of its words are bold, and they are no sentence."""
    text = block.text.strip()
    if not text or "\n" in text or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS or _SENTENCE.search(text):
        return None
    if any(map(str.isalpha, _not_bold(block.inlines))) or any(names_work(link) for link in block.links()):
        return None
    return replace(block, kind="heading")


def _not_bold(inlines: Iterable[Inline]) -> str:
    """Return the text that is not bold, by marks of Markdown or by a tag of HTML."""
    rest, in_tag = "", False
    for inline in inlines:
        if inline.kind in ("html", "break") and (tag := _TAG.match(inline.span.text)):
            in_tag = not tag["close"]
        elif inline.kind == "emphasis" and inline.children:
            rest += _not_bold(inline.children)
        elif inline.kind != "strong" and not in_tag:
            rest += inline.value
    return rest


def _works(source: Source, block: Block) -> int:
    """Return how many of the first items or rows of a list or table present works, and are no fields of one."""
    count = 0
    for item in islice(block.children, _SAMPLE):
        own = own_blocks(item)[0] if block.kind == "list" else item.walk()
        line = VisibleText.of(source, [inline for each in own for inline in each.inlines])
        leads = any(region.link is not None and names_work(region.link) for region in line.links)
        count += leads and (block.kind == "table" or not is_field(line))
    return count
