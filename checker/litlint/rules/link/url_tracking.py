"""The rule url-tracking."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.model.nodes import Link
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule

# The names that these services document: Google Analytics and Ads, Facebook, Instagram, LinkedIn, Mailchimp, Marketo, HubSpot,
# Microsoft, X, Yandex.
_TRACKER = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|[gw]braid|msclkid|mc_[ce]id|mkt_tok|igshid|twclid|yclid|trk|trkCampaign|_{1,2}hs\w+)="
    r"[^&#\s]*",
    re.I,
)
_AND = re.compile(r"(&amp;|&)")
# https://wicg.github.io/scroll-to-text-fragment/
_MARKED_WORDS = re.compile(r"#?:~:text=.*\Z", re.S)


class UrlTracking(Rule):
    """A URL with what a browser or a newsletter added to follow its readers: `utm_source`, `fbclid`, `#:~:text=…`.

    It tells where the contributor came from, makes one page look like two, and is often so long that it breaks the line.
    The address of a paper never has it; there this is a warning.

    Write the URL without it.
    """

    severity = Severity.NOTE
    habit = "a URL has a tracking parameter"
    examples = (
        Bad(
            "[Sorting](https://gardens.org/a?utm_source=news&page=2)\n",
            finds="utm_source=news",
            fixed="[Sorting](https://gardens.org/a?page=2)\n",
        ),
        Bad(
            "[Paper](https://arxiv.org/abs/2001.01234#:~:text=sorting,lists)\n",
            finds="#:~:text=sorting,lists",
            fixed="[Paper](https://arxiv.org/abs/2001.01234)\n",
        ),
        Good("[Sorting](https://gardens.org/a?source=index&page=2#text)\n"),
        Good("[Forum](https://openreview.net/forum?id=abcdefghij&noteId=klm)\n"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        if not link.is_outside:
            return
        for place, edit in (_parameters(link.url_span), _marked_words(link.url_span)):
            if place is not None and edit is not None:
                identifier = link.identifier
                severity = Severity.WARNING if identifier is not None and identifier.is_work else Severity.NOTE
                message = "this part of the URL only tells where the reader comes from"
                fix = Fix("take it out", (edit,))
                yield self.finding(place, message, fix=fix, severity=severity)


def _parameters(url: Span) -> tuple[Span | None, Edit | None]:
    """Return the first parameter that tracks and the edit that leaves out all of them."""
    raw = url.text
    start = raw.find("?") + 1
    end = raw.find("#") if "#" in raw else len(raw)
    found = _TRACKER.search(raw, start, end) if 0 < start < end else None
    if found is None:
        return None, None
    pieces = _AND.split(raw[start:end])
    kept = [piece for piece in pieces[::2] if not _TRACKER.match(piece)]
    if len(kept) == len(pieces[::2]):
        return None, None
    joined = (pieces[1] if len(pieces) > 1 else "").join(kept)
    place = url.sub(*found.span())
    return place, Edit(url.sub(start if kept else start - 1, end), joined)


def _marked_words(url: Span) -> tuple[Span | None, Edit | None]:
    found = _MARKED_WORDS.search(url.text)
    if found is None:
        return None, None
    place = url.sub(*found.span())
    return place, Edit(place, "")
