"""The rule bibtex-empty-field."""

from collections.abc import Iterator

from litlint.metadata.bibtex_schema import missing_fields
from litlint.rule import Bad, Citation, Context, Edit, Finding, Fix, Good, Rule, Severity

_CITATION = """\
```bibtex
@misc{{doe2020small,
  title={{{title}}},{more}
  author={{Jane Doe}},
  year={{2020}}
}}
```
"""


class BibtexEmptyField(Rule):
    """A field of a citation is empty.

    BibTeX warns about an empty field that the type requires. Any other one does no harm, as in the exports of IEEE Xplore,
    so it is a note.

    Fill the field or remove it.
    """

    habit = "a BibTeX field is empty"
    examples = (
        Bad(
            _CITATION.format(title="A Small Study of Gardens", more="\n  pages={},"),
            finds="pages={}",
            fixed=_CITATION.format(title="A Small Study of Gardens", more=""),
        ),
        Bad(
            _CITATION.format(title="A Small Study of Gardens", more='\n  note = "{ }",'),
            finds='note = "{ }"',
            fixed=_CITATION.format(title="A Small Study of Gardens", more=""),
        ),
        Bad(_CITATION.format(title="", more=""), finds="title={}"),
        Good("```bibtex\n@misc{key, title={}, author={}, year={}}\n```\n", path="CONTRIBUTING.md"),
        Good(_CITATION.format(title="A Small Study of Gardens", more="\n  volume={0},")),
        Good(_CITATION.format(title="A Small Study of Gardens", more="\n  note={\\url{https://example.org}},")),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        names = frozenset(field.name for field in citation.fields)
        for field in citation.sound_fields:
            if not field.delimiter or field.raw.strip("{} \t\r\n~"):
                continue
            required = len(missing_fields(citation.kind, names - {field.name})) > len(
                missing_fields(citation.kind, names)
            )
            fix = Fix(f"remove the empty {field.name}", (Edit(citation.with_comma(field), ""),))
            yield self.finding(
                field.span,
                f"the field {field.name} is empty",
                help=f"@{citation.kind} requires it" if required else None,
                fix=fix if citation.is_sound and not required else None,
                severity=Severity.WARNING if required else Severity.NOTE,
            )
