"""The title that some sites spell out in the URLs of their papers."""

from __future__ import annotations

from urllib.parse import unquote

from litlint import regex as re
from litlint.metadata.normalize import Words, normalize_title

# openaccess.thecvf.com: first author, the words of the title, conference, year. The words may break off early.
_CVF = re.compile(r"[^_]+_(?P<words>.+)_(?:CVPR|ICCV|WACV|ECCV|ACCV)W?_\d{4}_paper", re.I)
# papers.nips.cc until 2019: a number and the words of the title.
_NEURIPS = re.compile(r"\d{1,5}-(?P<words>[a-z0-9-]+)", re.I)
_SITES = (("openaccess.thecvf.com/", _CVF), ("ips.cc/paper/", _NEURIPS))


def title_in(url: str) -> tuple[Words, int, int] | None:
    """Return the words of the title that a paper's URL spells out, and the offsets of them; None for other URLs."""
    form = next((form for site, form in _SITES if site in url), None)
    if form is None:
        return None
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    found = form.match(path, path.rfind("/") + 1)
    if found is None:
        return None
    words = tuple(normalize_title(re.sub(r"[_-]", " ", unquote(found["words"]))).split())
    return words, *found.span("words")
