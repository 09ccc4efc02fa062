"""What ``litlint init`` offers a repository: settings, hook, workflows, issue form, badge and site, each of its own.

The workflows and the form are files in ``templates/``. This project's own are made of the same templates.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from litlint import __version__
from litlint.files import read_file
from litlint.init.settings import settings_text
from litlint.model.finding import Report
from litlint.report import Style, badge
from litlint.workspace.config import find_config
from litlint.workspace.git import is_repository
from litlint.workspace.project import Project

REPOSITORY = "litlint/litlint"
BADGE = ".github/litlint.svg"
_TEMPLATES = Path(__file__).parent / "templates"
_WORKFLOWS = ".github/workflows"
_HOOKS = ".pre-commit-config.yaml"
_HOOK = f"""\
  - repo: https://github.com/{REPOSITORY}
    rev: v{__version__}
    hooks:
      - id: litlint
"""
_INSTALL = ("pre-commit install", "check before each commit (pip install pre-commit)")
_MAY_PROPOSE = ("GitHub, Settings, Actions, General: allow GitHub Actions to create pull requests",)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file, and its text; where ``reason`` says why it is not written, ``text`` is what to add to the file there."""

    path: Path
    text: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Files that are written together or not at all; ``does`` says what they do.

    ``command`` is what to type afterwards, and why; ``by_hand`` is what has to be done elsewhere.
    """

    does: str
    files: tuple[Proposal, ...]
    command: tuple[str, str] | None = None
    by_hand: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is something to write."""
        return any(file.reason is None for file in self.files)


def top_folder(project: Project) -> Path:
    """Return the folder in which files are proposed: the repository's, or the root without one."""
    return next((folder for folder in (project.root, *project.root.parents) if is_repository(folder)), project.root)


def offers(project: Project, report: Report, sections: Sequence[str]) -> list[Offer]:
    """Return what is offered, in the order in which it is to be shown.

    ``report`` says how many entries are proved today; ``sections`` are the choices of the issue form.
    """
    top = top_folder(project)
    made = [
        Offer("Settings, as the lists show them", (_settings(project),)),
        Offer("A hook that checks each commit, offline", (_hook(top),), _INSTALL),
    ]
    if os.path.lexists(top / ".gitlab-ci.yml"):
        return made
    made.append(
        Offer(
            "A workflow that checks each pull request",
            (_workflow(top, "litlint.yml", "check.yml", rf"{REPOSITORY}@|\blitlint check\b"),),
        )
    )
    if not sections:
        return made
    weekly = _workflow(top, "litlint-refresh.yml", "refresh.yml", r"\blitlint lock\b")
    made += [
        Offer(
            "A badge: how many entries papers.lock proves",
            (_new(top / BADGE, badge.write(report, Style())),),
            by_hand=(f"README.md: add the badge, [![entries proved]({BADGE})](papers.lock)",),
        ),
        Offer(
            "A weekly workflow that asks what has changed, and keeps papers.lock and the badge true",
            (weekly,),
            by_hand=_MAY_PROPOSE,
        ),
        Offer(
            'An issue form, "Add a paper", of which a workflow makes a pull request',
            (
                _new(top / ".github/ISSUE_TEMPLATE/add-paper.yml", form(sections)),
                _workflow(top, "litlint-add-paper.yml", "add-paper.yml", r"\blitlint add\b"),
            ),
            by_hand=_MAY_PROPOSE,
        ),
        Offer(
            "A workflow that publishes the lists as a site (GitHub Pages)",
            (_workflow(top, "litlint-site.yml", "site.yml", r"\blitlint site\b|actions/deploy-pages@"),),
            by_hand=('GitHub, Settings, Pages: choose the source "GitHub Actions"',),
        ),
    ]
    return made


def workflow(template: str, install: str = f"litlint=={__version__}") -> str:
    """Return a workflow made of a template; ``install`` is what pip is asked for."""
    return _filled(
        template, {"litlint": install, "site": install.replace("litlint", "litlint[site]", 1), "badge": BADGE}
    )


def form(sections: Sequence[str]) -> str:
    """Return the issue form with a choice for each section."""
    return _filled("add-paper-form.yml", {"sections": "\n".join(f"        - {_yaml(name)}" for name in sections)})


def _filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template with each ``@name@`` replaced; a value is not looked at again."""
    text = (_TEMPLATES / template).read_text("utf-8")
    return re.sub(r"@(litlint|site|badge|sections)@", lambda match: values[match[1]], text)


def _yaml(text: str) -> str:
    """Return a string of YAML: plain where it cannot be read as anything else, else quoted as in JSON."""
    # A letter first, and none of the signs that YAML gives a meaning.
    if re.fullmatch(r"[A-Za-z][\w ()/,.&'+-]*[\w)]", text, re.ASCII) and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False).replace("\x7f", "\\u007f")


# Words that are no strings in YAML 1.1 (yaml.org/type/bool.html, null.html); "None" is GitHub's own choice.
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})


def _settings(project: Project) -> Proposal:
    found = find_config(project.root)
    if found is not None:
        return Proposal(found, "", "litlint is configured there already")
    return Proposal(project.root / "litlint.toml", settings_text(project))


def _hook(top: Path) -> Proposal:
    path = top / _HOOKS
    if not os.path.lexists(path):
        return Proposal(path, f"repos:\n{_HOOK}")
    known = _speaks_of(path, r"\blitlint\b")
    return Proposal(path, "" if known else _HOOK, "it has the hook already" if known else "it exists already")


def _workflow(top: Path, name: str, template: str, pattern: str) -> Proposal:
    """Return a workflow, unless one that is not made by ``litlint init`` does the same: the pattern is found in it."""
    folder = top / _WORKFLOWS
    ours = {"litlint.yml", "litlint-refresh.yml", "litlint-add-paper.yml", "litlint-site.yml"} - {name}
    for path in sorted(folder.iterdir()) if os.path.isdir(folder) else ():
        if path.suffix in (".yml", ".yaml") and path.name not in ours and _speaks_of(path, pattern):
            return Proposal(path, "", "it does this already")
    return _new(folder / name, workflow(template))


def _new(path: Path, text: str) -> Proposal:
    return Proposal(path, "", "it exists already") if os.path.lexists(path) else Proposal(path, text)


def _speaks_of(path: Path, pattern: str) -> bool:
    """Say whether a text matches; one that cannot be read is left as it is in any case."""
    try:
        return re.search(pattern, read_file(path).decode("utf-8", "replace")) is not None
    except OSError:
        return False
