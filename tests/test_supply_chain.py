"""What others run of ours, and we of others: files by their hashes, actions by their commits, no right that is not needed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKED = (ROOT / "action-requirements.txt").read_text("utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def locked() -> dict[str, str]:
    """Return the version of each locked package."""
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", LOCKED, re.M)}


def test_the_locked_requirements_are_those_of_the_project() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    for requirement in map(Requirement, wanted):
        version = locked()[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), (
            f"{requirement}: {version} is locked; see action-requirements.in"
        )


def test_each_locked_requirement_has_its_hashes_and_no_address() -> None:
    entries = re.split(r"^(?=\S)", LOCKED, flags=re.M)[1:]
    assert len(entries) == len(locked())
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry) for entry in entries)
    assert not re.search(r"://|^-|file:", LOCKED, re.M)


@pytest.mark.parametrize("path", [ROOT / "action.yml", *WORKFLOWS], ids=lambda path: path.name)
def test_every_action_is_named_by_its_commit(path: Path) -> None:
    for use in re.findall(r"^\s*(?:- )?uses: (.+)$", path.read_text("utf-8"), re.M):
        assert re.match(r"[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$|\./(\s|$)", use), use


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_rights_but_those_of_its_jobs(path: Path) -> None:
    workflow: Any = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {}
    triggers = workflow.get(True, workflow.get("on"))  # YAML 1.1 takes "on" for a truth value
    assert "pull_request_target" not in triggers
    if "pull_request" in triggers:
        for job in workflow["jobs"].values():
            assert set(job.get("permissions", {}).values()) <= {"read"}
