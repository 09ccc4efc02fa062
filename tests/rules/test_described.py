"""What a citation may say of a work otherwise than its registry, and what it may not: known false alarms, and their twins."""

from __future__ import annotations

from datetime import date

import pytest

from litlint.engine.check import check
from litlint.identifiers.identifier import Identifier
from litlint.model.document import Workspace
from litlint.model.facts import UNIDENTIFIED, Facts, Paper, TitleQuery
from litlint.model.list_style import ListStyle, Policy
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.rules import load
from litlint.workspace.config import Config

TODAY = date(2026, 1, 1)
DOI = Identifier("doi", "10.1000/gardens.1")
RULES = ("wrong-paper", "title-differs", "authors-differ", "venue-differs", "year-differs", "unknown-paper")
TITLE = "Counting the Birds of Small Gardens"


def found(text: str, facts: Facts, path: str = "refs.bib", policy: Policy | None = None) -> list[str]:
    """Return what is found, as ``severity rule``."""
    styles = {path: ListStyle(policy=policy)}
    workspace = Workspace((read_document(Source(path, text)),), list_styles=styles)
    report = check(workspace, [load(name)() for name in RULES], Config(), facts)
    return [f"{finding.severity.name.lower()} {finding.rule}" for finding in report.findings]


def known(
    title: str = TITLE,
    authors: tuple[str, ...] = ("John A. Smith", "Paul Erdős"),
    published: str = "2020",
    venue: str | None = None,
) -> Facts:
    return Facts(TODAY, {DOI: Paper(DOI, title, authors, published=published, venue=venue)}, locked=True)


def cited(**fields: str) -> str:
    given = {"title": TITLE, "author": "Smith, John A. and Erdős, Paul", "year": "2020", "doi": DOI.value, **fields}
    return "@article{key,\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in given.items()) + "}\n"


@pytest.mark.parametrize(
    ("citation", "facts"),
    [
        pytest.param(cited(), known(title=f"{TITLE} &#8211; A Study of Parks"), id="subtitle after an entity"),
        pytest.param(cited(title="Bees \\& Birds of the Fen"), known(title="Bees &amp; Birds of the Fen"), id="entity"),
        pytest.param(cited(author="Smith, J.A. and Erd{\\H o}s, P."), known(), id="glued initials, a double acute"),
        pytest.param(cited(author="J.A. Smith and P. Erdos"), known(), id="glued initials before the name"),
        pytest.param(cited(author="Erd{\\H{o}}s, Paul and Smith, John"), known(), id="deposited in another order"),
        pytest.param(cited(), known(authors=("M&uuml;ller Smith, John A.", "Paul Erd&odblac;s")), id="entities in names"),
        pytest.param(cited(journal="Lecture Notes in Computer Science"), known(venue="ECCV 2020"), id="a series"),
        pytest.param(cited(booktitle="ECCV"), known(venue="Lecture Notes in Computer Science"), id="a series in the index"),
        pytest.param(cited(journal="J. Mach. Learn. Res."), known(venue="JMLR"), id="an abbreviated journal"),
        pytest.param(cited(journal="Proc. Gard. Soc."), known(venue="Proceedings of the Garden Society"), id="ISO 4"),
        pytest.param(cited(year="2021"), known(), id="early access"),
        pytest.param(cited(author="Smith, John A. and others"), known(), id="cut short"),
        pytest.param(cited(), known(title="Counting the Birds of Small Gardens: A Study"), id="a subtitle"),
    ],
)  # fmt: skip
def test_what_is_no_difference(citation: str, facts: Facts) -> None:
    assert found(citation, facts) == []


@pytest.mark.parametrize(
    ("citation", "facts", "finding"),
    [
        (cited(author="Smith, John A."), known(), "authors-differ"),
        (cited(author="Smith, John A. and Lee, Ann"), known(), "authors-differ"),
        (cited(journal="Nature Communications"), known(venue="Cell Reports"), "venue-differs"),
        (cited(booktitle="ICML Workshop on Birds"), known(venue="ICML 2020"), "venue-differs"),
        (cited(year="2017"), known(), "year-differs"),
        (cited(title="Counting Birds in Large and Small Parks"), known(), "title-differs"),
    ],
)
def test_details_weigh_as_the_policy_says(citation: str, facts: Facts, finding: str) -> None:
    assert found(citation, facts) == [f"warning {finding}"]
    assert found(citation, facts, policy="lists") == [f"note {finding}"]
    fenced = f"```bibtex\n{citation}```\n"
    assert found(fenced, facts, "list.md") == [f"note {finding}"]
    assert found(fenced, facts, "list.md", policy="strict") == [f"warning {finding}"]


def test_the_paper_of_another_title_is_an_error_in_any_file() -> None:
    facts = known(title="Boiling Water in Copper Kettles", authors=("Ann Lee", "Bo Li"))
    assert found(cited(), facts) == ["error wrong-paper"]
    assert found(f"```bibtex\n{cited()}```\n", facts, "list.md") == ["error wrong-paper"]


def test_an_index_that_serves_another_title_under_a_right_doi_is_contradicted_not_believed() -> None:
    search = TitleQuery(TITLE, "Smith, John A.").key
    facts = Facts(
        TODAY,
        {DOI: Paper(DOI, "Boiling Water in Copper Kettles", ("Ann Lee",))},
        works={search: Paper(DOI, TITLE, ("John A. Smith", "Paul Erdős"))},
        locked=True,
    )
    assert found(cited(), facts) == ["warning wrong-paper"]


def test_a_work_without_identifier_is_compared_with_what_its_title_found() -> None:
    text = cited(doi="", author="Lee, Ann")
    key = TitleQuery(TITLE, "Lee, Ann").key
    facts = Facts(TODAY, works={key: Paper(UNIDENTIFIED, TITLE, ("John A. Smith", "Paul Erdős"))}, locked=True)
    assert found(text, facts) == ["warning authors-differ"]
