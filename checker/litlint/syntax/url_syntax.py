"""What is wrong with the form of a URL, so that it can lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from litlint.model.finding import Severity
from litlint.syntax.link_target import names_site

_SCHEME = re.compile(r"(?P<letters>[a-z]{2,9}+)(?P<marks>[:;.,]?(?:/{1,4}|\\{1,4})|:(?=www\.|[\w-]+\.[\w.-]+/))", re.I)
_WEB = re.compile(r"https?://", re.I)
_DOUBLED = re.compile(r"(?:https?[:;]?/{0,3}){2,}(?=[\w\[])", re.I)
_GLUED = re.compile(r"(?<=[^\s/=?&:#.|%+@-])https?:/{1,2}(?=[\w-]+\.)|(?<=[^\s/=?&:#.|%+@\w-])www\.(?=[\w-]+\.)", re.I)
_HOST = re.compile(r"[a-z]+://(?:[^/?#@\s]*@)?(?P<host>\[[0-9a-f:.]+\]|[^/?#:]*)", re.I)
_GOOD_HOST = re.compile(r"\[.*\]|localhost|(?:[\w-]+\.)+[\w-]+\.?")
_NO_END = re.compile(r"(?:%20)+\Z|[\s.,;:'\"*`|<>\[\]{}\\。，；：、）】》”’」]+\Z")
# Ends that look like a sentence's and are the URL's own: an abbreviation of single letters (`github.com/doe/E.G.`) too.
_ENDS_SO = re.compile(r"wiki|[({\[<][^)}\]>]*[)}\]>]\Z|\.{3}\Z|\binc\.\Z|(?<![^\W_])(?:[^\W_]\.){2,8}\Z", re.I)
_WIDE = re.compile(r"[，。；：、（）！？《》【】“”「」]")
_LED = re.compile(
    r"(?!(?:git|web|svn|hg)\+|view-source:|http)[^/?#\s]{0,10}?[^/?#\s\w][^/?#\s]{0,2}?(?=https?://)|/(?=https?://)",
    re.I,
)
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)\Z", re.I)
_ARXIV = re.compile(r"arxiv:\s*((?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?)\Z", re.I)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")
_BLANK = re.compile(r"\S\s+\S")
# The sites that lists of papers link to most; one letter off is never another site that they mean.
_SITES = (
    *(
        "arxiv.org",
        "github.com",
        "huggingface.co",
        "openreview.net",
        "aclanthology.org",
        "dl.acm.org",
        "www.aclweb.org",
    ),
    *(
        "openaccess.thecvf.com",
        "proceedings.mlr.press",
        "proceedings.neurips.cc",
        "papers.nips.cc",
        "ieeexplore.ieee.org",
    ),
    *(
        "raw.githubusercontent.com",
        "link.springer.com",
        "www.usenix.org",
        "proceedings.mlsys.org",
        "www.semanticscholar.org",
    ),
)


class UrlProblem(NamedTuple):
    """What is wrong with a URL between two offsets of its raw text, and the URL as it should be, if that is plain."""

    message: str
    start: int
    end: int
    mended: str | None = None
    severity: Severity = Severity.ERROR


_LOOSE = re.compile(
    r"(?<![\w/.@:=?&#%-])(?:(?P<scheme>(?P<letters>[a-z]{2,7})(?:[:;.,]?/{1,4}|:))(?:[\w-]+\.)+[a-z]{2,}/[\w?]"
    rf"|(?P<host>{'|'.join(re.escape(site.removeprefix('www.')) for site in _SITES)})/[\w?])",
    re.I,
)


def explicit_fault(raw: str) -> UrlProblem | None:
    """Find what is wrong with the URL of a link that says its target, given the raw text."""
    return next((fault for check in _CHECKS if (fault := check(raw)) is not None), None)


def bare_fault(raw: str) -> UrlProblem | None:
    """Find what is wrong with a URL that stands in running text, where its end is guessed."""
    return _wide(raw) or _doubled(raw) or _glued(raw) or _host(raw) or _hard_break(raw)


def text_faults(text: str) -> Iterator[UrlProblem]:
    """Find URLs in running text that GitHub does not make links of, given the text with stand-ins for markup."""
    for found in _LOOSE.finditer(text):
        letters = found["letters"]
        if letters is None:
            yield UrlProblem("without https:// this is no link", *found.span("host"), "https://" + found["host"])
        elif letters.lower() in ("http", "https") or _is_like_http(letters.lower()):
            scheme = "https://" if "s" in letters.lower() else "http://"
            yield UrlProblem(f"{found['scheme']} is no scheme, so this is no link", *found.span("scheme"), scheme)


def _doubled(raw: str) -> UrlProblem | None:
    found = _DOUBLED.match(raw)
    if found is None or found[0].lower() in ("http://", "https://"):
        return None
    scheme = "https://" if "https" in found[0][-8:].lower() else "http://"
    return UrlProblem("the scheme stands here twice", *found.span(), scheme + raw[found.end() :])


def _led(raw: str) -> UrlProblem | None:
    found = _LED.match(raw)
    if found is None:
        return None
    mended = raw[found.end() :]
    closing = mended.endswith(")") and found[0].endswith("(")
    return UrlProblem(f'"{found[0]}" stands before the URL', *found.span(), mended[:-1] if closing else mended)


def _parenthesised(raw: str) -> UrlProblem | None:
    if not (raw.startswith("(") and raw.endswith(")")) or ("://" not in raw and "/" not in raw and "." not in raw):
        return None
    return UrlProblem("the target is in two pairs of parentheses", 0, len(raw), raw[1:-1])


def _scheme(raw: str) -> UrlProblem | None:
    found = _SCHEME.match(raw)
    if found is None or _WEB.match(raw):
        return None
    letters = found["letters"].lower()
    if letters not in ("http", "https") and not _is_like_http(letters):
        return None
    if letters == "http" and found["marks"] == ":/" and not re.match(r"[\w-]+\.", raw[found.end() :]):
        return None
    scheme = "https://" if "s" in letters else "http://"
    message = f"{found[0]} is no scheme" if letters in ("http", "https") else f"the scheme {scheme} is misspelt"
    return UrlProblem(message, *found.span(), scheme + raw[found.end() :].lstrip("/\\"))


def _is_like_http(letters: str) -> bool:
    """Say whether letters are those of http or https, one missing, doubled, wrong or in the wrong place."""
    return letters.startswith(("h", "t")) and any(_is_one_off(letters, scheme) for scheme in ("https", "http"))


def _glued(raw: str) -> UrlProblem | None:
    found = _GLUED.search(raw, 8)
    if found is None:
        return None
    return UrlProblem("two URLs run together here", found.start(), len(raw))


def _wide(raw: str) -> UrlProblem | None:
    found = _WIDE.search(raw)
    if found is None:
        return None
    message = "the link runs on into the text: full-width punctuation does not end a URL"
    return UrlProblem(message, found.start(), len(raw), f"<{raw[: found.start()]}>{raw[found.start() :]}")


def _hard_break(raw: str) -> UrlProblem | None:
    """Find the backslash of a hard line break that became part of a bare URL (GitHub Flavored Markdown, 6.9)."""
    if not raw.endswith("\\"):
        return None
    bare = raw.rstrip("\\")
    message = "the backslash that breaks the line is taken for part of the URL"
    return UrlProblem(message, len(bare), len(raw), f"{bare} \\", Severity.WARNING)


def _bare_target(raw: str) -> UrlProblem | None:
    if found := _DOI.match(raw):
        return UrlProblem("a DOI alone is no URL", 0, len(raw), "https://doi.org/" + found[1])
    if found := _ARXIV.match(raw):
        return UrlProblem("an arXiv identifier alone is no URL", 0, len(raw), "https://arxiv.org/abs/" + found[1])
    if _MAIL.match(raw):
        return UrlProblem("an address of e-mail needs mailto: before it", 0, len(raw), "mailto:" + raw)
    if names_site(raw):
        return UrlProblem("without https:// this is taken for a file of the repository", 0, len(raw), "https://" + raw)
    return None


def _host(raw: str) -> UrlProblem | None:
    found = _HOST.match(raw)
    if found is None or not _WEB.match(raw):
        return None
    host = found["host"].lower()
    if not _GOOD_HOST.fullmatch(host):
        return UrlProblem(f'"{found["host"]}" is no host', *found.span("host"))
    site = _misspelt(host)
    if site is None:
        return None
    mended = raw[: found.start("host")] + site + raw[found.end("host") :]
    return UrlProblem(f"{host} is {site}, misspelt", *found.span("host"), mended)


@lru_cache(maxsize=1024)
def _misspelt(host: str) -> str | None:
    """Return the site that a host is meant to be, one letter off; None for that site itself, and for any other."""
    if host.removeprefix("www.") in (site.removeprefix("www.") for site in _SITES):
        return None
    return next((site for site in _SITES if _is_one_off(host, site)), None)


def _end(raw: str) -> UrlProblem | None:
    if not _WEB.match(raw):
        return None
    found = _NO_END.search(raw)
    if found and not _ENDS_SO.search(raw) and ":~:" not in raw:
        what = "a blank" if "%" in found[0] or found[0].isspace() else f'"{found[0].strip()}"'
        return UrlProblem(f"the URL ends in {what}, which is hardly part of it", *found.span(), raw[: found.start()])
    if raw.endswith(")") and raw.count(")") > raw.count("("):
        return UrlProblem("the URL ends in a parenthesis that was never opened", len(raw) - 1, len(raw), raw[:-1])
    return None


def _blank(raw: str) -> UrlProblem | None:
    found = _BLANK.search(raw)
    if found is None or not _WEB.match(raw):
        return None
    return UrlProblem("there is a blank in the URL", found.start() + 1, found.end() - 1, severity=Severity.WARNING)


def _is_one_off(word: str, other: str) -> bool:
    """Say whether two words differ by one letter that is missing, wrong or in the place of its neighbour."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    return (
        word[at + 1 :] == other[at + 1 :]
        or word[at + 1 :] == other[at:]
        or word[at:] == other[at + 1 :]
        or (word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :])
    )


_CHECKS: tuple[Callable[[str], UrlProblem | None], ...] = (
    _doubled,
    _led,
    _parenthesised,
    _scheme,
    _bare_target,
    _glued,
    _end,
    _host,
    _blank,
)
