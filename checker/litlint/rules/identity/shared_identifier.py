"""The rule shared-identifier."""

from collections.abc import Iterator, Sequence

from litlint.identifiers.implied_venue import year_of
from litlint.matching.description import describe_citation
from litlint.matching.evidence import Judgement, weigh
from litlint.matching.listings import ListedEntry, Listings, listings_of
from litlint.matching.vocabulary import Vocabulary, cited_vocabulary
from litlint.matching.work_references import citation_references
from litlint.metadata.labels import is_label, role_of
from litlint.metadata.normalize import normalize_title, scripts, word_count
from litlint.metadata.titles import compare_titles
from litlint.rule import (
    Bad,
    Citation,
    Context,
    Facts,
    Finding,
    Good,
    Related,
    Severity,
    WorkReference,
    Workspace,
    WorkspaceRule,
)
from litlint.style.measure import title_link

# One page that several rows refer to on purpose (a survey, a technical report of a family of models) has more titles.
_MOST_WORKS = 3
# A work is listed a few times, in as few wordings; of more listings, which no reader compares by hand, the first ones count.
_MOST_LISTINGS, _MOST_WORDINGS = 8, 30
# Two titles of fewer words may be two names of one thing, which a reader sees and a program does not.
_LEAST_WORDS = 3


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


