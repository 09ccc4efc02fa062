"""The rule url-tracking."""

from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qs

from litlint import regex as re
from litlint.identifiers.hosts import hosts
from litlint.rule import Bad, Context, Edit, Finding, Fix, Good, Link, Rule, Severity, Span

# The names that these services document: Google Analytics and Ads, Facebook, Instagram, LinkedIn, Mailchimp, Marketo, HubSpot,
# Microsoft, X, Yandex.
_TRACKER = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|[gw]braid|msclkid|mc_[ce]id|mkt_tok|igshid|twclid|yclid|trk|trkCampaign|_{1,2}hs\w+)="
    r"[^&#\s]*",
    re.I,
)
_AND = re.compile(r"(&amp;|&)")
_PAGE = re.compile(r"https?://(?P<host>[\w.-]+)(?P<path>/[^?#\s]*)\?(?P<query>[^#\s]*)", re.I)
_LONGEST_SHOWN = 40
# https://wicg.github.io/scroll-to-text-fragment/
_MARKED_WORDS = re.compile(r"#?:~:text=.*\Z", re.S)


class UrlTracking(Rule):
    """A URL has what a browser, a search engine or a newsletter added: `utm_source`, `fbclid`, `#:~:text=…`, a redirect.

    It says where the contributor came from, makes one page look like two, and is often so long that it breaks the line.
    The URL of a paper never has it; there this is a warning, as is a page such as `google.com/url?q=…` that only sends
    the reader on.

    Write the URL of the page itself.
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
        Bad(
            "[Sorting](https://www.google.com/url?sa=t&url=https%3A%2F%2Fgardens.org%2Fa%3Fb%3D1)\n",
            finds="https://www.google.com/url?sa=t&url=https%3A%2F%2Fgardens.org%2Fa%3Fb%3D1",
            fixed="[Sorting](https://gardens.org/a?b=1)\n",
        ),
        Good("[Sorting](https://gardens.org/a?source=index&page=2#text)\n"),
        Good("[Forum](https://openreview.net/forum?id=abcdefghij&noteId=klm)\n"),
    )

    def visit_link(self, link: Link, context: Context) -> Iterator[Finding]:
        if not link.is_outside:
            return
        if (problem := self._redirect(link)) is not None:
            yield problem
            return
        for place, edit in (_parameters(link.url_span), _marked_words(link.url_span)):
            if place is not None and edit is not None:
                identifier = link.identifier
                severity = Severity.WARNING if identifier is not None and identifier.is_work else Severity.NOTE
                message = f"tracking parameter in a URL: `{_shortened(place.text)}`"
                fix = Fix("remove it", (edit,))
                yield self.finding(place, message, fix=fix, severity=severity)

    def _redirect(self, link: Link) -> Finding | None:
        destination = _led_to(link.url_span.text)
        if destination is None:
            return None
        message = f"this URL only redirects, through {link.url.split('/')[2]}, to {destination}"
        fix = Fix(f"write {destination}", (Edit(link.url_span, destination),))
        return self.finding(link.url_span, message, fix=fix, severity=Severity.WARNING)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _led_to(raw: str) -> str | None:
    """Return the address that a page which only sends the reader on holds, None if the URL is no such page."""
    found = _PAGE.match(raw)
    if found is None or "=" not in found["query"]:
        return None
    host = found["host"].lower().removeprefix("www.")
    names = hosts().redirects.get(f"{host}{found['path']}")
    if names is None and "." in host:  # one of many hosts of a service: eur01.safelinks.…
        names = hosts().redirects.get(f"{host.partition('.')[2]}{found['path']}")
    if names is None:
        return None
    values = parse_qs(unescape(found["query"]))
    destination = next((values[name][0] for name in names if name in values), "")
    # An address with brackets cannot be written into a link of Markdown as it is.
    return (
        destination
        if re.match(r"https?://[\w-]+\.\S+\Z", destination) and not re.search(r"[()<>]", destination)
        else None
    )


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
