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

# A user's name and password before the host of a URL (RFC 3986, section 3.2.1): all up to the last `@` before the path.
_PASSWORD = re.compile(r"""(?<=://)[^\s/?#@:"'<>()\\]*+:(?P<password>(?:[^\s/?#@"'<>()\\]*+@)++)""")
# The same, and a name without a password, where a URL begins.
_USER = re.compile(r"([a-z][a-z0-9+.-]*+://)(?:[^\s/?#@]*+@)++", re.I)


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


def host_of(url: str) -> str:
    """Return the host of a URL in lower case, without ``www.``; nothing where it has none that can be read.

    >>> host_of("https://www.Gardens.org/a"), host_of("http://]")
    ('gardens.org', '')
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_same_site(one: str, other: str) -> bool:
    """Say whether two URLs are on one site: the same host, or one below the other, ``www.`` apart.

    >>> is_same_site("https://www.a.org/x", "https://docs.a.org/y"), is_same_site("https://a.org", "https://b.org")
    (True, False)
    """
    mine, theirs = host_of(one), host_of(other)
    return bool(mine and theirs) and (mine == theirs or mine.endswith("." + theirs) or theirs.endswith("." + mine))


def password_places(text: str) -> list[tuple[int, int]]:
    """Return where in a text the passwords of URLs are, as offsets from and to.

    >>> password_places("https://jane:secret@gardens.org/a")
    [(13, 19)]
    """
    if "@" not in text or "://" not in text:
        return []
    return [(found.start("password"), found.end() - 1) for found in _PASSWORD.finditer(text)]


def hide_passwords(text: str) -> str:
    """Return a text with a mark for each character of the passwords of URLs.

    >>> hide_passwords("see https://jane:secret@gardens.org/a")
    'see https://jane:******@gardens.org/a'
    """
    places = password_places(text)
    if not places:
        return text
    kept = zip([0, *(end for _, end in places)], [*(start for start, _ in places), len(text)], strict=True)
    marks = [*("*" * (end - start) for start, end in places), ""]
    return "".join(text[start:end] + mark for (start, end), mark in zip(kept, marks, strict=True))


def without_user(url: str) -> str:
    """Return a URL without the user's name and password that may be before its host.

    >>> without_user("https://jane:secret@gardens.org/a@b")
    'https://gardens.org/a@b'
    """
    found = _USER.match(url) if "@" in url else None
    return found[1] + url[found.end() :] if found else url


def may_be_written(url: str) -> bool:
    """Say whether a URL that a server gave may be written into a list: nothing in it could end a link in Markdown."""
    plain = url.isascii() and url.isprintable() and not set(url) & set(" <>\"'`()[]{}|\\^")
    return (
        plain
        and url.lower().startswith(("http://", "https://"))
        and "@" not in url.partition("://")[2].partition("/")[0]
    )
