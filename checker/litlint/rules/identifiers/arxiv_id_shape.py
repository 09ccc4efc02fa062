"""The rule arxiv-id-shape."""

from collections.abc import Iterator
from datetime import date

from litlint import regex as re
from litlint.identifiers.identifier import arxiv_id_text, arxiv_problem
from litlint.metadata.placeholders import is_placeholder
from litlint.metadata.spelling import distance
from litlint.rule import Bad, Block, Citation, Context, Entry, Field, Finding, Good, Link, Rule, Severity, Span, cited
from litlint.style.contributor_template import is_contributor_template
from litlint.syntax.literal_text import literal_lines

_ENTRY = "- [A Small Study of Gardens](https://arxiv.org/%s), 2020\n"
_CITATION = cited("%s")
_ID = r"\d{3,6}\.\d{3,7}(?:v\d{1,3})?[a-z]{0,3}|[a-z][a-z-]{1,8}(?:\.[a-z]{2})?/\d{5,9}(?:v\d{1,3})?"
# An id that `arXiv` or `abs/` announces, whether it is right or not.
_WRITTEN = re.compile(
    rf"(?<![a-z0-9.])(?:arxiv(?:\s?(?:preprint|e-?print))?[\s:,(\[]{{0,3}}(?:arxiv:)?|abs/)(?P<id>{_ID})(?![\w/]|\.\d)",
    re.I | re.A,
)
# A quick look that spares texts without an announced id.
_HINT = re.compile(r"arxiv(?!\.org)[^\w/]{0,3}\w|(?<!org/)abs/", re.I)
# An id in the address of a badge's picture.
_BADGE = re.compile(r"arxiv[-_:. ]{1,3}(?P<id>\d{3,6}\.\d{3,7})(?=[-_.?]|\Z)", re.I | re.A)
# A date with a point, which has the shape of an id.
_DATE = re.compile(r"(?:19|20)\d\d\.(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\Z", re.A)
# A value that is meant as an arXiv id; the field may also hold ids of other archives.
_EPRINT = re.compile(r"(?:arxiv:)?(?:\d{3,6}\.\d|\d{7,9}\b|[a-z-]{2,9}(?:\.[a-z]{2})?/\d{3})", re.I | re.A)
# The archive itself, and not EarthArXiv or bioRxiv.
_OF_ARXIV = re.compile(r"\W*arxiv", re.I)
# An id of a template that was not filled in.
_TEMPLATE = re.compile(r"[x?*#<>{}]{2}|yymm|nnnn|\Aid\Z|identifier|1234\.5678|(\d)\1{3}\.\1{4}|\.{3}|…", re.I)
# A number that was filled with a zero to five digits, as ids have since 2015.
_PADDED = re.compile(r"(?P<month>\d{4})\.0(?P<number>\d{4})", re.A)
# The DOI that DataCite registers for an arXiv id.
_DOI_LEAD = re.compile(r"\s*10\.48550/arxiv\.", re.I)
_TEXT_FIELDS = frozenset({"eid", "howpublished", "journal", "note", "number", "volume"})


