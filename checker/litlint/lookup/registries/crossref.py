"""Crossref: the DOIs of publishers, fifty a call, with retractions; and a search by title.

Sources: https://www.crossref.org/documentation/retrieve-metadata/rest-api/ and its notes on Retraction Watch's data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar, Final
from urllib.parse import quote, urlencode

from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Exchange, Request, Response, describe_failure
from litlint.lookup.json_access import as_mapping, as_mappings, day_of_parts, first_text, person, text, words
from litlint.lookup.registries.registry import TITLES, Replies, Service, Token
from litlint.lookup.settings import Pace
from litlint.model.facts import ABSENT, Paper, TitleQuery

_FIELDS: Final = "DOI,title,subtitle,author,container-title,event,issued,updated-by,update-to"
# The DOIs that the ACL Anthology has given its papers: the first until September 2026, the second since October 2026
# (https://aclanthology.org/faq/doi). Other publishers' volumes have DOIs of another form or none.
_ACL_FORMS: Final = ("10.18653/v1/{}", "10.18653/{}")
_RETRACTIONS: Final = {"retraction": 3, "removal": 2, "withdrawal": 1}
"""Kinds of notices that take a work back, the gravest highest; a correction or a concern does not."""


class Crossref(Service):
    """Works by a DOI of Crossref's, and by their words."""

    name: ClassVar[str] = "Crossref"
    key: ClassVar[str] = "crossref"
    schemes: ClassVar[Mapping[str, int]] = {"doi": 1}
    recognises: ClassVar[Mapping[str, int]] = {"acl": 2}
    finds: ClassVar[int] = 1
    token: ClassVar[Token | None] = Token(("CROSSREF_PLUS_API_TOKEN",), "Crossref-Plus-API-Token")
    default_url: ClassVar[str] = "https://api.crossref.org/works"
    default_batch: ClassVar[int] = 50
    default_pace: ClassVar[Pace] = Pace(gap=0.4, at_once=1)
    tells: ClassVar[frozenset[str]] = frozenset({"title", "authors", "published", "venue", "retracted"})

    def accepts(self, identifier: Identifier) -> bool:
        """Take DOIs and the ids of the ACL Anthology."""
        return identifier.scheme in ("doi", "acl")

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask for works; a DOI with a comma, which no filter can hold, by itself; an id of the Anthology in both forms."""
        replies = Replies()
        dois = [doi for identifier in batch for doi in _dois(identifier)]
        listed = [doi for doi in dois if "," not in doi.value]
        for start in range(0, len(listed), self.batch):
            replies.add((yield from self._list({doi.value: doi for doi in listed[start : start + self.batch]})))
        for doi in dois:
            if "," in doi.value:
                replies.add((yield from self._single(doi)))
        return _for_asked(batch, replies)

    def search(self, work: TitleQuery) -> Exchange[list[Paper] | str]:
        """Return the three works that look most alike."""
        words_of_work = f"{work.title} {work.author}".strip()
        query = {
            "query.bibliographic": words_of_work,
            "rows": 3,
            "select": "DOI,title,subtitle,author,container-title,event,issued",
        }
        outcome = yield Request(self._url(query), TITLES, keyed=True)
        found = _items(outcome) if isinstance(outcome, Response) and outcome.status == 200 else None
        if found is None:
            return describe_failure(outcome)
        papers = (_paper(Identifier("doi", text(item.get("DOI")).lower()), item) for item in found)
        return [paper for paper in papers if paper.title and paper.identifier.value]

    def _list(self, wanted: Mapping[str, Identifier]) -> Exchange[Replies]:
        query = {
            "filter": ",".join(f"doi:{doi}" for doi in wanted),
            "rows": len(wanted),
            "select": _FIELDS,
        }
        outcome = yield Request(self._url(query), self.name, keyed=True)
        if isinstance(outcome, Response) and outcome.status in (413, 414) and len(wanted) > 1:
            replies = Replies()
            pairs = list(wanted.items())
            for half in (pairs[: len(pairs) // 2], pairs[len(pairs) // 2 :]):
                replies.add((yield from self._list(dict(half))))
            return replies
        found = _items(outcome) if isinstance(outcome, Response) and outcome.status == 200 else None
        if found is None:
            return Replies().fail(wanted.values(), describe_failure(outcome))
        works = {text(item.get("DOI")).lower(): item for item in found}
        notices = _notices(found)
        replies = Replies()
        for doi, identifier in wanted.items():
            paper = _paper(identifier, works[doi]) if doi in works else None
            if paper is not None and paper.retracted is None and doi in notices:
                paper = replace(paper, retracted=notices[doi])
            replies.answers[identifier] = paper or ABSENT
        return replies

    def _single(self, identifier: Identifier) -> Exchange[Replies]:
        outcome = yield Request(self._url({}, f"/{quote(identifier.value, safe='')}"), self.name, keyed=True)
        if isinstance(outcome, Response) and outcome.status == 404 and b"not found" in outcome.body[:200].lower():
            return Replies({identifier: ABSENT})
        try:
            message = as_mapping(outcome.json()).get("message") if isinstance(outcome, Response) else None
        except ValueError:
            message = None
        if not isinstance(message, dict) or not isinstance(outcome, Response) or outcome.status != 200:
            return Replies().fail([identifier], describe_failure(outcome))
        return Replies({identifier: _paper(identifier, message)})

    def _url(self, query: Mapping[str, object], path: str = "") -> str:
        contact = {"mailto": self.settings.contact} if self.settings.contact else {}
        return f"{self.url}{path}?{urlencode({**query, **contact}, safe=':,/')}"


def _dois(identifier: Identifier) -> tuple[Identifier, ...]:
    """Return the DOIs under which Crossref may have a work."""
    if identifier.scheme == "doi":
        return (identifier,)
    return tuple(Identifier("doi", form.format(identifier.value.lower())) for form in _ACL_FORMS)


def _for_asked(batch: Sequence[Identifier], by_doi: Replies) -> Replies:
    """Return what is known of each identifier that was asked for, given what is known of the DOIs that it may have."""
    replies = Replies()
    for identifier in batch:
        dois = _dois(identifier)
        found = next((one for doi in dois if isinstance(one := by_doi.answers.get(doi), Paper)), None)
        silent = next((by_doi.unanswered[doi] for doi in dois if doi in by_doi.unanswered), None)
        if found is not None and found.identifier != identifier:
            replies.answers[identifier] = replace(found, identifier=identifier, doi=found.identifier.value)
        elif found is not None:
            replies.answers[identifier] = found
        elif silent is not None:
            replies.unanswered[identifier] = silent
        else:
            replies.answers[identifier] = ABSENT
    return replies


def _items(outcome: Response) -> list[Mapping[str, object]] | None:
    try:
        found = as_mapping(as_mapping(outcome.json()).get("message")).get("items")
    except ValueError:
        return None
    return list(as_mappings(found)) if isinstance(found, list) else None


def _paper(identifier: Identifier, item: Mapping[str, object]) -> Paper:
    title, subtitle = first_text(item.get("title")), first_text(item.get("subtitle"))
    if subtitle and subtitle.casefold() not in title.casefold():
        title = f"{title}: {subtitle}"
    authors = (
        person(author.get("given"), author.get("family"), author.get("name"))
        for author in as_mappings(item.get("author"))
    )
    return Paper(
        identifier,
        title,
        tuple(author for author in authors if author),
        published=day_of_parts(item.get("issued")),
        venue=first_text(item.get("container-title")) or words(as_mapping(item.get("event")).get("name")) or None,
        retracted=_retraction(item.get("updated-by")),
    )


def _retraction(notices: object) -> str | None:
    """Return the gravest notice that takes the work back, in words."""
    gravest = max(
        (notice for notice in as_mappings(notices) if text(notice.get("type")).lower() in _RETRACTIONS),
        key=lambda notice: _RETRACTIONS[text(notice.get("type")).lower()],
        default=None,
    )
    return _words_of(gravest, gravest.get("DOI")) if gravest is not None else None


def _notices(found: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """Return what the notices among some works take back; a notice itself is not what is retracted."""
    taken_back = {}
    for item in found:
        for notice in as_mappings(item.get("update-to")):
            if text(notice.get("type")).lower() in _RETRACTIONS:
                taken_back[text(notice.get("DOI")).lower()] = _words_of(notice, item.get("DOI"))
    return taken_back


def _words_of(notice: Mapping[str, object], doi: object) -> str:
    label = words(notice.get("label")) or words(notice.get("type"))
    when = day_of_parts(notice.get("updated"))
    where = text(doi).lower()
    return ", ".join(part for part in (label, when, where and f"doi:{where}") if part)
