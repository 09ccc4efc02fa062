"""What findings are about, and fingerprints that know them again when a list was moved, sorted or laid out anew."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from checker.model.citation import Citation
from checker.model.document import Collection, Document, Entry
from checker.model.finding import Finding, Subject
from checker.model.identifier import Identifier
from checker.model.source import Span
from checker.model.titles import normal

_HEX_DIGITS = 32


def subjects(findings: Iterable[Finding], collection: Collection) -> dict[Finding, Subject]:
    """Return what each finding is about, in order of place.

    A fingerprint is a hash of the rule, the work, the words pointed at and a number among equals. The work is named by
    its identifier, else by its normalised title, else by its citation key; outside entries and citations the headings
    above stand for it. Hand in all findings of a run, not only those to be shown: the numbers count them.
    """
    layers: dict[str, _Layers] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    found: dict[Finding, Subject] = {}
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        if finding in found:
            continue
        path = finding.span.path
        if path not in layers:
            layers[path] = _Layers(collection.by_path.get(path) or Document(finding.span.source, "markdown"))
        about = layers[path].at(finding.span)
        key = (finding.rule, *about.identity, _words(finding.span.text))
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX_DIGITS]
        found[finding] = Subject(digest, about.section, about.title, about.place)
    return found


@dataclass(frozen=True, slots=True)
class _Thing:
    """What stands at a place: an entry, a citation outside entries, or the part of a document below a heading."""

    span: Span
    identity: tuple[str, ...]
    section: tuple[str, ...] = ()
    title: str | None = None
    place: Span | None = None


class _Layer:
    """Places of one document that lie apart or within one another, to be asked for the innermost one."""

    def __init__(self, things: Iterable[_Thing]) -> None:
        self._things = sorted(things, key=lambda thing: (thing.span.start, -thing.span.end))
        self._starts = [thing.span.start for thing in self._things]
        self._outer: list[int] = []
        open_things: list[int] = []
        for index, thing in enumerate(self._things):
            while open_things and self._things[open_things[-1]].span.end <= thing.span.start:
                open_things.pop()
            self._outer.append(open_things[-1] if open_things else -1)
            open_things.append(index)

    def at(self, offset: int) -> _Thing | None:
        """Return the innermost thing around an offset; the end of the text belongs to what stands last."""
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
            _Thing(section.span, ("section", *section.path), section.path) for section in document.sections
        )

    def at(self, span: Span) -> _Thing:
        """Return the work that a place begins in, else the section."""
        section = self._sections.at(span.start) or _Thing(span, ("section",))
        work = self._works.at(span.start)
        if work is None:
            return section
        return work if work.section else replace(work, section=section.section)


def _of_entry(entry: Entry, span: Span) -> _Thing:
    key = next((citation.key for citation in entry.citations if citation.key), "")
    identity = _identity(entry.work, entry.title.value, key)
    return _Thing(span, identity, entry.section.path, entry.title.value, entry.title.span)


def _of_citation(citation: Citation) -> _Thing:
    work = next((identifier for identifier, _ in citation.identifiers()), None)
    title = citation.title
    identity = _identity(work, title.value if title else "", citation.key)
    if title is None:
        return _Thing(citation.span, identity, (), citation.key or None, citation.key_span)
    return _Thing(citation.span, identity, (), title.value, title.value_span)


def _identity(work: Identifier | None, title: str, key: str) -> tuple[str, ...]:
    return ("work", f"{work.scheme}:{work.value}" if work else normal(title) or key)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