class ArxivIdShape(Rule):
    """An arXiv id is impossible, so its link leads nowhere.

    A digit was lost, doubled or swapped, or something is attached to it. Ids are year and month in four digits, a dot, and a
    number: of four digits to December 2014, of five since. Until March 2007 they had an archive before seven digits:
    `math/0309136` (https://info.arxiv.org/help/arxiv_identifier.html).

    Look the id up on the paper's page at arXiv.
    """

    severity = Severity.ERROR
    examples = (
        Bad(_ENTRY % "abs/2013.01234", finds="2013.01234"),
        Bad(_ENTRY % "pdf/2001.0123.pdf", finds="2001.0123"),
        Bad(_ENTRY % "abs/2001.012345", finds="2001.012345"),
        Bad(_ENTRY % "abs/0309136", finds="0309136"),
        Bad(
            "- [A Small Study of Gardens](https://arxiv.org/abs/1001.01234). arXiv preprint arXiv:1001.01234.\n",
            finds="1001.01234",
        ),
        Bad(
            "- A Small Study of Gardens. arXiv:2001.012345. [[code](https://github.com/doe/gardens)]\n",
            finds="2001.012345",
        ),
        Bad(_CITATION % "eprint={2001.1234},\n  archivePrefix={arXiv}", finds="2001.1234"),
        Bad(_CITATION % "journal={arXiv preprint arXiv:2001.1234}", finds="2001.1234"),
        Bad(_CITATION % "url={https://arxiv.org/abs/2019.01234}", finds="2019.01234"),
        Good(_ENTRY % "pdf/2001.01234v2.pdf"),
        Good(_ENTRY % "abs/math.GT/0309136"),
        Good("- [A Small Study of Gardens](https://doi.org/10.1145/3600006.3613165), arXiv 2020.1231\n"),
        Good(_CITATION % "eprint={10.2307/0309136},\n  eprinttype={jstor}"),
        Good(_CITATION % "eprint={sj4f4},\n  eprinttype={EarthArXiv}"),
        Good("Write `- [Title](https://arxiv.org/abs/xxxx.xxxxx)`, as in [Title](https://arxiv.org/abs/XXXX.XXXXX).\n"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        entry, today = context.document.entry_of_link.get(link.span), context.today
        if entry is None and (is_placeholder(link.url) or is_contributor_template(context.document, link.span)):
            return
        identifier = link.identifier
        possible = identifier is not None and (
            identifier.scheme != "arxiv" or not arxiv_problem(identifier.value, today)
        )
        place = None if possible else arxiv_id_text(link.url)
        if place and link.kind == "bare":  # a parenthesis after it belongs to the text around the URL
            place = place[0], place[0] + len(link.url[slice(*place)].partition(")")[0])
        named = link.url[slice(*place)] if place else ""
        if place:
            yield from self._check(link.place(*place), named, entry, today)
        shown = _BADGE.search(link.url) if link.is_image else _WRITTEN.search(link.text)
        if shown and shown["id"] != named and not _DATE.match(shown["id"]):
            at = link.text_span.text.find(shown["id"])
            inner = link.text_span.sub(at, at + len(shown["id"])) if at >= 0 else link.text_span
            span = link.place(*shown.span("id")) if link.is_image else inner
            yield from self._check(span, shown["id"], entry, today)

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        entry = context.document.entry_of_citation.get(citation.span)
        for field in citation.sound_fields:
            for span, text in _cited(citation, field):
                yield from self._check(span, text, entry, context.today)

    def visit_block(self, block: Block, context: Context) -> Iterator[Finding]:
        if not block.inlines or not _HINT.search(block.span.text):
            return
        if is_contributor_template(context.document, block.span):
            return
        for line in literal_lines(block):  # the text of links is not among it
            for found in _WRITTEN.finditer(line.text):
                # A link of the line that has the same id is reported instead.
                in_link = any(found["id"] in link.url for link in line.links.values())
                if not in_link and not _DATE.match(found["id"]):
                    yield from self._check(line.span(*found.span("id")), found["id"], None, context.today)

    def _check(self, span: Span, text: str, entry: Entry | None, today: date) -> Iterator[Finding]:
        problem = arxiv_problem(text, today)
        if problem is None or _TEMPLATE.search(text):
            return
        near = _nearest(text, entry) if entry else None
        padded = _PADDED.fullmatch(text)
        shorter = f"{padded['month']}.{padded['number']}" if padded else ""
        help_text = None
        if near:
            help_text = f"the entry also says {near}"
        elif shorter and arxiv_problem(shorter, today) is None:
            help_text = f"without the zero it would be {shorter}"
        yield self.finding(span, f"{text[:40]} is not a valid arXiv id: {problem}", help=help_text)


def _cited(citation: Citation, field: Field) -> Iterator[tuple[Span, str]]:
    """Yield what a field of a citation offers as arXiv ids, each with its place."""
    value = field.value
    texts: list[str] = []
    if place := arxiv_id_text(value) if field.name in ("url", "doi", "eprint", "howpublished") else None:
        texts = [value[slice(*place)]]
    elif field.name == "doi" and (lead := _DOI_LEAD.match(value)):
        texts = [value[lead.end() :].strip()]
    elif field.name == "eprint" and _may_be_arxiv(citation, value):
        texts = [value.partition("[")[0].strip()]
    elif field.name in _TEXT_FIELDS:
        texts = [found["id"] for found in _WRITTEN.finditer(value)]
    for text in texts:
        at = field.raw.find(text)
        yield (field.value_span.sub(at, at + len(text)) if at >= 0 else field.value_span), text


def _may_be_arxiv(citation: Citation, value: str) -> bool:
    """Say whether an eprint is one of arXiv: by its prefix, or by its look where it has none."""
    prefix = citation.get("archiveprefix", "eprinttype")
    if prefix is not None and prefix.value:
        return _OF_ARXIV.match(prefix.value) is not None and "://" not in value
    return _EPRINT.match(value) is not None


def _nearest(text: str, entry: Entry) -> str | None:
    """Return the arXiv id that the entry gives elsewhere and that differs from a text by a slip or two."""
    for identifier in entry.identifiers:
        if identifier.scheme == "arxiv" and len(text) < 20 and distance(text, identifier.value) <= 2:
            return str(identifier)
    return None
