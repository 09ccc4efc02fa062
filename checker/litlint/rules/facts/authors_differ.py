"""The rule authors-differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import citation_references
from litlint.metadata.people import Person, is_same_person, split_authors
from litlint.metadata.titles import compare_titles
from litlint.model.citation import Citation
from litlint.model.facts import Facts, Paper
from litlint.model.finding import Edit, Finding, Fix
from litlint.rule import Bad, Context, Good, Rule

_GARDENS = Identifier("arxiv", "2001.01234")
_KNOWN = Facts(
    date(2026, 1, 1),
    papers={_GARDENS: Paper(_GARDENS, "A Small Study of Gardens", ("Jane Doe", "John Q. Roe", "José Müller"))},
    locked=True,
)
_CITED = """\
```bibtex
@misc{{doe2020small,
  title={{A Small Study of Gardens}},
  author={{{author}}},
  year={{2020}},
  eprint={{2001.01234}},
  archivePrefix={{arXiv}}
}}
```
"""


@dataclass(frozen=True)
class AuthorsDiffer(Rule):
    """A citation names other people than the registry: its list of authors was replaced or made up.

    A shortened list, `and others`, initials, the order of names, a group as author, accents and LaTeX are no differences,
    nor is a list that an earlier version of the paper bore.

    Put in the authors whom the paper names.
    """

    needs = frozenset({"papers"})
    most_strangers_percent: float = 50.0
    examples = (
        Bad(
            _CITED.format(author="Ann Other and Bob Else and Cy Third"),
            finds="Ann Other and Bob Else and Cy Third",
            fixed=_CITED.format(author="Jane Doe and John Q. Roe and José Müller"),
            facts=_KNOWN,
        ),
        Bad(
            _CITED.format(author="Other, Ann and Else, Bob and Roe, John Q."),
            finds="Other, Ann and Else, Bob and Roe, John Q.",
            facts=_KNOWN,
        ),
        Good(_CITED.format(author="Doe, J. and others"), facts=_KNOWN),
        Good(_CITED.format(author="Roe, John and M{\\\"u}ller, Jos{\\'e}"), facts=_KNOWN),
        Good(_CITED.format(author="{The Garden Team}"), facts=_KNOWN),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        field, title = citation.get("author"), citation.title
        known = next(
            (paper for claim in citation_references(citation) if (paper := context.facts.paper(claim.identifier))), None
        )
        if field is None or title is None or known is None or not known.authors:
            return
        if compare_titles(title.value, known.title) not in ("same", "close"):
            return
        cited = [name for name in split_authors(field.raw) if not name.collective]
        named = [name for author in known.authors for name in split_authors(author)]
        if not cited or any(name.collective for name in named):
            return
        strangers = [name for name in cited if _is_stranger(name, named)]
        if len(strangers) * 100 <= len(cited) * self.most_strangers_percent:
            return
        authors = " and ".join(known.authors)
        shown = authors if len(known.authors) <= 4 else f"{' and '.join(known.authors[:3])} and others"
        yield self.finding(
            field.value_span,
            f"{len(strangers)} of {len(cited)} authors are not those of {known.identifier}: it is by {shown}",
            help="put in the authors whom the paper names",
            fix=Fix("put in the registry's authors", (Edit(field.value_span, authors),), safe=False),
        )


def _is_stranger(name: Person, named: list[Person]) -> bool:
    """Say whether a person is certainly none of some others; who cannot be compared is no stranger."""
    return all(is_same_person(name, other) is False for other in named)
