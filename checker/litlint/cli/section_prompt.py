"""Asks at a terminal to which section of a list a work belongs, the likeliest first."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from litlint.add.place import by_likelihood
from litlint.cli.terminal import columns
from litlint.errors import UsageError
from litlint.metadata.normalize import normalize_title
from litlint.model.document import Document, Section
from litlint.report.layout.safe_text import cut, visible, width
from litlint.report.layout.summary import many

# Choices that are shown at once: as many as fit a small screen; the others can be typed.
_SHOWN = 12


def can_ask() -> bool:
    """Say whether a person can answer at a terminal; questions go to standard error, so that the output can be kept."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_for_section(document: Document, sections: Mapping[str, Section], titles: Sequence[str]) -> str:
    """Return the name of the section that is chosen, for works of these titles.

    Raises:
        UsageError: the input ends without an answer.
    """
    names = {section.span: name for name, section in sections.items()}
    ranked = [names[section.span] for section in by_likelihood(document, list(sections.values()), titles)]
    room = max(columns(), 40)
    what = f'"{titles[0]}"' if len(titles) == 1 else f"these {len(titles)} works"
    _say(cut(f"Which section does {what} belong to?", room))
    shown = ranked[:_SHOWN]
    longest = max(min(width(visible(name)), room - 20) for name in shown)
    for number, name in enumerate(shown, 1):
        label = cut(visible(name), longest)
        gap = " " * (longest - width(label))
        _say(f"  {number:>2}  {label}{gap}  {many(_entries(document, sections[name]), 'entry', 'entries')}")
    if len(ranked) > len(shown):
        _say(f"      and {len(ranked) - len(shown)} more: type a name, or a part of it")
    while True:
        sys.stderr.write(f"A number or a name [1, {visible(ranked[0])}]: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise UsageError("no section was chosen; nothing is added")
        found = _chosen(line.strip(), ranked)
        if len(found) == 1:
            return found[0]
        _say(f"There are several: {'; '.join(found[:_SHOWN])}." if found else "There is no such section.")


def _chosen(typed: str, ranked: Sequence[str]) -> list[str]:
    """Return the names that an answer may mean: a number, a whole name, the beginning of one, or a part."""
    if not typed:
        return [ranked[0]]
    if typed.isdecimal() and 1 <= int(typed[:9]) <= len(ranked):
        return [ranked[int(typed[:9]) - 1]]
    wanted = normalize_title(typed)
    normal = {name: normalize_title(name) for name in ranked}
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [name for name in ranked if fits(normal[name], wanted)]
        if found:
            return found
    return []


def _entries(document: Document, section: Section) -> int:
    depth = len(section.path)
    own = len(document.entries_in(section))
    return own or sum(len(document.entries_in(one)) for one in document.sections if one.path[:depth] == section.path)


def _say(line: str) -> None:
    sys.stderr.write(f"{visible(line, sys.stderr.encoding or 'utf-8')}\n")
