"""What functions remember of a value."""

import pickle
from dataclasses import replace

from litlint.model.nodes import Link
from litlint.model.source import Source, Span
from litlint.values import remembered


def link(url: str) -> Link:
    place = Span(Source("a.md", url), 0, len(url))
    return Link(place, "bare", url, place, url, place)


def test_a_result_is_made_once_for_a_value_and_lives_as_long_as_it() -> None:
    asked = []

    @remembered
    def length(one: Link) -> int:
        asked.append(one.url)
        return len(one.url)

    first = link("https://a.org")
    assert (length(first), length(first), asked) == (13, 13, ["https://a.org"])
    # Another value asks anew, though it is equal.
    assert length(link("https://a.org")) == 13
    assert len(asked) == 2


def test_functions_do_not_share_what_they_remember() -> None:
    @remembered
    def one(link: Link) -> str:
        return link.url

    @remembered
    def other(link: Link) -> str:
        return link.text

    held = Link(link("x").span, "bare", "url", link("x").span, "text", link("x").span)
    assert (one(held), other(held), one(held)) == ("url", "text", "url")


def test_what_is_remembered_is_no_part_of_the_value() -> None:
    @remembered
    def shown(link: Link) -> str:
        return link.url.upper()

    asked, fresh = link("https://a.org"), link("https://a.org")
    shown(asked)
    assert asked == fresh
    assert hash(asked) == hash(fresh)
    assert repr(asked) == repr(fresh)
    copy = pickle.loads(pickle.dumps(asked))  # noqa: S301 - what was just dumped
    assert copy == asked
    assert not hasattr(copy, "_results")
    assert shown(replace(asked, url="https://b.org")) == "HTTPS://B.ORG"
