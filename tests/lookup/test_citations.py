"""A `.bib` file is proved as a list is: what is caught of invented and spoilt citations, by kind, and what cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from litlint.__main__ import main

from .web.server import Reply, Web
from .web.services import World

AUTHORS = ["José Müller", "Łukasz Kaiser", "Jean-Luc Picard", "Nguyen Van An"]


@pytest.fixture(autouse=True)
def registries(configured: Path, world: World) -> Path:
    """What the registries know: two preprints, one renamed and one withdrawn, and works of a publisher."""
    world.paper("2310.00001", "Garden: Fast Inference for Small Language Models", authors=AUTHORS, updated="2025-02-03",
                version=3, former={1: "Slow ponds and rivers in autumn", 2: "Slow ponds and rivers in autumn"})  # fmt: skip
    world.paper("2310.00002", "Weights that were never trained at all", version=2,
                comment="This paper has been withdrawn by the author", source_types=["D", "I"])  # fmt: skip
    team = ["Gemini Team", "Rohan Anil", "Sebastian Borgeaud"]
    world.paper("2310.00003", "Gemini: A Family of Multimodal Models", authors=team)
    world.works["10.1000/trees"] = {
        "title": ["On the Growth of Decision Trees"],
        "subtitle": ["A Survey"],
        "author": [{"given": "Ann B.", "family": "Author"}, {"given": "Bob", "family": "Writer"}],
        "issued": {"date-parts": [[2016, 6]]},
    }
    world.works["10.1000/classic"] = {
        "title": ["A Method for the Stochastic Optimization of Rivers"],
        "author": [{"given": "Diederik P.", "family": "Kingma"}, {"given": "Jimmy", "family": "Ba"}],
    }
    notice = {"DOI": "10.1000/notice", "type": "retraction", "label": "Retraction"}
    world.works["10.1000/taken-back"] = {
        "title": ["RETRACTED: Cold fusion in a garden pond"],
        "author": [{"given": "Ann", "family": "Other"}],
        "updated-by": [notice],
    }
    return configured


def cited(kind: Any = "misc", **fields: Any) -> Any:
    """Return a citation."""
    given = {"year": "2024", **fields}
    return f"@{kind}{{key,\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in given.items()) + "}\n"


@pytest.fixture
def prove(configured: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Bring the lock up to date and return what `litlint check` finds offline, notes left out: rule and message."""

    def run(text: str) -> Any:
        (configured / "refs.bib").write_text(text, encoding="utf-8")
        main(["lock", "-q"])
        capsys.readouterr()
        main(["check", "refs.bib", "--select", "facts,identity,identifiers", "--output-format", "json"])
        found = json.loads(capsys.readouterr().out)["findings"]
        return [(one["severity"], one["rule"], one["message"]) for one in found if one["severity"] != "note"]

    return run


GARDEN = {"title": "Garden: Fast Inference for Small Language Models", "author": " and ".join(AUTHORS)}
PREPRINT = {"eprint": "2310.00001", "archiveprefix": "arXiv"}


@pytest.mark.parametrize(
    ("citation", "severity", "rule", "says"),
    [
        pytest.param(
            cited(title="Hyperbolic weeding in zero shots", author="N. Obody", eprint="2310.09999", archiveprefix="arXiv"),
            *("error", "unknown-paper", "arXiv:2310.09999"),
            id="an invented arXiv id",
        ),
        pytest.param(
            cited("article", title="Hyperbolic weeding in zero shots", author="N. Obody", doi="10.1234/none"),
            *("error", "unknown-paper", "doi:10.1234/none"),
            id="an invented DOI",
        ),
        pytest.param(
            cited(title="Hyperbolic weeding in zero shots", author="N. Obody", **PREPRINT),
            *("error", "wrong-paper", "Garden: Fast Inference for Small Language Models"),
            id="the id of another paper",
        ),
        pytest.param(
            cited("article", **GARDEN, **PREPRINT, doi="10.1000/trees"),
            *("error", "wrong-paper", "On the Growth of Decision Trees"),
            id="two ids of two papers",
        ),
        pytest.param(
            cited(title=GARDEN["title"], author="John Smith and Mary Jones and Peter Miller", **PREPRINT),
            *("warning", "authors-differ", "José Müller and Łukasz Kaiser"),
            id="a real paper by invented authors",
        ),
        pytest.param(
            cited("article", title="A Method for the Stochastic Optimization of Rivers", author="J. Smith", journal="Rivers"),
            *("warning", "authors-differ", "Diederik P. Kingma and Jimmy Ba"),
            id="a real title by invented authors, without any id",
        ),
        pytest.param(
            cited(title=GARDEN["title"], author="José Müller and John Smith", **PREPRINT),
            *("warning", "authors-differ", "John Smith is not among the authors"),
            id="half of the authors invented",
        ),
        pytest.param(
            cited(title=GARDEN["title"], author="José Müller and Łukasz Kaiser", **PREPRINT),
            *("warning", "authors-differ", "2 of 4 authors"),
            id="authors left out without others",
        ),
        pytest.param(
            cited("article", title="On the Growth of Decision Trees", author="Ann Author and Bob Writer", year="2019",
                  doi="10.1000/trees"),
            *("warning", "year-differs", "year 2019"),
            id="the year of another edition",
        ),
        pytest.param(
            cited("article", title="Hyperbolic weeding in zero shots", author="N. Obody", journal="Journal of Weeds"),
            *("warning", "unknown-paper", "no index knows"),
            id="an invented paper without any id",
        ),
        pytest.param(
            cited(title="Weights that were never trained at all", author="Ann Author", eprint="2310.00002",
                  archiveprefix="arXiv"),
            *("error", "withdrawn-paper", "withdrawn by the author"),
            id="a withdrawn paper",
        ),
        pytest.param(
            cited("article", title="Cold fusion in a garden pond", author="Ann Other", doi="10.1000/taken-back"),
            *("error", "retracted-paper", "10.1000/notice"),
            id="a retracted paper",
        ),
    ],
)  # fmt: skip
def test_is_caught(prove: Callable[..., Any], citation: Any, severity: Any, rule: Any, says: Any) -> None:
    (found,) = prove(citation)
    assert found[:2] == (severity, rule)
    assert says in found[2]


