"""The rule venue-shape."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from litlint import regex as re
from litlint.identifiers.arxiv import NEW_ID
from litlint.metadata.dates import years_in
from litlint.metadata.spelling import distance
from litlint.metadata.venues import (
    is_conference,
    is_preprint_server,
    is_venue_name,
    meet_together,
    read_venue,
    venues_in,
)
from litlint.model.list_style import nearly_all
from litlint.rule import Bad, Context, Document, Edit, Entry, Finding, Fix, Good, Rule, Span
from litlint.style.contributor_template import is_contributor_template
from litlint.style.measure import text_places
from litlint.style.stated_year import NamedYear, named_years, stretch_around

_FIVE = "".join(
    f"- **A Study of {name} (ICML 2020)**\n  - [[Paper]](https://arxiv.org/abs/2001.0{number})\n"
    for number, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1001)
)
_ENTRY = "- **A Study of Gardens ({})**\n  - [[Paper]](https://arxiv.org/abs/2001.00009)\n"
# A venue and its year in parentheses, at most 80 characters.
_BRACKET = re.compile(r"[(（](?P<inner>[^()（）\n]{3,80}?[\s'’,]\s?(?:(?:19|20)\d\d|\d\d))[)）]")
# `In` and an acronym without the blank between them, before a year.
_GLUED = re.compile(r"(?<![\w-])(?P<glue>In)(?P<venue>[A-Z][A-Za-z]*[A-Z])(?=[\s'’,]{1,2}(?:(?:19|20)\d\d|\d\d)\b)")
# An arXiv id that runs into a venue without a separator.
_ARXIV_RUN = re.compile(rf"\barXiv:\s?{NEW_ID}\s*(?P<and>and\s+|&\s*)?(?=(?P<venue>[A-Z][A-Za-z]*[A-Z])\b)")
# A year right after a venue.
_YEAR_AFTER = re.compile(r"[\s'’,]*(?:(?:19|20)\d\d|\d\d)\b")
# Capitals from which a word that is no known venue is still surely an acronym, as in `InCVPRW`.
_LEAST_CAPITALS = 4


# A venue counts as known to the list when so many entries name it, and as a slip when hardly any do.
_FREQUENT, _MOST_SLIPS = 5, 2
# A word as long as the names of venues are, and the marks that may be around one that fills a cell.
_LONE_WORD = re.compile(r"(?<![\w'’@/.-])(?P<word>[^\W\d_]{4,12})(?![\w'’@/-])")
_MARKS = ' \t*_`,.:()[]|"“”'
# Letters from which on one wrong letter is a slip: of shorter acronyms, each letter makes another one (ICCV, ECCV, ICCP).
_LONG_ACRONYM = 6
# Entries that write a venue with its year in one way, before another way counts as an exception: but for one in fifty.
_LEAST, _ONE_IN = 20, 50
# `arXiv preprint arXiv:2401.02826`: what may be between a preprint server and the id that follows it.
_ID_FOLLOWS = re.compile(r"[^\[\]()\n|\d]{0,30}" + NEW_ID)
_NEAR = 12  # characters after a venue in which a date would be
_FULL_YEAR = re.compile(r"(?:19|20)\d\d|\d\d", re.A)


class VenueShape(Rule):
    """A venue is misspelt, or not written as the others: two venues run together, `In` before a name, no year.

    Programs that read the list take all of it for the venue's name, and readers who search for `NeurIPS` do not find
    `NeruIPS`.

    Write the name of one venue and its year, as the other entries do.
    """

    examples = (
        Bad(_FIVE + _ENTRY.format("InESANN 2007"), finds="InESANN", fixed=_FIVE + _ENTRY.format("ESANN 2007")),
        Bad(_FIVE + _ENTRY.format("Entropy NIPS 2018"), finds="Entropy NIPS 2018"),
        Bad(_FIVE + _ENTRY.format("Gardening with Machines, NIPS 2018"), finds=","),
        Bad(
            "- [A Study of Gardens](https://arxiv.org/abs/2001.00009) arXiv:2001.00009 and ICML 2020.\n",
            finds="arXiv:2001.00009 and ICML",
        ),
        Bad(_FIVE + _ENTRY.format("IMCL 2020"), finds="IMCL"),
        Bad(_FIVE.replace("ICML", "NeurIPS") + _ENTRY.format("NeurIPSS 2020"), finds="NeurIPSS"),
        Bad(_FIVE.replace("ICML", "arXiv") + _ENTRY.format("arXivm 2020"), finds="arXivm"),
        Bad(_FIVE.replace("ICML", "ICCV") + _ENTRY.format("ICCv 2020"), finds="ICCv"),
        Bad(
            "".join(
                f"0{number} | **ICML** | A Study of {name} | [Paper](https://arxiv.org/abs/2001.0100{number})\n"
                for number, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks"), 1)
            ).replace("01", "No | Venue | Title | Links\n--|--|--|--\n01", 1)
            + "06 | **IMCL** | A Study of Foxes | [Paper](https://arxiv.org/abs/2001.01006)\n",
            finds="IMCL",
        ),
        Bad(_FIVE.replace(" 2020", "(2020)").replace("ICML", "arXiv") + _ENTRY.format("aXriv(2020)"), finds="aXriv"),
        Good(_FIVE + _ENTRY.format("ACML 2020") + _ENTRY.format("ICMR 2020") + _ENTRY.format("ICMLW 2020")),
        Good(_FIVE + _ENTRY.format("ECML PKDD 2020") + _ENTRY.format("ICML Workshop on Gardens 2020")),
        Good(_FIVE + _ENTRY.format("arXiv 2019, ICML 2020") + _ENTRY.format("ICLR/ICML 2020")),
        Good(_ENTRY.format("Gardening with Machines, NIPS 2018")),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for finding in self._findings(document):
            if not is_contributor_template(document, finding.span):
                yield finding

    def _findings(self, document: Document) -> Iterator[Finding]:
        yield from self._check_spelling(document)
        yield from self._check_years(document)
        brackets = [place for entry in document.entries for place in _brackets(entry)]
        plain = sum("," not in place.text for place in brackets)
        no_commas = nearly_all(plain, len(brackets))
        for place in brackets:
            yield from self._check_bracket(place, no_commas, plain, len(brackets))
        if _GLUED.search(document.source.text) or _ARXIV_RUN.search(document.source.text):
            for entry in document.entries:
                for place in text_places(entry):
                    yield from self._check_text(place)

    def _check_spelling(self, document: Document) -> Iterator[Finding]:
        named = [
            one.name for entry in document.entries for one in named_years(entry) if _FULL_YEAR.fullmatch(one.year.text)
        ]
        after = {place.start for place in named}
        named += [entry.venue.span for entry in document.entries if entry.venue and entry.venue.span.start not in after]
        counts = Counter(place.text for place in named)
        frequent = [name for name, count in counts.items() if count >= _FREQUENT and is_venue_name(name)]
        if frequent:
            named += [word for entry in document.entries if entry.venue is None for word in _lone_words(entry)]
        counts = Counter(place.text for place in dict.fromkeys(named))
        for place in dict.fromkeys(named):
            meant = _meant(place.text, counts, frequent)
            if meant is not None:
                message = f"`{place.text}` looks like a misspelling of `{meant}`, which {counts[meant]} entries name"
                fix = Fix(f"write {meant}", (Edit(place, meant),), safe=False)
                yield self.finding(place, message, help=f"write `{meant}`", fix=fix)

    def _check_years(self, document: Document) -> Iterator[Finding]:
        """Find a venue without its year, or glued to it, where all others have the year, or a space before it."""
        venues = [entry for entry in document.entries if entry.venue and is_venue_name(entry.venue.span.text)]
        dated = sum(entry.year is not None for entry in venues)
        if dated >= _LEAST and len(venues) - dated <= max(1, len(venues) // _ONE_IN):
            for entry in venues:
                if entry.venue and _lacks_year(entry, entry.venue.span):
                    message = f"no year after the venue; {dated} of {len(venues)} entries have one"
                    yield self.finding(entry.venue.span, message, help="write the year, as the other entries do")
        named = [one for entry in document.entries for one in named_years(entry) if _is_dated_venue(one)]
        spaced = sum(bool(one.joint) for one in named)
        if spaced >= _LEAST and len(named) - spaced <= max(1, len(named) // _ONE_IN):
            for one in named:
                if not one.joint:
                    place = one.name.source.span(one.name.start, one.year.end)
                    message = f"venue and year run together; {spaced} of {len(named)} venues have a space there"
                    fix = Fix(
                        f"write {one.name.text} {one.year.text}",
                        (Edit(one.name.source.span(one.name.end, one.name.end), " "),),
                    )
                    yield self.finding(place, message, fix=fix)

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
                help="keep the venue where it was published, or separate the two",
            )
        comma = place.text.find(",")
        if no_commas and comma >= 0 and len(names) == 1 and names[0][0] > comma:
            yield self.finding(
                place.sub(comma, comma + 1),
                f"comma before the venue; {plain} of {total} entries have none in the brackets",
                help="write the venue as the other entries do",
            )

    def _check_text(self, place: Span) -> Iterator[Finding]:
        for found in _GLUED.finditer(place.text):
            if is_venue_name(found["venue"]) or sum(map(str.isupper, found["venue"])) > _LEAST_CAPITALS:
                glue = place.sub(*found.span("glue"))
                yield self.finding(
                    place.sub(found.start(), found.end("venue")),
                    f"the space after `In` is missing before the venue {found['venue']}",
                    help="remove `In`",
                    fix=Fix("remove In", (Edit(glue, ""),), safe=is_venue_name(found["venue"])),
                )
        for found in _ARXIV_RUN.finditer(place.text):
            if is_conference(found["venue"]) and _YEAR_AFTER.match(place.text, found.end("venue")):
                yield self.finding(
                    place.sub(found.start(), found.end("venue")),
                    f"the arXiv id and the venue {found['venue']} run together",
                    help="write the venue alone; the link has the id",
                )


def _lacks_year(entry: Entry, venue: Span) -> bool:
    """Say whether an entry gives no year, nor a date near its venue; one of a journal is no edition that needs it."""
    known = read_venue(venue.text)
    text = venue.source.text
    near = text[max(0, venue.start - 2) : venue.end + _NEAR]
    if known is not None and known.kind == "preprint-server" and _ID_FOLLOWS.match(text, venue.end):
        return False  # an arXiv id begins with year and month
    return (
        (entry.year or entry.date) is None
        and not years_in(entry.span.text)
        and known is not None
        and known.kind in ("conference", "preprint-server")
        and not near.startswith("[")
        and not any(map(str.isdigit, near))
    )


def _is_dated_venue(one: NamedYear) -> bool:
    return len(one.year.text) == 4 and bool(years_in(one.year.text)) and is_venue_name(one.name.text)


def _lone_words(entry: Entry) -> Iterator[Span]:
    """Yield the words of an entry that fill a cell or a part of its text alone, as the name of a venue may."""
    for place in text_places(entry):
        for found in _LONE_WORD.finditer(place.text):
            word = place.sub(*found.span("word"))
            if stretch_around(word).text.strip(_MARKS) == word.text:
                yield word


def _meant(name: str, counts: Mapping[str, int], frequent: Iterable[str]) -> str | None:
    """Return the venue, frequent in the list, that a rare name is a slip away from; None if it may be a name of its own."""
    # Names of three letters are a letter away from many others.
    if counts[name] > _MOST_SLIPS or not name.isalpha() or len(name) < 4:
        return None
    return next((other for other in frequent if _is_slip(name, other)), None)


def _is_slip(name: str, other: str) -> bool:
    """Say whether a name is another with letters changed round, or a letter wrong, doubled, missing or in another case.

    One that the table of venues has, or a part of one (`ICCVW`), is no slip.
    """
    one, two = name.casefold(), other.casefold()
    if one == two:
        # `ICCv`: one letter in another case; `Arxiv` and `ARXIV` are ways of writing it.
        return other.isupper() and sum(map(str.islower, name)) == 1
    if read_venue(name) is not None or distance(one, two) != 1:
        return False
    if len(one) == len(two) and sorted(one) == sorted(two):
        return True
    doubled = len(one) == len(two) + 1 and any(
        one[:at] + one[at + 1 :] == two and one[at - 1] == one[at] for at in range(1, len(one))
    )
    mixed = not other.isupper() and len(two) > _LONG_ACRONYM - 2
    return doubled or mixed or len(two) >= _LONG_ACRONYM


def _brackets(entry: Entry) -> Iterator[Span]:
    """Yield the brackets after a title that hold a venue and its year, without the brackets."""
    for place in text_places(entry):
        if place.start >= entry.title.span.end:
            for found in _BRACKET.finditer(place.text):
                yield place.sub(*found.span("inner"))
