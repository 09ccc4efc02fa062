"""Entries that are rows of pipe tables and of HTML tables: which column holds the titles, and what the others state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from litlint import regex as re
from litlint.metadata.columns import ColumnRole, is_called, role_of_column, roles_of_column
from litlint.metadata.labels import is_generic, is_label, is_no_name
from litlint.metadata.normalize import wide_letters, word_count
from litlint.model.document import Section
from litlint.model.list_style import EntryKind
from litlint.model.nodes import Block, Inline, Link
from litlint.model.source import Source, Span
from litlint.parse.entries.candidate import Candidate, names_work, written_links
from litlint.parse.entries.fields import read_cell
from litlint.parse.entries.text import Region, VisibleText
from litlint.parse.entries.title import read_title

# A few works may be listed twice; venues and topics repeat far more often.
_MOST_UNIQUE = 0.85
# So many words do titles have on average at least, which names of settings, people and topics have not.
_TITLE_WORDS = 4
# A letter of a script without blanks between words says as much as so many Latin ones more: two of them are a name.
_MORE_OF_A_LETTER = 2
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
        self.weight += min(len(shown) + _MORE_OF_A_LETTER * wide_letters(shown), _LONGEST_CELL)
        self.words += word_count(shown)
        self.papers += _LETTER.search(_without_labels(cell)) is not None and any(
            region.link is not None and names_work(region.link) and _is_set_off(cell, region) for region in cell.links
        )
        first = cell.links[0] if cell.links else None
        if first is not None and not cell.text[: first.start].strip(" *_"):
            text = cell.text[first.start : first.end].strip()
            self.keys += not is_no_name(text)

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
    return is_no_name(shown)


def _without_labels(cell: VisibleText) -> str:
    """Return the text of a cell without the links that are only called by what they lead to."""
    text = cell.text
    for region in reversed(cell.links):
        if is_no_name(text[region.start : region.end]):
            text = text[: region.start] + text[region.end :]
    return text


# A title of fewer words, in a row without a link, is more likely a label or a topic.
_LEAST_WORDS = 3
# What parts two works of a cell; other words before a link make it part of what is said of the first: `T (see [T](U))`.
_ENDS_A_WORK = re.compile(r"(?:[,;\n·•/|&+，；、]|\band|\d\.)\s*\Z")
# More columns than any table of papers has; the work grows with columns times rows.
_MOST_COLUMNS = 30


def table_candidates(source: Source, section: Section, table: Block) -> list[Candidate]:
    """Read the rows of a pipe table, if it is one of works."""
    if len(table.children) < 2:
        return []
    header, rows = table.children[0], table.children[1:]
    cells = [[VisibleText.of(source, cell.inlines) for cell in row.children] for row in rows]
    headers = [cell.text for cell in header.children]
    column = title_column(headers, cells)
    if column is None:
        return []
    roles = [role_of_column(text) for text in headers]
    listed = lists_works(headers, cells)
    candidates: list[Candidate] = []
    for row, texts in zip(rows, cells, strict=True):
        inlines = row.children[column].inlines if column < len(row.children) else ()
        several = works_of_cell(source, section, inlines, [text for i, text in enumerate(texts) if i != column])
        whole = None if several else _row(section, row.span, texts, column, roles, header.children)
        candidates += several or ([whole] if whole else [])
    for candidate in candidates:
        candidate.group, candidate.sort = table.span, "row"
        candidate.listed = listed
    proven = sum(candidate.proven or candidate.listed for candidate in candidates)
    return candidates if proven * 5 >= len(rows) else []


def works_of_cell(
    source: Source, section: Section, inlines: Sequence[Inline], others: Sequence[VisibleText]
) -> list[Candidate]:
    """Read a cell that lists two works or more, each by a link that is called by its title; empty if it does not.

    The reading list of a course has them: `| Week 2 | [T](U), [T](U) |`. What the ``others`` say is of the week, not of each.
    """
    parts: list[list[Inline]] = [[]]
    titled = False
    for inline in inlines:
        before = "".join("\n" if each.kind == "break" else each.value for each in parts[-1][-2:])
        if titled and _is_titled_work(inline) and _ENDS_A_WORK.search(before):
            parts.append([])
            titled = False
        titled = titled or _is_titled_work(inline)
        parts[-1].append(inline)
    if len(parts) < 2 or any(names_work(region.link) for cell in others for region in cell.links if region.link):
        return []
    found: list[Candidate] = []
    for part in parts:
        visible = VisibleText.of(source, part)
        title = read_title(visible)
        if title is None or not title.is_link:
            return []
        links = [region.link for region in visible.links if region.link is not None]
        first = next(inline for inline in part if _is_titled_work(inline))
        span = Span(
            source, first.span.start, max(inline.span.end for inline in part if inline.value.strip() or inline.link)
        )
        found.append(Candidate(EntryKind.TABLE_ROW, span, section, visible, title, links + visible.images))
    return found


def _is_titled_work(inline: Inline) -> bool:
    """Say whether a piece of a cell is a link to a work that is called by a title, rather than by a label or a name."""
    link = inline.link
    return (
        link is not None
        and len(link.text.split()) > 1
        and not (is_label(link.text) or is_label(link.label) or is_generic(link.text))
        and names_work(link)
    )


def _row(
    section: Section,
    span: Span,
    cells: Sequence[VisibleText],
    column: int,
    roles: Sequence[ColumnRole],
    headers: Sequence[Block] = (),
) -> Candidate | None:
    if column >= len(cells):
        return None
    visible = cells[column]
    title = read_title(visible)
    if title is None:
        return None
    links: list[Link] = []
    for index, cell in enumerate(cells):
        header = headers[index] if index < len(headers) else None
        links += [_under(header, region.link) for region in cell.links if region.link is not None]
        links += cell.images
        if index != column and not any(names_work(link) for link in links):
            links += written_links(cell)
    links.sort(key=lambda link: link.span.start)
    candidate = Candidate(EntryKind.TABLE_ROW, span, section, visible, title, links)
    candidate.bare = not any(link.is_outside and not link.is_image for link in links)
    if candidate.bare and len(title.title.value.split()) < _LEAST_WORDS:
        return None
    for index, cell in enumerate(cells):
        if index != column:
            candidate.add(read_cell(cell, roles[index] if index < len(roles) else ""))
    return candidate


def _under(header: Block | None, link: Link) -> Link:
    """Return a link whose text says nothing with the label that is over its column."""
    if header is None or not is_generic(link.text) or not is_label(header.text) or is_generic(header.text):
        return link
    return replace(link, label=header.text.strip(), label_span=header.span)


@dataclass
class _HtmlTable:
    """An HTML table as it is read: ``headers`` by column, and the cells of its rows by column, spans counted."""

    headers: list[str] = field(default_factory=list)
    rows: list[dict[int, list[Inline]]] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    named: bool = True

    def add_row(self) -> None:
        """Begin a row; cells of rows above that reach down into it keep their columns."""
        self.rows.append({})
        self.held = {column: left - 1 for column, left in self.held.items() if left > 1}
        self.named = True

    def add_cell(self, tag: str) -> list[Inline]:
        """Begin a cell of the last row in the first column that is free; return what takes its content."""
        row = self.rows[-1]
        taken = row.keys() | self.held.keys()
        column = next((index for index in range(_MOST_COLUMNS) if index not in taken), _MOST_COLUMNS)
        for index in range(column, min(column + _span(tag, "colspan"), _MOST_COLUMNS)):
            row.setdefault(index, [])
            if (down := _span(tag, "rowspan")) > 1:
                self.held[index] = down
        self.named = self.named and tag.lower().startswith("<th")
        return row.get(column, [])

    def end_row(self) -> None:
        """Take a row of nothing but header cells for the table's header."""
        if self.rows and self.rows[-1] and self.named and not self.headers:
            row = self.rows.pop()
            self.headers = ["".join(i.value for i in row.get(column, ())) for column in range(max(row) + 1)]


