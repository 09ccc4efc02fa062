"""Links: asks whether a page is there and reports only what is certain.

*Alive*; *gone* (404 or 410 to GET, asked twice, or a name that does not resolve while the network is well); *blocked*
(the site does not talk to robots); *unknown* (anything else). Only *gone* is ever held against a link.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal
from urllib.parse import SplitResult, urlsplit

from litlint import regex as re
from litlint.identifiers.urls import is_same_site, may_be_written
from litlint.lookup.http.messages import Exchange, Failure, HttpResult, Request, Response
from litlint.lookup.lockfile import key_of
from litlint.lookup.pages.html import (
    anchors_of,
    has_anchor,
    is_bot_challenge,
    is_front_page,
    is_login_page,
    makes_anchors_later,
    says_gone,
)
from litlint.lookup.pages.paper_tags import PagePaper, paper_of_page
from litlint.lookup.pages.pdf import KIND as PDF
from litlint.lookup.pages.pdf import title_of_pdf
from litlint.lookup.settings import Settings
from litlint.model.facts import MISSES_UNTIL_DEAD, Page

Verdict = Literal["alive", "gone", "blocked", "unknown"]

SERVICE: Final = "pages"
CONTROL: Final = "control"
_WALLS: Final = frozenset({401, 402, 403, 406, 407, 418, 429, 451, 999})
# Headers by which a firewall says that its test for robots is in place of the page: those of Cloudflare and of AWS.
_CHALLENGES: Final = frozenset({"cf-mitigated", "x-amzn-waf-action"})
_GONE: Final = frozenset({404, 410})
_PERMANENT: Final = frozenset({301, 308})
_HTML: Final = ("text/html", "application/xhtml+xml")
# What is read when it is asked for by GET.
_READ: Final = (*_HTML, PDF)
# Files that are not pages: they are asked for by HEAD, and nothing is read in them.
_FILE: Final = re.compile(
    r"\.(?:7z|bib|bin|bz2|csv|docx?|gif|gz|ipynb|jpe?g|json|mp[34]|pdf|png|pptx?|ps|pth|safetensors|svg|tar|tgz|txt|webp"
    r"|whl|xlsx?|xz|zip)\Z",
    re.I,
)
_BY_NETWORK: Final = frozenset({"dns", "timeout", "reset", "tls", "proxy"})
_BY_US: Final = frozenset({"budget", "throttled", "stopped", "proxy"})
_FIRST: Final = (("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"),)
_SECOND: Final = (*_FIRST, ("Accept-Language", "en"), ("Cache-Control", "no-cache"))
_LOOK: Final = 512 << 10


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What one look at a page brought.

    ``status`` is None where the page itself had no say. ``judged`` says that the page was read, so that ``soft_404``
    counts; ``missing_fragments`` is None where that is not known. ``paper`` is what the page says it presents.
    """

    verdict: Verdict
    status: int | str | None = None
    reason: str = ""
    moved: str | None = None
    soft_404: str | None = None
    judged: bool = False
    missing_fragments: tuple[str, ...] | None = None
    paper: PagePaper | None = None


def check_link(url: str, fragments: Collection[str], settings: Settings) -> Exchange[LinkCheck]:
    """Look at a page, with its fragments: once if it is well, twice before it is called gone."""
    outcome = yield from _first_look(url)
    if _is_gone(outcome):
        outcome = yield _get(url, _SECOND, again=1)
    doubtful = isinstance(outcome, Failure) and outcome.kind in _BY_NETWORK
    if (doubtful or _is_gone(outcome)) and not (yield from _network_is_well(settings)):
        return LinkCheck("unknown", reason="the network is down: pages that are always there do not answer")
    if _is_gone(outcome):
        return LinkCheck("gone", "dns" if isinstance(outcome, Failure) else outcome.status)
    return _judge(url, fragments, outcome)


def _get(url: str, headers: tuple[tuple[str, str], ...], again: int = 0) -> Request:
    return Request(url, SERVICE, "GET", headers, None, _LOOK, whole=False, only=_READ, hops=10, tries=2, again=again)


def _first_look(url: str) -> Exchange[HttpResult]:
    """Ask by HEAD where the body is a large file and of no interest; by GET where HEAD fails or cannot be true."""
    if _FILE.search(urlsplit(url).path[-16:]):
        outcome = yield Request(url, SERVICE, "HEAD", _FIRST, whole=False, hops=10, tries=1)
        if isinstance(outcome, Response) and outcome.status == 200 and not _lies(outcome):
            return outcome
        if isinstance(outcome, Failure) and outcome.kind in ("dns", "refused", "budget", "throttled", "invalid"):
            return outcome
    return (yield _get(url, _FIRST))


def _lies(outcome: Response) -> bool:
    """Say whether a good word for a file is not to be believed: a page, or nothing, in its place."""
    return outcome.kind in _HTML or outcome.kind == "" or outcome.headers.get("content-length") == "0"


def _is_gone(outcome: HttpResult) -> bool:
    if isinstance(outcome, Failure):
        return outcome.kind == "dns"
    return outcome.status in _GONE and not _is_blocked(outcome)


def _is_blocked(outcome: Response) -> bool:
    if outcome.status in _WALLS or not _CHALLENGES.isdisjoint(outcome.headers):
        return True
    if outcome.hops and outcome.status not in _GONE and _leads_to_door(outcome):
        return True
    return outcome.kind in _HTML and is_bot_challenge(outcome.text())


def _leads_to_door(outcome: Response) -> bool:
    place = urlsplit(outcome.url)
    return is_login_page(place.netloc, place.path)


