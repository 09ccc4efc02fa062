"""The rule label-mismatch."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from litlint import regex as re
from litlint.identifiers.doi import is_deposit
from litlint.identifiers.urls import host_of
from litlint.matching.listings import url_key
from litlint.metadata.labels import is_label, leads_to_site, role_of, site_of, words
from litlint.rule import Bad, Context, Entry, Finding, Good, Link, Related, Rule, Span

_VIDEO_HOSTS = frozenset({"bilibili.com", "vimeo.com", "youtu.be", "youtube.com"})
_NO_VIDEO = {"paper": "a paper", "code": "code", "slides": "slides", "citation": "a citation"}
_CODE_HOSTS = frozenset({"github.com", "gitlab.com", "bitbucket.org"})
# Files, pages and sections of a repository, which may be the paper itself or a list of papers.
_DOCUMENT = re.compile(
    r"#.|\.(?:pdf|html?|md|ipynb|docx?|pptx?)(?:[?#]|\Z)|/(?:blob|raw|wiki|releases|issues|pull|discussions)/",
    re.IGNORECASE,
)
# Files beside a paper: supplements, and arXiv's ancillary files (https://info.arxiv.org/help/ancillary_files.html).
_ATTACHMENT = re.compile(r"attachment|suppl|\.zip|/anc(?:/|\Z)", re.IGNORECASE)
# After at least one letter, so that a label in brackets of its own stays: `(code)`.
_REMARK = re.compile(r"(?<=\w)\s?\([^()]{1,40}\)\Z")
_ALTERNATIVES = re.compile(r"[/|,&]|\bor\b")
_PAGE_WORDS = frozenset("blog demo home homepage page pages project site web website".split())


class LabelMismatch(Rule):
    """A label promises something other than what its link leads to: `github link` on arXiv, `[pdf]` on a repository.

    The link was most likely pasted into the wrong place, or copied together with a neighbour's label. Two labels of one
    entry that promise a repository and a page about it, and lead to the same address, are reported too.

    Fix the link or the label.
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
        Bad(
            "- A Small Study of Gardens [[pdf](https://arxiv.org/abs/2001.01234)] [[code](https://github.com/doe/gardens)] "
            "[[website](https://github.com/doe/gardens/)]\n",
            finds="https://github.com/doe/gardens/",
        ),
        Bad(
            "- A Small Study of Gardens [[pdf](https://arxiv.org/abs/2001.01234)] [[code](https://github.com/doe)]\n",
            finds="https://github.com/doe",
        ),
        Good("[2021 Papers](https://github.com/doe/gardens#papers-of-2021) | [Code](https://github.com/doe/gardens)\n"),
        Bad(
            "- A Small Study of Gardens [[pdf](https://arxiv.org/abs/2001.01234)] "
            "[[Code (soon)](https://github.com/doe/gardens)] [[Website](https://github.com/doe/gardens)]\n",
            finds="https://github.com/doe/gardens",
        ),
        Bad(
            "- A Small Study of Gardens [[pdf](https://arxiv.org/abs/2001.01234)] [[Hugging Face](https://github.com/doe/gardens)]\n",
            finds="https://github.com/doe/gardens",
        ),
        Good(
            "- A Small Study of Gardens [[GitLab](https://git.gardens.edu/doe/gardens)] [[YouTube](https://t.co/a1b2c3)]\n"
        ),
        Good("- A Small Study of Gardens [[GitHub/GitLab](https://git.gardens.edu/doe/gardens)]\n"),
        Good("- A Small Study of Gardens [[code](https://arxiv.org/src/2001.01234/anc)]\n"),
        Good(
            "- A Small Study of Gardens [[talk (code)](https://youtu.be/a1b2c3)] [[视频(代码)](https://youtu.be/a1b2c4)]\n"
        ),
        Good("- A Small Study of Gardens [[code](https://zenodo.org/records/4783701)]\n"),
        Good("- A Small Study of Gardens [[pdf](https://github.com/doe/gardens/blob/main/gardens.pdf)]\n"),
        Good(
            "- A Small Study of Gardens [[GitHub page](https://doe.github.io/gardens)] [[paper](https://doi.org/10.1000/182)]\n"
        ),
    )

    def visit_entry(self, entry: Entry, context: Context) -> Iterator[Finding]:
        labelled = [link for link in entry.links if not link.is_image and link.is_outside and is_label(_bare(link))]
        reported: set[Span] = set()
        for link, other in _repeated(labelled):
            reported |= {link.span, other.span}
            yield self.finding(
                link.url_span,
                f"the labels `{other.label}` and `{link.label}` lead to the same page",
                help="link to the page that the label promises, or remove the second label",
                related=[Related(other.url_span, "the same link")],
            )
        for link in entry.links:
            if link.is_image or not link.is_outside or link.badge is not None:
                continue
            if not is_label(link.label) and site_of(link.label) is None:
                continue
            if link.span in reported:
                continue  # that two labels lead to one page says which of them is wrong as well
            problem = _problem(link)
            if problem is not None:
                place = link.label_span or link.text_span
                yield self.finding(
                    link.url_span, f"the label `{link.label}` {problem}",
                    help="fix the link or the label",
                    related=[Related(place, "the label")],
                )  # fmt: skip


def _repeated(links: Sequence[Link]) -> Iterator[tuple[Link, Link]]:
    """Yield each link to a page about a work that leads to its code repository once more, with the link to the code."""
    code = {url_key(link.url): link for link in links if role_of(_bare(link)) == "code"}
    for link in links:
        other = code.get(url_key(link.url))
        if other is not None and role_of(_bare(link)) == "page" and link.span != other.span:
            yield link, other


def _bare(link: Link) -> str:
    """Return the label of a link without a remark in brackets at its end: `Code (in construction)`."""
    return _REMARK.sub("", link.label)


def _problem(link: Link) -> str | None:
    role, identifier = role_of(_bare(link)) or role_of(link.label), link.identifier
    host = host_of(link.url)
    if role == "code" and host in _CODE_HOSTS and urlsplit(link.url).path.strip("/").count("/") == 0:
        return f"promises code, but the link is the page of a user ({host}{urlsplit(link.url).path})"
    paper = identifier if identifier is not None and identifier.is_work else None
    if role == "code" and paper is not None and not _ATTACHMENT.search(link.url) and not is_deposit(paper.value):
        return f"promises code, but the link is a paper ({identifier})"
    if role == "paper" and host in _CODE_HOSTS and identifier is not None and not _DOCUMENT.search(link.url):
        tail = urlsplit(link.url).path.strip("/").count("/")
        if tail == 1 and not {"book", "project", "page", "report", "html"} & set(words(link.label)):
            return f"promises a paper, but the link is a repository ({identifier})"
    if role in _NO_VIDEO and host in _VIDEO_HOSTS:
        return f"promises {_NO_VIDEO[role]}, but the link is a video ({host})"
    # A label may name several sites, of which one is meant: `GitHub/GitLab`.
    sites = [site for part in _ALTERNATIVES.split(link.label) if (site := site_of(part)) is not None]
    site = None if _PAGE_WORDS & set(words(link.label)) else site_of(link.label)
    # A copy of a preprint as a file may be the one at arXiv.
    copied = role == "paper" and link.url.lower().endswith(".pdf")
    if (
        site is not None
        and not copied
        and "." in host
        and not any(leads_to_site(each, link.url, host) for each in (site, *sites))
    ):
        return f"promises {site}, but the link leads to {host}"
    return None
