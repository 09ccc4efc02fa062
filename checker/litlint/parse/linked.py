"""Citations in files of their own: what ``[bibtex](citations/doe2020.txt)`` gives the entry that links it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from litlint import regex as re
from litlint.metadata.titles import compare_titles
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry
from litlint.syntax.link_target import Target, target_of

ENDINGS: Final = (".bib", ".bibtex", ".txt")
"""How the names of files end that may hold the citation of an entry."""

MOST_BYTES: Final = 1 << 18
"""A citation has about 500 bytes; a larger text file that an entry links is data, not its citation."""

# A file with so few citations is all about the entry (a preprint, the paper, a thesis); a longer one, or one of several
# citations that several entries link, is a bibliography, of which just the citation with the entry's title is meant.
_MOST_OWN: Final = 3
_LINES: Final = re.compile(r"L(\d{1,9})(?:C\d{1,9})?(?:-L?(\d{1,9})(?:C\d{1,9})?)?", re.ASCII)


def linked_files(documents: Iterable[Document]) -> set[str]:
    """Return the paths of the files, relative to the root, that may hold citations of entries which link them."""
    return {path for document in documents for entry in document.entries for path in _paths(document, entry)}


def with_linked_citations(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Return documents whose entries have the citations of the files that they link, as ``linked_citations``.

    A file that only holds citations of such entries is marked as ``is_linked``. Doing it again changes nothing.
    """
    documents = tuple(documents)
    files = {document.path: document for document in documents if document.kind == "bibtex"}
    owned: set[str] = set()
    linking = Counter(path for document in documents for entry in document.entries for path in _paths(document, entry))
    bibliographies = {
        path for path, file in files.items() if len(file.citations) > (_MOST_OWN if linking[path] <= 1 else 1)
    }
    read = [_with_citations(document, files, bibliographies, owned) for document in documents]
    marked = ((document, document.path in owned) for document in read)
    return tuple(
        document if document.is_linked is owns else replace(document, is_linked=owns) for document, owns in marked
    )


def _with_citations(
    document: Document, files: Mapping[str, Document], bibliographies: Container[str], owned: set[str]
) -> Document:
    entries, changed = [], False
    for entry in document.entries:
        found: dict[Citation, None] = {}
        for path, target in _targets(document, entry):
            if path in files:
                citations = _meant(entry, target, files[path].citations, path in bibliographies)
                if path not in bibliographies:
                    owned.add(path)
                found.update(dict.fromkeys(citations))
        linked = tuple(found)
        changed = changed or linked != entry.linked_citations
        entries.append(entry if linked == entry.linked_citations else replace(entry, linked_citations=linked))
    return replace(document, entries=tuple(entries)) if changed else document


def _targets(document: Document, entry: Entry) -> Iterator[tuple[str, Target]]:
    for link in entry.links:
        if link.is_image or not link.url.partition("#")[0].partition("?")[0].lower().endswith(ENDINGS):
            continue
        target = target_of(link.url, document.path)
        if target is not None and target.path and not target.climbs:
            yield target.path, target


def _paths(document: Document, entry: Entry) -> set[str]:
    return {path for path, _ in _targets(document, entry)}


def _meant(entry: Entry, target: Target, citations: Sequence[Citation], is_bibliography: bool) -> Sequence[Citation]:
    """Return the citations of a file that an entry's link leads to: those on the lines of its fragment, if it has one."""
    lines = _LINES.fullmatch(target.fragment)
    if lines:
        first, last = int(lines[1]), int(lines[2] or lines[1])
        return [one for one in citations if one.span.line <= last and first <= one.span.end_line]
    if not is_bibliography:
        return citations
    return [one for one in citations if one.title and compare_titles(one.title.value, entry.title.value) == "same"]
