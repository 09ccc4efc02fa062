"""Values of equal texts are equal, and survive the way to another process; places convert to those of editors."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.engine.check import check
from litlint.model.document import Document, Workspace
from litlint.model.facts import Facts
from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.workspace.config import Config

LIST = """\
# Papers

- [A Study of Ants](https://www.arxiv.org/abs/2001.01234v1), 2020 [[code](https://github.com/doe/ants)]
- [A Study of Bees](http://arxiv.org/abs/2001.01235), 2020 [[code](https://github.com/doe/ants)]

| Title | Paper |
|---|---|
| Fog Bells | [pdf](http://arxiv.org/abs/2104.17001) |

#### Lamps

paper link: [here](https://arxiv.org/abs/2001.04321)

```bibtex
@misc{doe2020, title = {Lamps}, author = {Jane Doe, Ann Roe}, year = {2020}, eprint = {2001.04321}}
```
"""


def read(text: str = LIST) -> Document:
    return read_document(Source("list.md", text))


def test_the_same_text_gives_equal_values() -> None:
    one, other = read(), read(LIST[:0] + LIST)
    assert one == other
    assert hash(one) == hash(other)
    assert one.entries == other.entries
    assert one.links == other.links
    assert one.citations == other.citations
    assert {link.span for link in one.links} == {link.span for link in other.links}
    assert one != read(LIST.replace("Lamps", "Lamp"))


def test_findings_are_equal_and_carry_what_they_are_about() -> None:
    rules = Config().chosen_rules()
    one, other = (check(Workspace((read(),)), rules, Config(), Facts(date(2025, 6, 1))).findings for _ in range(2))
    assert one == other
    assert one
    assert [finding.fingerprint for finding in one] == [finding.fingerprint for finding in other]
    assert all(finding.subject and finding.fingerprint for finding in one)


def test_all_of_it_survives_pickling() -> None:
    workspace = Workspace((read(),))
    report = check(workspace, Config().chosen_rules(), Config(), Facts(date(2025, 6, 1)))
    there, told = pickle.loads(pickle.dumps((workspace, report)))  # noqa: S301 - our own bytes
    assert there == workspace
    assert told.findings == report.findings
    assert [finding.subject for finding in told.findings] == [finding.subject for finding in report.findings]


@given(st.text(st.sampled_from("a\n\ré😀\u2028𝔘"), max_size=30), st.data())
def test_places_of_editors_and_back(text: str, data: st.DataObject) -> None:
    source = Source("a.md", text)
    offset = data.draw(st.integers(0, len(text)).filter(lambda at: text[at - 1 : at + 1] != "\r\n"))
    line, character = source.utf16_position(offset)
    lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert line == len(lines) - 1
    assert character == len(lines[-1].encode("utf-16-le")) // 2
    assert source.offset_of_utf16(line, character) == offset


@pytest.mark.parametrize(("line", "character", "offset"), [(0, 99, 1), (1, 99, 4), (9, 0, 4), (1, 1, 3)])
def test_a_place_beyond_the_end_is_the_end(line: int, character: int, offset: int) -> None:
    assert Source("a.md", "a\nbc").offset_of_utf16(line, character) == offset


def test_the_end_of_a_line_is_before_its_line_end() -> None:
    assert Source("a.md", "a\r\nb").offset_of_utf16(0, 99) == 1
