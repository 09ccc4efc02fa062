"""What is wrong with the form of a URL, so that it can lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from litlint import regex as re
from litlint.identifiers.hosts import hosts
from litlint.identifiers.identifier import identify
from litlint.metadata.spelling import distance
from litlint.model.finding import Severity
from litlint.syntax.link_target import names_site

# A scheme with the marks that people type for `://`; whether it is right is decided by the caller.
_SCHEME = re.compile(
    r"(?P<letters>[a-z]{2,9}+)(?P<marks>[:;.,：；]?(?:/{1,4}|\\{1,4})|:(?=www\.|[\w-]+\.[\w.-]+/))", re.I
)
# A scheme as it should be.
_WEB = re.compile(r"https?://", re.I)
# Two schemes in a row, `https://https://`, the last with a mark: hosts such as `httpbin.org` begin with the same letters.
_DOUBLED = re.compile(r"(?:https?[:;]?/{0,3})+https?(?:[:;]/{0,3}|/{1,3})(?=[\w\[])", re.I)
# A second address that begins inside a first one without a separator. After `/`, `=`, `?` and the like it may be a
# parameter, such as an archive's.
_GLUED = re.compile(r"(?<=[^\s/=?&:#.|%+@-])https?:/{1,2}(?=[\w-]+\.)|(?<=[^\s/=?&:#.|%+@\w-])www\.(?=[\w-]+\.)", re.I)
# An address in the path of another one, as web archives and proxies have it.
_SECOND = re.compile(r"(?<=/)(?P<scheme>https?:/{1,2})(?P<host>[\w-]+(?:\.[\w-]+)+)", re.I)
_LONG_ENOUGH, _TWO_SLIPS = 8, 2  # of eight letters, two may be wrong, if the rest of the URL proves which are meant
# The host of an address, without user, password and port.
_HOST = re.compile(r"[a-z]+://(?:[^/?#@\s]*+@)*+(?P<host>\[[0-9a-f:.]+\]|[^/?#:]*)", re.I)
# Names, IPv6 addresses and localhost: what can be a host.
_GOOD_HOST = re.compile(r"\[.*\]|localhost|(?:[\w-]+\.)+[\w-]+\.?")
# Signs with which no address ends: they belong to the sentence or the markup around it.
_NO_END = re.compile(
    r"(?<!%20)(?:%20)++\Z|(?<![\s.,;:'\"*`|<>\[\]{}\\。，；：、）】》”’」])[\s.,;:'\"*`|<>\[\]{}\\。，；：、）】》”’」]++\Z"
)
# Ends that look like a sentence's and are the URL's own: an abbreviation of single letters (`github.com/doe/E.G.`) too.
_ENDS_SO = re.compile(r"wiki|[({\[<][^({\[<)}\]>]*[)}\]>]\Z|\.{3}\Z|\binc\.\Z|(?<![^\W_])(?:[^\W_]\.){2,8}\Z", re.I)
_WIDE = re.compile(r"[，。；：、（）！？《》【】“”「」]")
_LED = re.compile(
    r"(?!(?:git|web|svn|hg)\+|view-source:|http)[^/?#\s]{0,10}?[^/?#\s\w][^/?#\s]{0,2}?(?=https?://)|/(?=https?://)",
    re.I,
)
_LINK = re.compile(r"\[(?P<text>https?://[^\[\]\s]+)\]\((?P<url>https?://[^\[\]\s]+)\)", re.I)
# A bare DOI where an address belongs.
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)\Z", re.I)
# An arXiv id in running-text form where an address belongs.
_ARXIV = re.compile(r"arxiv:\s*((?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v\d+)?)\Z", re.I)
# A bare mail address.
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+\Z")
# A URL as nearly all are: one scheme, a host, a path of letters, digits and signs that separate, and no sign at its end.
_PLAIN = re.compile(r"https?://(?!http)[A-Za-z\d.-]++(?:/[A-Za-z\d_./?=&#+-]*+)?(?<=[A-Za-z\d/])", re.A)
# A file or a server of the computer on which it was written (RFC 8089, RFC 6761), or a path with a drive's letter.
_LOCAL = re.compile(r"file:/+[^\s/]*+|https?://(?:localhost|127\.0\.0\.1)(?![\w.-])|(?<![\w.])[a-z]:\\", re.I)
# A blank inside an address.
_BLANK = re.compile(r"\S\s+\S")


class UrlProblem(NamedTuple):
    """What is wrong with a URL between two offsets of its raw text, and the URL as it should be, if that is plain."""

    message: str
    start: int
    end: int
    repaired: str | None = None
    severity: Severity = Severity.ERROR


# What `git clone` takes over SSH (git-clone(1), "GIT URLS").
_GIT = re.compile(r"(?:ssh://)?git@(?P<host>[\w.-]+\.[a-z]{2,})[:/](?P<path>[\w.~/-]+?)(?:\.git)?/?", re.I)
# An address in running text that lacks its scheme, has a misspelt one, or touches a word before it. It needs a path: a
# bare `name.word` may be a file or a sentence without a blank. 24 letters are longer than nearly any word.
_LOOSE = re.compile(
    r"(?<![\w/.@:=?&#%-])(?:(?P<scheme>(?P<letters>[a-z]{2,24})(?:[:;.,：]?/{1,4}|[:：]))(?:[\w-]+\.)+[a-z]{2,}/[\w?]"
    r"|(?P<host>(?:[a-z]{2,12}\.){1,3}[a-z]{2,7})/[\w?])",
    re.I,
)


def explicit_fault(raw: str) -> UrlProblem | None:
    """Find what is wrong with the URL of a link that says its target, given the raw text."""
    checks = _CHECKS_OF_PLAIN if _PLAIN.fullmatch(raw) else _CHECKS
    fault = next((fault for check in checks if (fault := check(raw)) is not None), None)
    if fault is not None and fault.repaired is not None and (end := _end(fault.repaired)) is not None:
        return fault._replace(repaired=end.repaired or fault.repaired)
    return fault


def bare_fault(raw: str) -> UrlProblem | None:
    """Find what is wrong with a URL that is in running text, where its end is guessed."""
    return _wide(raw) or _doubled(raw) or _glued(raw) or _host(raw) or _hard_break(raw)


def text_faults(text: str) -> Iterator[UrlProblem]:
    """Find URLs in running text that GitHub does not make links of, given the text with stand-ins for markup."""
    for found in _LOOSE.finditer(text):
        letters = found["letters"]
        if letters is None:
            if found["host"].lower() not in _common_hosts():
                continue
            yield UrlProblem("without https:// this is not a link", *found.span("host"), "https://" + found["host"])
        elif letters.lower() in ("http", "https") or _is_like_http(letters.lower()):
            scheme = "https://" if "s" in letters.lower() else "http://"
            yield UrlProblem(
                f"{found['scheme']} is not a URL scheme, so this is not a link", *found.span("scheme"), scheme
            )
        elif glued := _WEB.search(found["scheme"]):
            word = found["scheme"][: glued.start()]
            between = "" if _WEB.fullmatch(f"{word}://") else f"{word} "
            message = "GitHub makes no link of a URL that a letter touches"
            yield UrlProblem(message, *found.span("scheme"), between + glued[0])


def _doubled(raw: str) -> UrlProblem | None:
    found = _DOUBLED.match(raw)
    if found is None or found[0].lower() in ("http://", "https://"):
        return None
    scheme = "https://" if "https" in found[0][-8:].lower() else "http://"
    return UrlProblem("the scheme is doubled", *found.span(), scheme + raw[found.end() :])


def _linked(raw: str) -> UrlProblem | None:
    """Find a whole link where its URL belongs: `[T]([U](U))`."""
    found = _LINK.fullmatch(raw)
    if found is None:
        return None
    repaired = found["url"] if found["text"] == found["url"] else None
    return UrlProblem("a link stands where the URL of this link belongs", 0, len(raw), repaired)


def _led(raw: str) -> UrlProblem | None:
    found = _LED.match(raw)
    if found is None:
        return None
    repaired = raw[found.end() :]
    closing = repaired.endswith(")") and found[0].endswith("(")
    return UrlProblem(f"`{found[0]}` before the URL", *found.span(), repaired[:-1] if closing else repaired)


def _of_git(raw: str) -> UrlProblem | None:
    """Find an address that only git reads: `git@github.com:doe/sort.git`."""
    found = _GIT.fullmatch(raw)
    if found is None:
        return None
    return UrlProblem(
        "only git can open this address, browsers cannot", 0, len(raw), f"https://{found['host']}/{found['path']}"
    )


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
    message = (
        f"`{found[0]}` is not a URL scheme" if letters in ("http", "https") else f"the scheme {scheme} is misspelt"
    )
    return UrlProblem(message, *found.span(), scheme + raw[found.end() :].lstrip("/\\"))


def _local(raw: str) -> UrlProblem | None:
    found = _LOCAL.match(raw)
    return UrlProblem("this leads to one computer only", *found.span()) if found else None


def _is_like_http(letters: str) -> bool:
    """Say whether letters are those of http or https, one missing, doubled, wrong, in the wrong place or typed before."""
    if letters[1:] in ("http", "https"):
        return letters != "shttp"  # a scheme of its own, RFC 2660
    return letters.startswith(("h", "t")) and any(_is_one_off(letters, scheme) for scheme in ("https", "http"))


def _glued(raw: str) -> UrlProblem | None:
    found = _GLUED.search(raw, 8)
    if found is not None:
        return UrlProblem("two URLs run together here", found.start(), len(raw))
    found = _SECOND.search(raw, 8)
    host = _HOST.match(raw)
    if found is None or host is None:
        return None
    # Archives, proxies and translators take a whole URL as their path; sites that serve files or works do not.
    outer = host["host"].lower().removeprefix("www.")
    own = hosts().is_shared(outer) or outer in _common_hosts() or found["host"].lower().removeprefix("www.") == outer
    return UrlProblem("a second URL begins inside this one", found.start("scheme"), len(raw)) if own else None


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
    message = "the backslash that breaks the line becomes part of the URL"
    return UrlProblem(message, len(bare), len(raw), f"{bare} \\", Severity.WARNING)


def _bare_target(raw: str) -> UrlProblem | None:
    if found := _DOI.match(raw):
        return UrlProblem("a DOI alone is not a URL", 0, len(raw), "https://doi.org/" + found[1])
    if found := _ARXIV.match(raw):
        return UrlProblem("an arXiv identifier alone is not a URL", 0, len(raw), "https://arxiv.org/abs/" + found[1])
    if _MAIL.match(raw):
        return UrlProblem("an e-mail address needs mailto: before it", 0, len(raw), "mailto:" + raw)
    if names_site(raw):
        return UrlProblem("without https:// this is read as a file of the repository", 0, len(raw), "https://" + raw)
    return None


def _host(raw: str) -> UrlProblem | None:
    found = _HOST.match(raw)
    if found is None or not _WEB.match(raw):
        return None
    host = found["host"].lower()
    if not host:
        return UrlProblem("this URL ends before its host", 0, len(raw))
    repaired = _meant(raw, host, *found.span("host"))
    if repaired is None:
        good = _GOOD_HOST.fullmatch(host)
        return None if good else UrlProblem(f"`{found['host']}` is not a valid host", *found.span("host"))
    site = _HOST.match(repaired)
    name = site["host"] if site else repaired
    message = (
        f"{host} looks like {name} misspelt" if name != host else "the path of this URL lacks the part that names works"
    )
    return UrlProblem(message, *found.span("host"), repaired)


def _meant(raw: str, host: str, start: int, end: int) -> str | None:
    """Return a URL with the host that was meant; None if the host is known, or like none that is.

    One slip is proof enough. More, another ending, or the path glued to the host need another: that the URL then names a
    work or a repository, in the form of its site, which it does not as it is.
    """
    site = _misspelt(host)
    if site is not None:
        return raw[:start] + site + raw[end:]
    if identify(raw) is not None:
        return None
    for known in _like(host):
        path = raw[end:]
        if host.startswith(known) and host.rpartition(".")[2] in hosts().longer_endings:
            continue  # `github.community` is a site of its own
        if host != known and host.startswith(known):  # the path is glued to the host, by a dot or by nothing
            path = f"/{host[len(known) :].removeprefix('.')}{path}"
        ways = [raw[:start] + known + path]
        views = hosts().works.get(known, ()) if known == host else ()
        # A path that has such a part already names something else: `dl.acm.org/doi/proceedings/…` is a volume.
        if path.strip("/").partition("/")[0] not in {view.partition("/")[0] for view in views}:
            ways += [f"{raw[:start]}{known}/{view}{path}" for view in views[:1] if view]
        for repaired in ways:
            if repaired != raw and identify(repaired) is not None:
                return repaired
    return None


@lru_cache(maxsize=1024)
def _like(host: str) -> tuple[str, ...]:
    """Return the common sites that a host resembles: the same name with another ending, or two slips away, or itself."""
    plain = host.removeprefix("www.")
    if plain in hosts().others or hosts().is_shared(plain):
        return ()
    name = plain.rpartition(".")[0]
    return tuple(
        known
        for known in (site.removeprefix("www.") for site in hosts().common)
        if plain == known
        or plain.startswith(known)
        or (name and name == known.rpartition(".")[0])
        or _is_two_off(plain, known)
    )


def _is_two_off(host: str, known: str) -> bool:
    """Say whether two hosts differ by two slips; below one domain only the long part of a name: dl and doi are two sites."""
    own, site = host.split("."), known.split(".")
    while own and site and own[-1] == site[-1]:
        own.pop()
        site.pop()
    long_enough = len(known) >= _LONG_ENOUGH and (len(site) > 1 or len("".join(site)) > 2 * _TWO_SLIPS)
    return long_enough and abs(len(host) - len(known)) <= 1 and distance(host, known) <= _TWO_SLIPS


@lru_cache(maxsize=1024)
def _misspelt(host: str) -> str | None:
    """Return the site that a host is meant to be, one slip off; None for that site itself, and for any other."""
    if host.removeprefix("www.") in _common_hosts() | hosts().others:
        return None
    return next((site for site in hosts().common if _is_one_off(host, site)), None)


@lru_cache(maxsize=1)
def _common_hosts() -> frozenset[str]:
    return frozenset(site.removeprefix("www.") for site in hosts().common)


def rare_host(host: str, frequent: frozenset[str]) -> str | None:
    """Return the host of several other links that a host, which only one link has, is meant to be, one slip off.

    Short names, names of users and names that differ in a digit are different on purpose.
    """
    plain = host.removeprefix("www.")
    if hosts().is_shared(plain) or plain in hosts().others or len(plain) < _LONG_ENOUGH:
        return None
    digits = [letter for letter in plain if letter.isdigit()]
    return next(
        (
            known
            for known in sorted(frequent)
            if _is_one_off(plain, known.removeprefix("www."))
            and [letter for letter in known if letter.isdigit()] == digits
        ),
        None,
    )


def _nothing_named(raw: str) -> UrlProblem | None:
    """Find the page of a work whose URL ends where the work would be named."""
    found = _HOST.match(raw)
    host = found["host"].lower().removeprefix("www.") if found else ""
    paths = hosts().works.get(host)
    if found is None or paths is None:
        return None
    rest = raw[found.end() :].partition("#")[0]
    # OpenReview and others name the work in the query.
    rest = re.sub(r"\?(?:id=)?\Z", "", rest)
    if rest.strip("/") not in paths or (not rest.strip("/") and not raw.endswith("/")):
        return None
    return UrlProblem("this URL names no work: the identifier is missing", 0, len(raw))


def _end(raw: str) -> UrlProblem | None:
    if not _WEB.match(raw):
        return None
    found = _NO_END.search(raw)
    # An apostrophe at the end of a fragment is a prime of a name: `#Matrix.toLin'`; a blank at the end of a query is typed on.
    own = found is not None and ((found[0] == "'" and "#" in raw) or ("%" in found[0] and "?" in raw))
    if found and not own and not _ENDS_SO.search(raw) and ":~:" not in raw:
        what = "a space" if "%" in found[0] or found[0].isspace() else f"`{found[0].strip()}`"
        return UrlProblem(f"the URL ends in {what}, which is hardly part of it", *found.span(), raw[: found.start()])
    if raw.endswith(")") and raw.count(")") > raw.count("("):
        return UrlProblem("the URL ends in a parenthesis that was never opened", len(raw) - 1, len(raw), raw[:-1])
    return None


def _blank(raw: str) -> UrlProblem | None:
    found = _BLANK.search(raw)
    if found is None or not _WEB.match(raw):
        return None
    return UrlProblem("there is a space in the URL", found.start() + 1, found.end() - 1, severity=Severity.WARNING)


def _is_one_off(word: str, other: str) -> bool:
    """Say whether two words differ by one letter that is missing or wrong, or by two near each other that are swapped."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    swapped = (
        len(word) == len(other) and word[at + 3 :] == other[at + 3 :] and word[at : at + 3] == other[at : at + 3][::-1]
    )
    return (
        swapped
        or word[at + 1 :] == other[at + 1 :]
        or word[at + 1 :] == other[at:]
        or word[at:] == other[at + 1 :]
        or (word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :])
    )


_CHECKS: tuple[Callable[[str], UrlProblem | None], ...] = (
    _doubled,
    _linked,
    _led,
    _parenthesised,
    _of_git,
    _local,
    _scheme,
    _bare_target,
    _glued,
    _end,
    _host,
    _nothing_named,
    _blank,
)
# In a plain URL only where it leads can be wrong.
_CHECKS_OF_PLAIN = (_local, _host, _nothing_named)
