"""What can be written of a work that is known: its citation, and its published version in place of the preprint.

Only what papers.lock or the index proves is written, and only if the list then reads as before but for that.
"""

from __future__ import annotations

from collections.abc import Sequence

from litlint.add.drafts import ExtraFields, draft_of
from litlint.add.request import PaperRequest
from litlint.identifiers.identifier import Identifier
from litlint.lookup.pages.landing import Description
from litlint.metadata.venues import is_preprint_server
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry
from litlint.model.edits import apply_edits
from litlint.model.facts import Paper
from litlint.model.finding import Edit
from litlint.model.source import Source
from litlint.parse.bibtex import parse_bibtex
from litlint.parse.document import read_document
from litlint.server.view import View
from litlint.write.entries import Draft
from litlint.write.entries.citation import citation_text


def cite(view: View, offset: int) -> Edit | None:
    """Return the edit that gives the entry at an offset its citation, laid out as other entries of the list have theirs."""
    document, entry = view.document, view.entry_at(offset)
    if entry is None or entry.all_citations or entry.work is None:
        return None
    paper = view.repository.facts.paper(entry.work)
    models = [one for one in document.entries if one.citations and one.kind is entry.kind]
    if paper is None or not paper.title or not models:
        return None
    nearest = sorted(models, key=lambda one: abs(one.span.start - entry.span.start))
    taken = {citation.key for citation in document.citations}
    text = citation_text(_draft(entry.work, paper), [one.citations[0] for one in nearest], taken)
    edit = _placed(document, entry, nearest[0], text) if text else None
    return edit if edit is not None and _adds_just_a_citation(document, entry, edit) else None


def published_citation(view: View, offset: int) -> Edit | None:
    """Return the edit that makes the citation of a preprint that of its published version; its key stays."""
    citation = view.citation_at(offset)
    if citation is None or not _is_of_preprint(citation):
        return None
    found = next((work for one, _ in citation.identifiers() if (work := _published(view, one))), None)
    if found is None:
        return None
    others = [one for one in view.document.citations if one is not citation and not _is_of_preprint(one)]
    others.sort(key=lambda one: abs(one.span.start - citation.span.start))
    text = citation_text(_draft(*found), others, ())
    written = parse_bibtex(Source("new.bib", text).whole)[0] if text else []
    if text is None or len(written) != 1:
        return None
    key = written[0].key_span
    indent = _indent(citation.span.source, citation.span.start)
    text = f"{text[: key.start]}{citation.key}{text[key.end :]}".strip().replace("\n", f"\n{indent}")
    return Edit(citation.span, text.replace("\n", citation.span.source.newline))


def published_link(view: View, offset: int) -> Edit | None:
    """Return the edit that makes the link to a preprint at an offset one to the published version."""
    link = view.link_at(offset)
    if link is None or link.identifier is None or link.kind not in ("inline", "bare", "autolink"):
        return None
    found = _published(view, link.identifier)
    return Edit(link.url_span, found[0].url) if found is not None and link.url_span.text == link.url else None


def _published(view: View, identifier: Identifier) -> tuple[Identifier, Paper] | None:
    """Return the published version of a preprint, and its record: proof is that both are known and name each other."""
    preprint = view.repository.facts.paper(identifier) if identifier.scheme == "arxiv" else None
    if preprint is None or not preprint.doi:
        return None
    doi = Identifier("doi", preprint.doi.lower())
    record = view.repository.facts.paper(doi)
    is_other = not preprint.doi.lower().startswith("10.48550/")  # the prefix of arXiv's own DOIs
    return (doi, record) if record is not None and record.title and is_other else None


def _draft(identifier: Identifier, paper: Paper) -> Draft:
    found = Description(paper.title, paper.authors, identifier, paper.published, paper.venue, paper)
    return draft_of(PaperRequest(str(identifier), identifier), found, ExtraFields())


def _is_of_preprint(citation: Citation) -> bool:
    journal = citation.get("journal", "journaltitle")
    return citation.get("booktitle") is None and (journal is None or is_preprint_server(journal.value))


def _placed(document: Document, entry: Entry, model: Entry, text: str) -> Edit | None:
    """Return the edit that puts a citation where the model has its own: in a fence below the entry's last line."""
    source = document.source
    place = model.citations[0].span
    fence = next((block for block in document.walk() if block.kind == "fence" and block.span.contains(place)), None)
    if fence is None:
        return None
    opening, closing = fence.span.text.splitlines()[0].strip(), fence.span.text.splitlines()[-1].strip()
    blank = source.text[: fence.span.start].rstrip(" \t>").endswith(("\n\n", "\n\r\n"))
    indent = _indent(source, fence.span.start)
    end = entry.span.start + len(entry.span.text.rstrip())
    lines = [*([""] if blank else []), opening, *text.strip().split("\n"), closing]
    said = "".join(f"\n{indent}{line}" if line else "\n" for line in lines)
    return Edit(source.span(end, end), said.replace("\n", source.newline))


def _indent(source: Source, offset: int) -> str:
    """Return the white space before an offset, if its line has nothing else before it."""
    before = source.text[source.text.rfind("\n", 0, offset) + 1 : offset]
    return before if not before.strip() else ""


def _adds_just_a_citation(document: Document, entry: Entry, edit: Edit) -> bool:
    """Say whether all entries read as before after an edit, but that one has a citation."""

    def read(entries: Sequence[Entry]) -> list[tuple[str, int, tuple[str, ...]]]:
        return [(one.title.value, len(one.citations), tuple(link.url for link in one.links)) for one in entries]

    before = read(document.entries)
    index = document.entries.index(entry)
    title, count, links = before[index]
    before[index] = (title, count + 1, links)
    return read(read_document(apply_edits(document.source, [edit])).entries) == before
