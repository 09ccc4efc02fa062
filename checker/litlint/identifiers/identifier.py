"""Identifiers of works, repositories and books: found in URLs, in text and in BibTeX fields."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache

from litlint import regex as re
from litlint.identifiers import arxiv, doi, from_url, urls
from litlint.identifiers.arxiv import problem as arxiv_problem
from litlint.identifiers.checksums import isbn_digits, isbn_problem, issn_problem
from litlint.identifiers.doi import problem as doi_problem
from litlint.identifiers.from_url import Named
from litlint.identifiers.schemes import BY_NAME, SCHEMES, scheme_of
from litlint.values import value

__all__ = [
    "Identifier",
    "arxiv_id_text",
    "arxiv_problem",
    "doi_problem",
    "find_identifiers",
    "from_doi",
    "from_eprint",
    "identify",
    "isbn_problem",
    "issn_problem",
    "read_url",
    "value_range",
]


@value
class Identifier:
    """A name that a scheme gave to one thing; equality ignores version and spelling.

    ``scheme`` is a key of ``SCHEMES``. ``value`` is canonical: a DOI and a GitHub name are in lower case, an old arXiv
    id has no subject class. ``spelling`` is how the site writes the value where that differs; without it ``url`` still
    leads to the thing, or to its collection where the value does not give the whole URL (CVF, old NeurIPS).
    """

    scheme: str
    value: str
    version: int | None = field(default=None, compare=False)
    spelling: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{scheme_of(self.scheme).name}:{self.value}"

    @property
    def url(self) -> str:
        """The canonical URL, without a version."""
        place = scheme_of(self.scheme).url
        return place(self.value, self.spelling) if callable(place) else place.format(self.spelling or self.value)

    @property
    def is_work(self) -> bool:
        """Whether this names a work rather than code, a model, a data set or a book."""
        return scheme_of(self.scheme).works

    @property
    def canonical_work(self) -> str:
        """What two identifiers share when they certainly name one work: an ACL id and the DOI made of it, for example.

        ``scheme:value``, of the scheme that both can be written in.
        """
        key = None
        if self.scheme == "doi":
            acl = from_url.name_acl(doi.acl_id(self.value))
            key = f"acl:{acl.value}" if acl else doi.acm_key(self.value)
        elif self.scheme == "acm":
            key = doi.acm_key(f"10.1145/{self.value}")
        return key or f"{self.scheme}:{self.value}"

    def can_contradict(self, other: Identifier) -> bool:
        """Say whether these two, when they differ in ``canonical_work``, prove two works.

        Not so across schemes, nor where one work may get several values: OpenReview opens a forum for every submission,
        a publisher gives a paper and its journal version a DOI each. There only a slip of the pen is proof: two values
        alike but for one or two characters.
        """
        mine, theirs = self.canonical_work, other.canonical_work
        scheme, _, value = mine.partition(":")
        their_scheme, _, their_value = theirs.partition(":")
        if scheme != their_scheme or not self.is_work:
            return False
        if not scheme_of(scheme).proves:
            return len(mine) == len(theirs) and sum(a != b for a, b in zip(mine, theirs, strict=True)) <= 2
        if scheme == "doi":
            if value.startswith(f"{their_value}/") or their_value.startswith(f"{value}/"):
                return False  # a publisher's file of the same paper: 10.1093/gji/ggab527/41971016/ggab527
            series = doi.series(value)
            return series is not None and series == doi.series(their_value)
        if scheme == "neurips":
            return ("/" in value) == ("/" in their_value)
        if scheme == "cvf":
            return ("w20" in value.partition("/")[0]) == ("w20" in their_value.partition("/")[0])
        return scheme != "usenix" or mine == theirs or not _may_be_one_talk(value, their_value)


def _may_be_one_talk(one: str, other: str) -> bool:
    """Say whether two USENIX names may be a page and its PDF: ``osdi23/wang`` and ``osdi23/wang-yuke``."""
    (meeting, _, name), (other_meeting, _, other_name) = one.partition("/"), other.partition("/")
    words, other_words = set(name.split("-")), set(other_name.split("-"))
    return meeting == other_meeting and (words <= other_words or other_words <= words)


# A scheme and a colon before a value.
_WRITTEN = re.compile(r"\s*(?:urn:)?([a-z0-9]{2,11}):\s*", re.I | re.A)
# A value without blanks, brackets and bytes that are no text; 300 characters are longer than any real one and bound the work.
_VALUE = re.compile(r"[^\s<>\"{}|\\^`\ud800-\udfff]{1,300}")


@value
class Reading:
    """An identifier, and the offsets of just it in the URL that names it."""

    identifier: Identifier
    start: int
    end: int


@lru_cache(maxsize=1 << 15)
def read_url(text: str) -> Reading | None:
    """Return what a whole URL names and where, or a text as ``str`` writes it (``arXiv:2209.11057``); else None."""
    target = urls.target_of(text)
    if target is None:
        return _read_written(text)
    match = urls.match(target)
    if match is None:
        return None
    form, found = match
    named = form.read(found) if form.read else from_url.read(form.scheme, found)
    if named is None or not _is_clean(named):
        return None
    places = [found.span(group) for group in range(1, found.re.groups + 1) if found[group] is not None]
    start, end = _narrow(named, target.text, places[0][0], places[-1][1])
    return Reading(Identifier(*named), target.places[start], target.places[end])


def _is_clean(named: Named) -> bool:
    """Say whether a value can be in running text and be read again."""
    return doi.trim(named.value) == len(named.value) and bool(named.scheme == "doi" or _VALUE.fullmatch(named.value))


def _narrow(named: Named, text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a place to what counts: without ``arXiv:``, ``.pdf`` or a view of a publisher's page."""
    if named.scheme == "arxiv":
        start, end = _arxiv_place(text, start, end)
    elif text[start:end].lower().startswith(named.value.lower()):
        # In small letters a value may be longer than as it is written: of `İ` the small letter is two characters.
        end = min(end, start + len(named.value))
    return start, end


