"""The Hugging Face Hub: models, data sets and spaces, one a call.

Sources: https://huggingface.co/docs/hub/rate-limits and the client library huggingface_hub, for the error codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final
from urllib.parse import quote

from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Exchange, Request, Response, describe_failure
from litlint.lookup.json_access import as_mapping, repository_name
from litlint.lookup.registries.registry import Replies, Service, Token
from litlint.lookup.settings import Pace
from litlint.model.facts import ABSENT, Repository

_KINDS: Final = ("datasets", "spaces")


class HuggingFace(Service):
    """Models, data sets and spaces by owner and name."""

    name: ClassVar[str] = "Hugging Face"
    key: ClassVar[str] = "hugging-face"
    schemes: ClassVar[Mapping[str, int]] = {"huggingface": 1}
    own_sites: ClassVar[Mapping[str, str]] = {"huggingface": "huggingface.co"}
    token: ClassVar[Token | None] = Token(("HF_TOKEN",))
    default_url: ClassVar[str] = "https://huggingface.co/api"
    # 500 requests in five minutes (huggingface.co/docs/hub/rate-limits): half of them at once, for others may ask as well.
    default_pace: ClassVar[Pace] = Pace(gap=0.6, at_once=4, burst=250)
    tells: ClassVar[frozenset[str]] = frozenset({"name"})

    def accepts(self, identifier: Identifier) -> bool:
        """Take what the Hub holds."""
        return identifier.scheme == "huggingface"

    def ask(self, batch: Sequence[Identifier]) -> Exchange[Replies]:
        """Ask for each by itself. Missing and private look alike: 401, or 404 to those who show a token."""
        replies = Replies()
        for identifier in batch:
            kind = identifier.value.partition("/")[0]
            path = identifier.value if kind in _KINDS else f"models/{identifier.value}"
            outcome = yield Request(f"{self.url}/{quote(path, safe='/')}", self.name, keyed=True)
            name = _name(outcome) if isinstance(outcome, Response) and outcome.status == 200 else ""
            if name:
                replies.answers[identifier] = Repository(f"{kind}/{name}" if kind in _KINDS else name)
            elif isinstance(outcome, Response) and _is_missing(outcome):
                replies.answers[identifier] = ABSENT
            else:
                replies.unanswered[identifier] = describe_failure(outcome)
        return replies


def _name(outcome: Response) -> str:
    try:
        return repository_name(as_mapping(outcome.json()).get("id"))
    except ValueError:
        return ""


def _is_missing(outcome: Response) -> bool:
    code = outcome.headers.get("x-error-code", "")
    return outcome.status in (401, 404) and code == "RepoNotFound"
