"""The names of BibTeX entry types and fields.

Sources: O. Patashnik, "BibTeXing" (btxdoc, 1988), sections 3.1 and 3.2; the biblatex manual 3.20, sections 2.1 and 2.2;
the fields that reference managers and arXiv's export add.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_KINDS: Final = """
    article book booklet conference inbook incollection inproceedings manual mastersthesis misc phdthesis proceedings
    techreport unpublished
    mvbook bookinbook suppbook collection mvcollection suppcollection dataset electronic mvproceedings mvreference
    online patent periodical suppperiodical reference inreference report set software thesis www xdata
    artwork audio bibnote commentary image jurisdiction legislation legal letter movie music performance review
    standard video
"""
KINDS: Final = frozenset(_KINDS.split())
"""Entry types of BibTeX and biblatex, lower-cased."""

_FIELDS: Final = """
    address annote author booktitle chapter crossref edition editor howpublished institution journal key month note
    number organization pages publisher school series title type volume year
    abstract addendum afterword annotation annotator archiveprefix arxivid bookauthor bookpagination booksubtitle
    booktitleaddon collaboration commentator copyright date doi edition editora editoratype editorb editorbtype editorc
    editorctype editortype eid eissn
    entrysubtype eprint eprintclass eprinttype event eventdate eventtitle eventtitleaddon file foreword gender holder
    introduction isan isbn ismn isrn issn issue issuesubtitle issuetitle iswc journalsubtitle journaltitle keywords
    label langid language library location mainsubtitle maintitle maintitleaddon mendeley-tags nameaddon origdate
    origlanguage origlocation origpublisher origtitle pagetotal pagination part primaryclass pubmedid pmid pmcid
    pubstate related relatedtype reprinttitle shortauthor shorteditor shorthand shortjournal shortseries shorttitle
    subtitle timestamp titleaddon translator url urldate urn venue version volumes
    bibsource biburl adsnote adsurl owner date-added date-modified bdsk-url-1 numpages articleno month_numeric
"""
FIELDS: Final = frozenset(_FIELDS.split())
"""Field names of BibTeX and biblatex, and those that exports commonly add, lower-cased."""

JOURNAL_FIELDS: Final = ("journal", "journaltitle")
"""The field that names the journal of an article, in BibTeX and in biblatex."""

RARE_FIELDS: Final = frozenset(
    """
    abbr affiliation altmetric appendix archive articleid arxiv award bibcode bibtex_show blog category city class code
    comment comments conference contents country data day dimensions domain email entryset execute faculty funding github
    google_scholar_id homepage html ids indextitle interhash intrahash issue_date keyword lang lastaccessed lista listb
    listc local-url localfile meeting_name meta mrclass mrnumber mrreviewer namea nameb namec notes openreview options
    fjournal oi paper paperid pdf platform poster presort preview priority progress project ranking rating read
    readstatus relatedoptions review reviews section selected size slides sort sortkey sortname sorttitle sortyear
    source state status supp tag tags text twitter uri usera userb userc userd usere userf username verba verbb verbc
    video web website xdata xref year_published zblnumber
    """.split()
)
"""Field names that are words in their own right, of some style or program: no slip for another, whatever they look like."""

_DATED: Final = ("year", "date")
_AUTHORED: Final = ("author", "editor")

REQUIRED: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "article": (("author", "editor"), ("title",), ("journal", "journaltitle"), _DATED),
    "book": (_AUTHORED, ("title",), _DATED),
    "booklet": (("title",),),
    "collection": (("editor",), ("title",), _DATED),
    "dataset": (("title",),),
    "inbook": (_AUTHORED, ("title",), ("booktitle", "chapter", "pages"), _DATED),
    "incollection": (("author",), ("title",), ("booktitle",), _DATED),
    "inproceedings": (("author",), ("title",), ("booktitle",), _DATED),
    "inreference": (("title",), ("booktitle",), _DATED),
    "manual": (("title",),),
    "mastersthesis": (("author",), ("title",), ("school", "institution"), _DATED),
    "misc": (("title",),),
    "mvbook": (_AUTHORED, ("title",), _DATED),
    "online": (("title",), ("url", "doi", "eprint", "howpublished")),
    "patent": (("author", "holder"), ("title",), ("number",), _DATED),
    "phdthesis": (("author",), ("title",), ("school", "institution"), _DATED),
    "proceedings": (("title",), _DATED),
    "report": (
        ("author", "institution", "organization"),
        ("title",),
        ("institution", "organization", "publisher"),
        _DATED,
    ),
    "software": (("title",),),
    "techreport": (("author", "institution", "organization"), ("title",), ("institution", "organization"), _DATED),
    "thesis": (("author",), ("title",), ("institution", "school"), _DATED),
    "unpublished": (("author",), ("title",), ("note", "year", "date")),
}
"""What a type requires: of each group one field. Where BibTeX and biblatex differ, what satisfies either is enough."""

SAME_KIND: Final[Mapping[str, str]] = {
    "conference": "inproceedings",
    "electronic": "online",
    "suppbook": "inbook",
    "bookinbook": "inbook",
    "suppcollection": "incollection",
    "www": "online",
}
"""Types that require what another requires."""


def missing_fields(kind: str, present: frozenset[str]) -> list[tuple[str, ...]]:
    """Return the groups of which a citation of a type has no field; nothing for a type that requires nothing.

    A citation that inherits (``crossref``, ``xdata``) may have everything from its parent.
    """
    if not present.isdisjoint(("crossref", "xdata", "xref")):
        return []
    required = REQUIRED.get(SAME_KIND.get(kind, kind), ())
    return [group for group in required if present.isdisjoint(group)]
