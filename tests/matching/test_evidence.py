"""Two works or one: what the weighing of evidence says of pairs that a reader can tell."""

from __future__ import annotations

from datetime import date

import pytest

from litlint.engine.check import check
from litlint.matching.evidence import Judgement, are_of_one_family
from litlint.matching.listings import Listings
from litlint.matching.vocabulary import Vocabulary
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.rules import load
from litlint.workspace.config import Config

TODAY = date(2026, 1, 1)

FIELD = "".join(
    f"- [{title} with Diffusion Models](https://arxiv.org/abs/2001.0{number})\n"
    for number, title in enumerate(("Mowing Lawns", "Painting Fences", "Fixing Roofs", "Sweeping Yards"), 2001)
)


def listings(*texts: str) -> Listings:
    return Listings(workspace(*texts))


def workspace(*texts: str) -> Workspace:
    return Workspace(tuple(read_document(Source(f"{number}.md", text)) for number, text in enumerate(texts)))


def judge(*entries: str) -> Judgement:
    """Judge the first two entries of a list."""
    found = listings("# List\n\n" + "".join(entries))
    return found.judge(found.entries[0], found.entries[1])


def entry(title: str, rest: str = "") -> str:
    return f"- [{title}](https://arxiv.org/abs/2001.01234){rest}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry("A Small Study of Gardens"), entry("Fast Sorting of Very Long Lists on Tape")),
        # The list is about diffusion models: that both titles say so proves nothing.
        (entry("Smelling Roses with Diffusion Models"), entry("Forecasting Hail by Diffusion Models")),
        (
            entry("FrogEditor: Editing Ponds with Written Wishes", ", Eva Person, Tom Sample, ICML 2023"),
            entry("FrogEditor: Swift Strokes for Still Water", ", Jane Doe, Max Muster, ACL 2023"),
        ),
    ],
)
def test_two_works_are_told_apart(one: str, other: str) -> None:
    assert judge(one, other, FIELD).verdict == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry("A Small Study of Gardens"), entry("A Small Study of Gardens: The North")),
        (entry("GardenBench: Measuring Growth"), entry("GardenBench")),
        # Renamed: the same people, nothing else alike.
        (
            entry("Swift Lanterns for Long Quays", ", Jane Doe, Max Muster, Ann Roe, arXiv 2022"),
            entry("Glow without Oil", ", Jane Doe, Max Muster, Ann Roe, ICCV 2023"),
        ),
        # Renamed on its way to a conference: the subject stays.
        (
            entry("Lanterns: Lighting Harbour Quays in Fog", ", arXiv 2022"),
            entry("GlowQuay: Harbour Lanterns That See Through Fog", ", ICCV 2023"),
        ),
        (entry("学习迁移"), entry("Learning To Transfer")),
    ],
)
def test_one_work_is_not_called_two(one: str, other: str) -> None:
    assert judge(one, other).verdict != "different"


def test_reasons_name_the_evidence() -> None:
    judgement = judge(
        entry("A Small Study of Gardens", ", Jane Doe, Max Muster"),
        entry("Sorting Very Long Lists", ", Ann Roe, Tom Orr"),
    )
    assert judgement.reasons() == "no word of the titles in common, no author in common"


ENGLISH = ("Counting Birds at Dawn", "The Weight of Morning Dew", "Old Bells and Their Echoes")
GERMAN = ("Vögel am Morgen zählen", "Das Gewicht des Morgentaus", "Alte Glocken und ihr Nachhall")


def numbered(titles: tuple[str, ...], numbers: str = "012") -> str:
    pairs = zip(titles, numbers, strict=True)
    return "".join(f"- [{title}](https://arxiv.org/abs/2104.0160{number})\n" for title, number in pairs)


def test_a_translation_is_no_other_work_but_one_of_its_identifiers_may_be_wrong() -> None:
    assert found(numbered(ENGLISH), numbered(GERMAN)) == []
    assert found(numbered(ENGLISH), numbered(GERMAN, "011")) == [("shared-identifier", "ERROR", "1.md", 3)]


