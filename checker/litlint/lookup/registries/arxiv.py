"""arXiv's query interface: Atom feeds, a hundred ids a call, one call in three seconds.

Sources: https://info.arxiv.org/help/api/user-manual.html and https://info.arxiv.org/help/api/tou.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import unquote, urlencode

from litlint import regex as re
from litlint.identifiers.arxiv import parse
from litlint.identifiers.identifier import Identifier, find_identifiers
from litlint.lookup.http.messages import Exchange, HttpResult, Request, Response, describe_failure
from litlint.lookup.json_access import iso_date, text
from litlint.lookup.registries.arxiv_oai import ArxivVersions
from litlint.lookup.registries.registry import Replies, Service
from litlint.lookup.settings import Pace, Settings
from litlint.model.facts import ABSENT, Paper

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
# The id and version at the end of an entry's address.
_ENTRY_ID: Final = re.compile(r"/abs/(.+?)(?:v(\d+))?\Z")
_MALFORMED: Final = "errors#incorrect_id_format_for_"
# The sentence by which authors withdraw a paper; a comment that only mentions a withdrawal does not.
_PLAINLY: Final = re.compile(
    r"\A(?:this|the) (?:paper|article|submission|manuscript|preprint|work) (?:has been|is|was) withdrawn", re.I
)
_EARLIER: Final = 30
"""So many earlier versions are asked for their titles: the first, and the ones before the latest."""


class Arxiv(Service):
    """Papers by arXiv id."""

    name: ClassVar[str] = "arXiv"
    key: ClassVar[str] = "arxiv"
    schemes: ClassVar[Mapping[str, int]] = {"arxiv": 1}
    versioned: ClassVar[frozenset[str]] = frozenset({"arxiv"})
    history_name: ClassVar[str] = ArxivVersions.name
    default_url: ClassVar[str] = "https://export.arxiv.org/api/query"
    default_batch: ClassVar[int] = 100
    default_pace: ClassVar[Pace] = Pace(gap=3.0, at_once=1, shared=True)
    queue: ClassVar[str] = "arxiv.org"
    tells: ClassVar[frozenset[str]] = frozenset(
        {"title", "authors", "published", "updated", "category", "version", "withdrawn", "code"}
    )

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.versions = ArxivVersions(settings)

    def queues(self) -> Iterator[tuple[str, tuple[str, Pace]]]:
        """Yield arXiv's hosts, which all count as one."""
        yield from super().queues()
        for host in ("arxiv.org", "www.arxiv.org", "export.arxiv.org", "oaipmh.arxiv.org"):
            yield host, (self.queue, self.pace)

    def accepts(self, identifier: Identifier) -> bool:
        """Take well-formed arXiv ids: one malformed id fails a whole batch."""
        return identifier.scheme == "arxiv" and parse(identifier.value) is not None

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask for the latest version of each paper."""
        replies = Replies()
        entries = yield from self._entries([identifier.value for identifier in batch], self.name)
        for identifier in batch:
            entry = entries.get(identifier.value, ABSENT)
            if isinstance(entry, str):
                replies.unanswered[identifier] = entry
            elif isinstance(entry, Paper) and entry.withdrawn is not None:
                replies.answers[identifier] = yield from self._withdrawn_for_certain(entry)
            else:
                replies.answers[identifier] = entry
        return replies

    def _withdrawn_for_certain(self, paper: Paper) -> Exchange[Paper]:
        """Return the paper, withdrawn only if its versions say so or, while these are not known, its comment does."""
        said = yield from self.versions.withdrawn(paper.identifier)
        if said is None:
            said = bool(_PLAINLY.search(paper.withdrawn or ""))
        return paper if said else replace(paper, withdrawn=None)

    def former_titles(self, papers: Sequence[Paper]) -> Exchange[dict[Identifier, tuple[str, ...]]]:
        """Ask for the titles of earlier versions; a paper of which one is not answered for is left out."""
        wanted = {}
        for paper in papers:
            latest = paper.version or 2
            for version in sorted({1, *range(max(1, latest - _EARLIER), latest)}):
                wanted[f"{paper.identifier.value}v{version}"] = paper
        found: dict[Identifier, tuple[str, ...]] = {paper.identifier: () for paper in papers}
        ids = list(wanted)
        for start in range(0, len(ids), self.batch):
            entries = yield from self._entries(ids[start : start + self.batch], self.versions.name)
            for key, entry in entries.items():
                paper = wanted[key]
                known = found.get(paper.identifier)
                if isinstance(entry, str):
                    found.pop(paper.identifier, None)
                elif known is not None and entry.title not in (paper.title, *known):
                    found[paper.identifier] = (*known, entry.title)
        return found

    def _entries(self, ids: Sequence[str], service: str) -> Exchange[dict[str, Paper | str]]:
        """Return the paper of each id, or why there is no answer; an id that arXiv does not know is left out."""
        left = list(ids)
        while left:
            outcome = yield Request(self._query(left), service)
            feed = _feed(outcome)
            offender = _offender(feed)
            if offender is not None and offender in left:
                left.remove(offender)
                continue
            if isinstance(outcome, Response) and outcome.status in (413, 414) and len(left) > 1:
                half = len(left) // 2
                entries = yield from self._entries(left[:half], service)
                rest = yield from self._entries(left[half:], service)
                return {**entries, **rest}
            if feed is None or offender is not None or not isinstance(outcome, Response) or outcome.status != 200:
                return dict.fromkeys(left, describe_failure(outcome))
            return _papers(feed, left)
        return {}

    def _query(self, ids: Sequence[str]) -> str:
        query = urlencode({"id_list": ",".join(ids), "max_results": len(ids)}, safe=",/")
        return f"{self.url}?{query}"


def _feed(outcome: HttpResult) -> Element | None:
    """Return the feed that an answer holds, whatever its status; None if it is not one."""
    if not isinstance(outcome, Response) or b"<feed" not in outcome.body[:2_000]:
        return None
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(outcome.body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    return root if root.tag == f"{_ATOM}feed" else None


def _offender(feed: Element | None) -> str | None:
    """Return the id that a feed of one error calls malformed; an empty string for another error; None for no error."""
    for entry in feed.iter(f"{_ATOM}entry") if feed is not None else ():
        place = text(entry.findtext(f"{_ATOM}id"))
        if _MALFORMED in place:
            return unquote(place.partition(_MALFORMED)[2])
        if "/api/errors" in place:
            return ""
    return None


def _papers(feed: Element, asked: Sequence[str]) -> dict[str, Paper | str]:
    found: dict[str, Paper | str] = {}
    for entry in feed.iter(f"{_ATOM}entry"):
        place = _ENTRY_ID.search(text(entry.findtext(f"{_ATOM}id")))
        parsed = parse(place[1]) if place else None
        if place is None or parsed is None:
            continue
        paper = _paper(entry, parsed[0], int(place[2]) if place[2] else None)
        for key in (parsed[0], f"{parsed[0]}v{paper.version}"):
            if key in asked and paper.title:
                found[key] = paper
    return found


def _code(abstract: str) -> tuple[str, ...]:
    """Return the repositories of code that an abstract names, in order."""
    named = (identifier for identifier, _, _ in find_identifiers(abstract) if identifier.scheme == "github")
    return tuple(dict.fromkeys(f"github:{identifier.value}" for identifier in named))


def _paper(entry: Element, value: str, version: int | None) -> Paper:
    category = entry.find(f"{_ARXIV}primary_category")
    comment = text(entry.findtext(f"{_ARXIV}comment"))
    return Paper(
        Identifier("arxiv", value),
        text(entry.findtext(f"{_ATOM}title")),
        tuple(name for author in entry.iter(f"{_ATOM}author") if (name := text(author.findtext(f"{_ATOM}name")))),
        published=iso_date(entry.findtext(f"{_ATOM}published")),
        updated=iso_date(entry.findtext(f"{_ATOM}updated")),
        category=text(category.get("term")) or None if category is not None else None,
        version=version,
        doi=text(entry.findtext(f"{_ARXIV}doi")).lower() or None,
        venue=text(entry.findtext(f"{_ARXIV}journal_ref")) or None,
        code=_code(f"{text(entry.findtext(f'{_ATOM}summary'))} {comment}"),
        withdrawn=comment if re.search(r"\bwithdrawn\b", comment, re.I) else None,
    )
