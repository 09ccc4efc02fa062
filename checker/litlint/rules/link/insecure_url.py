"""The rule insecure-url."""

from __future__ import annotations

import re
from collections.abc import Iterator

from litlint.model.document import Document
from litlint.model.finding import Edit, Finding, Fix, Severity
from litlint.model.source import Span
from litlint.rule import Bad, Context, Good, Rule

_INSECURE = re.compile(r"(?P<scheme>http)://(?:www\.)?(?P<host>[a-z0-9.-]+)(?=[/?#]|\Z)", re.I)
# Sites whose own pages link to themselves by https.
_SECURE = frozenset(
    """aaai.org aclanthology.org aclweb.org apple.com arxiv.org bitbucket.org blog.google cambridge.org cell.com
    colab.research.google.com crossref.org dblp.org deepmind.com developer.nvidia.com
    distill.pub dl.acm.org docs.google.com doi.org drive.google.com dx.doi.org ecva.net eprint.iacr.org export.arxiv.org
    facebook.com gist.github.com github.com gitlab.com google.com hal.science huggingface.co ieeexplore.ieee.org ijcai.org
    iclr.cc icml.cc isca-speech.org jmlr.org kaggle.com link.springer.com linkedin.com medium.com microsoft.com mlsys.org
    nature.com ncbi.nlm.nih.gov neurips.cc nips.cc ojs.aaai.org onlinelibrary.wiley.com openaccess.thecvf.com openai.com
    openreview.net papers.neurips.cc papers.nips.cc paperswithcode.com pnas.org proceedings.mlr.press proceedings.mlsys.org
    proceedings.neurips.cc pubmed.ncbi.nlm.nih.gov pypi.org pytorch.org raw.githubusercontent.com researchgate.net
    science.org sciencedirect.com scholar.google.com semanticscholar.org stackoverflow.com techcrunch.com tensorflow.org
    thecvf.com towardsdatascience.com twitter.com usenix.org vldb.org wikipedia.org en.wikipedia.org x.com youtube.com
    youtu.be zenodo.org""".split()
)
_SECURE_PARENTS = (
    ".github.io",
    ".github.com",
    ".wikipedia.org",
    ".medium.com",
    ".readthedocs.io",
    ".blogspot.com",
    ".arxiv.org",
)


class InsecureUrl(Rule):
    """A URL that says `http` though its site serves `https`.

    The first request goes out in the open, and two spellings of one address hide that it is listed twice.

    Write `https`.
    """

    severity = Severity.NOTE
    habit = "a link says http where https works"
    examples = (
        Bad(
            "- [A](http://arxiv.org/abs/2001.01234)\n",
            finds="http",
            fixed="- [A](https://arxiv.org/abs/2001.01234)\n",
        ),
        Bad("http://doe.github.io/sort\n", finds="http", fixed="https://doe.github.io/sort\n"),
        Good("[A](https://arxiv.org/abs/2001.01234)\n"),
        Good("[A](http://www.gardens.org/a)\n"),
    )

    def visit_document(self, document: Document, context: Context) -> Iterator[Finding]:
        seen: set[Span] = set()  # of a link that is defined once and used twice, the URL stands once
        for link in document.links:
            found = _INSECURE.match(link.url_span.text) if link.is_outside else None
            if not found or not _is_secure(found["host"].lower()) or link.url_span in seen:
                continue
            seen.add(link.url_span)
            place = link.url_span.sub(*found.span("scheme"))
            message = f"this link to {found['host'].lower()} says http, though the site serves https"
            yield self.finding(place, message, fix=Fix("write https", (Edit(place, "https"),)))


def _is_secure(host: str) -> bool:
    return host in _SECURE or host.endswith(_SECURE_PARENTS)
