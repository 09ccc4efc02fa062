"""Which neighbour an entry is written like: the one whose form, its own parts apart, most of the list shares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from litlint import regex as re
from litlint.identifiers.identifier import value_range
from litlint.metadata.labels import is_label, role_of, words
from litlint.metadata.venues import is_preprint_server
from litlint.model.document import Entry
from litlint.model.list_style import EntryKind
from litlint.write.entries.draft import Draft
from litlint.write.entries.like_sample import date_like, form_of_names
from litlint.write.entries.pattern import Pattern, Slot
from litlint.write.entries.patterns import pattern_of
from litlint.write.entries.strip_own_text import Habits, free_cells

_PLAIN = frozenset("code github git repo repository link source official implementation project 代码".split())
# What a feature weighs that the new work does not have either.
_MUTE = 0.2
_MARKS_BEFORE, _MARKS_AFTER = re.compile(r"[^\w\s]{0,8}\Z"), re.compile(r"[^\w\s]{0,8}")
# A sign that a text names several people.
_SEVERAL = re.compile(r",|\band\b|&|\bet al\b")
# Marks that open something and close it again, and where the same signs are not marks: markers of items, URLs, within words.
_PAIRED = ("**", "*", "_", "`", '"')
_NO_MARK = re.compile(r"(?:\A|(?<=\n))[\s>]*+[-*+]\s|\\.|(?<=\w)_(?=\w)|https?://[^\s)]*+")
# What a model weighs out of which words had to be taken that its own entry alone has.
_TORN_OUT = 0.2
# The sign of an arXiv id that is the sample's own, and was taken out: `arXiv preprint arXiv: (2015)`.
_NO_ID = re.compile(r"\barxiv:\s*+(?![\w/.-]{0,20}\d)", re.IGNORECASE)
_ALIKE = 1000  # so much more counts how the list writes preprints, if the draft is one
_MOST_SLOTS = 60  # an entry of more parts is no model: each part that a draft lacks is taken out by itself
_OWN = frozenset({"title", "head", "tail", "paper", "place", "number"})


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entry of the list and how near it is; the nearer counts more."""

    entry: Entry
    weight: float = 1.0


def patterns_for(draft: Draft, neighbours: Sequence[Neighbour], *, cited: bool) -> Iterator[Pattern]:
    """Yield the patterns that a draft, with or without citation, can fill, the most usual one first."""
    neighbours = _of_one_kind(neighbours)
    cited = cited and cites(neighbours)
    untouched = _with_authors([pattern_of(neighbour.entry) for neighbour in neighbours])
    stripped = []
    for neighbour, pattern in zip(neighbours, untouched, strict=True):
        usable = _stripped(draft, neighbour.entry, pattern, cited=cited)
        if usable is not None:
            alike = draft.venue is None and _is_preprint(neighbour.entry)
            stripped.append((usable, neighbour.weight * (_ALIKE if alike else 1)))
    stripped = _without_slips(stripped)
    conventions = Habits.of((pattern for pattern, _ in stripped), untouched)
    groups: dict[tuple[object, ...], list[tuple[float, Pattern]]] = {}
    for pattern, weight in stripped:
        cleaned = _with_empty_cells(conventions.clean(pattern), conventions)
        kept = weight * (_TORN_OUT if _words_in(cleaned) < _words_in(pattern) else 1)
        groups.setdefault(_form(cleaned), []).append((kept, cleaned))
    ranked = sorted(
        groups.values(),
        key=lambda group: (_is_torn(group[0][1]), _lacks(draft, group[0][1], cited=cited), -_share(draft, group)),
    )
    for group in ranked:
        if not _is_torn(group[0][1]) or 2 * sum(weight for weight, _ in group) > sum(weight for _, weight in stripped):
            yield _most_usual(group)


def _without_slips(patterns: Sequence[tuple[Pattern, float]]) -> list[tuple[Pattern, float]]:
    """Leave out a pattern that alone has its marks around the title: they are that title's, not the list's."""
    marks = Counter(_marks_of_title(pattern) for pattern, _ in patterns)
    if max(marks.values(), default=0) < 2:
        return list(patterns)
    return [(pattern, weight) for pattern, weight in patterns if marks[_marks_of_title(pattern)] > 1]


def _marks_of_title(pattern: Pattern) -> tuple[str, str]:
    """Return the quotes and the marks that end a sentence, directly before and after a title."""
    title = next(slot for slot in pattern.slots if slot.kind in ("title", "tail"))
    before, after = (
        _MARKS_BEFORE.search(pattern.text[max(0, title.start - 8) : title.start]),
        _MARKS_AFTER.match(pattern.text, title.end),
    )
    kept = (found[0] if found else "" for found in (before, after))
    first, last = (re.sub(r"[^\"“”„«»‘’'?!？！…]", "", one) for one in kept)
    return first, last


