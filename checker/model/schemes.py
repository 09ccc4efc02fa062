"""The sites whose URLs name something, and how: the one table to extend for another site."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from checker.model import arxiv, doi


class Named(NamedTuple):
    """What a URL names; ``spelling`` is how its site writes the value, where the value folds that away."""

    scheme: str
    value: str
    version: int | None = None
    spelling: str = ""


Reader = Callable[["re.Match[str]"], Named | None]


class Form(NamedTuple):
    """One form of a site's URLs.

    ``pattern`` matches the beginning of path and query, case-blind; its groups are the place of the identifier. ``read``
    makes of a match what it names, None when it names nothing; without ``read`` the groups joined by slashes are the value.
    """

    scheme: str
    pattern: str
    read: Reader | None = None


def _arxiv(found: re.Match[str]) -> Named | None:
    return name_arxiv(found[1])


def name_arxiv(text: str) -> Named | None:
    """Return what an arXiv id names, None when it is impossible."""
    parsed = arxiv.parse(text)
    return Named("arxiv", *parsed) if parsed else None


def _doi(found: re.Match[str]) -> Named | None:
    return name_doi(doi.bare(found[1]))


def _page_doi(found: re.Match[str]) -> Named | None:
    return name_doi(doi.of_page(doi.bare(found[1])))


def name_doi(bare: str) -> Named | None:
    """Return what a bare DOI names: arXiv's and ACL's own DOIs name what their site does; None when it is no DOI."""
    held = doi.arxiv_id(bare)
    if held is not None:
        return name_arxiv(held)
    if not doi.is_doi(bare):
        return None
    if re.fullmatch(r"10\.5555/\d{6,}\.\d{6,}", bare, re.A):
        return Named("acm", bare.partition("/")[2])
    return Named("doi", bare)


def _acl(found: re.Match[str]) -> Named | None:
    return name_acl(found[1])


def name_acl(text: str) -> Named | None:
    """Return what an id of the ACL Anthology names; front matter, number 0, names no work.

    Source: https://aclanthology.org/info/ids/
    """
    old = re.fullmatch(r"([a-z]\d\d-\d{4})(v\d+)?", text, re.A | re.I)
    modern = re.fullmatch(r"(\d{4}\.[a-z0-9_]{1,30}-[a-z0-9]{1,12}\.\d{1,5})(v\d+)?", text, re.A | re.I)
    match = old or modern
    if match is None or re.search(r"(?:\.0|-[a-z]?\d?000)\Z", match[1], re.A):
        return None
    return Named("acl", match[1].upper() if old else match[1].lower(), int(match[2][1:]) if match[2] else None)


def _usenix(found: re.Match[str]) -> Named | None:
    meeting, name = found[1].lower(), found[2].lower()
    meeting = re.sub(r"\Asec(?:urity)?(?=\d)", "usenixsecurity", meeting)
    meeting = re.sub(r"(\d\d)(?:summer|spring|fall|winter)?\Z", r"\1", meeting)
    name = re.sub("[_\u2010\u2011%]", "-", name)
    name = re.sub(r"\A(?:final|paper|prepub|slides?)-", "", re.sub(rf"\A{re.escape(meeting)}-", "", name))
    name = re.sub(r"(?:-\d)?\Z", "", name)
    return Named("usenix", f"{meeting}/{name}") if name and name not in ("full-proceedings", "full") else None


def _neurips(found: re.Match[str]) -> Named | None:
    value = f"{found[1]}/{found[2].lower()}"
    kind = re.match(r"-(?:Abstract|Paper|Supplemental)(-[A-Za-z_0-9-]+)?", found[3] or "")
    return Named("neurips", value, spelling=value + kind[1] if kind and kind[1] else "")


def _cvf(found: re.Match[str]) -> Named | None:
    folder, stem = found[1], found[2]
    meeting = re.search(r"_(?:([A-Za-z]+)_(\d{4})|(\d{4})_([A-Za-z]+))_(?:paper|supplemental)\Z", stem)
    if meeting is None:
        return None
    name, year = meeting[1] or meeting[4], meeting[2] or meeting[3]
    value = f"{name}{year}/{stem[: meeting.start()]}".lower()
    place = re.sub(r"(?:papers|supplemental)(?=/|\Z)", "html", folder.strip("/"))
    page = re.sub(r"supplemental\Z", "paper", stem)
    return Named("cvf", value, spelling=f"{place}/{page}.html")


def _github(found: re.Match[str]) -> Named | None:
    owner, name = found[1], found[2]
    name = name[:-4] if name.lower().endswith(".git") else name
    if owner.lower() in _GITHUB_PAGES or name in ("", ".", "..") or name.lower() == "followers":
        return None
    return Named("github", f"{owner}/{name}".lower(), spelling=f"{owner}/{name}")


def _raw_github(found: re.Match[str]) -> Named | None:
    kept = re.match(r"/mlresearch/(v\d+)/(?:refs/heads/)?[^/]+/assets/([a-z_-]+\d\d[a-z]*)/", found.string, re.I)
    return Named("pmlr", f"{kept[1]}/{kept[2]}".lower()) if kept else _github(found)


def _huggingface(found: re.Match[str]) -> Named | None:
    owner, name = found[1], found[2]
    return None if owner.lower() in _HUGGINGFACE_PAGES else Named("huggingface", f"{owner}/{name}")


def _lower(scheme: str) -> Reader:
    return lambda found: Named(scheme, "/".join(found.groups()).lower())


def _number(scheme: str) -> Reader:
    return lambda found: Named(scheme, found[1].lstrip("0") or "0")


_GITHUB_PAGES = frozenset(
    "about account advisories apps assets blog codespaces collections contact customer-stories dashboard discussions"
    " enterprise events explore features issues join login logout marketplace mobile new nonprofit notifications"
    " organizations orgs pricing pulls readme resources search security session sessions settings signup site solutions"
    " sponsors stars team topics trending user-attachments users watching".split()
)
_HUGGINGFACE_PAGES = frozenset(
    "api assets blog brand changelog chat collections datasets docs enterprise front inference join languages learn login"
    " metrics models new notifications organizations papers posts pricing privacy search settings spaces support tasks"
    " terms-of-service".split()
)

_ARXIV_FORM = r"/+(?:abs|pdf|html|src|format|ps|e-print|eprint|bibtex|tb|dvi)/+((?:[a-z]+:)?(?:[A-Za-z][\w.-]*/)?[^/?]+)"
_MIRROR_ID = r"((?:arxiv:)?(?:\d{4}\.\d+|[a-z][a-z-]*(?:\.[a-z]{2})?/\d{7})[^/?]*)"
_GITHUB_NAME = r"([a-z0-9][a-z0-9_-]{0,38})/+([\w.-]{1,100})"
_HEX = r"([0-9a-f]{32})"

_ARXIV = (Form("arxiv", _ARXIV_FORM, _arxiv), Form("arxiv", r"/ftp/[\w-]+/papers/\d{4}/([^/?]+)", _arxiv))
_DOI_RESOLVER = (Form("doi", r"/+(10\.[^?]+)", _doi),)
_DOI_PAGE = (
    Form("doi", r"/doi/(?:proceedings|book-series)/()", lambda _: None),
    Form("doi", r"/(?:[^?]*?/)??(10\.\d{4,9}(?:\.\d+)*/[^?]+)", _page_doi),
)
_ACL = (Form("acl", r"/(?:anthology(?:-files)?/)?(?:papers/|pdf/)?(?:[A-Z]/[A-Z]\d\d/)?([^/?]+?)(?:\.pdf|\.bib|\.xml|\.html)?(?:[/?]|\Z)", _acl),)
_NEURIPS = (
    Form("neurips", rf"/+(?:paper_files/)?paper/(\d{{4}})/(?:hash|file)/{_HEX}(-[\w-]+)?", _neurips),
    Form(
        "neurips",
        r"/+(?:paper_files/)?paper/(\d{1,5})(-[\w.-]+?)(?:\.pdf|\.html)?(?:[/?]|\Z)",
        lambda found: Named("neurips", found[1], spelling=found[1] + found[2]),
    ),
)
_CVF = (Form("cvf", r"(?:/openaccess)?/(content[^?]*)/([^/?]+?)\.(?:pdf|html)", _cvf),)
_PMLR_KEY = r"([vr]\d{1,4})/([a-z][a-z_-]*\d\d[a-z]*)(?=[-./?]|\Z)"
_IEEE = (
    Form("ieee", r"/(?:abstract/)?document/(\d+)", _number("ieee")),
    Form("ieee", r"/[^?]*\?(?:[^#]*&)?arnumber=(\d+)", _number("ieee")),
    Form("ieee", r"/ielx?\d*/\d+/\d+/(\d+)\.pdf", _number("ieee")),
)
_GITHUB = (Form("github", rf"/+{_GITHUB_NAME}", _github),)
_HUGGINGFACE = (
    Form("arxiv", rf"/papers/{_MIRROR_ID}", _arxiv),
    Form("huggingface", r"/(datasets|spaces)/([\w.-]+)/([\w.-]+)", None),
    Form("huggingface", r"/([\w.-]+)/([\w.-]+)", _huggingface),
)
_S2 = (
    Form("s2", r"/(?:graph/v1/|v1/)?paper/(?:[^/?]+/)?([0-9a-f]{40})", None),
    Form("arxiv", rf"/(?:graph/v1/|v1/)?(?:paper/)?(?:arxiv:)(?:arxiv:)?{_MIRROR_ID}", _arxiv),
    Form("arxiv", rf"/arxiv/{_MIRROR_ID}", _arxiv),
    Form("doi", r"/(?:graph/v1/|v1/)?paper/doi:(10\.[^?]+)", _doi),
    Form("s2", r"/(?:graph/v1/|v1/)?(?:paper/)?(corpusid:\d+)", _lower("s2")),
)


def _mirror(prefix: str) -> tuple[Form, ...]:
    return (Form("arxiv", rf"/+(?:{prefix})/+{_MIRROR_ID}", _arxiv),)


SITES: dict[str, tuple[Form, ...]] = {
    "arxiv.org": _ARXIV,
    "xxx.lanl.gov": _ARXIV,
    "ar5iv.org": _mirror("abs|html|pdf"),
    "alphaxiv.org": _mirror("abs|pdf|html|overview|resources"),
    "arxiv-vanity.com": _mirror("papers"),
    "emergentmind.com": _mirror("papers"),
    "papers.cool": _mirror("arxiv"),
    "scirate.com": _mirror("arxiv"),
    "doi.org": _DOI_RESOLVER,
    "dx.doi.org": _DOI_RESOLVER,
    "dl.acm.org": (
        *_DOI_PAGE,
        Form("acm", r"/citation\.cfm\?(?:[^#]*&)?id=(\d+\.\d+)", None),
    ),
    "api.crossref.org": (Form("doi", r"/works/(10\.[^?]+)", _doi),),
    "nature.com": (
        Form("doi", r"/articles/([a-z]+[a-z0-9.-]*?\d[a-z0-9-]*)", lambda found: name_doi(f"10.1038/{found[1].lower()}")),
    ),
    "journals.plos.org": (Form("doi", r"/[^?]*\?(?:[^#]*&)?id=(10\.\d{4,9}/[^&]+)", _doi),),
    "zenodo.org": (
        *_DOI_PAGE,
        Form("doi", r"/records?/(\d+)", lambda found: name_doi(f"10.5281/zenodo.{found[1]}")),
    ),
    "ssrn.com": (
        Form("doi", r"/abstract=(\d+)", lambda found: name_doi(f"10.2139/ssrn.{found[1]}")),
    ),
    "papers.ssrn.com": (
        Form("doi", r"/[^?]*\?(?:[^#]*&)?abstract_?id=(\d+)", lambda found: name_doi(f"10.2139/ssrn.{found[1]}")),
    ),
    "ijcai.org": (
        Form(
            "doi",
            r"/proceedings/(20(?:1[7-9]|[2-9]\d)/0*(?:\d+))",
            lambda found: name_doi("10.24963/ijcai." + re.sub("/0*", "/", found[1])),
        ),
    ),
    "aclanthology.org": _ACL,
    "aclanthology.info": _ACL,
    "aclweb.org": _ACL,
    "openreview.net": (Form("openreview", r"/(?:forum|pdf|attachment|revisions)\?(?:[^#]*&)?id=([\w-]{5,24})", None),),
    "proceedings.mlr.press": (Form("pmlr", rf"/+{_PMLR_KEY}", _lower("pmlr")),),
    "jmlr.org": (
        Form("pmlr", rf"/proceedings/papers/{_PMLR_KEY}", _lower("pmlr")),
        Form("jmlr", r"/papers/v(?:olume)?(\d+)/([\w-]+)(?=[./?]|\Z)", lambda found: Named("jmlr", f"v{found[1]}/{found[2]}")),
    ),
    "proceedings.neurips.cc": _NEURIPS,
    "datasets-benchmarks-proceedings.neurips.cc": _NEURIPS,
    "papers.neurips.cc": _NEURIPS,
    "papers.nips.cc": _NEURIPS,
    "proceedings.nips.cc": _NEURIPS,
    "proceedings.mlsys.org": (
        Form(
            "mlsys",
            rf"/+(?:paper_files/)?paper/(\d{{4}})/(?:hash|file)/{_HEX}",
            _lower("mlsys"),
        ),
    ),
    "usenix.org": (
        Form("usenix", r"/conference/([a-z][a-z0-9-]*\d\d)/(?:technical-sessions/)?presentation/([^/?]+)", _usenix),
        Form("usenix", r"/system/files/(?:conference/[\w-]+/)?([a-z]+\d\d[a-z]*)[_-]([^/?]+)\.pdf", _usenix),
    ),
    "openaccess.thecvf.com": _CVF,
    "cv-foundation.org": _CVF,
    "ecva.net": (Form("ecva", r"/papers/eccv_(\d{4})/papers_ECCV/papers/(\d+)", None),),
    "ojs.aaai.org": (Form("aaai", r"/+index\.php/aaai/article/(?:view|download)/(\d+)", None),),
    "ieeexplore.ieee.org": _IEEE,
    "semanticscholar.org": _S2,
    "api.semanticscholar.org": _S2,
    "pubmed.ncbi.nlm.nih.gov": (Form("pubmed", r"/(\d+)", _number("pubmed")),),
    "ncbi.nlm.nih.gov": (
        Form("pubmed", r"/(?:m/)?pubmed/(\d+)", _number("pubmed")),
        Form("pmc", r"/(?:m/)?pmc/articles/(?:pmc)?(\d+)", _number("pmc")),
    ),
    "pmc.ncbi.nlm.nih.gov": (Form("pmc", r"/articles/(?:pmc)?(\d+)", _number("pmc")),),
    "sciencedirect.com": (
        Form("pii", r"/science/article/(?:abs/)?(?:am/)?pii/([sb][0-9x()-]{16,20})", lambda found: Named("pii", found[1].upper())),
    ),
    "hal.science": (Form("hal", r"/((?:hal|tel|inria)-\d{6,})", _lower("hal")),),
    "dblp.org": (
        Form(
            "arxiv",
            r"/rec/(?:[a-z]+/)?journals/corr/abs-(\d{4}-\d{4,5})",
            lambda found: name_arxiv(found[1].replace("-", ".")),
        ),
        Form("dblp", r"/rec/(?:(?:html|bibtex)\d?/)?((?:conf|journals|books|phd|reference)/[^/?]+/[^/?]+?)(?:\.html|\.bib|\.xml)?(?:\?|\Z)", None),
    ),
    "github.com": (Form("github", rf"/+orgs/{_GITHUB_NAME}", lambda _: None), *_GITHUB),
    "raw.githubusercontent.com": (Form("github", rf"/+{_GITHUB_NAME}", _raw_github),),
    "raw.github.com": _GITHUB,
    "codeload.github.com": _GITHUB,
    "api.github.com": (Form("github", rf"/repos/{_GITHUB_NAME}", _github),),
    "img.shields.io": (
        Form(
            "github",
            rf"/github/(?:stars|forks|watchers|license|last-commit|issues|issues-raw|issues-pr|contributors|repo-size|release|v/release|v/tag)/{_GITHUB_NAME}",
            _github,
        ),
    ),
    "badgen.net": (Form("github", rf"/github/(?:stars|forks|watchers|license|last-commit)/{_GITHUB_NAME}", _github),),
    "gitlab.com": (Form("gitlab", r"/([a-z0-9][\w.-]*(?:/[a-z0-9][\w.-]*)+)", _lower("gitlab")),),
    "huggingface.co": _HUGGINGFACE,
    "hf.co": _HUGGINGFACE,
}
for _host in (
    "academic.oup.com arc.aiaa.org advances.sciencemag.org aip.scitation.org ahajournals.org annualreviews.org biorxiv.org"
    " degruyter.com emerald.com epubs.siam.org frontiersin.org iopscience.iop.org journals.aps.org journals.sagepub.com"
    " link.springer.com medrxiv.org nejm.org onlinelibrary.wiley.com pnas.org psycnet.apa.org pubs.acs.org pubs.aip.org"
    " pubs.rsc.org pubsonline.informs.org royalsocietypublishing.org science.org science.sciencemag.org tandfonline.com"
    " worldscientific.com"
).split():
    SITES[_host] = _DOI_PAGE

_WITH_SUBDOMAINS = ("arxiv.org", "onlinelibrary.wiley.com", "hal.science")


def forms_of(host: str) -> tuple[Form, ...]:
    """Return the forms of a site by its host, in lower case without ``www.``; none for a site not known."""
    known = SITES.get(host)
    if known is None:
        known = next((SITES[parent] for parent in _WITH_SUBDOMAINS if host.endswith("." + parent)), ())
    return known


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a form's pattern on first use."""
    return re.compile(pattern, re.A | re.I)
