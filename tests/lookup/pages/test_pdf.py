"""Titles in PDFs: read where they are the document's own, and left where they are a file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from litlint.api import check_text
from litlint.lookup.lockfile import load_lock
from litlint.lookup.pages.pdf import title_of_pdf
from litlint.lookup.questions import questions_of
from litlint.lookup.settings import Settings
from litlint.lookup.update import update_lock
from litlint.model.facts import Page
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.workspace.project import today
from tests.lookup.web.server import Call, Reply, Web

TITLE = "A Small Study of Gardens"


def pdf(title: bytes, more: bytes = b"/Producer (pdfTeX-1.40)") -> bytes:
    return b"%PDF-1.7\n4 0 obj <</Type /Page>> endobj\n9 0 obj\n<<\n/Title " + title + b"\n" + more + b">>\nendobj\n"


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (pdf(b"(A Small Study of Gardens)"), TITLE),
        (pdf(b"(A Small Study\\\n of Gardens)", b"/Author (Jane Doe) /ModDate (D:2020)"), TITLE),
        (pdf(b"(\xfe\xff" + "Gärten in der frühen Stadt".encode("utf-16-be") + b")"), "Gärten in der frühen Stadt"),
        (pdf(b"<FEFF" + TITLE.encode("utf-16-be").hex().encode() + b">"), TITLE),
        (pdf(b"(On \\(Small\\) Studies of G\\344rten)"), "On (Small) Studies of Gärten"),
        (
            b"%PDF-1.5\n<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Bees &amp; Ants in Spring</rdf:li></rdf:Alt>",
            "Bees & Ants in Spring",
        ),
        (pdf(b"(Results of All Our Experiments)", b"/Parent 3 0 R /Dest [1 0 R]"), ""),  # of the outline
        (pdf(b"(Microsoft Word - A Small Study of Gardens)"), ""),
        (pdf(b"(A small study gardens-final.docx)"), ""),
        (pdf(b"(untitled)"), ""),
        (pdf(b"(Gardens)"), ""),
        (pdf(b"(paper_final_version_2 for the journal)"), ""),
        (pdf(b"(C:\\\\papers\\\\gardens of the early spring)"), ""),
        (pdf(b"()"), ""),
        (pdf(b"(never closed"), ""),
        (b"<html>" + pdf(b"(A Small Study of Gardens)"), ""),
        (b"", ""),
    ],
)
def test_the_title_that_a_pdf_gives_itself(data: bytes, title: str) -> None:
    assert title_of_pdf(data) == title


@pytest.mark.parametrize("entry", ["A Small Study of Gardens", "Counting Birds at Dawn in Spring"])
def test_the_title_of_a_pdf_is_kept_and_blames_nobody_by_itself(
    tmp_path: Path, web: Web, settings: Settings, entry: str
) -> None:
    text = f"- {entry} [[paper](http://press.example.net/pdf/12)]\n"
    web.fallback = served(pdf(b"(A Small Study of Gardens)"))
    questions = questions_of([read_document(Source("list.md", text))])
    update_lock(tmp_path / "papers.lock", questions, questions.keys(), settings, guard=web.guard())
    lock = load_lock(tmp_path / "papers.lock")
    (row,) = lock.rows.values()
    assert isinstance(row, Page)
    assert row.title == TITLE
    assert not [one for one in check_text(text, "list.md", facts=lock.facts(today())).findings if one.family == "facts"]


def test_a_pdf_with_the_title_of_another_entry_is_that_ones(tmp_path: Path, web: Web, settings: Settings) -> None:
    text = (
        "- Counting Birds at Dawn in Spring [[paper](http://press.example.net/pdf/12)]\n"
        "- A Small Study of Gardens [[paper](http://press.example.net/papers/13)]\n"
    )
    web.fallback = served(pdf(b"(A Small Study of Gardens)"))
    questions = questions_of([read_document(Source("list.md", text))])
    update_lock(tmp_path / "papers.lock", questions, questions.keys(), settings, guard=web.guard())
    facts = load_lock(tmp_path / "papers.lock").facts(today())
    found = [one for one in check_text(text, "list.md", facts=facts).findings if one.rule == "wrong-paper"]
    assert [one.span.text for one in found] == ["http://press.example.net/pdf/12"]


def served(data: bytes) -> Callable[[Call], Reply]:
    return lambda call: Reply(200, data if "/pdf/" in call.path else b"x", {"Content-Type": "application/pdf"})
