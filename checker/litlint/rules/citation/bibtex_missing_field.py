"""The rule bibtex-missing-field."""

from collections.abc import Iterator

from litlint.metadata.bibtex_schema import JOURNAL_FIELDS, meant_field, missing_fields
from litlint.rule import Bad, Citation, Context, Finding, Good, Rule, Severity


class BibtexMissingField(Rule):
    """A citation lacks a field that its type requires.

    BibTeX warns, and prints an incomplete reference: an article without a journal, a paper without a year.

    Add the field, or use a type that does not need it: `@misc` for a preprint. The requirements of either BibTeX or biblatex
    are enough: `date` counts as `year`, `journaltitle` as `journal`, `institution` as `school`. An `@article` that has no
    journal but an `eprint`, as INSPIRE exports preprints, is only a note.
    """

    examples = (
        Bad(
            "```bibtex\n@article{doe2020small, title={A Small Study}, author={Jane Doe}, year={2020}}\n```\n",
            finds="article",
        ),
        Bad(
            "```bibtex\n@inproceedings{doe2020small, title={A Small Study}, booktitle={GARDEN}}\n```\n",
            finds="inproceedings",
        ),
        Bad(
            "```bibtex\n@article{doe, title={A}, author={Jane Doe}, year={2020}, eprint={2001.01234}, "
            "archivePrefix={arXiv}}\n```\n",
            finds="article",
        ),
        Good(
            "```bibtex\n@article{doe2020small, title={A}, author={Jane Doe}, journaltitle={Gardens}, date={2020-05}}\n```\n"
        ),
        Good("```bibtex\n@misc{gardens, title={A Small Study of Gardens}}\n```\n"),
        Good("```bibtex\n@inproceedings{doe2020small, title={A}, author={Jane Doe}, crossref={garden2020}}\n```\n"),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        if not citation.is_sound or citation.is_data_only:
            return
        names = {field.name for field in citation.fields}
        meant = {meant_field(name) or name for name in names}
        missing = missing_fields(citation.kind, frozenset(names | meant))
        groups = [" or ".join(group) for group in missing if not _is_misplaced(group, names)]
        if groups == [" or ".join(JOURNAL_FIELDS)] and "eprint" in names:
            yield self.finding(
                citation.kind_span,
                "a preprint as @article without a journal",
                help="use @misc, or add the journal once it is published",
                severity=Severity.NOTE,
                habit="a preprint is an @article without a journal",
            )
        elif groups:
            lacking = groups[0] if len(groups) == 1 else f"{', '.join(groups[:-1])} and {groups[-1]}"
            yield self.finding(citation.kind_span, f"this @{citation.kind} has no {lacking}")


def _is_misplaced(group: tuple[str, ...], names: set[str]) -> bool:
    """Say whether the venue is in the field of another type, which bibtex-venue reports."""
    return ("journal" in group and "booktitle" in names) or (
        group == ("booktitle",) and not names.isdisjoint(JOURNAL_FIELDS)
    )
