"""What findings are about, and fingerprints that know them again when a list was moved, sorted or laid out anew."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from litlint.identifiers.identifier import Identifier
from litlint.metadata.normalize import normalize_title
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry, Workspace
from litlint.model.finding import Finding, Subject
from litlint.model.source import Span
from litlint.values import value

# 128 bits: two findings of one list never share a fingerprint by chance, and a baseline stays readable.
_HEX_DIGITS = 32
# Of a title or heading, longer than any that is one, so much is shown: each finding shows it again, so that a report of a
# text that is all one title would else be as long as the square of the text.
_LONGEST = 400


def with_subjects(findings: Iterable[Finding], workspace: Workspace) -> list[Finding]:
    """Return findings that carry what they are about, in order of place; of equal ones the first.

    A fingerprint is a hash of the rule, the work, the words pointed at, the other entries spoken of and a number among
    equals. The work is named by its identifier, else by its normalised title, else by its citation key; outside entries
    and citations the headings above name it. The other entries are named by their titles, and by whether they are
    in the same section. Hand in all findings of a run, not only those to be shown: the numbers count them.
    """
    things = workspace.derived(SpanIndex)
    seen: Counter[tuple[str, ...]] = Counter()
    found: dict[Finding, Finding] = {}
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        if finding in found:
            continue
        about = things.at(finding.span)
        key = (finding.rule, *about.identity, words_of(finding.span.text), *_others(finding, about, things))
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX_DIGITS]
        title = None if about.title is None else _short(about.title)
        section = about.section if max(map(len, about.section), default=0) <= _LONGEST else _all_short(about.section)
        found[finding] = replace(finding, subject=Subject(digest, section, title, about.place))
    return list(found.values())


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


@lru_cache(maxsize=256)
def _all_short(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_short, titles))


def _others(finding: Finding, about: SpanOwner, things: SpanIndex) -> list[str]:
    """Return the names of the other entries that a finding mentions: a work may be held against several."""
    near = (things.at(related.span) for related in finding.related)
    others = (thing for thing in near if thing.title is not None and thing.place != about.place)
    return sorted({f"{normalize_title(thing.title or '')}\0{thing.section == about.section}" for thing in others})


@value
class SpanOwner:
    """What is at a place: an entry, a citation outside entries, or the part of a document below a heading.

    ``entry`` is the place of the entry, outside of which a citation that belongs to it may be.
    """

    span: Span
    identity: tuple[str, ...]
    section: tuple[str, ...] = ()
    title: str | None = None
    place: Span | None = None
    entry: Span | None = None


class SpanIndex:
    """What is at the places of a collection."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._layers: dict[str, _Layers] = {}

    def at(self, span: Span) -> SpanOwner:
        """Return what a place begins in."""
        if span.path not in self._layers:
            document = self._workspace.by_path.get(span.path) or Document(span.source, "markdown")
            self._layers[span.path] = _Layers(document)
        return self._layers[span.path].at(span)


class _Layer:
    """Places of one document that lie apart or within one another, to be asked for the innermost one."""

    def __init__(self, things: Iterable[SpanOwner]) -> None:
        self._things = sorted(things, key=lambda thing: (thing.span.start, -thing.span.end))
        self._starts = [thing.span.start for thing in self._things]
        self._outer: list[int] = []
        open_things: list[int] = []
        for index, thing in enumerate(self._things):
            while open_things and self._things[open_things[-1]].span.end <= thing.span.start:
                open_things.pop()
            self._outer.append(open_things[-1] if open_things else -1)
            open_things.append(index)

    def at(self, offset: int) -> SpanOwner | None:
        """Return the innermost thing around an offset; the end of the text belongs to what is last."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0:
            thing = self._things[index]
            if offset < thing.span.end or offset == thing.span.end == len(thing.span.source.text):
                return thing
            index = self._outer[index]
        return None


class _Layers:
    """The works and the sections of one document."""

    def __init__(self, document: Document) -> None:
        owners = document.entry_of_citation
        works = [_of_entry(entry, entry.span) for entry in document.entries]
        for citation in document.citations:
            owner = owners.get(citation.span)
            works.append(_of_entry(owner, citation.span) if owner else _of_citation(citation))
        self._works = _Layer(works)
        self._sections = _Layer(
            SpanOwner(section.span, ("section", *section.path), section.path) for section in document.sections
        )

    def at(self, span: Span) -> SpanOwner:
        """Return the work that a place begins in, else the section."""
        section = self._sections.at(span.start) or SpanOwner(span, ("section",))
        work = self._works.at(span.start)
        if work is None:
            return section
        return work if work.section or not section.section else replace(work, section=section.section)


def _of_entry(entry: Entry, span: Span) -> SpanOwner:
    key = next((citation.key for citation in entry.citations if citation.key), "")
    identity = _identity(entry.work, entry.title.value, key)
    return SpanOwner(span, identity, entry.section.path, entry.title.value, entry.title.span, entry.span)


def _of_citation(citation: Citation) -> SpanOwner:
    work = next((identifier for identifier, _ in citation.identifiers()), None)
    title = citation.title
    identity = _identity(work, title.value if title else "", citation.key)
    if title is None:
        return SpanOwner(citation.span, identity, (), citation.key or None, citation.key_span)
    return SpanOwner(citation.span, identity, (), title.value, title.value_span)


def _identity(work: Identifier | None, title: str, key: str) -> tuple[str, ...]:
    return ("work", f"{work.scheme}:{work.value}" if work else normalize_title(title) or key)


def words_of(text: str) -> str:
    """Return the words of a text, whatever is between them."""
    return " ".join(re.findall(r"\w+", text.casefold()))