def html_candidates(source: Source, section: Section, block: Block) -> list[Candidate]:
    """Read the rows of HTML tables."""
    return [candidate for table in _html_tables(block) for candidate in _html_rows(source, section, table)]


def _html_tables(block: Block) -> list[_HtmlTable]:
    tables, cell = [_HtmlTable()], list[Inline]()
    for inline in block.inlines:
        tag = inline.span.text[:6].lower() if inline.kind in ("break", "html") else ""
        if tag.startswith("<table"):
            tables.append(_HtmlTable())
        elif tag.startswith(("<tr>", "<tr ")):
            tables[-1].add_row()
            cell = []
        elif tables[-1].rows and tag.startswith(("<td>", "<td ", "<th>", "<th ")):
            cell = tables[-1].add_cell(inline.span.text)
        elif tag.startswith("</tr"):
            tables[-1].end_row()
        else:
            cell.append(inline)
    return tables


def _html_rows(source: Source, section: Section, table: _HtmlTable) -> list[Candidate]:
    width = max((max(row, default=-1) + 1 for row in table.rows), default=0)
    rows = [[VisibleText.of(source, row.get(column, ())) for column in range(width)] for row in table.rows]
    found: list[Candidate] = []
    named = title_column([*table.headers, *[""] * width][:width], rows) if table.headers else None
    roles = [role_of_column(header) for header in table.headers]
    for row, cells in zip(table.rows, rows, strict=True):
        inlines = [inline for cell in row.values() for inline in cell if inline.value.strip() or inline.link]
        if not inlines:
            continue
        longest = max(range(width), key=lambda column: 0 if is_label(cells[column].text) else len(cells[column].text))
        span = Span(source, inlines[0].span.start, inlines[-1].span.end)
        column = longest if named is None else named
        others = [cell for index, cell in enumerate(cells) if index != column]
        several = works_of_cell(source, section, row.get(column, ()), others)
        whole = None if several else _row(section, span, cells, column, roles)
        of_row = several or ([whole] if whole else [])
        found += [replace(candidate, kind=EntryKind.HTML_ROW) for candidate in of_row if not candidate.bare]
    proven = [candidate for candidate in found if candidate.proven]
    if named is not None and len(proven) * 5 >= len(table.rows):
        return found
    return [candidate for candidate in proven if len(candidate.title.title.value.split()) > 1]


def _span(tag: str, name: str) -> int:
    """Return over how many columns or rows a cell goes by its tag."""
    found = re.search(rf"\b{name}\s*=\s*[\"']?(\d{{1,4}})", tag, re.IGNORECASE)
    return max(1, int(found[1])) if found else 1
