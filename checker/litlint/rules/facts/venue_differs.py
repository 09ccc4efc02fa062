"""The rule venue-differs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from litlint.identifiers.identifier import Identifier
from litlint.matching.work_references import citation_references
from litlint.metadata.venue_names import short_name
from litlint.model.citation import Citation
from litlint.model.facts import Facts, Paper
from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.rule import Bad, Context, Good, Rule
from litlint.write.bibtex import escaped

_GARDENS = Identifier("arxiv", "2001.01234")
_KNOWN = Facts(
    date(2026, 1, 1),
    papers={_GARDENS: Paper(_GARDENS, "A Small Study of Gardens", venue="ICML 2021 (PMLR 139)")},
    locked=True,
)
_CITED = """\
```bibtex
@inproceedings{{doe, title={{A Small Study of Gardens}}, author={{Jane Doe}}, year={{2021}},
  booktitle={{{venue}}}, eprint={{2001.01234}}, archivePrefix={{arXiv}}}}
```
"""
# The short names of venues whose long names share few words, so that naming one is not naming another.
_SHORT = frozenset(
    "AAAI AISTATS ASPLOS CCS CHI CIKM COLING COLM COLT CVPR EACL ECCV EMNLP ICASSP ICCV ICDE ICDM ICLR ICML ICRA ICSE IJCAI "
    "INTERSPEECH ISCA JMLR KDD MLSYS MICRO NAACL NDSS NEURIPS NIPS NSDI OSDI PLDI PODS SIGCOMM SIGGRAPH SIGIR SIGMOD SOSP TACL "
    "TMLR TPAMI UAI VLDB WACV WSDM WWW".split()
)


@dataclass(frozen=True)
class VenueDiffers(Rule):
    """A citation names another venue than the registry knows.

    Only venues whose short names are unmistakable are compared.

    Name the venue where the paper appeared.
    """

    severity = Severity.NOTE
    needs = frozenset({"papers"})
    examples = (
        Bad(
            _CITED.format(venue="Proceedings of CVPR"),
            finds="Proceedings of CVPR",
            fixed=_CITED.format(venue="ICML 2021 (PMLR 139)"),
            facts=_KNOWN,
        ),
        Bad(
            _CITED.format(venue="International Conference on Learning Representations"),
            finds="International Conference on Learning Representations",
            facts=_KNOWN,
        ),
        Good(_CITED.format(venue="International Conference on Machine Learning"), facts=_KNOWN),
        Good(_CITED.format(venue="Proceedings of Machine Learning Research"), facts=_KNOWN),
    )

    def visit_citation(self, citation: Citation, context: Context) -> Iterator[Finding]:
        field = citation.get("booktitle", "journal", "journaltitle")
        known = next(
            (paper for claim in citation_references(citation) if (paper := context.facts.paper(claim.identifier))), None
        )
        if field is None or known is None or not known.venue:
            return
        stated, right = _short_names(field.value), _short_names(known.venue)
        if stated and right and not stated & right:
            edits = (Edit(field.value_span, escaped(known.venue)),)
            message = f"{known.identifier} appeared at {known.venue}, says its registry"
            yield self.finding(field.value_span, message, fix=Fix("name that venue", edits, safe=False))


def _short_names(venue: str) -> set[str]:
    found = {word.upper() for word in re.findall(r"[A-Za-z]+", venue)} & _SHORT
    known = short_name(venue)
    found |= {known.upper()} & _SHORT if known else set()
    return {"NEURIPS" if name == "NIPS" else name for name in found}
