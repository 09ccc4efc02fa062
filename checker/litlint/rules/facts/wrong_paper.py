"""The rule wrong-paper."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.identifiers.identifier import Identifier
from litlint.identifiers.schemes import scheme_of
from litlint.matching.description import Description, describe_citation, shown_title
from litlint.matching.listings import ListedEntry, listings_of
from litlint.matching.records import Records
from litlint.matching.work_references import citation_references, paper_links, paper_references
from litlint.rule import (
    GARDENS,
    Bad,
    Citation,
    Context,
    Edit,
    Facts,
    Finding,
    Fix,
    Good,
    Page,
    Paper,
    Related,
    Severity,
    WorkReference,
    Workspace,
    WorkspaceRule,
    locked,
)

_TAPES = Identifier("arxiv", "2002.04321")
_KNOWN = locked(
    Paper(GARDENS, "A Small Study of Gardens", former_titles=("What Grows Where",)),
    Paper(_TAPES, "Fast Sorting of Very Long Lists on Tape"),
)
_ARTICLE = "https://journal.org/articles/12"
_PAGES = locked(pages=[Page(_ARTICLE, title="A Small Study of Gardens", authors=("Jane Doe",), work="doi:10.1000/12")])


class WrongPaper(WorkspaceRule):
    """An identifier is that of another paper than the entry or the citation presents, says its registry.

    The registry's title, the paper's former titles and its authors are compared with all that a reader sees of the entry.
    It is an error only where they certainly describe another work: where another entry has the registry's title, where
    the entry's title is that of another known paper, or where no title, name or author is shared. In doubt, or where only
    a title is known, it is a warning. Lists that translate titles or put them in other words are recognised by how few
    of their titles are those of the registry, and are left alone. Where link and citation already contradict each other,
    identity-mismatch reports it, with what the registry says of both. Of a link that no registry serves, the
    page itself is asked which paper it presents.

    Use the identifier of the paper that the title names.
    """

    severity = Severity.ERROR
    needs = frozenset({"papers"})
    examples = (
        Bad(
            "- [Fast Sorting of Very Long Lists on Tape](https://arxiv.org/abs/2001.01234)\n",
            finds="2001.01234",
            fixed="- [Fast Sorting of Very Long Lists on Tape](https://arxiv.org/abs/2002.04321)\n",
            facts=_KNOWN,
        ),
        Bad(
            "```bibtex\n@misc{roe2021,\n  title={Cooking Without Any Salt at Home},\n  author={Ann Roe},\n  year={2021},\n"
            "  eprint={2001.01234},\n  archivePrefix={arXiv}\n}\n```\n",
            finds="2001.01234",
            facts=_KNOWN,
        ),
        Bad(
            "- Counting Birds at Dawn in Spring [[paper](https://journal.org/articles/12)]\n",
            finds="https://journal.org/articles/12",
            facts=_PAGES,
        ),
        Good("- A small study of gardens [[paper](https://journal.org/articles/12)]\n", facts=_PAGES),
        Good("- [A small study of gardens](https://arxiv.org/abs/2001.01234)\n", facts=_KNOWN),
        Good("- [What Grows Where](https://arxiv.org/abs/2001.01234)\n", facts=_KNOWN),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        if not context.facts.papers and not context.facts.pages:
            return
        listings = listings_of(workspace)
        records = Records(workspace, listings, context.facts)
        for listing in listings.entries:
            references = paper_references(listing.entry)
            cited = [one for citation in listing.entry.all_citations for one in citation_references(citation)]
            if not any(reference.contradicts(other) for reference in references for other in cited):
                for reference in references:
                    yield from self._check(reference, listing.description, records, context.facts, listing)
            yield from self._check_pages(listing, records, context.facts)
        for document in workspace.documents:
            for citation in document.citations:
                if citation.title is not None:
                    for reference in _own_references(citation):
                        yield from self._check(reference, describe_citation(citation), records, context.facts)

    def _check_pages(self, listing: ListedEntry, records: Records, facts: Facts) -> Iterator[Finding]:
        """Compare an entry with the paper that the page of its paper link says it presents, where no registry answered."""
        for link in paper_links(listing.entry):
            page = facts.page(link.url)
            paper = page.paper if page is not None and not page.dead else None
            if paper is None or facts.paper(link.identifier) is not None:
                continue
            comparison = records.compare(listing.description, paper, listing)
            if _is_of_a_file(link.url, paper) and comparison.proof is None:
                continue
            if comparison.verdict == "different" and records.gives_titles(listing):
                yield self.finding(
                    link.url_span,
                    f'this page is of a different paper: "{shown_title(paper)}"',
                    help=f"link to the page of the paper that the title names: {comparison.judgement.reasons()}",
                    related=_related(comparison.proof),
                    severity=Severity.ERROR
                    if comparison.is_certain or _has_final_title(link.identifier)
                    else Severity.WARNING,
                )

    def _check(
        self,
        reference: WorkReference,
        description: Description,
        records: Records,
        facts: Facts,
        listing: ListedEntry | None = None,
    ) -> Iterator[Finding]:
        paper = facts.paper(reference.identifier)
        if paper is None or not paper.title:
            return
        comparison = records.compare(description, paper, listing)
        if comparison.verdict != "different":
            return
        if not (comparison.proof or listing is None or records.gives_titles(listing)):
            return
        identifier = reference.identifier
        message = f'{identifier} is a different paper: "{shown_title(paper)}"'
        if records.is_found_by_title(description.title, paper):
            message = (
                f'sources disagree about {identifier}: its registry says "{shown_title(paper)}", an index this title'
            )
            yield self.finding(reference.span, message, severity=Severity.WARNING)
            return
        yield self.finding(
            reference.span,
            message,
            help=f"use the identifier of the paper that the title names: {comparison.judgement.reasons()}",
            fix=_fix(reference, records.paper_of_title(description.title)),
            related=_related(comparison.proof),
            severity=Severity.ERROR if comparison.is_certain else Severity.WARNING,
        )


def _own_references(citation: Citation) -> list[WorkReference]:
    """Return the identifiers that a citation gives as its own: the most telling one, its eprint and its DOI."""
    claims = citation_references(citation)
    return [claim for claim in claims if claim is claims[0] or claim.how in ("eprint", "doi")]


def _has_final_title(identifier: Identifier | None) -> bool:
    """Say whether a link is to a publisher's own page of a work, whose title does not change as that of a preprint may."""
    return identifier is not None and identifier.scheme not in ("arxiv", "doi") and scheme_of(identifier.scheme).proves


def _is_of_a_file(url: str, paper: Paper) -> bool:
    """Say whether a title is what a PDF says of itself, which may be that of a template or of an earlier file."""
    return not paper.authors and re.search(r"\bpdf\b", url, re.I) is not None


def _related(proof: ListedEntry | Paper | None) -> list[Related]:
    if not isinstance(proof, ListedEntry):
        return []
    return [Related(proof.entry.title.span, "the entry that has the registry's title")]


def _fix(reference: WorkReference, right: Paper | None) -> Fix | None:
    """Offer the one paper of papers.lock that has the title."""
    wrong = reference.identifier
    if right is None or right.identifier.scheme != wrong.scheme or right.identifier == wrong:
        return None
    edit = Edit(reference.span, right.identifier.value)
    return Fix(f"replace {wrong} with {right.identifier}", (edit,), safe=False)
