"""What a large lock costs: `litlint check` of 10,000 papers with papers.lock and without, as a ratio of CPU seconds.

Run by hand: `python tests/benchmarks/lock.py`. CPU time of a whole process, the least of several runs of each, in turns: so
that neither the disk nor a busy machine decides.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from litlint.identifiers.identifier import Identifier
from litlint.lookup.lockfile import LockFile, load_lock, save_lock
from litlint.model.facts import Paper

PAPERS, RUNS = 10_000, 3
_WORDS = "garden river stone cloud tensor lattice kernel beacon harbor meadow falcon ember quartz willow cobalt nectar"


def papers(count: int) -> list[Paper]:
    """Return invented papers, no two with titles that could be confused."""
    words = _WORDS.split()
    size = len(words)
    made = []
    for number in range(count):
        chosen = [words[number // size**power % size] for power in range(4)]
        title = f"{' '.join(chosen[:2])} methods for {' '.join(chosen[2:])} and problem {number}".capitalize()
        identifier = Identifier("arxiv", f"{2301 + number % 12}.{number + 1:05}")
        made.append(Paper(identifier, title, ("Ann Author", "Bob Writer"), "2023-01-02", "2023-01-02", "cs.CL", 1))
    return made


def seconds_of_check(folder: Path) -> float:
    """Return the CPU seconds of one `litlint check`, which must find nothing."""
    before = os.times()
    command = [sys.executable, "-m", "litlint", "check", "--quiet"]
    subprocess.run(
        command, cwd=folder, check=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "checker")}
    )
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Measure and report."""
    made = papers(PAPERS)
    with TemporaryDirectory() as name:
        folder = Path(name)
        lock = folder / "papers.lock"
        lines = [f"- [{paper.title}]({paper.identifier.url})" for paper in made]
        (folder / "README.md").write_text("\n".join(["# Papers", "", *lines, ""]), encoding="utf-8")
        (folder / "litlint.toml").touch()
        times: dict[bool, list[float]] = {False: [], True: []}
        for _ in range(RUNS):
            for locked in times:
                lock.unlink(missing_ok=True)
                if locked:
                    save_lock(LockFile({f"arxiv:{paper.identifier.value}": paper for paper in made}), lock, LockFile())
                times[locked].append(seconds_of_check(folder))
        started = perf_counter()
        load_lock(lock)
        loaded = perf_counter() - started
    without, within = min(times[False]), min(times[True])
    sys.stdout.write(
        f"{PAPERS} papers: check without a lock {without:.2f} s, with one {within:.2f} s, ratio {within / without:.2f}; "
        f"reading the lock alone {loaded:.2f} s\n"
    )


if __name__ == "__main__":
    main()
