"""The rule venue-shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from litlint.metadata.venues import is_conference, is_preprint_server, is_venue_name, meet_together, venues_in
from litlint.model.document import Document, Entry
from litlint.model.finding import Edit, Finding, Fix
from litlint.model.list_style import nearly_all
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import text_places

_FIVE = "".join(
    f"- **A Study of {name} (ICML 2020)**\n  - [[Paper]](https://arxiv.org/abs/2001.0{number})\n"
    for number, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1001)
)
_ENTRY = "- **A Study of Gardens ({})**\n  - [[Paper]](https://arxiv.org/abs/2001.00009)\n"
_BRACKET = re.compile(r"[(（](?P<inner>[^()（）\n]{3,80}?[\s'’,]\s?(?:(?:19|20)\d\d|\d\d))[)）]")
_GLUED = re.compile(r"(?<![\w-])(?P<glue>In)(?P<venue>[A-Z][A-Za-z]*[A-Z])(?=[\s'’,]{1,2}(?:(?:19|20)\d\d|\d\d)\b)")
_ARXIV_RUN = re.compile(
    r"\barXiv:\s?\d{4}\.\d{4,5}(?:v\d+)?\s*(?P<and>and\s+|&\s*)?(?=(?P<venue>[A-Z][A-Za-z]*[A-Z])\b)"
)
_YEAR_BEHIND = re.compile(r"[\s'’,]*(?:(?:19|20)\d\d|\d\d)\b")
_LEAST_CAPITALS = 4


@dataclass(frozen=True)
class VenueShape(Rule):
    """A venue is not written as one: two venues run together, `In` glued to a name, a comma before the name in brackets.

    Programs that read the list take all of it for the venue's name, and readers cannot tell which of two venues is meant.

    Write the name of one venue and its year, as the other entries do; keep two venues apart by a sign.
    """

    examples = (
        Bad(_FIVE + _ENTRY.format("InESANN 2007"), finds="InESANN", fixed=_FIVE + _ENTRY.format("ESANN 2007")),
        Bad(_FIVE + _ENTRY.format("Entropy NIPS 2018"), finds="Entropy NIPS 2018"),
        Bad(_FIVE + _ENTRY.format("Gardening with Machines, NIPS 2018"), finds=","),
        Bad(
            "- [A Study of Gardens](https://arxiv.org/abs/2001.00009) arXiv:2001.00009 and ICML 2020.\n",
            finds="arXiv:2001.00009 and ICML",
        ),
        Good(_FIVE + _ENTRY.format("ECML PKDD 2020") + _ENTRY.format("ICML Workshop on Gardens 2020")),
        Good(_FIVE + _ENTRY.format("arXiv 2019, ICML 2020") + _ENTRY.format("ICLR/ICML 2020")),
        Good(_ENTRY.format("Gardening with Machines, NIPS 2018")),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for finding in self._findings(document):
            if not is_contributor_template(document, finding.span):
                yield finding

    def _findings(self, document: Document) -> Iterator[Finding]:
        brackets = [place for entry in document.entries for place in _brackets(entry)]
        plain = sum("," not in place.text for place in brackets)
        no_commas = nearly_all(plain, len(brackets))
        for place in brackets:
            yield from self._check_bracket(place, no_commas, plain, len(brackets))
        if _GLUED.search(document.source.text) or _ARXIV_RUN.search(document.source.text):
            for entry in document.entries:
                for place in text_places(entry):
                    yield from self._check_text(place)

    def _check_bracket(self, place: Span, no_commas: bool, plain: int, total: int) -> Iterator[Finding]:
        names = venues_in(place.text)
        for (start, end), (other, other_end) in pairwise(names):
            one, two = place.text[start:end], place.text[other:other_end]
            if (
                place.text[end:other].strip()
                or meet_together(one, two)
                or is_preprint_server(one)
                or is_preprint_server(two)
            ):
                continue
            yield self.finding(
                place,
                f"two venues run together: {one} and {two}",
                help="write the one where the work appeared, or a sign between the two",
            )
        comma = place.text.find(",")
        if no_commas and comma >= 0 and len(names) == 1 and names[0][0] > comma:
            yield self.finding(
                place.sub(comma, comma + 1),
                f"a comma stands before the venue; {plain} of {total} entries have none in the brackets",
                help="write the venue as the other entries do",
            )

    def _check_text(self, place: Span) -> Iterator[Finding]:
        for found in _GLUED.finditer(place.text):
            if is_venue_name(found["venue"]) or sum(map(str.isupper, found["venue"])) > _LEAST_CAPITALS:
                glue = place.sub(*found.span("glue"))
                yield self.finding(
                    place.sub(found.start(), found.end("venue")),
                    f"`In` is glued to the venue {found['venue']}",
                    help="leave it out",
                    fix=Fix("remove In", (Edit(glue, ""),), safe=is_venue_name(found["venue"])),
                )
        for found in _ARXIV_RUN.finditer(place.text):
            if is_conference(found["venue"]) and _YEAR_BEHIND.match(place.text, found.end("venue")):
                yield self.finding(
                    place.sub(found.start(), found.end("venue")),
                    f"the arXiv id and the venue {found['venue']} run together",
                    help="write the venue alone; the link has the id",
                )


def _brackets(entry: Entry) -> Iterator[Span]:
    """Yield the brackets behind a title that hold a venue and its year, without the brackets."""
    for place in text_places(entry):
        if place.start >= entry.title.span.end:
            for found in _BRACKET.finditer(place.text):
                yield place.sub(*found.span("inner"))
