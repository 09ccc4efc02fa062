"""The rule bibtex-venue."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.metadata.bibtex_schema import JOURNAL_FIELDS
from litlint.metadata.venues import is_publisher
from litlint.rule import Bad, Citation, Context, Edit, Entry, Field, Finding, Fix, Good, Rule, Span, cited

_CITATION = cited("%s", kind="%s")
_HELD = r"Proc(?:eedings|\.)|Advances|Findings|Transactions|International|Annual|European|The|Conference|Workshop"
# `In` that the style prints a second time: what follows names a meeting, a year or a number of it.
_IN = re.compile(rf"In:?\s+(?=(?:{_HELD})(?!\w)|[A-Z]{{3,}}(?![a-z])|\d{{4}}\s|\d{{1,3}}(?:st|nd|rd|th)\s)")
# `In` without the blank after it; what follows must be sure to begin a venue, since names begin with `In` too.
_GLUED = re.compile(rf"In(?=(?:{_HELD})(?!\w)|[A-Z]{{4,}}(?![a-z])|[A-Z]{{3}}\s+\d{{4}}|\d{{4}}\s)")
_PAPERS = frozenset({"conference", "inproceedings"})


class BibtexVenue(Rule):
    """The venue is in the field of another type, starts with `In`, or is only a publisher.

    BibTeX prints the `journal` of an article and the `booktitle` of a paper in proceedings, so a venue in the other field is
    lost. It also prints “In” before a `booktitle` itself. A publisher is not a journal: the name of the journal is missing.

    Use `@article` with `journal`, `@inproceedings` with `booktitle`, and put the publisher in `publisher`.
    """

    examples = (
        Bad(_CITATION % ("article", "booktitle={Gardens of the North}"), finds="booktitle"),
        Bad(_CITATION % ("inproceedings", "journal={Gardens of the North}"), finds="journal"),
        Bad(
            _CITATION % ("inproceedings", "booktitle={In Proceedings of Gardens}"),
            finds="In ",
            fixed=_CITATION % ("inproceedings", "booktitle={Proceedings of Gardens}"),
        ),
        Bad(
            _CITATION % ("inproceedings", "booktitle={InProceedings of Gardens}"),
            finds="In",
            fixed=_CITATION % ("inproceedings", "booktitle={Proceedings of Gardens}"),
        ),
        Bad(_CITATION % ("article", "journal={IEEE}"), finds="IEEE"),
        Bad("- **A Small Study of Gardens (InGARDEN 2020)**\n  - [[Paper]](https://example.org/a.pdf)\n", finds="In"),
        Good(_CITATION % ("article", "journal={In Vivo}")),
        Good(_CITATION % ("inproceedings", "booktitle={INTERGARDEN}")),
        Good(_CITATION % ("inproceedings", "booktitle={International Conference on Gardens}")),
        Good("- **A Small Study of Gardens (INTERSPEECH 2020)**\n  - [[Paper]](https://example.org/a.pdf)\n"),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        if entry.venue and (glued := _GLUED.match(entry.venue.span.text)):
            yield self._glued(entry.venue.span.sub(*glued.span()))

    def _glued(self, place: Span) -> Finding:
        fix = Fix("remove In", (Edit(place, ""),))
        return self.finding(place, "the venue starts with “In”, left over from a formatted reference", fix=fix)

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        journal, book = citation.get(*JOURNAL_FIELDS), citation.get("booktitle")
        if citation.kind == "article" and book:
            message = "BibTeX ignores the booktitle of an @article"
            yield self.finding(book.name_span, message, help="use @inproceedings, or journal = {…}")
        if citation.kind in _PAPERS and journal and not book:
            message = f"BibTeX ignores the journal of an @{citation.kind}, which needs a booktitle"
            yield self.finding(journal.name_span, message, help="use booktitle = {…}, or @article")

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name not in ("booktitle", *JOURNAL_FIELDS):
            return
        place = field.value_span
        if is_publisher(field.value):
            what = "book" if field.name == "booktitle" else "journal"
            yield self.finding(place, f"{field.value} is a publisher; the name of the {what} is missing")
        elif glued := _GLUED.match(field.raw):
            yield self._glued(place.sub(*glued.span()))
        elif field.name == "booktitle" and (lead := _IN.match(field.raw)):
            span = place.sub(*lead.span())
            fix = Fix("remove In", (Edit(span, ""),))
            yield self.finding(
                span, "BibTeX prints “In” before a booktitle itself, so it would be printed twice", fix=fix
            )
