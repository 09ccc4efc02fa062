"""The steps of this repository's workflows, with hostile issues and with stand-ins for what they call."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.repository import Repository

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
WORKFLOWS = ROOT / ".github" / "workflows"
FORM = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/add-paper.yml").read_text("utf-8"))
# Notes its arguments and what it is given to read, and answers as it is told to.
STAND_IN = """#!{python}
import json, os, sys
name = os.path.basename(sys.argv[0])
bodies = [open(word, encoding="utf-8").read() for word in sys.argv[1:] if word.endswith(".md") and os.path.exists(word)]
with open(os.environ["CALLS"], "a", encoding="utf-8") as calls:
    calls.write(json.dumps([name, sys.argv[1:], sys.stdin.read() if name == "litlint" else "", bodies]) + "\\n")
answers = json.loads(open(os.environ["ANSWERS"], encoding="utf-8").read())
code, text = answers.get(name + " " + " ".join(sys.argv[1:3]), answers.get(name, [0, ""]))
sys.stdout.buffer.write(text.encode("utf-8"))
sys.exit(code)
"""


class Runner:
    """A folder in which steps of a workflow are run."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "bin").mkdir()
        (root / ".github").symlink_to(ROOT / ".github")
        for name in ("litlint", "gh", "git"):
            file = root / "bin" / name
            file.write_text(STAND_IN.format(python=sys.executable), "utf-8")
            file.chmod(0o755)
        (root / "bin" / "python").symlink_to(sys.executable)

    def run(
        self,
        workflow: str,
        step: str,
        answers: object = None,
        folder: Path | None = None,
        body: str | None = None,
        **variables: str,
    ) -> None:
        """Run the step of a name as the workflow's ``defaults`` say, in a folder, for an issue; it must succeed."""
        text = yaml.safe_load((WORKFLOWS / workflow).read_text("utf-8"))
        assert text["defaults"] == {"run": {"shell": "bash"}}
        [script] = [one for job in text["jobs"].values() for one in job["steps"] if one.get("name") == step]
        own = {name: value for name, value in script.get("env", {}).items() if "${{" not in value}
        environment = {
            **os.environ,
            "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.root),
            "GITHUB_OUTPUT": str(self.root / "output"),
            "GITHUB_REPOSITORY": "ada/papers",
            "GITHUB_SERVER_URL": "https://github.com",
            "CALLS": str(self.root / "calls"),
            "ANSWERS": str(self.root / "answers"),
            "GITHUB_EVENT_PATH": str(self.root / "event.json"),
            **own,
            **variables,
        }
        (self.root / "event.json").write_text(json.dumps({"issue": {"body": body}}), "utf-8")
        (self.root / "answers").write_text(json.dumps(answers or {}), "utf-8")
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script["run"]]
        answer = subprocess.run(command, cwd=folder or self.root, env=environment, capture_output=True, text=True)
        assert answer.returncode == 0, answer.stderr
        self.log = answer.stdout + answer.stderr

    def calls(self) -> list[tuple[str, list[str], str, list[str]]]:
        file = self.root / "calls"
        return [tuple(json.loads(line)) for line in file.read_text("utf-8").splitlines()] if file.exists() else []

    def read(self, name: str) -> str:
        return (self.root / name).read_text("utf-8")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def issue(paper: str, section: str = "Calibration", code: str = "_No response_") -> str:
    """Return the body that GitHub makes of the form."""
    values = {"paper": paper, "section": section, "code": code}
    return "\n\n".join(
        f"### {field['attributes']['label']}\n\n{values[field['id']]}" for field in FORM["body"] if "id" in field
    )


def test_the_form_becomes_a_call_of_litlint(runner: Runner) -> None:
    runner.run("litlint-add-paper.yml", "Add the paper", {"litlint": [0, "    + the entry\n"]}, body="", NUMBER="7")
    [(name, arguments, _, _)] = runner.calls()
    assert (name, arguments) == ("litlint", ["add", "--issue", str(runner.root / "event.json")])
    assert runner.read("output") == "added=true\n"
    assert "    + the entry\n" in runner.read("body.md")


