"""The rule url-shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from checker.model.document import Collection, Document
from checker.model.facts import Facts
from checker.model.finding import Edit, Finding, Fix, Severity
from checker.model.literal import LiteralLine, literal_lines
from checker.model.markup import Link
from checker.model.targets import names_site, target_of
from checker.model.templates import is_placeholder, shows_form
from checker.model.wording import normal
from checker.rule import Bad, Good, Rule

_SCHEME = re.compile(r"(?P<letters>[a-z]{2,9}+)(?P<marks>[:;.,]?(?:/{1,4}|\\{1,4})|:(?=www\.|[\w-]+\.[\w.-]+/))", re.I)
_WEB = re.compile(r"https?://", re.I)
_DOUBLED = re.compile(r"(?:https?[:;]?/{0,3}){2,}(?=[\w\[])", re.I)
_GLUED = re.compile(r"(?<=[^\s/=?&:#.|%+@-])https?:/{1,2}(?=[\w-]+\.)|(?<=[^\s/=?&:#.|%+@\w-])www\.(?=[\w-]+\.)", re.I)
_HOST = re.compile(r"[a-z]+://(?:[^/?#@\s]*@)?(?P<host>\[[0-9a-f:.]+\]|[^/?#:]*)", re.I)
_GOOD_HOST = re.compile(r"\[.*\]|localhost|(?:[\w-]+\.)+[\w-]+\.?")
_NO_END = re.compile(r"(?:%20)+\Z|[\s.,;:'\"*`|<>\[\]{}\\。，；：、）】》”’」]+\Z")
_ENDS_SO = re.compile(r"wiki|[({\[<][^)}\]>]*[)}\]>]\Z|\.{3}\Z|\binc\.\Z", re.I)
_WIDE = re.compile(r"[，。；：、（）！？《》【】“”「」]")
_LED = re.compile(
    r"(?!(?:git|web|svn|hg)\+|view-source:|http)[^/?#\s]{0,10}?[^/?#\s\w][^/?#\s]{0,2}?(?=https?://)|/(?=https?://)",
    re.I,
)
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)\Z", re.I)
_ARXIV = re.compile(r"arxiv:\s*((?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?)\Z", re.I)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")
_BLANK = re.compile(r"\S\s+\S")
_LABELLED = re.compile(r"\W*(?:[^\W\d]+ ?){1,4}[:：]\s*(?P<url>\ue001+)(?P<stop>[.,;。，；])\s*\Z")
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


class Fault(NamedTuple):
    """What is wrong with a URL between two offsets of its raw text, and the URL as it should be, if that is plain."""

    message: str
    start: int
    end: int
    mended: str | None = None
    severity: Severity = Severity.ERROR


class UrlShape(Rule):
    """A link whose URL cannot lead anywhere: no scheme, a misspelt or doubled one, nothing at all, or text that is no URL.

    Browsers and GitHub take a target without `https://` for a file of the repository, and whatever stands in a URL too
    much, a full stop or a second URL, for part of it. The page is not found, and no one notices until a reader does.

    Write the whole URL as the browser shows it, from `https://` on, and nothing else between the parentheses.
    """

    severity = Severity.ERROR
    examples = (
        Bad(
            "[pdf](www.gardens.org/a.pdf)\n",
            finds="www.gardens.org/a.pdf",
            fixed="[pdf](https://www.gardens.org/a.pdf)\n",
        ),
        Bad(
            "[pdf](htps://arxiv.org/abs/2001.01234)\n",
            finds="htps://",
            fixed="[pdf](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad(
            "[pdf](https://https://arxiv.org/abs/2001.01234)\n",
            finds="https://https://",
            fixed="[pdf](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad("- [Sorting Long Lists]()\n", finds="[Sorting Long Lists]()"),
        Bad("[Sorting Lists](<Sorting Lists>)\n", finds="Sorting Lists"),
        Bad("[code](https://github.com/doe/sort.)\n", finds=".", fixed="[code](https://github.com/doe/sort)\n"),
        Bad(
            "论文：https://arxiv.org/abs/2001.01234，很好\n",
            finds="，很好",
            fixed="论文：<https://arxiv.org/abs/2001.01234>，很好\n",
        ),
        Good("[A](https://web.archive.org/web/2020/https://gardens.org/a) (see https://gardens.org/b.)\n"),
        Good(
            "[A](https://en.wikipedia.org/wiki/Sort_(Unix)) [B](docs/www.md) [C](#gardens) [D](mailto:jane@gardens.org)\n"
        ),
        Good("## How to add a paper\n\n- [Title](url)\n"),
    )

    def check_document(self, document: Document, collection: Collection, facts: Facts) -> Iterator[Finding]:
        for link in document.links:
            fault = _fault(link, document, collection)
            if fault is not None and not is_placeholder(link.url) and not shows_form(document, link.span):
                yield self._finding(link, fault)
        for block in document.walk():
            if block.kind == "paragraph":
                for line in literal_lines(block):
                    yield from self._closing_stops(line)

    def _finding(self, link: Link, fault: Fault) -> Finding:
        if not link.url_span.text:
            return self.found(link.span, fault.message, help="write the URL, or take the link out")
        place = link.url_span.sub(fault.start, fault.end)
        if fault.mended is None:
            return self.found(
                place, fault.message, help="write the whole URL, from https:// on", severity=fault.severity
            )
        fix = Fix(f"write {fault.mended}", (Edit(link.url_span, fault.mended),))
        return self.found(place, fault.message, fix=fix, severity=fault.severity)

    def _closing_stops(self, line: LiteralLine) -> Iterator[Finding]:
        """Find the full stop behind a URL that stands alone behind its label."""
        found = _LABELLED.match(line.text)
        if found:
            place = line.span(*found.span("stop"))
            message = f'"{found["stop"]}" stands right behind the URL, though this line is no sentence'
            fix = Fix("take it out", (Edit(place, ""),))
            yield self.found(place, message, fix=fix, severity=Severity.WARNING)


def _fault(link: Link, document: Document, collection: Collection) -> Fault | None:
    raw = link.url_span.text
    if not link.url.strip():
        return None if link.kind == "definition" or _WEB.search(link.text) else Fault("this link has no target", 0, 0)
    if link.kind in ("bare", "autolink"):
        return _wide(raw) or _doubled(raw) or _glued(raw) or _host(raw)
    target = target_of(link.url, document.path)
    if target is not None:
        there = collection.paths or frozenset()
        if target.path is None or target.path in there or target.path + "/" in there:
            return None
    for check in _CHECKS:
        fault = check(raw)
        if fault is not None:
            return fault
    return _title(link, raw) if target is not None and collection.paths is not None else None


def _doubled(raw: str) -> Fault | None:
    found = _DOUBLED.match(raw)
    if found is None or found[0].lower() in ("http://", "https://"):
        return None
    scheme = "https://" if "https" in found[0][-8:].lower() else "http://"
    return Fault("the scheme stands here twice", *found.span(), scheme + raw[found.end() :])


def _led(raw: str) -> Fault | None:
    found = _LED.match(raw)
    if found is None:
        return None
    mended = raw[found.end() :]
    closing = mended.endswith(")") and found[0].endswith("(")
    return Fault(f'"{found[0]}" stands before the URL', *found.span(), mended[:-1] if closing else mended)


def _scheme(raw: str) -> Fault | None:
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
    return Fault(message, *found.span(), scheme + raw[found.end() :].lstrip("/\\"))


def _is_like_http(letters: str) -> bool:
    """Say whether letters are those of http or https, one missing, doubled, wrong or in the wrong place."""
    return letters.startswith(("h", "t")) and any(_is_one_off(letters, scheme) for scheme in ("https", "http"))


def _glued(raw: str) -> Fault | None:
    found = _GLUED.search(raw, 8)
    if found is None:
        return None
    return Fault("two URLs run together here", found.start(), len(raw))


def _wide(raw: str) -> Fault | None:
    found = _WIDE.search(raw)
    if found is None:
        return None
    message = "the link runs on into the text: full-width punctuation does not end a URL"
    return Fault(message, found.start(), len(raw), f"<{raw[: found.start()]}>{raw[found.start() :]}")


def _bare_target(raw: str) -> Fault | None:
    if found := _DOI.match(raw):
        return Fault("a DOI alone is no URL", 0, len(raw), "https://doi.org/" + found[1])
    if found := _ARXIV.match(raw):
        return Fault("an arXiv identifier alone is no URL", 0, len(raw), "https://arxiv.org/abs/" + found[1])
    if _MAIL.match(raw):
        return Fault("an address of e-mail needs mailto: before it", 0, len(raw), "mailto:" + raw)
    if names_site(raw):
        return Fault("without https:// this is taken for a file of the repository", 0, len(raw), "https://" + raw)
    return None


def _host(raw: str) -> Fault | None:
    found = _HOST.match(raw)
    if found is None or not _WEB.match(raw):
        return None
    host = found["host"].lower()
    if not _GOOD_HOST.fullmatch(host):
        return Fault(f'"{found["host"]}" is no host', *found.span("host"))
    site = next((site for site in _SITES if host != site and _is_one_off(host, site)), None)
    if site is None or host.removeprefix("www.") in (s.removeprefix("www.") for s in _SITES):
        return None
    mended = raw[: found.start("host")] + site + raw[found.end("host") :]
    return Fault(f"{host} is {site}, misspelt", *found.span("host"), mended)


def _end(raw: str) -> Fault | None:
    if not _WEB.match(raw):
        return None
    found = _NO_END.search(raw)
    if found and not _ENDS_SO.search(raw) and ":~:" not in raw:
        what = "a blank" if "%" in found[0] or found[0].isspace() else f'"{found[0].strip()}"'
        return Fault(f"the URL ends in {what}, which is hardly part of it", *found.span(), raw[: found.start()])
    if raw.endswith(")") and raw.count(")") > raw.count("("):
        return Fault("the URL ends in a parenthesis that was never opened", len(raw) - 1, len(raw), raw[:-1])
    return None


def _blank(raw: str) -> Fault | None:
    found = _BLANK.search(raw)
    if found is None or not _WEB.match(raw):
        return None
    return Fault("there is a blank in the URL", found.start() + 1, found.end() - 1, severity=Severity.WARNING)


def _title(link: Link, raw: str) -> Fault | None:
    """Find a title where the URL should be: the words of the link again, or a sentence."""
    words, title = normal(link.url), normal(link.text)
    if link.is_image or "/" in raw or "." in raw.strip(".?!"):
        return None
    if not words or (words != title and (len(words.split()) < 3 or words not in title)):
        return None
    return Fault("the target is the title, not a URL", 0, len(raw))


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


_CHECKS: tuple[Callable[[str], Fault | None], ...] = (
    _doubled,
    _led,
    _scheme,
    _bare_target,
    _glued,
    _end,
    _host,
    _blank,
)
