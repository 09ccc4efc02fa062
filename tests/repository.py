"""A Git repository of a test's own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class Repository:
    """A Git repository in a folder; whatever the user configured for git plays no part."""

    def __init__(self, root: Path, *, new: bool = True) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        if new:
            self.git("init", "-q", "-b", "main")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def environment(self) -> dict[str, str]:
        return {
            **{
                name: text
                for name, text in os.environ.items()
                if not name.startswith(("GIT_", "PRE_COMMIT", "GITHUB_"))
            },
            **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "A"),
            **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "a@example.org"),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.root, env=self.environment(), capture_output=True, text=True, encoding="utf-8"
        )

    def git(self, *arguments: str) -> str:
        answer = self.run("git", *arguments)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.strip()

    def settle(self) -> str:
        """Commit what is there, whatever hooks say, and return the commit."""
        self.git("add", "--all")
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", "Settle")
        return self.git("rev-parse", "HEAD")
