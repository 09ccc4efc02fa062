"""The rule entry-order."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from litlint import regex as re
from litlint.metadata.normalize import normalize_title
from litlint.rule import Bad, Context, Edit, Entry, Finding, Fix, Good, Related, Rule, Section, Span
from litlint.style.measure import sort_key

_BY_TITLE = {"order": "title"}
_NEWEST_FIRST = {"order": "newest-first"}
_ANTS = "- [A Study of Ants](https://arxiv.org/abs/2001.01001), 2020\n"
_BEES = "- [A Study of Bees](https://arxiv.org/abs/2101.01002), 2021\n"
_CATS = "- [A Study of Cats](https://arxiv.org/abs/2201.01003), 2022\n"
_WAYS = {"title": "by title", "oldest-first": "the oldest first", "newest-first": "the newest first"}
# An entry with a number of its own: its order is the number's.
_NUMBERED = re.compile(r"[\s>]*(?:[*_\[]*)\d+[.)\]]")

Key = str | tuple[int, ...]


class EntryOrder(Rule):
    """An entry is out of the order that the configuration declares.

    In a sorted list a reader looks where a work belongs, and a contributor who does not find it there adds it again. The
    rule names as few entries as possible: those that, put elsewhere, leave the others in order.

    Move the entry to the place that is named. By date an entry is sorted by what it states, else by its arXiv id; entries
    without either stay where they are. Without `order` in the configuration this rule finds nothing.
    """

    examples = (
        Bad(_BEES + _CATS + _ANTS, finds="A Study of Ants", fixed=_ANTS + _BEES + _CATS, config=_BY_TITLE),
        Bad(_CATS + _ANTS + _BEES, finds="A Study of Ants", fixed=_CATS + _BEES + _ANTS, config=_NEWEST_FIRST),
        Bad(
            _BEES + "\n" + _CATS + "\n" + _ANTS + "\n## More\n",
            finds="A Study of Ants",
            fixed=_ANTS + "\n" + _BEES + "\n" + _CATS + "\n## More\n",
            config=_BY_TITLE,
        ),
        Good(_CATS + _BEES + _ANTS, config=_NEWEST_FIRST),
        Good(_ANTS + "\n## More\n\n" + _BEES + _CATS, config=_BY_TITLE),
        Good(_BEES + _CATS + _ANTS),
    )

    def visit_section(self, section: Section, context: Context) -> Iterator[Finding]:
        list_style = context.workspace.list_styles.get(context.document.path)
        if list_style is None or list_style.order is None:
            return
        neighbours = context.document.entries_in(section)
        entries, keys = _keyed(neighbours, list_style.order)
        kept = _longest_run(keys)
        kept_keys = [keys[index] for index in kept]
        places = {entry.span: index for index, entry in enumerate(neighbours)}
        for index in sorted(set(range(len(entries))) - set(kept)):
            place = bisect_right(kept_keys, keys[index])
            before = entries[kept[place - 1]] if place else None
            after = entries[kept[place]] if place < len(kept) else None
            fix = _move(neighbours, places[entries[index].span], before, after)
            yield self._finding(entries[index], before, after, list_style.order, fix)

    def _finding(self, entry: Entry, before: Entry | None, after: Entry | None, order: str, fix: Fix | None) -> Finding:
        other = before or after
        where = "after" if before else "before"
        assert other is not None  # noqa: S101 - where something is out of order, something else is kept
        return self.finding(
            entry.title.span,
            f'the entries are declared to be {_WAYS[order]}; this one belongs {where} "{other.title.value}"',
            help=f"move it to line {other.span.line}",
            related=[Related(other.title.span, f"it belongs {where} this one")],
            fix=fix,
        )


def _keyed(entries: Sequence[Entry], order: str) -> tuple[list[Entry], list[Key]]:
    """Return the entries that can be put in order, with what they are sorted by, ascending."""
    if order == "title":
        return list(entries), [_title_key(entry) for entry in entries]
    dated = [(entry, key) for entry in entries if (key := sort_key(entry))]
    exactness = min((len(key) for _, key in dated), default=0)
    sign = -1 if order == "newest-first" else 1
    return [entry for entry, _ in dated], [tuple(sign * part for part in key[:exactness]) for _, key in dated]


def _title_key(entry: Entry) -> str:
    return normalize_title(entry.name.value + " " + entry.title.value if entry.name else entry.title.value)


def _longest_run(keys: Sequence[Key]) -> list[int]:
    """Return the places of a longest run of keys that never falls (C. Schensted, 1961)."""
    ends: list[int] = []
    tails: list[Key] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        at = bisect_right(tails, key)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [key]
        ends[at : at + 1] = [index]
    run = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(index)
        index = before[index]
    return run[::-1]


def _move(neighbours: Sequence[Entry], index: int, before: Entry | None, after: Entry | None) -> Fix | None:
    """Return the edits that move an entry's lines, if it and those around it are whole lines of one form.

    The blank lines that keep entries apart go with it: those after it, or before it if it is the last.
    """
    entry = neighbours[index]
    following = neighbours[index + 1] if index + 1 < len(neighbours) else None
    beside = following or neighbours[index - 1]
    own, other = _lines(entry), _lines(beside)
    target = _lines(before or after or entry)
    if own is None or other is None or target is None:
        return None
    if len({around.kind for around in (entry, beside, before, after) if around is not None}) > 1:
        return None
    source = own.source
    gap = source.span(own.end, other.start) if following else source.span(other.end, own.start)
    if gap.start > gap.end or gap.text.strip():
        return None
    taken = source.span(min(own.start, gap.start), max(own.end, gap.end))
    if before is not None:
        put = Edit(source.span(target.end, target.end), gap.text + own.text)
    else:
        put = Edit(source.span(target.start, target.start), own.text + gap.text)
    return Fix("move the entry", (Edit(taken, ""), put))


def _lines(entry: Entry) -> Span | None:
    """Return the lines of an entry; None if they hold more than it, are numbered, or do not end."""
    source = entry.span.source
    text = source.text
    start = text.rfind("\n", 0, entry.span.start) + 1
    end = text.find("\n", entry.span.end) + 1
    if not end or text[start : entry.span.start].strip() or text[entry.span.end : end].strip():
        return None
    if _NUMBERED.match(text, start) and not text.startswith("1.", start):
        return None
    return source.span(start, end)
