"""Works are added to a bibliography in its style and order, and read back; one that is there is refused."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from litlint.add.bibliography import CitedError, add_to_bibliography
from litlint.engine.check import check
from litlint.errors import UsageError
from litlint.identifiers.identifier import Identifier
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.workspace.config import Config
from litlint.write.entries import Draft

LOOK = partial(check, rules=Config().chosen_rules(), config=Config(), facts=Facts(date(2025, 6, 1)))
LAMPS = Draft(
    "Lamps That Know the Fog",
    "https://arxiv.org/abs/2503.18001",
    Identifier("arxiv", "2503.18001"),
    authors=("Ann Roe", "Jane Doe"),
    year=2025,
    date="2025-03",
)


def entry(key: str, title: str) -> str:
    return (
        f"@article{{{key},\n  author = {{Doe, Jane}},\n  title = {{{title}}},\n"
        "  journal = {Journal of Lamps},\n  year = {2020}\n}\n"
    )


def added(text: str, *drafts: Draft) -> str:
    workspace = Workspace((read_document(Source("refs.bib", text)),))
    return add_to_bibliography(workspace, "refs.bib", drafts, LOOK)[0].by_path["refs.bib"].source.text


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_an_entry_is_added_at_the_end_and_the_rest_stays(newline: str) -> None:
    text = f"{entry('zoo', 'Bells')}\n{entry('apple', 'Horns')}".replace("\n", newline)
    after = added(text, LAMPS)
    assert after.startswith(text.rstrip())
    assert after.replace("\r\n", "").count("\n") == (0 if newline == "\r\n" else after.count("\n"))
    citations = read_document(Source("refs.bib", after)).citations
    assert [one.title.value for one in citations if one.title] == ["Bells", "Horns", LAMPS.title]
    assert "  author = {Ann Roe and Jane Doe}" in after


def test_where_keys_are_in_order_it_keeps_the_order() -> None:
    keys = ["ash", "birch", "cedar", "zelkova"]
    after = added("\n".join(entry(key, f"A Study of {key}") for key in keys), LAMPS)
    found = [one.key for one in read_document(Source("refs.bib", after)).citations]
    assert found == sorted(found)
    assert len(found) == 5


def test_an_empty_file_gets_its_first_entry() -> None:
    after = added("", LAMPS)
    assert after.startswith("@")
    assert after.endswith("}\n")


@pytest.mark.parametrize("title", ["Lamps that know the fog", "{L}amps That {K}now the Fog"])
def test_what_is_cited_already_is_refused(title: str) -> None:
    with pytest.raises(CitedError):
        added(entry("lamps", title), LAMPS)


def test_a_work_without_authors_is_refused() -> None:
    with pytest.raises(UsageError, match="no source says who wrote"):
        added(entry("a", "B"), Draft("C", "https://example.org/c"))
