"""The rule repeated-work."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from litlint import regex as re
from litlint.matching.linked_names import repeated_names
from litlint.matching.listings import FirstListings, ListedEntry, Listings, listings_of, url_key
from litlint.matching.work_references import citation_references, have_disjoint_authors
from litlint.metadata.normalize import normalize_title, wide_letters
from litlint.metadata.titles import compare_titles, same_work, short_name
from litlint.rule import (
    Bad,
    Citation,
    Context,
    Document,
    Entry,
    Finding,
    Good,
    Related,
    Severity,
    Workspace,
    WorkspaceRule,
)
from litlint.style.contributor_template import is_contributor_template

# A number of a part after a title: parts of one work are different entries.
_PART = re.compile(r"\W{0,4}(?P<part>[上中下]|part\s*\w+|pt\.?\s*\d+|vol\.?\s*\w+|\d{1,2}|[IVX]{1,4})\b", re.IGNORECASE)
# A month and year, or a year, beside a title: which edition is meant.
_DATED = re.compile(r"(?<![\w/.-])(?:[A-Z][a-z]{2,8}\.?\s)?(?:19|20)\d\d(?![\w/-]|\.\d)")
_CELL_END = re.compile(r"[\[|<\n]")
_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")

# A page that more titles lead to, as that of a conference, is no work.
_MOST_TITLES = 12
# Fields by which two citations of one title are of two works: parts, volumes, places.
_PLACES = "subtitle titleaddon part issue volume number edition chapter pages series booktitle journal".split()
_CITED = "@{}{{{},\n  title={{A Small Study of Gardens}},\n  author={{Jane Doe}},\n  journal={{Plants}},\n  year={{2020}}\n}}\n"


class RepeatedWork(WorkspaceRule):
    """A work is listed twice.

    In one section, or under two years, that is a slip. Across sections or files it may be meant, so there it is a note;
    where cross-listing is declared, or two files list mostly the same works (a translation, the same list by date), it
    is right. Two entries with one identifier that are certainly of two works are reported by shared-identifier instead.

    Merge the two entries, or declare `cross-listing = true`.
    """

    examples = (
        Bad(
            "- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n"
            "- [Fast Sorting of Long Lists](https://arxiv.org/abs/2002.04321)\n"
            "- [A Small Study of Gardens](https://arxiv.org/pdf/2001.01234v3)\n",
            finds="A Small Study of Gardens",
        ),
        Bad(
            "## Plants\n\n- A Small Study of Gardens [[paper](https://arxiv.org/abs/2001.01234)]\n"
            "- A Small Study of Gardens [[paper](https://example.org/gardens.pdf)]\n",
            finds="A Small Study of Gardens",
        ),
        Bad(
            "- A Small Study of Gardens, GARDEN 2019 [[paper](https://gardens.org/short)]\n"
            "- A Small Study of Gardens, ACRE 2021 [[paper](https://gardens.org/long)]\n",
            finds="A Small Study of Gardens",
        ),
        Bad(
            _CITED.format("article", "doe2020small") + _CITED.format("article", "Doe20"), finds="Doe20", path="refs.bib"
        ),
        Good(_CITED.format("article", "doe2020small") + _CITED.format("misc", "Doe20"), path="refs.bib"),
        Bad(
            "- [Garden-Quant](https://github.com/doe/Garden-Quant) - Gardens.\n- [lawn](https://github.com/doe/lawn)\n"
            "- [garden-quant](https://github.com/doe/garden-quant/) - Gardens for all.\n",
            finds="garden-quant",
        ),
        Good(
            "|Model|Paper|\n|--|--|\n|Garden|[pdf](https://arxiv.org/abs/2001.01234)|\n"
            "|Garden - Chat|[pdf](https://arxiv.org/abs/2001.01234)|\n"
        ),
        Good("- [Garden talks](https://gardens.org/2020) - 2020\n- [Lawn workshop](https://gardens.org/2020) - 2020\n"),
        Good(
            "- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n"
            "- [A Large Study of Gardens](https://arxiv.org/abs/2101.01234)\n"
        ),
        Good(
            "## Plants\n\n- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n\n"
            "## Towns\n\n- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n",
            config={"cross-listing": True},
        ),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        listings = listings_of(workspace)
        groups = _groups(listings)
        reported: set[tuple[str, int]] = set()
        copies = _copies(groups)
        for group in (group for group in groups if len(group) > 1):
            earlier = FirstListings()
            for later in group:
                if is_contributor_template(later.document, later.entry.title.span):
                    continue  # an example of how entries are written lists nothing
                first = earlier.nearest(later)
                if first is not None and not (
                    _are_copies(first, later, copies)
                    or listings.are_translations(first, later)
                    or _are_two_things(first, later)
                ):
                    reported.add((later.document.path, later.entry.span.line))
                    yield from self._judge(first, later, workspace)
                earlier.add(later)
        yield from self._linked_names(workspace, reported)
        yield from self._citations_outside_entries(workspace)

    def _linked_names(self, workspace: Workspace, reported: Container[tuple[str, int]]) -> Iterator[Finding]:
        """Find a page that one section lists twice outside entries with a paper, which are compared as works."""
        for document in workspace.documents:
            repeated = list(repeated_names(document))
            entries = document.entries if repeated else ()
            works = {entry.span.line for entry in entries if entry.works or entry.all_citations}
            for earlier, link in repeated:
                if (
                    works.isdisjoint((earlier.span.line, link.span.line))
                    and (document.path, link.span.line) not in reported
                    and not is_contributor_template(document, link.span)
                ):
                    yield self.finding(
                        link.text_span,
                        f'same page as line {earlier.span.line} in this section, "{earlier.text}"',
                        help="merge the two entries, or allow this if both places are meant",
                        related=[Related(earlier.text_span, "listed here first")],
                    )

    def _judge(self, first: ListedEntry, later: ListedEntry, workspace: Workspace) -> Iterator[Finding]:
        inside = first.document is later.document
        same = inside and first.entry.section == later.entry.section
        list_style = workspace.list_styles.get(later.document.path)
        if not same and list_style is not None and list_style.cross_listing:
            return
        alike = first.entry.section.title == later.entry.section.title
        section = " › ".join(first.entry.section.path[-2:]) if alike else first.entry.section.title
        place = f"line {first.entry.span.line}" if inside else f"{first.document.path}:{first.entry.span.line}"
        place += " in this section" if same else f", under {section}" if section else ""
        years = (
            inside
            and first.entry.section.path[:-1] == later.entry.section.path[:-1]
            and all(_YEAR.fullmatch(one.entry.section.title) for one in (first, later))
        )
        severity = Severity.WARNING if (same or years) and not _are_editions(first, later) else Severity.NOTE
        message = f"same work as {place}"
        help_text = "merge the two entries, or allow this if both places are meant"
        one, two = first.claim, later.claim
        related = [Related(first.entry.title.span, "listed here first")]
        if one is not None and two is not None:
            related += [Related(two.span, str(two.identifier)), Related(one.span, str(one.identifier))]
            titles = first.entry.title.value, later.entry.title.value
            if one.contradicts(two):
                severity = Severity.NOTE if _have_own_identifiers(first, later) else Severity.WARNING
                message = f"same title as {place}, but another paper: {one.identifier} there, {two.identifier} here"
                help_text = "if it is not a paper and its extended version, one of the titles or links is wrong"
            elif one.work != two.work:
                message += f" ({one.identifier} there, {two.identifier} here)"
            elif _renamed(first, later):
                message = f'{two.identifier} is also in {place}, as "{titles[0]}"'
                help_text = (
                    "if the paper was renamed, keep one entry with its present title; else one of the links is wrong"
                )
            elif compare_titles(*titles) == "unknown":
                severity = Severity.NOTE  # of titles that cannot be compared, two may rightly name one work
        # A list by topic and by date, or with a selection at its top, names many works in two places on purpose.
        habit = "a work is listed in two sections" if severity is Severity.NOTE else None
        yield self.finding(
            later.entry.title.span, message, help=help_text, related=related, severity=severity, habit=habit
        )

    def _citations_outside_entries(self, workspace: Workspace) -> Iterator[Finding]:
        """Find a citation that is written twice: in one file, or in two .bib files, which may be parts of one."""
        shared: dict[tuple[str, str], Citation] = {}
        for document in workspace.documents:
            own: dict[tuple[str, str], Citation] = {}
            for citation in document.citations:
                title = normalize_title(citation.title.value) if citation.title else ""
                if citation.span in workspace.entry_citations or not citation.key or not title:
                    continue
                yield from self._repeated_citation(citation, title, own, document)
                if document.kind == "bibtex":
                    yield from self._in_another_file(citation, title, shared)

    def _repeated_citation(
        self, citation: Citation, title: str, first: dict[tuple[str, str], Citation], document: Document
    ) -> Iterator[Finding]:
        earlier = first.setdefault((citation.key.casefold(), title), citation)
        if earlier is not citation and document.kind == "bibtex":
            return  # which repeated-key reports
        message = f"the same citation is already in line {earlier.span.line}"
        if earlier is citation and document.kind == "bibtex" and _telling(title) and citation.year:
            earlier = first.setdefault((citation.year.value, title), citation)
            message = f"this work is already cited in line {earlier.span.line}, as {earlier.key}"
        if earlier is not citation and not _tell_citations_apart(earlier, citation):
            related = [Related(earlier.key_span, "the first")]
            yield self.finding(citation.key_span, message, help="keep one of the two", related=related)

    def _in_another_file(
        self, citation: Citation, title: str, first: dict[tuple[str, str], Citation]
    ) -> Iterator[Finding]:
        if not citation.year or not _telling(title):
            return
        earlier = first.setdefault((citation.year.value, title), citation)
        # Files with equal keys may be copies of each other, or each meant for a paper of its own.
        if earlier.span.path == citation.span.path or earlier.key == citation.key:
            return
        if not _tell_citations_apart(earlier, citation):
            yield self.finding(
                citation.key_span,
                f"this work is already cited in {earlier.span.path}:{earlier.span.line}, as {earlier.key}",
                help="use one key for a work in all files that are loaded together",
                related=[Related(earlier.key_span, "the first")],
                severity=Severity.NOTE,
            )


def _tell_citations_apart(one: Citation, other: Citation) -> bool:
    """Say whether two citations of one title are of two works: two identifiers, kinds or places, other people."""
    if one.kind != other.kind or have_disjoint_authors(one, other) or _is_related_to(one, other):
        return True
    pairs = ((one.get(name), other.get(name)) for name in _PLACES)
    if any(a is not None and b is not None and normalize_title(a.value) != normalize_title(b.value) for a, b in pairs):
        return True
    return any(a.contradicts(b) for a in citation_references(one) for b in citation_references(other))


def _is_related_to(one: Citation, other: Citation) -> bool:
    """Say whether biblatex prints one citation as part of the other: a reprint, a translation, a volume of a set."""
    for citation, another in ((one, other), (other, one)):
        fields = [citation.get(name) for name in ("related", "entryset", "crossref", "xref", "xdata")]
        keys = {key.strip().casefold() for field in fields if field for key in field.value.split(",")}
        if another.key.casefold() in keys or citation.is_data_only:
            return True
    return False


def _groups(listings: Listings) -> list[list[ListedEntry]]:
    """Put the listings of one work together: by identifier, or by a title that no identifier contradicts."""
    groups: list[list[ListedEntry]] = []
    for group in listings.by_work.values():
        groups += listings.works(group)
    by_link: dict[str, list[list[ListedEntry]]] = {}
    for listing in listings.entries:
        if listing.claim is None or not listings.is_titled(listing):
            same_link = by_link.setdefault(listing.key or str(len(by_link)), [])
            title = listing.entry.title.value
            own = next((some for some in same_link if same_work(some[0].entry.title.value, title)), None)
            if own is None and len(same_link) < _MOST_TITLES:
                same_link.append([listing])
            elif own is not None:
                own.append(listing)
    groups += (group for same_link in by_link.values() for group in same_link)
    order = {id(listing): index for index, listing in enumerate(listings.entries)}
    by_title: dict[str, list[ListedEntry]] = {}
    merged: list[list[ListedEntry]] = []
    for group in sorted(groups, key=lambda group: order[id(group[0])]):
        titled = [normalize_title(one.entry.title.value) for one in group if listings.is_titled(one)]
        titles = {title for title in titled if _telling(title)}
        known = next((by_title[title] for title in titles if title in by_title), None)
        if known is not None and not _tell_apart(known[0], group[0]):
            known += group
        else:
            known = list(group)
            merged.append(known)
        for title in titles:
            by_title.setdefault(title, known)
    for group in merged:
        group.sort(key=lambda listing: order[id(listing)])
    return merged


def _are_two_things(one: ListedEntry, other: ListedEntry) -> bool:
    """Say whether two entries of one title are parts of a series, or rows for two data sets or models of one paper.

    Rows are if what comes before the paper names two things, and each row has links of its own; or if a short name goes on
    in another way in each cell: `Garden` and `Garden - Chat`.
    """
    if _numbered(one, other):
        return True
    cells = [_cell(listing.entry) for listing in (one, other) if listing.entry.kind.is_row]
    if len(set(cells)) > 1 and not _telling(normalize_title(one.entry.title.value)):
        return True
    names = [_row_name(listing) for listing in (one, other)]
    return all(names) and names[0] != names[1] and _own_links(one).isdisjoint(_own_links(other))


def _row_name(listing: ListedEntry) -> str:
    """Return what a row of a table says before the title of its paper, else that title; nothing of what is no row."""
    entry = listing.entry
    if not entry.kind.is_row:
        return ""
    if entry.name is not None:
        return normalize_title(entry.name.value)
    text = entry.title.span.source.text
    start = max(entry.span.start, text.rfind("\n", 0, entry.title.span.start) + 1)
    words = normalize_title(text[start : entry.title.span.start])
    is_name = any(word.isalpha() and len(word) > 1 for word in words.split())
    return words if is_name else normalize_title(entry.title.value)


def _cell(entry: Entry) -> str:
    """Return the words that the cell of a title begins with, up to a link, a tag or the next cell."""
    return normalize_title(f"{entry.title.value} {_CELL_END.split(_text_after_title(entry), 1)[0]}")


def _own_links(listing: ListedEntry) -> set[str]:
    """Return what an entry links beside its paper."""
    links = (link for link in listing.entry.links if link.is_outside and not link.is_image)
    return {url_key(link.url) for link in links if link.identifier is None or not link.identifier.is_work} or {""}


def _are_editions(one: ListedEntry, other: ListedEntry) -> bool:
    """Say whether two entries of one title, for which no identifier decides, are of two dates: a paper of a conference and
    the article in a journal that followed it, or two editions of a workshop or a report, each with a page of its own.
    """
    if one.claim or other.claim:
        return False
    a, b = one.entry, other.entry
    stated = a.venue and b.venue and a.year and b.year
    if stated and _venue_and_year(a).isdisjoint(_venue_and_year(b)):
        return True
    links = [{url_key(link.url) for link in each.links if link.is_outside and not link.is_image} for each in (a, b)]
    dates = [_DATED.findall(each.span.text) for each in (a, b)]
    return links[0].isdisjoint(links[1]) and bool(dates[0] and dates[1]) and dates[0] != dates[1]


def _have_own_identifiers(one: ListedEntry, other: ListedEntry) -> bool:
    """Say whether two entries name two works each time that they name one: a talk and the article that followed it."""
    works = [{identifier.canonical_work for identifier, _ in listing.entry.works} for listing in (one, other)]
    return all(len(some) > 1 for some in works) and works[0].isdisjoint(works[1])


def _venue_and_year(entry: Entry) -> set[str]:
    return {part.span.text.casefold() for part in (entry.venue, entry.year) if part}


def _renamed(one: ListedEntry, other: ListedEntry) -> bool:
    """Say whether one paper is listed under two titles, both long enough to be compared, that are not the same."""
    titles = [listing.entry.title.value for listing in (one, other)]
    telling = all(_telling(normalize_title(title)) for title in titles)
    names = [normalize_title(short_name(title) or "") for title in titles]
    return telling and (names[0] != names[1] or not names[0]) and compare_titles(*titles) not in ("same", "close")


def _telling(title: str) -> bool:
    # A shorter title, such as "Deep Learning", may be that of two works. A Chinese character says as much as a short word.
    return (len(title) >= 16 and len(title.split()) >= 3) or wide_letters(title) >= 6


def _tell_apart(one: ListedEntry, other: ListedEntry) -> bool:
    """Say whether two entries of one title are two things: parts of a series, two tools, or pages of two dates."""
    if _numbered(one, other):
        return True
    if one.claim or other.claim:
        return False
    links = [
        {url_key(link.url) for link in listing.entry.links if link.is_outside and not link.is_image}
        for listing in (one, other)
    ]
    code = [listing.description.code for listing in (one, other)]
    if all(code) and code[0].isdisjoint(code[1]):
        return True  # two tools of one description
    return links[0].isdisjoint(links[1]) and _dated(one, other)


def _dated(one: ListedEntry, other: ListedEntry) -> bool:
    return (
        one.entry.date is not None and other.entry.date is not None and one.entry.date.value != other.entry.date.value
    )


def _numbered(one: ListedEntry, other: ListedEntry) -> bool:
    """Whether the two are parts of a series, which differ by what follows their common title: (1), (下), Part 2."""
    parts = [_PART.match(_text_after_title(listing.entry)) for listing in (one, other)]
    return any(parts) and len({part["part"].casefold() if part else "" for part in parts}) == 2


def _text_after_title(entry: Entry) -> str:
    text = entry.title.span.source.text[entry.title.span.end : entry.title.span.end + 400]
    return re.sub(r"\A\*{0,2}\]\([^)]*\)", "", text)


Part = tuple[str, str]


def _part(listing: ListedEntry) -> Part:
    """The file and the top section that a listing is in: what may be a copy of another, arranged anew."""
    path = listing.entry.section.path
    return listing.document.path, path[0] if len(path) > 1 else ""


def _copies(groups: Sequence[Sequence[ListedEntry]]) -> set[frozenset[str]]:
    """Return the pairs of parts most of whose works are the same: translations, the same list by topic and by date."""
    sizes: Counter[str] = Counter()
    shared: Counter[frozenset[str]] = Counter()
    for group in groups:
        names = {name for listing in group for name in _names(listing)}
        sizes.update(names)
        # A work in more places is listed everywhere; it says nothing of any two, and pairs of all would be too many.
        if len(names) <= 12:
            ordered = sorted(names)
            shared.update(frozenset((a, b)) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
    # Two parts are copies if half of the smaller is in the other, and no few by chance.
    return {pair for pair, count in shared.items() if count * 2 >= min(sizes[name] for name in pair) and count >= 5}


def _names(listing: ListedEntry) -> set[str]:
    path, top = _part(listing)
    return {path, f"{path}#{top}"}


def _are_copies(one: ListedEntry, other: ListedEntry, copies: set[frozenset[str]]) -> bool:
    if one.document is not other.document:
        return frozenset((one.document.path, other.document.path)) in copies
    (path, top), (_, other_top) = _part(one), _part(other)
    return top != other_top and frozenset((f"{path}#{top}", f"{path}#{other_top}")) in copies
