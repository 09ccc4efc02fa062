"""The rule isbn-checksum."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.identifiers.identifier import isbn_problem
from litlint.rule import Bad, Block, Context, Field, Finding, Good, Rule, Severity, cited
from litlint.syntax.literal_text import literal_lines

_CITATION = cited("publisher={North Press}", "isbn={%s}", kind="book")
# One of several numbers in a field.
_PIECE = re.compile(r"[^,;/|()]+")
# A remark such as `(hardback)`.
_REMARK = re.compile(r"\([^()]*\)")
# Digits that make up an ISBN; what follows is a remark.
_WHOLE = re.compile(r"(?:97[89][\d-]{10,14}|[\d-]{9,12}[\dXx])(?=\s|\Z)", re.A)
# An ISBN that its name announces in running text.
_IN_TEXT = re.compile(r"\bISBN(?:-?1[03])?:?\s{0,3}(?P<isbn>[\d][\d -]{8,16}[\dX])(?![\w-])", re.A)


class IsbnChecksum(Rule):
    """An ISBN has the wrong number of digits, or a check digit that does not hold.

    The last digit of an ISBN is computed from the others (ISO 2108), so that a typing error shows: no book has this one.

    Copy the ISBN from the book or its publisher's page. Separate several by commas.
    """

    severity = Severity.ERROR
    examples = (
        Bad(_CITATION % "978-0-306-40615-8", finds="978-0-306-40615-8"),
        Bad(_CITATION % "0-306-40615-2, 978030640615", finds="978030640615"),
        Bad("- Gardens. Jane Doe. ISBN 978-0-306-40651-7.\n", finds="978-0-306-40651-7"),
        Good(_CITATION % "978-0-306-40615-7 (print), 0-306-40615-2"),
        Good(_CITATION % "9780306406157 0306406152"),
        Good("- Gardens. Jane Doe. ISBN: 978-0-306-40615-7.\n"),
    )

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        for start, end in _places(field) if field.name == "isbn" else ():
            if problem := isbn_problem(field.raw[start:end]):
                yield self.finding(field.value_span.sub(start, end), f"not a valid ISBN: {problem}")

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        for line in literal_lines(block) if block.inlines and "ISBN" in block.span.text else ():
            for found in _IN_TEXT.finditer(line.text):
                if problem := isbn_problem(found["isbn"]):
                    yield self.finding(line.span(*found.span("isbn")), f"not a valid ISBN: {problem}")


def _places(field: Field) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the ISBNs in a field, which commas or blanks separate and remarks in brackets follow."""
    text = _REMARK.sub(lambda remark: " " * len(remark[0]), field.raw)
    for piece in _PIECE.finditer(text):
        whole = list(_WHOLE.finditer(piece[0]))
        if len(whole) > 1:
            yield from ((piece.start() + found.start(), piece.start() + found.end()) for found in whole)
        elif piece[0].strip():
            lead = len(piece[0]) - len(piece[0].lstrip())
            yield piece.start() + lead, piece.start() + len(piece[0].rstrip())
