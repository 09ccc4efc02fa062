"""URLs taken apart: the host, and what follows it in plain characters with the places where they are."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from litlint import regex as re
from litlint.identifiers import doi, sites

# A URL up to the end of its host, as lists write it: the scheme may be missing or misspelt, a path must follow.
_URL = re.compile(
    r"[\s<]*+(?:[a-z]{1,8}:/{1,3}|//)?(?:[^\s/?#:@]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\.?(?::\d{1,5})?(?=/)", re.I | re.A
)
# An escaped sign of ASCII, which means the same unescaped.
_ESCAPE = re.compile(r"%[2-7][0-9a-f]", re.I)


class Target(NamedTuple):
    """Path and query of a URL, plain escapes decoded; ``places`` maps its offsets to those of the URL."""

    host: str
    text: str
    places: list[int] | range


def target_of(url: str) -> Target | None:
    """Take a URL apart, None when it is not one. The scheme may be missing; marks of a sentence are left out."""
    url = url.rstrip()
    found = _URL.match(url)
    if found is None:
        return None
    host = found[1].lower().removeprefix("www.")
    start = found.end()
    end = url.find("#", start)
    end = start + doi.trim(url[start : end if end >= 0 else len(url)])
    pieces: list[str] = []
    places: list[int] = []
    at = start
    for escape in _ESCAPE.finditer(url, start, end):
        character = chr(int(escape[0][1:], 16))
        if character in "?#&":
            continue
        pieces += [url[at : escape.start()], character]
        places += range(at, escape.start() + 1)
        at = escape.end()
    if not pieces:
        return Target(host, url[start:end], range(start, end + 1))
    pieces.append(url[at:end])
    places += range(at, end + 1)
    text = "".join(pieces)
    return Target(host, text[: doi.trim(text)], places)


def match(target: Target) -> tuple[sites.Form, re.Match[str]] | None:
    """Return the first form of the site that path and query have, with its match."""
    for form in sites.forms_of(target.host):
        found = sites.compiled(form.pattern).match(target.text)
        if found is not None:
            return form, found
    return None


def is_same_site(one: str, other: str) -> bool:
    """Say whether two URLs are on one site: the same host, or one below the other, ``www.`` apart.

    >>> is_same_site("https://www.a.org/x", "https://docs.a.org/y"), is_same_site("https://a.org", "https://b.org")
    (True, False)
    """
    try:
        mine, theirs = ((urlsplit(url).hostname or "").removeprefix("www.") for url in (one, other))
    except ValueError:
        return False
    return mine == theirs or mine.endswith("." + theirs) or theirs.endswith("." + mine)


def may_be_written(url: str) -> bool:
    """Say whether a URL that a server gave may be written into a list: nothing in it could end a link in Markdown."""
    plain = url.isascii() and url.isprintable() and not set(url) & set(" <>\"'`()[]{}|\\^")
    return (
        plain
        and url.lower().startswith(("http://", "https://"))
        and "@" not in url.partition("://")[2].partition("/")[0]
    )
