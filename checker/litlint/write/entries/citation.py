"""The citation of a work as a list would have it: its fields, their order and layout, and the pattern of its keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from string import ascii_lowercase

from litlint import regex as re
from litlint.identifiers.identifier import identify
from litlint.metadata.author_list import split_names
from litlint.metadata.people import split_authors
from litlint.metadata.venues import is_conference, is_venue_name, venues_in
from litlint.model.citation import Citation
from litlint.write.bibtex import (
    ARXIV,
    CitationData,
    CitationStyle,
    FieldData,
    citation_style,
    escaped,
    write_citation,
)
from litlint.write.citation_key import arxiv_key, older_arxiv_key
from litlint.write.entries.draft import Draft
from litlint.write.entries.like_sample import url_like

_ARXIV_FIELDS = ("title", "author", "year", "eprint", "archivePrefix", "primaryClass", "url")
_PLAIN_FIELDS = ("title", "author", "year", "doi", "url")
# Words of a field that names a meeting.
_MEETING = re.compile(r"proceedings|conference|symposium|workshop|meeting", re.IGNORECASE)
# The journal's name that lists give preprints.
_JOURNAL = re.compile(r"(?P<lead>arxiv preprint arxiv:|arxiv:)", re.IGNORECASE)


def citation_text(draft: Draft, neighbours: Sequence[Citation], taken: Collection[str]) -> str | None:
    """Return the citation of a draft in the style of its neighbours, the nearest first; ``taken`` are keys in use.

    None where nothing can be said, not even who wrote it.
    """
    model = _model(draft, neighbours)
    if draft.citation is not None:
        like = model or next(iter(neighbours), None)
        style = citation_style(like) if like else ARXIV
        return write_citation(replace(draft.citation, key=_free(draft.citation.key, taken)), _plain(style))
    if not draft.authors:
        return None
    kind, names = (model.kind_span.text, [one.name_span.text for one in model.fields]) if model else _plain_form(draft)
    if draft.identifier is not None and not {"eprint", "doi", "url"} & {name.lower() for name in names}:
        names.append("doi" if draft.doi else "url")
    fields = [FieldData(name, value) for name in names if (value := _value(draft, name, model))]
    data = CitationData(kind, _free(_key(draft, neighbours), taken), tuple(fields))
    like = model or next(iter(neighbours), None)
    return write_citation(data, _plain(citation_style(like)) if like else ARXIV)


def _plain_form(draft: Draft) -> tuple[str, list[str]]:
    """Return the kind and the fields of a citation that no neighbour shows: arXiv's, or what a venue asks for."""
    if draft.venue is None:
        return "misc", list(_ARXIV_FIELDS if draft.identifier and draft.identifier.scheme == "arxiv" else _PLAIN_FIELDS)
    where = _where(draft)
    return "inproceedings" if where == "booktitle" else "article", ["title", "author", where, "year", "doi", "url"]


def _where(draft: Draft) -> str:
    """Return the field that names the venue of a draft: the proceedings of a meeting, or a journal."""
    venue = draft.venue_in_full or draft.venue or ""
    short = draft.venue or ""
    meets = any(is_conference(short[start:end]) for start, end in venues_in(short))
    return "booktitle" if meets or _MEETING.search(venue) else "journal"


def _plain(style: CitationStyle) -> CitationStyle:
    return replace(style, lead=style.lead.replace("\r\n", "\n"), closing=style.closing.replace("\r\n", "\n"))


def _model(draft: Draft, neighbours: Sequence[Citation]) -> Citation | None:
    """Return the nearest neighbour of the form that most citations of works like the draft have."""
    preprint = draft.identifier is not None and draft.identifier.scheme == "arxiv" and draft.venue is None
    alike = [one for one in neighbours if one.is_sound and _is_preprint(one) is preprint]
    if draft.venue is not None:
        alike = [one for one in alike if one.get(_where(draft))]
    if not alike:
        return None
    with_id = [citation for citation in alike if citation.get("eprint")]
    alike = with_id or alike
    forms = Counter(_form(citation) for citation in alike)
    form = forms.most_common(1)[0][0]
    return next(citation for citation in alike if _form(citation) == form)


