"""The rule arxiv-url-form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from litlint import regex as re
from litlint.identifiers.identifier import identify, value_range
from litlint.metadata.labels import role_of
from litlint.rule import Bad, Context, Edit, Field, Finding, Fix, Good, Link, Rule, Severity, Span, cited

_ENTRY = "- [A Small Study of Gardens](%s)\n"
_CITATION = cited("url={%s}")
# The parts of an arXiv address that have a usual form: scheme, host and view.
_URL = re.compile(
    r"\s*(?P<scheme>https?)://(?P<www>www\.)?(?P<host>[\w.-]+)/+(?P<view>[\w-]+)/+(?P<rest>[^?#]+)", re.I | re.A
)
_VIEWS = frozenset({"abs", "html", "pdf"})
_READERS = frozenset({"alphaxiv.org", "ar5iv.labs.arxiv.org", "ar5iv.org", "arxiv-vanity.com"})


@dataclass(frozen=True)
class ArxivUrlForm(Rule):
    """A link to arXiv is not in its canonical form: `www.`, a mirror, `/abs/` with `.pdf` after the id, http in a citation.

    Links of one form can be compared and counted, and a mirror may close: mirrors of arXiv have gone before.

    Write `https://arxiv.org/abs/…` or `https://arxiv.org/pdf/…`. By default both are fine, with `.pdf` after a PDF's id or
    without; the option `form` asks for one of them, and then for no ending.
    """

    severity = Severity.NOTE
    habit = "a link to arXiv is not in its canonical form"
    examples = (
        Bad(
            _ENTRY % "https://www.arxiv.org/pdf/2001.01234.pdf",
            finds="www.",
            fixed=_ENTRY % "https://arxiv.org/pdf/2001.01234",
        ),
        Bad(
            _ENTRY % "https://arxiv.org/abs/2001.01234.pdf",
            finds=".pdf",
            fixed=_ENTRY % "https://arxiv.org/abs/2001.01234",
        ),
        Bad(
            "- A Small Study of Gardens [[paper](https://www.alphaxiv.org/abs/2001.01234)]\n",
            finds="www.alphaxiv.org",
            fixed="- A Small Study of Gardens [[paper](https://arxiv.org/abs/2001.01234)]\n",
        ),
        Bad(
            _ENTRY % "https://arxiv.org/pdf/2001.01234.pdf",
            finds="pdf",
            fixed=_ENTRY % "https://arxiv.org/abs/2001.01234",
            options={"form": "abs"},
        ),
        Bad(
            _CITATION % "http://arxiv.org/abs/2001.01234",
            finds="http",
            fixed=_CITATION % "https://arxiv.org/abs/2001.01234",
        ),
        Good(_ENTRY % "https://arxiv.org/pdf/2001.01234.pdf"),
        Good(_ENTRY % "https://arxiv.org/html/2001.01234v1#S2"),
        Good("- A Small Study of Gardens [[alphaXiv](https://www.alphaxiv.org/abs/2001.01234)]\n"),
    )

    form: Literal["any", "abs", "pdf"] = "any"

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        if not link.is_image:
            yield from self._check(link.url, link)

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name == "url" and field.raw == field.value:
            yield from self._check(field.value, field.value_span)

    def _check(self, url: str, where: Link | Span) -> Iterator[Finding]:
        identifier = identify(url)
        parts, place = _URL.match(url), value_range(url)
        if identifier is None or identifier.scheme != "arxiv" or parts is None or place is None:
            return
        view = parts["view"].lower()
        reader = parts["host"].lower() in _READERS
        if view not in _VIEWS or not (reader or parts["host"].lower().endswith(("arxiv.org", "xxx.lanl.gov"))):
            return
        if reader and not (isinstance(where, Link) and role_of(where.label) == "paper"):
            return
        wanted = view if self.form == "any" or view == "html" else self.form
        fault = self._fault(parts, place[1], view, wanted, isinstance(where, Link))
        if fault is None:
            return
        start, end, message = fault
        meant = f"https://arxiv.org/{wanted}/{url[slice(*place)]}{_fragment(url)}"
        whole = where.url_span if isinstance(where, Link) else where
        span = where.place(start, end) if isinstance(where, Link) else where.sub(start, end)
        yield self.finding(span, message, fix=Fix(f"write {meant}", (Edit(whole, meant),), safe=not reader))

    def _fault(
        self, parts: re.Match[str], end: int, view: str, wanted: str, linked: bool
    ) -> tuple[int, int, str] | None:
        """Return the place in a URL that makes it a detour, and why; http in a link is what insecure-url finds."""
        ending = parts["rest"][end - parts.start("rest") :].lower()
        if parts["host"].lower() != "arxiv.org":
            return (
                parts.start("www") if parts["www"] else parts.start("host"),
                parts.end("host"),
                "this is not arXiv itself",
            )
        if parts["scheme"].lower() != "https" and not linked:
            return *parts.span("scheme"), "use https for arXiv"
        if parts["www"]:
            return *parts.span("www"), "arXiv's own links go without www."
        if view != wanted:
            return *parts.span("view"), f"this list links arXiv by /{wanted}/"
        if ending == ".pdf" and (view == "abs" or self.form == "pdf"):
            return (
                end,
                end + 4,
                "drop the ending" if view == "pdf" else "/abs/ is the page of the paper, not its PDF",
            )
        return None


def _fragment(url: str) -> str:
    _, mark, fragment = url.partition("#")
    return mark + fragment
