import pytest
from hypothesis import given
from hypothesis import strategies as st

from litlint.errors import OverlapError
from litlint.model.edits import apply_edits
from litlint.model.finding import Edit
from litlint.model.source import Source

TEXTS = st.text(alphabet="ab\r\n\t é😀\udc80", max_size=40)


@st.composite
def disjoint_edits(draw: st.DrawFn) -> tuple[Source, list[Edit]]:
    source = Source("a.md", draw(TEXTS), draw(st.booleans()))
    cuts = sorted(draw(st.lists(st.integers(0, len(source.text)), max_size=10)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return source, [Edit(source.span(start, end), draw(TEXTS)) for start, end in pairs]


def outside(source: Source, edits: list[Edit]) -> list[str]:
    places = sorted((edit.span.start, edit.span.end) for edit in edits)
    ends = [0, *(end for _, end in places)]
    starts = [*(start for start, _ in places), len(source.text)]
    return [source.text[end:start] for end, start in zip(ends, starts, strict=True)]


@given(disjoint_edits())
def test_everything_outside_the_edits_stays(made: tuple[Source, list[Edit]]) -> None:
    source, edits = made
    edited = apply_edits(source, edits)
    kept = outside(source, edits)
    unique = dict.fromkeys(edits)
    assert len(edited.text) == sum(map(len, kept)) + sum(len(edit.text) for edit in unique)
    at = 0
    for piece in kept:
        at = edited.text.index(piece, at) + len(piece)
    assert edited.bom == source.bom
    assert edited.path == source.path
    assert Source.decode("a.md", edited.encode()).text == edited.text


@given(disjoint_edits(), st.randoms())
def test_the_order_of_edits_at_different_places_does_not_matter(
    made: tuple[Source, list[Edit]], random: object
) -> None:
    source, edits = made
    apart = list({(edit.span.start, edit.span.end): edit for edit in edits}.values())
    shuffled = apart[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert apply_edits(source, shuffled).text == apply_edits(source, apart).text


@given(TEXTS, st.data())
def test_two_edits_of_one_character_are_refused(text: str, data: st.DataObject) -> None:
    source = Source("a.md", text + "x")
    at = data.draw(st.integers(0, len(text)))
    wide = source.span(data.draw(st.integers(0, at)), data.draw(st.integers(at + 1, len(source.text))))
    with pytest.raises(OverlapError, match=r"a\.md:\d+:\d+: two edits"):
        apply_edits(source, [Edit(wide, "y"), Edit(source.span(at, at + 1), "z")])


def test_an_insertion_within_a_replaced_text_is_refused() -> None:
    source = Source("a.md", "abc")
    with pytest.raises(OverlapError):
        apply_edits(source, [Edit(source.span(0, 3), "x"), Edit(source.span(1, 1), "y")])


def test_edits_may_meet_and_insertions_stand_as_given() -> None:
    source = Source("a.md", "abcd")
    edits = [
        Edit(source.span(2, 2), "3"),
        Edit(source.span(0, 2), "1"),
        Edit(source.span(2, 4), "5"),
        Edit(source.span(2, 2), "4"),
        Edit(source.span(0, 0), "0"),
    ]
    assert apply_edits(source, edits).text == "01345"


def test_an_edit_given_twice_is_made_once() -> None:
    source = Source("a.md", "ab")
    assert apply_edits(source, [Edit(source.span(1, 1), ","), Edit(source.span(1, 1), ",")]).text == "a,b"


def test_an_edit_of_another_source_is_a_mistake() -> None:
    source, other = Source("a.md", "ab"), Source("b.md", "ab")
    with pytest.raises(ValueError, match=r"b\.md cannot be made in a\.md"):
        apply_edits(source, [Edit(other.span(0, 1), "")])


def test_an_edit_may_come_from_an_equal_source() -> None:
    source, equal = Source("a.md", "abc"), Source("a.md", "abc")
    assert apply_edits(source, [Edit(equal.span(0, 1), "x"), Edit(source.span(2, 3), "y")]).text == "xby"
