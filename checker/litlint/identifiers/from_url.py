"""What the parts of a URL name: from a match of a site's form to scheme and value."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from litlint.identifiers import arxiv, doi


class Named(NamedTuple):
    """What a URL names; ``spelling`` is how its site writes the value, where the value folds that away."""

    scheme: str
    value: str
    version: int | None = None
    spelling: str = ""


Match = re.Match[str]
Reader = Callable[[Match], Named | None]

_GITHUB_PAGES = """about account advisories apps assets blog codespaces collections contact customer-stories dashboard
    discussions enterprise events explore features issues join login logout marketplace mobile new nonprofit
    notifications organizations orgs pricing pulls readme resources search security session sessions settings signup
    site solutions sponsors stars team topics trending user-attachments users watching"""
_HUGGINGFACE_PAGES = """api assets blog brand changelog chat collections datasets docs enterprise front inference join
    languages learn login metrics models new notifications organizations papers posts pricing privacy search settings
    spaces support tasks terms-of-service"""
_NO_OWNERS = {"github": frozenset(_GITHUB_PAGES.split()), "huggingface": frozenset(_HUGGINGFACE_PAGES.split())}
_NO_OWNERS["gitlab"] = frozenset(("explore", "groups", "help", "users"))
_VIEWS = frozenset(("blob", "discussions", "raw", "resolve", "tree", "viewer"))


def name_arxiv(text: str) -> Named | None:
    """Return what an arXiv id names, None when it is impossible."""
    parsed = arxiv.parse(text)
    return Named("arxiv", *parsed) if parsed else None


def name_doi(bare: str) -> Named | None:
    """Return what a bare DOI names, None when it is not one; arXiv's own DOIs name what arXiv does.

    ACM fills in 10.5555, which it does not register, for papers of others; these are numbers of its library.
    """
    held = doi.arxiv_id(bare)
    if held is not None:
        return name_arxiv(held)
    if not doi.is_doi(bare):
        return None
    # ACM numbers works without a DOI in the form of one; the prefix 10.5555 is for tests and does not resolve.
    if re.fullmatch(r"10\.5555/\d{6,}\.\d{6,}", bare, re.A):
        return Named("acm", bare.partition("/")[2])
    return Named("doi", bare)


def name_acl(text: str) -> Named | None:
    """Return what an id of the ACL Anthology names; front matter, number 0, names no work.

    Source: https://aclanthology.org/info/ids/
    """
    # Until 2019: a letter for the venue, the year, the volume, the number of the paper: `P19-1001`.
    old = re.fullmatch(r"([a-z])(\d\d-\d)(\d)(\d\d)(?:v(\d{1,2}))?", text, re.A | re.I)
    if old:
        letter, volume, ten, number, version = old.groups()
        if number == "00" and (ten == "0" or letter in "Ww"):
            return None
        return Named("acl", f"{letter.upper()}{volume}{ten}{number}", int(version) if version else None)
    # Since 2020: year, venue, volume and number by name: `2020.acl-main.12`.
    found = re.fullmatch(r"(\d{4}\.[a-z0-9_]{1,30}-[a-z0-9]{1,12}\.[1-9]\d{0,4})(?:v(\d{1,2}))?", text, re.A | re.I)
    return Named("acl", found[1].lower(), int(found[2]) if found[2] else None) if found else None


def page_doi(found: Match) -> Named | None:
    """Name the DOI in a publisher's path, which may go on with a view of the page."""
    return name_doi(doi.of_page(doi.bare(found[1])))


def doi_after(prefix: str) -> Reader:
    """Return a reader of numbers that a DOI is made of by a prefix."""
    return lambda found: name_doi(prefix + found[1].lower())


def ijcai_doi(found: Match) -> Named | None:
    """Name the DOI of a paper of IJCAI's proceedings, which have them since 2017."""
    return name_doi(f"10.24963/ijcai.{found[1]}/{int(found[2])}")


def dblp_arxiv(found: Match) -> Named | None:
    """Name the preprint that a DBLP record of CoRR is about: ``abs-2310-09139``."""
    return name_arxiv(found[1].replace("-", "."))


def old_neurips(found: Match) -> Named | None:
    """Name a paper by the number that NeurIPS used before hashes; the site wants the words after it too."""
    return Named("neurips", found[1], spelling=found[1] + found[2])


def nothing(found: Match) -> Named | None:
    """Name nothing."""
    return None


