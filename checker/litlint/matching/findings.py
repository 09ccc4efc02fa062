"""Which findings were there in an older state of the lists, wherever their entries are now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from litlint.matching.entries import match_entries
from litlint.matching.fingerprint import SpanIndex, words_of
from litlint.model.document import Workspace
from litlint.model.finding import Finding
from litlint.model.source import Span

Name = tuple[object, ...]
# Characters on each side of a place by which its line is known again.
_NEAR = 200


def match_findings(
    findings: Iterable[Finding], now: Workspace, older: Iterable[Finding], then: Workspace
) -> frozenset[Finding]:
    """Return those of the findings in ``now`` that were among the ``older`` ones in ``then``, each of which counts once.

    A finding is the same if its rule, its entry and the words it points at are, or if it is held against two entries that
    it was held against before. What a change left as it was may get a finding that another place had: the first of several
    alike when they are sorted anew, the later one of two duplicates, a line below a heading that is renamed.
    """
    pairs = match_entries(now, then)
    here, there = _Names(now, pairs.before), _Names(then, {})
    waiting = _Waiting(there, older)
    known, left = set(), []
    for finding in sorted(findings, key=lambda finding: (here.entry(finding.span) not in pairs.same, finding.sort_key)):
        if waiting.take(here.exact(finding)):
            known.add(finding)
        else:
            left.append(finding)
    for finding in left:
        entry = here.entry(finding.span)
        as_it_was = entry is None or entry in pairs.same
        if (as_it_was and waiting.take(here.alike(finding))) or waiting.take_between(finding, here, as_it_was):
            known.add(finding)
    return frozenset(known)


class _Names:
    """What findings of one state of the lists are called, so that they can be known again in another.

    ``before`` says where entries were in that other state.
    """

    def __init__(self, lists: Workspace, before: Mapping[Span, Span]) -> None:
        self._things, self._before = lists.derived(SpanIndex), before

    def entry(self, span: Span) -> Span | None:
        """Return the place of the entry that a place belongs to."""
        return self._things.at(span).entry

    def about(self, span: Span) -> Name:
        """Return what a place is part of: an entry, by where it was, or a citation or a section, by its name."""
        thing = self._things.at(span)
        if thing.entry is None:
            return thing.identity
        earlier = self._before.get(thing.entry, thing.entry)
        return (earlier.source, earlier.start, earlier.end)

    def exact(self, finding: Finding) -> Name:
        """Return the name that a finding keeps as long as its entry exists, under another title too."""
        span = finding.span
        is_title = span == self._things.at(span).place
        return (finding.rule, self.about(span), "" if is_title else words_of(span.text))

    def alike(self, finding: Finding) -> Name:
        """Return the name that it shares with findings of the same words, outside entries in the same line."""
        span = finding.span
        return (finding.rule, words_of(span.text), None if self.entry(span) else _line(span))

    def sides(self, finding: Finding) -> frozenset[Name]:
        """Return what all of its places are part of."""
        return frozenset(self.about(span) for span in (finding.span, *(near.span for near in finding.related)))


def _line(span: Span) -> str:
    """Return the words of the line that a place begins in, as far as they are near."""
    source = span.source
    line, column = source.position(span.start)
    start = max(span.start - column + 1, span.start - _NEAR)
    end = source.line_starts[line] if line < len(source.line_starts) else len(source.text)
    return " ".join(source.text[start : min(end, span.start + _NEAR)].split())


@dataclass
class _Old:
    finding: Finding
    taken: bool = False


class _Waiting:
    """Findings that were there before, until they are found again."""

    def __init__(self, names: _Names, findings: Iterable[Finding]) -> None:
        self._names = names
        self._called: dict[Name, list[_Old]] = {}
        for finding in sorted(findings, key=lambda finding: finding.sort_key, reverse=True):
            old = _Old(finding)
            for name in (names.exact(finding), names.alike(finding)):
                self._called.setdefault(name, []).append(old)
            for side in names.sides(finding):
                self._called.setdefault((finding.rule, side), []).append(old)

    def take(self, name: Name) -> bool:
        """Take one that is called so, if one is left."""
        waiting = self._called.get(name, [])
        while waiting:
            old = waiting.pop()
            if not old.taken:
                old.taken = True
                return True
        return False

    def take_between(self, finding: Finding, here: _Names, as_it_was: bool) -> bool:
        """Take one between the same entries, wherever it was reported: if one of them has changed, between just these."""
        sides = here.sides(finding)
        for old in self._called.get((finding.rule, here.about(finding.span)), []) if len(sides) > 1 else ():
            others = self._names.sides(old.finding)
            if not old.taken and (self._names.about(old.finding.span) in sides if as_it_was else others == sides):
                old.taken = True
                return True
        return False
