"""What can be read off a stranger's page: its title, its anchors, whether it says that it is gone, or tests for robots."""

from __future__ import annotations

import html
from itertools import islice
from typing import Final
from urllib.parse import unquote

from litlint import regex as re
from litlint.lookup.json_access import text

# A page's title. All bounds below keep the work linear on a page that never closes a tag.
_TITLE: Final = re.compile(r"<title[^>]{0,200}>([^<]{0,500})", re.I)
# A page's first heading, with a few tags around its text.
_HEADING: Final = re.compile(r"<h1[^>]{0,300}>\s{0,100}(?:<(?!/h1)[^>]{0,300}>\s{0,100}){0,3}([^<]{1,300})", re.I)
# An attribute that gives a place on the page a name.
_ANCHOR: Final = re.compile(
    r"""\s(?:id|name)\s{0,9}=\s{0,9}(?:"([^"]{1,300})"|'([^']{1,300})'|([^\s"'>]{1,300}))""", re.I
)
# Elements that authors of pages name by hand.
_PLACE: Final = re.compile(r"<(?:h[1-6]|a|section|article|dt|li|p)\s[^>]{0,300}?\b(?:id|name)\s{0,9}=", re.I)
# Named places from which a page has anchors at all, and one that is missing means something.
_TELLING_PLACES: Final = 3
_THING: Final = r"(?:page|file|url|document|article|resource|content|site|object)"
# Titles of pages that say in words that nothing is there, though the server answers 200.
_GONE: Final = re.compile(
    rf"(?:error\W{{0,3}})?404(?:\W{{0,3}}(?:error|{_THING})?\W{{0,3}}(?:not found|missing)?)?"
    rf"|(?:sorry,? )?(?:the |this )?(?:requested )?{_THING}(?: you (?:requested|are looking for))?"
    r" (?:was |is |could |can)?(?:not|n't|no longer) ?(?:be )?(?:found|exists?|available)"
    rf"|{_THING} (?:not found|missing|unavailable)"
    r"|not found|page does ?n[o']t exist|oops!? (?:page|404|that page).{0,40}",
    re.I,
)
# Titles of pages that are shown instead of the real one to keep robots out.
_BARRED: Final = re.compile(
    r"just a moment|attention required|making sure you.re not a bot|are you (?:a )?(?:human|robot)"
    r"|access (?:to this page )?(?:has been )?denied|verify(?:ing)? (?:that )?you are (?:a )?human|security check"
    r"|ddos.guard|checking your browser|captcha|robot or human|request rejected|pardon our interruption"
    r"|client challenge|human verification|bot verification",
    re.I,
)
# Scripts of tests for robots, whatever language their pages are in: Anubis, Imperva and AWS; Cloudflare's own script is no
# sign, for it puts that into the pages after the test as well.
_CHALLENGE: Final = re.compile(
    r"""<script[^>]{0,200}\s(?:id=["']?anubis_challenge\b|src=["']?/_Incapsula_Resource\?|src=["']?https://[a-z0-9.]{1,60}"""
    r"""\.token\.awswaf\.com/)""",
    re.I,
)
_FRONT_PAGES: Final = frozenset(
    {"", "/", "/index.html", "/index.htm", "/index.php", "/home", "/home/", "/default.aspx"}
)
_DOORS: Final = frozenset(
    """
    login log-in signin sign-in sso oauth oauth2 authorize auth account accounts idp saml cas shibboleth register signup
    session wayf openid
    """.split()
)


def title_of(page: str) -> str:
    """Return a page's title on one line, empty if it has none."""
    found = _TITLE.search(page)
    return text(html.unescape(found[1])) if found else ""


def says_gone(page: str) -> str | None:
    """Return the words by which a page says that what was asked for is not there; None if it does not.

    The title must say so and little else, or the main heading must; prose that mentions 404 is no proof.
    """
    named = title_of(page)
    # The page's own title and the name of its site, with one of these signs between them.
    for part in re.split(r"\s[|\-–—·:»]\s|\s{0,3}[|•]\s{0,3}", named):
        if _GONE.fullmatch(part.strip(" .!?…")):
            return named
    heading = _HEADING.search(page)
    if heading is not None:
        said = text(html.unescape(heading[1]))
        if _GONE.fullmatch(said.strip(" .!?…")):
            return said
    return None


def is_bot_challenge(page: str) -> bool:
    """Say whether a page is no answer but a test for robots."""
    named = title_of(page)
    # A long title with such a word is that of an article about robots.
    return (bool(_BARRED.search(named)) and len(named) < 120) or bool(_CHALLENGE.search(page))


def anchors_of(page: str) -> frozenset[str]:
    """Return the places that a page offers to fragments."""
    return frozenset(html.unescape(found[1] or found[2] or found[3]) for found in _ANCHOR.finditer(page))


def makes_anchors_later(page: str) -> bool:
    """Say whether a page may make its anchors as it runs: it has a script, and hardly any place to read is named."""
    named = islice(_PLACE.finditer(page), _TELLING_PLACES)
    return "<script" in page.lower() and sum(1 for _ in named) < _TELLING_PLACES


def has_anchor(anchors: frozenset[str], fragment: str) -> bool:
    """Say whether a fragment leads somewhere, also by the prefix that GitHub gives to user content."""
    wanted = unquote(fragment)
    names = {fragment, wanted, f"user-content-{wanted}", f"user-content-{wanted.lower()}"}
    return not names.isdisjoint(anchors)


def is_front_page(path: str) -> bool:
    """Say whether a path is a site's front page."""
    # `/en/`, `/pt-br`: the front page in a language.
    return path.lower() in _FRONT_PAGES or bool(re.fullmatch(r"/[a-z]{2}(?:[-_][a-z]{2})?/?", path, re.I))


def is_login_page(host: str, path: str) -> bool:
    """Say whether a place asks who is there."""
    first = host.lower().partition(".")[0]
    parts = re.split(r"[/.?&=]", path.lower())
    return first in _DOORS or not _DOORS.isdisjoint(parts)
