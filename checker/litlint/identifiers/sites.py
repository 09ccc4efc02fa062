"""The sites whose URLs name something, and how: the one table to extend for another site.

The forms were read off the sites' own links.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from litlint import regex as re
from litlint.identifiers import from_url
from litlint.identifiers.from_url import Reader


class Form(NamedTuple):
    """One form of a site's URLs.

    ``pattern`` matches the beginning of path and query, case-blind; its groups are the place of the identifier.
    ``read`` makes of a match what it names, None when it names nothing; by default in the way of the scheme.
    """

    scheme: str
    pattern: str
    read: Reader | None = None


_ARXIV_ID = r"((?:arxiv:)?(?:\d{4}\.\d+|[a-z][a-z-]*(?:\.[a-z]{2})?/\d{7})[^/?%]*)"
_HEX = r"([0-9a-f]{32})"
_PMLR_KEY = r"([vr]\d{1,4})/([a-z][a-z_-]*\d\d[a-z]*)(?=[-./?]|\Z)"
_REPOSITORY = r"([a-z0-9][a-z0-9_-]{0,38})/+([\w.-]{1,100})"
_METRICS = r"(?:contributors|forks|issues|last-commit|license|release|repo-size|stars|v/release|v/tag|watchers)"

_ARXIV = (
    Form(
        "arxiv",
        r"/+(?:abs|pdf|html|src|format|ps|e-print|eprint|bibtex|tb|dvi)/+((?:arxiv:)?(?:[a-z][\w.-]*/)?[^/?]+)",
    ),
    Form("arxiv", r"/ftp/[\w-]+/papers/\d{4}/([^/?]+)"),
)
_ARXIV_MIRROR = (Form("arxiv", rf"/+(?:abs|arxiv|html|overview|papers|pdf|resources)/+{_ARXIV_ID}"),)
_RESOLVER = (Form("doi", r"/+(10\.[^?]+)"),)
_PUBLISHER = (
    Form("doi", r"/doi/(?:proceedings|book-series)/()", from_url.nothing),
    Form("doi", r"/(?:[^?]*?/)??(10\.\d{4,9}(?:\.\d+)*/[^?]+)", from_url.page_doi),
)
_ACL = (
    Form(
        "acl",
        r"/+(?:anthology(?:-files)?/)?(?:papers/|pdf/)?(?:[a-z]/[a-z]\d\d/)?"
        r"([^/?]+?)(?:\.pdf|\.bib|\.xml|\.html)?(?:[/?]|\Z)",
    ),
)
_CVF = (Form("cvf", r"(?:/openaccess)?/+(content[^?]*)/([^/?]+?)\.(?:pdf|html)"),)
_GITHUB = (Form("github", rf"/+{_REPOSITORY}"),)
_GITHUB_BADGE = (Form("github", rf"/github/{_METRICS}/{_REPOSITORY}", from_url.badge),)
_HUGGINGFACE = (
    Form("arxiv", rf"/papers/{_ARXIV_ID}"),
    Form("huggingface", r"/(?:(datasets|spaces)/)?([\w.-]+)(?:/([\w.-]+))?"),
)
_JMLR = (
    Form("pmlr", rf"/proceedings/papers/{_PMLR_KEY}"),
    Form("jmlr", r"/papers/v(?:olume)?(\d+)/([\w-]+)(?=[./?]|\Z)"),
)
_NEURIPS = (
    Form("neurips", rf"/+(?:paper_files/)?paper/(\d{{4}})/(?:hash|file)/{_HEX}(-[\w-]+)?"),
    Form("neurips", r"/+(?:paper_files/)?paper/(\d{1,5})(-[\w.-]+?)(?:\.pdf|\.html)?(?:[/?]|\Z)", from_url.old_neurips),
)
_S2 = (
    Form("s2", r"/(?:graph/v1/|v1/)?paper/(?:[^/?]+/)?([0-9a-f]{40})"),
    Form("s2", r"/(?:graph/v1/|v1/)?(?:paper/)?(corpusid:\d+)"),
    Form("arxiv", rf"/(?:graph/v1/|v1/)?(?:paper/)?arxiv[:/]{_ARXIV_ID}"),
    Form("doi", r"/(?:graph/v1/|v1/)?paper/doi:(10\.[^?]+)"),
)
_CITATION_BADGE = r"/badge/dynamic/json\?[^#]*?url=https?://api\.semanticscholar\.org"

SITES: dict[str, tuple[Form, ...]] = {
    "alphaxiv.org": _ARXIV_MIRROR,
    "ar5iv.org": _ARXIV_MIRROR,
    "arxiv-vanity.com": _ARXIV_MIRROR,
    "arxiv.org": _ARXIV,
    "emergentmind.com": _ARXIV_MIRROR,
    "papers.cool": _ARXIV_MIRROR,
    "scirate.com": _ARXIV_MIRROR,
    "xxx.lanl.gov": _ARXIV,
    "api.crossref.org": (Form("doi", r"/works/(10\.[^?]+)"),),
    "dl.acm.org": (*_PUBLISHER, Form("acm", r"/citation\.cfm\?(?:[^#]*&)?id=(\d+\.\d+)")),
    "doi.org": _RESOLVER,
    "dx.doi.org": _RESOLVER,
    "ijcai.org": (Form("doi", r"/proceedings/(20(?:1[7-9]|[2-9]\d))/(\d{1,6})", from_url.ijcai_doi),),
    "journals.plos.org": (Form("doi", r"/[^?]*\?(?:[^#]*&)?id=(10\.\d{4,9}/[^&]+)"),),
    "nature.com": (
        Form(
            "doi",
            r"/(?:articles|[a-z]+/journal/v\d+/n\d+/\w+)/((?=[a-z.-]*\d)[a-z0-9.-]+?)(?:\.e?pdf|\.html)?(?:[/?]|\Z)",
            from_url.doi_after("10.1038/"),
        ),
    ),
    "papers.ssrn.com": (Form("doi", r"/[^?]*\?(?:[^#]*&)?abstract_?id=(\d+)", from_url.doi_after("10.2139/ssrn.")),),
    "zenodo.org": (Form("doi", r"/records?/(\d+)", from_url.doi_after("10.5281/zenodo.")), *_PUBLISHER),
    "aclanthology.info": _ACL,
    "aclanthology.org": _ACL,
    "aclweb.org": _ACL,
    "cv-foundation.org": _CVF,
    "datasets-benchmarks-proceedings.neurips.cc": _NEURIPS,
    "ecva.net": (Form("ecva", r"/papers/eccv_(\d{4}/papers_ECCV/papers/\d+)"),),
    "jmlr.csail.mit.edu": _JMLR,
    "jmlr.org": _JMLR,
    "ojs.aaai.org": (Form("aaai", r"/+index\.php/aaai/article/(?:download|view)/(\d+)"),),
    "openaccess.thecvf.com": _CVF,
    "openreview.net": (Form("openreview", r"/(?:attachment|forum|pdf|revisions)/?\?(?:[^#]*&)?id=([\w-]{5,24})"),),
    "papers.neurips.cc": _NEURIPS,
    "papers.nips.cc": _NEURIPS,
    "proceedings.mlr.press": (Form("pmlr", rf"/+{_PMLR_KEY}"),),
    "proceedings.mlsys.org": (Form("mlsys", rf"/+(?:paper_files/)?paper/(\d{{4}})/(?:hash|file)/{_HEX}"),),
    "proceedings.neurips.cc": _NEURIPS,
    "proceedings.nips.cc": _NEURIPS,
    "usenix.org": (
        Form("usenix", r"/conference/([a-z][a-z0-9-]*\d\d)/(?:technical-sessions/)?presentation/([^/?]+)"),
        Form("usenix", r"/system/files/(?:conference/[\w-]+/)?([a-z]+\d\d[a-z]*)[_-]([^/?]+)\.pdf"),
    ),
    "api.semanticscholar.org": _S2,
    "dblp.org": (
        Form("arxiv", r"/rec/(?:[a-z]+\d?/)?journals/corr/abs-(\d{4}-\d{4,5})", from_url.dblp_arxiv),
        Form("dblp", r"/rec/(?:[a-z]+\d?/)??((?:books|conf|journals|phd)/[^/?]+/[^/?]+?)(?:\.[a-z]+)?(?:\?|\Z)"),
    ),
    "hal.science": (Form("hal", r"/((?:hal|inria|tel)-\d{6,})"),),
    "ieeexplore.ieee.org": (
        Form("ieee", r"/(?:abstract/)?document/(\d+)"),
        Form("ieee", r"/[^?]*\?(?:[^#]*&)?arnumber=(\d+)"),
        Form("ieee", r"/iel\w{0,3}/\d+/\d+/(\d+)\.pdf"),
    ),
    "ncbi.nlm.nih.gov": (
        Form("pubmed", r"/(?:m/)?pubmed/(\d+)"),
        Form("pmc", r"/(?:m/)?pmc/articles/pmc(\d+)"),
    ),
    "pmc.ncbi.nlm.nih.gov": (Form("pmc", r"/articles/pmc(\d+)"),),
    "pubmed.ncbi.nlm.nih.gov": (Form("pubmed", r"/(\d+)"),),
    "sciencedirect.com": (Form("pii", r"/science/article/(?:abs/|am/)?pii/([sb][0-9x()-]{16,20})"),),
    "semanticscholar.org": _S2,
    "api.github.com": (Form("github", rf"/repos/{_REPOSITORY}"),),
    "badgen.net": _GITHUB_BADGE,
    "codeload.github.com": _GITHUB,
    "github.com": _GITHUB,
    "gitlab.com": (Form("gitlab", r"/([a-z0-9][\w.-]*(?:/[a-z0-9][\w.-]*)+)"),),
    "hf.co": _HUGGINGFACE,
    "huggingface.co": _HUGGINGFACE,
    "img.shields.io": (
        Form("arxiv", r"/badge/[^?]*?arxiv[-_:. ]{1,3}(\d{4}\.\d+(?:v\d{1,2})?)"),
        *_GITHUB_BADGE,
        *(form._replace(pattern=_CITATION_BADGE + form.pattern) for form in _S2),
    ),
    "raw.github.com": _GITHUB,
    "raw.githubusercontent.com": (
        Form("pmlr", r"/mlresearch/([vr]\d{1,4})/[^?]*?assets/([a-z][a-z_-]*\d\d[a-z]*)/"),
        *_GITHUB,
    ),
}
_PUBLISHERS = """academic.oup.com advances.sciencemag.org ahajournals.org aip.scitation.org annualreviews.org
    arc.aiaa.org biorxiv.org degruyter.com emerald.com epubs.siam.org frontiersin.org iopscience.iop.org
    journals.aps.org journals.sagepub.com link.springer.com medrxiv.org nejm.org onlinelibrary.wiley.com pnas.org
    psycnet.apa.org pubs.acs.org pubs.aip.org pubs.rsc.org pubsonline.informs.org royalsocietypublishing.org science.org
    science.sciencemag.org tandfonline.com worldscientific.com"""
SITES |= dict.fromkeys(_PUBLISHERS.split(), _PUBLISHER)
_WITH_SUBDOMAINS = ("arxiv.org", "hal.science", "onlinelibrary.wiley.com")


def forms_of(host: str) -> tuple[Form, ...]:
    """Return the forms of a site by its host, in lower case without ``www.``; none for a site not known."""
    forms = SITES.get(host)
    if forms is None:
        forms = next((SITES[parent] for parent in _WITH_SUBDOMAINS if host.endswith("." + parent)), ())
    return forms


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a form's pattern on first use."""
    return re.compile(pattern, re.A | re.I)