def _is_torn(pattern: Pattern) -> bool:
    """Say whether a form is not to be copied: it opens a bracket, quotes or emphasis and does not close it, or lost its id."""
    if _NO_ID.search(pattern.text):
        return True
    literals = "".join(pattern.literals)
    if pattern.kinds[:1] == ("number",):
        literals = literals.lstrip().removeprefix(")")
    if any(literals.count(opening) != literals.count(closing) for opening, closing in ("()", "[]", "“”")):
        return True
    return any(_counts(pattern.text)[mark] % 2 > _counts(pattern.whole)[mark] % 2 for mark in _PAIRED)


def _counts(text: str) -> Counter[str]:
    """Return how often each mark that opens and closes is in a text, those in URLs and within words apart."""
    return Counter(re.findall(r"\*\*|[*_`\"]", _NO_MARK.sub("", text)))


def _words_in(pattern: Pattern) -> int:
    return len(re.findall(r"\w\w+", " ".join(pattern.literals)))


def _share(draft: Draft, group: Sequence[tuple[float, Pattern]]) -> float:
    """Return what a form weighs; one that says not where a work was published weighs less."""
    mute = draft.venue is not None and "venue" not in group[0][1].kinds
    return sum(weight for weight, _ in group) * (_MUTE if mute else 1.0)


def _most_usual(group: Sequence[tuple[float, Pattern]]) -> Pattern:
    """Return the pattern, of those of one form, whose URL, names, blanks, and who itself weighs most."""
    urls: defaultdict[str, float] = defaultdict(float)
    names: defaultdict[str | None, float] = defaultdict(float)
    blanks: defaultdict[tuple[int, str], float] = defaultdict(float)
    for weight, pattern in group:
        urls[_url_form(pattern)] += weight
        names[_names_form(pattern)] += weight
        for place in enumerate(pattern.literals):
            blanks[place] += weight

    def usual(voter: tuple[float, Pattern]) -> tuple[float, float, float, float]:
        weight, pattern = voter
        spaced = sum(blanks[place] for place in enumerate(pattern.literals))
        return urls[_url_form(pattern)], names[_names_form(pattern)], spaced, weight

    return max(group, key=usual)[1]


def cites(neighbours: Iterable[Neighbour]) -> bool:
    """Say whether the entries of a list mostly have citations."""
    neighbours = list(neighbours)
    having = sum(neighbour.weight for neighbour in neighbours if neighbour.entry.citations)
    return having > 0 and having * 2 >= sum(neighbour.weight for neighbour in neighbours)


def code_label(neighbours: Iterable[Neighbour]) -> str:
    """Return what the list calls a link to code, a label that says nothing of language or framework."""
    labels: defaultdict[str, float] = defaultdict(float)
    papers: defaultdict[str, float] = defaultdict(float)
    for neighbour in neighbours:
        for link in neighbour.entry.links:
            if role_of(link.label) == "code" and _PLAIN.issuperset(words(link.label)):
                labels[link.label] += neighbour.weight
            elif role_of(link.label) == "paper" and is_label(link.label):
                papers[link.label] += neighbour.weight
    if labels:
        return max(labels, key=labels.__getitem__)
    like = max(papers, key=papers.__getitem__) if papers else "Paper"
    code = "code" if like.islower() else "Code"
    return re.sub(r"\w+", code, like, count=1) if re.fullmatch(r"\w+ (?:link|url)", like, re.IGNORECASE) else code


def _of_one_kind(neighbours: Sequence[Neighbour]) -> list[Neighbour]:
    """Return the neighbours of the kind that weighs most."""
    weights: defaultdict[EntryKind, float] = defaultdict(float)
    for neighbour in neighbours:
        weights[neighbour.entry.kind] += neighbour.weight
    kind = max(weights, key=lambda name: weights[name], default=None)
    return [neighbour for neighbour in neighbours if neighbour.entry.kind == kind]


def _url_form(pattern: Pattern) -> str:
    """Return the form of the paper's URL, without what is its own."""
    sample = next(slot.sample for slot in pattern.slots if slot.kind == "paper")
    place = value_range(sample)
    return sample[: place[0]] + sample[place[1] :] if place else ""


def _names_form(pattern: Pattern) -> str | None:
    """Return how a pattern writes the names of authors, None if it has none."""
    return next((form_of_names(slot.sample) for slot in pattern.slots if slot.kind == "authors"), None)


