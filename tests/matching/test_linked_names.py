"""Links that bullets and paragraphs begin with: which of them lead to one page under one name."""

from __future__ import annotations

import pytest

from litlint.matching.linked_names import repeated_names
from litlint.model.source import Source
from litlint.parse.document import read_document


def repeated(text: str) -> list[str]:
    return [link.text for _, link in repeated_names(read_document(Source("list.md", text)))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[Pond Keeping](https://gardens.org/ponds)", "[Pond keeping](https://gardens.org/ponds/)"),
        (
            "[Pond Keeping for Beginners](https://gardens.org/ponds)",
            "[Pond Keeping, an Introduction](https://gardens.org/ponds)",
        ),
        ("[garden-quant](https://github.com/doe/Garden-Quant)", "[Garden-Quant](https://github.com/doe/garden-quant/)"),
    ],
)
def test_one_page_under_one_name(one: str, other: str) -> None:
    assert len(repeated(f"## Courses\n\n- {one}\n- {other}\n")) == 1
    assert repeated(f"## Courses\n\n- {one}\n\n## Other courses\n\n- {other}\n") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[Lawns](https://gardens.org/2020)", "[Hedges](https://gardens.org/2020)"),
        ("[Lawn talks 2020](https://gardens.org/talks)", "[Lawn talks 2021](https://gardens.org/talks)"),
        ("[Lawn data](https://gardens.org/data#lawn)", "[Lawn data](https://gardens.org/data#hedge)"),
        ("[Docker images](https://docker.com/a) must be installed", "[Docker images](https://docker.com/a) are needed"),
        ("[[code]](https://github.com/doe/lawn)", "[[code]](https://github.com/doe/lawn)"),
    ],
)
def test_two_things(one: str, other: str) -> None:
    assert repeated(f"## Courses\n\n- {one}\n- {other}\n") == []
