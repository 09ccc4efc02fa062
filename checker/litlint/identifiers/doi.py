"""The grammar of DOIs.

Sources: the DOI Handbook; Crossref, "DOIs and matching regular expressions".
"""

from __future__ import annotations

from urllib.parse import unquote

from litlint import regex as re
from litlint.identifiers.arxiv import NEW_ID

# The forms in which a DOI is written: by the resolver's URL, by `info:`, by `doi:`.
_LEAD = re.compile(r"\s*(?:(?:https?:/{1,2})?(?:www\.|dx\.)?doi\.org/+|info:doi/|(?:urn:)?doi[\s:=]{0,4})", re.I)
# A prefix of a registrant, `10.` and four to nine digits, then anything but blanks (DOI Handbook, 2.2).
_SHAPE = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
# The DOIs that DataCite registers for arXiv ids.
_ARXIV_LEAD = re.compile(r"10\.48550/arxiv\.", re.I)
# Dashes and invisible signs that copying from a PDF puts in the place of a hyphen.
_DASHES = re.compile("[\u2010-\u2015\u2212\u00ad\u200b-\u200d\u2060\ufeff]")
_VIEWS = """abstract asset download downloads epdf epub fig figures full fulltext fulltextpdf html issuetoc meta pdf pdfdirect
    pdfplus references reprint suppl_file summary tab-figures-data tab-pdf tables xml"""
_PAGE_WORDS = frozenset(_VIEWS.split())
# Ends of publishers' page addresses that a DOI from such an address carries along.
_PAGE_ENDINGS = re.compile(
    r"(?:\.abstract|\.full(?:-text)?|\+?\.?html?|\.pdf|\.short|\.supplementary-material)\Z", re.I
)
# A version after the DOI of a preprint, which names the same work.
_PREPRINT_VERSION = re.compile(r"v\d{1,3}\Z")
_VERSIONED = frozenset("10." + number for number in ("5281", "6084", "13140", "17605", "21203", "31219", "36227"))
# Repositories that keep whatever they are given, code and data above all: Zenodo, figshare, OSF, Dryad, Harvard Dataverse,
# Mendeley Data, 4TU. Source: the prefixes that DataCite lists for them, https://commons.datacite.org/repositories
_DEPOSITORIES = frozenset("10." + number for number in ("5281", "6084", "17605", "5061", "7910", "17632", "4121"))
# Registrants that give DOIs to works of any venue, besides these: arXiv, SSRN, bioRxiv and medRxiv (two), and Curran
# Associates, who print proceedings for others. Source: https://api.crossref.org/prefixes and https://api.datacite.org/prefixes
_FOR_ANY_VENUE = _DEPOSITORIES | _VERSIONED | {"10.48550", "10.2139", "10.1101", "10.64898", "10.52202"}
_FIRST_ACM_NUMBER_UNSHARED = 3_250_000
# Oxford University Press: JOURNAL/ARTICLE, after which its pages have a number and words of the title or a file.
_OXFORD, _OXFORD_PARTS = "10.1093", 2
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（"}
_ENDS = frozenset(".,;:!?'\"*`|\\>&。，；：！？、”’」』】》")


def trim(text: str) -> int:
    """Return how long a text is without the marks of the sentence around it: points, quotes, brackets never opened."""
    end = len(text)
    if text[-1:].isalnum():
        return end
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
    lead = arxiv_lead(doi)
    return doi[lead:] if lead else None


def arxiv_lead(text: str) -> int:
    """Return how long the part of a DOI before its arXiv id is, 0 when arXiv did not give it out."""
    found = _ARXIV_LEAD.match(text)
    return found.end() if found else 0


def acl_id(doi: str) -> str:
    """Return the part of a DOI that is an id of the ACL Anthology, empty in others.

    Source: https://aclanthology.org/faq/doi/; the ``v1/`` is dropped from October 2026 on.
    """
    head, _, tail = doi.partition("/")
    return tail.removeprefix("v1/") if head in ("10.18653", "10.3115") else ""


