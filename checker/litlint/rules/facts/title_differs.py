"""The rule title-differs."""

from collections.abc import Iterator
from dataclasses import replace

from litlint.matching.description import describe_citation, shown_title
from litlint.matching.listings import ListedEntry, listings_of
from litlint.matching.records import KnownPaper, Records, known_paper
from litlint.metadata.titles import are_comparable, compare_titles
from litlint.rule import (
    GARDENS,
    Bad,
    Citation,
    Context,
    Edit,
    Finding,
    Fix,
    Good,
    Paper,
    Severity,
    Span,
    Workspace,
    WorkspaceRule,
    locked,
)
from litlint.write.bibtex import escaped

# A shorter title is a name, which says nothing of the title.
_LEAST_WORDS = 3
# Evidence of this weight says that the entry has the title, or the name, somewhere else.
_NAMED = 4
_KNOWN = locked(Paper(GARDENS, "A Small Study of Gardens in Towns", former_titles=("What Grows Where",)))


class TitleDiffers(WorkspaceRule):
    """A title differs from the registry's, or the paper was renamed since.

    Case, punctuation, LaTeX, short names and shortened subtitles are no differences. A title that has nothing in common
    with the registry's is that of another work, which wrong-paper reports. A warning under `policy = "strict"`, the
    default for .bib files, else a note; a title that an earlier version had is always a note. Lists that translate titles
    or put them in other words are left alone.

    Use the paper's present title.
    """

    severity = Severity.NOTE
    needs = frozenset({"papers"})
    examples = (
        Bad(
            "- [A Small Study of Gradens in Towns](https://arxiv.org/abs/2001.01234)\n",
            finds="A Small Study of Gradens in Towns",
            fixed="- [A Small Study of Gardens in Towns](https://arxiv.org/abs/2001.01234)\n",
            facts=_KNOWN,
        ),
        Bad(
            "- [What Grows Where](https://arxiv.org/abs/2001.01234)\n",
            finds="What Grows Where",
            fixed="- [A Small Study of Gardens in Towns](https://arxiv.org/abs/2001.01234)\n",
            facts=_KNOWN,
        ),
        Good("- [A small study of gardens in towns](https://arxiv.org/abs/2001.01234)\n", facts=_KNOWN),
        Good("- [Gardens: A Small Study of Gardens in Towns](https://arxiv.org/abs/2001.01234)\n", facts=_KNOWN),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        if not context.facts.papers and not context.facts.works:
            return
        listings = listings_of(workspace)
        records = Records(workspace, listings, context.facts)
        for listing in listings.entries:
            known = context.facts.paper(listing.claim.identifier) if listing.claim is not None else None
            if known is not None and known.title:
                here = replace(context, of=listing.document)
                yield from self._check_entry(listing, known, records, here)
        for document in workspace.documents:
            here = replace(context, of=document)
            for citation in document.citations:
                yield from self._check_citation(citation, records, here)

    def _check_entry(self, listing: ListedEntry, known: Paper, records: Records, context: Context) -> Iterator[Finding]:
        entry = listing.entry
        name = f"{entry.name.value}:" if entry.name else ""
        shown = shown_title(known).removeprefix(name).strip()
        if not _is_told_otherwise(entry.title.value, listing, known, records):
            yield from self._judge(
                entry.title.value, entry.title.span, KnownPaper(known, str(known.identifier)), shown, context
            )

    def _check_citation(self, citation: Citation, records: Records, context: Context) -> Iterator[Finding]:
        found, title = known_paper(citation, context.facts), citation.title
        if found is None or not found.paper.title or title is None:
            return
        if records.compare(describe_citation(citation), found.paper).verdict != "different":
            shown = escaped(shown_title(found.paper))
            yield from self._judge(title.value, title.value_span, found, shown, context)

    def _judge(self, title: str, span: Span, of: KnownPaper, shown: str, context: Context) -> Iterator[Finding]:
        """Judge a title; ``shown`` is that of the registry as it would be in its place, were there no marks in it."""
        known = of.paper
        found = compare_titles(title, known.title)
        if found == "same":
            return
        fix = Fix("use the registry's title", (Edit(span, shown),), safe=False) if span.text == title else None
        true = shown_title(known)
        if any(compare_titles(title, former) == "same" for former in known.former_titles):
            yield self.finding(span, f'the paper was renamed: {of.source} is now "{true}"', fix=fix)
        elif found == "close":
            message = f'the title differs a little from that of {of.source}: "{true}"'
            yield self.finding(span, message, fix=fix, severity=context.severity_of_details)
        elif are_comparable(title, known.title):
            message = f'the title differs from that of {of.source}: "{true}"'
            help_text = "if the paper was renamed, use its present title; else the identifier is wrong"
            yield self.finding(span, message, help=help_text, fix=fix, severity=context.severity_of_details)


def _is_told_otherwise(title: str, listing: ListedEntry, known: Paper, records: Records) -> bool:
    """Say whether an entry has no title to compare: a name, words of its own, or another work's, as wrong-paper reports."""
    if any(compare_titles(title, one) in ("same", "close") for one in (known.title, *known.former_titles)):
        return False
    if len(title.split()) < _LEAST_WORDS or not records.gives_titles(listing):
        return True
    judgement = records.compare(listing.description, known, listing).judgement
    is_named = any(one.speaks_for == "same" and one.weight >= _NAMED for one in judgement.evidence)
    return is_named or judgement.verdict == "different"
