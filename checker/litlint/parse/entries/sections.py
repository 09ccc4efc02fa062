"""Sections of a document, and which of them speak of the list rather than of works."""

from __future__ import annotations

import re
from collections.abc import Iterable

from litlint.model.document import Section
from litlint.model.nodes import Block
from litlint.model.source import Source, Span

_WORDS = (
    r"(?:table of )?contents?|toc|index|(?:latest |recent )?(?:news|updates?)|update log|what'?s new|change ?log|"
    r"contribut\w*|(?:how to |guidelines? for )?contribut\w*(?: \w+)?|how to add.*|adding (?:a|new|your) .*|"
    r"(?:entry |paper )?(?:format|template)|acknowledge?ments?|licen[cs]e|contacts?(?: us)?|feedback|star history|"
    r"stargazers.*|citations?|cite(?: us)?|citing.*|bibtex|how to cite|maintainers?|disclaimer|shar(?:e|ing)|"
    r"(?:please )?cite (?:our|this|the)\b.*|(?:if )?(?:you )?(?:find|use)\b.*\bcit(?:e|ing|ation)\b.*|"
    r"目录|更新日志?|新闻|贡献|引用|许可证?|致谢|联系方式"
)
_ABOUT = re.compile(rf"\W*(?:{_WORDS})(?:\s*(?:&|/|,|and|与|和)\s*(?:{_WORDS}))*\W*\Z", re.IGNORECASE)


def split_sections(source: Source, blocks: Iterable[Block]) -> list[tuple[Section, list[Block]]]:
    """Cut a document at its headings; the part before the first one is a section without title."""
    groups: list[tuple[Block | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if block.kind == "heading":
            groups.append((block, []))
        else:
            groups[-1][1].append(block)
    sections: list[tuple[Section, list[Block]]] = []
    ranks: list[tuple[int, str]] = []
    starts = [0, *(heading.span.start for heading, _ in groups if heading is not None)]
    for (heading, content), start, end in zip(groups, starts, [*starts[1:], len(source.text)], strict=True):
        title = " ".join(heading.text.split()) if heading else ""
        level = heading.level if heading else 0
        if heading:
            ranks = [*(rank for rank in ranks if rank[0] < level), (level, title)]
        path = tuple(name for _, name in ranks)
        sections.append((Section(title, level, path, Span(source, start, end), heading), content))
    return sections


def is_about_the_list(section: Section) -> bool:
    """Say whether a section holds contents, news, a licence and the like, whose links are no entries."""
    return _ABOUT.match(section.title) is not None
