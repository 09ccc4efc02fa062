"""What litlint reads, finds and misses: coverage, findings by severity, and how many faults put in by this script it finds.

Run by hand: `python tests/benchmarks/accuracy.py [--seed N] [--each N] [PATH…]` measures the lists of this repository and
those at the paths, which are files or folders; `--write` puts the tables into docs/accuracy.md. Each fault is put into a
copy of a list, alone; it counts as found when a new error or warning, or a place related to it, touches a changed line or
a neighbour of one. How right the findings are, people judged: `judged.toml` has their counts, with date and version.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from litlint import Document, Entry, Finding, Severity, Source, __version__, check_text
from litlint.engine.habits import fold_habits
from litlint.metadata.labels import role_of
from litlint.parse.document import read_document

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "accuracy.md"
JUDGED = Path(__file__).with_name("judged.toml")
BEGIN, END = "<!-- tables: python tests/benchmarks/accuracy.py --write -->\n", "<!-- end of the tables -->"
ENDINGS = (".md", ".markdown", ".bib")


class Edit(NamedTuple):
    """A fault to put into a text: what to write in place of a stretch."""

    start: int
    end: int
    text: str


Fault = Callable[[Document, random.Random], Iterator[Edit]]


def other_id(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Give the only work of an entry the arXiv id of another entry."""
    found = [(entry, link) for entry in document.entries for one, link in entry.works if one.scheme == "arxiv"]
    for entry, link in found:
        mine, (other, theirs) = link.identifier, chance.choice(found)
        them = theirs.identifier
        if len(entry.works) == 1 and mine and them and mine != them and other is not entry and mine.value in link.url:
            at = link.url_span.start + link.url_span.text.find(mine.value)
            yield Edit(at, at + len(mine.value), them.value)


