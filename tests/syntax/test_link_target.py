"""Where links lead that name no site, and what is a site without its scheme."""

from __future__ import annotations

import pytest

from litlint.syntax.link_target import Target, names_site, own_target_of, target_of

TARGETS = {
    "#small%20plants": Target(None, "small plants"),
    "notes/all.md#ants": Target("lists/notes/all.md", "ants"),
    "../README.md": Target("README.md"),
    "/docs/": Target("docs"),
    "../../issues": Target("issues", climbs=1),
    "../../../wiki/Ants": Target("wiki/Ants", climbs=2),
    "https://gardens.org/a": None,
    "//gardens.org/a": None,
    "": None,
}


@pytest.mark.parametrize(("url", "target"), TARGETS.items())
def test_a_path_counts_from_the_document_or_from_the_root(url: str, target: Target | None) -> None:
    assert target_of(url, "lists/plants.md") == target


def test_two_steps_above_the_root_are_the_pages_of_the_repository() -> None:
    pages = [target_of(url, "plants.md") for url in ("../../wiki", "../../gardens", "../wiki")]
    assert [page is not None and page.is_page for page in pages] == [True, False, False]


def test_a_full_address_of_a_file_of_this_repository_is_that_file() -> None:
    for url in (
        "https://github.com/doe/gardens/blob/main/a/b.md#c",
        "https://raw.githubusercontent.com/Doe/Gardens/HEAD/a/b.md#c",
    ):
        assert own_target_of(url, "plants.md", "doe/gardens") == Target("a/b.md", "c")
        assert own_target_of(url, "plants.md", "roe/towns") is None
        assert own_target_of(url, "plants.md", None) is None


def test_some_endings_of_hosts_are_endings_of_files_too() -> None:
    written = ["www.gardens", "gardens.org", "gardens.io/a", "gardens.py", "notes/gardens.org", "main.rs"]
    assert [names_site(url) for url in written] == [True, True, True, False, False, False]
