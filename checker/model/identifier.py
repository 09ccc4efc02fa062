"""Identifiers of works, repositories and books: found in URLs, in text and in BibTeX fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from checker.model import arxiv, doi, schemes

_NAMES = {
    "aaai": "AAAI",
    "acl": "ACL",
    "acm": "ACM",
    "arxiv": "arXiv",
    "cvf": "CVF",
    "dblp": "DBLP",
    "doi": "doi",
    "ecva": "ECVA",
    "github": "github",
    "gitlab": "gitlab",
    "hal": "HAL",
    "huggingface": "huggingface",
    "ieee": "IEEE",
    "isbn": "ISBN",
    "jmlr": "JMLR",
    "mlsys": "MLSys",
    "neurips": "NeurIPS",
    "openreview": "OpenReview",
    "pii": "PII",
    "pmc": "PMC",
    "pmlr": "PMLR",
    "pubmed": "PMID",
    "s2": "S2",
    "usenix": "USENIX",
}
_PLACES = {
    "aaai": "https://ojs.aaai.org/index.php/AAAI/article/view/{}",
    "acl": "https://aclanthology.org/{}/",
    "acm": "https://dl.acm.org/doi/10.5555/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "dblp": "https://dblp.org/rec/{}",
    "doi": "https://doi.org/{}",
    "ecva": "https://www.ecva.net/papers/eccv_{}",
    "github": "https://github.com/{}",
    "gitlab": "https://gitlab.com/{}",
    "hal": "https://hal.science/{}",
    "huggingface": "https://huggingface.co/{}",
    "ieee": "https://ieeexplore.ieee.org/document/{}",
    "isbn": "urn:isbn:{}",
    "openreview": "https://openreview.net/forum?id={}",
    "pii": "https://www.sciencedirect.com/science/article/pii/{}",
    "pmc": "https://pmc.ncbi.nlm.nih.gov/articles/PMC{}/",
    "pmlr": "https://proceedings.mlr.press/{}.html",
    "pubmed": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "s2": "https://www.semanticscholar.org/paper/{}",
}
_NO_WORKS = frozenset(("github", "gitlab", "huggingface", "isbn"))


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name that a scheme gave to one thing; equality ignores version and spelling.

    ``value`` is canonical: a DOI and a GitHub name are in lower case, an old arXiv id has no subject class. ``spelling`` is
    how the site itself writes the value, empty where it writes it so; a value without it still leads to the thing, or
    to its site where the value cannot tell the whole URL (CVF, NeurIPS).
    """

    scheme: str
    value: str
    version: int | None = field(default=None, compare=False)
    spelling: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{_NAMES.get(self.scheme, self.scheme)}:{self.value}"

    @property
    def url(self) -> str:
        """The canonical URL, without a version."""
        written = self.spelling or self.value
        if self.scheme == "doi":
            written = quote(self.value, safe="/:;()._-+")
        elif self.scheme == "s2" and self.value.startswith("corpusid:"):
            return "https://api.semanticscholar.org/CorpusID:" + self.value.partition(":")[2]
        elif self.scheme in _BUILDERS:
            return _BUILDERS[self.scheme](self.value, self.spelling)
        return _PLACES[self.scheme].format(written)

    @property
    def is_work(self) -> bool:
        """Whether this names a work rather than code, a model, a data set or a book."""
        return self.scheme not in _NO_WORKS

    @property
    def work_key(self) -> str:
        """What two identifiers share when they certainly name one work: an ACL id and the DOI made of it, for example."""
        if self.scheme == "doi":
            head, _, tail = self.value.partition("/")
            if head in ("10.18653", "10.3115"):
                named = schemes.name_acl(tail.removeprefix("v1/"))
                if named:
                    return f"acl:{named.value}"
            if head == "10.1145" and re.fullmatch(r"\d+\.\d+", tail, re.A):
                return f"acm:{tail.partition('.')[2]}"
        elif self.scheme == "acm":
            return f"acm:{self.value.rpartition('.')[2]}"
        return f"{self.scheme}:{self.value}"

    def comparable_with(self, other: Identifier) -> bool:
        """Say whether these two, when they differ in ``work_key``, prove two works.

        Not so across schemes, nor where a scheme gives one work several values: OpenReview a forum for every submission,
        a publisher a DOI to the paper and another to its journal version. There only a slip of the pen is proof, two
        values alike but for one or two characters.
        """
        mine, theirs = self.work_key, other.work_key
        if mine == theirs:
            return True
        scheme = mine.partition(":")[0]
        if scheme != theirs.partition(":")[0] or not self.is_work:
            return False
        if scheme == "doi":
            series = doi.series(self.value)
            return series is not None and series == doi.series(other.value)
        if scheme in ("arxiv", "acl", "acm", "pmlr", "mlsys", "jmlr", "cvf", "pubmed", "pmc", "pii"):
            return True
        if scheme == "neurips":
            return ("/" in mine) == ("/" in theirs)
        if scheme == "usenix":
            return not _may_be_one_talk(self.value, other.value)
        return _alike(mine, theirs)


