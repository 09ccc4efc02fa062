"""Tables of contents, and items of them that lead elsewhere than they say."""

from __future__ import annotations

from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.style.contents import contents_items

BODY = "## Ants\n\n## Bees\n\n## Quiet ponds\n\n## Old ladders\n"


def items(contents: str) -> list[list[tuple[tuple[str, ...], str]]]:
    document = read_document(Source("list.md", f"{contents}\n{BODY}"))
    return [[(tuple(item.words), item.fragment) for item in found] for found in contents_items(document)]


CONTENTS = "- [Ants](#ants)\n- [Bees](#bees)\n- [1. Quiet Ponds](#quiet-ponds)\n- [Old ladders](#old-ladders)\n"


def test_a_list_of_links_into_the_document_is_a_table_of_contents() -> None:
    (found,) = items(CONTENTS)
    assert [fragment for _, fragment in found] == ["ants", "bees", "quiet-ponds", "old-ladders"]
    assert found[2][0] == ("quiet", "ponds")
    assert items("- [Ants](https://example.org/ants)\n- [Bees](https://example.org/bees)\n") == []
