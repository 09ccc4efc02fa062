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


def venues_in(text: str) -> list[tuple[int, int]]:
    """Return where the short names of venues stand in a text."""
    return [found.span() for found in _WORD.finditer(text) if found[0].casefold() in VENUES]


def meet_together(one: str, other: str) -> bool:
    """Say whether two conferences are held as one in some years: ECML and PKDD, ACL and IJCNLP."""
    return frozenset((one.casefold(), other.casefold())) in _TOGETHER
