"""The rule bibtex-unknown-field."""

from collections.abc import Iterator

from litlint.metadata.bibtex_schema import meant_field
from litlint.rule import Bad, Citation, Context, Edit, Finding, Fix, Good, Rule, cited

_CITATION = cited("%s")
_SPELT = {"archiveprefix": "archivePrefix", "primaryclass": "primaryClass"}


class BibtexUnknownField(Rule):
    """A BibTeX field name is misspelled.

    BibTeX ignores fields that it does not know, so the value is lost without a warning.

    Correct the name. Fields that only some style or program uses are left alone.
    """

    examples = (
        Bad(
            _CITATION % "ulr={https://example.org/gardens}",
            finds="ulr",
            fixed=_CITATION % "url={https://example.org/gardens}",
        ),
        Bad(
            _CITATION % "eprint={2001.01234},\n  archivePrefx={arXiv}",
            finds="archivePrefx",
            fixed=_CITATION % "eprint={2001.01234},\n  archivePrefix={arXiv}",
        ),
        Good(_CITATION % "code={https://example.org/gardens}"),
        Good(_CITATION % "url2={https://example.org/gardens},\n  altmetric={true}"),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        for field in citation.sound_fields:
            near = meant_field(field.name)
            if near is None:
                continue
            spelt = _SPELT.get(near, near)
            fix = None
            if citation.get(near) is None:
                fix = Fix(f"rename to {spelt}", (Edit(field.name_span, spelt),), safe=False)
            yield self.finding(field.name_span, f"unknown field {field.name}; did you mean {spelt}?", fix=fix)
