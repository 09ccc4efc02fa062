"""The schemes of identifiers: how each is written, where it leads, what it proves."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

Builder = Callable[[str, str], str]


class Scheme(NamedTuple):
    """One scheme.

    ``name`` is what people write before the value; ``url`` the canonical URL, with ``{}`` for the value as the site
    spells it, or a function of value and spelling. ``works`` says that its identifiers name works, ``proves`` that two
    values are two works: not so where one work may get several (a forum for each submission, for example).
    """

    name: str
    url: str | Builder
    works: bool = True
    proves: bool = False


def _doi_url(value: str, spelling: str) -> str:
    return "https://doi.org/" + quote(value, safe="/:;()._-+")


def _s2_url(value: str, spelling: str) -> str:
    if value.startswith("corpusid:"):
        return "https://api.semanticscholar.org/CorpusID:" + value.removeprefix("corpusid:")
    return f"https://www.semanticscholar.org/paper/{value}"


def _neurips_url(value: str, spelling: str) -> str:
    year, slash, held = (spelling or value).partition("/")
    if not slash:
        return f"https://papers.nips.cc/paper/{year}"
    key, dash, track = held.partition("-")
    return f"https://proceedings.neurips.cc/paper_files/paper/{year}/hash/{key}-Abstract{dash}{track}.html"


def _mlsys_url(value: str, spelling: str) -> str:
    year, _, key = value.partition("/")
    return f"https://proceedings.mlsys.org/paper_files/paper/{year}/hash/{key}-Abstract.html"


def _usenix_url(value: str, spelling: str) -> str:
    meeting, _, name = value.partition("/")
    return f"https://www.usenix.org/conference/{meeting}/presentation/{name}"


def _cvf_url(value: str, spelling: str) -> str:
    return f"https://openaccess.thecvf.com/{spelling or value.partition('/')[0].upper()}"


SCHEMES = {
    "aaai": Scheme("AAAI", "https://ojs.aaai.org/index.php/AAAI/article/view/{}", proves=True),
    "acl": Scheme("ACL", "https://aclanthology.org/{}/", proves=True),
    "acm": Scheme("ACM", "https://dl.acm.org/doi/10.5555/{}", proves=True),
    "arxiv": Scheme("arXiv", "https://arxiv.org/abs/{}", proves=True),
    "cvf": Scheme("CVF", _cvf_url, proves=True),
    "dblp": Scheme("DBLP", "https://dblp.org/rec/{}"),
    "doi": Scheme("doi", _doi_url, proves=True),
    "ecva": Scheme("ECVA", "https://www.ecva.net/papers/eccv_{}.pdf", proves=True),
    "github": Scheme("github", "https://github.com/{}", works=False),
    "gitlab": Scheme("gitlab", "https://gitlab.com/{}", works=False),
    "hal": Scheme("HAL", "https://hal.science/{}"),
    "huggingface": Scheme("huggingface", "https://huggingface.co/{}", works=False),
    "ieee": Scheme("IEEE", "https://ieeexplore.ieee.org/document/{}"),
    "isbn": Scheme("ISBN", "urn:isbn:{}", works=False),
    "jmlr": Scheme("JMLR", "https://jmlr.org/papers/v{}.html", proves=True),
    "mlsys": Scheme("MLSys", _mlsys_url, proves=True),
    "neurips": Scheme("NeurIPS", _neurips_url, proves=True),
    "openreview": Scheme("OpenReview", "https://openreview.net/forum?id={}"),
    "pii": Scheme("PII", "https://www.sciencedirect.com/science/article/pii/{}", proves=True),
    "pmc": Scheme("PMCID", "https://pmc.ncbi.nlm.nih.gov/articles/PMC{}/", proves=True),
    "pmlr": Scheme("PMLR", "https://proceedings.mlr.press/{}.html", proves=True),
    "pubmed": Scheme("PMID", "https://pubmed.ncbi.nlm.nih.gov/{}/", proves=True),
    "s2": Scheme("S2", _s2_url),
    "usenix": Scheme("USENIX", _usenix_url, proves=True),
}


def scheme_of(key: str) -> Scheme:
    """Return a scheme by its key; one not known, from a lock that a later litlint wrote, names and proves nothing."""
    return SCHEMES.get(key) or Scheme(key, "{}", works=False)


BY_NAME = {scheme.name.lower(): key for key, scheme in SCHEMES.items()}
