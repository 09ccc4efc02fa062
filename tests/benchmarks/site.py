"""Measures the site of a long list: how long it takes to make, and how fast the page of it is, as the page says itself.

``PYTHONPATH=. python tests/benchmarks/site.py [WORKS]``; needs Chromium and its driver.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from litlint.export.works import works_of
from litlint.model.facts import Facts
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.site.build import Site, load_templates, site_files
from litlint.site.cards import cards_of, ids_of
from litlint.site.folder import open_folder
from litlint.site.history import History
from tests.external.browser import DESKTOP, PHONE, Browser, browser_in

WORDS = """
attention vision graph
language model learning deep sparse neural fast robust causal bayesian optimal transport
""".split()
NAMES = "Ada Ben Cleo Dan Eve Finn Gil Hana Ivo Jo Kim Lea Max Nia Ola Pia Quin Rosa Sam Tess".split()


def long_list(works: int) -> str:
    draw = random.Random(1)
    lines = ["# A Long List"]
    for number in range(works):
        if number % 100 == 0:
            lines += ["", f"## Topic {number // 100}", ""]
        title = " ".join(draw.choices(WORDS, k=7)).title()
        people = ", ".join(f"{draw.choice(NAMES)} {draw.choice(NAMES)}son" for _ in range(4))
        code = f" [[code](https://github.com/a/b{number})]" if number % 3 == 0 else ""
        lines.append(
            f"- [{title} {number}](https://arxiv.org/abs/{2000 + number // 9000:04}.{number % 9000 + 10000}), "
            f"{people}, NeurIPS {2015 + number % 10}{code}"
        )
    return "\n".join(lines) + "\n"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main(works: int) -> None:
    """Print what is measured."""
    with TemporaryDirectory() as name:
        start = perf_counter()
        document = read_document(Source("README.md", long_list(works)))
        facts = Facts(date(2024, 1, 1))
        listed = works_of([document], facts)
        ids = ids_of(listed)
        cards = cards_of(listed, ids, [document], facts, History())
        read = perf_counter()
        files = site_files(Site("A Long List", cards, facts.today), load_templates())
        count = open_folder(Path(name, "site")).write(files)
        say(f"{len(listed)} works read in {read - start:.1f} s, {count} files written in {perf_counter() - read:.1f} s")
        with browser_in(Path(name), Browser) as browser:
            for size in (DESKTOP, PHONE):
                browser.open(Path(name, "site/index.html").as_uri(), size)
                paint = browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime")
                ready = browser.run("return performance.getEntriesByName('litlint-ready')[0].startTime")
                browser.press("/sparse neural ada")
                measured = browser.run(
                    "return performance.getEntriesByType('measure').map((one) => [one.name, one.duration])"
                )
                times = {kind: [time for name, time in measured if name == kind] for kind, _ in measured}
                told = ", ".join(
                    f"{kind} {median(found):.1f} ms, at most {max(found):.1f} ms" for kind, found in times.items()
                )
                say(f"{size[0]} pixels wide: first paint {paint:.0f} ms, search ready {ready:.0f} ms, {told}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
