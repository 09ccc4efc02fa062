"""A part is about contributing by what it is, not by a word in a title."""

from __future__ import annotations

import pytest

from litlint.model.source import Source
from litlint.parse.document import read_document
from litlint.style.contributor_template import is_contributor_template, is_example

_EXAMPLE = "- [Paper Title](https://arxiv.org/abs/XXXX.XXXXX), Venue Year\n"


def _entries(count: int) -> str:
    return "".join(
        f"- [A Study of Gardens {n} at Night](https://arxiv.org/abs/2001.0{n + 1001})\n" for n in range(count)
    )


def _is_template(text: str, words: str, path: str = "README.md") -> bool:
    document = read_document(Source(path, text))
    at = text.index(words)
    return is_contributor_template(document, document.source.span(at, at + len(words)))


@pytest.mark.parametrize(
    "heading",
    [
        "Contributing",
        "How to contribute 🌱",
        "Adding a paper",
        "Entry format",
        "Template",
        "贡献指南",
        "2. Pull Requests",
    ],
)
def test_a_heading_about_contributing_makes_a_guide(heading: str) -> None:
    assert _is_template(f"# Gardens\n\n## {heading}\n\n{_EXAMPLE}", "Paper Title")


@pytest.mark.parametrize(
    "heading",
    [
        "Template Matching in Gardens",
        "A Contribution to the Theory of Lawns",
        "Conventional Hedges",
        "Clinical Guidelines for Gardeners",
    ],
)
def test_a_title_with_such_a_word_does_not(heading: str) -> None:
    assert not _is_template(
        f"# Gardens\n\n#### {heading}\n\npaper link: [here](https://arxiv.org/abs/2001.00001)\n", "here"
    )
    assert not _is_template(f"# Gardens\n\n## {heading}\n\n{_entries(2)}", "Study")


def test_gaps_to_be_filled_in_make_a_guide_of_a_doubtful_heading() -> None:
    assert _is_template(f"# Gardens\n\n## Please follow this template for new papers\n\n{_EXAMPLE}", "Paper Title")


def test_a_section_of_many_entries_is_a_list() -> None:
    assert not _is_template(f"# Gardens\n\n## Guidelines\n\n{_entries(9)}", "Study")
    assert not _is_template(_entries(9), "Study", path="prompt-templates.md")


@pytest.mark.parametrize("path", ["CONTRIBUTING.md", "docs/how-to-PR.md", ".github/PULL_REQUEST_TEMPLATE.md"])
def test_a_file_for_contributors_is_a_guide(path: str) -> None:
    assert _is_template(_entries(1), "Study", path=path)


def test_a_folder_called_template_is_none() -> None:
    assert not _is_template(_entries(1), "Study", path="template-matching/README.md")


def test_a_link_in_the_text_of_a_guide_is_real() -> None:
    text = f"See [the list](../README.md).\n\n{_entries(1)}"
    document = read_document(Source("docs/CONTRIBUTING.md", text))
    assert [is_example(document, link.span) for link in document.links] == [False, True]