def _network_is_well(settings: Settings) -> Exchange[bool]:
    """Say whether a page that is always there answers; the run asks it once, however many links are in doubt."""
    for url in settings.control:
        answer = yield Request(url, CONTROL, limit=1 << 12, whole=False, only=_HTML, tries=2)
        if isinstance(answer, Response) and answer.status == 200:
            return True
    return not settings.control


def _judge(url: str, fragments: Collection[str], outcome: HttpResult) -> LinkCheck:
    if isinstance(outcome, Failure):
        return LinkCheck("unknown", None if outcome.kind in _BY_US else outcome.kind, outcome.reason)
    if _is_blocked(outcome):
        return LinkCheck("blocked", outcome.status, f"the site refuses robots ({outcome.status})")
    if not 200 <= outcome.status < 300:
        return LinkCheck("unknown", outcome.status, f"answered HTTP {outcome.status}")
    readable = outcome.kind in _HTML and bool(outcome.body)
    page = outcome.text() if readable else ""
    front = _lost_to_front_page(url, outcome)
    missing = None
    if readable and not outcome.cut:
        missing = _missing(page, fragments)
    gone = "redirects to the front page" if front else says_gone(page)
    paper = paper_of_page(page, url) if readable and gone is None else None
    if outcome.kind == PDF and (title := title_of_pdf(outcome.body)):
        paper = PagePaper(title)
    return LinkCheck(
        "alive",
        moved=_moved(url, outcome),
        soft_404=gone,
        judged=front or readable,
        missing_fragments=missing,
        paper=paper,
    )


def _lost_to_front_page(url: str, outcome: Response) -> bool:
    asked, ended = urlsplit(url), urlsplit(outcome.url)
    deep = not is_front_page(asked.path) and (asked.path.strip("/").count("/") >= 1 or bool(asked.query))
    return (
        bool(outcome.hops) and deep and is_front_page(ended.path) and not ended.query and is_same_site(url, outcome.url)
    )


def _missing(page: str, fragments: Collection[str]) -> tuple[str, ...]:
    """Return the fragments that a page does not offer, as far as can be seen from its text."""
    if not fragments or makes_anchors_later(page):
        return ()
    anchors = anchors_of(page)
    return tuple(
        sorted(fragment for fragment in fragments if _is_plain(fragment) and not has_anchor(anchors, fragment))
    )


def _is_plain(fragment: str) -> bool:
    """Say whether a fragment names an anchor: no route of a script, no text directive, no line or page number."""
    special = any(mark in fragment for mark in "/=!:&?") or fragment.lower() in ("", "top")
    return not special and not (fragment[:1] in "Ll" and fragment[1:2].isdigit())


def _moved(url: str, outcome: Response) -> str | None:
    """Return where a page has moved for good, if that is a place that may take its place."""
    if not outcome.hops or any(hop.status not in _PERMANENT for hop in outcome.hops):
        return None
    asked, ended = urlsplit(url), urlsplit(outcome.url)
    if (
        not may_be_written(outcome.url)
        or not is_same_site(url, outcome.url)
        or is_front_page(ended.path)
        or is_login_page(ended.netloc, ended.path)
    ):
        return None
    if _without_slash(asked) == _without_slash(ended):
        return None
    return outcome.url


def _without_slash(parts: SplitResult) -> tuple[str, str, str, str]:
    return parts.scheme, parts.netloc.lower(), parts.path.rstrip("/"), parts.query


_SPAN: Final = timedelta(days=3)


def update_page_record(url: str, old: Page | None, seen: LinkCheck, today: date) -> Page | None:
    """Return a page's row after a look at it; None where there is none and nothing was said.

    Only *gone* counts as a miss, at most once a day, and the third only three days after the first: a bad day at the
    server is no death. A look that judges nothing leaves the row as it is. A link that is gone at its first answer is
    ``fresh``.
    """
    if seen.verdict == "alive":
        return _alive(url, old, seen)
    if seen.verdict == "gone":
        return _gone(url, old, seen, today)
    if old is not None and not (seen.verdict == "blocked" and old.status is not None and not old.misses):
        return old
    if seen.verdict == "blocked":
        return Page(url)
    return Page(url, status=seen.status) if seen.status is not None else None


def _alive(url: str, old: Page | None, seen: LinkCheck) -> Page:
    soft, missing = seen.soft_404, seen.missing_fragments
    if old is not None:
        soft = soft if seen.judged else old.soft_404
        missing = old.missing_fragments if missing is None else missing
    row = Page(url, moved=seen.moved, soft_404=soft, missing_fragments=missing or ())
    if seen.paper is not None:
        work = key_of(seen.paper.identifier) if seen.paper.identifier is not None else ""
        return replace(row, title=seen.paper.title, authors=seen.paper.authors, work=work)
    if old is not None and not seen.judged:
        return replace(row, title=old.title, authors=old.authors, work=old.work)
    return row


def _gone(url: str, old: Page | None, seen: LinkCheck, today: date) -> Page:
    if old is None:
        return Page(url, seen.status, (today.isoformat(),), fresh=True)
    if old.dead or today.isoformat() in old.misses:
        return old
    if len(old.misses) == MISSES_UNTIL_DEAD - 1 and today - date.fromisoformat(old.misses[0]) < _SPAN:
        return old
    if not old.misses:
        return Page(url, seen.status, (today.isoformat(),))
    return replace(old, status=seen.status, misses=(*old.misses, today.isoformat()))
