"""The law that work grows no faster than the text: counted in calls, on texts of one size and of four times that size."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from types import FrameType

import pytest

from litlint import rules
from litlint.engine.check import check
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.source import Source
from litlint.parse.document import read_document
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


def calls(text: str) -> int:
    """Read and check a text by every rule, and count the calls of functions."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        documents = (read_document(Source("list.md", text)),)
        workspace = Workspace(documents, frozenset({"list.md"}), ".", list_styles(documents, CONFIG))
        report = check(workspace, RULES, CONFIG, Facts(date(2025, 6, 1)))
    finally:
        sys.setprofile(None)
    assert report.problems == ()
    return count


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_takes_four_times_the_calls(name: str) -> None:
    text = TEXTS[name]
    calls(text(SIZE))  # fills the caches, and imports what is imported late
    none, once, more = calls(""), calls(text(SIZE)), calls(text(SIZE * TIMES))
    assert more - none <= MOST * (once - none) + 1000
