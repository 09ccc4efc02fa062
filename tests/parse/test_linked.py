from __future__ import annotations

from litlint.model.document import Document
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.parse.linked import linked_files, with_linked_citations

CITATION = "@misc{{{key},\n  title={{{title}}},\n  author={{Jane Doe}},\n  year={{2020}}\n}}\n"
GARDENS, ROSES = CITATION.format(key="g", title="A Study of Gardens"), CITATION.format(key="r", title="Wild Roses")


def linked(files: dict[str, str]) -> dict[str, Document]:
    documents = with_linked_citations(read_document(Source(path, text)) for path, text in files.items())
    assert with_linked_citations(documents) == documents
    return {document.path: document for document in documents}


def keys(document: Document) -> list[list[str]]:
    return [[citation.key for citation in entry.linked_citations] for entry in document.entries]


def test_a_linked_file_gives_its_citation_to_the_entry() -> None:
    text = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234) [bibtex](../cite/g.txt)\n"
    read = linked({"lists/list.md": text, "cite/g.txt": GARDENS})
    assert linked_files(read.values()) == {"cite/g.txt"}
    assert keys(read["lists/list.md"]) == [["g"]]
    assert read["cite/g.txt"].is_linked
    assert not read["lists/list.md"].is_linked


def test_of_a_bibliography_an_entry_has_the_citation_with_its_title() -> None:
    text = "- [Wild Roses](https://arxiv.org/abs/2001.01234) [bib](all.bib)\n"
    others = "".join(CITATION.format(key=f"k{number}", title=f"Number {number}") for number in range(5))
    read = linked({"list.md": text, "all.bib": GARDENS + others + ROSES})
    assert keys(read["list.md"]) == [["r"]]
    assert not read["all.bib"].is_linked


def test_a_short_file_that_several_entries_link_is_a_bibliography() -> None:
    text = "".join(
        f"- [{title}](https://arxiv.org/abs/2001.0123{number}) [bib](all.bib)\n"
        for number, title in enumerate(["Wild Roses", "A Study of Gardens", "Counting Doors"])
    )
    read = linked({"list.md": text, "all.bib": GARDENS + ROSES})
    assert keys(read["list.md"]) == [["r"], ["g"], []]


def test_a_fragment_names_the_lines_of_the_citation() -> None:
    text = "- [Roses](https://arxiv.org/abs/2001.01234) [bib](all.bib#L7-L9)\n"
    assert keys(linked({"list.md": text, "all.bib": GARDENS + ROSES})["list.md"]) == [["r"]]


def test_other_texts_are_no_citations() -> None:
    text = (
        "- [Roses](https://arxiv.org/abs/2001.01234) [licence](LICENCE.txt) [bib](https://a.org/x.bib) [up](../x.bib)\n"
    )
    read = linked({"list.md": text, "LICENCE.txt": "You may use {this}, says @doe.\n", "x.bib": GARDENS})
    assert keys(read["list.md"]) == [[]]
    assert read["LICENCE.txt"].kind == "markdown"
