"""The rule authors-differ."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from litlint.matching.description import describe_citation
from litlint.matching.records import known_paper
from litlint.metadata.normalize import normalize_title
from litlint.metadata.people import Person, compare_author_lists, is_same_person, split_authors
from litlint.metadata.titles import compare_titles
from litlint.rule import (
    GARDENS,
    Bad,
    Citation,
    Context,
    Edit,
    Finding,
    Fix,
    Good,
    Paper,
    Rule,
    Severity,
    cited,
    locked,
)
from litlint.write.bibtex import escaped

# So many authors are named in a message.
_SHOWN = 4
_KNOWN = locked(Paper(GARDENS, "A Small Study of Gardens", ("Jane Doe", "John Q. Roe", "José Müller")))
_CITED = cited("eprint={2001.01234}", "archivePrefix={arXiv}", author="%s")


@dataclass(frozen=True)
class AuthorsDiffer(Rule):
    """A citation names other people than the registry, or leaves authors out without `and others`.

    A list of which most authors are not the paper's was replaced or made up: a warning. One wrong name among right ones,
    and authors left out as if there were no more, are details: a warning under `policy = "strict"`, the default for .bib
    files, else a note. Initials, the order of names, a group as author, accents and LaTeX are no differences, nor is a
    list that ends in `and others`. Works without identifier are compared with what a search for their title found.

    Name the authors whom the paper names, or end the list with `and others`.
    """

    needs = frozenset({"papers"})
    most_strangers_percent: float = 50.0
    examples = (
        Bad(
            _CITED % "Ann Other and Bob Else and Cy Third",
            finds="Ann Other and Bob Else and Cy Third",
            fixed=_CITED % "Jane Doe and John Q. Roe and José Müller",
            facts=_KNOWN,
        ),
        Bad(
            _CITED % "Other, Ann and Else, Bob and Roe, John Q.",
            finds="Other, Ann and Else, Bob and Roe, John Q.",
            facts=_KNOWN,
        ),
        Bad(
            _CITED % "Doe, Jane and Roe, John",
            finds="Doe, Jane and Roe, John",
            fixed=_CITED % "Jane Doe and John Q. Roe and José Müller",
            facts=_KNOWN,
        ),
        Good(_CITED % "Doe, J. and others", facts=_KNOWN),
        Good(_CITED % "Roe, John and M{\\\"u}ller, Jos{\\'e} and Doe, J.", facts=_KNOWN),
        Good(_CITED % "{The Garden Team}", facts=_KNOWN),
        Good(_CITED % "Jane Doe, John Q. Roe, and José Müller", facts=_KNOWN),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        field, title = citation.get("author"), citation.title
        known = known_paper(citation, context.facts)
        if field is None or title is None or known is None or not known.paper.authors:
            return
        if compare_titles(title.value, known.paper.title) not in ("same", "close"):
            return
        cited = split_authors(field.resolved)
        named = [person for author in known.paper.authors for person in split_authors(unescape(author))]
        if any(_are_several(one, named) for one in cited):
            return
        difference = compare_author_lists(cited, named)
        strangers, missing = difference.strangers, difference.missing
        is_cut_short = describe_citation(citation).cut_short
        if len(strangers) * 100 > len(cited) * self.most_strangers_percent:
            what = f"{len(strangers)} of {len(cited)} authors are not those of {known.source}"
            severity = Severity.WARNING
        elif strangers:
            verb = "is" if len(strangers) == 1 else "are"
            what = f"{_names(strangers)} {verb} not among the authors of {known.source}"
            severity = context.severity_of_details
        elif not is_cut_short and len(cited) < len(named) and (missing or _are_all_of(cited, named)):
            what = f"{len(named) - len(cited)} of {len(named)} authors of {known.source} are left out"
            severity = context.severity_of_details
        else:
            return
        authors = " and ".join(map(unescape, known.paper.authors))
        shown = authors if len(named) <= _SHOWN else f"{' and '.join(known.paper.authors[: _SHOWN - 1])} and others"
        yield self.finding(
            field.value_span,
            f"{what}: it is by {shown}",
            help="name the authors whom the paper names, or end the list with `and others`",
            fix=Fix("use the registry's authors", (Edit(field.value_span, escaped(authors)),), safe=False),
            severity=severity,
        )


def _are_several(one: Person, named: Sequence[Person]) -> bool:
    """Say whether a name holds the surnames of several people, whom commas or other signs join: they are not left out."""
    words = set(normalize_title(f"{one.first} {one.von} {one.last} {one.jr}").split())
    surnames = {last for person in named if (last := normalize_title(person.last)) and " " not in last}
    firsts = {first for person in named if (first := normalize_title(person.first).partition(" ")[0])}
    return len(words & surnames) > 1 and len(words & firsts) > 1


def _are_all_of(cited: Sequence[Person], named: Sequence[Person]) -> bool:
    """Say whether each of some people certainly is one of others, so that of those some are left out."""
    return all(any(is_same_person(one, other) is True for other in named) for one in cited)


def _names(people: Iterable[Person]) -> str:
    return ", ".join(" ".join(part for part in (one.first, one.von, one.last) if part) for one in people)
