"""The rule bibtex-repeated-field."""

from collections.abc import Iterator

from litlint.rule import Bad, Citation, Context, Edit, Field, Finding, Fix, Good, Related, Rule, Severity

_CITATION = """\
```bibtex
@misc{{doe2020small,
  title={{A Small Study of Gardens}},
  author={{Jane Doe}},
  year={{2020}}{more}
}}
```
"""


class BibtexRepeatedField(Rule):
    """A citation has the same field twice.

    BibTeX keeps the first one, other programs keep the last one or reject the citation.

    Keep the right one. If both have the same value, `litlint check --fix` removes the second.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            _CITATION.format(more=",\n  year={2020}"),
            finds="year",
            fixed=_CITATION.format(more=""),
        ),
        Bad(_CITATION.format(more=",\n  Author={John Smith}"), finds="Author"),
        Good(_CITATION.format(more=",\n  date={2020-05-01}")),
        Good(_CITATION.format(more="\n}\n\n@misc{smith2021fast,\n  title={Fast Sorting}")),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        first: dict[str, Field] = {}
        for field in citation.fields if citation.is_sound else ():
            earlier = first.setdefault(field.name, field)
            if earlier is field:
                continue
            same = earlier.value == field.value
            fix = Fix(f"remove the second {field.name}", (Edit(citation.with_comma(field), ""),))
            yield self.finding(
                field.name_span,
                f"this citation has two {field.name} fields" + ("" if same else " with different values"),
                help=None if same else "keep the right one",
                fix=fix if same else None,
                related=[Related(earlier.name_span, "the first one")],
            )
