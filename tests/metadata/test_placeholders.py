"""A placeholder is a whole part of a URL, never a word within a name."""

from __future__ import annotations

import pytest

from litlint.metadata.placeholders import is_placeholder


@pytest.mark.parametrize(
    "url",
    [
        "url",
        "link-to-paper",
        "<paper link>",
        "https://arxiv.org/abs/XXXX.XXXXX",
        "https://arxiv.org/pdf/2401.xxxxx.pdf",
        "https://arxiv.org/abs/...",
        "https://arxiv.org/abs/<id>",
        "https://doi.org/{doi}",
        "https://github.com/xxxx/xxxx",
        "https://github.com/your-username/your-repo",
        "https://openreview.net/forum?id=XXXX",
        "https://example.com/paper.pdf",
        "https://<user>.github.io/gardens",
        "论文链接",
    ],
)
def test_a_gap_is_a_placeholder(url: str) -> None:
    assert is_placeholder(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/Roexxxx/Awesome-Ponds",
        "https://github.com/doe/click-here-net",
        "https://github.com/doe/TBDNet",
        "https://github.com/doe/XXXNet",
        "https://github.com/doe/your-first-garden",
        "https://github.com/doe/gardens/compare/v1...v2",
        "https://xxx-gardens.github.io/",
        "https://gardens-example.com/a",
        "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
        "{{ site.baseurl }}/lawns.html",
        "{% link _posts/trees.md %}",
        "docs/link.md",
    ],
)
def test_a_name_is_not(url: str) -> None:
    assert not is_placeholder(url)
