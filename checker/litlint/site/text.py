"""What may be shown of a list's text and addresses on a page that anyone opens: no password of a URL, above all."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote, urlsplit

from litlint import regex as re
from litlint.identifiers.urls import hide_passwords, without_user

# Characters that no reader sees and that reorder or hide a text, or that XML does not have: control characters, the marks
# of Unicode's bidirectional algorithm (UAX #9), surrogates, the byte order mark, noncharacters. The joiners of Persian,
# Hindi and emoji stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_SCHEMES = frozenset({"http", "https", "mailto"})


def plain(text: str) -> str:
    r"""Return a text on one line without characters that hide or reorder; a page isolates its direction besides.

    >>> plain("Gar\u202edens  in\nTowns"), plain("https://jane:secret@a.org")
    ('Gardens in Towns', 'https://jane:******@a.org')
    """
    return hide_passwords(" ".join(_UNSEEN.sub("", text.replace("\r", " ")).split()))


def plain_lines(text: str) -> str:
    """Return a text of several lines without characters that hide or reorder."""
    lines = text.replace("\r\n", "\n").split("\n")
    return hide_passwords("\n".join(_UNSEEN.sub("", line.replace("\t", "    ")) for line in lines))


def web_url(url: str | None) -> str:
    """Return a URL that a page may link, made of characters that URLs may have, empty for all but http(s) and mailto.

    A user's name and password are left out.

    >>> web_url("https://jane:secret@a.org/x y"), web_url("javascript:alert(1)"), web_url("//a.org")
    ('https://a.org/x%20y', '', '')
    """
    cleaned = without_user(plain(url or ""))
    try:
        parts = urlsplit(cleaned)
        if parts.scheme.lower() not in _SCHEMES or (parts.scheme.lower() != "mailto" and not parts.hostname):
            return ""
    except ValueError:  # brackets that hold no IPv6 address
        return ""
    return quote(cleaned, safe="%/:=&?~#+!$,;'@()*[]")


def folded(text: str) -> str:
    """Return a text as a reader types it into a search: lower case, no accents; the page's script folds alike.

    >>> folded("Poincaré Straße")
    'poincare straße'
    """
    decomposed = unicodedata.normalize("NFKD", plain(text).lower())
    return "".join(character for character in decomposed if unicodedata.category(character)[0] != "M")
