"""Updates a lock in a child process for each line that it reads, and tells the child's number, so that it can be killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from litlint.identifiers.identifier import Identifier
from litlint.lookup.questions import Questions
from litlint.lookup.settings import Pace, RegistrySettings, Settings
from litlint.lookup.update import update_lock


def main(folder: Path, arxiv: str, pages: str, works: int, links: int) -> None:
    hosts = frozenset(url.removeprefix("http://") for url in (arxiv, pages))
    settings = Settings(
        registries={
            "arxiv": RegistrySettings(f"{arxiv}/api/query", batch=10, pace=0.0),
            "semantic-scholar": RegistrySettings(enabled=False),
        },
        hosts=hosts,
        cache=folder / "cache",
        pages=Pace(gap=0.0, at_once=4),
        control=(),
    )
    questions = Questions(
        tuple(Identifier("arxiv", f"2310.{number:05}") for number in range(1, works + 1)),
        {f"{pages}/{number}": frozenset() for number in range(links)},
    )
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            update_lock(folder / "papers.lock", questions, questions.keys(), settings, checkpoint=0.05)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
