"""The rule title-mismatch."""

from collections.abc import Iterator
from dataclasses import replace

from litlint.matching.description import describe_citation, describe_entry
from litlint.matching.evidence import weigh
from litlint.matching.listings import listings_of
from litlint.matching.work_references import citation_references, paper_references
from litlint.metadata.normalize import normalize_title
from litlint.metadata.titles import are_comparable, compare_titles
from litlint.rule import Bad, Citation, Context, Entry, Finding, Good, Related, Rule

_ENTRY = """\
#### {title}

paper link: [here](https://arxiv.org/abs/2001.01234)

```bibtex
@misc{{doe2020small,
  title={{A Small Study of Gardens in Northern Towns}},
  author={{Jane Doe}},
  year={{2020}},
  eprint={{2001.01234}},
  archivePrefix={{arXiv}}
}}
```
"""


class TitleMismatch(Rule):
    """An entry's title and the title in its citation differ.

    Either the title was mistyped or changed since, or the citation is that of another work. Case, punctuation, LaTeX, a
    short name before the title, a remark in brackets after it and a shortened subtitle are no differences.

    Use the title that the paper has. Where the list names a work otherwise on purpose, allow it with the reason.
    """

    reads_others = True  # how much a word proves depends on how often it is in all lists
    examples = (
        Bad(
            _ENTRY.format(title="A Small Study of Gradens in Northern Towns"),
            finds="A Small Study of Gradens in Northern Towns",
        ),
        Bad(_ENTRY.format(title="Fast Sorting of Very Long Lists"), finds="Fast Sorting of Very Long Lists"),
        Good(_ENTRY.format(title="A small study of gardens in Northern towns (SSG)")),
        Good(_ENTRY.format(title="SSG: A Small Study of Gardens in Northern Towns")),
        Good(_ENTRY.format(title="小花园研究")),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        titled = [citation for citation in entry.all_citations if citation.title is not None and citation.title.value]
        titles = [citation.title.value for citation in titled if citation.title]
        relations = [compare_titles(title, entry.title.value) for title in titles]
        if not titled or "same" in relations or not all(are_comparable(title, entry.title.value) for title in titles):
            return
        citation = titled[0]
        cited = citation.title
        if cited is None or _names_other_work(entry, citation):
            return
        vocabulary = listings_of(context.workspace).vocabulary
        # The entry's own text may hold the citation: only its title and name are compared.
        name = entry.name.value if entry.name else ""
        own = replace(describe_entry(entry), text=f" {normalize_title(f'{name} {entry.title.value}')} ")
        judgement = weigh(own, describe_citation(citation), vocabulary)
        if judgement.verdict == "same" and judgement.titles != "close":
            return  # the entry goes by the work's name alone, or says its title beside its own words
        close = relations[0] == "close"
        what = "the title and the citation's title differ" if close else "the citation has another title than the entry"
        yield self.finding(
            entry.title.span,
            f'{what}: "{cited.value}"',
            help="use the title that the paper has" if close else "one of the two is of another work",
            related=[Related(cited.value_span, "the citation's title")],
        )


def _names_other_work(entry: Entry, citation: Citation) -> bool:
    """Say whether link and citation name two works already, which identity-mismatch reports."""
    links = paper_references(entry)
    return any(claim.contradicts(link) for claim in citation_references(citation) for link in links)
