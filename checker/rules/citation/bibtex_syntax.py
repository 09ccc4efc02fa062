"""The rule bibtex-syntax."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.model.citation import Citation, Problem
from checker.model.document import Collection
from checker.model.facts import Facts
from checker.model.finding import Edit, Finding, Fix, Severity
from checker.model.source import Span
from checker.rule import Bad, Good, Rule

_CITATION = """\
```bibtex
@misc{{{key}
  title={{A Small Study of Gardens}},
  author={{Jane Doe and Max Muster}}{comma}
  year={{2020{end}
}}
```
"""


@dataclass(frozen=True)
class BibtexSyntax(Rule):
    """A citation is not BibTeX, or is BibTeX only by accident.

    Some programs stop at the fault, others read on and drop a field, or take the next field for part of a value: without
    the comma, `primaryClass={cs.LG} url={…}` is one field. Whoever copies the citation gets an error in another place.

    Write `@type{key, field = {value}, …}`: a key first, a comma after each field, each brace closed by its partner. Where
    just a comma is missing, `litlint check --fix` puts it in.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            _CITATION.format(key="doe2020small,", comma="", end="}"),
            finds="}",
            fixed=_CITATION.format(key="doe2020small,", comma=",", end="}"),
        ),
        Bad(
            _CITATION.format(key="doe2020small", comma=",", end="}"),
            finds="doe2020small",
            fixed=_CITATION.format(key="doe2020small,", comma=",", end="}"),
        ),
        Bad(_CITATION.format(key="doe2020small,", comma=",", end=""), finds="{"),
        Bad(_CITATION.format(key="", comma=",", end="}"), finds="@misc{"),
        Good(_CITATION.format(key="doe2020small,", comma=",", end="}")),
        Good(
            '```bibtex\n@misc{doe2020small, title = "A {"}Small{"} Study", author = {Jane Doe}, year = 2020, }\n```\n'
        ),
    )

    def check_citation(self, citation: Citation, collection: Collection, facts: Facts) -> Iterator[Finding]:
        for problem in citation.problems:
            yield self.found(problem.span, problem.message, fix=_fix(problem))


def _fix(problem: Problem) -> Fix | None:
    if not problem.insert:
        return None
    end = problem.span.end
    return Fix(f"put in the {problem.insert}", (Edit(Span(problem.span.source, end, end), problem.insert),))
