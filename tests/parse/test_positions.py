"""Laws of the map from a text that was cut out to the source that it was cut from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from litlint.model.source import Source, Span
from litlint.parse.positions import LineMap

line_ends = st.sampled_from(["\n", "\r\n", "\r"])
contents = st.text(st.sampled_from("ab >-\t\f\u2028é😀"), max_size=8)
texts = st.lists(st.tuples(contents, line_ends), max_size=8).map(
    lambda lines: "".join(content + end for content, end in lines)
)


def shown(place: Span) -> str:
    return place.text.replace("\r\n", "\n").replace("\r", "\n")


@given(texts, contents)
def test_a_stretch_of_the_text_is_the_same_stretch_of_the_source(text: str, last: str) -> None:
    source = Source("a.md", text + last)
    places = LineMap.of_source(source, 0)
    cut = places.text if shown(source.whole).endswith("\n") else places.text[:-1]  # a line feed is added at its end
    assert cut == (text + last).replace("\r\n", "\n").replace("\r", "\n")
    for start in range(len(cut)):
        for end in range(start + 1, len(cut) + 1):
            assert shown(places.span(start, end)) == cut[start:end]


@given(texts, texts)
def test_a_text_may_begin_anywhere(before: str, text: str) -> None:
    source = Source("a.md", f"{before}|{text}")
    places = LineMap.of_source(source, len(before) + 1)
    cut = places.text if shown(source.whole).endswith("\n") else places.text[:-1]
    assert shown(places.span(0, len(cut))) == cut


@given(texts, st.lists(st.integers(0, 4), min_size=8, max_size=8))
def test_a_child_of_ends_of_lines_is_found_in_the_source(text: str, cuts: list[int]) -> None:
    source = Source("a.md", text + "end")
    parent = LineMap.of_source(source, 0)
    ends = [
        line[cut:]
        for line, cut in zip(
            (text + "end").replace("\r\n", "\n").replace("\r", "\n").split("\n")[1:], cuts, strict=False
        )
    ]
    child_text = "".join(end + "\n" for end in ends)
    if not child_text:
        return
    child = parent.child(child_text, 1)
    at = 0
    for end in ends:
        assert child.span(at, at + len(end)).text == end
        at += len(end) + 1


def test_an_empty_place_stands_where_it_is_asked_for() -> None:
    places = LineMap.of_source(Source("a.md", "a\r\nb"), 0)
    assert (places.span(2, 2).start, places.span(2, 2).end) == (3, 3)
