"""The rule bibtex-url."""

from collections.abc import Iterator
from typing import NamedTuple

from litlint import regex as re
from litlint.parse.latex import HTML_LINK
from litlint.rule import Bad, Context, Edit, Field, Finding, Fix, Good, Rule, cited
from litlint.syntax.url_syntax import explicit_fault

_CITATION = cited("%s", kind="online")
# An address in a command, which styles wrap in the same command again.
_COMMAND = re.compile(r"\s*\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}\s*+\.?\s*+\Z")
# An address written as Markdown.
_MARKDOWN = re.compile(r"\s*(?:<([^<>\s]+)>|\[[^\[\]]*\]\(([^()\s]+)\)|`([^`\s]+)`)\s*\Z")
# A tilde as LaTeX writes it; in an address it is copied letter by letter.
_TILDE = re.compile(r"\$\\sim\$|\{?\\textasciitilde(?:\{\})?\}?|\\~(?:\{\})?")
# Escaped signs, which the `url` field shows with their backslash.
_ESCAPE = re.compile(r"\{\\([_%&#])\}|\\([_%&#])")
# The sign between two parameters, as HTML writes it.
_AMPERSAND = re.compile(r"&amp;")
# A host without a scheme before it.
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?:[a-z]{2,6}|xn--[a-z0-9]+)(?::\d+)?(?=/|\Z)", re.I | re.A)
# Schemes besides the web's that identify works or files.
_OTHER_SCHEME = re.compile(r"(?:arxiv|data|doi|file|git|gs|hdl|info|ipfs|magnet|mailto|s3|sftp|ssh|svn|urn)[:@]", re.I)
# An address in another field, with or without its command.
_IN_TEXT = re.compile(
    r"\\(?:url|href)\s*\{[^{}]*\}?|(?:https?|ftps?):/{1,2}(?:(?![{}\s])[!-~])+"
    r"|(?<!\w)doi:\s*10\.\d{4,9}/(?:(?![{}\s])[!-~])+"
    r"|(?<![\w.@/])www\.[a-z0-9-]++(?:\.[a-z0-9-]++)++/(?:(?![{}\s])[!-~])+",
    re.I,
)
# A second address after a separator.
_SECOND = re.compile(r"(?<=\S)[,;|\s]\s*(?=https?://)", re.I)
# A whole web address.
_WEB = re.compile(r"(?:https?|ftps?)://[^\s/]", re.I)
# What is written until there is an address.
_PLACEHOLDER = re.compile(r"[x.…]+|<.*>|\W*(?:todo|tbd|tba|url|link|your[ _-]?url.*)\W*", re.I)


class _Fault(NamedTuple):
    """What is wrong with a URL, the URL that is meant if that is clear, and whether it certainly is.

    ``habit`` names the fault if a list may have it throughout.
    """

    message: str
    meant: str | None = None
    safe: bool = True
    habit: str | None = None