def acm_key(doi: str) -> str | None:
    """Return what ACM files a paper in proceedings under, None for other DOIs.

    Until 2018 ACM reprinted papers in newsletters under the same article number, so that alone counts.
    """
    # A volume of proceedings and the article in it.
    found = re.fullmatch(r"10\.1145/(\d+)\.(\d+)", doi, re.A)
    if found is None:
        return None
    return f"acm:{found[2]}" if int(found[2]) < _FIRST_ACM_NUMBER_UNSHARED else f"acm:{found[1]}.{found[2]}"


def is_deposit(doi: str) -> bool:
    """Say whether a DOI is of a repository that keeps anything: a paper, its code, its data."""
    return doi.partition("/")[0] in _DEPOSITORIES


def registrant(doi: str) -> str:
    """Return the prefix that names who registered a DOI: ``10.1109``."""
    return doi.partition("/")[0]


def is_for_any_venue(doi: str) -> bool:
    """Say whether the registrant of a DOI takes works of any venue, so that it says nothing of where one appeared."""
    return registrant(doi) in _FOR_ANY_VENUE


def is_doi(doi: str) -> bool:
    """Say whether a bare DOI has the shape of one; it holds printable characters alone (DOI Handbook, 2.2)."""
    return _SHAPE.fullmatch(doi) is not None and doi.isprintable()


def of_page(path: str) -> str:
    """Return a publisher's path from its DOI on without what names a view of the page: ``/full``, ``.pdf``, ``v2``.

    >>> of_page("10.1021/acs.jproteome.7b00595/suppl_file/pr7b00595_si_001.pdf")
    '10.1021/acs.jproteome.7b00595'
    """
    head, *parts = path.split("/")
    # What a publisher's page leads to lies below the DOI: /suppl_file/x.pdf.
    view = next((at for at, part in enumerate(parts) if at and part in _PAGE_WORDS), len(parts))
    parts = parts[:view]
    if head == _OXFORD:
        parts = parts[:_OXFORD_PARTS]
    while parts:
        last = parts.pop()
        end = len(last)
        while found := _PAGE_ENDINGS.search(last, max(0, end - 24), end):
            end = found.start()
        last = last[:end]
        if last and not (parts and last in _PAGE_WORDS):
            parts.append(last)
            break
    if parts and head in ("10.1101", "10.64898"):
        parts[-1] = _PREPRINT_VERSION.sub("", parts[-1])
    return "/".join([head, *parts])


def problem(text: str) -> str | None:
    """Say in plain words why a text is no DOI; None when it can be one, with or without resolver or ``doi:``."""
    lead = _LEAD.match(text)
    doi = unquote(text[lead.end() if lead else 0 :]).strip()
    head, slash, tail = doi.partition("/")
    checks = (
        (not doi, "there is no DOI here"),
        (re.match(rf"(?:arxiv:)?{NEW_ID}\Z", doi, re.A | re.I), "this is an arXiv id, not a DOI"),
        (re.match(r"https?:", doi, re.I), "this is a URL, not a DOI"),
        (not doi.startswith("10."), "a DOI starts with 10."),
        (re.search(r"\s", doi), "a DOI holds no white space"),
        (
            not re.fullmatch(r"10\.\d{4,9}(?:\.\d+)*", head, re.A),
            "after 10. a DOI has four to nine digits, then a slash",
        ),
        (not slash, "the slash and what follows it are missing"),
        (not tail, "nothing follows the slash"),
        (_DASHES.search(doi), "the DOI contains a typographic dash or an invisible character"),
        (re.match(r"https?:|10\.\d{4,9}/", tail, re.A), "the DOI starts twice"),
        (re.fullmatch(r"[nx]+(?:\.[nx]+)*", tail, re.I), "this is a template's placeholder, not a DOI"),
        (trim(doi) < len(doi), f"“{doi[trim(doi) :][:9]}” follows the DOI"),
    )
    return next((words for wrong, words in checks if wrong), None)


def series(doi: str) -> str | None:
    """Return what a DOI's registrant files it under, None where two DOIs may well name one work.

    Two DOIs of one series name two works. Repositories of data and preprints give every version a DOI of its own
    (Zenodo, figshare, Research Square, OSF). A conference paper may come out again in a journal of the same publisher,
    which the leading letters distinguish (``cvpr``, ``tpami``).
    """
    head, _, tail = doi.partition("/")
    if head in _VERSIONED:
        return None
    letters = re.match(r"[a-z]*", tail)
    return f"{head}/{letters[0] if letters else ''}"
