"""The rule author-form."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from litlint import regex as re
from litlint.metadata.author_list import (
    NAME_FIELDS,
    NameSpan,
    extended_parts,
    is_suffix,
    joins_names,
    parts_of,
    split_names,
)
from litlint.metadata.byline import AFFILIATION_MARKS, HTML_TAG, are_one_person, glued_digits
from litlint.metadata.organizations import ends_as_organization, names_organization
from litlint.rule import Bad, Context, Document, Edit, Field, Finding, Fix, Good, Rule, cited
from litlint.style.bylines import odd_names
from litlint.style.contributor_template import is_contributor_template

_CITATION = cited(author="%s")
_LISTED = "".join(
    f"- **A Study of {name}.** *Jane Doe, Max Muster.* ICML 2020. [pdf](https://arxiv.org/abs/2001.0{number})\n"
    for number, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes", "Gulls", "Hares"), 1001)
)
# Words for further authors that BibTeX reads as a name; its own word is `others` after `and`.
_OTHERS = re.compile(r"others?[.,]?|other authors|more|many others|…|\.{2,}|\\l?dots", re.I)
# A sign or a digit, without which a list of names has no mail addresses, tags and marks of affiliation.
_SIGN = re.compile(r"[^\w\s,.{}'~-]|[_\d⁰¹²³⁴⁵⁶⁷⁸⁹]")
# A mail address inside a name.
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.\w")
# Forms of companies, whose comma separates no given name.
_LEGAL_FORM = re.compile(r"(?:inc|ltd|llc|corp|gmbh)\.?", re.I)
# A list in which so many names have the form `Surname, Given` and one has no comma: in it that one is probably a slip.
_LEAST_INVERTED = 4


class AuthorForm(Rule):
    """A list of authors contains something that is not a name, or a name that BibTeX reads wrongly.

    BibTeX reads `Garden Team` as a person with the surname Team and prints G. Team. `Jane Doe,` becomes a person without a
    given name, and `and and` a person without any name. In `Doe, Jane and Muster Max` the second name lacks its comma, so its
    surname becomes Max; `Doe JA` becomes a person with the surname JA. In the entries of a list, digits attached to a
    name, and a name in capitals or with the surname first where all others are not, are found too.

    Put an organisation in braces of its own: `author = {{Garden Team}}`. Use one `and` between two names and none at the
    ends, and remove marks of affiliation. End a shortened list with `and others`.
    """

    examples = (
        Bad(
            _CITATION % "Garden Research Team",
            finds="Garden Research Team",
            fixed=_CITATION % "{Garden Research Team}",
        ),
        Bad(
            _CITATION % "Team, Garden and Doe, Jane",
            finds="Team, Garden",
            fixed=_CITATION % "{Garden Team} and Doe, Jane",
        ),
        Bad(_CITATION % "Jane Doe and and Max Muster", finds="and and"),
        Bad(_CITATION % "Jane Doe, and Max Muster", finds=","),
        Bad(_CITATION % "Jane Doe<sup>1</sup> and Max Muster", finds="<sup>"),
        Bad(_CITATION % "Jane Doe and other", finds="other"),
        Bad(_CITATION % "Jane Doe and Max Muster2", finds="2"),
        Bad(
            _CITATION % "Doe, Jane and Roe, Ann and Muster Max and Sample, Tom and Person, Eva",
            finds="Muster Max",
        ),
        Bad(_CITATION % "Doe, J. and Muster M. A. and Roe, A.", finds="Muster M. A."),
        Good(_CITATION % "Ramesh V. and Jane Doe"),
        Bad(_CITATION % "Doe JA and Muster MB", finds=("Doe JA", "Muster MB")),
        Bad(_CITATION % "Jane Doe and MAX MUSTER and Ann Roe and Tom Sample", finds="MAX MUSTER"),
        Bad(
            _LISTED + "- **Gardens.** *Jane Doe1, Ann Roe.* ICML 2020. [pdf](https://arxiv.org/abs/2001.00009)\n",
            finds="1",
        ),
        Bad(
            _LISTED + "- **Gardens.** *Jane Doe, ANN ROE.* ICML 2020. [pdf](https://arxiv.org/abs/2001.00009)\n",
            finds="ANN ROE",
        ),
        Bad(
            _LISTED + "- **Gardens.** *Doe J, Roe A, Muster M.* ICML 2020. [pdf](https://arxiv.org/abs/2001.00009)\n",
            finds="Doe J, Roe A, Muster M",
        ),
        Bad(
            _LISTED
            + "- **Gardens.** *Jane Doe, Jane Doe, Ann Roe.* ICML 2020. [pdf](https://arxiv.org/abs/2001.00009)\n",
            finds="Jane Doe",
        ),
        Bad(_CITATION % "Jane Doe and Jane Doe and Max Muster", finds="Jane Doe"),
        Good(_CITATION % "Doe, M. and Doe, M. and Muster, Max"),
        Good(
            _LISTED
            + "- **Gardens.** *GLM Team, JD Sample, Adarsh MS, Ditto PS.* ICML 2020. [pdf](https://arxiv.org/abs/2001.00009)\n"
        ),
        Good(_CITATION % "Xin LI and Wei XU and Jean DUPONT and Hal Baum III"),
        Good(_CITATION % "The Anh Garden and Ramesh V and Eva Person and NVIDIA"),
        Good(_CITATION % "Doe, Jane and Roe, Ann and Tom Sample and Person, Eva and Garden, Tom"),
        Good(_CITATION % "family=Groote, given=Frank, prefix=de, useprefix=true and Doe, Jane"),
        Good(_CITATION % "{Garden Research Team} and Jane Doe and others"),
        Good(_CITATION % "Andrea Doe and Ferdinand Sand and GardenAI and Wei Wang 0001"),
        Good(_CITATION % "Doe, Jane and King, Jr., Martin"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        for odd in odd_names(document):
            if not is_contributor_template(document, odd.place):
                yield self.finding(odd.place, odd.problem, help=odd.advice)

    def visit_field(self, field: Field, context: Context) -> Iterator[Finding]:
        if field.name in NAME_FIELDS and field.delimiter and field.raw.strip("{} \t\r\n~"):
            yield from self._check_names(field)

    def _check_names(self, field: Field) -> Iterator[Finding]:
        names = split_names(field.raw)
        may_be_marked = _SIGN.search(field.raw) is not None
        for index, name in enumerate(names):
            text = field.raw[name.start : name.end]
            place = field.value_span.sub(name.start, name.end)
            if not text.strip(" ,"):
                yield self._empty(field, names, index)
            elif _OTHERS.fullmatch(text) and text.lower() != "others":
                yield self.finding(
                    place, f"“{text}” is not an author name", help="end a shortened list with “and others”"
                )
            elif (may_be_marked and _MAIL.search(text)) or (
                not any(character.isalnum() for character in text) and "\\" not in text
            ):
                yield self.finding(place, f"“{text}” is not an author name", help="remove it")
            else:
                yield from self._check_marks(field, name, text) if may_be_marked else ()
                yield from self._check_name(field, name)
        for one, other in pairwise(names):
            if are_one_person(*(" ".join(field.raw[name.start : name.end].split()) for name in (one, other))):
                yield self.finding(
                    field.value_span.sub(other.start, other.end),
                    "the same name twice",
                    help="remove one, or correct it",
                )
        yield from self._check_odd_names(field, names)

    def _check_marks(self, field: Field, name: NameSpan, text: str) -> Iterator[Finding]:
        mark = HTML_TAG.search(text) or AFFILIATION_MARKS.search(text)
        marked = mark.span() if mark else glued_digits(text)
        if marked:
            what = "HTML" if text[marked[0]] == "<" else "a mark of affiliation"
            span = field.value_span.sub(name.start + marked[0], name.start + marked[1])
            yield self.finding(span, f"{what} in an author name would be printed", help="remove it")

    def _check_name(self, field: Field, name: NameSpan) -> Iterator[Finding]:
        place = field.value_span
        parts = parts_of(field.raw, name)
        if joins_names(parts) or extended_parts(parts):
            return
        if not all(parts):
            at = name.commas[0 if not parts[0] else -1]
            missing = "no given name after this comma" if parts[0] else "no surname before this comma"
            yield self.finding(place.sub(at, at + 1), missing, help="remove the comma")
        elif len(parts) == 3 and not is_suffix(parts[1]):
            yield self.finding(
                place.sub(name.start, name.end),
                f"BibTeX reads “{parts[1]}” between two commas as a suffix like Jr",
                help="use “Surname, Given Names”, and “and” between two people",
            )
        elif _is_organization(parts):
            yield self._split(field, name, parts)

    def _check_odd_names(self, field: Field, names: list[NameSpan]) -> Iterator[Finding]:
        """Look for names whose form is not that of the others: without its comma, in capitals, with bare initials last."""
        texts = {name: field.raw[name.start : name.end] for name in names}
        plain = [name for name in names if not name.commas and _is_two_words(texts[name])]
        inverted = [parts_of(field.raw, name) for name in names if len(name.commas) == 1]
        given = {parts[1].split()[0] for parts in inverted if parts[1].split()}
        bare = [name for name in plain if _is_bare_initials(texts[name].split()[-1])]
        certain = [name for name in bare if not _VOWEL.search(texts[name].split()[-1])]
        # One `Ramesh V` may be called so; one `Doe MB` is not, and two names of that form are a habit of medical journals.
        alone = [name for name in certain if len(texts[name].split()[-1]) > 1]
        for name in bare if len(bare) > 1 and certain else alone:
            first, last = texts[name].split()
            yield self.finding(
                field.value_span.sub(name.start, name.end),
                f"BibTeX reads “{last}” as the surname of “{texts[name]}”",
                help=f"use “{first}, {last}” if these are initials",
            )
        for name in names if inverted else ():
            found = _INITIALS_LAST.fullmatch(texts[name])
            if found:
                yield self.finding(
                    field.value_span.sub(name.start, name.end),
                    f"BibTeX reads “{found['initials'].split()[-1]}” as the surname of “{texts[name]}”",
                    help=f"use “{found['surname']}, {found['initials']}”",
                )
        odd = [name for name in names if not name.commas and len(texts[name].split()) > 1]
        if len(inverted) >= _LEAST_INVERTED and len(odd) == 1 and odd[0] in plain and odd[0] not in bare:
            first, last = texts[odd[0]].split()
            if first not in given:
                yield self.finding(
                    field.value_span.sub(odd[0].start, odd[0].end),
                    f"the only name without a comma: BibTeX reads “{last}” as the surname",
                    help=f"use “{first}, {last}” if the surname is {first}",
                )
        yield from self._check_capitals(field, [name for name in names if len(texts[name].split()) > 1], texts)

    def _check_capitals(self, field: Field, names: list[NameSpan], texts: Mapping[NameSpan, str]) -> Iterator[Finding]:
        if not _MAY_BE_CAPITALS.search(field.raw):
            return
        capitals = [name for name in names if _is_in_capitals(texts[name])]
        if not capitals or len(names) - len(capitals) < max(2, len(capitals)):
            return
        for name in capitals:
            yield self.finding(
                field.value_span.sub(name.start, name.end),
                f"“{texts[name]}” is in capitals, unlike the other names",
                help="put an organisation in braces, and write a person like the others",
            )

    def _split(self, field: Field, name: NameSpan, parts: list[str]) -> Finding:
        span = field.value_span.sub(name.start, name.end)
        whole = " ".join(reversed(parts)) if len(parts) == 2 and ends_as_organization(parts[0]) else ", ".join(parts)
        family = parts[0] if len(parts) > 1 else whole.split()[-1]
        return self.finding(
            span,
            f"BibTeX reads this organisation as a person with the surname {family}",
            help=f"put it in braces: {{{whole}}}",
            fix=Fix("put the organisation in braces", (Edit(span, f"{{{whole}}}"),), safe=False),
        )

    def _empty(self, field: Field, names: list[NameSpan], index: int) -> Finding:
        raw, place = field.raw, field.value_span
        start = names[index - 1].end if index else 0
        end = names[index + 1].start if index + 1 < len(names) else len(raw)
        lead = len(raw[start:end]) - len(raw[start:end].lstrip())
        start, end = start + lead, start + len(raw[start:end].rstrip())
        where = "at the beginning" if not index else "at the end" if index + 1 == len(names) else "twice in a row"
        return self.finding(place.sub(start, end), f"“and” {where}, so one author has no name", help="remove it")


# `Doe J`, `Doe JA`: one to three capitals without full stops at the end of a name.
_BARE_INITIALS = re.compile(r"(?-i:[A-Z]){1,3}")
# `Doe J.`, `Doe J. A.`: initials with full stops after a word, which no surname is.
_INITIALS_LAST = re.compile(
    r"(?P<surname>[^\W\d_]{2,}(?:-[^\W\d_]{2,})?)\s+(?P<initials>(?-i:[A-Z])\.(?:[\s-]?(?-i:[A-Z])\.)*)"
)
# Capitals with a vowel may be a surname that is written in capitals, as in `Xin LI`.
_VOWEL = re.compile(r"[AEIOUY]")
# Three letters in a row that are not small ones of ASCII, without which no name is in capitals.
_MAY_BE_CAPITALS = re.compile(r"[^\W\d_a-z]{3}")
_PLAIN_WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*")


def _is_bare_initials(word: str) -> bool:
    return _BARE_INITIALS.fullmatch(word) is not None and (len(word) == 1 or not is_suffix(word))


def _is_two_words(text: str) -> bool:
    """Say whether a name is two plain words with capitals: no initials with full stops, particles, braces or LaTeX."""
    words = text.split()
    plain = len(words) == 2 and all(_PLAIN_WORD.fullmatch(word) and word[0].isupper() for word in words)
    return plain and len(words[0]) > 1 and not names_organization(text)


def _is_in_capitals(text: str) -> bool:
    """Say whether each word of a name of several is in capitals; initials, and what may be an acronym, do not count."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    return len(words) > 1 and "{" not in text and all(len(word) > 2 and word.isupper() for word in words)


def _is_organization(parts: list[str]) -> bool:
    """Say whether a name, by its parts, is that of a body rather than of a person, and has no braces."""
    if not all(parts) or len(parts) > 2 or "{" in parts[0] + parts[-1]:
        return False
    if len(parts) == 2:
        return ends_as_organization(parts[0]) or _LEGAL_FORM.fullmatch(parts[1]) is not None
    return len(parts[0].split()) > 1 and ends_as_organization(parts[0])