@pytest.mark.parametrize("code", [1, 2])
def test_what_is_not_added_is_answered(runner: Runner, code: int) -> None:
    runner.run("litlint-add-paper.yml", "Add the paper", {"litlint": [code, "Thank you!\n"]}, body="", NUMBER="7")
    assert not (runner.root / "output").exists()
    runner.run("litlint-add-paper.yml", "Answer on the issue", NUMBER="7")
    (name, arguments, _, bodies) = runner.calls()[-1]
    assert (name, arguments[:3], bodies) == ("gh", ["issue", "comment", "7"], ["Thank you!\n"])


def with_litlint(runner: Runner) -> None:
    """Put the real litlint, and copies of the lists, into the runner's folder; no index is asked."""
    script = runner.root / "bin" / "litlint"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m litlint "$@"\n', "utf-8")
    shutil.copytree(ROOT / "lists", runner.root / "lists")
    indexes = ("crossref", "semantic-scholar", "openalex")
    settings = "".join(f"[registries.{name}]\nenabled = false\n" for name in indexes)
    (runner.root / "litlint.toml").write_text(settings, "utf-8")


@pytest.mark.parametrize("text", ["$(touch owned)", "::error::owned", "x" * 100_000])
def test_the_workflow_with_litlint_itself(runner: Runner, text: str) -> None:
    with_litlint(runner)
    before = (runner.root / "lists/inference-on-llms.md").read_bytes()
    runner.run("litlint-add-paper.yml", "Add the paper", body=issue(text), NUMBER="7")
    assert not (runner.root / "output").exists()
    assert (runner.root / "lists/inference-on-llms.md").read_bytes() == before
    assert not (runner.root / "owned").exists()
    assert "could not be added by itself" in runner.read("said.md")
    assert not runner.log


def test_what_litlint_says_fits_an_answer(runner: Runner) -> None:
    runner.run(
        "litlint-add-paper.yml", "Add the paper", {"litlint": [0, "    + ä\n" * 3_000]}, body=issue("x"), NUMBER="7"
    )
    assert 10_000 < len(runner.read("body.md")) < 65_536
    assert runner.read("body.md").endswith("Closes #7\n")


@pytest.mark.parametrize(
    ("code", "said", "told"),
    [
        (0, "", "finds no error"),
        (1, "lists/a.md:3:1: error dead-link: `$(touch owned)` @everyone\n" * 5000, "is not content"),
        (2, "litlint: papers.lock:1: this line is not valid JSON\n", "is not content"),
    ],
)
def test_a_pull_request_tells_what_its_checks_would_say(runner: Runner, code: int, said: str, told: str) -> None:
    runner.run(
        "litlint-add-paper.yml", "Add the paper", {"litlint": [0, "    + ä\n" * 3_000]}, body=issue("x"), NUMBER="7"
    )
    before = runner.read("body.md")
    runner.run("litlint-add-paper.yml", "Check the lists with it", {"litlint": [code, said]})
    assert runner.calls()[-1][1][:4] == ["check", "--since", "HEAD", "--output-format"]
    body = runner.read("body.md").removeprefix(before)
    assert len(before + body) < 65_536
    assert told in body
    assert "Close and reopen it" in body
    assert {line[4:] for line in body.splitlines() if line.startswith("    ")} == set(said.splitlines())
    assert not (runner.root / "owned").exists()


FINDINGS = "lists/a.md:3:1: error dead-link: `$(touch owned)` ::error::owned\n"


@pytest.mark.parametrize(
    ("findings", "open_issue", "expected"),
    [
        (FINDINGS, "", ["create"]),
        (FINDINGS, "5\n", ["edit", "5"]),
        ("", "5\n", ["close", "5"]),
        ("", "", None),
    ],
)
def test_there_is_one_issue_for_what_needs_a_person(
    runner: Runner, findings: str, open_issue: str, expected: list[str] | None
) -> None:
    (runner.root / "findings.txt").write_text(findings)
    runner.run("litlint-refresh.yml", "Keep one issue for what needs a person", {"gh issue list": [0, open_issue]})
    listing, *rest = runner.calls()
    assert "--state" in listing[1]
    if expected is None:
        assert rest == []
        return
    [(_, arguments, _, bodies)] = rest
    assert arguments[1 : 1 + len(expected)] == expected
    if findings:
        assert bodies[0].startswith(f"    {findings}")
    assert not (runner.root / "owned").exists()