def test_an_id_that_cannot_be_is_caught_and_the_title_looked_for(prove: Callable[..., Any]) -> None:
    found = prove(
        cited(title="Hyperbolic weeding in zero shots", author="N. Obody", **{**PREPRINT, "eprint": "2313.00001"})
    )
    assert sorted(one[:2] for one in found) == [("error", "arxiv-id-shape"), ("warning", "unknown-paper")]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({}, id="just so"),
        pytest.param({"author": r"M{\"u}ller, Jos{\'e} and Kaiser, {\L}ukasz and others"}, id="LaTeX, cut short"),
        pytest.param({"author": "Müller, J. and Kaiser, L. and Picard, J.-L. and An, N. V."}, id="initials"),
        pytest.param(
            {"author": "An Nguyen Van and Müller José and Kaiser Łukasz and Picard Jean-Luc"},
            id="names in another order",
        ),
        pytest.param({"author": "{The Garden Team}"}, id="a group"),
        pytest.param({"author": "Jose Muller and Lukasz Kaiser and others"}, id="no accents"),
        pytest.param({"title": "{GARDEN}: fast inference for small language models"}, id="case and braces"),
        pytest.param({"title": "Fast Inference for Small Language Models"}, id="no short name"),
        pytest.param({"title": "Fast Inferense for Small Language Models"}, id="a slip of the pen"),
        pytest.param({"title": "Slow Ponds and Rivers in Autumn"}, id="the title of its first version"),
        pytest.param({"year": "2025"}, id="the year of its latest version"),
        pytest.param({"eprint": "arXiv:2310.00001v2"}, id="an id with prefix and version"),
        pytest.param({"eprint": None, "doi": "10.48550/arXiv.2310.00001v1"}, id="its DOI, with a version"),
        pytest.param({"eprint": None, "url": "http://www.arxiv.org/pdf/2310.00001v3.pdf"}, id="its PDF"),
    ],
)
def test_a_true_preprint_described_a_little_differently_stays_silent(prove: Callable[..., Any], changed: Any) -> None:
    fields = {**GARDEN, **PREPRINT, **changed}
    assert prove(cited(**{name: value for name, value in fields.items() if value is not None})) == []


@pytest.mark.parametrize(
    "citation",
    [
        cited("article", title="On the growth of decision trees", author="Author, A. and Writer, B.", doi="10.1000/TREES",
              year="2017"),
        cited("article", title="On the Growth of Decision Trees -- A Survey", author="Ann Author and others",
              doi="10.1000/trees", year="2016"),
        cited(title="Gemini", author="{Gemini Team} and Rohan Anil and others", eprint="2310.00003", archiveprefix="arXiv"),
        cited("article", title="A method for the stochastic optimization of rivers", author="Kingma, D. P. and Ba, J.",
              journal="Rivers"),
    ],
)  # fmt: skip
def test_a_true_work_described_a_little_differently_stays_silent(prove: Callable[..., Any], citation: Any) -> None:
    assert prove(citation) == []


@pytest.mark.parametrize(
    "citation",
    [
        pytest.param(
            cited("inproceedings", title="Hyperbolic weeding in zero shots", author="N. Obody", booktitle="ICLR",
                  url="https://openreview.net/forum?id=abcdefghij"),
            id="an id that no registry serves",
        ),
        pytest.param(
            cited("online", title="Hyperbolic weeding in zero shots", author="N. Obody", howpublished="A talk"),
            id="what is no paper is in no registry",
        ),
        pytest.param(cited("article", title="Weeding", author="N. Obody", journal="Weeds"), id="a title of one word"),
    ],
)  # fmt: skip
def test_is_not_caught(prove: Callable[..., Any], citation: Any) -> None:
    """Each of these could be true: an honest work looks the same to all who can be asked."""
    assert prove(citation) == []


@pytest.mark.parametrize(
    "host", ["export.arxiv.org", "api.datacite.org", "api.crossref.org", "api.semanticscholar.org"]
)
def test_an_invented_citation_is_only_unchecked_while_a_registry_is_throttled(
    prove: Callable[..., Any], web: Web, host: Any
) -> None:
    web.serve(host, lambda call: Reply(429))
    by_id = cited(title="Hyperbolic weeding", author="N. Obody", eprint="2310.09999", archiveprefix="arXiv")
    by_words = cited("article", title="Hyperbolic weeding in zero shots", author="N. Obody", journal="Journal of Weeds")
    found = prove(by_id if host in ("export.arxiv.org", "api.datacite.org") else by_words)
    assert [one for one in found if one[1] != "unlocked-paper"] == []
