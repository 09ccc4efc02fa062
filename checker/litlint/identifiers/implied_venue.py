"""What an identifier says by itself of venue and year; silent wherever the scheme does not make it certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from litlint.identifiers import arxiv

if TYPE_CHECKING:
    from litlint.identifiers.identifier import Identifier

_PMLR = {
    "ICML": "28:2013 32:2014 37:2015 48:2016 70:2017 80:2018 97:2019 119:2020 139:2021 162:2022 202:2023 235:2024"
    " 267:2025",
    "AISTATS": "9:2010 15:2011 22:2012 31:2013 33:2014 38:2015 51:2016 54:2017 84:2018 89:2019 108:2020 130:2021"
    " 151:2022 206:2023 238:2024 258:2025",
    "CoRL": "78:2017 87:2018 100:2019 155:2020 164:2021 205:2022 229:2023 270:2024",
}
_PMLR_VOLUMES = {
    f"v{volume}": (venue, int(year))
    for venue, volumes in _PMLR.items()
    for volume, year in (pair.split(":") for pair in volumes.split())
}
_USENIX = {
    "atc": "USENIX ATC",
    "fast": "FAST",
    "hotcloud": "HotCloud",
    "hotedge": "HotEdge",
    "hotos": "HotOS",
    "hotstorage": "HotStorage",
    "nsdi": "NSDI",
    "opml": "OpML",
    "osdi": "OSDI",
    "usenixsecurity": "USENIX Security",
}
_ACL_LETTERS = {
    "A": "ANLP",
    "C": "COLING",
    "E": "EACL",
    "J": "Computational Linguistics",
    "K": "CoNLL",
    "L": "LREC",
    "N": "NAACL",
    "P": "ACL",
    "Q": "TACL",
    "R": "RANLP",
    "S": "SemEval",
}
_ACL_VENUES = {
    "aacl": "AACL",
    "acl": "ACL",
    "cl": "Computational Linguistics",
    "coling": "COLING",
    "conll": "CoNLL",
    "eacl": "EACL",
    "emnlp": "EMNLP",
    "lrec": "LREC",
    "naacl": "NAACL",
    "tacl": "TACL",
}
_ACL_MAIN = frozenset(("1", "2", "industry", "long", "main", "short"))
_SCHEME_VENUES = {"jmlr": "JMLR", "mlsys": "MLSys", "neurips": "NeurIPS", "aaai": "AAAI", "ecva": "ECCV"}
# JMLR's volumes 1 to 4 span two years each (its contents pages), so they give no year.
_FIRST_JMLR_VOLUME_OF_ONE_YEAR = 5


def year_of(identifier: Identifier) -> int | None:
    """Return the year that an identifier gives: of an arXiv id the year it was given out, else that of the venue."""
    scheme, value = identifier.canonical_work.split(":", 1)
    if scheme == "arxiv":
        return arxiv.month(value)[0]
    if scheme == "acl":
        return _acl_year(value)
    if scheme in ("cvf", "ecva", "mlsys", "neurips"):
        # These identifiers begin with the year of the meeting, after its short name where the site has several.
        found = re.match(r"[a-z]*(\d{4})/", value, re.A)
        return int(found[1]) if found else None
    if scheme == "usenix":
        return 2000 + int(value.partition("/")[0][-2:])
    if scheme == "pmlr":
        return _PMLR_VOLUMES.get(value.partition("/")[0], (None, None))[1]
    if scheme == "jmlr":
        volume = int(value.partition("/")[0])
        return 1999 + volume if volume >= _FIRST_JMLR_VOLUME_OF_ONE_YEAR else None
    if scheme == "doi" and value.startswith("10.24963/ijcai.20"):
        return int(value[15:19])
    return None


def month_of(identifier: Identifier) -> int | None:
    """Return the month, 1 to 12, in which an arXiv id was given out; None for any other scheme."""
    return arxiv.month(identifier.value)[1] if identifier.scheme == "arxiv" else None


def venue_of(identifier: Identifier) -> str | None:
    """Return the short name of the venue that an identifier gives, None where it is not certain."""
    scheme, value = identifier.canonical_work.split(":", 1)
    if scheme == "acl":
        return _acl_venue(value)
    if scheme == "cvf":
        found = re.match(r"(cvpr|iccv|wacv)\d", value)
        return found[1].upper() if found else None
    if scheme == "usenix":
        return _USENIX.get(value.partition("/")[0][:-2])
    if scheme == "pmlr":
        return _PMLR_VOLUMES.get(value.partition("/")[0], (None, None))[0]
    if scheme == "doi":
        return "IJCAI" if value.startswith("10.24963/ijcai.20") else None
    return _SCHEME_VENUES.get(scheme)


def _acl_year(value: str) -> int:
    if value[0].isdigit():
        return int(value[:4])
    short = int(value[1:3])
    # The Anthology's oldest papers are of the 1960s.
    return short + (1900 if short >= 60 else 2000)


def _acl_venue(value: str) -> str | None:
    """Read venue off an id; of volumes that may be a workshop's nothing is said."""
    if not value[0].isdigit():
        return _ACL_LETTERS.get(value[0])
    workspace, _, rest = value[5:].partition("-")
    volume = rest.partition(".")[0]
    if workspace == "findings":
        return f"Findings of {_ACL_VENUES[volume]}" if volume in _ACL_VENUES else None
    return _ACL_VENUES.get(workspace) if volume in _ACL_MAIN or workspace in ("cl", "tacl") else None