def test_a_translation_into_a_script_without_blanks_is_no_other_work() -> None:
    english, chinese = ("Soft Fingers for Ripe Fruit", "Grasping Glass"), ("采摘熟果的软手指", "抓取玻璃")
    assert found(numbered(english, "12"), numbered(chinese, "12")) == []


def test_what_one_listing_joins_is_one_work() -> None:
    text = "".join(entry(title) for title in ("mT0", "BLOOMZ", "mT0 and BLOOMZ: Crosslingual Finetuning of Models"))
    found = listings(text)
    assert len(found.works(found.entries)) == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("frog 7b", "frog chat", True),
        ("bloom", "bloomz", True),
        ("pondlm", "clockbert", False),
        ("openplot", "agentplot", False),
    ],
)
def test_names_of_one_family(one: str, other: str, expected: bool) -> None:
    assert are_of_one_family(one, other) is are_of_one_family(other, one) is expected


def test_a_word_that_many_titles_have_tells_little() -> None:
    vocabulary = Vocabulary([f"Diffusion of {word}" for word in ("Rain", "Snow", "Hail", "Fog", "Dew")])
    overlap = vocabulary.compare("Diffusion of Rain", "Diffusion of Snow")
    assert (overlap.telling, overlap.common, overlap.subject) == ((), (), ("diffusion",))
    assert vocabulary.compare("Frost on Roofs", "Frost on Ponds").telling == ("frost",)


def found(*texts: str) -> list[tuple[str, str, str, int]]:
    rules = [load(name)() for name in ("shared-identifier", "repeated-work", "shared-link")]
    findings = check(workspace(*texts), rules, Config(), Facts(TODAY)).findings
    return [(each.rule, each.severity.name, each.span.path, each.span.line) for each in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A repository of a far entry, in a list by authors and in a numbered one with a project's page.
        (
            "- **Generative Frogs: Ponds as Stages.** [[paper](https://arxiv.org/abs/2304.06701)] "
            "[[code](https://github.com/doe/generative_frogs)]\n"
            + numbered(ENGLISH)
            + "- **ToadSim: A Sandbox for Toads.** [[paper](https://arxiv.org/abs/2308.06702)] "
            "[[code](https://github.com/doe/generative_frogs)]\n",
            [("shared-link", "WARNING", "0.md", 5)],
        ),
        # The repository of a library serves the papers of its group.
        (
            "".join(
                f"- [{title}](https://arxiv.org/abs/2104.0720{n}), [code](https://github.com/acme/gardensuite)\n"
                for n, title in enumerate((*ENGLISH, "GardenSuite: A Library for Models"))
            ),
            [],
        ),
        # Two data sets of one paper are two rows; one row twice is one too many.
        (
            "| Name | Paper | Data |\n|--|--|--|\n"
            + "".join(
                f"| **{name}** | [Labels for Orchards](https://arxiv.org/abs/2104.06501) | [get](https://data.org/{name}) |\n"
                for name in ("Apple", "Pear", "Apple")
            ),
            [("repeated-work", "WARNING", "0.md", 5)],
        ),
    ],
)
def test_what_is_shared_on_purpose_and_what_is_copied(text: str, expected: list[tuple[str, str, str, int]]) -> None:
    assert found(text) == expected


def test_no_advice_leads_to_deleting_a_right_entry() -> None:
    text = FIELD + entry("Smelling Roses with Diffusion Models") + entry("Forecasting Hail by Diffusion Models")
    rules = [load(name)() for name in ("shared-identifier", "repeated-work")]
    found = check(workspace(text), rules, Config(), Facts(TODAY)).findings
    assert [(finding.rule, finding.severity.name) for finding in found] == [("shared-identifier", "ERROR")]
    assert "keep both entries" in (found[0].help or "")
    assert "line 5" in found[0].message


def test_a_second_repository_of_the_same_owner_may_be_that_of_a_renamed_paper() -> None:
    first = entry("A First Look at Roses that Smell by Themselves", " [[code](https://github.com/doe/{})]")
    second = entry("TULIP: Opening Blossoms with Warm and Cold Light", " [[code](https://github.com/{}/tulip)]")
    assert judge(first.format("rose"), second.format("roe")).verdict == "different"
    assert judge(first.format("rose"), second.format("doe")).verdict == "undecided"