class BibtexUrl(Rule):
    r"""A `url` field has more than a URL, or a title has one.

    Styles put the field `url` into `\url{…}` themselves, unchanged: a nested `\url{}` or a `\_` becomes part of the link, which
    then does not work. A URL in a title or a venue is printed and sorted as part of it.

    Use the bare URL: `url = {https://example.org/a_b}`. In `howpublished` or `note`, `\url{…}` is right.
    """

    examples = (
        Bad(
            _CITATION % "url={\\url{https://example.org/gardens}}",
            finds="\\url{https://example.org/gardens}",
            fixed=_CITATION % "url={https://example.org/gardens}",
        ),
        Bad(
            _CITATION % "url={https://example.org/small\\_gardens}",
            finds="\\_",
            fixed=_CITATION % "url={https://example.org/small_gardens}",
        ),
        Bad(
            _CITATION % "url={https://example.org/?a=1&amp;b=\\%20c}",
            finds="&amp;",
            fixed=_CITATION % "url={https://example.org/?a=1&b=%20c}",
        ),
        Bad(
            _CITATION % "url={www.example.org/gardens}",
            finds="www.example.org/gardens",
            fixed=_CITATION % "url={https://www.example.org/gardens}",
        ),
        Bad(
            _CITATION % "url={https://https://example.org/gardens}",
            finds="https://https://",
            fixed=_CITATION % "url={https://example.org/gardens}",
        ),
        Bad(
            _CITATION % "url={htps:/example.org/gardens}",
            finds="htps:/",
            fixed=_CITATION % "url={https://example.org/gardens}",
        ),
        Bad(
            _CITATION % "url={https://example.org},\n  booktitle={GARDEN, https://example.org/garden}",
            finds="https://example.org/garden",
        ),
        Bad(
            _CITATION % "url={https://example.org},\n  series={A},\n  journal={Gardens, ftp://example.org/a}",
            finds="ftp://example.org/a",
        ),
        Bad(
            _CITATION % 'url={doi:<a href="https://doi.org/10.1000/182">10.1000/182</a>}',
            finds='doi:<a href="https://doi.org/10.1000/182">10.1000/182</a>',
            fixed=_CITATION % "url={https://doi.org/10.1000/182}",
        ),
        Bad(
            _CITATION % "url={https://example.org},\n  booktitle={GARDEN, doi:10.1000/182}",
            finds="doi:10.1000/182",
        ),
        Good(_CITATION % "howpublished={\\url{https://example.org/small_gardens}}"),
        Good(_CITATION % "url={https://example.org/~doe/a%20b?c=d&e=f#g}"),
        Good(_CITATION % "url={https://example.org},\n  note={See \\url{https://example.org/more}}"),
    )

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name == "url" and field.delimiter and field.raw.strip():
            yield from self._check_url(field)
        elif field.name in ("title", "booktitle", "journal", "journaltitle", "author") and field.delimiter:
            for url in _IN_TEXT.finditer(field.raw) if "/" in field.raw or "\\" in field.raw else ():
                yield self.finding(
                    field.value_span.sub(*url.span()),
                    f"the {field.name} field contains a URL",
                    help="move it to the url field",
                    habit=f"the {field.name} field contains a URL",
                )

    def _check_url(self, field: Field) -> Iterator[Finding]:
        fault = _wrapped(field.raw)
        if fault:
            yield self._whole(field, fault)
            return
        signs = [(found, found[1] or found[2]) for found in _ESCAPE.finditer(field.raw)]
        signs += [(found, "~") for found in _TILDE.finditer(field.raw)]
        signs += [(found, "&") for found in _AMPERSAND.finditer(field.raw)]
        signs.sort(key=lambda sign: sign[0].start())
        if signs:
            edits = tuple(Edit(field.value_span.sub(*found.span()), meant) for found, meant in signs)
            what = "HTML" if signs[0][0][0].startswith("&") else "LaTeX"
            yield self.finding(
                edits[0].span,
                f"{what} in a url field becomes part of the link: {signs[0][0][0]}",
                fix=Fix(f"use {' and '.join(dict.fromkeys(edit.text for edit in edits))}", edits),
            )
        yield from self._check_form(field)

    def _check_form(self, field: Field) -> Iterator[Finding]:
        url = field.raw.strip()
        if _OTHER_SCHEME.match(url) or url.startswith("{") or _PLACEHOLDER.fullmatch(url):
            return
        start = len(field.raw) - len(field.raw.lstrip())
        place = field.value_span.sub(start, start + len(url))
        fault = explicit_fault(url)
        second = _SECOND.search(url)
        if second:
            yield self.finding(place.sub(*second.span()), "two URLs in one field", help="keep one of them")
        elif _HOST.match(url):
            yield self._whole(field, _Fault("the URL has no scheme", f"https://{url}", safe=False))
        elif fault:
            fix = Fix(f"use {fault.repaired}", (Edit(place, fault.repaired),)) if fault.repaired else None
            yield self.finding(place.sub(fault.start, fault.end), fault.message, fix=fix)
        elif not _WEB.match(url):
            yield self._whole(field, _Fault(f"“{url[:40]}” is not a URL"))

    def _whole(self, field: Field, fault: _Fault) -> Finding:
        fix = None
        if fault.meant:
            fix = Fix(f"use {fault.meant}", (Edit(field.value_span, fault.meant),), fault.safe)
        return self.finding(field.value_span, fault.message, fix=fix, habit=fault.habit)


def _wrapped(raw: str) -> _Fault | None:
    """Return what is wrong with a URL that is in a command or in Markdown."""
    if command := _COMMAND.match(raw):
        return _Fault(
            "styles add \\url{} to the url field themselves; a nested one breaks the link", command[1].strip()
        )
    if markdown := _MARKDOWN.match(raw):
        return _Fault("the url field takes a URL, not Markdown", next(url for url in markdown.groups() if url))
    if html := HTML_LINK.fullmatch(raw):
        # A website may show the field as it is, so what a reader sees could change.
        return _Fault("the url field takes a URL, not HTML", html["url"], safe=False, habit="a url field holds HTML")
    if re.match(r"\s*\\(?:href|url)\b", raw):
        return _Fault("the url field takes a URL, not LaTeX")
    return None
