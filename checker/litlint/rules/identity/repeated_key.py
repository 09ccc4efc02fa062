"""The rule repeated-key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from litlint.matching.work_references import are_by_others, citation_claims
from litlint.metadata.titles import normal, relation
from litlint.model.citation import Citation
from litlint.model.document import Collection
from litlint.model.facts import Facts
from litlint.model.finding import Finding, Related, Severity
from litlint.rule import Bad, Good, Rule

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
class RepeatedKey(Rule):
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

    def check_collection(self, collection: Collection, facts: Facts) -> Iterator[Finding]:
        first: dict[str, Citation] = {}
        for document in collection.documents:
            for citation in document.citations:
                if not citation.key:
                    continue
                earlier = first.setdefault(citation.key.casefold(), citation)
                if earlier is not citation and _are_two_works(earlier, citation):
                    where = f"{earlier.span.path}:{earlier.key_span.line}"
                    title = earlier.title.value if earlier.title else ""
                    yield self.found(
                        citation.key_span,
                        f'the key {citation.key} already stands for another work ({where}): "{title}"',
                        help="give this citation a key of its own",
                        related=[Related(earlier.key_span, "the same key")],
                    )


def _are_two_works(one: Citation, other: Citation) -> bool:
    mine, theirs = citation_claims(one), citation_claims(other)
    shared = any(a.work == b.work for a in mine for b in theirs)
    if not shared and any(a.contradicts(b) for a in mine for b in theirs):
        return True
    if one.title is None or other.title is None or normal(one.title.value) == normal(other.title.value):
        return False
    how = relation(one.title.value, other.title.value)
    if shared:
        return how == "different" and are_by_others(one, other)  # the same people may have renamed their paper
    return how == "different" or (how == "unknown" and are_by_others(one, other))
