"""Where an entry says which work it presents: its paper link, its badges, its citation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from litlint import regex as re
from litlint.identifiers.identifier import Identifier, find_identifiers
from litlint.metadata.author_list import split_names
from litlint.metadata.byline import read_byline
from litlint.metadata.labels import is_generic, is_label, role_of
from litlint.metadata.people import are_disjoint_authors
from litlint.metadata.titles import compare_titles
from litlint.metadata.venues import read_venue
from litlint.model.citation import Citation, Field
from litlint.model.document import Document, Entry, Workspace
from litlint.model.facts import TitleQuery
from litlint.model.nodes import Link, reading_of
from litlint.model.source import Span
from litlint.values import remembered, value

# Labels of links that lead from one work to another on purpose. A single digit at the end counts links of one kind
# (`Paper 2`); more digits are those of a year or an identifier: `CVPR 2021`, `arXiv:2001.01234`.
_OTHER_WORK = re.compile(
    r"follow|related|survey|previous|earlier|extended|extension|journal version|supp|appendix|part\b|based on|cited|"
    r"original|baseline|review|comment|erratum|(?<![\d./-])\d\s*\Z|\bv\d|后续|相关",
    re.IGNORECASE,
)
_VERSION = re.compile(r"v\d+")
_ID_FIELDS = ("eprint", "doi", "url", "journal", "note", "howpublished", "volume", "number", "eid")


@value
class WorkReference:
    """One place that names a work; ``span`` is just the identifier, its version included. ``how`` says it in words."""

    identifier: Identifier
    span: Span
    how: str
    link: Link | None = None
    citation: Citation | None = None

    @property
    def work(self) -> str:
        """What claims of one work share."""
        return self.identifier.canonical_work

    def contradicts(self, other: WorkReference) -> bool:
        """Say whether the two certainly name two different works."""
        return self.work != other.work and self.identifier.can_contradict(other.identifier)


def paper_links(entry: Entry) -> list[Link]:
    """Return the links that an entry offers as its paper.

    These are its title's, those labelled so or by a venue (`[[ICML 2023]](U)`), or else its only link to a work.
    """
    found, by_venue = [], []
    for link in entry.links:
        if link.is_image or not link.is_outside:
            continue
        is_title = entry.title.span.start < link.span.end and link.span.start < entry.title.span.end
        if not is_title and _is_of_other_work(link.label):
            continue
        role = role_of(link.label)
        if is_title or (role == "paper" and is_label(link.label)):
            found.append(link)
        elif role is None and read_venue(link.label):
            by_venue.append(link)
    if len({link.url for link in by_venue}) == 1:
        found += by_venue  # several are examples, or versions, of which it is unknown which is meant
    if found:
        return found
    works = [link for identifier, link in entry.works if not _is_of_other_work(link.label)]
    return works if len({link.url for link in works}) == 1 else []


@lru_cache(maxsize=4096)
def _is_of_other_work(label: str) -> bool:
    # What is in an address or an identifier, as in `doi.org/10.1000/review.3`, is no word of a label.
    return not is_generic(label) and not find_identifiers(label) and _OTHER_WORK.search(label) is not None


@remembered
def paper_references(entry: Entry) -> tuple[WorkReference, ...]:
    """Return the works that an entry's paper links name, in order."""
    return tuple(claim for link in paper_links(entry) if (claim := link_reference(link)))


def link_reference(link: Link) -> WorkReference | None:
    """Return the work that a link's URL names."""
    reading = reading_of(link)
    if reading is None or not reading.identifier.is_work:
        return None
    return WorkReference(reading.identifier, _place_in_url(link, (reading.start, reading.end)), "link", link=link)


def text_reference(link: Link) -> WorkReference | None:
    """Return the work that a link's own text or badge names: `[arXiv:1706.03762](…)`, a shields.io badge."""
    shown = link.badge.url if link.badge is not None else link.text
    for identifier, start, end in find_identifiers(shown):
        if identifier.is_work:
            place = link.badge.url_span if link.badge is not None else link.text_span
            exact = place.text.find(shown[start:end])
            return WorkReference(
                identifier, place.sub(exact, exact + end - start) if exact >= 0 else place, "badge", link=link
            )
    return None


