"""The rule arxiv-year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litlint.identifiers.identifier import Identifier, value_range
from litlint.identifiers.implied_venue import month_of, year_of
from litlint.metadata.venues import is_preprint_server
from litlint.model.citation import Citation
from litlint.model.document import Document, Entry
from litlint.model.finding import Finding, Related, Severity
from litlint.rule import Bad, Context, Good, Rule
from litlint.style.contributor_template import real_citations

_CITATION = """\
```bibtex
@misc{doe2020small,
  title={A Small Study of Gardens},
  author={Jane Doe},
  year={%s},
  eprint={2005.01234},
  archivePrefix={arXiv}
}
```
"""
_LATE = 6
# What is often brought to arXiv years after it came out.
_LONG_BEFORE = frozenset({"book", "mastersthesis", "phdthesis", "thesis"})
_FOUR = re.compile(r"\d{4}", re.A)


@dataclass(frozen=True)
class ArxivYear(Rule):
    """An entry or a citation gives a year before the paper came to arXiv.

    An arXiv id begins with the year and month in which it was given out. A paper may come out in a later year, or get a new
    version, so a later year is right; an earlier one means that the year is wrong, or the id. A paper of a conference may
    come to arXiv half a year after it.

    Compare both with the paper's page at arXiv.
    """

    examples = (
        Bad(_CITATION % "2019", finds="2019"),
        Bad("- [A Small Study of Gardens](https://arxiv.org/abs/2005.01234), arXiv 2019\n", finds="2019"),
        Good(_CITATION % "2022"),
        Good((_CITATION % "2003").replace("@misc", "@phdthesis")),
        Good("- [A Small Study of Gardens](https://arxiv.org/abs/2001.00234), arXiv 2019\n"),
        Good("- [A Small Study of Gardens](https://arxiv.org/abs/2005.01234), GARDEN 2019\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for entry in document.entries:
            yield from self._check_entry(entry)
        for citation in real_citations(document):
            yield from self._check_citation(citation)

    def _check_entry(self, entry: Entry) -> Iterator[Finding]:
        published = entry.venue is not None and not is_preprint_server(entry.venue.value)
        for identifier, link in entry.works:
            if entry.year is None or not _is_before(entry.year.value, identifier, published):
                continue
            place = value_range(link.url)
            yield self.finding(
                entry.year.span,
                _message("entry", entry.year.value, identifier),
                related=[Related(link.place(*place) if place else link.url_span, "the id")],
            )
            return

    def _check_citation(self, citation: Citation) -> Iterator[Finding]:
        field = citation.year
        year = _FOUR.match(field.value) if field else None
        if field is None or year is None:
            return
        venue = citation.get("journal", "journaltitle", "booktitle", "publisher")
        published = venue is not None and not is_preprint_server(venue.value)
        if citation.kind in _LONG_BEFORE:
            return
        for identifier, named in citation.identifiers():
            if _is_before(int(year[0]), identifier, published):
                at = named.raw.find(identifier.value)
                span = named.value_span.sub(at, at + len(identifier.value)) if at >= 0 else named.value_span
                message = _message("citation", int(year[0]), identifier)
                # A journal's volume, pages or DOI prove the year: the paper came to arXiv after print.
                printed = published and citation.get("volume", "pages", "doi") is not None
                severity = Severity.NOTE if printed else None
                yield self.finding(field.value_span, message, related=[Related(span, "the id")], severity=severity)
                return


def _is_before(year: int, identifier: Identifier, published: bool) -> bool:
    """Say whether a year lies before an arXiv id's.

    An id of January may be of a preprint sent in the last days of December; a paper of a conference may come to arXiv up to
    half a year after it.
    """
    given, month = year_of(identifier), month_of(identifier)
    if identifier.scheme != "arxiv" or given is None or month is None or year < 1000:
        return False
    return year < given - (month <= (_LATE if published else 1))


def _message(what: str, year: int, identifier: Identifier) -> str:
    return f"the {what} says {year}, but {identifier} was first submitted in {year_of(identifier)}"
