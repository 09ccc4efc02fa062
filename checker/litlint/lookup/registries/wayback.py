"""The Wayback Machine of the Internet Archive: a copy of a page that is gone, one a call.

It is asked only for links that are dead for certain, few in a run: it soon asks to be left alone.
Source: https://archive.org/help/wayback_api.php
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final
from urllib.parse import urlencode

from litlint import regex as re
from litlint.lookup.http.messages import Exchange, Request, Response
from litlint.lookup.json_access import as_mapping, text
from litlint.lookup.registries.registry import Service
from litlint.lookup.settings import Pace
from litlint.model.facts import is_capture

# The status of the page when it was captured; a copy of an error page is none of the page.
_WELL: Final = re.compile(r"[23]\d\d")


class Wayback(Service):
    """Copies of pages as they were."""

    name: ClassVar[str] = "Wayback Machine"
    key: ClassVar[str] = "wayback"
    default_url: ClassVar[str] = "https://archive.org/wayback/available"
    default_pace: ClassVar[Pace] = Pace(gap=5.0, at_once=1)

    def capture(self, url: str, day: date | None) -> Exchange[str | None]:
        """Return when the copy nearest to a day was made, 14 digits of UTC; None if it knows none or did not answer."""
        query = {"url": url} | ({"timestamp": f"{day:%Y%m%d}"} if day else {})
        outcome = yield Request(f"{self.url}?{urlencode(query)}", self.name, limit=1 << 16, tries=1)
        if not isinstance(outcome, Response) or outcome.status != 200:
            return None
        try:
            found = as_mapping(as_mapping(as_mapping(outcome.json()).get("archived_snapshots")).get("closest"))
        except ValueError:
            return None
        when = text(found.get("timestamp"))
        is_copy = found.get("available") is True and _WELL.fullmatch(text(found.get("status")))
        return when if is_copy and is_capture(when) else None
