"""The title that some sites spell out in the URLs of their papers."""

from __future__ import annotations

import re
from urllib.parse import unquote

from checker.model.words.wording import Words, normal

# openaccess.thecvf.com: first author, the words of the title, conference, year. The words may break off early.
_CVF = re.compile(
    r"thecvf\.com/[^?#]*/[^/?#_]+_(?P<words>[^/?#]+)_(?:CVPRW?|ICCVW?|WACVW?|ECCVW?|ACCV)_\d{4}_paper", re.I
)
# papers.nips.cc until 2019: a number and the words of the title.
_NEURIPS = re.compile(r"(?:papers|proceedings)\.n(?:eur)?ips\.cc/paper/\d{1,5}-(?P<words>[a-z0-9-]+)", re.I)


def title_in(url: str) -> tuple[Words, int, int] | None:
    """Return the words of the title that a paper's URL spells out, and the offsets of them; None for other URLs."""
    found = _CVF.search(url) or _NEURIPS.search(url)
    if found is None:
        return None
    words = tuple(normal(re.sub(r"[_-]", " ", unquote(found["words"]))).split())
    return words, *found.span("words")
