"""Finds out which paper a page presents, and which paper a repository asks to be cited.

Source: the Citation File Format, version 1.2.0, for CITATION.cff.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from litlint import regex as re
from litlint.identifiers.identifier import Identifier, find_identifiers
from litlint.lookup.http.messages import Exchange, Request, Response, describe_failure
from litlint.lookup.pages.link_check import SERVICE
from litlint.lookup.pages.paper_tags import paper_of_page
from litlint.model.facts import Paper

GITHUB: Final = "https://github.com"
_HTML: Final = ("text/html", "application/xhtml+xml")
_LOOK: Final = 1 << 20
_CITED: Final = "preferred-citation"


@dataclass(frozen=True, slots=True)
class Description:
    """A work as a registry or its page describes it; ``identifier`` is what proves it, None if nothing does.

    ``work`` is the record of a registry, if it comes from one.
    """

    title: str
    authors: tuple[str, ...] = ()
    identifier: Identifier | None = None
    published: str | None = None
    venue: str | None = None
    work: Paper | None = None


def read_landing(url: str) -> Exchange[Description | str]:
    """Read a paper's page; return what it says of the paper, or why that is not known."""
    outcome = yield Request(url, SERVICE, limit=_LOOK, whole=False, only=_HTML)
    if not isinstance(outcome, Response) or outcome.status != 200:
        return describe_failure(outcome)
    paper = paper_of_page(outcome.text(), url)
    if paper is None:
        return "the page does not say which paper it shows"
    return Description(paper.title, paper.authors, paper.identifier, paper.published, paper.venue)


def read_citation_file(repository: Identifier, pages: str = GITHUB) -> Exchange[Description | str]:
    """Read the CITATION.cff of a repository of GitHub; return the paper that it names, or why it names none."""
    outcome = yield Request(
        f"{pages}/{repository.spelling or repository.value}/raw/HEAD/CITATION.cff", SERVICE, limit=_LOOK
    )
    if isinstance(outcome, Response) and outcome.status == 404:
        return "the repository has no CITATION.cff"
    if not isinstance(outcome, Response) or outcome.status != 200:
        return describe_failure(outcome)
    return cited_paper(outcome.text()) or "its CITATION.cff names no paper"


def cited_paper(text: str) -> Description | None:
    """Return the paper that the text of a CITATION.cff asks to cite.

    Only its ``preferred-citation`` is a paper for certain: what else the file says is of the software itself, but for
    an arXiv id, which names no software.
    """
    tables = _tables(text)
    cited = "\n".join(tables.get(_CITED, ()))
    whole = "\n".join(line for key, lines in tables.items() if key not in (_CITED, "references") for line in lines)
    named = [found for found, _, _ in find_identifiers(cited) if found.is_work]
    named += [found for found, _, _ in find_identifiers(whole) if found.scheme == "arxiv"]
    title = _scalar(cited, "title")
    if not named and title is None:
        return None
    family, given = _scalar(cited, "family-names"), _scalar(cited, "given-names")
    author = " ".join(part for part in (given, family) if part)
    return Description(title or "", (author,) if author else (), named[0] if named else None)


def _tables(text: str) -> dict[str, list[str]]:
    """Return the lines below each key of the topmost level."""
    tables: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        # A key of the topmost level begins its line.
        key = re.match(r"([A-Za-z-]+):", line)
        if key:
            lines = tables.setdefault(key[1], [])
        lines.append(line)
    return tables


def _scalar(text: str, key: str) -> str | None:
    """Return the first value of a key: plain or quoted, on its line or folded over deeper ones."""
    # The value goes on over lines that are indented deeper than the key.
    found = re.search(rf"^([ \t]*(?:-[ \t]+)?){key}:[ \t]*([^\n]*)((?:\n\1[ \t]+[^\n]*)*)", text, re.MULTILINE)
    if found is None:
        return None
    # The sign of a folded or a literal text, which begins in the next line.
    head = re.sub(r"\A[>|][+-]?\Z", "", found[2].strip())
    words = " ".join(f"{head} {found[3]}".split())
    quoted = re.fullmatch(r"(['\"])(.*)\1", words)
    return (quoted[2].replace("''", "'") if quoted else words) or None
