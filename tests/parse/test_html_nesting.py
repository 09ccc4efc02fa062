"""Elements of HTML that nothing closes as meant."""

from __future__ import annotations

import pytest

from litlint.model.source import Source
from litlint.parse.html_nesting import unclosed_elements
from litlint.parse.markdown import read_blocks


@pytest.mark.parametrize(
    ("text", "unclosed"),
    [
        ("<details><summary>Ponds</summary>\n\n- a\n\n</details>\n", []),
        ("<details><summary>Ponds</summary>\n\n- a\n", ["details"]),
        ("<table><tr><td>a<td>b</table>\n", []),
        ("<p align=center>ponds\n\nmoss\n", []),
        ("a <b>bold</b> word<br>and an <img src=x.png>\n", []),
        ("`<details>` in code\n", []),
    ],
)
def test_unclosed_elements(text: str, unclosed: list[str]) -> None:
    found = unclosed_elements(read_blocks(Source("list.md", text)))
    assert [name for name, _ in found] == unclosed
    for name, place in found:
        assert place.text.startswith(f"<{name}")
