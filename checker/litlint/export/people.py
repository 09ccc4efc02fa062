"""Authors and editors in the form that BibTeX splits and prints rightly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from litlint.metadata.author_list import extended_parts, joining_signs, joins_names, parts_of, split_names
from litlint.metadata.byline import AFFILIATION_MARKS, CUT, HTML_TAG, without_digits
from litlint.metadata.organizations import ends_as_organization, names_organization
from litlint.metadata.people import Person, split_authors
from litlint.parse.latex import decode
from litlint.write.bibtex import escaped

_OTHERS: Final = "others"


def people_of(raw: str) -> tuple[Person, ...]:
    """Return the people of a raw BibTeX list of names, their names decoded from LaTeX."""
    return tuple(
        Person(decode(one.first), decode(one.von), decode(one.last), decode(one.jr), one.collective)
        for one in split_authors(raw)
    )


def bibtex_names(names: Iterable[str], *, cut_short: bool = False) -> str:
    """Return plain names as a BibTeX list: a group in braces, a suffix between commas, ``and others`` if there are more."""
    found = [_bibtex_name(name) for name in names]
    return " and ".join([*found, *([_OTHERS] if cut_short and found else [])])


def clean_names(raw: str) -> str:
    """Return a raw BibTeX list of names without what makes no name: marks of affiliation, empty names, ``et al.``.

    Signs and commas that certainly join names become ``and``; a group without braces gets them. What is not certain
    stays as it is. Names in biblatex's extended format stay.
    """
    for start, end in reversed(joining_signs(raw)):
        raw = f"{raw[:start]} and {raw[end:]}"
    cut = CUT.search(raw)
    # Only `et al.` or dots at the very end say that there are further authors.
    if cut and re.search(r"al|…|\.\.\.", cut[0]) and not raw[cut.end() :].strip(" ,.{}"):
        raw = f"{raw[: cut.start()].rstrip(' ,')} and {_OTHERS}"
    found: list[str] = []
    for name in split_names(raw):
        parts = parts_of(raw, name)
        for text in parts if joins_names(parts) else [raw[name.start : name.end]]:
            cleaned = _clean_name(text)
            if cleaned:
                found.append(cleaned)
    while found and found[0] == _OTHERS:
        found.pop(0)
    return " and ".join(name for at, name in enumerate(found) if name != _OTHERS or at == len(found) - 1)


def _clean_name(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;")
    if text.casefold() in ("others", "other", "more"):
        return _OTHERS
    if text.startswith("{") or extended_parts(text.split(",")):
        return text
    if not names_organization(text):
        text = without_digits(HTML_TAG.sub("", AFFILIATION_MARKS.sub("", text)).strip(" ,;"))
    if not any(character.isalnum() for character in text) and "\\" not in text:
        return ""
    plain = "{" not in text
    if plain and ends_as_organization(text) and len(text.split()) > 1 and "," not in text:
        return f"{{{text}}}"
    first, comma, rest = text.partition(",")
    if plain and comma and "," not in rest and ends_as_organization(first):
        return f"{{{rest.strip()} {first.strip()}}}"  # `Team, Garden` is a group that a program turned round
    return text


def _bibtex_name(name: str) -> str:
    """Return a plain name in BibTeX: of `Hal Baum III` the suffix is not the surname."""
    name = " ".join(name.split())
    text = escaped(name)
    if names_organization(name) or re.search(r"\sand\s", name):
        return f"{{{text}}}"
    person = next(iter(split_authors(name)), None)
    if person is not None and person.jr and not person.collective:
        return escaped(person.inverted)
    return text
