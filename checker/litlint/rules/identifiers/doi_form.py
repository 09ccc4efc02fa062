"""The rule doi-form."""

from collections.abc import Iterator
from urllib.parse import unquote

from litlint import regex as re
from litlint.identifiers.identifier import doi_problem
from litlint.rule import Bad, Context, Edit, Field, Finding, Fix, Good, Link, Rule, Severity, Span, cited

_CITATION = cited("%s")
# The resolver's former addresses, which still redirect.
_OLD = re.compile(r"\s*(?P<old>http://(?:www\.|dx\.)?doi\.org|https://(?:www\.|dx\.)doi\.org)/+10\.", re.I)
# What is written before a DOI in a field that takes the bare DOI.
_LEAD = re.compile(r"\s*(?P<lead>(?:https?:/{1,2})?(?:www\.|dx\.)?doi\.org/+|(?:urn:)?doi:\s{0,3})(?=10\.)", re.I)


class DoiForm(Rule):
    r"""A DOI is linked by its old address, or the field `doi` holds a URL.

    `https://doi.org/` is the address that the DOI Handbook asks for; `dx.doi.org` and http still work for old links. Styles put
    the address before the field `doi` themselves, so that it comes twice; arXiv's own export does so too.

    Write `https://doi.org/10.…` in links, and the bare DOI in the field.
    """

    severity = Severity.NOTE
    habit = "a DOI is not written as https://doi.org/…"
    examples = (
        Bad(
            "- [A Small Study of Gardens](http://dx.doi.org/10.1000/182)\n",
            finds="http://dx.doi.org",
            fixed="- [A Small Study of Gardens](https://doi.org/10.1000/182)\n",
        ),
        Bad(
            _CITATION % "doi={https://doi.org/10.1000/182}",
            finds="https://doi.org/",
            fixed=_CITATION % "doi={10.1000/182}",
        ),
        Bad(
            _CITATION % "doi={10.1007/978-3\\_12}",
            finds="10.1007/978-3\\_12",
            fixed=_CITATION % "doi={10.1007/978-3_12}",
        ),
        Good("- [A Small Study of Gardens](https://doi.org/10.1000/182)\n"),
        Good(_CITATION % "doi={10.1000/182},\n  url={https://doi.org/10.1000/182}"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        old = _OLD.match(link.url) if "doi.org/" in link.url.lower() else None
        if old and old["old"].lower() != "http://doi.org":
            place = link.place(*old.span("old"))
            yield self._old_address(place, can_fix=place != link.url_span)

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name == "doi" and field.delimiter and not doi_problem(field.value):
            yield from self._check_doi(field)
        elif field.name == "url" and (old := _OLD.match(field.raw)):
            yield self._old_address(field.value_span.sub(*old.span("old")), can_fix=True)

    def _old_address(self, place: Span, can_fix: bool) -> Finding:
        fix = Fix("write https://doi.org", (Edit(place, "https://doi.org"),)) if can_fix else None
        return self.finding(place, "this is the old address of DOIs", fix=fix)

    def _check_doi(self, field: Field) -> Iterator[Finding]:
        lead = _LEAD.match(field.value)
        bare = unquote(field.value[lead.end() :]) if lead else field.value
        if bare == field.raw.strip():
            return
        fix = Fix(f"write {bare}", (Edit(field.value_span, bare),))
        at = field.raw.find(lead["lead"]) if lead else -1
        if lead and at >= 0:
            span = field.value_span.sub(at, at + len(lead["lead"]))
            yield self.finding(span, "the field doi takes the DOI without an address before it", fix=fix)
        elif "\\" in field.raw:
            yield self.finding(
                field.value_span, "the field doi takes no LaTeX: the backslash is printed and linked", fix=fix
            )
