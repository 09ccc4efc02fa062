"""Impossible identifiers are found in every family of entry, at just the identifier."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint import rules
from litlint.engine.walk import walk
from litlint.model.document import Workspace
from litlint.model.facts import Facts
from litlint.model.finding import Finding
from litlint.model.source import Source
from litlint.parse.document import read_document

FACTS = Facts(date(2025, 6, 1))
FAMILIES = {
    "A": "#### A Small Study of Gardens\n\npaper link: [here]({url})\n",
    "A, bold": "**A Small Study of Gardens**\n\n- Paper: {url}\n- Code: https://github.com/doe/gardens\n",
    "B": "- [A Small Study of Gardens]({url})\n  - Jane Doe\n  - Code: [x](https://github.com/doe/gardens)\n",
    "C": "- [A Small Study of Gardens]({url}), Doe\n",
    "D": "- A Small Study of Gardens <br> GARDEN 2023 [[Paper]]({url}) [[Code](https://github.com/doe/gardens)]\n",
    "E": "1. **A Small Study of Gardens.** *Jane Doe.* GARDEN. [[pdf]({url})]\n",
    "F": "| Title | Paper |\n|---|---|\n| A Small Study of Gardens | [link]({url}) |\n",
    "G": "**A Small Study of Gardens** \\\n*Jane Doe* \\\nGARDEN. [[Paper]({url})] \\\n1 Jan 2023\n",
    "H": "<table>\n<tr><td>1</td><td><a href=\"{url}\">A Small Study of Gardens</a></td></tr>\n</table>\n",
    "definition": "- [A Small Study of Gardens][1]\n\n[1]: {url}\n",
    "autolink": "- A Small Study of Gardens <{url}>\n",
}  # fmt: skip
FORMS = ("https://arxiv.org/abs/{}", "https://arxiv.org/pdf/{}.pdf", "http://www.arxiv.org/pdf/{}", "https://ar5iv.org/abs/{}",
         "https://huggingface.co/papers/{}", "https://arxiv.org/html/{}#S1", "https://doi.org/10.48550/arXiv.{}")  # fmt: skip


def findings(text: str, name: str) -> list[Finding]:
    workspace = Workspace((read_document(Source("list.md", text)),))
    return list(walk(workspace, [rules.load(name)()], FACTS).findings.values())


@pytest.mark.parametrize("family", FAMILIES)
@given(
    st.sampled_from(FORMS),
    st.sampled_from(["2313.01234", "2301.0123", "2301.012345", "2300.01234", "2506.00000", "2507.01234"]),
)
def test_an_impossible_id_is_found_in_every_family(family: str, form: str, identifier: str) -> None:
    found = findings(FAMILIES[family].format(url=form.format(identifier)), "arxiv-id-shape")
    assert {finding.span for finding in found if finding.span.text == identifier} == {finding.span for finding in found}
    assert len({finding.span for finding in found}) == 1


@pytest.mark.parametrize("family", FAMILIES)
@given(st.sampled_from(FORMS), st.integers(1, 12), st.integers(1, 99999), st.sampled_from(["", "v1", "v12"]))
def test_a_possible_id_is_left_alone(family: str, form: str, month: int, number: int, version: str) -> None:
    text = FAMILIES[family].format(url=form.format(f"23{month:02}.{number:05}{version}"))
    assert findings(text, "arxiv-id-shape") == []


@pytest.mark.parametrize(
    "written",
    [
        "arXiv:2301.01234", "arXiv 2301.01234v2", "arXiv:cs/0112017", "arXiv 2023", "arXiv 2023.05", "arXiv 2024.0104",
        "Arxiv2023", "10.1145/3600006.3613165", "arxiv.org", "arXiv:XXXX.XXXXX", "arXiv:1234.56789", "`arXiv:2301.0123`",
        "arXiv, 2301", "version 2301.0123", "arXiv (12.2023)",
    ],
)  # fmt: skip
def test_what_is_no_faulty_id_in_prose_is_left_alone(written: str) -> None:
    assert (
        findings(f"- A Small Study of Gardens. {written}. [[code](https://github.com/a/b)]\n", "arxiv-id-shape") == []
    )


@pytest.mark.parametrize("written", ["arXiv:2301.0123", "arXiv preprint arXiv:2301.012345", "(arXiv 2313.01234)"])
def test_a_faulty_id_in_prose_is_found(written: str) -> None:
    text = f"- A Small Study of Gardens. {written}. [[code](https://github.com/a/b)]\n"
    assert len(findings(text, "arxiv-id-shape")) == 1


def test_a_neighbouring_id_of_the_entry_is_named() -> None:
    text = (
        "#### A Small Study of Gardens\n\npaper link: [here](https://arxiv.org/abs/2301.0123)\n\n"
        "```bibtex\n@misc{doe2023small, title={A Small Study of Gardens}, eprint={2301.01234}, archivePrefix={arXiv}}\n```\n"
    )
    (found,) = findings(text, "arxiv-id-shape")
    assert found.help is not None
    assert "2301.01234" in found.help


@given(st.integers(0, 11), st.integers(0, 9))
def test_a_changed_digit_of_an_isbn_is_found(at: int, digit: int) -> None:
    right = "978030640615"
    isbn = right[:at] + str(digit) + right[at + 1 :] + "7"
    text = f"```bibtex\n@book{{doe, title={{Gardens}}, isbn={{{isbn}}}}}\n```\n"
    assert len(findings(text, "isbn-checksum")) == (isbn != right + "7")


@given(st.text(alphabet="arXiv:.0123456789/ -doi()[]ISBN", max_size=120))
def test_no_text_makes_a_rule_fail(text: str) -> None:
    for name, family in rules.names().items():
        if family == "identifiers":
            findings(f"- [{text}](https://arxiv.org/abs/{text}) arXiv:{text} ISBN {text}\n", name)
