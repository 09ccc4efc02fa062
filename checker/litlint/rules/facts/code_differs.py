"""The rule code-differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from litlint.identifiers.identifier import Identifier
from litlint.matching.description import shown_title
from litlint.matching.work_references import paper_references
from litlint.metadata.labels import role_of
from litlint.rule import (
    GARDENS,
    Bad,
    Context,
    Entry,
    Finding,
    Good,
    Link,
    Paper,
    Rule,
    Severity,
    locked,
)

_TAPES = Identifier("arxiv", "2002.04321")
_KNOWN = locked(
    Paper(GARDENS, "A Small Study of Gardens", code=("github:doe/gardens",)),
    Paper(_TAPES, "Fast Sorting of Very Long Lists on Tape", code=("github:roe/tapes",)),
)
_ENTRY = "- [A Small Study of Gardens](https://arxiv.org/abs/2001.01234) [[code](https://github.com/%s)]\n"


class CodeDiffers(Rule):
    """The code link of an entry leads to another repository than the paper's abstract names.

    A warning where the abstract of another paper names that repository: the link was copied with another entry. Else a
    note: authors move their code, and others write it anew. A repository of the same owner, or of the same name, is no
    difference, and nothing is said of papers whose abstract names no code.

    Link to the repository that the paper names.
    """

    severity = Severity.NOTE
    needs = frozenset({"papers"})
    examples = (
        Bad(_ENTRY % "roe/tapes", finds="https://github.com/roe/tapes", facts=_KNOWN),
        Bad(_ENTRY % "smith/towns", finds="https://github.com/smith/towns", facts=_KNOWN),
        Good(_ENTRY % "Doe/Gardens", facts=_KNOWN),
        Good(_ENTRY % "doe/towns", facts=_KNOWN),
        Good(_ENTRY % "towns/gardens", facts=_KNOWN),
        Good(
            "- [Bees](https://arxiv.org/abs/2003.01234) [[code](https://github.com/roe/tapes)]\n",
            facts=locked(Paper(Identifier("arxiv", "2003.01234"), "Bees")),
        ),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        references = paper_references(entry)
        paper = context.facts.paper(references[0].identifier) if references else None
        if paper is None or not paper.code:
            return
        links = [link for link in entry.links if _repository(link) and role_of(link.label) == "code"]
        if any(_are_alike(_repository(link), named) for link in links for named in paper.code):
            return
        for link in links:
            named = ", ".join(one.replace("github:", "https://github.com/") for one in paper.code)
            other = context.derived(_by_code).get(_repository(link))
            if other is not None and other.identifier != paper.identifier:
                yield self.finding(
                    link.url_span,
                    f'this is the code of "{shown_title(other)}", says its abstract',
                    help=f"the paper of this entry names {named}",
                    severity=Severity.WARNING,
                )
            else:
                yield self.finding(
                    link.url_span,
                    f"the abstract of {paper.identifier} names other code: {named}",
                    help="compare the two",
                )


def _repository(link: Link) -> str:
    """Return the repository of GitHub that a link leads to, as ``github:owner/name`` in lower case, or empty."""
    found = link.identifier
    if found is None or found.scheme != "github" or link.is_image:
        return ""
    return f"github:{found.value}".lower()


def _are_alike(one: str, other: str) -> bool:
    """Say whether two repositories have an owner or a name in common."""
    mine, theirs = (each.lower().removeprefix("github:").partition("/") for each in (one, other))
    return mine[0] == theirs[0] or mine[2] == theirs[2]


def _by_code(context: Context) -> Mapping[str, Paper]:
    """Return the one paper whose abstract names a repository, by the repository."""
    found: dict[str, list[Paper]] = {}
    for paper in context.facts.papers.values():
        if isinstance(paper, Paper):
            for repository in paper.code:
                found.setdefault(repository.lower(), []).append(paper)
    return {repository: papers[0] for repository, papers in found.items() if len(papers) == 1}
