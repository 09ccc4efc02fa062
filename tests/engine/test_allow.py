"""Findings are allowed by a directive in the form that their place needs, and the list stays what it is."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from litlint.engine.allow import allow
from litlint.engine.check import check
from litlint.errors import UsageError
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.workspace.config import Config

LOOK = partial(check, rules=Config().chosen_rules(), config=Config(), facts=Facts(date(2025, 6, 1)))
TABLE = """\
| Title | Paper |
|---|---|
| Fog Bells | [pdf](https://arxiv.org/abs/2104.17001) |
| Rope Walks | [pdf](http://arxiv.org/abs/2104.17002) |
| Net Lofts | [pdf](https://arxiv.org/abs/2104.17003) |
"""
ITEMS = """\
1. [Fog Horns](https://arxiv.org/abs/2104.17018), ACL 2021
2. [Rope Ways](https://arxiv.org/abs/2104.17019), ACL 2021
4. [Net Works](https://arxiv.org/abs/2104.17020), ACL 2021
5. [Tide Tables](https://arxiv.org/abs/2104.17021), ACL 2021
"""
HEADING = """\
# Papers

#### A Study of Gardens

paper link: [here](https://arxiv.org/abs/2001.01234)

```bibtex
@misc{doe2020,
  title = {A Study of Gardens},
  author = {Jane Doe},
  month = {},
  year = {2020},
}
```
"""
BIB = "@misc{doe2020,\n  title = {A Study of Gardens},\n  author = {Jane Doe},\n  month = {},\n  year = {2020},\n}\n"

CASES = [
    (
        "list.md",
        TABLE,
        4,
        "insecure-url",
        "[pdf](http://arxiv.org/abs/2104.17002) <!-- litlint: allow insecure-url (why) --> |\n",
    ),
    ("list.md", ITEMS, 3, "numbering", "ACL 2021 <!-- litlint: allow numbering (why) -->\n5."),
    ("list.md", HEADING, 11, "bibtex-empty-field", "<!-- litlint: allow bibtex-empty-field (why) -->\n"),
    ("refs.bib", BIB, 4, "bibtex-empty-field", "% litlint: allow bibtex-empty-field (why)\n@misc{doe2020,"),
]


def workspace(path: str, text: str) -> Workspace:
    return Workspace((read_document(Source(path, text)),))


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("path", "text", "line", "rule", "written"), CASES)
def test_a_directive_has_the_form_that_its_place_needs(
    path: str, text: str, line: int, rule: str, written: str, newline: str
) -> None:
    text, written = text.replace("\n", newline), written.replace("\n", newline)
    before = LOOK(workspace(path, text))
    result = allow(workspace(path, text), path, line, [rule], "why", LOOK)
    assert written in result.source.text
    after = LOOK(workspace(path, result.source.text))
    assert {finding.rule for finding in after.allowed} == {rule}
    assert len(after.findings) == len(before.findings) - 1
    assert result.source.text.replace(" <!-- litlint: allow", "<!-- litlint: allow").count("litlint: allow") == 1


def test_a_reason_cannot_end_the_comment() -> None:
    result = allow(workspace("list.md", TABLE), "list.md", 4, [], "as --> it is", LOOK)
    assert result.source.text.count("-->") == 1
    assert not LOOK(workspace("list.md", result.source.text)).findings


@pytest.mark.parametrize(("line", "rules"), [(1, []), (4, ["numbering"])])
def test_what_is_not_found_cannot_be_allowed(line: int, rules: list[str]) -> None:
    with pytest.raises(UsageError, match="has no finding"):
        allow(workspace("list.md", TABLE), "list.md", line, rules, "why", LOOK)
