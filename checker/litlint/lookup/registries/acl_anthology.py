"""The ACL Anthology: papers of computational linguistics by its own ids, one a call, as MODS records.

It is asked only where the configuration says so: it has no interface for many ids at once.
Sources: https://aclanthology.org/info/ids/ and https://www.loc.gov/standards/mods/userguide/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import quote

from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Exchange, Request, Response, describe_failure
from litlint.lookup.json_access import iso_date, text
from litlint.lookup.registries.registry import Replies, Service
from litlint.lookup.settings import Pace
from litlint.model.facts import ABSENT, Paper

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MODS: Final = "{http://www.loc.gov/mods/v3}"


class AclAnthology(Service):
    """Papers by their id in the Anthology."""

    name: ClassVar[str] = "ACL Anthology"
    key: ClassVar[str] = "acl-anthology"
    schemes: ClassVar[Mapping[str, int]] = {"acl": 1}
    default_url: ClassVar[str] = "https://aclanthology.org"
    default_pace: ClassVar[Pace] = Pace(gap=1.0, at_once=1)
    default_enabled: ClassVar[bool] = False
    tells: ClassVar[frozenset[str]] = frozenset({"title", "authors", "published", "doi", "venue"})

    def accepts(self, identifier: Identifier) -> bool:
        """Take the Anthology's ids."""
        return identifier.scheme == "acl"

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask for each paper by itself; an unknown id is a 404."""
        replies = Replies()
        for identifier in batch:
            outcome = yield Request(f"{self.url}/{quote(identifier.value, safe='')}.xml", self.name)
            if isinstance(outcome, Response) and outcome.status == 404:
                replies.answers[identifier] = ABSENT
                continue
            record = _record(outcome.body) if isinstance(outcome, Response) and outcome.status == 200 else None
            paper = _paper(identifier, record) if record is not None else None
            if paper is not None:
                replies.answers[identifier] = paper
            else:
                replies.unanswered[identifier] = describe_failure(outcome)
        return replies


def _record(body: bytes) -> Element | None:
    """Return the first MODS record of an answer, None if there is none."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    return root if root.tag == f"{_MODS}mods" else root.find(f"{_MODS}mods")


def _paper(identifier: Identifier, record: Element) -> Paper | None:
    title = _said(record, "titleInfo", "title")
    if not title:
        return None
    doi = next((text(one.text) for one in record.findall(f"{_MODS}identifier") if one.get("type") == "doi"), "")
    return Paper(
        identifier,
        title,
        tuple(_authors(record)),
        published=iso_date(_said(record, "originInfo", "dateIssued")),
        doi=doi.lower() or None,
        venue=_said(record, "relatedItem", "titleInfo", "title") or None,
    )


def _authors(record: Element) -> Iterator[str]:
    """Yield the names of the paper's own authors; those of the volume's editors are in ``relatedItem``."""
    for person in record.findall(f"{_MODS}name"):
        parts = {part.get("type", ""): text(part.text) for part in person.findall(f"{_MODS}namePart")}
        name = " ".join(part for part in (parts.get("given"), parts.get("family")) if part) or parts.get("", "")
        if _said(person, "role", "roleTerm") in ("author", "aut") and name:
            yield name


def _said(element: Element, *names: str) -> str:
    """Return the text of the element that a path of names leads to, its white space folded."""
    found = element.find("/".join(f"{_MODS}{name}" for name in names))
    return " ".join("".join(found.itertext()).split()) if found is not None else ""
