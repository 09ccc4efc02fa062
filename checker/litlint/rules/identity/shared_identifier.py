"""The rule shared-identifier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from litlint.matching.listings import ListedEntry, listings
from litlint.matching.record_title import from_entry
from litlint.matching.work_references import WorkReference, citation_references, have_disjoint_authors
from litlint.metadata.titles import compare_titles
from litlint.model.citation import Citation
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Finding, Related, Severity
from litlint.rule import Bad, Context, Good, WorkspaceRule

# One page that several rows refer to on purpose (a survey, a technical report of a family of models) has more titles.
_MOST_TITLES = 3


_CITED = """\
@misc{{doe2020small,
  title={{A Small Study of Gardens}},
  author={{Jane Doe}},
  year={{2020}},
  eprint={{2001.01234}},
  archivePrefix={{arXiv}}
}}
@misc{{lee2020fast,
  title={{Fast Sorting of Very Long Lists on Tape}},
  author={{{author}}},
  year={{2020}},
  eprint={{2001.01234}},
  archivePrefix={{arXiv}}
}}
"""


@dataclass(frozen=True)
class SharedIdentifier(WorkspaceRule):
    """One paper stands under two clearly different titles.

    A link was copied from one entry to another and not replaced, so one of the two entries leads to the wrong paper.
    Two versions of one title, a translation, or a data set listed with the paper that presents it are not meant.

    Look at both entries and give the wrong one its own link.
    """

    severity = Severity.ERROR
    needs = frozenset({"papers"})
    examples = (
        Bad(
            "- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n"
            "- [Fast Sorting of Very Long Lists on Tape](https://arxiv.org/abs/2001.01234)\n",
            finds="2001.01234",
        ),
        Bad(
            "- A Small Study of Gardens [[pdf](https://arxiv.org/pdf/2001.01234)]\n"
            "- Fast Sorting of Very Long Lists on Tape [[pdf](https://arxiv.org/pdf/2001.01234v2.pdf)]\n",
            finds="2001.01234v2",
        ),
        Bad(_CITED.format(author="Ann Lee"), finds="2001.01234", path="refs.bib"),
        Good(_CITED.format(author="Jane Doe and Ann Lee"), path="refs.bib"),
        Good(
            "- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234)\n\n## By date\n\n"
            "- [A small study of gardens (2020)](https://arxiv.org/abs/2001.01234)\n"
        ),
        Good(
            "- [GardenBench: A Benchmark of Gardens](https://arxiv.org/abs/2001.01234)\n\n## Data sets\n\n"
            "- [GardenBench](https://arxiv.org/abs/2001.01234)\n"
        ),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        groups: dict[str, list[ListedEntry]] = {}
        for listing in listings(workspace):
            if listing.claim is not None:
                groups.setdefault(listing.claim.work, []).append(listing)
        for group in groups.values():
            if len(group) > 1:
                yield from self._group(group, context.facts)
        yield from self._citations(workspace)

    def _citations(self, workspace: Workspace) -> Iterator[Finding]:
        """Compare the citations that belong to no entry, as those of a bibliography, by their arXiv ids."""
        first: dict[str, tuple[Citation, WorkReference]] = {}
        for document in workspace.documents:
            for citation in document.citations:
                claim = next(iter(citation_references(citation)), None)
                if citation.span in workspace.entry_citations or claim is None or claim.identifier.scheme != "arxiv":
                    continue
                earlier, other = first.setdefault(claim.work, (citation, claim))
                if (
                    earlier is not citation
                    and _bear_two_titles(earlier, citation)
                    and have_disjoint_authors(earlier, citation)
                ):
                    title = earlier.title.value if earlier.title else ""
                    place = f"{other.span.path}:{other.span.line}"
                    yield self.finding(
                        claim.span,
                        f'{claim.identifier} is also that of "{title}", by other people ({place})',
                        help="one of the two identifiers is wrong; was this one copied from there?",
                        related=[Related(other.span, f'the identifier of "{title}"')],
                    )

    def _group(self, group: Sequence[ListedEntry], facts: Facts) -> Iterator[Finding]:
        kinds: list[list[ListedEntry]] = []
        for listing in group:
            for kind in kinds:
                if not from_entry(kind[0].entry).is_clearly_not(from_entry(listing.entry)):
                    kind.append(listing)
                    break
            else:
                kinds.append([listing])
        if not 1 < len(kinds) <= _MOST_TITLES:
            return
        right = _right_one(kinds, facts)
        for kind in kinds:
            if kind is not right:
                for listing in kind:
                    yield self._finding(listing, right[0], facts)

    def _finding(self, wrong: ListedEntry, right: ListedEntry, facts: Facts) -> Finding:
        claim, other = _claim(wrong), _claim(right)
        known = facts.paper(claim.identifier)
        message = f'{claim.identifier} also stands under the title "{right.entry.title.value}" (line {other.span.line})'
        help_text = "one of the two links is wrong; was this one copied from there?"
        if known is not None and compare_titles(known.title, wrong.entry.title.value) == "different":
            help_text = f'{claim.identifier} is "{known.title}" (papers.lock): this link is wrong'
        related = [Related(other.span, f'the link of "{right.entry.title.value}"')]
        return self.finding(claim.span, message, help=help_text, related=related)


def _claim(listing: ListedEntry) -> WorkReference:
    assert listing.claim is not None  # noqa: S101 - only listings with a claim are grouped
    return listing.claim


def _bear_two_titles(one: Citation, other: Citation) -> bool:
    return (
        one.title is not None
        and other.title is not None
        and compare_titles(one.title.value, other.title.value) == "different"
    )


def _right_one(kinds: list[list[ListedEntry]], facts: Facts) -> list[ListedEntry]:
    """Return the listings that bear the paper's own title: by the lock, by a citation, by number, else the first."""

    def weight(kind: list[ListedEntry]) -> tuple[int, int, int]:
        first = kind[0]
        known = facts.paper(_claim(first).identifier)
        by_lock = known is not None and compare_titles(known.title, first.entry.title.value) in ("same", "close")
        cited = any(
            citation.title is not None
            and compare_titles(citation.title.value, first.entry.title.value) in ("same", "close")
            for listing in kind
            for citation in listing.entry.all_citations
        )
        return int(by_lock), int(cited), len(kind)

    return max(kinds, key=weight)