def _with_authors(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Read as authors what looks like people, if it often looks like several of them: a place names one as well."""
    persons = [slot.sample for pattern in patterns for slot in pattern.slots if slot.kind in ("persons", "authors")]
    several = sum(bool(_SEVERAL.search(sample)) for sample in persons)
    if several * 3 < len(persons) or not several:
        return list(patterns)
    return [
        replace(
            pattern,
            slots=tuple(replace(slot, kind="authors") if slot.kind == "persons" else slot for slot in pattern.slots),
        )
        for pattern in patterns
    ]


def _stripped(draft: Draft, entry: Entry, pattern: Pattern, *, cited: bool) -> Pattern | None:
    """Return an entry's pattern without what a draft cannot fill; None if its title or paper cannot be filled."""
    if len(pattern.slots) > _MOST_SLOTS or "paper" not in pattern.kinds or not {"title", "tail"} & set(pattern.kinds):
        return None
    if "tail" in pattern.kinds and draft.name is None:
        return None
    if "preprint" in pattern.kinds:
        pattern = _with_preprint_as(draft, pattern)
    elif draft.venue is None and entry.venue is not None and is_preprint_server(entry.venue.value):
        pattern = replace(pattern, slots=tuple(slot for slot in pattern.slots if slot.kind != "venue"))
    while (place := _unfillable(draft, pattern, cited=cited)) is not None:
        pattern = pattern.without(*place)
    return pattern if "paper" in pattern.kinds and {"title", "tail"} & set(pattern.kinds) else None


def _with_preprint_as(draft: Draft, pattern: Pattern) -> Pattern:
    """Return a pattern whose venue is a preprint server and an id: for a preprint there the id alone is its own."""
    (venue,), (mention,) = ([slot for slot in pattern.slots if slot.kind == kind] for kind in ("venue", "preprint"))
    rest = [slot for slot in pattern.slots if slot not in (venue, mention)]
    if draft.venue is None and draft.identifier is not None and draft.identifier.scheme == "arxiv":
        return replace(pattern, slots=tuple(slot for slot in pattern.slots if slot is not venue))
    whole = replace(venue, end=mention.end, last=max(venue.last, mention.last))
    return replace(pattern, slots=tuple(sorted((*rest, whole), key=lambda slot: slot.start)))


def _unfillable(draft: Draft, pattern: Pattern, *, cited: bool) -> tuple[int, int] | None:
    """Return the place of the first slot that a draft has nothing for."""
    seen: set[str] = set()
    for slot in pattern.slots:
        repeated = slot.kind in seen and slot.kind in ("citation", "code", "tags", "paper", "arxiv", "doi")
        if not has_value(draft, slot, cited=cited) or repeated:
            return _with_partner(pattern, slot)
        seen.add(slot.kind)
    return None


def _with_partner(pattern: Pattern, slot: Slot) -> tuple[int, int]:
    """Return the place of a slot; a venue and the year beside it go together."""
    first, last = min(slot.first, slot.start), max(slot.last, slot.end)
    if slot.kind in ("venue", "year"):
        for other in pattern.slots:
            if other.kind in {"venue", "year"} - {slot.kind}:
                left, right = sorted((slot, other), key=lambda one: one.start)
                if not re.search(
                    r"\w{2}|\n|\|" if pattern.cells else r"\w{2}|\n", pattern.text[left.end : right.start]
                ):
                    return _closed(pattern, min(first, other.first), max(last, other.last))
    return first, last


def _closed(pattern: Pattern, first: int, last: int) -> tuple[int, int]:
    """Return a place with the brackets that it opens or closes alone: of ``2024) [ICML`` those around both."""
    inside = pattern.text[first:last]
    if all(inside.count(opening) == inside.count(closing) for opening, closing in ("()", "[]")):
        return first, last
    wider = pattern.text[first - 1 : first] in ("(", "[") and pattern.text[last : last + 1] in (")", "]")
    return (first - 1, last + 1) if wider else (first, last)


def has_value(draft: Draft, slot: Slot, *, cited: bool) -> bool:
    """Say whether a draft has something to fill a slot with."""
    known: dict[str, object] = {
        "name": draft.name,
        "authors": draft.authors,
        "venue": draft.venue,
        "year": draft.year,
        "date": (draft.date and date_like(slot.sample, draft.date)) or draft.year,
        "arxiv": any(one.scheme == "arxiv" for one in draft.identifiers),
        "doi": any(one.scheme == "doi" for one in draft.identifiers),
        "tags": draft.tags,
        "note": draft.note,
        "citation": cited,
        "code": draft.code,
        "label": draft.code,
        "called": draft.repository,
        "repository": draft.repository,
        "id": draft.identifier is not None and draft.identifier.scheme == "arxiv",
        "preprint": draft.identifier is not None and draft.identifier.scheme == "arxiv",
    }
    return slot.kind in _OWN or bool(known.get(slot.kind))


def _lacks(draft: Draft, pattern: Pattern, *, cited: bool) -> int:
    """Count what a draft has to say by its author's wish and a pattern has no place for."""
    wanted = {"code": draft.code, "tags": draft.tags, "citation": cited}
    return sum(bool(value) and kind not in pattern.kinds for kind, value in wanted.items())


def _is_preprint(entry: Entry) -> bool:
    """Say whether an entry is written as preprints are: by the server it names, or without venue as far as one can see."""
    if entry.venue is not None:
        return is_preprint_server(entry.venue.value)
    schemes = {identifier.scheme for identifier, _ in entry.works}
    return not schemes or "arxiv" in schemes


def _with_empty_cells(pattern: Pattern, conventions: Habits) -> Pattern:
    for index, text, start, end in reversed(list(free_cells(pattern))):
        if not text and (mark := conventions.empty(index)):
            pattern = pattern.replaced(
                start, end, mark if start > 0 and pattern.text[start - 1] != "|" else f" {mark} "
            )
    return pattern


def _form(pattern: Pattern) -> tuple[object, ...]:
    """Return what two entries of one form share: their slots and what is between these, padding apart."""
    return (*pattern.kinds, *(re.sub(r"[^\S\n]+", " ", literal).replace(" |", "|") for literal in pattern.literals))
