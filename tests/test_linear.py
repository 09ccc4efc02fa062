"""The law that work grows no faster than the text: counted in calls, on texts of one size and of four times that size."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from types import FrameType

import pytest

from litlint import rules
from litlint.__main__ import main
from litlint.engine.check import check
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Report
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.report import Style, formats, load
from litlint.settings_schema import Key
from litlint.workspace.config import read_config
from litlint.workspace.discover import list_styles

CONFIG = read_config({}, Key("none"))
RULES = [kind() for kind in rules.discover()]
SIZE, TIMES = 1500, 4
MOST = 1.35 * TIMES  # quadratic work would be TIMES times as much again


def repeated(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def numbered(unit: str) -> Callable[[int], str]:
    return lambda size: "".join(unit.replace("№", f"{number:05d}") for number in range(size // len(unit)))


TEXTS: dict[str, Callable[[int], str]] = {
    "brackets": repeated("["),
    "links in links": repeated("[a]("),
    "links": repeated("[a](b) "),
    "spaced links": repeated("[x] (https://a.org) (x)[https://b.org] "),
    "open parentheses": lambda size: "[a](https://x.org/" + "(" * size,
    "emphasis": repeated("*a_"),
    "strong": repeated("**a "),
    "ticks": repeated("`a ``b "),
    "tags": repeated('<a href="'),
    "comments": repeated("<!--"),
    "details": repeated("<details>\n"),
    "quotes": repeated("> > > a\n"),
    "cells": lambda size: "|a|b|\n|-|-|\n" + numbered("|[Work № of many](https://x.org/№)|x|y|\n")(size),
    "pipes": repeated("|"),
    "headings": numbered("## Part №\n\n[x](#part-№)\n\n"),
    "anchors of a word": numbered("## Part №\n\n[x](#part)\n\n"),
    "missing anchors": numbered("## Part №\n\n[x](#pert-№)\n\n"),
    "missing files": numbered("- [File №](docs/f№.md)\n"),
    "definitions": numbered("[r№]: https://x.org/№\n"),
    "footnotes": numbered("[^№] "),
    "one work": repeated("- [A Study of Gardens in Towns](https://arxiv.org/abs/2001.01234)\n"),
    "one title": numbered("- [A Study of Gardens in Towns](https://x.org/№)\n"),
    "one identifier": numbered("- [Study № of Gardens](https://arxiv.org/abs/2001.01234)\n"),
    "works": numbered("- [Study № of Gardens](https://arxiv.org/abs/2001.№)\n"),
    "numbers": numbered("1. [Study № of Gardens](https://x.org/№)\n"),
    "labels": numbered("- Study № of Gardens [[papre]](https://x.org/№)\n"),
    "labels without a link": lambda size: (
        "- [z](https://x.org/z) "
        + "".join(numbered(unit)(size // 4) for unit in ("[L№x](https://x.org/№) " * 3, "[L№x] "))
    ),
    "directives": repeated("<!-- litlint: allow dead-link (why) -->\n\n"),
    "authors": lambda size: "```bibtex\n@misc{a,author={" + "Ann Lee, " * (size // 9) + "},title={x}}\n```\n",
    "braces": lambda size: "```bibtex\n@misc{a,\n" + "{" * size,
    "unclosed citations": lambda size: "```bibtex\n" + "@misc{a,title={" * (size // 15) + "\n```\n",
    "one key": lambda size: "```bibtex\n" + numbered("@misc{key,title={Work № of many}}\n")(size) + "```\n",
    "hidden characters": repeated("\u00a0\u200b"),
    "carriage returns": repeated("a\r"),
    "dates": repeated("2024,0104 "),
    "cells over rows": lambda size: "<table>" + "<tr><td rowspan=999>a</td>" * (size // 26) + "</table>\n",
    "cells over columns": lambda size: "<table><tr>" + "<td colspan=99>a</td>" * (size // 21) + "</table>\n",
    "names in a line": lambda size: "- " + "Jane Doe, John Roe and Ann Poe, " * (size // 32) + "\n",
    "works in words": numbered("- Doe et al. **Study № of Gardens.** ICML, 2020.\n\n"),
    "asides": lambda size: (
        "- [A Study of Ants](https://arxiv.org/abs/2001.01234) " + "(of an ICML 2020 " * (size // 17)
    ),
    "braces for parentheses": repeated("[a]{https://x.org/"),
    "URLs that take in brackets": repeated("[pdf(https://x.org/(a] "),
    "bare URLs": repeated("论文：https://a.org，"),
}


def count_calls(work: Callable[[], object]) -> int:
    """Do something, and count the calls of functions."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def read_and_check(text: str) -> Report:
    """Read and check a text by every rule."""
    documents = (read_document(Source("list.md", text)),)
    workspace = Workspace(documents, frozenset({"list.md"}), ".", list_styles(documents, CONFIG))
    report = check(workspace, RULES, CONFIG, Facts(date(2025, 6, 1)))
    assert report.problems == ()
    return report