def _arxiv_place(text: str, start: int, end: int) -> tuple[int, int]:
    start += doi.arxiv_lead(text[start:end])
    kept = arxiv.bare(text[start:end])
    start += text[start:end].find(kept)
    return start, start + len(kept)


def _read_written(text: str) -> Reading | None:
    """Read an identifier as ``str`` writes it: ``arXiv:2209.11057``, ``doi:10.1145/3600006.3613165``."""
    written = _WRITTEN.match(text)
    scheme = BY_NAME.get(written[1].lower()) if written else None
    if written is None or scheme is None:
        return None
    start = written.end()
    end = start + doi.trim(text[start:].rstrip())
    identifier = _of_scheme(scheme, text[start:end])
    return Reading(identifier, start, end) if identifier else None


def _of_scheme(scheme: str, text: str) -> Identifier | None:
    """Return the identifier of a scheme that a text is, without name or URL around it."""
    named: Named | None = None
    if scheme == "arxiv":
        named = from_url.name_arxiv(text)
    elif scheme == "doi":
        return from_doi(text)
    elif scheme == "acl":
        named = from_url.name_acl(text)
    elif scheme == "isbn":
        named = Named(scheme, isbn_digits(text)) if isbn_problem(text) is None else None
    elif _VALUE.fullmatch(text):
        folded = scheme in ("github", "gitlab")
        named = Named(scheme, text.lower(), spelling=text) if folded else Named(scheme, text)
    return Identifier(*named) if named else None


def identify(url: str) -> Identifier | None:
    """Return what a whole URL names, or a text as ``str`` writes it (``arXiv:2209.11057``); None when it names nothing.

    An impossible arXiv id names nothing: ``arxiv_problem`` says why.
    """
    found = read_url(url)
    return found.identifier if found else None


def value_range(url: str) -> tuple[int, int] | None:
    """Return the offsets of the identifier within a URL that names something, an arXiv version included."""
    found = read_url(url)
    return (found.start, found.end) if found else None


