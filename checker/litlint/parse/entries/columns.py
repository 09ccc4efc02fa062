"""What the columns of a table hold, and which of them holds the titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from litlint import regex as re
from litlint.metadata.columns import ColumnRole, is_called, role_of_column, roles_of_column
from litlint.metadata.labels import is_bracketed, is_generic, is_label
from litlint.parse.entries.candidate import names_work
from litlint.parse.entries.text import Region, VisibleText

# A few works may be listed twice; venues and topics repeat far more often.
_MOST_UNIQUE = 0.85
# So many words do titles have on average at least, which names of settings, people and topics have not.
_TITLE_WORDS = 4
# Letters of a script without blanks between words that make up for one word of a title.
_LETTERS_OF_A_WORD = 3
# A cell of more characters says no more of what its column holds.
_LONGEST_CELL = 120
_LETTER = re.compile(r"[^\W\d_]")


@dataclass
class _Column:
    """A column with its header; ``papers`` cells are beside the link to a work, ``keys`` begin with a link."""

    header: str
    role: ColumnRole
    weight: float = 0.0
    words: float = 0.0
    papers: int = 0
    keys: int = 0
    cells: list[str] = field(default_factory=list)

    def add(self, cell: VisibleText) -> None:
        """Take note of one cell."""
        shown = cell.text.strip("[]() ")
        self.cells.append(shown)
        if is_label(shown):
            return
        self.weight += min(len(shown), _LONGEST_CELL)
        self.words += _word_count(shown)
        self.papers += _LETTER.search(_without_labels(cell)) is not None and any(
            region.link is not None and names_work(region.link) and _is_set_off(cell, region) for region in cell.links
        )
        first = cell.links[0] if cell.links else None
        if first is not None and not cell.text[: first.start].strip(" *_"):
            text = cell.text[first.start : first.end].strip()
            self.keys += not (is_label(text) or is_generic(text) or is_bracketed(text))

    @property
    def is_unique(self) -> bool:
        """Whether next to no value repeats: below `Paper` a link may be called by the journal that it leads to."""
        return len(set(self.cells)) >= _MOST_UNIQUE * len(self.cells)

    @property
    def may_hold_titles(self) -> bool:
        """Whether the header does not say that it holds something else."""
        return self.role not in ("authors", "venue", "date") and not is_label(self.header)


def _columns(headers: Sequence[str], rows: Sequence[Sequence[VisibleText]]) -> list[_Column]:
    columns = [_Column(header, role_of_column(header)) for header in headers]
    for row in rows:
        for column, cell in zip(columns, row, strict=False):
            column.add(cell)
    return columns


def title_column(headers: Sequence[str], rows: Sequence[Sequence[VisibleText]]) -> int | None:
    """Return the column that holds titles; None if no cell has words.

    It is the first of: the one whose header says so, the one called paper or name, unless others have far more words; the
    one in which words are beside the links to papers; the first whose cells are links, each another; the one called method,
    model and the like; the first of words that do not repeat, as it calls the things that the others describe.
    """
    columns = _columns(headers, rows)
    most = max((column.weight for column in columns), default=0)
    if not most:
        return None

    def first(fits: Iterable[bool]) -> int | None:
        return next((index for index, fit in enumerate(fits) if fit), None)

    # Words, not merely labels: a column of links called `PDF` has none.
    holds = [each.weight * 4 >= most and each.weight >= 4 * len(rows) for each in columns]
    for roles in (("title",), ("paper", "name")):
        named = [
            hold and each.role in roles and (each.role == "title" or each.is_unique)
            for hold, each in zip(holds, columns, strict=True)
        ]
        if (found := first(named)) is not None:
            return found
    # Names are short, so a column of criteria may have more words; but what is beside the link is what the link is of.
    beside = max(range(len(columns)), key=lambda index: columns[index].papers)
    if columns[beside].papers * 2 > len(rows) and columns[beside].is_unique:
        return beside
    if (found := first(c.may_hold_titles and c.is_unique and c.keys * 2 > len(rows) for c in columns)) is not None:
        return found
    works = (is_called(c.header, "work") and c.is_unique and c.weight >= 3 * len(rows) for c in columns)
    if (found := first(works)) is not None:
        return found
    # In a table of things the first column calls them, however much the others say of each.
    calls = (c.role in ("other", "") and c.is_unique and c.weight >= 3 * len(rows) for c in columns)
    if (found := first(calls)) is not None:
        return found
    others = [index for index, each in enumerate(columns) if each.role in ("other", "") and each.weight]
    return max(others or range(len(columns)), key=lambda index: columns[index].weight * len(set(columns[index].cells)))


def lists_works(headers: Sequence[str], rows: Sequence[Sequence[VisibleText]]) -> bool:
    """Say whether a table lists works even if no link leads to one: by its headers, and by values that can be titles.

    Either a title is beside a venue, a date, authors or what a paper comes with, such as its code; or a column for papers
    holds long values that next to never repeat.
    """
    columns = _columns(headers, rows)
    roles = {role for header in headers for role in roles_of_column(header)}
    if "title" in roles and (roles & {"authors", "venue", "date", "paper"} or any(is_label(text) for text in headers)):
        return True
    return any(
        is_called(column.header, "paper") and column.is_unique and column.words >= _TITLE_WORDS * len(rows)
        for column in columns
    )


def _is_set_off(cell: VisibleText, region: Region) -> bool:
    """Say whether a link begins a cell or is called by what it leads to, rather than a word within a sentence."""
    shown = cell.text[region.start : region.end].strip()
    if not cell.text[: region.start].strip(" *_[(<"):
        return True
    return is_label(shown) or is_generic(shown) or is_bracketed(shown)


def _word_count(text: str) -> float:
    """Return how many words a text has, in any script."""
    return max(len(text.split()), sum(letter >= "\u2e80" for letter in text) / _LETTERS_OF_A_WORD)


def _without_labels(cell: VisibleText) -> str:
    """Return the text of a cell without the links that are only called by what they lead to."""
    text = cell.text
    for region in reversed(cell.links):
        shown = text[region.start : region.end].strip()
        if is_label(shown) or is_generic(shown) or is_bracketed(shown):
            text = text[: region.start] + text[region.end :]
    return text
