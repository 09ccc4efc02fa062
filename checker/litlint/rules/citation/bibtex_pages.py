"""The rule bibtex-pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litlint.model.citation import Citation, Field
from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.rule import Bad, Context, Good, Rule

_CITATION = """\
```bibtex
@inproceedings{doe2020small,
  title={A Small Study of Gardens},
  author={Jane Doe},
  booktitle={Gardens of the North},
  year={2020},
  pages={%s}
}
```
"""
_RANGE = re.compile(
    r"(?<![\w.:/–—-])([A-Za-z]{0,3})(\d{1,9})(\s*[-–—−]+\s*)([A-Za-z]{0,3})(\d{1,9})(?![\w.:/–—-])", re.A
)
_LEAD = re.compile(r"\s*(?:pp?\.|pages?\b)\s*", re.I)
_NOTHING = re.compile(r"[-–—−?\s]+|n/?a|none|null|nan", re.I)


@dataclass(frozen=True)
class BibtexPages(Rule):
    """The pages of a citation run backwards, say `pp.` themselves, or have another dash than BibTeX's.

    Styles print the word before the pages, and a double dash as the dash of a range. A single dash is mostly set right by
    the style, so that is a note; a range that ends before it begins is a slip of the pen.

    Write `pages = {521--538}`. `litlint check --fix` sets the dashes.
    """

    habit = "a page range is not written with two hyphens"
    examples = (
        Bad(_CITATION % "521-538", finds="521-538", fixed=_CITATION % "521--538"),
        Bad(_CITATION % "521 – 538", finds="521 – 538", fixed=_CITATION % "521--538"),
        Bad(_CITATION % "538--521", finds="538--521"),
        Bad(_CITATION % "pp. 521--538", finds="pp. ", fixed=_CITATION % "521--538"),
        Good(_CITATION % "521--538, 12--19"),
        Good(_CITATION % "521--38"),
        Good(_CITATION % "I-511--I-518"),
        Good(_CITATION % "12:1--12:20"),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        for field in citation.sound_fields:
            if field.name == "pages" and field.delimiter:
                yield from self._check_pages(field)

    def _check_pages(self, field: Field) -> Iterator[Finding]:
        span = field.value_span
        if field.raw.strip() and _NOTHING.fullmatch(field.raw):
            yield self.finding(span, f"“{field.raw}” are no pages", help="leave the field out")
            return
        if lead := _LEAD.match(field.raw):
            place = span.sub(*lead.span())
            fix = Fix("leave the word out", (Edit(place, ""),))
            yield self.finding(place, "styles print this word themselves, so it comes twice", fix=fix)
        for pages in _RANGE.finditer(field.raw):
            before, first, dash, after, last = pages.groups()
            place = span.sub(*pages.span())
            if before == after and len(last) >= len(first) and int(last) < int(first):
                yield self.finding(place, f"the range runs backwards, from {first} to {last}")
            elif dash != "--" and (before == after or not after):
                wrong = "a single dash" if dash.strip() == "-" else "this dash"
                fix = Fix("write --", (Edit(span.sub(*pages.span(3)), "--"),))
                message = f"BibTeX writes a range with two dashes, not with {wrong}"
                yield self.finding(place, message, fix=fix, severity=Severity.NOTE)
