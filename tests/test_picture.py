"""The picture in the README is what litlint prints today."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from defusedxml import ElementTree

ROOT = Path(__file__).parent.parent


def test_the_picture_of_a_finding_is_of_a_run_of_today() -> None:
    command = [sys.executable, str(ROOT / "docs/picture.py"), "--check"]
    answer = subprocess.run(command, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr


def test_the_picture_says_its_text_to_those_who_do_not_see_it() -> None:
    for theme in ("light", "dark"):
        title = ElementTree.parse(ROOT / f"docs/finding-{theme}.svg").findtext("{http://www.w3.org/2000/svg}title")
        assert "the paper link and the citation are two different papers" in (title or "")
