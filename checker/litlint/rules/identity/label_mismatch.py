"""The rule label-mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from litlint.metadata.labels import is_label, role_of, words
from litlint.model.document import Entry
from litlint.model.finding import Finding, Related
from litlint.model.nodes import Link
from litlint.rule import Bad, Context, Good, Rule

_VIDEO_HOSTS = frozenset({"bilibili.com", "vimeo.com", "youtu.be", "youtube.com"})
_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org"})
_DOCUMENT = re.compile(
    r"\.(?:pdf|html?|md|ipynb|docx?|pptx?)(?:[?#]|\Z)|/(?:blob|raw|wiki|releases|issues|pull|discussions)/",
    re.IGNORECASE,
)
_ATTACHMENT = re.compile(r"attachment|suppl|\.zip", re.IGNORECASE)
_ARXIV_READERS = ("arxiv.org", "alphaxiv.org", "semanticscholar.org", "huggingface.co", "scholar.google.com", "doi.org",
                  "themoonlight.io", "papers.cool", "scirate.com", "paperswithcode.com")  # fmt: skip


@dataclass(frozen=True)
class LabelMismatch(Rule):
    """A label promises another thing than its link leads to: `github link` on arXiv, `[pdf]` on a repository.

    The link was most likely pasted into the wrong place, or copied with its neighbour's label.

    Put the right link behind the label, or the right label before the link.
    """

    habit = "a label does not fit what its link leads to"
    examples = (
        Bad(
            "- A Small Study of Gardens [[code](https://arxiv.org/abs/2001.01234)]\n",
            finds="https://arxiv.org/abs/2001.01234",
        ),
        Bad(
            "- A Small Study of Gardens [[pdf](https://github.com/doe/gardens)] [[code](https://github.com/doe/gardens)]\n",
            finds="https://github.com/doe/gardens",
        ),
        Bad(
            "#### A Small Study of Gardens\n\npaper link: [here](https://arxiv.org/abs/2001.01234)\n\n"
            "github link: [here](https://arxiv.org/abs/2001.01234)\n",
            finds="https://arxiv.org/abs/2001.01234",
        ),
        Bad(
            "- A Small Study of Gardens [[code](https://github.com/doe/gardens)] [[paper](https://youtu.be/a1b2c3)]\n",
            finds="https://youtu.be/a1b2c3",
        ),
        Good("- A Small Study of Gardens [[pdf](https://github.com/doe/gardens/blob/main/gardens.pdf)]\n"),
        Good(
            "- A Small Study of Gardens [[GitHub page](https://doe.github.io/gardens)] [[paper](https://doi.org/10.1000/182)]\n"
        ),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        for link in entry.links:
            if link.is_image or not link.is_outside or link.badge is not None or not is_label(link.label):
                continue
            problem = _problem(link)
            if problem is not None:
                place = link.label_span or link.text_span
                yield self.finding(
                    link.url_span, f"the label `{link.label}` {problem}",
                    help="put the right link behind the label, or the right label before the link",
                    related=[Related(place, "the label")],
                )  # fmt: skip


def _problem(link: Link) -> str | None:
    role, identifier = role_of(link.label), link.identifier
    host = (urlsplit(link.url).hostname or "").removeprefix("www.") if "[" not in link.url else ""
    if role == "code" and identifier is not None and identifier.is_work and not _ATTACHMENT.search(link.url):
        return f"promises code, the link is a paper ({identifier})"
    if role == "paper" and host in _CODE_HOSTS and identifier is not None and not _DOCUMENT.search(link.url):
        tail = urlsplit(link.url).path.strip("/").count("/")
        if tail == 1 and not {"project", "page", "report", "html"} & set(words(link.label)):
            return f"promises a paper, the link is a repository ({identifier})"
    if role == "paper" and host in _VIDEO_HOSTS:
        return f"promises a paper, the link is a video ({host})"
    says_arxiv = "arxiv" in words(link.label) and not link.url.lower().endswith(".pdf")
    reads_arxiv = "arxiv" in link.url.lower() or any(f".{host}".endswith(f".{reader}") for reader in _ARXIV_READERS)
    return f"promises arXiv, the link leads to {host}" if says_arxiv and host and not reads_arxiv else None
