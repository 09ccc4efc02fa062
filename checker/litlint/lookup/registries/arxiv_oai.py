"""arXiv's OAI-PMH interface, asked only for the few papers whose comment mentions a withdrawal: it alone knows for
certain.

Source: https://info.arxiv.org/help/oa/index.html; a latest version of source type ``I`` is a withdrawal.
"""

from __future__ import annotations

from typing import ClassVar, Final
from urllib.parse import urlencode

from litlint import regex as re
from litlint.identifiers.identifier import Identifier
from litlint.lookup.http.messages import Exchange, Request, Response
from litlint.lookup.registries.registry import Service
from litlint.lookup.settings import Pace

# One version of a paper.
_VERSION: Final = re.compile(rb"<version version=.v\d+.>(.{0,2000}?)</version>", re.S)
# Kinds of a version's source; `I` means withdrawn.
_SOURCE: Final = re.compile(rb"<source_type>([^<]{0,40})</source_type>")


class ArxivVersions(Service):
    """The versions of one paper."""

    name: ClassVar[str] = "arXiv versions"
    key: ClassVar[str] = "arxiv-oai"
    asked_by: ClassVar[str] = "arxiv"
    default_url: ClassVar[str] = "https://oaipmh.arxiv.org/oai"
    default_pace: ClassVar[Pace] = Pace(gap=3.0, at_once=1, shared=True)
    queue: ClassVar[str] = "arxiv.org"

    def withdrawn(self, identifier: Identifier) -> Exchange[bool | None]:
        """Say whether the latest version is a withdrawal; None if there is no answer."""
        query = {
            "verb": "GetRecord",
            "identifier": f"oai:arXiv.org:{identifier.value}",
            "metadataPrefix": "arXivRaw",
        }
        outcome = yield Request(f"{self.url}?{urlencode(query)}", self.name, tries=2)
        if not isinstance(outcome, Response) or outcome.status != 200:
            return None
        versions = _VERSION.findall(outcome.body)
        if not versions:
            return None
        source = _SOURCE.search(versions[-1])
        return b"I" in source[1] if source else False
