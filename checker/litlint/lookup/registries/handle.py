"""doi.org's handle interface: whether a DOI exists at all, whoever registered it; one a call.

Source: https://www.doi.org/the-identifier/resources/factsheets/doi-resolution-documentation
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Exchange, Request, Response, describe_failure
from litlint.lookup.json_access import as_mapping
from litlint.lookup.registries.registry import Replies, Service
from litlint.lookup.settings import Pace
from litlint.model.facts import ABSENT, Paper


class Handle(Service):
    """DOIs of any agency: a bare yes or no."""

    name: ClassVar[str] = "doi.org"
    key: ClassVar[str] = "handle"
    schemes: ClassVar[Mapping[str, int]] = {"doi": 3}
    default_url: ClassVar[str] = "https://doi.org/api/handles"
    default_pace: ClassVar[Pace] = Pace(gap=0.25, at_once=2)
    tells: ClassVar[frozenset[str]] = frozenset()

    def accepts(self, identifier: Identifier) -> bool:
        """Take DOIs."""
        return identifier.scheme == "doi"

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask for each DOI by itself."""
        replies = Replies()
        for identifier in batch:
            outcome = yield Request(f"{self.url}/{quote(identifier.value, safe='/')}", self.name)
            code = _code(outcome) if isinstance(outcome, Response) else None
            if code in (1, 200):
                replies.answers[identifier] = Paper(identifier, "")
            elif code == 100:
                replies.answers[identifier] = ABSENT
            else:
                replies.unanswered[identifier] = describe_failure(outcome)
        return replies


def _code(outcome: Response) -> object:
    """Return the response code: 1 found, 200 found without such a value, 100 no such handle, 2 an error."""
    try:
        return as_mapping(outcome.json()).get("responseCode")
    except ValueError:
        return None
