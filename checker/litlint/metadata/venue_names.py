"""The short names of conferences and journals, by which a venue is known wherever it stands."""

from __future__ import annotations

import re

_CONFERENCES = """AAAI AACL AAMAS ACCV ACL ACML AISTATS AKBC ASPLOS ATC BMVC CAV CCS CHI CIKM CLOUD COLING COLM COLT CoNLL CoRL
    CPAL CVPR DAC DASFAA DATE EACL ECAI ECCV ECIR ECML EDBT EMNLP ESANN EuroSys FAccT FAST FOCS FPGA HPCA HPDC HotNets HotOS
    ICASSP ICCAD ICCV ICDAR ICDCS ICDE ICDM ICDT ICIP ICLR ICML ICMR ICONIP ICPP ICPR ICRA ICS ICSE ICWSM IJCAI IJCNN ICSLP
    INFOCOM Interspeech IPDPS IROS ISCA ISSTA ISWC IWSLT JCDL KDD LREC MICCAI MICRO MLSys MobiCom MobiSys MMSys NAACL NDSS
    NeurIPS NIPS NSDI OOPSLA OSDI PAKDD PACT PKDD PLDI PODC PODS POPL PPoPP RecSys RSS RTSS SDM SenSys SIGCOMM SIGGRAPH SIGIR
    SIGKDD SIGMETRICS SIGMOD SODA SoCC SOSP SPAA STOC TheWebConf UAI UbiComp UIST VLDB WACV WSDM WWW"""
_JOURNALS = """arXiv bioRxiv CoRR Bioinformatics Entropy IJCV JAIR JMLR Nature Neurocomputing NeuroImage Neuron PNAS Science
    Sensors
    TACL TASLP TCAD TCYB TIFS TIP TKDD TKDE TMI TMLR TMM TNNLS TODS TOIS TPAMI TPDS TSP TVCG"""
CONFERENCES = frozenset(_CONFERENCES.casefold().split())
"""Conferences, case-folded."""
VENUES = CONFERENCES | frozenset(_JOURNALS.casefold().split())
"""Conferences, journals and preprint servers, case-folded."""
_TOGETHER = frozenset(
    frozenset(pair.split("+"))
    for pair in "acl+ijcnlp aacl+ijcnlp emnlp+ijcnlp ecml+pkdd ijcai+ecai sigkdd+kdd acl+emnlp date+dac pods+sigmod".split()
)
_WORD = re.compile(r"[^\W\d_]+")
# Words of long names that no other conference has, those first that hold the words of another.
_LONG = (
    (r"north american chapter of the association for computational linguistics", "NAACL"),
    (r"european chapter of the association for computational linguistics", "EACL"),
    (r"asia-pacific chapter of the association for computational linguistics", "AACL"),
    (r"findings of the association for computational linguistics: (\w+)", "Findings of"),
    (r"transactions of the association for computational linguistics", "TACL"),
    (r"annual meeting of the association for computational linguistics", "ACL"),
    (r"empirical methods in natural language processing", "EMNLP"),
    (r"international conference on computational linguistics", "COLING"),
    (r"conference on language modeling", "COLM"),
    (r"learning representations", "ICLR"),
    (r"asian conference on machine learning", "ACML"),
    (r"european conference on machine learning", "ECML"),
    (r"international conference on machine learning(?! and| technolog)", "ICML"),
    (r"(?:advances in|conference on) neural information processing systems", "NeurIPS"),
    (r"artificial intelligence and statistics", "AISTATS"),
    (r"uncertainty in artificial intelligence", "UAI"),
    (r"conference on learning theory", "COLT"),
    (r"conference on robot learning", "CoRL"),
    (r"aaai conference on artificial intelligence", "AAAI"),
    (r"international joint conferences? on artificial intelligence", "IJCAI"),
    (r"winter conference on applications of computer vision", "WACV"),
    (r"european conference on computer vision", "ECCV"),
    (r"international conference on computer vision\b(?! theory)", "ICCV"),
    (r"computer vision and pattern recognition", "CVPR"),
    (r"knowledge discovery and data mining(?! workshop)", "KDD"),
    (r"symposium on operating systems principles", "SOSP"),
    (r"operating systems design and implementation", "OSDI"),
    (r"networked systems design and implementation", "NSDI"),
    (r"architectural support for programming languages", "ASPLOS"),
)


def short_name(venue: str) -> str | None:
    """Return the short name of a conference or journal whose long one is known, None for others and for workshops."""
    text = " ".join(venue.replace("&", "and").casefold().split())
    if "workshop" in text or "companion" in text:
        return None
    for pattern, name in _LONG:
        found = re.search(pattern, text)
        if found is not None:
            return f"{name} {found[1].upper()}" if found.lastindex else name
    return None


def venues_in(text: str) -> list[tuple[int, int]]:
    """Return where the short names of venues stand in a text."""
    return [found.span() for found in _WORD.finditer(text) if found[0].casefold() in VENUES]


def meet_together(one: str, other: str) -> bool:
    """Say whether two conferences are held as one in some years: ECML and PKDD, ACL and IJCNLP."""
    return frozenset((one.casefold(), other.casefold())) in _TOGETHER
