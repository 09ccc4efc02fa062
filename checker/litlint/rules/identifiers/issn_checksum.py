"""The rule issn-checksum."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.identifiers.identifier import issn_problem
from litlint.rule import Bad, Context, Field, Finding, Good, Rule, Severity, cited

_CITATION = cited("journal={The North}", "issn={%s}", kind="article")
# One of several numbers in a field.
_PIECE = re.compile(r"[^\s,;/|()]+")
# A field without a digit holds words instead of a number.
_DIGIT = re.compile(r"\d", re.A)


class IssnChecksum(Rule):
    """An ISSN has the wrong number of digits, or a check digit that does not hold.

    The last digit of an ISSN is computed from the others (ISO 3297), so a typo shows: no journal has this one.

    A field without any digit holds something else.

    Copy the ISSN from the journal's page. Separate those of the print and the online edition with a comma.
    """

    severity = Severity.ERROR
    examples = (
        Bad(_CITATION % "0028-0837", finds="0028-0837"),
        Bad(_CITATION % "0028-0836, 2434-561", finds="2434-561"),
        Bad(_CITATION % "see the cover", finds="see the cover"),
        Good(_CITATION % "0028-0836 (print), 2434-561X (online)"),
        Good(_CITATION % "ISSN 00280836"),
    )

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name not in ("issn", "eissn"):
            return
        if field.delimiter and field.raw.strip() and not _DIGIT.search(field.raw):
            yield self.finding(field.value_span, f"“{field.value[:40]}” is not an ISSN", severity=Severity.WARNING)
        for piece in _PIECE.finditer(field.raw):
            if _DIGIT.search(piece[0]) and (problem := issn_problem(piece[0])):
                yield self.finding(field.value_span.sub(*piece.span()), f"not a valid ISSN: {problem}")
