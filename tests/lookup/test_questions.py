"""What a list wants to know: each thing once, and nothing that its own identifier already proves."""

from typing import Any

import pytest

from litlint.identifiers.identifier import Identifier
from litlint.lookup.questions import questions_of
from litlint.lookup.registries import served_schemes
from litlint.model.document import Document, Entry, Part, Section
from litlint.model.facts import SERVED, TitleQuery
from litlint.model.list_style import EntryKind
from litlint.model.source import Source
from litlint.parse.document import read_document


def ask(text: str, path: str = "list.md") -> Any:
    return questions_of([read_document(Source(path, text))])


def test_each_link_is_asked_by_what_names_it() -> None:
    found = ask(
        """# Papers

- [One](https://arxiv.org/abs/2310.00001v2) [[pdf](https://arxiv.org/pdf/2310.00001)] [[mirror](https://alphaxiv.org/abs/2310.00001)]
- [Two](https://doi.org/10.1145/1234.5678) [[acm](https://dl.acm.org/doi/10.1145/1234.5678)]
- [Three](https://openreview.net/forum?id=abcdefgh12) [[code](https://github.com/Owner/Name)]
- [Code](https://github.com/owner/name.git#readme) [[part](https://github.com/owner/name/tree/main/part)]
- [Model](https://huggingface.co/owner/model) ![stars](https://img.shields.io/github/stars/owner/name)
- [Page](HTTPS://site.org/a#one) [[again](https://site.org/a#two)] [[here](other.md)] [[mail](mailto:a@b.org)]
"""
    )
    assert set(found.identifiers) == {
        Identifier("arxiv", "2310.00001"),
        Identifier("doi", "10.1145/1234.5678"),
        Identifier("github", "owner/name"),
        Identifier("huggingface", "owner/model"),
    }
    assert found.links == {
        "https://openreview.net/forum?id=abcdefgh12": frozenset(),
        "https://github.com/owner/name/tree/main/part": frozenset(),
        "https://site.org/a": frozenset({"one", "two"}),
    }


def test_a_citation_is_asked_by_its_identifiers_and_its_link() -> None:
    found = ask(
        "@article{a, title={A}, author={A B}, journal={arXiv preprint arXiv:2310.00001}, year={2023}}\n"
        "@misc{b, title={A blog post}, author={A B}, url={https://site.org/post}}\n"
        "@inproceedings{c, title={A paper of no number}, author={Doe, Jane and Roe, John}, booktitle={ICML}, year={2023}}\n"
        "@misc{d, title={Another one of no number}, author={Doe, Jane}}\n"
        "@software{e, title={Some program here}, author={Doe, Jane}}\n",
        "refs.bib",
    )
    assert found.identifiers == (Identifier("arxiv", "2310.00001"),)
    assert set(found.links) == {"https://site.org/post"}
    assert found.works == (
        TitleQuery("A paper of no number", "Doe, Jane"),
        TitleQuery("Another one of no number", "Doe, Jane"),
    )
    assert found.said == {Identifier("arxiv", "2310.00001"): frozenset({"A"})}


def entry(**parts: Any) -> Document:
    """Return a document of one entry that bears no identifier."""
    source = Source("list.md", "A Paper of Many Words")
    section = Section("", 0, (), source.whole)
    found: dict[str, Any] = {name: Part(value, source.whole) for name, value in parts.items()}
    whole = Entry(source.whole, EntryKind.PLAIN_BULLET, Part(source.text, source.whole), section, **found)
    return Document(source, "markdown", entries=(whole,))


@pytest.mark.parametrize(
    ("parts", "works"),
    [
        ({"authors": "*Ann Author*, Bob Else"}, (TitleQuery("A Paper of Many Words", "Ann Author"),)),
        ({"authors": "Author, A.", "venue": "ICML"}, (TitleQuery("A Paper of Many Words", "Author, A."),)),
        ({"venue": "ICML"}, (TitleQuery("A Paper of Many Words"),)),
        ({}, ()),
    ],
)
def test_an_entry_without_identifier_is_searched_if_it_is_one_of_a_paper(parts: Any, works: Any) -> None:
    assert questions_of([entry(**parts)]).works == works


def test_an_id_that_registries_may_know_is_asked_beside_its_page() -> None:
    asked = ask("- [A Paper](https://aclanthology.org/P19-1001/)\n- [B](https://pubmed.ncbi.nlm.nih.gov/12/)\n")
    assert asked.identifiers == ()
    assert [str(one) for one in asked.optional] == ["ACL:P19-1001", "PMID:12"]
    assert list(asked.links) == ["https://aclanthology.org/P19-1001/", "https://pubmed.ncbi.nlm.nih.gov/12/"]


def test_a_password_is_neither_asked_with_nor_a_key() -> None:
    asked = ask("- [A](https://jane:sec@ret@gardens.org/a#b) [C](https://doe@gardens.org/c)\n")
    assert asked.links == {"https://gardens.org/a": {"b"}, "https://gardens.org/c": frozenset()}
    assert asked.keys() == {"https://gardens.org/a", "https://gardens.org/c"}


def test_what_is_said_to_be_served_has_a_route() -> None:
    assert served_schemes() == SERVED
