"""Where a list wants an entry: in which section, and after or before which of its neighbours."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from litlint import regex as re
from litlint.errors import UsageError
from litlint.identifiers.implied_venue import year_of
from litlint.metadata.dates import section_years
from litlint.metadata.normalize import content_words, is_ideographic, normalize_title, stem_prefix
from litlint.metadata.spelling import nearest
from litlint.model.document import Document, Entry, Section
from litlint.model.list_style import ListStyle
from litlint.style.measure import sort_key
from litlint.write.entries import Draft

_LEAST_STEPS, _SHARE, _SHARE_OF_TITLES = 3, 0.8, 0.95
# Between a preprint and its publication three years pass at most, but for rare cases.
_MOST_YEARS_TO_PUBLISH = 3
# Words of a title beside its years (`Privacy: 2019 and before`); one of more is a sentence, which may name other years too.
_WORD, _MOST_WORDS = re.compile(r"[^\W\d_]+"), 3
# Sections that a refusal names; more fill the screen.
_SHOWN = 12


class SectionError(UsageError):
    """It is not clear which section is meant: ``sections`` may be, each with the name by which it would be clear."""

    def __init__(self, text: str, sections: Mapping[str, Section]) -> None:
        super().__init__(text)
        self.sections = sections


@dataclass(frozen=True, slots=True)
class Place:
    """A gap between entries of a section; None means its beginning or its end."""

    section: Section
    after: Entry | None
    before: Entry | None


def find_section(document: Document, name: str | None, shown: str, year: int | None = None) -> Section:
    """Return the section that a name means: its title, or titles from an outer heading down, ``Outer > Inner``.

    Of a section that is divided by years (``2025``, ``2019 and before``), the part for a work of ``year``.

    Raises:
        SectionError: no section or several are meant.
        UsageError: the list holds nothing yet.
    """
    if not document.entries:
        command = f"litlint entries {shlex.quote(shown)}"
        raise UsageError(f"{shown} has no entry to learn its style from; write the first one by hand", command=command)
    holding = [section for section in document.sections if document.entries_in(section)]
    if name is None:
        if len(holding) == 1:
            return holding[0]
        raise SectionError(
            f"{shown} has several sections; say which by --section: {_listed(holding)}", named_sections(document)
        )
    titled = [section for section in document.sections if section.title]
    wanted = [normalize_title(part) for part in name.split(">")]
    steps = (
        [section for section in titled if section.title == name.strip()],
        [section for section in titled if _ends(section, wanted)],
        [
            section
            for section in titled
            if normalize_title(section.title).startswith(wanted[-1]) and _passes(section, wanted)
        ],
        [section for section in titled if wanted[-1] in normalize_title(section.title) and _passes(section, wanted)],
    )
    for found in steps:
        found = [section for section in found if section in holding] or found
        # A section that goes on after a folded group is one section.
        found = list({(one.path, one.heading.span if one.heading else None): one for one in reversed(found)}.values())[
            ::-1
        ]
        if len(found) == 1:
            return _part_for(document, found[0], year)
        if found:
            text = f'"{name}" may be several sections of {shown}; say which by --section: {_listed(found)}'
            raise SectionError(text, dict(zip(_names(found), found, strict=True)))
    named = named_sections(document)
    near = nearest(name.casefold(), [title.casefold() for title in named])
    named = dict(sorted(named.items(), key=lambda item: item[0].casefold() != near))
    raise SectionError(f'{shown} has no section "{name}"; its sections: {_listed(holding)}', named)


def named_sections(document: Document) -> dict[str, Section]:
    """Return the sections to which a work can be added, by the name that means each, in the order of the list.

    A section that is divided by years means its parts: the year of the work says which.
    """
    holding = [section for section in document.sections if document.entries_in(section)]
    parts: dict[tuple[str, ...], list[Section]] = {}
    for section in holding:
        parts.setdefault(section.path[:-1], []).append(section)
    divided = {
        outer
        for outer, inner in parts.items()
        if outer and len(inner) > 1 and all(section_years(one.title) for one in inner)
    }
    whole = {section.path: section for section in reversed(document.sections) if section.title}
    found = [whole.get(section.path[:-1], section) if section.path[:-1] in divided else section for section in holding]
    found = list({section.span: section for section in found}.values())
    return dict(zip(_names(found), found, strict=True))


def _part_for(document: Document, section: Section, year: int | None) -> Section:
    """Return the section itself if it holds works, else its only part, or the part whose title says the year.

    Raises:
        SectionError: all works are in parts of other names, so that one has to be named.
        UsageError: it is divided by years, and no part is for the year.
    """
    depth = len(section.path)
    below = [one for one in document.sections if len(one.path) > depth and one.path[:depth] == section.path]
    parts = [part for part in below if document.entries_in(part)]
    dated = [(years, part) for part in parts if (years := section_years(part.title))]
    # A section lists works of its own beside its parts by years only if it holds more than they do: else what it holds
    # itself is an introduction, such as the survey that the list belongs to.
    own = sum(len(document.entries_in(one)) for one in document.sections if one.path == section.path)
    by_year = bool(dated) and len(dated) == len(parts)
    if own > sum(len(document.entries_in(part)) for _, part in dated) or (year is None and by_year):
        return section
    fitting = [(years[1] - years[0], part) for years, part in dated if year and years[0] <= year <= years[1]]
    if fitting:
        return min(fitting, key=lambda one: one[0])[1]
    if by_year:
        raise UsageError(
            f'"{section.title}" is divided by years and has no part for {year}; write its heading and a first entry by '
            f"hand, or name another part by --section: {_listed([part for _, part in dated])}"
        )
    if own or not parts:
        return section
    if len(parts) == 1:
        return parts[0]
    text = f'"{section.title}" lists its works in parts; say which by --section: {_listed(parts)}'
    raise SectionError(text, dict(zip(_names(parts), parts, strict=True)))


def refuse_other_year(document: Document, section: Section, draft: Draft) -> None:
    """Refuse a section whose title names years that the work is not of, if the sections of the list keep to their years.

    A work cannot be older than its first version. A preprint may be published, and listed, some years later.

    Raises:
        SectionError: the years are others.
    """
    admitted = _years_of(section)
    known = [one for one in (draft.year, *(year_of(one) for one in draft.identifiers)) if one]
    if admitted is None or not known or not _keep_to_years(document):
        return
    first, last = admitted
    latest = max(known) + (0 if draft.venue else _MOST_YEARS_TO_PUBLISH)
    if min(known) <= last and first <= latest:
        return
    others = [
        one
        for one in document.sections
        if document.entries_in(one) and (years := _years_of(one))
        if years[0] <= max(known) <= years[1]
    ]
    alike = [one for one in others if one.path[:-1] == section.path[:-1]] or others
    where = f"name another section by --section: {_listed(alike)}" if alike else "add a section for its year by hand"
    text = f'"{draft.title}" is of {max(known)}, and "{section.title}" lists works of other years; {where}'
    raise SectionError(text, dict(zip(_names(alike), alike, strict=True)))


def _years_of(section: Section) -> tuple[int, int] | None:
    """Return the years that the innermost title over an entry admits that names any, and little else."""
    titles = (title for title in reversed(section.path) if len(_WORD.findall(title)) <= _MOST_WORDS)
    return next((years for title in titles if (years := section_years(title))), None)


def _keep_to_years(document: Document) -> bool:
    """Say whether the entries below titles that name several years are of these years.

    A title may say when works were read, and one year alone in a list's titles divides nothing.
    """
    pairs = [
        (years, key[0])
        for section in document.sections
        if (years := _years_of(section))
        for entry in document.entries_in(section)
        if (key := sort_key(entry))
    ]
    inside = sum(years[0] <= year <= years[1] for years, year in pairs)
    several = len({years for years, _ in pairs}) > 1
    return several and inside > 0 and inside >= _SHARE * len(pairs)


def _ends(section: Section, wanted: Sequence[str]) -> bool:
    return [normalize_title(title) for title in section.path[-len(wanted) :]] == list(wanted)


def _passes(section: Section, wanted: Sequence[str]) -> bool:
    outer = iter([normalize_title(title) for title in section.path[:-1]])
    return all(any(part in title for title in outer) for part in wanted[:-1])


def _names(sections: Sequence[Section]) -> list[str]:
    """Return the names of sections, with those of the outer ones where several have one name."""
    titles = Counter(section.title for section in sections)
    return [section.title if titles[section.title] == 1 else " > ".join(section.path) for section in sections]


def _listed(sections: Sequence[Section]) -> str:
    names = [f'"{name}"' for name in _names(sections)]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def find_place(document: Document, section: Section, draft: Draft, list_style: ListStyle | None) -> Place:
    """Return where in a section a work belongs by the declared order, else by the order that its entries keep."""
    entries = document.entries_in(section)
    if not entries:
        return Place(section, None, None)
    order = (list_style.order if list_style else None) or _kept_order(entries, list_style)
    index = _index(entries, draft, order)
    return Place(section, entries[index - 1] if index else None, entries[index] if index < len(entries) else None)


def _kept_order(entries: Sequence[Entry], list_style: ListStyle | None) -> str | None:
    """Return the order that the entries of a section keep, else that of the whole list, None if there is none."""
    keys = [key for entry in entries if (key := sort_key(entry))]
    rises = sum(one < other for one, other in pairwise(keys))
    falls = sum(one > other for one, other in pairwise(keys))
    if rises + falls >= _LEAST_STEPS:
        if max(rises, falls) >= _SHARE * (rises + falls):
            return "oldest-first" if rises > falls else "newest-first"
        return _alphabetical(entries)
    by_title = _alphabetical(entries)
    if by_title:
        return by_title
    convention = list_style.sequence if list_style else None
    return convention.value if convention and convention.is_followed else None


def _alphabetical(entries: Sequence[Entry]) -> str | None:
    titles = [normalize_title(entry.title.value) for entry in entries]
    sorted_pairs = sum(one <= other for one, other in pairwise(titles))
    return "title" if len(titles) > _LEAST_STEPS + 1 and sorted_pairs >= _SHARE_OF_TITLES * (len(titles) - 1) else None


def _index(entries: Sequence[Entry], draft: Draft, order: str | None) -> int:
    """Return before which entry, by number, a draft goes: beside those with a date; after all where no order decides."""
    if order == "title":
        title = normalize_title(draft.title)
        return next(
            (index for index, entry in enumerate(entries) if normalize_title(entry.title.value) > title), len(entries)
        )
    own = _date_of(draft)
    if order is None or not own:
        return len(entries)
    dated = [(index, key[: len(own)]) for index, entry in enumerate(entries) if (key := sort_key(entry))]
    if not dated:
        return len(entries)
    if order == "newest-first":
        return next((index for index, key in dated if key <= own[: len(key)]), dated[-1][0] + 1)
    return next((index + 1 for index, key in reversed(dated) if key <= own[: len(key)]), dated[0][0])


def _date_of(draft: Draft) -> tuple[int, ...]:
    if draft.venue and draft.year:
        return (draft.year,)
    return tuple(int(part) for part in (draft.date or "").split("-") if part) or ((draft.year,) if draft.year else ())


# A section's own rate of a word counts as if so many entries of the whole list were in it too, so that a section of one
# entry does not win by one word; a word of its heading counts as that many of its entries.
_SMOOTHING, _HEADING = 4.0, 3


def by_likelihood(document: Document, sections: Sequence[Section], titles: Iterable[str]) -> list[Section]:
    """Sort sections: first those whose entries share the most telling words with the titles, else as the list has them.

    Each word weighs by how much more frequent it is in the section than in the whole list (a naive Bayes model with the
    same prior for each section).
    """
    words = {word for title in titles for word in _words(title)}
    counts: dict[int, Counter[str]] = {}
    sizes: dict[int, int] = {}
    for number, section in enumerate(sections):
        depth = len(section.path)
        inside = [one for one in document.sections if one.path[:depth] == section.path]
        entries = [entry for one in inside or [section] for entry in document.entries_in(one)]
        count = Counter(word for entry in entries for word in _words(entry.title.value) & words)
        count.update({word: _HEADING for part in section.path[1:] or section.path for word in _words(part) & words})
        counts[number], sizes[number] = count, len(entries)
    total = sum(sizes.values()) + 1
    rate = {word: (sum(count[word] for count in counts.values()) + 0.5) / (total + 1) for word in words}

    def score(number: int) -> float:
        size = sizes[number] + _SMOOTHING
        return sum(log((counts[number][word] + _SMOOTHING * rate[word]) / size / rate[word]) for word in sorted(words))

    order = sorted(range(len(sections)), key=lambda number: (-round(score(number), 9), number))
    return [sections[number] for number in order]


def _words(title: str) -> set[str]:
    """Return the beginnings of a title's telling words; of a script without spaces, pairs of characters."""
    normal = normalize_title(title)
    if is_ideographic(normal):
        text = normal.replace(" ", "")
        return {text[at : at + 2] for at in range(len(text) - 1)}
    return {stem_prefix(word) for word in content_words(tuple(normal.split()))}
