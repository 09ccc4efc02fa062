"""Adopting litlint on an old list, from ``init`` to the first pull request, told in every format."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from litlint import report
from tests.repository import Repository

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
FORMATS = [name for name in report.formats() if name != "badge"]  # which counts entries, and speaks of no finding
OLD = [
    f"- [A Study of {name}, at Length](https://arxiv.org/abs/{year}01.01234), 20{year}\n"
    for year, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes", "Goats"), 15)
]
FAULT = "- [A Study of Old Tapes](https://arxiv.org/abs/2013.01234), 2020\n"  # no month 13
BAD = "- [A Study of New Bridges](https://arxiv.org/abs/2015.04321), 2020\n"


class Adopter(Repository):
    def environment(self) -> dict[str, str]:
        return {**super().environment(), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}

    def litlint(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "litlint", *arguments)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Adopter:
    """A repository that has adopted litlint, with a branch that adds one bad entry and sorts the list anew."""
    repository = Adopter(tmp_path_factory.mktemp("adoption") / "papers")
    repository.write("README.md", "# Papers\n\n" + "".join(OLD) + FAULT)
    repository.settle()
    started = repository.litlint("init", "--yes")
    assert started.returncode == 0
    assert "What to do next" in started.stdout
    first = repository.litlint("check")
    assert first.returncode == 1
    assert "A Study of Old Tapes" in first.stdout
    assert repository.litlint("baseline").stdout == "litlint-baseline.jsonl: 1 finding recorded\n"
    again = repository.litlint("check")
    assert again.returncode == 0
    assert "1 known from the baseline" in again.stdout
    repository.settle()
    repository.git("switch", "-q", "-c", "paper")
    repository.write("README.md", "# Papers\n\n" + FAULT + "".join(reversed(OLD)) + BAD)
    repository.settle()
    return repository


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("baseline", [True, False])
def test_every_format_tells_of_the_new_entry_alone(adopted: Adopter, name: str, baseline: bool) -> None:
    options = [] if baseline else ["--no-baseline"]
    answer = adopted.litlint("check", "--since", "main", "--output-format", name, *options)
    assert answer.returncode == 1
    assert answer.stderr == ""
    assert "arxiv-id-shape" in answer.stdout
    if name != "statistics":  # which counts, and shows no text
        assert "2015.04321" in answer.stdout
    assert "2013.01234" not in answer.stdout
    assert counted(name, answer.stdout) in (1, None)


def counted(name: str, text: str) -> int | None:
    """Return how many findings a report has, None for a format that is told by its words alone."""
    if name == "concise":
        return len(text.splitlines())
    if name == "github":
        return text.count("::error")
    if name == "json":
        return len(json.loads(text)["findings"])
    if name == "sarif":
        return len(json.loads(text)["runs"][0]["results"])
    if name == "gitlab":
        return len(json.loads(text))
    if name == "rdjson":
        return len(json.loads(text)["diagnostics"])
    if name == "junit":
        return text.count("<failure")
    return None


def test_several_formats_at_once(adopted: Adopter, tmp_path: Path) -> None:
    files = {name: tmp_path / f"report.{name}" for name in FORMATS}
    outputs = [word for name, file in files.items() for word in ("--output", f"{name}:{file}")]
    answer = adopted.litlint("check", "--since", "main", *outputs)
    assert answer.returncode == 1
    assert all("arxiv-id-shape" in file.read_text("utf-8") for file in files.values())
    assert "litlint.yml" in os.listdir(adopted.root / ".github/workflows")
