"""What `litlint check` costs beside what other programs need for the same files, in CPU seconds and as ratios.

Run by hand: `python tests/benchmarks/check.py`; `--write` puts the table into docs/benchmarks.md. The files are made here.
The time is the CPU time of a whole process, the least of several runs, so that a busy machine decides less. mistune and
bibtexparser alone are what parsing costs at least; markdownlint-cli2 and rumdl are asked where they are installed.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from litlint import __version__

RUNS = 2
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- table: python tests/benchmarks/check.py --write -->\n", "<!-- end of the table -->"
WORDS = "garden river stone cloud tensor lattice kernel beacon harbor meadow falcon ember quartz willow cobalt nectar".split()
VENUES = ("ICML", "ICLR", "NeurIPS", "ACL")


def title(number: int) -> str:
    """Return the title of an invented work, of which no two could be confused."""
    one, two, three, four = (WORDS[number // len(WORDS) ** power % len(WORDS)] for power in range(4))
    return f"{one.capitalize()} {two} methods for {three} and {four}, problem {number}"


def entry(number: int, *, scheme: str = "https") -> str:
    """Return an entry as most lists write theirs."""
    year, code = 2017 + number % 8, f"[[code](https://github.com/doe{number}/work{number})]"
    link = f"{scheme}://arxiv.org/abs/{year - 2000}{number % 12 + 1:02}.{number % 9_999 + 1:05}"
    return f"- [{title(number)}]({link}) - *{VENUES[number % 4]} {year}*. Ann Lee, Bob Roe. {code}\n"


def listing(first: int, count: int) -> str:
    """Return a list of so many entries, a hundred below each heading."""
    lines = ["# Papers\n"]
    for number in range(first, first + count):
        lines += [f"\n## Part {number // 100}\n\n"] if number % 100 == 0 or number == first else []
        # Nineteen links of a large list are http, which --fix mends.
        lines.append(entry(number, scheme="http" if number % 316 == 7 else "https"))
    return "".join(lines)


def bibliography(count: int) -> str:
    """Return a BibTeX file."""
    rows = (
        f"@inproceedings{{doe{number},\n  title = {{{title(number)}}},\n  author = {{Lee, Ann and Roe, Bob}},\n"
        f"  booktitle = {{ICML}},\n  year = {{{2017 + number % 8}}}\n}}\n"
        for number in range(count)
    )
    return "\n".join(rows)


def seconds(command: Sequence[str], folder: Path, cache: Path, before: Callable[[], object] = lambda: None) -> float:
    """Return the least CPU seconds of a command; ``before`` each run something may be changed."""
    best = float("inf")
    # What Python compiles is kept: whoever uses a program has it compiled.
    environment = {name: held for name, held in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.update(XDG_CACHE_HOME=str(cache), PYTHONPATH=str(ROOT / "checker"))
    for _ in range(RUNS):
        before()
        start = os.times()
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        end = os.times()
        best = min(best, end.children_user + end.children_system - start.children_user - start.children_system)
    return best


def megabytes(command: Sequence[str], folder: Path) -> float:
    """Return the most memory that a command takes, in MB (10^6 bytes); Linux and macOS only."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "checker")}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL) as process:
        usage = os.wait4(process.pid, 0)[2]
        process.returncode = 0
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def memory(folder: Path) -> str:
    """Return in a sentence what memory lists take for each byte of text: the slope between a small and a large one."""
    sizes, taken = [], []
    for count in (1_500, 24_000):
        place = folder / f"memory{count}"
        place.mkdir()
        (place / "litlint.toml").touch()
        (place / "README.md").write_text(listing(0, count), encoding="utf-8")
        sizes.append((place / "README.md").stat().st_size / 1e6)
        taken.append(megabytes(litlint("check", "--no-cache"), place))
    slope = (taken[1] - taken[0]) / (sizes[1] - sizes[0])
    return f"Memory: {taken[1]:.0f} MB for a list of 24,000 entries, {slope:.0f} bytes for each byte of a longer one.\n"


def litlint(*arguments: str) -> list[str]:
    """Return the command that runs this litlint."""
    return [sys.executable, "-m", "litlint", *arguments]


