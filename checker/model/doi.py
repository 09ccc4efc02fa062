"""The grammar of DOIs.

Sources: the DOI Handbook; Crossref, "DOIs and matching regular expressions".
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_LEAD = re.compile(r"\s*(?:(?:https?:/{1,2})?(?:www\.|dx\.)?doi\.org/+|(?:urn:)?doi\s{0,3}[:=]?\s{0,3}|info:doi/)", re.I)
_SHAPE = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+", re.A)
_ARXIV = re.compile(r"10\.48550/arxiv\.(.*)", re.I | re.S)
_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad\u200b-\u200d\u2060\ufeff]")
_PAGE_WORDS = frozenset(
    "abstract asset download downloads epdf epub fig fulltext full fulltextpdf html issuetoc meta pdf pdfdirect pdfplus"
    " references reprint suppl_file summary tables tab-pdf tab-figures-data xml".split()
)
_PAGE_ENDINGS = re.compile(r"(?:\.full(?:-text)?|\.pdf|\.html?|\.abstract|\.short|\.supplementary-material|\+html)\Z", re.I)
_PREPRINT_VERSION = re.compile(r"v\d{1,3}\Z")
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（"}
_ENDS = frozenset(".,;:!?'\"*`|\\>&。，；：！？、”’」』】》")


def trim(text: str) -> int:
    """Return how long a text is without the marks of the sentence around it: points, quotes, brackets never opened."""
    end = len(text)
    depth = {opening: text.count(opening) - text.count(closing) for closing, opening in _PAIRS.items()}
    while end:
        last = text[end - 1]
        if last in _PAIRS and depth[_PAIRS[last]] < 0:
            depth[_PAIRS[last]] += 1
        elif last not in _ENDS:
            break
        end -= 1
    return end


def bare(text: str) -> str:
    """Return a DOI without its resolver or ``doi:``, percent-decoded, in lower case, without marks around it."""
    lead = _LEAD.match(text)
    text = text[lead.end() if lead else 0 :].strip()
    if lead and "/" in lead[0]:
        text = re.split(r"[?#]", text, maxsplit=1)[0]
    if "%" in text:
        text = unquote(text)
    text = text.replace("\\_", "_")
    return text[: trim(text)].lower()


def arxiv_id(doi: str) -> str | None:
    """Return the text of the arXiv id in a DOI that arXiv gave out, None for any other."""
    found = _ARXIV.fullmatch(doi)
    return found[1] if found else None


def is_doi(doi: str) -> bool:
    """Say whether a bare DOI has the shape of one."""
    return _SHAPE.fullmatch(doi) is not None


def of_page(path: str) -> str:
    """Return a publisher's path from its DOI on without what names a view of the page: ``/full``, ``.pdf``, ``v2``."""
    head, _, tail = path.partition("/")
    parts = tail.split("/")
    while len(parts) > 1 and (not parts[-1] or parts[-1].lower() in _PAGE_WORDS):
        parts.pop()
    while len(parts) > 1 and parts[-1].isdecimal() and len(parts[-1]) > 4 and head in ("10.1093",):
        parts.pop()
    last = parts[-1]
    while found := _PAGE_ENDINGS.search(last, max(0, len(last) - 24)):
        last = last[: found.start()]
    if head in ("10.1101", "10.64898"):
        last = _PREPRINT_VERSION.sub("", last)
    return "/".join([head, *parts[:-1], last])


def problem(text: str) -> str | None:
    """Say in plain words why a text is no DOI; None when it can be one. A resolver or ``doi:`` before it is no matter."""
    lead = _LEAD.match(text)
    doi = unquote(text[lead.end() if lead else 0 :]).strip()
    checks = (
        (not doi, "there is no DOI here"),
        (re.match(r"(?:arxiv:)?\d{4}\.\d{4,5}(?:v\d+)?\Z", doi, re.I), "this is an arXiv id, not a DOI"),
        (re.match(r"https?:", doi, re.I), "this is a URL, not a DOI"),
        (not doi.startswith("10."), "a DOI starts with 10."),
        (not re.match(r"10\.\d{4,9}(?:\.\d+)*(?:/|\Z)", doi, re.A), "after 10. a DOI has four to nine digits, then a slash"),
        ("/" not in doi, "the slash and what follows it are missing"),
        (doi.endswith("/") and doi.count("/") == 1, "nothing follows the slash"),
        (re.search(r"\s", doi), "a DOI holds no white space"),
        (_DASHES.search(doi), "a typographic dash or an invisible character stands in the DOI"),
        (re.match(r"10\.\d{4,9}/(?:https?:|10\.\d{4,9}/)", doi, re.A), "the DOI starts twice"),
        (re.match(r"10\.\d{4,9}/[nx]+(?:\.[nx]+)*\Z", doi, re.A | re.I), "this is the form's placeholder, not a DOI"),
        (trim(doi) < len(doi), f"the DOI ends in “{doi[trim(doi) :][:9]}”"),
    )
    return next((words for wrong, words in checks if wrong), None)


def series(doi: str) -> str | None:
    """Return what a DOI's registrant files it under, None where two DOIs may well name one work.

    Two DOIs of one series name two works. Repositories of data give every version a DOI of its own (Zenodo, figshare,
    Research Square, OSF), and ACM files proceedings and journals apart, so a paper may stand in both.
    """
    head, _, tail = doi.partition("/")
    if head in ("10.5281", "10.6084", "10.21203", "10.31219", "10.17605", "10.36227", "10.5555", "10.13140"):
        return None
    if head == "10.1145":
        return f"{head}/{'proceedings' if '.' in tail else 'journal'}"
    letters = re.match(r"[a-z]*", tail)
    return f"{head}/{letters[0] if letters else ''}"
