"""The rule doi-shape."""

from collections.abc import Iterator

from litlint import regex as re
from litlint.identifiers.identifier import doi_problem
from litlint.rule import Bad, Context, Field, Finding, Good, Link, Rule, Severity, cited
from litlint.style.contributor_template import is_contributor_template

_CITATION = cited("doi={%s}")
# The resolver's address before a DOI.
_RESOLVER = re.compile(r"\s*https?:/{1,3}(?:www\.|dx\.)?doi\.org/+(?P<doi>[^?#\s]+)", re.I)
# A DOI of a template that was not filled in.
_TEMPLATE = re.compile(r"x{2}|n{4}|\.{3}|…|[<>{}]{1}|\A\W*(?:doi|n/?a|none|null|tbd|todo)?\W*\Z", re.I)


class DoiShape(Rule):
    """A DOI is malformed and cannot resolve.

    A DOI is `10.`, a number of four to nine digits, a slash, and what the publisher puts after it (DOI Handbook, section
    2). A lost digit, a blank or a full stop at the end make it another name, which is not registered.

    Copy the DOI from the publisher's page.
    """

    severity = Severity.ERROR
    examples = (
        Bad(_CITATION % "10.114/3600006.3613165", finds="10.114/3600006.3613165"),
        Bad(_CITATION % "2001.01234", finds="2001.01234"),
        Bad("- [A Small Study of Gardens](https://doi.org/10.1145-3600006.3613165)\n", finds="10.1145-3600006.3613165"),
        Good(_CITATION % "10.1016/S0140-6736(97)11096-0"),
        Good(_CITATION % "https://doi.org/10.48550/arXiv.2001.01234"),
        Good("- [A Small Study of Gardens](https://doi.org/10.1145/3600006.3613165#sec2)\n"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        found = _RESOLVER.match(link.url) if "doi.org/" in link.url else None
        if not found or _TEMPLATE.search(found["doi"]) or is_contributor_template(context.document, link.span):
            return
        if problem := doi_problem(found["doi"]):
            yield self.finding(link.place(*found.span("doi")), f"not a valid DOI: {problem}")

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name != "doi" or not field.delimiter or _TEMPLATE.search(field.value):
            return
        if problem := doi_problem(field.value):
            yield self.finding(field.value_span, f"not a valid DOI: {problem}")
