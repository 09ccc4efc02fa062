"""Labels that announce what is to come, and labels that name a site."""

from __future__ import annotations

import pytest

from litlint.metadata.labels import is_announcement, leads_to_site, site_of


@pytest.mark.parametrize(
    "text",
    [
        "Coming soon",
        "code (to be released)",
        "TBA",
        "代码即将开源",
        "Código: próximamente",
        "コード準備中",
        "N/A",
        "Demnächst",
    ],
)
def test_what_is_announced(text: str) -> None:
    assert is_announcement(text)


def test_what_is_not_announced() -> None:
    assert not any(map(is_announcement, ("Sooner or Later", "Paper", "tbank", "Notes on yeast")))


@pytest.mark.parametrize(
    ("label", "site"),
    [("GitHub", "GitHub"), ("hugging face", "Hugging Face"), ("HuggingFace model", "Hugging Face"), ("Paper", None),
     ("Mining arXiv for gardens", None)],
)  # fmt: skip
def test_the_site_that_a_label_names(label: str, site: str | None) -> None:
    assert site_of(label) == site


def test_a_site_has_several_addresses() -> None:
    assert leads_to_site("YouTube", "https://youtu.be/a1", "youtu.be")
    assert leads_to_site("PubMed", "https://t.co/a1", "t.co")
    assert not leads_to_site("YouTube", "https://github.com/doe/a", "github.com")
