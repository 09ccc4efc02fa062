"""Proves that a list says after an addition what it said before, and the new work, and nothing else."""

from __future__ import annotations

from urllib.parse import unquote

from litlint.matching.work_references import referenced_work
from litlint.metadata.byline import CUT
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import compare_titles
from litlint.metadata.venues import is_preprint_server
from litlint.model.document import Document, Entry, Section, Workspace
from litlint.write.entries import Draft

_EDGES = " .,;:–—-"
# Words between authors, or before a year.
_JOINS = frozenset({"and", "und", "et", "in", "at"})
Content = tuple[object, ...]
"""What an entry says; its first member holds the parts that an entry may lack, None for each that it lacks."""


def entry_content(entry: Entry) -> Content:
    """Return what an entry says, wherever it is: first the parts that it may lack, then all the others."""
    values = (entry.name, entry.authors, entry.venue, entry.date, entry.year)
    return (
        tuple(part.value if part else None for part in values),
        entry.kind,
        entry.section.path,
        entry.span.column > 1,  # it is nested in another item, or would be
        entry.title.value,
        *(tag.value for tag in entry.tags),
        *((link.label, link.url) for link in entry.links),
        *(citation.span.text for citation in entry.citations),
    )


def added_entry(before: Document, after: Document) -> Entry | None:
    """Return the one entry that a list has more than before; None if anything else changed."""
    old, new = [entry_content(entry) for entry in before.entries], [entry_content(entry) for entry in after.entries]
    if len(new) != len(old) + 1 or len(after.problems) > len(before.problems):
        return None
    index = next((index for index, one in enumerate(old) if not _says_no_less(one, new[index])), len(old))
    return after.entries[index] if all(map(_says_no_less, old[index:], new[index + 1 :])) else None


def _says_no_less(before: Content, after: Content) -> bool:
    """Say whether an entry still says what it said.

    One more entry of a form may show what a part of the others is, such as the name of a single author: that is no loss.
    """
    (parts, *rest), (now, *rest_now) = before, after
    if not isinstance(parts, tuple) or not isinstance(now, tuple):
        return False
    return rest == rest_now and all(part in (None, part_now) for part, part_now in zip(parts, now, strict=True))


def presents(entry: Entry, draft: Draft, *, exactly: bool = True) -> bool:
    """Say whether an entry presents the work of a draft, with all that was asked to be said of it.

    ``exactly`` asks for the very title, but for the full stop or dash at its edge that the grammar of entries leaves out;
    else other marks may be missing too.
    """
    shown, title = entry.title.value, " ".join(draft.title.split())
    if shown.strip(_EDGES) != title.strip(_EDGES) if exactly else normalize_title(shown) != normalize_title(title):
        return False
    urls = {unquote(link.url) for link in entry.links}
    claim, keys = referenced_work(entry), _works(draft)
    names = any(one.canonical_work in keys for one in entry.identifiers)
    if not (names or unquote(draft.url) in urls) or (claim is not None and names and claim.work not in keys):
        return False
    if draft.code and unquote(draft.code) not in urls:
        return False
    if any(citation.problems for citation in entry.citations):
        return False
    tags = {tag.value.strip("`[] ") for tag in entry.tags}
    if not tags.issuperset(draft.tags):
        return False
    years = {draft.year, int(draft.date[:4]) if draft.date else None}
    return (entry.year is None or entry.year.value in years) and _says_no_more(entry, draft)


def _says_no_more(entry: Entry, draft: Draft) -> bool:
    """Say whether the authors and the venue that are read in an entry are those of a draft, and no words of the list's."""
    place = normalize_title(f"{draft.venue or ''} {draft.venue_in_full or ''}").split()
    people = normalize_title(" ".join(draft.authors)).split()
    allowed = {*place, *people, *(str(draft.year or "").split())}
    initials = {word[0] for word in people}
    for part in (entry.authors, entry.venue):
        if part is None or (part is entry.venue and is_preprint_server(part.value)):
            continue
        words = normalize_title(CUT.sub(" ", part.value)).split()
        if any(word not in allowed and word not in initials and word not in _JOINS for word in words):
            return False
    return True


def _works(draft: Draft) -> frozenset[str]:
    """Return the names of the work, by each of its identifiers."""
    return frozenset(one.canonical_work for one in draft.identifiers if one.is_work)


def listed_already(
    workspace: Workspace, document: Document, draft: Draft, section: Section | None = None
) -> tuple[Document, Entry] | None:
    """Return where a work is listed: in the list itself, or in another one that is no place for it too.

    Where configuration allows cross-listing, only the ``section`` that it is to be in counts.
    """
    list_style = workspace.list_styles.get(document.path)
    family = list_style.original if list_style else None
    for other in (document, *(one for one in workspace.documents if one is not document)):
        theirs = workspace.list_styles.get(other.path)
        crossing = list_style is not None and list_style.cross_listing  # then it is known only with the section
        translation = family == other.path or (theirs is not None and theirs.original in (document.path, family or ""))
        if other is not document and (crossing or translation):
            continue
        for entry in other.entries:
            if crossing and (section is None or entry.section.span != section.span):
                continue
            if is_same(entry, draft):
                return other, entry
    return None


def is_same(entry: Entry, draft: Draft) -> bool:
    """Say whether an entry presents the work of a draft."""
    claim = referenced_work(entry)
    if claim is not None and claim.work in _works(draft):
        return True
    if draft.url and any(link.url.rstrip("/") == draft.url.rstrip("/") for link in entry.links if not link.is_image):
        return True
    mine = normalize_title(draft.title)
    if mine and mine == normalize_title(entry.title.value) and len(mine.split()) > 2:
        return True
    contradicts = (
        claim is not None and draft.identifier is not None and draft.identifier.can_contradict(claim.identifier)
    )
    return not contradicts and len(mine.split()) > 2 and compare_titles(entry.title.value, draft.title) == "same"
