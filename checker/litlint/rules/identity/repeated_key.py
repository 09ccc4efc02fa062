"""The rule repeated-key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from litlint.matching.work_references import citation_references, have_disjoint_authors
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import compare_titles
from litlint.model.citation import Citation
from litlint.model.document import Workspace
from litlint.model.finding import Finding, Related, Severity
from litlint.rule import Bad, Context, Good, WorkspaceRule

_TWO = """\
```bibtex
@misc{{doe2020small,
  title={{A Small Study of Gardens}},
  author={{Jane Doe}},
  year={{2020}}
}}
@misc{{{key},
  title={{{title}}},
  author={{Jane Doe}},
  year={{2020}}
}}
```
"""


@dataclass(frozen=True)
class RepeatedKey(WorkspaceRule):
    """One BibTeX key stands for two different works.

    Whoever copies both citations into one file gets an error, or cites the wrong work. BibTeX compares keys without case.
    The same work cited twice is not meant.

    Give the later one a key of its own; a letter behind the year is usual.
    """

    severity = Severity.ERROR
    examples = (
        Bad(_TWO.format(key="doe2020small", title="Fast Sorting of Long Lists on Tape"), finds=("doe2020small",)),
        Bad(_TWO.format(key="Doe2020Small", title="Fast Sorting of Long Lists on Tape"), finds=("Doe2020Small",)),
        Bad(
            _TWO.format(key="doe2020small", title="Cats").replace("Jane", "Ann", 1).replace("Ann Doe", "Ann Lee"),
            finds="doe2020small",
        ),
        Good(_TWO.format(key="doe2020fast", title="Fast Sorting of Long Lists on Tape")),
        Good(_TWO.format(key="doe2020small", title="A small study of gardens")),
    )

    def visit_workspace(self, workspace: Workspace, context: Context) -> Iterator[Finding]:
        first: dict[str, Citation] = {}
        for document in workspace.documents:
            for citation in document.citations:
                if not citation.key:
                    continue
                earlier = first.setdefault(citation.key.casefold(), citation)
                if earlier is not citation and _are_two_works(earlier, citation):
                    where = f"{earlier.span.path}:{earlier.key_span.line}"
                    title = earlier.title.value if earlier.title else ""
                    yield self.finding(
                        citation.key_span,
                        f'the key {citation.key} already stands for another work ({where}): "{title}"',
                        help="give this citation a key of its own",
                        related=[Related(earlier.key_span, "the same key")],
                    )


def _are_two_works(one: Citation, other: Citation) -> bool:
    mine, theirs = citation_references(one), citation_references(other)
    shared = any(a.work == b.work for a in mine for b in theirs)
    if not shared and any(a.contradicts(b) for a in mine for b in theirs):
        return True
    if (
        one.title is None
        or other.title is None
        or normalize_title(one.title.value) == normalize_title(other.title.value)
    ):
        return False
    how = compare_titles(one.title.value, other.title.value)
    if shared:
        return how == "different" and have_disjoint_authors(one, other)  # the same people may have renamed their paper
    return how == "different" or (how == "unknown" and have_disjoint_authors(one, other))