def misspelt_host(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Change two letters of a well-known host round."""
    for found in re.finditer(r"https?://(?:arxiv\.org|github\.com)", document.source.text):
        at = found.end() - chance.choice((6, 7))
        letters = document.source.text[at : at + 2]
        if letters.isalpha() and letters[0] != letters[1]:
            yield Edit(at, at + 2, letters[::-1])


def space_in_link(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Write a space between the text of a link and its URL."""
    for found in re.finditer(r"\](?=\(https?://)", document.source.text):
        yield Edit(found.end(), found.end(), " ")


def lost_parenthesis(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Leave out the last parenthesis of a link."""
    for found in re.finditer(r"\]\(https?://[^\s()]+(?P<close>\))", document.source.text):
        yield Edit(*found.span("close"), "")


def earlier_year(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Write a year three to five years before the arXiv id of the entry."""
    for entry in document.entries:
        is_preprint = any(one.scheme == "arxiv" for one, _ in entry.works)
        if is_preprint and entry.year and entry.year.span.text == str(entry.year.value):
            yield Edit(entry.year.span.start, entry.year.span.end, str(entry.year.value - chance.randint(3, 5)))


def repeated_entry(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Write an entry once more, after another one of its section."""
    for section in document.sections:
        entries = [entry for entry in document.entries_in(section) if entry.kind.is_item or entry.kind.is_row]
        for entry in entries[:-1]:
            last, text = entries[-1], document.source.text
            if "\n" not in entry.span.text.strip():
                start, end = text.rfind("\n", 0, entry.span.start) + 1, text.find("\n", entry.span.end)
                at = text.find("\n", last.span.end)
                if min(end, at) > 0:
                    yield Edit(at, at, "\n" + text[start:end])


def broken_anchor(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Add a letter to the anchor that a link leads to."""
    for found in re.finditer(r"\]\(#[\w-]+(?=\))", document.source.text):
        yield Edit(found.end(), found.end(), chance.choice("qxz"))


def wrong_label(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Let the link that is called code lead to the paper."""
    for entry in document.entries:
        paper = next((link.url for one, link in entry.works if one.scheme == "arxiv"), None)
        for link in entry.links:
            if paper and link.kind == "inline" and role_of(link.label) == "code" and link.url != paper:
                yield Edit(link.url_span.start, link.url_span.end, paper)


def authors_by_commas(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Join the authors of a citation by commas."""
    for citation in document.citations:
        author = citation.get("author")
        if author is not None and author.raw.count(" and ") > 1 and "\n" not in author.value_span.text:
            span = author.value_span
            yield Edit(span.start, span.end, span.text.replace(" and ", ", "))


def lost_brace(document: Document, chance: random.Random) -> Iterator[Edit]:
    """Leave out the brace that ends a value of a citation."""
    for citation in document.citations:
        for found in re.finditer(r"\}(?=,?\n)", citation.span.text):
            yield Edit(citation.span.start + found.start(), citation.span.start + found.end(), "")


FAULTS: dict[str, Fault] = {
    "arXiv id of another entry": other_id,
    "misspelt host": misspelt_host,
    "space between text and URL": space_in_link,
    "lost closing parenthesis": lost_parenthesis,
    "year before the arXiv id": earlier_year,
    "entry repeated in its section": repeated_entry,
    "broken anchor": broken_anchor,
    "label of code on the paper": wrong_label,
    "authors joined by commas": authors_by_commas,
    "lost brace in BibTeX": lost_brace,
}


def is_found(text: str, edit: Edit, path: str, before: Counter[tuple[str, str]]) -> bool:
    """Say whether a new error or warning touches the lines of a fault."""
    changed = text[: edit.start] + edit.text + text[edit.end :]
    first = changed.count("\n", 0, edit.start) + 1
    last = first + edit.text.count("\n")
    now: Counter[tuple[str, str]] = Counter()
    for finding in grave(changed, path):
        key = kind_of(finding)
        now[key] += 1
        places = [finding.span, *(related.span for related in finding.related)]
        if now[key] > before[key] and any(first - 1 <= span.line <= last + 1 for span in places):
            return True
        if now[key] > before[key] and key not in before and any(first - 3 <= span.line <= last + 3 for span in places):
            return True
    return False


def grave(text: str, path: str) -> list[Finding]:
    """Return the errors and warnings of a text."""
    return [finding for finding in check_text(text, path).findings if finding.severity is not Severity.NOTE]


def kind_of(finding: Finding) -> tuple[str, str]:
    """Return what two findings have in common that tell the same of the same words."""
    return finding.rule, finding.span.text


def recall(files: Sequence[tuple[str, str]], each: int, seed: int) -> dict[str, tuple[int, int]]:
    """Return by kind of fault how many were found, and how many were put in."""
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for path, text in files:
        document = read_document(Source(path, text))
        before = Counter(map(kind_of, grave(text, path)))
        for kind, fault in FAULTS.items():
            chance = random.Random(f"{seed} {path} {kind}")
            edits = list(fault(document, chance))
            for edit in chance.sample(edits, min(each, len(edits))):
                total[kind] += 1
                found[kind] += is_found(text, edit, path, before)
    return {kind: (found[kind], total[kind]) for kind in FAULTS if total[kind]}


def coverage(files: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield a table of what is read of each list, and what is found as it is."""
    yield "| list | entries | named by an identifier | with a citation | not read | errors | warnings | notes |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for path, text in files:
        document = read_document(Source(path, text))
        whole = check_text(text, path)
        severities = Counter(finding.severity for finding in fold_habits(whole, whole.shared).findings)
        entries: Sequence[Entry] = document.entries
        counts = (
            len(entries), sum(bool(entry.works) for entry in entries), sum(bool(entry.all_citations) for entry in entries),
            len(document.unread), severities[Severity.ERROR], severities[Severity.WARNING], severities[Severity.NOTE],
        )  # fmt: skip
        yield f"| {path} | {' | '.join(map(str, counts))} |"


def judged() -> Iterator[str]:
    """Yield a table of how many findings people judged, and how many of them were right."""
    yield "| lists | date | version | findings | judged | right | share |"
    yield "|---|---|---|---|--:|--:|--:|"
    for row in known()["judged"]:
        for severity in ("errors", "warnings"):
            right, total = row[severity]
            share = f"{right / total:.0%}" if total else "–"
            yield f"| {row['lists']} | {row['date']} | {row['version']} | {severity} | {total} | {right} | {share} |"


def earlier_recall() -> Iterator[str]:
    """Yield a table of the faults that were found in lists which are not kept here."""
    yield "| lists | date | version | fault | found | put in |"
    yield "|---|---|---|---|--:|--:|"
    for row in known()["recall"]:
        for fault, (hits, total) in row["faults"].items():
            yield f"| {row['lists']} | {row['date']} | {row['version']} | {fault} | {hits} | {total} |"


def known() -> dict[str, list[dict[str, Any]]]:
    """Return what was judged and measured before."""
    return tomllib.loads(JUDGED.read_text(encoding="utf-8"))


def report(files: Sequence[tuple[str, str]], each: int, seed: int) -> str:
    """Return the tables of the page."""
    found = recall(files, each, seed)
    rows = [f"| {kind} | {hits} | {total} | {hits / total:.0%} |" for kind, (hits, total) in found.items()]
    hits, total = (sum(pair[index] for pair in found.values()) for index in (0, 1))
    return "\n".join(
        [
            f"litlint {__version__}; seed {seed}, at most {each} faults of a kind in a file.\n",
            "## What is read\n", *coverage(files), "",
            "## Faults put in, one at a time\n",
            "| fault | found | put in | share |", "|---|--:|--:|--:|", *rows,
            f"| all | {hits} | {total} | {hits / max(1, total):.0%} |", "",
            "## The same, on public lists that are not kept here\n", *earlier_recall(), "",
            "## How right the findings are\n", *judged(), "",
        ]
    )  # fmt: skip


def files_of(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Return the lists below some paths, each by name with its text; line ends are kept."""
    found = [
        file for path in paths for file in ([path] if path.is_file() else sorted(path.rglob("*"))) if file.is_file()
    ]
    root = ROOT if all(file.is_relative_to(ROOT) for file in found) else None
    texts = [(file, file.read_bytes().decode("utf-8", "replace")) for file in found if file.suffix in ENDINGS]
    named = [(file.relative_to(root).as_posix() if root else file.as_posix(), text) for file, text in texts]
    return [(path, text) for path, text in named if is_list(read_document(Source(path, text)))]


def is_list(document: Document) -> bool:
    """Say whether a file holds works: entries or citations."""
    return bool(document.entries or document.citations)


def main() -> None:
    """Measure, and print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    text = report(files_of(options.paths or [ROOT / "lists"]), options.each, options.seed)
    if options.write:
        head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n{text}{END}{rest.partition(END)[2]}", encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