def test_a_long_issue_fits(runner: Runner) -> None:
    (runner.root / "findings.txt").write_text(f"{'x' * 1000}\n" * 3000)
    runner.run("litlint-refresh.yml", "Keep one issue for what needs a person", {"gh issue list": [0, ""]})
    [body] = runner.calls()[-1][3]
    assert len(body) < 65_536
    assert "3000 in all" in body


START, SAY = "Start from the lock of the open pull request, if there is one", "Say what changed"


@pytest.mark.parametrize("body", ["", "\n", "What changed\r\n\r\n### 2026-11-16\r\n\r\n    - one\r\n"])
def test_a_refresh_starts_from_the_lock_of_its_open_pull_request(runner: Runner, body: str) -> None:
    """With the real git, and a repository in the place of GitHub's."""
    (runner.root / "bin" / "git").unlink()
    there = Repository(runner.root / "ada" / "papers")
    there.write("papers.lock", "old\n")
    there.settle()
    there.git("switch", "-q", "-c", "litlint/refresh")
    there.write("papers.lock", "new\n")
    there.settle()
    there.git("switch", "-q", "main")
    there.git("clone", "-q", f"file://{there.root}", str(runner.root / "here"))
    here = Repository(runner.root / "here", new=False)
    runner.run(
        "litlint-refresh.yml", START, {"gh pr list": [0, body]}, here.root, GITHUB_SERVER_URL=f"file://{runner.root}"
    )
    assert here.read("papers.lock") == ("new\n" if body else "old\n")


def test_what_changed_is_told_in_the_pull_request_until_it_is_merged(runner: Runner) -> None:
    (runner.root / "drift.txt").write_text("- PowerInfer was published: SOSP 2024\npapers.lock: 1 record changed\n")
    (runner.root / "before.md").write_text("")
    runner.run("litlint-refresh.yml", SAY)
    first = runner.read("body.md")
    assert "\n    - PowerInfer was published: SOSP 2024\n" in first
    (runner.root / "before.md").write_text(first.replace("\n", "\r\n"))
    (runner.root / "drift.txt").write_text("papers.lock: nothing changed, 7 records\n")
    runner.run("litlint-refresh.yml", SAY)
    assert runner.read("body.md") == first
    (runner.root / "drift.txt").write_text("- a/b is now c/d\npapers.lock: 1 record changed\n")
    runner.run("litlint-refresh.yml", SAY)
    second = runner.read("body.md")
    assert second.index("a/b is now c/d") < second.index("PowerInfer was published")
    assert second.count("What changed in the world") == 1


def test_what_changed_fits_a_pull_request(runner: Runner) -> None:
    (runner.root / "drift.txt").write_text(f"- {'ä' * 1000}\n" * 3000)
    (runner.root / "before.md").write_text("")
    runner.run("litlint-refresh.yml", SAY)
    assert 10_000 < len((runner.root / "body.md").read_bytes()) < 65_536


def test_the_badge_is_kept_true_where_there_is_one(runner: Runner) -> None:
    runner.run("litlint-refresh.yml", "Check with what is known now")
    (runner.root / "own" / ".github").mkdir(parents=True)
    (runner.root / "own" / ".github" / "litlint.svg").write_text("<svg/>")
    runner.run("litlint-refresh.yml", "Check with what is known now", folder=runner.root / "own")
    asked = ["badge:.github/litlint.svg" in arguments for _, arguments, _, _ in runner.calls()]
    assert asked == [(ROOT / ".github/litlint.svg").exists(), True]


def test_the_lists_are_checked_online_once_the_lock_is_made(runner: Runner) -> None:
    runner.run("litlint-refresh.yml", "Bring the lock up to date", {"litlint": [0, "- a/b is now c/d\n"]})
    runner.run("litlint-refresh.yml", "Check with what is known now", {"litlint": [0, FINDINGS]})
    assert [arguments[:1] for _, arguments, _, _ in runner.calls()] == [["lock"], ["check"]]
    assert "--online" in runner.calls()[1][1]
    assert (runner.read("drift.txt"), runner.read("findings.txt")) == ("- a/b is now c/d\n", FINDINGS)
