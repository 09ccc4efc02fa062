"""``check --since`` over the history of two lists: no old finding returns, whatever an edit moves, and no new one is lost."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from litlint.__main__ import main
from tests.repository import Repository

pytestmark = pytest.mark.slow

HISTORIES, EDITS = 4, 50
WORDS = (
    "garden river tape kernel bridge lantern orbit meadow copper violin harbour glacier saffron pepper willow".split()
)
Output = pytest.CaptureFixture[str]
Found = list[tuple[str, str]]


class Lists:
    """Two lists of entries below headings, and the random edits that they go through.

    A faulty entry names an arXiv id of a month that is none; ``mended`` are those that were put right.
    """

    def __init__(self, seed: int) -> None:
        self.draw, self.made = random.Random(seed), 0
        self.mended: list[str] = []
        self.names = ["README.md", "more.md"]
        self.headings = [["Gardens", "Rivers"], ["Tapes", "Bridges"]]
        self.entries = [[[self.entry(n == 0) for n in range(5)] for _ in range(2)] for _ in range(2)]
        self.indent, self.marker, self.gap = "", "-", ""

    def entry(self, faulty: bool) -> str:
        self.made += 1
        title = " ".join(self.draw.sample(WORDS, 4)).title()
        name = f"https://arxiv.org/abs/{2013 if faulty else 2001}.{self.made:05d}"
        authors = "Doe, Jane, Roe, Richard" if faulty else "Doe, Jane and Roe, Richard"
        cited = f"@misc{{key{self.made}, title={{{title} {self.made}}}, author={{{authors}}}, year={{2020}}}}"
        return f"[{title} {self.made}]({name}), 2020\n\n```bibtex\n{cited}\n```\n"

    def text(self, number: int) -> str:
        lines = [f"# List {number}\n"]
        for heading, entries in zip(self.headings[number], self.entries[number], strict=True):
            lines.append(f"\n## {heading}\n{self.gap}")
            for entry in entries:
                first, *rest = entry.splitlines()
                inner = " " * (len(self.indent) + 2)
                lines.append(f"\n{self.indent}{self.marker} {first}")
                lines += [f"{inner}{line}" if line else "" for line in rest]
        return "\n".join(lines) + "\n"

    def somewhere(self) -> list[str]:
        return self.draw.choice([section for sections in self.entries for section in sections if section])

    def move(self) -> None:
        entry = (section := self.somewhere()).pop(self.draw.randrange(len(section)))
        target = self.somewhere()
        target.insert(self.draw.randrange(len(target) + 1), entry)

    def sort(self) -> None:
        self.somewhere().sort(reverse=self.draw.random() < 0.5)

    def reindent(self) -> None:
        self.indent, self.marker = self.draw.choice(["", " "]), self.draw.choice("-*+")
        self.gap = self.draw.choice(["", "\n"])

    def rename_list(self) -> None:
        self.names[self.draw.randrange(2)] = f"list{self.draw.randrange(10**6)}.md"

    def rename_section(self) -> None:
        headings = self.draw.choice(self.headings)
        headings[self.draw.randrange(2)] = f"On {self.draw.choice(WORDS)} {self.draw.randrange(10**6)}"

    def swap_sections(self) -> None:
        number = self.draw.randrange(2)
        self.entries[number].reverse()
        self.headings[number].reverse()

    def rename_entry(self) -> None:
        """Call an entry otherwise; its faults, which lie elsewhere in it, are old."""
        section = self.somewhere()
        at = self.draw.randrange(len(section))
        section[at] = section[at].replace("[", "[On ", 1).replace("title={", "title={On ", 1)

    def mend(self) -> None:
        """Mend the link of a faulty entry; what is wrong with its authors is old."""
        for sections in self.entries:
            for section in sections:
                for at, entry in enumerate(section):
                    if "/2013." in entry:
                        self.mended.append(entry.split("/abs/")[1][:10])
                        section[at] = entry.replace("/2013.", "/2001.")
                        return

    def add_good(self) -> None:
        self.somewhere().append(self.entry(faulty=False))

    def add_faulty(self) -> None:
        section = self.somewhere()
        section.insert(self.draw.randrange(len(section) + 1), self.entry(faulty=True))


EDIT_NAMES: list[Callable[[Lists], None]] = [
    Lists.move, Lists.sort, Lists.reindent, Lists.rename_list, Lists.rename_section, Lists.swap_sections,
    Lists.rename_entry, Lists.mend, Lists.add_good, Lists.add_faulty,
]  # fmt: skip


def faults(number: int) -> Found:
    """Return what is wrong with the faulty entry of a number."""
    return [("arxiv-id-shape", f"2013.{number:05d}"), ("author-separator", f"key{number}")]


def found(repository: Repository, capsys: Output, *arguments: str) -> Found:
    """Return the rules of what is reported, each with the words that tell which entry it is in."""
    assert main(["check", "--output-format", "json", *arguments]) in (0, 1)
    rows = json.loads(capsys.readouterr().out)["findings"]
    told = []
    for row in rows:
        line = repository.read(row["path"]).splitlines()[row["line"] - 1]
        told.append((row["rule"], line.split("{")[1].split(",")[0] if "@misc" in line else line.split("/abs/")[1][:10]))
    return sorted(told)


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_each_commit_is_told_its_own_faults_and_no_others(
    seed: int, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, lists = Repository(tmp_path / "papers"), Lists(seed)

    def write() -> None:
        for file in repository.root.glob("*.md"):
            file.unlink()
        for number, name in enumerate(lists.names):
            repository.write(name, lists.text(number))

    write()
    monkeypatch.chdir(repository.root)
    start = repository.settle()
    old = found(repository, capsys)
    assert len(old) == 8
    added: Found = []
    edits = [EDIT_NAMES[number % len(EDIT_NAMES)] for number in range(EDITS)]
    lists.draw.shuffle(edits)
    for edit in edits:
        edit(lists)
        write()
        expected = faults(lists.made) if edit is Lists.add_faulty else []
        assert found(repository, capsys, "--since", "HEAD") == expected, edit.__name__
        added += expected
        repository.settle()
    mended = {("arxiv-id-shape", identifier) for identifier in lists.mended}
    assert len(added) >= 10 > len(mended) > 0
    assert found(repository, capsys, "--since", start) == sorted(set(added) - mended)
    assert found(repository, capsys) == sorted({*old, *added} - mended)
