"""The rule identity-mismatch."""

from collections.abc import Iterator
from dataclasses import dataclass

from litlint.matching.description import describe_entry
from litlint.matching.evidence import weigh
from litlint.matching.listings import listings_of
from litlint.matching.work_references import citation_references, link_reference, paper_references, text_reference
from litlint.metadata.titles import compare_titles
from litlint.rule import (
    Bad,
    Context,
    Document,
    Edit,
    Entry,
    Facts,
    Finding,
    Fix,
    Good,
    Related,
    Severity,
    WorkReference,
    Workspace,
    WorkspaceRule,
)

_CITED = """\
#### A Small Study of Gardens

paper link: [here](https://arxiv.org/abs/{link})

```bibtex
@misc{{doe2020small,
  title={{A Small Study of Gardens}},
  author={{Jane Doe}},
  year={{2020}},
  eprint={{2001.01234}},
  archivePrefix={{arXiv}}
}}
```
"""
_OTHER = "\n#### Fast Sorting of Very Long Lists on Tape\n\npaper link: [here](https://arxiv.org/abs/2001.01234)\n"


@dataclass(frozen=True, slots=True)
class _Donor:
    """Another entry that a claim may have been copied from."""

    claim: WorkReference
    entry: Entry


class _Owners:
    """Which entries have which works for their own, by link or citation."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._donors: dict[str, list[_Donor]] = {}
        for _, entry in workspace.entries():
            claims = [*paper_references(entry)]
            claims += [claim for citation in entry.all_citations for claim in citation_references(citation)]
            for claim in claims:
                self._donors.setdefault(claim.work, []).append(_Donor(claim, entry))

    def donor(self, claim: WorkReference, entry: Entry) -> _Donor | None:
        """Return another entry that has the work of a claim too."""
        return next((donor for donor in self._donors.get(claim.work, ()) if donor.entry is not entry), None)

    def other_work(self, claim: WorkReference, entry: Entry) -> tuple[_Donor, str] | None:
        """Return the entry of another work that a claim is of, and what shows that it is another; None if none does."""
        donor = self.donor(claim, entry)
        if donor is None:
            return None
        vocabulary = listings_of(self._workspace).vocabulary
        judgement = weigh(describe_entry(donor.entry), describe_entry(entry), vocabulary)
        return (donor, judgement.reasons()) if judgement.verdict == "different" else None


class IdentityMismatch(WorkspaceRule):
    """An entry's paper link, its badge and its citation name different works.

    One of them was pasted from somewhere else, often from the entry above. Whoever follows the link reads another paper
    than the list promises; whoever copies the citation cites another one. The entry's title speaks for the side that has
    it, papers.lock says what each identifier really is, and an identifier that another entry has for its own is named as
    the source of the copy.

    Use the identifier of the paper that the title names in the link and in the citation. Two links that are two
    versions of one paper (a USENIX talk and its PDF, an arXiv page and a publisher's DOI) are no mismatch.
    """

    severity = Severity.ERROR
    needs = frozenset({"papers"})
    examples = (
        Bad(_CITED.format(link="1905.04321"), finds="1905.04321", fixed=_CITED.format(link="2001.01234")),
        Bad(
            "- A Small Study of Gardens [[arXiv:2001.01234](https://arxiv.org/abs/2001.01243)]\n",
            finds="2001.01243",
        ),
        Bad(
            _CITED.format(link="1905.04321") + _OTHER,
            finds="2001.01234",
            fixed=_CITED.format(link="1905.04321").replace("2001.01234", "1905.04321") + _OTHER,
        ),
        Good(_CITED.format(link="2001.01234v2")),
        Good(
            "- A Small Study of Gardens [[paper](https://arxiv.org/abs/2001.01234)] [[follow-up](https://arxiv.org/abs/2102.00001)]\n"
        ),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        for document, entry in workspace.entries():
            for left, right in _contradictions(entry):
                yield self._finding(document, entry, left, right, workspace.derived(_Owners), context.facts)
        for document in workspace.documents:
            for citation in document.citations:
                claims = citation_references(citation)
                pairs = [(a, b) for a in claims for b in claims[:1] if b.contradicts(a)]
                if pairs and citation.span not in workspace.entry_citations:
                    yield self._inside_citation(*pairs[0])

    def _inside_citation(self, other: WorkReference, first: WorkReference) -> Finding:
        both = f"{first.how} is {first.identifier}, {other.how} is {other.identifier}"
        message = f"this citation names two different papers: {both}"
        return self.finding(first.span, message, related=[Related(other.span, str(other.identifier))])

    def _finding(
        self, document: Document, entry: Entry, link: WorkReference, other: WorkReference, owners: _Owners, facts: Facts
    ) -> Finding:
        wrong, right, reason, proved = _judge(entry, link, other, owners, facts)
        primary = wrong or link
        second = other if primary is link else link
        what = f"{_name(link)} and {_name(other)} are two different papers"
        side = (
            f"{_name(wrong)} is likely wrong" if wrong and not proved else f"{_name(wrong)} is wrong" if wrong else ""
        )
        help_text = f"{side}: {reason}" if side else "check which of the two matches the title"
        related = [Related(second.span, _said(second, facts))]
        donor = owners.donor(primary, entry)
        if donor is not None:
            related.append(Related(donor.claim.span, f'also the paper of "{donor.entry.title.value}"'))
        message = f"{what}: {link.identifier} and {other.identifier}"
        known = facts.paper(primary.identifier)
        if known is not None:
            message += f'; {primary.identifier} is "{known.title}"'
        return self.finding(
            primary.span, message, help=help_text, fix=_fix(wrong, right, proved=proved), related=related
        )


def _contradictions(entry: Entry) -> Iterator[tuple[WorkReference, WorkReference]]:
    """Yield each pair of claims of one entry that name two works, at most one for each citation, badge or text."""
    links = paper_references(entry)
    cited = [claims for citation in entry.all_citations if (claims := citation_references(citation))]
    for claims in cited:
        first = next((c for c in claims[1:] if claims[0].contradicts(c)), None)
        if first is not None:
            yield first, claims[0]
    everything = [claim for claims in cited for claim in claims]
    for link in links:
        clash = next((claim for claim in everything if claim.contradicts(link)), None)
        if clash is not None and not any(claim.work == link.work for claim in everything):
            yield link, clash
            break
    for shown_link in entry.links:
        shown = text_reference(shown_link)
        own = link_reference(shown_link) if shown is not None else None
        if own is not None and shown is not None and own.contradicts(shown):
            yield own, shown


def _judge(
    entry: Entry, link: WorkReference, other: WorkReference, owners: _Owners, facts: Facts
) -> tuple[WorkReference | None, WorkReference | None, str, bool]:
    """Return the wrong claim, the right one, the reason in words, and whether papers.lock proves it."""
    title = entry.title.value
    for wrong, right in ((link, other), (other, link)):
        known_wrong, known_right = facts.paper(wrong.identifier), facts.paper(right.identifier)
        if known_right is not None and compare_titles(known_right.title, title) in ("same", "close"):
            proved = known_wrong is not None and compare_titles(known_wrong.title, title) == "different"
            return wrong, right, f"the title is that of {right.identifier} (papers.lock)", proved
    for wrong, right in ((link, other), (other, link)):
        copied = owners.other_work(wrong, entry)
        if copied is not None and owners.other_work(right, entry) is None:
            donor, reasons = copied
            reason = f'{wrong.identifier} is the paper of "{donor.entry.title.value}" ({_place(donor)}): {reasons}'
            return wrong, right, reason, False
    cited = other.citation.title if other.citation is not None else None
    if cited is not None and link.citation is None:
        how = compare_titles(cited.value, title)
        if how in ("same", "close"):
            return link, other, "the citation has the entry's title", False
        if how == "different":
            return other, None, "the citation has another title than the entry", False
    for wrong, right in ((link, other), (other, link)):
        other_entry = owners.donor(wrong, entry)
        if other_entry is not None and owners.donor(right, entry) is None:
            reason = f"{wrong.identifier} is the paper of another entry ({_place(other_entry)}), copied from there?"
            return wrong, right, reason, False
    return None, None, "", False


def _place(donor: _Donor) -> str:
    return f"{donor.claim.span.path}:{donor.claim.span.line}"


def _name(claim: WorkReference | None) -> str:
    if claim is None:
        return ""
    if claim.citation is not None:
        return "the citation" if claim.how in ("eprint", "doi", "journal") else f"the citation's {claim.how}"
    return "the paper link" if claim.how == "link" else "the text of the link"


def _said(claim: WorkReference, facts: Facts) -> str:
    known = facts.paper(claim.identifier)
    return f'{claim.identifier} is "{known.title}" (papers.lock)' if known else str(claim.identifier)


def _fix(wrong: WorkReference | None, right: WorkReference | None, *, proved: bool) -> Fix | None:
    if wrong is None or right is None or wrong.identifier.scheme != right.identifier.scheme:
        return None
    value = right.identifier.value
    if wrong.span.text.partition("v")[0] != wrong.identifier.value:
        return None
    return Fix(f"replace {wrong.identifier} with {right.identifier}", (Edit(wrong.span, value),), safe=proved)