def _may_be_one_talk(one: str, other: str) -> bool:
    """Say whether two USENIX names may be a page and its PDF: ``osdi23/wang`` and ``osdi23/wang-yuke``."""
    (meeting, _, name), (other_meeting, _, other_name) = one.partition("/"), other.partition("/")
    words, other_words = set(name.split("-")), set(other_name.split("-"))
    return meeting == other_meeting and (words <= other_words or other_words <= words)


def _alike(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 2


def _neurips_url(value: str, spelling: str) -> str:
    year, _, held = (spelling or value).partition("/")
    if not held:
        return f"https://papers.nips.cc/paper/{year}"
    key, dash, kind = held.partition("-")
    return f"https://proceedings.neurips.cc/paper_files/paper/{year}/hash/{key}-Abstract{dash}{kind}.html"


def _mlsys_url(value: str, spelling: str) -> str:
    year, _, key = value.partition("/")
    return f"https://proceedings.mlsys.org/paper_files/paper/{year}/hash/{key}-Abstract.html"


def _usenix_url(value: str, spelling: str) -> str:
    meeting, _, name = value.partition("/")
    return f"https://www.usenix.org/conference/{meeting}/presentation/{name}"


def _cvf_url(value: str, spelling: str) -> str:
    return f"https://openaccess.thecvf.com/{spelling or value.partition('/')[0].upper()}"


def _jmlr_url(value: str, spelling: str) -> str:
    return f"https://jmlr.org/papers/{value}.html"


_BUILDERS = {
    "cvf": _cvf_url,
    "jmlr": _jmlr_url,
    "mlsys": _mlsys_url,
    "neurips": _neurips_url,
    "usenix": _usenix_url,
}

_URL = re.compile(r"[\s<]*(?:[a-z]{1,8}:/{1,3})?([^\s/?#:@]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)\.?(?::\d{1,5})?(?=/)", re.I | re.A)
_WRITTEN = re.compile(r"\s*(?:urn:)?([a-z0-9]{2,11}):\s*", re.I | re.A)
_ESCAPE = re.compile(r"%[0-7][0-9a-f]", re.I)
_SCHEMES = {name.lower(): scheme for scheme, name in _NAMES.items()}


class _Reading(NamedTuple):
    identifier: Identifier
    start: int
    end: int


class _Target(NamedTuple):
    """Path and query of a URL, plain escapes decoded; ``places`` maps its offsets to those of the URL."""

    host: str
    text: str
    places: list[int] | range


def _target(url: str) -> _Target | None:
    found = _URL.match(url)
    if found is None:
        return None
    host = found[2].lower()
    start = found.end()
    end = url.find("#", start)
    end = len(url) if end < 0 else end
    raw = url[start:end]
    end = start + doi.trim(raw)
    if "%" not in raw:
        return _Target(host.removeprefix("www."), url[start:end], range(start, end + 1))
    pieces: list[str] = []
    places: list[int] = []
    at = start
    for escape in _ESCAPE.finditer(url, start, end):
        character = chr(int(escape[0][1:], 16))
        if character in "?#&":
            continue
        pieces += [url[at : escape.start()], character]
        places += [*range(at, escape.start()), escape.start()]
        at = escape.end()
    pieces.append(url[at:end])
    places += range(at, end + 1)
    text = "".join(pieces)
    end = doi.trim(text)
    return _Target(host.removeprefix("www."), text[:end], places)


def _read_url(url: str, depth: int = 0) -> _Reading | None:
    target = _target(url)
    if target is None:
        return None
    for form in schemes.forms_of(target.host):
        found = schemes.compiled(form.pattern).match(target.text)
        if found is None:
            continue
        named = form.read(found) if form.read else schemes.Named(form.scheme, "/".join(found.groups()))
        if named is None:
            return None
        identifier = Identifier(*named)
        start, end = _place(identifier, target.text, found.start(1), found.end(found.re.groups))
        return _Reading(identifier, target.places[start], target.places[end])
    return None


def _place(identifier: Identifier, text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow the place of an identifier to what counts: without ``arXiv:``, ``.pdf``, a view of a publisher's page."""
    if identifier.scheme == "arxiv":
        return _arxiv_place(text, start, end)
    written = text[start:end].lower()
    for value in (identifier.value.lower(), identifier.spelling.lower()):
        if value and written.startswith(value):
            return start, start + len(value)
    return start, end


def _arxiv_place(text: str, start: int, end: int) -> tuple[int, int]:
    held = text[start:end]
    kept = arxiv.bare(held)
    offset = held.find(kept)
    return start + offset, start + offset + len(kept)


@lru_cache(maxsize=1 << 15)
def _read(text: str) -> _Reading | None:
    found = _read_url(text)
    if found is not None or _target(text) is not None:
        return found
    written = _WRITTEN.match(text)
    scheme = _SCHEMES.get(written[1].lower()) if written else None
    if written is None or scheme is None:
        return None
    start = written.end()
    end = start + doi.trim(text[start:].rstrip())
    identifier = _of_scheme(scheme, text[start:end])
    return _Reading(identifier, start, end) if identifier else None


def _of_scheme(scheme: str, text: str) -> Identifier | None:
    if scheme == "arxiv":
        named = schemes.name_arxiv(text)
        return Identifier(*named) if named else None
    if scheme == "doi":
        return from_doi(text)
    if scheme == "acl":
        named = schemes.name_acl(text)
        return Identifier(*named) if named else None
    if scheme == "isbn":
        digits = re.sub(r"[\s-]", "", text).upper()
        return Identifier(scheme, digits) if isbn_problem(text) is None else None
    if scheme == "github":
        return Identifier(scheme, text.lower(), spelling=text) if re.fullmatch(r"[\w-]+/[\w.-]+", text, re.A) else None
    return Identifier(scheme, text) if re.fullmatch(r"[\w./:()-]{3,300}", text, re.A) else None


def identify(url: str) -> Identifier | None:
    """Return what a whole URL names, or a text as ``str`` writes it (``arXiv:2209.11057``); None when it names nothing.

    An impossible arXiv id names nothing: ``arxiv_problem`` says why.
    """
    found = _read(url)
    return found.identifier if found else None


def value_range(url: str) -> tuple[int, int] | None:
    """Return the offsets of the identifier within a URL that names something, an arXiv version included."""
    found = _read(url)
    return (found.start, found.end) if found else None


def arxiv_id_text(url: str) -> tuple[int, int] | None:
    """Return the offsets at which a URL of arXiv or a mirror holds an arXiv id, however malformed; None elsewhere."""
    target = _target(url)
    if target is None:
        return None
    for form in schemes.forms_of(target.host):
        found = schemes.compiled(form.pattern).match(target.text)
        if found is None:
            continue
        start, end = found.span(1)
        if form.scheme == "doi":
            held = re.match(r"10\.48550/arxiv\.", target.text[start:], re.I)
            if held is None:
                return None
            start += held.end()
        elif form.scheme != "arxiv":
            return None
        start, end = _arxiv_place(target.text, start, end)
        return target.places[start], target.places[end]
    return None


def arxiv_problem(text: str, today: date | None = None) -> str | None:
    """Say in plain words why a text is no possible arXiv id; None when it is possible. ``today`` bounds the months."""
    return arxiv.problem(text, today)


def doi_problem(text: str) -> str | None:
    """Say in plain words why a text is no DOI, None when it can be one."""
    return doi.problem(text)


_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"{}|\\^`]+)"
    r"|(?<![\w.])(?P<doi>10\.\d{4,9}(?:\.\d{1,9}){0,4}/[^\s\"<>{}|\\^]+)"
    r"|(?<![a-z])arxiv(?:\s{1,3}(?:e-?prints?|preprints?))?[\s:.,;(\[/]{0,4}(?:org/(?:abs|pdf)/|abs/|arxiv[:\s]{1,3})?"
    r"(?P<arxiv>(?:[a-z-]{2,9}(?:\.[a-z]{2})?/)?\d{4}\.?\d{3,5}(?:v\d{1,3})?)(?![\w-]|\.\d)"
    r"|(?<![\w/])abs/(?P<abs>(?:[a-z-]{2,9}(?:\.[a-z]{2})?/)?\d{4}\.?\d{3,5}(?:v\d{1,3})?)(?![\w-]|\.\d)"
    r"|(?<![\w/.])(?P<old>(?:astro-ph|cond-mat|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|nucl-(?:ex|th)|quant-ph|cmp-lg|q-bio|q-alg"
    r"|alg-geom|chao-dyn)/\d{7}(?:v\d{1,3})?)(?![\w-]|\.\d)",
    re.I | re.A,
)


def find_identifiers(text: str) -> list[tuple[Identifier, int, int]]:
    """Return the identifiers written in running text or a field, each with the offsets of just the identifier."""
    results: list[tuple[Identifier, int, int]] = []
    for found in _FOUND.finditer(text):
        kind = found.lastgroup or "url"
        start, end = found.span(kind)
        if kind == "url":
            reading = _read(found[0])
            if reading:
                results.append((reading.identifier, start + reading.start, start + reading.end))
            continue
        if kind == "doi":
            end = start + doi.trim(found[kind])
            identifier = from_doi(text[start:end])
        else:
            named = schemes.name_arxiv(found[kind])
            identifier = Identifier(*named) if named else None
        if identifier:
            results.append((identifier, start, end))
    return results


def from_doi(text: str) -> Identifier | None:
    """Return what a DOI names, bare or as the URL of a resolver; None when it is no DOI. arXiv's own name arXiv's works."""
    named = schemes.name_doi(doi.bare(text))
    return Identifier(*named) if named else None


def from_eprint(value: str, prefix: str) -> Identifier | None:
    """Return what the field ``eprint`` names, read with ``archivePrefix`` or ``eprinttype``, which may be empty."""
    value, prefix = value.strip(), prefix.strip().lower()
    named = identify(value)
    if named is not None:
        return named if named.is_work else None
    if not prefix or "arxiv" in prefix:
        named_arxiv = schemes.name_arxiv(value.partition("[")[0])
        return Identifier(*named_arxiv) if named_arxiv else None
    scheme = _SCHEMES.get({"pubmed": "pmid"}.get(prefix, prefix))
    return _of_scheme(scheme, value) if scheme else None


def isbn_problem(text: str) -> str | None:
    """Say what is wrong with an ISBN, None when its check digit holds.

    Source: ISO 2108, the ISBN Users' Manual.
    """
    digits = re.sub(r"[\s\u2010-\u2015-]", "", re.sub(r"\A\s*(?:urn:)?isbn(?:-1[03])?:?", "", text, flags=re.I)).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits, re.A):
        total = sum((10 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(digits))
        return None if total % 11 == 0 else "its check digit does not hold"
    if re.fullmatch(r"\d{13}", digits, re.A):
        if not digits.startswith(("978", "979")) or digits.startswith("9790"):
            return "an ISBN of 13 digits begins with 978 or 979, and not with 9790"
        total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(digits))
        return None if total % 10 == 0 else "its check digit does not hold"
    return "an ISBN has 10 or 13 digits"


def issn_problem(text: str) -> str | None:
    """Say what is wrong with an ISSN, None when its check digit holds.

    Source: ISO 3297.
    """
    digits = re.sub(r"[\s\u2010-\u2015-]", "", re.sub(r"\A\s*(?:e-?)?issn:?", "", text, flags=re.I)).upper()
    if not re.fullmatch(r"\d{7}[\dX]", digits, re.A):
        return "an ISSN has eight digits"
    total = sum((8 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(digits))
    return None if total % 11 == 0 else "its check digit does not hold"


def year_of(identifier: Identifier) -> int | None:
    """Return the year that an identifier tells by itself: of an arXiv id the year it was given out."""
    return arxiv.month(identifier.value)[0] if identifier.scheme == "arxiv" else None


def month_of(identifier: Identifier) -> int | None:
    """Return the month in which an arXiv id was given out."""
    return arxiv.month(identifier.value)[1] if identifier.scheme == "arxiv" else None


def venue_of(identifier: Identifier) -> str | None:
    """Return the venue that an identifier tells by itself, None where it is not certain."""
    return None
