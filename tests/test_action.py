"""The steps of the action, run under bash with the files and variables that GitHub's runner gives them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from zipfile import ZipFile

import pytest
import yaml

from tests.repository import Repository

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"] if "id" in step}
GOOD = "- [A Study of Gardens](https://arxiv.org/abs/2001.01234), 2020\n"
OLD = "- [A Study of Old Tapes](https://arxiv.org/abs/2013.01234), 2020\n"  # no month 13
BAD = "- [A Study of New Bridges](https://arxiv.org/abs/2015.04321), 2020\n"
HOSTILE = [
    "::error file=README.md,line=1::owned",
    "::set-env name=PATH::/tmp",
    "::add-mask::the",
    "::stop-commands::x",
    "%0A::error::owned",
    "##[error]owned",
    "x ##[add-path]/tmp",
    "$(touch owned) `touch owned` ; touch owned",
    "</td></table><script>alert(1)</script> @everyone",
    "EOF\u2028::error::owned\u0085::error::owned",
    "${{ github.token }} ${GITHUB_TOKEN}",
]
# The commands that the runner obeys (github.com/actions/runner, ActionCommand.cs): at the beginning of a line, after
# blanks, and in an older form anywhere in a line that is none of the first. Only annotations are litlint's.
COMMAND = re.compile(r"^\s*::|##\[")
ANNOTATION = re.compile(r"::(error|warning|notice) file=(?P<file>[^,:]+),line=(?P<line>\d+),[^:]*::")


class Job(Repository):
    """A checked-out repository and the runner's files around it."""

    def __init__(self, root: Path, *, new: bool = True) -> None:
        self.temp = root.parent / "runner temp"
        self.temp.mkdir(exist_ok=True, parents=True)
        super().__init__(root, new=new)
        litlint = self.temp / "litlint command"
        litlint.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m litlint "$@"\n')
        litlint.chmod(0o755)
        self.context: dict[str, str] = {
            **{f"inputs.{name}": str(about["default"]) for name, about in ACTION["inputs"].items()},
            "steps.install.outputs.litlint": str(litlint),
            "github.action_path": str(ROOT),
            "github.token": "the-token",
        }

    def event(self, event: object, place: str = "github.event") -> None:
        """Take the JSON of an event, as the runner does, into the context of expressions."""
        if isinstance(event, dict):
            for name, value in event.items():
                self.event(value, f"{place}.{name}")
        else:
            self.context[place] = str(event)

    def environment(self) -> dict[str, str]:
        files = {name: str(self.temp / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
        return {
            **super().environment(),
            **files,
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTIONS": "true",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": "ada/papers",
            "GITHUB_SHA": "0" * 40,
            "PYTHONPATH": str(ROOT),
        }

    def step(self, name: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a step as the runner runs ``shell: bash``, both streams in one."""
        step = STEPS[name]
        given = {name: self.value(text) for name, text in step["env"].items()}
        script = self.temp / "step.sh"
        script.write_text(step["run"], "utf-8")
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        return subprocess.run(
            command,
            cwd=self.root,
            env={**self.environment(), **given, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def value(self, text: str) -> str:
        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: self.context.get(match[1], ""), text)

    def file(self, name: str) -> str:
        file = self.temp / name
        return file.read_text("utf-8") if file.exists() else ""


@pytest.fixture
def job(tmp_path: Path) -> Job:
    job = Job(tmp_path / "papers")
    job.write("README.md", f"# Papers\n\n{GOOD}{OLD}")
    job.settle()
    return job


def annotated_places(answer: subprocess.CompletedProcess[str]) -> list[tuple[str, int]]:
    """Return the places of the annotations, having made sure that no other command is in the log."""
    found = []
    for line in re.split(r"\r\n|\r|\n", answer.stdout):
        if COMMAND.search(line):
            match = ANNOTATION.match(line)
            assert match, line
            found.append((match["file"], int(match["line"])))
    return found


def fork(job: Job, tmp_path: Path, *, shallow: bool) -> Job:
    """Return a job on the merge commit of a pull request from a fork, whose base has moved on since the event."""
    event_base = job.git("rev-parse", "main")
    job.git("switch", "-q", "-c", "paper")
    job.write("README.md", job.read("README.md").replace("\n\n", f"\n\n{BAD}", 1))
    head = job.settle()
    job.git("switch", "-q", "main")
    job.write(
        "other.md",
        f"# Others\n\n{GOOD.replace('Gardens', 'Ponds').replace('01234', '01235')}{OLD.replace('Old', 'Odd')}",
    )
    job.settle()
    job.git("merge", "-q", "--no-ff", "-m", "Merge", "paper")
    depth = ["--depth=1"] if shallow else []
    job.git("clone", "-q", *depth, f"file://{job.root}", str(tmp_path / "clone"))
    clone = Job(tmp_path / "clone", new=False)
    clone.event(
        {
            "pull_request": {
                "base": {"sha": event_base, "repo": {"full_name": "ada/papers", "fork": False}},
                "head": {"sha": head, "ref": "$(touch owned)", "repo": {"full_name": "eve/papers", "fork": True}},
                "title": "::error::owned $(touch owned)",
            }
        }
    )
    return clone


def test_every_finding_on_a_push(job: Job) -> None:
    answer = job.step("check")
    assert answer.returncode == 1
    assert annotated_places(answer) == [("README.md", 4)]
    assert job.file("GITHUB_OUTPUT") == "exit-code=1\n"
    assert job.file("GITHUB_STEP_SUMMARY").startswith("## litlint: 1 error\n")


def test_all_is_well(job: Job) -> None:
    job.write("README.md", f"# Papers\n\n{GOOD}")
    answer = job.step("check")
    assert (answer.returncode, answer.stdout) == (0, "")
    assert job.file("GITHUB_OUTPUT") == "exit-code=0\n"
    assert "nothing to report" in job.file("GITHUB_STEP_SUMMARY")


@pytest.mark.parametrize("shallow", [True, False])
def test_a_pull_request_from_a_fork_is_told_what_it_caused_alone(job: Job, tmp_path: Path, shallow: bool) -> None:
    clone = fork(job, tmp_path, shallow=shallow)
    answer = clone.step("check")
    assert answer.returncode == 1
    assert annotated_places(answer) == [("README.md", 3)]
    assert "A Study of New Bridges" in clone.file("GITHUB_STEP_SUMMARY")
    assert "Tapes" not in clone.file("GITHUB_STEP_SUMMARY")
    assert not (clone.root / "owned").exists()


def test_a_pull_request_may_ask_for_everything(job: Job, tmp_path: Path) -> None:
    clone = fork(job, tmp_path, shallow=True)
    clone.context["inputs.since"] = "all"
    assert annotated_places(clone.step("check")) == [("README.md", 3), ("README.md", 5), ("other.md", 4)]


@pytest.mark.parametrize("since", ["base", "origin/base"])
def test_a_branch_that_a_shallow_clone_lacks_is_fetched(job: Job, tmp_path: Path, since: str) -> None:
    job.git("branch", "base")
    clone = fork(job, tmp_path, shallow=True)
    clone.context["inputs.since"] = since
    assert annotated_places(clone.step("check")) == [("README.md", 3), ("other.md", 4)]


def test_a_merge_queue_is_told_what_it_adds(job: Job) -> None:
    base = job.git("rev-parse", "HEAD")
    job.write("README.md", job.read("README.md").replace("\n\n", f"\n\n{BAD}", 1))
    job.settle()
    job.event({"merge_group": {"base_sha": base}})
    assert annotated_places(job.step("check")) == [("README.md", 3)]


def test_a_base_that_cannot_be_had_is_told(job: Job) -> None:
    job.context["inputs.since"] = "f" * 40
    answer = job.step("check")
    assert answer.returncode == 2
    assert "\n::error title=litlint::litlint: --since fff" in answer.stdout
    assert "this clone has no such revision" in answer.stdout
    assert job.file("GITHUB_OUTPUT") == "exit-code=2\n"
    assert job.file("GITHUB_STEP_SUMMARY").startswith("## litlint could not check\n\n    litlint: --since fff")


def test_a_second_run_says_nothing_of_the_first(job: Job) -> None:
    job.step("check")
    (job.temp / "GITHUB_STEP_SUMMARY").unlink()
    job.context["inputs.since"] = "nowhere"
    job.step("check")
    assert "Tapes" not in job.file("GITHUB_STEP_SUMMARY")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ["litlint.toml", "papers.lock", "litlint-baseline.jsonl"])
def test_no_other_file_of_a_pull_request_can_give_the_runner_a_command(job: Job, text: str, place: str) -> None:
    content = {
        "litlint.toml": f"{json.dumps(text)} = 1\n",
        "papers.lock": json.dumps({"id": text}) + f"\n{text}\n",
        "litlint-baseline.jsonl": f"{text}\n",
    }
    job.write(place, content[place])
    answer = job.step("check")
    assert answer.returncode == 2
    for line in re.split(r"\r\n|\r|\n", answer.stdout):
        assert not line or re.match(r"::error (title=litlint|file=README\.md,line=4,[^:]*)::", line), line
    summary = job.file("GITHUB_STEP_SUMMARY").splitlines()
    assert summary[0].startswith("## litlint")
    assert not any("<script>" in line and not line.startswith("    ") for line in summary)
    assert not (job.root / "owned").exists()


def test_inputs_reach_litlint_as_they_are(job: Job, tmp_path: Path) -> None:
    job.write("my settings.toml", 'ignore = ["arxiv-id-shape"]\n')
    job.context |= {
        "inputs.config": "my settings.toml",
        "inputs.sarif": "a report.sarif",
        "inputs.paths": "README.md\n.",
    }
    assert job.step("check").returncode == 0
    assert json.loads(job.read("a report.sarif"))["version"] == "2.1.0"
    job.context |= {"inputs.config": "", "inputs.paths": "--version $(touch owned) `touch owned` *"}
    answer = job.step("check")
    assert answer.returncode == 2
    assert "--version: no such file or folder" in answer.stdout
    assert not (job.root / "owned").exists()


def test_the_least_severity_that_fails(job: Job) -> None:
    job.write("README.md", "<!-- litlint: allow repeated-key (it was so) -->\n\nAll is well.\n")
    assert job.step("check").returncode == 0
    job.context["inputs.fail-on"] = "warning"
    assert job.step("check").returncode == 1


@pytest.mark.parametrize("since", ["", "HEAD"])
def test_no_list_can_give_the_runner_a_command(job: Job, since: str) -> None:
    entries = [
        f"- [{title} {number}](https://arxiv.org/abs/2015.{number:05d}), [file {title}]({'x' * number}.pdf)\n"
        for number, title in enumerate(HOSTILE, 1)
    ]
    hostile = "".join(f"## {title}\n\n{entry}{GOOD}\n" for title, entry in zip(HOSTILE, entries, strict=True))
    job.write("README.md", f"# Papers\n\n{hostile}")
    job.write("::error::owned %0A##[error]owned.md", f"# Papers\n\n{GOOD}{BAD}")
    job.write("line\n::error::owned.md", f"# Papers\n\n{GOOD}{BAD}")
    (job.root / "broken\n::error::owned.md").symlink_to("nowhere")
    job.context |= {"inputs.since": since, "inputs.fail-on": "note"}
    answer = job.step("check")
    assert len(annotated_places(answer)) >= 10
    assert not (job.root / "owned").exists()
    assert re.fullmatch(r"exit-code=\d\n", job.file("GITHUB_OUTPUT"))
    assert "<script>" not in job.file("GITHUB_STEP_SUMMARY")
    assert job.file("GITHUB_PATH") == ""


def test_a_long_list_stays_within_what_github_takes(job: Job) -> None:
    entries = [
        f"- [A Study of Garden {number}, at Length](https://arxiv.org/abs/20{13 if number % 5 == 0 else 12}.{number:05d})\n"
        for number in range(10_000)
    ]
    job.write("README.md", f"# Papers\n\n{''.join(entries)}")
    job.context |= {"inputs.sarif": "report.sarif", "inputs.since": "HEAD"}
    answer = job.step("check")
    assert answer.returncode == 1
    assert len(annotated_places(answer)) == 10
    assert "1990 errors more" in answer.stdout
    summary = job.file("GITHUB_STEP_SUMMARY")
    assert "+1,995 more of the same" in summary.replace("&#43;", "+")
    assert len(summary.encode()) < 64_000
    [run] = json.loads(job.read("report.sarif"))["runs"]
    assert len(run["results"]) == 2000
    assert len(job.read("report.sarif").encode()) < 10_000_000


@pytest.mark.parametrize(
    ("version", "packages"),
    [("", [str(ROOT / "action-requirements.txt"), str(ROOT)]), ("0.1.0", ["litlint==0.1.0"])],
)
def test_what_is_installed(job: Job, version: str, packages: list[str]) -> None:
    """With a stand-in for Python that makes a virtual environment of itself and notes what pip is asked for."""
    stand_in = job.temp / "python"
    stand_in.write_text(
        '#!/bin/sh\ncase "$3" in\nvenv) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;\n'
        f'pip) for word; do :; done; echo "$word" >> "{job.temp}/asked" ;;\nesac\n'
    )
    stand_in.chmod(0o755)
    job.context |= {"inputs.version": version, "steps.python.outputs.python-path": str(stand_in)}
    answer = job.step("install")
    assert answer.returncode == 0, answer.stdout
    assert job.file("asked").splitlines() == packages
    assert job.file("GITHUB_OUTPUT") == f"litlint={job.temp}/litlint/bin/litlint\n"


def wheel(folder: Path) -> Path:
    """Write a wheel of a litlint that only says its name, which needs no index to be installed."""
    file = folder / "litlint-0-py3-none-any.whl"
    about = "litlint-0.dist-info"
    content = {
        "stand_in.py": "def run():\n    print('litlint itself')\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: litlint\nVersion: 0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": "[console_scripts]\nlitlint = stand_in:run\n",
    }
    record = "".join(f"{name},,\n" for name in (*content, f"{about}/RECORD"))
    with ZipFile(file, "w") as archive:
        for name, text in (content | {f"{about}/RECORD": record}).items():
            archive.writestr(name, text)
    return file


def checkout(folder: Path) -> Path:
    """Write a checkout of the action with such a litlint, which builds itself without any dependency."""
    place = folder / "action"
    place.mkdir()
    built = wheel(place)
    (place / "action-requirements.txt").write_text("# nothing\n")
    (place / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "litlint"\nversion = "0"\n'
    )
    (place / "backend.py").write_text(
        "import shutil\ndef build_wheel(folder, *more):\n"
        f"    shutil.copy({str(built)!r}, folder)\n    return {built.name!r}\n"
    )
    return place


def test_no_module_of_a_pull_request_is_run(job: Job) -> None:
    """With the real venv and pip, in a folder that has modules of the names of all that they import."""
    for name in ("venv", "pip", "ensurepip", "runpy", "subprocess", "stand_in", "checker"):
        job.write(f"{name}.py", "open('owned', 'w').close()\nraise SystemExit('owned')\n")
    job.context |= {"github.action_path": str(checkout(job.temp)), "steps.python.outputs.python-path": sys.executable}
    answer = job.step("install", PYTHONPATH="")
    assert answer.returncode == 0, answer.stdout
    litlint = job.file("GITHUB_OUTPUT").strip().removeprefix("litlint=")
    said = subprocess.run([litlint], cwd=job.root, capture_output=True, text=True)
    assert (said.stdout, said.stderr) == ("litlint itself\n", "")
    assert not (job.root / "owned").exists()


@pytest.mark.parametrize(
    "path", ["action.yml", *sorted(f".github/workflows/{p.name}" for p in (ROOT / ".github/workflows").iterdir())]
)
def test_no_script_holds_an_expression(path: str) -> None:
    text = yaml.safe_load((ROOT / path).read_text("utf-8"))
    jobs = [text["runs"], *text.get("jobs", {}).values()] if "runs" in text else list(text["jobs"].values())
    scripts = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    assert scripts or path.endswith(("docs.yml", "litlint.yml", "dependency-review.yml", "scorecard.yml"))
    assert not [script for script in scripts if "${{" in script]


def test_only_the_default_branch_saves_what_was_read() -> None:
    steps = ACTION["runs"]["steps"]
    names = [str(step.get("uses", "")).partition("@")[0] for step in steps]
    restore, save = steps[names.index("actions/cache/restore")], steps[names.index("actions/cache/save")]
    assert "actions/cache" not in names  # which would save after every run
    assert "github" not in restore["if"]
    condition = " ".join(save["if"].split())
    assert "github.event_name != 'pull_request' &&" in condition
    assert "github.event_name != 'pull_request_target' &&" in condition
    assert condition.endswith("github.ref == format('refs/heads/{0}', github.event.repository.default_branch)")
    assert save["with"]["path"] == restore["with"]["path"] == "${{ steps.kept.outputs.folder }}"


def test_what_was_kept_is_found(job: Job) -> None:
    assert job.step("kept").returncode == 0
    assert job.file("GITHUB_OUTPUT").startswith("folder=/")
    assert job.file("GITHUB_OUTPUT").endswith("litlint/documents\n")


class _Evil(BaseHTTPRequestHandler):
    """Notes whoever asks, and with what."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(f"{self.path} {self.headers}")
        self.send_response(200)
        self.end_headers()

    do_HEAD = do_POST = do_GET  # noqa: N815 - the names that http.server calls

    def log_message(self, *arguments: object) -> None:
        pass


def test_a_hostile_pull_request_gets_nothing(job: Job, tmp_path: Path) -> None:
    """It brings settings, a list, a lock, links, names and what is in ``.git``; the action asks the web."""
    names = (
        "arxiv",
        "datacite",
        "crossref",
        "handle",
        "openalex",
        "semantic-scholar",
        "github",
        "hugging-face",
        "acl-anthology",
    )
    off = "".join(f"[registries.{name}]\nenabled = false\n" for name in names)
    job.write("litlint.toml", f"[lock]\ncontrol = []\nbudget = 20\n{off}")
    job.settle()
    clone = fork(job, tmp_path, shallow=False)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Evil)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    evil = f"127.0.0.1:{server.server_address[1]}"
    outside = tmp_path / "outside.md"
    outside.write_text("# Kept\n\n- [A](http://arxiv.org/abs/2001.01234)\n")
    try:
        urls = "".join(f'[registries.{name}]\nbase-url = "http://{evil}/{name}"\n' for name in names)
        clone.write(
            "litlint.toml",
            f'lists = ["*.md"]\n[lock]\nhosts = ["{evil}", "127.0.0.1"]\ncontrol = ["http://{evil}/"]\n{urls}',
        )
        clone.write(
            "owned.md",
            f"# O\n\n- [A Study]({f'http://{evil}/page'}) [code](https://github.com/a/b)\n- [B](http://u:p@{evil}/)\n",
        )
        clone.write("papers.lock", json.dumps({"id": f"http://{evil}/page", "moved": f"http://{evil}/x"}) + "\n")
        (clone.root / "linked.md").symlink_to(outside)
        (clone.root / "zero.md").symlink_to("/dev/zero")
        (clone.root / "$(touch owned).md").write_text(f"# N\n\n{BAD}")
        hook = clone.root / "hook.sh"
        hook.write_text(f"#!/bin/sh\ntouch '{clone.root}/owned'\n")
        hook.chmod(0o755)
        for setting in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.editor"):
            clone.git("config", setting, str(hook))
        clone.context["inputs.online"] = "true"
        before = {path: path.read_bytes() for path in sorted(clone.root.glob("*.md")) if path.name != "zero.md"}
        answer = clone.step("check", CI="true", GITHUB_BASE_REF="main", XDG_CACHE_HOME=str(tmp_path / "cache"))
    finally:
        server.shutdown()
        server.server_close()
    assert _Evil.asked == []
    assert answer.returncode == 2  # a device is no list
    assert "the-token" not in answer.stdout + clone.file("GITHUB_STEP_SUMMARY") + clone.file("GITHUB_OUTPUT")
    assert not (clone.root / "owned").exists()
    assert {path: path.read_bytes() for path in before} == before
    assert {path.name for path in tmp_path.iterdir()} <= {"papers", "clone", "outside.md", "cache", "runner temp"}