def citation_references(citation: Citation) -> list[WorkReference]:
    """Return the works that a citation names, each at its place, the most telling field first."""
    found = [_field_claim(identifier, field, citation) for identifier, field in citation.identifiers()]
    return sorted(found, key=lambda claim: _ID_FIELDS.index(claim.how) if claim.how in _ID_FIELDS else len(_ID_FIELDS))


def have_disjoint_authors(one: Citation, other: Citation) -> bool:
    """Say whether two citations certainly name no author in common; False where one of them names none."""
    ours, theirs = one.get("author"), other.get("author")
    return ours is not None and theirs is not None and are_disjoint_authors(ours.resolved, theirs.resolved)


def _field_claim(identifier: Identifier, field: Field, citation: Citation) -> WorkReference:
    place = field.value_span
    text = place.text
    for found, start, end in find_identifiers(text):
        if found == identifier:
            return WorkReference(identifier, place.sub(start, _with_version(text, end)), field.name, citation=citation)
    at = text.lower().find(identifier.value.lower())
    if at >= 0:
        place = place.sub(at, _with_version(text, at + len(identifier.value)))
    return WorkReference(identifier, place, field.name, citation=citation)


def _place_in_url(link: Link, place: tuple[int, int]) -> Span:
    start, end = place
    raw = link.url_span.text
    if raw == link.url:
        return link.url_span.sub(start, _with_version(raw, end))
    at = raw.find(link.url[start:end])
    return link.url_span.sub(at, _with_version(raw, at + end - start)) if at >= 0 else link.url_span


def _with_version(text: str, end: int) -> int:
    found = _VERSION.match(text, end)
    return found.end() if found else end


def references_of(document: Document) -> Iterator[WorkReference]:
    """Yield every place of a document that names a work, in links and citations, inside entries or outside."""
    for link in document.links:
        if not link.is_image and (claim := link_reference(link)):
            yield claim
    for citation in document.citations:
        yield from citation_references(citation)


def all_references(workspace: Workspace) -> Iterator[WorkReference]:
    """Yield every place of all documents that names a work."""
    for document in workspace.documents:
        yield from references_of(document)


def cited_work(citation: Citation) -> TitleQuery | None:
    """Return the work of a citation as it is known by its words; None without a title that could be searched."""
    title, author = citation.title, citation.get("author")
    if title is None or len(title.value.split()) < 2:
        return None
    return TitleQuery(title.value, author.value[: split_names(author.value)[0].end].strip() if author else "")


def first_author(entry: Entry) -> str:
    """Return the first author that an entry names, as written; empty if it names none."""
    if entry.authors is None:
        return ""
    return next(iter(read_byline(entry.authors.value).names), "")


def listed_work(entry: Entry) -> TitleQuery:
    """Return the work of an entry as it is known by its words."""
    return TitleQuery(entry.title.value, first_author(entry))


def referenced_work(entry: Entry) -> WorkReference | None:
    """Return the work that an entry is about: that of its paper link, else that of its citation.

    Where the two contradict each other and the citation has the entry's title, it is the citation's.
    """
    cited = [claims[0] for citation in entry.all_citations if (claims := citation_references(citation))]
    linked = next(iter(paper_references(entry)), None)
    if linked is None or not cited:
        return linked or next(iter(cited), None)
    contrary = [claim for claim in cited if claim.contradicts(linked) and _bears_title(claim.citation, entry)]
    return contrary[0] if contrary and not any(claim.work == linked.work for claim in cited) else linked


def _bears_title(citation: Citation | None, entry: Entry) -> bool:
    title = citation.title if citation is not None else None
    return title is not None and compare_titles(title.value, entry.title.value) in ("same", "close")
