"""An Atom feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from litlint.site.text import plain


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed. ``id`` is an IRI that never changes; ``url`` is where a reader goes, empty for nowhere."""

    id: str
    title: str
    day: date
    url: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()


def write(title: str, feed_id: str, updated: date, items: Sequence[Item], *, itself: str = "", home: str = "") -> str:
    """Return the feed; ``itself`` and ``home`` are the addresses of the feed and of what it is about, where known."""
    rows = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"  <title>{escape(plain(title))}</title>",
        f"  <id>{escape(plain(feed_id))}</id>",
        f"  <updated>{_moment(updated)}</updated>",
        "  <generator>litlint</generator>",
    ]
    if not all(item.authors for item in items):  # each entry has an author, or the feed has one for those without
        rows.append(f"  <author><name>{escape(plain(title))}</name></author>")
    rows += [f'  <link rel="self" type="application/atom+xml" href={quoteattr(plain(itself))}/>'] if itself else []
    rows += [f"  <link href={quoteattr(plain(home))}/>"] if home else []
    for item in items:
        rows += [
            "  <entry>",
            f"    <title>{escape(plain(item.title))}</title>",
            f"    <id>{escape(plain(item.id))}</id>",
            f"    <updated>{_moment(item.day)}</updated>",
        ]
        rows += [f"    <author><name>{escape(plain(name))}</name></author>" for name in item.authors]
        rows += [f"    <link href={quoteattr(plain(item.url))}/>"] if item.url else []
        rows += [f"    <summary>{escape(plain(item.summary))}</summary>"] if item.summary else []
        rows.append("  </entry>")
    return "\n".join([*rows, "</feed>"]) + "\n"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