class SharedIdentifier(WorkspaceRule):
    """One identifier is given to two different works, so one of the two links is wrong.

    Most often a link was copied from one entry to another and not replaced. That two works are different is shown by their
    titles (words that many titles of the list have prove nothing), their names, authors, code, venues and years; the
    message names the evidence. An error needs positive evidence. Where two titles may be those of one paper, renamed, it is
    a warning. Translations, shortened titles, versions of one model, and data sets beside the paper that presents them
    are not reported.

    Give the wrong entry its own link. Keep both entries: they are two works.
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
        Bad(
            "- A Small Study of Gardens, [arXiv:2001.01234](https://arxiv.org/abs/2001.01234)\n"
            "- Fast Sorting of Very Long Lists on Tape, https://arxiv.org/abs/2001.01234\n",
            finds="2001.01234",
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
        listings = listings_of(workspace)
        for group in listings.by_work.values():
            if len(group) > 1:
                yield from self._check_entries(listings, group, context.facts)
        yield from self._check_citations(workspace)

    def _check_entries(self, listings: Listings, group: Sequence[ListedEntry], facts: Facts) -> Iterator[Finding]:
        # The work that has the most evidence for the identifier comes first; the others are compared with those before.
        works = sorted(listings.works(group), key=lambda work: _rank(work, facts), reverse=True)[:_MOST_WORDINGS]
        pairs: list[tuple[Sequence[ListedEntry], Sequence[ListedEntry], Judgement]] = []
        apart: set[int] = set()
        for index, other in enumerate(works):
            for one in works[:index]:
                judgement = _strongest(listings, one, other)
                if judgement is not None and judgement.verdict != "same":
                    pairs.append((one, other, judgement))
                    apart |= {id(one), id(other)}
            if len(apart) > _MOST_WORKS:
                return
        reported: set[int] = set()
        for right, wrong, judgement in sorted(pairs, key=lambda pair: pair[2].verdict != "different"):
            if id(wrong) not in reported:
                reported.add(id(wrong))
                is_known = _rank(right, facts) > _rank(wrong, facts)
                for listing in wrong:
                    yield from self._finding(listing, right[0], judgement, facts, is_known=is_known)

    def _finding(
        self, wrong: ListedEntry, right: ListedEntry, judgement: Judgement, facts: Facts, *, is_known: bool
    ) -> Iterator[Finding]:
        reference, other = _reference(wrong), _reference(right)
        titles = right.entry.title.value, wrong.entry.title.value
        place = _place(other, reference)
        related = [Related(other.span, f'the link of "{titles[0]}"')]
        if judgement.verdict == "different":
            message = (
                f'{reference.identifier} is the link of two different works: "{titles[0]}" ({place}) and "{titles[1]}"'
            )
            what = (
                f"this link is likely wrong, copied from {place}"
                if is_known
                else "one of the two links is wrong, a copy of the other"
            )
            help_text = f"{what}: {judgement.reasons()}; keep both entries"
            known = facts.paper(reference.identifier)
            if known is not None and known.title:
                help_text = f'{reference.identifier} is "{known.title}" (papers.lock); {help_text}'
            yield self.finding(reference.span, message, help=help_text, related=related)
        elif (
            judgement.verdict == "undecided" and _are_two_titles(titles, judgement) and not _of_two_kinds(wrong, right)
        ):
            yield self.finding(
                reference.span,
                f'{reference.identifier} is listed under two titles: "{titles[0]}" ({place}) and "{titles[1]}"',
                help="if the paper was renamed, use one title; if they are two works, one of the links is wrong",
                related=related,
                severity=Severity.WARNING,
            )

    def _check_citations(self, workspace: Workspace) -> Iterator[Finding]:
        """Compare the citations that belong to no entry, as those of a bibliography, by their arXiv ids."""
        vocabulary: Vocabulary | None = None
        first: dict[str, tuple[Citation, WorkReference]] = {}
        for document in workspace.documents:
            for citation in document.citations:
                reference = next(iter(citation_references(citation)), None)
                if (
                    citation.span in workspace.entry_citations
                    or reference is None
                    or reference.identifier.scheme != "arxiv"
                ):
                    continue
                earlier, other = first.setdefault(reference.work, (citation, reference))
                if earlier is citation or earlier.title is None or citation.title is None:
                    continue
                vocabulary = vocabulary or cited_vocabulary(workspace)
                judgement = weigh(describe_citation(earlier), describe_citation(citation), vocabulary)
                if judgement.verdict == "different":
                    place = _place(other, reference)
                    yield self.finding(
                        reference.span,
                        f'{reference.identifier} is also the identifier of "{earlier.title.value}" ({place})',
                        help=f"one of the two is wrong, likely copied from the other: {judgement.reasons()}",
                        related=[Related(other.span, f'the identifier of "{earlier.title.value}"')],
                    )


def _are_two_titles(titles: tuple[str, str], judgement: Judgement) -> bool:
    """Say whether two titles are worth a look: two long ones, or two names that are not of one family."""
    if scripts(normalize_title(titles[0])).isdisjoint(scripts(normalize_title(titles[1]))):
        return False  # one is likely a translation of the other
    long = [word_count(title) >= _LEAST_WORDS for title in titles]
    return all(long) or (not any(long) and judgement.names_differ)


def _of_two_kinds(one: ListedEntry, other: ListedEntry) -> bool:
    """Say whether one of two entries is about data, code or a model, so that both may rightly lead to one paper.

    Its section is called so, or its title leads to something that is no work.
    """
    if _section_role(one) != _section_role(other):
        return True
    heads = [title_link(listing.entry) for listing in (one, other)]
    about_works = [head is None or head.identifier is None or head.identifier.is_work for head in heads]
    return about_works[0] != about_works[1]


def _section_role(listing: ListedEntry) -> str | None:
    """Return what the entries of a section are, by its title or that of one above it, if it says so; None for papers."""
    roles = (role_of(title) for title in reversed(listing.entry.section.path) if is_label(title))
    role = next(roles, None)
    return None if role == "paper" else role


def _place(reference: WorkReference, seen_from: WorkReference) -> str:
    line = f"line {reference.span.line}"
    return line if reference.span.path == seen_from.span.path else f"{reference.span.path}, {line}"


def _reference(listing: ListedEntry) -> WorkReference:
    assert listing.claim is not None  # noqa: S101 - only listings with a claim are grouped
    return listing.claim


def _strongest(listings: Listings, one: Sequence[ListedEntry], other: Sequence[ListedEntry]) -> Judgement | None:
    """Return the judgement of the two listings that differ most; None where one work's titles translate the other's."""
    one, other = one[:_MOST_LISTINGS], other[:_MOST_LISTINGS]
    pairs = [(a, b) for a in one for b in other if not listings.are_translations(a, b)]
    judgements = [listings.judge(a, b) for a, b in pairs]
    if not judgements or (len(pairs) < len(one) * len(other) and any(each.verdict == "same" for each in judgements)):
        return None
    return max(judgements, key=lambda judgement: (judgement.verdict == "different", judgement.balance))


def _rank(work: Sequence[ListedEntry], facts: Facts) -> tuple[bool, bool, bool, int]:
    """Return how much speaks for a work as the one that has the identifier: the lock, a citation, the year, how often."""
    first = work[0]
    known = facts.paper(_reference(first).identifier)
    by_lock = known is not None and compare_titles(known.title, first.entry.title.value) in ("same", "close")
    cited = any(
        citation.title is not None
        and compare_titles(citation.title.value, first.entry.title.value) in ("same", "close")
        for listing in work
        for citation in listing.entry.all_citations
    )
    given = year_of(_reference(first).identifier)
    stated = first.entry.year.value if first.entry.year else given
    # A work is not older than its identifier, but for the turn of a year.
    fits = given is None or stated is None or stated >= given - 1
    return by_lock, cited, fits, len(work)