def measure(folder: Path) -> list[tuple[str, float]]:
    """Return what was measured, each row with its CPU seconds, in the order of the table."""
    cache, tiny, large, many, cited = (folder / name for name in ("cache", "tiny", "large", "many", "cited"))
    for place in (tiny, large, many, cited):
        place.mkdir()
        (place / "litlint.toml").touch()
    (tiny / "README.md").write_text(listing(0, 1), encoding="utf-8")
    (large / "README.md").write_text(listing(0, 6_000), encoding="utf-8")
    for number in range(44):
        (many / f"list{number}.md").write_text(listing(number * 140, 140), encoding="utf-8")
    (cited / "papers.bib").write_text(bibliography(5_000), encoding="utf-8")
    mistune = "import mistune; mistune.create_markdown(renderer='ast', plugins=['table'])(open('README.md').read())"
    bibtexparser = "import bibtexparser; bibtexparser.parse_string(open('papers.bib').read())"
    cold = litlint("check", "--no-cache")

    def add_to(path: Path) -> Callable[[], None]:
        def add() -> None:
            with path.open("a", encoding="utf-8") as file:
                file.write(entry(90_000 + file.tell()))

        return add

    rows = [
        ("Python alone", seconds([sys.executable, "-c", "pass"], tiny, cache)),
        ("a file of one entry", seconds(cold, tiny, cache)),
        ("one list of 6,000 entries", seconds(cold, large, cache)),
        ("— mistune alone", seconds([sys.executable, "-c", mistune], large, cache)),
        *others(large, cache),
        ("— what `--diff` would fix in it, 19 links", seconds([*cold, "--diff"], large, cache)),
    ]
    for command in ("init", "add .", "-c user.name=a -c user.email=a@b.org commit -m one"):
        subprocess.run(["git", *command.split()], cwd=large, capture_output=True, check=True)
    seconds(litlint("check"), large, cache)
    seconds(litlint("check"), many, cache)
    since, readme = litlint("check", "--since", "HEAD"), large / "README.md"
    rows += [
        ("— `--diff` after a check", seconds(litlint("check", "--diff"), large, cache)),
        ("— one entry added, `--since HEAD`", seconds([*since, "--no-cache"], large, cache, add_to(readme))),
        ("— one entry added, `--since HEAD`, after a check", seconds(since, large, cache, add_to(readme))),
        ("44 lists of 140 entries", seconds(cold, many, cache)),
        ("— nothing has changed since the last run", seconds(litlint("check"), many, cache)),
        ("— one of them has changed", seconds(litlint("check"), many, cache, add_to(many / "list7.md"))),
        ("a bibliography of 5,000 citations", seconds(cold, cited, cache)),
        ("— bibtexparser alone", seconds([sys.executable, "-c", bibtexparser], cited, cache)),
    ]
    return rows


def others(folder: Path, cache: Path) -> list[tuple[str, float]]:
    """Measure the linters for Markdown that are installed."""
    found = []
    if program := shutil.which("markdownlint-cli2"):
        found.append(("— markdownlint-cli2", seconds([program, "README.md"], folder, cache)))
    if program := shutil.which("rumdl"):
        found.append(("— rumdl", seconds([program, "check", "--no-cache", "README.md"], folder, cache)))
    return found


def table(rows: Sequence[tuple[str, float]]) -> str:
    """Return the table in Markdown; the ratio of a row with a dash is to the row that it belongs to."""
    lines = ["| what is checked | CPU seconds | ratio |", "|---|---:|---:|"]
    whole = 0.0
    for name, spent in rows:
        inner = name.startswith("—")
        whole = whole if inner else spent
        lines.append(f"| {name} | {spent:.3f} | {f'{spent / whole:.2f}' if inner else ''} |")
    about = f"litlint {__version__}, Python {platform.python_version()}, {platform.machine()}, {date.today()}"
    return "\n".join(lines) + f"\n\nMeasured: {about}.\n"


def main() -> None:
    """Measure, print the table, and write it where that is asked for."""
    with TemporaryDirectory() as name:
        made = table(measure(Path(name))) + "\n" + memory(Path(name))
    sys.stdout.write(made)
    if "--write" in sys.argv:
        page = PAGE.read_text(encoding="utf-8")
        held = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.S)
        PAGE.write_text(held.sub(lambda _: f"{BEGIN}\n{made}\n{END}", page), encoding="utf-8")


if __name__ == "__main__":
    main()
