"""Reads what a stranger's server sent: every step down takes the shape that is there, or nothing."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Final

from litlint import regex as re

# Characters of a text that a service may give for one field; an abstract has about 2,000.
_LONGEST: Final = 4_000
# Signs that steer a terminal or hide text, which no service may put into our messages.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
# Markup inside a title.
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")


def as_mapping(value: object) -> Mapping[str, object]:
    """Return an object as it is, anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """Return a list as it is, anything else as an empty one."""
    return value if isinstance(value, list) else []


def as_mappings(value: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects of a list."""
    for item in as_list(value):
        if isinstance(item, dict):
            yield item


def text(value: object) -> str:
    """Return a string on one line, without control characters; anything else is empty."""
    if not isinstance(value, str):
        return ""
    return " ".join(_CONTROL.sub(" ", value[:_LONGEST]).split())


def words(value: object) -> str:
    """Return a title or name as text, without the HTML that some publishers deposit."""
    return text(html.unescape(_TAG.sub("", text(value))))


def first_text(value: object) -> str:
    """Return the first string of a list, or the string itself."""
    if isinstance(value, list):
        return next((words(item) for item in value if words(item)), "")
    return words(value)


def number(value: object) -> int | None:
    """Return a whole number that is no truth value."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def iso_date(value: object) -> str | None:
    """Return the date of an ISO time, as precise as it is."""
    found = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", text(value))
    return found[0] if found else None


def day_of_parts(value: object) -> str | None:
    """Return the ISO date of Crossref's ``{"date-parts": [[2024, 7, 1]]}``."""
    parts = as_list(next(iter(as_list(as_mapping(value).get("date-parts"))), None))
    whole = [part for part in map(number, parts[:3]) if part is not None]
    # Crossref gives a null, or 0, for a date that it does not know.
    if not whole or not 1000 <= whole[0] <= 9999:
        return None
    return "-".join([str(whole[0]), *(f"{part:02}" for part in whole[1:])])


def person(given: object, family: object, name: object = "") -> str:
    """Return a name as it is printed: given name first; a collective by its one name."""
    joined = " ".join(part for part in (words(given), words(family)) if part)
    return joined or words(name)


# The parts of a repository's name on GitHub, and on Hugging Face with a folder before it. A fix may write it into a list.
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+){0,2}")


def repository_name(value: object) -> str:
    """Return the name of a repository, empty if the value is not one."""
    return value if isinstance(value, str) and _REPOSITORY.fullmatch(value) else ""
