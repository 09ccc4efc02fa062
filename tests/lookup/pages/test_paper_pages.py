"""Pages of papers as witnesses: what eight kinds of hosts say of a paper, right and wrong pages on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from litlint.api import check_text
from litlint.lookup.lockfile import load_lock
from litlint.lookup.pages.paper_tags import paper_of_page
from litlint.lookup.questions import questions_of
from litlint.lookup.settings import Settings
from litlint.lookup.update import update_lock
from litlint.model.facts import Page
from litlint.model.finding import Severity
from litlint.model.source import Source
from litlint.parse.document import read_document
from tests.lookup.web.server import Call, Reply, Web, page

DATE = date(2026, 1, 1)
TITLE, AUTHORS = "Counting Birds at Dawn in Spring", ("Doe, Jane", "Roe, Richard")


def metas(**fields: str | tuple[str, ...]) -> str:
    """Return tags of a page's head; a double underscore in a name is a full stop."""
    pairs = [(n, one) for n, value in fields.items() for one in ([value] if isinstance(value, str) else value)]
    return "".join(f'<meta name="{n.replace("__", ".")}" content="{one}">' for n, one in pairs)


def highwire(title: str, authors: tuple[str, ...], **more: str) -> str:
    return metas(citation_title=title, citation_author=authors, **more)


def linked_data(title: str, authors: tuple[str, ...], kind: str = "ScholarlyArticle") -> str:
    article = {"@type": kind, "headline": title, "author": [{"@type": "Person", "name": name} for name in authors]}
    data = json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "A Press"}, article]})
    return f'<script type="application/ld+json">{data}</script>'


def shared(title: str, authors: tuple[str, ...]) -> str:
    return f'<meta property="og:title" content="{title} | USENIX">'


def dublin_core(title: str, authors: tuple[str, ...]) -> str:
    return metas(DC__title=title, DC__creator=authors, DC__identifier="doi:10.1000/7")


HOSTS: dict[str, Callable[[str, tuple[str, ...]], str]] = {
    "http://aclanthology.org/2023.acl-long.{}/": lambda t, a: highwire(
        t, a, citation_doi="10.18653/v1/2023.acl-long.1"
    ),
    "http://openreview.net/forum?id=aBcDeFgH{}": lambda t, a: metas(citation_title=t, citation_authors="; ".join(a)),
    "http://proceedings.mlr.press/v139/doe21{}.html": lambda t, a: highwire(t, a, citation_conference_title="ICML"),
    "http://proceedings.neurips.cc/paper/2021/hash/0123456789abcdef0123456789abcde{}-Abstract.html": highwire,
    "http://openaccess.thecvf.com/content/CVPR2021/html/Doe_Birds{}_CVPR_2021_paper.html": highwire,
    "http://www.usenix.org/conference/osdi21/presentation/doe{}": shared,
    "http://www.journal-of-birds.org/articles/{}": dublin_core,
    "http://press.example.net/papers/{}": linked_data,
}
"""For each host the form of its pages, and how it names a paper."""


def served(call: Call) -> Reply:
    """Serve the paper of the test under 1, another one under 2."""
    for form, tags in HOSTS.items():
        begin, _, end = form.format("\0").partition("\0")
        url = f"http://{call.host}{call.path}" + (f"?id={call.query['id']}" if "id" in call.query else "")
        if url.startswith(begin) and url.endswith(end):
            right = url[len(begin) :].startswith("1")
            told = (TITLE, AUTHORS) if right else ("Sorting Very Long Lists on Tape", ("Miller, Ada", "Khan, Omar"))
            return page("A page", tags(*told))
    return page("Nothing", status=404)


def test_eight_wrong_pages_are_errors_and_eight_right_ones_are_not(
    tmp_path: Path, web: Web, settings: Settings
) -> None:
    web.fallback = served
    for control in ("example.com", "www.wikipedia.org"):
        web.serve(control, lambda call: page("Example Domain"))
    entry = f"- {TITLE}. Jane Doe, Richard Roe. [[paper]({{}})]\n"
    for number, wrong in ((1, False), (2, True)):
        text = "# Birds\n\n" + "".join(entry.format(form.format(number)) for form in HOSTS)
        questions = questions_of([read_document(Source("list.md", text))])
        assert len(questions.links) == len(HOSTS)
        lock = tmp_path / f"{number}.lock"
        update_lock(lock, questions, questions.keys(), settings, guard=web.guard())
        report = check_text(text, "list.md", facts=load_lock(lock).facts(DATE))
        told = [(one.span.text, one.severity) for one in report.findings if one.rule == "wrong-paper"]
        assert told == ([(form.format(2), Severity.ERROR) for form in HOSTS] if wrong else [])


@pytest.mark.parametrize(
    "head",
    [
        metas(citation_title=("One Paper of a Volume", "Another Paper of It")),
        linked_data("A Day at the Sea", (), kind="BlogPosting"),
        linked_data("One Paper", ()) + linked_data("Another Paper", ()),
        '<meta property="og:title" content="A Day at the Sea">',
        '<script type="application/ld+json">{"@type": "ScholarlyArticle", </script>',
        "<title>A Day at the Sea</title>",
        "<![<![<![",
    ],
)
def test_a_page_of_no_paper_or_of_several_says_nothing(head: str) -> None:
    assert paper_of_page(f"<html><head>{head}</head></html>", "https://blog.web.test/1") is None


def test_a_page_gives_authors_in_order_identifier_day_and_venue() -> None:
    head = highwire(
        TITLE,
        AUTHORS,
        citation_arxiv_id="2001.01234",
        citation_publication_date="2020/1/3",
        citation_conference_title="Birds 2020",
    )
    paper = paper_of_page(head, "https://birds.web.test/1")
    assert paper is not None
    assert paper.authors == ("Jane Doe", "Richard Roe")
    assert (str(paper.identifier), paper.published, paper.venue) == ("arXiv:2001.01234", "2020-01-03", "Birds 2020")


def test_what_a_page_said_stays_until_it_is_read_again(tmp_path: Path, web: Web, settings: Settings) -> None:
    url = "http://press.example.net/papers/1"
    web.fallback = served
    questions = questions_of([read_document(Source("list.md", f"- [{TITLE}]({url})\n"))])
    lock = tmp_path / "papers.lock"
    for _ in range(2):
        update_lock(lock, questions, questions.keys(), settings, guard=web.guard())
        (row,) = load_lock(lock).rows.values()
        assert isinstance(row, Page)
        assert (row.title, row.authors) == (TITLE, ("Jane Doe", "Richard Roe"))
        web.fallback = lambda call: Reply(200, b"%PDF-1.7", {"Content-Type": "application/pdf"})