def _form(citation: Citation) -> tuple[str, ...]:
    return (citation.kind, *(field.name for field in citation.fields))


def _is_preprint(citation: Citation) -> bool:
    return any(identifier.scheme == "arxiv" for identifier, _ in citation.identifiers()) and not citation.get(
        "booktitle"
    )


def _value(draft: Draft, name: str, model: Citation | None) -> str | None:
    """Return the raw value of a field, None where nothing is known to be in it."""
    sample = model.get(name.lower()) if model else None
    arxiv = next((one.value for one in draft.identifiers if one.scheme == "arxiv"), None)
    latest = (draft.updated or draft.date or "")[:4] or None
    year = str(draft.year) if draft.venue and draft.year else (latest if arxiv else str(draft.year or "") or None)
    journal = _JOURNAL.match(sample.value) if sample else None
    where = _venue(draft, sample.value if sample else "")
    known = {
        "title": escaped(draft.title),
        "author": " and ".join(_names(draft.authors, sample.raw if sample else "")),
        "year": year,
        "eprint": arxiv,
        "archiveprefix": arxiv and "arXiv",
        "eprinttype": arxiv and "arxiv",
        "primaryclass": arxiv and draft.category,
        "url": url_like(sample.value, draft.identifiers, draft.url) if sample and identify(sample.value) else draft.url,
        "doi": draft.doi,
        "journal": journal["lead"] + arxiv if journal and arxiv else where,
        "booktitle": where,
    }
    return known.get(name.lower())


def _venue(draft: Draft, sample: str) -> str | None:
    """Return a venue in full, or by its short name where the sample is one."""
    venue = draft.venue if is_venue_name(sample) else draft.venue_in_full or draft.venue
    return escaped(venue) if venue else None


def _names(authors: Sequence[str], sample: str) -> Iterator[str]:
    """Yield names as the sample has them: ``Ann Author`` or ``Author, Ann``."""
    turned = any(name.commas for name in split_names(sample)) if sample else False
    for author in authors:
        person = next(iter(split_authors(author)), None)
        turn = turned and "," not in author and person is not None and not person.collective
        yield escaped(person.inverted if turn and person else " ".join(author.split()))


def _key(draft: Draft, neighbours: Sequence[Citation]) -> str:
    """Return the key of a work by the pattern that most keys follow: arXiv's, its older one, or surname_year."""
    patterns = (_arxiv, _older, _joined)
    votes: Counter[int] = Counter()
    for citation in neighbours:
        title, author, year = citation.title, citation.get("author"), citation.year
        if title is None or author is None or year is None:
            continue
        authors = [person.shown for person in split_authors(author.value)]
        votes.update(
            [index for index, make in enumerate(patterns) if make(authors, year.value, title.value) == citation.key][:1]
        )
    make = patterns[votes.most_common(1)[0][0] if votes else 0]
    latest = draft.year if draft.venue else int((draft.updated or draft.date or "")[:4] or draft.year or 0)
    return make(draft.authors, str(latest or ""), draft.title)


def _arxiv(authors: Sequence[str], year: str, title: str) -> str:
    return arxiv_key(authors, year, title)


def _older(authors: Sequence[str], year: str, title: str) -> str:
    return older_arxiv_key(authors, year, title)


def _joined(authors: Sequence[str], year: str, title: str) -> str:
    surname = authors[0].split()[-1].lower() if authors and authors[0].split() else ""
    return f"{surname}_{year}"


def _free(key: str, taken: Collection[str]) -> str:
    """Return a key that no other citation has, a letter added where need be."""
    folded = {other.casefold() for other in taken}
    if key.casefold() not in folded:
        return key
    tries = (f"{key}{letter}" for letter in ascii_lowercase)
    return next((another for another in tries if another.casefold() not in folded), f"{key}{len(folded)}")