def _neurips(found: Match) -> Named | None:
    value = f"{found[1]}/{found[2].lower()}"
    # What follows the hash names the kind of page, and since 2021 the track, which the page's address needs.
    track = re.match(r"-(?:Abstract|Paper|Supplemental)(-[\w-]+)?", found[3] or "", re.A)
    return Named("neurips", value, spelling=value + track[1] if track and track[1] else "")


def _usenix(found: Match) -> Named | None:
    """Fold a talk's page and its PDF into one: ``osdi23/wang-yuke`` for ``osdi23-wang-yuke.pdf``."""
    # The symposium on security goes by three names; meetings of one year by the season too.
    meeting = re.sub(r"\Asec(?:urity)?(?=\d)", "usenixsecurity", found[1].lower())
    meeting = re.sub(r"(?:summer|spring|fall|winter)\Z", "", meeting)
    name = re.sub("[_\u2010\u2011]", "-", found[2].lower())
    name = name.removeprefix(meeting + "-")
    # Names of files say in which state a paper is.
    name = re.sub(r"\A(?:final|paper|prepub|slides?)-|-\d\Z", "", name)
    return None if name in ("", "full-proceedings") else Named("usenix", f"{meeting}/{name}")


def _cvf(found: Match) -> Named | None:
    """Fold a paper's page, PDF and supplement into one: ``cvpr2020/li_overcoming_classifier_imbalance``."""
    folder, stem = found[1], found[2]
    # Newer stems name the meeting before its year, older ones the year first.
    meeting = re.search(r"_(?:([a-z]+)_(\d{4})|(\d{4})_([a-z]+))_(?:paper|supplemental)\Z", stem, re.A | re.I)
    if meeting is None:
        return None
    value = f"{meeting[1] or meeting[4]}{meeting[2] or meeting[3]}/{stem[: meeting.start()]}".lower()
    place = re.sub(r"\b(?:papers|supplemental)\b", "html", folder)
    page = re.sub(r"supplemental\Z", "paper", stem)
    return Named("cvf", value, spelling=f"{place}/{page}.html")


def badge(found: Match) -> Named | None:
    """Name the repository that a badge counts for; the badge's name may end in ``.svg``."""
    return _repository(found[1], found[2].removesuffix(".svg"))


def _github(found: Match) -> Named | None:
    return _repository(found[1], re.sub(r"\.git\Z", "", found[2], flags=re.I))


def _repository(owner: str, name: str) -> Named | None:
    if owner.lower() in _NO_OWNERS["github"] or not name.strip("."):
        return None
    return Named("github", f"{owner}/{name}".lower(), spelling=f"{owner}/{name}")


def _gitlab(found: Match) -> Named | None:
    if found[1].partition("/")[0].lower() in _NO_OWNERS["gitlab"]:
        return None
    return Named("gitlab", found[1].lower(), spelling=found[1])


def _huggingface(found: Match) -> Named | None:
    kind, owner, name = found.groups()
    if kind:
        alone = not name or name in _VIEWS
        return Named("huggingface", f"{kind.lower()}/{owner}" if alone else f"{kind.lower()}/{owner}/{name}")
    return Named("huggingface", f"{owner}/{name}") if name and owner.lower() not in _NO_OWNERS["huggingface"] else None


def _number(text: str) -> str:
    return text.lstrip("0") or "0"


_READERS: dict[str, Reader] = {
    "acl": lambda found: name_acl(found[1]),
    "arxiv": lambda found: name_arxiv(found[1]),
    "cvf": _cvf,
    "doi": lambda found: name_doi(doi.bare(found[1])),
    "github": _github,
    "gitlab": _gitlab,
    "huggingface": _huggingface,
    "neurips": _neurips,
    "usenix": _usenix,
}
_FOLDS: dict[str, Callable[[str], str]] = {
    "hal": str.lower,
    "ieee": _number,
    "jmlr": str.lower,
    "mlsys": str.lower,
    "pii": str.upper,
    "pmc": _number,
    "pmlr": str.lower,
    "pubmed": _number,
    "s2": str.lower,
}


def read(scheme: str, found: Match) -> Named | None:
    """Read a match in the way of its scheme: most values are the match's groups, joined by slashes."""
    if scheme in _READERS:
        return _READERS[scheme](found)
    value = "/".join(found.groups())
    return Named(scheme, _FOLDS[scheme](value) if scheme in _FOLDS else value)