def arxiv_id_text(url: str) -> tuple[int, int] | None:
    """Return the offsets at which a URL of arXiv or a mirror holds an arXiv id, however malformed; None elsewhere."""
    target = urls.target_of(url)
    match = urls.match(target) if target else None
    if target is None or match is None:
        return None
    form, found = match
    if form.scheme != "arxiv" and not (form.scheme == "doi" and doi.arxiv_lead(found[1])):
        return None
    start, end = _arxiv_place(target.text, *found.span(1))
    return target.places[start], target.places[end]


# A quick look that spares most texts: a DOI and an arXiv id have four digits in a row.
_HINT = re.compile(r"\d{4}|http", re.I | re.A)
_OLD = r"[a-z-]{2,9}(?:\.[a-z]{2})?/\d{7}"
_ENDS = r"(?:v\d{1,3})?)(?![\w-]|\.\d)"
_HYPHENATED = "|".join(sorted(archive for archive in arxiv.ARCHIVES if "-" in archive))
# All identifiers of a text in one pass: URLs, DOIs, and arXiv ids where `arXiv` or `abs/` announces them or an
# archive's name does. A bare number with a point is no id.
_FOUND = re.compile(
    r"(?P<url>https?://(?:(?![<>\"{}|\\^`])[!-~])+)"
    r"|(?<![\w.])(?P<doi>10\.\d{4,9}(?:\.\d{1,9}){0,4}/(?:(?![\"<>{}|\\^])[!-~])+)"
    r"|(?<![a-z])arxiv(?:\s{1,3}(?:e-?prints?|preprints?))?[\s:.,;(\[/]{0,4}(?:org/(?:abs|pdf)/|abs/|arxiv[:\s]{1,3})?"
    rf"(?P<arxiv>(?:{_OLD}|\d{{4}}\.\d{{4,5}}){_ENDS}"
    rf"|(?<![\w/])abs/(?P<abs>(?:{_OLD}|\d{{4}}\.\d{{4,5}}){_ENDS}"
    rf"|(?<![\w/.])(?P<old>(?:{_HYPHENATED})/\d{{7}}{_ENDS}",
    re.I | re.A,
)


def find_identifiers(text: str) -> list[tuple[Identifier, int, int]]:
    """Return the identifiers written in running text or a field, each with the offsets of just the identifier.

    An arXiv id counts with ``arXiv`` or ``abs/`` before it, or its old archive; digits alone are a number.
    """
    results: list[tuple[Identifier, int, int]] = []
    for found in _FOUND.finditer(text) if _HINT.search(text) else ():
        kind = found.lastgroup or ""
        start, end = found.span(kind)
        if kind == "url":
            reading = read_url(found[kind])
            if reading:
                results.append((reading.identifier, start + reading.start, start + reading.end))
            continue
        end = start + doi.trim(found[kind])
        identifier = from_doi(text[start:end]) if kind == "doi" else _of_scheme("arxiv", found[kind])
        if identifier:
            place = _arxiv_place(text, start, end) if identifier.scheme == "arxiv" else (start, end)
            results.append((identifier, *place))
    return results


def from_doi(text: str) -> Identifier | None:
    """Return what a DOI names, bare or as the URL of a resolver; None when it is no DOI.

    A DOI that arXiv gave out names the arXiv id in it.
    """
    named = from_url.name_doi(doi.bare(text))
    return Identifier(*named) if named else None


def from_eprint(value: str, prefix: str) -> Identifier | None:
    """Return what the field ``eprint`` names, read with ``archivePrefix`` or ``eprinttype``, which may be empty."""
    value, prefix = value.strip(), prefix.strip().lower()
    named = identify(value)
    if named is not None:
        return named if named.is_work else None
    if not prefix or prefix.startswith(("arxiv", "https://arxiv", "http://arxiv")):
        return _of_scheme("arxiv", value.partition("[")[0])
    scheme = BY_NAME.get({"pubmed": "pmid", "pmc": "pmcid"}.get(prefix, prefix))
    return _of_scheme(scheme, value) if scheme and SCHEMES[scheme].works else None