def calls(text: str) -> int:
    return count_calls(lambda: read_and_check(text))


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_takes_four_times_the_calls(name: str) -> None:
    text = TEXTS[name]
    calls(text(SIZE))  # fills the caches, and imports what is imported late
    none, once, more = calls(""), calls(text(SIZE)), calls(text(SIZE * TIMES))
    assert more - none <= MOST * (once - none) + 1000


# Lists in which every line has something to report, and one in which all is in one line.
FAULTY: dict[str, Callable[[int], str]] = {
    "a fault a line": numbered("- [Study № of Gardens](http://arxiv.org/abs/2013.№?utm_source=x), ICML 2020\n"),
    "lines that end as on Windows": numbered("- [Study № of Gardens](http://arxiv.org/abs/2013.№), ICML 2020\r\n"),
    "faults in one line": repeated("[a] (http://arxiv.org/abs/2013.01234) "),
}


# A report may repeat a line for each of its findings as long as the line is short, so that one is longer than that.
SIZES = dict.fromkeys(FAULTY, SIZE) | {"faults in one line": 12_000}


@lru_cache(maxsize=2)
def reports_on(text: str) -> tuple[Report, Report]:
    return read_and_check(FAULTY[text](SIZES[text])), read_and_check(FAULTY[text](SIZES[text] * TIMES))


@pytest.mark.parametrize("format", formats())
@pytest.mark.parametrize("text", FAULTY)
def test_reports_grow_no_faster_than_what_is_found(text: str, format: str) -> None:  # noqa: A002 - what it is called
    write, reports = load(format), (Report(), *reports_on(text))
    write(reports[1], Style())
    none, once, more = (count_calls(partial(write, report, Style())) for report in reports)
    assert more - none <= MOST * (once - none) + 1000
    _, small, large = (len(write(report, Style())) for report in reports)
    assert large <= MOST * small + 10_000


CITED = numbered("@misc{doe2020, title={Study № of Gardens}, author={Jane Doe}, year={2020}}\n")
COMMANDS = {
    "check --diff --unsafe-fixes": ("list.md", FAULTY["a fault a line"]),
    "check --statistics": ("list.md", FAULTY["a fault a line"]),
    "entries": ("list.md", TEXTS["works"]),
    "export": ("list.md", TEXTS["works"]),
    "export --output refs.bib": ("list.md", TEXTS["one title"]),
    "export --format csl-json": ("papers.bib", CITED),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_take_four_times_the_calls(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: object
) -> None:
    path, text = COMMANDS[command]
    monkeypatch.chdir(tmp_path)

    def run(size: int) -> int:
        (tmp_path / path).write_text(text(size), encoding="utf-8", newline="")
        codes: list[int] = []
        count = count_calls(lambda: codes.append(main(command.split())))
        assert codes[0] in (0, 1), "the command did not run"
        return count

    run(SIZE)  # fills the caches, and imports what is imported late
    none, once, more = run(0), run(SIZE), run(SIZE * TIMES)
    assert more - none <= MOST * (once - none) + 1000
